/** Reports on real parts: files written and read back, periods that stay as confirmed, sums, duties. */
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import ExcelJS from 'exceljs'
import { unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../src/core/base/dates.ts'
import type { CaseFile } from '../../src/core/case/record/case-file.ts'
import { ok } from '../../src/core/base/result.ts'
import { writeWorkbook } from '../../src/main/adapters/sheets/workbook.ts'
import { account, must, openApp, refused, temporaryFolder, withWorkedCases, type TestApp } from './harness.ts'
import { runOn, withoutSpace } from '../main/adapters/pdf-reading.ts'

const september = { from: '2026-09-01', to: '2026-09-30' }
const october = { from: '2026-10-01', to: '2026-10-31' }
const november = { from: '2026-11-01', to: '2026-11-30' }

const pdfText = (path: string): string => withoutSpace(execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8', maxBuffer: 1 << 26 }))
const bookOf = async (path: string): Promise<ExcelJS.Workbook> => {
  const book = new ExcelJS.Workbook()
  await book.xlsx.readFile(path)
  return book
}
const wordsOf = (book: ExcelJS.Workbook): string => {
  const words: string[] = []
  book.eachSheet(sheet => sheet.eachRow(row => row.eachCell(cell => words.push(String(cell.value)))))
  return words.join('\n')
}

/** Sheet, place and value of every cell that holds something. */
const cellsOf = async (path: string): Promise<unknown[]> => {
  const cells: unknown[] = []
  for (const sheet of (await bookOf(path)).worksheets) {
    sheet.eachRow(row => row.eachCell(cell => {
      if (cell.value !== null && cell.value !== '' && cell.address === cell.master.address) cells.push([sheet.name, cell.address, cell.type === ExcelJS.ValueType.RichText ? cell.text : cell.value])
    }))
  }
  return cells
}

/** Changes a stored case as a later correction would. */
const edit = (app: TestApp, id: string, change: (file: CaseFile) => CaseFile): Promise<null> =>
  must(app.ports.store.change({ command: 'test', at: '2026-11-23T09:00' as LocalTime }, office =>
    ok({ office: { ...office, cases: office.cases.with(change(office.cases.get(id)!)) }, value: null })))

const lessMoney = (file: CaseFile): CaseFile => ({
  ...file, agreement: { ...file.agreement!, terms: file.agreement!.terms.map(term => (term.amountFen ? { ...term, amountFen: term.amountFen - 60_000 } : term)) },
})

describe('the papers of a month', () => {
  test('are written as PDF and as spreadsheet with the same figures', async () => {
    const app = await withWorkedCases()
    const pdf = (await must(app.call('report.make', { ...october, format: 'pdf' }))).path
    const text = pdfText(pdf)
    for (const words of ['草稿，尚未确认', '核对相符', '按纠纷类型和结束方式', '附件：各项数字的案件', '案件清单']) expect(text).toContain(words)
    const docx = unzipSync(readFileSync((await must(app.call('report.make', { ...october, format: 'docx' }))).path))
    expect(Buffer.from(docx['word/document.xml']!).toString('utf8')).toContain('按纠纷类型和结束方式')
    const book = await bookOf((await must(app.call('report.make', { ...october, format: 'xlsx' }))).path)
    expect(book.worksheets.map(sheet => sheet.name)).toEqual(expect.arrayContaining(['收结情况', '涉及人数和金额', '附件 各项数字的案件', '案件明细']))
    const flow: Record<string, unknown> = {}
    book.getWorksheet('收结情况')!.eachRow(row => { flow[String(row.getCell(1).value)] = row.getCell(2).value })
    expect(flow).toMatchObject({ 申请数: 5, 受理数: 4, 办结数: 5, 期末未结: 1 })
    expect(book.getWorksheet('案件明细')!.rowCount).toBeGreaterThan(40)
  })

  test('have a public edition without names, as PDF and as spreadsheet', async () => {
    const app = await withWorkedCases()
    const text = pdfText((await must(app.call('report.make', { ...october, format: 'pdf', edition: 'public' }))).path)
    const words = wordsOf(await bookOf((await must(app.call('report.make', { ...october, format: 'xlsx', edition: 'public' }))).path))
    for (const said of [text, words]) {
      expect(said).toContain('※')
      for (const name of ['清源', '何平', '宋宁', '林晓']) expect(said).not.toContain(name)
    }
  })

  test('include the official table on one page on its side, and as a sheet', async () => {
    const app = await withWorkedCases()
    await must(app.call('report.setCommitteeKind', { kind: 'street' }))
    await must(app.call('period.note', { ...october, note: { screenings: 14, prevented: 2 } }))
    const pdf = readFileSync((await must(app.call('report.officialTable', { ...october, format: 'pdf' }))).path)
    const about = runOn(pdf, 'pdfinfo', 'FILE')
    expect([/Pages:\s+(\d+)/.exec(about)![1], /Page size:\s+(\d+)[.\d]* x (\d+)/.exec(about)!.slice(1)]).toEqual(['1', ['841', '595']])
    const text = withoutSpace(runOn(pdf, 'pdftotext', '-layout', 'FILE', '-'))
    for (const words of ['人民调解案件情况统计表', '填报单位：赤壁市物业纠纷人民调解委员会', '2026年10月（草稿）', '1.18']) expect(text).toContain(words)
    const sheet = (await bookOf((await must(app.call('report.officialTable', { ...october, format: 'xlsx' }))).path)).worksheets[0]!
    const numbers: unknown[] = []
    sheet.eachRow(row => row.eachCell(cell => typeof cell.value === 'number' && cell.address === cell.master.address && numbers.push(cell.value)))
    expect([sheet.pageSetup.orientation, numbers.length, numbers.slice(0, 5), numbers.slice(-10, -8)]).toEqual(['landscape', 49, [5, 21, 3, 1, 1.18], [14, 2]])
  })

  test('mark a period that still runs', async () => {
    const app = await withWorkedCases()
    expect(pdfText((await must(app.call('report.make', { ...november, format: 'pdf' }))).path)).toContain('本期尚未结束，数字截至2026年11月23日')
    expect(await refused(app.call('period.confirm', november))).toMatchObject({ code: 'period-running', message: '2026年11月还没有结束，结束后才能确认。' })
  })

  test('include a letter to a company with many cases, and none to others', async () => {
    const app = await withWorkedCases()
    const { path } = await must(app.call('report.adviceLetter', { ...october, kind: 'company', key: '91429999MA00000A9B' }))
    expect(pdfText(path)).toContain('受理涉及你单位的物业纠纷4件')
    expect(await refused(app.call('report.adviceLetter', { ...october, kind: 'company', key: '无' }))).toMatchObject({ code: 'not-repeated', field: '/key' })
  })
})

describe('a confirmed month', () => {
  test('keeps its figures, ids and digest, tells later differences, and has them printed as corrections once', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', september))
    await must(app.call('period.confirm', october))
    const before = (await must(app.call('period.show', october))).frozen!
    expect(before).toMatchObject({ confirmed: { at: '2026-11-23T09:00', by: '何平' }, intact: true, differences: [] })
    const report = async (): Promise<string> => pdfText((await must(app.call('report.make', { ...october, format: 'pdf' }))).path)
    const printed = await report()
    await edit(app, 'w1', lessMoney)
    const after = (await must(app.call('period.show', october))).frozen!
    expect([after.statistics, after.digest, after.intact]).toEqual([before.statistics, before.digest, true])
    expect(await report()).toBe(printed)
    expect(after.differences.find(({ id }) => id === 'agreedAmountFen')).toEqual({
      id: 'agreedAmountFen', label: '协议涉及金额', unit: 'fen', frozen: '11,780.00元', now: '11,180.00元', by: -60_000, cases: ['w1'],
    })
    const sheet = pdfText((await must(app.call('period.differences', { ...october, format: 'pdf' }))).path)
    for (const words of ['11,780.00元', '11,180.00元', '（2026）赤物人调字第']) expect(sheet).toContain(words)
    expect(wordsOf(await bookOf((await must(app.call('period.differences', { ...october, format: 'xlsx' }))).path))).toContain('协议涉及金额')
    const next = pdfText((await must(app.call('report.make', { ...november, format: 'pdf' }))).path)
    for (const words of ['十三、对已确认时期的更正', '11,780.00元', '11,180.00元']) expect(next).toContain(words)
    expect((await must(app.call('period.show', november))).corrections).toMatchObject([{ periodId: '2026-10-01..2026-10-31', id: 'agreedAmountFen' }])
  })

  test('goes from draft to confirmed to submitted, each once', async () => {
    const app = await withWorkedCases()
    expect((await must(app.call('period.show', october))).state).toBe('draft')
    expect(await refused(app.call('period.submit', { ...october, body: '市司法局' }))).toMatchObject({ code: 'period-not-confirmed' })
    await must(app.call('period.confirm', october))
    expect(await refused(app.call('period.confirm', october))).toMatchObject({ code: 'period-confirmed' })
    expect(await refused(app.call('period.note', { ...october, note: { text: '补' } }))).toMatchObject({ code: 'period-confirmed' })
    await must(app.call('period.submit', { ...october, body: '市司法局' }))
    expect(await refused(app.call('period.submit', { ...october, body: '市司法局' }))).toMatchObject({ code: 'period-submitted' })
    expect((await must(app.call('period.list', {}))).periods).toMatchObject([{ title: '2026年10月', state: 'submitted', submitted: { to: '市司法局', by: '何平' } }])
    expect(pdfText((await must(app.call('report.make', { ...october, format: 'pdf' }))).path)).toContain('由何平报送市司法局')
  })

  test('says so when what was kept is not what was confirmed', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', october))
    await must(app.ports.store.change({ command: 'test', at: '2026-11-23T09:00' as LocalTime }, office => {
      const frozen = office.frozenPeriods.get('2026-10-01..2026-10-31')!
      return ok({ office: { ...office, frozenPeriods: office.frozenPeriods.with({ ...frozen, figures: { ...frozen.figures, note: { text: '改了' } } }) }, value: null })
    }))
    expect((await must(app.call('period.show', october))).frozen!.intact).toBe(false)
  })
})

