/**
 * A paper's content as PDF on A4 (GB/T 9704-2012 as far as it fits forms: margins 37 and 28 mm, text block 156 × 225 mm,
 * 28 characters of 16 pt to the line, 28 pt from line to line). Lines and pages are settled here; pdfmake places and
 * writes them. PDF/A-2b, all fonts embedded.
 */
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { LocalTime } from '../../../core/base/dates.ts'
import { gapsNamed, printed, type Block, type DocumentContent } from '../../../core/documents/writing/content.ts'
import { ok, type Result } from '../../../core/base/result.ts'
import type { MissingCharacter } from '../../../core/documents/writing/missing-characters.ts'
import { NotTaken, pagesToTake, withForeignPages, type Obstacle, type SheetLabel, type Taken } from './foreign-pages.ts'
import { bodyFamily, extraFamilies, faceKeys, loadFonts, rareFamily, ticketOf, type Fonts } from './fonts.ts'
import { atomsOf, BLOCK, lineNode, mm, PAGE, SMALL, wordsWith, type Align, type Atom } from './pdf-blocks.ts'
import { faceFor, MISSING, paragraphsOf } from './pdf-lines.ts'
import { pictureFault, pictureOf } from './pictures.ts'

export type PdfOptions = {
  /** The committee's name, as the author of the file. */
  readonly office: string
  /** Practice data: every page is marked 示例. */
  readonly rehearsal: boolean
  readonly now: LocalTime
  /** For the screen: what the case does not say yet is named in red where it will stand. */
  readonly preview?: boolean
  /** Where the font files are in a packaged program; without it they come from node_modules. */
  readonly fontFolder?: string
  /** Print with 仿宋, 小标宋 and 黑体 of this computer, where it has them and their licence allows it. */
  readonly installedFonts?: boolean
}

/** A paper in a book. `archiveNo` is that of its first page (档案页号, at the top right); `code` stands on its first page. */
export type PaperPart = { readonly kind: 'paper'; readonly content: DocumentContent; readonly code?: string; /** Digest of the content of an issued paper: its head stands at the foot of every page. */ readonly digest?: string; readonly archiveNo?: number }
/** Pictures (JPEG or PNG), each filling a page. */
export type ScanPart = { readonly kind: 'scan'; readonly title: string; readonly images: readonly Uint8Array[]; readonly archiveNo?: number }
/** A PDF that others made, each of its pages on a sheet of ours; `pages` as `lookAtFile` found them. */
export type ForeignPart = { readonly kind: 'foreign'; readonly title: string; readonly bytes: Uint8Array; readonly pages: number; readonly archiveNo?: number }
export type Part = PaperPart | ScanPart | ForeignPart

/** Papers in one PDF, each with its bookmark and page numbers of its own. */
export type Book = { readonly title: string; readonly parts: readonly Part[]; readonly keywords?: string; readonly onFronts?: boolean }

/** What PDF/A asks of fonts and colours nobody can vouch for in pages that others made: a book with such pages does not claim it. */
const isArchival = (book: Book): boolean => book.parts.every(({ kind }) => kind !== 'foreign')

/** `counts`: the pages of each part. */
export type Rendered = { readonly pdf: Uint8Array; readonly pages: number; readonly counts: readonly number[]; readonly missing: readonly MissingCharacter[]; /** Of each part. */ readonly missingOf: readonly (readonly MissingCharacter[])[] }

export const REHEARSAL = '示例 · 演练数据，不作正式文书'

/** Free space at the foot of a page that a row which would fit the next page whole is cut to fill. */
const WORTH_FILLING = BLOCK.height / 5
/** Free space at the foot of a page that is more than is left for the sake of signatures that would stand together. */
const HOLE = BLOCK.height * 0.35

const tallOf = (group: readonly Atom[], atTop: boolean): number =>
  group.reduce((sum, atom, index) => sum + atom.height + (atTop && index === 0 ? 0 : atom.gap), 0)

/**
 * Places to sign divided by rows: what comes in front of them, with as many rows as `room` holds, and the rest under its line
 * for the next page. Undefined where not one row would stand on either side.
 */
