/** Transfer letters (移送函) of a case and how each stands: the register of letters out (函件台账). */
import * as z from 'zod'
import { LocalDateText, type Referral } from './case-file.ts'
import { keysOf, referralReplies } from '../../base/codes.ts'
import type { LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'

/** One answer to a letter. The case file holds the latest; all are kept beside it, for 接受 may be followed by 已办结. */
export const ReferralReply = z.strictObject({
  /** Place of the letter in the case's list. */
  index: z.int().min(0),
  repliedOn: LocalDateText,
  reply: z.enum(keysOf(referralReplies)),
  note: Text.optional(),
})
export type ReferralReply = z.output<typeof ReferralReply>

export const letterStates = { overdue: '逾期未答复', waiting: '待答复', undated: '待答复（未定期限）', replied: '已答复' } as const
export type LetterState = keyof typeof letterStates

/** A letter is overdue from the day after the one on which the answer was asked for. */
export const letterState = ({ repliedOn, replyDueOn }: Referral, today: LocalDate): LetterState =>
  (repliedOn !== undefined ? 'replied' : replyDueOn === undefined ? 'undated' : replyDueOn < today ? 'overdue' : 'waiting')

const order: readonly LetterState[] = ['overdue', 'waiting', 'undated', 'replied']

type Standing = { readonly state: LetterState; readonly sentOn: LocalDate; readonly replyDueOn?: LocalDate }

/** For sorting: overdue first, the longest overdue on top; then by the date asked for; answered ones last, the latest first. */
export const byUrgency = (a: Standing, b: Standing): number => {
  if (a.state !== b.state) return order.indexOf(a.state) - order.indexOf(b.state)
  const [first, second] = a.state === 'replied' ? [b.sentOn, a.sentOn] : [a.replyDueOn ?? a.sentOn, b.replyDueOn ?? b.sentOn]
  return first === second ? 0 : first < second ? -1 : 1
}

/** A receipt (回执) of a transfer: who took it, when. */
export const ReferralReceipt = z.strictObject({
  /** Place of the letter in the case's list. */
  index: z.int().min(0),
  on: LocalDateText,
  receiver: Text,
  attachmentId: Text.optional(),
})
export type ReferralReceipt = z.output<typeof ReferralReceipt>
