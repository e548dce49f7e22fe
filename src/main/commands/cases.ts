import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { CaseAnnex } from '../../core/case/record/annex.ts'
import { bothSidesIn } from '../../core/case/sessions/separate.ts'
import { letterProblems } from '../../core/case/record/before-acceptance.ts'
import { chineseDate, yearOf, type LocalDate } from '../../core/base/dates.ts'
import { enforceabilityFindings } from '../../core/case/agreement/enforceability.ts'
import { countersAfter, numberBy } from '../../core/base/numbering.ts'
import { applicationProblems } from '../../core/case/moves/case-rules.ts'
import type { Application, Handler } from '../../core/contract.ts'
import { annexOf } from '../../core/office.ts'
import { obstacleTo } from '../../core/case/moves/index.ts'
import { ok, refuse } from '../../core/base/result.ts'
import { caseNotFound, caseView } from '../../core/commands/case-view.ts'
import { withConsultationClosed } from '../../core/commands/consultations.ts'
import { headcountProblem } from '../../core/case/parties/roster.ts'
import { unclearedRefusal } from '../../core/commands/recusal.ts'
import { withNoted } from './contacts.ts'
import { toldProblems } from '../../core/commands/sessions.ts'
import { changeCase, storable, withIds } from '../../core/commands/change-case.ts'
import { freeId } from '../../core/case/moves/move.ts'
import { filePatterns, wordOn } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'

/** What belongs into the case file of what intake filled in. */
const intakeOf = (whole: Application): Omit<CaseFile, 'id'> => {
  const { replyDueOn: _, ...application } = whole
  return { ...application, parties: withIds(application.parties, 'p') }
}

/** The annex with the day until which the letter asks for an answer; as it was where nothing changed. */
const withReplyDue = (annex: CaseAnnex, file: CaseFile, replyDueOn: LocalDate | undefined): CaseAnnex => {
  const asked = file.sourceRef ? replyDueOn : undefined
  if (annex.letter?.replyDueOn === asked) return annex
  const { replyDueOn: _, ...letter } = annex.letter ?? {}
  return { ...annex, letter: { ...letter, ...(asked && { replyDueOn: asked }) } }
}

export const showCase: Handler<'case.show'> = async ({ caseId }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok(caseView(office.value, file, clock.today())) : caseNotFound()
}

export const registerCase: Handler<'case.register'> = async (input, { store, clock, ids }) => {
  const { consultationId, ...application } = input
  const id = ids.next()
  return store.change({ command: 'case.register', at: clock.now(), caseId: id }, office => {
    const file: CaseFile = { id, ...intakeOf(application) }
    const annex = withReplyDue({ id }, file, application.replyDueOn)
    const problems = [...applicationProblems(file), ...letterProblems(file, annex.letter ?? {}, clock.today())]
    const rest = consultationId === undefined ? ok(office) : withConsultationClosed(office, consultationId, { at: clock.now(), caseId: id })
    if (!rest.ok) return refuse(rest.refusal.code, rest.refusal.message, { field: '/consultationId' })
    return storable(office, { file, office: withNoted(rest.value, file), ...(annex.letter && { annex }), problems }, clock.today())
  })
}

export const correctIntake: Handler<'case.correctIntake'> = (input, ports) =>
  changeCase(ports, 'case.correctIntake', 'correctIntake', input, (file, office) => {
    // Everything that intake does not hold stays; what the form left out of intake is gone.
    const {
      source: _1, type: _2, facts: _3, claims: _4, parties: _5, appliedOn: _6, sourceRef: _7, officialCategory: _8,
      difficult: _9, place: _10, propertyCompany: _11, ...rest
    } = file
    const corrected: CaseFile = { ...rest, ...intakeOf(input.application) }
    const annex = withReplyDue(annexOf(office, file.id), corrected, input.application.replyDueOn)
    const headcount = headcountProblem(corrected, annex.headList)
    const problems = [
      ...applicationProblems(corrected), ...letterProblems(corrected, annex.letter ?? {}, ports.clock.today()), ...(headcount ? [headcount] : []),
    ]
    return ok({ file: corrected, office: withNoted(office, corrected), ...(annex.letter && { annex }), problems, inputPointer: pointer => `/application${pointer}` })
  })

