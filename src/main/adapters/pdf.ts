/**
 * A paper's content as PDF on A4 (GB/T 9704-2012 as far as it fits forms: margins 37 and 28 mm, text block 156 × 225 mm,
 * 28 characters of 16 pt to the line, 28 pt from line to line). Lines and pages are settled here; pdfmake places and
 * writes them. PDF/A-2b, all fonts embedded.
 */
import pdfmake from 'pdfmake'
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { LocalTime } from '../../core/case/dates.ts'
import type { Block, DocumentContent } from '../../core/documents/content.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { bodyFamily, faceKeys, loadFonts, rareFamily, ticketOf, type Fonts } from './fonts.ts'
import { atomsOf, BLOCK, lineNode, mm, PAGE, SMALL, wordsWith, type Align, type Atom } from './pdf-blocks.ts'
import { faceFor, paragraphsOf, type Line } from './pdf-lines.ts'

export type PdfOptions = {
  /** The committee's name, as the author of the file. */
  readonly office: string
  /** Practice data: every page is marked 示例. */
  readonly rehearsal: boolean
  readonly now: LocalTime
  /** Where the font files are in a packaged program; without it they come from node_modules. */
  readonly fontFolder?: string
}

const REHEARSAL = '示例 · 演练数据，不作正式文书'

/** Free space at the foot of a page that a row which would fit the next page whole is cut to fill. */
const WORTH_FILLING = BLOCK.height / 5

/**
 * Pages of atoms. What must stay together moves to the next page together; more than a page of it is divided. A row is
 * cut where it is taller than a page or would leave much of one empty.
 */
const pagesOf = (atoms: readonly Atom[]): Atom[][] => {
  const pages: Atom[][] = [[]]
  let used = 0
  // Nothing but a repeated heading row stands on the page.
  let fresh = true
  const tall = (group: readonly Atom[], atTop: boolean): number =>
    group.reduce((sum, atom, index) => sum + atom.height + (atTop && index === 0 ? 0 : atom.gap), 0)
  const put = (group: readonly Atom[]): void => {
    used += tall(group, used === 0)
    pages.at(-1)!.push(...group)
    fresh = false
  }
  let rest = atoms
  while (rest.length > 0) {
    const end = rest.findIndex(atom => !atom.keepNext)
    let group = rest.slice(0, end < 0 ? rest.length : end + 1)
    if (group[0]!.newPage && pages.at(-1)!.length > 0) {
      pages.push([])
      used = 0
      fresh = true
    }
    const header = group[0]!.header
    const top = header ? [header()] : []
    // Too much for any page: let go of the first, so that the end (the signatures) stays together.
    if (tall([...top, ...group], true) > BLOCK.height) group = group.slice(0, 1)
    const free = BLOCK.height - used
    if (tall(group, used === 0) > free) {
      const row = group[0]!
      const mayCut = group.length === 1 && (free >= WORTH_FILLING || tall([...top, row], true) > BLOCK.height)
      const parts = mayCut ? row.cut?.(free - (used === 0 ? 0 : row.gap)) : undefined
      if (parts) {
        put([parts[0]])
        rest = [parts[1], ...rest.slice(1)]
        continue
      }
      if (!fresh) {
        pages.push([...top])
        used = tall(top, true)
        fresh = true
        continue
      }
    }
    put(group)
    rest = rest.slice(group.length)
  }
  return pages
}

/** How far the boxes of a form are lowered, a step at a time, to bring it onto one page. */
const EASES = [0.25, 0.5, 0.75, 1]

/** The pages of a paper. Boxes to write in give way where this keeps a form on one page, and only then. */
const pagesOfPaper = (blocks: readonly Block[], fonts: Fonts): Atom[][] => {
  const pages = (ease: number): Atom[][] => pagesOf(atomsOf(blocks, fonts, { ease }))
  const wanted = pages(0)
  if (blocks.some(block => block.kind === 'contents')) {
    // The contents take the same room whatever numbers stand in them.
    const numbers = wanted.flatMap((page, at) => page.flatMap(atom => (atom.title === undefined ? [] : [at + 1])))
    return pagesOf(atomsOf(blocks, fonts, { pages: numbers }))
  }
  const gives = blocks.some(block => block.kind === 'form' && block.rows.flat().some(cell => cell.fewest !== undefined))
  if (wanted.length !== 2 || !gives) return wanted
  for (const ease of EASES) {
    const lower = pages(ease)
    if (lower.length === 1) return lower
  }
  return wanted
}

