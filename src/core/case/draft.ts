/**
 * A draft (S0 咨询、草稿): what somebody said or half filled in before there is an application. It is no case: nothing is
 * counted and no time runs. Closed drafts stay, with what became of them.
 */
import * as z from 'zod'
import { LocalTimeText } from './case-file.ts'
import { Text } from './text.ts'

/** What a form held, as it was: fields may be missing or wrong. */
export const DraftValues = z.record(z.string(), z.unknown())
  .refine(values => JSON.stringify(values).length <= 200_000, '草稿内容过长，请删减后再存。')

export const Draft = z.strictObject({
  id: Text,
  savedAt: LocalTimeText,
  by: Text,
  /** Who it is about, to find it again. */
  title: Text,
  values: DraftValues,
  /** Registered as this case, or given up. */
  closed: z.strictObject({ at: LocalTimeText, caseId: Text.optional() }).optional(),
})
export type Draft = z.output<typeof Draft>
