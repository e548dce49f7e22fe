/**
 * The register of letters in and out (收发文登记): what was entered by hand with its running number, and beside it what the cases
 * already say: letters of other bodies by which a case came, transfer letters and their answers.
 */
import * as z from 'zod'
import type { CaseAnnex } from './annex.ts'
import { LocalDateText, LocalTimeText, type CaseFile } from './case-file.ts'
import { keysOf, referralReplies, sources } from '../../base/codes.ts'
import type { LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'

export const letterDirections = { in: '收文', out: '发文' } as const
export type LetterDirection = keyof typeof letterDirections

/** A letter that was entered by hand. Its number is never given again. */
export const BookedLetter = z.strictObject({
  id: Text,
  direction: z.enum(keysOf(letterDirections)),
  year: z.int(),
  /** Counts from 1 in each year and direction. */
  serial: z.int().min(1),
  on: LocalDateText,
  /** From whom it came, or to whom it went. */
  body: Text,
  subject: Text,
  documentNo: Text.optional(),
  caseId: Text.optional(),
  /** An attachment of the case that shows the letter. */
  attachmentId: Text.optional(),
  note: Text.optional(),
  enteredAt: LocalTimeText,
  by: Text,
  void: z.strictObject({ at: LocalTimeText, by: Text, reason: Text }).optional(),
})
export type BookedLetter = z.output<typeof BookedLetter>

/** 收〔2026〕3号. */
export const serialText = ({ direction, year, serial }: Pick<BookedLetter, 'direction' | 'year' | 'serial'>): string =>
  `${direction === 'in' ? '收' : '发'}〔${year}〕${serial}号`

export const nextSerial = (letters: readonly BookedLetter[], direction: LetterDirection, year: number): number =>
  letters.reduce((last, one) => (one.direction === direction && one.year === year ? Math.max(last, one.serial) : last), 0) + 1

export type BookRow = {
  readonly direction: LetterDirection
  readonly on: LocalDate
  readonly body: string
  readonly subject: string
  readonly documentNo?: string
  readonly caseId: string
}

/** What the records of a case say of letters. */
export const lettersOfCase = (file: CaseFile, annex: CaseAnnex): BookRow[] => [
  ...(file.sourceRef ? [{
    direction: 'in' as const, on: file.sourceRef.receivedOn, body: file.sourceRef.body, subject: `来函（${sources[file.source]}）`, caseId: file.id,
    ...(file.sourceRef.documentNo !== undefined && { documentNo: file.sourceRef.documentNo }),
  }] : []),
  ...(file.referrals ?? []).map(letter => ({
    direction: 'out' as const, on: letter.sentOn, body: letter.toBody, subject: `移送函：${letter.matter}`, caseId: file.id,
    ...(letter.documentNo !== undefined && { documentNo: letter.documentNo }),
  })),
  ...(annex.referralReceipts ?? []).flatMap(({ index, on, receiver }) => {
    const letter = file.referrals?.[index]
    return letter ? [{ direction: 'in' as const, on, body: letter.toBody, subject: `移送函回执（接收人：${receiver}）`, caseId: file.id }] : []
  }),
  ...(annex.referralReplies ?? []).flatMap(({ index, repliedOn, reply, note }) => {
    const letter = file.referrals?.[index]
    return letter ? [{ direction: 'in' as const, on: repliedOn, body: letter.toBody, subject: `对移送函的答复：${referralReplies[reply]}${note ? `，${note}` : ''}`, caseId: file.id }] : []
  }),
]
