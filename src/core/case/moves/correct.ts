/** The director puts right what was recorded (更正); the effect is in the command, which knows the other cases’ file numbers. */
import type { Move } from './move.ts'

const from = ['mediating', 'suspended', 'agreed', 'performing', 'closing'] as const

export const correct = {
  title: '更正已记录的内容',
  from,
} as const satisfies Move
