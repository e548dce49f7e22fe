/** Rest days and working weekends of China, by year, and counting in working days (民事诉讼法第85条, 全国年节及纪念日放假办法). */
import { addDays, isLocalDate, weekdayOf, yearOf, type LocalDate } from './dates.ts'
import year2024 from '../../../resources/rest-days/2024.json' with { type: 'json' }
import year2025 from '../../../resources/rest-days/2025.json' with { type: 'json' }
import year2026 from '../../../resources/rest-days/2026.json' with { type: 'json' }

/** One year's table: days off on weekdays or weekends, and weekends that are worked. `a..b` is a run of days. */
export type RestDayTable = {
  readonly year: number
  readonly source: string
  readonly off: readonly string[]
  readonly work: readonly string[]
  /** What a day is called (说明), by date. */
  readonly notes?: Readonly<Record<string, string>>
}

export type RestDayCalendar = {
  readonly years: ReadonlySet<number>
  readonly off: ReadonlySet<string>
  readonly work: ReadonlySet<string>
}

const daysOf = (entry: string): LocalDate[] => {
  const [from, to = from] = entry.split('..') as [string, string?]
  if (!isLocalDate(from) || !isLocalDate(to!)) throw new Error(`rest-day table: ${entry}`)
  const days: LocalDate[] = []
  for (let day: LocalDate = from; day <= to!; day = addDays(day, 1)) days.push(day)
  return days
}

export const calendarFrom = (tables: readonly RestDayTable[]): RestDayCalendar => ({
  years: new Set(tables.map(table => table.year)),
  off: new Set(tables.flatMap(table => table.off.flatMap(daysOf))),
  work: new Set(tables.flatMap(table => table.work.flatMap(daysOf))),
})

const shippedTables: readonly RestDayTable[] = [year2024, year2025, year2026]

/** The tables that ship with the program. */
export const shippedRestDays: RestDayCalendar = calendarFrom(shippedTables)

/** The shipped tables, each replaced by the one that the office has for its year. */
export const tablesWith = (own: readonly RestDayTable[]): RestDayTable[] =>
  [...shippedTables.filter(table => !own.some(one => one.year === table.year)), ...own].sort((a, b) => a.year - b.year)

/** False for a date in a year without a table: what is said about it rests on weekends alone and must be flagged. */
export const isKnownYear = (date: LocalDate, calendar: RestDayCalendar): boolean => calendar.years.has(yearOf(date))

export const isRestDay = (date: LocalDate, calendar: RestDayCalendar): boolean => {
  if (calendar.work.has(date)) return false
  if (calendar.off.has(date)) return true
  const weekday = weekdayOf(date)
  return weekday === 0 || weekday === 6
}

/** The date itself, or the first working day after it (民事诉讼法第85条第3款, 民法典第203条). */
export const rolledToWorkingDay = (date: LocalDate, calendar: RestDayCalendar): LocalDate => {
  let day = date
  while (isRestDay(day, calendar)) day = addDays(day, 1)
  return day
}

/** The `count`-th working day after `start`, the start day not counted. */
export const addWorkingDays = (start: LocalDate, count: number, calendar: RestDayCalendar): LocalDate => {
  let day = start
  for (let left = count; left > 0; ) {
    day = addDays(day, 1)
    if (!isRestDay(day, calendar)) left -= 1
  }
  return day
}
