/** What a court sent goes back to it (退回法院). Made by ending.ts. */
import { isFromCourt } from '../record/before-acceptance.ts'
import type { Move } from './move.ts'

const from = ['mediating'] as const

export const returnToCourt = {
  title: '退回法院',
  from,
  obstacle: ({ file }) => (isFromCourt(file) ? undefined : { code: 'not-from-court', message: '只有法院委派或委托的案件才能退回法院。' }),
} as const satisfies Move
