/** Laws of counting that hold for all dates, and the vectors of leap day, month end and year end. */
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { addDays, addMonths, localDate, type LocalDate } from '../../../src/core/base/dates.ts'
import { deadlinesOf } from '../../../src/core/case/time/deadline-list.ts'
import { mediationDeadline } from '../../../src/core/case/time/deadlines.ts'
import { addWorkingDays, rolledToWorkingDay, shippedRestDays } from '../../../src/core/base/rest-days.ts'
import { parametersFrom, shippedParameters } from '../../../src/core/parameters/parameters.ts'
import { workedCase } from '../case/worked-cases.ts'

const day = localDate
const date = (from: string, days: number): fc.Arbitrary<LocalDate> => fc.integer({ min: 0, max: days }).map(offset => addDays(day(from), offset))
const plain = (acceptedOn: LocalDate, more: Partial<CaseFile> = {}): CaseFile => {
  const { suspensions: _1, extensions: _2, end: _3, ...file } = workedCase('w4')
  return { ...file, appliedOn: acceptedOn, acceptedOn, ...more }
}
const last = (file: CaseFile, asOf: LocalDate): LocalDate => mediationDeadline(file, asOf, shippedRestDays, shippedParameters)!.on

describe('vectors', () => {
  test.each([
    ['three working days over National Day', () => addWorkingDays(day('2026-09-29'), 3, shippedRestDays), '2026-10-09'],
    ['thirty days to a Saturday', () => rolledToWorkingDay(addDays(day('2026-10-15'), 30), shippedRestDays), '2026-11-16'],
    ['thirty days into National Day', () => rolledToWorkingDay(addDays(day('2026-09-01'), 30), shippedRestDays), '2026-10-08'],
    ['one month from a 31st', () => addMonths(day('2026-08-31'), 1), '2026-09-30'],
    ['a month before leap day', () => addMonths(day('2024-01-31'), 1), '2024-02-29'],
    ['a year after leap day', () => addMonths(day('2024-02-29'), 12), '2025-02-28'],
    ['thirty days over leap day', () => addDays(day('2024-02-01'), 30), '2024-03-02'],
    ['thirty days over a February without one', () => addDays(day('2025-02-01'), 30), '2025-03-03'],
    ['three working days over the year end', () => addWorkingDays(day('2025-12-30'), 3, shippedRestDays), '2026-01-05'],
    ['a month over the year end', () => addMonths(day('2025-12-31'), 2), '2026-02-28'],
  ])('%s', (_, count, on) => {
    expect(count()).toBe(on)
  })
})

describe('for every case', () => {
  const suspended = (from: LocalDate, days: number): CaseFile['suspensions'] => (days === 0 ? [] : [{ from, to: addDays(from, days - 1), reason: '鉴定' }])

  test('more suspended days never give an earlier last day', () => {
    fc.assert(fc.property(date('2024-01-02', 900), fc.nat(20), fc.nat(90), fc.nat(30), (acceptedOn, after, days, more) => {
      const from = addDays(acceptedOn, after)
      const asOf = addDays(from, 200)
      expect(last(plain(acceptedOn, { suspensions: suspended(from, days + more) }), asOf) >= last(plain(acceptedOn, { suspensions: suspended(from, days) }), asOf)).toBe(true)
    }), { numRuns: 1000 })
  })

  test('an open suspension never moves the last day backwards as days pass', () => {
    fc.assert(fc.property(date('2024-01-02', 900), fc.nat(20), fc.nat(60), fc.nat(60), (acceptedOn, after, seen, later) => {
      const file = plain(acceptedOn, { suspensions: [{ from: addDays(acceptedOn, after), reason: '鉴定' }] })
      expect(last(file, addDays(acceptedOn, seen + later)) >= last(file, addDays(acceptedOn, seen))).toBe(true)
    }), { numRuns: 1000 })
  })

  test('a later start or a longer length never gives an earlier last day', () => {
    fc.assert(fc.property(date('2024-01-02', 900), fc.nat(60), fc.integer({ min: 1, max: 90 }), fc.nat(90), (acceptedOn, later, days, more) => {
      const of = (start: LocalDate, value: number): LocalDate =>
        mediationDeadline(plain(start), start, shippedRestDays, parametersFrom([{ id: 'mediation', value, since: day('2000-01-01'), by: { title: '期限细则', no: 1, from: day('2000-01-01') } }]))!.on
      expect(of(addDays(acceptedOn, later), days) >= of(acceptedOn, days)).toBe(true)
      expect(of(acceptedOn, days + more) >= of(acceptedOn, days)).toBe(true)
    }), { numRuns: 1000 })
  })

  test('a last day is a working day, and one in a year without a table says so', () => {
    fc.assert(fc.property(date('2024-01-02', 1400), acceptedOn => {
      const deadline = mediationDeadline(plain(acceptedOn), acceptedOn, shippedRestDays, shippedParameters)!
      expect(rolledToWorkingDay(deadline.on, shippedRestDays)).toBe(deadline.on)
      const touched = [addDays(acceptedOn, 30), deadline.on].every(on => on < '2027-01-01')
      expect(deadline.calendarKnown).toBe(touched)
      const listed = deadlinesOf(plain(acceptedOn), acceptedOn, shippedRestDays, shippedParameters, { id: 'w4' }).find(one => one.kind === 'T2')!
      expect([listed.on, listed.calendarKnown, listed.sentence.includes('没有放假表')]).toEqual([deadline.on, touched, !touched])
    }), { numRuns: 1000 })
  })
})
