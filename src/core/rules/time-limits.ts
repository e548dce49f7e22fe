/** What deadlines are reckoned with: the rest days and the lengths that hold in this office. */
import type { RestDayCalendar, RestDayTable } from '../base/rest-days.ts'
import { calendarFrom, shippedRestDays, tablesWith } from '../base/rest-days.ts'
import type { Collection } from '../base/collection.ts'
import { parametersOf, proceduresOf, type Rule } from './library.ts'
import { isNumberedPaper, paperNumberId } from '../parameters/numbered-papers.ts'
import { shippedParameters, type Earlier, type Parameters } from '../parameters/parameters.ts'
import type { Procedures } from '../case/steps/procedure.ts'

/** What the office has set that time limits rest on, beside its rules. */
type Settings = {
  readonly calendars?: readonly RestDayTable[] | undefined
  readonly numberPatterns?: Readonly<Record<string, string>> | undefined
}

export type Reckoning = { readonly calendar: RestDayCalendar; readonly parameters: Parameters }

export const shippedReckoning: Reckoning = { calendar: shippedRestDays, parameters: shippedParameters }

const calendars = new WeakMap<Settings, RestDayCalendar>()
/** By the rules, and by what was set before there were any. */
const parameters = new WeakMap<Collection<Rule>, WeakMap<object, Parameters>>()
const nothingEarlier = {}
const procedures = new WeakMap<Collection<Rule>, Procedures>()

/** Made once for each state of what it rests on. */
const remembered = <K extends object, V>(known: WeakMap<K, V>, key: K, make: () => V): V => {
  const present = known.get(key) ?? make()
  known.set(key, present)
  return present
}

const earlierOf = (settings: Settings | undefined): Earlier =>
  Object.fromEntries(Object.entries(settings?.numberPatterns ?? {}).flatMap(([id, pattern]) => (isNumberedPaper(id) ? [[paperNumberId(id), pattern]] : [])))

/** As shipped, with what the office imported and decided. */
export const reckoningOf = ({ settings, rules }: { readonly settings?: Settings; readonly rules?: Collection<Rule> }): Reckoning => ({
  calendar: settings ? remembered(calendars, settings, () => calendarFrom(tablesWith(settings.calendars ?? []))) : shippedRestDays,
  parameters: rules
    ? remembered(remembered(parameters, rules, () => new WeakMap<object, Parameters>()), settings?.numberPatterns ?? nothingEarlier, () => parametersOf(rules.all(), earlierOf(settings)))
    : shippedParameters,
})

/** The steps that the office's rules set for cases. */
export const proceduresIn = ({ rules }: { readonly rules: Collection<Rule> }): Procedures => remembered(procedures, rules, () => proceduresOf(rules.all()))
