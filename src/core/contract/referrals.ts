/** Commands around other bodies: transfer letters and their answers, risk of escalation and its reports. */
import * as z from 'zod'
import { EscalationPrevented, LocalDateText, Referral } from '../case/record/case-file.ts'
import { keysOf, referralReplies } from '../base/codes.ts'
import { letterStates } from '../case/record/letters.ts'
import { Risk, RiskReport } from '../case/record/risks.ts'
import { Text } from '../base/text.ts'
import { CaseView, command } from './views/shapes.ts'

const ofCase = { caseId: z.string(), fileNo: z.string().optional(), title: z.string() }

export const LetterRow = Referral.extend({
  ...ofCase,
  /** Place of the letter in the case's list. */
  index: z.int(),
  state: z.enum(keysOf(letterStates)),
  note: z.string().optional(),
})
export type LetterRow = z.output<typeof LetterRow>

export const RiskRow = Risk.extend({ ...ofCase, sentence: z.string() })
export type RiskRow = z.output<typeof RiskRow>

export const routingCommands = {
  'referral.record': command('登记一份移送函', z.strictObject({ caseId: Text, referral: Referral.omit({ repliedOn: true, reply: true }) }), CaseView),
  'referral.reply': command('登记对一份移送函的答复；归档以后也可以', z.strictObject({
    caseId: Text,
    /** Place of the letter in the case's list, from 0. */
    index: z.int().min(0),
    repliedOn: LocalDateText,
    reply: z.enum(keysOf(referralReplies)),
    note: Text.optional(),
  }), CaseView),
  'referral.list': command('函件台账：发出的移送函，逾期未答复的在前', z.strictObject({
    body: Text.optional(),
    state: z.enum(keysOf(letterStates)).optional(),
  }), z.strictObject({ total: z.int(), bodies: z.array(z.string()), rows: z.array(LetterRow) })),
  'risk.raise': command('登记激化风险', z.strictObject({ caseId: Text, risk: Risk.pick({ raisedOn: true, kind: true, level: true, description: true }) }), CaseView),
  'risk.report': command('登记一次报告；给出 index 则补记或更正那一次（如答复）', z.strictObject({
    caseId: Text, riskId: Text, index: z.int().min(0).optional(), report: RiskReport,
  }), CaseView),
  'risk.close': command('解除激化风险', z.strictObject({ caseId: Text, riskId: Text, closedOn: LocalDateText, closedReason: Text }), CaseView),
  'risk.list': command('没有解除的激化风险，重大的在前', z.strictObject({}), z.strictObject({ total: z.int(), rows: z.array(RiskRow) })),
  'escalation.record': command('登记防止激化（由主任批准）；给出 index 则更正那一条', z.strictObject({
    caseId: Text, index: z.int().min(0).optional(), entry: EscalationPrevented.omit({ approvedBy: true }),
  }), CaseView),
} as const
