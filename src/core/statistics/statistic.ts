/** What a statistic is, and the shape in which its answer leaves. Definitions: docs/statistics.md. */
import * as z from 'zod'
import type { CaseFile, Mediator, Term } from '../case/record/case-file.ts'
import type { MediationDeadline } from '../case/time/deadlines.ts'
import type { RestDayCalendar } from '../base/rest-days.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import type { Parameters } from '../parameters/parameters.ts'

/** P = [from, to], whole local dates, both included. */
export const Period = z.strictObject({ from: LocalDateText, to: LocalDateText })
export type Period = z.output<typeof Period>

/** Which cases 调解案件总数 counts: those closed in the period (default) or those accepted in it. */
export const Basis = z.enum(['closed', 'accepted'])
export type Basis = z.output<typeof Basis>

/** A rate kept exact; rounded only when shown. */
export const Rate = z.strictObject({ numerator: z.int(), denominator: z.int() })
export type Rate = z.output<typeof Rate>

/** One line of a figure that is split by a code: 办结数 by end code, 多发企业 by company. */
export const SplitRow = z.strictObject({ key: z.string(), label: z.string(), value: z.int(), caseIds: z.array(z.string()) })
export type SplitRow = z.output<typeof SplitRow>

/**
 * One figure: counts are numbers, money is fen, rates are exact, escalation is cases and persons, days have one
 * decimal and are null when there is nothing to average. `caseIds` are the cases behind it, each once (for a rate
 * those of both its parts); `termIds` (`caseId/termId`) the terms behind a figure that looks at terms.
 */
export const Figure = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.enum(['count', 'terms', 'companies', 'persons', 'fen', 'rate', 'days', 'escalation']),
  value: z.union([z.number(), z.null(), Rate, z.strictObject({ cases: z.int(), persons: z.int() })]),
  caseIds: z.array(z.string()),
  termIds: z.array(z.string()).optional(),
  split: z.array(SplitRow).optional(),
})
export type Figure = z.output<typeof Figure>

export const breakdownMeasures = ['received', 'accepted', 'closed', 'succeeded', 'agreedAmountFen', 'closingPending'] as const
export type BreakdownMeasure = (typeof breakdownMeasures)[number]

const measures = Object.fromEntries(breakdownMeasures.map(id => [id, z.int()])) as Record<BreakdownMeasure, z.ZodInt>
const measureCases = Object.fromEntries(breakdownMeasures.map(id => [id, z.array(z.string())])) as Record<BreakdownMeasure, z.ZodArray<z.ZodString>>

/** One row of a breakdown; `caseIds` opens each of its cells. */
export const BreakdownRow = z.strictObject({ key: z.string(), label: z.string(), ...measures, caseIds: z.strictObject(measureCases) })
export type BreakdownRow = z.output<typeof BreakdownRow>

export const Breakdown = z.strictObject({ id: z.string(), label: z.string(), rows: z.array(BreakdownRow) })
export type Breakdown = z.output<typeof Breakdown>

export const Statistics = z.strictObject({
  period: Period,
  basis: Basis,
  figures: z.array(Figure),
  breakdowns: z.array(Breakdown),
  /** Years of which no rest-day table is there, although a deadline fell in them. */
  yearsWithoutCalendar: z.array(z.int()),
})
export type Statistics = z.output<typeof Statistics>

/** Everything a count may look at. */
export type Counting = {
  readonly cases: readonly CaseFile[]
  readonly mediators: readonly Mediator[]
  readonly period: Period
  readonly basis: Basis
  readonly calendar: RestDayCalendar
  readonly parameters: Parameters
}

/** A term of an agreement, with the case that it belongs to. */
export type Obligation = { readonly file: CaseFile; readonly term: Term }

/** A counting with its cases sorted once into the sets that the figures speak of. */
export type Tally = Counting & {
  readonly received: readonly CaseFile[]
  readonly accepted: readonly CaseFile[]
  readonly notAccepted: readonly CaseFile[]
  readonly openingPending: readonly CaseFile[]
  readonly closed: readonly CaseFile[]
  readonly closingPending: readonly CaseFile[]
  /** The cases that 调解案件总数 counts on this basis. */
  readonly total: readonly CaseFile[]
  readonly succeeded: readonly CaseFile[]
  readonly termsDue: readonly Obligation[]
  /** Cases that ever had a confirmation, a referral, an entry of escalation: few of all. */
  readonly confirming: readonly CaseFile[]
  readonly referring: readonly CaseFile[]
  readonly preventing: readonly CaseFile[]
  /** Cases accepted in the 90 days to the end of the period. */
  readonly recent: readonly CaseFile[]
  /** In how many days how many cases are many (多发). */
  readonly repeat: { readonly days: number; readonly cases: number }
  /** By case id: the last day of each pending case as of the end of the period, of each closed case as of its end. */
  readonly deadlines: ReadonlyMap<string, MediationDeadline>
}

/** A statistic: a few lines in the file of its family, one line in index.ts. */
export type Statistic = Pick<Figure, 'id' | 'label' | 'unit'> & {
  /** The definition in one sentence, shown beside the figure. */
  readonly definition: string
  readonly count: (tally: Tally) => Omit<Figure, 'id' | 'label' | 'unit'>
}
