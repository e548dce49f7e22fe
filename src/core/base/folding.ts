/**
 * Names and numbers as people write them. What was typed is kept as it is; what is printed is tidied (`tidy…`); what is compared
 * is folded (`folded…`), the same way wherever two of them are held against each other: the form, the importer, the contact book,
 * the search, 相近案件, 回避, the registers, the recovery key.
 */

/** Marks without ink: zero width, direction, variation selectors, fillers, controls. A tab and a line end are blanks and stay. */
const UNSEEN = /\p{Cf}|\p{Variation_Selector}|[\u034f\u115f\u1160\u3164\uffa0]|(?![\t\n\v\f\r\u0085])\p{Cc}/gu
const unseenGone = (text: string): string => text.replaceAll(UNSEEN, '')

/** Most names: nothing in them can be written in two ways. */
const PLAIN = /^[\u4e00-\u9fff\da-z]*$/
const TIDY = /^[\u4e00-\u9fff\dA-Za-z（）]*$/

/** The dots between the parts of a name (阿依古丽·买买提), from whatever key or input method. */
const DOTS = '\u00b7\u0387\u16eb\u2022\u2024\u2027\u2219\u22c5\u2e31\u2e33\u30fb\uff65'
const DOT = new RegExp(`[${DOTS}]`, 'gu')
/** Between Chinese characters of a name a full stop is one of them too. */
const DOT_IN_NAME = new RegExp(String.raw`(?<=\p{Script=Han}[^\S\n]*)[${DOTS}.。．｡](?=[^\S\n]*\p{Script=Han})`, 'gu')
const DASHES = /[-\u2010-\u2015\u2212\u30fc\ufe58\ufe63\uff0d]/gu

/**
 * Text as it is looked for: width, composition, letter case, the dots of names and marks that cannot be seen make no difference.
 * Blanks stay.
 */
export const foldedText = (text: string): string =>
  (PLAIN.test(text) ? text : unseenGone(text.replaceAll(DOT, '').normalize('NFKC')).replaceAll(DOT, '').toLowerCase())

/** A name of a person, a body or a place: blanks in it make no difference either. */
export const foldedName = (name: string | undefined): string => foldedText(unseenGone(name ?? '').replaceAll(DOT_IN_NAME, '')).replaceAll(/\s/gu, '')

/** An identity number or a code: blanks and dashes in it make no difference. In capitals. */
export const foldedNumber = (number: string | undefined): string =>
  foldedText(number ?? '').replaceAll(/\s/gu, '').replaceAll(DASHES, '').toUpperCase()

/** The digits of one telephone number; the country (+86, 0086) and the long-distance 0 before a mobile are left out. */
export const foldedPhone = (phone: string | undefined): string => {
  const typed = foldedNumber(phone).replaceAll(/[^\d+]/gu, '')
  const abroad = /^(?:\+|00)86(\d+)$/u.exec(typed)?.[1] ?? /^86(1[3-9]\d{9})$/u.exec(typed)?.[1]
  if (abroad !== undefined) return /^[1-9]/u.test(abroad) && !/^1[3-9]\d{9}/u.test(abroad) ? `0${abroad}` : abroad
  const digits = typed.replaceAll('+', '')
  return /^01[3-9]\d{9}$/u.test(digits) ? digits.slice(1) : digits
}

/** What stands between several numbers in one field. */
const BETWEEN = /[、,，;；/／\n]|\s或\s?/u

/** The telephone numbers in one field (`0715-5320000、139 0000 0000`), folded. */
export const foldedPhones = (phones: string | undefined): string[] => (phones ?? '').split(BETWEEN).map(foldedPhone).filter(Boolean)

/**
 * A name as it is printed: no blanks around it or inside a Chinese one, one kind of dot (·), letters and figures of one
 * width, characters that only look alike in their usual form. Blanks between the words of a foreign name stay.
 */
export const tidyName = (name: string): string => (TIDY.test(name) ? name : unseenGone(name)
  .replaceAll(DOT_IN_NAME, '·')
  .replaceAll(/[\u2f00-\u2fdf\u2e9f\u2ef3\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]/gu, odd => odd.normalize('NFKC'))
  // Compatibility ideographs have a usual form.
  .normalize('NFC')
  .replaceAll(/(?<=[\p{Script=Han}·])[^\S\n]+(?=[\p{Script=Han}·])/gu, '')
  .replaceAll(/[^\S\n]+/gu, ' ')
  .trim())

/** An identity number or credit code as it is printed: capitals, without blanks and dashes. What is no such number stays as typed. */
export const tidyNumber = (number: string): string => {
  const folded = foldedNumber(number)
  return /^[\dA-Z]{15,20}$/u.test(folded) ? folded : unseenGone(number).normalize('NFC').trim()
}

const tidyPhone = (phone: string): string => {
  const folded = foldedPhone(phone)
  return /^1[3-9]\d{9}$/u.test(folded) ? folded : unseenGone(phone.normalize('NFKC')).replaceAll(DASHES, '-').trim()
}

/** One telephone number or several as they are printed: mobiles in eleven figures, others as typed, of one width and kind of dash. */
export const tidyPhones = (phones: string): string =>
  phones.split(/([、,，;；/／\n])/u).map((part, index) => (index % 2 === 1 ? part : tidyPhone(part))).join('')

/**
 * What finds a name or a number in any text however it is spaced there and whichever dots it has: 138 1234 5678 is 13812345678.
 * Source of an expression; letters in either case are for its flags.
 */
export const looselyWritten = (text: string): string => {
  const signs = [...(/\d{6}/.test(foldedNumber(text)) ? foldedNumber(text) : tidyName(text).replaceAll(/[·\s]/g, ''))]
  return signs.map(sign => sign.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)).join(String.raw`[\s${DOTS}．\p{Cf}–—-]*`) || '(?!)'
}

/** Numbers that stand in a text with blanks or dashes in them (138 1234 5678, +86-138…), as one. */
const SPACED_NUMBER = /(?:(?<![\d+])(?:\+|00)?86[\s-]?)?(?<!\d)(1[3-9]\d(?:[\s-]?\d{4}){2})(?!\d)|(?<!\d)(\d{6}[\s-]?\d{4}[\s-]?\d{4}[\s-]?\d{3}[\dx])(?![\da-z])/gu

/**
 * A text in which something is looked for, and what is looked for in it: folded, blanks between Chinese characters left out, so
 * that a name is found whether there is a blank in it or not, and numbers as one. Blanks between other words and line ends stay.
 */
export const searchable = (text: string): string => foldedText(text)
  .replaceAll(/(?<=\p{Script=Han})[^\S\n]*(?:[^\S\n]|\.)[^\S\n]*(?=\p{Script=Han})/gu, '')
  .replaceAll(SPACED_NUMBER, (_all, phone?: string, id?: string) => (phone ?? id!).replaceAll(/[\s-]/g, ''))

/** The words of what somebody looks for, each as `searchable` makes it: 沈岚 周立 are two, 138 1234 5678 is one. */
export const soughtWords = (query: string): string[] => foldedText(query)
  .replaceAll(SPACED_NUMBER, (_all, phone?: string, id?: string) => (phone ?? id!).replaceAll(/[\s-]/g, ''))
  .split(/\s+/u).map(searchable).filter(Boolean)
