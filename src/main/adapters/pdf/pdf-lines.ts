/**
 * Lines of Chinese text: which face prints a character, and where a line may end (避头尾, as in CLREQ §3.1.5 and
 * GB/T 15834). Done here and not left to pdfmake, whose breaker lets marks begin a line after a change of font.
 */
import type { Piece } from '../../../core/documents/writing/content.ts'
import { withoutMarks } from '../../../core/base/text.ts'
import { JOINING, type Face, type Fonts } from './fonts.ts'

/** Text of one face; `x` is where it begins in its line, in points. `missing`: it names what is not known yet. */
export type Run = { readonly text: string; readonly face: Face; readonly x: number; readonly missing: boolean }
/**
 * `width` is that of the glyphs with `spacing` between them, both in points. `hyphen`: it ends within a Latin word, with a dash
 * that is drawn and not part of the text, so that a name reads back as it is.
 */
export type Line = { readonly runs: readonly Run[]; readonly width: number; readonly spacing: number; readonly indent: number; readonly hyphen?: true }

/** Of marks without ink, and of those that choose between pictures of a sign, nothing is printed. */
const inked = (text: string): string => withoutMarks(text).replaceAll(/[\ufe00-\ufe0f\u{e0100}-\u{e01ef}\u{e0020}-\u{e007f}]|\p{Emoji_Modifier}/gu, '').replaceAll('\t', '    ')

/** Around the name of something missing, in previews only: control characters, which no stored text may hold. */
export const MISSING = { begin: '\u0004', end: '\u0005' } as const

/** The paragraphs of a text as they are printed: without blanks at their ends, empty ones left out. */
export const paragraphsOf = (text: string): string[] =>
  text.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
    .map(line => inked(line).trim())
    .filter(line => line !== '')

/** The face that prints a character; undefined when none does. */
export const faceFor = (codePoint: number, bold: boolean, fonts: Fonts): Face | undefined => {
  const wanted = bold ? fonts.first?.bold : fonts.first?.regular
  if (wanted?.has(codePoint)) return wanted
  const face = bold ? fonts.bold : fonts.regular
  if (face.has(codePoint)) return face
  const rare = fonts.rare()
  return rare.has(codePoint) ? rare : fonts.extra().find(extra => extra.has(codePoint))
}

/** Printed for a character that no font has: a mark, and room to write it by hand. */
export const UNKNOWN = '〓＿＿'

/** A word of a script whose letters join, with the marks upon them. */
const JOINED = new RegExp(`${JOINING.source}[${JOINING.source.slice(1, -1)}\\p{M}\\u200c\\u200d]*`, 'gu')

/** The face that shapes a whole word; the shipped ones shape none. */
const faceForWord = (word: string, fonts: Fonts): Face | undefined =>
  fonts.extra().find(face => [...word].every(character => /[\p{M}\p{Cf}]/u.test(character) || face.has(character.codePointAt(0)!)))

/**
 * Where a font draws two characters with one glyph (⼀ and 一), a PDF remembers one of them. Print the common one always,
 * so that a name can be found and copied whichever of them came first.
 */
const plain = (character: string, face: Face): string => {
  const other = character.normalize('NFKC')
  if (other === character || [...other].length !== 1) return character
  const codePoint = other.codePointAt(0)!
  return face.has(codePoint) && face.glyphId(codePoint) === face.glyphId(character.codePointAt(0)!) ? other : character
}

type Unit = { readonly text: string; readonly face: Face; readonly width: number; readonly missing: boolean }

