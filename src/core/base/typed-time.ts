/** Dates and times as people type them. What cannot be read stays as it was typed, to be refused by name beside its field. */
import { daysBetween, isLocalDate, type LocalDate } from './dates.ts'

const plain = (typed: string): string => typed.normalize('NFKC').trim()

const two = (digits: string): string => digits.padStart(2, '0')

/** The year that brings month and day closest to `today`: on 5 January, 12-20 is two weeks ago and not in eleven months. */
const nearest = (monthDay: string, today: LocalDate): string => {
  const year = Number(today.slice(0, 4))
  const days = [year - 1, year, year + 1].map(one => `${one}-${monthDay}`).filter(isLocalDate)
  return days.toSorted((a, b) => Math.abs(daysBetween(today, a)) - Math.abs(daysBetween(today, b)))[0] ?? `${year}-${monthDay}`
}

/**
 * `2026.11.3`, `2026年11月3日`, `20261103`, `24.3.5` → `2024-03-05`; where `today` is given also `11-20`, `1120`, `11月20日`, in the
 * year that is closest. Full-width digits and signs count like the others.
 */
export const tidyDate = (typed: string, today?: LocalDate): string => {
  const text = plain(typed)
  const whole = /^(\d{4}|\d{2})\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?$/.exec(text) ?? /^(\d{4})(\d{2})(\d{2})$/.exec(text)
  if (whole) {
    const [, year, month, day] = whole as unknown as [string, string, string, string]
    return `${year.length === 2 ? `20${year}` : year}-${two(month)}-${two(day)}`
  }
  const short = /^(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*[日号]?$/.exec(text) ?? /^(\d{2})(\d{2})$/.exec(text)
  return short && today !== undefined ? nearest(`${two(short[1]!)}-${two(short[2]!)}`, today) : text
}

/** `9:5`, `9：30`, `0930`, `9点`, `9点半`, `9点30分`, `下午3点` → `15:00`. */
export const tidyTime = (typed: string): string => {
  const text = plain(typed)
  const match = /^(上午|早上|中午|下午|晚上)?\s*(\d{1,2})(?:\s*[:.]\s*(\d{1,2})|\s*[点时]\s*(?:(半)|(\d{1,2})\s*分?)?|(\d{2}))$/.exec(text)
  if (!match) return text
  const [, part, hour, minute, half, minute2, minute3] = match
  const later = (part === '下午' || part === '晚上' || part === '中午') && Number(hour) < (part === '中午' ? 11 : 12) ? 12 : 0
  return `${two(String(Number(hour) + later))}:${half ? '30' : two(minute ?? minute2 ?? minute3 ?? '0')}`
}
