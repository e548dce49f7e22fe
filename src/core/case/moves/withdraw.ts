/** The applicant takes the application back (撤回). Made by ending.ts. */
import type { Move } from './move.ts'

const from = ['applied', 'accepted', 'mediating', 'suspended', 'agreed'] as const

export const withdraw = {
  title: '撤回',
  from,
} as const satisfies Move
