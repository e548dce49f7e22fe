/** The blocks of a paper as pieces of known height: every line and row is settled here, in points on an A4 page. */
import type { Content, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import type { Block, FormCell } from '../../../core/documents/writing/content.ts'
import { bodyFamily, rareFamily, type Fonts } from './fonts.ts'
import { faceFor, linesOf, paragraphsOf, type Line } from './pdf-lines.ts'

export const mm = (length: number): number => length * 72 / 25.4

export const PAGE = { width: mm(210), height: mm(297), top: mm(37), left: mm(28) }
export const BLOCK = { width: mm(156), height: mm(225) }

type Type = { readonly size: number; readonly pitch: number; readonly bold?: boolean; readonly spacing?: number }

/** Sizes in points: 2号 for titles, 3号 for text, 四号 for fields, 小四 and 五号 for tables and notes. */
const COVER: Type = { size: 36, pitch: 60, bold: true }
const TITLE: Type = { size: 22, pitch: 36, bold: true }
const BODY: Type = { size: 16, pitch: 28, spacing: BLOCK.width / 28 - 16 }
const HEADING: Type = { ...BODY, bold: true }
const FIELD: Type = { size: 14, pitch: 24 }
const CELL: Type = { size: 12, pitch: 19 }
export const SMALL: Type = { size: 10.5, pitch: 16 }

const RULE = 0.75

/** The smallest thing that stays in one piece: a line, a row, a picture. Heights and gaps in points. */
export type Atom = {
  readonly node: Content
  readonly height: number
  /** Free space above, left out at the top of a page. */
  readonly gap: number
  /** Must not be the last on its page while something follows. */
  keepNext: boolean
  /** Heading row of the table that this row belongs to, shown again at the top of a page. */
  readonly header?: () => Atom
  /** Begins a page, unless it is the first. */
  readonly newPage?: boolean
  /** Begins what the contents list: which of the titles. */
  readonly title?: number
  /** Of a row: its part that is at most `room` high, and the rest; undefined where too little would stand on either side. */
  readonly cut?: (room: number) => readonly [Atom, Atom] | undefined
}

export type Align = 'left' | 'right' | 'center'

const emptyNode = (height: number): Content => ({ canvas: [], margin: [0, height, 0, 0] })

type Part = { readonly x: number; readonly y: number; readonly node: Content }

/** Nodes at given places in a box of a given height. */
const overlaid = (parts: readonly Part[], height: number): Content => ({
  stack: [
    ...parts.map(({ x, y, node }): Content => ({ stack: [node], relativePosition: { x, y } })),
    emptyNode(height),
  ],
})

/** One line, already broken: its runs are put where they were measured to be, so that pdfmake has nothing to reckon. */
export const lineNode = (line: Line, type: Type, width: number, align: Align = 'left'): Content => {
  const free = width - line.width
  const start = align === 'left' ? line.indent : align === 'right' ? free : free / 2
  const parts = line.runs.map(({ text, face, x, missing }): Part => ({
    x: start + x,
    y: 0,
    node: {
      text: [{ text, font: face.family, bold: face.bold }],
      fontSize: type.size,
      // pdfmake measures lines in multiples of the font's own height, which is the same for all our faces.
      lineHeight: type.pitch / (type.size * LINE_EM),
      characterSpacing: line.spacing,
      ...(missing ? { color: '#c00000' } : {}),
      noWrap: true,
      preserveLeadingSpaces: true,
      preserveTrailingSpaces: true,
    },
  }))
  const [only] = parts
  // The common line in one face needs no box around it.
  return parts.length === 1 && only ? { ...only.node as ContentText, margin: [only.x, 0, -BLOCK.width, 0] } : overlaid(parts, type.pitch)
}

/** Ascent of Noto Serif SC, and ascent and descent together, in ems. */
const ASCENT_EM = 1.151
const LINE_EM = 1.437

/** Where a reader's list of bookmarks leads: `of` is the bookmark above it. */
type Bookmark = { readonly text: string; readonly id?: string; readonly of?: string }

/** The node with a bookmark at its first text. */
const bookmarked = (node: Content, { text, id, of }: Bookmark): Content => {
  const mark = (inner: Content): boolean => {
    if (Array.isArray(inner) || typeof inner !== 'object') return false
    if ('stack' in inner) return (inner.stack as Content[]).some(mark)
    if (!('text' in inner)) return false
    Object.assign(inner, { outline: true, outlineText: text, outlineExpanded: true, ...(id && { id }), ...(of && { outlineParentId: of }) })
    return true
  }
  mark(node)
  return node
}

const ruleNode = (x: number, width: number): Content =>
  ({ canvas: [{ type: 'line', x1: x, y1: 0, x2: x + width, y2: 0, lineWidth: 0.5 }] })

const keepTogether = (atoms: readonly Atom[], withNext: boolean): void =>
  atoms.forEach((atom, index) => { atom.keepNext = withNext || index < atoms.length - 1 })

type Words = (text: string, type: Type, width: number, more?: { indent?: number; justify?: boolean }) => Line[]

export const wordsWith = (fonts: Fonts): Words => (text, type, width, more = {}) =>
  paragraphsOf(text).flatMap(paragraph => linesOf(paragraph, { ...type, ...more, width }, fonts))

const textAtoms = (lines: readonly Line[], type: Type, gap: number, align?: Align): Atom[] => {
  const atoms = lines.map((line, index): Atom =>
    ({ node: lineNode(line, type, BLOCK.width, align), height: type.pitch, gap: index === 0 ? gap : 0, keepNext: false }))
  // No line of a paragraph alone at the foot or the head of a page.
  if (atoms.length > 1) {
    atoms[0]!.keepNext = true
    atoms.at(-2)!.keepNext = true
  }
  return atoms
}

const GAP_IN_ROW = 10

/** Labelled values on ruled lines. The labels of the first column are as wide as the widest of them. */
const fieldAtoms = (rows: readonly (readonly FormCell[])[], words: Words): Atom[] => {
  const labelWidth = (cell: FormCell): number => Math.max(0, ...words(cell.label, FIELD, BLOCK.width).map(line => line.width))
  const atoms = rows.flatMap((cells): Atom[] => {
    const labels = cells.map(labelWidth)
    const free = BLOCK.width - GAP_IN_ROW * (cells.length - 1) - labels.reduce((sum, width) => sum + width + 6, 0)
    const shares = cells.reduce((sum, cell) => sum + (cell.share ?? 1), 0)
    let x = 0
    let most = 1
    const parts = cells.flatMap((cell, index) => {
      const start = x + labels[index]! + 6
      const width = free * (cell.share ?? 1) / shares
      x = start + width + GAP_IN_ROW
      const lines = words(cell.value, FIELD, width - 4)
      const count = Math.max(lines.length, cell.lines ?? 1)
      most = Math.max(most, count)
      return [
        ...words(cell.label, FIELD, BLOCK.width).map(line => ({ x: start - labels[index]! - 6, y: 0, node: lineNode(line, FIELD, 0) })),
        ...lines.map((line, at) => ({ x: start + 2, y: at * FIELD.pitch, node: lineNode(line, FIELD, 0) })),
        ...Array.from({ length: count }, (_, at) => ({ x: 0, y: (at + 1) * FIELD.pitch - 3, node: ruleNode(start, width) })),
      ]
    })
    const atom = (within: readonly Part[], height: number): Atom => ({ node: overlaid(within, height), height, gap: 0, keepNext: false })
    // A value alone in its row may be longer than a page: each of its lines can end one.
    return cells.length > 1 ? [atom(parts, most * FIELD.pitch)] : Array.from({ length: most }, (_, at) => atom(
      parts.filter(({ y }) => Math.floor(y / FIELD.pitch) === at).map(part => ({ ...part, y: part.y - at * FIELD.pitch })), FIELD.pitch))
  })
  keepTogether(atoms, false)
  return atoms
}

const PAD = { x: 5, y: 4.5, ySmall: 3 }

type Cell = {
  readonly lines: readonly Line[]
  readonly type: Type
  readonly width: number
  readonly align: Align
  /** Least height in lines. */
  readonly least?: number
  /** What stands in this cell, whole, on each further page that the row goes on to: the label, marked 续. */
  readonly continued?: readonly Line[]
}

/** Least lines of a row before and after the end of a page. */
const CUT = { head: 4, tail: 2 }

/**
 * One row of a ruled table. `width` of a cell is outside, with its rules and padding; all cells are of one type. Short
 * cells stand at half height, in the parts of a cut row at the top.
 */
const rowAtom = (cells: readonly Cell[], first: boolean, header?: () => Atom, part = false): Atom => {
  const { pitch } = cells[0]!.type
  const pad = cells[0]!.type.size < CELL.size ? PAD.ySmall : PAD.y
  const linesIn = (cell: Cell): number => Math.max(cell.lines.length, cell.least ?? 1)
  const inner = Math.max(...cells.map(linesIn)) * pitch
  const frame = pad * 2 + RULE * 2
  const layout: CustomTableLayout = {
    hLineWidth: () => RULE,
    vLineWidth: () => RULE,
    paddingLeft: () => PAD.x,
    paddingRight: () => PAD.x,
    paddingTop: () => pad,
    paddingBottom: () => pad,
  }
  const body = cells.map((cell): TableCell => {
    const width = cell.width - PAD.x * 2 - RULE
    const free = part && !cell.continued ? 0 : inner - cell.lines.length * pitch
    return { stack: [emptyNode(free / 2), ...cell.lines.map(line => lineNode(line, cell.type, width, cell.align))] }
  })
  const cut = (room: number): readonly [Atom, Atom] | undefined => {
    const all = Math.max(...cells.filter(cell => !cell.continued).map(linesIn))
    const at = Math.min(Math.floor((room - frame) / pitch), all - CUT.tail)
    if (at < CUT.head) return undefined
    const head = cells.map((cell): Cell => (cell.continued ? cell
      : { ...cell, lines: cell.lines.slice(0, at), least: Math.min(cell.least ?? 1, at) }))
    const tail = cells.map((cell): Cell => (cell.continued ? { ...cell, lines: cell.continued }
      : { ...cell, lines: cell.lines.slice(at), least: Math.max((cell.least ?? 1) - at, 1) }))
    return [rowAtom(head, first, header, true), { ...rowAtom(tail, false, header, true), keepNext: atom.keepNext }]
  }
  const atom: Atom = {
    node: {
      table: { widths: cells.map(cell => cell.width - PAD.x * 2 - RULE), heights: inner, body: [body] },
      layout,
      // Rules of neighbouring rows lie on one another.
      margin: [0, first ? 0 : -RULE, 0, 0],
    },
    height: inner + frame,
    gap: first ? 5 : 0,
    keepNext: false,
    cut,
    ...(header ? { header } : {}),
  }
  return atom
}

const LABEL_WIDTH = 96

/** A label too long for its cell is broken where its remark begins, 当事人｜（签名）, and otherwise into lines of one length: 统一社会｜信用代码. */
const labelLines = (label: string, words: Words): Line[] => {
  const width = LABEL_WIDTH - PAD.x * 2 - RULE
  const even = (text: string): Line[] => {
    const usual = words(text, CELL, width)
    for (let narrow = width / 2; usual.length > 1 && narrow < width; narrow += CELL.size / 2) {
      const lines = words(text, CELL, narrow)
      if (lines.length === usual.length) return lines
    }
    return usual
  }
  const lines = words(label, CELL, width)
  return lines.length > 1 ? label.replace('（', '\n（').split('\n').flatMap(even) : lines
}

/** Rows at the end of a form that stay on one page: signatures, seal, remark. */
const FORM_END = 3

/** The lines of a value: what two ideographic spaces part moves to a new line whole before it is broken inside. */
const valueLines = (value: string, width: number, words: Words): Line[] => {
  const lines = (text: string): Line[] => words(text, CELL, width, { justify: true })
  return paragraphsOf(value).flatMap(paragraph => {
    const rows: string[] = []
    for (const piece of paragraph.split('　　')) {
      const joined = rows.length === 0 ? piece : `${rows.at(-1)}　　${piece}`
      if (rows.length === 0 || lines(joined).length > 1) rows.push(piece)
      else rows[rows.length - 1] = joined
    }
    return rows.flatMap(lines)
  })
}

const formAtoms = (rows: readonly (readonly FormCell[])[], words: Words, ease: number): Atom[] => {
  const atoms = rows.map((cells, index) => {
    const free = BLOCK.width - LABEL_WIDTH * cells.length
    const shares = cells.reduce((sum, cell) => sum + (cell.share ?? 1), 0)
    return rowAtom(cells.flatMap((cell): Cell[] => {
      const width = free * (cell.share ?? 1) / shares
      const label = labelLines(cell.label, words)
      const { lines = 1, fewest = lines } = cell
      return [
        { lines: label, type: CELL, width: LABEL_WIDTH, align: 'center', continued: [...label, ...words('（续）', CELL, LABEL_WIDTH)] },
        {
          lines: valueLines(cell.value, width - PAD.x * 2 - RULE, words),
          type: CELL, width, align: 'left', least: Math.round(lines - (lines - fewest) * ease),
        },
      ]
    }), index === 0)
  })
  keepTogether(atoms.slice(-FORM_END), false)
  return atoms
}

/** Rows of a table that is not divided, and rows of a longer one that do not stand alone on a page. */
const WHOLE_TABLE = 5
const TABLE_END = 3

/** Type of a table from the usual down to where print is still read with ease: 五号 to 六号. */
const TABLE_SIZES = [SMALL.size, 9.5, 8.5, 7.5]
/** What the columns of words need at least, as a share of the table. */
const WORDS_SHARE = 0.2

/**
 * Figures are not broken: columns set to the right are as wide as their longest value, at the cost of the others, in the
 * largest type that leaves these enough.
 */
const columnsOf = ({ columns, rows }: Extract<Block, { kind: 'table' }>, words: Words): { widths: number[]; size: number } => {
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  const fitted = TABLE_SIZES.map(size => {
    const needs = columns.map((column, at) => (column.align === 'right'
      ? Math.max(BLOCK.width * column.share / shares, ...rows.map(row =>
        Math.max(0, ...words(row[at] ?? '', { ...SMALL, size }, Infinity).map(line => line.width)) + PAD.x * 2 + RULE))
      : 0))
    const left = BLOCK.width - needs.reduce((sum, width) => sum + width, 0)
    const wordShares = columns.reduce((sum, column) => sum + (column.align === 'right' ? 0 : column.share), 0)
    return {
      size,
      left,
      wordShares,
      widths: columns.map((column, at) => (column.align === 'right' ? needs[at]! : left * column.share / wordShares)),
    }
  })
  const good = fitted.find(({ left, wordShares }) => wordShares === 0 ? left >= -0.01 : left >= BLOCK.width * WORDS_SHARE)
  return good ?? { size: TABLE_SIZES.at(-1)!, widths: columns.map(column => BLOCK.width * column.share / shares) }
}

const tableAtoms = (block: Extract<Block, { kind: 'table' }>, words: Words): Atom[] => {
  const { widths, size } = columnsOf(block, words)
  const small: Type = { ...SMALL, size }
  const boldSmall: Type = { ...small, bold: true }
  const cell = (text: string, column: number, type: Type, align: Align): Cell =>
    ({ lines: words(text, type, widths[column]! - PAD.x * 2 - RULE), type, width: widths[column]!, align })
  // Anew for each page: pdfmake writes into the nodes that it is given.
  const header = (): Atom => {
    const row = rowAtom(block.columns.map(({ title }, column) => cell(title, column, boldSmall, 'center')), true)
    return { ...row, keepNext: true }
  }
  const rows = block.rows.map(row =>
    rowAtom(block.columns.map(({ align }, column) => cell(row[column] ?? '', column, small, align ?? 'left')), false, header))
  const caption = block.caption === undefined ? [] : textAtoms(words(block.caption, { ...CELL, bold: true }, BLOCK.width), CELL, 10, 'center')
  keepTogether(caption, true)
  if (rows.length <= WHOLE_TABLE) keepTogether(rows, false)
  else {
    keepTogether(rows.slice(0, TABLE_END), false)
    keepTogether(rows.slice(-TABLE_END), false)
  }
  return [...caption, header(), ...rows]
}

/** Room for ink under a name, and for the committee's round seal (about 42 mm) over its name and the date. */
const INK = { height: 42, between: 16, seal: 112 }

/** Height of signatures that are kept on one page. */
const SIGNATURES_WHOLE = BLOCK.height * 2 / 3

/** Two places to a row. Seal and date stand under the last of them, or beside it where its right half is free. */
const signatureAtoms = (block: Extract<Block, { kind: 'signatures' }>, words: Words): Atom[] => {
  const width = (BLOCK.width - INK.between) / 2
  const right = width + INK.between
  const end = [...(block.seal === undefined ? [] : [block.seal, '（印章）']), block.date].flatMap(text => words(text, CELL, width))
  const endHeight = Math.max(end.length * CELL.pitch, block.seal === undefined ? 0 : INK.seal)
  const endParts = (bottom: number): Part[] => end.map((line, index) => ({
    x: right + (width - line.width) / 2, y: bottom - (end.length - index) * CELL.pitch, node: lineNode(line, CELL, 0),
  }))
  const rows: Atom[] = []
  for (let at = 0; at < block.places.length; at += 2) {
    const places = block.places.slice(at, at + 2).map(place => {
      const label = words(place.label, CELL, width)
      const note = place.note === undefined ? [] : words(`（${place.note}）`, SMALL, width)
      // The remark stands behind the name, or under it where the line is too short for both.
      const behind = label.length === 1 && note.length === 1 && label[0]!.width + note[0]!.width <= width
      return { label, note, behind, height: label.length * CELL.pitch + (behind ? 0 : note.length * SMALL.pitch) + INK.height }
    })
    const beside = places.length === 1
    const line = Math.max(...places.map(place => place.height))
    const height = Math.max(line, beside ? endHeight : 0)
    rows.push({
      node: overlaid([
        ...places.flatMap(({ label, note, behind }, index): Part[] => [
          ...label.map((line, row) => ({ x: index * right, y: row * CELL.pitch, node: lineNode(line, CELL, 0) })),
          ...note.map((line, row) => ({
            x: index * right + (behind ? label[0]!.width : 0),
            y: behind ? (CELL.size - SMALL.size) * ASCENT_EM : label.length * CELL.pitch + row * SMALL.pitch,
            node: lineNode(line, SMALL, 0),
          })),
          { x: 0, y: line, node: ruleNode(index * right, width) },
        ]),
        ...(beside ? endParts(height) : []),
      ], height),
      height,
      gap: at === 0 ? 14 : 10,
      keepNext: true,
    })
  }
  if (block.places.length % 2 === 0) {
    rows.push({ node: overlaid(endParts(endHeight), endHeight), height: endHeight, gap: 10, keepNext: true })
  }
  // So many that they would leave much of a page empty follow one another like lines; seal and date stay with the last.
  const height = rows.reduce((sum, row) => sum + row.gap + row.height, 0)
  if (height <= SIGNATURES_WHOLE) keepTogether(rows, false)
  else {
    for (const row of rows) row.keepNext = false
    keepTogether(rows.slice(-2), false)
  }
  return rows
}

/** Characters of a picture's text that Noto lacks, put into the fallback font. */
const pictureText = (svg: string, fonts: Fonts): string =>
  svg.replaceAll(/>([^<]+)</g, (_, text: string) => `>${Array.from(text, character =>
    faceFor(character.codePointAt(0)!, false, fonts)?.family === rareFamily
      ? `<tspan font-family="${rareFamily}">${character}</tspan>` : character).join('')}<`)

const pictureAtom = (block: Extract<Block, { kind: 'picture' }>, fonts: Fonts): Atom => {
  const svg = pictureText(block.svg, fonts)
  const size = (name: string): number => Number.parseFloat(new RegExp(`^[^>]*?<svg[^>]*?\\s${name}="([\\d.]+)`).exec(svg)?.[1] ?? 'NaN')
  const view = /^[^>]*?<svg[^>]*?\sviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg)
  const width = size('width') || Number(view?.[1])
  const height = size('height') || Number(view?.[2])
  const scale = Math.min(BLOCK.width / width, (BLOCK.height - 40) / height)
  const faces = svg.includes(rareFamily) ? [fonts.regular, fonts.bold, fonts.rare()] : [fonts.regular, fonts.bold]
  return {
    node: {
      stack: [
        // Empty text that makes pdfkit know the faces by name before the picture asks for them.
        { text: faces.map(face => ({ text: '', font: face.family, bold: face.bold })), fontSize: 1, lineHeight: 0 },
        { svg, width: width * scale, height: height * scale, font: bodyFamily } as Content,
      ],
    },
    height: height * scale,
    gap: 8,
    keepNext: false,
  }
}

