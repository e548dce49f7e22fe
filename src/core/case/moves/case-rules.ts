/** What must agree between the fields of a case, whoever entered it: form, import or script. */
import { isGroup, isMinor, type CaseFile } from '../record/case-file.ts'
import { isFromCourt, sourceProblems } from '../record/before-acceptance.ts'
import { chineseDate, dateOf, type LocalDate } from '../../base/dates.ts'
import { identityWarnings } from '../parties/identity.ts'
import type { Problem } from '../../base/result.ts'

/** What the rules need to know beside the case. */
export type RuleContext = {
  /** The day of the entry or import: nothing that has happened may be dated later. */
  readonly today: LocalDate
  /** Ids of the mediators in the register (调解员名册). */
  readonly mediatorIds: ReadonlySet<string>
}

type Report = (pointer: string, code: string, message: string) => void

const checkUnique = (ids: readonly string[], pointer: (index: number) => string, what: string, error: Report): void => {
  const seen = new Set<string>()
  ids.forEach((id, index) => {
    if (seen.has(id)) error(pointer(index), 'duplicate-id', `${what}编号“${id}”重复，请改成不同的编号。`)
    seen.add(id)
  })
}

const checkReferences = (file: CaseFile, context: RuleContext, error: Report): void => {
  checkUnique(file.parties.map(party => party.id), index => `/parties/${index}/id`, '当事人', error)
  checkUnique((file.sessions ?? []).map(session => session.id), index => `/sessions/${index}/id`, '调解记录', error)
  const terms = file.agreement?.terms ?? []
  checkUnique(terms.map(term => term.id), index => `/agreement/terms/${index}/id`, '协议条款', error)
  checkUnique((file.mediators ?? []).map(mediator => mediator.mediatorId), index => `/mediators/${index}/mediatorId`, '调解员', error)

  const parties = new Set(file.parties.map(party => party.id))
  const noParty = (pointer: string, id: string): void =>
    error(pointer, 'unknown-party', `“${id}”不是本案当事人，请从本案当事人中选择。`)
  file.sessions?.forEach((session, index) => session.withParties?.forEach((id, at) => {
    if (!parties.has(id)) noParty(`/sessions/${index}/withParties/${at}`, id)
  }))
  terms.forEach((term, index) => {
    if (!parties.has(term.obligor)) noParty(`/agreement/terms/${index}/obligor`, term.obligor)
    if (term.obligee !== undefined && !parties.has(term.obligee)) noParty(`/agreement/terms/${index}/obligee`, term.obligee)
  })
  file.performance?.forEach((entry, index) => {
    if (!terms.some(term => term.id === entry.termId))
      error(`/performance/${index}/termId`, 'unknown-term', `协议中没有条款“${entry.termId}”，请改成已有的条款。`)
  })
  file.mediators?.forEach((mediator, index) => {
    if (!context.mediatorIds.has(mediator.mediatorId))
      error(`/mediators/${index}/mediatorId`, 'unknown-mediator', `调解员名册中没有“${mediator.mediatorId}”，请先登记这名调解员。`)
  })
}

