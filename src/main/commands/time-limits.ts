/** What deadlines are reckoned with: the office's lengths and its tables of rest days. */
import { addDays, localDate, type LocalDate } from '../../core/base/dates.ts'
import { readRestDays } from '../../core/base/rest-day-import.ts'
import { isKnownYear, isRestDay, tablesWith } from '../../core/base/rest-days.ts'
import type { CalendarView, ParameterView } from '../../core/contract/time-limits.ts'
import type { CommandName, Handler } from '../../core/contract.ts'
import type { Office, Settings } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { governorOf, latestOf, withDraft } from '../../core/rules/library.ts'
import { parameterIds, parameterOf, rangeProblem, rulingText, valueOn, valueText, type ParameterId, isStatutory, statuteProblem } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { changeRules, rulesIn } from './rules.ts'

const changeSettings = <T>(ports: Ports, command: CommandName, edit: (settings: Settings) => Result<Settings>, answer: (office: Office) => T): Promise<Result<T>> =>
  ports.store.change({ command, at: ports.clock.now() }, office => {
    const settings = edit(office.settings ?? {})
    if (!settings.ok) return settings
    const next = { ...office, settings: settings.value }
    return ok({ office: next, value: answer(next) })
  })

/** Where a value is written that no rule has yet. */
const homeOf = (id: ParameterId): ParameterId | undefined => ('mayBeEmpty' in parameterOf(id) ? 'letterNumber' : undefined)

const parameterView = (office: Office, id: ParameterId, today: LocalDate): ParameterView => {
  const { parameters } = reckoningOf(office)
  const rules = rulesIn(office)
  const { value, by } = valueOn(parameters, id, today)
  const rule = governorOf(rules, id, today) ?? (homeOf(id) && governorOf(rules, homeOf(id)!, today))
  const latest = rule && latestOf(rule)
  const proposed = latest && !latest.adopted && latest.values[id] !== value ? latest.values[id] : undefined
  return {
    id, value, ...(isStatutory(id) && { statutory: true as const }), ...(by && { by: rulingText(by) }),
    ...(rule && { rule: { ruleId: rule.id, title: latestOf(rule).title } }),
    later: parameters[id].flatMap(one => (one.since !== undefined && one.since > today ? [{ value: one.value, since: one.since, ...(one.by && { by: rulingText(one.by) }) }] : [])),
    ...(proposed !== undefined && { proposed }),
  }
}

export const listParameters: Handler<'parameter.list'> = async (_input, { store, clock }) => {
  const office = await store.read()
  return office.ok ? ok({ parameters: parameterIds.map(id => parameterView(office.value, id, clock.today())) }) : office
}

/** A number is changed where it is written: as a draft of the rule that sets it. */
export const proposeParameter: Handler<'parameter.propose'> = ({ id, value }, ports) =>
  changeRules(ports, 'parameter.propose', (rules, saved, today) => {
    const fixed = statuteProblem(id, value)
    if (fixed) return refuse('fixed-by-law', fixed, { field: '/value' })
    const problem = rangeProblem(id, value)
    if (problem) return refuse('invalid-input', problem, { field: '/value' })
    // A paper gets its first number of its own in the rule that numbers letters.
    const rule = governorOf(rules, id, today) ?? (homeOf(id) && governorOf(rules, homeOf(id)!, today))
    if (!rule) {
      return refuse('no-rule', `还没有制度规定“${parameterOf(id).name}”；请主任先在“制度”里采用第一批草案，或起草一项规定它的制度。`, { field: '/id' })
    }
    const { title, kind, text, values, steps, note, adopted } = latestOf(rule)
    if (values[id] === value) return refuse('no-change', `《${title}》最新的文本里已经是 ${valueText(id, value)}，没有要改的。`, { field: '/value' })
    const change = `“${parameterOf(id).name}”由${valueText(id, values[id] ?? parameterOf(id).default)}改为${valueText(id, value)}。`
    const drafted = withDraft(rules, rule, { title, kind, text, values: { ...values, [id]: value }, ...(steps && { steps }), note: adopted || !note ? change : note + change }, saved, today)
    return drafted.ok ? ok({ changed: [drafted.value], value: { ruleId: rule.id, title, no: latestOf(drafted.value).no } }) : drafted
  })

const calendarView = (office: Office, year: number): CalendarView => {
  const own = office.settings?.calendars ?? []
  const tables = tablesWith(own)
  const { calendar } = reckoningOf(office)
  const notes = tables.find(table => table.year === year)?.notes
  const days: CalendarView['days'] = []
  for (let on: LocalDate = localDate(`${year}-01-01`); on.startsWith(String(year)); on = addDays(on, 1)) {
    const mark = calendar.work.has(on) ? 'work' : calendar.off.has(on) ? 'off' : undefined
    days.push({ on, rest: isRestDay(on, calendar), ...(mark && { mark }), ...(notes?.[on] !== undefined && { note: notes[on] }) })
  }
  return {
    years: tables.map(table => ({ year: table.year, source: table.source, imported: own.some(one => one.year === table.year) })),
    year,
    known: isKnownYear(days[0]!.on, calendar),
    days,
  }
}

export const showCalendar: Handler<'calendar.show'> = async ({ year }, { store }) => {
  const office = await store.read()
  return office.ok ? ok(calendarView(office.value, year)) : office
}

export const importCalendar: Handler<'calendar.import'> = async ({ content, source }, ports) => {
  const read = readRestDays(content, source)
  if (!read.ok) return read
  const { year, off, work, notes } = read.value
  const table = { year, source, off: [...off], work: [...work], ...(notes && { notes: { ...notes } }) }
  return changeSettings(ports, 'calendar.import', settings =>
    ok({ ...settings, calendars: [...(settings.calendars ?? []).filter(one => one.year !== year), table] }), office => calendarView(office, year))
}

export const removeCalendar: Handler<'calendar.remove'> = ({ year }, ports) =>
  changeSettings(ports, 'calendar.remove', settings => {
    const calendars = settings.calendars ?? []
    return calendars.some(one => one.year === year)
      ? ok({ ...settings, calendars: calendars.filter(one => one.year !== year) })
      : refuse('not-imported', `${year} 年没有导入过放假表；随软件的表不能移除。`, { field: '/year' })
  }, office => calendarView(office, year))