describe('the files for the county', () => {
  const exported = async (app: TestApp, period = october): Promise<{ name: string; content: string }> => {
    const { path } = await must(app.call('period.export', period))
    return { name: basename(path), content: readFileSync(path, 'utf8') }
  }

  test('are added up by the limits that the committee\'s rules set', async () => {
    const app = await withWorkedCases()
    const november = { from: '2026-11-01', to: '2026-11-30' }
    const companies = async (): Promise<unknown> =>
      (await must(app.call('rollUp.show', { files: [await exported(app, november)] }))).statistics.figures.find(({ id }) => id === 'repeatCompanies')!.value
    expect(await companies()).toBe(1)
    await must(app.call('rule.loadFirstSet', {}))
    await must(app.call('parameter.propose', { id: 'repeatCases', value: 4 }))
    await must(app.call('rule.adopt', { versions: [{ ruleId: 'statistics', no: 1 }], meeting: '会议', on: '2026-11-23', from: '2026-11-24' } as never))
    expect(await companies()).toBe(0)
  })

  test('hold no party, no mediator and no tampering', async () => {
    const app = await withWorkedCases()
    const file = await exported(app)
    for (const name of ['余明', '林晓', '沈岚', '何平', '宋宁']) expect(file.content).not.toContain(name)
    expect(await must(app.call('rollUp.show', { files: [file] }))).toMatchObject({ committees: [{ name: '赤壁市物业纠纷人民调解委员会', state: 'draft', total: 5 }] })
    const bent = { ...file, content: file.content.replace('"value": 21', '"value": 31') }
    expect(bent.content).not.toBe(file.content)
    expect(await refused(app.call('rollUp.show', { files: [bent] }))).toMatchObject({ code: 'digest-mismatch', field: '/files/0' })
    expect(await refused(app.call('rollUp.show', { files: [file, file] }))).toMatchObject({ code: 'counted-twice', field: '/files/1' })
    expect(await refused(app.call('rollUp.show', { files: [{ name: '说明.txt', content: '不是' }] }))).toMatchObject({ code: 'not-a-period-file' })
  })

  test('of two committees become one report and one official table', async () => {
    const [one, two] = [await withWorkedCases(), await openApp()]
    await must(two.call('office.setUp', { office: { name: '蒲圻街道人民调解委员会', regionCode: '421281', numberWord: '蒲', court: '赤壁市人民法院' }, mediators: [], account, rehearsal: true }))
    const files = [await exported(one), await exported(two)]
    const text = pdfText((await must(one.call('rollUp.make', { files, what: 'report', format: 'pdf' }))).path)
    for (const words of ['由2个调委会的数据文件相加', '蒲圻街道人民调解委员会', '核对相符']) expect(text).toContain(words)
    expect(pdfText((await must(one.call('rollUp.make', { files, what: 'officialTable', format: 'pdf' }))).path)).toContain('2个调委会汇总')
    expect(wordsOf(await bookOf((await must(one.call('rollUp.make', { files, what: 'report', format: 'xlsx' }))).path))).toContain('蒲圻街道人民调解委员会')
  })
})

