/** Ledgers as offices really keep them: headings over two rows, rows of sums, numbers that the spreadsheet spoiled. */
import { expect, test } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { readLedger, type ReadLedger } from '../../../src/core/ledger/read-ledger.ts'
import { workedOffice } from '../../builders.ts'

const read = (table: readonly (readonly string[])[], lost: readonly { row: number; column: number }[] = []): ReadLedger => readLedger(table, lost, {
  mapping: {}, archiveEnded: false, batchId: 'b', today: localDate('2026-11-23'), office: workedOffice, mediators: [], known: new Map(),
})
const partiesIn = ({ cases }: ReadLedger) => cases.map(({ file }) => file.parties)

const headings = ['序号', '卷号', '申请人', '申请人身份证号', '被申请人', '受理日期', '备注']
const first = ['1', '物调2019-01', '余明', '429999196503120018', '清源物业服务有限公司', '2019-03-05', '']
const second = ['2', '物调2019-02', '林晓', '', '清源物业服务有限公司', '2019-03-06', '']

test('headings over two rows are read as one, each number with the party it stands under, below a merged title', () => {
  const got = read([
    ['2019年物业纠纷调解台账', '', '', '', '', '', '', '', '', ''],
    ['序号', '卷号', '当事人甲', '', '', '对方当事人', '', '', '房屋', '', '受理日期'],
    ['', '', '姓名', '身份证号', '电话', '名称', '信用代码', '联系电话', '小区', '房号', ''],
    ['1', '物调2019-01', '余明', '429999196503120018', '13900000001', '清源物业服务有限公司', '', '13900000002', '清源小区', '5-1501', '2019-03-05'],
  ])
  expect(got.headingRow).toBe(3)
  expect(got.total).toBe(1)
  expect(got.columns).toEqual([
    { heading: '序号', key: '序号', meaning: 'ignore' }, { heading: '卷号', key: '卷号', meaning: 'fileNo' }, { heading: '申请人姓名', key: '申请人姓名', meaning: 'applicants' },
    { heading: '申请人身份证号', key: '申请人身份证号', meaning: 'applicantIds' }, { heading: '申请人电话', key: '申请人电话', meaning: 'applicantPhones' }, { heading: '被申请人名称', key: '被申请人名称', meaning: 'respondents' },
    { heading: '被申请人信用代码', key: '被申请人信用代码', meaning: 'respondentIds' }, { heading: '被申请人联系电话', key: '被申请人联系电话', meaning: 'respondentPhones' },
    { heading: '小区', key: '小区', meaning: 'estate' }, { heading: '房号', key: '房号', meaning: 'room' }, { heading: '受理日期', key: '受理日期', meaning: 'acceptedOn' },
  ])
  expect(partiesIn(got)).toEqual([[
    { id: 'p1', side: 'applicant', kind: 'person', name: '余明', idKind: 'residentId', idNo: '429999196503120018', phone: '13900000001' },
    { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', phone: '13900000002' },
  ]])
})

test('a row under one row of headings is a case even where a heading is missing', () => {
  const got = read([['申请人', '', '受理日期'], ['余明', '电话', '2019-03-05']])
  expect([got.headingRow, partiesIn(got).map(parties => parties.map(({ name }) => name))]).toEqual([1, [['余明']]])
})

test('a case whose note begins with a word of sums comes in, and a row of sums is named', () => {
  const noted = [...second.slice(0, -1), '共计三次调解']
  const got = read([headings, first, noted, ['', '合　计', '', '', '', '', '2 件'], ['总计：2件', '', '', '', '', '', '']])
  expect(got.cases.map(({ row, file }) => [row, file.fileNo])).toEqual([[2, '物调2019-01'], [3, '物调2019-02']])
  expect([got.total, got.problems]).toEqual([2, [
    { row: 4, column: '', severity: 'warning', message: '这一行是合计，不是案件，没有导入。' },
    { row: 5, column: '', severity: 'warning', message: '这一行是合计，不是案件，没有导入。' },
  ]])
})

test('a row that begins with a word of sums and names a party is no row of sums', () => {
  const got = read([headings, ['小计', ...first.slice(1)]])
  expect([got.cases.map(({ row }) => row), got.problems]).toEqual([[2], []])
})

test('a number that the spreadsheet spoiled keeps its row out and says how to put it right', () => {
  const spoiled = [headings, first, [...second.slice(0, 3), '4.2128E+17', ...second.slice(4)]]
  const got = read(spoiled, [{ row: 3, column: 3 }])
  // Kept as text by a second spreadsheet, it is no less spoiled.
  expect(read(spoiled)).toEqual(got)
  expect(got.cases.map(({ row }) => row)).toEqual([2])
  expect(got.problems).toEqual([{
    row: 3, column: '申请人身份证号', severity: 'error',
    message: '“4.2128E+17”在表格里存成了数字，末几位已经丢失；请把这一列设为“文本”后照原件重新填写，查不到原号码的清空这一格再导入。',
  }])
})
