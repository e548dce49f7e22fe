/**
 * A paper's content as docx, to be edited in WPS or Word: the same words on the same page (A4, margins 37 and 28 mm, 28 pt
 * from line to line). Column widths are written out and East Asian fonts named, because WPS guesses neither. The fonts are
 * those of the reader's own computer; what to take where one is missing stands in the font table.
 */
import {
  AlignmentType, BorderStyle, convertMillimetersToTwip, Document, Footer, Header, HeadingLevel, HeightRule, LineRuleType, Packer, PageNumber, Paragraph, Tab,
  Table, TableCell, TableLayoutType, TableRow, TabStopType, TextRun, VerticalAlignTable, VerticalMergeType, WidthType, type IParagraphOptions, type ITableCellOptions,
} from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { printed, type Block, type DocumentContent, type FormCell, type SignaturePlace } from '../../../core/documents/writing/content.ts'
import type { PdfOptions } from '../pdf/pdf.ts'
import { paragraphsOf } from '../pdf/pdf-lines.ts'

/** Twentieths of a point. */
const twips = (points: number): number => Math.round(points * 20)
const WIDTH = convertMillimetersToTwip(156)
/** As Word itself writes it. */
const A4 = { width: 11_906, height: 16_838 }

/** `family`: 仿宋 for text, 宋体 in tables, 黑体 for headings (GB/T 9704-2012). Sizes and pitches in points. */
type Type = { readonly family: '仿宋' | '宋体' | '黑体'; readonly size: number; readonly pitch: number; readonly bold?: boolean }
const TITLE: Type = { family: '宋体', size: 22, pitch: 36, bold: true }
const BODY: Type = { family: '仿宋', size: 16, pitch: 28 }
const HEADING: Type = { family: '黑体', size: 16, pitch: 28 }
const FIELD: Type = { family: '仿宋', size: 14, pitch: 24 }
const CELL: Type = { family: '宋体', size: 12, pitch: 19 }
const CELL_HEAD: Type = { family: '黑体', size: 12, pitch: 19 }
const SMALL: Type = { family: '宋体', size: 10.5, pitch: 16 }
const SMALL_HEAD: Type = { ...SMALL, family: '黑体' }

/** What stands in for a font that the reader's computer lacks, in this order. */
const STAND_INS: Readonly<Record<Type['family'], string>> = {
  仿宋: 'FangSong,仿宋_GB2312,STFangsong,Noto Serif CJK SC',
  宋体: 'SimSun,NSimSun,STSong,Noto Serif CJK SC',
  黑体: 'SimHei,STHeiti,Noto Sans CJK SC',
}

/** Programs break figures and words at any character of a run whose Latin letters are said to be Chinese. */
const LANGUAGE = { value: 'en-US', eastAsia: 'zh-CN' } as const

const run = (text: string, { family, size, bold = false }: Type): TextRun =>
  new TextRun({ text, size: size * 2, bold, color: '000000', font: { eastAsia: family, ascii: family, hAnsi: family, cs: family }, language: LANGUAGE })

type More = Pick<IParagraphOptions, 'alignment' | 'heading' | 'keepNext' | 'keepLines'> & { readonly indent?: number; readonly newPage?: boolean }

const paragraphs = (text: string, type: Type, { indent = 0, newPage = false, ...more }: More = {}): Paragraph[] => {
  const lines = paragraphsOf(text)
  return (lines.length > 0 ? lines : ['']).map((line, at) => new Paragraph({
    ...more,
    ...(newPage && at === 0 ? { pageBreakBefore: true } : {}),
    widowControl: true,
    spacing: { line: twips(type.pitch), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    ...(indent > 0 ? { indent: { firstLine: twips(type.size * indent), firstLineChars: indent * 100 } as IParagraphOptions['indent'] } : {}),
    children: [run(line, type)],
  }))
}

const ALIGN = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, center: AlignmentType.CENTER } as const

const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const ruled = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const
const NO_RULES = { top: none, bottom: none, left: none, right: none } as const
const ALL_RULES = { top: ruled, bottom: ruled, left: ruled, right: ruled } as const
const UNDER = { ...NO_RULES, bottom: ruled } as const

