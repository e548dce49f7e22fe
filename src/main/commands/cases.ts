import type { CaseFile } from '../../core/case/case-file.ts'
import type { CaseAnnex } from '../../core/case/annex.ts'
import { letterProblems } from '../../core/case/before-acceptance.ts'
import { chineseDate, yearOf, type LocalDate } from '../../core/case/dates.ts'
import type { Collection } from '../../core/collection.ts'
import { stageOf } from '../../core/case/lifecycle.ts'
import { countersAfter, fileNoOf } from '../../core/case/numbering.ts'
import { applicationProblems } from '../../core/case/rules.ts'
import type { Application, Handler } from '../../core/contract.ts'
import { annexOf } from '../../core/office.ts'
import { ok, refuse } from '../../core/result.ts'
import { caseNotFound, caseSummary, caseView } from './case-view.ts'
import { withDraftClosed } from './drafts.ts'
import { searchText } from './search-text.ts'
import { changeCase, freeId, storable, withIds } from './change-case.ts'

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

const sorted = new WeakMap<Collection<CaseFile>, readonly CaseFile[]>()

/** By day of application, the latest first; remembered until a case changes. */
const latestFirst = (cases: Collection<CaseFile>): readonly CaseFile[] => {
  let list = sorted.get(cases)
  if (!list) {
    list = cases.all().toSorted((a, b) => (a.appliedOn === b.appliedOn ? 0 : a.appliedOn < b.appliedOn ? 1 : -1))
    sorted.set(cases, list)
  }
  return list
}

export const listCases: Handler<'case.list'> = async (input, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const words = (input.query ?? '').toLowerCase().split(/\s+/).filter(Boolean)
  const wanted = input.stages && new Set<string>(input.stages)
  const all = latestFirst(office.value.cases)
  const found = !wanted && words.length === 0 ? all : all.filter(file =>
    (!wanted || wanted.has(stageOf(file, today, office.value.annexes.get(file.id))))
    && (words.length === 0 || (text => words.every(word => text.includes(word)))(searchText(file))))
  const offset = input.offset ?? 0
  const page = found.slice(offset, offset + (input.limit ?? 200))
  return ok({ total: found.length, rows: page.map(file => caseSummary(office.value, file, today)) })
}

export const showCase: Handler<'case.show'> = async ({ caseId }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok(caseView(office.value, file, clock.today())) : caseNotFound()
}

export const registerCase: Handler<'case.register'> = async (input, { store, clock, ids }) => {
  const { draftId, ...application } = input
  const id = ids.next()
  return store.change({ command: 'case.register', at: clock.now(), caseId: id }, office => {
    const file: CaseFile = { id, ...intakeOf(application) }
    const annex = withReplyDue({ id }, file, application.replyDueOn)
    const problems = [...applicationProblems(file), ...letterProblems(file, annex.letter ?? {}, clock.today())]
    const rest = draftId === undefined ? ok(office) : withDraftClosed(office, draftId, { at: clock.now(), caseId: id })
    if (!rest.ok) return refuse(rest.refusal.code, rest.refusal.message, { field: '/draftId' })
    return storable(office, { file, office: rest.value, ...(annex.letter && { annex }), problems }, clock.today())
  })
}

export const correctIntake: Handler<'case.correctIntake'> = (input, ports) =>
  changeCase(ports, 'case.correctIntake', 'correctIntake', input.caseId, (file, office) => {
    // Everything that intake does not hold stays; what the form left out of intake is gone.
    const {
      source: _1, type: _2, facts: _3, claims: _4, parties: _5, appliedOn: _6, sourceRef: _7, officialCategory: _8,
      difficult: _9, place: _10, propertyCompany: _11, ...rest
    } = file
    const corrected: CaseFile = { ...rest, ...intakeOf(input.application) }
    const annex = withReplyDue(annexOf(office, file.id), corrected, input.application.replyDueOn)
    const problems = [...applicationProblems(corrected), ...letterProblems(corrected, annex.letter ?? {}, ports.clock.today())]
    return ok({ file: corrected, ...(annex.letter && { annex }), problems, inputPointer: pointer => `/application${pointer}` })
  })

export const acceptCase: Handler<'case.accept'> = (input, ports) =>
  changeCase(ports, 'case.accept', 'accept', input.caseId, (file, office) => {
    if (input.mediators.filter(mediator => mediator.duty === 'presiding').length !== 1) {
      return refuse('presiding-mediator', '请指定一名主持调解员（只能一名），其他调解员为协办。', { field: '/mediators' })
    }
    const refused = (annexOf(office, file.id).inquiries ?? []).findLast(({ kind, answer }) => kind === 'consent' && answer)?.answer
    if (refused?.reply === 'refused') {
      return refuse('consent-refused', `对方已于${chineseDate(refused.repliedOn)}明确不同意调解，不能受理（人民调解法第17条）；请以“被申请人不同意，未受理”结束，或登记新的答复。`, { field: '/acceptedOn' })
    }
    const year = String(yearOf(input.acceptedOn))
    const fileNo = file.fileNo ?? fileNoOf(office.details.numberWord, Number(year), (office.fileNumbers[year] ?? 0) + 1)
    return ok({
      file: { ...file, fileNo, acceptedOn: input.acceptedOn, mediators: input.mediators },
      office: { ...office, fileNumbers: countersAfter(office.fileNumbers, [fileNo]) },
    })
  })

export const recordSession: Handler<'session.record'> = (input, ports) =>
  changeCase(ports, 'session.record', 'recordSession', input.caseId, file => {
    const sessions = file.sessions ?? []
    const found = sessions.findIndex(session => session.id === input.session.id)
    const index = found < 0 ? sessions.length : found
    const session = { ...input.session, id: input.session.id ?? freeId('s', new Set(sessions.map(one => one.id))) }
    return ok({
      file: { ...file, sessions: found < 0 ? [...sessions, session] : sessions.with(found, session) },
      inputPointer: pointer => pointer.replace(`/sessions/${index}`, '/session'),
    })
  })

export const saveAgreement: Handler<'agreement.save'> = (input, ports) =>
  changeCase(ports, 'agreement.save', 'agree', input.caseId, file => {
    const { agreement } = input
    if (agreement.reachedOn < file.acceptedOn) {
      return refuse('date-order', `达成协议的日期早于受理日期（${chineseDate(file.acceptedOn)}），请核对。`, { field: '/agreement/reachedOn' })
    }
    return ok({ file: { ...file, agreement: { ...agreement, no: agreement.no ?? file.fileNo, terms: withIds(agreement.terms, 't') } } })
  })

/** 人民调解法第29条: effective once parties and mediator have signed and the committee has sealed; 第30条: oral ones at once. */
export const concludeAgreement: Handler<'agreement.conclude'> = (input, ports) =>
  changeCase(ports, 'agreement.conclude', 'conclude', input.caseId, file => {
    const agreement = { ...file.agreement, effectiveOn: input.effectiveOn }
    const code = agreement.form === 'written' ? 'E01' : 'E02'
    return ok({
      file: { ...file, agreement, end: { code, on: input.effectiveOn } },
      inputPointer: pointer => (pointer === '/agreement/effectiveOn' || pointer === '/end/on' ? '/effectiveOn' : pointer),
    })
  })
