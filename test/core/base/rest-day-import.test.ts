import { describe, expect, test } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { readRestDays } from '../../../src/core/base/rest-day-import.ts'
import { addWorkingDays, calendarFrom, isKnownYear, isRestDay, tablesWith } from '../../../src/core/base/rest-days.ts'

const days = [
  ['2027-01-01', '休', '元旦'], ['2027-05-01', '休', '劳动节'], ['2027-10-01', '休', '国庆节'], ['2027/10/2', '休', '国庆节'], ['2027年10月3日', '休', ''], ['2027-10-09', '班', '国庆节调休'],
] as const
const csv = `日期,类型,说明\r\n${days.map(row => row.join(',')).join('\r\n')}\r\n`
const problems = (content: string): string[] => {
  const read = readRestDays(content, '通知')
  if (read.ok) throw new Error('taken')
  return read.refusal.problems?.map(({ message }) => message) ?? [read.refusal.message]
}

describe('a yearly table', () => {
  test('is read the same from CSV, with or without a byte order mark, and from JSON', () => {
    const table = {
      year: 2027, source: '通知', off: ['2027-01-01', '2027-05-01', '2027-10-01', '2027-10-02', '2027-10-03'], work: ['2027-10-09'],
      notes: { '2027-01-01': '元旦', '2027-05-01': '劳动节', '2027-10-01': '国庆节', '2027-10-02': '国庆节', '2027-10-09': '国庆节调休' },
    }
    const json = JSON.stringify(days.map(([date, kind, note]) => ({ 日期: date, 类型: kind, 说明: note })))
    for (const content of [csv, `\ufeff${csv}`, csv.replaceAll(',', '\t'), json]) expect(readRestDays(content, '通知')).toEqual({ ok: true, value: table })
    const calendar = calendarFrom(tablesWith([table]))
    expect([isKnownYear(localDate('2027-06-01'), calendar), isRestDay(localDate('2027-10-09'), calendar), isRestDay(localDate('2027-10-01'), calendar)]).toEqual([true, false, true])
    expect(addWorkingDays(localDate('2027-09-30'), 1, calendar)).toBe('2027-10-04')
  })

  test('takes the place of a shipped one for its year', () => {
    const own = { year: 2026, source: '改过的通知', off: ['2026-11-25'], work: [] }
    const calendar = calendarFrom(tablesWith([own]))
    expect([isRestDay(localDate('2026-11-25'), calendar), isRestDay(localDate('2026-10-01'), calendar), isRestDay(localDate('2025-10-01'), calendar)]).toEqual([true, false, true])
  })

  test('is refused whole, with every wrong line', () => {
    expect(problems(csv.replace('2027-01-01', '2027-02-29').replace('2027-05-01,休', '2027-05-01,放').replace('2027-10-09', '2027-10-08'))).toEqual([
      '第 2 行：“2027-02-29”不是真实的日期，请按 2027-01-01 的样子填写。',
      '第 3 行：类型“放”应为“休”或“班”。',
      '第 7 行：2027-10-08 不是星期六、星期日，本来就上班；“班”只写调休上班的周末，请核对日期。',
      '没有 2027-01-01（元旦）的“休”，这一天每年都放假；请核对文件是否完整。',
      '没有 2027-05-01（劳动节）的“休”，这一天每年都放假；请核对文件是否完整。',
    ])
    expect(problems(`${csv}2027-10-01,休,\n2028-01-01,休,元旦\n`)).toEqual([
      '第 8 行：2027-10-01 与第 4 行重复，请删去一行。', '第 9 行：2028-01-01 不在 2027 年；一个文件只写一年，请分开导入。',
    ])
  })

  test.each([
    ['', '第 1 行：第一行应为“日期,类型,说明”，请按这个次序写列名。'],
    ['日期;类型\n', '第 1 行：第一行应为“日期,类型,说明”，请按这个次序写列名。'],
    ['日期,类型,说明\n', '文件里没有一行日期，请核对。'],
    ['[{"日期":', '这个文件不是完整的 JSON 文本，请检查括号和引号，或改用 CSV。'],
    ['{"year":2027}', 'JSON 应为一个列表，每一项有“日期”“类型”“说明”。'],
    ['[]', '文件里没有一行日期，请核对。'],
  ])('that is %j is refused', (content, message) => {
    expect(problems(content)).toEqual([message])
  })
})
