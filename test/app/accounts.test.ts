import { join } from 'node:path'
import { readFileSync, writeFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { allRoles, roles, type Role } from '../../src/core/base/accounts.ts'
import type { LocalTime } from '../../src/core/base/dates.ts'
import { permissions, rolesTable } from '../../src/core/permissions.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'
import { account, afterTest, aRehearsalOffice, must, NOW, office, openApp, refused, temporaryFolder } from './harness.ts'

const password = '另一个密码2026'

test('the table of roles in docs/security.md is what the code says', () => {
  const path = new URL('../../docs/security.md', import.meta.url)
  const text = readFileSync(path, 'utf8')
  const [begin, end] = ['<!-- 角色表 -->\n', '\n<!-- 角色表完 -->']
  const [head, rest = ''] = text.split(begin)
  const [table, tail = ''] = rest.split(end)
  if (process.env['UPDATE_ROLES']) writeFileSync(path, `${head}${begin}${rolesTable()}${end}${tail}`)
  else expect(table).toBe(rolesTable())
  for (const command of Object.keys(permissions)) expect(rolesTable()).toContain(`| \`${command}\` |`)
})

test('a declaration of 回避 is changed by its mediator or the director, and a removed name is not given again', async () => {
  const app = await aRehearsalOffice()
  await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }, { id: 'm2', name: '林晓', kind: 'fullTime' }] }))
  await must(app.call('relations.save', { relations: [{ mediatorId: 'm1', companies: ['清源物业'] }] }))
  await must(app.call('account.save', { account: { name: '林晓', roles: ['mediator'] }, password }))
  await must(app.call('account.save', { account: { name: '周立', roles: ['mediator'] }, password }))
  await must(app.call('account.lock', {}))
  await must(app.call('account.unlock', { account: '林晓', password }))
  expect(await refused(app.call('relations.save', { relations: [] }))).toMatchObject({ code: 'not-own-declaration', message: expect.stringContaining('何平的申报由本人或者主任修改') as string })
  await must(app.call('relations.save', { relations: [{ mediatorId: 'm1', companies: ['清源物业'] }, { mediatorId: 'm2', estates: ['清源小区'] }] }))
  await must(app.call('account.lock', {}))
  await must(app.call('account.unlock', { account: account.name, password: account.password }))
  await must(app.call('account.remove', { name: '周立' }))
  expect(await refused(app.call('account.save', { account: { name: '周立', roles: ['director'] }, password }))).toMatchObject({ code: 'name-used', field: '/account/name' })
})

