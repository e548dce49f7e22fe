/**
 * Cases that are taken along to another computer and brought back (外带办案): what lies in the encrypted file, and what the
 * office notes of it.
 */
import * as z from 'zod'
import { CaseAnnex } from '../case/annex.ts'
import { CaseFile, LocalTimeText, Mediator } from '../case/case-file.ts'
import { keysOf } from '../case/codes.ts'
import { Text } from '../case/text.ts'
import { IssuedPaper } from '../documents/issued.ts'

/** Without the name under which a store keeps its bytes: each store has its own. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const AlongAttachment = z.strictObject({
  id: Text, caseId: Text, name: Text, size: z.int().min(0), sha256: Sha256, addedAt: LocalTimeText, addedBy: Text, removedAt: LocalTimeText.optional(),
})
const AlongPaper = IssuedPaper.omit({ blob: true, contentBlob: true })

export const directions = { out: '带出', back: '带回' } as const

export const Along = z.strictObject({
  format: z.literal('mediation-cases-along', '里面不是外带的案件'),
  version: z.literal(1, '它由别的版本的软件制作，请两边都用同一版本'),
  direction: z.enum(keysOf(directions)),
  checkOutId: Text,
  rehearsal: z.boolean(),
  office: z.strictObject({ name: Text, regionCode: Text, numberWord: Text, court: Text, phone: Text.optional(), address: Text.optional() }),
  fileNumbers: z.record(z.string().regex(/^\d{4}$/), z.int().min(0)),
  mediators: z.array(Mediator),
  madeAt: LocalTimeText,
  madeBy: Text,
  cases: z.array(CaseFile).min(1).max(100_000),
  annexes: z.array(CaseAnnex),
  attachments: z.array(AlongAttachment),
  papers: z.array(AlongPaper),
})
export type Along = z.output<typeof Along>

/** Why what an along file says does not fit together; null when it does. */
export const alongFault = ({ cases, annexes, attachments, papers }: Along): string | null => {
  const ids = new Set(cases.map(({ id }) => id))
  const twice = (records: readonly { readonly id: string }[]): boolean => new Set(records.map(({ id }) => id)).size < records.length
  if ([cases, annexes, attachments, papers].some(twice)) return '里面有重复的记录'
  if ([...annexes.map(({ id }) => id), ...attachments.map(({ caseId }) => caseId), ...papers.map(({ caseId }) => caseId)].some(id => !ids.has(id))) return '里面有不属于所带案件的记录'
  return null
}

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
