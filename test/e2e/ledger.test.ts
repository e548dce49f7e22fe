/** An office moves in: its old ledger from Excel and from a GB18030 .csv, put right, taken back; ours to Excel; the first page. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import exceljs from 'exceljs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { readSheets } from '../../src/main/adapters/sheets/spreadsheet.ts'
import { workedCasesText } from '../app/harness.ts'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { lookAround, menu, press, registerBy, savedPath, soon } from './page/hands.ts'

const its = usingBrowser()

const TIME = 150_000
const look = process.env.LOOK
/** A picture for the eye, when asked for by `LOOK=folder`. */
const picture = async (page: Page, name: string): Promise<void> => {
  if (!look) return
  for (const size of [{ width: 1093, height: 614 }, { width: 1366, height: 768 }]) {
    await page.setViewportSize(size)
    await page.waitForTimeout(400)
    await page.screenshot({ path: join(look, `${name}-${size.width}.png`) })
  }
}

/** `卷号,者名,被申请人,受理日期,纠纷类别,调解结果` and two rows in GB18030, as Excel saves a .csv in China. */
const gb18030 = Buffer.from('beedbac52cd5dfc3fb2cb1bbc9eac7ebc8cb2ccadcc0edc8d5c6da2cbec0b7d7c0e0b1f02cb5f7bde2bde1b9fb0d0a'
  + 'ceefb5f7312cd3e0c3f72cc7e5d4b4ceefd2b5b7fecef1d3d0cfdeb9abcbbe2c323031392e332e352cc2a9cbae2cb3b7bbd80d0a'
  + 'ceefb5f7322cc1d6cffe2cc7e5d4b4ceefd2b5b7fecef1d3d0cfdeb9abcbbe2c32303139c4ea34d4c236c8d52cceefd2b5b7d12cb3b7bbd80d0a', 'hex')

const openLedger = async (page: Page, item: string): Promise<void> => {
  await press(page, '台账')
  await page.getByRole('menuitem', { name: item }).click()
}

/** After an import the window says where the list of every cell lies. */
const closeReport = async (page: Page): Promise<string> => {
  const report = page.locator('.ant-modal', { hasText: '导入完成' })
  const path = await savedPath(report)
  await picture(page, 'report')
  await press(report, '知道了')
  return path
}

const total = async (page: Page): Promise<number> => ((await ask(page, 'case.list', { limit: 1 })).value as { total: number }).total

