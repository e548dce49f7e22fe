/** Sheets that are short and stand for much: as people find them, and as somebody makes them on purpose. */
import { zipSync } from 'fflate'

const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const main = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

export type SheetParts = { readonly rows?: string; readonly before?: string; readonly after?: string; readonly names?: string; readonly shared?: string; readonly more?: Readonly<Record<string, string>> }

/** A workbook of one sheet, of which parts may be anything. */
export const workbookOf = ({ rows = '', before = '', after = '', names = '', shared = '', more = {} }: SheetParts): Uint8Array => {
  const files: Record<string, string> = {
    '[Content_Types].xml': `${head}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/></Types>`,
    '_rels/.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${head}<workbook ${main}><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets>${names}</workbook>`,
    'xl/_rels/workbook.xml.rels': `${head}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    'xl/sharedStrings.xml': `${head}<sst ${main}>${shared}</sst>`,
    'xl/worksheets/sheet1.xml': `${head}<worksheet ${main}>${before}<sheetData>${rows}</sheetData>${after}</worksheet>`,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, new TextEncoder().encode(text)])), { level: 9 })
}

const cell = (at: string, text: string): string => `<c r="${at}" t="inlineStr"><is><t>${text}</t></is></c>`
const list = `<row r="1">${cell('A1', '申请人')}${cell('B1', '受理日期')}</row><row r="2">${cell('A2', '余明')}${cell('B2', '2019-01-01')}</row>`

/** Lists of two rows that may be read, or refused. */
export const heavySheets: readonly (readonly [name: string, bytes: () => Uint8Array])[] = [
  ['one merged cell as large as a sheet, columns and names of whole sheets', () => workbookOf({
    rows: list, before: '<cols><col min="1" max="16384" width="9"/></cols>', after: '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>',
    names: `<definedNames>${Array.from({ length: 50 }, (_, at) => `<definedName name="n${at}">台账!$A$1:$XFD$1048576</definedName>`).join('')}</definedNames>`,
  })],
  ['fifty thousand merged cells', () => workbookOf({ rows: list, after: `<mergeCells>${Array.from({ length: 50_000 }, (_, at) => `<mergeCell ref="A${at + 3}:H${at + 3}"/>`).join('')}</mergeCells>` })],
  ['fifty thousand merged cells over each other', () => workbookOf({ rows: list, after: `<mergeCells>${'<mergeCell ref="A1:XFD1048576"/>'.repeat(50_000)}</mergeCells>` })],
  ['names of places', () => workbookOf({ rows: list, names: `<definedNames>${'<definedName name="n">台账!$A$1:$XFD$1048576,台账!$A:$XFD</definedName>'.repeat(2_000)}</definedNames>` })],
  ['elements that hang on it and do not end', () => workbookOf({ rows: list, after: '<hyperlinks>'.repeat(2_000_000) })],
  ['rules for nothing', () => workbookOf({ rows: list, after: '<conditionalFormatting sqref="A1:XFD1048576"></conditionalFormatting>'.repeat(300_000) })],
  ['a million rows that have a colour', () => workbookOf({ rows: list + Array.from({ length: 1_000_000 }, (_, at) => `<row r="${at + 3}" s="1"/>`).join('') })],
  ['a row beyond all rows', () => workbookOf({ rows: `${list}<row r="4294967295"/>` })],
  ['a row beyond all rows, with something in it', () => workbookOf({ rows: `${list}<row r="4294967295">${cell('A1', 'x')}</row>` })],
  ['cells that have a colour', () => workbookOf({ rows: list + Array.from({ length: 100 }, (_, row) => `<row r="${row + 3}">${'<c r="A1" s="1"/>'.repeat(16_384)}</row>`).join('') })],
  ['cells beyond all columns', () => workbookOf({ rows: `<row r="1">${cell('ZZZ1', 'x')}</row>` })],
  ['rows that do not end', () => workbookOf({ rows: '<row r="9'.repeat(2_000_000) })],
  ['one text in very many cells', () => workbookOf({
    shared: `<si><t>${'长'.repeat(100_000)}</t></si>`,
    rows: Array.from({ length: 20_000 }, (_, row) => `<row r="${row + 1}">${Array.from({ length: 10 }, (_column, at) => `<c r="${'ABCDEFGHIJ'[at]}${row + 1}" t="s"><v>0</v></c>`).join('')}</row>`).join(''),
  })],
  ['more cells than any list', () => workbookOf({ rows: Array.from({ length: 20_000 }, (_, row) => `<row r="${row + 1}">${'<c><v>1</v></c>'.repeat(120)}</row>`).join('') })],
  ['very many texts', () => workbookOf({ rows: list, shared: '<si><t>x</t></si>'.repeat(3_500_000) })],
  ['texts within texts', () => workbookOf({ rows: list, shared: '<si>'.repeat(3_000_000) })],
  ['entities', () => workbookOf({ rows: list, more: { 'xl/sharedStrings.xml': `<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">${Array.from({ length: 20 }, (_, at) => `<!ENTITY ${String.fromCodePoint(98 + at)} "${`&${String.fromCodePoint(97 + at)};`.repeat(10)}">`).join('')}]><sst>&u;</sst>` } })],
  ['more than it may unpack to', () => workbookOf({ rows: list, more: { 'xl/worksheets/sheet2.xml': ' '.repeat(80_000_000) } })],
  ['very many styles', () => workbookOf({ rows: list, more: { 'xl/styles.xml': `${head}<styleSheet ${main}><cellXfs>${'<xf numFmtId="14"/>'.repeat(1_000_000)}</cellXfs></styleSheet>` } })],
  ['commas', () => Buffer.alloc(15_000_000, ',')],
  ['line ends', () => Buffer.alloc(15_000_000, '\n')],
  ['quotes', () => Buffer.alloc(15_000_000, '"')],
  ['one field that does not end', () => Buffer.concat([Buffer.from('"'), Buffer.alloc(15_000_000, 'x')])],
]
