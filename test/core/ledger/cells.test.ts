import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { chineseDate, localDate } from '../../../src/core/base/dates.ts'
import { dateIn, fenIn, headcountIn, listIn } from '../../../src/core/ledger/cells.ts'
import { ledgerColumnKeys, ledgerColumns, meaningOf } from '../../../src/core/office/ledger-columns.ts'
import { confirmationIn, performanceIn, resultIn, sourceIn, streetIn, typeIn } from '../../../src/core/ledger/words.ts'

test('a day is read however an office writes it, and nothing else is taken for one', () => {
  for (const text of ['2026-01-05', '2026.1.5', '2026/1/5', '2026年1月5日', '2026年01月05日', '20260105', '2026-01-05 09:30', '２０２６．１．５', '46027', ' 2026. 1. 5 ']) {
    expect([text, dateIn(text)]).toEqual([text, '2026-01-05'])
  }
  for (const text of ['', '2026', '1月5日', '2026-02-30', '2026年13月1日', '元月五日', '260105', '2026-1']) expect([text, dateIn(text)]).toEqual([text, null])
})

test('every day is read back from each way of writing it', () => {
  fc.assert(fc.property(fc.date({ min: new Date('1990-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }), day => {
    const date = localDate(day.toISOString().slice(0, 10))
    const [year, month, of] = date.split('-').map(Number)
    expect([date, date.replaceAll('-', ''), chineseDate(date), `${year}.${month}.${of}`, `${year}/${month}/${of}`].map(dateIn)).toEqual([date, date, date, date, date])
  }))
})

test('an amount is read in yuan and in ten thousands to the fen, and nothing is rounded', () => {
  expect(['1,234.50元', '￥8600', '0.5万元', '12万', '8600.5', '１，０００', '300元整', '0.000001万元'].map(text => fenIn(text)))
    .toEqual([123_450, 860_000, 500_000, 12_000_000, 860_050, 100_000, 30_000, 1])
  expect(fenIn('1.25', '万元')).toBe(1_250_000)
  expect(fenIn('300元', '万元')).toBe(30_000)
  for (const text of ['', '若干', '8.605', '-5', '1万2千', '12345678901', '8600美元']) expect([text, fenIn(text)]).toEqual([text, null])
})

test('several people in one cell are told apart, and one who stands for many says how many', () => {
  expect(listIn('余明、林晓；周立\n沈岚')).toEqual(['余明', '林晓', '周立', '沈岚'])
  expect([headcountIn('陈立新等12户'), headcountIn('陈立新等１２人'), headcountIn('陈立新')]).toEqual([12, 12, undefined])
})

test('columns are known by what offices and deployed systems call them', () => {
  expect(Object.fromEntries([
    'AH', 'SLRQ', 'JFLB', 'TJJG', 'DSRXM', 'ajly', '案号', '编号', '当事人甲', '当事人乙', '被申请人', '*受理日期', '纠纷类型', '调解员', '调解结果', '协议金额（元）', '涉案金额(万元)',
    '协议金额（万元）', '履行情况', '备注', '序号', '问题', '天气',
  ].map(heading => [heading, meaningOf(heading)]))).toEqual({
    AH: 'fileNo', SLRQ: 'acceptedOn', JFLB: 'type', TJJG: 'result', DSRXM: 'applicants', ajly: 'source', 案号: 'fileNo', 编号: 'fileNo', 当事人甲: 'applicants', 当事人乙: 'respondents',
    被申请人: 'respondents', '*受理日期': 'acceptedOn', 纠纷类型: 'type', 调解员: 'mediators', 调解结果: 'result', '协议金额（元）': 'amount', '涉案金额(万元)': 'amountWan',
    '协议金额（万元）': 'amountWan', 履行情况: 'performance', 备注: 'note', 序号: 'ignore', 问题: 'ignore', 天气: undefined,
  })
  expect(meaningOf('天气', { 天气: 'note' })).toBe('note')
  for (const key of ledgerColumnKeys) expect(meaningOf(ledgerColumns[key])).toBe(key)
})

test('usual words stand for our codes', () => {
  expect(['卫生间漏水', '拖欠物业费', 'WY09', '电梯噪音', '停车收费', '其他', '天气'].map(typeIn)).toEqual(['WY05', 'WY01', 'WY09', 'WY08', 'WY04', 'WY99', null])
  expect(['依申请', '法院委派', '法院委托', '派出所移交', '12345热线', '主动排查', '？'].map(sourceIn))
    .toEqual(['application', 'courtBeforeFiling', 'courtAfterFiling', 'police', 'petition', 'ownInitiative', null])
  expect(['调解成功', '达成书面协议', '口头协议', '未达成协议', '调解不成功', '撤回申请', '不予受理', '移送城管', '调解中', '退回法院', '是', '？？'].map(resultIn))
    .toEqual(['settled', 'E01', 'E02', 'E03', 'E03', 'E04', 'E06', 'E07', 'running', 'E08', 'settled', null])
  expect(['已履行', '部分履行', '未履行', '拒不履行', '？'].map(performanceIn)).toEqual(['done', 'partly', 'open', 'refused', null])
  expect(['是', '否', '确认有效', '未申请', '驳回'].map(confirmationIn)).toEqual(['confirmed', 'none', 'confirmed', 'none', 'dismissed'])
  expect(['蒲圻街道', '蒲圻', '赤壁镇', '别处'].map(streetIn)).toEqual(['421281001', '421281001', '421281104', null])
})
