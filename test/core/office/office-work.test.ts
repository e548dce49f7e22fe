/** Checklist, registers, meetings and the dossier of an estate, as pure functions. */
import { expect, test } from 'vitest'
import { checklistOf } from '../../../src/core/case/steps/checklist.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import { stageOf } from '../../../src/core/case/record/lifecycle.ts'
import { meetingMinutes } from '../../../src/core/documents/meeting-minutes.ts'
import { estateDossier } from '../../../src/core/office/estate-dossier.ts'
import { openDecisions, proposedAgenda, type Meeting } from '../../../src/core/office/meetings.ts'
import { shippedParameters } from '../../../src/core/parameters/parameters.ts'
import { shippedProcedure } from '../../../src/core/case/steps/procedure.ts'
import { bodiesFor, plannedBodies, registerProblems, registerWarnings, type RegisterEntry } from '../../../src/core/office/registers.ts'
import { aCase, workedCases, workedOffice } from '../../builders.ts'

const today = localDate('2026-11-23')
const day = localDate

const bareCase = (changes: Partial<CaseFile>): CaseFile => ({
  id: 'x', source: 'application', type: 'WY05', facts: '漏水', claims: [], appliedOn: day('2026-11-02'), parties: aCase().parties, ...changes,
})
const shippedItems = (file: CaseFile, annex: object = {}, openConflicts = 0) => checklistOf(
  shippedProcedure,
  { file, annex: { id: file.id, ...annex }, stage: stageOf(file, today), today, openConflicts, bodies: bodiesFor(plannedBodies, file.type, file.appliedOn) },
  [{ kind: 'T1', on: day('2026-11-05'), sentence: '' }],
)
const stateOf = (file: CaseFile, annex: object = {}, openConflicts = 0) => Object.fromEntries(shippedItems(file, annex, openConflicts).map(item => [item.id, item.state]))

test('an application waits for the decision on acceptance, with its last day, and what comes later is later', () => {
  const file = bareCase({})
  expect(stateOf(file)).toEqual({
    apply: 'done', consent: 'optional', accept: 'next', assign: 'later', notify: 'later', rights: 'later', evidence: 'later', session: 'later', agreement: 'later', archive: 'later',
  })
  expect(shippedItems(file).find(item => item.id === 'accept')?.due).toBe('2026-11-05')
})

test('what is noted by hand counts as done with its day, and a finding against a mediator is to be cleared up', () => {
  const file = bareCase({ acceptedOn: day('2026-11-03'), fileNo: '1', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })
  expect(stateOf(file, { steps: [{ step: 'rights', on: day('2026-11-04'), by: '何平' }] }, 1)).toMatchObject({
    accept: 'done', assign: 'done', conflicts: 'next', notify: 'next', rights: 'done', evidence: 'optional', session: 'next', agreement: 'next',
  })
})

test('a case from the court has steps of its own, and one that failed asks for the other routes to be told', () => {
  const court = bareCase({ source: 'courtBeforeFiling', sourceRef: { body: '赤壁市人民法院', receivedOn: day('2026-11-02') } })
  expect(stateOf(court)).toMatchObject({ answerCourt: 'next' })
  const failed = bareCase({ acceptedOn: day('2026-11-03'), fileNo: '1', mediators: [{ mediatorId: 'm1', duty: 'presiding' }], end: { code: 'E03', on: day('2026-11-20') } })
  expect(stateOf(failed)).toEqual({ apply: 'done', accept: 'done', assign: 'done', conflicts: 'done', notify: 'missed', rights: 'missed', session: 'missed', routes: 'next', archive: 'next' })
})

test('every worked case has a checklist in which nothing done comes out as open', () => {
  for (const file of workedCases) {
    const items = shippedItems(file)
    expect(items.find(item => item.id === 'apply')?.state).toBe('done')
    if (file.archive) expect(items.filter(item => item.state === 'next')).toEqual([])
  }
})

const member = (id: string, name: string, fields: Record<string, string>, from: string, to?: string): RegisterEntry =>
  ({ id, kind: 'member', name, from: day(from), ...(to !== undefined && { to: day(to) }), fields })

test('a committee of two men whose terms run out is told about its number, its women, its chair and its terms', () => {
  const entries = [member('1', '何平', { duty: 'chair', sex: 'male' }, '2023-12-01'), member('2', '宋宁', { duty: 'member', sex: 'male' }, '2023-10-01')]
  expect(registerWarnings(entries, [{ id: 'm1', name: '周全', kind: 'fullTime', termTo: day('2026-12-31') }], today, shippedParameters).map(one => one.sentence)).toEqual([
    '现任委员 2 人，应为三至九人（人民调解法第8条）。',
    '现任委员中没有妇女成员，调解委员会应当有妇女成员（人民调解法第8条）。',
    '委员何平的任期到2026年11月30日，还有 7 天，请准备换届（人民调解法第9条）。',
    '委员宋宁的任期已于2026年9月30日届满，请换届或续聘后登记（人民调解法第9条）。',
    '调解员周全的任期到2026年12月31日，还有 38 天，请准备换届（人民调解法第9条）。',
  ])
  const full = [
    member('1', '何平', { duty: 'chair', sex: 'male' }, '2026-01-01'), member('2', '宋宁', { duty: 'member', sex: 'female' }, '2026-01-01'), member('3', '周全', { duty: 'member', sex: 'male' }, '2026-01-01'),
  ]
  expect(registerWarnings(full, [], today, shippedParameters)).toEqual([])
  expect(registerWarnings([], [], today, shippedParameters)).toEqual([])
})

