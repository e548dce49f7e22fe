/** The parties agree: what is agreed is written and changed until it takes effect (保存协议内容); the effect is in the command. */
import type { Move } from './move.ts'

const from = ['mediating', 'agreed'] as const

export const agree = {
  title: '保存协议内容',
  from,
} as const satisfies Move
