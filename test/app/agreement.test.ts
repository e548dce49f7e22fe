import { describe, expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { shippedClauses } from '../../src/core/case/agreement/clauses.ts'
import { memoryApp, type MemoryApp } from '../memory-app.ts'
import { must, refused } from './harness.ts'

const today = localDate('2026-11-23')

const mediated = async (app: MemoryApp): Promise<string> => {
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY01', appliedOn: '2026-11-02', facts: '拖欠物业费。', claims: ['支付物业费3,000元'],
    parties: [{ side: 'applicant', kind: 'organisation', name: '清源物业公司' }, { side: 'respondent', kind: 'person', name: '沈岚' }],
  }))
  await must(app.call('case.accept', { caseId: file.id, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  return file.id
}

const term = { text: '沈岚付清源物业公司500元。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 50_000, dueOn: '2026-11-15', manner: '现金' } as const
const agreement = { form: 'written', reachedOn: '2026-11-05', whole: true, facts: '拖欠。', issues: '数额。', terms: [term] } as const
const settled = async (app: MemoryApp, more: object = {}, conclude: object = {}): Promise<string> => {
  const caseId = await mediated(app)
  await must(app.call('agreement.save', { caseId, agreement: { ...agreement, ...more } as never }))
  await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-05', ...conclude }))
  return caseId
}

describe('an agreement takes effect', () => {
  test('in writing on the day of the last signature, orally on the day it was reached, in whole or in part', async () => {
    for (const whole of [true, false]) {
      const app = memoryApp(today)
      const written = await settled(app, { whole }, { effectiveOn: '2026-11-09' })
      expect(app.office().cases.get(written)).toMatchObject({ agreement: { whole, effectiveOn: '2026-11-09' }, end: { code: 'E01', on: '2026-11-09' } })
      const oral = await settled(app, { form: 'oral', whole })
      expect(app.office().cases.get(oral)).toMatchObject({ agreement: { whole }, end: { code: 'E02', on: '2026-11-05' } })
    }
  })

  test('orally on no other day, and with its performance where that happened at once', async () => {
    const app = memoryApp(today)
    const caseId = await mediated(app)
    await must(app.call('agreement.save', { caseId, agreement: { ...agreement, form: 'oral' } as never }))
    expect(await refused(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-06' }))).toMatchObject({ field: '/effectiveOn' })
    const view = await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-05', performedAtOnce: true }))
    expect(view).toMatchObject({ stage: 'closing', file: { performance: [{ termId: 't1', on: '2026-11-05', state: 'done', amountFen: 50_000, note: '当场履行' }] } })
    expect(view.deadlines.some(({ kind }) => kind === 'T8')).toBe(false)
  })

  test('not with amounts that contradict each other, nor with places left open', async () => {
    const app = memoryApp(today)
    const caseId = await mediated(app)
    const save = (text: string) => app.call('agreement.save', { caseId, agreement: { ...agreement, terms: [{ ...term, text }] } as never })
    expect(await refused(save('沈岚付500元（大写：陆佰元整）。'))).toMatchObject({ field: '/agreement/terms/0/text' })
    expect(app.office().cases.get(caseId)!.agreement).toBeUndefined()
    await must(save('沈岚于【日期】前付500元。'))
    expect(await refused(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-05' }))).toMatchObject({ code: 'term-open-place' })
    expect(app.office().cases.get(caseId)!.end).toBeUndefined()
  })
})

test('a fee worksheet is kept beside the case until the agreement takes effect', async () => {
  const app = memoryApp(today)
  const caseId = await mediated(app)
  const worksheet = {
    title: '物业费计算表', payer: 'p2', payee: 'p1', area: 9850, partialMonth: 'actual', rounding: 'line', discount: { kind: 'none' }, payments: [],
    periods: [{ from: '2024-01-01', to: '2024-12-31', price: 18_500 }],
  } as const
  const save = (more: object = {}) => app.call('feeWorksheet.save', { caseId, worksheet: { ...worksheet, ...more } as never })
  expect(await refused(save({ payer: 'p9' }))).toMatchObject({ field: '/worksheet/payer' })
  expect(await refused(save({ periods: [{ from: '2024-12-31', to: '2024-01-01', price: 1 }] }))).toMatchObject({ field: '/worksheet/periods/0/to' })
  expect(await refused(save({ lateFee: { baseFen: 1, per: 'day', from: '2024-01-01', to: '2024-01-02' } }))).toMatchObject({ field: '/worksheet/lateFee/rate' })
  expect((await must(save())).annex.feeWorksheets).toEqual([{ id: 'f1', ...worksheet }])
  expect((await must(save({ id: 'f1', area: 100 }))).annex.feeWorksheets).toMatchObject([{ id: 'f1', area: 100 }])
  expect(await refused(app.call('feeWorksheet.remove', { caseId, id: 'f9' }))).toMatchObject({ code: 'worksheet-not-found' })
  expect((await must(app.call('feeWorksheet.remove', { caseId, id: 'f1' }))).annex.feeWorksheets).toEqual([])
  await must(app.call('agreement.save', { caseId, agreement: agreement as never }))
  await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-05' }))
  expect(await refused(save())).toMatchObject({ code: 'move-not-allowed' })
})

test('performance adds up, is corrected with a reason that stays, and a demand lets the time to sue begin anew', async () => {
  const app = memoryApp(today)
  const caseId = await settled(app)
  const record = (on: string, state: string, amountFen?: number) =>
    app.call('performance.record', { caseId, entry: { termId: 't1', on, state, ...(amountFen !== undefined && { amountFen }) } as never })
  await must(record('2026-11-10', 'partly', 20_000))
  expect(await refused(record('2026-11-12', 'partly', 30_000))).toMatchObject({ field: '/entry/amountFen' })
  expect(await refused(record('2026-11-12', 'done', 20_000))).toMatchObject({ field: '/entry/amountFen' })
  expect((await must(record('2026-11-12', 'done', 30_000))).stage).toBe('closing')
  const correct = (more: object) => app.call('performance.correct', { caseId, at: 1, reason: '未到账', ...more } as never)
  expect(await refused(correct({ at: 2 }))).toMatchObject({ code: 'entry-not-found' })
  expect(await refused(correct({ reason: '' }))).toMatchObject({ field: '/reason' })
  expect(await refused(correct({ entry: { termId: 't1', on: '2026-11-01', state: 'refused' } }))).toMatchObject({ field: '/entry/on' })
  const undone = await must(correct({}))
  expect(undone).toMatchObject({
    stage: 'performing', file: { performance: [{ amountFen: 20_000 }] },
    annex: { performanceCorrections: [{ at: '2026-11-23T09:00', by: '何平', before: { state: 'done', amountFen: 30_000 }, reason: '未到账' }] },
  })
  expect(undone.deadlines.filter(({ of }) => of === 'agreement').map(({ on }) => on)).toEqual(['2029-11-16'])

  const demand = { on: '2026-11-20', termIds: ['t1'], to: 'p2', byWay: 'posted' as const, deadline: '2026-11-30' }
  expect(await refused(app.call('demand.record', { caseId, demand: { ...demand, to: 'p1' } }))).toMatchObject({ field: '/demand/termIds' })
  const demanded = await must(app.call('demand.record', { caseId, demand }))
  expect(demanded.annex.demands).toEqual([{ id: 'u1', ...demand }])
  expect(demanded.deadlines.filter(({ of }) => of === 'agreement').map(({ on }) => on)).toEqual(['2029-11-20'])
  const answered = await must(app.call('demand.record', { caseId, demand: { ...demand, id: 'u1', reply: { on: '2026-11-22', text: '月底付。' } } }))
  expect(answered.annex.demands).toMatchObject([{ id: 'u1', reply: { text: '月底付。' } }])
  expect(await refused(app.call('performance.prove', { caseId, termId: 't1', on: '2026-11-10', attachmentIds: ['x'] }))).toMatchObject({ code: 'attachment-not-found', field: '/attachmentIds/0' })
  expect((await must(app.call('performance.prove', { caseId, termId: 't1', on: '2026-11-10', attachmentIds: [] }))).annex.performanceProofs).toEqual([])
})

test('several terms are performed in one act, each with what is left to pay; more than is owed is asked about', async () => {
  const app = memoryApp(today)
  const terms = ['甲', '乙', '丙'].map((name, index) => ({ ...term, id: `t${index + 1}`, text: `沈岚付${name}500元。` }))
  const caseId = await settled(app, { terms })
  const record = (entry: object, more: object = {}) => app.call('performance.record', { caseId, entry: { termId: 't1', on: '2026-11-12', state: 'done', ...entry }, ...more } as never)
  await must(record({ termId: 't2', state: 'partly', amountFen: 20_000, on: '2026-11-10' }))
  const before = app.office().cases.get(caseId)
  expect(await refused(record({}, { alsoTermIds: ['t2', 't9'] }))).toMatchObject({ code: 'term-not-found', field: '/alsoTermIds/1' })
  expect(await refused(record({}, { alsoTermIds: ['t2', 't2'] }))).toMatchObject({ field: '/alsoTermIds/1' })
  expect(await refused(record({ state: 'partly', amountFen: 100 }, { alsoTermIds: ['t2'] }))).toMatchObject({ field: '/alsoTermIds' })
  expect(await refused(record({ amountFen: 60_000 }))).toMatchObject({ code: 'more-than-owed', field: '/entry/amountFen' })
  expect(app.office().cases.get(caseId)).toBe(before)
  const done = await must(record({ note: '现金' }, { alsoTermIds: ['t2', 't3'] }))
  expect(done.file.performance!.slice(1)).toEqual([
    { termId: 't1', on: '2026-11-12', state: 'done', note: '现金', amountFen: 50_000 },
    { termId: 't2', on: '2026-11-12', state: 'done', note: '现金', amountFen: 30_000 },
    { termId: 't3', on: '2026-11-12', state: 'done', note: '现金', amountFen: 50_000 },
  ])
  expect(done.stage).toBe('closing')
  expect(await refused(record({ termId: 't1' }, { alsoTermIds: ['t2'] }))).toMatchObject({ code: 'already-performed', field: '/alsoTermIds/0' })
})

test('what was paid over the amount owed is recorded once it is said to be so', async () => {
  const app = memoryApp(today)
  const caseId = await settled(app)
  const paid = { caseId, entry: { termId: 't1', on: '2026-11-12' as const, state: 'done' as const, amountFen: 60_000 } }
  expect((await refused(app.call('performance.record', paid as never))).message).toBe('这一项还应付500.00元，填写的600.00元多出100.00元；请核对，确实多付的请勾选“确实多付”。')
  expect((await must(app.call('performance.record', { ...paid, overpaid: true } as never))).file.performance).toEqual([paid.entry])
})

test('the clause library takes own clauses, refuses a name twice and unknown places, and comes back as it was shipped', async () => {
  const app = memoryApp(today)
  const list = async () => (await must(app.call('clause.list', {}))).clauses
  expect(await list()).toHaveLength(shippedClauses.length)
  const clause = { name: '自拟条款', kind: 'act' as const, text: '【义务人】到场。', types: [] }
  expect((await must(app.call('clause.save', { clause }))).clauses.at(-1)).toMatchObject({ ...clause, state: 'own' })
  expect(await refused(app.call('clause.save', { clause }))).toMatchObject({ code: 'duplicate-name', field: '/clause/name' })
  expect(await refused(app.call('clause.save', { clause: { ...clause, name: '别的', text: '【甲方】到场。' } }))).toMatchObject({ field: '/clause/text' })
  const first = shippedClauses[0]!
  await must(app.call('clause.save', { clause: { ...first, text: '改过。' } }))
  expect((await list())[0]).toMatchObject({ text: '改过。', state: 'changed' })
  expect((await must(app.call('clause.remove', { id: first.id }))).clauses[0]!.state).toBe('hidden')
  expect(await refused(app.call('clause.remove', { id: first.id }))).toMatchObject({ code: 'clause-not-found' })
  expect((await must(app.call('clause.restore', { id: first.id }))).clauses[0]).toEqual({ ...first, state: 'shipped' })
})
