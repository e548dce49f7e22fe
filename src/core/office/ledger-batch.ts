/** One old ledger that was taken in, and what the office has told us about the headings of its ledgers. */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'
import { ledgerColumns } from './ledger-columns.ts'
import { keysOf } from '../base/codes.ts'

export const LedgerBatch = z.strictObject({
  id: Text,
  at: LocalTimeText,
  by: Text,
  fileName: Text,
  cases: z.int().min(0),
  /** Mediators whom the batch added to the register. */
  mediatorIds: z.array(Text),
  /** The counters of file numbers that the batch raised, as they were before and as the batch left them. */
  counters: z.record(z.string(), z.strictObject({ before: z.int().min(0), after: z.int().min(0) })),
  /** Set when the batch was taken back. */
  undoneAt: LocalTimeText.optional(),
})
export type LedgerBatch = z.output<typeof LedgerBatch>

/** Heading in the file (as `plainHeading` gives it) to its meaning; `ignore` for a column that is not to be read. */
export const LedgerMapping = z.record(z.string(), z.enum([...keysOf(ledgerColumns), 'ignore']))
export type LedgerMapping = z.output<typeof LedgerMapping>

/** What the office said of a word that could not be told, or could mean several things: `result:未调成` is E03. */
export const LedgerWords = z.record(z.string().max(400), z.string().max(40))
export type LedgerWords = z.output<typeof LedgerWords>
