/**
 * Local civil dates and times of China as branded strings; the only file of core that may use `Date`,
 * and it only ever uses UTC arithmetic on whole days, so no time zone can shift a date.
 */

export type LocalDate = string & { readonly __localDate: true }
export type LocalTime = string & { readonly __localTime: true }

const DAY = 86_400_000

// Every deadline of every case is counted on the first screen, so whole days are counted in integers: a year begins in March
// here, which puts the leap day at its end, and 146,097 days are 400 years.

const digits = (text: string, from: number, to: number): number => {
  let number = 0
  for (let at = from; at < to; at += 1) number = number * 10 + text.charCodeAt(at) - 48
  return number
}

/** Days from 1970-01-01. */
const dayNumber = (date: LocalDate): number => {
  const month = digits(date, 5, 7)
  const year = digits(date, 0, 4) - (month <= 2 ? 1 : 0)
  const dayOfYear = Math.trunc((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digits(date, 8, 10) - 1
  return 365 * year + Math.trunc(year / 4) - Math.trunc(year / 100) + Math.trunc(year / 400) + dayOfYear - 719_468
}

const two = (number: number): string => (number < 10 ? `0${number}` : String(number))

const fromDayNumber = (day: number): LocalDate => {
  const days = day + 719_468
  const era = Math.trunc(days / 146_097)
  const dayOfEra = days - era * 146_097
  const yearOfEra = Math.trunc((dayOfEra - Math.trunc(dayOfEra / 1460) + Math.trunc(dayOfEra / 36_524) - Math.trunc(dayOfEra / 146_096)) / 365)
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.trunc(yearOfEra / 4) - Math.trunc(yearOfEra / 100))
  const fromMarch = Math.trunc((5 * dayOfYear + 2) / 153)
  const month = fromMarch + (fromMarch < 10 ? 3 : -9)
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(dayOfYear - Math.trunc((153 * fromMarch + 2) / 5) + 1)}` as LocalDate
}

/** True for a real calendar date `YYYY-MM-DD` from 1900 to 2999: 2026-02-30 is not one. */
export const isLocalDate = (text: string): text is LocalDate => {
  if (!/^(19|2\d)\d{2}-\d{2}-\d{2}$/.test(text)) return false
  const time = Date.parse(`${text}T00:00:00Z`)
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text)
}

/** True for `YYYY-MM-DDTHH:mm` with a real date and a time from 00:00 to 23:59. */
export const isLocalTime = (text: string): text is LocalTime =>
  /^.{10}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && isLocalDate(text.slice(0, 10))

/** A literal that is known to be a date. Throws on anything else: a fault of ours, not of the user. */
export const localDate = (text: string): LocalDate => {
  if (!isLocalDate(text)) throw new Error(`not a local date: ${text}`)
  return text
}

export const dateOf = (time: LocalTime): LocalDate => time.slice(0, 10) as LocalDate

export const addDays = (date: LocalDate, days: number): LocalDate => fromDayNumber(dayNumber(date) + days)

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

/** The same day number `months` later, or the last day of that month where it has no such day. */
export const addMonths = (date: LocalDate, months: number): LocalDate => {
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const first = Date.UTC(year, month - 1 + months, 1)
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return fromDayNumber(first / DAY + Math.min(day, lastDay) - 1)
}

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (date: LocalDate): number => (((dayNumber(date) + 4) % 7) + 7) % 7

export const yearOf = (date: LocalDate): number => Number(date.slice(0, 4))

export const firstOfMonth = (date: LocalDate): LocalDate => `${date.slice(0, 7)}-01` as LocalDate

export const lastOfMonth = (date: LocalDate): LocalDate => addDays(addMonths(firstOfMonth(date), 1), -1)

export const earlierOf = (a: LocalDate, b: LocalDate): LocalDate => (a <= b ? a : b)

export const laterOf = (a: LocalDate, b: LocalDate): LocalDate => (a >= b ? a : b)

/** Whole years of age on `on`. */
export const ageOn = (bornOn: LocalDate, on: LocalDate): number =>
  yearOf(on) - yearOf(bornOn) - (on.slice(5) < bornOn.slice(5) ? 1 : 0)

/** `2026年11月3日`: Arabic figures without leading zeros, as papers write it. */
export const chineseDate = (date: LocalDate): string => `${digits(date, 0, 4)}年${digits(date, 5, 7)}月${digits(date, 8, 10)}日`

/** `2026年11月3日9时05分`. */
export const chineseTime = (time: LocalTime): string =>
  `${chineseDate(dateOf(time))}${Number(time.slice(11, 13))}时${time.slice(14, 16)}分`