describe('roles', () => {
  test.each(allRoles)('an account that is only %s is let to what its role may do and refused the rest by role', async role => {
    const app = await aRehearsalOffice()
    await must(app.call('account.save', { account: { name: '林晓', roles: [role] }, password }))
    await must(app.call('account.lock', {}))
    await must(app.call('account.unlock', { account: '林晓', password }))
    for (const [name, allowed] of Object.entries(permissions)) {
      if (['office.setUp', 'account.lock', 'account.unlock', 'account.recover'].includes(name)) continue
      const result = await app.call(name as never, { unheardOf: 1 } as never)
      // A wrong input is refused first, whoever asks: so ask rightly where a role is wanted.
      expect(result.ok, name).toBe(false)
      if (typeof allowed === 'string') continue
      const asked = await app.call(name as never, rightInput(name) as never)
      const mayNot = !asked.ok && asked.refusal.code === 'role-not-allowed'
      expect(mayNot, `${role} ${name}`).toBe(!allowed.includes(role))
      if (mayNot) {
        expect(asked.refusal.message).toContain(roles[role])
        expect(asked.refusal.message).toContain(roles[allowed[0]!])
      }
    }
  })

  const appointment = { startAt: '2026-11-24T09:00', endAt: '2026-11-24T10:00', place: '室', kind: 'joint', mediatorIds: ['m'], partyIds: [] }
  /** An input of the right shape that changes nothing. */
  const rightInput = (name: string): unknown => ({
    'office.change': {},
    'account.save': { account: { name: '无此人', roles: ['registrar'] } },
    'account.remove': { name: '无此人' },
    'account.newRecoveryKey': { password: '不是它2026' },
    'case.register': { source: 'application', type: 'WY05', appliedOn: '2026-11-24', facts: '明', claims: [], parties: [{ side: 'applicant', kind: 'person', name: '明' }] },
    'case.correctIntake': { caseId: 'x', application: { source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts: '明', claims: [], parties: [{ side: 'applicant', kind: 'person', name: '明' }] } },
    'case.accept': { caseId: 'x', acceptedOn: '2026-11-20', mediators: [{ mediatorId: 'm', duty: 'presiding' }] },
    'case.end': { caseId: 'x', code: 'E04', on: '2026-11-20', reason: '明' },
    'case.suspend': { caseId: 'x', from: '2026-11-20', reason: '明' },
    'case.resume': { caseId: 'x', on: '2026-11-20' },
    'case.extend': { caseId: 'x', agreedOn: '2026-11-20', until: '2026-12-20', reason: '明' },
    'case.archive': { caseId: 'x', on: '2026-11-20', retention: 'long' },
    'performance.record': { caseId: 'x', entry: { termId: 't1', on: '2026-11-20', state: 'done' } },
    'followUp.record': { caseId: 'x', entry: { on: '2026-11-20', by: 'm', way: 'visit', findings: '明' } },
    'court.file': { caseId: 'x', on: '2026-11-20' },
    'confirmation.record': { caseId: 'x', confirmation: { appliedOn: '2026-11-20', court: '院', result: 'pending' } },
    'session.record': { caseId: 'x', session: { startAt: '2026-11-20T09:00', place: '室', kind: 'joint', record: '', confidential: false } },
    'appointment.check': { caseId: 'x', appointment },
    'appointment.save': { caseId: 'x', appointment },
    'appointment.cancel': { caseId: 'x', appointmentId: 'a1', reason: '明' },
    'rights.tell': { caseId: 'x', told: { on: '2026-11-20', by: '明', way: 'oral', to: ['p1'] } },
    'evidence.save': { caseId: 'x', evidence: [] },
    'sessionSettings.save': { rooms: ['室', '室'], hours: [], phrases: { joint: [], separate: [], investigation: [] } },
    'referral.record': { caseId: 'x', referral: { toBody: '明', sentOn: '2026-11-20', matter: '明' } },
    'referral.reply': { caseId: 'x', index: 0, repliedOn: '2026-11-20', reply: 'done' },
    'risk.raise': { caseId: 'x', risk: { raisedOn: '2026-11-20', kind: 'other', level: 'grave', description: '明' } },
    'risk.report': { caseId: 'x', riskId: 'r1', report: { on: '2026-11-20', toBody: '明', how: 'phone', content: '明' } },
    'risk.close': { caseId: 'x', riskId: 'r1', closedOn: '2026-11-20', closedReason: '明' },
    'escalation.record': { caseId: 'x', entry: { kind: 'petition', on: '2026-11-20', cases: 1, persons: 1, note: '明' } },
    'agreement.save': { caseId: 'x', agreement: { form: 'written', reachedOn: '2026-11-20', whole: true, facts: '明', issues: '明', terms: [{ text: '明', obligor: 'p1', kind: 'act' }] } },
    'agreement.conclude': { caseId: 'x', effectiveOn: '2026-11-20' },
    'step.note': { caseId: 'x', step: 'rights', on: '2026-11-20' },
    'step.clear': { caseId: 'x', step: 'rights' },
    'meeting.save': { meeting: { id: 'x', kind: 'joint', on: '2026-11-20', attendees: [], agenda: [], decisions: [] } },
    'meeting.followUp': { meetingId: 'x', decisionId: 'd1' },
    'register.save': { entry: { id: 'x', kind: 'body', name: '明', fields: {} } },
    'register.remove': { id: 'x' },
    'register.restore': { id: 'x' },
    'training.preview': { caseId: 'x' },
    'training.make': { caseId: 'x', format: 'pdf' },
    'consultation.save': { title: '明', values: {} },
    'consultation.discard': { id: 'x' },
    'inquiry.send': { caseId: 'x', inquiry: { kind: 'consent', askedOn: '2026-11-20', what: '明' } },
    'inquiry.answer': { caseId: 'x', inquiryId: 'q1', answer: { repliedOn: '2026-11-20', reply: 'agreed' } },
    'letter.answer': { caseId: 'x', letter: {} },
    'case.reopen': { caseId: 'x', reason: '明' },
    'case.correct': { caseId: 'x', reason: '明', file: { id: 'x', source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts: '明', claims: [], parties: [{ id: 'p1', side: 'applicant', kind: 'person', name: '明' }] } },
    'case.void': { caseId: 'x', reason: '明' },
    'parameter.propose': { id: 'archive', value: 30 },
    'rule.saveDraft': { content: { title: '明', kind: 'detail', text: '明', values: {} } },
    'rule.discard': { ruleId: 'x', no: 1 },
    'rule.consult': { ruleId: 'x', no: 1, from: '2026-11-20', to: '2026-12-20' },
    'rule.comment': { ruleId: 'x', no: 1, text: '明' },
    'rule.reply': { ruleId: 'x', no: 1, commentId: 'c1', text: '明' },
    'rule.adopt': { versions: [{ ruleId: 'x', no: 1 }], on: '2026-11-20', meeting: '会', from: '2026-12-01' },
    'rule.repeal': { ruleId: 'x', no: 1, on: '2026-12-01', reason: '明' },
    'rule.show': { ruleId: 'x' },
    'calendar.show': { year: 2026 },
    'calendar.import': { content: '', source: '明' },
    'calendar.remove': { year: 2027 },
    'clause.save': { clause: { id: 'none', name: '明', kind: 'act', text: '明', types: [] } },
    'clause.remove': { id: 'none' },
    'clause.restore': { id: 'none' },
    'feeWorksheet.save': { caseId: 'x', worksheet: {
      title: '表', payer: 'p1', payee: 'p2', area: 1, periods: [{ from: '2026-01-01', to: '2026-01-31', price: 1 }], partialMonth: 'actual', rounding: 'line', discount: { kind: 'none' }, payments: [],
    } },
    'feeWorksheet.remove': { caseId: 'x', id: 'f1' },
    'performance.correct': { caseId: 'x', at: 0, reason: '明' },
    'performance.prove': { caseId: 'x', termId: 't1', on: '2026-11-20', attachmentIds: [] },
    'demand.record': { caseId: 'x', demand: { on: '2026-11-20', termIds: ['t1'], to: 'p1', byWay: 'phone', deadline: '2026-11-30' } },
    'headList.save': { caseId: 'x', partyId: 'p1', rows: [{ name: '明' }] },
    'headList.remove': { caseId: 'x' },
    'headList.makeTerms': { caseId: 'x', plan: { otherParty: 'p2', direction: 'toOwners', subject: '款' } },
    'headList.removeTerms': { caseId: 'x' },
    'headList.print': { caseId: 'x', sheet: 'table' },
    'contact.save': { contact: { id: 'x', kind: 'person', role: 'other', name: '明' } },
    'contact.remove': { contactId: 'x' },
    'contact.restore': { contactId: 'x' },
    'contact.merge': { keepId: 'x', otherId: 'y' },
    'relations.save': { relations: [] },
    'conflict.check': { caseId: 'x', mediatorIds: [] },
    'clearance.record': { caseId: 'x', mediatorId: 'm', findings: ['x'], asked: '明', whom: '明', result: 'none', on: '2026-11-20' },
    'mediators.change': { caseId: 'x', mediators: [{ mediatorId: 'm', duty: 'presiding' }], reason: '明', on: '2026-11-20' },
    'document.make': { caseId: 'x', document: 'D01' },
    'document.preview': { caseId: 'x', documentId: 'D01' },
    'document.issue': { caseId: 'x', documentId: 'D01' },
    'document.open': { paperId: 'x' },
    'document.void': { paperId: 'x', reason: '明' },
    'document.attachScan': { paperId: 'x', attachmentIds: [] },
    'dossier.make': { caseId: 'x' },
    'batch.start': { documentIds: ['D99'] },
    'batch.progress': { batchId: 'x' },
    'batch.cancel': { batchId: 'x' },
    'font.save': { installed: true }, 'font.add': { name: 'x.txt' }, 'font.remove': { name: 'x.ttf' },
    'docxTemplate.save': { documentId: 'D99', name: '明' },
    'docxTemplate.remove': { documentId: 'D99' },
    'document.extras': { caseId: 'x', document: 'D20', extras: {} },
    'agreement.readAloud': { caseId: 'x', reading: { on: '2026-11-20', by: 'm', to: ['p1'], confirmed: [] } },
    'wording.save': { document: 'D99', phrases: {} },
    'report.make': { from: '2026-10-02', to: '2026-10-01', format: 'pdf' },
    'report.officialTable': { from: '2026-10-02', to: '2026-10-01', format: 'pdf' },
    'report.nationalData': { from: '2026-10-02', to: '2026-10-01', format: 'csv' },
    'report.adviceLetter': { from: '2026-10-02', to: '2026-10-01', kind: 'company', key: 'x' },
    'report.setCommitteeKind': { kind: 'social' },
    'period.note': { from: '2026-10-02', to: '2026-10-01', note: {} },
    'period.confirm': { from: '2026-10-02', to: '2026-10-01' },
    'period.withdraw': { from: '2026-10-01', to: '2026-10-31', reason: '更正' },
    'period.submit': { from: '2026-10-02', to: '2026-10-01', body: 'x' },
    'period.differences': { from: '2026-10-02', to: '2026-10-01', format: 'pdf' },
    'period.export': { from: '2026-10-02', to: '2026-10-01' },
    'rollUp.show': { files: [{ name: 'x', content: 'x' }] },
    'rollUp.make': { files: [{ name: 'x', content: 'x' }], what: 'report', format: 'pdf' },
    'duty.save': { duty: { name: '月报', body: '局', rhythm: 'month', dueDay: 5, since: '2026-10-01' } },
    'duty.remove': { dutyId: 'x' },
    'duty.send': { dutyId: 'x', period: { from: '2026-10-02', to: '2026-10-01' }, sentOn: '2026-10-02' },
    'duty.receipt': { sendingId: 'x' },
    'case.tag': { caseId: 'x', causes: [] },
    'court.package': { caseId: 'x' },
    'court.precheck': { caseId: 'x' },
    'court.preflight': { caseId: 'x' },
    'court.receive': { path: '/x' },
    'court.recordAnswer': { caseId: 'x', answer: { kind: 'accepted', on: '2026-11-20' } },
    'court.readAnswer': { path: '/x' },
    'export.list': {},
    'export.address': { id: 'x', to: '明' },
    'suit.save': { caseId: 'x', suit: {} },
    'case.checkOut': { caseIds: ['x'], password: '外带办案密码2026' },
    'case.handBack': { password: '外带办案密码2026' },
    'case.checkIn': { content: '', password: 'x' },
    'checkOut.end': { id: 'x', reason: '遗失' },
    'referral.package': { caseId: 'x', index: 0 },
    'letterBook.number': {},
    'letterBook.print': { year: 2026 },
    'referral.receipt': { caseId: 'x', index: 0, on: '2026-11-20', receiver: '王科' },
    'letterBook.enter': { letter: { direction: 'in', on: '2999-01-01', body: '市信访局', subject: '转办' } },
    'letterBook.void': { id: 'x', reason: '重复' },
    'bundle.import': { content: 'x' },
    'bundle.export': { path: '/proc/none/x.json' },
    'attachment.add': { caseId: 'x', name: 'x', content: '' },
    'attachment.list': { caseId: 'x' },
    'attachment.read': { attachmentId: 'x' },
    'attachment.remove': { attachmentId: 'x' },
    'attachment.restore': { attachmentId: 'x' },
    'ledger.import': { fileName: 'x' },
    'ledger.undo': { batchId: 'x' },
    'ledger.mapping': { mapping: {} },
    'backup.create': { path: '/proc/none' },
    'backup.prove': { path: '/proc/none' },
  })[name] ?? {}

  test('the last director stays, and nobody removes the account in use', async () => {
    const app = await aRehearsalOffice()
    expect((await refused(app.call('account.save', { account: { name: account.name, roles: ['registrar' as Role] } }))).code).toBe('no-director')
    expect((await refused(app.call('account.remove', { name: account.name }))).code).toBe('own-account')
    expect((await refused(app.call('account.remove', { name: '无此人' }))).code).toBe('no-account')
    expect((await refused(app.call('account.save', { account: { name: '新人', roles: ['registrar'] } }))).field).toBe('/password')
  })

  test('a removed account is out, a changed password is the only one that opens', async () => {
    const folder = temporaryFolder()
    const app = await aRehearsalOffice(folder)
    await must(app.call('account.save', { account: { name: '林晓', roles: ['registrar'] }, password }))
    await must(app.call('account.changePassword', { password: account.password, newPassword: '换过的密码2026' }))
    await must(app.call('account.remove', { name: '林晓' }))
    await app.ports.store.close()
    const again = await openApp(folder)
    expect((await refused(again.call('account.unlock', { account: '林晓', password }))).code).toBe('wrong-password')
    expect((await refused(again.call('account.unlock', { password: account.password }))).code).toBe('wrong-password')
    expect(await must(again.call('account.unlock', { password: '换过的密码2026' }))).toEqual({ account: account.name })
    expect((await must(again.call('account.list', {}))).accounts).toEqual([{ name: account.name, roles: allRoles }])
  })
})