const checkOrder = (file: CaseFile, error: Report): void => {
  const { acceptedOn, agreement, end } = file
  const notBefore = (pointer: string, later: LocalDate | undefined, earlier: LocalDate | undefined, what: string): void => {
    if (later !== undefined && earlier !== undefined && later < earlier)
      error(pointer, 'date-order', `${chineseDate(later)}早于${what}（${chineseDate(earlier)}），请核对两个日期。`)
  }
  const notAfter = (pointer: string, earlier: LocalDate | undefined, later: LocalDate | undefined, what: string): void => {
    if (later !== undefined && earlier !== undefined && earlier > later)
      error(pointer, 'date-order', `${chineseDate(earlier)}晚于${what}（${chineseDate(later)}），请核对两个日期。`)
  }
  notBefore('/acceptedOn', acceptedOn, file.appliedOn, '申请日期')
  notBefore('/end/on', end?.on, acceptedOn, '受理日期')
  if (acceptedOn === undefined) notBefore('/end/on', end?.on, file.appliedOn, '申请日期')
  file.sessions?.forEach((session, index) => {
    const on = dateOf(session.startAt)
    notBefore(`/sessions/${index}/startAt`, on, file.appliedOn, '申请日期')
    notAfter(`/sessions/${index}/startAt`, on, end?.on, '结束日期')
    if (session.endAt !== undefined && session.endAt < session.startAt)
      error(`/sessions/${index}/endAt`, 'date-order', '结束时间早于开始时间，请核对。')
    else if (session.endAt !== undefined) notAfter(`/sessions/${index}/endAt`, dateOf(session.endAt), end?.on, '结束日期')
  })
  file.suspensions?.forEach((suspension, index) => {
    const at = `/suspensions/${index}`
    if (acceptedOn === undefined) error(`${at}/from`, 'not-accepted', '案件尚未受理，不能中止；请先填写受理日期。')
    notBefore(`${at}/from`, suspension.from, acceptedOn, '受理日期')
    notBefore(`${at}/to`, suspension.to, suspension.from, '中止开始日期')
    notAfter(`${at}/from`, suspension.from, end?.on, '结束日期')
    notAfter(`${at}/to`, suspension.to, end?.on, '结束日期')
  })
  const byStart = (file.suspensions ?? []).map((suspension, index) => ({ ...suspension, index }))
    .sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : a.index - b.index))
  byStart.forEach((suspension, at) => {
    const before = byStart[at - 1]
    if (before && (before.to === undefined || suspension.from <= before.to))
      error(`/suspensions/${suspension.index}/from`, 'overlap', '与另一次中止的时间重叠，请核对。')
  })
  notBefore('/agreement/effectiveOn', agreement?.effectiveOn, agreement?.reachedOn, '达成协议日期')
  notBefore('/confirmation/appliedOn', file.confirmation?.appliedOn, agreement?.effectiveOn ?? agreement?.reachedOn, agreement?.effectiveOn ? '协议生效日期' : '达成协议日期')
  file.performance?.forEach((entry, index) =>
    notBefore(`/performance/${index}/on`, entry.on, agreement?.reachedOn, '达成协议日期'))
  notBefore('/archive/on', file.archive?.on, end?.on, '结束日期')
}

/** End codes and what they need (人民调解法第28–33条; domain life cycle S0–S9). */
const checkEnd = (file: CaseFile, error: Report, warn: Report): void => {
  const { acceptedOn, agreement, end } = file
  if (agreement && acceptedOn === undefined)
    error('/agreement', 'not-accepted', '案件尚未受理，不能有调解协议；请先填写受理日期。')
  if (file.archive && !end) error('/archive', 'not-ended', '案件尚未结束，不能归档；请先填写结束方式。')
  if (file.confirmation) {
    if (end?.code !== 'E01' && end?.code !== 'E02')
      error('/confirmation', 'confirmation-without-agreement', '没有以调解协议结束，不能申请司法确认（人民调解法第33条）。')
    if (file.courtMediationDocument)
      error('/confirmation', 'confirmation-with-court-document', '法院已出具调解书，不再申请司法确认；请只保留一项。')
  }
  if (!end) return
  const { code } = end
  if ((code === 'E05' || code === 'E06') && acceptedOn !== undefined)
    error('/end/code', 'end-after-acceptance', '案件已经受理，不能再以“未受理”结束；受理后一方拒绝应为 E03。')
  if ((code === 'E01' || code === 'E02' || code === 'E03' || code === 'E08') && acceptedOn === undefined)
    error('/end/code', 'end-before-acceptance', `案件尚未受理，不能以 ${code} 结束；请先填写受理日期。`)
  if (code === 'E08' && !isFromCourt(file))
    error('/end/code', 'not-from-court', '只有法院委派或委托的案件才能退回法院（E08）。')
  if (code === 'E01' || code === 'E02') {
    const form = code === 'E01' ? 'written' : 'oral'
    const words = code === 'E01' ? '书面' : '口头'
    if (!agreement) error('/end/code', 'agreement-missing', `以${words}协议结束，但没有协议内容；请填写协议。`)
    else if (agreement.form !== form) error('/agreement/form', 'agreement-form', `结束方式 ${code} 要求${words}协议，请核对协议形式。`)
    else if (code === 'E02' && agreement.reachedOn !== undefined && end.on !== agreement.reachedOn)
      error('/end/on', 'end-date', `口头协议自达成之日起生效（人民调解法第30条），结束日期应为${chineseDate(agreement.reachedOn)}。`)
    else if (code === 'E01' && agreement.effectiveOn === undefined)
      error('/agreement/effectiveOn', 'effective-date-missing', '书面协议缺少生效日期，请填写（人民调解法第29条）。')
    else if (code === 'E01' && end.on !== agreement.effectiveOn)
      error('/end/on', 'end-date', `书面协议的结束日期应与生效日期（${chineseDate(agreement.effectiveOn!)}）相同。`)
  } else if (agreement?.effectiveOn !== undefined) {
    warn('/agreement', 'agreement-with-other-end', `案件以 ${code} 结束，却有已生效的协议，请核对。`)
  }
}

