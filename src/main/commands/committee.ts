/** The committee's own work: checklist, meetings, registers. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { dateOf, type LocalDate } from '../../core/base/dates.ts'
import { historyOf } from '../../core/case/record/history.ts'
import { differentPlaces, type KnownPlace } from '../../core/case/parties/places.ts'
import { gravestRisk, riskKinds, riskSentence } from '../../core/case/record/risks.ts'
import { disputeTypes, regionNames } from '../../core/base/codes.ts'
import { stageOf } from '../../core/case/record/lifecycle.ts'
import { meetingMinutes } from '../../core/documents/meeting-minutes.ts'
import type { CaseView, Handler, Output } from '../../core/contract.ts'
import { estateDossier } from '../../core/office/estate-dossier.ts'
import { meetingProblems, openDecisions, proposedAgenda, type Meeting } from '../../core/office/meetings.ts'
import { annexOf, casesThatCount, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { entryOn, holdsOn, isOfPlan, registerKinds, registerProblems, registerWarnings, type RegisterEntry } from '../../core/office/registers.ts'
import { lengthOn } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { ok, refuse, refuseWith, type Problem, type Result } from '../../core/base/result.ts'
import { caseNotFound, caseSummary, caseView, checklistIn, namesOf } from '../../core/commands/case-view.ts'
import { withIds } from '../../core/commands/change-case.ts'
import { fileName } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { saveForOffice } from './saved-files.ts'

const at = (prefix: string, problems: readonly Problem[]): Problem[] => problems.map(problem => ({ ...problem, pointer: prefix + problem.pointer }))

const noting = (ports: Ports, command: 'step.note' | 'step.clear', caseId: string, edit: (office: Office, file: CaseFile, today: LocalDate) => Result<Office>): Promise<Result<CaseView>> =>
  ports.store.change({ command, at: ports.clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const today = ports.clock.today()
    const stage = stageOf(file, today, annexOf(office, caseId))
    if (stage === 'void' || stage === 'archived') return refuse('move-not-allowed', `案件${stage === 'void' ? '已作废' : '已归档'}，不能再登记步骤；确要登记的，请主任先重新打开。`, { field: '/caseId' })
    const edited = edit(office, file, today)
    return edited.ok ? ok({ office: edited.value, value: caseView(edited.value, file, today) }) : edited
  })

export const noteStep: Handler<'step.note'> = async ({ caseId, step, on, note }, ports) => {
  const by = await accountName(ports)
  return noting(ports, 'step.note', caseId, (office, file, today) => {
    const item = checklistIn(office, file, today).find(one => one.id === step)
    if (!item) return refuse('no-such-step', '本案适用的办理步骤里没有这一步，或者它对本案已经不适用；请按案件“办理步骤”里列出的登记。', { field: '/step' })
    if (!item.byHand) return refuse('not-by-hand', '这一步看案件的记录就知道做了没有，不用手工登记；请到相应的页面办理。', { field: '/step' })
    if (on > today) return refuse('in-future', '日期不能在今天之后，请改正。', { field: '/on' })
    if (on < file.appliedOn) return refuse('before-application', '日期不能早于申请日期，请改正。', { field: '/on' })
    const annex = annexOf(office, caseId)
    const steps = [...(annex.steps ?? []).filter(one => one.step !== step), { step, on, by, ...(note !== undefined && { note }) }]
    return ok({ ...office, annexes: office.annexes.with({ ...annex, steps }) })
  })
}

export const clearStep: Handler<'step.clear'> = ({ caseId, step }, ports) =>
  noting(ports, 'step.clear', caseId, office => {
    const annex = annexOf(office, caseId)
    if (!annex.steps?.some(one => one.step === step)) return refuse('not-noted', '这一步没有手工登记，不用撤销。', { field: '/step' })
    return ok({ ...office, annexes: office.annexes.with({ ...annex, steps: annex.steps.filter(one => one.step !== step) }) })
  })

const titleOf = (file: CaseFile): string => `${file.fileNo ?? '未受理'}　${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}（${disputeTypes[file.type]}）`

const titlesOf = (office: Office, lists: readonly (readonly string[] | undefined)[]): Record<string, string> =>
  Object.fromEntries([...new Set(lists.flatMap(ids => ids ?? []))].map(id => {
    const file = office.cases.get(id)
    return [id, file ? titleOf(file) : id]
  }))

const meetingList = (office: Office, today: LocalDate): Output<'meeting.list'> => {
  const meetings = office.meetings.all().toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))
  return {
    meetings, open: openDecisions(meetings, today),
    cases: titlesOf(office, meetings.flatMap(meeting => [...meeting.agenda, ...meeting.decisions].map(item => item.caseIds))),
  }
}

export const listMeetings: Handler<'meeting.list'> = async (_input, { store, clock }) => {
  const office = await store.read()
  return office.ok ? ok(meetingList(office.value, clock.today())) : office
}

export const proposeMeeting: Handler<'meeting.propose'> = async ({ kind }, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const today = clock.today()
  const { parameters } = reckoningOf(office)
  const repeat = { days: lengthOn(parameters, 'repeatDays', today), cases: lengthOn(parameters, 'repeatCases', today) }
  const cases = casesThatCount(office)
  const overdue = new Set(cases.filter(file => file.acceptedOn && !file.end && caseSummary(office, file, today).overdue).map(file => file.id))
  const risks = new Map(cases.flatMap(file => {
    const risk = gravestRisk(annexOf(office, file.id).risks)
    return risk ? [[file.id, `${riskKinds[risk.kind]}：${riskSentence(risk, today)}`] as const] : []
  }))
  const agenda = proposedAgenda({ kind, cases, risks, meetings: office.meetings.all(), overdue, repeat, today })
  return ok({ agenda, cases: titlesOf(office, agenda.map(item => item.caseIds)) })
}

export const saveMeeting: Handler<'meeting.save'> = ({ meeting: given }, { store, clock, ids }) => {
  const id = given.id ?? ids.next()
  return store.change({ command: 'meeting.save', at: clock.now() }, office => {
    if (given.id !== undefined && !office.meetings.get(id)) return noMeeting()
    const meeting: Meeting = { ...given, id, agenda: withIds(given.agenda, 'a'), decisions: withIds(given.decisions, 'd') }
    const named = [...meeting.agenda, ...meeting.decisions].flatMap(item => item.caseIds ?? [])
    const problems = meetingProblems(meeting, new Set(named.filter(one => office.cases.get(one))), clock.today())
    if (problems.length > 0) return refuseWith('invalid-input', at('/meeting', problems))
    return ok({ office: { ...office, meetings: office.meetings.with(meeting) }, value: { meeting } })
  })
}

const noMeeting = () => refuse('meeting-not-found', '没有找到这次会议，请刷新后重试。', { field: '/meetingId' })

export const followUpDecision: Handler<'meeting.followUp'> = ({ meetingId, decisionId, on, note }, { store, clock }) =>
  store.change({ command: 'meeting.followUp', at: clock.now() }, office => {
    const meeting = office.meetings.get(meetingId)
    if (!meeting) return noMeeting()
    const index = meeting.decisions.findIndex(decision => decision.id === decisionId)
    if (index < 0) return refuse('decision-not-found', '没有找到这项决定，请刷新后重试。', { field: '/decisionId' })
    if (on !== undefined && on > clock.today()) return refuse('in-future', '完成日期不能在今天之后，请改正。', { field: '/on' })
    if (on !== undefined && on < meeting.on) return refuse('before-meeting', '完成日期不能早于会议日期，请改正。', { field: '/on' })
    const { done: _done, ...decision } = meeting.decisions[index]!
    const decisions = meeting.decisions.with(index, on === undefined ? decision : { ...decision, done: { on, ...(note !== undefined && { note }) } })
    const next = { ...office, meetings: office.meetings.with({ ...meeting, decisions }) }
    return ok({ office: next, value: meetingList(next, clock.today()) })
  })

export const printMeeting: Handler<'meeting.print'> = async ({ meetingId }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const meeting = office.value.meetings.get(meetingId)
  if (!meeting) return noMeeting()
  const content = meetingMinutes(meeting, office.value.details, id => office.value.cases.get(id)?.fileNo)
  const pdf = await pdfOf(content, office.value, ports)
  return pdf.ok ? saveForOffice(ports, fileName(office.value, `${content.title}_${meeting.on}.pdf`), pdf.value) : pdf
}

const shown = (office: Office): readonly RegisterEntry[] => office.registers.all().filter(entry => !entry.removed)

/** The registers as they stood at the end of a day. */
const registersOn = ({ registers, registerHistory }: Office, day: LocalDate): RegisterEntry[] =>
  registers.all().flatMap(entry => {
    const then = entryOn(entry, historyOf(id => registerHistory.get(id), entry.id), day)
    return then && !then.removed ? [then] : []
  })

