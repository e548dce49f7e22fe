/** A visit after the agreement (登记回访). */
import type { CaseFile } from '../record/case-file.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['performing', 'closing'] as const

export const followUp = {
  title: '登记回访',
  from,
} as const satisfies Move

type FollowUp = NonNullable<CaseFile['followUps']>[number]

export const apply = ({ file }: Facts<CaseIn<(typeof from)[number]>>, entry: FollowUp): Edited => {
  const followUps = file.followUps ?? []
  return { file: { ...file, followUps: [...followUps, entry] }, inputPointer: under(`/followUps/${followUps.length}`, '/entry') }
}
