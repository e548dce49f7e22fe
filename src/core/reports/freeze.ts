/**
 * 定稿: a confirmed period keeps its figures and the ids behind them under a digest. Later edits of cases are allowed and
 * never change it; what would be another figure today is told as differences, and printed as corrections later on.
 */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'
import { breakdownMeasures, type BreakdownMeasure, type Figure, type Statistics } from '../statistics/statistic.ts'
import { showFigure } from '../statistics/show.ts'
import { PeriodFigures, type Correction, type Counted, type Difference, type Weights } from './period-figures.ts'
import type { Period } from '../statistics/statistic.ts'

export const periodStates = { draft: '草稿', confirmed: '已确认', submitted: '已上报' } as const
export type PeriodState = keyof typeof periodStates

const Done = z.strictObject({ at: LocalTimeText, by: Text })

export const FrozenPeriod = z.strictObject({
  /** `2026-10-01..2026-10-31`; of one that was withdrawn with the number of its edition, `2026-10-01..2026-10-31#1`. */
  id: Text,
  /** From 2 on, where earlier ones were withdrawn. */
  edition: z.int().min(2).optional(),
  withdrawn: Done.extend({ reason: Text }).optional(),
  confirmed: Done,
  submitted: Done.extend({ to: Text }).optional(),
  figures: PeriodFigures,
  /** SHA-256 of the canonical text of `figures`. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
export type FrozenPeriod = z.output<typeof FrozenPeriod>

export const stateOfPeriod = (frozen: FrozenPeriod | undefined): PeriodState =>
  frozen === undefined ? 'draft' : frozen.submitted ? 'submitted' : 'confirmed'

/** JSON with the keys of every object in order, absent values left out: the same data give the same text. */
export const canonicalText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(item => canonicalText(item ?? null)).join(',')}]`
  if (value !== null && typeof value === 'object') {
    return `{${Object.entries(value).filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => `${JSON.stringify(key)}:${canonicalText(item)}`).join(',')}}`
  }
  return JSON.stringify(value)
}

type Cell = { readonly id: string; readonly label: string; readonly figure: Pick<Figure, 'unit' | 'value' | 'caseIds' | 'termIds'>; readonly weights?: Readonly<Record<string, number>> }

const measureNames: Readonly<Record<BreakdownMeasure, string>> = {
  received: '申请', accepted: '受理', closed: '办结', succeeded: '成功', agreedAmountFen: '协议金额', closingPending: '期末未结',
}

/** Every number of a count with the cases behind it: figures, their splits, the cells of the breakdowns. */
const cellsOf = ({ figures, breakdowns }: Statistics, weights: Weights): Map<string, Cell> => new Map([
  ...figures.flatMap((figure): Cell[] => [
    { id: figure.id, label: figure.label, figure, weights: weights[figure.id === 'medianDays' ? 'averageDays' : figure.id] },
    ...(figure.split ?? []).map((row): Cell => ({
      id: `${figure.id}/${row.key}`, label: `${figure.label}：${row.label}`, figure: { unit: 'count', value: row.value, caseIds: row.caseIds },
    })),
  ]),
  ...breakdowns.flatMap(({ id, label, rows }) => rows.flatMap(row => breakdownMeasures.map((measure): Cell => ({
    id: `${id}/${row.key}/${measure}`,
    label: `按${label}·${row.label}：${measureNames[measure]}`,
    figure: { unit: measure === 'agreedAmountFen' ? 'fen' : 'count', value: row[measure], caseIds: row.caseIds[measure] },
    ...(measure === 'agreedAmountFen' && { weights: weights.agreedAmountFen }),
  })))),
].map(cell => [cell.id, cell]))

const nothing = (like: Cell): Cell => ({
  id: like.id, label: like.label, figure: { unit: like.figure.unit, value: like.figure.unit === 'days' ? null : 0, caseIds: [] },
})

/** The cases that are behind one of two numbers only, or weigh differently in them; all, where it cannot be told. */
const changedCases = (before: Cell, after: Cell): string[] => {
  const had = new Set(before.figure.caseIds)
  const has = new Set(after.figure.caseIds)
  const ids = new Set<string>()
  for (const id of [...had, ...has]) {
    if (had.has(id) !== has.has(id) || before.weights?.[id] !== after.weights?.[id]) ids.add(id)
  }
  const terms = (cell: Cell): Set<string> => new Set(cell.figure.termIds)
  const [hadTerms, hasTerms] = [terms(before), terms(after)]
  for (const term of [...hadTerms, ...hasTerms]) if (hadTerms.has(term) !== hasTerms.has(term)) ids.add(term.slice(0, term.lastIndexOf('/')))
  if (ids.size === 0 && showFigure(before.figure) === showFigure(after.figure)) return []
  return [...(ids.size > 0 ? ids : new Set([...had, ...has]))].sort()
}

/** Every number that is not what it was, or counts other cases than it did. In the order of the figures, then of the breakdowns. */
export const differencesOf = (frozen: Counted, now: Counted): Difference[] => {
  const before = cellsOf(frozen.statistics, frozen.weights)
  const after = cellsOf(now.statistics, now.weights)
  const order = [...before.keys(), ...[...after.keys()].filter(id => !before.has(id))]
  return order.flatMap((id): Difference[] => {
    const [was, is] = [before.get(id) ?? nothing(after.get(id)!), after.get(id) ?? nothing(before.get(id)!)]
    const cases = changedCases(was, is)
    if (cases.length === 0) return []
    const [a, b] = [was.figure.value, is.figure.value]
    return [{
      id, label: was.label, unit: was.figure.unit, frozen: showFigure(was.figure), now: showFigure(is.figure),
      by: typeof a === 'number' && typeof b === 'number' ? b - a : null, cases,
    }]
  })
}

/** Differences of confirmed periods that ended before `period`, less those that a confirmed report has printed already. */
export const correctionsFor = (
  period: Period, frozen: readonly FrozenPeriod[], differences: (one: FrozenPeriod) => readonly Difference[],
): Correction[] => {
  const printed = new Set(frozen.filter(one => one.figures.statistics.period.from < period.from)
    .flatMap(one => one.figures.corrections.map(canonicalText)))
  return frozen.filter(one => one.figures.statistics.period.to < period.from)
    .toSorted((a, b) => (a.id < b.id ? -1 : 1))
    // Whole figures: cells of the breakdowns follow from them and stand on the difference sheet.
    .flatMap(one => differences(one).filter(({ id }) => !id.includes('/')).map(difference => ({ ...difference, periodId: one.id })))
    .filter(correction => !printed.has(canonicalText(correction)))
}