/** Every day on which something is said to have happened. Planned days (dueOn, until, replyDueOn, a suspension's to) are not here. */
const happenedDays = (file: CaseFile): [pointer: string, on: LocalDate | undefined][] => [
  ['/appliedOn', file.appliedOn],
  ['/acceptedOn', file.acceptedOn],
  ['/sourceRef/receivedOn', file.sourceRef?.receivedOn],
  ...file.parties.map((party, index): [string, LocalDate | undefined] => [`/parties/${index}/bornOn`, party.bornOn]),
  ...(file.suspensions ?? []).map((one, index): [string, LocalDate] => [`/suspensions/${index}/from`, one.from]),
  ...(file.extensions ?? []).map((one, index): [string, LocalDate] => [`/extensions/${index}/agreedOn`, one.agreedOn]),
  ...(file.sessions ?? []).flatMap((one, index): [string, LocalDate | undefined][] => [
    [`/sessions/${index}/startAt`, dateOf(one.startAt)],
    [`/sessions/${index}/endAt`, one.endAt && dateOf(one.endAt)],
  ]),
  ['/agreement/reachedOn', file.agreement?.reachedOn],
  ['/agreement/effectiveOn', file.agreement?.effectiveOn],
  ['/end/on', file.end?.on],
  ...(file.performance ?? []).map((one, index): [string, LocalDate] => [`/performance/${index}/on`, one.on]),
  ...(file.followUps ?? []).map((one, index): [string, LocalDate] => [`/followUps/${index}/on`, one.on]),
  ['/confirmation/appliedOn', file.confirmation?.appliedOn],
  ['/confirmation/decidedOn', file.confirmation?.decidedOn],
  ['/courtMediationDocument/on', file.courtMediationDocument?.on],
  ...(file.referrals ?? []).flatMap((one, index): [string, LocalDate | undefined][] => [
    [`/referrals/${index}/sentOn`, one.sentOn],
    [`/referrals/${index}/repliedOn`, one.repliedOn],
  ]),
  ...(file.escalationPrevented ?? []).map((one, index): [string, LocalDate] => [`/escalationPrevented/${index}/on`, one.on]),
  ['/archive/on', file.archive?.on],
]

/** Nothing that has happened is dated after the day of its entry. */
export const futureProblems = (pointer: string, on: LocalDate | undefined, today: LocalDate): Problem[] =>
  on === undefined || on <= today ? [] : [{
    pointer, code: 'future-date', severity: 'error',
    message: `${chineseDate(on)}晚于今天（${chineseDate(today)}），已发生的事不能写未来日期，请核对。`,
  }]

