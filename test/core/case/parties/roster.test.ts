import { array, assert, integer, property } from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../../../../src/core/base/dates.ts'
import { headcountProblem, ownerTerms, readHeads, sumOf, type OwnerPlan } from '../../../../src/core/case/parties/roster.ts'
import { type HeadList } from '../../../../src/core/case/record/roster.ts'
import { workedCase } from '../../../builders.ts'

const today = localDate('2026-11-23')
const read = (...rows: string[][]) => readHeads(rows, [], today)
const messages = (...rows: string[][]) => read(['姓名', '身份证号', '电话', '房号', '面积', '金额'], ...rows).problems.map(({ row, column, severity, message }) => `${row} ${column} ${severity}: ${message}`)

test('columns are known by their headings in any order, under a title, with units and other words', () => {
  expect(read(
    ['停车费退费名单'],
    ['序号', '金额（元）', '*业主姓名', '楼栋', '单元', '室号', '建筑面积(㎡)', '手机号码', '证件号码', '备注'],
    ['1', '1,240.5', ' 余明 ', '5', '1', '1501', '88.50㎡', '13900000001', '42999919650312001 8', ''],
    ['', '', '', '', '', '', '', '', '', ''],
    ['2', '240元', '林晓', '5栋', '一单元', '1502', '', '', '42999919880705002x', '租客'],
    ['合计', '1480.50', '', '', '', '', '', '', '', ''],
  )).toEqual({
    columns: [
      { heading: '金额（元）', meaning: '金额（元）' }, { heading: '*业主姓名', meaning: '姓名' }, { heading: '楼栋', meaning: '栋' }, { heading: '单元', meaning: '单元' },
      { heading: '室号', meaning: '室' }, { heading: '建筑面积(㎡)', meaning: '面积（平方米）' }, { heading: '手机号码', meaning: '电话' }, { heading: '证件号码', meaning: '身份证号' },
    ],
    unused: ['序号', '备注'],
    rows: [
      { id: 'h1', name: '余明', idNo: '429999196503120018', phone: '13900000001', room: '5栋1单元1501室', areaM2: 88.5, amountFen: 124_050 },
      { id: 'h2', name: '林晓', idNo: '42999919880705002X', room: '5栋一单元1502室', amountFen: 24_000 },
    ],
    problems: [],
  })
})

test('every mistake is named by its row and column, at once', () => {
  expect(messages(
    ['', '', '', '1-101', '', ''],
    ['余明', '', '', '1-102', '0', '12.345'],
    ['林晓', '42999919880705002X', '', '', '', ''],
    ['林晓', '42999919880705002X', '', '', '', ''],
    ['周立', '', '', '1-103', '', '5'],
    ['周立', '', '', '1-103', '', ''],
    ['合计', '', '', '', '', '6'],
  )).toEqual([
    '2 姓名 error: 没有填姓名，请补填；不是业主的行请删除。',
    '3 金额 error: “12.345”不是金额，请填数字，最多到分，如 240 或 240.50。',
    '3 面积 error: “0”不是面积，请填大于 0 的数字，如 98.5。',
    '5 身份证号 error: 身份证号与第 4 行相同，请删除重复的一户，或改正号码。',
    '7 姓名 error: 与第 6 行是同一户（周立，1-103），请删除重复的一行。',
    '8 金额 error: 合计写的是 6.00 元，上面各户相加是 5.00 元，请核对。',
  ])
})

test('odd numbers are warned of and taken; digits that the spreadsheet lost are not', () => {
  expect(messages(['余明', '429999196503120019', '12345', '', '', ''])).toEqual([
    '2 身份证号 warning: 居民身份证号的校验码不符，可能有一位写错，请核对证件。',
    '2 电话 warning: 电话号码不像 11 位手机号或带区号的座机号（如 0715-5320000），请核对。',
  ])
  expect(readHeads([['姓名', '身份证号'], ['余明', '429999196503120000']], [{ row: 2, column: 1 }], today).problems).toEqual([
    { row: 2, column: '身份证号', severity: 'error', message: '“429999196503120000”在表格里存成了数字，末几位已经丢失；请把这一列设为“文本”后重新填写。' },
  ])
})