describe('the calendar of duties', () => {
  const duty = { name: '月报', body: '市住建局', rhythm: 'month' as const, dueDay: 5, since: '2026-10-01' }

  test('keeps what was sent, when, by whom and its receipt, also in a backup', async () => {
    const app = await withWorkedCases()
    const id = (await must(app.call('duty.save', { duty }))).duties[0]!.id
    const receipt = { name: '回执.jpg', content: Buffer.from('receipt').toString('base64') }
    expect(await refused(app.call('duty.send', { dutyId: id, period: october, sentOn: '2026-11-24' }))).toMatchObject({ field: '/sentOn', message: '报送日期晚于今天，请核对。' })
    const view = await must(app.call('duty.send', { dutyId: id, period: october, sentOn: '2026-11-04', note: '邮寄', receipt }))
    expect(view.due.map(({ periodTitle, state, sending }) => [periodTitle, state, sending])).toEqual([
      ['2026年11月', 'later', undefined],
      ['2026年10月', 'sent', { id: `${id} 2026-10-01..2026-10-31`, dutyId: id, ...october, sentOn: '2026-11-04', by: '何平', note: '邮寄', receiptName: '回执.jpg' }],
    ])
    const folder = temporaryFolder()
    const backup = await must(app.call('backup.create', { path: join(folder, 'one.mbk') }))
    await must(app.call('backup.restore', { path: backup.path, password: account.password, into: join(folder, 'data') }))
    const restored = await openApp(folder)
    await must(restored.call('account.unlock', { password: account.password }))
    const { path } = await must(restored.call('duty.receipt', { sendingId: `${id} 2026-10-01..2026-10-31` }))
    expect(readFileSync(path, 'utf8')).toBe('receipt')
  })

  test('forgets a duty but not what was sent', async () => {
    const app = await withWorkedCases()
    const id = (await must(app.call('duty.save', { duty }))).duties[0]!.id
    await must(app.call('duty.send', { dutyId: id, period: october, sentOn: '2026-11-04' }))
    expect(await must(app.call('duty.remove', { dutyId: id }))).toEqual({ duties: [], due: [] })
    expect((await must(app.ports.store.read())).reportSendings.size).toBe(1)
    expect(await refused(app.call('duty.remove', { dutyId: id }))).toMatchObject({ code: 'duty-not-found' })
  })
})

