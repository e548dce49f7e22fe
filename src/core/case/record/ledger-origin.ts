/** Where a case from an old ledger came from: which batch and row, and what the ledger did not say. */
import * as z from 'zod'
import { Text } from '../../base/text.ts'

export const LedgerOrigin = z.strictObject({
  batchId: Text,
  /** Row of the spreadsheet, counted from 1. */
  row: z.int().min(1),
  /** Of the case file as it was taken in: another one now means that somebody worked on it. */
  digest: z.string(),
  /** What is missing or was assumed, in words. */
  gaps: z.array(Text),
})
export type LedgerOrigin = z.output<typeof LedgerOrigin>
