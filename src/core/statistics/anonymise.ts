/**
 * 公开版: numbers that can be published. A number below the limit of the rules is withheld, as it might point at somebody, and with it so many others that it cannot be
 * worked out from the totals: in each sum with its total at least two parts are withheld, and these are not all nothing.
 * Whoever knows all that is published still finds at least two possible values for each withheld number.
 */
import type { Breakdown, breakdownMeasures, Statistics } from './statistic.ts'

/** Stands in the place of a withheld number. */
export const WITHHELD = '※'

/** A number, or null where it is withheld. */
export type Shown = number | null

/**
 * Parts of a total. Takes whole numbers ≥ 0, whether the total is published, and the least number that is shown; gives the same with nulls. Of numbers that
 * are withheld only for the sake of others the smallest goes first, so that little is lost.
 */
export const withheldParts = (values: readonly number[], totalShown: boolean, least: number): Shown[] => {
  const withheld = new Set(values.flatMap((value, index) => (value < least ? [index] : [])))
  if (totalShown && withheld.size > 0) {
    const bySize = values.map((value, index) => ({ value, index })).filter(({ index }) => !withheld.has(index))
      .sort((a, b) => a.value - b.value || a.index - b.index)
    const sum = (): number => [...withheld].reduce((total, index) => total + values[index]!, 0)
    while ((withheld.size < 2 || sum() < 1) && bySize.length > 0) withheld.add(bySize.shift()!.index)
  }
  return values.map((value, index) => (withheld.has(index) ? null : value))
}

/** What is published of a breakdown: two measures, of which the totals are published too unless they are small. */
export const publicMeasures = ['accepted', 'closed'] as const satisfies readonly (typeof breakdownMeasures)[number][]
export type PublicMeasure = (typeof publicMeasures)[number]

export type PublicTable = {
  readonly id: string
  readonly label: string
  readonly rows: readonly { readonly label: string; readonly accepted: Shown; readonly closed: Shown }[]
  readonly total: { readonly accepted: Shown; readonly closed: Shown }
}

export type PublicFigures = {
  /** 期初结转, 受理, 办结, 期末未结: any three give the fourth, so that its two ends are withheld together. */
  readonly flow: { readonly openingPending: Shown; readonly accepted: Shown; readonly closed: Shown; readonly closingPending: Shown }
  /** 办结 by outcome; both kinds of agreement together are 调解成功. */
  readonly outcomes: readonly { readonly label: string; readonly value: Shown }[]
  /** Null where 调解成功 or 办结 is withheld. */
  readonly successRate: { readonly numerator: number; readonly denominator: number } | null
  readonly persons: Shown
  readonly amountFen: Shown
  readonly tables: readonly PublicTable[]
}

/** Tables that name no company, estate or person. */
const publicBreakdowns = ['byType', 'byOfficialCategory', 'bySource', 'byStreet']

const publicTable = ({ id, label, rows: all }: Breakdown, total: PublicTable['total'], least: number): PublicTable => {
  const rows = all.filter(row => publicMeasures.some(measure => row[measure] > 0))
  const [accepted, closed] = publicMeasures.map(measure => withheldParts(rows.map(row => row[measure]), total[measure] !== null, least))
  return { id, label, total, rows: rows.map((row, index) => ({ label: row.label, accepted: accepted![index]!, closed: closed![index]! })) }
}

/** `least`: fewer cases than this are not shown. */
export const publicFigures = ({ figures, breakdowns }: Statistics, least: number): PublicFigures => {
  const shown = (value: number): Shown => (value < least ? null : value)
  const figure = (id: string) => figures.find(one => one.id === id)!
  const count = (id: string): number => figure(id).value as number
  const accepted = shown(count('accepted'))
  const closed = shown(count('closed'))
  // The fourth of the balance follows from three, and a small one from the bounds of the others: both ends go together.
  const ends = [accepted, closed, shown(count('openingPending')), shown(count('closingPending'))].includes(null)
  const [openingPending, closingPending] = ends ? [null, null] : [count('openingPending'), count('closingPending')]
  const split = figure('closed').split!
  const succeeded = count('succeeded')
  const others = split.filter(row => row.key !== 'E01' && row.key !== 'E02')
  const outcomes = [{ label: '调解成功', value: succeeded }, ...others.map(({ label, value }) => ({ label, value }))]
  const values = withheldParts(outcomes.map(({ value }) => value), closed !== null, least)
  const behind = (id: string): number => figure(id).caseIds.length
  return {
    flow: { openingPending, accepted, closed, closingPending },
    outcomes: closed === null && count('closed') === 0 ? [] : outcomes.map(({ label }, index) => ({ label, value: values[index]! })),
    successRate: closed === null || values[0] === null ? null : { numerator: succeeded, denominator: closed },
    persons: behind('partiesInvolved') < least ? null : count('partiesInvolved'),
    amountFen: behind('agreedAmountFen') < least ? null : count('agreedAmountFen'),
    // A table without a row would say that its withheld total is nothing.
    tables: breakdowns.filter(({ id }) => publicBreakdowns.includes(id)).map(breakdown => publicTable(breakdown, { accepted, closed }, least))
      .filter(({ rows, total }) => rows.length > 0 || (total.accepted !== null && total.closed !== null)),
  }
}
