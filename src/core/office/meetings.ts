/**
 * Meetings of the committee (联席会议、邻里圆桌会、调解员会议): an agenda proposed from what is open, minutes, and decisions with
 * an owner and a day, which the next meeting asks after until they are done.
 */
import * as z from 'zod'
import { LocalDateText, type CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, keysOf } from '../base/codes.ts'
import { addDays, chineseDate, type LocalDate } from '../base/dates.ts'
import { Text } from '../base/text.ts'
import type { Problem } from '../base/result.ts'
import { foldedName, foldedNumber } from '../base/folding.ts'

export const meetingKinds = { joint: '联席会议', roundTable: '邻里圆桌会', mediators: '调解员会议' } as const
export type MeetingKind = keyof typeof meetingKinds

const AgendaItem = z.strictObject({
  id: Text,
  title: Text,
  /** Why it is on the agenda. */
  why: Text.optional(),
  caseIds: z.array(Text).optional(),
  /** What was said (纪要). */
  minutes: Text.optional(),
})
export type AgendaItem = z.output<typeof AgendaItem>

export const Decision = z.strictObject({
  id: Text,
  what: Text,
  /** Who sees to it: a person or a body. */
  owner: Text,
  dueOn: LocalDateText,
  caseIds: z.array(Text).optional(),
  done: z.strictObject({ on: LocalDateText, note: Text.optional() }).optional(),
})
export type Decision = z.output<typeof Decision>

export const Meeting = z.strictObject({
  id: Text,
  kind: z.enum(keysOf(meetingKinds)),
  on: LocalDateText,
  place: Text.optional(),
  chair: Text.optional(),
  recorder: Text.optional(),
  attendees: z.array(Text),
  agenda: z.array(AgendaItem),
  /** What was said beside the items. */
  minutes: Text.optional(),
  decisions: z.array(Decision),
})
export type Meeting = z.output<typeof Meeting>

/** What keeps a meeting from being stored; pointers start at the meeting. `today`: what is done lies not in the future. */
export const meetingProblems = (meeting: Meeting, caseIds: ReadonlySet<string>, today: LocalDate): Problem[] => {
  const found: Problem[] = []
  const say = (pointer: string, code: string, message: string): void => void found.push({ pointer, code, message, severity: 'error' })
  meeting.agenda.forEach((item, index) => item.caseIds?.forEach(id => {
    if (!caseIds.has(id)) say(`/agenda/${index}/caseIds`, 'case-not-found', '议题所涉的案件没有找到，请重新选择。')
  }))
  meeting.decisions.forEach((decision, index) => {
    if (decision.dueOn < meeting.on) say(`/decisions/${index}/dueOn`, 'before-meeting', '完成期限不能早于会议日期，请改正。')
    decision.caseIds?.forEach(id => {
      if (!caseIds.has(id)) say(`/decisions/${index}/caseIds`, 'case-not-found', '决定所涉的案件没有找到，请重新选择。')
    })
    if (decision.done && decision.done.on > today) say(`/decisions/${index}/done/on`, 'in-future', '完成日期不能在今天之后，请改正。')
  })
  return found
}

export type OpenDecision = Decision & { readonly meetingId: string; readonly meetingOn: LocalDate; readonly kind: MeetingKind; readonly overdue: boolean }

/** Decisions that nobody has reported as done, the earliest due first. */
export const openDecisions = (meetings: Iterable<Meeting>, today: LocalDate): OpenDecision[] =>
  [...meetings].flatMap(meeting => meeting.decisions.filter(decision => !decision.done).map(decision =>
    ({ ...decision, meetingId: meeting.id, meetingOn: meeting.on, kind: meeting.kind, overdue: decision.dueOn < today })))
    .toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1))

/** Days back, and cases in them, from which an estate or a company is one that comes up again. */
export type RepeatRule = { readonly days: number; readonly cases: number }

export type AgendaInput = {
  readonly kind: MeetingKind
  /** The cases that count. */
  readonly cases: readonly CaseFile[]
  readonly meetings: readonly Meeting[]
  /** Running cases that are past their time. */
  readonly overdue: ReadonlySet<string>
  /** Open risks by case, each as a sentence. */
  readonly risks: ReadonlyMap<string, string>
  readonly repeat: RepeatRule
  readonly today: LocalDate
}