const signsDivided = (group: readonly Atom[], room: number, atTop: boolean): readonly [readonly Atom[], readonly Atom[]] | undefined => {
  const first = group.findIndex(({ sign }) => sign !== undefined)
  if (first < 0) return undefined
  let at = first + 1
  if (tallOf(group.slice(0, at), atTop) > room) return undefined
  while (at < group.length - 1 && tallOf(group.slice(0, at + 1), atTop) <= room) at += 1
  return at < group.length ? [group.slice(0, at), [...group[first]!.sign!(), ...group.slice(at)]] : undefined
}

type Pages = { readonly pages: Atom[][]; /** Signatures that go on on another page. */ readonly divided: number }

/**
 * Pages of atoms. What must stay together moves to the next page together; more than a page of it is divided. A row is
 * cut where it is taller than a page or would leave much of one empty; so are places to sign, between their rows.
 */
const pagesOf = (atoms: readonly Atom[]): Pages => {
  const pages: Atom[][] = [[]]
  let used = 0
  let divided = 0
  // Nothing but a repeated heading row stands on the page.
  let fresh = true
  const put = (group: readonly Atom[]): void => {
    used += tallOf(group, used === 0)
    pages.at(-1)!.push(...group)
    fresh = false
  }
  const turn = (top: readonly Atom[] = []): void => {
    pages.push([...top])
    used = tallOf(top, true)
    fresh = true
  }
  let rest = atoms
  while (rest.length > 0) {
    const end = rest.findIndex(atom => !atom.keepNext)
    let group = rest.slice(0, end < 0 ? rest.length : end + 1)
    if (group[0]!.newPage && pages.at(-1)!.length > 0) turn()
    const header = group[0]!.header
    const top = header ? [header()] : []
    const free = BLOCK.height - used
    const tooTall = tallOf([...top, ...group], true) > BLOCK.height
    if (tallOf(group, used === 0) > free && (tooTall || free >= HOLE)) {
      const parts = signsDivided(group, free, used === 0)
      if (parts) {
        put(parts[0])
        divided += 1
        rest = [...parts[1], ...rest.slice(group.length)]
        turn()
        continue
      }
      if (tooTall && !fresh && group.some(({ sign }) => sign !== undefined)) {
        turn(top)
        continue
      }
    }
    // Too much for any page: let go of the first, so that the end (the signatures) stays together; under a title, of as much
    // as fits, so that it does not stand alone.
    if (tooTall) {
      const over = group.findIndex((_, at) => tallOf([...top, ...group.slice(0, at + 1)], true) > BLOCK.height)
      group = group.slice(0, group[0]!.title === undefined ? 1 : Math.max(1, over))
    }
    if (tallOf(group, used === 0) > free) {
      const row = group[0]!
      const mayCut = group.length === 1 && (free >= WORTH_FILLING || tallOf([...top, row], true) > BLOCK.height)
      const parts = mayCut ? row.cut?.(free - (used === 0 ? 0 : row.gap)) : undefined
      if (parts) {
        put([parts[0]])
        rest = [parts[1], ...rest.slice(1)]
        continue
      }
      if (!fresh) {
        turn(top)
        continue
      }
    }
    put(group)
    rest = rest.slice(group.length)
  }
  return { pages, divided }
}

/** Steps by which a paper gives way. */
const EASES = [0.25, 0.5, 0.75, 1]

/** How far pages are from what is wanted: their number, then signatures torn apart, then pages that end half empty. */
const badness = ({ pages, divided }: Pages): number =>
  pages.length + divided * 0.6 + (pages.slice(0, -1).some(page => BLOCK.height - tallOf(page, true) > HOLE) ? 0.5 : 0)

/** The most that giving way can win, in pages for each and for what is signed: nothing is tried for a paper that ends well beyond it. */
const WIN = { page: 0.1, signs: 0.3 }
const mayWin = (all: Pages): boolean =>
  all.pages.length > 1 && (badness(all) > all.pages.length || tallOf(all.pages.at(-1)!, true) <= BLOCK.height * (WIN.page * all.pages.length + WIN.signs))

