/**
 * A paper as content: what it says, not how it looks. One adapter turns it into PDF; tests read it as it stands.
 * All strings are literal text; a line end in a string begins a new line on paper.
 */
import type { CaseAnnex } from '../../case/record/annex.ts'
import type { CaseFile, Mediator } from '../../case/record/case-file.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import type { Stage } from '../../case/record/lifecycle.ts'
import type { OfficeDetails } from '../../office/details.ts'
import type { RegisterEntry } from '../../office/registers.ts'
import type { Reckoning } from '../../rules/time-limits.ts'

/**
 * One labelled value. An empty value is a place to be filled in by hand. In a form, what two ideographic spaces part is
 * moved to a new line whole before it is broken inside.
 */
export type FormCell = {
  readonly label: string
  readonly value: string
  /** Share of the row's width taken by the value beside those of the row's other cells; default 1. */
  readonly share?: number
  /** Least height in lines, for cells that are written in by hand; default 1. */
  readonly lines?: number
  /** Least height in lines where this keeps the form on one page; default `lines`. */
  readonly fewest?: number
  /** The committee's seal goes here, over its name and the date (骑年盖月): as high as the seal, however little room there is. */
  readonly seal?: boolean
}

/** A place left for ink, fingerprint or stamp: whose it is, and what goes there (签名、盖章或按指印). */
export type SignaturePlace = { readonly label: string; readonly note?: string }

/** A stretch of one line of text, bold or not; the pieces together say the same as the paragraph's text. */
export type Piece = { readonly text: string; readonly bold?: boolean }

export type Block =
  /** The title of the paper, centred. `newPage`: that of a part which is torn off (回执) and begins a page. */
  | { readonly kind: 'title'; readonly text: string; readonly newPage?: boolean }
  /** The head of a letter (信函格式, GB/T 9704-2012 10.1): who sends it, over a double rule; its number stands under it. */
  | { readonly kind: 'letterhead'; readonly text: string }
  /** The number line (编号) under the title, at the right. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Body text; the first line is indented by two characters unless `indent` is false. `newPage`: it begins a page. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent?: boolean; readonly align?: 'left' | 'right' | 'center'; readonly newPage?: boolean; readonly pieces?: readonly Piece[] }
  /** A page of its own in front: the title, what it is, and at the foot whose it is and the date. */
  | { readonly kind: 'cover'; readonly title: string; readonly lines: readonly string[]; readonly foot: readonly string[] }
  /** A page with the titles that follow and the pages on which they stand. */
  | { readonly kind: 'contents'; readonly title: string }
  /** Labelled values, each on a ruled line, as in the party block of an official form; kept together. */
  | { readonly kind: 'fields'; readonly rows: readonly (readonly FormCell[])[] }
  /** A form: rows of labelled cells in a ruled table. */
  | { readonly kind: 'form'; readonly rows: readonly (readonly FormCell[])[] }
  /** A ruled table with a heading row that repeats on each page. Widths are shares of the text width. */
  | {
      readonly kind: 'table'
      readonly columns: readonly { readonly title: string; readonly share: number; readonly align?: 'left' | 'right' | 'center' }[]
      readonly rows: readonly (readonly string[])[]
      readonly caption?: string
      /** Least height of a row in lines, where it is signed in. */
      readonly lines?: number
    }
  /** Places for signatures, the committee's seal (its name) and the date: kept together, never alone on a page. */
  | { readonly kind: 'signatures'; readonly places: readonly SignaturePlace[]; readonly seal?: string; readonly date: string }
  /** A picture as SVG, e.g. a chart; `alt` says the same in words. */
  | { readonly kind: 'picture'; readonly svg: string; readonly alt: string }

export type DocumentContent = {
  readonly id: string
  readonly title: string
  /** A line at the foot of every page for those who sign each page of a record. */
  readonly eachPage?: string
  /** The file number (卷号) or agreement number, for metadata and footer. */
  readonly number?: string
  /** Of an issued paper: marked on each page from the second on. */
  readonly version?: number
  readonly blocks: readonly Block[]
}

/** One record of the case of which a paper is made: a session, a party, a referral. */
export type Choice = {
  readonly id: string
  /** What stands in brackets behind the title of the paper: “2026年10月12日”. */
  readonly title: string
  /** The paper stays in the office's own file (内部卷): never for a party, the court or another body. */
  readonly internal?: true
}

/** Something that the paper says and the case file does not hold: asked for before printing, always optional. */
export type Extra = {
  readonly key: string
  readonly label: string
  /** Height in lines where it is more than a line; each line is then a paragraph or a row of its own. */
  readonly lines?: number
  readonly note?: string
}

