/** Every paper that can be made, in the order in which menus and files list them. */
import { keysOf } from '../base/codes.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import type { LocalDate } from '../base/dates.ts'
import type { Stage } from '../case/record/lifecycle.ts'
import { tidiedCase, tidiedHeads } from '../case/parties/tidied-case.ts'
import { annexOf, type Office } from '../office.ts'
import { reckoningOf } from '../rules/time-limits.ts'
import { acceptanceForm } from './intake/acceptance-form.ts'
import { agreementForm } from './agreement/agreement-form.ts'
import { applicationForm } from './intake/application-form.ts'
import { closingReport } from './mediation/closing-report.ts'
import { confirmationApplication } from './court/confirmation-application.ts'
import { consentInquiry } from './intake/consent-inquiry.ts'
import { paperParts, type PaperPart } from '../base/paper-parts.ts'
import type { Choice, DocumentInput, DocumentTemplate } from './writing/content.ts'
import { courtLetterRegister } from './court/court-letter-register.ts'
import { courtReport } from './court/court-report.ts'
import { evidenceList } from './mediation/evidence-list.ts'
import { extensionConsent } from './mediation/extension-consent.ts'
import { followUpRecord } from './performance/follow-up-record.ts'
import { investigationRecord } from './mediation/investigation-record.ts'
import { mediationNotice } from './mediation/mediation-notice.ts'
import { mediationRecord } from './mediation/mediation-record.ts'
import { oralAgreement } from './agreement/oral-agreement.ts'
import { performanceCertificate } from './performance/performance-certificate.ts'
import { performanceDemand } from './performance/performance-demand.ts'
import { performanceReceipt } from './performance/performance-receipt.ts'
import { powerOfAttorney } from './intake/power-of-attorney.ts'
import { referralLetter } from './intake/referral-letter.ts'
import { refusalNotice } from './intake/refusal-notice.ts'
import { representativeCertificate } from './intake/representative-certificate.ts'
import { rightsNotice } from './intake/rights-notice.ts'
import { serviceReceipt } from './writing/service-receipt.ts'
import { serviceAddress } from './court/service-address.ts'
import { statementOfClaim } from './court/statement-of-claim.ts'
import { statementOfDefence } from './court/statement-of-defence.ts'
import { terminationNotice } from './mediation/termination-notice.ts'

const templatesByPart: Readonly<Record<PaperPart, readonly DocumentTemplate[]>> = {
  intake: [
    applicationForm, courtLetterRegister, consentInquiry, acceptanceForm, refusalNotice, rightsNotice, mediationNotice, powerOfAttorney, representativeCertificate,
  ],
  mediation: [investigationRecord, evidenceList, mediationRecord, extensionConsent],
  agreement: [agreementForm, oralAgreement],
  performance: [performanceReceipt, performanceDemand, performanceCertificate, followUpRecord],
  court: [confirmationApplication, serviceAddress],
  ending: [terminationNotice, referralLetter, courtReport, statementOfClaim, statementOfDefence, closingReport, serviceReceipt],
}

export const documentTemplates: readonly DocumentTemplate[] = Object.values(templatesByPart).flat()

export const partOfPaper = (template: DocumentTemplate): PaperPart =>
  keysOf(paperParts).find(part => templatesByPart[part].includes(template))!

export const documentById = (id: string): DocumentTemplate | undefined =>
  documentTemplates.find(template => template.id === id)

/** The papers that fit a case in a stage, a void one none; of those that are made of a record, only where there is one. */
export const documentsOffered = (file: CaseFile, stage: Stage): readonly DocumentTemplate[] =>
  documentTemplates.filter(template => stage !== 'void' && template.offeredIn.includes(stage)
    && (template.suits?.(file) ?? true) && (template.of === undefined || template.of(file).length > 0))

/** One paper that can be made: a template, and the record it is made of where it names any. */
export type Paper = { readonly template: DocumentTemplate; readonly of?: Choice; readonly title: string }

/** Titles become names of files, and a name of a party may be long. */
const short = (title: string): string => ([...title].length > 40 ? `${[...title].slice(0, 39).join('')}…` : title)

export const papersOf = (template: DocumentTemplate, file: CaseFile): readonly Paper[] =>
  template.of?.(tidiedCase(file)).map(of => ({ template, of, title: `${template.title}（${short(of.title)}）` })) ?? [{ template, title: template.title }]

/** Every paper that a case in a stage is offered, each with its record. */
export const papersOffered = (file: CaseFile, stage: Stage): readonly Paper[] =>
  documentsOffered(file, stage).flatMap(template => papersOf(template, file))

/** Under which name the annex keeps what was given for a paper. */
export const extrasKey = (document: string, of: string | undefined): string => (of === undefined ? document : `${document}:${of}`)

/** What a template is given to write a paper of a case of this office. */
export const inputFor = (office: Office, file: CaseFile, { template, of }: Paper, today: LocalDate): DocumentInput => {
  const { headList, ...beside } = annexOf(office, file.id)
  const annex = headList ? { ...beside, headList: tidiedHeads(headList) } : beside
  const extras = annex.paperExtras?.[extrasKey(template.id, of?.id)]
  const wording = office.settings?.wording?.[template.id]
  return {
    file: tidiedCase(file), office: office.details, mediators: office.mediators, today, annex, reckoning: reckoningOf(office), registers: office.registers.all(),
    ...(of && { of: of.id }), ...(extras && { extras }), ...(wording && { wording }),
  }
}