/** Blocks from one that begins a page to the next. */
const sectionsOf = (blocks: readonly Block[]): Block[][] => {
  const sections: Block[][] = [[]]
  for (const block of blocks) {
    if ((block.kind === 'title' || block.kind === 'paragraph') && block.newPage && sections.at(-1)!.length > 0) sections.push([])
    sections.at(-1)!.push(block)
  }
  return sections
}

/** The pages of a paper, each part that begins a page by itself: as wished, or tighter where this saves a page or mends one, and no more than it takes. */
const pagesOfPaper = (content: DocumentContent, fonts: Fonts, mark: string): Atom[][] => {
  const { blocks } = content
  const words = wordsWith(fonts)
  const titles = blocks.flatMap(block => (block.kind === 'title' ? [block.text] : []))
  const paper = `《${titles[0] ?? content.title}》${content.number ? `（${content.number}）` : ''}`
  const setting = { mark, paper, words, titles }
  if (blocks.some(block => block.kind === 'contents')) {
    // The contents take the same room whatever numbers stand in them.
    const wanted = pagesOf(atomsOf(blocks, fonts, setting)).pages
    const numbers = wanted.flatMap((page, at) => page.flatMap(atom => (atom.title === undefined ? [] : [at + 1])))
    return pagesOf(atomsOf(blocks, fonts, { ...setting, pages: numbers })).pages
  }
  let before = 0
  return sectionsOf(blocks).flatMap(section => {
    const pages = (ease: number): Pages => pagesOf(atomsOf(section, fonts, { ...setting, before, ease }))
    let best = pages(0)
    if (mayWin(best)) {
      const tightest = pages(1)
      if (badness(tightest) < badness(best)) {
        const wanted = badness(tightest)
        best = EASES.slice(0, -1).map(pages).find(one => badness(one) <= wanted) ?? tightest
      }
    }
    before += section.filter(({ kind }) => kind === 'title').length
    return best.pages
  })
}

/** What stands on each page of a paper, for tests of its look: how much of it is filled, and what its atoms are. */
export const layoutOf = (content: DocumentContent, fontFolder?: string): { readonly filled: number; readonly atoms: readonly Atom[] }[] =>
  pagesOfPaper(printed(content), loadFonts(fontFolder), 'paper0').map(atoms => ({ filled: tallOf(atoms, true) / BLOCK.height, atoms }))

/** Every string of a block with the words by which a reader finds its place. */
const stringsOf = (block: Block, heading: string): [place: string, text: string, bold: boolean][] => {
  switch (block.kind) {
    case 'title': return [['标题', block.text, true]]
    case 'letterhead': return [['发文单位', block.text, true]]
    case 'number': return [['编号', block.text, false]]
    case 'heading': return [['小标题', block.text, true]]
    case 'paragraph': return [[heading || '正文', block.text, block.pieces?.some(piece => piece.bold) ?? false]]
    case 'cover': return [['封面', block.title, true], ...[...block.lines, ...block.foot].map((text): [string, string, boolean] => ['封面', text, false])]
    case 'contents': return [['目录', block.title, true]]
    case 'fields':
    case 'form': return block.rows.flat().flatMap(cell => [
      [cell.label, cell.label, false], [heading && block.kind === 'fields' ? `${heading}·${cell.label}` : cell.label, cell.value, false],
    ] as [string, string, boolean][])
    case 'table': return [
      ['表格标题', block.caption ?? '', true],
      ...block.columns.map(({ title }) => [title, title, true] as [string, string, boolean]),
      ...block.rows.flatMap((row, at) => row.map((text, column) =>
        [`${block.columns[column]?.title ?? '表格'}（第${at + 1}行）`, text, false] as [string, string, boolean])),
    ]
    case 'signatures': return [
      ...block.places.flatMap(place => [['签名处', place.label, false], ['签名处', place.note ?? '', false]] as [string, string, boolean][]),
      ['印章', block.seal ?? '', false], ['日期', block.date, false],
    ]
    case 'picture': return [[`图（${block.alt}）`, block.svg.replaceAll(/<[^>]*>/g, ''), false]]
  }
}

