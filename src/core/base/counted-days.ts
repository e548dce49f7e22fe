/** A date that was counted from another one, with what rest days did to it, and the words for that. */
import { addDays, chineseDate, type LocalDate } from './dates.ts'
import { addWorkingDays, isKnownYear, rolledToWorkingDay, type RestDayCalendar } from './rest-days.ts'

/** `calendarKnown` is false when a year without a rest-day table was touched. */
export type Counted = { readonly on: LocalDate; readonly lastDay: LocalDate; readonly calendarKnown: boolean }

/** A last day that moves on where it is a rest day. */
export const rolled = (lastDay: LocalDate, calendar: RestDayCalendar): Counted => {
  const on = rolledToWorkingDay(lastDay, calendar)
  return { on, lastDay, calendarKnown: isKnownYear(on, calendar) && isKnownYear(lastDay, calendar) }
}

/** So many days after `start`, itself not counted; a last day on a rest day moves on. */
export const naturalDaysAfter = (start: LocalDate, days: number, calendar: RestDayCalendar): Counted => rolled(addDays(start, days), calendar)

export const workingDaysAfter = (start: LocalDate, days: number, calendar: RestDayCalendar): Counted => {
  const on = addWorkingDays(start, days, calendar)
  return { on, lastDay: on, calendarKnown: isKnownYear(on, calendar) && isKnownYear(start, calendar) }
}

/** A day that rests on no calendar: it was written down, or no rest day moves it. */
export const fixed = (on: LocalDate): Counted => ({ on, lastDay: on, calendarKnown: true })

/** “…起第 30 日为 2026年11月14日（休息日），顺延至 2026年11月16日。” */
export const ending = ({ on, lastDay, calendarKnown }: Counted): string => {
  const moved = on === lastDay ? `最后一日为${chineseDate(on)}` : `最后一日${chineseDate(lastDay)}是休息日，顺延至${chineseDate(on)}`
  return calendarKnown ? `${moved}。` : `${moved}；其间有年份没有放假表，只按周末推算，请导入放假表后再看。`
}