export const listRegisters: Handler<'register.list'> = async ({ kind, on, asOf }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  if (asOf !== undefined && asOf > clock.today()) return refuse('in-future', '日期不能在今天之后，请改正。', { field: '/asOf' })
  const all = asOf === undefined ? shown(office.value) : registersOn(office.value, asOf)
  const first = asOf === undefined ? undefined : office.value.registerHistory.all()[0]
  return ok({
    ...(asOf !== undefined && first && asOf < dateOf(first.at) && { keptSince: dateOf(first.at) }),
    entries: all.filter(entry => (kind === undefined || entry.kind === kind) && (on === undefined || holdsOn(entry, on))),
    warnings: registerWarnings(all, office.value.mediators, clock.today(), reckoningOf(office.value).parameters),
  })
}

export const saveRegister: Handler<'register.save'> = ({ entry: given }, { store, clock, ids }) => {
  const id = given.id ?? ids.next()
  return store.change({ command: 'register.save', at: clock.now() }, office => {
    const before = office.registers.get(id)
    if (given.id !== undefined && (!before || before.removed)) return noEntry()
    if (before && before.kind !== given.kind) return refuse('kind-fixed', `“${before.name}”是${registerKinds[before.kind].label}，不能改成另一种；请另外添加。`, { field: '/entry/kind' })
    const entry: RegisterEntry = { ...given, id }
    const problems = registerProblems(entry, office.registers.all())
    if (problems.length > 0) return refuseWith('invalid-input', at('/entry', problems))
    return ok({ office: { ...office, registers: office.registers.with(entry) }, value: { entry } })
  })
}

