/** Public editions of months, quarters and half-years together: checked by a linear solver that is not the program's. */
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicFigures, type PublicFigures } from '../../../src/core/statistics/anonymise.ts'
import { computeStatistics } from '../../../src/core/statistics/index.ts'
import { givenAway, publishable, type Edition } from '../../../src/core/statistics/published.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import type { Period } from '../../../src/core/statistics/statistic.ts'
import { aCase } from '../../builders.ts'
import { counting as worked } from './counting.ts'

const counting = (cases: readonly CaseFile[], { from, to }: Period) => worked(from, to, { cases })

const month = (no: number): Period => ({ from: localDate(`2026-${String(no).padStart(2, '0')}-01`), to: localDate(`2026-${String(no).padStart(2, '0')}-${[31, 28, 31, 30, 31, 30][no - 1]}`) })
const periods: readonly Period[] = [...[1, 2, 3, 4, 5, 6].map(month), { from: month(1).from, to: month(3).to }, { from: month(4).from, to: month(6).to }, { from: month(1).from, to: month(6).to }]
const types = ['WY01', 'WY05', 'WY08'] as const
const monthsIn = ({ from, to }: Period): number[] => [1, 2, 3, 4, 5, 6].filter(no => month(no).from >= from && month(no).to <= to)

/** Cases by month and type: accepted then, and ended the same month by agreement or without. */
const casesOf = (counts: readonly (readonly number[])[]): CaseFile[] => counts.flatMap((row, at) => row.flatMap((count, kind) => Array.from({ length: count }, (_, index): CaseFile => {
  const on = localDate(`2026-0${at + 1}-1${index % 9}`)
  const { agreement: _1, confirmation: _2, performance: _3, followUps: _4, archive: _5, sessions: _6, suspensions: _7, extensions: _8, ...file } = aCase()
  return { ...file, id: `${at}-${kind}-${index}`, type: types[kind]!, appliedOn: on, acceptedOn: on, end: { code: 'E03', on } }
})))

/** Gaussian elimination over fractions of big integers: whether `target` is a combination of `rows`. */
const follows = (rows: readonly (readonly number[])[], target: readonly number[]): boolean => {
  const rank = (matrix: readonly (readonly number[])[]): number => {
    const m = matrix.map(row => row.map(BigInt))
    let at = 0
    for (let column = 0; column < (m[0]?.length ?? 0) && at < m.length; column += 1) {
      const pivot = m.findIndex((row, index) => index >= at && row[column] !== 0n)
      if (pivot < 0) continue
      ;[m[at], m[pivot]] = [m[pivot]!, m[at]!]
      for (let index = at + 1; index < m.length; index += 1) {
        const [a, b] = [m[at]![column]!, m[index]![column]!]
        if (b !== 0n) m[index] = m[index]!.map((value, j) => value * a - m[at]![j]! * b)
      }
      at += 1
    }
    return at
  }
  return rows.length > 0 && rank([...rows, target]) === rank(rows)
}

/** What an edition says of accepted cases by type: a row over month × type for each number, null where withheld. */
const saidOf = ({ period, figures }: Edition): { terms: number[]; value: number | null }[] => {
  const over = (kinds: readonly number[]): number[] => [1, 2, 3, 4, 5, 6].flatMap(no => types.map((_, kind) => (kinds.includes(kind) && monthsIn(period).includes(no) ? 1 : 0)))
  const table = figures.tables.find(({ id }) => id === 'byType')
  return [
    ...(table ? types.map((type, kind) => {
      const label = computeStatistics(counting(casesOf([[...types].map(one => (one === type ? 1 : 0))]), month(1))).breakdowns.find(({ id }) => id === 'byType')!.rows[0]!.label
      const row = table.rows.find(one => one.label === label)
      return { terms: over([kind]), value: row ? row.accepted : 0 }
    }) : []),
    { terms: over([0, 1, 2]), value: figures.flow.accepted },
  ]
}

const publishAll = (cases: readonly CaseFile[], order: readonly Period[]): Edition[] => {
  const out: Edition[] = []
  for (const period of order) {
    const statistics = computeStatistics(counting(cases, period))
    out.push({ period, figures: publishable(publicFigures(statistics, 3), publicFigures(statistics, 0), period, out) })
  }
  return out
}

describe('public editions of periods that lie in one another', () => {
  it('leave no withheld number that follows from all of them together, in whatever order they are published', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(6), fc.nat(4), fc.nat(3)), { minLength: 6, maxLength: 6 }), fc.shuffledSubarray([...periods], { minLength: 3 }), (counts, order) => {
      const out = publishAll(casesOf(counts), order)
      const said = out.flatMap(saidOf)
      const shown = said.filter(({ value }) => value !== null).map(({ terms }) => terms)
      for (const { terms, value } of said) if (value === null) expect(follows(shown, terms)).toBe(false)
      expect(givenAway(out)).toEqual([])
      // What is shown is true.
      for (const { period, figures } of out) {
        const whole: PublicFigures = publicFigures(computeStatistics(counting(casesOf(counts), period)), 0)
        if (figures.flow.accepted !== null) expect(figures.flow.accepted).toBe(whole.flow.accepted)
      }
    }), {
      numRuns: 300,
      // A month's table left a type out and so said that there was none of it, which gave another month's away.
      examples: [[
        [[0, 0, 1], [2, 0, 1], [1, 0, 1], [0, 0, 1], [0, 1, 0], [0, 3, 0]],
        [periods[6]!, month(4), periods[8]!, month(6), month(5), month(3), month(2), periods[7]!],
      ]],
    })
  })

  it('would give small numbers away as differences of a quarter and its months if nobody remembered', () => {
    const cases = casesOf([[5, 4, 0], [6, 5, 0], [2, 6, 0]])
    const alone = [month(1), month(2), month(3), periods[6]!].map(period => ({ period, figures: publicFigures(computeStatistics(counting(cases, period)), 3) }))
    expect(givenAway(alone).length).toBeGreaterThan(0)
    expect(givenAway(publishAll(cases, alone.map(({ period }) => period)))).toEqual([])
  })
})
