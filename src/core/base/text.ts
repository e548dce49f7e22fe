/** Text as we store it: Unicode NFC, kept exactly, at most 20,000 characters, nothing that cannot be printed. */
import * as z from 'zod'

export const MAX_TEXT = 20_000

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/gu

/** Without marks that have no ink (zero width, direction): what of a text is seen. */
export const withoutMarks = (text: string): string => text.replaceAll(INVISIBLE, '')

/** Text that was typed or pasted, as it is stored: Unicode NFC, without the marks that came along unseen. */
export const storableText = (text: string): string => withoutMarks(text).normalize('NFC')

// Lone surrogates are no characters; C0 controls other than tab and line ends cannot be printed. U+FFFD is what remains of text
// that was read in a wrong encoding.
// eslint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/** Length in characters (code points): 𰻝 is one, though two UTF-16 units. */
export const lengthOf = (value: string): number => {
  let count = 0
  for (const _ of value) count += 1
  return count
}

const check = (value: string, blank: boolean): string | null => {
  if (!blank && withoutMarks(value).trim() === '') return '这一项不能为空，请填写。'
  // Never more characters than UTF-16 units: most text needs no counting.
  if (value.length > MAX_TEXT && lengthOf(value) > MAX_TEXT) return `文字超过 ${MAX_TEXT.toLocaleString('en')} 个字符，请缩短后再保存。`
  const bad = UNPRINTABLE.exec(value)
  if (bad) {
    const code = bad[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return `第 ${[...value.slice(0, bad.index)].length + 1} 个字符（U+${code}）无法保存和打印，请删除后重新输入。`
  }
  if (value.normalize('NFC') !== value) return '文字含有未规范组合的字符（应为 Unicode NFC），请删除后重新输入。'
  return null
}

const textWith = (blank: boolean) =>
  z.string().superRefine((value, context) => {
    const message = check(value, blank)
    if (message) context.addIssue({ code: 'custom', message, params: { code: 'text' } })
  })

/** Text with something in it. */
export const Text = textWith(false).meta({ minLength: 1, maxLength: MAX_TEXT })

/** Text that may be empty: a session without a record yet. */
export const TextOrEmpty = textWith(true).meta({ maxLength: MAX_TEXT })

const textsOf = (value: unknown): string[] =>
  (typeof value === 'string' ? [value] : typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsOf) : [])

/** What was typed or pasted, without the marks that came along unseen. Text that stood in `initial` stays exactly as it is. */
export const tidied = <T>(values: T, initial: object): T => {
  const stood = new Set(textsOf(initial))
  const tidy = (value: unknown): unknown => {
    if (typeof value === 'string') return stood.has(value) ? value : withoutMarks(value)
    if (Array.isArray(value)) return value.map(tidy)
    // A file that was chosen is no record of values.
    if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, tidy(item)]))
  }
  return tidy(values) as T
}
