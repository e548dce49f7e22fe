import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { nationalCsv, nationalJson, nationalTables } from '../../../src/core/exports/national.ts'
import { adviceLetter } from '../../../src/core/reports/advice-letter.ts'
import { ranges } from '../../../src/core/reports/case-annex.ts'
import { dueReports, type ReportDuty } from '../../../src/core/reports/duties.ts'
import { officialColumns, officialTable } from '../../../src/core/reports/official-table.ts'
import { periodFigures } from '../../../src/core/reports/period-figures.ts'
import { shippedParameters } from '../../../src/core/parameters/parameters.ts'
import { publicReport } from '../../../src/core/reports/public-report.ts'
import { numberIn, sheetsOf } from '../../../src/core/reports/sheet.ts'
import { workedCases, workedMediators, workedOffice } from '../case/worked-cases.ts'
import { counting } from '../statistics/counting.ts'

const today = localDate('2026-11-23')
const october = periodFigures({ counting: counting('2026-10-01', '2026-10-31'), annexes: new Map(), note: { screenings: 14 }, corrections: [] })

describe('the official table', () => {
  const columns = officialColumns({ statistics: october.statistics, note: october.note, byKind: { social: 5 } })
  const value = (id: string): number | null => columns.find(column => column.id === id)!.value
  const sum = (prefix: string): number => columns.filter(({ id }) => id.startsWith(prefix)).reduce((total, column) => total + column.value!, 0)

  it('has every column of the form, and those that are more than nothing in October', () => {
    expect(columns).toHaveLength(49)
    expect(Object.fromEntries(columns.filter(column => column.value !== 0).map(column => [column.id, column.value]))).toEqual({
      total: 5, partiesInvolved: 21, succeeded: 3, difficult: 1, agreedAmountWan: 1.18, 'kind.social': 5, 'source.application': 4, 'source.sent': 1, 'source.sent.court': 1,
      'category.neighbour': 2, 'category.property': 3, oral: 1, written: 2, screenings: 14, prevented: null,
    })
  })

  it('balances across: kinds, sources and categories each give the total, and the forms the success', () => {
    expect([sum('kind.'), sum('category.'), value('source.ownInitiative')! + value('source.application')! + value('source.sent')!, sum('source.sent.'), value('oral')! + value('written')!])
      .toEqual([value('total'), value('total'), value('total'), value('source.sent'), value('succeeded')])
  })

  it('fills each row of its sheet to the same width', () => {
    const sheet = officialTable({ statistics: october.statistics, note: october.note, byKind: { social: 5 }, office: '某委员会', periodTitle: '2026年10月', today, state: '草稿' })
    expect(new Set(sheet.rows.map(row => row.reduce((width, cell) => width + (cell.columns ?? 1), 0)))).toEqual(new Set([18]))
    expect([sheet.landscape, sheet.rows[1]!.map(cell => cell.value)]).toEqual([true, ['填报单位：某委员会', '统计时期：2026年10月（草稿）', '统计口径：按办结']])
  })
})

describe('the data under national field names', () => {
  const sly = { ...workedCases[0]!, id: 'x1', facts: '=HYPERLINK("http://x")', parties: [{ ...workedCases[0]!.parties[0]!, idNo: '429999196503120018', phone: '13900000011' }] } as CaseFile
  const tables = nationalTables({
    cases: [sly], mediators: workedMediators, office: workedOffice, committeeKind: '社会团体和其他组织', statistics: october.statistics, note: october.note,
  })

  it('is a CSV with the mark of UTF-8, names over labels, and no formula', () => {
    const text = nationalCsv(tables[0]!)
    const [names, labels, row] = text.slice(1).split('\r\n').map(line => line.slice(1, -1).split('","'))
    expect(text.codePointAt(0)).toBe(0xfeff)
    expect([names!.slice(0, 3), labels!.slice(0, 3), names!.length === labels!.length && row!.length >= names!.length])
      .toEqual([['AJBM', 'AH', 'TWHMC'], ['案件编码', '案号', '调委会名称'], true])
    expect(text).toContain(`"'=HYPERLINK(""http://x"")"`)
  })

  it('is a JSON with its schema, every table, and masked numbers', () => {
    const data = JSON.parse(nationalJson(tables, october.statistics.period)) as { schema: string; version: number; tables: { id: string; records: Record<string, unknown>[] }[] }
    expect([data.version, data.tables.map(table => [table.id, table.records.length])]).toEqual([1, [['AJ', 1], ['DSR', 1], ['TJY', 3], ['TWH', 1], ['HZ', 1]]])
    expect(data.schema).toContain('SF/T 0018-2019')
    expect(data.tables[1]!.records[0]).toMatchObject({ DSRZJHM: '4299**********0018', DSRLXDH: '1390***0011' })
    expect(data.tables[4]!.records[0]).toEqual({ ND: '2026', YF: '10', TJJFJS: 5, PCJFCS: 14, YFJFJS: null })
    expect(JSON.stringify(data)).not.toContain('429999196503120018')
  })
})

