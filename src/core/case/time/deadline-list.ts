/** Every deadline of a case, computed on each look, with a sentence that says where its date comes from. */
import type { CaseAnnex } from '../record/annex.ts'
import { inquiryKinds, isFromCourt } from '../record/before-acceptance.ts'
import type { Agreement, CaseFile } from '../record/case-file.ts'
import { ending, fixed, rolled, workingDaysAfter, type Counted } from '../../base/counted-days.ts'
import { addDays, addMonths, chineseDate, daysBetween, laterOf, type LocalDate } from '../../base/dates.ts'
import { isObligation } from '../record/clause-nature.ts'
import { confirmationStanding, lastReturn, mayStillApply } from '../performance/confirmation-course.ts'
import { enforcementLimits } from '../performance/enforcement.ts'
import { mediationDeadline, mediationPeriod, ruleDay } from './deadlines.ts'
import { isOwnerTerm } from '../parties/roster.ts'
import type { RestDayCalendar } from '../../base/rest-days.ts'
import { noOther, staged } from '../record/staged-case.ts'
import { citation, lengthOn, type NumberId, type Parameters } from '../../parameters/parameters.ts'
import type { Deadline, DeadlineKind } from '../record/deadline.ts'

/** What is said of the window where the court was asked before. */
const applyAgain: Readonly<Record<string, string>> = {
  returned: '（法院退回补正，再次递交以前仍按这一日提醒）', notAccepted: '（法院不予受理的，理由消除后在这一日前可以再申请）', withdrawn: '（已撤回申请，在这一日前可以再申请）',
}

const enforcementBegins = { due: '是这一项的履行日期', ruling: '法律文书生效（履行日期更早，或者没有约定）', demand: '督促履行，申请执行的期间重新计算' } as const

/**
 * All deadlines that still run on `today`; what was done has none, and a void case has none. Sorted by date. Each length
 * is that of the rules that hold for the case.
 */
