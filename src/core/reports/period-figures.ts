/** Everything that the report of one period prints, as data: counted anew while the period is open, kept once it is confirmed. */
import * as z from 'zod'
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { daysTaken } from '../statistics/duration.ts'
import { previousPeriod, samePeriodLastYear, statisticsFrom } from '../statistics/index.ts'
import { CaseLine, caseLinesOf, Particulars, particularsOf } from '../statistics/particulars.ts'
import { agreedFen, headsOf } from '../statistics/scale.ts'
import { Period, Statistics, type Counting, type Figure } from '../statistics/statistic.ts'
import { tallyOf } from '../statistics/tally.ts'
import { TrendMonth, trendOf } from '../statistics/trend.ts'
import { Text } from '../base/text.ts'

/** What is told of a period by hand: words of comment, and the two numbers of the official table that no case holds. */
export const PeriodNote = z.strictObject({
  text: z.string().max(5000, '说明请控制在 5000 字以内。').optional(),
  /** 排查纠纷（次） */
  screenings: z.int('排查次数应为整数。').min(0, '排查次数不能为负数。').max(1_000_000).optional(),
  /** 预防纠纷（件） */
  prevented: z.int('预防件数应为整数。').min(0, '预防件数不能为负数。').max(1_000_000).optional(),
})
export type PeriodNote = z.output<typeof PeriodNote>

/** A figure of a confirmed period that would be another one today. `cases`: those that came in, left or weigh otherwise. */
export const Difference = z.strictObject({
  id: z.string(),
  label: z.string(),
  unit: z.string(),
  /** As printed. */
  frozen: z.string(),
  now: z.string(),
  /** What the difference is, for figures that are one number. */
  by: z.number().nullable(),
  cases: z.array(z.string()),
})
export type Difference = z.output<typeof Difference>

/** A difference of an earlier confirmed period, printed in the report of a later one. */
export const Correction = Difference.extend({ periodId: Text })
export type Correction = z.output<typeof Correction>

/** How much each case weighs in the figures that are sums over cases. */
const Weights = z.record(z.string(), z.record(z.string(), z.int()))
export type Weights = z.output<typeof Weights>

export const PeriodFigures = z.strictObject({
  statistics: Statistics,
  /** The periods to compare with, without the ids of their cases. */
  previous: Statistics,
  lastYear: Statistics,
  particulars: Particulars,
  trend: z.array(TrendMonth),
  /** Every case behind a figure. */
  cases: z.array(CaseLine),
  weights: Weights,
  note: PeriodNote,
  /** Periods compared with by what was confirmed of them, not by what would be counted today. */
  asReported: z.array(Period).optional(),
  corrections: z.array(Correction),
})
export type PeriodFigures = z.output<typeof PeriodFigures>

/** Figures to compare with: their values alone. */
const bare = (statistics: Statistics): Statistics => ({
  ...statistics,
  figures: statistics.figures.map(({ id, label, unit, value }): Figure => ({ id, label, unit, value, caseIds: [] })),
  breakdowns: [],
})

const weightsOf = (statistics: Statistics, files: ReadonlyMap<string, CaseFile>): Weights => {
  const weigh = (id: string, weight: (file: CaseFile) => number) =>
    [id, Object.fromEntries(statistics.figures.find(figure => figure.id === id)!.caseIds.map(caseId => [caseId, weight(files.get(caseId)!)]))] as const
  return Object.fromEntries([
    weigh('partiesInvolved', headsOf),
    weigh('agreedAmountFen', agreedFen),
    weigh('averageDays', daysTaken),
  ])
}

/** What a confirmed period is compared in. */
export type Counted = Pick<PeriodFigures, 'statistics' | 'weights'>

export const countedNow = (counting: Counting): Counted => {
  const statistics = statisticsFrom(tallyOf(counting))
  return { statistics, weights: weightsOf(statistics, new Map(counting.cases.map(file => [file.id, file]))) }
}

/** The cases behind figures, breakdowns and particulars, each once. */
export const casesBehind = ({ figures, breakdowns }: Statistics, { bodies, repeatEstates, causes }: Particulars): Set<string> => new Set([
  ...figures.flatMap(figure => figure.caseIds),
  ...breakdowns.flatMap(({ rows }) => rows.flatMap(row => Object.values(row.caseIds).flat())),
  ...bodies.flatMap(row => [...row.sentCases, ...row.outstandingCases]),
  ...[...repeatEstates, ...causes].flatMap(row => row.caseIds),
])

export type PeriodFiguresInput = {
  readonly counting: Counting
  readonly annexes: ReadonlyMap<string, CaseAnnex>
  readonly note: PeriodNote
  readonly corrections: readonly Correction[]
  /** What a confirmed period reported: comparisons hold against that. */
  readonly reported?: (period: Counting['period']) => Statistics | undefined
}

export const periodFigures = ({ counting, annexes, note, corrections, reported }: PeriodFiguresInput): PeriodFigures => {
  const tally = tallyOf(counting)
  const statistics = statisticsFrom(tally)
  const other = (period: Counting['period']): Statistics => {
    const kept = reported?.(period)
    return bare(kept && kept.basis === counting.basis ? kept : statisticsFrom(tallyOf({ ...counting, period })))
  }
  const asReported = [previousPeriod(counting.period), samePeriodLastYear(counting.period)].filter(period => reported?.(period)?.basis === counting.basis)
  const particulars = particularsOf(tally, annexes)
  const ids = casesBehind(statistics, particulars)
  const files = new Map(counting.cases.filter(file => ids.has(file.id)).map(file => [file.id, file]))
  return {
    statistics,
    previous: other(previousPeriod(counting.period)),
    lastYear: other(samePeriodLastYear(counting.period)),
    particulars,
    trend: trendOf(counting.cases, counting.period.to),
    cases: caseLinesOf(counting, ids),
    weights: weightsOf(statistics, files),
    note,
    ...(asReported.length > 0 && { asReported: asReported.map(period => ({ ...period })) }),
    corrections: [...corrections],
  }
}
