import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { computeStatistics, statistics as list, statisticsFrom } from '../../../src/core/statistics/index.ts'
import { canonicalText } from '../../../src/core/reports/freeze.ts'
import { particularsOf } from '../../../src/core/statistics/particulars.ts'
import { tallyOf } from '../../../src/core/statistics/tally.ts'
import { trendOf } from '../../../src/core/statistics/trend.ts'
import { breakdownMeasures, Statistics, type Counting } from '../../../src/core/statistics/statistic.ts'
import { naiveStatistics } from './naive.ts'
import { naiveParticulars, naiveTrend, plainParticulars } from './naive-particulars.ts'
import { periodsAbout, randomCounting, randomOffice } from './offices.ts'
import { counting } from './counting.ts'
import { plainOf } from './plain.ts'

const runs = { numRuns: 300 }
const unique = (ids: readonly string[]): boolean => new Set(ids).size === ids.length

/** Compared as text first: thousands of whole values, all but none of them different. */
const equal = (one: unknown, other: unknown): void => {
  if (canonicalText(one) !== canonicalText(other)) expect(one).toEqual(other)
}

describe('in two hundred offices and fourteen periods each', () => {
  it('every figure, breakdown, particular and month is what a second, plain reading of the definitions gives', () => {
    fc.assert(fc.property(randomOffice, ({ firstDay, cases }) => {
      for (const { from, to } of periodsAbout(firstDay)) {
        const one = counting(from, to, { cases })
        const tally = tallyOf(one)
        equal(plainOf(statisticsFrom(tally)), naiveStatistics(one))
        const annexes = new Map(cases.filter((_, index) => index % 3 > 0).map(({ id }, index) => [id, { id, causes: index % 2 === 0 ? ['收费标准不明'] : ['邻里关系', '收费标准不明'] }]))
        equal(plainParticulars(particularsOf(tally, annexes)), naiveParticulars(one, annexes))
        equal(trendOf(cases, to), naiveTrend(cases, to))
      }
    }), { numRuns: 200 })
  }, 60_000)
})

it('nothing ranks mediators: whoever closes more stands where the roster has him', () => {
  fc.assert(fc.property(randomCounting, one => {
    const keys = (mediators: Counting['mediators']) => computeStatistics({ ...one, mediators }).breakdowns.find(({ id }) => id === 'byPresiding')!.rows.map(row => row.key)
    const roster = one.mediators.map(({ id }) => id)
    const present = keys(one.mediators).filter(key => roster.includes(key))
    expect(present).toEqual(roster.filter(id => present.includes(id)))
    expect(keys(one.mediators.toReversed()).filter(key => roster.includes(key))).toEqual(present.toReversed())
  }), { numRuns: 60 })
})

describe('in any office and period', () => {
  it('every figure and breakdown is what a second, plain reading of the definitions gives', () => {
    fc.assert(fc.property(randomCounting, counting => {
      expect(plainOf(computeStatistics(counting))).toEqual(naiveStatistics(counting))
    }), runs)
  })

  it('opening plus accepted less closed is closing', () => {
    fc.assert(fc.property(randomCounting, counting => {
      const plain = plainOf(computeStatistics(counting)) as Record<string, number>
      expect(plain.openingPending! + plain.accepted! - plain.closed!).toBe(plain.closingPending)
    }), runs)
  })

  it('each breakdown adds up to its totals, and each of its cells opens its cases', () => {
    fc.assert(fc.property(randomCounting, counting => {
      const { figures, breakdowns } = computeStatistics(counting)
      for (const { id, rows } of breakdowns) {
        expect(unique(rows.map(row => row.key))).toBe(true)
        for (const measure of breakdownMeasures) {
          const figure = figures.find(one => one.id === measure)!
          expect([id, measure, rows.reduce((sum, row) => sum + row[measure], 0)]).toEqual([id, measure, figure.value])
          if (measure === 'agreedAmountFen') continue
          expect(rows.flatMap(row => row.caseIds[measure]).toSorted()).toEqual(figure.caseIds.toSorted())
          for (const row of rows) expect(row.caseIds[measure].length).toBe(row[measure])
        }
      }
    }), runs)
  })

  it('a figure opens as many cases or terms as it counts, each once', () => {
    fc.assert(fc.property(randomCounting, counting => {
      for (const { id, unit, value, caseIds, termIds, split } of computeStatistics(counting).figures) {
        expect([id, unique(caseIds), unique(termIds ?? [])]).toEqual([id, true, true])
        if (unit === 'terms') expect([id, termIds!.length]).toEqual([id, value])
        else if (unit === 'count' && id !== 'referralsSent' && id !== 'repliesOutstanding') expect([id, caseIds.length]).toEqual([id, value])
        if (unit === 'count' && split) expect(split.reduce((sum, row) => sum + row.value, 0)).toBe(value)
        for (const row of split ?? []) expect([id, row.key, row.caseIds.length]).toEqual([id, row.key, row.value])
        if (split) expect(split.flatMap(row => row.caseIds).toSorted()).toEqual(caseIds.toSorted())
      }
    }), runs)
  })

  it('the values do not depend on the order of the cases, nor do the rows', () => {
    fc.assert(fc.property(randomCounting, counting => {
      const [one, other] = [counting.cases, counting.cases.toReversed()].map(cases => computeStatistics({ ...counting, cases }))
      expect(plainOf(other!)).toEqual(plainOf(one!))
      expect(other!.breakdowns.map(({ rows }) => rows.map(row => row.key))).toEqual(one!.breakdowns.map(({ rows }) => rows.map(row => row.key)))
    }), runs)
  })

  it('the answer has the declared shape, with every statistic in its order', () => {
    fc.assert(fc.property(randomCounting, counting => {
      const answer = computeStatistics(counting)
      expect(Statistics.parse(answer)).toEqual(answer)
      expect(answer.figures.map(({ id, label, unit }) => [id, label, unit])).toEqual(list.map(({ id, label, unit }) => [id, label, unit]))
    }), { numRuns: 50 })
  })
})
