import { describe, expect, test } from 'vitest'
import type { CaseFile } from '../../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { deadlinesOf, deadlineState } from '../../../../src/core/case/time/deadline-list.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'
import { shippedParameters } from '../../../../src/core/parameters/parameters.ts'
import { workedCase } from '../worked-cases.ts'

const of = (file: CaseFile, today: string) => deadlinesOf(file, localDate(today), shippedRestDays, shippedParameters, { id: file.id })
const dates = (file: CaseFile, today: string) => of(file, today).map(({ kind, on }) => `${kind} ${on}`)
const without = <K extends keyof CaseFile>(file: CaseFile, ...keys: K[]): CaseFile =>
  Object.fromEntries(Object.entries(file).filter(([key]) => !keys.includes(key as K))) as CaseFile

const applied = without(workedCase('w5'), 'end')
const settled = without(workedCase('w1'), 'confirmation', 'performance', 'followUps', 'archive')
const unsettled = without(settled, 'agreement', 'end')

describe('deadlines', () => {
  test('an application is to be decided within three working days, over the holidays', () => {
    expect(of({ ...applied, appliedOn: localDate('2026-09-29') }, '2026-09-30')[0]).toEqual({
      kind: 'T1', what: '决定是否受理', on: '2026-10-09', calendarKnown: true, reminders: [-1],
      sentence: '2026年9月29日收到申请，次日起 3 个工作日内决定是否受理（依SF/T 0083《全国人民调解工作规范》），最后一日为2026年10月9日。',
    })
  })

  test('mediation says its start, rule, suspended days and rest days', () => {
    expect(of(unsettled, '2026-10-12').find(one => one.kind === 'T2')).toMatchObject({
      on: '2026-10-21',
      sentence: '2026年9月8日受理，次日起 30 日（依《人民调解工作若干规定》第33条），加中止 13 日，最后一日为2026年10月21日。',
    })
    const weekend = { ...without(unsettled, 'suspensions', 'extensions'), acceptedOn: localDate('2026-10-15') }
    expect(of(weekend, '2026-10-20').find(one => one.kind === 'T2')).toMatchObject({
      on: '2026-11-16',
      sentence: '2026年10月15日受理，次日起 30 日（依《人民调解工作若干规定》第33条），最后一日2026年11月14日是休息日，顺延至2026年11月16日。',
    })
    const extended = { ...weekend, extensions: [{ agreedOn: localDate('2026-11-10'), until: localDate('2026-12-01'), reason: '同意' }] }
    expect(of(extended, '2026-11-20').find(one => one.kind === 'T2')).toMatchObject({
      on: '2026-12-01', sentence: expect.stringContaining('；当事人同意延长，最后一日为2026年12月1日。') as string,
    })
  })

  test('a court case runs from the signed receipt and answers the court too', () => {
    const court = without(workedCase('w7'), 'end', 'sessions')
    expect(dates(court, '2026-10-12')).toEqual(['notify 2026-10-13', 'T4 2026-11-09', 'T11 2029-10-09'])
    expect(dates(without(court, 'acceptedOn', 'fileNo', 'mediators'), '2026-10-10')).toEqual(['T1 2026-10-13', 'T5 2026-10-13', 'T11 2029-10-09'])
  })

  test('an agreement brings confirmation, each obligation, the follow-up visit and the archive', () => {
    expect(dates(settled, '2026-10-13')).toEqual(['T8 2026-10-26', 'T8 2026-11-02', 'T9 2026-11-09', 'T6 2026-11-11', 'T10 2026-11-11'])
    const at = (effectiveOn: string) => of({
      ...settled, agreement: { ...settled.agreement!, reachedOn: localDate(effectiveOn), effectiveOn: localDate(effectiveOn) },
    }, effectiveOn).find(one => one.kind === 'T6')!.on
    expect([at('2026-10-15'), at('2026-09-01')]).toEqual(['2026-11-16', '2026-10-08'])
  })

  test('what was done is no deadline any more', () => {
    expect(dates(workedCase('w1'), '2026-11-23')).toEqual([])
    expect(dates({ ...settled, confirmation: workedCase('w1').confirmation }, '2026-10-21').filter(one => one.startsWith('T6'))).toEqual([])
    expect(dates(workedCase('w8'), '2026-11-23')).toEqual(['T8 2026-11-16', 'T9 2026-12-01', 'T10 2026-11-27', 'enforcement 2028-11-16'].toSorted((a, b) => (a.slice(-10) < b.slice(-10) ? -1 : 1)))
  })

  test('a letter without reply is due on its day', () => {
    const sent = workedCase('w6')
    const open = { ...sent, referrals: sent.referrals!.map(({ repliedOn: _1, reply: _2, ...one }) => one) }
    expect(of(open, '2026-11-05').find(one => one.kind === 'reply')).toMatchObject({ on: '2026-11-12', what: '市城管执法局答复' })
    expect(of(sent, '2026-11-05').filter(one => one.kind === 'reply')).toEqual([])
  })

  test('a date in a year without a table is flagged', () => {
    const late = { ...without(unsettled, 'suspensions', 'extensions'), appliedOn: localDate('2026-12-10'), acceptedOn: localDate('2026-12-11') }
    expect(of(late, '2026-12-12').find(one => one.kind === 'T2')).toMatchObject({
      on: '2027-01-11', calendarKnown: false, sentence: expect.stringContaining('没有放假表') as string,
    })
  })

  test('limitation ends on the same day number, or on the last of a shorter month', () => {
    expect(of({ ...applied, appliedOn: localDate('2024-02-29') }, '2024-03-01').find(one => one.kind === 'T11')!.on).toBe('2027-02-28')
  })

  test('stand as overdue, today, this week or later', () => {
    const today = localDate('2026-11-23')
    const state = (on: string, ...reminders: number[]) => deadlineState({ on: localDate(on), reminders }, today)
    expect(['2026-11-22', '2026-11-23', '2026-11-30', '2026-12-01'].map(on => state(on, -1))).toEqual(['overdue', 'today', 'week', 'later'])
    expect([state('2026-12-03', -10, -1), state('2026-12-04', -10, -1), state('2026-12-03', 10)]).toEqual(['soon', 'later', 'later'])
  })
})