test('an estate cannot be served by two companies at a time, and says which one must leave first', () => {
  const service = (id: string, company: string, from: string, to?: string): RegisterEntry => ({ id, kind: 'service', name: '清源小区', from: day(from), ...(to !== undefined && { to: day(to) }), fields: { company } })
  const first = service('1', '清源物业', '2020-01-01')
  expect(registerProblems(service('2', '安居物业', '2025-01-01'), [first]).map(problem => [problem.pointer, problem.message])).toEqual([
    ['/from', '“清源小区”在这段时间已登记由“清源物业”服务，请先填写它的退出日期。'],
  ])
  expect(registerProblems(service('2', '安居物业', '2025-01-01'), [{ ...first, to: day('2024-12-31') }])).toEqual([])
  expect(registerProblems({ ...service('3', '安居物业', '2025-01-01', '2024-01-01'), fields: { colour: '红' } }, []).map(problem => problem.pointer)).toEqual(['/fields/colour', '/fields/company', '/to'])
})

const meeting = (changes: Partial<Meeting> = {}): Meeting => ({
  id: 'k1', kind: 'joint', on: day('2026-10-20'), attendees: ['何平', '市住建局'], agenda: [], decisions: [
    { id: 'd1', what: '核查收费公示', owner: '市发改局', dueOn: day('2026-11-10') },
    { id: 'd2', what: '修好路灯', owner: '清源物业', dueOn: day('2026-10-30'), done: { on: day('2026-10-28') } },
  ], ...changes,
})

test('the next agenda asks after open decisions, late replies, repeat companies and estates, risks and overdue cases', () => {
  const company = { name: '清源物业', uscc: '91429999MA00000A9B' }
  const place = { regionCode: '421281001', estate: '清源小区' }
  const cases = [1, 2, 3].map(no => bareCase({ id: `x${no}`, fileNo: `卷${no}`, acceptedOn: day('2026-11-03'), propertyCompany: company, place }))
  cases[0] = { ...cases[0]!, referrals: [{ toBody: '市住建局', sentOn: day('2026-11-04'), matter: '违规装修', replyDueOn: day('2026-11-15') }] }
  const agenda = proposedAgenda({ kind: 'joint', cases, meetings: [meeting()], overdue: new Set(['x2']), risks: new Map([['x1', '有人扬言堵门。']]), repeat: { days: 90, cases: 3 }, today })
  expect(agenda.map(item => [item.title, item.caseIds])).toEqual([
    ['上次决定的落实：核查收费公示', undefined],
    ['请市住建局答复：违规装修', ['x1']],
    ['物业企业纠纷多发：清源物业', ['x1', 'x2', 'x3']],
    ['小区纠纷多发：清源小区', ['x1', 'x2', 'x3']],
    ['有激化风险：卷1（上下层漏水）', ['x1']],
    ['超过调解期限：卷2（上下层漏水）', ['x2']],
  ])
  expect(openDecisions([meeting()], today).map(decision => [decision.what, decision.overdue])).toEqual([['核查收费公示', true]])
  expect(proposedAgenda({ kind: 'mediators', cases: [], meetings: [meeting()], overdue: new Set(), risks: new Map(), repeat: { days: 90, cases: 3 }, today })).toEqual([])
})

test('minutes say who met, what each item came to, and who sees to what by when', () => {
  const content = meetingMinutes(meeting({ agenda: [{ id: 'a1', title: '收费公示', minutes: '各方同意核查。', caseIds: ['x1'] }] }), workedOffice, id => (id === 'x1' ? '卷1' : undefined))
  expect(content.title).toBe('联席会议纪要')
  expect(content.blocks.filter(block => block.kind === 'heading' || block.kind === 'paragraph').map(block => block.text)).toEqual(['一、收费公示', '有关案件：卷1。', '各方同意核查。'])
  expect(content.blocks.find(block => block.kind === 'table')).toMatchObject({ rows: [
    ['1', '核查收费公示', '市发改局', '2026年11月10日', '', ''], ['2', '修好路灯', '清源物业', '2026年10月30日', '', '2026年10月28日完成'],
  ] })
})

test('the dossier of an estate tells its cases, kinds, companies over time and months', () => {
  const place = { regionCode: '421281001', estate: '清源 小区' }
  const cases = [
    bareCase({ id: 'x1', place, appliedOn: day('2026-11-02'), propertyCompany: { name: '安居物业' } }),
    bareCase({ id: 'x2', place, appliedOn: day('2024-05-02'), propertyCompany: { name: '清源物业' } }),
    bareCase({ id: 'x3', place, appliedOn: day('2026-11-05'), type: 'WY01' }), bareCase({ id: 'x4', place, appliedOn: day('2026-10-05') }), bareCase({ id: 'x5' }),
  ]
  const entries: RegisterEntry[] = [{ id: '1', kind: 'service', name: '清源小区', from: day('2020-01-01'), to: day('2025-12-31'), fields: { company: '清源物业' } }]
  const dossier = estateDossier('清源小区', cases, entries, today)
  expect({ ...dossier, months: dossier.months.filter(month => month.count > 0), span: [dossier.months[0]!.month, dossier.months.length] }).toEqual({
    estate: '清源小区', caseIds: ['x3', 'x1', 'x4', 'x2'],
    types: [{ type: 'WY05', label: '上下层漏水', count: 3 }, { type: 'WY01', label: '物业费拖欠', count: 1 }],
    companies: [{ name: '清源物业', from: '2020-01-01', to: '2025-12-31', cases: 1, registered: true }, { name: '安居物业', cases: 1, registered: false }],
    committees: [], months: [{ month: '2026-10', count: 1 }, { month: '2026-11', count: 2 }], span: ['2025-12', 12],
  })
})
