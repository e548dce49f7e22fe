import { describe, expect, it } from 'vitest'
import { addDays, localDate } from '../../../src/core/base/dates.ts'
import { addWorkingDays, calendarFrom, isKnownYear, isRestDay, rolledToWorkingDay, shippedRestDays } from '../../../src/core/base/rest-days.ts'

const day = localDate

describe('rest days', () => {
  it.each([
    ['2026-10-01', true], ['2026-10-07', true], ['2026-10-08', false], ['2026-10-10', false], ['2026-10-11', true],
    ['2026-02-14', false], ['2026-02-15', true], ['2026-02-23', true], ['2026-02-24', false], ['2026-09-20', false],
    ['2026-11-21', true], ['2026-11-23', false], ['2026-01-04', false],
  ])('%s is a rest day: %s', (date, rest) => {
    expect(isRestDay(day(date), shippedRestDays)).toBe(rest)
  })

  it('counts three working days over the National Day week', () => {
    expect(addWorkingDays(day('2026-09-29'), 3, shippedRestDays)).toBe('2026-10-09')
  })

  it.each([
    ['confirmation of an agreement of 15 October', '2026-10-15', '2026-11-16'],
    ['confirmation of an agreement of 1 September', '2026-09-01', '2026-10-08'],
    ['confirmation of the agreement of w1', '2026-10-12', '2026-11-11'],
  ])('thirty days for %s', (_, effectiveOn, lastDay) => {
    expect(rolledToWorkingDay(addDays(day(effectiveOn), 30), shippedRestDays)).toBe(lastDay)
  })

  it('does not move a last day that is a worked weekend', () => {
    expect(rolledToWorkingDay(day('2026-10-10'), shippedRestDays)).toBe('2026-10-10')
  })

  it('knows the years of its tables and no others', () => {
    expect(['2023-12-31', '2024-01-01', '2026-12-31', '2027-01-01'].map(date => isKnownYear(day(date), shippedRestDays)))
      .toEqual([false, true, true, false])
  })

  it('goes by weekends alone where there is no table', () => {
    const none = calendarFrom([])
    expect([isRestDay(day('2026-10-01'), none), isRestDay(day('2026-10-10'), none)]).toEqual([false, true])
  })

  it('refuses a table with an impossible day', () => {
    expect(() => calendarFrom([{ year: 2027, source: '', off: ['2027-02-30'], work: [] }])).toThrow('2027-02-30')
  })
})
