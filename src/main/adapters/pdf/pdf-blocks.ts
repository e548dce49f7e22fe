/** The blocks of a paper as pieces of known height: every line and row is settled here, in points on an A4 page. */
import type { Content, ContentText, CustomTableLayout, TableCell } from 'pdfmake/interfaces.js'
import type { Block, FormCell } from '../../../core/documents/writing/content.ts'
import { bodyFamily, rareFamily, type Fonts } from './fonts.ts'
import { faceFor, HYPHEN, linesOf, paragraphsOf, widestPiece, type Line } from './pdf-lines.ts'

export const mm = (length: number): number => length * 72 / 25.4

export const PAGE = { width: mm(210), height: mm(297), top: mm(37), left: mm(28) }
export const BLOCK = { width: mm(156), height: mm(225) }

type Type = { readonly size: number; readonly pitch: number; readonly bold?: boolean; readonly spacing?: number; readonly color?: string }

/** Sizes in points: 2号 for titles, 3号 for text, 四号 for fields, 小四 and 五号 for tables and notes. */
const COVER: Type = { size: 36, pitch: 60, bold: true }
const LETTERHEAD: Type = { size: 26, pitch: 40, bold: true }
const TITLE: Type = { size: 22, pitch: 36, bold: true }
const BODY: Type = { size: 16, pitch: 28, spacing: BLOCK.width / 28 - 16 }
const FIELD: Type = { size: 14, pitch: 24 }
const CELL: Type = { size: 12, pitch: 19 }
export const SMALL: Type = { size: 10.5, pitch: 16 }

const RULE = 0.75

/** Height of the committee's round seal (about 42 mm) over its name and the date (骑年盖月). */
const SEAL = mm(42)

/**
 * What gives way before a paper takes another page (GB/T 9704-2012, 7.3.5.5: 调整行距), in points: from `ease` 0, as wished,
 * to 1, as tight as is still read and written on with ease.
 */
const measuresAt = (ease: number) => ({
  ease,
  title: { ...TITLE, pitch: 36 - 2 * ease },
  body: { ...BODY, pitch: 28 - 2 * ease },
  heading: { ...BODY, pitch: 28 - 2 * ease, bold: true },
  field: { ...FIELD, pitch: 24 - 3 * ease },
  cell: { ...CELL, pitch: 19 - 2 * ease },
  small: { ...SMALL, pitch: 16 - ease },
  /** Above a heading, and between the blocks of a form. */
  gap: 6 - 4 * ease,
  /** Over and under the words of a cell. */
  pad: 4.5 - 2 * ease,
  padSmall: 3 - ease,
  /** Room for ink under a name: enough for a name in running hand, or a fingerprint. */
  ink: 42 - 12 * ease,
})
type Measures = ReturnType<typeof measuresAt>

/** The smallest thing that stays in one piece: a line, a row, a picture. Heights and gaps in points. */
export type Atom = {
  /** Made only when it is known where it stands: layouts that are tried and left cost no nodes. */
  readonly node: () => Content
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
  /** Lines of what the paper says: 0 for titles, headings, closing formulas and places to sign. */
  readonly substance: number
  /** Announces what follows it, and does not end a page: “如下协议：”. */
  readonly leadIn?: boolean
  /** A row of places to sign, or the seal; gives what stands above it where it goes on on another page. */
  readonly sign?: () => Atom[]
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
      ...(missing ? { color: '#c00000' } : type.color ? { color: type.color } : {}),
      noWrap: true,
      preserveLeadingSpaces: true,
      preserveTrailingSpaces: true,
    },
  }))
  if (line.hyphen) {
    const [from, y] = [start + line.width + type.size * 0.04, type.size * (ASCENT_EM - 0.26)]
    parts.push({ x: 0, y: 0, node: { canvas: [{ type: 'line', x1: from, y1: y, x2: from + type.size * (HYPHEN - 0.08), y2: y, lineWidth: type.size * 0.05 }] } })
  }
  const [only] = parts
  // The common line in one face needs no box around it.
  return parts.length === 1 && only ? { ...only.node as ContentText, margin: [only.x, 0, -BLOCK.width, 0] } : overlaid(parts, type.pitch)
}

