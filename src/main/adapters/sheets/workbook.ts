/** Writes xlsx: the only place that knows the library. Words stay words whatever they begin with; figures are figures. */
import ExcelJS from 'exceljs'
import type { LocalTime } from '../../../core/base/dates.ts'
import type { Sheet, SheetCell } from '../../../core/reports/sheet.ts'

export type WorkbookOptions = { readonly office: string; readonly rehearsal: boolean; readonly now: LocalTime }

const BORDER = { style: 'thin' } as const
const ruled = { top: BORDER, left: BORDER, bottom: BORDER, right: BORDER }

/** Lines a text needs in a width, both in half-width characters. */
const linesIn = (text: string, width: number): number => text.split('\n').reduce((lines, line) =>
  lines + Math.max(1, Math.ceil([...line].reduce((sum, character) => sum + (character.codePointAt(0)! > 0x2000 ? 2 : 1), 0) / Math.max(1, width - 1))), 0)

const put = (cell: ExcelJS.Cell, { value, format, look, align }: SheetCell): void => {
  cell.value = value
  // The text format also keeps what is typed over it: an identity number stays whole, =1+1 stays words.
  cell.numFmt = typeof value === 'number' ? format ?? '0' : '@'
  cell.font = { name: '宋体', size: look === 'title' ? 18 : look === 'note' ? 10 : 11, bold: look === 'title' || look === 'head' || look === 'caption' }
  cell.alignment = {
    vertical: 'middle', wrapText: true,
    horizontal: align ?? (look === 'title' || look === 'head' ? 'center' : typeof value === 'number' ? 'right' : 'left'),
  }
}

export const writeWorkbook = async (sheets: readonly Sheet[], { office, rehearsal, now }: WorkbookOptions): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook()
  book.creator = office
  book.created = new Date(`${now}:00+08:00`)
  book.modified = book.created
  for (const sheet of sheets) {
    const page = book.addWorksheet(sheet.name, {
      pageSetup: { paperSize: 9, orientation: sheet.landscape ? 'landscape' : 'portrait', fitToPage: true, fitToWidth: 1, fitToHeight: 0, horizontalCentered: true },
      headerFooter: { oddFooter: '第 &P 页　共 &N 页', ...(rehearsal && { oddHeader: '示例 · 演练数据，不作正式文书' }) },
    })
    sheet.widths.forEach((width, index) => { page.getColumn(index + 1).width = width })
    sheet.rows.forEach((cells, index) => {
      let column = 1
      let lines = 1
      for (const cell of cells) {
        const span = cell.columns ?? 1
        const first = page.getCell(index + 1, column)
        put(first, cell)
        const ruledCell = cell.look === undefined ? cells.length > 1 : cell.look === 'head'
        for (let at = column; at < column + span; at += 1) if (ruledCell) page.getCell(index + 1, at).border = ruled
        if (span > 1) page.mergeCells(index + 1, column, index + 1, column + span - 1)
        const width = sheet.widths.slice(column - 1, column - 1 + span).reduce((sum, one) => sum + one, 0)
        lines = Math.max(lines, linesIn(String(cell.value), width))
        column += span
      }
      page.getRow(index + 1).height = (cells[0]?.look === 'title' ? 26 : 16) * lines
    })
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