/** A cell as it will stand: its width in twips, its paragraphs and rules. */
type Cell = { readonly width: number; readonly children: readonly Paragraph[]; readonly borders: ITableCellOptions['borders']; readonly middle?: boolean; readonly merge?: ITableCellOptions['verticalMerge'] }
type Row = { readonly cells: readonly Cell[]; readonly height?: number; readonly heading?: boolean; readonly mayBreak?: boolean }

/** A table whose rows may be divided differently: every edge of a cell is an edge of the grid. */
const table = (rows: readonly Row[], padding: number): Table => {
  const edges = new Set([WIDTH])
  const ends = rows.map(({ cells }) => {
    let x = 0
    return cells.map((cell, index) => {
      // Rounding leaves the last edge a little off.
      x = index === cells.length - 1 ? WIDTH : Math.round((x + cell.width) / 10) * 10
      edges.add(x)
      return x
    })
  })
  const grid = [...edges].toSorted((a, b) => a - b)
  const columnWidths = grid.map((edge, index) => edge - (grid[index - 1] ?? 0))
  return new Table({
    layout: TableLayoutType.FIXED,
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths,
    margins: { left: twips(padding), right: twips(padding) },
    rows: rows.map(({ cells, height, heading = false, mayBreak = false }, row) => new TableRow({
      cantSplit: !mayBreak,
      tableHeader: heading,
      ...(height ? { height: { value: height, rule: HeightRule.ATLEAST } } : {}),
      children: cells.map((cell, index) => {
        const from = index === 0 ? 0 : ends[row]![index - 1]!
        const to = ends[row]![index]!
        return new TableCell({
          width: { size: to - from, type: WidthType.DXA },
          columnSpan: grid.indexOf(to) - (from === 0 ? -1 : grid.indexOf(from)),
          borders: cell.borders,
          ...(cell.middle ? { verticalAlign: VerticalAlignTable.CENTER } : {}),
          ...(cell.merge ? { verticalMerge: cell.merge } : {}),
          children: [...cell.children],
        })
      }),
    })),
  })
}

const sharesOf = (cells: readonly FormCell[]): number => cells.reduce((sum, cell) => sum + (cell.share ?? 1), 0)

const fieldTable = (rows: readonly (readonly FormCell[])[]): Table => table(rows.map((cells): Row => {
  const labels = cells.map(cell => twips([...cell.label].length * FIELD.size + 8))
  const free = WIDTH - labels.reduce((sum, width) => sum + width, 0)
  return {
    cells: cells.flatMap((cell, index): Cell[] => [
      { width: labels[index]!, children: paragraphs(cell.label, FIELD, { keepNext: true }), borders: NO_RULES },
      { width: free * (cell.share ?? 1) / sharesOf(cells), children: paragraphs(cell.value, FIELD, { keepNext: true }), borders: UNDER },
    ]),
  }
}), 2)

const LABEL_WIDTH = twips(96)

const formTable = (rows: readonly (readonly FormCell[])[]): Table => table(rows.map((cells): Row => {
  const free = WIDTH - LABEL_WIDTH * cells.length
  return {
    height: twips(Math.max(...cells.map(cell => cell.lines ?? 1)) * CELL.pitch + 9),
    mayBreak: cells.some(cell => [...cell.value].length > 400),
    cells: cells.flatMap((cell): Cell[] => [
      { width: LABEL_WIDTH, children: paragraphs(cell.label, CELL, { alignment: AlignmentType.CENTER }), borders: ALL_RULES, middle: true },
      { width: free * (cell.share ?? 1) / sharesOf(cells), children: paragraphs(cell.value, CELL), borders: ALL_RULES, middle: true },
    ]),
  }
}), 5)

const dataTable = ({ columns, rows }: Extract<Block, { kind: 'table' }>): Table => {
  const shares = columns.reduce((sum, column) => sum + column.share, 0)
  const row = (texts: readonly string[], type: Type, heading: boolean): Row => ({
    heading,
    cells: columns.map((column, at): Cell => ({
      width: WIDTH * column.share / shares,
      children: paragraphs(texts[at] ?? '', type, { alignment: heading ? AlignmentType.CENTER : ALIGN[column.align ?? 'left'] }),
      borders: ALL_RULES,
      middle: true,
    })),
  })
  return table([row(columns.map(({ title }) => title), SMALL_HEAD, true), ...rows.map(texts => row(texts, SMALL, false))], 5)
}

