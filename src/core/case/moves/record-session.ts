/** A session is recorded (记录调解); the effect is in the command, with the appointment that it was. */
import type { Move } from './move.ts'

const from = ['mediating', 'agreed'] as const

export const recordSession = {
  title: '记录调解',
  from,
} as const satisfies Move
