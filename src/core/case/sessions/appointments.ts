/** Planned sessions (日程) and what speaks against their time: somebody or some room is taken, the office is shut, the period is over. */
import { type CaseFile, type Party } from '../record/case-file.ts'
import { addDays, chineseDate, dateOf, weekdayOf, type LocalDate, type LocalTime } from '../../base/dates.ts'
import { mediationDeadline } from '../time/deadlines.ts'
import { isKnownYear, isRestDay, type RestDayCalendar } from '../../base/rest-days.ts'
import type { SessionSettings } from './session-settings.ts'
import type { Parameters } from '../../parameters/parameters.ts'
import type { Problem } from '../../base/result.ts'
import type { Appointment } from '../record/appointment.ts'

/** An appointment with the case it belongs to. */
export type Booking = {
  readonly caseId: string
  /** How the case is called in a sentence. */
  readonly title: string
  readonly parties: readonly Party[]
  readonly appointment: Appointment
}

const clockOf = (time: LocalTime): string => `${Number(time.slice(11, 13))}:${time.slice(14)}`

/** `11月24日 9:00—10:30`. */
export const spanInWords = ({ startAt, endAt }: Pick<Appointment, 'startAt' | 'endAt'>): string =>
  `${Number(startAt.slice(5, 7))}月${Number(startAt.slice(8, 10))}日 ${clockOf(startAt)}—${clockOf(endAt)}`

/** Monday to Sunday of the week of `date`. */
export const weekOf = (date: LocalDate): readonly LocalDate[] => {
  const monday = addDays(date, -((weekdayOf(date) + 6) % 7))
  return Array.from({ length: 7 }, (_, index) => addDays(monday, index))
}

/** Two spans share time; one that begins as the other ends does not. */
export const overlap = (a: Pick<Appointment, 'startAt' | 'endAt'>, b: Pick<Appointment, 'startAt' | 'endAt'>): boolean =>
  a.startAt < b.endAt && b.startAt < a.endAt

/** Takes time: not cancelled. */
export const isOn = (appointment: Appointment): boolean => appointment.cancelled === undefined

/** The same person or body, also in another case: by its number, or by name and phone; an organisation by its name. */
const sameParty = (a: Party, b: Party): boolean =>
  (a.idNo !== undefined && a.idNo === b.idNo) || (a.uscc !== undefined && a.uscc === b.uscc)
  || (a.name === b.name && a.kind === b.kind && (a.kind === 'organisation' || (a.phone !== undefined && a.phone === b.phone)))

const isSame = (a: Booking, b: Booking): boolean => a.caseId === b.caseId && a.appointment.id === b.appointment.id

/**
 * Who and what is taken at the time of `wanted` by another appointment of `all`: one sentence each, naming the other case and
 * time. Takes bookings of any state; cancelled ones and `wanted` itself are passed over.
 */
export const clashesOf = (
  wanted: Booking, all: Iterable<Booking>, { rooms, mediatorName }: { readonly rooms: readonly string[]; readonly mediatorName: (id: string) => string },
): Problem[] => {
  const problems: Problem[] = []
  const say = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'warning' })
  }
  const { appointment } = wanted
  const ours = wanted.parties.filter(party => appointment.partyIds.includes(party.id))
  for (const other of all) {
    if (isSame(wanted, other) || !isOn(other.appointment) || !overlap(appointment, other.appointment)) continue
    const there = `${other.title}${spanInWords(other.appointment)}`
    appointment.mediatorIds.filter(id => other.appointment.mediatorIds.includes(id))
      .forEach(id => say('/mediatorIds', 'mediator-taken', `调解员${mediatorName(id)}已安排：${there}。`))
    if (appointment.place === other.appointment.place && rooms.includes(appointment.place))
      say('/place', 'room-taken', `“${appointment.place}”已有安排：${there}。`)
    const theirs = other.parties.filter(party => other.appointment.partyIds.includes(party.id))
    ours.filter(party => theirs.some(one => (wanted.caseId === other.caseId ? one.id === party.id : sameParty(one, party))))
      .forEach(party => say('/partyIds', 'party-taken', `当事人${party.name}已安排：${there}。`))
  }
  return problems
}

const weekdays = '日一二三四五六'

const hoursInWords = (hours: SessionSettings['hours']): string => hours.map(({ from, to }) => `${from}—${to}`).join('、')

/** What of the calendar speaks against a time: rest day, hours, a time that has passed, the end of the period of mediation. */
export const timeWarnings = (
  { startAt, endAt }: Pick<Appointment, 'startAt' | 'endAt'>, file: CaseFile,
  { now, calendar, parameters, hours }: {
    readonly now: LocalTime; readonly calendar: RestDayCalendar; readonly parameters: Parameters; readonly hours: SessionSettings['hours']
  },
): Problem[] => {
  const problems: Problem[] = []
  const warn = (code: string, message: string): void => {
    problems.push({ pointer: '/startAt', code, message, severity: 'warning' })
  }
  const on = dateOf(startAt)
  if (startAt < now) warn('in-the-past', '这个时间已经过去，请核对。')
  if (isRestDay(on, calendar))
    warn('rest-day', `${chineseDate(on)}（星期${weekdays[weekdayOf(on)]}）是休息日${isKnownYear(on, calendar) ? '' : '（该年没有放假表，只按周末推算）'}。`)
  const [from, to] = [startAt.slice(11), endAt.slice(11)]
  if (hours.length > 0 && !hours.some(span => span.from <= from && to <= span.to))
    warn('outside-hours', `${clockOf(startAt)}—${clockOf(endAt)}不全在工作时间（${hoursInWords(hours)}）里。`)
  const deadline = mediationDeadline(file, dateOf(now), calendar, parameters)
  if (deadline && on > deadline.on) warn('after-deadline', `晚于调解期限（${chineseDate(deadline.on)}），届时须已延长。`)
  return problems
}

/** What makes an appointment impossible. Pointers start at the appointment. */
export const appointmentErrors = (appointment: Appointment, file: CaseFile, mediatorIds: ReadonlySet<string>): Problem[] => {
  const problems: Problem[] = []
  const error = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'error' })
  }
  if (appointment.endAt <= appointment.startAt) error('/endAt', 'date-order', '结束时间应晚于开始时间，请核对。')
  else if (dateOf(appointment.endAt) !== dateOf(appointment.startAt)) error('/endAt', 'one-day', '一次安排要在同一天内；隔天继续的，请另作一次安排。')
  if (dateOf(appointment.startAt) < file.appliedOn) error('/startAt', 'date-order', `早于申请日期（${chineseDate(file.appliedOn)}），请核对。`)
  appointment.mediatorIds.forEach((id, index) => {
    if (!mediatorIds.has(id)) error(`/mediatorIds/${index}`, 'unknown-mediator', `调解员名册中没有“${id}”，请从名册中选择。`)
  })
  appointment.partyIds.forEach((id, index) => {
    if (!file.parties.some(party => party.id === id)) error(`/partyIds/${index}`, 'unknown-party', `“${id}”不是本案当事人，请从本案当事人中选择。`)
  })
  return problems
}

/** Why no session of this case can be planned now; null when one can. */
export const noPlanning = (file: CaseFile): string | null =>
  file.end ? '案件已经结束，不再安排调解。' : file.acceptedOn === undefined ? '案件还没有受理，受理以后才能安排调解。' : null
