/** What deadlines are reckoned with: the rest days and the lengths that hold in this office. */
import type { RestDayCalendar } from '../case/rest-days.ts'
import { calendarFrom, shippedRestDays, tablesWith } from '../case/rest-days.ts'
import { parametersFrom, shippedParameters, type Parameters } from './parameters.ts'
import type { Settings } from '../office.ts'

export type Reckoning = { readonly calendar: RestDayCalendar; readonly parameters: Parameters }

export const shippedReckoning: Reckoning = { calendar: shippedRestDays, parameters: shippedParameters }

const reckonings = new WeakMap<Settings, Reckoning>()

/** As shipped, with what the office set. Made once for each state of the settings. */
export const reckoningOf = ({ settings }: { readonly settings?: Settings }): Reckoning => {
  if (!settings) return shippedReckoning
  let reckoning = reckonings.get(settings)
  if (!reckoning) {
    reckoning = { calendar: calendarFrom(tablesWith(settings.calendars ?? [])), parameters: parametersFrom(settings.parameters) }
    reckonings.set(settings, reckoning)
  }
  return reckoning
}
