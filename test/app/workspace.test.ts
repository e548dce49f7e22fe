/** Drafts, saved filters and recent cases of an account; and a case that changed while somebody looked at it. */
import { expect, test } from 'vitest'
import type { Input } from '../../src/core/contract.ts'
import { account, aRehearsalOffice, must, openApp, refused, temporaryFolder, withWorkedCases } from './harness.ts'

const entries = (app: Awaited<ReturnType<typeof withWorkedCases>>, command?: string) =>
  must(app.call('audit.list', command ? { command } : {})).then(({ entries: all }) => all.map(entry => entry.command))

test('a draft outlives the program, belongs to its account, is found by form and case, and its place is used again', async () => {
  const folder = temporaryFolder()
  const first = await openApp(folder)
  await must(first.call('office.setUp', { office: { name: '调委会', regionCode: '421281', numberWord: '赤物', court: '法院' }, mediators: [], account, rehearsal: true }))
  await must(first.call('account.save', { account: { name: '陈立新', roles: ['registrar'] }, password: '登记窗口2026' }))
  const kept = await must(first.call('draft.save', { form: 'case.register', values: { facts: '写了一半', parties: [{ name: '余明' }] } }))
  expect(kept).toEqual({ id: 'd1', savedAt: '2026-11-23T09:00' })
  expect(await must(first.call('draft.save', { form: 'case.register', values: { facts: '写了一多半' } }))).toMatchObject({ id: 'd1' })
  expect(await must(first.call('draft.save', { form: 'session.record', caseId: 'w1', seen: 'x', values: {} }))).toMatchObject({ id: 'd2' })
  await first.ports.store.close()

  const { call } = await openApp(folder)
  await must(call('account.unlock', { account: '陈立新', password: '登记窗口2026' }))
  expect(await must(call('draft.show', { form: 'case.register' }))).toEqual({})
  await must(call('draft.drop', { id: 'd1' }))
  await must(call('account.lock', {}))
  await must(call('account.unlock', { account: account.name, password: account.password }))
  expect(await must(call('draft.show', { form: 'case.register' }))).toEqual({
    draft: { id: 'd1', form: 'case.register', values: { facts: '写了一多半' }, savedAt: '2026-11-23T09:00' },
  })
  await must(call('draft.drop', { id: 'd1' }))
  expect(await must(call('draft.show', { form: 'case.register' }))).toEqual({})
  expect(await must(call('draft.save', { form: 'agreement.save', caseId: 'w2', values: {} }))).toMatchObject({ id: 'd1' })
  // The trail holds every save, but lists them only when asked: they are no steps in a case.
  expect((await must(call('audit.list', {}))).entries.map(entry => entry.command)).toEqual(['account.save', 'office.setUp'])
  expect((await must(call('audit.list', { command: 'draft.save' }))).total).toBe(4)
  expect((await must(call('audit.verify', {}))).faults).toEqual([])
})

test('the ten cases opened last and filters with a name belong to the account', async () => {
  const app = await withWorkedCases()
  for (const id of ['w1', 'w2', 'w1', 'nobody']) await must(app.call('desk.noteOpened', { caseId: id }))
  expect((await must(app.call('desk.show', {}))).recent.map(({ id }) => id)).toEqual(['w1', 'w2'])
  const filters = [{ name: '漏水', filter: { types: ['WY05' as const] } }, { name: '何平的', query: 'hp', filter: {} }]
  expect(await must(app.call('desk.setFilters', { filters }))).toEqual({ filters })
  expect(await refused(app.call('desk.setFilters', { filters: [...filters, filters[0]!] }))).toMatchObject({ code: 'duplicate-name', field: '/filters/2/name' })
  await must(app.call('draft.save', { form: 'session.record', caseId: 'w1', values: {} }))
  expect(await must(app.call('desk.show', {}))).toMatchObject({ filters, drafts: [{ form: 'session.record', caseId: 'w1', savedAt: '2026-11-23T09:00', case: { id: 'w1' } }] })
  expect(await entries(app)).not.toContain('desk.noteOpened')
})

