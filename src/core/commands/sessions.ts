/** Planned sessions, rights told, evidence, and the office's rooms, hours and phrases. */
import { appointmentErrors, clashesOf, isOn, noPlanning, timeWarnings, type Booking } from '../case/sessions/appointments.ts'
import { type Appointment } from '../case/record/appointment.ts'
import { partyName, type CaseFile } from '../case/record/case-file.ts'
import { addDays, chineseDate, dateOf, type LocalDate } from '../base/dates.ts'
import { isKnownYear, isRestDay } from '../base/rest-days.ts'
import { lengthOn } from '../parameters/parameters.ts'
import { reckoningOf } from '../rules/time-limits.ts'
import { overlappingHours } from '../case/sessions/session-settings.ts'
import type { Handler } from '../contract.ts'
import { annexOf, sessionSettingsOf, type Office } from '../office.ts'
import { ok, refuse, refuseWith, type Problem } from '../base/result.ts'
import { caseNotFound, caseTitle, mediatorIdsOf } from './case-view.ts'
import { archivedRefusal, changeBeside } from './change-beside.ts'
import { storable } from './change-case.ts'
import { freeId } from '../case/moves/move.ts'

/** The case as a clash names it: its number, or who is in it. */
const nameInSentence = (file: CaseFile): string => file.fileNo ?? caseTitle(file)

const bookingOf = (file: CaseFile, appointment: Appointment): Booking =>
  ({ caseId: file.id, title: nameInSentence(file), parties: file.parties, appointment })

/** Every appointment of the office that touches one of these days. */
const bookingsBetween = (office: Office, from: LocalDate, to: LocalDate): Booking[] =>
  office.annexes.all().flatMap(annex => {
    const on = (annex.appointments ?? []).filter(one => dateOf(one.startAt) <= to && dateOf(one.endAt) >= from)
    const file = on.length > 0 && !annex.voided ? office.cases.get(annex.id) : undefined
    return file ? on.map(appointment => bookingOf(file, appointment)) : []
  })

const clashContext = (office: Office) => ({
  rooms: sessionSettingsOf(office).rooms,
  mediatorName: (id: string): string => office.mediators.find(mediator => mediator.id === id)?.name ?? id,
})

const under = (problems: readonly Problem[]): Problem[] => problems.map(problem => ({ ...problem, pointer: `/appointment${problem.pointer}` }))

const warningsFor = (office: Office, file: CaseFile, appointment: Appointment, now: Parameters<typeof timeWarnings>[2]['now']): Problem[] => {
  const on = dateOf(appointment.startAt)
  return under([
    ...clashesOf(bookingOf(file, appointment), bookingsBetween(office, on, on), clashContext(office)),
    ...timeWarnings(appointment, file, { now, ...reckoningOf(office), hours: sessionSettingsOf(office).hours }),
  ])
}

export const checkAppointment: Handler<'appointment.check'> = async ({ caseId, appointment }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok({ warnings: warningsFor(office.value, file, { ...appointment, id: appointment.id ?? '' }, clock.now()) }) : caseNotFound()
}

export const saveAppointment: Handler<'appointment.save'> = ({ caseId, appointment: wanted }, { store, clock }) =>
  store.change({ command: 'appointment.save', at: clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const annex = annexOf(office, caseId)
    const refused = annex.voided ? '案件已作废，不再安排调解。' : noPlanning(file)
    if (refused) return refuse('move-not-allowed', refused, { field: '/caseId' })
    const present = annex.appointments ?? []
    const found = present.findIndex(one => one.id === wanted.id)
    const before = present[found]
    if (wanted.id !== undefined && !before) return appointmentNotFound('/appointment/id')
    if (before && (before.cancelled || before.sessionId)) return refuse('appointment-over', '这次安排已经取消或已经记录，不能再改；请另作一次安排。', { field: '/appointment/id' })
    const appointment: Appointment = { ...wanted, id: wanted.id ?? freeId('a', new Set(present.map(one => one.id))) }
    const errors = under(appointmentErrors(appointment, file, mediatorIdsOf(office)))
    if (errors.length > 0) return refuseWith('invalid-input', errors)
    const warnings = warningsFor(office, file, appointment, clock.now())
    const stored = storable(office, {
      file, annex: { ...annex, appointments: before ? present.with(found, appointment) : [...present, appointment] },
    }, clock.today())
    return stored.ok ? ok({ office: stored.value.office, value: { view: stored.value.value, appointmentId: appointment.id, warnings } }) : stored
  })

const appointmentNotFound = (field: string) => refuse('appointment-not-found', '没有找到这次安排，可能已改动；请刷新后重试。', { field })

export const cancelAppointment: Handler<'appointment.cancel'> = ({ caseId, appointmentId, reason }, ports) =>
  changeBeside(ports, 'appointment.cancel', caseId, (file, annex) => {
    const present = annex.appointments ?? []
    const at = present.findIndex(one => one.id === appointmentId && isOn(one))
    if (at < 0) return appointmentNotFound('/appointmentId')
    if (present[at]!.sessionId) return refuse('appointment-over', '这次安排已经有调解记录，不能取消。', { field: '/appointmentId' })
    return ok({ file, annex: { ...annex, appointments: present.with(at, { ...present[at]!, cancelled: { on: ports.clock.today(), reason } }) } })
  })

