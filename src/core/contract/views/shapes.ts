/** The shapes that commands take and give. */
import * as z from 'zod'
import { CaseAnnex } from '../../case/record/annex.ts'
import { CaseFile, intakeFields, LocalDateText, Mediator, Party } from '../../case/record/case-file.ts'
import { keysOf, retentions } from '../../base/codes.ts'
import { ConflictFinding } from '../../case/parties/recusal.ts'
import { stages } from '../../case/record/lifecycle.ts'
import { moveNames } from '../../case/moves/index.ts'
import { riskLevels } from '../../case/record/risks.ts'
import { Text } from '../../base/text.ts'
import { Attachment } from '../../office/details.ts'
import { paperParts, paperUses } from '../../base/paper-parts.ts'
import type { Allowed } from './roles.ts'
import { ChecklistItemShape } from './checklist-item.ts'

/** A command: what it does in a line, who may ask for it, what it takes and what it gives. */
export const command = <I extends z.ZodType, O extends z.ZodType>(summary: string, allowed: Allowed, input: I, output: O) =>
  ({ summary, allowed, input, output })

export const nothing = z.strictObject({})
export const caseOnly = z.strictObject({ caseId: Text })
/** A case that is to be changed. `seen`: its revision as it was looked at; nothing that was changed since is written over then. */
export const caseChange = caseOnly.extend({ seen: z.string().optional() })

export const ProblemShape = z.strictObject({
  pointer: z.string(),
  code: z.string(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
  article: z.string().optional(),
})

export const SavedFileShape = z.strictObject({ path: z.string() })

/** A person or organisation as intake takes it: the id is given by us when absent. */
export const NewParty = Party.partial({ id: true })
/** What a person fills in to register a case (登记). */
export const Application = z.strictObject({
  ...intakeFields,
  parties: z.array(NewParty).min(1, '至少要有一名当事人，请添加。'),
  /** The day until which the sending body's letter asks for an answer; kept beside the case file. */
  replyDueOn: LocalDateText.optional(),
})
export type Application = z.output<typeof Application>

export const NewMediator = Mediator.partial({ id: true })

/** A password of at least eight characters. Kept exactly as typed. */
export const Password = z.string().min(8, '密码至少 8 个字符，请加长。').max(256, '密码最多 256 个字符。')

/** A deadline with its reason; `state` says how it stands today. */
export const DeadlineView = z.strictObject({
  kind: z.string(),
  what: z.string(),
  on: LocalDateText,
  state: z.enum(['overdue', 'today', 'week', 'soon', 'later']),
  /** Where the date comes from: start, rule, length, suspended days, rest days, result. */
  sentence: z.string(),
  /** False: a year without a rest-day table was touched. */
  calendarKnown: z.boolean(),
  /** Days before (negative) and after the date at which to remind. */
  reminders: z.array(z.int()),
  of: z.string().optional(),
})
export type DeadlineView = z.output<typeof DeadlineView>

export const StripStationShape = z.strictObject({
  id: z.enum(['window', 'filed', 'supplement', 'accepted', 'ruled', 'objection', 'enforcement']),
  label: z.string(), state: z.enum(['done', 'due', 'missed', 'waiting', 'refused']), on: LocalDateText.optional(), note: z.string().optional(),
})

/** A case with what follows from it: its stage, the moves it allows, its last day, and what looks odd. */
export const CaseView = z.strictObject({
  file: CaseFile,
  annex: CaseAnnex,
  /** What this view shows, for `seen`. */
  revision: z.string(),
  stage: z.enum(keysOf(stages)),
  moves: z.array(z.enum(keysOf(moveNames))),
  /** Moves of the stage that this case cannot take now, each with why. */
  closed: z.array(z.strictObject({ move: z.enum(keysOf(moveNames)), message: z.string() })),
  documents: z.array(z.strictObject({
    id: z.string(),
    title: z.string(),
    /** The record of which the paper is made. */
    of: z.string().optional(),
    /** The paper stays in the office's own file. */
    internal: z.boolean().optional(),
    /** The part of the case's life that it belongs to, and whether it is needed now, ready, or only kept as a form. */
    part: z.enum(keysOf(paperParts)),
    use: z.enum(paperUses),
    /** Required values that it lacks: printed as blanks to fill in by hand. */
    missing: z.array(z.string()),
  })),
  deadline: z.strictObject({ on: LocalDateText, calendarKnown: z.boolean(), overdue: z.boolean() }).nullable(),
  deadlines: z.array(DeadlineView),
  /** Where judicial confirmation stands, from the window to enforcement; absent where none can be had. */
  confirmation: z.array(StripStationShape).optional(),
  /** Bodies that the municipal plan names for this kind of dispute, and what should go out to them. */
  bodies: z.array(z.strictObject({ body: z.string(), relation: z.enum(['M', 'E', 'S']), item: z.string().optional(), forWhat: z.string().optional(), to: LocalDateText.optional(), contact: z.string().optional() })),
  routingAdvice: z.string().nullable(),
  /** The committee's rules that hold for the case: those in force on the day of its acceptance. */
  rules: z.array(z.strictObject({ ruleId: Text, title: Text, no: z.int(), from: LocalDateText })),
  /** How long its file is usually kept, until when once it is archived, and by which rule. */
  retention: z.strictObject({ usual: z.enum(keysOf(retentions)), until: LocalDateText.optional(), sentence: z.string().optional(), ground: z.string() }),
  /** How many days a demand letter gives. */
  demandDays: z.int(),
  replyDays: z.int(),
  /** What speaks against the mediators of the case (回避), cleared up or not. */
  conflicts: z.array(ConflictFinding),
  /** The case was taken along and is not back yet. */
  out: z.strictObject({ at: z.string(), by: z.string(), note: z.string().optional() }).optional(),
  warnings: z.array(ProblemShape),
  /** What was done and what is to be done. */
  checklist: z.array(ChecklistItemShape),
  /** Which procedure the checklist follows: the committee's version, or the shipped steps. */
  procedure: z.strictObject({ source: z.string(), ruleId: Text.optional() }),
})
export type CaseView = z.output<typeof CaseView>

/** By what a list of cases can be put in order. */
export const caseOrders = {
  appliedOn: '申请日期', fileNo: '卷号', type: '类型', applicants: '申请人', respondents: '被申请人', place: '地点', stage: '阶段', deadline: '期限', presiding: '主持',
} as const
export type CaseOrder = keyof typeof caseOrders

export const CaseSummary = z.strictObject({
  id: Text,
  fileNo: Text.optional(),
  type: intakeFields.type,
  stage: z.enum(keysOf(stages)),
  endCode: z.string().optional(),
  applicants: z.string(),
  respondents: z.string(),
  place: z.string(),
  appliedOn: LocalDateText,
  acceptedOn: LocalDateText.optional(),
  endedOn: LocalDateText.optional(),
  deadlineOn: LocalDateText.optional(),
  overdue: z.boolean(),
  /** What is being waited for before acceptance (S2). */
  awaiting: z.array(z.enum(['supplement', 'consent'])).optional(),
  presiding: z.string().optional(),
  /** Of the gravest open risk of escalation. */
  risk: z.enum(keysOf(riskLevels)).optional(),
})
export type CaseSummary = z.output<typeof CaseSummary>

/** An attachment as the page is told of it. */
export const AttachmentView = Attachment.omit({ blob: true })

export const AuditFaultShape = z.strictObject({ position: z.int(), problem: z.string() })

export const conflictChoice = z.enum(['keep', 'replace'])

