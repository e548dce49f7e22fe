/** The file of an ended case is closed (归档). */
import type { CaseFile } from '../record/case-file.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['performing', 'closing'] as const

export const archive = {
  title: '归档',
  from,
} as const satisfies Move

export const apply = ({ file }: Facts<CaseIn<(typeof from)[number]>>, archive: NonNullable<CaseFile['archive']>): Edited => ({ file: { ...file, archive }, inputPointer: under('/archive', '') })
