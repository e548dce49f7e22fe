/** The matter is another body’s and goes there (转处、移送). Made by ending.ts. */
import type { Move } from './move.ts'

const from = ['applied', 'accepted', 'mediating'] as const

export const transfer = {
  title: '转处、移送',
  from,
} as const satisfies Move
