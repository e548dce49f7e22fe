/**
 * What goes to another body with a transfer: the letter, which names persons by surname only, and the attachments that were
 * chosen. The data of the case stay here: the body needs the matter, not the file (个人信息保护法第6条).
 */
import type { CaseFile } from '../case/case-file.ts'
import { staysInOffice } from '../case/confidential.ts'
import type { DocumentContent } from '../documents/content.ts'

/** Sentences of at least six characters that were said in confidence. */
const confidentialSentences = (file: CaseFile): string[] =>
  (file.sessions ?? []).filter(staysInOffice).flatMap(({ record }) => record.split(/[。！？；.!?;\n]/)).map(part => part.trim()).filter(part => [...part].length >= 6)

const textsOf = (value: unknown): string[] =>
  (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [])

/** Whether a paper that is to leave holds anything said in a separate session; null when it does not. */
export const leakIn = (content: DocumentContent, file: CaseFile): string | null => {
  const text = textsOf(content).join('\n').replaceAll(/\s/g, '')
  return confidentialSentences(file).find(sentence => text.includes(sentence.replaceAll(/\s/g, ''))) ?? null
}
