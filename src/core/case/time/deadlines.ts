/** The last day of mediation; computed from the case on each look, never stored. */
import { isFromCourt } from '../record/before-acceptance.ts'
import type { CaseFile } from '../record/case-file.ts'
import { addDays, daysBetween, earlierOf, laterOf, type LocalDate } from '../../base/dates.ts'
import { isKnownYear, rolledToWorkingDay, type RestDayCalendar } from '../../base/rest-days.ts'
import { lengthOn, type NumberId, type Parameters } from '../../parameters/parameters.ts'

/** Which length of mediation holds for a case, by its source and procedure. */
export const mediationParameter = ({ source, sourceRef }: Pick<CaseFile, 'source' | 'sourceRef'>): NumberId => {
  if (source === 'courtBeforeFiling') return 'courtBeforeFiling'
  if (source !== 'courtAfterFiling') return 'mediation'
  return sourceRef?.procedure === 'simplified' ? 'courtAfterFilingSimplified' : 'courtAfterFilingOrdinary'
}

/**
 * The day whose rules hold for what runs from `start`: those in force at acceptance stay with a case to its end, and
 * before acceptance those of the day itself (基本制度第十条).
 */
export const ruleDay = ({ acceptedOn }: Pick<CaseFile, 'acceptedOn'>, start: LocalDate): LocalDate => acceptedOn ?? start

/** Days of suspension (中止) up to and including `until`: each suspension counts from − to + 1. */
export const suspendedDays = (file: CaseFile, until: LocalDate): number =>
  (file.suspensions ?? []).reduce((sum, suspension) => {
    const to = earlierOf(suspension.to ?? until, until)
    return sum + Math.max(0, daysBetween(suspension.from, to) + 1)
  }, 0)

export type MediationDeadline = {
  readonly on: LocalDate
  /** False when a year without a rest-day table was touched: weekends alone were considered. */
  readonly calendarKnown: boolean
}

/** How the period of mediation came about: its first day, its rule, and its last day before and after rest days. */
export type MediationPeriod = {
  readonly start: LocalDate
  readonly parameter: NumberId
  readonly days: number
  readonly suspended: number
  readonly lastDay: LocalDate
  readonly rolled: LocalDate
  readonly calendarKnown: boolean
}

/** The period without any extension; null for a case that was never accepted. A court's period runs from the signed receipt. */
export const mediationPeriod = (
  file: CaseFile, asOf: LocalDate, calendar: RestDayCalendar, parameters: Parameters,
): MediationPeriod | null => {
  if (!file.acceptedOn) return null
  const start = isFromCourt(file) && file.sourceRef ? file.sourceRef.receivedOn : file.acceptedOn
  const parameter = mediationParameter(file)
  const days = lengthOn(parameters, parameter, ruleDay(file, start))
  const suspended = suspendedDays(file, asOf)
  const lastDay = addDays(start, days + suspended)
  const rolled = rolledToWorkingDay(lastDay, calendar)
  return { start, parameter, days, suspended, lastDay, rolled, calendarKnown: isKnownYear(lastDay, calendar) && isKnownYear(rolled, calendar) }
}

/**
 * Last day to finish mediation (调解期限, T2/T4) as it stands on `asOf`; null for a case that was never accepted.
 * Start day not counted; suspended days so far added; a last day on a rest day moves on (民事诉讼法第85条);
 * an agreed extension replaces it when it is later.
 */
export const mediationDeadline = (
  file: CaseFile, asOf: LocalDate, calendar: RestDayCalendar, parameters: Parameters,
): MediationDeadline | null => {
  const period = mediationPeriod(file, asOf, calendar, parameters)
  if (!period) return null
  const on = (file.extensions ?? []).reduce((latest, extension) => laterOf(latest, extension.until), period.rolled)
  return { on, calendarKnown: on !== period.rolled || period.calendarKnown }
}
