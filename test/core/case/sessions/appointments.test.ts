import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { appointmentErrors, clashesOf, timeWarnings, weekOf, type Booking } from '../../../../src/core/case/sessions/appointments.ts'
import { type Appointment } from '../../../../src/core/case/record/appointment.ts'
import type { Party } from '../../../../src/core/case/record/case-file.ts'
import { addDays, localDate, weekdayOf, type LocalTime } from '../../../../src/core/base/dates.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'
import { shippedSessionSettings } from '../../../../src/core/case/sessions/session-settings.ts'
import { shippedParameters } from '../../../../src/core/parameters/parameters.ts'
import { aCase } from '../../../builders.ts'

const at = (time: string): LocalTime => `2026-11-${time}` as LocalTime
const person = (id: string, name: string, phone?: string): Party => ({ id, side: 'applicant', kind: 'person', name, ...(phone && { phone }) })
const appointment = (start: string, end: string, more: Partial<Appointment> = {}): Appointment =>
  ({ id: 'a1', startAt: at(start), endAt: at(end), place: '调解室', kind: 'joint', mediatorIds: ['m1'], partyIds: ['p1'], ...more })
const booking = (caseId: string, planned: Appointment, parties = [person('p1', caseId)]): Booking => ({ caseId, title: `${caseId}号案`, parties, appointment: planned })
const context = { rooms: ['调解室'], mediatorName: (id: string): string => ({ m1: '何平' })[id] ?? id }
const codes = (wanted: Booking, ...all: Booking[]): string[] => clashesOf(wanted, all, context).map(({ code }) => code)

describe('an appointment clashes', () => {
  const wanted = booking('甲', appointment('24T09:00', '24T10:00'))

  test('with mediator, room and party that are taken, in sentences that name the other case and time', () => {
    const other = booking('乙', appointment('24T09:30', '24T11:00'), [person('p1', '甲', '13800000000')])
    expect(clashesOf(booking('甲', appointment('24T09:00', '24T10:00'), [person('p1', '甲', '13800000000')]), [other], context)).toEqual([
      { pointer: '/mediatorIds', code: 'mediator-taken', severity: 'warning', message: '调解员何平已安排：乙号案11月24日 9:30—11:00。' },
      { pointer: '/place', code: 'room-taken', severity: 'warning', message: '“调解室”已有安排：乙号案11月24日 9:30—11:00。' },
      { pointer: '/partyIds', code: 'party-taken', severity: 'warning', message: '当事人甲已安排：乙号案11月24日 9:30—11:00。' },
    ])
  })

  test('not with itself, with what was cancelled, with what begins as it ends, nor over a place that is no room of ours', () => {
    expect(codes(wanted, wanted)).toEqual([])
    expect(codes(wanted, booking('乙', appointment('24T09:00', '24T10:00', { cancelled: { on: localDate('2026-11-20'), reason: '改期' } })))).toEqual([])
    expect(codes(wanted, booking('乙', appointment('24T10:00', '24T11:00')), booking('乙', appointment('24T08:00', '24T09:00')))).toEqual([])
    const outside = { place: '清源小区', mediatorIds: ['m2'] }
    expect(codes(booking('甲', appointment('24T09:00', '24T10:00', { place: '清源小区' })), booking('乙', appointment('24T09:00', '24T10:00', outside)))).toEqual([])
  })

  test.each([
    ['another person of the same name', person('p1', '甲', '13800000000'), person('p1', '甲', '13900000000'), []],
    ['a person whose phones are not known', person('p1', '甲'), person('p1', '甲'), []],
    ['the same identity number', { ...person('p1', '甲'), idNo: '1' }, { ...person('p9', '甲某'), idNo: '1' }, ['party-taken']],
    ['a company of the same name', { ...person('p1', '物业'), kind: 'organisation' }, { ...person('p9', '物业'), kind: 'organisation' }, ['party-taken']],
  ] as const)('over %s as people would say', (_, ours, theirs, expected) => {
    const elsewhere = { place: '别处', mediatorIds: ['m2'], partyIds: [theirs.id] }
    expect(codes(booking('甲', appointment('24T09:00', '24T10:00'), [ours]), booking('乙', appointment('24T09:00', '24T10:00', elsewhere), [theirs]))).toEqual(expected)
  })

  test('with another exactly when that one clashes with it', () => {
    const time = fc.integer({ min: 8, max: 16 }).chain(hour => fc.integer({ min: hour + 1, max: 17 }).map(end => [hour, end] as const))
    const any = fc.record({ time, place: fc.constantFrom('调解室', '别处'), mediators: fc.subarray(['m1', 'm2']), name: fc.constantFrom('甲', '乙') })
    const two = (hour: number): string => String(hour).padStart(2, '0')
    fc.assert(fc.property(any, any, (first, second) => {
      const [a, b] = [first, second].map(({ time: [start, end], place, mediators, name }, index) =>
        booking(`${index}`, appointment(`24T${two(start)}:00`, `24T${two(end)}:00`, { place, mediatorIds: mediators }), [{ ...person('p1', name), kind: 'organisation' }])) as [Booking, Booking]
      expect(codes(a, b).toSorted()).toEqual(codes(b, a).toSorted())
      expect(codes(a, b).length > 0).toBe(first.time[0] < second.time[1] && second.time[0] < first.time[1]
        && ((first.place === '调解室' && second.place === '调解室') || first.mediators.some(id => second.mediators.includes(id)) || first.name === second.name))
    }))
  })
})

