/** Letters out and their answers, risk of escalation and its reports, escalations prevented. */
import { byUrgency, letterState } from '../case/record/letters.ts'
import { openRisks, riskErrors, riskLevels, riskSentence, type Risk } from '../case/record/risks.ts'
import { chineseDate } from '../base/dates.ts'
import type { Handler } from '../contract.ts'
import { casesThatCount } from '../office.ts'
import { ok, refuse, refuseWith, type Problem } from '../base/result.ts'
import { caseTitle } from './case-view.ts'
import { archivedRefusal, changeBeside } from './change-beside.ts'
import { freeId } from '../case/moves/move.ts'

const under = (from: string, to: string) => (pointer: string): string => (pointer.startsWith(from) ? to + pointer.slice(from.length) : pointer)

export const recordReferral: Handler<'referral.record'> = ({ caseId, referral }, ports) =>
  changeBeside(ports, 'referral.record', caseId, file => {
    const refused = archivedRefusal(file, '登记发函')
    if (refused) return refused
    const problems: Problem[] = []
    if (referral.sentOn < file.appliedOn) problems.push({ pointer: '/referral/sentOn', code: 'date-order', severity: 'error', message: `早于申请日期（${chineseDate(file.appliedOn)}），请核对。` })
    if (referral.replyDueOn !== undefined && referral.replyDueOn < referral.sentOn)
      problems.push({ pointer: '/referral/replyDueOn', code: 'date-order', severity: 'error', message: '要求答复的日期早于发函日期，请核对。' })
    if (problems.length > 0) return refuseWith('invalid-input', problems)
    const referrals = file.referrals ?? []
    return ok({ file: { ...file, referrals: [...referrals, referral] }, inputPointer: under(`/referrals/${referrals.length}`, '/referral') })
  })

export const replyToReferral: Handler<'referral.reply'> = ({ caseId, ...answer }, ports) =>
  changeBeside(ports, 'referral.reply', caseId, (file, annex) => {
    const { index, repliedOn, reply } = answer
    const referral = file.referrals?.[index]
    if (!referral) return refuse('letter-not-found', '没有找到这份函，请刷新后重试。', { field: '/index' })
    if (repliedOn < referral.sentOn) return refuse('invalid-input', `早于发函日期（${chineseDate(referral.sentOn)}），请核对。`, { field: '/repliedOn' })
    return ok({
      file: { ...file, referrals: file.referrals!.with(index, { ...referral, repliedOn, reply }) },
      annex: { ...annex, referralReplies: [...(annex.referralReplies ?? []), answer] },
      inputPointer: under(`/referrals/${index}`, ''),
    })
  })

export const listReferrals: Handler<'referral.list'> = async ({ body, state }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const all = casesThatCount(office.value).flatMap(file => (file.referrals ?? []).map((referral, index) => {
    const note = office.value.annexes.get(file.id)?.referralReplies?.findLast(one => one.index === index)?.note
    return {
      ...referral, index, caseId: file.id, ...(file.fileNo !== undefined && { fileNo: file.fileNo }), title: caseTitle(file),
      state: letterState(referral, today), ...(note !== undefined && { note }),
    }
  }))
  const rows = all.filter(row => (body === undefined || row.toBody === body) && (state === undefined || row.state === state)).toSorted(byUrgency)
  return ok({ total: all.length, bodies: [...new Set(all.map(row => row.toBody))], rows })
}

const riskNotFound = () => refuse('risk-not-found', '没有找到这项风险，请刷新后重试。', { field: '/riskId' })
const riskClosed = () => refuse('risk-closed', '这项风险已经解除；情况又有变化的，请另行登记。', { field: '/riskId' })

const checked = (risk: Risk, today: Parameters<typeof riskErrors>[1], place: (pointer: string) => string) => {
  const errors = riskErrors(risk, today).map(problem => ({ ...problem, pointer: place(problem.pointer) }))
  return errors.length > 0 ? refuseWith('invalid-input', errors) : null
}

