/** An archived case is opened again, a void one counts again (重新打开); the effect is in the command. */
import type { Move } from './move.ts'

const from = ['archived', 'void'] as const

export const reopen = {
  title: '重新打开',
  from,
} as const satisfies Move
