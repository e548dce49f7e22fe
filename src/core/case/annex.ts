/**
 * What the committee keeps of a case for its own work, beside the case file (办案附记). It stays in the office: the case
 * bundle does not carry it.
 */
import * as z from 'zod'
import { LocalDateText } from './case-file.ts'
import { Letter, Inquiry } from './before-acceptance.ts'
import { Revision, Voided } from './revisions.ts'
import { Text } from './text.ts'

/** One reading of the agreement to parties (宣读): which terms they heard and agreed to, in the words that were read. */
export const Reading = z.strictObject({
  on: LocalDateText,
  by: Text,
  /** Ids of the parties. */
  to: z.array(Text).min(1, '请选择向哪位当事人宣读。'),
  confirmed: z.array(z.strictObject({ termId: Text, text: Text })),
})
export type Reading = z.output<typeof Reading>

export const CaseAnnex = z.strictObject({
  /** The id of the case. */
  id: Text,
  /** What papers say that the case file does not hold, by paper (`D20`, or `D20:p1` where it is one of several). */
  paperExtras: z.record(z.string(), z.record(z.string(), Text)).optional(),
  readAloud: z.array(Reading).optional(),
  /** What was asked before acceptance: missing papers, the other side's consent (S2). */
  inquiries: z.array(Inquiry).optional(),
  /** What the letter of the sending body asks of us, and what was done. */
  letter: Letter.optional(),
  /** Reopenings, corrections and voidings, oldest first. They may hold words of a separate session: they stay here. */
  revisions: z.array(Revision).optional(),
  /** A case that does not count: entered twice, or by mistake. Its file number stays used. */
  voided: Voided.optional(),
})
export type CaseAnnex = z.output<typeof CaseAnnex>