const unitsOf = (text: string, size: number, bold: boolean, fonts: Fonts): Unit[] => {
  const units: Unit[] = []
  let missing = false
  // Words of scripts that join stand in one piece; those of a line that runs from the right in their own order.
  const words = JOINING.test(text) ? [...text.matchAll(JOINED)] : []
  if (words.length > 0) {
    let at = 0
    let run: Unit[] = []
    const flush = (): void => void units.push(...(run.some(({ text: word }) => /\p{Script=Arabic}/u.test(word)) ? run.toReversed() : run).splice(0))
    for (const { 0: word, index } of words) {
      const between = text.slice(at, index)
      if (between.trim() === '' && run.length > 0) run.push(...unitsOf(between, size, bold, fonts))
      else {
        flush()
        run = []
        units.push(...unitsOf(between, size, bold, fonts))
      }
      const face = faceForWord(word, fonts)
      run.push(...(face ? [{ text: word, face, width: face.run(word) * size, missing: false }] : unitsOf(UNKNOWN, size, bold, fonts)))
      at = index + word.length
    }
    flush()
    return [...units, ...unitsOf(text.slice(at), size, bold, fonts)]
  }
  for (const character of text) {
    if (character === MISSING.begin || character === MISSING.end) {
      missing = character === MISSING.begin
      continue
    }
    const codePoint = character.codePointAt(0)!
    const face = faceFor(codePoint, bold, fonts)
    if (!face) {
      units.push(...unitsOf(UNKNOWN, size, bold, fonts))
      continue
    }
    units.push({ text: plain(character, face), face, width: face.advance(codePoint) * size, missing })
  }
  return units
}

const CLOSING = new Set('，。、；：？！）》〉」』】〕〗］｝”’…—～·・／％‰℃°．﹐﹑﹒々〻ー,.;:?!)]}%>»㎡㎥')
const OPENING = new Set('（《〈「『【〔〖［｛“‘([{<«￥¥＄$№')
const SPACE = /^[\s\u3000]$/u
// Units that belong to the figure before them: 8,600.00元, 2026年, 5栋.
const COUNTED = new Set('年月日时分秒元角号室栋层楼幢户人件份条款项天岁米万亿％')

/** True for what is set like Latin: letters, figures and half-width marks, not broken inside. */
const isLatin = (character: string): boolean => character.codePointAt(0)! < 0x2460 && !'“”‘’—…·'.includes(character)

