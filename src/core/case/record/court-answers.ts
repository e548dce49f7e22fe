/** What the court answered to what was sent (诉前调确、调解书), and what follows for the case. */
import * as z from 'zod'
import { LocalDateText, type CaseFile } from './case-file.ts'
import { isFromCourt } from './before-acceptance.ts'
import { chineseDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'
import { refuse, ok, type Problem, type Result } from '../../base/result.ts'

export const courtAnswerKinds = {
  accepted: '受理通知', confirmed: '裁定确认有效', dismissed: '裁定驳回', notAccepted: '不予受理', returned: '退回补正', withdrawn: '准许撤回', mediationDocument: '出具调解书',
} as const
export type CourtAnswerKind = keyof typeof courtAnswerKinds

/** What the clerk fills in, or a receipt carries. */
export const NewCourtAnswer = z.strictObject({
  kind: z.enum(['accepted', 'confirmed', 'dismissed', 'notAccepted', 'returned', 'withdrawn', 'mediationDocument']),
  on: LocalDateText,
  court: Text.optional(),
  caseNo: Text.optional(),
  judge: Text.optional(),
  assistant: Text.optional(),
  clerk: Text.optional(),
  /** What is to be supplied, or why it was refused. */
  note: Text.optional(),
  /** Of a return for correction: until when the court wants it supplied. */
  supplementBy: LocalDateText.optional(),
  /** When the application was handed to the court, where the case does not say yet. Packing the papers is no filing. */
  filedOn: LocalDateText.optional(),
})
export type NewCourtAnswer = z.output<typeof NewCourtAnswer>

export const CourtAnswer = NewCourtAnswer.extend({
  id: Text,
  /** The id of what was sent, where a receipt named it and every digest agreed. */
  exportId: Text.optional(),
})
export type CourtAnswer = z.output<typeof CourtAnswer>

/** An application handed to the court by both parties; `after`: the return for correction that it follows. */
export const Filing = z.strictObject({ id: Text, on: LocalDateText, court: Text, by: Text, after: Text.optional(), note: Text.optional() })
export type Filing = z.output<typeof Filing>

/** How a court of this district numbers such matters; a hint, never enforced. */
export const caseNoHint = (kind: CourtAnswerKind | undefined, on: string, courtCode = '鄂1281'): string =>
  `如：（${on.slice(0, 4)}）${courtCode}${kind === 'mediationDocument' ? '诉前调书' : '诉前调确'}021号`

/** What is wrong with an answer; pointers start at it. */
export const courtAnswerProblems = (file: CaseFile, answer: NewCourtAnswer, today: string): Problem[] => {
  const problems: Problem[] = []
  const say = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'error' })
  }
  if (answer.on > today) say('/on', 'future-date', `${chineseDate(answer.on)}晚于今天，已发生的事不能写未来日期，请核对。`)
  const from = file.confirmation?.appliedOn ?? file.agreement?.effectiveOn ?? file.end?.on
  if (from !== undefined && answer.on < from) say('/on', 'date-order', `${chineseDate(answer.on)}早于${chineseDate(from)}${file.confirmation ? '申请' : '送出'}，请核对。`)
  if (answer.supplementBy !== undefined && answer.kind !== 'returned') say('/supplementBy', 'not-returned', '只有退回补正才有补正期限；请改选“退回补正”，或者清空这一栏。')
  if (answer.supplementBy !== undefined && answer.supplementBy < answer.on) say('/supplementBy', 'date-order', '补正期限早于法院退回的日期，请核对。')
  if (answer.kind !== 'mediationDocument' && !file.confirmation && (file.end?.code === 'E01' || file.end?.code === 'E02') && file.source !== 'courtAfterFiling' && !file.courtMediationDocument) {
    if (answer.filedOn === undefined) say('/filedOn', 'missing', '还没有登记哪天向法院递交申请；打包不等于递交，请填写实际递交的日期。')
    else {
      const effectiveOn = file.agreement?.effectiveOn ?? file.agreement?.reachedOn
      if (answer.filedOn > answer.on) say('/filedOn', 'date-order', '递交晚于法院的答复，请核对。')
      if (effectiveOn !== undefined && answer.filedOn < effectiveOn) say('/filedOn', 'date-order', `协议${chineseDate(effectiveOn)}才生效，递交不会更早，请核对。`)
    }
  }
  if (answer.kind === 'mediationDocument' && !answer.caseNo) say('/caseNo', 'missing', '请填写调解书的文号。')
  if ((answer.kind === 'returned' || answer.kind === 'notAccepted' || answer.kind === 'dismissed') && !answer.note) say('/note', 'missing', '请写明法院要求补正什么，或者不予受理、驳回的理由。')
  return problems
}

/** The court for what follows a case: the one that sent the matter (of confirmation 民事诉讼法第205条第1项), otherwise that of the place. */
export const courtOf = (file: CaseFile, ofPlace: string): string =>
  file.confirmation?.court ?? (isFromCourt(file) ? file.sourceRef?.body : undefined) ?? ofPlace

/**
 * The case after the answer; one that knows of no filing takes that of the answer. Refuses with
 * `answer-does-not-fit` an answer that such a case cannot get.
 */
export const withCourtAnswer = (file: CaseFile, answer: NewCourtAnswer, defaultCourt: string): Result<CaseFile> => {
  const settled = file.end?.code === 'E01' || file.end?.code === 'E02'
  if (!settled) return refuse('answer-does-not-fit', '案件没有以调解协议结束，法院不会对协议作出答复；请核对是哪一件案件。', { field: '/answer/kind' })
  const court = answer.court ?? courtOf(file, defaultCourt)
  if (answer.kind === 'mediationDocument') {
    if (file.confirmation?.result === 'confirmed') return refuse('answer-does-not-fit', '法院已经裁定确认协议有效，不会再出具调解书；请核对。', { field: '/answer/kind' })
    const { confirmation: _, ...rest } = file
    return ok({ ...rest, courtMediationDocument: { no: answer.caseNo!, on: answer.on } })
  }
  if (file.source === 'courtAfterFiling' || file.courtMediationDocument) {
    return refuse('answer-does-not-fit', '立案后委托的案件由法院出具调解书，没有司法确认的答复；请选择“出具调解书”。', { field: '/answer/kind' })
  }
  const { decidedOn: _, ...before } = file.confirmation ?? { appliedOn: answer.filedOn ?? answer.on, court, result: 'pending' as const }
  const base = { ...before, court, ...(answer.caseNo !== undefined && { caseNo: answer.caseNo }) }
  if (answer.kind === 'accepted' || answer.kind === 'returned') return ok({ ...file, confirmation: { ...base, result: 'pending' } })
  return ok({ ...file, confirmation: { ...base, result: answer.kind, decidedOn: answer.on } })
}
