/** A case that was entered twice or by mistake counts no more (作废); the effect is in the command, which knows the other cases. */
import type { Move } from './move.ts'

const from = ['applied', 'accepted', 'mediating', 'suspended', 'agreed', 'performing', 'closing'] as const

export const voidCase = {
  title: '作废',
  from,
} as const satisfies Move
