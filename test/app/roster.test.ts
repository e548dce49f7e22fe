/** Commands about the people of a case, over the application as a whole. */
import { costlyFindings } from '../../src/core/court/court-precheck.ts'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { xlsxOf } from '../../src/main/adapters/sheets/spreadsheet.ts'
import { memoryApp } from '../memory-app.ts'
import { aRehearsalOffice, must, refused, withWorkedCases } from './harness.ts'
import { pagesOf } from '../main/adapters/pdf-reading.ts'

const today = localDate('2026-11-23')
const application = {
  source: 'application', type: 'WY04', appliedOn: '2026-11-02', facts: '停车费多收。', claims: ['退费'],
  parties: [
    { side: 'applicant', kind: 'person', name: '陈立新等业主' },
    { side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B' },
  ],
} as const
const presiding = (mediatorId: string) => [{ mediatorId, duty: 'presiding' as const }]

test('a head list goes from a spreadsheet to terms, sheets, the agreement’s annex and the court, and its sums agree', async () => {
  const app = await aRehearsalOffice()
  await must(app.call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
  const { file } = await must(app.call('case.register', application as never))
  const caseId = file.id
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: presiding('m1') }))
  const sheet = await xlsxOf([
    { name: '说明', columns: [{ title: '说明', width: 10 }], rows: [['请看下一张']] },
    { name: '名册', columns: ['姓名', '身份证号', '室', '金额'].map(title => ({ title, width: 10, text: title !== '金额' })), rows: [['余明', '429999196503120018', '1501', 240], ['林晓', '42999919880705002X', '1502', 250.5], ['合计', '', '', 490.5]] },
  ], '2026-11-23T09:00')
  const read = await must(app.call('headList.read', { content: Buffer.from(sheet).toString('base64') }))
  expect(read).toMatchObject({ sheets: ['说明', '名册'], sheet: 1, problems: [], totalFen: 49_050 })

  const saved = await must(app.call('headList.save', { caseId, partyId: 'p1', rows: read.rows }))
  expect([saved.file.parties[0], saved.annex.headList]).toEqual([
    { id: 'p1', ...application.parties[0], headcount: 2 },
    { partyId: 'p1', rows: [
      { id: 'h1', name: '余明', idNo: '429999196503120018', room: '1501室', amountFen: 24_000 }, { id: 'h2', name: '林晓', idNo: '42999919880705002X', room: '1502室', amountFen: 25_050 },
    ] },
  ])
  expect((await refused(app.call('case.correctIntake', { caseId, application: { ...application, parties: [{ id: 'p1', ...application.parties[0], headcount: 3 }, { id: 'p2', ...application.parties[1] }] } as never }))).field)
    .toBe('/application/parties/0/headcount')
  expect((await refused(app.call('headList.print', { caseId, sheet: 'receipt' }))).code).toBe('no-owner-terms')

  const plan = { otherParty: 'p2', direction: 'toOwners' as const, subject: '停车费', dueOn: '2026-12-15', manner: '银行转账' }
  const agreed = await must(app.call('headList.makeTerms', { caseId, plan: { ...plan, totalFen: 49_050 } }))
  expect([agreed.stage, agreed.file.agreement!.terms.map(term => [term.id, term.obligor, term.obligee, term.amountFen])]).toEqual([
    'agreed', [['owner-h1', 'p2', 'p1', 24_000], ['owner-h2', 'p2', 'p1', 25_050]],
  ])
  // Other terms stay where they are; made again, the owners' terms are replaced.
  await must(app.call('agreement.save', { caseId, agreement: { ...agreed.file.agreement!, terms: [{ text: '今后按公示标准收费。', obligor: 'p2', kind: 'act' }, ...agreed.file.agreement!.terms] } as never }))
  const again = await must(app.call('headList.makeTerms', { caseId, plan: { ...plan, eachFen: 10_000 } }))
  expect(again.file.agreement!.terms.map(term => [term.id, term.amountFen])).toEqual([['t1', undefined], ['owner-h1', 10_000], ['owner-h2', 10_000]])
  expect((await refused(app.call('headList.save', { caseId, partyId: 'p1', rows: read.rows }))).code).toBe('move-not-allowed')

  const d07 = pagesOf(readFileSync((await must(app.call('document.make', { caseId, document: 'D07' }))).path))
  expect(d07.at(-1)).toContain('附件户代表名册及分户给付表')
  expect(d07.slice(0, -1).join('').match(/200\.00元/g)).toHaveLength(1)
  for (const [kind, pages] of [['notice', 2], ['receipt', 2], ['table', 1]] as const) {
    const { path } = await must(app.call('headList.print', { caseId, sheet: kind }))
    expect([basename(path).startsWith('示例-'), pagesOf(readFileSync(path)).length]).toEqual([true, pages])
  }
  await must(app.call('agreement.conclude', { caseId, effectiveOn: '2026-11-23' }))
  expect((await must(app.call('court.package', { caseId, acknowledged: [...costlyFindings] }))).path).toMatch(/\.zip$/)
  const without = await must(app.call('case.show', { caseId }))
  expect(without.deadlines.filter(deadline => deadline.kind === 'T8').map(({ what, on }) => [what, on])).toEqual([['按名册 2 户的义务履行', '2026-12-15']])
}, 60_000)