test('causes are tagged at any stage, counted in the report, and taken off again', async () => {
  const app = await withWorkedCases()
  expect((await must(app.call('case.tag', { caseId: 'w1', causes: ['维修责任不清', '邻里关系'] }))).annex).toEqual({ id: 'w1', causes: ['维修责任不清', '邻里关系'] })
  expect((await must(app.call('period.show', september))).particulars.causes.map(row => [row.label, ...row.caseIds])).toEqual([['维修责任不清', 'w1'], ['邻里关系', 'w1']])
  expect((await must(app.call('case.tag', { caseId: 'w1', causes: [] }))).annex).toEqual({ id: 'w1' })
  expect(await refused(app.call('case.tag', { caseId: 'w1', causes: ['甲', '甲'] }))).toMatchObject({ message: '同一个成因标了两次，请去掉一个。' })
})

test('only the statistician and the director confirm, write and send', async () => {
  const app = await withWorkedCases()
  await must(app.call('account.save', { account: { name: '宋宁', roles: ['registrar'] }, password: '清源小区2027' }))
  await must(app.call('account.lock', {}))
  await must(app.call('account.unlock', { account: '宋宁', password: '清源小区2027' }))
  for (const answer of [app.call('period.confirm', october), app.call('report.officialTable', { ...october, format: 'pdf' }), app.call('duty.remove', { dutyId: 'x' })]) {
    expect(await refused(answer)).toMatchObject({ code: 'role-not-allowed' })
  }
  expect((await must(app.call('period.show', october))).state).toBe('draft')
})

