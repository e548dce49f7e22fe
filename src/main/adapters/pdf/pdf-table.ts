/** One form table on A4 on its side, e.g. the official table: ruled cells with their spans, lines of words over and under it. */
import pdfmake from 'pdfmake'
import type { Content, TableCell, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { Sheet, SheetCell } from '../../../core/reports/sheet.ts'
import { ok, type Result } from '../../../core/base/result.ts'
import { bodyFamily, loadFonts, type Fonts } from './fonts.ts'
import { faceFor, UNKNOWN } from './pdf-lines.ts'
import { mm } from './pdf-blocks.ts'
import { registerExtras, metadata, REHEARSAL, rehearsalMark, type PdfOptions } from './pdf.ts'

const PAGE = { width: mm(297), height: mm(210) }
const MARGIN = mm(15)
const SIZES = { title: 20, head: 9, note: 9.5, caption: 10, row: 9 } as const

type Run = { text: string; font: string; bold: boolean }
/** Runs of one face each; a character that is in none is 〓. */
const runsOf = (text: string, bold: boolean, fonts: Fonts): Run[] => {
  const runs: Run[] = []
  for (const character of text) {
    const face = character === '\n' ? undefined : faceFor(character.codePointAt(0)!, bold, fonts)
    if (!face && character !== '\n') {
      runs.push(...runsOf(UNKNOWN, bold, fonts))
      continue
    }
    const last = runs.at(-1)
    if (last && (!face || (last.font === face.family && last.bold === face.bold))) last.text += character
    else if (face) runs.push({ text: character, font: face.family, bold: face.bold })
  }
  return runs
}

const shownNumber = (value: number, format?: string): string => (format === '0.00' ? value.toFixed(2) : String(value))

export const renderTablePdf = async (sheet: Sheet, title: string, options: PdfOptions): Promise<Result<Uint8Array>> => {
  const fonts = loadFonts(options.fontFolder, options.installedFonts)
  const width = PAGE.width - 2 * MARGIN
  const columns = sheet.widths.length
  const whole = sheet.widths.reduce((sum, one) => sum + one, 0)
  const textOf = (cell: SheetCell): Content => {
    const text = typeof cell.value === 'number' ? shownNumber(cell.value, cell.format) : cell.value
    const bold = cell.look === 'title' || cell.look === 'head'
    const runs = runsOf(text, bold, fonts)
    return { text: runs, fontSize: cell.look ? SIZES[cell.look] : 10.5, alignment: cell.align ?? (cell.look === 'note' ? 'left' : 'center') } as Content
  }
  const content: Content[] = []
  let body: TableCell[][] = []
  const flush = (): void => {
    if (body.length === 0) return
    content.push({
      table: { widths: sheet.widths.map(one => one / whole * (width - 0.5) - 4.5), body, dontBreakRows: true, ...(sheet.long && { headerRows: 1 }) },
      layout: { hLineWidth: () => 0.5, vLineWidth: () => 0.5, paddingLeft: () => 2, paddingRight: () => 2, paddingTop: () => 4, paddingBottom: () => 4 },
      margin: [0, 4, 0, 6],
    })
    body = []
  }
  for (const cells of sheet.rows) {
    const look = cells[0]?.look
    if (look === 'title' || look === 'note') {
      flush()
      content.push({
        columns: cells.map(cell => ({ width: `${(cell.columns ?? 1) / columns * 100}%`, stack: [textOf(cell)] })), margin: [0, look === 'title' ? 0 : 6, 0, look === 'title' ? 8 : 2],
      })
      continue
    }
    body.push(cells.flatMap((cell): TableCell[] => [
      { stack: [textOf(cell)], colSpan: cell.columns ?? 1, ...(cell.look === 'head' && { fillColor: '#f0f0f0' }) } as TableCell,
      ...Array.from({ length: (cell.columns ?? 1) - 1 }, (): TableCell => ({})),
    ]))
  }
  flush()
  const definition: TDocumentDefinitions = {
    pageSize: PAGE,
    pageMargins: [MARGIN, mm(16), MARGIN, mm(12)],
    version: '1.7',
    subset: 'PDF/A-2b',
    language: 'zh-CN',
    displayTitle: true,
    info: {
      title: metadata(title), author: metadata(options.office), creator: '物业纠纷人民调解工作站',
      creationDate: new Date(`${options.now}:00+08:00`), modDate: new Date(`${options.now}:00+08:00`),
    },
    defaultStyle: { font: bodyFamily },
    content,
    ...(sheet.long && { footer: (page: number, pages: number): Content => ({ text: `第 ${page} 页 共 ${pages} 页`, font: bodyFamily, fontSize: SIZES.note, alignment: 'center', margin: [0, 4, 0, 0] }) }),
    ...(options.rehearsal ? {
      background: () => rehearsalMark(fonts, PAGE),
      header: () => ({ text: REHEARSAL, fontSize: 9, alignment: 'center', margin: [0, 14, 0, 0] }),
    } : {}),
  }
  registerExtras()
  return ok(new Uint8Array(await pdfmake.createPdf(definition).getBuffer()))
}
