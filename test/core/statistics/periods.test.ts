import { expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { kindOf, periodAround, periodId, shiftedPeriod, type CalendarKind } from '../../../src/core/statistics/periods.ts'
import type { Period } from '../../../src/core/statistics/statistic.ts'

const period = (text: string): Period => {
  const [from, to] = text.split('..') as [string, string]
  return { from: localDate(from), to: localDate(to) }
}

it.each<[CalendarKind, string, string]>([
  ['month', '2024-02-29', '2024-02-01..2024-02-29'],
  ['quarter', '2026-11-23', '2026-10-01..2026-12-31'],
  ['halfYear', '2026-06-30', '2026-01-01..2026-06-30'],
  ['halfYear', '2026-07-01', '2026-07-01..2026-12-31'],
  ['year', '2026-01-01', '2026-01-01..2026-12-31'],
  ['statisticsYear', '2026-11-30', '2025-12-01..2026-11-30'],
  ['statisticsYear', '2026-12-01', '2026-12-01..2027-11-30'],
])('the %s around %s is %s, and is told as such', (kind, date, expected) => {
  const found = periodAround(kind, localDate(date))
  expect([periodId(found), kindOf(found)]).toEqual([expected, kind])
})

it.each([
  ['2026-01-01..2026-01-31', -1, '2025-12-01..2025-12-31'],
  ['2026-10-01..2026-12-31', 1, '2027-01-01..2027-03-31'],
  ['2025-12-01..2026-11-30', -1, '2024-12-01..2025-11-30'],
  ['2026-10-05..2026-10-11', 2, '2026-10-19..2026-10-25'],
])('%s moved by %i is %s', (from, steps, expected) => {
  expect(periodId(shiftedPeriod(period(from), steps))).toBe(expected)
})
