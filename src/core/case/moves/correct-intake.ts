/** What was registered is put right (更正登记内容) while the case is not settled. The office’s contacts take part: core of the effect is in the command. */
import type { Move } from './move.ts'

const from = ['applied', 'accepted', 'mediating', 'suspended'] as const

export const correctIntake = {
  title: '更正登记内容',
  from,
} as const satisfies Move
