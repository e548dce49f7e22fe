/** Every deadline of a case, computed on each look, with a sentence that says where its date comes from. */
import type { CaseFile } from './case-file.ts'
import { addDays, addMonths, chineseDate, daysBetween, laterOf, type LocalDate } from './dates.ts'
import { baseDays, defaultPeriods, mediationDeadline, suspendedDays, type MediationPeriods } from './deadlines.ts'
import { isOwnerTerm } from './head-list.ts'
import { addWorkingDays, isKnownYear, rolledToWorkingDay, type RestDayCalendar } from './rest-days.ts'

/** A length with the rule that sets it. Defaults marked 〔设定〕 have no rule behind them; the committee may set them. */
export type DeadlineLengths = {
  /** T1: working days to accept or refuse. */
  readonly acceptance: number
  /** T5: working days to answer the court's assignment. */
  readonly courtAnswer: number
  /** T6: natural days to apply for judicial confirmation. */
  readonly confirmation: number
  /** T9: natural days after the first due date, and after the agreement where no date was agreed. */
  readonly followUpAfterDue: number
  readonly followUpAfterAgreement: number
  /** T10: natural days after closure to archive. */
  readonly archive: number
  /** T11: years of limitation. */
  readonly limitation: number
}

export const defaultLengths: DeadlineLengths = {
  acceptance: 3, courtAnswer: 3, confirmation: 30, followUpAfterDue: 15, followUpAfterAgreement: 30, archive: 30, limitation: 3,
}

export type DeadlineKind = 'T1' | 'T2' | 'T4' | 'T5' | 'T6' | 'T8' | 'T9' | 'T10' | 'T11' | 'reply'

export type Deadline = {
  readonly kind: DeadlineKind
  /** What is due. */
  readonly what: string
  readonly on: LocalDate
  /** How the date came about: start, rule, length, suspended days, rest days, result. */
  readonly sentence: string
  /** False when a year without a rest-day table was touched: the date rests on weekends alone. */
  readonly calendarKnown: boolean
  /** Days at which to remind, before (negative) and after the date. */
  readonly reminders: readonly number[]
  /** The term (T8) or the referral's place in its list (reply). */
  readonly of?: string
}

type Counted = { readonly on: LocalDate; readonly lastDay: LocalDate; readonly calendarKnown: boolean }

const rolled = (lastDay: LocalDate, calendar: RestDayCalendar): Counted => {
  const on = rolledToWorkingDay(lastDay, calendar)
  return { on, lastDay, calendarKnown: isKnownYear(on, calendar) && isKnownYear(lastDay, calendar) }
}

const working = (start: LocalDate, days: number, calendar: RestDayCalendar): Counted => {
  const on = addWorkingDays(start, days, calendar)
  return { on, lastDay: on, calendarKnown: isKnownYear(on, calendar) && isKnownYear(start, calendar) }
}

/** “…起第 30 日为 2026年11月14日（休息日），顺延至 2026年11月16日。” */
const ending = ({ on, lastDay, calendarKnown }: Counted): string => {
  const moved = on === lastDay ? `最后一日为${chineseDate(on)}` : `最后一日${chineseDate(lastDay)}是休息日，顺延至${chineseDate(on)}`
  return calendarKnown ? `${moved}。` : `${moved}；其间有年份没有放假表，只按周末推算，请导入放假表后再看。`
}

