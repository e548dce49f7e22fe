/**
 * What the committee keeps of a case for its own work, beside the case file (办案附记). It stays in the office: the case
 * bundle does not carry it.
 */
import * as z from 'zod'
import { Causes } from './causes.ts'
import { CourtAnswer, Filing } from './court-answers.ts'
import { Appointment } from './appointment.ts'
import { ReferralReceipt, ReferralReply } from './letters.ts'
import { RightsTold } from './rights.ts'
import { Risk } from './risks.ts'
import { LocalDateText } from './case-file.ts'
import { Letter, Inquiry } from './before-acceptance.ts'
import { Revision, Voided } from './revisions.ts'
import { Demand } from './demand.ts'
import { PerformanceCorrection, PerformanceProof } from './performance-notes.ts'
import { FeeWorksheet } from './fee-worksheet.ts'
import { Clearance, MediatorChange } from './clearance.ts'
import { HeadList } from './roster.ts'
import { LedgerOrigin } from './ledger-origin.ts'
import { NotedStep } from './noted-step.ts'
import { SuitElements } from './suit-elements.ts'
import { Text } from '../../base/text.ts'

/** A file of the case (附件) that shows a piece of evidence. */
export const EvidenceFile = z.strictObject({ no: z.int().min(1), attachmentId: Text })
/** One reading of the agreement to parties (宣读): which terms they heard and agreed to, in the words that were read. */
export const Reading = z.strictObject({
  on: LocalDateText,
  by: Text,
  /** Ids of the parties. */
  to: z.array(Text).min(1, '请选择向哪位当事人宣读。'),
  confirmed: z.array(z.strictObject({ termId: Text, text: Text })),
})
export type Reading = z.output<typeof Reading>

export const CaseAnnex = z.strictObject({
  /** The id of the case. */
  id: Text,
  /** 典型成因: why the dispute arose, for the reports. */
  causes: Causes.optional(),
  appointments: z.array(Appointment).optional(),
  /** What the court answered, oldest first. */
  courtAnswers: z.array(CourtAnswer).optional(),
  /** When applications for confirmation were handed to the court, oldest first. */
  filings: z.array(Filing).optional(),
  rightsTold: z.array(RightsTold).optional(),
  evidenceFiles: z.array(EvidenceFile).optional(),
  referralReplies: z.array(ReferralReply).optional(),
  referralReceipts: z.array(ReferralReceipt).optional(),
  risks: z.array(Risk).optional(),
  /** What papers say that the case file does not hold, by paper (`D20`, or `D20:p1` where it is one of several). */
  paperExtras: z.record(z.string(), z.record(z.string(), Text)).optional(),
  readAloud: z.array(Reading).optional(),
  /** What was asked before acceptance: missing papers, the other side's consent (S2). */
  inquiries: z.array(Inquiry).optional(),
  /** What the letter of the sending body asks of us, and what was done. */
  letter: Letter.optional(),
  /** Reopenings, corrections and voidings, oldest first. They may hold words of a separate session: they stay here. */
  revisions: z.array(Revision).optional(),
  /** A case that does not count: entered twice, or by mistake. Its file number stays used. */
  voided: Voided.optional(),
  /** Property-fee worksheets (物业费计算表): each becomes an annex of the agreement. */
  feeWorksheets: z.array(FeeWorksheet).optional(),
  performanceProofs: z.array(PerformanceProof).optional(),
  performanceCorrections: z.array(PerformanceCorrection).optional(),
  /** Written demands for performance (督促函). */
  demands: z.array(Demand).optional(),
  /** The owners whom one party stands for (户代表名册). */
  headList: HeadList.optional(),
  /** How findings against a mediator were cleared up (回避). */
  clearances: z.array(Clearance).optional(),
  mediatorChanges: z.array(MediatorChange).optional(),
  /** Where a case from an old ledger came from (旧台账导入), and what the ledger did not say. */
  ledger: LedgerOrigin.optional(),
  /** Steps that were noted by hand on the checklist. */
  steps: z.array(NotedStep).optional(),
  /** What a suit needs where mediation fails (要素式起诉状). */
  suitElements: SuitElements.optional(),
})
export type CaseAnnex = z.output<typeof CaseAnnex>