test('without terms from the list the agreement is as it was, and removing the list takes the headcount back', async () => {
  const app = memoryApp(today)
  const { file: { id: caseId } } = await must(app.call('case.register', application as never))
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: presiding('m1') }))
  const rows = [{ name: '余明', amountFen: 100 }]
  await must(app.call('headList.save', { caseId, partyId: 'p1', rows }))
  expect((await refused(app.call('headList.save', { caseId, partyId: 'p9', rows }))).field).toBe('/partyId')
  await must(app.call('headList.makeTerms', { caseId, plan: { otherParty: 'p2', direction: 'fromOwners', subject: '物业费' } }))
  const back = await must(app.call('headList.removeTerms', { caseId }))
  expect([back.stage, back.file.agreement]).toEqual(['mediating', undefined])
  const removed = await must(app.call('headList.remove', { caseId }))
  expect([removed.annex, removed.file.parties[0]]).toEqual([{ id: caseId }, { id: 'p1', ...application.parties[0] }])
})

test('600 owners get their terms in one step', async () => {
  const app = memoryApp(today)
  const { file: { id: caseId } } = await must(app.call('case.register', application as never))
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: presiding('m1') }))
  await must(app.call('headList.save', { caseId, partyId: 'p1', rows: Array.from({ length: 600 }, (_, index) => ({ name: `业主${index}`, room: `${index}` })) }))
  const made = await must(app.call('headList.makeTerms', { caseId, plan: { otherParty: 'p2', direction: 'toOwners', subject: '停车费', eachFen: 24_000, totalFen: 14_400_000 } }))
  expect(made.file.agreement!.terms).toHaveLength(600)
})

test('registering fills the book, and the worked cases are collected into it once', async () => {
  const app = await withWorkedCases()
  expect((await must(app.call('contact.list', {}))).total).toBe(0)
  const first = await must(app.call('contact.collect', {}))
  expect(first.added).toBeGreaterThan(5)
  expect(await must(app.call('contact.collect', {}))).toEqual({ added: 0, completed: 0 })
  const { contacts } = await must(app.call('contact.list', { query: 'ym' }))
  expect(contacts.map(contact => contact.name)).toEqual(['余明'])
  await must(app.call('contact.remove', { contactId: contacts[0]!.id }))
  expect((await must(app.call('contact.list', { query: '余明' }))).total).toBe(0)
  expect(await must(app.call('contact.collect', {}))).toEqual({ added: 0, completed: 0 })
  await must(app.call('contact.restore', { contactId: contacts[0]!.id }))
  expect((await must(app.call('contact.list', { query: '余明' }))).total).toBe(1)
}, 60_000)

test('earlier cases of a case’s parties are found, without the case itself', async () => {
  const app = await withWorkedCases()
  const { cases } = await must(app.call('case.findSimilar', { caseId: 'w1' }))
  expect(cases.map(found => found.caseId)).toContain('w6')
  expect(cases.map(found => found.caseId)).not.toContain('w1')
  expect((await refused(app.call('case.findSimilar', {}))).code).toBe('missing')
}, 60_000)

test('an uncleared finding asks before a mediator is assigned; clearing it up or saying so goes on; changes are kept', async () => {
  const app = memoryApp(today)
  await must(app.call('relations.save', { relations: [{ mediatorId: 'm1', companies: ['清源物业'] }] }))
  expect((await refused(app.call('relations.save', { relations: [{ mediatorId: 'm9' }] }))).field).toBe('/relations/0/mediatorId')
  const { file: { id: caseId } } = await must(app.call('case.register', application as never))
  const accept = { caseId, acceptedOn: '2026-11-03', mediators: presiding('m1') }
  expect(await refused(app.call('case.accept', accept))).toMatchObject({ code: 'conflict-not-cleared', field: '/mediators' })
  const { findings } = await must(app.call('conflict.check', { caseId, mediatorIds: ['m1', 'm2'] }))
  expect(findings).toEqual([{ mediatorId: 'm1', key: 'company:清源物业服务有限公司', cleared: false, sentence: expect.stringContaining('清源物业') as string }])
  expect((await must(app.call('case.accept', { ...accept, despiteFindings: true }))).conflicts).toEqual(findings)
  const cleared = await must(app.call('clearance.record', { caseId, mediatorId: 'm1', findings: findings.map(one => one.key), asked: '是否任职', whom: '双方', result: 'none', on: '2026-11-04' }))
  expect([cleared.conflicts[0]!.cleared, cleared.annex.clearances]).toEqual([true, [
    { id: 'q1', mediatorId: 'm1', findings: ['company:清源物业服务有限公司'], asked: '是否任职', whom: '双方', result: 'none', on: '2026-11-04', by: '何平' },
  ]])
  const change = { caseId, mediators: presiding('m2'), reason: '当事人要求', on: '2026-11-05' }
  expect((await refused(app.call('mediators.change', { ...change, on: '2026-11-24' }))).field).toBe('/on')
  expect((await refused(app.call('mediators.change', { ...change, mediators: presiding('m1') }))).code).toBe('nothing-changed')
  const changed = await must(app.call('mediators.change', change))
  expect([changed.file.mediators, changed.annex.mediatorChanges]).toEqual([presiding('m2'), [{ on: '2026-11-05', from: presiding('m1'), to: presiding('m2'), reason: '当事人要求', by: '何平' }]])
})

test('a mediator who leaves with an open finding was replaced, and that is noted', async () => {
  const app = memoryApp(today)
  await must(app.call('relations.save', { relations: [{ mediatorId: 'm1', companies: ['清源物业'] }] }))
  const { file: { id: caseId } } = await must(app.call('case.register', application as never))
  await must(app.call('case.accept', { caseId, acceptedOn: '2026-11-03', mediators: presiding('m1'), despiteFindings: true }))
  const { annex } = await must(app.call('mediators.change', { caseId, mediators: presiding('m2'), reason: '应当回避', on: '2026-11-05' }))
  expect(annex.clearances).toMatchObject([{ mediatorId: 'm1', result: 'replaced', asked: '应当回避', whom: '何平', findings: ['company:清源物业服务有限公司'] }])
})
