/** Others mediate (更换调解员): when one must stand back, or cannot go on; the effect is in the command, which asks for recusal. */
import type { Move } from './move.ts'

const from = ['mediating', 'suspended', 'agreed'] as const

export const changeMediators = {
  title: '更换调解员',
  from,
} as const satisfies Move