export const raiseRisk: Handler<'risk.raise'> = async ({ caseId, risk: raised }, ports) => {
  const { account } = await ports.store.status()
  return changeBeside(ports, 'risk.raise', caseId, (file, annex) => {
    const risks = annex.risks ?? []
    const risk: Risk = { ...raised, id: freeId('r', new Set(risks.map(one => one.id))), raisedBy: account!.name, reports: [] }
    return checked(risk, ports.clock.today(), pointer => `/risk${pointer}`) ?? ok({ file, annex: { ...annex, risks: [...risks, risk] } })
  })
}

export const reportRisk: Handler<'risk.report'> = ({ caseId, riskId, index, report }, ports) =>
  changeBeside(ports, 'risk.report', caseId, (file, annex) => {
    const risks = annex.risks ?? []
    const at = risks.findIndex(risk => risk.id === riskId)
    const risk = risks[at]
    if (!risk) return riskNotFound()
    if (risk.closedOn !== undefined && index === undefined) return riskClosed()
    if (index !== undefined && !risk.reports[index]) return refuse('report-not-found', '没有找到这次报告，请刷新后重试。', { field: '/index' })
    const place = index ?? risk.reports.length
    const next: Risk = { ...risk, reports: index === undefined ? [...risk.reports, report] : risk.reports.with(index, report) }
    return checked(next, ports.clock.today(), under(`/reports/${place}`, '/report')) ?? ok({ file, annex: { ...annex, risks: risks.with(at, next) } })
  })

export const closeRisk: Handler<'risk.close'> = ({ caseId, riskId, closedOn, closedReason }, ports) =>
  changeBeside(ports, 'risk.close', caseId, (file, annex) => {
    const risks = annex.risks ?? []
    const at = risks.findIndex(risk => risk.id === riskId)
    const risk = risks[at]
    if (!risk) return riskNotFound()
    if (risk.closedOn !== undefined) return riskClosed()
    const next: Risk = { ...risk, closedOn, closedReason }
    return checked(next, ports.clock.today(), pointer => pointer) ?? ok({ file, annex: { ...annex, risks: risks.with(at, next) } })
  })

const levels = Object.keys(riskLevels)

export const listRisks: Handler<'risk.list'> = async (_input, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const rows = office.value.annexes.all().flatMap(annex => {
    const open = openRisks(annex.risks)
    const file = open.length > 0 && !annex.voided ? office.value.cases.get(annex.id) : undefined
    return file
      ? open.map(risk => ({ ...risk, caseId: file.id, ...(file.fileNo !== undefined && { fileNo: file.fileNo }), title: caseTitle(file), sentence: riskSentence(risk, today) }))
      : []
  }).toSorted((a, b) => levels.indexOf(b.level) - levels.indexOf(a.level) || (a.raisedOn === b.raisedOn ? 0 : a.raisedOn < b.raisedOn ? -1 : 1))
  return ok({ total: rows.length, rows })
}

/** Directors alone may ask for this; the account is the approval. */
export const recordEscalation: Handler<'escalation.record'> = async ({ caseId, index, entry }, ports) => {
  const { account } = await ports.store.status()
  return changeBeside(ports, 'escalation.record', caseId, file => {
    const refused = archivedRefusal(file, '登记防止激化')
    if (refused) return refused
    const present = file.escalationPrevented ?? []
    if (index !== undefined && !present[index]) return refuse('entry-not-found', '没有找到这一条，请刷新后重试。', { field: '/index' })
    const place = index ?? present.length
    const approved = { ...entry, approvedBy: account!.name }
    return ok({
      file: { ...file, escalationPrevented: index === undefined ? [...present, approved] : present.with(index, approved) },
      inputPointer: under(`/escalationPrevented/${place}`, '/entry'),
    })
  })
}
