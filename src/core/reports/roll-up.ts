/**
 * 汇总: monthly files of several committees added into one count (the county over its towns). A file carries the figures
 * with the ids behind them and a digest; nothing is counted twice.
 */
import * as z from 'zod'
import type { JsonLimits } from '../base/json-text.ts'
import { LocalTimeText, RegionCode6 } from '../case/record/case-file.ts'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { ok, refuse, type Result } from '../base/result.ts'
import { orderedRows } from '../statistics/breakdowns.ts'
import { average, median } from '../statistics/duration.ts'
import { Particulars } from '../statistics/particulars.ts'
import type { Parameters } from '../parameters/parameters.ts'
import {
  breakdownMeasures, Statistics, type Breakdown, type BreakdownRow, type Figure, type Rate, type SplitRow,
} from '../statistics/statistic.ts'
import { periodTitle } from '../statistics/comparison.ts'
import { repeatLimits } from '../statistics/tally.ts'
import { committeeKinds, type CommitteeKind } from './official-table.ts'
import { PeriodNote } from './period-figures.ts'

export const PeriodFile = z.strictObject({
  format: z.literal('mediation-period-report'),
  version: z.literal(1),
  committee: z.strictObject({ name: Text, regionCode: RegionCode6, kind: z.enum(keysOf(committeeKinds)) }),
  state: z.enum(['draft', 'confirmed', 'submitted']),
  rehearsal: z.boolean(),
  madeAt: LocalTimeText,
  statistics: Statistics,
  particulars: Particulars.pick({ daysTaken: true, companyCases: true }),
  note: PeriodNote,
  /** SHA-256 of the canonical text of everything else. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
export type PeriodFile = z.output<typeof PeriodFile>

/** The cases of a big year behind each figure. */
export const periodFileLimits: JsonLimits = { depth: 20, values: 3_000_000, name: 1_000 }

/** What leaves the office for the county: no breakdown by mediator, which is nobody else's business. */
export const withoutMediators = (statistics: Statistics): Statistics =>
  ({ ...statistics, breakdowns: statistics.breakdowns.filter(({ id }) => id !== 'byPresiding') })

export type RollUp = {
  readonly statistics: Statistics
  readonly note: PeriodNote
  readonly byKind: Partial<Record<CommitteeKind, number>>
  readonly committees: readonly PeriodFile[]
  /** From how many cases a company counts as one with many (多发). */
  readonly repeatCases: number
}

const mergedSplit = (rows: readonly SplitRow[]): SplitRow[] => {
  const merged = new Map<string, SplitRow>()
  for (const row of rows) {
    const before = merged.get(row.key)
    merged.set(row.key, before ? { ...before, value: before.value + row.value, caseIds: [...before.caseIds, ...row.caseIds] } : row)
  }
  return [...merged.values()].sort((a, b) => (a.key < b.key ? -1 : 1))
}

const mergedBreakdown = (breakdowns: readonly Breakdown[]): Breakdown => {
  const rows = new Map<string, BreakdownRow>()
  for (const row of breakdowns.flatMap(breakdown => breakdown.rows)) {
    const before = rows.get(row.key)
    if (!before) rows.set(row.key, row)
    else {
      rows.set(row.key, {
        ...before,
        ...Object.fromEntries(breakdownMeasures.map(measure => [measure, before[measure] + row[measure]])),
        caseIds: Object.fromEntries(breakdownMeasures.map(measure => [measure, [...before.caseIds[measure], ...row.caseIds[measure]]])) as BreakdownRow['caseIds'],
      })
    }
  }
  const { id, label } = breakdowns[0]!
  return { id, label, rows: orderedRows(id, [...rows.values()]) }
}

const mergedFigure = (parts: readonly Figure[], files: readonly PeriodFile[], repeatCases: number): Figure => {
  const [first] = parts as [Figure]
  const sum = (of: (figure: Figure) => number): number => parts.reduce((total, figure) => total + of(figure), 0)
  const caseIds = parts.flatMap(figure => figure.caseIds)
  const base = { id: first.id, label: first.label, unit: first.unit, caseIds }
  const termIds = parts.some(figure => figure.termIds) && { termIds: parts.flatMap(figure => figure.termIds ?? []) }
  switch (first.unit) {
    case 'rate': {
      const rate = (part: keyof Rate): number => sum(({ value }) => (value as Rate)[part])
      return { ...base, value: { numerator: rate('numerator'), denominator: rate('denominator') }, ...termIds }
    }
    case 'escalation': {
      const count = (part: 'cases' | 'persons'): number => sum(({ value }) => (value as { cases: number; persons: number })[part])
      return { ...base, value: { cases: count('cases'), persons: count('persons') } }
    }
    case 'days': {
      const days = files.flatMap(file => file.particulars.daysTaken)
      return { ...base, value: days.length === 0 ? null : first.id === 'averageDays' ? average(days) : median(days) }
    }
    case 'companies': {
      const split = mergedSplit(files.flatMap(file => file.particulars.companyCases)).filter(row => row.value >= repeatCases)
      return { ...base, value: split.length, caseIds: split.flatMap(row => row.caseIds), split }
    }
    default:
      return {
        ...base, value: sum(({ value }) => value as number), ...termIds,
        ...(parts.some(figure => figure.split) && { split: mergedSplit(parts.flatMap(figure => figure.split ?? [])) }),
      }
  }
}

const casesOf = ({ statistics }: PeriodFile): Set<string> => new Set(statistics.figures.flatMap(figure => figure.caseIds))

/**
 * Two committees' files whose digests hold; refuses other periods, other bases, and whatever would be counted twice. The
 * limit of companies with many cases is that of the committee that adds up, on the last day of the period.
 */
export const rollUp = (files: readonly PeriodFile[], parameters: Parameters): Result<RollUp> => {
  const [first] = files
  if (!first) return refuse('no-files', '请选择各调委会的月报数据文件。', { field: '/files' })
  const { period, basis } = first.statistics
  const seen = new Map<string, string>()
  const committees = new Set<string>()
  for (const [index, file] of files.entries()) {
    const field = `/files/${index}`
    const { name } = file.committee
    if (file.statistics.period.from !== period.from || file.statistics.period.to !== period.to) {
      return refuse('other-period', `“${name}”的文件是${periodTitle(file.statistics.period)}的，其他文件是${periodTitle(period)}的；请换成同一时期的文件。`, { field })
    }
    if (file.statistics.basis !== basis) return refuse('other-basis', `“${name}”的统计口径和其他文件不同，请按同一口径重新导出。`, { field })
    if (file.rehearsal !== first.rehearsal) return refuse('rehearsal', `“${name}”的文件是演练数据，不能和正式数据相加；请去掉。`, { field })
    if (committees.has(name)) return refuse('counted-twice', `“${name}”${periodTitle(period)}的文件选了两次，会重复统计；请去掉一个。`, { field })
    committees.add(name)
    for (const id of casesOf(file)) {
      const other = seen.get(id)
      if (other !== undefined) {
        return refuse('counted-twice', `案件“${id}”同时在“${other}”和“${name}”的文件里，会重复统计；请两家核对由谁上报，改正后重新导出。`, { field })
      }
      seen.set(id, name)
    }
  }
  const repeatCases = repeatLimits(parameters, period.to).cases
  const statistics: Statistics = {
    period,
    basis,
    figures: first.statistics.figures.map(({ id }) => mergedFigure(files.map(file => file.statistics.figures.find(one => one.id === id)!), files, repeatCases)),
    breakdowns: first.statistics.breakdowns.map(({ id }) => mergedBreakdown(files.map(file => file.statistics.breakdowns.find(one => one.id === id)!))),
    yearsWithoutCalendar: [...new Set(files.flatMap(file => file.statistics.yearsWithoutCalendar))].sort(),
  }
  const byKind: Partial<Record<CommitteeKind, number>> = {}
  for (const { committee: { kind }, statistics: { figures } } of files) {
    byKind[kind] = (byKind[kind] ?? 0) + (figures.find(figure => figure.id === 'total')!.value as number)
  }
  const told = (part: 'screenings' | 'prevented'): number | undefined => {
    const numbers = files.flatMap(file => file.note[part] ?? [])
    return numbers.length === 0 ? undefined : numbers.reduce((sum, one) => sum + one, 0)
  }
  const [screenings, prevented] = [told('screenings'), told('prevented')]
  return ok({
    statistics,
    byKind,
    repeatCases,
    committees: files.toSorted((a, b) => (a.committee.name < b.committee.name ? -1 : 1)),
    note: { ...(screenings !== undefined && { screenings }), ...(prevented !== undefined && { prevented }) },
  })
}
