import type { CaseFile } from '../../core/case/case-file.ts'
import { chineseDate, yearOf } from '../../core/case/dates.ts'
import { countersAfter, fileNoOf } from '../../core/case/numbering.ts'
import { applicationProblems } from '../../core/case/rules.ts'
import type { Application, Handler } from '../../core/contract.ts'
import { ok, refuse } from '../../core/result.ts'
import { caseNotFound, caseView } from './case-view.ts'
import { changeCase, freeId, storable, withIds } from './change-case.ts'

const intakeOf = (application: Application): Omit<CaseFile, 'id'> =>
  ({ ...application, parties: withIds(application.parties, 'p') })

export const showCase: Handler<'case.show'> = async ({ caseId }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok(caseView(office.value, file, clock.today())) : caseNotFound()
}

export const registerCase: Handler<'case.register'> = async (application, { store, clock, ids }) => {
  const id = ids.next()
  return store.change({ command: 'case.register', at: clock.now(), caseId: id }, office => {
    const file: CaseFile = { id, ...intakeOf(application) }
    return storable(office, { file, problems: applicationProblems(file) }, clock.today())
  })
}

export const correctIntake: Handler<'case.correctIntake'> = (input, ports) =>
  changeCase(ports, 'case.correctIntake', 'correctIntake', input, file => {
    // Everything that intake does not hold stays; what the form left out of intake is gone.
    const {
      source: _1, type: _2, facts: _3, claims: _4, parties: _5, appliedOn: _6, sourceRef: _7, officialCategory: _8,
      difficult: _9, place: _10, propertyCompany: _11, ...rest
    } = file
    const corrected: CaseFile = { ...rest, ...intakeOf(input.application) }
    return ok({ file: corrected, problems: applicationProblems(corrected), inputPointer: pointer => `/application${pointer}` })
  })

export const acceptCase: Handler<'case.accept'> = (input, ports) =>
  changeCase(ports, 'case.accept', 'accept', input, (file, office) => {
    if (input.mediators.filter(mediator => mediator.duty === 'presiding').length !== 1) {
      return refuse('presiding-mediator', '请指定一名主持调解员（只能一名），其他调解员为协办。', { field: '/mediators' })
    }
    const year = String(yearOf(input.acceptedOn))
    const fileNo = file.fileNo ?? fileNoOf(office.details.numberWord, Number(year), (office.fileNumbers[year] ?? 0) + 1)
    return ok({
      file: { ...file, fileNo, acceptedOn: input.acceptedOn, mediators: input.mediators },
      office: { ...office, fileNumbers: countersAfter(office.fileNumbers, [fileNo]) },
    })
  })

export const recordSession: Handler<'session.record'> = (input, ports) =>
  changeCase(ports, 'session.record', 'recordSession', input, file => {
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
  changeCase(ports, 'agreement.save', 'agree', input, file => {
    const { agreement } = input
    if (agreement.reachedOn < file.acceptedOn!) {
      return refuse('date-order', `达成协议的日期早于受理日期（${chineseDate(file.acceptedOn!)}），请核对。`, { field: '/agreement/reachedOn' })
    }
    return ok({ file: { ...file, agreement: { ...agreement, no: agreement.no ?? file.fileNo, terms: withIds(agreement.terms, 't') } } })
  })

/** 人民调解法第29条: effective once parties and mediator have signed and the committee has sealed; 第30条: oral ones at once. */
export const concludeAgreement: Handler<'agreement.conclude'> = (input, ports) =>
  changeCase(ports, 'agreement.conclude', 'conclude', input, file => {
    const agreement = { ...file.agreement!, effectiveOn: input.effectiveOn }
    const code = agreement.form === 'written' ? 'E01' : 'E02'
    return ok({
      file: { ...file, agreement, end: { code, on: input.effectiveOn } },
      inputPointer: pointer => (pointer === '/agreement/effectiveOn' || pointer === '/end/on' ? '/effectiveOn' : pointer),
    })
  })