/** Every string of a block with the words by which a reader finds its place. */
const stringsOf = (block: Block, heading: string): [place: string, text: string, bold: boolean][] => {
  switch (block.kind) {
    case 'title': return [['标题', block.text, true]]
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

const unprintable = (content: DocumentContent, office: string, fonts: Fonts): { place: string; character: string } | undefined => {
  let heading = ''
  const bad = (text: string, bold: boolean): string | undefined =>
    paragraphsOf(text).flatMap(line => [...line]).find(character => !faceFor(character.codePointAt(0)!, bold, fonts))
  for (const [place, text] of [['调解委员会名称', office], ['编号', content.number ?? '']] as const) {
    const character = bad(text, false)
    if (character) return { place, character }
  }
  for (const block of content.blocks) {
    for (const [place, text, bold] of stringsOf(block, heading)) {
      const character = bad(text, bold)
      if (character) return { place, character }
    }
    if (block.kind === 'heading') heading = block.text
  }
  return undefined
}

/** 示例 across the page, as outlines: seen by every reader of the paper, in the way of no one who copies its text. */
const rehearsalMark = (fonts: Fonts): Content => {
  const size = 190
  const glyph = (character: string, x: number): string =>
    `<path transform="translate(${x} ${size * 0.38}) scale(${size / 1000} ${-size / 1000})" d="${fonts.regular.outline(character.codePointAt(0)!)}"/>`
  return {
    svg: `<svg xmlns="http://www.w3.org/2000/svg" width="${PAGE.width}" height="${PAGE.height}"><g fill="#ededed" transform="translate(${PAGE.width / 2} ${PAGE.height / 2}) rotate(-40)">${glyph('示', -size * 1.15)}${glyph('例', size * 0.15)}</g></svg>`,
    width: PAGE.width,
    height: PAGE.height,
    font: bodyFamily,
  } as Content
}

/** Text for the file's metadata: pdfkit writes it into XML as it is, so the marks of XML are made full-width there. */
const metadata = (text: string): string =>
  text.slice(0, 200).replaceAll(/\s+/g, ' ').replaceAll('&', '＆').replaceAll('<', '＜').replaceAll('>', '＞')

const definitionOf = (content: DocumentContent, options: PdfOptions, fonts: Fonts): TDocumentDefinitions => {
  const words = wordsWith(fonts)
  const pages = pagesOfPaper(content.blocks, fonts)
  const body = pages.flatMap((page, pageNo) => page.map((atom, index): Content => ({
    stack: [atom.node],
    margin: [0, index === 0 ? 0 : atom.gap, 0, 0],
    ...(index === 0 && pageNo > 0 ? { pageBreak: 'before' } : {}),
  })))
  const marginal = (lines: readonly Line[], y: number, align: Align): Content => ({
    stack: lines.slice(0, 1).map(line => lineNode(line, SMALL, BLOCK.width, align)), relativePosition: { x: PAGE.left, y },
  })
  return {
    pageSize: { width: PAGE.width, height: PAGE.height },
    // Pages are full when we say so, a little before pdfmake would.
    pageMargins: [PAGE.left, PAGE.top, PAGE.width - PAGE.left - BLOCK.width, PAGE.height - PAGE.top - BLOCK.height - 6],
    version: '1.7',
    subset: 'PDF/A-2b',
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: metadata(content.number ? `${content.title} ${content.number}` : content.title),
      author: metadata(options.office),
      creator: '物业纠纷人民调解工作站',
      creationDate: new Date(`${options.now}:00+08:00`),
      modDate: new Date(`${options.now}:00+08:00`),
    },
    defaultStyle: { font: bodyFamily },
    content: body,
    footer: (page, total) => ({
      stack: [
        marginal(words(content.number ?? '', SMALL, BLOCK.width * 0.4), mm(7), 'left'),
        marginal(words(`第 ${page} 页　共 ${total} 页`, SMALL, BLOCK.width * 0.6), mm(7), 'right'),
      ],
    }),
    ...(options.rehearsal ? {
      background: () => rehearsalMark(fonts),
      header: () => marginal(words(REHEARSAL, SMALL, BLOCK.width), mm(18), 'center'),
    } : {}),
  }
}

/** What no paper needs and no text may cause: reading a file or an address that the content names. */
pdfmake.setUrlAccessPolicy(() => false)
pdfmake.setLocalAccessPolicy(() => false)

// The types know only the browser's way to give pdfmake files.
const { virtualfs } = pdfmake as unknown as { virtualfs: { writeFileSync(name: string, bytes: Uint8Array): void } }
for (const key of Object.values(faceKeys)) virtualfs.writeFileSync(key, ticketOf(key))
pdfmake.setFonts({
  [bodyFamily]: { normal: faceKeys.regular, bold: faceKeys.bold },
  [rareFamily]: { normal: faceKeys.rare, bold: faceKeys.rare },
})

/** Refuses with `character-not-printable` where a character is in none of the fonts, naming it and its place. */
export const renderPdf = async (content: DocumentContent, options: PdfOptions): Promise<Result<Uint8Array>> => {
  const fonts = loadFonts(options.fontFolder)
  const bad = unprintable(content, options.office, fonts)
  if (bad) {
    const code = bad.character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
    return refuse('character-not-printable',
      `“${bad.character}”（U+${code}）无法打印：字库里没有这个字符，它在“${bad.place}”中。请改用其他写法后重新生成。`)
  }
  const definition = definitionOf(content, options, fonts)
  return ok(new Uint8Array(await pdfmake.createPdf(definition).getBuffer()))
}
