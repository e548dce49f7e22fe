/** Commands of other bodies: transfer letters and their answers, the book of letters, risk of escalation. */
import * as z from 'zod'
import { keysOf, referralReplies } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { EscalationPrevented, LocalDateText, Referral } from '../case/record/case-file.ts'
import { BookedLetter, letterDirections } from '../case/record/letter-book.ts'
import { ReferralReceipt } from '../case/record/letters.ts'
import { letterStates } from '../case/record/letters.ts'
import { Risk, RiskReport } from '../case/record/risks.ts'
import { intake, mediation, papers } from './views/roles.ts'
import { caseOnly, CaseView, command, nothing, SavedFileShape } from './views/shapes.ts'

/** A row of the register: entered by hand (with an id and a running number), or told by a case. */
const BookRow = BookedLetter.partial({ id: true, year: true, serial: true, enteredAt: true, by: true }).extend({ serialText: z.string().optional(), caseTitle: z.string().optional() })

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

export const referralsCommands = {
  'referral.package': command('打包移送材料：移送函和所选附件，附清单', ['registrar', 'mediator', 'director', 'courtLiaison'], caseOnly.extend({
    index: z.int().min(0), attachmentIds: z.array(Text).max(200, '附件最多 200 个。').optional(),
    /** Names of files in which nothing can be searched, and which were looked at by eye. */
    lookedAt: z.array(Text).max(600).optional(),
  }), SavedFileShape),
  'referral.receipt': command('登记移送函的回执', intake, caseOnly.extend(ReferralReceipt.shape), CaseView),
  'letterBook.list': command('收发文登记，新的在前；案件里已有的来函、移送函、回执和答复一并列出', 'account', z.strictObject({
    direction: z.enum(keysOf(letterDirections)).optional(), query: z.string().optional(),
  }), z.strictObject({ rows: z.array(BookRow) })),
  'letterBook.enter': command('登记一份收文或发文，编收发文号', papers, z.strictObject({
    letter: BookedLetter.omit({ source: true, id: true, year: true, serial: true, enteredAt: true, by: true, void: true }),
  }), z.strictObject({ id: z.string(), serialText: z.string() })),
  'letterBook.number': command('给还没有编号的收发文编号：来函、移送函、送出的材料、法院答复、建议函一样编', papers, nothing, z.strictObject({ numbered: z.int() })),
  'letterBook.print': command('打印一年的收发文登记簿；没有编号的先编号', papers, z.strictObject({ year: z.int().min(1900).max(2999) }), SavedFileShape),
  'letterBook.void': command('收发文号作废；号码不再用', ['director'], z.strictObject({ id: Text, reason: Text }), z.strictObject({})),
  'referral.record': command('登记一份移送函', intake, z.strictObject({ caseId: Text, referral: Referral.omit({ repliedOn: true, reply: true }) }), CaseView),
  'referral.reply': command('登记对一份移送函的答复；归档以后也可以', intake, z.strictObject({
    caseId: Text,
    /** Place of the letter in the case's list, from 0. */
    index: z.int().min(0),
    repliedOn: LocalDateText,
    reply: z.enum(keysOf(referralReplies)),
    note: Text.optional(),
  }), CaseView),
  'referral.list': command('函件台账：发出的移送函，逾期未答复的在前', 'account', z.strictObject({
    body: Text.optional(),
    state: z.enum(keysOf(letterStates)).optional(),
  }), z.strictObject({ total: z.int(), bodies: z.array(z.string()), rows: z.array(LetterRow) })),
  'risk.raise': command('登记激化风险', intake, z.strictObject({ caseId: Text, risk: Risk.pick({ raisedOn: true, kind: true, level: true, description: true }) }), CaseView),
  'risk.report': command('登记一次报告；给出 index 则补记或更正那一次（如答复）', mediation, z.strictObject({
    caseId: Text, riskId: Text, index: z.int().min(0).optional(), report: RiskReport,
  }), CaseView),
  'risk.close': command('解除激化风险', mediation, z.strictObject({ caseId: Text, riskId: Text, closedOn: LocalDateText, closedReason: Text }), CaseView),
  'risk.list': command('没有解除的激化风险，重大的在前', 'account', z.strictObject({}), z.strictObject({ total: z.int(), rows: z.array(RiskRow) })),
  'escalation.record': command('登记防止激化（由主任批准）；给出 index 则更正那一条', ['director'], z.strictObject({
    caseId: Text, index: z.int().min(0).optional(), entry: EscalationPrevented.omit({ approvedBy: true }),
  }), CaseView),
} as const
