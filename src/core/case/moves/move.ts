/** What a move (一步) of a case is: from which stages it leaves, what can stand in its way, what it does, by which law. */
import type { LocalDate } from '../../base/dates.ts'
import type { RestDayCalendar } from '../../base/rest-days.ts'
import type { Problem } from '../../base/result.ts'
import type { Parameters } from '../../parameters/parameters.ts'
import type { CaseAnnex } from '../record/annex.ts'
import type { CaseFile } from '../record/case-file.ts'
import type { Stage } from '../record/lifecycle.ts'
import type { StagedCase } from '../record/staged-case.ts'

/** The case as it is looked at: the page's view of it is one. */
export type Seen = { readonly file: CaseFile; readonly annex: Omit<CaseAnnex, 'id'> }

/** Why a case cannot take a move that its stage has: known before anything is filled in. */
export type Obstacle = { readonly code: string; readonly message: string }

export type Move = {
  readonly title: string
  readonly from: readonly Stage[]
  /** The article that allows or demands it. */
  readonly law?: string
  /** What stands in its way; undefined: nothing that is known beforehand. */
  readonly obstacle?: (seen: Seen) => Obstacle | undefined
}

/** What a move is made with, beside what was filled in. */
export type Facts<F extends CaseFile = CaseFile> = {
  readonly file: F
  readonly annex: CaseAnnex
  readonly today: LocalDate
  readonly calendar: RestDayCalendar
  readonly parameters: Parameters
}

/** Where in the input a problem at a place of the case belongs. */
export type InputPointer = (casePointer: string) => string

/** The case after the move. Every rule of a case is asked of it before it is stored. */
export type Edited = {
  readonly file: CaseFile
  /** What is kept beside the case, where that changed. */
  readonly annex?: CaseAnnex
  /** Problems beside those that every case is checked for. */
  readonly problems?: readonly Problem[]
  readonly inputPointer?: InputPointer
}

/** A case in one of these stages: what they stand on is there. */
export type CaseIn<S extends Stage> = Extract<StagedCase, { readonly stage: S }>['file']

/** Problems below one place of the case are told below another one of the input. */
export const under = (from: string, to: string): InputPointer => pointer => (pointer.startsWith(from) ? to + pointer.slice(from.length) : pointer)

export const at = (prefix: string, problems: readonly Problem[]): Problem[] => problems.map(problem => ({ ...problem, pointer: prefix + problem.pointer }))

/** The first of `prefix1, prefix2, …` that is not taken. */
export const freeId = (prefix: string, taken: ReadonlySet<string>): string => {
  let number = taken.size + 1
  while (taken.has(`${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}
