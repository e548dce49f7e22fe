/** Judicial confirmation from its window to enforcement: nothing that was done or lost on the way vanishes. */
import { describe, expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { enforcementLimits } from '../../src/core/case/performance/enforcement.ts'
import { shippedRestDays } from '../../src/core/base/rest-days.ts'
import type { CaseView } from '../../src/core/contract.ts'
import type { Term } from '../../src/core/case/record/case-file.ts'
import { aCase } from '../builders.ts'
import { memoryApp, type MemoryApp } from '../memory-app.ts'
import { must, refused } from './harness.ts'

const day = localDate
const office = { by: '何平', court: '赤壁市人民法院' }

/** A case whose agreement took effect on 2026-11-02: the window ends on 2026-12-02. */
const settled = async (app: MemoryApp, terms: readonly Partial<Term>[] = [{}], form: 'written' | 'oral' = 'written'): Promise<CaseView> => {
  const { file: { id: caseId } } = await must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: day('2026-11-02'), facts: '渗水。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '林晓' }],
  }))
  await must(app.call('case.accept', { caseId, acceptedOn: day('2026-11-02'), mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  await must(app.call('agreement.save', { caseId, agreement: {
    form, reachedOn: day('2026-11-02'), whole: true, facts: '渗水。', issues: '赔偿。',
    terms: terms.map(term => ({ text: '林晓赔偿余明损失。', obligor: 'p2', obligee: 'p1', kind: 'payment' as const, amountFen: 100_000, dueOn: day('2026-12-20'), manner: '银行转账', ...term })),
  } }))
  return must(app.call('agreement.conclude', { caseId, effectiveOn: day('2026-11-02') }))
}
const t6 = ({ deadlines }: CaseView) => deadlines.find(({ kind }) => kind === 'T6')?.on
const strip = ({ confirmation }: CaseView) => confirmation?.map(({ id, state, on }) => [id, state, on])

describe('the strip of judicial confirmation', () => {
  test('keeps the window while the court wants something supplied, and is sent again in one step', async () => {
    const app = memoryApp(day('2026-11-10'))
    const { file: { id: caseId } } = await settled(app)
    const answer = (kind: string, more: object = {}) => app.call('court.recordAnswer', { caseId, answer: { kind, on: '2026-11-12', ...more } as never })
    expect(strip(await must(app.call('case.show', { caseId })))).toEqual([['window', 'due', '2026-12-02'], ['filed', 'waiting', undefined], ['accepted', 'waiting', undefined], ['ruled', 'waiting', undefined]])
    app.setToday(day('2026-11-12'))
    // Nobody said when it was handed in.
    expect(await refused(answer('returned', { note: '补产权证' }))).toMatchObject({ field: '/answer/filedOn' })
    expect(await refused(app.call('court.file', { caseId, on: day('2026-11-13') }))).toMatchObject({ field: '/on' })
    expect(await refused(app.call('court.file', { caseId, on: day('2026-11-01') }))).toMatchObject({ field: '/on' })
    const filed = await must(app.call('court.file', { caseId, on: day('2026-11-11') }))
    expect([t6(filed), filed.file.confirmation]).toEqual([undefined, { appliedOn: '2026-11-11', court: office.court, result: 'pending' }])
    expect(await refused(app.call('court.file', { caseId, on: day('2026-11-12') }))).toMatchObject({ code: 'already-filed' })

    const returned = await must(answer('returned', { note: '补产权证', supplementBy: '2026-11-20' }))
    expect([t6(returned), returned.deadlines.find(({ kind }) => kind === 'supplementCourt')]).toMatchObject(['2026-12-02', { on: '2026-11-20', what: '向法院补正：补产权证' }])
    expect(strip(returned)).toEqual([
      ['window', 'due', '2026-12-02'], ['filed', 'done', '2026-11-11'], ['supplement', 'due', '2026-11-20'], ['accepted', 'waiting', undefined], ['ruled', 'waiting', undefined],
    ])
    const codes = async () => (await must(app.call('court.precheck', { caseId }))).findings.map(({ code }) => code)
    expect(await codes()).toContain('returned-before')
    app.setToday(day('2026-11-23'))
    expect(await codes()).toContain('returned-late')
    expect(strip(await must(app.call('case.show', { caseId })))![2]).toEqual(['supplement', 'missed', '2026-11-20'])
    const again = await must(app.call('court.file', { caseId, on: day('2026-11-23') }))
    expect([again.file.confirmation?.appliedOn, again.annex.filings?.map(({ on, after }) => [on, after]), t6(again)]).toEqual(['2026-11-11', [['2026-11-11', undefined], ['2026-11-23', 'c1']], undefined])
    expect(strip(again)![2]).toEqual(['supplement', 'done', '2026-11-20'])
  })

  test('after the court did not accept it, the window runs on and the precheck says so; after a dismissal there is no second application', async () => {
    const app = memoryApp(day('2026-11-12'))
    const { file: { id: caseId } } = await settled(app)
    await must(app.call('court.file', { caseId, on: day('2026-11-11') }))
    const answer = (kind: string, on: string) => must(app.call('court.recordAnswer', { caseId, answer: { kind, on, note: '不属于本院管辖' } as never }))
    const found = async () => (await must(app.call('court.precheck', { caseId }))).findings
    const view = await answer('notAccepted', '2026-11-12')
    expect([t6(view), view.confirmation!.map(({ id, state }) => [id, state])]).toEqual(['2026-12-02', [['window', 'due'], ['filed', 'refused'], ['accepted', 'refused'], ['ruled', 'waiting']]])
    expect(await found()).toContainEqual(expect.objectContaining({ code: 'refused-before', losesRight: true, message: '法院曾于2026年11月12日不予受理（不属于本院管辖）；请先确认理由已经消除，再另行申请。' }))
    // The window ends: a day on record of an application that came to nothing does not save it.
    app.setToday(day('2026-12-03'))
    expect(await found()).toContainEqual(expect.objectContaining({ code: 'too-late', severity: 'error' }))
    expect((await must(app.call('case.show', { caseId }))).confirmation![0]).toMatchObject({ state: 'missed', note: '已经届满' })

    const other = memoryApp(day('2026-11-12'))
    const { file: { id } } = await settled(other)
    await must(other.call('court.file', { caseId: id, on: day('2026-11-11') }))
    await must(other.call('court.recordAnswer', { caseId: id, answer: { kind: 'dismissed', on: day('2026-11-12'), note: '内容不明确' } }))
    expect((await must(other.call('court.precheck', { caseId: id }))).findings).toContainEqual(expect.objectContaining({ code: 'dismissed-before', severity: 'error', article: '民事诉讼法第206条' }))
    expect(await refused(other.call('court.file', { caseId: id, on: day('2026-11-12') }))).toMatchObject({ code: 'dismissed-before' })
  })

  test('a ruling starts a date of enforcement for each obligation of its own, rolled off rest days', async () => {
    const app = memoryApp(day('2026-11-23'))
    const view = await settled(app, [{}, { obligor: 'p1', obligee: 'p2', dueOn: day('2026-11-14') }, { dueOn: undefined, kind: 'act', text: '林晓修复漏水点。', amountFen: undefined }, { kind: 'waiver', text: '余明放弃其他请求。', amountFen: undefined, dueOn: undefined }])
    const caseId = view.file.id
    await must(app.call('court.file', { caseId, on: day('2026-11-11') }))
    const ruled = await must(app.call('court.recordAnswer', { caseId, answer: { kind: 'confirmed', on: day('2026-11-20') } }))
    expect(ruled.deadlines.filter(({ kind }) => kind === 'enforcement').map(({ on, what }) => [on, what])).toEqual([
      // What fell due before the ruling, or has no day, is counted from it.
      ['2028-11-20', '申请强制执行的最后一日：第2项（余明）'], ['2028-11-20', '申请强制执行的最后一日：第3项（林晓）'], ['2028-12-20', '申请强制执行的最后一日：第1项（林晓）'],
    ])
    expect(ruled.confirmation!.map(({ id }) => id)).toEqual(['window', 'filed', 'accepted', 'ruled', 'objection', 'enforcement'])
    const done = await must(app.call('performance.record', { caseId, entry: { termId: 't2', on: day('2026-11-21'), state: 'done' } }))
    expect(done.deadlines.filter(({ kind }) => kind === 'enforcement')).toHaveLength(2)
    const saturday = aCase({ performance: [], agreement: { ...aCase().agreement!, terms: [{ id: 't1', text: '付款。', obligor: 'p2', kind: 'payment', dueOn: day('2026-11-18') }] } })
    expect(enforcementLimits(saturday, {}, day('2026-11-23'), shippedRestDays, 2).map(({ counted }) => counted.on)).toEqual(['2028-11-20'])
  })
})

test('an oral agreement that is performed later warns; performed at once it does not', async () => {
  const app = memoryApp(day('2026-11-10'))
  const warned = async (term: Partial<Term>) => (await settled(app, [term], 'oral')).warnings.filter(({ code }) => code === 'oral-performed-later').map(({ article }) => article)
  expect(await warned({})).toEqual(['若干规定第34条'])
  expect(await warned({ dueOn: day('2026-11-02') })).toEqual([])
})

test('a term that names no day, manner or, where it must, place is among the findings of the check', async () => {
  const app = memoryApp(day('2026-11-10'))
  const codes = async (term: Partial<Term>) => (await settled(app, [term])).warnings.filter(({ pointer }) => pointer.startsWith('/agreement/terms/0/')).map(({ code }) => code)
  const act = { kind: 'act' as const, amountFen: undefined, text: '林晓修复漏水点。' }
  expect(await codes({ ...act, dueOn: undefined, manner: undefined })).toEqual(['term-without-date', 'term-without-place', 'term-without-manner'])
  expect(await codes({ ...act, place: '3栋1501室' })).toEqual([])
  expect(await codes({ manner: '现金当面交付' })).toEqual(['term-without-place'])
  expect(await codes({})).toEqual([])
  expect(await codes({ kind: 'apology', amountFen: undefined, text: '林晓向余明赔礼道歉。', manner: undefined })).toEqual(['term-without-place', 'term-without-manner'])
})
