import type { Handlers } from '../../core/contract.ts'
import { addAttachment, listAttachments, readAttachment, removeAttachment } from './attachments.ts'
import { exportBundle, importBundle } from './bundle.ts'
import { acceptCase, concludeAgreement, correctIntake, listCases, recordSession, registerCase, saveAgreement, showCase } from './cases.ts'
import {
  changePassword, checkFolderFor, createBackup, listAccounts, listAudit, listBackups, newRecoveryKey, proveBackup, recoverAccount, removeAccount, restoreBackup,
  saveAccount, verifyAudit, verifyStore,
} from './care.ts'
import { batchProgress, cancelBatch, startBatch } from './batch.ts'
import { checkDossier, makeDossier } from './dossier.ts'
import { listDocxTemplates, removeDocxTemplate, saveDocxTemplate } from './docx-templates.ts'
import { attachScan, issueDocument, listIssued, openIssued, previewDocument, saveNumbers, showNumbers, verifyDocument, voidDocument } from './issue.ts'
import { listDeadlines } from './deadlines.ts'
import { discardDraft, listDrafts, saveDraft } from './drafts.ts'
import { answerInquiry, answerLetter, correctCase, reopenCase, sendInquiry, voidCase } from './life.ts'
import { importCalendar, listParameters, removeCalendar, resetParameter, setParameter, showCalendar } from './reckoning.ts'
import {
  archiveCase, endCase, extendCase, recordConfirmation, recordFollowUp, recordPerformance, resumeCase, suspendCase,
} from './course.ts'
import { describeContract } from './describe.ts'
import { changeOffice, lockAccount, officeStatus, setUpOffice, showOffice, unlockAccount } from './office.ts'
import { readAgreementAloud, saveExtras, saveWording, showWording } from './wording.ts'
import { computeFigures, makeDocument, makeReport, openFile, revealFile } from './papers.ts'
import { packageForCourt, verifyPackage } from './court.ts'

export const handlers: Handlers = {
  'contract.describe': describeContract,
  'office.status': officeStatus,
  'office.setUp': setUpOffice,
  'office.show': showOffice,
  'office.change': changeOffice,
  'account.unlock': unlockAccount,
  'account.lock': lockAccount,
  'account.recover': recoverAccount,
  'account.list': listAccounts,
  'account.save': saveAccount,
  'account.remove': removeAccount,
  'account.changePassword': changePassword,
  'account.newRecoveryKey': newRecoveryKey,
  'case.list': listCases,
  'case.show': showCase,
  'deadline.list': listDeadlines,
  'case.register': registerCase,
  'case.correctIntake': correctIntake,
  'case.accept': acceptCase,
  'case.end': endCase,
  'case.suspend': suspendCase,
  'case.resume': resumeCase,
  'case.extend': extendCase,
  'case.archive': archiveCase,
  'performance.record': recordPerformance,
  'followUp.record': recordFollowUp,
  'confirmation.record': recordConfirmation,
  'session.record': recordSession,
  'agreement.save': saveAgreement,
  'agreement.conclude': concludeAgreement,
  'draft.list': listDrafts,
  'draft.save': saveDraft,
  'draft.discard': discardDraft,
  'inquiry.send': sendInquiry,
  'inquiry.answer': answerInquiry,
  'letter.answer': answerLetter,
  'case.reopen': reopenCase,
  'case.correct': correctCase,
  'case.void': voidCase,
  'parameter.list': listParameters,
  'parameter.set': setParameter,
  'parameter.reset': resetParameter,
  'calendar.show': showCalendar,
  'calendar.import': importCalendar,
  'calendar.remove': removeCalendar,
  'document.make': makeDocument,
  'document.preview': previewDocument,
  'document.issue': issueDocument,
  'document.issued': listIssued,
  'document.open': openIssued,
  'document.void': voidDocument,
  'document.verify': verifyDocument,
  'document.attachScan': attachScan,
  'dossier.check': checkDossier,
  'dossier.make': makeDossier,
  'batch.start': startBatch,
  'batch.progress': batchProgress,
  'batch.cancel': cancelBatch,
  'docxTemplate.list': listDocxTemplates,
  'docxTemplate.save': saveDocxTemplate,
  'docxTemplate.remove': removeDocxTemplate,
  'numbers.show': showNumbers,
  'numbers.save': saveNumbers,
  'document.extras': saveExtras,
  'agreement.readAloud': readAgreementAloud,
  'wording.show': showWording,
  'wording.save': saveWording,
  'statistics.compute': computeFigures,
  'report.make': makeReport,
  'court.package': packageForCourt,
  'package.verify': verifyPackage,
  'bundle.import': importBundle,
  'bundle.export': exportBundle,
  'attachment.add': addAttachment,
  'attachment.list': listAttachments,
  'attachment.read': readAttachment,
  'attachment.remove': removeAttachment,
  'backup.create': createBackup,
  'backup.list': listBackups,
  'backup.restore': restoreBackup,
  'backup.prove': proveBackup,
  'store.verify': verifyStore,
  'store.checkFolder': checkFolderFor,
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  'file.open': openFile,
  'file.reveal': revealFile,
}
