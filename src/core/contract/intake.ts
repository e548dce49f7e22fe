/** Commands of what comes before acceptance: registration, consultations, inquiries, answers to letters. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { Inquiry, InquiryReply, Letter, NewInquiry } from '../case/record/before-acceptance.ts'
import { Consultation, ConsultationValues } from '../case/record/consultation.ts'
import { intake } from './views/roles.ts'
import { Application, caseChange, CaseView, command, nothing } from './views/shapes.ts'

export const intakeCommands = {
  'case.register': command('登记申请：由咨询而来的写明 consultationId', intake, Application.extend({ consultationId: Text.optional() }), CaseView),
  'case.correctIntake': command('更正登记内容', intake, caseChange.extend({ application: Application }), CaseView),
  'consultation.list': command('咨询：还没有登记的', intake, nothing, z.strictObject({ consultations: z.array(Consultation) })),
  'consultation.save': command('存为咨询：新的，或改已有的', intake, z.strictObject({ id: Text.optional(), title: Text, values: ConsultationValues }), z.strictObject({ id: Text })),
  'consultation.discard': command('咨询作废', intake, z.strictObject({ id: Text }), z.strictObject({ consultations: z.array(Consultation) })),
  'inquiry.send': command('受理前补正材料、征求对方意见', intake, caseChange.extend({ inquiry: NewInquiry }), CaseView),
  'inquiry.answer': command('登记补正材料、征求意见的答复', intake, caseChange.extend({ inquiryId: Inquiry.shape.id, answer: InquiryReply }), CaseView),
  'letter.answer': command('登记对来函的答复、对方的通知', ['registrar', 'mediator', 'director', 'courtLiaison'], caseChange.extend({ letter: Letter }), CaseView),
} as const
