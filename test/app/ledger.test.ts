/** An old ledger taken in and taken back, and our own given out, on real files and a real store. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import exceljs from 'exceljs'
import { expect, test, vi } from 'vitest'
import { computeStatistics } from '../../src/core/statistics/index.ts'
import { dashboardOf } from '../../src/core/statistics/dashboard.ts'
import { casesThatCount } from '../../src/core/office.ts'
import { localDate } from '../../src/core/base/dates.ts'
import { reckoningOf } from '../../src/core/rules/time-limits.ts'
import { readSheets } from '../../src/main/adapters/sheets/spreadsheet.ts'
import { aRehearsalOffice, must, openApp, refused, account, temporaryFolder, withWorkedCases, type TestApp } from './harness.ts'

// Workers and workbooks share two cores with other tests.
vi.setConfig({ testTimeout: 90_000 })

const headings = ['序号', '编号', '当事人甲', '身份证号', '联系电话', '被申请人', '小区名称', '房号', '受理日期', '纠纷类别', '案情简介', '承办人', '调解结果', '结案时间', '涉案金额', '履行情况', '备注', '天气']
const good = [
  ['1', '物调2019-01', '余明', '429999196503120018', '13900000001', '清源物业服务有限公司', '清源小区', '5-1501', '2019.3.5', '漏水', '楼上漏水。', '何平、宋宁', '调解成功', '2019年3月20日', '1,234.50元', '已履行', '老档案', '晴'],
  ['2', '物调2019-02', '陈立新等12户', '', '', '清源物业服务有限公司', '清源小区', '', '20190406', '停车费', '', '何平', '未达成协议', '2019/4/30', '', '', '', ''],
]
const base64 = (rows: readonly (readonly string[])[]): string => Buffer.from(`${rows.map(row => row.map(cell => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\r\n')}\r\n`).toString('base64')

const officeOf = async ({ ports }: TestApp) => must(ports.store.read())
const plain = async (app: TestApp) => {
  const { cases, annexes, mediators, fileNumbers } = await officeOf(app)
  return { cases: cases.all(), annexes: annexes.all(), mediators, fileNumbers }
}

test('a number that the spreadsheet spoiled is named again when the rows with problems are imported anew', async () => {
  const app = await aRehearsalOffice()
  const book = new exceljs.Workbook()
  const page = book.addWorksheet('台账')
  page.addRow(headings)
  page.addRow(good[0]!.map((cell, at) => (at === 3 ? Number(cell) : cell)))
  const first = join(temporaryFolder(), 'spoiled.xlsx')
  await book.xlsx.writeFile(first)
  const problemsIn = async (path: string) =>
    (await must(app.call('ledger.read', { content: readFileSync(path).toString('base64') }))).problems.filter(({ severity }) => severity === 'error').map(({ row, column }) => [row, column])
  expect(await problemsIn(first)).toEqual([[2, '身份证号']])
  const { path } = await must(app.call('ledger.errorFile', { content: readFileSync(first).toString('base64') }))
  expect((await must(readSheets(readFileSync(path))))[0]!.rows[1]![3]).toBe('4.29999E+17')
  expect(await problemsIn(path)).toEqual([[2, '身份证号']])
})

test('a ledger of long ago becomes cases; what it does not say is listed and nothing that it says is lost', async () => {
  const app = await aRehearsalOffice()
  const content = base64([['物业纠纷调解台账'], headings, ...good, ['合计', '', '', '', '', '', '', '', '', '', '', '', '', '', '1234.5']])
  const look = await must(app.call('ledger.read', { content, street: '421281001' }))
  expect(look).toMatchObject({
    headingRow: 2, total: 2, ready: 2, bad: 0, duplicates: 0, newMediators: ['何平', '宋宁'],
    problems: [{ row: 5, column: '', severity: 'warning', message: '这一行是合计，不是案件，没有导入。' }],
  })
  expect(look.columns.filter(({ meaning }) => meaning === undefined).map(({ heading, samples }) => [heading, samples])).toEqual([['天气', ['晴']]])
  expect(look.gaps).toContainEqual({ what: '申请日期（按受理日期记）', cases: 2 })
  expect((await officeOf(app)).cases.size).toBe(0)

  const { batch, leftOut } = await must(app.call('ledger.import', { content, street: '421281001', fileName: '台账.csv' }))
  expect([batch.cases, leftOut, batch.by]).toEqual([2, 0, account.name])
  const { cases, annexes, mediators } = await plain(app)
  expect(mediators.map(({ name }) => name)).toEqual(['何平', '宋宁'])
  expect(cases).toEqual([
    {
      id: `${batch.id}-3`, source: 'application', type: 'WY05', facts: '楼上漏水。\n备注：老档案\n天气：晴', claims: [], fileNo: '物调2019-01',
      parties: [
        { id: 'p1', side: 'applicant', kind: 'person', name: '余明', idKind: 'residentId', idNo: '429999196503120018', phone: '13900000001' },
        { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司' },
      ],
      place: { regionCode: '421281001', estate: '清源小区', room: '5-1501' },
      appliedOn: '2019-03-05', acceptedOn: '2019-03-05',
      mediators: [{ mediatorId: mediators[0]!.id, duty: 'presiding' }, { mediatorId: mediators[1]!.id, duty: 'assisting' }],
      agreement: {
        form: 'written', reachedOn: '2019-03-20', effectiveOn: '2019-03-20', whole: true, facts: '楼上漏水。', issues: '上下层漏水', no: '物调2019-01',
        terms: [{ id: 't1', text: '（旧台账未记载）', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 123_450 }],
      },
      end: { code: 'E01', on: '2019-03-20' },
      performance: [{ termId: 't1', on: '2019-03-20', state: 'done', amountFen: 123_450 }],
      archive: { on: '2019-03-20', retention: 'long' },
    },
    expect.objectContaining({
      type: 'WY04', facts: '（旧台账未记载）', end: { code: 'E03', on: '2019-04-30' },
      parties: [{ id: 'p1', side: 'applicant', kind: 'person', name: '陈立新等12户', headcount: 12 }, expect.objectContaining({ name: '清源物业服务有限公司' })],
    }),
  ])
  expect(annexes[1]!.ledger!.gaps).toEqual(['申请日期（按受理日期记）', '案件来源（按当事人申请记）', '街道（按所选街道记）', '纠纷情况', '归档日期（按结案日期记）', '保管期限（按长期记）', '推选的代表人'])
  // Archived long ago: nothing of it is due.
  expect((await must(app.call('deadline.list', {}))).total).toBe(0)
  // The same once more: everything is there already.
  expect(await must(app.call('ledger.read', { content, street: '421281001' }))).toMatchObject({ ready: 0, duplicates: 2 })
})

test('wrong rows are named by row and column; they go into a workbook, are put right there and come in after the others', async () => {
  const app = await aRehearsalOffice()
  const bad = [...good[0]!]
  bad[1] = '物调2019-03'
  bad[8] = '三月初五'
  bad[14] = '若干'
  const early = [...good[1]!]
  early[1] = '物调2019-04'
  early[13] = '2019-01-01'
  const content = base64([headings, ...good, bad, early, good[0]!])
  const look = await must(app.call('ledger.read', { content }))
  expect([look.total, look.ready, look.bad, look.duplicates]).toEqual([5, 2, 2, 1])
  expect(look.problems.map(({ row, column, severity }) => [row, column, severity])).toEqual([
    [4, '受理日期', 'error'], [4, '涉案金额', 'error'], [5, '结案时间', 'error'], [6, '编号', 'duplicate'], [5, '当事人甲', 'warning'],
  ])
  for (const { message } of look.problems) expect(message).toMatch(/请|相同/)
  expect((await refused(app.call('ledger.import', { content, fileName: '台账.csv' }))).code).toBe('ledger-has-problems')
  expect((await officeOf(app)).cases.size).toBe(0)

  const { path, rows } = await must(app.call('ledger.errorFile', { content }))
  expect(rows).toBe(3)
  const [sheet] = await must(readSheets(readFileSync(path)))
  expect(sheet!.rows[0]).toEqual([...headings, '问题'])
  expect(sheet!.rows[1]!.at(-1)).toContain('涉案金额：“若干”认不出是多少钱')
  expect((await must(app.call('ledger.import', { content, fileName: '台账.csv', leaveOut: true })))).toMatchObject({ batch: { cases: 2 }, leftOut: 3 })

  const book = new exceljs.Workbook()
  await book.xlsx.readFile(path)
  const page = book.worksheets[0]!
  page.getCell(2, 9).value = new Date('2019-03-05T00:00:00Z')
  page.getCell(2, 15).value = 0.5
  page.getCell(1, 15).value = '涉案金额（万元）'
  page.getCell(3, 14).value = '2019-04-30'
  page.spliceRows(4, 1)
  const corrected = join(app.out, 'corrected.xlsx')
  await book.xlsx.writeFile(corrected)
  // The owners of 04 sued on one day twice: two numbers are two cases.
  expect(await must(app.call('ledger.read', { path: corrected }))).toMatchObject({ ready: 2, bad: 0, duplicates: 0, problems: [{ severity: 'warning' }, { severity: 'warning' }] })
  await must(app.call('ledger.import', { path: corrected, fileName: 'corrected.xlsx' }))
  expect((await officeOf(app)).cases.all().map(({ fileNo, agreement }) => [fileNo, agreement?.terms[0]!.amountFen]))
    .toEqual([['物调2019-01', 123_450], ['物调2019-02', undefined], ['物调2019-03', 500_000], ['物调2019-04', undefined]])
})

test('a batch is taken back as if it had never been, also after opening anew; one that was worked on is not', async () => {
  const folder = temporaryFolder()
  const app = await aRehearsalOffice(folder)
  await must(app.call('bundle.import', { path: fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url)) }))
  const before = await plain(app)
  const numbered = good.map((row, index) => row.with(1, `（2019）赤物人调字第00${index + 1}号`))
  const first = (await must(app.call('ledger.import', { content: base64([headings, ...numbered]), fileName: '一.csv' }))).batch
  expect((await officeOf(app)).fileNumbers['2019']).toBe(2)
  await must(app.call('ledger.undo', { batchId: first.id }))
  expect((await officeOf(app)).caseHistory.size).toBe(8)
  expect(await plain(app)).toEqual(before)
  expect((await refused(app.call('ledger.undo', { batchId: first.id }))).code).toBe('no-such-batch')

  const second = (await must(app.call('ledger.import', { content: base64([headings, ...numbered]), fileName: '二.csv' }))).batch
  const [touched] = (await officeOf(app)).annexes.all().filter(annex => annex.ledger)
  const out = await must(app.call('case.checkOut', { caseIds: [touched!.id], password: '外带办案密码2026' }))
  expect(await refused(app.call('ledger.undo', { batchId: second.id }))).toMatchObject({ code: 'already-out', field: '/batchId' })
  await must(app.call('checkOut.end', { id: out.checkOutId, reason: '没有用上' }))
  await must(app.call('case.reopen', { caseId: touched!.id, reason: '补正材料' }))
  const refusal = await refused(app.call('ledger.undo', { batchId: second.id }))
  expect([refusal.code, refusal.problems!.map(({ pointer }) => pointer)]).toEqual(['batch-touched', [`/cases/${touched!.id}`]])
  const after = await plain(app)
  await app.ports.store.close()
  const again = await openApp(folder)
  await must(again.call('account.unlock', { password: account.password }))
  expect(await plain(again)).toEqual(after)
  expect((await must(again.call('ledger.batches', {}))).batches.map(({ id, undoneAt }) => [id, undoneAt !== undefined])).toEqual([[second.id, false], [first.id, true]])
})

test('the written ledger has what a printed list needs, keeps formulas and numbers as text, and comes in again the same', async () => {
  const app = await withWorkedCases()
  const { path, cases } = await must(app.call('ledger.export', {}))
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(path)
  const sheet = book.worksheets[0]!
  expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1' })
  expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
  expect(sheet.autoFilter).toBeTruthy()
  const column = (sheet.getRow(1).values as string[]).indexOf('申请人证件号码')
  expect(sheet.getCell(2, column).numFmt).toBe('@')
  expect(cases).toBe((await officeOf(app)).cases.size)
  expect((await must(app.call('ledger.export', { endCodes: ['E01'] }))).cases).toBe((await must(app.call('case.list', { endCodes: ['E01'] }))).total)
  for (const file of (await officeOf(app)).cases.all()) for (const session of file.sessions ?? []) {
    if (session.confidential && session.record) expect(JSON.stringify(book.worksheets[0]!.getSheetValues())).not.toContain(session.record)
  }

  const other = await aRehearsalOffice()
  const look = await must(other.call('ledger.read', { path }))
  expect(look.problems.filter(({ severity }) => severity === 'error')).toEqual([])
  await must(other.call('ledger.import', { path, fileName: '台账.xlsx' }))
  const short = (files: readonly { fileNo?: string | undefined; appliedOn: string; acceptedOn?: string | undefined; type: string; source: string; parties: readonly { name: string; side: string }[]; end?: { code: string; on: string } | undefined; place?: object | undefined }[]) =>
    files.map(({ fileNo, appliedOn, acceptedOn, type, source, parties, end, place }) => ({ fileNo, appliedOn, acceptedOn, type, source, names: parties.filter(({ side }) => side !== 'thirdParty').map(({ name }) => name), end: end?.code, on: end?.on, place }))
      .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  expect(short((await officeOf(other)).cases.all())).toEqual(short((await officeOf(app)).cases.all()))
})

test('text that looks like a formula leaves as text', async () => {
  const app = await aRehearsalOffice()
  const row = good[0]!.with(2, '=HYPERLINK("http://x")').with(10, '@SUM(1)')
  await must(app.call('ledger.import', { content: base64([headings, row]), fileName: 'x.csv' }))
  const { path } = await must(app.call('ledger.export', {}))
  const [sheet] = await must(readSheets(readFileSync(path)))
  expect(sheet!.rows[1]).toContain('=HYPERLINK("http://x")')
  const book = new exceljs.Workbook()
  await book.xlsx.readFile(path)
  book.worksheets[0]!.eachRow(line => line.eachCell(cell => expect(cell.type).not.toBe(exceljs.ValueType.Formula)))
})

test('a reading can be stopped, says how far it is, and a file that is no ledger is refused with a sentence', async () => {
  const app = await aRehearsalOffice()
  const many = base64([headings, ...Array.from({ length: 6000 }, (_, index) => good[0]!.with(1, `n${index}`).with(2, `人${index}`))])
  const reading = app.call('ledger.read', { content: many, job: 'j' })
  for (;;) {
    const { phase } = await must(app.call('ledger.progress', { job: 'j' }))
    if (phase === 'checking') break
    await new Promise(done => setTimeout(done, 20))
  }
  await must(app.call('ledger.cancel', { job: 'j' }))
  expect((await refused(reading)).code).toBe('cancelled')
  expect(await must(app.call('ledger.progress', { job: 'j' }))).toEqual({ phase: 'waiting', done: 0, total: 0 })

  const codes: string[] = []
  for (const bytes of [Buffer.alloc(0), Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), Buffer.from([1, 0, 2])]) codes.push((await refused(app.call('ledger.read', { content: bytes.toString('base64') }))).code)
  expect(codes).toEqual(['spreadsheet-empty', 'spreadsheet-xls', 'spreadsheet-unknown'])
  expect((await must(app.call('ledger.read', { content: base64([['你好'], ['世界']]) }))).problems[0]!.message).toContain('没有找到表头')
  expect((await refused(app.call('ledger.import', { content: base64([['你好'], ['世界']]), fileName: 'x.csv' }))).code).toBe('ledger-unreadable')
  const path = join(temporaryFolder(), 'strange.csv')
  writeFileSync(path, '申请人,受理日期\n余\u0007明,2019-01-01\n')
  expect((await must(app.call('ledger.read', { path }))).problems[0]).toMatchObject({ row: 2, column: '申请人', severity: 'error' })
})

test('a case that was registered while a ledger was read does not stop it, unless it is one of the ledger', async () => {
  const app = await aRehearsalOffice()
  const own = (name: string, appliedOn: string) => ({
    source: 'application' as const, type: 'WY05' as const, facts: '漏水。', claims: [], appliedOn,
    parties: [{ side: 'applicant' as const, kind: 'person' as const, name }, { side: 'respondent' as const, kind: 'organisation' as const, name: '清源物业服务有限公司' }],
  })
  const during = async (rows: readonly (readonly string[])[], name: string, on: string) => {
    const importing = app.call('ledger.import', { content: base64([headings, ...rows]), fileName: '台账.csv', job: 'k' })
    while ((await must(app.call('ledger.progress', { job: 'k' }))).phase === 'waiting') await new Promise(done => setTimeout(done, 1))
    await must(app.call('case.register', own(name, on)))
    return importing
  }
  expect((await must(during([good[0]!], '方圆', '2026-11-20'))).batch.cases).toBe(1)
  const again = good[0]!.with(1, '物调2019-09').with(2, '林晓').with(8, '2026.11.19').with(13, '').with(14, '').with(15, '').with(16, '')
  expect((await refused(during([again], '林晓', '2026-11-19'))).code).toBe('changed-meanwhile')
  expect((await officeOf(app)).cases.size).toBe(3)
})

test('what the office says of its headings is remembered', async () => {
  const app = await aRehearsalOffice()
  const content = base64([['谁', '受理日期', '结果'], ['余明', '2019-01-01', '撤回']])
  expect((await must(app.call('ledger.read', { content }))).ready).toBe(0)
  await must(app.call('ledger.mapping', { mapping: { 谁: 'applicants' } }))
  expect((await must(app.call('ledger.read', { content }))).ready).toBe(1)
  expect((await must(app.call('office.show', {}))).settings?.ledgerMapping).toEqual({ 谁: 'applicants' })
})

test('the first page counts as the statistics do, and every number has its cases', async () => {
  const app = await withWorkedCases()
  const office = await officeOf(app)
  for (const today of ['2026-10-31', '2026-11-30'].map(localDate)) {
    const { month } = dashboardOf(casesThatCount(office), id => office.annexes.get(id), today)
    const { figures } = computeStatistics({ cases: casesThatCount(office), mediators: office.mediators, period: { from: localDate(`${today.slice(0, 8)}01`), to: today }, basis: 'closed', ...reckoningOf(office) })
    for (const { id, value, caseIds } of month) expect({ id, value, caseIds }).toEqual((({ id, value, caseIds }) => ({ id, value, caseIds }))(figures.find(figure => figure.id === id)!))
  }
  const shown = await must(app.call('dashboard.show', {}))
  const { counts } = await must(app.call('deadline.list', { until: localDate('2026-11-30') }))
  for (const { key, caseIds } of shown.due) expect([key, caseIds.length > 0]).toEqual([key, counts[key as 'overdue'] > 0])
})

const fixture = (name: string): string => new URL(`../fixtures/real-world/${name}`, import.meta.url).pathname
const office = async (): Promise<TestApp> => aRehearsalOffice()

test('a month of which every word is a denial has no success, and no confirmation', async () => {
  const app = await office()
  await must(app.call('ledger.import', { path: fixture('month-of-negated-words.csv'), fileName: '十月.csv' }))
  const { cases } = await plain(app)
  expect(cases.map(({ end, confirmation }) => [end?.code, confirmation?.result])).toEqual([['E03', undefined], ['E03', undefined], ['E01', 'dismissed']])
  const { figures } = computeStatistics({ cases, mediators: [], period: { from: localDate('2026-10-01'), to: localDate('2026-10-31') }, basis: 'closed', ...reckoningOf(await officeOf(app)) })
  expect(figures.find(({ id }) => id === 'succeeded')!.value).toBe(1)
})

test('a word that means two things keeps its row out until it is chosen; the choice holds for the next ledger', async () => {
  const app = await office()
  const content = base64([['卷号', '受理日期', '申请人', '被申请人', '调解结果'], ['Q1', '2024-03-02', '余明', '周立', '先未达成，后达成协议']])
  const look = await must(app.call('ledger.read', { content }))
  expect([look.ready, look.bad, look.unclear]).toEqual([0, 1, [{
    key: 'result:先未达成,后达成协议', column: '调解结果', word: '先未达成，后达成协议', rows: 1,
    choices: [{ value: 'E03', label: '未达成协议终止' }, { value: 'E01', label: '书面协议' }, { value: 'E02', label: '口头协议' }],
  }]])
  expect(look.problems[0]!.message).toContain('可能是“未达成协议终止”、“书面协议”、“口头协议”')
  const words = { [look.unclear[0]!.key]: 'E01' }
  expect(await must(app.call('ledger.read', { content, words }))).toMatchObject({ ready: 1, bad: 0, unclear: [] })
  await must(app.call('ledger.import', { content, words, fileName: '一.csv' }))
  expect((await plain(app)).cases[0]!.facts).toContain('调解结果：先未达成，后达成协议')
  const next = base64([['卷号', '受理日期', '申请人', '被申请人', '调解结果'], ['Q2', '2024-04-02', '林晓', '周立', '先未达成， 后达成协议']])
  expect(await must(app.call('ledger.read', { content: next }))).toMatchObject({ ready: 1, unclear: [] })
})

test('every file of a real office is read, and what it says is somewhere', async () => {
  const app = await office()
  for (const name of ['words-lost.csv', 'counts-differ.csv', 'twin-columns.csv', 'three-row-headings.csv', 'respondent-kind.csv', 'merged-mediator.xlsx', 'number-format-wan.xlsx', 'soft-line-break.xlsx', 'prefixed-namespace.xlsx', 'placeholders.csv', 'padded-mediator.csv', 'unclosed-quote.csv']) {
    expect([name, (await must(app.call('ledger.read', { path: fixture(name) }))).bad]).toEqual([name, 0])
  }
  expect((await must(app.call('ledger.read', { path: fixture('padded-mediator.csv') }))).newMediators).toEqual(['王芳'])
  const { report } = await must(app.call('ledger.import', { path: fixture('words-lost.csv'), fileName: 'words-lost.csv' }))
  const said = JSON.stringify((await plain(app)).cases)
  for (const text of ['望山社区网格员李某上报', '上下楼漏水致家具损坏', '由李四赔偿张三500元并于3月底前付清', '已付300元', '3月20日电话回访满意']) expect(said).toContain(text)
  const [cells] = await must(readSheets(readFileSync(report!)))
  const line = cells!.rows[2]!
  for (let at = 1; at < line.length; at += 2) if (line[at] !== '') expect([line[at], line[at + 1]]).toEqual([line[at], expect.stringMatching(/./)])
  expect((await refused(app.call('ledger.import', { path: fixture('hidden-sheet-and-row.xlsx'), fileName: 'x.xlsx' }))).code).toBe('ledger-hidden-rows')
  expect((await must(app.call('ledger.import', { path: fixture('hidden-sheet-and-row.xlsx'), fileName: 'x.xlsx', hiddenRows: 'leave' }))).batch.cases).toBe(1)
  const formula = await must(app.call('ledger.read', { path: fixture('formula-without-value.xlsx') }))
  expect([formula.bad, formula.problems[0]!.message]).toEqual([1, expect.stringContaining('没有存它的结果')])
})

test('numbers that begin anew each month tell no case apart', async () => {
  const app = await office()
  const month = (rows: readonly string[][]): string => base64([['编号', '受理日期', '申请人', '被申请人', '调解结果'], ...rows])
  await must(app.call('ledger.import', { content: month([['1', '2024-01-02', '余明', '周立', '未调成'], ['2', '2024-01-03', '林晓', '周立', '未调成']]), fileName: '一月.csv' }))
  const look = await must(app.call('ledger.read', { content: month([['1', '2024-02-02', '沈岚', '周立', '未调成'], ['1', '2024-01-02', '余明', '周立', '未调成']]) }))
  expect([look.ready, look.duplicates, look.problems.map(({ row, severity }) => [row, severity])]).toEqual([1, 1, [[3, 'duplicate'], [2, 'warning']]])
})
