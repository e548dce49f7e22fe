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