/** All problems of a case: errors must not be stored, warnings are shown. Pointers start at the case. */
export const problemsOf = (file: CaseFile, context: RuleContext): Problem[] => {
  const problems: Problem[] = []
  const say = (severity: Problem['severity']): Report => (pointer, code, message) => {
    problems.push({ pointer, code, message, severity })
  }
  const error = say('error')
  const warn = say('warning')
  checkReferences(file, context, error)
  checkOrder(file, error)
  checkEnd(file, error, warn)
  checkOddities(file, context, warn)
  for (const [pointer, on] of happenedDays(file)) problems.push(...futureProblems(pointer, on, context.today))
  if (isFromCourt(file) && !file.sourceRef)
    warn('/sourceRef', 'source-letter-missing', '法院移送的案件没有填来函和签收日期，期限暂按受理日期计算，请补填。')
  file.parties.forEach((party, index) => {
    for (const { field, code, message } of identityWarnings(party, context.today)) warn(`/parties/${index}/${field}`, code, message)
  })
  return problems
}

/** Oddities that no rule forbids: shown, never in the way. */
const checkOddities = (file: CaseFile, context: RuleContext, warn: Report): void => {
  const known = new Set([...file.parties.map(party => party.id), ...context.mediatorIds])
  if (file.acceptedOn !== undefined && file.fileNo === undefined) warn('/fileNo', 'file-no-missing', '案件已受理但没有卷号，请补填。')
  if (file.agreement && file.acceptedOn !== undefined && file.agreement.reachedOn < file.acceptedOn) {
    warn('/agreement/reachedOn', 'date-order', '达成协议的日期早于受理日期，请核对。')
  }
  file.parties.forEach((party, index) => {
    if (party.representative) return
    if (isMinor(party, context.today)) warn(`/parties/${index}/representative`, 'guardian-missing', `${party.name}未满18周岁，由法定代理人代为参加和签名（民法典第19条、第23条），请补填法定代理人。`)
    if (isGroup(party) && (party.agents ?? []).length === 0) warn(`/parties/${index}/representative`, 'delegate-missing', `“${party.name}”有 ${party.headcount} 人，请补填推选的代表人，由代表人签名。`)
  })
  const { confirmation } = file
  if (confirmation?.decidedOn !== undefined && confirmation.decidedOn < confirmation.appliedOn) warn('/confirmation/decidedOn', 'date-order', '法院作出决定早于申请，请核对。')
  if (confirmation && confirmation.result !== 'pending' && confirmation.result !== 'withdrawn' && confirmation.decidedOn === undefined) {
    warn('/confirmation/decidedOn', 'decision-date-missing', '法院已有结果但没有填日期，统计时不会计入，请补填。')
  }
  if (confirmation?.result === 'pending' && confirmation.decidedOn !== undefined) warn('/confirmation/result', 'decision-pending', '已填法院决定日期，结果却是“待法院答复”，请核对。')
  file.extensions?.forEach((extension, index) => {
    if (extension.until < extension.agreedOn) warn(`/extensions/${index}/until`, 'date-order', '延长后的日期早于同意的日期，请核对。')
    if (file.acceptedOn !== undefined && extension.agreedOn < file.acceptedOn) warn(`/extensions/${index}/agreedOn`, 'date-order', '同意延长的日期早于受理日期，请核对。')
  })
  file.referrals?.forEach((referral, index) => {
    if (referral.repliedOn !== undefined && referral.repliedOn < referral.sentOn) warn(`/referrals/${index}/repliedOn`, 'date-order', '答复早于发函，请核对。')
  })
  file.evidence?.forEach((item, index) => {
    if (!known.has(item.providedBy)) warn(`/evidence/${index}/providedBy`, 'unknown-party', `证据提交人“${item.providedBy}”不是本案当事人，请核对。`)
  })
  file.followUps?.forEach((visit, index) => {
    if (!context.mediatorIds.has(visit.by)) warn(`/followUps/${index}/by`, 'unknown-mediator', `回访人“${visit.by}”不在调解员名册中，请核对。`)
  })
}

/** What registering an application needs beyond a storable case: someone on both sides, and the letter of a sending body. */
export const applicationProblems = (file: CaseFile): Problem[] => {
  const problems: Problem[] = sourceProblems(file)
  for (const [side, words] of [['applicant', '申请人'], ['respondent', '被申请人']] as const) {
    if (!file.parties.some(party => party.side === side))
      problems.push({ pointer: '/parties', code: `no-${side}`, message: `还没有${words}，请添加。`, severity: 'error' })
  }
  return problems
}
