import exceljs from 'exceljs'
import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { readSheets, xlsxOf } from '../../../src/main/adapters/sheets/spreadsheet.ts'
import { must, refused } from '../../app/harness.ts'

const rows = async (bytes: Uint8Array) => (await must(readSheets(bytes))).map(sheet => sheet.rows)
const bytesOf = async (book: exceljs.Workbook) => new Uint8Array(await book.xlsx.writeBuffer())

test('cells come as text: numbers without an exponent, days as dates, results of formulas, rich text, links, merged cells once', async () => {
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('业主')
  sheet.addRow(['余明', 13_900_000_001, new Date('2026-11-03T00:00:00Z'), { formula: '0.1+0.2', result: 0.1 + 0.2 }, true])
  sheet.addRow([])
  sheet.addRow([{ richText: [{ text: '林' }, { text: '晓' }] }, { text: '网站', hyperlink: 'http://example.com' }, { formula: 'A1', result: '结果' }, { error: '#N/A' }, new Date('2026-11-03T09:30:00Z')])
  sheet.addRow(['合并', '', Number('429999196503120018')])
  sheet.mergeCells('A4:B4')
  expect(await must(readSheets(await bytesOf(book)))).toEqual([{
    name: '业主',
    rows: [['余明', '13900000001', '2026-11-03', '0.3', '是'], [], ['林晓', '网站', '结果', '#N/A', '2026-11-03 09:30'], ['合并', '', '429999196503120000']],
    lost: [{ row: 4, column: 2 }],
  }])
})

test('what we write, we read: identity numbers stay text to the last digit', async () => {
  const bytes = await xlsxOf([{ name: '名册', columns: [{ title: '姓名', width: 10 }, { title: '身份证号', width: 24, text: true }], rows: [['林晓', '42999919880705002X'], ['余明', '429999196503120018']] }], '2026-11-23T09:00')
  expect(await must(readSheets(bytes))).toEqual([{ name: '名册', rows: [['姓名', '身份证号'], ['林晓', '42999919880705002X'], ['余明', '429999196503120018']], lost: [] }])
})

test('a .csv is read in UTF-8 with or without mark, UTF-16 and GB18030, with quotes, line ends inside, tabs', async () => {
  const text = '姓名,备注\r\n"余,明","他说""好""\n第二行"\n'
  const expected = [[['姓名', '备注'], ['余,明', '他说"好"\n第二行']]]
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')])
  expect([await rows(Buffer.from(text)), await rows(Buffer.from(`\ufeff${text}`)), await rows(utf16)]).toEqual([expected, expected, expected])
  // 姓名,电话 / 余明,="0715" in GB18030
  expect(await rows(Buffer.from('d0d5c3fb2cb5e7bbb00ad3e0c3f72c3d2230373135220a', 'hex'))).toEqual([[['姓名', '电话'], ['余明', '0715']]])
  expect(await rows(Buffer.from('姓名\t电话\n余明\t1'))).toEqual([[['姓名', '电话'], ['余明', '1']]])
  expect((await must(readSheets(Buffer.from('姓名,身份证号\n余明,4.29999E+17'))))[0]!.lost).toEqual([{ row: 2, column: 1 }])
})

test('an old .xls, an empty, a strange, a damaged, a bursting and a lying file are refused with what to do', async () => {
  const big = new Uint8Array(80 * 1024 * 1024)
  const bomb = zipSync({ 'xl/workbook.xml': new Uint8Array(9), 'xl/worksheets/sheet1.xml': big })
  const lying = bomb.slice()
  const view = new DataView(lying.buffer)
  for (let at = 0; at < lying.length - 30; at += 1) {
    if (view.getUint32(at, true) === 0x02014b50 && view.getUint32(at + 24, true) === big.length) view.setUint32(at + 24, 1000, true)
  }
  const codes: string[] = []
  for (const bytes of [
    Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(0), Buffer.from([1, 0, 2]), Buffer.from('PK\u0003\u0004xxxxxxxxxxxxxxxxxxxxxxxxxxxxx'),
    zipSync({ 'word/document.xml': new Uint8Array(9) }), bomb, lying, Buffer.alloc(21 * 1024 * 1024, 'a'), Buffer.from('a\n'.repeat(20_021)),
  ]) codes.push((await refused(readSheets(bytes))).code)
  expect(codes).toEqual([
    'spreadsheet-xls', 'spreadsheet-empty', 'spreadsheet-unknown', 'spreadsheet-damaged', 'spreadsheet-damaged', 'spreadsheet-too-much', 'spreadsheet-damaged',
    'file-too-big', 'file-too-big',
  ])
})