test('a list is filtered, searched and put in order, a page at a time', async () => {
  const app = await withWorkedCases()
  const all = await must(app.call('case.list', {}))
  expect(all.counts).toEqual({ all: 8, running: all.rows.filter(row => !row.endedOn).length, overdue: all.rows.filter(row => !row.endedOn && row.overdue).length, risk: 0 })
  const running = await must(app.call('case.list', { state: 'running' }))
  expect(running.rows).toEqual(all.rows.filter(row => !row.endedOn))
  expect(running.counts).toEqual(all.counts)
  const ordered = await must(app.call('case.list', { sort: { by: 'appliedOn' } }))
  expect(ordered.rows.map(row => row.appliedOn)).toEqual(all.rows.map(row => row.appliedOn).toSorted())
  for (const by of ['fileNo', 'type', 'applicants', 'respondents', 'place', 'stage', 'deadline', 'presiding'] as const) {
    const up = (await must(app.call('case.list', { sort: { by } }))).rows.map(row => row.id)
    expect(up.toSorted()).toEqual(all.rows.map(row => row.id).toSorted())
    const paged = [...(await must(app.call('case.list', { sort: { by }, limit: 5 }))).rows, ...(await must(app.call('case.list', { sort: { by }, offset: 5 }))).rows]
    expect(paged.map(row => row.id)).toEqual(up)
  }
  // Words that are typed one by one, taken back and typed anew find what each of them finds alone.
  const other = await withWorkedCases()
  const alone = async (input: Input<'case.list'>) => {
    await must(other.call('case.list', { query: 'nothing of the kind' }))
    return (await must(other.call('case.list', input))).rows
  }
  const typed: Input<'case.list'>[] = [
    { query: '清' }, { query: '清源' }, { query: '清源 漏' }, { query: '清源 漏', state: 'running' }, { query: '清' }, { query: '' }, { query: '渗水' },
    { query: '渗水', types: ['WY05'] }, { query: '渗' },
  ]
  for (const input of typed) expect([input, (await must(app.call('case.list', input))).rows]).toEqual([input, await alone(input)])
  expect(await refused(app.call('case.list', { appliedFrom: '2026-13-01' as never }))).toMatchObject({ code: 'invalid-input', field: '/appliedFrom' })
})

test('a case is found by agents, heads of the list, papers of the court and its room, however wide the signs are typed', async () => {
  const app = await aRehearsalOffice()
  const { file } = await must(app.call('case.register', {
    source: 'courtBeforeFiling', type: 'WY01', appliedOn: '2026-11-02', facts: '欠费。', claims: [],
    sourceRef: { body: '赤壁市人民法院', receivedOn: '2026-11-02', documentNo: '（2026）鄂1281诉前调88号' },
    parties: [
      { side: 'applicant', kind: 'organisation', name: '清源物业', representative: { name: '曾宁' } },
      { side: 'respondent', kind: 'person', name: '沈岚', agents: [{ name: '林晓', authority: 'special', phone: '13911112222', idNo: '42999919880705002X' }] },
    ],
    place: { regionCode: '421281001', community: '营里社区', estate: '清源小区', building: '3栋', unit: '2', room: '0502' },
  }))
  await must(app.call('headList.save', { caseId: file.id, partyId: 'p2', rows: [{ name: '周立', phone: '13900003333', room: '7-1101' }] }))
  const found = async (query: string) => [query, (await must(app.call('case.list', { query }))).total]
  for (const query of [
    '2222', '002x', '诉前调88', '(2026)鄂1281', '曾宁', 'zn', '周立', 'zl', '3333', '7-1101', '3-2-502', '3-502', '3栋502', '3栋2单元502室', '清源小区3栋', '５０２', 'ＳＬ', '沈岚 周立',
  ]) expect(await found(query)).toEqual([query, 1])
  for (const query of ['4-502', '沈岚 不在', '8888']) expect(await found(query)).toEqual([query, 0])
  // The same word is looked for anew when only the list has changed.
  expect(await found('余明')).toEqual(['余明', 0])
  await must(app.call('headList.save', { caseId: file.id, partyId: 'p2', rows: [{ name: '余明', room: '7-1101' }] }))
  expect(await found('余明')).toEqual(['余明', 1])
})