/** What reads as one: a date, an hour, a box with the words that it ticks. */
const WHOLE = [/\d{4}年\d{1,2}月\d{1,2}日/g, /\d{1,2}月\d{1,2}日/g, /\d{1,2}时\d{1,2}分/g, /[■□] ?[^\s，。；：、／■□（(]{1,16}/g]
/** Addresses of pages and the like, which may be divided after one of their marks. */
const LONG = /[!-~]{20,}/g

/** Letters after which a Latin word is divided (VC-CV): two letters at least on both sides, and never within a group of vowels. */
const VOWEL = /[aeiouyäöüàáâãåæèéêëìíîïòóôõøùúûýÿāēīōūǎěǐǒǔ]/iu
const LETTER = /^[\p{Script=Latin}]$/u
const syllableEnds = (units: readonly { readonly text: string }[], from: number, to: number): number[] => {
  const ends: number[] = []
  // A word, with what marks stand behind it: no number, no address.
  if (!/^[\p{Script=Latin}'’·-]{5,}[^\p{L}\p{N}]*$/u.test(units.slice(from, to).map(({ text }) => text).join(''))) return ends
  for (let at = from + 2; at <= to - 2; at += 1) {
    const [before, here, after] = [units[at - 1]!.text, units[at]!.text, units[at + 1]!.text]
    if (![before, here, after].every(letter => LETTER.test(letter))) continue
    const consonantHere = !VOWEL.test(here)
    const open = VOWEL.test(before) && consonantHere && VOWEL.test(after)
    const closed = !VOWEL.test(before) && consonantHere && VOWEL.test(after) && [...units.slice(from, at)].some(({ text }) => VOWEL.test(text))
    if (open || closed) ends.push(at)
  }
  return ends
}

const mayBreak = (before: string, after: string): boolean => {
  if (SPACE.test(after)) return false
  if (CLOSING.has(after) || /^\p{M}$/u.test(after)) return false
  if (SPACE.test(before)) return true
  if (OPENING.has(before)) return false
  if (/[\d＿]/.test(before) && COUNTED.has(after)) return false
  if (isLatin(before) && isLatin(after)) return false
  // A blank to be written on stays in one piece.
  if (after === '＿') return before !== '＿'
  // An apostrophe or a middle dot inside a Latin name.
  if ('’‘·'.includes(before) && isLatin(after)) return false
  return true
}

/** Whether a line may end before a character: not at all, only where what reads as one has no room of its own, or well. */
const END = { none: 0, loose: 1, good: 2 } as const

const endsOf = (units: readonly { readonly text: string }[]): Uint8Array => {
  const ends = new Uint8Array(units.length)
  for (let at = 1; at < units.length; at += 1) ends[at] = mayBreak(units[at - 1]!.text, units[at]!.text) ? END.good : END.none
  // One sign of the string for each unit, so that places in it are places of units.
  const flat = units.map(({ text }) => (text.length === 1 ? text : '字')).join('')
  const join = (at: number): void => {
    if (ends[at] === END.good) ends[at] = END.loose
  }
  for (const pattern of WHOLE) for (const { 0: found, index } of flat.matchAll(pattern)) for (let at = 1; at < found.length; at += 1) join(index + at)
  // A straight quote never begins a line; every other one of them opens, and does not end one either.
  if (flat.includes('"')) {
    let quotes = 0
    for (const { index } of flat.matchAll(/"/g)) {
      join(index)
      if (quotes % 2 === 0) join(index + 1)
      quotes += 1
    }
  }
  for (const { 0: found, index } of flat.matchAll(LONG)) {
    for (const mark of found.matchAll(/(?<![:/])[/?&=_](?=[^/?&=_])/g)) if (mark.index > 2 && mark.index < found.length - 3) ends[index + mark.index + 1] = END.good
  }
  return ends
}

/**
 * Where a word that is wider than a line is cut, when it may take the units from `from` to `end`: after a mark of a URL
 * or name if one is near, else where the line is full; undefined when every place would leave a mark where none may be.
 */
const cutOf = (units: readonly Unit[], from: number, end: number): number | undefined => {
  const sound = (at: number): boolean => !CLOSING.has(units[at]!.text) && !OPENING.has(units[at - 1]!.text)
  for (let at = end; at > end - (end - from) * 0.4; at -= 1) if ('/-_.?&=;:,@'.includes(units[at - 1]!.text) && sound(at)) return at
  for (let at = end; at > from; at -= 1) if (sound(at)) return at
  return undefined
}

const lineOf = (units: readonly Unit[], indent: number, spacing: number): Line => {
  const runs: { text: string; face: Face; x: number; missing: boolean }[] = []
  let x = 0
  for (const { text, face, width, missing } of units) {
    const last = runs.at(-1)
    if (last && last.face === face && last.missing === missing && !JOINING.test(text) && !JOINING.test(last.text)) last.text += text
    else runs.push({ text, face, x, missing })
    x += width + spacing
  }
  return { runs, width: x - spacing, spacing, indent }
}

/** Space put between characters of a full line, in ems: what is not seen, what is the most, and how far it may be tightened. */
const STRETCH = { good: 0.035, most: 0.07, tight: 0.05 }

/** `to` without the spaces before it. */
const trimmed = (units: readonly Unit[], from: number, to: number): number => {
  let end = to
  while (end > from + 1 && SPACE.test(units[end - 1]!.text)) end -= 1
  return end
}

/** The space between characters that makes a line as wide as `width`; 0 for a single character. */
const spreadOf = (units: readonly Unit[], from: number, to: number, width: number): number => {
  const end = trimmed(units, from, to)
  let natural = 0
  for (let at = from; at < end; at += 1) natural += units[at]!.width
  return end - from > 1 ? (width - natural) / (end - from - 1) : 0
}

/** Share of a line that a Latin word may leave free by going to the next one; more, and it is divided. */
const RAGGED = 0.12

/** What a line that ends at `to` leaves free. */
const blankFrom = (units: readonly Unit[], from: number, to: number, spacing: number, room: number): number => {
  let width = 0
  for (let at = from; at < to; at += 1) width += units[at]!.width + spacing
  return room - width
}

/** Room for the dash behind a divided word, in ems. */
export const HYPHEN = 0.34

/** Where the word from `from` to `wordEnd` is divided: after its last syllable that still fits the line begun at `start`. */
const syllableAt = (units: readonly Unit[], from: number, wordEnd: number, start: number, room: number, spacing: number): number | undefined =>
  syllableEnds(units, from, wordEnd).findLast(end => blankFrom(units, start, end, spacing, room) >= 0)

/** Width of the widest piece of a text that is not divided; of Latin words no more than a dozen letters, since they can be. */
export const widestPiece = (text: string, size: number, fonts: Fonts): number => Math.max(0, ...paragraphsOf(text).map(line => {
  const units = unitsOf(line, size, false, fonts)
  const ends = endsOf(units)
  let [widest, width, letters] = [0, 0, 0]
  units.forEach((unit, at) => {
    if (ends[at] === END.good) [width, letters] = [0, 0]
    letters += LETTER.test(unit.text) ? 1 : 0
    if (letters > 12 || SPACE.test(unit.text)) return
    width += unit.width
    widest = Math.max(widest, width)
  })
  return widest
}))

export type LineStyle = {
  readonly width: number
  readonly size: number
  readonly bold?: boolean
  /** Of the first line, in characters. */
  readonly indent?: number
  /** Spread or tighten full lines to the width, as far as the eye does not mind. */
  readonly justify?: boolean
  /** Points added after each character. */
  readonly spacing?: number
}

/** The lines of one paragraph, given whole or in pieces. No line is wider than `width`, except one character that is. */
export const linesOf = (text: string | readonly Piece[], style: LineStyle, fonts: Fonts): Line[] => {
  const { size, justify = false, spacing = 0 } = style
  const pieces: readonly Piece[] = typeof text === 'string' ? [{ text }] : text
  const units = pieces.flatMap(piece => unitsOf(inked(piece.text), size, piece.bold ?? style.bold ?? false, fonts))
  const ends = endsOf(units)
  const endsAt = (at: number): boolean => ends[at] === END.good
  const lines: Line[] = []
  let start = 0
  while (start < units.length) {
    const indent = lines.length === 0 ? (style.indent ?? 0) * (size + spacing) : 0
    const room = style.width - indent + 0.01
    let end = start
    let width = 0
    let lastBreak = start
    let lastLoose = start
    while (end < units.length) {
      const unit = units[end]!
      if (end > start && endsAt(end)) lastBreak = end
      if (end > start && ends[end] !== END.none) lastLoose = end
      if (width + unit.width > room && !SPACE.test(unit.text)) break
      width += unit.width + spacing
      end += 1
    }
    let cut = units.length
    let hyphen = false
    if (end < units.length) {
      // The word that does not fit, up to its own end.
      let wordEnd = end + 1
      let word = 0
      while (wordEnd < units.length && !endsAt(wordEnd)) wordEnd += 1
      for (let at = lastBreak; at < wordEnd; at += 1) word += units[at]!.width + spacing
      // Where not even a line of its own has room for it, what reads as one is divided where other text would be.
      if (word > style.width && lastLoose > lastBreak) lastBreak = lastLoose
      const next = lastBreak > start ? lastBreak : Math.max(end, start + 1)
      const syllable = lastBreak < end && (word > style.width || blankFrom(units, start, lastBreak, spacing, room) > room * RAGGED)
        ? syllableAt(units, lastBreak, wordEnd, start, room - size * HYPHEN, spacing) : undefined
      hyphen = syllable !== undefined
      cut = syllable ?? ( word > style.width && end - lastBreak >= 4 ? cutOf(units, lastBreak, end) ?? next : next)
    }
    const spread = (to: number): number => spreadOf(units, start, to, style.width - indent)
    if (justify && !hyphen && cut < units.length && spread(cut) > size * STRETCH.good) {
      let next = cut + 1
      while (next < units.length && !endsAt(next)) next += 1
      if (spread(next) >= -size * STRETCH.tight) cut = next
    }
    const even = spread(cut)
    const full = justify && (even < spacing || (cut < units.length && even <= size * STRETCH.most))
    const body = units.slice(start, trimmed(units, start, cut))
    lines.push({ ...lineOf(body, indent, full && !hyphen ? even : spacing), ...(hyphen && { hyphen: true }) })
    start = cut
    while (start < units.length && SPACE.test(units[start]!.text)) start += 1
  }
  return lines
}