test('an old ledger is put right row by row, comes in as one batch and is taken back', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const headings = ['序号', '编号', '当事人甲', '联系电话', '对方', '小区名称', '受理日期', '纠纷类别', '承办人', '调解结果', '结案时间', '涉案金额', '履行情况', '天气']
  const book = new exceljs.Workbook()
  book.addWorksheet('说明').addRow(['本表由办公室填写'])
  const sheet = book.addWorksheet('2019')
  sheet.addRow(['物业纠纷调解台账'])
  sheet.mergeCells('A1:N1')
  sheet.addRow(headings)
  for (let index = 1; index <= 30; index += 1) {
    sheet.addRow([index, `物调2019-${index}`, `业主${index}`, 13_900_000_000 + index, '清源物业服务有限公司', '清源小区', new Date(Date.UTC(2019, 2, index)), '漏水', '何平', '调解成功', index === 7 ? '元月五日' : '2019年5月20日', '1,234.50元', '已履行', '晴'])
  }
  sheet.addRow(['', '物调2019-1', '业主1', '', '', '', '2019.3.1', '漏水', '', '撤回'])

  await page.getByLabel('旧台账文件').setInputFiles({ name: 'ledger.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await book.xlsx.writeBuffer()) })
  const dialog = page.locator('.ant-modal', { hasText: '导入旧台账' })
  await dialog.getByText('读到 31 行：可以导入 29 件，有错误 1 行，与已有案件或前面的行重复 1 行').waitFor()
  await lookAround(page, 'ledger columns')
  await picture(page, 'columns')
  await dialog.getByText('（有不认识的）').waitFor()
  // 对方 is not known by itself: it is told once.
  await dialog.getByRole('combobox', { name: '“对方”是什么' }).click()
  await dialog.getByRole('combobox', { name: '“对方”是什么' }).fill('被申请人')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('被申请人', { exact: true }).click()
  await dialog.getByRole('combobox', { name: '没写街道的，按' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('蒲圻街道', { exact: true }).click()
  await dialog.getByRole('tab', { name: '问题（2）' }).click()
  await dialog.getByText('“元月五日”认不出是哪一天').waitFor()
  await lookAround(page, 'ledger problems')
  await picture(page, 'problems')
  await dialog.getByRole('tab', { name: '导入以后的样子' }).click()
  await dialog.getByRole('cell', { name: '清源物业服务有限公司', exact: true }).first().waitFor()
  await picture(page, 'preview')
  await dialog.getByRole('tab', { name: /缺的内容/ }).click()
  await dialog.getByText('义务人（按被申请人记）').waitFor()
  await lookAround(page, 'ledger gaps')
  await picture(page, 'gaps')

  await press(dialog, '另存有问题的 2 行')
  const [errors] = await readSheets(readFileSync(await savedPath(dialog))).then(read => (read.ok ? read.value : []))
  expect([errors!.rows.length, errors!.rows[0]!.at(-1), errors!.rows[1]![1]]).toEqual([3, '问题', '物调2019-7'])
  expect(await total(page)).toBe(0)
  expect(await dialog.getByRole('button', { name: '导入 29 件' }).isDisabled()).toBe(true)
  await dialog.getByText('不导入有问题的 2 行，只导入其余 29 件').click()
  await press(dialog, '导入 29 件')
  await closeReport(page)
  await page.locator('.case-table').getByText('业主30', { exact: true }).waitFor()
  expect(await total(page)).toBe(29)
  expect(((await ask(page, 'office.show', {})).value as { settings: object }).settings).toMatchObject({ ledgerMapping: { 对方: 'respondents' } })

  await page.locator('.case-table').getByText('业主30', { exact: true }).click()
  await page.getByText(/由旧台账第 32 行导入。台账没有写：/).waitFor()
  await lookAround(page, 'case of a ledger')
  await picture(page, 'case')
  await menu(page, '案件')
  await openLedger(page, '导入过的台账')
  const batches = page.locator('.ant-modal', { hasText: '导入过的台账' })
  await batches.getByText('ledger.xlsx').waitFor()
  await lookAround(page, 'ledger batches')
  await picture(page, 'batches')
  await press(batches, '撤销')
  await page.getByRole('button', { name: '撤销这一批' }).click()
  await soon(() => total(page)).toBe(0)
  await batches.getByText(/撤销$/).first().waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('a word that can be read in two ways is chosen once, hidden rows are asked about, and the report says of every cell where it went', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const book = new exceljs.Workbook()
  const sheet = book.addWorksheet('2024')
  sheet.addRow(['卷号', '受理日期', '申请人', '身份证号', '被申请人', '身份证号', '纠纷类型', '调解结果', '回访情况'])
  sheet.addRow(['甲1', '2024-03-02', '余明', '11010519491231002X', '周立', '110105194912310038', '漏水', '已结', '电话回访满意'])
  sheet.addRow(['甲2', '2024-03-03', '林晓', '', '周立', '', '漏水', '未调成', ''])
  sheet.addRow(['甲3', '2024-03-04', '沈岚', '', '周立', '', '漏水', '调解中', ''])
  sheet.getRow(4).hidden = true
  await page.getByLabel('旧台账文件').setInputFiles({ name: 'words.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await book.xlsx.writeBuffer()) })
  const dialog = page.locator('.ant-modal', { hasText: '导入旧台账' })
  await dialog.getByText('读到 3 行：可以导入 2 件，有错误 1 行').waitFor()
  await dialog.getByRole('tab', { name: '对不上的说法（1）' }).click()
  await lookAround(page, 'ledger words')
  await picture(page, 'words')
  await dialog.getByRole('combobox', { name: '调解结果“已结”是什么' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('书面协议', { exact: true }).click()
  await dialog.getByText('读到 3 行：可以导入 3 件。').waitFor()
  expect(await dialog.getByRole('button', { name: '导入 3 件' }).isDisabled()).toBe(true)
  await dialog.getByRole('combobox', { name: '隐藏的行' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('不导入', { exact: true }).click()
  await dialog.getByText('读到 2 行：可以导入 2 件。').waitFor()
  await press(dialog, '导入 2 件')
  const path = await closeReport(page)
  const [cells, columns] = await readSheets(readFileSync(path)).then(read => (read.ok ? read.value : []))
  expect(cells!.rows[2]!.slice(1, 19)).toEqual([
    '甲1', '卷号', '2024-03-02', '受理日期（2024-03-02）', '余明', '申请人', '11010519491231002X', '申请人证件号码', '周立', '被申请人', '110105194912310038', '被申请人证件号码',
    '漏水', '纠纷类型（上下层漏水）', '已结', '结束方式（书面协议）；原话在备注（写在纠纷情况后面）', '电话回访满意', '备注（写在纠纷情况后面）',
  ])
  expect(cells!.rows[4]!.slice(1, 3)).toEqual(['甲3', '没有导入：隐藏的行'])
  expect(columns!.rows.slice(1).map(row => row[1])).toEqual(['卷号', '受理日期', '申请人', '申请人证件号码', '被申请人', '被申请人证件号码', '纠纷类型', '调解结果', '备注（写在纠纷情况后面）'])
  expect(((await ask(page, 'office.show', {})).value as { settings: object }).settings).toMatchObject({ ledgerWords: { 'result:已结': 'E01' } })
  expect(misdeeds).toEqual([])
}, TIME)

test('a long ledger says how far it is and can be stopped', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const long = `卷号,申请人,被申请人,受理日期,纠纷类型,调解结果\n${Array.from({ length: 19_000 }, (_, index) => `旧${index},业主${index},清源物业服务有限公司,2019.3.5,漏水,撤回`).join('\n')}`
  await page.getByLabel('旧台账文件').setInputFiles({ name: 'long.csv', mimeType: 'text/csv', buffer: Buffer.from(long) })
  const dialog = page.locator('.ant-modal', { hasText: '导入旧台账' })
  await dialog.getByText(/核对：正在逐行核对（\d+ \/ \d+ 行）/).waitFor()
  if (look) await page.screenshot({ path: join(look, 'running.png') })
  await press(dialog, '停止')
  await dialog.waitFor({ state: 'hidden' })
  expect(await total(page)).toBe(0)
  expect(misdeeds).toEqual([])
}, TIME)

test('a .csv in GB18030 comes in, and a batch that was worked on stays, with the list of what was touched', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await page.getByLabel('旧台账文件').setInputFiles({ name: 'old.csv', mimeType: 'text/csv', buffer: gb18030 })
  const dialog = page.locator('.ant-modal', { hasText: '导入旧台账' })
  await dialog.getByText('读到 2 行：可以导入 2 件').waitFor()
  await dialog.getByRole('combobox', { name: '“者名”是什么' }).click()
  await dialog.getByRole('combobox', { name: '“者名”是什么' }).fill('申请人')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('申请人', { exact: true }).click()
  await dialog.getByText('现在还没有保存').waitFor()
  await press(dialog, '导入 2 件')
  await closeReport(page)
  await page.locator('.case-table').getByText('林晓', { exact: true }).waitFor()
  const rows = (await ask(page, 'case.list', {})).value as { rows: { id: string; applicants: string; appliedOn: string }[] }
  expect(rows.rows.map(({ applicants, appliedOn }) => [applicants, appliedOn])).toEqual([['林晓', '2019-04-06'], ['余明', '2019-03-05']])
  await ask(page, 'case.reopen', { caseId: rows.rows[0]!.id, reason: '补正材料' })
  await openLedger(page, '导入过的台账')
  const batches = page.locator('.ant-modal', { hasText: '导入过的台账' })
  await press(batches, '撤销')
  await page.getByRole('button', { name: '撤销这一批' }).click()
  await batches.getByText('物调2 林晓与清源物业服务有限公司（第 3 行）：案件内容改动过。').waitFor()
  await lookAround(page, 'batch that was touched')
  await picture(page, 'touched')
  expect(await total(page)).toBe(2)
  expect(misdeeds).toEqual([])
}, TIME)

test('the list goes to Excel as it is filtered, and every number of the first page opens its cases', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  expect(await ask(page, 'bundle.import', { content: workedCasesText, onConflict: 'replace' })).toMatchObject({ ok: true })
  await ask(page, 'case.register', {
    source: 'application', type: 'WY04', appliedOn: '2026-11-20', facts: '停车费多收。', claims: ['退还多收的停车费'],
    parties: [{ side: 'applicant', kind: 'person', name: '林晓' }, { side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司' }],
  })
  await page.reload()
  await menu(page, '待办')
  await page.locator('.glance').first().waitFor()
  await soon(() => page.locator('.glance .chart canvas').count()).toBe(1)
  await page.getByRole('button', { name: '停车位、车库、停车费 1，查看这些案件' }).waitFor()
  await lookAround(page, 'first page')
  await picture(page, 'dashboard')
  const shown = (await ask(page, 'dashboard.show', {})).value as { month: { id: string; label: string; caseIds: string[] }[] }
  const received = shown.month.find(({ id }) => id === 'received')!
  await page.getByRole('button', { name: `申请 ${received.caseIds.length}，查看这些案件` }).click()
  await page.getByText(`申请（${received.caseIds.length} 件案件）`).waitFor()
  await soon(() => page.locator('.ant-drawer .case-row').count()).toBe(received.caseIds.length)
  await lookAround(page, 'cases behind a number')
  await page.locator('.ant-drawer-close').click()

  await menu(page, '案件')
  await page.getByPlaceholder('姓名、电话、卷号、地点（Ctrl+K）').fill('清源')
  const { total: found } = (await ask(page, 'case.list', { query: '清源', limit: 1 })).value as { total: number }
  await press(page, '台账')
  await page.getByRole('menuitem', { name: `导出台账（Excel，当前列出的 ${found} 件）` }).click()
  const [sheet] = await readSheets(readFileSync(await savedPath(page.locator('.ant-notification')))).then(read => (read.ok ? read.value : []))
  expect(sheet!.rows.length).toBe(found + 1)
  await picture(page, 'list')
  expect(misdeeds).toEqual([])
}, TIME)

test('the ledger is looked at page by page before it is printed or saved', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '余明', '2026-11-02', '2026-11-03')
  await registerBy(page, '林晓', '2026-11-18')
  await menu(page, '待办')
  await menu(page, '案件')
  await page.locator('.ant-segmented').getByText('未办结 2').waitFor()
  await openLedger(page, '打印台账（当前列出的 2 件）')
  const dialog = page.getByRole('dialog')
  await dialog.locator('canvas[data-page="1"]').waitFor()
  await dialog.getByText('第 1 页，共 1 页').waitFor()
  await lookAround(page, 'ledger on paper')
  await picture(page, 'printed')
  await press(dialog, '存为 PDF')
  expect(await savedPath(dialog)).toMatch(/示例-案件台账_2026-11-23_2件\.pdf$/)
  expect(misdeeds).toEqual([])
}, TIME)
