/** What the page is told of a case. */
import { presidingMediatorId, type CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, streetName, type sides } from '../base/codes.ts'
import { checklistOf, stepDeadlines, type ChecklistItem } from '../case/steps/checklist.ts'
import { conflictFindings, type ConflictFinding } from '../case/parties/recusal.ts'
import type { LocalDate } from '../base/dates.ts'
import { claimDeadlines } from '../case/performance/demand.ts'
import { deadlinesOf, deadlineState } from '../case/time/deadline-list.ts'
import { type Deadline } from '../case/record/deadline.ts'
import { routingAdvice, type CompetentBody } from '../case/parties/routing.ts'
import { enforceabilityFindings } from '../case/agreement/enforceability.ts'
import { mediationDeadline, ruleDay } from '../case/time/deadlines.ts'
import { gravestRisk } from '../case/record/risks.ts'
import { stageOf } from '../case/record/lifecycle.ts'
import { closedMoves, openMoves } from '../case/moves/index.ts'
import type { Facts } from '../case/steps/step-facts.ts'
import { revisionOf } from '../case/record/revision.ts'
import { retentionOf } from '../case/time/retention.ts'
import { problemsOf } from '../case/moves/case-rules.ts'
import type { CaseSummary, CaseView, DeadlineView } from '../contract.ts'
import { missingIn } from '../documents/writing/content.ts'
import { inputFor, papersOffered, partOfPaper } from '../documents/index.ts'
import { usesOfPapers } from '../documents/paper-use.ts'
import { writePaper } from '../documents/writing/phrases.ts'
import { isOut } from '../office/check-out.ts'
import { annexOf, type Office } from '../office.ts'
import { bodiesFor, holdsOn } from '../office/registers.ts'
import { refuse } from '../base/result.ts'
import { inForceOn } from '../rules/library.ts'
import { lengthOn } from '../parameters/parameters.ts'
import { procedureOn, procedureSource, type Procedure } from '../case/steps/procedure.ts'
import { proceduresIn, reckoningOf } from '../rules/time-limits.ts'
import { confirmationStrip } from '../case/performance/confirmation-course.ts'
import { confirmationWindow } from '../court/court-precheck.ts'

export const caseNotFound = () => refuse('case-not-found', '没有找到这个案件，请回到列表重新选择。', { field: '/caseId' })

export const deadlineOf = (office: Office, file: CaseFile, today: LocalDate): CaseView['deadline'] => {
  const { calendar, parameters } = reckoningOf(office)
  const asOf = file.end?.on ?? today
  const deadline = mediationDeadline(file, asOf, calendar, parameters)
  return deadline && { ...deadline, overdue: asOf > deadline.on }
}

export const mediatorIdsOf = (office: Office): ReadonlySet<string> => new Set(office.mediators.map(mediator => mediator.id))

/** A deadline as the page is told of it. */
export const viewed = ({ reminders, ...deadline }: Deadline, today: LocalDate): DeadlineView =>
  ({ ...deadline, state: deadlineState({ ...deadline, reminders }, today), reminders: [...reminders] })

/** What speaks against these mediators in a case, or against those whom it has. */
export const conflictsOf = (
  office: Office, file: CaseFile, mediatorIds: readonly string[] = (file.mediators ?? []).map(mediator => mediator.mediatorId),
): ConflictFinding[] =>
  conflictFindings(file, office.mediators.filter(mediator => mediatorIds.includes(mediator.id)), office.settings?.mediatorRelations ?? [], annexOf(office, file.id))

/** The bodies named for a case: those of the day it was applied for. */
export const bodiesOf = (office: Office, file: CaseFile): CompetentBody[] => bodiesFor(office.registers.all(), file.type, file.appliedOn)

/** The procedure of a case: the one in force at its acceptance, and before that the one of the day of application. */
const procedureOf = (office: Office, file: CaseFile): Procedure => procedureOn(proceduresIn(office), ruleDay(file, file.appliedOn))

const openOnes = (conflicts: readonly ConflictFinding[]): number => conflicts.filter(({ cleared }) => !cleared).length

/** What the steps of a case are read off; findings and bodies are looked up when a step asks for them. */
const factsOf = (office: Office, file: CaseFile, today: LocalDate): Facts => {
  const annex = annexOf(office, file.id)
  return {
    file, annex, today, stage: stageOf(file, today, annex),
    get openConflicts() {
      return file.end ? 0 : openOnes(conflictsOf(office, file))
    },
    get bodies() {
      return bodiesOf(office, file)
    },
  }
}

/** The deadlines of a case that still run, with those of its procedure. */
export const deadlinesIn = (office: Office, file: CaseFile, today: LocalDate): Deadline[] => {
  const { calendar, parameters } = reckoningOf(office)
  const usual = deadlinesOf(file, today, calendar, parameters, annexOf(office, file.id))
  const own = stepDeadlines(procedureOf(office, file), () => factsOf(office, file, today), calendar, parameters)
  return own.length === 0 ? usual : [...usual, ...own].toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
}

/** The steps of a case as they stand. */
export const checklistIn = (office: Office, file: CaseFile, today: LocalDate): ChecklistItem[] =>
  checklistOf(procedureOf(office, file), factsOf(office, file, today), deadlinesIn(office, file, today))

