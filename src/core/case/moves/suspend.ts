/** The mediation stands still for a while (中止). */
import type { CaseFile } from '../record/case-file.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['mediating'] as const

export const suspend = {
  title: '中止',
  from,
} as const satisfies Move

type Suspension = NonNullable<CaseFile['suspensions']>[number]

export const apply = ({ file }: Facts<CaseIn<(typeof from)[number]>>, suspension: Suspension): Edited => {
  const suspensions = file.suspensions ?? []
  return { file: { ...file, suspensions: [...suspensions, suspension] }, inputPointer: under(`/suspensions/${suspensions.length}`, '') }
}