/** Whose place it is and, smaller, what goes there. */
const placeLine = ({ label, note }: SignaturePlace): Paragraph => new Paragraph({
  keepNext: true,
  spacing: { line: twips(CELL.pitch), lineRule: LineRuleType.EXACT, before: 0, after: 0 },
  children: [...paragraphsOf(label).map(line => run(line, CELL)), ...(note ? [run(`（${note}）`, SMALL)] : [])],
})

/** Two places to a row, each with room for ink over its line. Seal and date stand under them, or beside the last one. */
const signatureTable = ({ places, seal, date }: Extract<Block, { kind: 'signatures' }>): Table => {
  const between = twips(16)
  const half = (WIDTH - between) / 2
  const end: Cell = {
    width: half + between, borders: NO_RULES, middle: true,
    children: [...(seal ? [seal, '（印章）'] : []), date].flatMap(text => paragraphs(text, CELL, { alignment: AlignmentType.CENTER })),
  }
  const cellOf = (place: SignaturePlace): Cell => ({ width: half, borders: UNDER, children: [placeLine(place)] })
  const empty = (width: number): Cell => ({ width, borders: NO_RULES, children: paragraphs('', CELL) })
  const pairs = Array.from({ length: Math.ceil(places.length / 2) }, (_, at) => places.slice(at * 2, at * 2 + 2).map(cellOf))
  const [line, endHeight] = [twips(64), twips(seal ? 112 : 40)]
  // Beside a seal, which is higher, the last line to sign on stays where the others are.
  const last = (cells: readonly Cell[]): Row[] => (endHeight <= line ? [{ height: line, cells: [...cells, end] }] : [
    { height: line, cells: [...cells, { ...end, merge: VerticalMergeType.RESTART }] },
    { height: endHeight - line, cells: [empty(half), { ...empty(half + between), merge: VerticalMergeType.CONTINUE }] },
  ])
  return table([
    ...pairs.flatMap((cells): Row[] => (cells.length === 2 ? [{ height: line, cells: [cells[0]!, empty(between), cells[1]!] }] : last(cells))),
    ...(places.length % 2 === 0 ? [{ height: endHeight, cells: [empty(half), end] }] : []),
  ], 4)
}

const letterhead = (text: string): Paragraph => new Paragraph({
  alignment: AlignmentType.CENTER,
  keepNext: true,
  border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: 'C8102E', space: 4 } },
  spacing: { line: twips(40), lineRule: LineRuleType.EXACT, before: 0, after: twips(6) },
  children: [new TextRun({ text, size: 52, bold: true, color: 'C8102E', font: { eastAsia: '宋体', ascii: '宋体', hAnsi: '宋体', cs: '宋体' }, language: LANGUAGE })],
})

const childrenOf = (blocks: readonly Block[]): (Paragraph | Table)[] => blocks.flatMap((block, index): (Paragraph | Table)[] => {
  switch (block.kind) {
    case 'title': return paragraphs(block.text, TITLE, { alignment: AlignmentType.CENTER, heading: HeadingLevel.TITLE, keepNext: true, newPage: block.newPage ?? false })
    case 'cover': return [block.title, ...block.lines, ...block.foot].flatMap(text => paragraphs(text, TITLE, { alignment: AlignmentType.CENTER }))
    case 'letterhead': return [letterhead(block.text)]
    // Pages are the reader's program's to count.
    case 'contents': return []
    case 'number': return paragraphs(block.text, FIELD, { alignment: AlignmentType.RIGHT, keepNext: true })
    case 'heading': return paragraphs(block.text, HEADING, { heading: HeadingLevel.HEADING_1, keepNext: true })
    case 'paragraph': {
      const plain = (block.align ?? 'left') === 'left'
      const next = blocks[index + 1]?.kind === 'signatures'
      return paragraphs(block.text, BODY, {
        alignment: plain ? AlignmentType.BOTH : ALIGN[block.align!], indent: plain && block.indent !== false ? 2 : 0, newPage: block.newPage ?? false, ...(next ? { keepNext: true, keepLines: true } : {}),
      })
    }
    case 'fields': return [fieldTable(block.rows)]
    case 'form': return [formTable(block.rows)]
    case 'table': return [...(block.caption === undefined ? [] : paragraphs(block.caption, CELL_HEAD, { alignment: AlignmentType.CENTER, keepNext: true })), dataTable(block)]
    case 'signatures': return [...paragraphs('', { ...BODY, pitch: 14 }, { keepNext: true }), signatureTable(block)]
    // A drawing is not for editing; its words are.
    case 'picture': return paragraphs(block.alt, BODY)
  }
})

