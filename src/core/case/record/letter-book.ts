/**
 * The register of letters in and out (收发文登记): what was entered by hand with its running number, and beside it what the cases
 * already say: letters of other bodies by which a case came, transfer letters and their answers.
 */
import * as z from 'zod'
import type { CaseAnnex } from './annex.ts'
import { LocalDateText, LocalTimeText, type CaseFile } from './case-file.ts'
import { keysOf, referralReplies, sources } from '../../base/codes.ts'
import { dateOf, yearOf, type LocalDate, type LocalTime } from '../../base/dates.ts'
import { courtAnswerKinds } from './court-answers.ts'
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
  /** What it was numbered from: a record of a case, or something that left the office. */
  source: Text.optional(),
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
  /** What the row is of, for its number. */
  readonly source: string
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
    direction: 'in' as const, on: file.sourceRef.receivedOn, body: file.sourceRef.body, subject: `来函（${sources[file.source]}）`, caseId: file.id, source: `in ${file.id}`,
    ...(file.sourceRef.documentNo !== undefined && { documentNo: file.sourceRef.documentNo }),
  }] : []),
  ...(file.referrals ?? []).map((letter, index) => ({
    source: `referral ${file.id} ${index}`,
    direction: 'out' as const, on: letter.sentOn, body: letter.toBody, subject: `移送函：${letter.matter}`, caseId: file.id,
    ...(letter.documentNo !== undefined && { documentNo: letter.documentNo }),
  })),
  ...(annex.referralReceipts ?? []).flatMap(({ index, on, receiver }) => {
    const letter = file.referrals?.[index]
    return letter ? [{ direction: 'in' as const, on, body: letter.toBody, subject: `移送函回执（接收人：${receiver}）`, caseId: file.id, source: `receipt ${file.id} ${index}` }] : []
  }),
  ...(annex.referralReplies ?? []).flatMap(({ index, repliedOn, reply, note }) => {
    const letter = file.referrals?.[index]
    return letter ? [{ direction: 'in' as const, on: repliedOn, body: letter.toBody, subject: `对移送函的答复：${referralReplies[reply]}${note ? `，${note}` : ''}`, caseId: file.id, source: `reply ${file.id} ${index} ${repliedOn}` }] : []
  }),
  ...(annex.courtAnswers ?? []).map(({ id, kind, on, court, caseNo }) => ({
    direction: 'in' as const, on, body: court ?? file.confirmation?.court ?? file.sourceRef?.body ?? '人民法院', subject: `法院答复：${courtAnswerKinds[kind]}`, caseId: file.id, source: `answer ${file.id} ${id}`,
    ...(caseNo !== undefined && { documentNo: caseNo }),
  })),
]

/** What left the office as a letter or a package to another body. */
export type SentOut = { readonly id: string; readonly kind: string; readonly at: LocalTime; readonly to?: string | undefined; readonly caseId?: string | undefined; readonly name: string }
const lettersSent: Readonly<Record<string, string>> = { confirmation: '司法确认材料', report: '调解结果反馈', transfer: '移送材料', advice: '建议函' }

export const lettersOfExports = (exports: readonly SentOut[]): (Omit<BookRow, 'caseId'> & { readonly caseId?: string })[] => exports.flatMap(({ id, kind, at, to, caseId, name }) => (lettersSent[kind] === undefined ? [] : [{
  direction: 'out' as const, on: dateOf(at), body: to ?? '（没有写明）', subject: `${lettersSent[kind]}：${name.replace(/\.[A-Za-z0-9]{2,5}$/, '')}`, source: `export ${id}`, ...(caseId !== undefined && { caseId }),
}]))

/** The rows that have no number yet, each with the next one of its year and direction, oldest first. */
export const numbered = (letters: readonly BookedLetter[], rows: readonly (Omit<BookRow, 'caseId'> & { readonly caseId?: string })[], entered: { readonly at: LocalTime; readonly by: string; readonly id: (index: number) => string }): BookedLetter[] => {
  const known = new Set(letters.flatMap(({ source }) => source ?? []))
  const added: BookedLetter[] = []
  for (const [index, row] of rows.filter(({ source }) => !known.has(source)).toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0)).entries()) {
    const year = yearOf(row.on)
    added.push({ ...row, id: entered.id(index), year, serial: nextSerial([...letters, ...added], row.direction, year), enteredAt: entered.at, by: entered.by })
  }
  return added
}
