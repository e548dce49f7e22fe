/** 统计时期: the kinds that can be chosen, and the way from one to the next. */
import { addDays, addMonths, daysBetween, firstOfMonth, lastOfMonth, type LocalDate } from '../base/dates.ts'
import { monthsOf } from './comparison.ts'
import type { Period } from './statistic.ts'

/** `statisticsYear` runs from 1 December to 30 November and is named after the year in which it ends. */
export const periodKinds = { month: '月', quarter: '季度', halfYear: '半年', year: '年', statisticsYear: '统计年度', custom: '自选时期' } as const
export type PeriodKind = keyof typeof periodKinds
export type CalendarKind = Exclude<PeriodKind, 'custom'>

const lengths: Readonly<Record<CalendarKind, number>> = { month: 1, quarter: 3, halfYear: 6, year: 12, statisticsYear: 12 }

/** The period of a kind in which a date lies. */
export const periodAround = (kind: CalendarKind, date: LocalDate): Period => {
  const months = lengths[kind]
  const month = Number(date.slice(5, 7)) - 1
  // Months since the last beginning of such a period: a statistics year begins one month before the calendar year.
  const into = (kind === 'statisticsYear' ? month + 1 : month) % months
  const from = addMonths(firstOfMonth(date), -into)
  return { from, to: lastOfMonth(addMonths(from, months - 1)) }
}

export const kindOf = (period: Period): PeriodKind => {
  switch (monthsOf(period)) {
    case 1: return 'month'
    case 3: return 'quarter'
    case 6: return 'halfYear'
    case 12: return period.from.slice(5, 7) === '12' ? 'statisticsYear' : 'year'
    case null: return 'custom'
  }
}

/** The period `steps` further on (back where negative) of the same kind; a custom period moves by its own days. */
export const shiftedPeriod = (period: Period, steps: number): Period => {
  const months = monthsOf(period)
  if (months) {
    const from = addMonths(period.from, months * steps)
    return { from, to: lastOfMonth(addMonths(from, months - 1)) }
  }
  const days = (daysBetween(period.from, period.to) + 1) * steps
  return { from: addDays(period.from, days), to: addDays(period.to, days) }
}

/** How a period is known where it is kept: `2026-10-01..2026-10-31`. */
export const periodId = ({ from, to }: Period): string => `${from}..${to}`
