import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { contract } from '../../src/core/contract.ts'
import { aRehearsalOffice, must, refused, temporaryFolder, openApp, office, account, withWorkedCases, type TestApp } from './harness.ts'

const application = {
  source: 'application', type: 'WY05', appliedOn: '2026-11-16',
  facts: '申请人厨房顶板渗水。', claims: ['修复渗水部位'],
  parties: [
    { side: 'applicant', kind: 'person', name: '余明' },
    { side: 'respondent', kind: 'person', name: '周立' },
  ],
} as const

const agreement = {
  form: 'written', reachedOn: '2026-11-20', whole: true, facts: '接头渗漏。', issues: '修复责任。', copies: 3,
  terms: [{ text: '赔偿橱柜损失。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 120_050, dueOn: '2026-12-10', manner: '银行转账' }],
} as const

const mediating = async (): Promise<TestApp & { caseId: string }> => {
  const app = await aRehearsalOffice()
  const { mediators } = await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
  const { file } = await must(app.call('case.register', application as never))
  await must(app.call('case.accept', { caseId: file.id, acceptedOn: '2026-11-17', mediators: [{ mediatorId: mediators[0]!.id, duty: 'presiding' }] }))
  return { ...app, caseId: file.id }
}

describe('the main job', () => {
  test('goes from application to an agreement in effect, and each step is seen in the case', async () => {
    const app = await aRehearsalOffice()
    await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
    const registered = await must(app.call('case.register', application as never))
    const caseId = registered.file.id
    expect(registered).toMatchObject({ stage: 'applied', moves: ['correctIntake', 'ask', 'accept', 'refuse', 'withdraw', 'transfer', 'void'], deadline: null })
    const accepted = await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-17', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
    expect(accepted).toMatchObject({
      stage: 'mediating', file: { fileNo: '（2026）赤物人调字第001号' },
      deadline: { on: '2026-12-17', calendarKnown: true, overdue: false },
    })
    const session = { startAt: '2026-11-20T09:00', place: '调解室', kind: 'joint', record: '达成一致。', confidential: false, withParties: ['p1', 'p2'] } as const
    const recorded = await must(app.call('session.record', { caseId, session: session as never }))
    expect(recorded.file.sessions).toEqual([{ id: 's1', ...session }])
    const corrected = await must(app.call('session.record', { caseId, session: { ...recorded.file.sessions![0]!, record: '更正后的记录。' } }))
    expect(corrected.file.sessions).toEqual([{ id: 's1', ...session, record: '更正后的记录。' }])
    const agreed = await must(app.call('agreement.save', { caseId, agreement: agreement as never }))
    expect(agreed).toMatchObject({ stage: 'agreed', file: { agreement: { no: '（2026）赤物人调字第001号', terms: [{ id: 't1' }] } } })
    const concluded = await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-20' }))
    expect(concluded).toMatchObject({ stage: 'performing', moves: ['recordPerformance', 'followUp', 'recordConfirmation', 'archive', 'correct', 'void'], file: { end: { code: 'E01', on: '2026-11-20' } } })
    expect(await must(app.call('case.show', { caseId }))).toEqual(concluded)
  })

  test('file numbers go on after imported ones, and start again each year', async () => {
    const app = await withWorkedCases()
    const accept = async (appliedOn: string, acceptedOn: string): Promise<string | undefined> => {
      const { file } = await must(app.call('case.register', { ...application, appliedOn } as never))
      return (await must(app.call('case.accept', { caseId: file.id, acceptedOn, mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))).file.fileNo
    }
    expect([await accept('2026-11-16', '2026-11-17'), await accept('2025-12-01', '2025-12-02'), await accept('2026-11-16', '2026-11-18')])
      .toEqual(['（2026）赤物人调字第015号', '（2025）赤物人调字第001号', '（2026）赤物人调字第016号'])
  })

  test('papers are made, marked as a rehearsal in their names, and never written over', async () => {
    const app = await withWorkedCases()
    const names: string[] = []
    for (const document of ['D01', 'D02', 'D07', 'D07']) names.push(basename((await must(app.call('document.make', { caseId: 'w1', document }))).path))
    expect(names).toEqual([
      '示例-人民调解申请书_（2026）赤物人调字第001号.pdf',
      '示例-人民调解受理登记表_（2026）赤物人调字第001号.pdf',
      '示例-人民调解协议书_（2026）赤物人调字第001号.pdf',
      '示例-人民调解协议书_（2026）赤物人调字第001号（2）.pdf',
    ])
  })

  test('the court package holds the papers, the case without a separate session, and digests that match', async () => {
    const app = await withWorkedCases()
    const { path } = await must(app.call('court.package', { caseId: 'w1' }))
    const entries = unzipSync(readFileSync(path))
    const manifest = JSON.parse(new TextDecoder().decode(entries['manifest.json']!)) as { files: { name: string; bytes: number; sha256: string }[]; rehearsal: boolean }
    expect(Object.keys(entries).toSorted()).toEqual([
      '01-司法确认申请书.pdf', '02-人民调解协议书.pdf', '03-调解组织和人民调解员名册.pdf', '04-人民调解申请书.pdf', '05-人民调解受理登记表.pdf',
      '06-人民调解记录（2026年9月15日）.pdf', '07-人民调解记录（2026年10月12日）.pdf', '08-材料清单.pdf', 'case.json', 'national.json', 'manifest.json', '打开我.html',
    ].toSorted())
    expect(manifest.rehearsal).toBe(true)
    expect(manifest.files.map(({ name, bytes, sha256 }) => ({ name, bytes, sha256 }))).toEqual(
      Object.entries(entries).filter(([name]) => name !== 'manifest.json' && name !== '打开我.html').map(([name, bytes]) => ({
        name, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'),
      })))
    for (const [name, bytes] of Object.entries(entries)) {
      const text = name.endsWith('.pdf') ? execFileSync('pdftotext', ['-', '-'], { input: bytes, encoding: 'utf8' }) : new TextDecoder().decode(bytes)
      expect(text).not.toContain('9,000')
      expect(text).not.toContain('不要告诉对方')
    }
    expect(execFileSync('unzip', ['-t', path], { encoding: 'utf8' })).toContain('No errors detected')
  })

  test('statistics answer with figures that open their cases', async () => {
    const app = await withWorkedCases()
    const { figures } = await must(app.call('statistics.compute', { from: '2026-10-01', to: '2026-10-31' }))
    expect(figures.find(figure => figure.id === 'succeeded')).toMatchObject({ label: '调解成功', value: 3, caseIds: ['w1', 'w2', 'w8'] })
  })

  test('the tasks of the day come from all cases, the oldest first, each with its reason', async () => {
    const app = await withWorkedCases()
    const { rows } = await must(app.call('deadline.list', { until: '2026-11-30' }))
    expect(rows.map(({ caseId, kind, on, state }) => `${caseId} ${kind} ${on} ${state}`)).toEqual([
      'w3 T10 2026-11-07 overdue', 'w5 T10 2026-11-07 overdue', 'w2 T9 2026-10-30 overdue', 'w2 T10 2026-11-14 overdue', 'w8 T8 2026-11-16 overdue',
      'w4 T10 2026-11-21 overdue', 'w8 T10 2026-11-27 week',
    ].toSorted((a, b) => (a.split(' ')[2]! < b.split(' ')[2]! ? -1 : 1)))
    expect(rows.find(row => row.kind === 'T8')).toMatchObject({ title: '陈立新等12户业主与清源物业服务有限公司（停车位、车库、停车费）', sentence: expect.stringContaining('民法典第203条') as string })
  })

  test('a report is made for a month with cases and for one without', async () => {
    const app = await withWorkedCases()
    for (const [from, to] of [['2026-10-01', '2026-10-31'], ['2024-02-01', '2024-02-29']] as const) {
      const { path } = await must(app.call('report.make', { from, to, format: 'pdf' }))
      expect(execFileSync('pdftotext', [path, '-'], { encoding: 'utf8' })).toContain('统计报告')
    }
  })
})

describe('refusals', () => {
  test('name the field, and nothing is stored', async () => {
    const app = await mediating()
    const before = await must(app.call('case.show', { caseId: app.caseId }))
    const refusal = async (name: string, input: unknown) => {
      const { code, field } = await refused(app.call(name as never, input as never))
      return [code, field]
    }
    expect(await refusal('case.show', { caseId: 'nobody' })).toEqual(['case-not-found', '/caseId'])
    expect(await refusal('case.accept', { caseId: app.caseId, acceptedOn: '2026-11-17', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
      .toEqual(['move-not-allowed', '/caseId'])
    expect(await refusal('session.record', { caseId: app.caseId, session: { startAt: '2026-11-24T09:00', place: '室', kind: 'joint', record: '', confidential: false } }))
      .toEqual(['invalid-input', '/session/startAt'])
    expect(await refusal('session.record', { caseId: app.caseId, session: { startAt: '2026-11-20T25:00', place: '室', kind: 'joint', record: '', confidential: false } }))
      .toEqual(['invalid-input', '/session/startAt'])
    expect(await refusal('agreement.save', { caseId: app.caseId, agreement: { ...agreement, terms: [{ ...agreement.terms[0], obligor: 'p9' }] } }))
      .toEqual(['invalid-input', '/agreement/terms/0/obligor'])
    expect(await refusal('agreement.save', { caseId: app.caseId, agreement: { ...agreement, terms: [] } }))
      .toEqual(['invalid-input', '/agreement/terms'])
    expect(await refusal('agreement.conclude', { caseId: app.caseId, effectiveOn: '2026-11-20' })).toEqual(['move-not-allowed', '/caseId'])
    expect(await refusal('document.make', { caseId: app.caseId, document: 'D07' })).toEqual(['document-not-offered', '/document'])
    expect(await refusal('document.make', { caseId: app.caseId, document: 'D99' })).toEqual(['unknown-document', '/document'])
    expect(await refusal('court.package', { caseId: app.caseId })).toEqual(['no-agreement', '/caseId'])
    expect(await refusal('statistics.compute', { from: '2026-10-31', to: '2026-10-01' })).toEqual(['invalid-input', '/to'])
    expect(await refusal('office.change', { mediators: [] })).toEqual(['mediator-in-use', '/mediators'])
    expect(await must(app.call('case.show', { caseId: app.caseId }))).toEqual(before)
  })

  test('an application needs someone on both sides, real dates and names', async () => {
    const app = await aRehearsalOffice()
    const fields = async (change: object) =>
      (await refused(app.call('case.register', { ...application, ...change } as never))).problems!.map(problem => problem.pointer)
    expect(await fields({ parties: [application.parties[0]] })).toEqual(['/parties'])
    expect(await fields({ parties: [application.parties[0], { ...application.parties[1], name: ' \t' }] })).toEqual(['/parties/1/name'])
    expect(await fields({ appliedOn: '2026-02-30' })).toEqual(['/appliedOn'])
    expect(await fields({ appliedOn: '2026-11-24' })).toEqual(['/appliedOn'])
    expect(await fields({ facts: '啊'.repeat(20_001) })).toEqual(['/facts'])
    expect(await fields({ source: 'courtBeforeFiling' })).toEqual(['/sourceRef'])
    expect(await must(app.call('case.list', {}))).toEqual({ total: 0, counts: { all: 0, running: 0, overdue: 0, risk: 0 }, rows: [] })
  })

  test('a wrong check digit warns and is stored', async () => {
    const app = await aRehearsalOffice()
    const view = await must(app.call('case.register', {
      ...application, parties: [{ ...application.parties[0], idKind: 'residentId', idNo: '429999196503120019' }, application.parties[1]],
    } as never))
    expect(view.warnings.map(({ pointer, severity }) => ({ pointer, severity }))).toEqual([{ pointer: '/parties/0/idNo', severity: 'warning' }])
    expect((await must(app.call('case.list', {}))).total).toBe(1)
  })

  test('every command refuses nonsense with a Chinese sentence', async () => {
    const app = await aRehearsalOffice()
    const { commands } = await must(app.call('contract.describe', {}))
    let deep: unknown = 1
    for (let level = 0; level < 50_000; level += 1) deep = [deep]
    for (const { name } of commands) {
      const list: [string, unknown][] = [
        ['text', 'text'], ['a number', 7], ['a list', []], ['an unknown field', { unheardOf: 1 }], ['an object for a text', { caseId: { $gt: '' } }],
        ['a prototype', JSON.parse('{"__proto__":{"a":1}}')], ['a deep nest', deep],
      ]
      for (const [what, nonsense] of list) {
        const result = await app.call(name as never, nonsense as never)
        expect(result, `${name} with ${what}`).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/[\u4e00-\u9fff].*。$/) as string } })
      }
      const result = await app.call(name as never, {} as never)
      // What asks for nothing may still have something to say.
      if (!contract[name as keyof typeof contract].input.safeParse({}).success) expect(result.ok, name).toBe(false)
      else if (!result.ok) expect(result.refusal.message, name).toMatch(/[\u4e00-\u9fff].*。$/)
      if (name === 'account.lock') await must(app.call('account.unlock', { password: account.password }))
    }
    expect((await refused(app.call('no.such' as never, {} as never))).code).toBe('unknown-command')
    expect((await refused(app.call('toString' as never, {} as never))).code).toBe('unknown-command')
  })

  test('nothing of the office is told before the password, and a wrong one is refused', async () => {
    const folder = temporaryFolder()
    const first = await aRehearsalOffice(folder)
    await must(first.call('account.lock', {}))
    for (const [name, input] of [['case.list', {}], ['office.show', {}], ['bundle.export', {}], ['statistics.compute', { from: '2026-10-01', to: '2026-10-31' }]] as const) {
      expect((await refused(first.call(name as never, input as never))).code, name).toBe('locked')
    }
    expect(await refused(first.call('account.unlock', { password: '不是这个密码' }))).toMatchObject({ code: 'wrong-password', field: '/password' })
    expect((await refused(first.call('case.list', {}))).code).toBe('locked')
    expect(await must(first.call('account.unlock', { account: account.name, password: account.password }))).toEqual({ account: account.name })
    expect((await must(first.call('case.list', {}))).total).toBe(0)
  })

  test('a set time is for rehearsals: a real office is neither made nor opened with it', async () => {
    const app = await openApp()
    expect(await refused(app.call('office.setUp', { office, mediators: [], account }))).toMatchObject({ code: 'now-only-in-rehearsal', field: '/rehearsal' })
    expect((await must(app.call('office.status', {}))).state).toBe('empty')
  })
})
