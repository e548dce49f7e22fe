/** The blocks of a paper as pieces of known height: every line and row is settled here, in points on an A4 page. */
import type { Content, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import type { Block, FormCell } from '../../core/documents/content.ts'
import { bodyFamily, rareFamily, type Fonts } from './fonts.ts'
import { faceFor, linesOf, paragraphsOf, type Line } from './pdf-lines.ts'

export const mm = (length: number): number => length * 72 / 25.4

export const PAGE = { width: mm(210), height: mm(297), top: mm(37), left: mm(28) }
export const BLOCK = { width: mm(156), height: mm(225) }

type Type = { readonly size: number; readonly pitch: number; readonly bold?: boolean; readonly spacing?: number }

/** Sizes in points: 2号 for titles, 3号 for text, 四号 for fields, 小四 and 五号 for tables and notes. */
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
  const parts = line.runs.map(({ text, face, x }): Part => ({
    x: start + x,
    y: 0,
    node: {
      text: [{ text, font: face.family, bold: face.bold }],
      fontSize: type.size,
      // pdfmake measures lines in multiples of the font's own height, which is the same for all our faces.
      lineHeight: type.pitch / (type.size * LINE_EM),
      characterSpacing: line.spacing,
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
  const atoms = rows.map((cells): Atom => {
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
    return { node: overlaid(parts, most * FIELD.pitch), height: most * FIELD.pitch, gap: 0, keepNext: false }
  })
  keepTogether(atoms, false)
  return atoms
}

const PAD = { x: 5, y: 4.5 }

type Cell = { readonly lines: readonly Line[]; readonly type: Type; readonly width: number; readonly align: Align; readonly least?: number }

/**
 * One row of a ruled table, in pieces when it is taller than a page. `width` of a cell is outside, with its rules and
 * padding. Short cells stand at half height.
 */
const rowAtoms = (cells: readonly Cell[], first: boolean, header?: () => Atom): Atom[] => {
  const most = Math.max(...cells.map(cell => Math.max(cell.lines.length, cell.least ?? 1) * cell.type.pitch))
  const room = BLOCK.height - 60
  const pieces = Math.ceil(most / room)
  const perPiece = (cell: Cell): number => Math.floor(room / cell.type.pitch)
  return Array.from({ length: pieces }, (_, piece): Atom => {
    const part = cells.map(cell => ({
      ...cell,
      lines: pieces === 1 ? cell.lines : cell.lines.slice(piece * perPiece(cell), (piece + 1) * perPiece(cell)),
    }))
    const inner = Math.max(...part.map(cell =>
      Math.max(cell.lines.length, pieces === 1 ? cell.least ?? 1 : 1) * cell.type.pitch))
    const layout: CustomTableLayout = {
      hLineWidth: () => RULE,
      vLineWidth: () => RULE,
      paddingLeft: () => PAD.x,
      paddingRight: () => PAD.x,
      paddingTop: () => PAD.y,
      paddingBottom: () => PAD.y,
    }
    const body = part.map((cell): TableCell => {
      const width = cell.width - PAD.x * 2 - RULE
      const free = inner - cell.lines.length * cell.type.pitch
      return {
        stack: [
          emptyNode(pieces === 1 ? free / 2 : 0),
          ...cell.lines.map(line => lineNode(line, cell.type, width, cell.align)),
        ],
      }
    })
    return {
      node: {
        table: { widths: part.map(cell => cell.width - PAD.x * 2 - RULE), heights: inner, body: [body] },
        layout,
        // Rules of neighbouring rows lie on one another.
        margin: [0, first && piece === 0 ? 0 : -RULE, 0, 0],
      },
      height: inner + PAD.y * 2 + RULE * 2,
      gap: first && piece === 0 ? 5 : 0,
      keepNext: false,
      ...(header ? { header } : {}),
    }
  })
}

const LABEL_WIDTH = 96

/** A label too long for its cell is broken where its remark begins: 当事人｜（签名）. */
const labelLines = (label: string, words: Words): Line[] => {
  const width = LABEL_WIDTH - PAD.x * 2 - RULE
  const lines = words(label, CELL, width)
  return lines.length > 1 ? words(label.replace('（', '\n（'), CELL, width) : lines
}

/** Rows at the end of a form that stay on one page: signatures, seal, remark. */
const FORM_END = 3

const formAtoms = (rows: readonly (readonly FormCell[])[], words: Words): Atom[] => {
  const atoms = rows.map((cells, index) => {
    const free = BLOCK.width - LABEL_WIDTH * cells.length
    const shares = cells.reduce((sum, cell) => sum + (cell.share ?? 1), 0)
    return rowAtoms(cells.flatMap((cell): Cell[] => {
      const width = free * (cell.share ?? 1) / shares
      return [
        { lines: labelLines(cell.label, words), type: CELL, width: LABEL_WIDTH, align: 'center' },
        {
          lines: words(cell.value, CELL, width - PAD.x * 2 - RULE, { justify: true }),
          type: CELL, width, align: 'left', least: cell.lines ?? 1,
        },
      ]
    }), index === 0)
  })
  keepTogether(atoms.slice(-FORM_END).flat(), false)
  return atoms.flat()
}

/** Rows of a table that is not cut. */
const SHORT_TABLE = 20

const tableAtoms = (block: Extract<Block, { kind: 'table' }>, words: Words): Atom[] => {
  const shares = block.columns.reduce((sum, column) => sum + column.share, 0)
  const widths = block.columns.map(column => BLOCK.width * column.share / shares)
  const boldSmall: Type = { ...SMALL, bold: true }
  const cell = (text: string, column: number, type: Type, align: Align): Cell =>
    ({ lines: words(text, type, widths[column]! - PAD.x * 2 - RULE), type, width: widths[column]!, align })
  // Anew for each page: pdfmake writes into the nodes that it is given.
  const header = (): Atom => {
    const [row] = rowAtoms(block.columns.map(({ title }, column) => cell(title, column, boldSmall, 'center')), true)
    return { ...row!, keepNext: true }
  }
  const rows = block.rows.flatMap(row =>
    rowAtoms(block.columns.map(({ align }, column) => cell(row[column] ?? '', column, SMALL, align ?? 'left')), false, header))
  const caption = block.caption === undefined ? [] : textAtoms(words(block.caption, { ...CELL, bold: true }, BLOCK.width), CELL, 10, 'center')
  keepTogether(caption, true)
  // A short table stays whole; of a long one neither its first nor its last two rows stand alone on a page.
  if (rows.length <= SHORT_TABLE) keepTogether(rows, false)
  else {
    keepTogether(rows.slice(0, 2), false)
    keepTogether(rows.slice(-2), false)
  }
  return [...caption, header(), ...rows]
}

/** Room for ink under a name, and for the committee's round seal (about 42 mm) over its name and the date. */
const INK = { height: 42, between: 16, seal: 112 }

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
  keepTogether(rows, false)
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

/** Atoms of the last block before signatures that stay with them: a short paragraph whole, else its last three lines. */
const keepWithSignatures = (before: readonly Atom[]): void =>
  before.slice(before.length <= 6 ? 0 : -3).forEach(atom => { atom.keepNext = true })

export const atomsOf = (blocks: readonly Block[], fonts: Fonts): Atom[] => {
  const words = wordsWith(fonts)
  const atoms: Atom[] = []
  let last: Atom[] = []
  for (const block of blocks) {
    let next: Atom[]
    switch (block.kind) {
      case 'title':
        next = textAtoms(words(block.text, TITLE, BLOCK.width), TITLE, 0, 'center')
        keepTogether(next, true)
        break
      case 'number':
        next = textAtoms(words(block.text, FIELD, BLOCK.width), FIELD, 4, 'right')
        keepTogether(next, true)
        break
      case 'heading':
        next = textAtoms(words(block.text, HEADING, BLOCK.width), HEADING, 6)
        keepTogether(next, true)
        break
      case 'paragraph': {
        const plain = (block.align ?? 'left') === 'left'
        next = textAtoms(words(block.text, BODY, BLOCK.width,
          { indent: plain && block.indent !== false ? 2 : 0, justify: plain }), BODY, 0, block.align)
        break
      }
      case 'fields':
        next = fieldAtoms(block.rows, words)
        break
      case 'form':
        next = formAtoms(block.rows, words)
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
