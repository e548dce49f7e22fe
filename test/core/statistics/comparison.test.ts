import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { changeOf, periodTitle, previousPeriod, samePeriodLastYear } from '../../../src/core/statistics/comparison.ts'
import { showChange } from '../../../src/core/statistics/show.ts'
import type { Figure, Period } from '../../../src/core/statistics/statistic.ts'

const period = (text: string): Period => {
  const [from, to] = text.split('..') as [string, string]
  return { from: localDate(from), to: localDate(to) }
}
const text = ({ from, to }: Period): string => `${from}..${to}`

describe('the period to compare with', () => {
  it.each([
    ['a month', '2026-10-01..2026-10-31', '2026-09-01..2026-09-30'],
    ['January', '2026-01-01..2026-01-31', '2025-12-01..2025-12-31'],
    ['March after a leap day', '2024-03-01..2024-03-31', '2024-02-01..2024-02-29'],
    ['a quarter', '2026-01-01..2026-03-31', '2025-10-01..2025-12-31'],
    ['a half-year', '2026-07-01..2026-12-31', '2026-01-01..2026-06-30'],
    ['a year', '2026-01-01..2026-12-31', '2025-01-01..2025-12-31'],
    ['a statistics year', '2025-12-01..2026-11-30', '2024-12-01..2025-11-30'],
    ['a custom week', '2026-10-05..2026-10-11', '2026-09-28..2026-10-04'],
    ['a single day', '2026-03-01..2026-03-01', '2026-02-28..2026-02-28'],
    ['two months, which are no calendar period', '2026-09-01..2026-10-31', '2026-07-02..2026-08-31'],
    ['three months that are no quarter', '2026-02-01..2026-04-30', '2025-11-04..2026-01-31'],
    ['a month less a day', '2026-10-01..2026-10-30', '2026-09-01..2026-09-30'],
  ])('before %s', (_, now, before) => {
    expect(text(previousPeriod(period(now)))).toBe(before)
  })

  it.each([
    ['2026-10-01..2026-10-31', '2025-10-01..2025-10-31'],
    ['2024-02-01..2024-02-29', '2023-02-01..2023-02-28'],
    ['2025-02-01..2025-02-28', '2024-02-01..2024-02-28'],
    ['2024-02-29..2024-03-01', '2023-02-28..2023-03-01'],
  ])('a year before %s is %s', (now, before) => {
    expect(text(samePeriodLastYear(period(now)))).toBe(before)
  })
})

it.each([
  ['2026-10-01..2026-10-31', '2026年10月'], ['2026-10-01..2026-12-31', '2026年第四季度'], ['2026-01-01..2026-06-30', '2026年上半年'],
  ['2026-07-01..2026-12-31', '2026年下半年'], ['2026-01-01..2026-12-31', '2026年'], ['2025-12-01..2026-11-30', '2026统计年度'],
  ['2026-10-03..2026-10-09', '2026年10月3日至2026年10月9日'],
])('%s is called %s', (dates, title) => {
  expect(periodTitle(period(dates))).toBe(title)
})

describe('a change', () => {
  const figure = (unit: Figure['unit'], value: Figure['value']): Figure => ({ id: 'x', label: 'x', unit, value, caseIds: [] })
  it.each<[Figure['unit'], Figure['value'], Figure['value'], string]>([
    ['count', 5, 4, '+25.0%'],
    ['count', 7, 8, '-12.5%'],
    ['count', 4, 4, '0.0%'],
    ['count', 0, 4, '-100.0%'],
    ['count', 4, 0, '—'],
    ['count', 0, 0, '—'],
    ['count', 2, 3, '-33.3%'],
    ['fen', 999_999_999_999_00, 1, '+9999999999989900.0%'],
    ['days', 15.6, 12.4, '+25.8%'],
    ['days', null, 12.4, '—'],
    ['days', 12.4, null, '—'],
    ['rate', { numerator: 3, denominator: 4 }, { numerator: 3, denominator: 5 }, '+25.0%'],
    ['rate', { numerator: 0, denominator: 0 }, { numerator: 3, denominator: 5 }, '—'],
    ['rate', { numerator: 3, denominator: 5 }, { numerator: 0, denominator: 5 }, '—'],
    ['escalation', { cases: 3, persons: 10 }, { cases: 2, persons: 40 }, '+50.0%'],
  ])('of %s %j from %j is %s', (unit, now, before, shown) => {
    expect(showChange(changeOf(figure(unit, now), figure(unit, before)))).toBe(shown)
  })

  it('is kept exact', () => {
    expect(changeOf(figure('rate', { numerator: 2, denominator: 3 }), figure('rate', { numerator: 1, denominator: 7 })))
      .toEqual({ numerator: 11, denominator: 3 })
  })
})