test('words of joint sessions, evidence, terms and visits find their case; those of a separate session find none', async () => {
  const app = await withWorkedCases()
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY08', appliedOn: '2026-11-18', facts: '装修噪声。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  const caseId = file.id
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-18', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  const session = { startAt: '2026-11-20T09:00', place: '调解室', kind: 'joint', confidential: false } as const
  await must(app.call('session.record', { caseId, session: { ...session, record: '双方说到了空调外机。' } }))
  await must(app.call('session.record', { caseId, session: { ...session, kind: 'separate', record: '私下说到了搬家。', confidential: true } }))
  await must(app.call('evidence.save', { caseId, evidence: [{ no: 1, name: '噪声检测报告', providedBy: 'p1' }] }))
  await must(app.call('agreement.save', { caseId, agreement: {
    form: 'written', reachedOn: '2026-11-20', whole: true, facts: '装修噪声。', issues: '施工时段', terms: [{ id: 't1', text: '周立每日十九时后不使用电锤。', obligor: 'p2', kind: 'refrain' }],
  } }))
  const found = async (query: string) => [query, (await must(app.call('case.list', { query }))).rows.map(({ id }) => id)]
  for (const query of ['空调外机', '检测报告', '施工时段', '电锤']) expect(await found(query)).toEqual([query, [caseId]])
  expect(await found('搬家')).toEqual(['搬家', []])
})

test('a change made on an older look at the case is refused where it would write over another one, and nothing is stored', async () => {
  const app = await withWorkedCases()
  const registered = await must(app.call('case.register', {
    source: 'application', type: 'WY08', appliedOn: '2026-11-18', facts: '装修噪声。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  const before = registered.file
  const view = await must(app.call('case.accept', { caseId: before.id, acceptedOn: '2026-11-18', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  const { source, sourceRef, type, officialCategory, difficult, facts: _, claims, parties, appliedOn, place, propertyCompany } = view.file
  const application = (facts: string) => ({ source, sourceRef, type, officialCategory, difficult, facts, claims, parties, appliedOn, place, propertyCompany })
  const seen = view.revision
  const session = { startAt: '2026-11-20T09:00' as const, place: '调解室', kind: 'joint' as const, record: '', confidential: false }
  const first = await must(app.call('case.correctIntake', { caseId: before.id, seen, application: application('第一个窗口写的。') }))
  const refusal = await refused(app.call('case.correctIntake', { caseId: before.id, seen, application: application('第二个窗口写的。') }))
  expect(refusal).toMatchObject({
    code: 'case-changed',
    conflicts: [{ kind: 'case', id: before.id, differences: [{ pointer: '/application/facts', stored: '第一个窗口写的。', incoming: '第二个窗口写的。' }] }],
  })
  expect(refusal.message).toContain('最近一次改动：何平，2026-11-23 09:00，更正登记内容。')
  expect((await must(app.call('case.show', { caseId: before.id }))).file).toEqual(first.file)
  // Records that are added disturb nobody; the same correction on a fresh look goes through.
  await must(app.call('session.record', { caseId: before.id, seen, session }))
  const last = await must(app.call('session.record', { caseId: before.id, seen, session: { ...session, startAt: '2026-11-20T10:00' as never } }))
  await must(app.call('case.correctIntake', { caseId: before.id, seen: last.revision, application: application('第二个窗口写的。') }))
})