describe('a spreadsheet', () => {
  const sly = ['=1+1', '+86', '-5', '@SUM(A1)', '＝1+1', '＋1', '－1', '＠x', '42999919650312001X', '13900000011', '0715-5220000', '正常']
  const write = (): Promise<Uint8Array> => writeWorkbook([{ name: '表', widths: [20], rows: sly.map(value => [{ value }]) }], { office: '某委员会', rehearsal: false, now: '2026-11-23T09:00' as LocalTime })

  test('keeps words as words whatever they begin with, and whole numbers of papers and phones', async () => {
    const book = new ExcelJS.Workbook()
    await book.xlsx.load((await write()).buffer as ArrayBuffer)
    const cells = sly.map((_, index) => book.worksheets[0]!.getCell(index + 1, 1))
    expect(cells.map(cell => [cell.value, cell.type, cell.numFmt])).toEqual(sly.map(text => [text, ExcelJS.ValueType.String, '@']))
  })

  const office = spawnSync('soffice', ['--version']).status === 0
  test.skipIf(!office)('reads the same in LibreOffice (needs LibreOffice Calc)', async () => {
    const folder = mkdtempSync(join(temporaryFolder(), 'calc-'))
    writeFileSync(join(folder, 'sly.xlsx'), await write())
    execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'csv:Text - txt - csv (StarCalc):44,34,76,1', '--outdir', folder, join(folder, 'sly.xlsx')], { timeout: 60_000 })
    // Text stands in quotation marks; a number or a formula would not.
    expect(readFileSync(join(folder, 'sly.csv'), 'utf8').trim().split('\n')).toEqual(sly.map(text => `"${text}"`))
  }, 90_000)

  test.skipIf(!office)('of a month, of the official table, of differences and of the ledger has the same values in every cell after LibreOffice opened and saved it', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', september))
    await must(app.call('period.confirm', october))
    await edit(app, 'w1', lessMoney)
    const paths = [
      await must(app.call('report.make', { ...october, format: 'xlsx' })), await must(app.call('report.make', { ...october, format: 'xlsx', edition: 'public' })),
      await must(app.call('report.officialTable', { ...october, format: 'xlsx' })), await must(app.call('period.differences', { ...october, format: 'xlsx' })),
      await must(app.call('ledger.export', {})),
    ].map(({ path }) => path)
    const folder = mkdtempSync(join(temporaryFolder(), 'calc-'))
    execFileSync('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', 'xlsx:Calc MS Excel 2007 XML', '--outdir', folder, ...paths], { timeout: 90_000 })
    for (const path of paths) {
      const ours = await cellsOf(path)
      expect(ours.length, path).toBeGreaterThan(20)
      expect(await cellsOf(join(folder, basename(path))), path).toEqual(ours)
    }
  }, 120_000)
})