describe('the calendar', () => {
  const { archive: _archive, end: _end, agreement: _agreement, ...running } = aCase()
  const warn = (start: string, end: string): string[] =>
    timeWarnings({ startAt: start as LocalTime, endAt: end as LocalTime }, { ...running, suspensions: [], extensions: [], acceptedOn: localDate('2026-11-10') }, { now: at('23T09:00'), calendar: shippedRestDays, parameters: shippedParameters, hours: shippedSessionSettings.hours }).map(({ code }) => code)

  test('warns of rest days, hours, the past and the end of the period', () => {
    expect(warn('2026-11-24T09:00', '2026-11-24T10:00')).toEqual([])
    expect(warn('2026-11-28T09:00', '2026-11-28T10:00')).toEqual(['rest-day'])
    expect(warn('2026-11-24T11:30', '2026-11-24T12:30')).toEqual(['outside-hours'])
    expect(warn('2026-11-23T08:30', '2026-11-23T09:30')).toEqual(['in-the-past'])
    expect(warn('2026-12-14T09:00', '2026-12-14T10:00')).toEqual(['after-deadline'])
  })

  test('refuses an end before the start, two days, strangers and a time before the application', () => {
    const wrong = (planned: Appointment): string[] => appointmentErrors(planned, { ...running, appliedOn: localDate('2026-11-09') }, new Set(['m1'])).map(({ pointer }) => pointer)
    expect(wrong(appointment('24T10:00', '24T10:00', { partyIds: [] }))).toEqual(['/endAt'])
    expect(wrong(appointment('24T10:00', '25T10:00', { partyIds: [] }))).toEqual(['/endAt'])
    expect(wrong(appointment('08T10:00', '08T11:00', { partyIds: ['p77'], mediatorIds: ['m1', 'm9'] }))).toEqual(['/startAt', '/mediatorIds/1', '/partyIds/0'])
  })

  test('begins a week on Monday', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2000 }), offset => {
      const day = addDays(localDate('2024-01-01'), offset)
      expect(weekOf(day).map(weekdayOf)).toEqual([1, 2, 3, 4, 5, 6, 0])
      expect(weekOf(day)).toContain(day)
    }))
    expect(weekOf(localDate('2026-11-29'))).toEqual(weekOf(localDate('2026-11-23')))
    expect(weekOf(localDate('2026-11-29'))[0]).toBe('2026-11-23')
  })
})