test('a sheet without a column of names, without owners, or with two columns of one kind says so', () => {
  expect([read(['房号'], ['1-101']), read(['姓名', '电话']), read(['姓名', '金额', '应退金额'], ['余明', '1', '2'])].map(one => one.problems[0]!.message)).toEqual([
    '没有找到“姓名”这一列：前 10 行里要有一行表头，写有“姓名”；可先导出空白名册照着填。',
    '表头下面没有业主，请填写后再导入。',
    '“金额”和“应退金额”都像“金额（元）”这一列，请只留一列，或改名。',
  ])
})

const w8 = workedCase('w8')
const group = w8.parties.find(party => (party.headcount ?? 1) > 1)!
const other = w8.parties.find(party => party.side !== group.side)!
const listOf = (amounts: (number | undefined)[]): HeadList =>
  ({ partyId: group.id, rows: amounts.map((amountFen, index) => ({ id: `h${index + 1}`, name: `业主${index + 1}`, ...(amountFen !== undefined && { amountFen }) })) })
const plan: OwnerPlan = { otherParty: other.id, direction: 'toOwners', subject: '停车费', dueOn: localDate('2026-11-15'), manner: '银行转账' }

test('twelve owners at 240 each come to 2,880, each with a term of their own', () => {
  const terms = ownerTerms(w8, listOf(Array.from({ length: 12 }, () => undefined)), { ...plan, eachFen: 24_000, totalFen: 288_000 })
  expect(terms.ok && [terms.value.length, terms.value[0]]).toEqual([12, {
    id: 'owner-h1', kind: 'payment', obligor: other.id, obligee: group.id, amountFen: 24_000, dueOn: '2026-11-15', manner: '银行转账',
    text: `${other.name}于2026年11月15日前向业主1支付停车费240.00元。`,
  }])
})

test('a sum that is not what was agreed, a missing amount, and nothing to pay are refused', () => {
  const refusal = (list: HeadList, more: Partial<OwnerPlan>) => {
    const made = ownerTerms(w8, list, { ...plan, ...more })
    return made.ok ? undefined : [made.refusal.code, made.refusal.field, made.refusal.message]
  }
  expect([
    refusal(listOf([100, 200]), { totalFen: 299 }), refusal(listOf([100, undefined]), {}), refusal(listOf([0, 0]), {}),
  ]).toEqual([
    ['total-differs', '/plan/totalFen', '2 户相加是 3.00 元，与填写的总额 2.99 元相差 0.01 元，请核对。'],
    ['amount-missing', '/plan/eachFen', '名册里有 1 户没有金额（业主2），请在名册补填，或改为每户相同金额。'],
    ['no-amounts', '/plan/eachFen', '没有一户的金额大于 0，请填写金额。'],
  ])
})

test('whatever the amounts, the terms add up to the list', () => {
  assert(property(array(integer({ min: 0, max: 9_999_999 }), { minLength: 1, maxLength: 600 }).filter(all => all.some(fen => fen > 0)), amounts => {
    const list = listOf(amounts)
    const terms = ownerTerms(w8, list, { ...plan, totalFen: sumOf(list.rows).totalFen })
    expect(terms.ok && terms.value.reduce((sum, term) => sum + term.amountFen!, 0)).toBe(sumOf(list.rows).totalFen)
  }), { numRuns: 50 })
})

test('a party whose headcount is not the length of its list, or that is gone, is a problem', () => {
  const list = listOf([1, 2])
  expect([headcountProblem(w8, undefined), headcountProblem(w8, list)?.message, headcountProblem({ ...w8, parties: [other] }, list)?.pointer])
    .toEqual([null, '名册有 2 户，代表人数应相同；要改户数请先改名册。', '/parties'])
})