describe('a confirmed month', () => {
  test('can be withdrawn by the director with a reason: both editions stay, named, and the second is confirmed anew', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', october))
    await must(app.call('case.tag', { caseId: 'w1', causes: [] }))
    await must(app.call('period.withdraw', { ...october, reason: '漏登一件' }))
    expect((await must(app.call('period.show', october))).state).toBe('draft')
    await must(app.call('period.confirm', october))
    expect((await must(app.call('period.list', {}))).periods.map(({ title, edition, withdrawn }) => [title, edition, withdrawn?.reason]).toSorted()).toEqual([['2026年10月', 1, '漏登一件'], ['2026年10月', 2, undefined]])
    await must(app.call('account.save', { account: { name: '宋宁', roles: ['statistician'] }, password: '统计员密码2026' }))
    await must(app.call('account.lock', {}))
    await must(app.call('account.unlock', { account: '宋宁', password: '统计员密码2026' }))
    expect(await refused(app.call('period.withdraw', { ...october, reason: '试试' }))).toMatchObject({ code: 'role-not-allowed' })
  })

  test('warns whoever puts a day into it, keeps its figures, and is compared with as it was reported', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', october))
    const view = await must(app.call('case.register', {
      source: 'application', type: 'WY01', appliedOn: '2026-10-20' as never, facts: '物业费。', claims: [],
      parties: [{ side: 'applicant', kind: 'person', name: '周立' }, { side: 'respondent', kind: 'person', name: '林晓' }],
    }))
    expect(view.warnings[0]).toMatchObject({ code: 'confirmed-period', message: expect.stringContaining('2026年10月20日在已经确认的2026年10月以内') as string })
    const { frozen } = await must(app.call('period.show', october))
    const received = frozen!.statistics.figures.find(({ id }) => id === 'received')!.value as number
    const { path } = await must(app.call('report.make', { ...november, format: 'pdf' }))
    expect(pdfText(path)).toContain('2026年10月用的是确认时的数字')
    const quarter = pdfText((await must(app.call('report.make', { from: '2026-10-01' as never, to: '2026-12-31' as never, format: 'pdf' }))).path)
    expect(quarter).toMatch(new RegExp(`各月上报数与本期数的对应.*申请数${received}件\\+`))
  }, 120_000)

  test('that was handed in settles its duty; what is sent once more stands behind the first sending', async () => {
    const app = await withWorkedCases()
    await must(app.call('period.confirm', october))
    const { duties } = await must(app.call('duty.save', { duty: { name: '统计表', body: '市司法局', rhythm: 'month', dueDay: 5, since: '2026-10-01' as never } }))
    await must(app.call('period.submit', { ...october, body: '市司法局' }))
    const dueOf = async () => (await must(app.call('duty.list', {}))).due.find(({ periodTitle }) => periodTitle === '2026年10月')!
    const first = await dueOf()
    expect(first).toMatchObject({ state: 'sent', sending: { note: '登记上报', by: '何平' } })
    await must(app.call('duty.send', { dutyId: duties[0]!.id, period: october as never, sentOn: '2026-11-10' as never, note: '补寄' }))
    expect((await dueOf()).sending).toMatchObject({ sentOn: first.sending!.sentOn, again: [{ sentOn: '2026-11-10', note: '补寄' }] })
  })
})

test('public editions remember each other, and the national data tell only what was known at the end of the period', async () => {
  const app = await withWorkedCases()
  for (const period of [september, october, { from: '2026-07-01', to: '2026-09-30' }]) await must(app.call('report.make', { ...period as typeof october, format: 'pdf', edition: 'public' }))
  const office = await must(app.ports.store.read())
  expect(office.publicEditions.size).toBe(3)
  const { path } = await must(app.call('report.nationalData', { ...september, format: 'json' } as never))
  const [cases] = (JSON.parse(readFileSync(path, 'utf8')) as { tables: { records: Record<string, string | null>[] }[] }).tables
  const w1 = cases!.records.find(({ AJBM }) => AJBM === 'w1')!
  expect([w1['TJJG'], w1['XYRQ'], w1['SFSFQR'], w1['AJZT'], w1['TJYBM'], w1['FSRQ'], w1['SQRQ']]).toEqual(['未结', null, null, '调解中', expect.stringMatching(/^m1/), null, '2026-09-07'])
}, 120_000)
