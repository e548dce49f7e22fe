/** Two thousand rows of made-up ledgers, each with a reading that knows nothing of the program. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { foldedName } from '../../../src/core/base/folding.ts'
import { dateIn, fenIn } from '../../../src/core/ledger/cells.ts'
import { readLedger, type LedgerOptions } from '../../../src/core/ledger/read-ledger.ts'
import { workedOffice } from '../../builders.ts'
import { allWords, generatedLedger } from './generated-ledgers.ts'
import { judged, type Verdict } from './judging.ts'

const options: LedgerOptions = { mapping: {}, archiveEnded: false, batchId: 'b', today: localDate('2026-11-23'), office: workedOffice, mediators: [], known: new Map() }

test('of two thousand rows none comes in wrong, none loses a word, and only those that can be read in two ways are asked about', () => {
  const counts: Record<Verdict, number> = { wrong: 0, lost: 0, refused: 0, right: 0 }
  const whys: string[] = []
  for (let seed = 1; seed <= 20; seed += 1) {
    const { headings, rows } = generatedLedger(seed, 100)
    const got = readLedger([headings, ...rows.map(({ cells }) => cells)], [], options)
    const files = new Map(got.cases.map(({ row, file }) => [row, file]))
    rows.forEach((row, index) => {
      const { verdict, why } = judged(row, files.get(index + 2))
      counts[verdict] += 1
      if (verdict !== 'right') whys.push(`${verdict} ${JSON.stringify(row.cells)} ${why} ${got.problems.filter(problem => problem.row === index + 2).map(({ message }) => message).join(' ')}`)
    })
  }
  expect(whys.slice(0, 10)).toEqual([])
  expect(counts).toEqual({ wrong: 0, lost: 0, refused: 0, right: 2000 })
})

/** Full stops between characters fold as the dots of a name do. */
const same = (text: string): string => foldedName(text).replaceAll(/[。.]/g, '')

const headings = fc.shuffledSubarray([
  '卷号', '申请日期', '受理日期', '案件来源', '纠纷类型', '申请人', '申请人证件号码', '身份证号', '联系电话', '身份证号', '联系电话', '被申请人', '被申请人电话', '街道', '社区', '小区', '楼栋', '房号', '物业企业', '纠纷情况', '申请事项',
  '疑难复杂', '调解员', '调解结果', '结果', '协议形式', '协议日期', '结案日期', '协议金额（元）', '金额（万元）', '协议内容', '履行情况', '履行日期', '司法确认', '司法确认日期', '归档日期', '备注', '说明', '回访情况', '天气', '',
], { minLength: 3 }).map(some => ['申请人', '受理日期', ...some.filter(heading => heading !== '受理日期' && heading !== '申请人')])
const han = fc.string({ unit: fc.constantFrom(...'王李明芳漏水物业赔偿部分未已达成协议撤回移送不同意调解，。（）无'), minLength: 1, maxLength: 12 })
const cell = fc.oneof(
  { weight: 2, arbitrary: fc.constant('') },
  { weight: 3, arbitrary: fc.constantFrom(...Object.values(allWords).flat().map(([text]) => text)) },
  { weight: 2, arbitrary: han },
  { weight: 2, arbitrary: fc.constantFrom('2024-03-05', '2024年3月5日', '500元', '0', '0.5万元', '12', '无', '—', '13800138000', '11010519491231002X', '张三、李四', '清源小区', '蒲圻街道', '是', '否', '王芳', '13800138000、13900139000', '余明 138') },
)

test('no cell is absent from both the case and the report, whatever stands in whatever column', () => {
  fc.assert(fc.property(headings.chain(titles => fc.record({ titles: fc.constant(titles), rows: fc.array(fc.array(cell, { minLength: titles.length, maxLength: titles.length }), { minLength: 1, maxLength: 6 }), street: fc.constantFrom(undefined, '421281001') })), ({ titles, rows, street }) => {
    const table = [titles, ...rows.map(line => line.map((text, at) => (at === 1 && text === '' ? '2024-03-05' : text)))]
    const got = readLedger(table, [], { ...options, street })
    const files = new Map(got.cases.map(({ row, file }) => [row, file]))
    table.forEach((line, index) => line.forEach((text, at) => {
      if (text.trim() === '') return
      const where = got.traces[index]![at]!
      expect([titles[at], text, where !== '']).toEqual([titles[at], text, true])
      const file = files.get(index + 1)
      if (!file) {
        if (index > 0) expect(where).toMatch(/^没有导入/)
        return
      }
      if (/^按没有填写处理|^没有导入：这一列|^还在办理$/.test(where)) return
      const whole = same(JSON.stringify(file).replaceAll('\\n', ''))
      if (where.includes('备注') && !where.includes('元）')) expect([where, whole]).toEqual([where, expect.stringContaining(same(text))])
      else if (where.includes('备注') || where.startsWith('协议金额（') && where.endsWith('元）')) expect(where).toContain((fenIn(text, /万/.test(titles[at]!) ? '万元' : '元')! / 100).toFixed(2).replace(/\B(?=(\d{3})+\.)/g, ','))
      else if (/（\d{4}-\d\d-\d\d）$/.test(where)) expect(whole).toContain(same(dateIn(text)!))
      else if (!/（/.test(where) || where.endsWith('人）')) for (const part of text.split(/[、，与及\s（）。]+/).filter(Boolean)) expect([titles[at], where, whole]).toEqual([titles[at], where, expect.stringContaining(same(part))])
      else expect(where).toMatch(/^(?:案件来源|纠纷类型|结束方式|还在办理|协议形式|履行情况|司法确认|疑难复杂|调解员|街道|协议金额（写的是零|纠纷情况|申请人（|被申请人（|申请人住址|被申请人住址)/)
    }))
  }), { numRuns: 500 })
})
