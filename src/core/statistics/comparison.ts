/** 环比 and 同比: which period to compare with, and by how much a figure changed. */
import { addDays, addMonths, chineseDate, daysBetween, lastOfMonth, type LocalDate } from '../base/dates.ts'
import type { Figure, Period, Rate } from './statistic.ts'

/** Calendar periods: how many months they last, and in which months they may begin. A year may be the one from 1 December. */
const calendarPeriods = [
  { months: 1, begins: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
  { months: 3, begins: [1, 4, 7, 10] },
  { months: 6, begins: [1, 7] },
  { months: 12, begins: [1, 12] },
] as const

/** The length in months of a calendar month, quarter, half-year or year; null for a custom period. */
export const monthsOf = ({ from, to }: Period): 1 | 3 | 6 | 12 | null => {
  const begin = Number(from.slice(5, 7))
  const match = calendarPeriods.find(({ months, begins }) =>
    from.endsWith('-01') && (begins as readonly number[]).includes(begin) && lastOfMonth(addMonths(from, months - 1)) === to)
  return match?.months ?? null
}

export const isCalendarMonth = (period: Period): boolean => monthsOf(period) === 1

/** 环比: the period just before, of the same kind; for a custom period as many days, ending the day before. */
export const previousPeriod = (period: Period): Period => {
  const months = monthsOf(period)
  const to = addDays(period.from, -1)
  return months
    ? { from: addMonths(period.from, -months), to }
    : { from: addDays(to, -daysBetween(period.from, period.to)), to }
}

const yearBefore = (date: LocalDate): LocalDate => addMonths(date, -12)

/** 同比: the same dates one year earlier; 29 February becomes 28. */
export const samePeriodLastYear = ({ from, to }: Period): Period => ({ from: yearBefore(from), to: yearBefore(to) })

/** `2026年10月`, `2026年第四季度`, `2026年上半年`, `2026年`, otherwise both dates. */
export const periodTitle = (period: Period): string => {
  const [year, month] = period.from.split('-').map(Number) as [number, number]
  switch (monthsOf(period)) {
    case 1: return `${year}年${month}月`
    case 3: return `${year}年第${'一二三四'[(month - 1) / 3]}季度`
    case 6: return `${year}年${month === 1 ? '上' : '下'}半年`
    // The statistics year is named after the year in which eleven of its months lie.
    case 12: return month === 1 ? `${year}年` : `${year + 1}统计年度`
    case null: return `${chineseDate(period.from)}至${chineseDate(period.to)}`
  }
}

/** The value as an exact fraction; null when there is nothing to compare. Escalation is compared by its cases. */
const fractionOf = ({ value, unit }: Figure): Rate | null => {
  if (value === null) return null
  // Days have one decimal: tenths are whole.
  if (typeof value === 'number') return { numerator: unit === 'days' ? Math.round(value * 10) : value, denominator: 1 }
  if ('cases' in value) return { numerator: value.cases, denominator: 1 }
  return value.denominator === 0 ? null : value
}

/** Change = (this − reference) ÷ reference, exact; denominator 0 where the reference is 0 or either has no value. */
export const changeOf = (figure: Figure, reference: Figure): Rate => {
  const [now, then] = [fractionOf(figure), fractionOf(reference)]
  if (!now || !then) return { numerator: 0, denominator: 0 }
  const before = then.numerator * now.denominator
  return { numerator: now.numerator * then.denominator - before, denominator: before }
}
