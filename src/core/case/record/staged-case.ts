/** A case as a union on its stage: what a stage stands on is there, and what comes later is not. */
import type { CaseAnnex } from './annex.ts'
import type { CaseFile } from './case-file.ts'
import type { LocalDate } from '../../base/dates.ts'
import { stageOf } from './lifecycle.ts'

type With<K extends keyof CaseFile> = CaseFile & { readonly [P in K]-?: NonNullable<CaseFile[P]> }
type Without<K extends keyof CaseFile> = { readonly [P in K]?: undefined }

/** Accepted, and neither settled nor ended. */
type Open = With<'acceptedOn'> & Without<'agreement' | 'end' | 'archive'>

export type StagedCase =
  | { readonly stage: 'applied'; readonly file: CaseFile & Without<'acceptedOn' | 'agreement' | 'end' | 'archive'> }
  | { readonly stage: 'accepted'; readonly file: Open }
  | { readonly stage: 'mediating'; readonly file: Open & With<'mediators'> }
  | { readonly stage: 'suspended'; readonly file: Open & With<'suspensions'> }
  | { readonly stage: 'agreed'; readonly file: With<'acceptedOn' | 'agreement'> & Without<'end' | 'archive'> }
  | { readonly stage: 'performing'; readonly file: With<'acceptedOn' | 'agreement' | 'end'> & Without<'archive'> }
  | { readonly stage: 'closing'; readonly file: With<'end'> & Without<'archive'> }
  | { readonly stage: 'archived'; readonly file: With<'end' | 'archive'> }
  | { readonly stage: 'void'; readonly file: CaseFile }

/** The case with its stage on `today`, read off what has been recorded. Takes a case that keeps the rules (rules.ts). */
export const staged = (file: CaseFile, today: LocalDate, annex?: Pick<CaseAnnex, 'voided'>): StagedCase =>
  ({ stage: stageOf(file, today, annex), file }) as StagedCase

/** For the branch of a switch that no stage reaches. */
export const noOther = (value: never): never => {
  throw new Error(`not a stage: ${JSON.stringify(value)}`)
}
