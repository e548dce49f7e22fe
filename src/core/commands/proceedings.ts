/** The course of a case beside its agreement: endings, suspension, extension, performance, follow-up, court, archive. */
import { isFromCourt } from '../case/record/before-acceptance.ts'
import { addDays, chineseDate } from '../base/dates.ts'
import { mediationDeadline, mediationPeriod, ruleDay } from '../case/time/deadlines.ts'
import { entryContradiction } from '../case/performance/performance.ts'
import { endingMoves } from '../case/record/lifecycle.ts'
import { lengthOn, units } from '../parameters/parameters.ts'
import { reckoningOf } from '../rules/time-limits.ts'
import type { Handler } from '../contract.ts'
import { ok, refuse } from '../base/result.ts'
import { changeCase } from './change-case.ts'

const under = (from: string, to: string) => (pointer: string): string => (pointer.startsWith(from) ? to + pointer.slice(from.length) : pointer)

export const endCase: Handler<'case.end'> = (input, ports) =>
  changeCase(ports, 'case.end', endingMoves[input.code], input, file => {
    const { caseId: _caseId, seen: _seen, ...end } = input
    if (input.code === 'E07' && input.toBody === undefined) return refuse('missing', '请写明移送给哪个单位。', { field: '/toBody' })
    // An agreement that was never signed and sealed is none (人民调解法第29条): it goes, and the audit trail keeps the change.
    const { agreement, ...rest } = file
    const kept = agreement?.effectiveOn === undefined ? rest : file
    return ok({ file: { ...kept, end }, inputPointer: under('/end', '') })
  })

export const suspendCase: Handler<'case.suspend'> = ({ caseId, seen, ...suspension }, ports) =>
  changeCase(ports, 'case.suspend', 'suspend', { caseId, seen }, file => {
    const suspensions = file.suspensions ?? []
    return ok({
      file: { ...file, suspensions: [...suspensions, suspension] },
      inputPointer: under(`/suspensions/${suspensions.length}`, ''),
    })
  })

export const resumeCase: Handler<'case.resume'> = ({ caseId, seen, on }, ports) =>
  changeCase(ports, 'case.resume', 'resume', { caseId, seen }, file => {
    const today = ports.clock.today()
    if (on > today) return refuse('invalid-input', '中止的最后一日不能晚于今天；请填写实际恢复的前一日。', { field: '/on' })
    const suspensions = file.suspensions ?? []
    const running = suspensions.findIndex(({ from, to }) => from <= today && (to === undefined || to >= today))
    return ok({
      file: { ...file, suspensions: suspensions.with(running, { ...suspensions[running]!, to: on }) },
      inputPointer: under(`/suspensions/${running}/to`, '/on'),
    })
  })

export const extendCase: Handler<'case.extend'> = ({ caseId, seen, ...extension }, ports) =>
  changeCase(ports, 'case.extend', 'extend', { caseId, seen }, (file, office) => {
    const { calendar, parameters } = reckoningOf(office)
    const present = mediationDeadline(file, extension.agreedOn, calendar, parameters)!.on
    if (extension.agreedOn > present) {
      return refuse('too-late', `调解期限已于${chineseDate(present)}届满，延长要在届满前由当事人书面同意；请核对同意书的日期。`, { field: '/agreedOn' })
    }
    if (extension.until <= present) {
      return refuse('invalid-input', `延长后的日期应晚于现在的期限${chineseDate(present)}。`, { field: '/until' })
    }
    const cap = lengthOn(parameters, 'extensionCap', ruleDay(file, extension.agreedOn))
    const { rolled } = mediationPeriod(file, extension.agreedOn, calendar, parameters)!
    if (!isFromCourt(file) && extension.until > addDays(rolled, cap)) {
      return refuse('extension-too-long', `原期限${chineseDate(rolled)}，本会设定最多延长 ${cap} ${units.naturalDays}，到${chineseDate(addDays(rolled, cap))}；请改短。受理时施行的制度对本案一直适用，改这个天数要先修改制度，对以后受理的案件有效。`, { field: '/until' })
    }
    const extensions = file.extensions ?? []
    return ok({
      file: { ...file, extensions: [...extensions, extension] },
      inputPointer: under(`/extensions/${extensions.length}`, ''),
    })
  })

export const archiveCase: Handler<'case.archive'> = ({ caseId, seen, ...archive }, ports) =>
  changeCase(ports, 'case.archive', 'archive', { caseId, seen }, file => ok({ file: { ...file, archive }, inputPointer: under('/archive', '') }))

export const recordPerformance: Handler<'performance.record'> = ({ caseId, seen, entry }, ports) =>
  changeCase(ports, 'performance.record', 'recordPerformance', { caseId, seen }, file => {
    const performance = file.performance ?? []
    const term = file.agreement?.terms.find(one => one.id === entry.termId)
    const contradiction = term && entryContradiction(term, entry, [...performance, entry].filter(one => one.termId === term.id))
    if (contradiction) return refuse('invalid-input', contradiction, { field: '/entry/amountFen' })
    return ok({ file: { ...file, performance: [...performance, entry] }, inputPointer: under(`/performance/${performance.length}`, '/entry') })
  })

export const recordFollowUp: Handler<'followUp.record'> = ({ caseId, seen, entry }, ports) =>
  changeCase(ports, 'followUp.record', 'followUp', { caseId, seen }, file => {
    const followUps = file.followUps ?? []
    return ok({ file: { ...file, followUps: [...followUps, entry] }, inputPointer: under(`/followUps/${followUps.length}`, '/entry') })
  })

export const recordConfirmation: Handler<'confirmation.record'> = ({ caseId, seen, confirmation }, ports) =>
  changeCase(ports, 'confirmation.record', 'recordConfirmation', { caseId, seen }, file => ok({ file: { ...file, confirmation } }))
