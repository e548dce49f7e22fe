/** A paper that was issued (签发), as it is kept. */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'

const Digest = z.string().regex(/^[0-9a-f]{64}$/)

export const IssuedPaper = z.strictObject({
  id: Text,
  caseId: Text,
  documentId: Text,
  title: Text,
  /** What in the case the paper is of, where the case has several: a session, a party. */
  of: Text.optional(),
  number: Text.optional(),
  /** The place of the number in its series, where it was given at issue. */
  given: z.strictObject({ series: Text, sequence: z.int().min(1) }).optional(),
  /** Counts from 1 for each paper of a case; a voided one keeps its place. */
  version: z.int().min(1),
  issuedAt: LocalTimeText,
  by: Text,
  /** SHA-256 of the PDF as it was issued, and where its bytes are kept. */
  sha256: Digest,
  blob: Text,
  /** SHA-256 of the content as it is kept (JSON in UTF-8, with number and version): what the code on the paper carries. */
  contentSha256: Digest,
  contentBlob: Text,
  pages: z.int().min(1),
  /** True where the paper has places to sign: it is whole only with a scan of the signed pages. */
  toSign: z.boolean(),
  /** Attachments that are scans of the signed paper, in the order of its pages. */
  scans: z.array(Text).optional(),
  void: z.strictObject({ at: LocalTimeText, by: Text, reason: Text }).optional(),
})
export type IssuedPaper = z.output<typeof IssuedPaper>