/** Ascent of Noto Serif SC, and ascent and descent together, in ems. */
const ASCENT_EM = 1.151
const LINE_EM = 1.437

/** Where a reader's list of bookmarks leads: `of` is the bookmark above it. */
type Bookmark = { readonly text: string; readonly id?: string; readonly of?: string }

/** The atom with a bookmark at its first text. */
const marked = (atom: Atom, bookmark: Bookmark): Atom => ({ ...atom, node: () => bookmarked(atom.node(), bookmark) })

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

type Words = (text: string, type: Type, width: number, more?: { indent?: number; justify?: boolean }) => readonly Line[]

/** Breaks texts into lines. The same text at the same width is broken once, however often a layout is tried. */
export const wordsWith = (fonts: Fonts): Words => {
  const known = new Map<string, readonly Line[]>()
  return (text, { size, bold = false, spacing = 0 }, width, { indent = 0, justify = false } = {}) => {
    const key = `${size} ${bold} ${spacing} ${width} ${indent} ${justify} ${text}`
    let lines = known.get(key)
    if (!lines) {
      lines = paragraphsOf(text).flatMap(paragraph => linesOf(paragraph, { size, bold, spacing, width, indent, justify }, fonts))
      known.set(key, lines)
    }
    return lines
  }
}

const textAtoms = (lines: readonly Line[], type: Type, gap: number, align?: Align, substance = 0): Atom[] => {
  const atoms = lines.map((line, index): Atom =>
    ({ node: () => lineNode(line, type, BLOCK.width, align), height: type.pitch, gap: index === 0 ? gap : 0, keepNext: false, substance }))
  // No line of a paragraph alone at the foot or the head of a page.
  if (atoms.length > 1) {
    atoms[0]!.keepNext = true
    atoms.at(-2)!.keepNext = true
  }
  return atoms
}

const GAP_IN_ROW = 10

/** Rows of a block of fields that stay together at its head (the name) and at its end; a block of so many is not divided. */
const FIELDS = { whole: 5, head: 3, end: 2 }

/** Labelled values on ruled lines. The labels of the first column are as wide as the widest of them. */
const fieldAtoms = (rows: readonly (readonly FormCell[])[], words: Words, { field: FIELD }: Measures): Atom[] => {
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
    const atom = (within: readonly Part[], height: number): Atom => ({ node: () => overlaid(within, height), height, gap: 0, keepNext: false, substance: 1 })
    // A value alone in its row may be longer than a page: each of its lines can end one.
    return cells.length > 1 ? [atom(parts, most * FIELD.pitch)] : Array.from({ length: most }, (_, at) => atom(
      parts.filter(({ y }) => Math.floor(y / FIELD.pitch) === at).map(part => ({ ...part, y: part.y - at * FIELD.pitch })), FIELD.pitch))
  })
  if (atoms.length <= FIELDS.whole) keepTogether(atoms, false)
  else {
    keepTogether(atoms.slice(0, FIELDS.head), false)
    keepTogether(atoms.slice(-FIELDS.end), false)
  }
  return atoms
}

const PAD = { x: 5 }

type Cell = {
  readonly lines: readonly Line[]
  readonly type: Type
  readonly width: number
  readonly align: Align
  /** Least height in lines, and in points. */
  readonly least?: number
  readonly tall?: number
  /** What stands in this cell, whole, on each further page that the row goes on to: the label, marked 续. */
  readonly continued?: readonly Line[]
}

/** Least lines of a row before and after the end of a page. */
const CUT = { head: 4, tail: 2 }

/**
 * One row of a ruled table. `width` of a cell is outside, with its rules and padding; all cells are of one type. Short
 * cells stand at half height, in the parts of a cut row at the top.
 */
