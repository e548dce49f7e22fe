/** Commands of sessions: the calendar, rights told, evidence, records, and how the office holds its sessions. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { EvidenceFile } from '../case/record/annex.ts'
import { EvidenceItem, LocalDateText, Session } from '../case/record/case-file.ts'
import { RightsTold } from '../case/record/rights.ts'
import { Appointment } from '../case/record/appointment.ts'
import { SessionSettings } from '../case/sessions/session-settings.ts'
import { intake, mediation } from './views/roles.ts'
import { caseChange, CaseView, command, nothing, ProblemShape } from './views/shapes.ts'

/** What a person fills in to plan a session; without an id it is a new one. */
const NewAppointment = Appointment.omit({ cancelled: true, sessionId: true }).partial({ id: true })

export const AppointmentRow = Appointment.extend({
  caseId: z.string(),
  fileNo: z.string().optional(),
  title: z.string(),
  mediatorNames: z.array(z.string()),
  partyNames: z.array(z.string()),
  /** Shares time with another appointment of the same mediator, room or party. */
  clashing: z.boolean(),
})
export type AppointmentRow = z.output<typeof AppointmentRow>

export const sessionsCommands = {
  'session.record': command('记录一次调解', mediation, caseChange.extend({
    session: Session.partial({ id: true }),
    /** The appointment that is hereby held. */
    appointmentId: Text.optional(),
    /** Rights and duties told in the same step. */
    rightsTold: RightsTold.optional(),
  }), CaseView),
  'appointment.check': command('看一个时间能不能安排：人、调解室、休息日、工作时间', intake, z.strictObject({ caseId: Text, appointment: NewAppointment }),
    z.strictObject({ warnings: z.array(ProblemShape) })),
  'appointment.save': command('安排或改期一次调解；有冲突会提醒，但照样保存', intake, z.strictObject({ caseId: Text, appointment: NewAppointment }),
    z.strictObject({ view: CaseView, appointmentId: z.string(), warnings: z.array(ProblemShape) })),
  'appointment.cancel': command('取消一次安排', intake, z.strictObject({ caseId: Text, appointmentId: Text, reason: Text }), CaseView),
  'appointment.list': command('一段日子里各案件的安排，按时间排列；不给开始日期时，从还要提示补记录的那天起', 'account', z.strictObject({
    from: LocalDateText.optional(),
    to: LocalDateText,
    mediatorId: Text.optional(),
    place: Text.optional(),
  }), z.strictObject({
    rows: z.array(AppointmentRow),
    days: z.array(z.strictObject({ on: LocalDateText, rest: z.boolean(), known: z.boolean() })),
  })),
  'rights.tell': command('登记向当事人告知权利义务', intake, z.strictObject({ caseId: Text, told: RightsTold }), CaseView),
  'evidence.save': command('保存证据目录，以及各证据对应的附件', intake, z.strictObject({
    caseId: Text,
    evidence: z.array(EvidenceItem).max(1000, '证据最多 1000 项，请合并。'),
    evidenceFiles: z.array(EvidenceFile).optional(),
  }), CaseView),
  'sessionSettings.show': command('调解室、工作时间、常用语', 'account', nothing, SessionSettings),
  'sessionSettings.save': command('修改调解室、工作时间、常用语', mediation, SessionSettings, SessionSettings),
} as const