/** A workbook of one sheet whose XML is written by hand. */
const byHand = (sheet: string, more: Record<string, string> = {}): Uint8Array => zipSync(Object.fromEntries(Object.entries({
  '[Content_Types].xml': '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
  '_rels/.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
  'xl/workbook.xml': '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="台账" sheetId="1" r:id="rId1"/></sheets></workbook>',
  'xl/_rels/workbook.xml.rels': '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
  'xl/worksheets/sheet1.xml': sheet, ...more,
}).map(([name, text]) => [name, new TextEncoder().encode(text)])))

test('fifty thousand merged cells take no longer than others, and a cell merged downwards speaks for every row', async () => {
  const rows = Array.from({ length: 10_000 }, (_, index) => `<row r="${index + 1}"><c r="A${index + 1}" t="inlineStr"><is><t>甲${index}</t></is></c>${index % 2 === 0 ? `<c r="B${index + 1}" t="inlineStr"><is><t>王芳${index}</t></is></c>` : ''}</row>`).join('')
  const merges = Array.from({ length: 50_000 }, (_, index) => (index < 5000 ? `<mergeCell ref="B${index * 2 + 1}:B${index * 2 + 2}"/>` : `<mergeCell ref="D${index - 4999}:F${index - 4999}"/>`)).join('')
  const bytes = byHand(`<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows}</sheetData><mergeCells count="50000">${merges}</mergeCells></worksheet>`)
  const began = performance.now()
  const [sheet] = await must(readSheets(bytes))
  expect(performance.now() - began).toBeLessThan(20_000)
  expect([sheet!.rows.length, sheet!.rows[1], sheet!.rows[9999]]).toEqual([10_000, ['甲1', '王芳0'], ['甲9999', '王芳9998']])
}, 60_000)

test('rows and sheets that are hidden, formulas without a result and formats of another unit are told', async () => {
  const book = new exceljs.Workbook()
  const shown = book.addWorksheet('2024')
  shown.addRow(['申请人', '协议金额', '备注'])
  shown.addRow(['余明', 0.5, { formula: 'A2&"x"' }])
  shown.addRow(['林晓', 8600, '一_x000B_二\u2028三'])
  shown.getCell('B2').numFmt = '0.00"万元"'
  shown.getCell('B3').numFmt = '0!.0,"万"'
  shown.getRow(3).hidden = true
  const draft = book.addWorksheet('旧稿')
  draft.state = 'hidden'
  draft.addRow(['x'])
  const [one, two] = await must(readSheets(await bytesOf(book)))
  expect(one!.rows).toEqual([['申请人', '协议金额', '备注'], ['余明', '0.5万元'], ['林晓', '8600元', '一\n二\n三']])
  expect([one!.faults, one!.hiddenRows, one!.hidden, two!.hidden]).toEqual([[{ row: 2, column: 2, kind: 'formula' }], [3], undefined, true])
})

test('names of parts with a prefix are names of parts', async () => {
  const bytes = byHand('<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>申请人</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>')
  expect((await must(readSheets(bytes)))[0]!.rows).toEqual([['申请人']])
})

test('a mark that never closes spoils its own row alone, and marks that close are read as ever', async () => {
  const text = '卷号,情况\n1,"第一\n第二, ""引号"""\n2,"没有结束\n3,正常\n4,"又没有\n5,"好的"\n'
  const [sheet] = await must(readSheets(Buffer.from(text)))
  expect(sheet!.rows).toEqual([['卷号', '情况'], ['1', '第一\n第二, "引号"'], ['2', '没有结束'], ['3', '正常'], ['4', '又没有'], ['5', '好的']])
  expect(sheet!.faults).toEqual([{ row: 3, column: 0, kind: 'quote' }, { row: 5, column: 0, kind: 'quote' }])
  const many = `a,b\n${Array.from({ length: 5000 }, (_, index) => `${index},"x${index}`).join('\n')}`
  expect((await must(readSheets(Buffer.from(many))))[0]!.rows.length).toBe(5001)
})

test('a page under the name .xls is told to be saved anew, and UTF-16 is read in either order', async () => {
  for (const text of ['<html><table></table></html>', '\ufeff<!DOCTYPE html>', '<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook>', 'MIME-Version: 1.0'])
    expect(await refused(readSheets(Buffer.from(text)))).toMatchObject({ code: 'spreadsheet-html', message: expect.stringContaining('另存为 .xlsx') })
  const little = Buffer.from('\ufeff姓名,电话\n余明,1', 'utf16le')
  const big = Buffer.from(little).swap16()
  for (const bytes of [little, big]) expect((await must(readSheets(bytes)))[0]!.rows).toEqual([['姓名', '电话'], ['余明', '1']])
})
