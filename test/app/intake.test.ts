/** Around a case's life: sources and letters, inquiries, changes after the fact, and what deadlines are reckoned with. */
import { describe, expect, test } from 'vitest'
import { generatedCases } from '../../scripts/generated-cases.ts'
import { localDate } from '../../src/core/base/dates.ts'
import type { CaseView } from '../../src/core/contract.ts'
import { memoryApp, type MemoryApp } from '../memory-app.ts'
import { account, aRehearsalOffice, must, refused, workedCases } from './harness.ts'

const day = localDate
const today = day('2026-11-23')
const people = [{ side: 'applicant', kind: 'person', name: '周立' }, { side: 'respondent', kind: 'person', name: '林晓' }] as const
const application = { source: 'application', type: 'WY08', appliedOn: '2026-11-02', facts: '夜间噪声。', claims: ['停止噪声'], parties: [...people] } as const

const register = async (app: MemoryApp, more: object = {}): Promise<string> => (await must(app.call('case.register', { ...application, ...more } as never))).file.id
const accepted = async (app: MemoryApp, more?: object): Promise<string> => {
  const caseId = await register(app, more)
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  return caseId
}
const archived = async (app: MemoryApp): Promise<string> => {
  const caseId = await accepted(app)
  await must(app.call('agreement.save', { caseId, agreement: {
    form: 'written', reachedOn: '2026-11-10', whole: true, facts: '噪声。', issues: '时间。',
    terms: [{ text: '林晓赔偿周立500元。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 50_000, dueOn: '2026-11-20' }],
  } }))
  await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-10' }))
  await must(app.call('performance.record', { caseId, entry: { termId: 't1', on: '2026-11-15', state: 'done' } }))
  await must(app.call('case.archive', { caseId, on: '2026-11-20', retention: 'long' }))
  return caseId
}
const due = ({ deadlines }: CaseView): string[] => deadlines.filter(({ kind }) => kind !== 'T11').map(({ kind, on }) => `${kind} ${on}`)

describe('a source', () => {
  const letter = { body: '蒲圻派出所', receivedOn: '2026-11-19', documentNo: '函1号', officer: '李警官' }

  test.each(['police', 'procuratorate', 'petition', 'otherBody'] as const)('%s brings a letter, and the letter its day of answer', async source => {
    const app = memoryApp(today)
    expect((await refused(app.call('case.register', { ...application, source } as never)))).toMatchObject({ field: '/sourceRef', message: expect.stringContaining('来函单位') as string })
    const early = { ...application, appliedOn: '2026-11-19', source, sourceRef: letter, replyDueOn: '2026-11-18' }
    expect(await refused(app.call('case.register', early as never))).toMatchObject({ field: '/replyDueOn' })
    const view = await must(app.call('case.register', { ...early, replyDueOn: '2026-11-30' } as never))
    expect(view.file).not.toHaveProperty('replyDueOn')
    expect(due(view)).toEqual(['T1 2026-11-24', 'letter 2026-11-30'])
    expect(view.deadlines.find(({ kind }) => kind === 'letter')).toMatchObject({
      what: '答复蒲圻派出所', sentence: '2026年11月19日签收蒲圻派出所来函，函中要求的答复日期，最后一日为2026年11月30日。',
    })
    const moved = await must(app.call('case.correctIntake', { caseId: view.file.id, application: { ...application, appliedOn: '2026-11-19', source, sourceRef: letter, replyDueOn: '2026-12-01' } as never }))
    expect(due(moved)).toEqual(['T1 2026-11-24', 'letter 2026-12-01'])
    expect(await refused(app.call('letter.answer', { caseId: view.file.id, letter: { replyDueOn: '2026-12-01', answeredOn: '2026-11-24' } }))).toMatchObject({ field: '/letter/answeredOn' })
    const answered = await must(app.call('letter.answer', { caseId: view.file.id, letter: { replyDueOn: '2026-12-01', answeredOn: '2026-11-23' } }))
    expect(due(answered)).toEqual(['T1 2026-11-24'])
  })

  test('of a court asks for its procedure, an answer, a notice, and has its own clock', async () => {
    const app = memoryApp(today)
    const court = { body: '赤壁市人民法院', receivedOn: '2026-11-19', documentNo: '（2026）鄂1281民初1号' }
    const base = { ...application, appliedOn: '2026-11-19', source: 'courtAfterFiling' } as const
    expect(await refused(app.call('case.register', { ...base, sourceRef: court } as never))).toMatchObject({ field: '/sourceRef/procedure' })
    const caseId = (await must(app.call('case.register', { ...base, sourceRef: { ...court, procedure: 'simplified' } } as never))).file.id
    expect(due(await must(app.call('case.show', { caseId })))).toEqual(['T1 2026-11-24', 'T5 2026-11-24'])
    const taken = await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-20', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    expect(due(taken)).toEqual(['notify 2026-11-25', 'T4 2026-11-26'])
    expect(due(await must(app.call('letter.answer', { caseId, letter: { answeredOn: '2026-11-20', notifiedOn: '2026-11-23' } })))).toEqual(['T4 2026-11-26'])
  })

  test('that is the committee itself interrupts no limitation', async () => {
    const app = memoryApp(today)
    const view = await must(app.call('case.register', { ...application, source: 'ownInitiative' } as never))
    expect(view.deadlines.map(({ kind }) => kind)).toEqual(['T1'])
    expect(view.deadlines[0]!.sentence).toContain('2026年11月2日发现纠纷')
  })
})

describe('a consultation', () => {
  test('is kept half filled in, changed, and gone once it is registered or given up', async () => {
    const app = memoryApp(today)
    const titles = async () => (await must(app.call('consultation.list', {}))).consultations.map(({ title }) => title)
    const { id } = await must(app.call('consultation.save', { title: '余明', values: { facts: '噪声', parties: [{ side: 'applicant' }] } }))
    await must(app.call('consultation.save', { id, title: '余明（电话咨询）', values: { facts: '夜间噪声' } }))
    const other = await must(app.call('consultation.save', { title: '林晓', values: {} }))
    expect(new Set(await titles())).toEqual(new Set(['余明（电话咨询）', '林晓']))
    expect((await must(app.call('consultation.list', {}))).consultations.find(one => one.id === id)!.values).toEqual({ facts: '夜间噪声' })
    expect((await must(app.call('consultation.discard', { id: other.id }))).consultations.length).toBe(1)
    const caseId = await register(app, { consultationId: id })
    expect(await titles()).toEqual([])
    expect(app.office().consultations.get(id)!.closed).toEqual({ at: '2026-11-23T09:00', caseId })
    expect(await refused(app.call('case.register', { ...application, consultationId: id } as never))).toMatchObject({ code: 'no-consultation', field: '/consultationId' })
    expect(await refused(app.call('consultation.save', { id, title: '余明', values: {} }))).toMatchObject({ code: 'no-consultation' })
    expect(await refused(app.call('consultation.save', { title: '余明', values: { facts: '长'.repeat(200_000) } }))).toMatchObject({ field: '/values' })
  })
})

describe('an inquiry before acceptance', () => {
  test('runs beside the time to accept, and ends with its reply', async () => {
    const app = memoryApp(today)
    const caseId = await register(app, { appliedOn: '2026-11-20' })
    const asked = await must(app.call('inquiry.send', { caseId, inquiry: { kind: 'supplement', askedOn: '2026-11-20', what: '身份证复印件' } }))
    expect(due(asked)).toEqual(['T1 2026-11-25', 'inquiry 2026-11-27'])
    expect((await must(app.call('case.list', {}))).rows[0]).toMatchObject({ stage: 'applied', awaiting: ['supplement'] })
    expect(await refused(app.call('inquiry.answer', { caseId, inquiryId: 'q1', answer: { repliedOn: '2026-11-23', reply: 'agreed' } }))).toMatchObject({ field: '/answer/reply' })
    expect(await refused(app.call('inquiry.answer', { caseId, inquiryId: 'q1', answer: { repliedOn: '2026-11-19', reply: 'supplied' } }))).toMatchObject({ field: '/answer/repliedOn' })
    expect(await refused(app.call('inquiry.send', { caseId, inquiry: { kind: 'consent', askedOn: '2026-11-19', what: '意见' } }))).toMatchObject({ field: '/inquiry/askedOn' })
    expect(due(await must(app.call('inquiry.answer', { caseId, inquiryId: 'q1', answer: { repliedOn: '2026-11-23', reply: 'supplied' } })))).toEqual(['T1 2026-11-25'])
    expect((await must(app.call('case.list', {}))).rows[0]).not.toHaveProperty('awaiting')
  })

  test('that the other side refuses bars acceptance, until it changes its mind', async () => {
    const app = memoryApp(today)
    const caseId = await register(app, { appliedOn: '2026-11-20' })
    const accept = () => app.call('case.accept', { caseId, acceptedOn: '2026-11-23', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })
    for (const reply of ['refused', 'agreed'] as const) {
      const asked = await must(app.call('inquiry.send', { caseId, inquiry: { kind: 'consent', askedOn: '2026-11-20', what: '林晓是否同意', replyDueOn: '2026-11-24' } }))
      await must(app.call('inquiry.answer', { caseId, inquiryId: asked.annex.inquiries!.at(-1)!.id, answer: { repliedOn: '2026-11-23', reply } }))
      if (reply === 'refused') expect(await refused(accept())).toMatchObject({ code: 'consent-refused', message: expect.stringContaining('人民调解法第17条') as string })
    }
    expect((await must(accept())).stage).toBe('mediating')
  })
})

describe('after the end', () => {
  test('an archived case is reopened, corrected and archived again, each with its reason and what was there before', async () => {
    const app = memoryApp(today)
    const caseId = await archived(app)
    const before = await must(app.call('case.show', { caseId }))
    expect(await refused(app.call('case.correct', { caseId, file: before.file, reason: '写错' }))).toMatchObject({ code: 'move-not-allowed' })
    expect(await refused(app.call('case.reopen', { caseId, reason: ' ' }))).toMatchObject({ field: '/reason' })
    const reopened = await must(app.call('case.reopen', { caseId, reason: '金额写错' }))
    expect(reopened).toMatchObject({ stage: 'closing', annex: { revisions: [{ kind: 'reopen', on: today, by: '何平', reason: '金额写错', changes: [{ pointer: '/archive', was: { on: '2026-11-20', retention: 'long' } }] }] } })
    const { file } = reopened
    const six = { ...file, agreement: { ...file.agreement!, terms: [{ ...file.agreement!.terms[0]!, text: file.agreement!.terms[0]!.text.replace('500', '600'), amountFen: 60_000 }] } }
    const corrected = await must(app.call('case.correct', { caseId, file: six, reason: '签收单上是六百元' }))
    expect(corrected.annex.revisions!.at(-1)).toEqual({
      kind: 'correct', on: today, by: '何平', reason: '签收单上是六百元', changes: [
        { pointer: '/agreement/terms/0/text', was: file.agreement!.terms[0]!.text, now: six.agreement.terms[0]!.text },
        { pointer: '/agreement/terms/0/amountFen', was: 50_000, now: 60_000 },
      ],
    })
    expect((await must(app.call('case.archive', { caseId, on: today, retention: 'long' }))).file.agreement!.terms[0]!.amountFen).toBe(60_000)
  })

  test('a correction keeps every rule, the number and the identity of the case', async () => {
    const app = memoryApp(today)
    const caseId = await archived(app)
    const { file } = await must(app.call('case.reopen', { caseId, reason: '有误' }))
    const correct = (changes: object) => refused(app.call('case.correct', { caseId, file: { ...file, ...changes }, reason: '有误' }))
    const stored = app.office().cases.get(caseId)
    expect(await correct({})).toMatchObject({ code: 'nothing-changed' })
    expect(await correct({ id: 'c9' })).toMatchObject({ code: 'other-case', field: '/file/id' })
    expect(await correct({ fileNo: '（2026）赤物人调字第009号' })).toMatchObject({ code: 'file-no-fixed', field: '/file/fileNo' })
    expect(await correct({ archive: { on: '2026-11-22', retention: 'long' } })).toMatchObject({ field: '/file/archive' })
    expect(await correct({ acceptedOn: '2026-11-30' })).toMatchObject({ code: 'invalid-input', field: '/file/end/on' })
    expect(await correct({ agreement: undefined })).toMatchObject({ code: 'invalid-input' })
    expect(await correct({ end: { code: 'E06', on: '2026-11-10' } })).toMatchObject({ field: '/file/end/code' })
    expect(app.office().cases.get(caseId)).toBe(stored)
    const { end: _, performance: _1, ...running } = file
    expect((await must(app.call('case.correct', { caseId, file: running, reason: '还没有签章' }))).stage).toBe('agreed')
  })

  test('a case entered twice is void: it stays in view, counts nowhere, and its number is not given again', async () => {
    const app = memoryApp(today)
    const kept = await accepted(app)
    const twice = await accepted(app)
    expect(await refused(app.call('case.void', { caseId: twice, of: twice, reason: '重复' }))).toMatchObject({ field: '/of' })
    expect(await refused(app.call('case.void', { caseId: twice, of: 'c99', reason: '重复' }))).toMatchObject({ field: '/of' })
    const voided = await must(app.call('case.void', { caseId: twice, of: kept, reason: '重复登记' }))
    expect(voided).toMatchObject({ stage: 'void', moves: ['reopen'], documents: [], deadlines: [], annex: { voided: { on: today, of: kept, reason: '重复登记' } } })
    expect(await refused(app.call('case.void', { caseId: kept, of: twice, reason: '重复' }))).toMatchObject({ code: 'duplicate-of-void' })
    expect(await refused(app.call('case.end', { caseId: twice, code: 'E03', on: today, reason: '分歧' }))).toMatchObject({ code: 'move-not-allowed' })
    expect(await refused(app.call('document.make', { caseId: twice, document: 'D01' }))).toMatchObject({ code: 'case-void' })
    const period = { from: '2026-11-01', to: '2026-11-30' } as const
    const count = async () => (await must(app.call('statistics.compute', period))).figures.find(({ id }) => id === 'accepted')!.caseIds
    expect(await count()).toEqual([kept])
    expect((await must(app.call('deadline.list', {}))).rows.map(({ caseId }) => caseId)).toEqual([kept])
    expect((await must(app.call('case.list', { stages: ['void'] }))).rows.map(({ id }) => id)).toEqual([twice])
    const third = await accepted(app)
    expect(app.office().cases.get(third)!.fileNo).toBe('（2026）赤物人调字第003号')
    const counted = await must(app.call('case.reopen', { caseId: twice, reason: '不是重复' }))
    expect(counted).toMatchObject({ stage: 'mediating', annex: { revisions: [{ kind: 'void' }, { kind: 'restore', reason: '不是重复' }] } })
    expect((await count()).length).toBe(3)
  })

  test('only the director may, and the reason stands in the audit trail, which holds together', async () => {
    const app = await aRehearsalOffice()
    await must(app.call('bundle.import', { content: JSON.stringify(workedCases) }))
    await must(app.call('case.reopen', { caseId: 'w1', reason: '补一份签收单' }))
    expect((await must(app.call('audit.list', {}))).entries[0]).toMatchObject({ command: 'case.reopen', caseId: 'w1', who: account.name, reason: '补一份签收单' })
    expect(await must(app.call('audit.verify', {}))).toEqual({ entries: 3, faults: [] })
    await must(app.call('account.save', { account: { name: '林晓', roles: ['registrar', 'mediator', 'archivist'] }, password: '另一个密码2026' }))
    await must(app.call('account.lock', {}))
    await must(app.call('account.unlock', { account: '林晓', password: '另一个密码2026' }))
    for (const command of ['case.reopen', 'case.void'] as const) expect(await refused(app.call(command, { caseId: 'w1', reason: '试试' }))).toMatchObject({ code: 'role-not-allowed' })
  })
})

describe('what deadlines are reckoned with', () => {
  test('an extension goes no further than the rule in force at acceptance allows', async () => {
    const app = memoryApp(day('2026-10-20'))
    await must(app.call('rule.loadFirstSet', {}))
    await must(app.call('parameter.propose', { id: 'extensionCap', value: 60 }))
    await must(app.call('rule.adopt', { versions: [{ ruleId: 'periods', no: 1 }], on: '2026-10-20', meeting: '委员会议', from: '2026-11-03' }))
    app.setToday(today)
    const extend = { agreedOn: '2026-11-20', until: '2027-01-03', reason: '同意' } as const
    const before = await register(app)
    await must(app.call('case.accept', { caseId: before, acceptedOn: '2026-11-02', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    expect(await refused(app.call('case.extend', { caseId: before, ...extend }))).toMatchObject({ code: 'extension-too-long', field: '/until' })
    expect((await must(app.call('case.extend', { caseId: await accepted(app), ...extend }))).deadline!.on).toBe('2027-01-03')
  })

  test('a year without a table is flagged, and no more once the table is imported', async () => {
    const app = memoryApp(day('2026-12-20'))
    const caseId = await register(app, { appliedOn: '2026-12-18' })
    await must(app.call('case.accept', { caseId, acceptedOn: '2026-12-18', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    const deadline = async () => (await must(app.call('case.show', { caseId }))).deadline
    expect(await deadline()).toMatchObject({ on: '2027-01-18', calendarKnown: false })
    expect(await must(app.call('calendar.show', { year: 2027 }))).toMatchObject({ known: false, year: 2027 })
    const off = ['2027-01-01', '2027-01-18', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03']
    const shown = await must(app.call('calendar.import', { content: `日期,类型,说明\n${off.map(on => `${on},休,假日`).join('\n')}`, source: '通知' }))
    expect(shown).toMatchObject({ known: true, year: 2027 })
    expect(shown.years.at(-1)).toEqual({ year: 2027, source: '通知', imported: true })
    expect(shown.days.filter(({ mark }) => mark === 'off').map(({ on }) => on)).toEqual(off)
    expect(await deadline()).toMatchObject({ on: '2027-01-19', calendarKnown: true })
    expect(await must(app.call('calendar.remove', { year: 2027 }))).toMatchObject({ known: false })
    expect(await refused(app.call('calendar.remove', { year: 2026 }))).toMatchObject({ code: 'not-imported', field: '/year' })
  })

  test('thousands of cases are listed by what is due, so many of each', async () => {
    const app = memoryApp(today)
    const cases = generatedCases(4000, 7, today)
    const mediators = ['m1', 'm2', 'm3'].map(id => ({ id, name: id, kind: 'fullTime' }))
    await must(app.call('bundle.import', { content: JSON.stringify({
      format: 'mediation-case-bundle', version: 1, office: app.office().details, mediators, cases,
    }), onConflict: 'keep' }))
    const all = await must(app.call('deadline.list', { limit: 100_000 }))
    const some = await must(app.call('deadline.list', { until: '2026-11-30', limit: 50 }))
    expect(all.total).toBe(all.rows.length)
    for (const state of ['overdue', 'today', 'week', 'soon'] as const) {
      const rows = all.rows.filter(row => row.state === state)
      expect(some.counts[state]).toBe(rows.length)
      for (const group of ['statutory', 'rights', 'internal'] as const)
        expect(some.rows.filter(row => row.state === state && row.group === group)).toEqual(rows.filter(row => row.group === group).slice(0, 50))
    }
    // Those of one mediator are the same rows, and each of them is one of that mediator's cases.
    // Page after page gives each row once, and no page is long.
    const pages: string[] = []
    for (let offset = 0; ; offset += 200) {
      const page = await must(app.call('deadline.list', { offset }))
      expect(page.total).toBe(all.total)
      if (page.rows.length === 0) break
      expect(JSON.stringify(page).length).toBeLessThan(1_500_000)
      pages.push(...page.rows.map(row => JSON.stringify(row)))
    }
    expect(pages.toSorted()).toEqual(all.rows.map(row => JSON.stringify(row)).toSorted())
    const own = await must(app.call('deadline.list', { mediatorId: 'm2', limit: 100_000 }))
    const assigned = new Set(cases.filter(({ mediators }) => mediators?.some(({ mediatorId }) => mediatorId === 'm2')).map(({ id }) => id))
    expect(own.rows).toEqual(all.rows.filter(({ caseId }) => assigned.has(caseId)))
    expect(own.rows.length).toBeGreaterThan(100)
    expect(some.counts.overdue).toBeGreaterThan(1000)
    expect(all.rows.every(({ kind, state }) => kind !== 'T11' || state !== 'later')).toBe(true)
  })
})
