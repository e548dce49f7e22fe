import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { publicFigures, withheldParts, type PublicFigures, type Shown } from '../../../src/core/statistics/anonymise.ts'
import { computeStatistics } from '../../../src/core/statistics/index.ts'
import { randomCounting } from './offices.ts'

/** Every value that a withheld part could have for a reader who knows the total and the parts that are shown. */
const possibilities = (parts: readonly Shown[], total: Shown, at: number): Set<number> => {
  const shown = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0)
  // A total that is not shown is itself one of 0, 1 and 2.
  const totals = total === null ? [0, 1, 2] : [total]
  const others = parts.filter((part, index) => part === null && index !== at).length
  const found = new Set<number>()
  for (const one of totals) {
    for (let value = 0; value <= one - shown; value += 1) if (others > 0 || value === one - shown) found.add(value)
  }
  return found
}

/** All ways to fill the withheld numbers of the balance that a reader could think of. */
const balances = ({ openingPending, accepted, closed, closingPending }: PublicFigures['flow'], limit: number) => {
  const choices = (value: Shown, most: number): number[] => (value === null ? Array.from({ length: most + 1 }, (_, one) => one) : [value])
  return choices(openingPending, limit).flatMap(opening => choices(accepted, 2).flatMap(came => choices(closed, 2)
    .map(went => ({ opening, accepted: came, closed: went, closing: opening + came - went }))))
    .filter(({ closing }) => (closingPending === null ? closing >= 0 : closing === closingPending))
}

describe('withheld parts of a total', () => {
  it.each<[number[], boolean, Shown[]]>([
    [[5, 7, 4], true, [5, 7, 4]],
    [[5, 2, 7], true, [null, null, 7]],
    [[1, 1, 9], true, [null, null, 9]],
    [[0, 0, 9], true, [null, null, null]],
    [[0, 4, 9], true, [null, null, 9]],
    [[1, 1], false, [null, null]],
    [[6], true, [6]],
  ])('%j (total shown: %s) become %j', (values, totalShown, expected) => {
    expect(withheldParts(values, totalShown, 3)).toEqual(expected)
  })

  it('cannot be worked out from the total and the parts that are shown, whatever the numbers', () => {
    fc.assert(fc.property(fc.array(fc.nat(12), { minLength: 1, maxLength: 9 }), values => {
      const total = values.reduce((sum, one) => sum + one, 0)
      const shownTotal = total < 3 ? null : total
      const parts = withheldParts(values, shownTotal !== null, 3)
      parts.forEach((part, index) => {
        if (part !== null) return expect(part).toBeGreaterThanOrEqual(3)
        // A single row is its total: nothing of it is shown anywhere, and it may be 0, 1 or 2.
        expect([values, possibilities(parts, shownTotal, index).size >= 2]).toEqual([values, true])
      })
    }), { numRuns: 2000 })
  })
})

describe('the public edition of any office and period', () => {
  it('shows no number below three, and none that is withheld can be recovered from the margins', () => {
    fc.assert(fc.property(randomCounting, counting => {
      const statistics = computeStatistics(counting)
      const { flow, outcomes, successRate, tables, persons, amountFen } = publicFigures(statistics, 3)
      const small = (value: Shown): boolean => value !== null && value < 3
      expect([flow.openingPending, flow.accepted, flow.closed, flow.closingPending, ...outcomes.map(row => row.value), persons].some(small)).toBe(false)
      for (const { rows, total } of tables) {
        expect(rows.flatMap(row => [row.accepted, row.closed]).some(small)).toBe(false)
        for (const measure of ['accepted', 'closed'] as const) {
          const parts = rows.map(row => row[measure])
          parts.forEach((part, index) => part === null && expect(possibilities(parts, total[measure], index).size).toBeGreaterThanOrEqual(2))
        }
      }
      const parts = outcomes.map(row => row.value)
      parts.forEach((part, index) => part === null && expect(possibilities(parts, flow.closed, index).size).toBeGreaterThanOrEqual(2))
      const ways = balances(flow, 60)
      for (const [shown, key] of [[flow.openingPending, 'opening'], [flow.accepted, 'accepted'], [flow.closed, 'closed'], [flow.closingPending, 'closing']] as const) {
        if (shown === null) expect(new Set(ways.map(way => way[key])).size).toBeGreaterThanOrEqual(2)
      }
      if (outcomes[0]?.value === null || flow.closed === null) expect(successRate).toBeNull()
      if (amountFen !== null) expect(statistics.figures.find(({ id }) => id === 'agreedAmountFen')!.caseIds.length).toBeGreaterThanOrEqual(3)
    }), { numRuns: 200 })
  })
})