export const deadlinesOf = (
  file: CaseFile, today: LocalDate, calendar: RestDayCalendar, parameters: Parameters, annex: CaseAnnex,
): Deadline[] => {
  const found: Deadline[] = []
  const length = (id: NumberId, start: LocalDate): number => lengthOn(parameters, id, ruleDay(file, start))
  const ground = (id: NumberId, start: LocalDate): string => citation(parameters, id, ruleDay(file, start))
  type Reminders = { readonly before: readonly NumberId[]; readonly after?: NumberId }
  const add = (kind: DeadlineKind, what: string, counted: Counted, start: LocalDate, because: () => string, { before, after }: Reminders, of?: string): void => {
    const reminders = [...before.map(id => -length(id, start)), ...(after ? [length(after, start)] : [])].sort((a, b) => a - b)
    found.push({
      kind, what, on: counted.on,
      get sentence() {
        return because() + ending(counted)
      },
      calendarKnown: counted.calendarKnown, reminders, ...(of !== undefined && { of }),
    })
  }
  /** A length of its own, counted from the day after `start`. */
  const counting = (kind: DeadlineKind, id: NumberId, what: string, start: LocalDate, begins: string, count: (days: number) => Counted, reminders: Reminders, of?: string): void => {
    const days = length(id, start)
    add(kind, what, count(days), start, () => `${chineseDate(start)}${begins.replace('#', String(days))}（${ground(id, start)}），`, reminders, of)
  }
  const onIntake: Reminders = { before: ['remindIntake'] }
  const onLetter: Reminders = { before: ['remindReply'] }
  const onMediation: Reminders = { before: ['remindMediation', 'remindMediationAgain', 'remindMediationLast'] }
  const onObligation: Reminders = { before: ['remindObligation', 'remindObligationLast'], after: 'remindObligationAfter' }

  const deciding = (): void => {
    const came = file.source === 'application' ? '收到申请' : file.source === 'ownInitiative' ? '发现纠纷' : '收到移送'
    counting('T1', 'acceptance', '决定是否受理', file.appliedOn, `${came}，次日起 # 个工作日内决定是否受理`, days => workingDaysAfter(file.appliedOn, days, calendar), onIntake)
    if (isFromCourt(file) && file.sourceRef && annex.letter?.answeredOn === undefined) {
      const { receivedOn } = file.sourceRef
      counting('T5', 'courtAnswer', '答复法院是否接受', receivedOn, '签收法院材料，次日起 # 个工作日内答复', days => workingDaysAfter(receivedOn, days, calendar), onIntake)
    }
    for (const { id, kind, askedOn, what, replyDueOn, answer } of annex.inquiries ?? []) {
      if (answer) continue
      const named = `${inquiryKinds[kind]}：${what}`
      if (replyDueOn) add('inquiry', named, fixed(replyDueOn), askedOn, () => `${chineseDate(askedOn)}发出，通知中写明的答复日期，`, onIntake, id)
      else counting('inquiry', 'supplement', named, askedOn, '发出，次日起 # 个工作日内答复', days => workingDaysAfter(askedOn, days, calendar), onIntake, id)
    }
  }
  const answeringLetter = (): void => {
    const replyDueOn = annex.letter?.replyDueOn
    if (replyDueOn === undefined || annex.letter?.answeredOn !== undefined || !file.sourceRef) return
    const { body, receivedOn } = file.sourceRef
    add('letter', `答复${body}`, fixed(replyDueOn), receivedOn,
      () => `${chineseDate(receivedOn)}签收${body}来函，函中要求的答复日期，`, onLetter)
  }
  const notifying = (acceptedOn: LocalDate): void => {
    if (!isFromCourt(file) || annex.letter?.notifiedOn !== undefined || (file.sessions ?? []).length > 0) return
    counting('notify', 'courtNotice', '通知对方当事人', acceptedOn, '接受法院委派、委托，次日起 # 个工作日内通知对方当事人', days => workingDaysAfter(acceptedOn, days, calendar), onIntake)
  }
  const mediating = (): void => {
    const period = mediationPeriod(file, today, calendar, parameters)!
    const last = mediationDeadline(file, today, calendar, parameters)!
    const court = isFromCourt(file)
    const byRule: Counted = { on: period.rolled, lastDay: period.lastDay, calendarKnown: period.calendarKnown }
    const because = (): string => `${chineseDate(period.start)}${court ? '签收法院材料' : '受理'}，次日起 ${period.days} 日（${ground(period.parameter, period.start)}）${period.suspended > 0 ? `，加中止 ${period.suspended} 日` : ''}，`
    if (last.on === byRule.on) add(court ? 'T4' : 'T2', '调解期限届满', byRule, period.start, because, onMediation)
    else add(court ? 'T4' : 'T2', '调解期限届满', fixed(last.on), period.start, () => `${because()}${ending(byRule).slice(0, -1)}；当事人同意延长，`, onMediation)
  }
  const limitation = (): void => {
    // Nobody applied where the committee came by itself: nothing interrupts the limitation.
    if (file.source === 'ownInitiative') return
    counting('T11', 'limitation', '诉讼时效（自申请调解之日重新计算）', file.appliedOn, '申请调解，诉讼时效中断并重新计算 # 年',
      years => fixed(addMonths(file.appliedOn, 12 * years)), { before: ['remindLimitation', 'remindLimitationLast'] })
  }
  const following = (agreement: Agreement): void => {
    const effectiveOn = agreement.effectiveOn ?? agreement.reachedOn
    const standing = confirmationStanding(file, annex)
    if (mayStillApply(standing)) {
      const last = rolled(addDays(effectiveOn, length('confirmation', effectiveOn)), calendar)
      if (last.on >= today) {
        counting('T6', 'confirmation', '申请司法确认的最后一日', effectiveOn, `协议生效，次日起 # 日内双方可以共同申请司法确认${applyAgain[standing] ?? ''}`, () => last,
          { before: ['remindConfirmation', 'remindConfirmationLast'] })
      }
    }
    const returned = standing === 'returned' ? lastReturn(annex) : undefined
    if (returned?.supplementBy !== undefined) {
      const { on, supplementBy, note } = returned
      add('supplementCourt', `向法院补正${note ? `：${note}` : ''}`, fixed(supplementBy), on, () => `${chineseDate(on)}法院退回补正，限定的日期，`, { before: ['remindConfirmation', 'remindConfirmationLast'] })
    }
    const latest = new Map<string, { readonly on: LocalDate; readonly state: string }>()
    for (const entry of file.performance ?? []) {
      const known = latest.get(entry.termId)
      if (!known || known.on <= entry.on) latest.set(entry.termId, entry)
    }
    const open = agreement.terms.filter(term => isObligation(term) && term.dueOn !== undefined && latest.get(term.id)?.state !== 'done')
    // Hundreds of owners with one day are one thing to look after, not hundreds.
    const owners = new Map<string, number>()
    for (const term of open) if (isOwnerTerm(term.id)) owners.set(term.dueOn!, (owners.get(term.dueOn!) ?? 0) + 1)
    const said = new Set<string>()
    for (const term of open) {
      const dueOn = term.dueOn!
      const many = isOwnerTerm(term.id) ? owners.get(dueOn)! : 1
      if (many > 1 && said.has(dueOn)) continue
      if (many > 1) said.add(dueOn)
      const index = agreement.terms.indexOf(term)
      add('T8', many > 1 ? `按名册 ${many} 户的义务履行` : `第${index + 1}项义务履行`, rolled(dueOn, calendar), effectiveOn,
        () => `协议${many > 1 ? `按名册生成的 ${many} 项` : `第${index + 1}项`}约定${chineseDate(dueOn)}前履行（最后一日为休息日的顺延，民法典第203条），`, onObligation, term.id)
    }
    if ((file.followUps ?? []).length === 0 && !file.archive) {
      const [first] = agreement.terms.filter(isObligation).flatMap(term => term.dueOn ?? []).toSorted()
      if (first === undefined) {
        counting('T9', 'followUpAfterAgreement', '首次回访', effectiveOn, '协议生效，没有约定履行日期，# 日内回访', days => fixed(addDays(effectiveOn, days)), { before: ['remindFollowUp'] })
      } else {
        counting('T9', 'followUpAfterDue', '首次回访', first, '是最早的履行日期，其后 # 日内回访', days => fixed(laterOf(addDays(first, days), effectiveOn)), { before: ['remindFollowUp'] })
      }
    }
  }
  /** What the court's ruling or document starts: objections, and the time to have it enforced while something is still owed. */
  const afterCourt = (): void => {
    const { confirmation } = file
    const ruledOn = confirmation?.result === 'confirmed' ? confirmation.decidedOn : undefined
    // An archived case is done with: only what is still owed keeps a date.
    if (ruledOn && !file.archive) {
      const within = (kind: 'objection' | 'objectionOther', what: string, begins: string): void => {
        const length = lengthOn(parameters, kind, ruledOn)
        const last = rolled(kind === 'objection' ? addDays(ruledOn, length) : addMonths(ruledOn, length), calendar)
        if (last.on >= today) counting(kind, kind, what, ruledOn, begins, () => last, { before: ['remindObjection'] })
      }
      within('objection', '当事人对确认裁定提出异议的最后一日', '裁定确认有效（收到之日从裁定日推算），次日起 # 日内当事人可以提出异议')
      within('objectionOther', '利害关系人提出异议的最后一日', '裁定确认有效，知道之日从裁定日推算，# 个月内利害关系人可以提出异议')
    }
    for (const { term, what, start, begun, counted } of enforcementLimits(file, annex, today, calendar, length('enforcement', today))) {
      counting('enforcement', 'enforcement', what, start, `${enforcementBegins[begun]}，其后 # 年内可以申请执行`, () => counted, { before: ['remindEnforcement'] }, term.id)
    }
  }
  const archiving = (on: LocalDate): void =>
    counting('T10', 'archive', '归档', on, '结束，# 日内归档', days => fixed(addDays(on, days)), { before: ['remindArchive'] })

  const now = staged(file, today, annex)
  switch (now.stage) {
    case 'applied':
      deciding()
      answeringLetter()
      limitation()
      break
    case 'accepted':
    case 'mediating':
    case 'suspended':
      answeringLetter()
      notifying(now.file.acceptedOn)
      mediating()
      limitation()
      break
    case 'agreed':
      answeringLetter()
      limitation()
      break
    case 'performing':
      answeringLetter()
      following(now.file.agreement)
      afterCourt()
      archiving(now.file.end.on)
      break
    case 'closing':
      answeringLetter()
      if (now.file.agreement && (now.file.end.code === 'E01' || now.file.end.code === 'E02')) following(now.file.agreement)
      if (now.file.agreement) afterCourt()
      archiving(now.file.end.on)
      break
    case 'archived':
      if (now.file.agreement && (now.file.end.code === 'E01' || now.file.end.code === 'E02')) {
        following(now.file.agreement)
        afterCourt()
      }
      break
    case 'void':
      return []
    default:
      noOther(now)
  }
  file.referrals?.forEach((referral, index) => {
    if (referral.replyDueOn === undefined || referral.repliedOn !== undefined) return
    add('reply', `${referral.toBody}答复`, fixed(referral.replyDueOn), referral.sentOn,
      () => `${chineseDate(referral.sentOn)}移送${referral.toBody}，函中要求的答复日期，`, { before: ['remindReply'], after: 'remindReplyAfter' }, String(index))
  })
  return found.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
}

export type DeadlineState = 'overdue' | 'today' | 'week' | 'soon' | 'later'

/** How a deadline stands on `today`: `week` is the seven days after it, `soon` what is further away but to be reminded of. */
export const deadlineState = ({ on, reminders }: Pick<Deadline, 'on' | 'reminders'>, today: LocalDate): DeadlineState => {
  const days = daysBetween(today, on)
  if (days < 0) return 'overdue'
  if (days === 0) return 'today'
  if (days <= 7) return 'week'
  return reminders.some(reminder => reminder < 0 && days <= -reminder) ? 'soon' : 'later'
}
