/**
 * Instalments (分期): a total split exactly over due dates. A date on a rest day moves to the next working day (民法典第203条);
 * the date as planned stays beside it.
 */
import { addDays, addMonths, firstOfMonth, lastOfMonth, type LocalDate } from '../../base/dates.ts'
import { isKnownYear, rolledToWorkingDay, type RestDayCalendar } from '../../base/rest-days.ts'

export const instalmentRhythms = { monthly: '每月', weekly: '每周', custom: '逐期指定' } as const
export type InstalmentRhythm = keyof typeof instalmentRhythms

export type InstalmentPlan = {
  readonly totalFen: number
  /** Round each instalment down to whole yuan or to fen; the last one takes the rest. */
  readonly unitFen: 1 | 100
} & (
  /** On this day of each month from the month of `first` on, or the last day of a month without it. `day` 31 is the month's end. */
  | { readonly rhythm: 'monthly'; readonly first: LocalDate; readonly day: number; readonly count: number }
  /** Every seven days from `first` on. */
  | { readonly rhythm: 'weekly'; readonly first: LocalDate; readonly count: number }
  | { readonly rhythm: 'custom'; readonly dates: readonly LocalDate[] }
)

export type Instalment = {
  readonly no: number
  /** As planned. */
  readonly plannedOn: LocalDate
  /** The day it falls due: the first working day from the planned one on. */
  readonly dueOn: LocalDate
  readonly amountFen: number
  /** False: a year without a rest-day table was touched, so that weekends alone were considered. */
  readonly calendarKnown: boolean
}

export const MOST_INSTALMENTS = 120

const inMonth = (month: LocalDate, day: number): LocalDate => {
  const last = lastOfMonth(month)
  const wanted = addDays(firstOfMonth(month), day - 1)
  return wanted <= last ? wanted : last
}

const plannedDates = (plan: InstalmentPlan): LocalDate[] => {
  switch (plan.rhythm) {
    case 'monthly': {
      // A day before `first` in its own month is past: the run begins in the next month.
      const start = inMonth(plan.first, plan.day) >= plan.first ? firstOfMonth(plan.first) : addMonths(firstOfMonth(plan.first), 1)
      return Array.from({ length: plan.count }, (_, index) => inMonth(addMonths(start, index), plan.day))
    }
    case 'weekly': return Array.from({ length: plan.count }, (_, index) => addDays(plan.first, 7 * index))
    case 'custom': return plan.dates.toSorted()
  }
}

/** The instalments in order of their dates; their amounts add up to the total exactly. Takes at least one date. */
export const instalmentsOf = (plan: InstalmentPlan, calendar: RestDayCalendar): Instalment[] => {
  const dates = plannedDates(plan)
  const each = Math.floor(plan.totalFen / dates.length / plan.unitFen) * plan.unitFen
  return dates.map((plannedOn, index) => {
    const dueOn = rolledToWorkingDay(plannedOn, calendar)
    return {
      no: index + 1,
      plannedOn,
      dueOn,
      amountFen: index === dates.length - 1 ? plan.totalFen - each * (dates.length - 1) : each,
      calendarKnown: isKnownYear(plannedOn, calendar) && isKnownYear(dueOn, calendar),
    }
  })
}

/** The template of one instalment's sentence: what the whole is stands in each, so that each can be read alone. */
export const instalmentTemplate = (no: number, count: number, total: string): string =>
  `【义务人】应向【权利人】支付的款项共计${total}，分${count}期支付。第${no}期：【义务人】于【日期】前（含当日）以【方式】的方式向【权利人】支付【金额】。`
