/** What the office notes of cases that were taken along to another computer (外带办案). */
import * as z from 'zod'
import { CaseAnnex } from '../case/record/annex.ts'
import { CaseFile, LocalTimeText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'

/** Cases that left for another computer, as they were when they left: what a return is compared with. */
export const CheckOut = z.strictObject({
  id: Text,
  at: LocalTimeText,
  by: Text,
  note: Text.optional(),
  cases: z.array(z.strictObject({ file: CaseFile, annex: CaseAnnex })),
  returned: z.strictObject({ at: LocalTimeText, by: Text }).optional(),
  /** It will not come back: lost, or not needed. */
  ended: z.strictObject({ at: LocalTimeText, by: Text, reason: Text }).optional(),
})
export type CheckOut = z.output<typeof CheckOut>

export const isOut = (one: Pick<CheckOut, 'returned' | 'ended'>): boolean => !one.returned && !one.ended

/** Of an office that was made from an along file: whose cases these are. */
export const GuestOf = z.strictObject({ checkOutId: Text, takenAt: LocalTimeText, takenBy: Text })
