/**
 * A consultation (S0 咨询、草稿): what somebody said or half filled in before there is an application. It is no case: nothing is
 * counted and no time runs. Closed consultations stay, with what became of them.
 */
import * as z from 'zod'
import { LocalTimeText } from './case-file.ts'
import { Text } from '../../base/text.ts'

/** What a form held, as it was: fields may be missing or wrong. */
export const ConsultationValues = z.record(z.string(), z.unknown())
  .refine(values => JSON.stringify(values).length <= 200_000, '内容过长，请删减后再存。')

export const Consultation = z.strictObject({
  id: Text,
  savedAt: LocalTimeText,
  by: Text,
  /** Who it is about, to find it again. */
  title: Text,
  values: ConsultationValues,
  /** Registered as this case, or given up. */
  closed: z.strictObject({ at: LocalTimeText, caseId: Text.optional() }).optional(),
})
export type Consultation = z.output<typeof Consultation>