/** More days than any calendar shows at once. */
const MAX_DAYS = 400

export const listAppointments: Handler<'appointment.list'> = async ({ from: asked, to, mediatorId, place }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const { calendar, parameters } = reckoningOf(office.value)
  const from = asked ?? addDays(to, -lengthOn(parameters, 'remindUnrecorded', to))
  if (to < from) return refuse('invalid-input', '结束日期早于开始日期，请核对。', { field: '/to' })
  if (addDays(from, MAX_DAYS) < to) return refuse('invalid-input', `一次最多看 ${MAX_DAYS} 天，请缩短。`, { field: '/to' })
  const context = clashContext(office.value)
  const all = bookingsBetween(office.value, from, to)
  const rows = all
    .filter(({ appointment }) => (mediatorId === undefined || appointment.mediatorIds.includes(mediatorId)) && (place === undefined || appointment.place === place))
    .map(booking => {
      const file = office.value.cases.get(booking.caseId)!
      return {
        ...booking.appointment,
        caseId: file.id,
        ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
        title: caseTitle(file),
        mediatorNames: booking.appointment.mediatorIds.map(context.mediatorName),
        partyNames: booking.appointment.partyIds.map(id => partyName(file, id)),
        clashing: isOn(booking.appointment) && clashesOf(booking, all, context).length > 0,
      }
    })
    .toSorted((a, b) => (a.startAt === b.startAt ? 0 : a.startAt < b.startAt ? -1 : 1))
  const days = []
  for (let on: LocalDate = from; on <= to; on = addDays(on, 1)) days.push({ on, rest: isRestDay(on, calendar), known: isKnownYear(on, calendar) })
  return ok({ rows, days })
}

export const tellRights: Handler<'rights.tell'> = ({ caseId, told }, ports) =>
  changeBeside(ports, 'rights.tell', caseId, (file, annex) => {
    const problems = toldProblems(file, told, ports.clock.today(), '/told')
    return problems.length > 0 ? refuseWith('invalid-input', problems) : ok({ file, annex: { ...annex, rightsTold: [...(annex.rightsTold ?? []), told] } })
  })

/** What cannot be in a note that rights were told. */
export const toldProblems = (file: CaseFile, told: { on: LocalDate; to: readonly string[] }, today: LocalDate, at: string): Problem[] => [
  ...(told.on > today ? [{ pointer: `${at}/on`, code: 'future-date', severity: 'error' as const, message: `${chineseDate(told.on)}晚于今天（${chineseDate(today)}），已发生的事不能写未来日期，请核对。` }] : []),
  ...told.to.flatMap((id, index) => (file.parties.some(party => party.id === id) ? [] : [{
    pointer: `${at}/to/${index}`, code: 'unknown-party', severity: 'error' as const, message: `“${id}”不是本案当事人，请从本案当事人中选择。`,
  }])),
]

export const saveEvidence: Handler<'evidence.save'> = ({ caseId, evidence, evidenceFiles }, ports) =>
  changeBeside(ports, 'evidence.save', caseId, (file, annex, office) => {
    const refused = archivedRefusal(file, '改动证据')
    if (refused) return refused
    const problems: Problem[] = []
    const error = (pointer: string, code: string, message: string): void => {
      problems.push({ pointer, code, message, severity: 'error' })
    }
    const numbers = new Set<number>()
    evidence.forEach(({ no }, index) => {
      if (numbers.has(no)) error(`/evidence/${index}/no`, 'duplicate-no', `证据编号 ${no} 重复，请改成不同的编号。`)
      numbers.add(no)
    })
    evidenceFiles?.forEach(({ no, attachmentId }, index) => {
      if (!numbers.has(no)) error(`/evidenceFiles/${index}/no`, 'unknown-no', `没有编号为 ${no} 的证据，请核对。`)
      const attachment = office.attachments.get(attachmentId)
      if (attachment?.caseId !== caseId || attachment.removedAt !== undefined)
        error(`/evidenceFiles/${index}/attachmentId`, 'attachment-not-found', '没有找到这个附件，可能已被移除；请重新选择。')
    })
    if (problems.length > 0) return refuseWith('invalid-input', problems)
    // Without a list of files those that are linked stay, as far as their evidence does.
    const links = evidenceFiles ?? (annex.evidenceFiles ?? []).filter(({ no }) => numbers.has(no))
    return ok({ file: { ...file, evidence }, annex: { ...annex, evidenceFiles: links } })
  })

export const showSessionSettings: Handler<'sessionSettings.show'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok(sessionSettingsOf(office.value)) : office
}

export const saveSessionSettings: Handler<'sessionSettings.save'> = async (sessions, { store, clock }) => {
  const overlapping = overlappingHours(sessions.hours)
  if (overlapping !== null) return refuse('invalid-input', '工作时间要按先后填写，不能重叠，请改正。', { field: `/hours/${overlapping}/from` })
  const twice = sessions.rooms.findIndex((room, index) => sessions.rooms.indexOf(room) < index)
  if (twice >= 0) return refuse('invalid-input', '这个调解室已经在前面，请删去一个。', { field: `/rooms/${twice}` })
  return store.change({ command: 'sessionSettings.save', at: clock.now() }, office =>
    ok({ office: { ...office, settings: { ...office.settings, sessions } }, value: sessions }))
}