const noEntry = () => refuse('entry-not-found', '名录里没有这一条，可能已被移除；请刷新后重试。', { field: '/id' })

export const removeRegister: Handler<'register.remove'> = ({ id }, { store, clock }) =>
  store.change({ command: 'register.remove', at: clock.now() }, office => {
    const before = office.registers.get(id)
    if (!before || before.removed) return noEntry()
    if (isOfPlan(before)) return refuse('body-of-plan', '工作方案里的单位不能移除；职责已经改由别的单位承担的，请填写停用日期。', { field: '/id' })
    const entry: RegisterEntry = { ...before, removed: true }
    return ok({ office: { ...office, registers: office.registers.with(entry) }, value: { entry } })
  })

export const restoreRegister: Handler<'register.restore'> = ({ id }, { store, clock }) =>
  store.change({ command: 'register.restore', at: clock.now() }, office => {
    const before = office.registers.get(id)
    if (!before) return noEntry()
    const { removed: _removed, ...entry } = before
    const problems = registerProblems(entry, office.registers.all())
    if (problems.length > 0) return refuseWith('invalid-input', problems)
    return ok({ office: { ...office, registers: office.registers.with(entry) }, value: { entry } })
  })

/** Enough for every door that people still come from; a list of all that ever were is slow to go through. */
const MOST_PLACES = 5000

const codeOfStreet = (name: string | undefined): string | undefined => Object.entries(regionNames).find(([, one]) => one === name?.trim())?.[0]

export const suggestNames: Handler<'register.suggest'> = async (_input, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const now = shown(office.value).filter(entry => holdsOn(entry, today))
  const of = (kind: RegisterEntry['kind']): RegisterEntry[] => now.filter(entry => entry.kind === kind)
  /** What has ended in the register is not offered, whatever cases were there. */
  const endedNames = (kind: 'community' | 'estate'): ReadonlySet<string | undefined> => {
    const holding = new Set(of(kind).map(entry => entry.name))
    return new Set(shown(office.value).flatMap(entry => (entry.kind === kind && !holding.has(entry.name) ? [entry.name] : [])))
  }
  const [endedCommunities, endedEstates] = [endedNames('community'), endedNames('estate')]
  const lies = new Map(of('estate').map(entry => [entry.name, entry.fields['community']]))
  const runs = new Map(of('community').map(entry => [entry.name, codeOfStreet(entry.fields['street'])]))
  const placeOf = (community: string | undefined, estate?: string): KnownPlace => {
    const regionCode = community === undefined ? undefined : runs.get(community)
    return { ...(regionCode !== undefined && { regionCode }), ...(community !== undefined && { community }), ...(estate !== undefined && { estate }) }
  }
  return ok({
    places: differentPlaces([
      ...casesThatCount(office.value).toReversed().flatMap(({ place }) => (place && !endedCommunities.has(place.community) && !endedEstates.has(place.estate)
        ? [{ ...place, ...(place.estate !== undefined && lies.get(place.estate) !== undefined && { community: lies.get(place.estate)! }) }] : [])),
      ...[...lies].map(([estate, community]) => placeOf(community, estate)),
      ...[...runs.keys()].map(community => placeOf(community)),
    ]).slice(0, MOST_PLACES),
    companies: of('company').map(entry => ({ name: entry.name, ...(entry.fields['uscc'] !== undefined && { uscc: entry.fields['uscc'] }) })),
    serves: Object.fromEntries(of('service').map(entry => [entry.name, entry.fields['company']!])),
  })
}

export const listEstates: Handler<'estate.list'> = async (_input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const counts = new Map<string, number>(shown(office.value).filter(entry => entry.kind === 'estate').map(entry => [entry.name, 0]))
  for (const file of casesThatCount(office.value)) {
    const estate = file.place?.estate?.trim()
    if (estate) counts.set(estate, (counts.get(estate) ?? 0) + 1)
  }
  return ok({ estates: [...counts].map(([name, cases]) => ({ name, cases })).toSorted((a, b) => b.cases - a.cases) })
}

export const showEstate: Handler<'estate.show'> = async ({ estate }, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const today = clock.today()
  const { caseIds, types, companies, committees, months } = estateDossier(estate, casesThatCount(office), shown(office), today)
  return ok({
    estate, types: [...types], companies: [...companies], committees: [...committees], months: [...months],
    cases: caseIds.map(id => {
      const file = office.cases.get(id)!
      return { id, ...(file.fileNo !== undefined && { fileNo: file.fileNo }), type: file.type, stage: stageOf(file, today, annexOf(office, id)), appliedOn: file.appliedOn, title: `${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}` }
    }),
  })
}