const rowAtom = (cells: readonly Cell[], first: boolean, pad: number, header?: () => Atom, part = false): Atom => {
  const { pitch } = cells[0]!.type
  const linesIn = (cell: Cell): number => Math.max(cell.lines.length, cell.least ?? 1)
  const inner = Math.max(Math.max(...cells.map(linesIn)) * pitch, ...cells.map(cell => cell.tall ?? 0))
  const frame = pad * 2 + RULE * 2
  const layout: CustomTableLayout = {
    hLineWidth: () => RULE,
    vLineWidth: () => RULE,
    paddingLeft: () => PAD.x,
    paddingRight: () => PAD.x,
    paddingTop: () => pad,
    paddingBottom: () => pad,
  }
  const body = (): TableCell[] => cells.map((cell): TableCell => {
    const width = cell.width - PAD.x * 2 - RULE
    const free = part && !cell.continued ? 0 : inner - cell.lines.length * pitch
    return { stack: [emptyNode(free / 2), ...cell.lines.map(line => lineNode(line, cell.type, width, cell.align))] }
  })
  const cut = (room: number): readonly [Atom, Atom] | undefined => {
    const all = Math.max(...cells.filter(cell => !cell.continued).map(linesIn))
    const at = Math.min(Math.floor((room - frame) / pitch), all - CUT.tail)
    if (at < CUT.head || cells.some(({ tall }) => tall !== undefined)) return undefined
    const head = cells.map((cell): Cell => (cell.continued ? cell
      : { ...cell, lines: cell.lines.slice(0, at), least: Math.min(cell.least ?? 1, at) }))
    const tail = cells.map((cell): Cell => (cell.continued ? { ...cell, lines: cell.continued }
      : { ...cell, lines: cell.lines.slice(at), least: Math.max((cell.least ?? 1) - at, 1) }))
    return [rowAtom(head, first, pad, header, true), { ...rowAtom(tail, false, pad, header, true), keepNext: atom.keepNext }]
  }
  const atom: Atom = {
    node: () => ({
      table: { widths: cells.map(cell => cell.width - PAD.x * 2 - RULE), heights: inner, body: [body()] },
      layout,
      // Rules of neighbouring rows lie on one another.
      margin: [0, first ? 0 : -RULE, 0, 0],
    }),
    height: inner + frame,
    gap: first ? 5 : 0,
    keepNext: false,
    substance: Math.max(...cells.map(cell => cell.lines.length)),
    cut,
    ...(header ? { header } : {}),
  }
  return atom
}

const LABEL_WIDTH = 96

