/**
 * What a form always says, in words that the office may change (文书用语): its title, its headings and its phrases. A field in
 * a phrase is `{{委员会}}`; what it stands for is put in when the paper is written.
 */
import { disputeTypes } from '../../base/codes.ts'
import { chineseDate } from '../../base/dates.ts'
import { lengthOf } from '../../base/text.ts'
import type { Problem } from '../../base/result.ts'
import { partyNames } from './case-words.ts'
import { gap, headingPhrase, type Block, type DocumentContent, type DocumentInput, type DocumentTemplate, type Phrase, type Phrases } from './content.ts'

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

const TITLE = 'title'
const headingName = (text: string): string => `heading:${text}`

/** What a paper calls itself in a part that is torn off: as the office titles it, or as shipped. */
export const ownTitle = ({ wording }: DocumentInput, shipped: string): string => wording?.[TITLE] ?? shipped

/** Everything that an office may word in a form, by the name under which its own wording is kept, in the order of the settings. */
export const wordablesOf = ({ title, printedTitle, headings = [], phrases }: DocumentTemplate): Phrases => ({
  [TITLE]: { label: '标题', text: printedTitle ?? title, line: 40 },
  ...Object.fromEntries(headings.map(text => [headingName(text), headingPhrase(text)])),
  ...phrases,
})

/**
 * A paper in the office's own words: the one way to write it. The first title and the name of the content take the office's
 * title; the titles of annexes and what the case says stay.
 */
export const writePaper = ({ headings, write }: DocumentTemplate, input: DocumentInput): DocumentContent => {
  const content = write(input)
  const { wording } = input
  if (!wording) return content
  const own = wording[TITLE]
  const first = content.blocks.findIndex(({ kind }) => kind === 'title')
  const worded = (block: Block, index: number): Block => {
    if (block.kind !== 'title' && block.kind !== 'heading') return block
    if (index === first) return { ...block, text: own ?? block.text }
    return headings?.includes(block.text) ? { ...block, text: wording[headingName(block.text)] ?? block.text } : block
  }
  return { ...content, title: own ?? content.title, blocks: content.blocks.map(worded) }
}

const error = (code: string, message: string): Problem => ({ pointer: '', code, message, severity: 'error' })
const placeIn = (text: string, index: number): string => `第 ${lengthOf(text.slice(0, index)) + 1} 个字符处`

const lineProblems = (label: string, text: string, most: number): Problem[] => {
  const length = lengthOf(text)
  const broken = /[\p{Cc}\u2028\u2029]/u.exec(text)
  const field = /\{\{[^{}]*\}\}|\{\{|\}\}/.exec(text)
  return [
    ...(length > most ? [error('too-long', `${label}有 ${length} 个字，最多 ${most} 个，请缩短。`)] : []),
    ...(broken ? [error('line-break', `${placeIn(text, broken.index)}有换行或者控制字符；${label}只能是一行，请删去。`)] : []),
    ...(field ? [error('unknown-field', `${placeIn(text, field.index)}的“${field[0]}”没有这一栏；标题和小标题里不能用栏目，请写成文字。`)] : []),
  ]
}

/** What is wrong with an office's own wording of a phrase, a title or a heading; pointers start at the phrase. */
export const phraseProblems = ({ label, needs = [], line }: Phrase, text: string): Problem[] => {
  if (text.trim() === '') return [error('empty', `${label}不能空着，请填写，或者恢复原文。`)]
  if (line !== undefined) return lineProblems(label, text, line)
  const known = new Set([...needs, ...commonFields])
  const fields = [...text.matchAll(FIELD)]
  const loose = /\{\{|\}\}/.exec(text.replaceAll(FIELD, field => ' '.repeat(field.length)))
  return [
    ...fields.filter(([, name]) => !known.has(name!.trim())).map(({ 0: field, index }) =>
      error('unknown-field', `${placeIn(text, index)}的“${field}”没有这一栏；可用：${[...known].map(name => `{{${name}}}`).join('、')}。`)),
    ...(loose ? [error('loose-brace', `${placeIn(text, loose.index)}的“${loose[0]}”没有配对；一栏要写成“{{委员会}}”的样子。`)] : []),
    ...needs.filter(name => !fields.some(([, used]) => used!.trim() === name)).map(name =>
      error('field-missing', `“${label}”里少了“{{${name}}}”，没有它文书就不完整，请放回。`)),
  ]
}
