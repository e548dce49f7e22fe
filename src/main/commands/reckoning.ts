/** What deadlines are reckoned with: the office's lengths and its tables of rest days. */
import { addDays, localDate, type LocalDate } from '../../core/case/dates.ts'
import { readRestDays } from '../../core/case/rest-day-import.ts'
import { isKnownYear, isRestDay, tablesWith } from '../../core/case/rest-days.ts'
import type { CalendarView } from '../../core/contract/reckoning.ts'
import type { CommandName, Handler } from '../../core/contract.ts'
import type { Office, Settings } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { withSetting } from '../../core/rules/parameters.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'

const changeSettings = <T>(ports: Ports, command: CommandName, edit: (settings: Settings) => Result<Settings>, answer: (office: Office) => T): Promise<Result<T>> =>
  ports.store.change({ command, at: ports.clock.now() }, office => {
    const settings = edit(office.settings ?? {})
    if (!settings.ok) return settings
    const next = { ...office, settings: settings.value }
    return ok({ office: next, value: answer(next) })
  })

const settingsOf = (office: Office) => ({ settings: [...(office.settings?.parameters ?? [])] })

export const listParameters: Handler<'parameter.list'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok(settingsOf(office.value)) : office
}

export const setParameter: Handler<'parameter.set'> = (setting, ports) =>
  changeSettings(ports, 'parameter.set', settings => ok({ ...settings, parameters: withSetting(settings.parameters ?? [], setting) }), settingsOf)

export const resetParameter: Handler<'parameter.reset'> = ({ id }, ports) =>
  changeSettings(ports, 'parameter.reset', settings => ok({ ...settings, parameters: (settings.parameters ?? []).filter(one => one.id !== id) }), settingsOf)

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
