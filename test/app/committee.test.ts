/** The committee's own work over the application as a whole, on a real store. */
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { LocalTime } from '../../src/core/base/dates.ts'
import { localDate } from '../../src/core/base/dates.ts'
import { memoryApp } from '../memory-app.ts'
import { account, aRehearsalOffice, must, office, openApp, refused, temporaryFolder, withWorkedCases, type TestApp } from './harness.ts'
import { pagesOf } from '../main/adapters/pdf-reading.ts'

const application = {
  source: 'application', type: 'WY05', appliedOn: '2026-11-02', facts: '卫生间漏水。', claims: ['修好'], place: { regionCode: '421281001', estate: '清源小区' },
  parties: [{ side: 'applicant', kind: 'person', name: '陈立新' }, { side: 'respondent', kind: 'person', name: '余明' }],
} as never

test('a case stands again as it was on each day, over restarts, whoever changed it and by which command', async () => {
  const folder = temporaryFolder()
  const first = await aRehearsalOffice(folder, '2026-11-03T09:00' as LocalTime)
  await must(first.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
  const { file: { id: caseId } } = await must(first.call('case.register', application))
  await first.ports.store.close()
  const second = await openApp(folder, '2026-11-06T10:00' as LocalTime)
  await must(second.call('account.unlock', { password: '清源小区2026' }))
  await must(second.call('case.accept', { caseId, acceptedOn: '2026-11-06', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  await must(second.call('step.note', { caseId, step: 'rights', on: '2026-11-06' }))
  await second.ports.store.close()
  const third = await openApp(folder, '2026-11-20T10:00' as LocalTime)
  await must(third.call('account.unlock', { password: '清源小区2026' }))
  const now = await must(third.call('case.correctIntake', { caseId, application: { ...application as object, facts: '卫生间和厨房漏水。', parties: [{ id: 'p1', ...(application as { parties: object[] }).parties[0] }, { id: 'p2', ...(application as { parties: object[] }).parties[1] }] } as never }))

  const on = (day: string) => must(third.call('case.asOf', { caseId, on: day }))
  expect((await on('2026-11-02')).state).toBe('notYet')
  expect((await on('2026-11-03')).view!.file).toEqual({ id: caseId, ...(application as object), parties: now.file.parties })
  expect(await on('2026-11-10')).toMatchObject({
    state: 'known', view: { stage: 'mediating', file: { facts: '卫生间漏水。' }, annex: { steps: [{ step: 'rights' }] } }, differences: [{ pointer: '/facts', was: '卫生间漏水。', now: '卫生间和厨房漏水。' }],
  })
  expect((await on('2026-11-20')).differences).toEqual([])
  expect((await refused(third.call('case.asOf', { caseId, on: '2026-12-01' }))).field).toBe('/on')
  expect((await must(third.call('case.history', { caseId }))).entries.map(entry => [entry.at, entry.by, entry.command, entry.created])).toEqual([
    ['2026-11-20T10:00', '何平', 'case.correctIntake', false], ['2026-11-06T10:00', '何平', 'step.note', false], ['2026-11-06T10:00', '何平', 'case.accept', false], ['2026-11-03T09:00', '何平', 'case.register', true],
  ])
})

test('the checklist comes with the case; a step noted by hand is done until it is taken back; what the facts tell is not for the hand', async () => {
  const app = memoryApp(localDate('2026-11-23'))
  const { file: { id: caseId }, checklist } = await must(app.call('case.register', application))
  expect(checklist.filter(item => item.state === 'next').map(item => [item.title, item.due])).toEqual([['决定受理，编卷号', '2026-11-05']])
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  const rights = (view: { checklist: readonly { id: string; state: string; doneOn?: string | undefined }[] }) => view.checklist.filter(item => item.id === 'rights').map(item => [item.state, item.doneOn])
  expect(rights(await must(app.call('step.note', { caseId, step: 'rights', on: '2026-11-04' as never, note: '书面' })))).toEqual([['done', '2026-11-04']])
  expect(rights(await must(app.call('step.clear', { caseId, step: 'rights' })))).toEqual([['next', undefined]])
  expect((await refused(app.call('step.note', { caseId, step: 'accept', on: '2026-11-04' as never }))).code).toBe('not-by-hand')
  expect((await refused(app.call('step.note', { caseId, step: 'rights', on: '2026-12-04' as never }))).field).toBe('/on')
  expect((await refused(app.call('step.note', { caseId, step: 'rights', on: '2026-11-01' as never }))).field).toBe('/on')
})

test('a decision goes from one meeting into the next agenda until it is done, and the minutes are printed', async () => {
  const app = await aRehearsalOffice()
  const { file: { id: caseId } } = await must(app.call('case.register', application))
  const meeting = {
    kind: 'joint', on: '2026-11-10', attendees: ['何平', '市住建局'], agenda: [{ title: '清源小区漏水', minutes: '商定先查管道。', caseIds: [caseId] }],
    decisions: [{ what: '核查公共管道', owner: '市住建局', dueOn: '2026-11-20', caseIds: [caseId] }],
  } as never
  const saved = await must(app.call('meeting.save', { meeting }))
  const meetingId = saved.meeting.id
  expect((await must(app.call('meeting.propose', { kind: 'joint' }))).agenda[0]!.title).toBe('上次决定的落实：核查公共管道')
  expect((await must(app.call('meeting.list', {}))).open.map(decision => [decision.what, decision.overdue])).toEqual([['核查公共管道', true]])
  expect((await refused(app.call('meeting.followUp', { meetingId, decisionId: 'd1', on: '2026-11-01' as never }))).field).toBe('/on')
  expect((await must(app.call('meeting.followUp', { meetingId, decisionId: 'd1', on: '2026-11-22' as never, note: '已换管' }))).open).toEqual([])
  expect((await must(app.call('meeting.propose', { kind: 'joint' }))).agenda).toEqual([])
  const { path } = await must(app.call('meeting.print', { meetingId }))
  const text = pagesOf(readFileSync(path)).join('')
  for (const words of ['联席会议纪要', '商定先查管道', '核查公共管道', '2026年11月22日完成：已换管', '（未受理）']) expect(text.replaceAll(/\s/g, '')).toContain(words)
  const wrong = await refused(app.call('meeting.save', { meeting: { ...(meeting as object), decisions: [{ what: 'x', owner: 'y', dueOn: '2026-11-01', caseIds: ['none'] }] } as never }))
  expect(wrong.problems!.map(problem => problem.pointer)).toEqual(['/meeting/decisions/0/dueOn', '/meeting/decisions/0/caseIds'])
})

test('registers suggest names, and tell the dossier of an estate', async () => {
  const app = memoryApp(localDate('2026-11-23'))
  const save = (entry: object) => app.call('register.save', { entry: entry as never })
  await must(save({ kind: 'estate', name: '清源小区', fields: { community: '望山社区' } }))
  await must(save({ kind: 'company', name: '清源物业服务有限公司', fields: { uscc: '91429999MA00000A9B' } }))
  const { entry } = await must(save({ kind: 'service', name: '清源小区', from: '2020-01-01', fields: { company: '清源物业服务有限公司' } }))
  expect((await refused(save({ kind: 'service', name: '清源小区', from: '2026-01-01', fields: { company: '安居物业' } }))).field).toBe('/entry/from')
  expect((await refused(save({ kind: 'member', name: '何平', fields: { duty: 'chair' } }))).problems!.map(problem => problem.pointer)).toEqual(['/entry/fields/sex', '/entry/from'])
  expect(await must(app.call('register.suggest', {}))).toEqual({
    places: [{ community: '望山社区', estate: '清源小区' }], companies: [{ name: '清源物业服务有限公司', uscc: '91429999MA00000A9B' }], serves: { 清源小区: '清源物业服务有限公司' },
  })
  await must(app.call('case.register', application))
  expect((await must(app.call('estate.list', {}))).estates).toEqual([{ name: '清源小区', cases: 1 }])
  expect(await must(app.call('estate.show', { estate: '清源小区' }))).toMatchObject({ cases: [{ title: '陈立新与余明' }], companies: [{ name: '清源物业服务有限公司', from: '2020-01-01', registered: true }] })
  await must(app.call('register.remove', { id: entry.id }))
  await must(save({ kind: 'service', name: '清源小区', from: '2026-01-01', fields: { company: '安居物业' } }))
  expect((await refused(app.call('register.restore', { id: entry.id }))).code).toBe('invalid-input')
  // The register is not the only memory: where cases were is offered too, the last one first; what ended in the register is not.
  await must(save({ kind: 'estate', name: '旧厂宿舍', to: '2020-12-31', fields: {} }))
  for (const [community, estate] of [['望山社区', '清源小区'], ['营里社区', '旧厂宿舍'], ['营里社区', '河畔人家']] as const)
    await must(app.call('case.register', { ...(application as object), place: { regionCode: '421281001', community, estate } } as never))
  expect(await must(app.call('register.suggest', {}))).toMatchObject({ places: [
    { regionCode: '421281001', community: '营里社区', estate: '河畔人家' }, { regionCode: '421281001', community: '望山社区', estate: '清源小区' },
    { community: '望山社区', estate: '清源小区' },
  ] })
})

test('a register stands again as it was on each day: what was added, changed and removed later does not count', async () => {
  const folder = temporaryFolder()
  const at = async <T>(now: string, work: (app: TestApp) => Promise<T>): Promise<T> => {
    const app = await openApp(folder, now as never)
    if (now === '2026-11-20T09:00') await must(app.call('office.setUp', { office, mediators: [], account, rehearsal: true }))
    else await must(app.call('account.unlock', { password: account.password }))
    const done = await work(app)
    await app.ports.store.close()
    return done
  }
  const estate = { kind: 'estate', name: '清源小区', fields: { households: '300' } } as const
  const { entry } = await at('2026-11-20T09:00', app => must(app.call('register.save', { entry: estate })))
  await at('2026-11-21T09:00', app => must(app.call('register.save', { entry: { ...entry, name: '清源花园', fields: { households: '320' } } })))
  await at('2026-11-22T09:00', app => must(app.call('register.remove', { id: entry.id })))
  await at('2026-11-23T09:00', async app => {
    const asOf = async (day: string) => (await must(app.call('register.list', { kind: 'estate', asOf: day as never }))).entries
    expect([await asOf('2026-11-19'), await asOf('2026-11-20'), await asOf('2026-11-21'), await asOf('2026-11-22')]).toEqual([
      [], [entry], [{ ...entry, name: '清源花园', fields: { households: '320' } }], [],
    ])
    expect((await must(app.call('register.list', { kind: 'body', asOf: '2026-11-19' as never }))).keptSince).toBe('2026-11-20')
    expect(await refused(app.call('register.list', { asOf: '2026-11-24' as never }))).toMatchObject({ code: 'in-future', field: '/asOf' })
  })
})

test('a case that ended becomes a training case without its people, as PDF and as Markdown; one that runs does not', async () => {
  const app = await withWorkedCases()
  const { text } = await must(app.call('training.preview', { caseId: 'w1' }))
  const { file } = await must(app.call('case.show', { caseId: 'w1' }))
  for (const party of file.parties) expect(text).not.toContain(party.name)
  const markdown = readFileSync((await must(app.call('training.make', { caseId: 'w1', format: 'markdown' }))).path, 'utf8')
  expect(markdown.startsWith('# 调解案例\n')).toBe(true)
  const pdf = pagesOf(readFileSync((await must(app.call('training.make', { caseId: 'w1', format: 'pdf' }))).path)).join('')
  for (const party of file.parties) expect(pdf + markdown).not.toContain(party.name)
  expect((await must(app.call('case.alike', { caseId: 'w1' }))).cases.every(hit => hit.caseId !== 'w1')).toBe(true)
  const { file: { id } } = await must(app.call('case.register', application))
  expect((await refused(app.call('training.preview', { caseId: id }))).code).toBe('not-ended')
  expect((await must(app.call('case.alike', { type: 'WY05', text: '卫生间漏水', limit: 3 }))).cases.map(hit => hit.type)).toContain('WY05')
})
