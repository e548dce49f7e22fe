/** Commands of the committee’s own work: meetings, registers, the file of an estate. */
import * as z from 'zod'
import { disputeTypes, keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { stages } from '../case/record/lifecycle.ts'
import { KnownPlace } from '../case/parties/places.ts'
import { Decision, Meeting, meetingKinds } from '../office/meetings.ts'
import { RegisterEntry, registerKindIds } from '../office/registers.ts'
import { command, nothing, SavedFileShape } from './views/shapes.ts'

const OpenDecisionShape = Decision.extend({ meetingId: Text, meetingOn: LocalDateText, kind: z.enum(keysOf(meetingKinds)), overdue: z.boolean() })

const MeetingList = z.strictObject({
  meetings: z.array(Meeting),
  open: z.array(OpenDecisionShape),
  /** How each case that a meeting names is called. */
  cases: z.record(z.string(), z.string()),
})

const RegisterList = z.strictObject({
  entries: z.array(RegisterEntry),
  warnings: z.array(z.strictObject({ key: z.string(), sentence: z.string() })),
  /** Since when changes have been kept, where the day asked for lies before. */
  keptSince: LocalDateText.optional(),
})

/** A new item of a list gets its id from us. */
const NewMeeting = Meeting.extend({
  id: Text.optional(),
  agenda: z.array(Meeting.shape.agenda.element.partial({ id: true })),
  decisions: z.array(Decision.partial({ id: true })),
})

const span = z.strictObject({ name: Text, from: LocalDateText.optional(), to: LocalDateText.optional() })

export const committeeCommands = {
  'meeting.list': command('会议及没有落实的决定', 'account', nothing, MeetingList),
  'meeting.propose': command('按现有情况拟议程', 'account', z.strictObject({ kind: z.enum(keysOf(meetingKinds)) }), z.strictObject({ agenda: z.array(Meeting.shape.agenda.element), cases: z.record(z.string(), z.string()) })),
  'meeting.save': command('保存会议（不给 id 为新增）', ['registrar', 'director', 'statistician'], z.strictObject({ meeting: NewMeeting }), z.strictObject({ meeting: Meeting })),
  'meeting.followUp': command('登记一项决定已经落实；不给 on 为撤销', ['registrar', 'mediator', 'director', 'statistician'], z.strictObject({ meetingId: Text, decisionId: Text, on: LocalDateText.optional(), note: Text.optional() }), MeetingList),
  'meeting.print': command('生成会议纪要 PDF', 'account', z.strictObject({ meetingId: Text }), SavedFileShape),
  'register.list': command('名录，可按种类、某日有效（on）、某日登记的样子（asOf，以后的改动不算）；并提示任期等问题', 'account', z.strictObject({
    kind: z.enum(registerKindIds).optional(), on: LocalDateText.optional(), asOf: LocalDateText.optional(),
  }), RegisterList),
  'register.save': command('新增（不给 id）或修改名录里的一条', ['registrar', 'director'], z.strictObject({ entry: RegisterEntry.partial({ id: true }).omit({ removed: true }) }), z.strictObject({ entry: RegisterEntry })),
  'register.remove': command('移除误登的一条；已经结束的请填写结束日期', ['registrar', 'director'], z.strictObject({ id: Text }), z.strictObject({ entry: RegisterEntry })),
  'register.restore': command('恢复移除的一条', ['registrar', 'director'], z.strictObject({ id: Text }), z.strictObject({ entry: RegisterEntry })),
  'register.suggest': command('登记案件时提示的地点（最近用过的在前）和企业', 'account', nothing, z.strictObject({
    places: z.array(KnownPlace),
    companies: z.array(span.omit({ from: true, to: true }).extend({ uscc: z.string().optional() })),
    /** The company that serves an estate now. */
    serves: z.record(z.string(), z.string()),
  })),
  'estate.list': command('有案件或已登记的小区', 'account', nothing, z.strictObject({ estates: z.array(z.strictObject({ name: Text, cases: z.int() })) })),
  'estate.show': command('小区档案：案件、重复问题、历任物业企业、逐月件数', 'account', z.strictObject({ estate: Text }), z.strictObject({
    estate: Text,
    cases: z.array(z.strictObject({ id: Text, fileNo: Text.optional(), type: z.enum(keysOf(disputeTypes)), stage: z.enum(keysOf(stages)), appliedOn: LocalDateText, title: z.string() })),
    types: z.array(z.strictObject({ type: z.enum(keysOf(disputeTypes)), label: Text, count: z.int() })),
    companies: z.array(span.extend({ cases: z.int(), registered: z.boolean() })),
    committees: z.array(span),
    months: z.array(z.strictObject({ month: z.string(), count: z.int() })),
  })),
} as const