/** Every character of a paper that no font has, each once, in the order of the paper. */
const unprintable = (content: DocumentContent, office: string, fonts: Fonts, paper: string): MissingCharacter[] => {
  const found = new Map<string, Set<string>>()
  const look = (place: string, text: string, bold: boolean): void => {
    for (const line of paragraphsOf(text)) for (const character of line) {
      if (character === MISSING.begin || character === MISSING.end || faceFor(character.codePointAt(0)!, bold, fonts)) continue
      if (/[\p{M}\p{Cf}]/u.test(character)) continue
      found.set(character, (found.get(character) ?? new Set()).add(paper + place))
    }
  }
  look('调解委员会名称', office, false)
  look('编号', content.number ?? '', false)
  look('页脚', content.eachPage ?? '', false)
  let heading = ''
  for (const block of content.blocks) {
    for (const [place, text, bold] of stringsOf(block, heading)) look(place, text, bold)
    if (block.kind === 'heading') heading = block.text
  }
  return [...found].map(([character, places]) => ({ character, code: `U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`, places: [...places] }))
}

/** 示例 across the page, as outlines: seen by every reader of the paper, in the way of no one who copies its text. */
export const rehearsalMark = (fonts: Fonts, page: { readonly width: number; readonly height: number } = PAGE): Content => {
  const size = 190
  const glyph = (character: string, x: number): string =>
    `<path transform="translate(${x} ${size * 0.38}) scale(${size / 1000} ${-size / 1000})" d="${fonts.regular.outline(character.codePointAt(0)!)}"/>`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${page.width}" height="${page.height}"><g fill="#ededed" transform="translate(${page.width / 2} ${page.height / 2}) rotate(-40)">${glyph('示', -size * 1.15)}${glyph('例', size * 0.15)}</g></svg>`,
    width: page.width,
    height: page.height,
    font: bodyFamily,
  } as Content
}

/** Text for the file's metadata: pdfkit writes it into XML as it is, so the marks of XML are made full-width there. */
export const metadata = (text: string): string =>
  text.slice(0, 200).replaceAll(/\s+/g, ' ').replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞')

/** A page as it goes to pdfmake: its content, and what stands around it. */
type Sheet = {
  readonly nodes: readonly Content[]
  readonly number?: string
  /** Which page of the paper it is, and the version of an issued one. */
  readonly foot?: string
  /** For those who sign each page. */
  readonly signHere?: string
  readonly code?: string
  readonly archiveNo?: number
  /** The page of a foreign PDF that is drawn on it. */
  readonly foreign?: Omit<Taken, 'sheet'>
}

const asNodes = (page: readonly Atom[]): Content[] =>
  page.map((atom, index): Content => ({ stack: [atom.node()], margin: [0, index === 0 ? 0 : atom.gap, 0, 0] }))

const paperSheets = (part: PaperPart, fonts: Fonts, mark: string): Sheet[] => {
  const { content } = part
  const pages = pagesOfPaper(content, fonts, mark)
  const version = (content.version ?? 1) > 1 ? `第${content.version}版　` : ''
  return pages.map((page, index) => ({
    nodes: asNodes(page),
    ...(content.number ? { number: content.number } : {}),
    foot: `${version}${part.digest ? `核验 ${part.digest.slice(0, 8).toUpperCase()}　` : ''}第 ${index + 1} 页　共 ${pages.length} 页`,
    ...(content.eachPage ? { signHere: content.eachPage } : {}),
    ...(part.code && index === 0 ? { code: part.code } : {}),
    ...(part.archiveNo === undefined ? {} : { archiveNo: part.archiveNo + index }),
  }))
}

/** Largest picture of a scan: the sheet without a rim for the archive number and the footer. */
const SCAN = { width: BLOCK.width, height: BLOCK.height }

/** Where a foreign page goes, from the lower left: all but the binding edge, the lines at the head, and the footer. */
const FOREIGN = { x: PAGE.left, y: mm(18), width: PAGE.width - PAGE.left - mm(8), height: PAGE.height - mm(18 + 24) }

