/**
 * Changes after the fact, by the director and with a reason: reopening, correcting, voiding. Each is kept with the
 * fields it changed and what stood there before; the reason also goes into the audit trail.
 */
import * as z from 'zod'
import { LocalDateText } from './case-file.ts'
import { lengthOf, Text } from '../../base/text.ts'

/** Why something is changed after the fact: a sentence or two. */
export const Reason = Text.refine(text => lengthOf(text) <= 500, '原因最多 500 个字，请写简短些。')

export const revisionKinds = { reopen: '重新打开', correct: '更正', void: '作废', restore: '撤销作废' } as const

/** A field that was changed: its place in the case file as a JSON pointer, and both values; an absent one is absent. */
export const FieldChange = z.strictObject({ pointer: z.string(), was: z.unknown().optional(), now: z.unknown().optional() })

export const Revision = z.strictObject({
  kind: z.enum(['reopen', 'correct', 'void', 'restore']),
  on: LocalDateText,
  /** The account. */
  by: Text,
  reason: Reason,
  changes: z.array(FieldChange),
})
export type Revision = z.output<typeof Revision>

export const Voided = z.strictObject({
  on: LocalDateText,
  reason: Reason,
  /** The case that this one repeats. */
  of: Text.optional(),
})
export type Voided = z.output<typeof Voided>