/** Words that a form always says and the office may change (文书用语); `{{委员会}}` is a field, see phrases.ts. */
export type Phrase = {
  readonly label: string
  /** As shipped. */
  readonly text: string
  /** Fields that only this form knows. The paper would not be complete without them, so each must stay. */
  readonly needs?: readonly string[]
  /** Of a title or heading: one line of at most so many characters, without fields. */
  readonly line?: number
}
export type Phrases = Readonly<Record<string, Phrase>>

/** A heading as a phrase, named by what is shipped: a form has several. */
export const headingPhrase = (text: string): Phrase => ({ label: `小标题“${text}”`, text, line: 60 })

export type DocumentInput = {
  readonly file: CaseFile
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  readonly today: LocalDate
  /** The record chosen, for a template that names any. */
  readonly of?: string
  /** What was given for the template's extras, by key. */
  readonly extras?: Readonly<Record<string, string>>
  /** The office's own wording of what the form always says, by the names that `wordablesOf` gives. */
  readonly wording?: Readonly<Record<string, string>>
  /** What the office keeps beside the case: worksheets and the like. */
  readonly annex?: CaseAnnex
  /** Rest days and lengths as the office has them; without it as shipped. */
  readonly reckoning?: Reckoning
  /** The office's registers; without them as shipped. */
  readonly registers?: readonly RegisterEntry[]
}

/** A form of the official or local set: one file, one line in index.ts. */
export type DocumentTemplate = {
  readonly id: string
  readonly title: string
  /** The title as it stands on the paper, where that is not the name of the form. */
  readonly printedTitle?: string
  /** Stages in which the paper is offered. */
  readonly offeredIn: readonly Stage[]
  /** Chinese words for when it is offered, to explain a refusal: “案件达成书面协议后”. */
  readonly offeredWhen: string
  /** A further condition on the case, e.g. a written agreement. */
  readonly suits?: (file: CaseFile) => boolean
  /** The records of the case of which the paper is made, one paper each; offered only where there are any. */
  readonly of?: (file: CaseFile) => readonly Choice[]
  readonly extras?: readonly Extra[]
  /** Headings, and titles of parts that are torn off, that say the same in every case and are no phrases: the office may word them too. */
  readonly headings?: readonly string[]
  /** What the office may word differently. */
  readonly phrases?: Phrases
  /** Takes a case to which the paper is offered. Gives the shipped title and headings: papers are written by `writePaper`. */
  readonly write: (input: DocumentInput) => DocumentContent
}

/** A ruled blank inside a sentence, to be filled in by hand; `width` in characters. */
export const blank = (width = 6): string => '＿'.repeat(width)

export const dateOrBlank = (date: LocalDate | undefined): string =>
  date ? chineseDate(date) : `${blank(3)}年${blank(2)}月${blank(2)}日`

/** ■ or □ before a choice of a printed form. The usual ☑ and ☐ are in none of the fonts that may be shipped. */
export const choice = (chosen: boolean, label: string): string => `${chosen ? '■' : '□'} ${label}`

// Two control characters that no stored text can hold (see text.ts) stand around the name of what is missing.
const GAP = /\u0002([^\u0003]*)\u0003/g

/**
 * A required value that is not known: its name, and the blank that is printed in its place. `width` 0 for a cell, whose
 * rules are blank enough. In a finished paper the name is gone (`printed`); a preview may show it (`gapsNamed`).
 */
export const gap = (name: string, width = 6): string => `\u0002${name}\u0003${blank(width)}`

export const dateOrGap = (date: LocalDate | undefined, name: string): string =>
  date ? chineseDate(date) : `\u0002${name}\u0003${dateOrBlank(undefined)}`

/** What was given for an extra, or a gap of its name. */
export const given = ({ extras }: DocumentInput, { key, label }: Extra, width = 8): string => extras?.[key] ?? gap(label, width)

const withTexts = <T>(value: T, change: (text: string) => string): T => {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map(item => withTexts(item as unknown, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item as unknown, change)])) as T
}

/** The paper as it is printed: gaps are blanks to be filled in by hand. */
export const printed = (content: DocumentContent): DocumentContent => withTexts(content, text => text.replaceAll(GAP, ''))

/** The paper as it is proofread: gaps say what is missing, between two marks. */
export const gapsNamed = (content: DocumentContent, begin = '【', end = '】'): DocumentContent =>
  withTexts(content, text => text.replaceAll(new RegExp(`${GAP.source}＿*`, 'g'), `${begin}缺：$1${end}`))

/** Names of the required values that a paper lacks, each once, in the order of the paper. */
export const missingIn = (content: DocumentContent): string[] => {
  const found = new Set<string>()
  withTexts(content, text => {
    for (const [, name] of text.matchAll(GAP)) found.add(name!)
    return text
  })
  return [...found]
}