const REHEARSAL = '示例 · 演练数据，不作正式文书'

const footerOf = (content: DocumentContent): Footer => new Footer({
  children: [
    ...(content.eachPage ? paragraphs(content.eachPage, SMALL) : []),
    new Paragraph({
      tabStops: [{ type: TabStopType.RIGHT, position: WIDTH }],
      children: [
        run(content.number ?? '', SMALL),
        new TextRun({ children: [new Tab()] }),
        run(`${(content.version ?? 1) > 1 ? `第${content.version}版　` : ''}第 `, SMALL),
        new TextRun({ children: [PageNumber.CURRENT], size: SMALL.size * 2, font: SMALL.family }),
        run(' 页　共 ', SMALL),
        new TextRun({ children: [PageNumber.TOTAL_PAGES], size: SMALL.size * 2, font: SMALL.family }),
        run(' 页', SMALL),
      ],
    }),
  ],
})

const fontTable = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${Object.entries(STAND_INS).map(([name, others]) =>
  `<w:font w:name="${name}"><w:altName w:val="${others}"/><w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>`).join('')}</w:fonts>`

/** The parts of a zip packed again with the office's own time in them: the same paper gives the same bytes. */
export const repacked = (zip: Uint8Array, now: PdfOptions['now'], edit: (name: string, bytes: Uint8Array) => Uint8Array = (_, bytes) => bytes): Uint8Array => {
  const [date, time] = now.split('T') as [string, string]
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  return zipSync(Object.fromEntries(Object.entries(unzipSync(zip)).map(([name, bytes]) => [name, edit(name, bytes)])),
    { level: 6, mtime: new Date(year, month - 1, day, hour, minute) })
}

/** A paper as docx. Every text is literal: nothing in it is a field, a link or a file. */
export const renderDocx = async (paper: DocumentContent, options: PdfOptions): Promise<Uint8Array> => {
  const content = printed(paper)
  const file = new Document({
    title: content.number ? `${content.title} ${content.number}` : content.title,
    creator: options.office,
    lastModifiedBy: options.office,
    description: '',
    styles: { default: { document: { run: { font: { eastAsia: BODY.family, ascii: BODY.family, hAnsi: BODY.family, cs: BODY.family }, size: BODY.size * 2, language: LANGUAGE } } } },
    sections: [{
      properties: {
        page: {
          size: { width: A4.width, height: A4.height },
          margin: {
            top: convertMillimetersToTwip(37), left: convertMillimetersToTwip(28), right: convertMillimetersToTwip(26), bottom: convertMillimetersToTwip(35),
            header: convertMillimetersToTwip(18), footer: convertMillimetersToTwip(18),
          },
        },
      },
      ...(options.rehearsal ? { headers: { default: new Header({ children: paragraphs(REHEARSAL, SMALL, { alignment: AlignmentType.CENTER }) }) } } : {}),
      footers: { default: footerOf(content) },
      children: childrenOf(content.blocks),
    }],
  })
  const made = await Packer.toBuffer(file)
  return repacked(made, options.now, (name, bytes) => {
    if (name === 'word/fontTable.xml') return strToU8(fontTable)
    if (name === 'docProps/core.xml') return strToU8(strFromU8(bytes).replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, `${options.now}:00+08:00`))
    return bytes
  })
}
