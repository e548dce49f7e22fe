/** Planned sessions, rights told, evidence, letters and risks, as commands. */
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { permissions, roleRefusal } from '../../src/core/permissions.ts'
import { staysInOffice } from '../../src/core/case/record/confidential.ts'
import { memoryApp, type MemoryApp } from '../memory-app.ts'
import { aRehearsalOffice, must, refused } from './harness.ts'
import { runOn, withoutSpace } from '../main/adapters/pdf-reading.ts'

const TODAY = localDate('2026-11-23')

const accepted = async (app: Pick<MemoryApp, 'call'>, applicant = '周立'): Promise<string> => {
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY08', appliedOn: '2026-11-02', facts: '夜间噪声。', claims: ['停止噪声'],
    parties: [{ side: 'applicant', kind: 'person', name: applicant }, { side: 'respondent', kind: 'organisation', name: '清源物业' }],
  }))
  await must(app.call('case.accept', { caseId: file.id, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  return file.id
}

const planned = (start = '24T09:00', end = '24T10:30', more: object = {}) =>
  ({ startAt: `2026-11-${start}`, endAt: `2026-11-${end}`, place: '调解室', kind: 'joint' as const, mediatorIds: ['m1'], partyIds: ['p1', 'p2'], ...more })

describe('appointments', () => {
  test('are saved with a warning where somebody is taken, and listed by week with what clashes', async () => {
    const app = memoryApp(TODAY)
    const first = await accepted(app)
    const second = await accepted(app, '林晓')
    expect((await must(app.call('appointment.save', { caseId: first, appointment: planned() }))).warnings).toEqual([])
    const wanted = planned('24T10:00', '24T11:00')
    const check = await must(app.call('appointment.check', { caseId: second, appointment: wanted }))
    const saved = await must(app.call('appointment.save', { caseId: second, appointment: wanted }))
    expect(saved.warnings).toEqual(check.warnings)
    expect(saved.warnings.map(({ message }) => message)).toEqual([
      '调解员何平已安排：（2026）赤物人调字第001号11月24日 9:00—10:30。',
      '“调解室”已有安排：（2026）赤物人调字第001号11月24日 9:00—10:30。',
      '当事人清源物业已安排：（2026）赤物人调字第001号11月24日 9:00—10:30。',
    ])
    expect(saved.view.annex.appointments).toEqual([{ ...wanted, id: 'a1' }])
    await must(app.call('appointment.save', { caseId: second, appointment: planned('26T15:00', '26T16:00', { mediatorIds: ['m2'] }) }))
    const list = async (more: object = {}) => (await must(app.call('appointment.list', { from: '2026-11-23', to: '2026-11-29', ...more }))).rows.map(row => [row.startAt, row.title, row.clashing])
    expect(await list()).toEqual([
      ['2026-11-24T09:00', '周立与清源物业（噪声）', true], ['2026-11-24T10:00', '林晓与清源物业（噪声）', true], ['2026-11-26T15:00', '林晓与清源物业（噪声）', false],
    ])
    expect(await list({ mediatorId: 'm2' })).toEqual([['2026-11-26T15:00', '林晓与清源物业（噪声）', false]])
    expect(await list({ place: '别处' })).toEqual([])
    // Moved to another time it clashes with nobody; cancelled it takes nobody's time.
    await must(app.call('appointment.save', { caseId: second, appointment: { ...wanted, id: 'a1', startAt: '2026-11-24T14:30', endAt: '2026-11-24T15:30' } }))
    expect((await list()).map(([, , clashing]) => clashing)).toEqual([false, false, false])
    const cancelled = await must(app.call('appointment.cancel', { caseId: second, appointmentId: 'a1', reason: '当事人申请改期' }))
    expect(cancelled.annex.appointments![0]).toMatchObject({ cancelled: { on: TODAY, reason: '当事人申请改期' } })
    expect(await refused(app.call('appointment.save', { caseId: second, appointment: { ...wanted, id: 'a1' } }))).toMatchObject({ code: 'appointment-over' })
  })

  test('that passed without a record are asked after for as long as the rules say', async () => {
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    await must(app.call('appointment.save', { caseId, appointment: planned('08T09:00', '08T10:00') }))
    await must(app.call('appointment.save', { caseId, appointment: planned('09T09:00', '09T10:00') }))
    const asked = async () => (await must(app.call('appointment.list', { to: TODAY }))).rows.map(({ startAt }) => startAt)
    expect(await asked()).toEqual(['2026-11-09T09:00'])
    await must(app.call('rule.loadFirstSet', {}))
    await must(app.call('parameter.propose', { id: 'remindUnrecorded', value: 15 }))
    await must(app.call('rule.adopt', { versions: [{ ruleId: 'procedure', no: 1 }], meeting: '第一次委员会议', on: TODAY, from: TODAY }))
    expect(await asked()).toEqual(['2026-11-08T09:00', '2026-11-09T09:00'])
  })

  test('are refused for a case that is not accepted or has ended, and where they cannot be', async () => {
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    expect(await refused(app.call('appointment.save', { caseId, appointment: planned('24T10:00', '24T09:00', { mediatorIds: ['m9'] }) })))
      .toMatchObject({ code: 'invalid-input', problems: [{ pointer: '/appointment/endAt' }, { pointer: '/appointment/mediatorIds/0' }] })
    expect(await refused(app.call('appointment.save', { caseId, appointment: planned('24T10:00', '24T11:00', { mediatorIds: [] }) }))).toMatchObject({ field: '/appointment/mediatorIds' })
    await must(app.call('case.end', { caseId, code: 'E04', on: '2026-11-20', reason: '撤回' }))
    expect(await refused(app.call('appointment.save', { caseId, appointment: planned() }))).toMatchObject({ code: 'move-not-allowed' })
  })

  test('become sessions, and rights are told in the same step', async () => {
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    const { appointmentId } = await must(app.call('appointment.save', { caseId, appointment: planned('23T09:00', '23T10:00') }))
    const session = { startAt: '2026-11-23T09:00', place: '调解室', kind: 'joint' as const, record: '何平：开始。', confidential: false }
    const told = { on: '2026-11-23', by: '何平', way: 'oral' as const, to: ['p1', 'p2'] }
    expect(await refused(app.call('session.record', { caseId, session, appointmentId: 'a9' }))).toMatchObject({ code: 'appointment-not-found', field: '/appointmentId' })
    expect(await refused(app.call('session.record', { caseId, session, rightsTold: { ...told, on: '2026-11-24', to: ['p7'] } })))
      .toMatchObject({ problems: [{ pointer: '/rightsTold/on' }, { pointer: '/rightsTold/to/0' }] })
    const view = await must(app.call('session.record', { caseId, session, appointmentId, rightsTold: told }))
    expect(view.annex).toMatchObject({ appointments: [{ id: 'a1', sessionId: 's1' }], rightsTold: [told] })
    expect(await refused(app.call('appointment.cancel', { caseId, appointmentId, reason: '改期' }))).toMatchObject({ code: 'appointment-over' })
    const again = await must(app.call('rights.tell', { caseId, told: { ...told, way: 'written', to: ['p2'] } }))
    expect(again.annex.rightsTold).toHaveLength(2)
  })
})

test('rooms, hours and phrases are as shipped until they are changed', async () => {
  const app = memoryApp(TODAY)
  const shipped = await must(app.call('sessionSettings.show', {}))
  expect(shipped.rooms).toEqual(['调解室'])
  const changed = { ...shipped, rooms: ['一室', '二室'], hours: [{ from: '09:00', to: '17:00' }] }
  expect(await must(app.call('sessionSettings.save', changed))).toEqual(changed)
  expect(await must(app.call('sessionSettings.show', {}))).toEqual(changed)
  const wrong = (more: object) => refused(app.call('sessionSettings.save', { ...shipped, ...more }))
  expect(await wrong({ rooms: ['一室', '一室'] })).toMatchObject({ field: '/rooms/1' })
  expect(await wrong({ hours: [{ from: '12:00', to: '09:00' }] })).toMatchObject({ field: '/hours/0/to' })
  expect(await wrong({ hours: [{ from: '08:00', to: '12:00' }, { from: '11:00', to: '17:00' }] })).toMatchObject({ field: '/hours/1/from' })
  expect(await wrong({ hours: [{ from: '8点', to: '12:00' }] })).toMatchObject({ field: '/hours/0/from' })
})

describe('evidence', () => {
  test('keeps its numbers in any order and names files of its own case', async () => {
    const app = await aRehearsalOffice()
    await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
    const caseId = await accepted(app)
    const other = await accepted(app, '林晓')
    const add = async (of: string) => (await must(app.call('attachment.add', { caseId: of, name: '照片.jpg', content: 'QUJD' }))).id
    const [photo, foreign] = [await add(caseId), await add(other)]
    const evidence = [{ no: 2, name: '照片', providedBy: 'p1', original: true }, { no: 1, name: '收据', providedBy: 'p2', copies: 1, pages: 2 }]
    const evidenceFiles = [{ no: 2, attachmentId: photo }]
    const saved = await must(app.call('evidence.save', { caseId, evidence, evidenceFiles }))
    expect([saved.file.evidence, saved.annex.evidenceFiles]).toEqual([evidence, evidenceFiles])
    expect(await refused(app.call('evidence.save', { caseId, evidence: [...evidence, { no: 1, name: '另一', providedBy: 'p1' }], evidenceFiles: [{ no: 2, attachmentId: foreign }, { no: 9, attachmentId: photo }] })))
      .toMatchObject({ problems: [{ pointer: '/evidence/2/no' }, { pointer: '/evidenceFiles/0/attachmentId' }, { pointer: '/evidenceFiles/1/no' }] })
    // Without a list of files the links of what is left stay.
    expect((await must(app.call('evidence.save', { caseId, evidence: evidence.slice(1) }))).annex.evidenceFiles).toEqual([])
  })
})

describe('letters', () => {
  const letter = { toBody: '市公安局', sentOn: '2026-11-10', matter: '生活噪声，请依法查处', replyDueOn: '2026-11-20' }

  test('are listed overdue first, and each answer is kept', async () => {
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    await must(app.call('referral.record', { caseId, referral: { ...letter, toBody: '市住建局', replyDueOn: '2026-12-01' } }))
    await must(app.call('referral.record', { caseId, referral: { toBody: '街道', sentOn: '2026-11-05', matter: '协助' } }))
    const view = await must(app.call('referral.record', { caseId, referral: letter }))
    expect(view.deadlines.filter(({ kind }) => kind === 'reply').map(({ what, state }) => [what, state])).toEqual([['市公安局答复', 'overdue'], ['市住建局答复', 'later']])
    const rows = async (more: object = {}) => (await must(app.call('referral.list', more))).rows.map(({ toBody, state }) => [toBody, state])
    expect(await rows()).toEqual([['市公安局', 'overdue'], ['市住建局', 'waiting'], ['街道', 'undated']])
    expect(await rows({ body: '街道' })).toEqual([['街道', 'undated']])
    await must(app.call('referral.reply', { caseId, index: 2, repliedOn: '2026-11-21', reply: 'accepted' }))
    const done = await must(app.call('referral.reply', { caseId, index: 2, repliedOn: '2026-11-23', reply: 'done', note: '已处罚。' }))
    expect(done.file.referrals![2]).toEqual({ ...letter, repliedOn: '2026-11-23', reply: 'done' })
    expect(done.annex.referralReplies!.map(({ reply }) => reply)).toEqual(['accepted', 'done'])
    expect(await rows({ state: 'replied' })).toEqual([['市公安局', 'replied']])
  })

  test('are refused with days that cannot be; an answer may come after the archive, a letter may not go out', async () => {
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    const wrong = (more: object) => refused(app.call('referral.record', { caseId, referral: { ...letter, ...more } }))
    expect(await wrong({ sentOn: '2026-11-24', replyDueOn: '2026-12-24' })).toMatchObject({ field: '/referral/sentOn' })
    expect(await wrong({ sentOn: '2026-11-01' })).toMatchObject({ field: '/referral/sentOn' })
    expect(await wrong({ replyDueOn: '2026-11-09' })).toMatchObject({ field: '/referral/replyDueOn' })
    await must(app.call('referral.record', { caseId, referral: letter }))
    await must(app.call('case.end', { caseId, code: 'E04', on: '2026-11-20', reason: '撤回' }))
    await must(app.call('case.archive', { caseId, on: '2026-11-21', retention: 'long' }))
    expect(await refused(app.call('referral.record', { caseId, referral: letter }))).toMatchObject({ code: 'move-not-allowed' })
    const answer = { caseId, index: 0, repliedOn: '2026-11-22', reply: 'returned' as const }
    expect(await refused(app.call('referral.reply', { ...answer, repliedOn: '2026-11-09' }))).toMatchObject({ field: '/repliedOn' })
    expect(await refused(app.call('referral.reply', { ...answer, repliedOn: '2026-11-24' }))).toMatchObject({ field: '/repliedOn' })
    expect(await refused(app.call('referral.reply', { ...answer, index: 3 }))).toMatchObject({ field: '/index' })
    expect((await must(app.call('referral.reply', answer))).file.referrals![0]).toMatchObject({ reply: 'returned' })
  })
})

describe('risk of escalation', () => {
  test('stands in the lists until it is closed, the gravest first, with its reports', async () => {
    const app = memoryApp(TODAY)
    const [mild, grave] = [await accepted(app), await accepted(app, '林晓')]
    const raise = (caseId: string, level: 'general' | 'grave') => must(app.call('risk.raise', { caseId, risk: { raisedOn: '2026-11-20', kind: 'brawl', level, description: '扬言动手。' } }))
    await raise(mild, 'general')
    expect((await raise(grave, 'grave')).annex.risks).toEqual([{ id: 'r1', raisedOn: '2026-11-20', kind: 'brawl', level: 'grave', description: '扬言动手。', raisedBy: '何平', reports: [] }])
    const rows = async () => (await must(app.call('risk.list', {}))).rows.map(({ title, level, sentence }) => [title.slice(0, 2), level, sentence.includes('还没有报告')])
    expect(await rows()).toEqual([['林晓', 'grave', true], ['周立', 'general', true]])
    expect((await must(app.call('case.list', {}))).rows.map(({ applicants, risk }) => [applicants, risk])).toEqual([['周立', 'general'], ['林晓', 'grave']])
    const report = { on: '2026-11-20', toBody: '公安派出所', how: 'phone' as const, content: '请派员到场。' }
    expect(await refused(app.call('risk.report', { caseId: grave, riskId: 'r1', report: { ...report, on: '2026-11-19' } }))).toMatchObject({ field: '/report/on' })
    await must(app.call('risk.report', { caseId: grave, riskId: 'r1', report }))
    const answered = await must(app.call('risk.report', { caseId: grave, riskId: 'r1', index: 0, report: { ...report, reply: '已出警。' } }))
    expect(answered.annex.risks![0]!.reports).toEqual([{ ...report, reply: '已出警。' }])
    expect(await refused(app.call('risk.close', { caseId: grave, riskId: 'r1', closedOn: '2026-11-25', closedReason: '平复' }))).toMatchObject({ field: '/closedOn' })
    await must(app.call('risk.close', { caseId: grave, riskId: 'r1', closedOn: '2026-11-22', closedReason: '平复' }))
    expect(await rows()).toEqual([['周立', 'general', true]])
    expect(await refused(app.call('risk.close', { caseId: grave, riskId: 'r1', closedOn: '2026-11-22', closedReason: '平复' }))).toMatchObject({ code: 'risk-closed' })
    expect(await refused(app.call('risk.report', { caseId: grave, riskId: 'r1', report }))).toMatchObject({ code: 'risk-closed' })
  })

  test('prevented is a director’s entry, with a day and a note, and can be put right', async () => {
    expect(roleRefusal('escalation.record', { name: '宋宁', roles: ['registrar', 'mediator'] })?.refusal.code).toBe('role-not-allowed')
    expect(permissions['escalation.record']).toEqual(['director'])
    const app = memoryApp(TODAY)
    const caseId = await accepted(app)
    const entry = { kind: 'petition' as const, on: '2026-11-20', cases: 1, persons: 12, note: '当场劝返。' }
    const view = await must(app.call('escalation.record', { caseId, entry }))
    expect(view.file.escalationPrevented).toEqual([{ ...entry, approvedBy: '何平' }])
    expect((await must(app.call('escalation.record', { caseId, index: 0, entry: { ...entry, persons: 8 } }))).file.escalationPrevented).toEqual([{ ...entry, persons: 8, approvedBy: '何平' }])
    expect(await refused(app.call('escalation.record', { caseId, entry: { ...entry, on: '2026-11-24' } }))).toMatchObject({ field: '/entry/on' })
    expect(await refused(app.call('escalation.record', { caseId, entry: { ...entry, note: '' } }))).toMatchObject({ field: '/entry/note' })
  })
})

test('no paper that is made of a case holds a word of a separate session', async () => {
  const app = await aRehearsalOffice()
  await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
  const caseId = await accepted(app)
  const secret = '底价一千二百元'
  const view = await must(app.call('session.record', { caseId, session: { startAt: '2026-11-20T09:00', place: '调解室', kind: 'separate', record: `周立：${secret}`, confidential: false } }))
  expect(view.file.sessions!.map(staysInOffice)).toEqual([true])
  expect(view.documents.length).toBeGreaterThan(0)
  // A paper that is marked 内部 is the record of the talk itself.
  for (const { id, of } of view.documents.filter(paper => !paper.internal)) {
    const { path } = await must(app.call('document.make', { caseId, document: id, ...(of !== undefined && { of }) }))
    const text = withoutSpace(runOn(readFileSync(path), 'pdftotext', 'FILE', '-'))
    // The certificate of the other side's head names the other side alone.
    if (id !== 'D33') expect(text).toContain('周立')
    expect(text).not.toContain(secret)
  }
})
