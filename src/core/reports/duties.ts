/** 报送日历: what the committee has to hand in, to whom and by when; and what was sent. */
import * as z from 'zod'
import { LocalDateText } from '../case/record/case-file.ts'
import { addDays, addMonths, daysBetween, firstOfMonth, type LocalDate } from '../base/dates.ts'
import { keysOf } from '../base/codes.ts'
import { rolledToWorkingDay, shippedRestDays, type RestDayCalendar } from '../base/rest-days.ts'
import { Text } from '../base/text.ts'
import { periodAround, periodId, shiftedPeriod, type CalendarKind } from '../statistics/periods.ts'
import { periodTitle } from '../statistics/comparison.ts'
import type { Period } from '../statistics/statistic.ts'

export const dutyRhythms = { month: '每月', quarter: '每季度', halfYear: '每半年', year: '每年', statisticsYear: '每统计年度' } as const satisfies Record<CalendarKind, string>

export const ReportDuty = z.strictObject({
  id: Text,
  /** What is handed in. */
  name: Text.max(60, '名称请控制在 60 字以内。'),
  /** To whom. */
  body: Text.max(60, '单位名称请控制在 60 字以内。'),
  rhythm: z.enum(keysOf(dutyRhythms)),
  /** Due on this day of the month after the period. */
  /** Due in the month in which the period ends, not in the one after it. */
  sameMonth: z.boolean().optional(),
  dueDay: z.int('到期日应为 1 到 28 的整数。').min(1, '到期日应为 1 到 28。').max(28, '到期日应为 1 到 28。'),
  /** The first period it is owed for is the one in which this day lies. */
  since: LocalDateText,
})
export type ReportDuty = z.output<typeof ReportDuty>

/** Proof of delivery (回执): a file that the store keeps. */
export const Receipt = z.strictObject({ name: Text, blob: z.string(), size: z.int().min(0), sha256: z.string().regex(/^[0-9a-f]{64}$/) })

export const ReportSending = z.strictObject({
  id: Text,
  dutyId: Text,
  from: LocalDateText,
  to: LocalDateText,
  sentOn: LocalDateText,
  /** Who sent it. */
  by: Text,
  note: Text.optional(),
  /** Sent once more, oldest first: the first sending stays what it was. */
  again: z.array(z.strictObject({ sentOn: LocalDateText, by: Text, note: Text.optional() })).optional(),
  receipt: Receipt.optional(),
})
export type ReportSending = z.output<typeof ReportSending>

/** What committees usually owe; taken over by a click, with their own days. No rule sets these days. */
export const suggestedDuties: readonly Omit<ReportDuty, 'id' | 'since'>[] = [
  { name: '物业纠纷调解情况月报', body: '市住房和城乡建设局', rhythm: 'month', dueDay: 5 },
  { name: '人民调解案件情况统计表', body: '市司法局', rhythm: 'quarter', dueDay: 10 },
]

export type DueReport = {
  readonly duty: ReportDuty
  readonly period: Period
  readonly periodTitle: string
  readonly dueOn: LocalDate
  readonly state: 'sent' | 'overdue' | 'today' | 'week' | 'later'
  readonly sending?: ReportSending
}

const stateOf = (dueOn: LocalDate, today: LocalDate): DueReport['state'] => {
  const days = daysBetween(today, dueOn)
  return days < 0 ? 'overdue' : days === 0 ? 'today' : days <= 7 ? 'week' : 'later'
}

/** Periods looked back on at most, for each duty. */
const MOST_PERIODS = 36

/** The period of a duty in which a day lies. */
export const dutyPeriodAround = ({ rhythm }: Pick<ReportDuty, 'rhythm'>, day: LocalDate): Period => periodAround(rhythm, day)

/** What each duty owes for the periods up to the running one, latest first within a duty. */
export const dueReports = (duties: readonly ReportDuty[], sendings: readonly ReportSending[], today: LocalDate, calendar: RestDayCalendar = shippedRestDays): DueReport[] => {
  const sent = new Map(sendings.map(sending => [`${sending.dutyId} ${sending.from}..${sending.to}`, sending]))
  return duties.flatMap(duty => {
    const due: DueReport[] = []
    const first = periodAround(duty.rhythm, duty.since)
    for (let period = periodAround(duty.rhythm, today); period.from >= first.from && due.length < MOST_PERIODS; period = shiftedPeriod(period, -1)) {
      // A last day on a rest day moves on, as all of them do.
      const dueOn = rolledToWorkingDay(addDays(addMonths(firstOfMonth(period.to), duty.sameMonth ? 0 : 1), duty.dueDay - 1), calendar)
      const sending = sent.get(`${duty.id} ${periodId(period)}`)
      due.push({
        duty, period, periodTitle: periodTitle(period), dueOn, state: sending ? 'sent' : stateOf(dueOn, today), ...(sending && { sending }),
      })
    }
    return due
  })
}
