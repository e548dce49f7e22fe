import type { Handlers } from '../../core/contract.ts'
import { exportBundle, importBundle } from './bundle.ts'
import { acceptCase, concludeAgreement, correctIntake, listCases, recordSession, registerCase, saveAgreement, showCase } from './cases.ts'
import { describeContract } from './describe.ts'
import { changeOffice, lockAccount, officeStatus, setUpOffice, showOffice, unlockAccount } from './office.ts'
import { computeFigures, makeDocument, makeReport, openFile, packageForCourt, revealFile } from './papers.ts'

export const handlers: Handlers = {
  'contract.describe': describeContract,
  'office.status': officeStatus,
  'office.setUp': setUpOffice,
  'office.show': showOffice,
  'office.change': changeOffice,
  'account.unlock': unlockAccount,
  'account.lock': lockAccount,
  'case.list': listCases,
  'case.show': showCase,
  'case.register': registerCase,
  'case.correctIntake': correctIntake,
  'case.accept': acceptCase,
  'session.record': recordSession,
  'agreement.save': saveAgreement,
  'agreement.conclude': concludeAgreement,
  'document.make': makeDocument,
  'statistics.compute': computeFigures,
  'report.make': makeReport,
  'court.package': packageForCourt,
  'bundle.import': importBundle,
  'bundle.export': exportBundle,
  'file.open': openFile,
  'file.reveal': revealFile,
}
