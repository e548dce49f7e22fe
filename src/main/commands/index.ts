import type { Handlers } from '../../core/contract.ts'
import { addAttachment, listAttachments, readAttachment, removeAttachment, restoreAttachment } from './attachments.ts'
import { exportBundle, importBundle } from './bundle.ts'
import { acceptCase, concludeAgreement, correctIntake, recordSession, registerCase, saveAgreement, showCase } from './cases.ts'
import {
  changePassword, checkFolderFor, createBackup, listAccounts, listAudit, listBackups, newRecoveryKey, proveBackup, recoverAccount, removeAccount, restoreBackup,
  saveAccount, verifyAudit, verifyStore,
} from './care.ts'
import { listDeadlines } from './deadlines.ts'
import { discardConsultation, listConsultations, saveConsultation } from './consultations.ts'
import { answerInquiry, answerLetter, correctCase, reopenCase, sendInquiry, voidCase } from './life.ts'
import { importCalendar, listParameters, removeCalendar, resetParameter, setParameter, showCalendar } from './reckoning.ts'
import { checkConflicts, changeMediators, recordClearance, saveRelations, showRelations } from './conflicts.ts'
import { collectContacts, listContacts, mergeContacts, removeContact, restoreContact, saveContact } from './contacts.ts'
import { dropDraft, noteOpened, saveDraft, setFilters, showDesk, showDraft } from './desk.ts'
import {
  archiveCase, endCase, extendCase, recordConfirmation, recordFollowUp, recordPerformance, resumeCase, suspendCase,
} from './course.ts'
import { listCases } from './case-list.ts'
import { describeContract } from './describe.ts'
import { blankHeadList, makeOwnerTerms, printOwnerSheets, readHeadList, removeHeadList, removeOwnerTerms, saveHeadList } from './head-lists.ts'
import { changeOffice, lockAccount, officeStatus, setUpOffice, showOffice, unlockAccount } from './office.ts'
import { computeFigures, makeDocument, makeReport, openFile, revealFile } from './papers.ts'
import { packageForCourt, verifyPackage } from './court.ts'
import {
  correctPerformance, listClauses, provePerformance, recordDemand, removeClause, removeFeeWorksheet, restoreClause, saveClause, saveFeeWorksheet,
} from './settlement.ts'
import {
  cancelLedger, exportLedger, importLedger, ledgerErrorFile, ledgerProgress, listLedgerBatches, readLedgerFile, saveLedgerMapping, undoLedger,
} from './ledger.ts'
import { showDashboard } from './dashboard.ts'
import { findSimilar } from './similar.ts'

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
  'consultation.list': listConsultations,
  'consultation.save': saveConsultation,
  'consultation.discard': discardConsultation,
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
  'clause.list': listClauses,
  'clause.save': saveClause,
  'clause.remove': removeClause,
  'clause.restore': restoreClause,
  'feeWorksheet.save': saveFeeWorksheet,
  'feeWorksheet.remove': removeFeeWorksheet,
  'performance.correct': correctPerformance,
  'performance.prove': provePerformance,
  'demand.record': recordDemand,
  'document.make': makeDocument,
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
  'attachment.restore': restoreAttachment,
  'draft.save': saveDraft,
  'draft.show': showDraft,
  'draft.drop': dropDraft,
  'desk.show': showDesk,
  'desk.noteOpened': noteOpened,
  'desk.setFilters': setFilters,
  'backup.create': createBackup,
  'backup.list': listBackups,
  'backup.restore': restoreBackup,
  'backup.prove': proveBackup,
  'store.verify': verifyStore,
  'store.checkFolder': checkFolderFor,
  'audit.list': listAudit,
  'audit.verify': verifyAudit,
  'case.findSimilar': findSimilar,
  'headList.read': readHeadList,
  'headList.save': saveHeadList,
  'headList.remove': removeHeadList,
  'headList.template': blankHeadList,
  'headList.makeTerms': makeOwnerTerms,
  'headList.removeTerms': removeOwnerTerms,
  'headList.print': printOwnerSheets,
  'contact.list': listContacts,
  'contact.save': saveContact,
  'contact.remove': removeContact,
  'contact.restore': restoreContact,
  'contact.merge': mergeContacts,
  'contact.collect': collectContacts,
  'relations.show': showRelations,
  'relations.save': saveRelations,
  'conflict.check': checkConflicts,
  'clearance.record': recordClearance,
  'mediators.change': changeMediators,
  'ledger.read': readLedgerFile,
  'ledger.import': importLedger,
  'ledger.errorFile': ledgerErrorFile,
  'ledger.progress': ledgerProgress,
  'ledger.cancel': cancelLedger,
  'ledger.batches': listLedgerBatches,
  'ledger.undo': undoLedger,
  'ledger.mapping': saveLedgerMapping,
  'ledger.export': exportLedger,
  'dashboard.show': showDashboard,
  'file.open': openFile,
  'file.reveal': revealFile,
}