/** A text without ink carries the bookmark and, for readers that cannot see the picture, its name. */
const nameNode = (title: string, fonts: Fonts, mark: string | undefined): Content => ({
  text: [{ text: title, font: fonts.regular.family }], fontSize: 1, color: '#ffffff', lineHeight: 0.1, ...(mark !== undefined && { id: mark, outline: true, outlineText: title }),
})

/** A wide picture is turned to fill the sheet, its head at the binding edge as that of a wide foreign page. */
const scanNode = (image: Uint8Array): Content => {
  const bytes = Buffer.from(image)
  const picture = pictureOf(image)
  const [across, down] = picture ? (picture.orientation > 4 ? [picture.height, picture.width] : [picture.width, picture.height]) : [0, 0]
  if (!picture || across <= down) {
    return { image: `data:image/${image[0] === 0x89 ? 'png' : 'jpeg'};base64,${bytes.toString('base64')}`, fit: [SCAN.width, SCAN.height], alignment: 'center' }
  }
  const scale = Math.min(SCAN.width / down, SCAN.height / across)
  const [width, height] = [down * scale, across * scale]
  return {
    svg: `<svg width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><image href="scan" overflow="visible" ` +
      `width="${picture.width * scale}" height="${picture.height * scale}" transform="matrix(0 -1 1 0 0 ${height})"/></svg>`,
    alignment: 'center',
    options: {
      imageCallback: () => bytes,
      warningCallback: (warning: string) => {
        throw new Error(warning)
      },
    },
  } as Content
}

const scanSheets = (part: ScanPart, fonts: Fonts, mark: string): Sheet[] => part.images.map((image, index) => ({
  nodes: [nameNode(part.title, fonts, index === 0 ? mark : undefined), scanNode(image)],
  foot: part.title,
  ...(part.archiveNo === undefined ? {} : { archiveNo: part.archiveNo + index }),
}))

const foreignSheets = (part: ForeignPart, fonts: Fonts, mark: string): Sheet[] => Array.from({ length: part.pages }, (_, index) => ({
  nodes: [nameNode(part.title, fonts, index === 0 ? mark : undefined)],
  foot: `${part.title}　第 ${index + 1} 页　共 ${part.pages} 页`,
  foreign: { bytes: part.bytes, page: index },
  ...(part.archiveNo === undefined ? {} : { archiveNo: part.archiveNo + index }),
}))

const sheetsOf = (part: Part, fonts: Fonts, index: number): Sheet[] => {
  const mark = `paper${index}`
  switch (part.kind) {
    case 'paper': return paperSheets(part, fonts, mark)
    case 'scan': return scanSheets(part, fonts, mark)
    case 'foreign': return foreignSheets(part, fonts, mark)
  }
}

/** Side of the code on a paper: at least 0.35 mm for each of its squares. */
const CODE_SIDE = mm(21)

const codeNode = (code: string, words: ReturnType<typeof wordsWith>): Content => {
  const digest = /[0-9a-f]{64}$/.exec(code)?.[0] ?? ''
  const lines = ['核验码', ...(digest.slice(0, 32).match(/.{8}/g) ?? [])]
  return {
    stack: [
      { qr: code, fit: CODE_SIDE, eccLevel: 'L', relativePosition: { x: PAGE.left, y: mm(11) } },
      ...lines.flatMap(text => words(text, CODE_NOTE, BLOCK.width)).map((line, at): Content =>
        ({ stack: [lineNode(line, CODE_NOTE, BLOCK.width)], relativePosition: { x: PAGE.left + CODE_SIDE + 6, y: mm(11) + at * CODE_NOTE.pitch } })),
    ],
  }
}
const CODE_NOTE = { size: 7.5, pitch: 11 }

