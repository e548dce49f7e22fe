/**
 * A paper as content: what it says, not how it looks. One adapter turns it into PDF; tests read it as it stands.
 * All strings are literal text; a line end in a string begins a new line on paper.
 */
import type { CaseAnnex } from '../case/annex.ts'
import type { CaseFile, Mediator } from '../case/case-file.ts'
import { chineseDate, type LocalDate } from '../case/dates.ts'
import type { Stage } from '../case/lifecycle.ts'
import type { OfficeDetails } from '../office.ts'

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
}

/** A place left for ink, fingerprint or stamp: whose it is, and what goes there (签名、盖章或按指印). */
export type SignaturePlace = { readonly label: string; readonly note?: string }

/** A stretch of one line of text, bold or not; the pieces together say the same as the paragraph's text. */
export type Piece = { readonly text: string; readonly bold?: boolean }

export type Block =
  /** The title of the paper, centred. A second one begins a new page: an annex, or the next of several sheets. */
  | { readonly kind: 'title'; readonly text: string }
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
    }
  /** Places for signatures, the committee's seal (its name) and the date: kept together, never alone on a page. */
  | { readonly kind: 'signatures'; readonly places: readonly SignaturePlace[]; readonly seal?: string; readonly date: string }
  /** A picture as SVG, e.g. a chart; `alt` says the same in words. */
  | { readonly kind: 'picture'; readonly svg: string; readonly alt: string }

export type DocumentContent = {
  readonly id: string
  readonly title: string
  /** The file number (卷号) or agreement number, for metadata and footer. */
  readonly number?: string
  readonly blocks: readonly Block[]
}

export type DocumentInput = {
  readonly file: CaseFile
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  /** What the office keeps beside the case: worksheets and the like. */
  readonly annex?: CaseAnnex
  readonly today: LocalDate
}

/** A form of the official or local set: one file, one line in index.ts. */
export type DocumentTemplate = {
  readonly id: string
  readonly title: string
  /** Stages in which the paper is offered. */
  readonly offeredIn: readonly Stage[]
  /** Chinese words for when it is offered, to explain a refusal: “案件达成书面协议后”. */
  readonly offeredWhen: string
  /** A further condition on the case, e.g. a written agreement. */
  readonly suits?: (file: CaseFile) => boolean
  /** Takes a case to which the paper is offered. */
  readonly write: (input: DocumentInput) => DocumentContent
}

/** A ruled blank inside a sentence, to be filled in by hand; `width` in characters. */
export const blank = (width = 6): string => '＿'.repeat(width)

export const dateOrBlank = (date: LocalDate | undefined): string =>
  date ? chineseDate(date) : `${blank(3)}年${blank(2)}月${blank(2)}日`

/** ■ or □ before a choice of a printed form. The usual ☑ and ☐ are in none of the fonts that may be shipped. */
export const choice = (chosen: boolean, label: string): string => `${chosen ? '■' : '□'} ${label}`