it('a letter of advice names the company, its number of cases and what may be done against the causes, and no party', () => {
  const row = october.statistics.figures.find(figure => figure.id === 'repeatCompanies')!.split![0]!
  const letter = adviceLetter({ to: 'company', row, figures: october, causesOf: id => (id === 'w2' ? ['沟通不畅'] : ['收费标准不明']), office: workedOffice, today })
  const text = letter.blocks.flatMap(block => ('text' in block ? [block.text] : [])).join('\n')
  for (const words of ['清源物业服务有限公司：', '受理涉及你单位的物业纠纷4件', '主要成因是收费标准不明、沟通不畅。', '一、在小区显著位置公示', '二、指定专人接待业主']) expect(text).toContain(words)
  for (const party of workedCases.flatMap(file => file.parties)) if (party.kind === 'person') expect(text).not.toContain(party.name)
})

it('the public edition names no company, estate, mediator or party', () => {
  const text = JSON.stringify(publicReport({ statistics: october.statistics, office: workedOffice.name, today, parameters: shippedParameters }))
  const names = [...workedMediators.map(one => one.name), ...workedCases.flatMap(file => [file.propertyCompany?.name, file.place?.estate, ...file.parties.map(party => party.name)])]
  for (const name of names.filter(name => name !== undefined)) expect(text).not.toContain(name)
  expect(text).toContain('受理4件，办结5件')
})

it('numbers of a list are written in runs', () => {
  expect([ranges([3, 1, 2, 7, 8, 10]), ranges([])]).toEqual(['1—3、7、8、10', ''])
})

describe('a paper as a spreadsheet', () => {
  it.each([
    ['5件', { value: 5, format: '0"件"' }], ['1,200.50元', { value: 1200.5, format: '#,##0.00"元"' }], ['+13.6%', { value: 0.136, format: '+0.0%;-0.0%' }],
    ['0', { value: 0, format: '0' }], ['—', undefined], ['2件3人', undefined], ['2026-10-01', undefined],
  ])('%s is %j', (text, expected) => {
    expect(numberIn(text)).toEqual(expected && { value: expect.closeTo(expected.value, 9) as number, format: expected.format })
  })

  it('has a tab for each heading, figures as numbers and everything else as words', () => {
    const sheets = sheetsOf({ id: 'x', title: 't', blocks: [
      { kind: 'title', text: '标题' }, { kind: 'heading', text: '一、按小区/企业' },
      { kind: 'table', columns: [{ title: '小区', share: 0.5, align: 'left' }, { title: '件数', share: 0.5, align: 'right' }], rows: [['=1+1', '3件'], ['13800000000', '—']] },
    ] })
    expect(sheets.map(({ name }) => name)).toEqual(['封面', '按小区 企业'])
    expect(sheets[1]!.rows.slice(-2).map(row => row.map(cell => cell.value))).toEqual([['=1+1', 3], ['13800000000', '—']])
  })
})

describe('the calendar of duties', () => {
  const duty: ReportDuty = { id: 'd1', name: '月报', body: '住建局', rhythm: 'month', dueDay: 5, since: localDate('2026-09-20') }
  it('owes each period from the first on, due in the month after, until it is sent', () => {
    const sent = { id: 'd1 2026-09-01..2026-09-30', dutyId: 'd1', from: localDate('2026-09-01'), to: localDate('2026-09-30'), sentOn: localDate('2026-10-08'), by: '宋宁' }
    expect(dueReports([duty], [sent], today).map(({ periodTitle, dueOn, state }) => [periodTitle, dueOn, state])).toEqual([
      ['2026年11月', '2026-12-07', 'later'], ['2026年10月', '2026-11-05', 'overdue'], ['2026年9月', '2026-10-08', 'sent'],
    ])
  })
  it('knows quarters and statistics years', () => {
    const first = (rhythm: ReportDuty['rhythm'], since: string) => dueReports([{ ...duty, rhythm, since: localDate(since) }], [], today).at(-1)!
    expect([first('quarter', '2026-07-01').dueOn, first('statisticsYear', '2026-01-01').dueOn, first('halfYear', '2026-01-01').dueOn]).toEqual(['2026-10-08', '2026-12-07', '2026-07-06'])
    expect(dueReports([{ ...duty, sameMonth: true, dueDay: 28 }], [], today)[0]).toMatchObject({ periodTitle: '2026年11月', dueOn: '2026-11-30' })
  })
})
