/** Commands around a case's life: before acceptance, and changes after the fact. */
import * as z from 'zod'
import { Inquiry, InquiryReply, Letter, NewInquiry } from '../case/record/before-acceptance.ts'
import { CaseFile } from '../case/record/case-file.ts'
import { Consultation, ConsultationValues } from '../case/record/consultation.ts'
import { Reason } from '../case/record/revisions.ts'
import { Text } from '../base/text.ts'
import { caseChange, CaseView, command, nothing } from './views/shapes.ts'

export const lifeCommands = {
  'consultation.list': command('咨询：还没有登记的', nothing, z.strictObject({ consultations: z.array(Consultation) })),
  'consultation.save': command('存为咨询：新的，或改已有的', z.strictObject({ id: Text.optional(), title: Text, values: ConsultationValues }), z.strictObject({ id: Text })),
  'consultation.discard': command('咨询作废', z.strictObject({ id: Text }), z.strictObject({ consultations: z.array(Consultation) })),
  'inquiry.send': command('受理前补正材料、征求对方意见', caseChange.extend({ inquiry: NewInquiry }), CaseView),
  'inquiry.answer': command('登记补正材料、征求意见的答复', caseChange.extend({ inquiryId: Inquiry.shape.id, answer: InquiryReply }), CaseView),
  'letter.answer': command('登记对来函的答复、对方的通知', caseChange.extend({ letter: Letter }), CaseView),
  'case.reopen': command('重新打开已归档的案件，或撤销作废', caseChange.extend({ reason: Reason }), CaseView),
  'case.correct': command('更正已记录的内容：file 是更正以后的整个案件', caseChange.extend({ file: CaseFile, reason: Reason }), CaseView),
  'case.void': command('作废：重复登记的写明是哪一件的重复', caseChange.extend({ of: Text.optional(), reason: Reason }), CaseView),
} as const
