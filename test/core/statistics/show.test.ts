import { describe, expect, it } from 'vitest'
import { showFigure, showRate, showWan } from '../../../src/core/statistics/show.ts'
import type { Figure } from '../../../src/core/statistics/statistic.ts'

describe('what is shown', () => {
  it.each([
    [3, 4, '75.0%'], [2, 3, '66.7%'], [1, 3, '33.3%'], [1, 2000, '0.1%'], [1, 2001, '0.0%'], [3, 3, '100.0%'], [0, 5, '0.0%'], [0, 0, '—'],
    [6217, 6368, '97.6%'], [1, 16, '6.3%'], [9995, 10_000, '100.0%'], [9994, 10_000, '99.9%'],
  ])('of the rate %i / %i is %s', (numerator, denominator, shown) => {
    expect(showRate({ numerator, denominator })).toBe(shown)
  })

  it.each<[Figure['unit'], Figure['value'], string]>([
    ['count', 5, '5件'], ['terms', 3, '3项'], ['companies', 1, '1家'], ['persons', 21, '21人'], ['fen', 1_178_000, '11,780.00元'],
    ['rate', { numerator: 3, denominator: 5 }, '60.0%'], ['days', 15.6, '15.6天'], ['days', 9, '9.0天'], ['days', 0, '0.0天'], ['days', null, '—'],
    ['escalation', { cases: 2, persons: 3 }, '2件3人'],
  ])('of %s %j is %s', (unit, value, shown) => {
    expect(showFigure({ unit, value })).toBe(shown)
  })

  it.each([[1_178_000, '1.18'], [4_999, '0.00'], [5_000, '0.01'], [123_456_789_000, '123,456.79'], [0, '0.00']])('of %i fen in 万元 is %s', (fen, shown) => {
    expect(showWan(fen)).toBe(shown)
  })
})
