/**
 * A paper as content: what it says, not how it looks. One adapter turns it into PDF; tests read it as it stands.
 * All strings are literal text.
 */
import type { CaseFile, Mediator } from '../case/case-file.ts'
import type { LocalDate } from '../case/dates.ts'
import type { Stage } from '../case/lifecycle.ts'
import type { OfficeDetails } from '../office.ts'

/** A place left for ink: who signs there and with what. */
export type SignatureLine = {
  readonly label: string
  /** Shown small under the line, e.g. 签名、盖章或按指印. */
  readonly note?: string
}

export type Block =
  /** The title of the paper, centred. */
  | { readonly kind: 'title'; readonly text: string }
  /** The number line (编号) under the title, at the right. */
  | { readonly kind: 'number'; readonly text: string }
  | { readonly kind: 'heading'; readonly text: string }
  /** Body text; the first line is indented by two characters unless `indent` is false. */
  | { readonly kind: 'paragraph'; readonly text: string; readonly indent?: boolean; readonly align?: 'left' | 'right' | 'center' }
  /** A form: rows of labelled cells in a ruled table. */
  | { readonly kind: 'form'; readonly rows: readonly (readonly FormCell[])[] }
  /** A ruled table with a heading row that repeats on each page. Widths are shares of the text width. */
  | {
      readonly kind: 'table'
      readonly columns: readonly { readonly title: string; readonly share: number; readonly align?: 'left' | 'right' | 'center' }[]
      readonly rows: readonly (readonly string[])[]
      readonly caption?: string
    }
  /** Places for signatures, fingerprints and seal, kept together and never alone on a page. */
  | { readonly kind: 'signatures'; readonly lines: readonly SignatureLine[]; readonly date?: string }
  /** A picture as SVG, e.g. a chart; `alt` says the same in words. */
  | { readonly kind: 'picture'; readonly svg: string; readonly alt: string }

export type FormCell = {
  readonly label: string
  readonly value: string
  /** Share of the row's width taken by the value, default 1. */
  readonly share?: number
  /** Least height in lines, for cells that are written in by hand. */
  readonly lines?: number
}

export type DocumentContent = {
  readonly id: string
  readonly title: string
  /** The file number (卷号) or agreement number, for metadata and footer. */
  readonly number?: string
  readonly blocks: readonly Block[]
}

/** A form of the official or local set: one file, one line in index.ts. */
export type DocumentTemplate = {
  readonly id: string
  readonly title: string
  /** Stages in which the paper is offered; elsewhere it is refused with `offeredWhen`. */
  readonly offeredIn: readonly Stage[]
  /** Chinese words for when it is offered: “案件达成书面协议后”. */
  readonly offeredWhen: string
  /** A further condition on the case, e.g. a written agreement. */
  readonly suits?: (file: CaseFile) => boolean
  readonly write: (input: DocumentInput) => DocumentContent
}

export type DocumentInput = {
  readonly file: CaseFile
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  readonly today: LocalDate
}