test('ten minutes without a command lock the office; looking at the status does not keep it open', async () => {
  const folder = temporaryFolder()
  let seconds = 1000
  const clock = { ...fixedClock(NOW), ticks: () => seconds }
  const ports = await hostPorts({ data: join(folder, 'data'), out: join(folder, 'out'), clock, open: false }, 'script')
  afterTest(() => ports.store.close())
  const call = createApp(ports)
  await must(call('office.setUp', { office, mediators: [], account, rehearsal: true }))
  seconds += 599
  await must(call('case.list', {}))
  seconds += 599
  expect((await must(call('office.status', {}))).state).toBe('open')
  seconds += 2
  expect((await must(call('office.status', {}))).state).toBe('locked')
  expect((await refused(call('case.list', {}))).code).toBe('locked')
})

test('the audit trail says who did what to which case, and only ids and codes', async () => {
  const app = await aRehearsalOffice()
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts: '不应出现的案情', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '不应出现的名字' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  const { total, entries } = await must(app.call('audit.list', {}))
  expect(total).toBe(2)
  expect(entries.map(({ seq, at, who, command, caseId }) => ({ seq, at, who, command, caseId }))).toEqual([
    { seq: 2, at: NOW, who: account.name, command: 'case.register', caseId: file.id },
    { seq: 1, at: NOW, who: account.name, command: 'office.setUp', caseId: undefined },
  ])
  expect(JSON.stringify(entries)).not.toContain('不应出现')
  expect((await must(app.call('audit.list', { command: 'case.register' }))).total).toBe(1)
  expect((await must(app.call('audit.list', { caseId: file.id, to: '2026-11-22' as LocalTime as never }))).total).toBe(0)
  expect(await must(app.call('audit.verify', {}))).toEqual({ entries: 2, faults: [] })
})

test('an attachment comes back byte for byte, and a removed one is gone', async () => {
  const app = await aRehearsalOffice()
  const { file } = await must(app.call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts: '明', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
  }))
  const bytes = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 256))
  const added = await must(app.call('attachment.add', { caseId: file.id, name: '渗水:照片?.jpg', content: bytes.toString('base64') }))
  expect(added).toMatchObject({ name: '渗水:照片?.jpg', size: 5000, addedBy: account.name })
  const { readFileSync } = await import('node:fs')
  const { path } = await must(app.call('attachment.read', { attachmentId: added.id }))
  expect(path.endsWith('渗水_照片_.jpg')).toBe(true)
  expect(readFileSync(path).equals(bytes)).toBe(true)
  await must(app.call('attachment.remove', { attachmentId: added.id }))
  expect((await must(app.call('attachment.list', { caseId: file.id }))).attachments).toEqual([])
  expect((await refused(app.call('attachment.read', { attachmentId: added.id }))).code).toBe('attachment-not-found')
  expect((await refused(app.call('attachment.add', { caseId: 'nobody', name: 'x', content: '' }))).code).toBe('case-not-found')
  expect((await refused(app.call('attachment.add', { caseId: file.id, content: '' }))).field).toBe('/name')
})