/** All deadlines that still run on `today`; what was done has none. Sorted by date. */
export const deadlinesOf = (
  file: CaseFile, today: LocalDate, calendar: RestDayCalendar,
  lengths: DeadlineLengths = defaultLengths, periods: MediationPeriods = defaultPeriods,
): Deadline[] => {
  const found: Deadline[] = []
  const add = (kind: DeadlineKind, what: string, counted: Counted, because: string, reminders: readonly number[] = [-1], of?: string): void => {
    found.push({ kind, what, on: counted.on, sentence: because + ending(counted), calendarKnown: counted.calendarKnown, reminders, ...(of !== undefined && { of }) })
  }
  const { acceptedOn, agreement, end } = file
  const fromCourt = file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling'

  if (!acceptedOn && !end) {
    add('T1', '决定是否受理', working(file.appliedOn, lengths.acceptance, calendar),
      `${chineseDate(file.appliedOn)}收到申请，次日起 ${lengths.acceptance} 个工作日内决定是否受理（SF/T 0083），`)
    if (fromCourt && file.sourceRef) {
      add('T5', '答复法院是否接受', working(file.sourceRef.receivedOn, lengths.courtAnswer, calendar),
        `${chineseDate(file.sourceRef.receivedOn)}签收法院材料，次日起 ${lengths.courtAnswer} 个工作日内答复（人民法院在线调解规则第12条），`)
    }
  }
  const mediation = mediationDeadline(file, today, calendar, periods)
  if (mediation && !end && !agreement) {
    const start = fromCourt && file.sourceRef ? file.sourceRef.receivedOn : acceptedOn!
    const days = baseDays(file, periods)
    const suspended = suspendedDays(file, today)
    const lastDay = addDays(start, days + suspended)
    const byRule = rolled(lastDay, calendar)
    const rule = fromCourt ? '法释〔2016〕14号' : '人民调解工作若干规定第33条'
    const because = `${chineseDate(start)}${fromCourt ? '签收法院材料' : '受理'}，次日起 ${days} 日（${rule}）${suspended > 0 ? `，加中止 ${suspended} 日` : ''}，`
    if (mediation.on === byRule.on) add(fromCourt ? 'T4' : 'T2', '调解期限届满', byRule, because, [-7, -3, -1])
    else {
      found.push({
        kind: fromCourt ? 'T4' : 'T2', what: '调解期限届满', on: mediation.on, calendarKnown: true, reminders: [-7, -3, -1],
        sentence: `${because}${ending(byRule).slice(0, -1)}；当事人同意延长至${chineseDate(mediation.on)}。`,
      })
    }
  }
  const settled = end?.code === 'E01' || end?.code === 'E02'
  if (settled && agreement) {
    const effectiveOn = agreement.effectiveOn ?? agreement.reachedOn
    if (!file.confirmation && !file.courtMediationDocument && file.source !== 'courtAfterFiling') {
      const counted = rolled(addDays(effectiveOn, lengths.confirmation), calendar)
      if (counted.on >= today) {
        add('T6', '申请司法确认的最后一日', counted,
          `协议${chineseDate(effectiveOn)}生效，次日起 ${lengths.confirmation} 日内双方可以共同申请司法确认（民事诉讼法第205条、第85条），`, [-7, -1])
      }
    }
    const latest = new Map<string, { readonly on: LocalDate; readonly state: string }>()
    for (const entry of file.performance ?? []) {
      const known = latest.get(entry.termId)
      if (!known || known.on <= entry.on) latest.set(entry.termId, entry)
    }
    const open = agreement.terms.filter(term => term.dueOn !== undefined && latest.get(term.id)?.state !== 'done')
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
      add('T8', many > 1 ? `按名册 ${many} 户的义务履行` : `第${index + 1}项义务履行`, rolled(dueOn, calendar),
        `协议${many > 1 ? `按名册生成的 ${many} 项` : `第${index + 1}项`}约定${chineseDate(dueOn)}前履行（最后一日为休息日的顺延，民法典第203条），`, [-7, -1, 1], term.id)
    }
    if ((file.followUps ?? []).length === 0 && !file.archive) {
      const dates = agreement.terms.flatMap(term => term.dueOn ?? []).toSorted()
      const [first] = dates
      const counted = first === undefined
        ? addDays(effectiveOn, lengths.followUpAfterAgreement)
        : laterOf(addDays(first, lengths.followUpAfterDue), effectiveOn)
      add('T9', '首次回访', { on: counted, lastDay: counted, calendarKnown: true },
        first === undefined
          ? `协议${chineseDate(effectiveOn)}生效，没有约定履行日期，${lengths.followUpAfterAgreement} 日内回访（人民调解法第31条，天数为设定），`
          : `最早的履行日期是${chineseDate(first)}，其后 ${lengths.followUpAfterDue} 日内回访（人民调解法第31条，天数为设定），`)
    }
  }
  file.referrals?.forEach((referral, index) => {
    if (referral.replyDueOn === undefined || referral.repliedOn !== undefined) return
    add('reply', `${referral.toBody}答复`, { on: referral.replyDueOn, lastDay: referral.replyDueOn, calendarKnown: true },
      `${chineseDate(referral.sentOn)}移送${referral.toBody}，函中要求的答复日期，`, [-1, 1], String(index))
  })
  if (end && !file.archive) {
    const on = addDays(end.on, lengths.archive)
    add('T10', '归档', { on, lastDay: on, calendarKnown: true }, `${chineseDate(end.on)}结束，${lengths.archive} 日内归档（天数为设定），`)
  }
  if (!end) {
    const on = addMonths(file.appliedOn, 12 * lengths.limitation)
    add('T11', '诉讼时效（自申请调解之日重新计算）', { on, lastDay: on, calendarKnown: true },
      `${chineseDate(file.appliedOn)}申请调解，诉讼时效中断并重新计算 ${lengths.limitation} 年（民法典第188条、第195条，诉讼时效规定第12条），`, [-90, -30])
  }
  return found.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))
}

export type DeadlineState = 'overdue' | 'today' | 'week' | 'later'

/** How a deadline stands on `today`; `week` is the seven days after it. */
export const deadlineState = (on: LocalDate, today: LocalDate): DeadlineState => {
  const days = daysBetween(today, on)
  return days < 0 ? 'overdue' : days === 0 ? 'today' : days <= 7 ? 'week' : 'later'
}