const plainText = (text: string): string => paragraphsOf(text).join(' ')

/** Atoms of the last block before signatures that stay with them: a short paragraph whole, else its last three lines. */
const keepWithSignatures = (before: readonly Atom[]): void =>
  before.slice(before.length <= 6 ? 0 : -3).forEach(atom => { atom.keepNext = true })

/** The title a third down the page, whose it is at its foot. */
const coverAtom = ({ title, lines, foot }: Extract<Block, { kind: 'cover' }>, words: Words): Atom => {
  const parts: Part[] = []
  const place = (text: string, type: Type, y: number): number => {
    const broken = words(text, type, BLOCK.width)
    broken.forEach((line, index) => parts.push({ x: 0, y: y + index * type.pitch, node: lineNode(line, type, BLOCK.width, 'center') }))
    return y + broken.length * type.pitch
  }
  let y = place(title, COVER, BLOCK.height * 0.28) + 18
  for (const line of lines) y = place(line, BODY, y)
  y = BLOCK.height - foot.length * BODY.pitch - 30
  for (const line of foot) y = place(line, BODY, y)
  return { node: overlaid(parts, BLOCK.height), height: BLOCK.height, gap: 0, keepNext: false }
}

/** One row for each title: its name, dots, its page. */
const contentsAtoms = (titles: readonly string[], pages: readonly number[], words: Words): Atom[] =>
  titles.map((title, index): Atom => {
    const [page] = words(String(pages[index] ?? '00'), BODY, BLOCK.width)
    const [dot] = words('…', BODY, BLOCK.width)
    const right = BLOCK.width - page!.width
    const lines = words(title, BODY, BLOCK.width - 80)
    const height = lines.length * BODY.pitch
    const last = lines.at(-1)!
    const step = dot!.width
    const from = last.indent + last.width + 8
    const dots = words('…'.repeat(Math.max(0, Math.floor((right - 8 - from) / (step + BODY.spacing!)))), BODY, BLOCK.width * 2)
    return {
      node: overlaid([
        ...lines.map((line, row) => ({ x: 0, y: row * BODY.pitch, node: lineNode(line, BODY, 0) })),
        ...dots.map(line => ({ x: right - 8 - line.width, y: height - BODY.pitch, node: lineNode(line, BODY, 0) })),
        { x: right, y: height - BODY.pitch, node: lineNode(page!, BODY, 0) },
      ], height),
      height,
      gap: 0,
      keepNext: false,
    }
  })