/** What each kind of meeting looks at, in this order. */
const looksAt: Readonly<Record<MeetingKind, readonly (keyof typeof finders)[]>> = {
  joint: ['decisions', 'replies', 'companies', 'estates', 'risks', 'overdue'],
  roundTable: ['decisions', 'estates', 'risks'],
  mediators: ['decisions', 'overdue', 'risks', 'difficult'],
}

type Proposed = Omit<AgendaItem, 'id'>

const nameOf = (file: CaseFile): string => `${file.fileNo ?? '未受理'}（${disputeTypes[file.type]}）`

const repeated = (input: AgendaInput, keyOf: (file: CaseFile) => string | undefined, labelOf: (file: CaseFile) => string, title: (label: string) => string): Proposed[] => {
  const since = addDays(input.today, 1 - input.repeat.days)
  const groups = new Map<string, CaseFile[]>()
  for (const file of input.cases) {
    const key = keyOf(file)
    if (!key || file.acceptedOn === undefined || file.acceptedOn < since || file.acceptedOn > input.today) continue
    const group = groups.get(key)
    if (group) group.push(file)
    else groups.set(key, [file])
  }
  return [...groups.values()].filter(files => files.length >= input.repeat.cases).toSorted((a, b) => b.length - a.length)
    .map(files => ({ title: title(labelOf(files[0]!)), why: `${input.repeat.days} 日内受理 ${files.length} 件，达到 ${input.repeat.cases} 件。`, caseIds: files.map(file => file.id) }))
}

const finders = {
  decisions: ({ meetings, today, kind }: AgendaInput): Proposed[] => openDecisions(meetings, today)
    .filter(decision => kind === 'joint' || decision.kind === kind)
    .map(decision => ({
      title: `上次决定的落实：${decision.what}`,
      why: `${chineseDate(decision.meetingOn)}${meetingKinds[decision.kind]}决定，${decision.owner}负责，${chineseDate(decision.dueOn)}前完成${decision.overdue ? '，已超期' : ''}。`,
      ...(decision.caseIds && { caseIds: decision.caseIds }),
    })),
  replies: ({ cases, today }: AgendaInput): Proposed[] => cases.flatMap(file => (file.referrals ?? [])
    .filter(referral => referral.repliedOn === undefined && referral.replyDueOn !== undefined && referral.replyDueOn < today)
    .map(referral => ({ title: `请${referral.toBody}答复：${referral.matter}`, why: `${chineseDate(referral.sentOn)}移送，应于${chineseDate(referral.replyDueOn!)}前答复，尚未答复。`, caseIds: [file.id] }))),
  companies: (input: AgendaInput): Proposed[] => repeated(input, file => foldedNumber(file.propertyCompany?.uscc) || foldedName(file.propertyCompany?.name), file => file.propertyCompany!.name, name => `物业企业纠纷多发：${name}`),
  estates: (input: AgendaInput): Proposed[] => repeated(input, file => foldedName(file.place?.estate), file => file.place!.estate!, name => `小区纠纷多发：${name}`),
  risks: ({ cases, risks }: AgendaInput): Proposed[] => cases.filter(file => risks.has(file.id))
    .map(file => ({ title: `有激化风险：${nameOf(file)}`, why: risks.get(file.id)!, caseIds: [file.id] })),
  overdue: ({ cases, overdue }: AgendaInput): Proposed[] => cases.filter(file => overdue.has(file.id))
    .map(file => ({ title: `超过调解期限：${nameOf(file)}`, why: '调解期限已过，没有结束也没有延长。', caseIds: [file.id] })),
  difficult: ({ cases }: AgendaInput): Proposed[] => cases.filter(file => file.difficult && file.acceptedOn && !file.end)
    .map(file => ({ title: `疑难复杂案件讨论：${nameOf(file)}`, why: '登记为疑难复杂，正在调解。', caseIds: [file.id] })),
} as const

/** The agenda that follows from the facts; a person then changes it. Says nothing of cases in words of the parties. */
export const proposedAgenda = (input: AgendaInput): AgendaItem[] =>
  looksAt[input.kind].flatMap(name => finders[name](input)).map((item, index) => ({ id: `a${index + 1}`, ...item }))
