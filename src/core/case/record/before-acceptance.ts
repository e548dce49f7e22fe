/**
 * What happens around a case before it is accepted and has no place in the case file: the letter of a sending body that
 * waits for an answer, and what was asked of the parties (S2 待补正、征求对方意见).
 */
import * as z from 'zod'
import { LocalDateText, type CaseFile } from './case-file.ts'
import type { Source } from '../../base/codes.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'
import type { Problem } from '../../base/result.ts'

export const inquiryKinds = { supplement: '补正材料', consent: '征求对方意见' } as const
export const inquiryReplies = { supplied: '已补齐', notSupplied: '没有补齐', agreed: '同意调解', refused: '不同意调解' } as const

/** The replies that each kind of inquiry can have. */
export const repliesTo = {
  supplement: ['supplied', 'notSupplied'],
  consent: ['agreed', 'refused'],
} as const satisfies Record<keyof typeof inquiryKinds, readonly (keyof typeof inquiryReplies)[]>

const inquiryFields = {
  kind: z.enum(['supplement', 'consent']),
  askedOn: LocalDateText,
  /** What is missing, or who was asked about what. */
  what: Text,
  /** Without one the office's own number of days runs. */
  replyDueOn: LocalDateText.optional(),
}
export const NewInquiry = z.strictObject(inquiryFields)
export type NewInquiry = z.output<typeof NewInquiry>

export const InquiryReply = z.strictObject({
  repliedOn: LocalDateText,
  reply: z.enum(['supplied', 'notSupplied', 'agreed', 'refused']),
  note: Text.optional(),
})
export type InquiryReply = z.output<typeof InquiryReply>

export const Inquiry = z.strictObject({ id: Text, ...inquiryFields, answer: InquiryReply.optional() })
export type Inquiry = z.output<typeof Inquiry>

/** What the sending body's letter asks, and what was done about it. */
export const Letter = z.strictObject({
  /** The day until which the letter asks for an answer. */
  replyDueOn: LocalDateText.optional(),
  answeredOn: LocalDateText.optional(),
  /** The other side was told that the committee took the matter on (人民法院在线调解规则第15条). */
  notifiedOn: LocalDateText.optional(),
})
export type Letter = z.output<typeof Letter>

/** The latest answer of the other side is that it does not consent: the case cannot be accepted (人民调解法第17条). */
export const consentRefused = ({ inquiries = [] }: { readonly inquiries?: readonly Inquiry[] | undefined }): Inquiry | undefined => {
  const latest = inquiries.findLast(({ kind, answer }) => kind === 'consent' && answer)
  return latest?.answer?.reply === 'refused' ? latest : undefined
}

/** What intake asks about a source: how the first day is called, and whose letter came with it. */
export type SourceForm = {
  readonly appliedOn: string
  readonly letter: 'none' | 'court' | 'body'
  /** Which period runs, from when. */
  readonly clock: string
}

const court = (days: string): SourceForm =>
  ({ appliedOn: '收到日期', letter: 'court', clock: `调解期限${days}，从签收法院材料的次日起算；经在线平台的，填平台接收之日。三个工作日内答复法院、通知对方。` })
const body: SourceForm = { appliedOn: '收到日期', letter: 'body', clock: '来函写明答复日期的，请填写，到期前会提醒。' }

export const sourceForms: Readonly<Record<Source, SourceForm>> = {
  application: { appliedOn: '申请日期', letter: 'none', clock: '' },
  ownInitiative: { appliedOn: '发现日期', letter: 'none', clock: '主动调解要征得各方同意；一方明确拒绝的，不得调解（人民调解法第17条）。' },
  courtBeforeFiling: court('由法院委派期间决定'),
  courtAfterFiling: court('由审理程序决定'),
  procuratorate: body,
  police: body,
  petition: body,
  otherBody: body,
}

export const isFromCourt = ({ source }: Pick<CaseFile, 'source'>): boolean => sourceForms[source].letter === 'court'

const notIn = (pointer: string, on: LocalDate | undefined, from: LocalDate | undefined, fromWhat: string, today?: LocalDate): Problem[] => {
  if (on === undefined) return []
  const say = (code: string, message: string): Problem[] => [{ pointer, code, message, severity: 'error' }]
  if (from !== undefined && on < from) return say('date-order', `${chineseDate(on)}早于${fromWhat}（${chineseDate(from)}），请核对两个日期。`)
  return today !== undefined && on > today ? say('future-date', `${chineseDate(on)}晚于今天（${chineseDate(today)}），已发生的事不能写未来日期，请核对。`) : []
}

/** What is wrong with an inquiry; pointers start at it. */
export const inquiryProblems = (file: CaseFile, { kind, askedOn, replyDueOn, answer }: z.output<typeof NewInquiry> & Pick<Inquiry, 'answer'>, today: LocalDate): Problem[] => [
  ...notIn('/askedOn', askedOn, file.appliedOn, '申请日期', today),
  ...notIn('/replyDueOn', replyDueOn, askedOn, '发出的日期'),
  ...notIn('/answer/repliedOn', answer?.repliedOn, askedOn, '发出的日期', today),
  ...(answer && !(repliesTo[kind] as readonly string[]).includes(answer.reply)
    ? [{ pointer: '/answer/reply', code: 'reply', message: `“${inquiryReplies[answer.reply]}”不是对“${inquiryKinds[kind]}”的答复，请重新选择。`, severity: 'error' as const }] : []),
]

/** What is wrong with what was noted of a letter; pointers start at it. */
export const letterProblems = (file: CaseFile, { replyDueOn, answeredOn, notifiedOn }: Letter, today: LocalDate): Problem[] => [
  ...notIn('/replyDueOn', replyDueOn, file.sourceRef?.receivedOn, '来函签收日期'),
  ...notIn('/answeredOn', answeredOn, file.sourceRef?.receivedOn, '来函签收日期', today),
  ...notIn('/notifiedOn', notifiedOn, file.sourceRef?.receivedOn, '来函签收日期', today),
]

/** What registering needs of the sending body's letter; pointers start at the application. */
export const sourceProblems = (file: CaseFile): Problem[] => {
  const { letter } = sourceForms[file.source]
  const say = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message, severity: 'error' })
  if (letter === 'none') return []
  if (!file.sourceRef) {
    return [say('/sourceRef', 'source-letter-missing', letter === 'court'
      ? '法院委派、委托的案件要填写来函单位和签收日期，期限从签收日起算（法释〔2016〕14号）。'
      : '其他单位移送的案件要填写来函单位和签收日期。')]
  }
  return file.source === 'courtAfterFiling' && file.sourceRef.procedure === undefined
    ? [say('/sourceRef/procedure', 'procedure-missing', '法院委托的案件要选审理程序：普通程序 15 日、简易程序 7 日（法释〔2016〕14号）。')]
    : []
}
