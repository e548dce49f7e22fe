/** What an account keeps for its own work: drafts of forms that are not saved yet, filters with a name, the cases it opened last. */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { CaseFilter } from '../statistics/case-filter.ts'

/** How many of the cases opened last are remembered. */
export const RECENT = 10

/** How large everything on the screen is written. In the largest, what is pressed is at least 44 px high. */
export const textSizes = { standard: '标准', large: '大', huge: '特大' } as const
export type TextSize = keyof typeof textSizes

/** Minutes without a touch after which the office locks itself, as an account may choose them; the first holds where nothing was chosen. */
export const idleMinutes = [10, 15, 20, 30] as const
export type IdleMinutes = (typeof idleMinutes)[number]

/** A form as it was being filled in. */
export const HeldDraft = z.strictObject({
  account: Text,
  /** Which form: the command, and which part of the case where one command has several forms. */
  form: Text,
  caseId: Text.optional(),
  /** The revision of the case that the form was begun with. */
  seen: z.string().optional(),
  values: z.record(z.string(), z.unknown()),
  savedAt: LocalTimeText,
})
export type HeldDraft = z.output<typeof HeldDraft>

/** A place for a draft; one that holds nothing is taken by the next. */
export const Draft = z.strictObject({ id: Text, held: HeldDraft.optional() })
export type Draft = z.output<typeof Draft>

export const SavedFilter = z.strictObject({ name: Text, query: z.string().optional(), filter: CaseFilter })
export type SavedFilter = z.output<typeof SavedFilter>

export const Desk = z.strictObject({
  /** The name of the account. */
  id: Text,
  /** Ids of cases, the latest first. */
  recent: z.array(Text),
  filters: z.array(SavedFilter),
  /** Absent: 标准. */
  textSize: z.enum(keysOf(textSizes)).optional(),
  /** Absent: the shortest. */
  idleMinutes: z.literal(idleMinutes).optional(),
  /** The tour was gone through, or turned off. */
  tourSeen: z.boolean().optional(),
})
export type Desk = z.output<typeof Desk>
