/** Deadlines are computed from the case on each look, never stored. */
import type { CaseFile } from './case-file.ts'
import { addDays, daysBetween, earlierOf, laterOf, type LocalDate } from './dates.ts'
import { isKnownYear, rolledToWorkingDay, type RestDayCalendar } from './rest-days.ts'

/** Lengths in natural days. Defaults: 人民调解工作若干规定第33条 (one month); 法释〔2016〕14号 (30 / 15 / 7 days). */
export type MediationPeriods = {
  readonly ordinary: number
  readonly courtBeforeFiling: number
  readonly courtAfterFilingOrdinary: number
  readonly courtAfterFilingSimplified: number
}

export const defaultPeriods: MediationPeriods = {
  ordinary: 30,
  courtBeforeFiling: 30,
  courtAfterFilingOrdinary: 15,
  courtAfterFilingSimplified: 7,
}

/** Length of mediation in natural days, by source and procedure. */
export const baseDays = (file: CaseFile, periods: MediationPeriods): number => {
  if (file.source === 'courtBeforeFiling') return periods.courtBeforeFiling
  if (file.source !== 'courtAfterFiling') return periods.ordinary
  return file.sourceRef?.procedure === 'simplified' ? periods.courtAfterFilingSimplified : periods.courtAfterFilingOrdinary
}

/** Days of suspension (中止) up to and including `until`: each suspension counts from − to + 1. */
export const suspendedDays = (file: CaseFile, until: LocalDate): number =>
  (file.suspensions ?? []).reduce((sum, suspension) => {
    const to = earlierOf(suspension.to ?? until, until)
    return sum + Math.max(0, daysBetween(suspension.from, to) + 1)
  }, 0)

export type MediationDeadline = {
  readonly on: LocalDate
  /** False when the last day falls in a year without a rest-day table: weekends alone were considered. */
  readonly calendarKnown: boolean
}

/**
 * Last day to finish mediation (调解期限, T2/T4) as it stands on `asOf`; null for a case that was never accepted.
 * Start day not counted; suspended days so far added; a last day on a rest day moves on (民事诉讼法第85条);
 * an agreed extension replaces it when it is later.
 */
export const mediationDeadline = (
  file: CaseFile,
  asOf: LocalDate,
  calendar: RestDayCalendar,
  periods: MediationPeriods = defaultPeriods,
): MediationDeadline | null => {
  if (!file.acceptedOn) return null
  const fromCourt = file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling'
  const start = fromCourt && file.sourceRef ? file.sourceRef.receivedOn : file.acceptedOn
  const lastDay = addDays(start, baseDays(file, periods) + suspendedDays(file, asOf))
  const rolled = rolledToWorkingDay(lastDay, calendar)
  const on = (file.extensions ?? []).reduce((latest, extension) => laterOf(latest, extension.until), rolled)
  return { on, calendarKnown: on !== rolled || isKnownYear(rolled, calendar) }
}
