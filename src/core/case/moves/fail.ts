/** The mediation ends without agreement (终止调解). Made by ending.ts. */
import type { Move } from './move.ts'

const from = ['mediating', 'suspended', 'agreed'] as const

export const fail = {
  title: '终止调解',
  from,
} as const satisfies Move