/** Whom to ask at a body, as the register has it. */
const contactOf = (office: Office, body: string, today: LocalDate): { contact?: string } => {
  const entry = office.registers.all().find(one => one.kind === 'body' && !one.removed && one.name === body && holdsOn(one, today))
  const contact = [entry?.fields['person'], entry?.fields['phone']].filter(Boolean).join(' ')
  return contact === '' ? {} : { contact }
}

const outMark = (office: Office, caseId: string): Pick<CaseView, 'out'> => {
  const out = office.checkOuts.all().find(one => isOut(one) && one.cases.some(({ file }) => file.id === caseId))
  return out ? { out: { at: out.at, by: out.by, ...(out.note !== undefined && { note: out.note }) } } : {}
}

const stripOf = (office: Office, file: CaseFile, today: LocalDate, running: readonly Deadline[]): Pick<CaseView, 'confirmation'> => {
  const from = file.agreement?.effectiveOn ?? file.agreement?.reachedOn
  const strip = from && confirmationStrip(file, annexOf(office, file.id), today, confirmationWindow(from, reckoningOf(office)), running)
  return strip ? { confirmation: [...strip] } : {}
}

export const caseView = (office: Office, file: CaseFile, today: LocalDate): CaseView => {
  const annex = annexOf(office, file.id)
  const stage = stageOf(file, today, annex)
  const running = deadlinesIn(office, file, today)
  const procedure = procedureOf(office, file)
  const bodies = bodiesOf(office, file)
  const conflicts = file.end ? [] : conflictsOf(office, file)
  const checklist = checklistOf(procedure, { file, annex, stage, today, openConflicts: openOnes(conflicts), bodies }, running)
  const useOf = usesOfPapers({ file, annex, stage, today, calendar: reckoningOf(office).calendar, checklist })
  return {
    file,
    annex,
    revision: revisionOf(file, annex),
    stage,
    moves: openMoves(stage, { file, annex }),
    closed: closedMoves(stage, { file, annex }),
    documents: papersOffered(file, stage).map(paper => ({
      part: partOfPaper(paper.template),
      use: useOf(paper),
      id: paper.template.id,
      title: paper.title,
      ...(paper.of && { of: paper.of.id }),
      ...(paper.of?.internal && { internal: true }),
      missing: missingIn(writePaper(paper.template, inputFor(office, file, paper, today))),
    })),
    deadline: deadlineOf(office, file, today),
    deadlines: [...running, ...claimDeadlines(file, annex, today, reckoningOf(office).calendar)].map(one => viewed(one, today)),
    ...stripOf(office, file, today, running),
    bodies: bodies.map(one => ({ ...one, ...contactOf(office, one.body, today) })),
    routingAdvice: routingAdvice(bodies),
    rules: file.acceptedOn ? inForceOn(office.rules.all(), file.acceptedOn).map(({ rule, version }) => ({ ruleId: rule.id, title: version.title, no: version.no, from: version.adopted!.from })) : [],
    retention: retentionOf(file, today, reckoningOf(office).parameters),
    replyDays: lengthOn(reckoningOf(office).parameters, 'replyDays', ruleDay(file, today)),
    demandDays: lengthOn(reckoningOf(office).parameters, 'demandDays', ruleDay(file, today)),
    conflicts,
    checklist,
    procedure: { source: procedureSource(procedure), ...(procedure.by && { ruleId: procedure.by.ruleId }) },
    ...outMark(office, file.id),
    warnings: [
      ...enforceabilityFindings(file),
      ...problemsOf(file, { today, mediatorIds: mediatorIdsOf(office) }).filter(problem => problem.severity === 'warning'),
    ],
  }
}

export const namesOf = (file: CaseFile, side: keyof typeof sides): string =>
  file.parties.filter(party => party.side === side).map(party => party.name).join('、')

/** `林晓与周立（噪声）`: who is in a case and what about. */
export const caseTitle = (file: CaseFile): string =>
  `${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}（${disputeTypes[file.type]}）`

/** `望山社区 清源小区 5栋 1单元 1501`: the finest known place, coarse to fine. */
export const placeText = (file: CaseFile): string => {
  const place = file.place
  if (!place) return ''
  return [streetName(place.regionCode), place.community, place.estate, place.building, place.unit, place.room]
    .filter(Boolean).join(' ')
}

export const caseSummary = (office: Office, file: CaseFile, today: LocalDate): CaseSummary => {
  const deadline = deadlineOf(office, file, today)
  const annex = annexOf(office, file.id)
  const awaiting = file.acceptedOn || file.end ? [] : (annex.inquiries ?? []).flatMap(({ kind, answer }) => (answer ? [] : [kind]))
  const presidingId = presidingMediatorId(file)
  return {
    id: file.id,
    fileNo: file.fileNo,
    type: file.type,
    stage: stageOf(file, today, annex),
    endCode: file.end?.code,
    applicants: namesOf(file, 'applicant'),
    respondents: namesOf(file, 'respondent'),
    place: placeText(file),
    appliedOn: file.appliedOn,
    acceptedOn: file.acceptedOn,
    endedOn: file.end?.on,
    deadlineOn: deadline?.on,
    overdue: !annex.voided && (deadline?.overdue ?? false),
    risk: annex.voided ? undefined : gravestRisk(annex.risks)?.level,
    ...(awaiting.length > 0 && { awaiting: [...new Set(awaiting)] }),
    presiding: office.mediators.find(mediator => mediator.id === presidingId)?.name,
  }
}
