/** A committee's own steps, from the draft of its procedure to a case that follows them and a step that is noted. */
import { expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import type { Call, CaseView } from '../../src/core/contract.ts'
import { shippedSteps, type ProcedureStep } from '../../src/core/case/steps/procedure.ts'
import { memoryApp } from '../memory-app.ts'
import { account, must, office, openApp, refused, temporaryFolder, type TestApp } from './harness.ts'

const day = localDate
const look: ProcedureStep = {
  id: 's1', phase: 'mediation', title: '先到现场查看<b>', role: 'mediator', form: '查看记录', why: '看清漏点和损失。', types: ['WY05'], limit: { by: 'own', days: 5, unit: 'naturalDays', after: 'acceptance' },
}
const steps = [...shippedSteps.slice(0, 8), look, ...shippedSteps.slice(8)]

const registered = async (call: Call, appliedOn: string, type: 'WY05' | 'WY08' = 'WY05'): Promise<CaseView> => must(call('case.register', {
  source: 'application', type, appliedOn: day(appliedOn), facts: '卫生间漏水。', claims: [],
  parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
}))
const accept = (call: Call, { file: { id: caseId } }: CaseView, acceptedOn: string): Promise<CaseView> =>
  must(call('case.accept', { caseId, acceptedOn: day(acceptedOn), mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
const anOffice = async (): Promise<TestApp> => {
  const app = await openApp()
  await must(app.call('office.setUp', { office, mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }], account, rehearsal: true }))
  return app
}
const own = ({ checklist }: CaseView) => checklist.find(({ id }) => id === 's1')
const shipped = '软件预设步骤，本会可以在制度里另定'

/** The draft of the shipped procedure with other steps, as the office has it. */
const draftWith = async (call: Call, changed: readonly ProcedureStep[]): Promise<void> => {
  const { versions: [latest] } = await must(call('rule.show', { ruleId: 'procedure' }))
  const { title, kind, text, values } = latest!
  await must(call('rule.saveDraft', { ruleId: 'procedure', content: { title, kind, text, values, steps: [...changed] } }))
}

test('cases accepted under a new version of the procedure follow its steps, earlier ones keep theirs, and each cites what it follows', async () => {
  const app = memoryApp(day('2026-10-09'))
  const { call } = app
  const before = await accept(call, await registered(call, '2026-10-09'), '2026-10-09')
  expect(before.procedure).toEqual({ source: shipped })
  await must(call('rule.loadFirstSet', {}))
  const adopt = (no: number, from: string) => must(call('rule.adopt', { versions: [{ ruleId: 'procedure', no }], meeting: '委员会议', on: day(from), from: day(from) }))
  await adopt(1, '2026-10-09')
  expect((await must(call('case.show', { caseId: before.file.id }))).procedure).toEqual({ source: '依本会《调解程序》第1版（2026年10月9日起施行）第十二条', ruleId: 'procedure' })

  expect(await refused(call('rule.saveDraft', { ruleId: 'procedure', content: { title: '调解程序', kind: 'procedure', text: '无', values: {}, steps: shippedSteps.filter(({ fact }) => fact !== 'archive') } })))
    .toMatchObject({ code: 'invalid-input', field: '/content/steps', message: expect.stringContaining('“立卷归档”（人民调解法第27条）') as string })
  await draftWith(call, steps)
  await must(call('rule.consult', { ruleId: 'procedure', no: 2, from: day('2026-10-09'), to: day('2026-10-31') }))
  app.setToday(day('2026-11-20'))
  const waiting = await registered(call, '2026-11-20')
  app.setToday(day('2026-11-23'))
  await adopt(2, '2026-11-23')

  const after = await accept(call, await registered(call, '2026-11-23'), '2026-11-23')
  expect(after.procedure).toEqual({ source: '依本会《调解程序》第2版（2026年11月23日起施行）第十二条', ruleId: 'procedure' })
  expect(own(after)).toMatchObject({ state: 'next', title: '先到现场查看<b>', role: 'mediator', form: '查看记录', why: '看清漏点和损失。', due: '2026-11-30', dueSentence: expect.stringContaining('依本会《调解程序》第2版') as string })
  expect(after.checklist.filter(({ state }) => state === 'next').map(({ id }) => id)).toEqual(['s1', 'notify', 'rights', 'session', 'agreement'])
  expect(after.deadlines.find(({ kind }) => kind === 'step')).toMatchObject({ what: '先到现场查看<b>', on: '2026-11-30', state: 'week' })
  expect((await must(call('deadline.list', {}))).rows.filter(({ kind }) => kind === 'step').map(({ caseId, on }) => [caseId, on])).toEqual([[after.file.id, '2026-11-30']])
  expect(own(await accept(call, await registered(call, '2026-11-23', 'WY08'), '2026-11-23'))).toBeUndefined()

  // Applied for under the first version, and accepted under the second.
  expect((await must(call('case.show', { caseId: waiting.file.id }))).procedure.source).toContain('第1版')
  expect(own(await accept(call, waiting, '2026-11-23'))).toMatchObject({ state: 'next' })
  const kept = await must(call('case.show', { caseId: before.file.id }))
  expect([kept.procedure.source, own(kept)]).toEqual(['依本会《调解程序》第1版（2026年10月9日起施行）第十二条', undefined])

  expect(await refused(call('step.note', { caseId: before.file.id, step: 's1', on: day('2026-11-23') }))).toMatchObject({ code: 'no-such-step', field: '/step' })
  const noted = await must(call('step.note', { caseId: after.file.id, step: 's1', on: day('2026-11-23'), note: '五楼渗漏' }))
  expect([own(noted)?.state, own(noted)?.doneOn, own(noted)?.due, noted.deadlines.some(({ kind }) => kind === 'step')]).toEqual(['done', '2026-11-23', undefined, false])
  expect((await must(call('deadline.list', {}))).rows.some(({ kind, caseId }) => kind === 'step' && caseId === after.file.id)).toBe(false)

  // A number that is changed in the settings does not lose the steps.
  await must(call('parameter.propose', { id: 'remindStep', value: 3 }))
  expect((await must(call('rule.show', { ruleId: 'procedure' }))).versions[0]).toMatchObject({ no: 3, values: { remindStep: 3 }, steps: expect.arrayContaining([look]) as unknown })
  expect((await must(call('rule.repeal', { ruleId: 'procedure', no: 2, on: day('2026-12-01'), reason: '另行规定' }))).notes).toContain('2026年12月1日起受理的案件，办理步骤用软件预设的，直到有新的制度施行。')
  app.setToday(day('2026-12-01'))
  expect((await registered(call, '2026-12-01')).procedure).toEqual({ source: shipped })
  expect(own(await must(call('case.show', { caseId: after.file.id })))).toMatchObject({ state: 'done' })
})

test('a version without steps gives way to the shipped ones, and that is said when it is passed', async () => {
  const { call } = memoryApp(day('2026-11-23'))
  await must(call('rule.loadFirstSet', {}))
  const adopt = async (no: number, from: string) => (await must(call('rule.adopt', { versions: [{ ruleId: 'procedure', no }], meeting: '委员会议', on: day('2026-11-23'), from: day(from) }))).notes
  expect(await adopt(1, '2026-11-23')).toEqual([])
  await must(call('rule.saveDraft', { ruleId: 'procedure', content: { title: '调解程序', kind: 'procedure', text: '第一条 调解。', values: {} } }))
  expect((await adopt(2, '2026-12-01'))[1]).toBe('《调解程序》第2版没有写办理步骤：从2026年12月1日起受理的案件用软件预设的步骤。')
})

test('who has no part in a case cannot note a step, and a second procedure cannot set steps for the same day', async () => {
  const app = await anOffice()
  const { call } = app
  await must(call('rule.loadFirstSet', {}))
  await draftWith(call, steps)
  expect(await refused(call('rule.saveDraft', { content: { title: '漏水案流程', kind: 'procedure', text: '无', values: {}, steps } }))).toMatchObject({ field: '/content/steps', message: expect.stringContaining('办理步骤已由《调解程序》规定') as string })
  await must(call('rule.adopt', { versions: [{ ruleId: 'procedure', no: 1 }], meeting: '委员会议', on: day('2026-11-23'), from: day('2026-11-23') }))
  const { file: { id: caseId } } = await accept(call, await registered(call, '2026-11-23'), '2026-11-23')
  await must(call('account.save', { account: { name: '宋宁', roles: ['statistician'] }, password: '统计员密码2026' }))
  await must(call('account.lock', {}))
  await must(call('account.unlock', { account: '宋宁', password: '统计员密码2026' }))
  expect(await refused(call('step.note', { caseId, step: 's1', on: day('2026-11-23') }))).toMatchObject({ code: 'role-not-allowed' })
})

test('a case that is taken along follows the procedure of home there, and what was noted comes back to the letter, also of a step that is none any more', async () => {
  const home = await anOffice()
  await must(home.call('rule.loadFirstSet', {}))
  await draftWith(home.call, steps)
  await must(home.call('rule.adopt', { versions: [{ ruleId: 'procedure', no: 1 }], meeting: '委员会议', on: day('2026-11-23'), from: day('2026-11-23') }))
  const { file: { id: caseId } } = await accept(home.call, await registered(home.call, '2026-11-23'), '2026-11-23')
  const noted = [{ step: 's1', on: '2026-11-23', by: account.name, note: '五楼　渗漏 <b>' }]
  await must(home.call('step.note', { caseId, step: 's1', on: day('2026-11-23'), note: '五楼　渗漏 <b>' }))
  const password = '外带办案密码2026'
  const { path } = await must(home.call('case.checkOut', { caseIds: [caseId], password }))
  const there = await openApp(temporaryFolder())
  await must(there.call('away.setUp', { path, password, account: { name: '宋宁', password: '外面的电脑2026' } }))
  const away = await must(there.call('case.show', { caseId }))
  expect([away.annex.steps, own(away)?.state, away.procedure.source]).toEqual([noted, 'done', '依本会《调解程序》第1版（2026年11月23日起施行）第十二条'])
  await must(there.call('step.note', { caseId, step: 'rights', on: day('2026-11-23') }))
  // Of another kind now, it has no such step: the note stays.
  const { source, appliedOn, facts, claims, parties } = away.file
  const corrected = await must(there.call('case.correctIntake', { caseId, application: { source, type: 'WY08', appliedOn, facts, claims, parties } }))
  expect([own(corrected), corrected.annex.steps?.length]).toEqual([undefined, 2])
  const back = await must(there.call('case.handBack', { password }))
  await must(home.call('case.checkIn', { path: back.path, password }))
  const merged = await must(home.call('case.show', { caseId }))
  expect(merged.annex.steps).toEqual([...noted, { step: 'rights', on: '2026-11-23', by: '宋宁' }])
  expect(own(merged)).toBeUndefined()
})