/** A label too long for its cell is broken where its remark begins, 当事人｜（签名）, and otherwise into lines of one length: 统一社会｜信用代码. */
const labelLines = (label: string, words: Words): readonly Line[] => {
  const width = LABEL_WIDTH - PAD.x * 2 - RULE
  const even = (text: string): readonly Line[] => {
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

/** Rows at the end of a form that stay on one page: signatures, seal, remark; but no more of a page than `most`. */
const FORM_END = { rows: 3, most: BLOCK.height * 0.4 }

/** The lines of a value: what two ideographic spaces part moves to a new line whole before it is broken inside. */
const valueLines = (value: string, width: number, words: Words): Line[] => {
  const lines = (text: string): readonly Line[] => words(text, CELL, width, { justify: true })
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

const formAtoms = (rows: readonly (readonly FormCell[])[], words: Words, { cell: type, pad, ease }: Measures): Atom[] => {
  const atoms = rows.map((cells, index) => {
    const free = BLOCK.width - LABEL_WIDTH * cells.length
    const shares = cells.reduce((sum, cell) => sum + (cell.share ?? 1), 0)
    return rowAtom(cells.flatMap((cell): Cell[] => {
      const width = free * (cell.share ?? 1) / shares
      const label = labelLines(cell.label, words)
      const { lines = 1, fewest = lines } = cell
      return [
        { lines: label, type, width: LABEL_WIDTH, align: 'center', continued: [...label, ...words('（续）', CELL, LABEL_WIDTH)] },
        {
          lines: valueLines(cell.value, width - PAD.x * 2 - RULE, words),
          type, width, align: 'left', least: Math.round(lines - (lines - fewest) * ease), ...(cell.seal && { tall: SEAL }),
        },
      ]
    }), index === 0, pad)
  })
  let tall = 0
  const end = atoms.slice(-FORM_END.rows).toReversed().filter(({ height }) => (tall += height) <= FORM_END.most).length
  keepTogether(atoms.slice(-Math.max(end, 1)), false)
  return atoms
}

/** Rows of a table that is not divided, and rows of a longer one that do not stand alone on a page; but no more of a page than `most`. */
const TABLE = { whole: 5, end: 3, most: BLOCK.height / 4 }

/** Keeps rows together unless this could leave too much of a page empty. */
const keepRows = (rows: readonly Atom[]): void => {
  if (rows.reduce((sum, { height }) => sum + height, 0) <= TABLE.most) keepTogether(rows, false)
}

/** Type of a table from the usual down to where print is still read with ease: 五号 to 六号. */
const TABLE_SIZES = [SMALL.size, 9.5, 8.5, 7.5]
/** What the columns of words need at least, as a share of the table. */
const WORDS_SHARE = 0.2

/** The most of a table that one column takes for the sake of a piece that is not divided. */
const PIECE_SHARE = 0.4

/**
 * Widths by the shares, but none below its need, which the others make room for; undefined where they cannot. `least` is what
 * must be left for the columns without a need of their own.
 */
const widthsFor = (shares: readonly number[], needs: readonly number[], least: number): number[] | undefined => {
  const held = new Set<number>()
  for (;;) {
    const left = BLOCK.width - [...held].reduce((sum, at) => sum + needs[at]!, 0)
    const free = shares.reduce((sum, share, at) => sum + (held.has(at) ? 0 : share), 0)
    if (left < -0.01 || (free > 0 && left < least)) return undefined
    const short = shares.findIndex((share, at) => !held.has(at) && left * share / free < needs[at]! - 0.01)
    if (short >= 0) held.add(short)
    // What nobody needs is shared by all.
    else return shares.map((share, at) => (free === 0 ? needs[at]! + left / shares.length : held.has(at) ? needs[at]! : left * share / free))
  }
}

/**
 * Figures are not broken: columns set to the right are as wide as their longest value, and others as their longest number, date
 * or name, at the cost of the rest, in the largest type that leaves these enough.
 */
const columnsOf = ({ columns, rows }: Extract<Block, { kind: 'table' }>, words: Words, fonts: Fonts): { widths: number[]; size: number } => {
  const shares = columns.map(({ share }) => share)
  const all = shares.reduce((sum, share) => sum + share, 0)
  for (const size of TABLE_SIZES) {
    const needs = columns.map(({ align }, at) => {
      const texts = rows.map(row => row[at] ?? '')
      const inside = align === 'right'
        ? Math.max(0, ...texts.flatMap(text => words(text, { ...SMALL, size }, Infinity).map(line => line.width)))
        : Math.min(BLOCK.width * PIECE_SHARE, Math.max(0, ...texts.map(text => widestPiece(text, size, fonts))))
      return inside + PAD.x * 2 + RULE + 0.5
    })
    const widths = widthsFor(shares, needs, columns.every(({ align }) => align === 'right') ? 0 : BLOCK.width * WORDS_SHARE)
    if (widths) return { widths, size }
  }
  return { size: TABLE_SIZES.at(-1)!, widths: shares.map(share => BLOCK.width * share / all) }
}

const tableAtoms = (block: Extract<Block, { kind: 'table' }>, words: Words, fonts: Fonts, { small: usual, padSmall: pad }: Measures): Atom[] => {
  const { widths, size } = columnsOf(block, words, fonts)
  const small: Type = { ...usual, size }
  const boldSmall: Type = { ...small, bold: true }
  const cell = (text: string, column: number, type: Type, align: Align, least = 1): Cell =>
    ({ lines: words(text, type, widths[column]! - PAD.x * 2 - RULE), type, width: widths[column]!, align, least })
  // Anew for each page: pdfmake writes into the nodes that it is given.
  const header = (): Atom => {
    const row = rowAtom(block.columns.map(({ title }, column) => cell(title, column, boldSmall, 'center')), true, pad)
    return { ...row, keepNext: true, substance: 0 }
  }
  const rows = block.rows.map(row =>
    rowAtom(block.columns.map(({ align }, column) => cell(row[column] ?? '', column, small, align ?? 'left', block.lines)), false, pad, header))
  const caption = block.caption === undefined ? [] : textAtoms(words(block.caption, { ...CELL, bold: true }, BLOCK.width), CELL, 10, 'center')
  keepTogether(caption, true)
  if (rows.length <= TABLE.whole) keepRows(rows)
  else {
    keepRows(rows.slice(0, TABLE.end))
    keepRows(rows.slice(-TABLE.end))
  }
  return [...caption, header(), ...rows]
}

const BETWEEN = 16

/**
 * Two places to a row. Seal and date stand under the last of them, or beside it where its right half is free. Rows that go on
 * on another page say there of which paper they are.
 */
const signatureAtoms = (block: Extract<Block, { kind: 'signatures' }>, paper: string, words: Words, { cell: type, small, ink, ease, gap: above }: Measures): Atom[] => {
  const width = (BLOCK.width - BETWEEN) / 2
  const right = width + BETWEEN
  const end = [...(block.seal === undefined ? [] : [block.seal, '（印章）']), block.date].flatMap(text => words(text, CELL, width))
  const endHeight = Math.max(end.length * type.pitch, block.seal === undefined ? 0 : SEAL)
  const endParts = (bottom: number): Part[] => end.map((line, index) => ({
    x: right + (width - line.width) / 2, y: bottom - (end.length - index) * type.pitch, node: lineNode(line, type, 0),
  }))
  const sign = (): Atom[] => {
    const lead = textAtoms(words(`（接上页）${paper}的签名和印章。\n本页与前面各页是同一份文书，正文见前面各页。`, CELL, BLOCK.width, { indent: 2 }), CELL, 0, 'left', 1)
    keepTogether(lead, true)
    return lead
  }
  const rows: Atom[] = []
  const rowGap = 2 + above
  for (let at = 0; at < block.places.length; at += 2) {
    const places = block.places.slice(at, at + 2).map(place => {
      const label = words(place.label, CELL, width)
      // The remark stands behind the name, smaller if need be, or under it where the line is too short for both.
      const remark = place.note === undefined ? undefined : `（${place.note}）`
      const fits = (size: number): boolean => label.length === 1 && label[0]!.width + words(remark!, { ...small, size }, Infinity)[0]!.width <= width
      const size = remark === undefined ? undefined : [SMALL.size, ...(ease > 0 ? [9, 8] : [])].find(fits)
      const note = remark === undefined ? [] : words(remark, { ...small, size: size ?? SMALL.size }, width)
      return { label, note, size, height: label.length * type.pitch + (size === undefined ? note.length * small.pitch : 0) + ink }
    })
    const beside = places.length === 1
    const line = Math.max(...places.map(place => place.height))
    const height = Math.max(line, beside ? endHeight : 0)
    rows.push({
      node: () => overlaid([
        ...places.flatMap(({ label, note, size }, index): Part[] => [
          ...label.map((line, row) => ({ x: index * right, y: row * type.pitch, node: lineNode(line, type, 0) })),
          ...note.map((line, row) => ({
            x: index * right + (size === undefined ? 0 : label[0]!.width),
            y: size === undefined ? label.length * type.pitch + row * small.pitch : (CELL.size - size) * ASCENT_EM,
            node: lineNode(line, size === undefined ? small : { ...small, size }, 0),
          })),
          { x: 0, y: line, node: ruleNode(index * right, width) },
        ]),
        ...(beside ? endParts(height) : []),
      ], height),
      height,
      gap: at === 0 ? rowGap + 6 : rowGap,
      keepNext: true,
      substance: 0,
      sign,
    })
  }
  if (block.places.length % 2 === 0) {
    rows.push({ node: () => overlaid(endParts(endHeight), endHeight), height: endHeight, gap: rowGap, keepNext: true, substance: 0, sign })
  }
  keepTogether(rows, false)
  return rows
}

/** Characters of a picture's text that Noto lacks, put into the fallback font. */
const pictureText = (svg: string, fonts: Fonts): string =>
  svg.replaceAll(/>([^<]+)</g, (_, text: string) => `>${Array.from(text, character => {
    const face = faceFor(character.codePointAt(0)!, false, fonts)
    return face === undefined ? '〓' : face.family === rareFamily ? `<tspan font-family="${rareFamily}">${character}</tspan>` : face.family === bodyFamily ? character : '〓'
  }).join('')}<`)

const pictureAtom = (block: Extract<Block, { kind: 'picture' }>, fonts: Fonts): Atom => {
  const svg = pictureText(block.svg, fonts)
  const size = (name: string): number => Number.parseFloat(new RegExp(`^[^>]*?<svg[^>]*?\\s${name}="([\\d.]+)`).exec(svg)?.[1] ?? 'NaN')
  const view = /^[^>]*?<svg[^>]*?\sviewBox="[\d.-]+[ ,]+[\d.-]+[ ,]+([\d.]+)[ ,]+([\d.]+)"/.exec(svg)
  const width = size('width') || Number(view?.[1])
  const height = size('height') || Number(view?.[2])
  const scale = Math.min(BLOCK.width / width, (BLOCK.height - 40) / height)
  const faces = svg.includes(rareFamily) ? [fonts.regular, fonts.bold, fonts.rare()] : [fonts.regular, fonts.bold]
  return {
    node: () => ({
      stack: [
        // Empty text that makes pdfkit know the faces by name before the picture asks for them.
        { text: faces.map(face => ({ text: '', font: face.family, bold: face.bold })), fontSize: 1, lineHeight: 0 },
        { svg, width: width * scale, height: height * scale, font: bodyFamily } as Content,
      ],
    }),
    height: height * scale,
    gap: 8,
    keepNext: false,
    substance: 2,
  }
}

/** Red as GB/T 9704-2012 has the issuer's mark and its double rule, the upper line the thicker one. */
const RED = '#c8102e'
const letterheadAtom = (text: string, words: Words): Atom => {
  const lines = words(text, LETTERHEAD, BLOCK.width)
  const below = lines.length * LETTERHEAD.pitch + 2
  const rule = (y: number, lineWidth: number): Part => ({ x: 0, y, node: { canvas: [{ type: 'line', x1: 0, y1: 0, x2: BLOCK.width, y2: 0, lineWidth, lineColor: RED }] } })
  return {
    node: () => overlaid([
      ...lines.map((line, row) => ({ x: 0, y: row * LETTERHEAD.pitch, node: lineNode(line, { ...LETTERHEAD, color: RED }, BLOCK.width, 'center') })), rule(below, 2.5), rule(below + 4, 0.75),
    ], below + 10),
    height: below + 10,
    gap: 0,
    keepNext: true,
    substance: 0,
  }
}

const plainText = (text: string): string => paragraphsOf(text).join(' ')

/** What ends a letter, and says nothing beside a seal. */
const CLOSING = /^(?:此致|敬礼|特此.{0,6}|附[：:]?)[。！]?(?:$|\n)/

/** Least lines of what the paper says on the page of its signatures and seal (GB/T 9704-2012, 7.3.5.5). */
export const WITH_SEAL = 2

/** Keeps so much of the text in front with the signatures that follow it. */
const keepWithSignatures = (atoms: readonly Atom[]): void => {
  let substance = 0
  for (const atom of atoms.toReversed()) {
    if (substance >= WITH_SEAL) break
    atom.keepNext = true
    substance += atom.substance
  }
}

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
  return { node: () => overlaid(parts, BLOCK.height), height: BLOCK.height, gap: 0, keepNext: false, substance: 0 }
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
      node: () => overlaid([
        ...lines.map((line, row) => ({ x: 0, y: row * BODY.pitch, node: lineNode(line, BODY, 0) })),
        ...dots.map(line => ({ x: right - 8 - line.width, y: height - BODY.pitch, node: lineNode(line, BODY, 0) })),
        { x: right, y: height - BODY.pitch, node: lineNode(page!, BODY, 0) },
      ], height),
      height,
      gap: 0,
      keepNext: false,
      substance: 1,
    }
  })