export type Setting = {
  /** The name of the paper's bookmark; the headings' bookmarks stand under it. */
  readonly mark: string
  /** How far the boxes of forms come down to their `fewest` lines: 0 not at all, 1 wholly. */
  readonly ease?: number
  /** The pages of the titles, once they are known. */
  readonly pages?: readonly number[]
}

export const atomsOf = (blocks: readonly Block[], fonts: Fonts, { mark, ease = 0, pages = [] }: Setting): Atom[] => {
  const words = wordsWith(fonts)
  const atoms: Atom[] = []
  const titles = blocks.flatMap(block => (block.kind === 'title' ? [block.text] : []))
  let title = 0
  let last: Atom[] = []
  let titled = false
  for (const block of blocks) {
    let next: Atom[]
    switch (block.kind) {
      case 'title':
        next = textAtoms(words(block.text, TITLE, BLOCK.width), TITLE, 0, 'center')
        if (next[0] && !titled) next[0] = { ...next[0], node: bookmarked(next[0].node, { text: plainText(block.text), id: mark }) }
        titled = true
        if (next[0]) next[0] = { ...next[0], title }
        title += 1
        if (next[0] && block.newPage) next[0] = { ...next[0], newPage: true }
        keepTogether(next, true)
        break
      case 'cover':
        next = [coverAtom(block, words)]
        break
      case 'contents':
        next = textAtoms(words(block.title, TITLE, BLOCK.width), TITLE, 0, 'center').map((atom, index) => (index === 0 ? { ...atom, newPage: true } : atom))
        keepTogether(next, true)
        next.push(...contentsAtoms(titles, pages, words))
        break
      case 'number':
        next = textAtoms(words(block.text, FIELD, BLOCK.width), FIELD, 4, 'right')
        keepTogether(next, true)
        break
      case 'heading':
        next = textAtoms(words(block.text, HEADING, BLOCK.width), HEADING, 6)
        if (next[0]) next[0] = { ...next[0], node: bookmarked(next[0].node, { text: plainText(block.text), ...(titled && { of: mark }) }) }
        keepTogether(next, true)
        break
      case 'paragraph': {
        const plain = (block.align ?? 'left') === 'left'
        const style = { indent: plain && block.indent !== false ? 2 : 0, justify: plain }
        next = textAtoms(block.pieces ? linesOf(block.pieces, { ...BODY, ...style, width: BLOCK.width }, fonts) : words(block.text, BODY, BLOCK.width, style), BODY, 0, block.align)
        if (block.newPage) next = next.map((atom, index) => (index === 0 ? { ...atom, newPage: true } : atom))
        break
      }
      case 'fields':
        next = fieldAtoms(block.rows, words)
        break
      case 'form':
        next = formAtoms(block.rows, words, ease)
        break
      case 'table':
        next = tableAtoms(block, words)
        break
      case 'signatures':
        keepWithSignatures(last)
        next = signatureAtoms(block, words)
        break
      case 'picture':
        next = [pictureAtom(block, fonts)]
        break
    }
    atoms.push(...next)
    last = next
  }
  return atoms
}