export const acceptCase: Handler<'case.accept'> = (input, ports) =>
  changeCase(ports, 'case.accept', 'accept', input, (file, office) => {
    if (input.mediators.filter(mediator => mediator.duty === 'presiding').length !== 1) {
      return refuse('presiding-mediator', '请指定一名主持调解员（只能一名），其他调解员为协办。', { field: '/mediators' })
    }
    const refused = obstacleTo('accept', { file, annex: annexOf(office, file.id) })
    if (refused) return refuse(refused.code, refused.message, { field: '/acceptedOn' })
    const uncleared = input.despiteFindings ? null : unclearedRefusal(office, file, input.mediators)
    if (uncleared) return uncleared
    const year = String(yearOf(input.acceptedOn))
    const { parameters } = reckoningOf(office)
    const fileNo = file.fileNo ?? numberBy(wordOn(parameters, 'fileNumber', input.acceptedOn), year, office.details.numberWord, (office.fileNumbers[year] ?? 0) + 1)
    return ok({
      file: { ...file, fileNo, acceptedOn: input.acceptedOn, mediators: input.mediators },
      office: { ...office, fileNumbers: countersAfter(office.fileNumbers, [fileNo], filePatterns(parameters)) },
    })
  })

export const recordSession: Handler<'session.record'> = (input, ports) =>
  changeCase(ports, 'session.record', 'recordSession', input, (file, office) => {
    const sessions = file.sessions ?? []
    const found = sessions.findIndex(session => session.id === input.session.id)
    const index = found < 0 ? sessions.length : found
    const session = { ...input.session, id: input.session.id ?? freeId('s', new Set(sessions.map(one => one.id))) }
    if (session.kind === 'separate' && bothSidesIn(file, session.withParties)) {
      return refuse('both-sides', '单独谈话只和一方谈：现在勾选了双方，请只留谈话的一方；双方都在场的，方式请选“共同调解”。', { field: '/session/withParties' })
    }
    const annex = annexOf(office, file.id)
    const { appointmentId, rightsTold } = input
    const held = (annex.appointments ?? []).findIndex(one => one.id === appointmentId)
    if (appointmentId !== undefined && held < 0) return refuse('appointment-not-found', '没有找到这次安排，可能已改动；请刷新后重试。', { field: '/appointmentId' })
    const noted = {
      ...annex,
      ...(held >= 0 && { appointments: annex.appointments!.with(held, { ...annex.appointments![held]!, sessionId: session.id }) }),
      ...(rightsTold && { rightsTold: [...(annex.rightsTold ?? []), rightsTold] }),
    }
    return ok({
      file: { ...file, sessions: found < 0 ? [...sessions, session] : sessions.with(found, session) },
      ...((held >= 0 || rightsTold) && { annex: noted }),
      problems: rightsTold ? toldProblems(file, rightsTold, ports.clock.today(), '/rightsTold') : [],
      inputPointer: pointer => pointer.replace(`/sessions/${index}`, '/session'),
    })
  })

export const saveAgreement: Handler<'agreement.save'> = (input, ports) =>
  changeCase(ports, 'agreement.save', 'agree', input, file => {
    const { agreement } = input
    if (agreement.reachedOn < file.acceptedOn) {
      return refuse('date-order', `达成协议的日期早于受理日期（${chineseDate(file.acceptedOn)}），请核对。`, { field: '/agreement/reachedOn' })
    }
    const next: CaseFile = { ...file, agreement: { ...agreement, no: agreement.no ?? file.fileNo, terms: withIds(agreement.terms, 't') } }
    // A court could enforce neither of two amounts that contradict each other.
    return ok({ file: next, problems: enforceabilityFindings(next) })
  })

/** 人民调解法第29条: effective once parties and mediator have signed and the committee has sealed; 第30条: oral ones at once. */
export const concludeAgreement: Handler<'agreement.conclude'> = (input, ports) =>
  changeCase(ports, 'agreement.conclude', 'conclude', input, (file, office) => {
    const agreement = { ...file.agreement, effectiveOn: input.effectiveOn }
    const code = agreement.form === 'written' ? 'E01' : 'E02'
    const obstacle = obstacleTo('conclude', { file, annex: annexOf(office, file.id) })
    if (obstacle) return refuse(obstacle.code, obstacle.message, { field: '' })
    const performed = agreement.terms.map(term => ({
      termId: term.id, on: input.effectiveOn, state: 'done' as const, ...(term.kind === 'payment' && term.amountFen !== undefined && { amountFen: term.amountFen }), note: '当场履行',
    }))
    return ok({
      file: { ...file, agreement, end: { code, on: input.effectiveOn }, ...(input.performedAtOnce && { performance: [...(file.performance ?? []), ...performed] }) },
      inputPointer: pointer => (pointer === '/agreement/effectiveOn' || pointer === '/end/on' || pointer.startsWith('/performance/') ? '/effectiveOn' : pointer),
    })
  })