export type Setting = {
  /** The name of the paper's bookmark; the headings' bookmarks stand under it. */
  readonly mark: string
  /** What the paper calls itself where its signatures go on on another page. */
  readonly paper: string
  readonly words: Words
  /** How far the paper gives way to take fewer pages: 0 not at all, 1 as far as it may. */
  readonly ease?: number
  /** The titles of the whole paper, how many of them stand in front of these blocks, and the pages of them, once they are known. */
  readonly titles?: readonly string[]
  readonly before?: number
  readonly pages?: readonly number[]
}

export const atomsOf = (blocks: readonly Block[], fonts: Fonts, { mark, paper, words, ease = 0, titles = [], before = 0, pages = [] }: Setting): Atom[] => {
  const measures = measuresAt(ease)
  const { body, title: titleType, heading, field } = measures
  const atoms: Atom[] = []
  let title = before
  let last = ''
  const first = (next: Atom[], change: (atom: Atom) => Atom): void => {
    if (next[0]) next[0] = change(next[0])
  }
  for (const block of blocks) {
    let next: Atom[]
    switch (block.kind) {
      case 'title': {
        next = textAtoms(words(block.text, TITLE, BLOCK.width), titleType, 0, 'center')
        const at = title
        first(next, atom => ({
          ...(at === 0 ? marked(atom, { text: plainText(block.text), id: mark }) : marked(atom, { text: plainText(block.text), of: mark })), title: at, ...(block.newPage && { newPage: true }),
        }))
        title += 1
        keepTogether(next, true)
        break
      }
      case 'cover':
        next = [coverAtom(block, words)]
        break
      case 'contents':
        next = textAtoms(words(block.title, TITLE, BLOCK.width), TITLE, 0, 'center')
        first(next, atom => ({ ...atom, newPage: true }))
        keepTogether(next, true)
        next.push(...contentsAtoms(titles, pages, words))
        break
      case 'letterhead':
        next = [letterheadAtom(block.text, words)]
        break
      case 'number':
        next = textAtoms(words(block.text, FIELD, BLOCK.width), field, 4, 'right')
        keepTogether(next, true)
        break
      case 'heading':
        next = textAtoms(words(block.text, heading, BLOCK.width), heading, measures.gap)
        first(next, atom => marked(atom, { text: plainText(block.text), ...(title > 0 && { of: mark }) }))
        keepTogether(next, true)
        break
      case 'paragraph': {
        const plain = (block.align ?? 'left') === 'left'
        const style = { indent: plain && block.indent !== false ? 2 : 0, justify: plain }
        const lines = block.pieces ? linesOf(block.pieces, { ...BODY, ...style, width: BLOCK.width }, fonts) : words(block.text, BODY, BLOCK.width, style)
        next = textAtoms(lines, body, 0, block.align, CLOSING.test(block.text) || last === '此致' ? 0 : 1)
        last = block.text
        if (block.newPage) first(next, atom => ({ ...atom, newPage: true }))
        // What announces the next block stays with it.
        if (/[：:]\s*$/.test(block.text) && next.length > 0) next.push({ ...next.pop()!, keepNext: true, leadIn: true })
        break
      }
      case 'fields':
        next = fieldAtoms(block.rows, words, measures)
        break
      case 'form':
        next = formAtoms(block.rows, words, measures)
        break
      case 'table':
        next = tableAtoms(block, words, fonts, measures)
        break
      case 'signatures':
        keepWithSignatures(atoms)
        next = signatureAtoms(block, paper, words, measures)
        break
      case 'picture':
        next = [pictureAtom(block, fonts)]
        break
    }
    atoms.push(...next)
  }
  return atoms
}