const definitionOf = (book: Book, sheets: readonly Sheet[], options: PdfOptions, fonts: Fonts): TDocumentDefinitions => {
  const words = wordsWith(fonts)
  const body = sheets.flatMap(({ nodes }, pageNo) => nodes.map((node, index): Content =>
    (index === 0 && pageNo > 0 ? { stack: [node], pageBreak: 'before' } : node)))
  const marginal = (text: string, width: number, y: number, align: Align): Content => ({
    stack: words(text, SMALL, width).slice(0, 1).map(line => lineNode(line, SMALL, BLOCK.width, align)), relativePosition: { x: PAGE.left, y },
  })
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    // Pages are full when we say so, a little before pdfmake would.
    pageMargins: [PAGE.left, PAGE.top, PAGE.width - PAGE.left - BLOCK.width, PAGE.height - PAGE.top - BLOCK.height - 6],
    version: '1.7',
    ...(isArchival(book) ? { subset: 'PDF/A-2b' } : {}),
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: metadata(book.title),
      author: metadata(options.office),
      creator: '物业纠纷人民调解工作站',
      ...(book.keywords ? { keywords: metadata(book.keywords) } : {}),
      creationDate: new Date(`${options.now}:00+08:00`),
      modDate: new Date(`${options.now}:00+08:00`),
    },
    defaultStyle: { font: bodyFamily },
    content: body,
    footer: page => {
      const { number = '', foot = '', signHere, foreign } = sheets[page - 1] ?? {}
      const y = foreign ? mm(21) : signHere ? mm(17) : mm(7)
      return {
        stack: [
          ...(signHere ? [marginal(signHere, BLOCK.width, mm(8), 'left')] : []),
          marginal(number, BLOCK.width * 0.4, y, 'left'),
          marginal(foot, BLOCK.width * 0.6, y, 'right'),
        ],
      }
    },
    header: page => {
      const { code, archiveNo } = sheets[page - 1] ?? {}
      return {
        stack: [
          ...(options.rehearsal ? [marginal(REHEARSAL, BLOCK.width, mm(18), 'center')] : []),
          ...(code ? [codeNode(code, words)] : []),
          ...(archiveNo === undefined ? [] : [marginal(String(archiveNo), BLOCK.width, mm(14), 'right')]),
        ],
      }
    },
    ...(options.rehearsal ? { background: () => rehearsalMark(fonts) } : {}),
  }
}

/** What no paper needs and no text may cause: reading a file or an address that the content names. */
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

// The types know only the browser's way to give pdfmake files.
const { virtualfs } = pdfmake as unknown as { virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void } }
for (const key of Object.values(faceKeys)) virtualfs.writeFileSync(key, ticketOf(key))
const shippedFonts = {
  [bodyFamily]: { normal: faceKeys.regular, bold: faceKeys.bold },
  [rareFamily]: { normal: faceKeys.rare, bold: faceKeys.rare },
}
pdfmake.setFonts(shippedFonts)

/** What stands in the page box of a reader: the archive number where a sheet has one, else the place in front or behind. */
const labelsOf = (sheets: readonly Sheet[]): SheetLabel[] => {
  const numbered = sheets.findIndex(({ archiveNo }) => archiveNo !== undefined)
  if (numbered < 0) return []
  const behind = sheets.findLastIndex(({ archiveNo }) => archiveNo !== undefined) + 1
  return [
    ...(numbered > 0 ? [{ sheet: 0, prefix: '卷首', from: 1 }] : []),
    { sheet: numbered, from: sheets[numbered]!.archiveNo! },
    ...(behind < sheets.length ? [{ sheet: behind, prefix: '卷末', from: 1 }] : []),
  ]
}

/** Each character once, with all its places. */
const joined = (missing: readonly MissingCharacter[]): MissingCharacter[] => {
  const all = new Map<string, MissingCharacter>()
  for (const one of missing) all.set(one.character, { ...one, places: [...new Set([...all.get(one.character)?.places ?? [], ...one.places])] })
  return [...all.values()]
}

/** Tells pdfmake of the faces that were loaded beside the shipped ones. */
export const registerExtras = (): void => {
  for (const key of extraFamilies.values()) virtualfs.writeFileSync(key, ticketOf(key))
  pdfmake.setFonts({ ...shippedFonts, ...Object.fromEntries([...extraFamilies].map(([family, key]) => [family, { normal: key, bold: key }])) })
}

const paperTitle = ({ title, number }: DocumentContent): string => (number ? `${title} ${number}` : title)

