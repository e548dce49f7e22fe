import { describe, expect, it } from 'vitest'
import { localDate } from '../../../../src/core/base/dates.ts'
import { mediationDeadline, suspendedDays } from '../../../../src/core/case/time/deadlines.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'
import { parametersFrom, shippedParameters } from '../../../../src/core/parameters/parameters.ts'
import { workedCase, workedCases } from '../worked-cases.ts'

const day = localDate
const lastDay = (file: Parameters<typeof mediationDeadline>[0], asOf = '2026-11-23') =>
  mediationDeadline(file, day(asOf), shippedRestDays, shippedParameters)

describe('the last day of mediation', () => {
  it('of the worked cases is', () => {
    expect(Object.fromEntries(workedCases.map(file => [file.id, lastDay(file)?.on ?? null]))).toEqual({
      w1: '2026-10-21', // 13 suspended days
      w2: '2026-11-16', // 14 November is a Saturday
      w3: '2026-10-08', // extended
      w4: '2026-11-18',
      w5: null, // never accepted
      w6: null,
      w7: '2026-11-09', // 委派: 30 days from receipt, a Sunday
      w8: '2026-10-30', // 委托, simplified: 7 days, extended
    })
  })

  it('grows with the days of a suspension as they pass', () => {
    expect(['2026-09-15', '2026-09-16', '2026-09-20', '2026-10-31'].map(asOf =>
      [suspendedDays(workedCase('w1'), day(asOf)), lastDay(workedCase('w1'), asOf)!.on]))
      .toEqual([[0, '2026-10-08'], [1, '2026-10-09'], [5, '2026-10-13'], [13, '2026-10-21']])
  })

  it('counts an open suspension up to the day of the look', () => {
    const file = { ...workedCase('w4'), suspensions: [{ from: day('2026-10-20'), reason: '鉴定' }] }
    expect([lastDay(file, '2026-10-22')!.on, lastDay(file, '2026-11-18')!.on]).toEqual(['2026-11-23', '2026-12-18'])
  })

  it('runs for a court case from its receipt, with the days of its procedure', () => {
    const { extensions: _, ...w8 } = workedCase('w8')
    const ordinary = { ...w8, sourceRef: { ...w8.sourceRef!, procedure: 'ordinary' as const } }
    expect([lastDay(w8)!.on, lastDay(ordinary)!.on, lastDay({ ...ordinary, acceptedOn: day('2026-10-22') })!.on])
      .toEqual(['2026-10-26', '2026-11-03', '2026-11-03'])
  })

  it('keeps its own date when an extension ends earlier', () => {
    const file = { ...workedCase('w2'), extensions: [{ agreedOn: day('2026-10-20'), until: day('2026-11-10'), reason: '等待' }] }
    expect(lastDay(file)!.on).toBe('2026-11-16')
  })

  it('follows other lengths when they are set', () => {
    const on = (since: string) => mediationDeadline(workedCase('w2'), day('2026-11-23'), shippedRestDays, parametersFrom([{ id: 'mediation', value: 60, since: day(since), by: { title: '期限细则', no: 1, from: day(since) } }]))!.on
    // Accepted on 15 October: what is set from a later day on does not touch it.
    expect([on('2026-10-15'), on('2026-10-16')]).toEqual(['2026-12-14', '2026-11-16'])
  })

  it('says when it falls in a year without a rest-day table', () => {
    const file = { ...workedCase('w2'), acceptedOn: day('2026-12-10') }
    expect([lastDay(file), lastDay(workedCase('w2'))]).toEqual([
      { on: '2027-01-11', calendarKnown: false },
      { on: '2026-11-16', calendarKnown: true },
    ])
  })
})
