/** The committee’s name and number words, a file of a case, and when all was last made safe. */
import * as z from 'zod'
import { LocalTimeText, RegionCode6 } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'

/** The committee (调解委员会) as its papers name it. */
export const OfficeDetails = z.strictObject({
  name: Text,
  regionCode: RegionCode6,
  numberWord: Text,
  court: Text,
  phone: Text.optional(),
  address: Text.optional(),
})
export type OfficeDetails = z.output<typeof OfficeDetails>

/** A file that belongs to a case (附件). Its bytes lie beside the records, under a name made of their digest. */
export const Attachment = z.strictObject({
  id: Text,
  caseId: Text,
  name: Text,
  /** Under which the store keeps its bytes. */
  blob: z.string(),
  size: z.int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  addedAt: LocalTimeText,
  addedBy: Text,
  /** A removed attachment is no longer shown; its bytes stay for the audit trail. */
  removedAt: LocalTimeText.optional(),
})
export type Attachment = z.output<typeof Attachment>

/** When the office was last made safe. */
export const Safety = z.strictObject({
  lastBackupAt: LocalTimeText.optional(),
  /** The last time a backup was restored on trial and found equal. */
  lastProvenAt: LocalTimeText.optional(),
})
export type Safety = z.output<typeof Safety>
