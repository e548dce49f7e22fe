/** Commands around a case's life: before acceptance, and changes after the fact. */
import * as z from 'zod'
import { Inquiry, InquiryReply, Letter, NewInquiry } from '../case/before-acceptance.ts'
import { CaseFile } from '../case/case-file.ts'
import { Draft, DraftValues } from '../case/draft.ts'
import { Reason } from '../case/revisions.ts'
import { Text } from '../case/text.ts'
import { CaseView, command, nothing } from './shapes.ts'

export const lifeCommands = {
  'draft.list': command('咨询和未登记的草稿', nothing, z.strictObject({ drafts: z.array(Draft) })),
  'draft.save': command('存为草稿：新的，或改已有的', z.strictObject({ id: Text.optional(), title: Text, values: DraftValues }), z.strictObject({ id: Text })),
  'draft.discard': command('草稿作废', z.strictObject({ id: Text }), z.strictObject({ drafts: z.array(Draft) })),
  'inquiry.send': command('受理前补正材料、征求对方意见', z.strictObject({ caseId: Text, inquiry: NewInquiry }), CaseView),
  'inquiry.answer': command('登记补正材料、征求意见的答复', z.strictObject({ caseId: Text, inquiryId: Inquiry.shape.id, answer: InquiryReply }), CaseView),
  'letter.answer': command('登记对来函的答复、对方的通知', z.strictObject({ caseId: Text, letter: Letter }), CaseView),
  'case.reopen': command('重新打开已归档的案件，或撤销作废', z.strictObject({ caseId: Text, reason: Reason }), CaseView),
  'case.correct': command('更正已记录的内容：file 是更正以后的整个案件', z.strictObject({ caseId: Text, file: CaseFile, reason: Reason }), CaseView),
  'case.void': command('作废：重复登记的写明是哪一件的重复', z.strictObject({ caseId: Text, of: Text.optional(), reason: Reason }), CaseView),
} as const