/** A character that no font has is printed as 〓 with room to write, and named in `missing`: a name never stops a paper. */
export const renderBook = async (book: Book, options: PdfOptions): Promise<Result<Rendered>> => {
  const fonts = loadFonts(options.fontFolder, options.installedFonts)
  const missingOf = book.parts.map(part => unprintable(
    part.kind === 'paper' ? printed(part.content) : { id: '', title: part.title, blocks: [{ kind: 'title', text: part.title }] }, options.office, fonts, book.parts.length > 1 ? `《${part.kind === 'paper' ? part.content.title : part.title}》` : ''))
  const parts = book.parts.map((part): Part => (part.kind === 'paper'
    ? { ...part, content: options.preview ? gapsNamed(part.content, MISSING.begin, MISSING.end) : printed(part.content) } : part))
  const counts: number[] = []
  const sheets = parts.flatMap((part, index) => {
    const pages = sheetsOf(part, fonts, index)
    counts.push(pages.length)
    // In a pile printed on both sides each paper begins on a new leaf.
    return book.onFronts && pages.length % 2 === 1 && index < parts.length - 1 ? [...pages, { nodes: [{ text: ' ', fontSize: 1 }] }] : pages
  })
  const definition = definitionOf(book, sheets, options, fonts)
  registerExtras()
  const made = new Uint8Array(await pdfmake.createPdf(definition).getBuffer())
  const taken = sheets.flatMap(({ foreign }, sheet): Taken[] => (foreign ? [{ ...foreign, sheet }] : []))
  const labels = labelsOf(sheets)
  const pdf = taken.length > 0 || labels.length > 0 ? await withForeignPages(made, taken, FOREIGN, labels) : made
  return ok({ pdf, pages: sheets.length, counts, missing: joined(missingOf.flat()), missingOf })
}

/** A file that somebody added to a case: the pages it can give to a book, or why it gives none. */
export type Looked = { readonly kind: 'scan' } | { readonly kind: 'foreign'; readonly pages: number } | { readonly kind: 'none'; readonly why: Obstacle | 'other' }

const isPicture = (bytes: Uint8Array): boolean =>
  (bytes[0] === 0xff && bytes[1] === 0xd8) || (bytes[0] === 0x89 && bytes[1] === 0x50 && bytes[2] === 0x4e && bytes[3] === 0x47)

export const lookAtFile = async (bytes: Uint8Array, options: PdfOptions): Promise<Looked> => {
  if (isPicture(bytes)) {
    const fault = await pictureFault(bytes)
    if (fault) return { kind: 'none', why: fault }
    try {
      await renderBook({ title: '', parts: [{ kind: 'scan', title: '', images: [bytes] }] }, options)
      return { kind: 'scan' }
    } catch {
      return { kind: 'none', why: 'damaged' }
    }
  }
  if (!Buffer.from(bytes.subarray(0, 1024)).includes('%PDF-')) return { kind: 'none', why: 'other' }
  try {
    return { kind: 'foreign', pages: await pagesToTake(bytes) }
  } catch (error) {
    if (error instanceof NotTaken) return { kind: 'none', why: error.obstacle }
    throw error
  }
}

/** How many pages each part of a book fills. */
export const pageCounts = (parts: readonly Part[], options: PdfOptions): number[] => {
  const fonts = loadFonts(options.fontFolder, options.installedFonts)
  return parts.map((part, index) => sheetsOf(part.kind === 'paper' ? { ...part, content: printed(part.content) } : part, fonts, index).length)
}

export const renderPaper = (content: DocumentContent, options: PdfOptions, more: Pick<PaperPart, 'code' | 'digest'> & Pick<Book, 'keywords'> = {}): Promise<Result<Rendered>> =>
  renderBook({ title: paperTitle(content), parts: [{ kind: 'paper', content, ...(more.code ? { code: more.code } : {}), ...(more.digest ? { digest: more.digest } : {}) }], ...(more.keywords ? { keywords: more.keywords } : {}) }, options)

/** A paper as PDF; refuses as `renderBook` does. */
export const renderPdf = async (content: DocumentContent, options: PdfOptions): Promise<Result<Uint8Array>> => {
  const rendered = await renderPaper(content, options)
  return rendered.ok ? ok(rendered.value.pdf) : rendered
}
