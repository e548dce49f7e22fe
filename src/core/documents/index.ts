/** Every paper that can be made, in the order in which menus and files list them. */
import type { CaseFile } from '../case/case-file.ts'
import type { Stage } from '../case/lifecycle.ts'
import { acceptanceForm } from './acceptance-form.ts'
import { agreementForm } from './agreement-form.ts'
import { applicationForm } from './application-form.ts'
import { performanceCertificate } from './performance-certificate.ts'
import type { DocumentTemplate } from './content.ts'

export const documentTemplates: readonly DocumentTemplate[] = [applicationForm, acceptanceForm, agreementForm, performanceCertificate]

export const documentById = (id: string): DocumentTemplate | undefined =>
  documentTemplates.find(template => template.id === id)

/** The papers that fit a case in a stage; a void case has none. */
export const documentsOffered = (file: CaseFile, stage: Stage): readonly DocumentTemplate[] =>
  documentTemplates.filter(template => stage !== 'void' && template.offeredIn.includes(stage) && (template.suits?.(file) ?? true))
