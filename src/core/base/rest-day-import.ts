/**
 * Reads the yearly table of rest days (放假安排) that somebody typed from the State Council's notice: CSV or JSON with
 * 日期, 类型 (休 or 班) and 说明. All or nothing: one wrong line and nothing is taken, for a table with a hole in it
 * would be believed.
 */
import * as z from 'zod'
import { jsonFaults, readJson, type JsonLimits } from './json-text.ts'
import { isLocalDate, localDate, weekdayOf, yearOf, type LocalDate } from './dates.ts'
import type { RestDayTable } from './rest-days.ts'
import { storableText, Text } from './text.ts'
import { ok, refuse, refuseWith, type Problem, type Result } from './result.ts'

/** A table as the office keeps it: single days only. */
export const ImportedRestDays = z.strictObject({
  year: z.int().min(2000).max(2999),
  source: Text,
  off: z.array(z.string()),
  work: z.array(z.string()),
  notes: z.record(z.string(), z.string()).optional(),
})

/** A year has 366 days. */
const limits: JsonLimits = { depth: 5, values: 5_000, name: 100 }

const header = ['日期', '类型', '说明'] as const

type Row = { readonly where: string; readonly cells: readonly string[] }

/** Days that every year's notice must make a rest day (全国年节及纪念日放假办法第2条: the ones that lie on fixed dates). */
const alwaysOff = [['01-01', '元旦'], ['05-01', '劳动节'], ['10-01', '国庆节'], ['10-02', '国庆节'], ['10-03', '国庆节']] as const

const kinds: Readonly<Record<string, 'off' | 'work'>> = { 休: 'off', 班: 'work' }

/** `2027/1/1` and `2027年1月1日`, as spreadsheets write a date, become `2027-01-01`. */
const plainDate = (text: string): string => {
  const match = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text)
  return match ? `${match[1]}-${match[2]!.padStart(2, '0')}-${match[3]!.padStart(2, '0')}` : text
}

const cellsOf = (line: string): string[] => {
  const [date = '', kind = '', ...note] = line.split(/[,，\t]/).map(cell => cell.trim().replace(/^"(.*)"$/, '$1'))
  return [date, kind, note.join('，')]
}

const csvRows = (content: string): Result<Row[]> => {
  const lines = content.split(/\r\n|\r|\n/)
  const first = lines.findIndex(line => line.trim() !== '')
  const named = first < 0 ? [] : cellsOf(lines[first]!)
  if (header.slice(0, 2).some((name, index) => named[index] !== name)) {
    return refuse('calendar-header', `第 ${Math.max(first, 0) + 1} 行：第一行应为“日期,类型,说明”，请按这个次序写列名。`, { field: '/content' })
  }
  return ok(lines.flatMap((line, index): Row[] => (index <= first || line.trim() === '' ? [] : [{ where: `第 ${index + 1} 行`, cells: cellsOf(line) }])))
}

const jsonRows = (content: string): Result<Row[]> => {
  const read = readJson(content, limits)
  if ('fault' in read) {
    return refuse('not-json', read.fault === 'not-json' ? '这个文件不是完整的 JSON 文本，请检查括号和引号，或改用 CSV。' : `这个文件${jsonFaults[read.fault]}，不是一年的放假安排；请核对是不是选错了文件。`, { field: '/content' })
  }
  const list = read.value
  if (!Array.isArray(list)) return refuse('calendar-header', 'JSON 应为一个列表，每一项有“日期”“类型”“说明”。', { field: '/content' })
  return ok(list.map((entry: unknown, index): Row => {
    const item = typeof entry === 'object' && entry !== null ? entry as Record<string, unknown> : {}
    return { where: `第 ${index + 1} 项`, cells: header.map(name => (typeof item[name] === 'string' ? item[name].trim() : '')) }
  }))
}

/** A line for each day of a year, each with a note: what is longer is no such table. */
const LONGEST = 200_000

/** Takes the text of the file and where it comes from (文号). Refuses with every problem and its line. */
export const readRestDays = (content: string, source: string): Result<RestDayTable> => {
  if (content.length > LONGEST) return refuse('file-too-big', '这个文件太长，不是一年的放假安排；请核对是不是选错了文件。', { field: '/content' })
  const text = storableText(content.replace(/^\ufeff/, ''))
  const rows = text.trimStart().startsWith('[') || text.trimStart().startsWith('{') ? jsonRows(text) : csvRows(text)
  if (!rows.ok) return rows
  const problems: Problem[] = []
  const wrong = (code: string, message: string): void => void problems.push({ pointer: '/content', code, message, severity: 'error' })
  const seen = new Map<string, string>()
  const days: { on: LocalDate; kind: 'off' | 'work'; note: string; where: string }[] = []
  for (const { where, cells } of rows.value) {
    const [written = '', type = '', note = ''] = cells
    const on = plainDate(written)
    const kind = kinds[type]
    if (!isLocalDate(on)) {
      wrong('date', `${where}：“${written.slice(0, 20)}”不是真实的日期，请按 2027-01-01 的样子填写。`)
      continue
    }
    if (!kind) {
      wrong('kind', `${where}：类型“${type.slice(0, 10)}”应为“休”或“班”。`)
      continue
    }
    const before = seen.get(on)
    if (before !== undefined) wrong('twice', `${where}：${on} 与${before}重复，请删去一行。`)
    seen.set(on, where)
    const weekend = weekdayOf(on) === 0 || weekdayOf(on) === 6
    if (kind === 'work' && !weekend) wrong('workday', `${where}：${on} 不是星期六、星期日，本来就上班；“班”只写调休上班的周末，请核对日期。`)
    days.push({ on, kind, note, where })
  }
  const [first] = days
  if (rows.value.length === 0) wrong('empty', '文件里没有一行日期，请核对。')
  if (first) {
    const year = yearOf(first.on)
    for (const day of days) if (yearOf(day.on) !== year) wrong('other-year', `${day.where}：${day.on} 不在 ${year} 年；一个文件只写一年，请分开导入。`)
    for (const [date, name] of alwaysOff) {
      const on = localDate(`${year}-${date}`)
      if (!days.some(day => day.on === on && day.kind === 'off')) wrong('missing-day', `没有 ${on}（${name}）的“休”，这一天每年都放假；请核对文件是否完整。`)
    }
    if (problems.length === 0) {
      const sorted = days.toSorted((a, b) => (a.on < b.on ? -1 : 1))
      const notes = Object.fromEntries(sorted.filter(({ note }) => note !== '').map(({ on, note }) => [on, note]))
      return ok({
        year, source,
        off: sorted.filter(({ kind }) => kind === 'off').map(({ on }) => on),
        work: sorted.filter(({ kind }) => kind === 'work').map(({ on }) => on),
        ...(Object.keys(notes).length > 0 && { notes }),
      })
    }
  }
  return refuseWith('calendar-invalid', problems)
}
