/** The matter is not taken on (不予受理): the other side does not want, or it is none for mediation. Made by ending.ts. */
import type { Move } from './move.ts'

const from = ['applied'] as const

export const refuse = {
  title: '不予受理',
  from,
  law: '人民调解法第17条',
} as const satisfies Move
