/** What is kept beside the entries of performance: their vouchers, and what an entry was before it was corrected. */
import * as z from 'zod'
import { LocalDateText, LocalTimeText, PerformanceEntry } from './case-file.ts'
import { Text } from '../../base/text.ts'

/** Which attachments prove an entry, known by its term and day. */
export const PerformanceProof = z.strictObject({ termId: Text, on: LocalDateText, attachmentId: Text })
export type PerformanceProof = z.output<typeof PerformanceProof>

/** An entry that was changed or taken back (更正), and why. `after` is absent where it was taken back. */
export const PerformanceCorrection = z.strictObject({
  at: LocalTimeText, by: Text, before: PerformanceEntry, after: PerformanceEntry.optional(), reason: Text,
})
export type PerformanceCorrection = z.output<typeof PerformanceCorrection>
