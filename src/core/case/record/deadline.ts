/** A day by which something must be done, or from which something may be, as it is reckoned and told. */
import type { LocalDate } from '../../base/dates.ts'

export type DeadlineKind = 'T1' | 'T2' | 'T4' | 'T5' | 'notify' | 'letter' | 'inquiry' | 'T6' | 'T8' | 'T9' | 'T10' | 'T11' | 'reply' | 'supplementCourt' | 'objection' | 'objectionOther' | 'enforcement' | 'step'
export type Deadline = {
  readonly kind: DeadlineKind
  /** What is due. */
  readonly what: string
  readonly on: LocalDate
  /** How the date came about: start, rule, length, suspended days, rest days, result. Written when it is asked for: most never are. */
  readonly sentence: string
  /** False when a year without a rest-day table was touched: the date rests on weekends alone. */
  readonly calendarKnown: boolean
  /** Days at which to remind, before (negative) and after the date. */
  readonly reminders: readonly number[]
  /** The term (T8), the referral's place in its list (reply), the inquiry, or the step of the procedure. */
  readonly of?: string
}
