import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, addMonths, ageOn, chineseDate, chineseTime, daysBetween, isLocalDate, isLocalTime, lastOfMonth, localDate, weekdayOf,
  type LocalTime,
} from '../../../src/core/base/dates.ts'

const day = localDate

describe('dates', () => {
  it.each(['2026-11-23', '2024-02-29', '2000-02-29', '1900-01-01', '2999-12-31'])('%s is a date', text => {
    expect(isLocalDate(text)).toBe(true)
  })

  it.each([
    '2026-02-29', '2100-02-29', '2026-02-30', '2026-04-31', '2026-00-10', '2026-13-01', '2026-01-00', '2026-01-32',
    '26-01-01', '2026-1-1', '1899-12-31', '3000-01-01', '2026-11-23T00:00', ' 2026-11-23', '２０２６-11-23', '',
  ])('%j is no date', text => {
    expect(isLocalDate(text)).toBe(false)
  })

  it.each([
    ['2026-11-23T00:00', true], ['2026-11-23T23:59', true], ['2026-11-23T24:00', false], ['2026-11-23T09:60', false],
    ['2026-02-30T09:00', false], ['2026-11-23 09:00', false], ['2026-11-23T9:00', false], ['2026-11-23T09:00:00', false],
  ])('%j as a time: %s', (text, isOne) => {
    expect(isLocalTime(text)).toBe(isOne)
  })

  it('throws on a literal that is no date', () => {
    expect(() => localDate('2026-02-30')).toThrow('2026-02-30')
  })

  it.each([
    ['2024-02-28', 1, '2024-02-29'], ['2026-02-28', 1, '2026-03-01'], ['2026-12-31', 1, '2027-01-01'],
    ['2026-01-01', -1, '2025-12-31'], ['2024-03-01', -1, '2024-02-29'], ['2026-10-12', 30, '2026-11-11'],
  ])('%s and %i days is %s', (from, days, to) => {
    expect(addDays(day(from), days)).toBe(to)
  })

  it.each([
    ['2026-08-31', 1, '2026-09-30'], ['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'],
    ['2024-02-29', -12, '2023-02-28'], ['2026-12-15', 1, '2027-01-15'], ['2026-01-15', -1, '2025-12-15'],
    ['2026-03-31', -1, '2026-02-28'], ['2026-11-30', 3, '2027-02-28'],
  ])('%s and %i months is %s', (from, months, to) => {
    expect(addMonths(day(from), months)).toBe(to)
  })

  it('ends February by the year', () => {
    expect([lastOfMonth(day('2024-02-10')), lastOfMonth(day('2026-02-10')), lastOfMonth(day('2026-12-01'))])
      .toEqual(['2024-02-29', '2026-02-28', '2026-12-31'])
  })

  it('counts days between any two dates back and forth', () => {
    fc.assert(fc.property(fc.integer({ min: -30_000, max: 30_000 }), days => {
      const to = addDays(day('2026-06-15'), days)
      expect([isLocalDate(to), daysBetween(day('2026-06-15'), to), daysBetween(to, day('2026-06-15'))]).toEqual([true, days, 0 - days])
    }))
  })

  it('knows the weekday, also long ago', () => {
    expect([weekdayOf(day('2026-11-23')), weekdayOf(day('2026-11-22')), weekdayOf(day('1965-03-12'))]).toEqual([1, 0, 5])
  })

  it('counts whole years of age, a leap-day child turning older on 1 March', () => {
    expect([
      ageOn(day('1965-03-12'), day('2026-03-11')), ageOn(day('1965-03-12'), day('2026-03-12')),
      ageOn(day('2004-02-29'), day('2026-02-28')), ageOn(day('2004-02-29'), day('2026-03-01')),
    ]).toEqual([60, 61, 21, 22])
  })

  it('writes dates as papers do', () => {
    expect([chineseDate(day('2026-11-03')), chineseTime('2026-11-03T09:05' as LocalTime)])
      .toEqual(['2026年11月3日', '2026年11月3日9时05分'])
  })
})
