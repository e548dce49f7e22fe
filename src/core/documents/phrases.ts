/**
 * What a form always says, in words that the office may change (文书用语). A field in a phrase is `{{委员会}}`; what it
 * stands for is put in when the paper is written.
 */
import { disputeTypes } from '../case/codes.ts'
import { chineseDate } from '../case/dates.ts'
import type { Problem } from '../result.ts'
import { partyNames } from './case-words.ts'
import { gap, type DocumentInput, type Phrase, type Phrases } from './content.ts'

/** Fields that every phrase may use, with what they stand for. */
const common: Readonly<Record<string, (input: DocumentInput) => string>> = {
  委员会: ({ office }) => office.name,
  法院: ({ office }) => office.court,
  电话: ({ office }) => office.phone ?? gap('调委会电话（在设置里填）', 8),
  地址: ({ office }) => office.address ?? gap('调委会地址（在设置里填）', 12),
  卷号: ({ file }) => file.fileNo ?? gap('卷号', 10),
  申请人: ({ file }) => partyNames(file, 'applicant') || gap('申请人'),
  被申请人: ({ file }) => partyNames(file, 'respondent') || gap('被申请人'),
  纠纷: ({ file }) => disputeTypes[file.type],
  申请日期: ({ file }) => chineseDate(file.appliedOn),
}
export const commonFields: readonly string[] = Object.keys(common)

const FIELD = /\{\{([^{}]*)\}\}/g

/** Puts values in the place of fields; a field without a value stays as it is. */
export const filled = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replaceAll(FIELD, (field, name: string) => values[name.trim()] ?? field)

/** A writer of the phrases of one form: the office's own wording or the shipped one, with its fields filled in. */
export const wordingOf = <P extends Phrases>(phrases: P, input: DocumentInput) => {
  const values = Object.fromEntries(Object.entries(common).map(([name, value]) => [name, value(input)]))
  return (name: keyof P & string, own: Readonly<Record<string, string>> = {}): string =>
    filled(input.wording?.[name] ?? phrases[name]!.text, { ...values, ...own })
}

/** What is wrong with an office's own wording of a phrase; pointers start at the phrase. */
export const phraseProblems = (phrase: Phrase, text: string): Problem[] => {
  const needs = phrase.needs ?? []
  const known = new Set([...needs, ...commonFields])
  const error = (code: string, message: string): Problem => ({ pointer: '', code, message, severity: 'error' })
  const place = (index: number): string => `第 ${[...text.slice(0, index)].length + 1} 个字符处`
  const fields = [...text.matchAll(FIELD)]
  const loose = /\{\{|\}\}/.exec(text.replaceAll(FIELD, field => ' '.repeat(field.length)))
  return [
    ...fields.filter(([, name]) => !known.has(name!.trim())).map(({ 0: field, index }) =>
      error('unknown-field', `${place(index)}的“${field}”没有这一栏；可用：${[...known].map(name => `{{${name}}}`).join('、')}。`)),
    ...(loose ? [error('loose-brace', `${place(loose.index)}的“${loose[0]}”没有配对；一栏要写成“{{委员会}}”的样子。`)] : []),
    ...needs.filter(name => !fields.some(([, used]) => used!.trim() === name)).map(name =>
      error('field-missing', `“${phrase.label}”里少了“{{${name}}}”，没有它文书就不完整，请放回。`)),
  ]
}
