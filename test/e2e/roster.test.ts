/** The people of a case: owners from a spreadsheet, contacts that are offered, earlier cases, mediators who should stand back. */
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { xlsxOf } from '../../src/main/adapters/sheets/spreadsheet.ts'
import { pagesOf } from '../main/adapters/pdf-reading.ts'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, lookAround, menu, press, pressPaper, registerBy, savedPath, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 150_000
const company = { side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B', phone: '0715-5320001' } as const

const register = async (page: Page, applicant: object, more: object = {}): Promise<string> => {
  const answer = await ask(page, 'case.register', {
    source: 'application', type: 'WY04', appliedOn: '2026-11-02', facts: '停车费多收。', claims: ['退还多收的停车费'],
    place: { regionCode: '421281001', estate: '清源小区', building: '5栋', unit: '1单元', room: '1501' },
    parties: [{ side: 'applicant', kind: 'person', ...applicant }, company], ...more,
  })
  expect(answer).toMatchObject({ ok: true })
  return (answer.value as { file: { id: string } }).file.id
}

const openCase = async (page: Page, applicant: string): Promise<void> => {
  await menu(page, '案件')
  await page.locator('.case-table').getByText(applicant, { exact: true }).click()
  await page.locator('.case-head').waitFor()
}

const valueOf = (field: Locator): Promise<string> => field.locator('input').first().inputValue()

const annexOf = async (page: Page, caseId: string) =>
  ((await ask(page, 'case.show', { caseId })).value as { annex: Record<string, unknown>; file: { parties: object[]; agreement?: { terms: object[] } } })

test('twelve owners come from a spreadsheet, mistakes are named by row, and each gets a term and a sheet', async () => {
  const { page, out, misdeeds } = await openedOffice(its.browser)
  const caseId = await register(page, { name: '陈立新等业主' })
  await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })
  await openCase(page, '陈立新等业主')
  await page.getByRole('tab', { name: '名册' }).click()
  await page.getByText('把业主名单从 Excel 表格导入').waitFor()
  await lookAround(page, 'no head list')
  await press(page, '导出空白名册')
  expect(readFileSync(await savedPath(page)).subarray(0, 2).toString()).toBe('PK')

  const owners = Array.from({ length: 12 }, (_, index) => [`业主${'甲乙丙丁戊己庚辛壬癸子丑'[index]}`, '', `139000001${String(index).padStart(2, '0')}`, '5', '1', `${1501 + index}`, 88.5])
  const sheet = (rows: (string | number)[][]) => xlsxOf([{
    name: '业主', columns: ['姓名', '身份证号', '电话', '栋', '单元', '室', '面积'].map(title => ({ title, width: 12, text: true })), rows,
  }], '2026-11-23T09:00')
  const bad = join(out, 'bad.xlsx')
  writeFileSync(bad, await sheet([owners[0]!, ['', '', '', '5', '1', '1502', 'x'], [...owners[0]!]]))
  const file = page.getByLabel('户代表名册文件')
  await file.setInputFiles(bad)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('“bad.xlsx”有 3 处错误，没有导入任何内容').waitFor()
  for (const words of ['没有填姓名', '不是面积', '与第 2 行是同一户']) await dialog.getByText(words).first().waitFor()
  await lookAround(page, 'head list with mistakes')
  await press(dialog, '知道了')
  const old = join(out, 'old.xls')
  writeFileSync(old, Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
  await file.setInputFiles(old)
  await dialog.getByText('另存为不加密码的 .xlsx 再选').waitFor()
  await press(dialog, '知道了')
  expect(await annexOf(page, caseId)).toMatchObject({ annex: { id: caseId } })

  const good = join(out, 'good.xlsx')
  writeFileSync(good, await sheet(owners))
  await file.setInputFiles(good)
  await dialog.getByText('“good.xlsx”读到 12 户').waitFor()
  await lookAround(page, 'head list preview')
  await press(dialog, '导入 12 户')
  await page.getByRole('tab', { name: '名册（12）' }).waitFor()
  await soon(() => annexOf(page, caseId)).toMatchObject({ file: { parties: [{ name: '陈立新等业主', headcount: 12 }, {}] } })

  // One owner is put right; one is taken out and put back.
  await press(page, '修改业主甲')
  await write(fieldOf(dialog, '姓名'), '陈立新')
  await press(dialog, '保存')
  await page.getByRole('button', { name: '移除陈立新', exact: true }).click()
  await page.getByRole('tab', { name: '名册（11）' }).waitFor()
  await press(page, '撤销')
  await page.getByRole('tab', { name: '名册（12）' }).waitFor()
  await lookAround(page, 'head list')

  await press(page, '生成分户条款')
  await write(fieldOf(dialog, '款项名称'), '多收的停车费')
  await write(fieldOf(dialog, '每户金额'), '240')
  await write(fieldOf(dialog, '约定的总额（核对用，可不填）'), '2900')
  await dialog.getByText('12 户，合计 2,880.00元（大写：贰仟捌佰捌拾元整）').waitFor()
  await write(fieldOf(dialog, '履行期限（最后一日）'), '2026-12-15')
  await write(fieldOf(dialog, '履行方式'), '银行转账')
  await lookAround(page, 'owner terms')
  await press(dialog, '生成')
  await soon(() => sentenceOf(fieldOf(dialog, '约定的总额（核对用，可不填）'))).toBe('12 户相加是 2,880.00 元，与填写的总额 2,900.00 元相差 20.00 元，请核对。')
  await write(fieldOf(dialog, '约定的总额（核对用，可不填）'), '2,880')
  await press(dialog, '生成')
  await page.getByText('12 项，合计 2,880.00 元').waitFor()
  await lookAround(page, 'head list with terms')

  await page.getByRole('button', { name: '打印' }).click()
  await page.getByRole('menuitem', { name: '分户收条' }).click()
  const receipts = pagesOf(readFileSync(await savedPath(page)))
  expect(receipts).toHaveLength(12)
  expect(receipts[0]).toContain('陈立新')

  await page.getByRole('tab', { name: '协议' }).click()
  await page.getByText('按名册生成的分户条款 12 项，合计 2,880.00 元').waitFor()
  await lookAround(page, 'agreement with owner terms')
  await page.getByRole('tab', { name: '文书' }).click()
  await pressPaper(page, '生成《人民调解协议书》')
  const agreement = pagesOf(readFileSync(await savedPath(page.locator('.paper', { hasText: '人民调解协议书' })))).join('')
  for (const words of ['附件户代表名册及分户给付表', '陈立新', '业主丑', '2,880.00元（大写：贰仟捌佰捌拾元整）', '240.00']) expect(agreement).toContain(words)
  expect(misdeeds).toEqual([])
}, TIME)

test('while a case is typed the book offers contacts, like cases are shown with reasons, and looking at one loses nothing', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await register(page, { name: '余明', idKind: 'residentId', idNo: '429999196503120018', phone: '13900000001' })
  await menu(page, '登记申请')
  const applicant = page.locator('.party').nth(0)
  const respondent = page.locator('.party').nth(1)

  // Enter without a mark only goes on; the arrow and Enter take what is offered.
  const name = fieldOf(applicant, '姓名').locator('input')
  await name.pressSequentially('余')
  await applicant.getByRole('option', { name: '余明' }).waitFor()
  await name.press('Enter')
  await soon(() => applicant.getByRole('option').count()).toBe(0)
  await soon(() => valueOf(fieldOf(applicant, '姓名'))).toBe('余')
  await name.focus()
  await name.pressSequentially('明')
  await applicant.getByRole('option', { name: '余明' }).waitFor()
  await name.press('ArrowDown')
  await lookAround(page, 'contact offered')
  await name.press('Enter')
  await soon(() => valueOf(fieldOf(applicant, '证件号码'))).toBe('429999196503120018')
  await soon(() => valueOf(fieldOf(applicant, '联系电话'))).toBe('13900000001')

  // What was typed stays, and that the book says otherwise is said.
  await choose(fieldOf(respondent, '自然人或单位'), '单位')
  await write(fieldOf(respondent, '联系电话'), '0715-5329999')
  await fieldOf(respondent, '名称').locator('input').pressSequentially('清源')
  await respondent.getByRole('option', { name: '清源物业服务有限公司' }).click()
  await soon(() => valueOf(fieldOf(respondent, '统一社会信用代码'))).toBe('91429999MA00000A9B')
  await soon(() => valueOf(fieldOf(respondent, '联系电话'))).toBe('0715-5329999')
  await respondent.getByText('已填的内容没有改动。通讯录里“清源物业服务有限公司”的电话是“0715-5320001”，与已填的不同。').waitFor()
  await lookAround(page, 'contact differs')
  await press(respondent, '改用通讯录的')
  await soon(() => valueOf(fieldOf(respondent, '联系电话'))).toBe('0715-5320001')

  await page.getByText('可能重复：有 1 件十二个月内的案件').waitFor()
  await page.getByText('申请人“余明”的证件号码相同').waitFor()
  await lookAround(page, 'similar case')
  await press(page, '查看余明与清源物业服务有限公司')
  const drawer = page.getByRole('dialog')
  await drawer.getByText('停车费多收。').waitFor()
  await lookAround(page, 'similar case opened')
  await drawer.getByRole('button', { name: '关闭' }).click()
  await soon(() => valueOf(fieldOf(applicant, '姓名'))).toBe('余明')

  // A party that was removed comes back with what was typed.
  await press(page, '移除当事人1')
  await soon(() => page.locator('.party').count()).toBe(1)
  await press(page, '撤销')
  await soon(() => valueOf(fieldOf(page.locator('.party').nth(0), '证件号码'))).toBe('429999196503120018')

  await choose(fieldOf(page, '纠纷类型'), '上下层漏水')
  await write(fieldOf(page, '纠纷简要情况'), '渗水。')
  await press(page, '保存登记')
  await page.getByText('受理后编卷号').waitFor()
  await page.getByText('可能重复：1 件十二个月内的案件有相同之处').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('forty parties with agents are taken, and the last one is reached by keyboard alone', async () => {
  const { page } = await openedOffice(its.browser)
  await ask(page, 'case.register', {
    source: 'application', type: 'WY04', appliedOn: '2026-11-02', facts: '停车费多收。', claims: [],
    parties: [...Array.from({ length: 39 }, (_, index) => ({ side: 'applicant', kind: 'person', name: `业主${index + 1}`, agents: [{ name: '陈立新', authority: 'special' }] })), company],
  })
  await menu(page, '案件')
  await page.locator('.case-row').first().click()
  await press(page, '更正登记内容')
  await soon(() => page.locator('.party').count()).toBe(40)
  const last = page.locator('.party').nth(39)
  await press(page, '展开当事人40')
  await fieldOf(last, '名称').locator('input').focus()
  await page.keyboard.press('Enter')
  await soon(() => page.evaluate(() => document.activeElement?.id ?? '')).toContain('uscc')
  await press(page, '移除当事人40')
  await soon(() => page.locator('.party').count()).toBe(39)
  await press(page, '撤销')
  await soon(() => page.locator('.party').count()).toBe(40)
  await press(page, '保存更正')
  await page.getByText('更正已保存').waitFor()
}, TIME)

test('a mediator who has declared something is asked about, cleared up or replaced', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await ask(page, 'office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }, { id: 'm2', name: '宋宁', kind: 'partTime' }] })
  await page.reload()
  const caseId = await register(page, { name: '余明' })
  await menu(page, '设置')
  await page.locator('.ant-segmented').getByText('回避申报', { exact: true }).click()
  await write(fieldOf(page, '任职或有利害关系的单位'), '清源物业')
  await write(fieldOf(page, '居住或有房产的小区', 1), '清源小区、陆水花园')
  await press(page.locator('.ant-card', { hasText: '宋宁' }), '添加亲属或关系人')
  await write(fieldOf(page, '亲属或关系人姓名'), '余明')
  await write(fieldOf(page, '关系'), '舅舅')
  await lookAround(page, 'declarations')
  await press(page, '保存申报')
  await page.getByText('回避申报已保存').waitFor()

  await openCase(page, '余明')
  await press(page, '受理')
  const dialog = page.getByRole('dialog').first()
  await choose(fieldOf(dialog, '主持调解员'), '何平（专职）')
  await dialog.getByText('调解员何平申报的任职或利害关系单位“清源物业”是本案被申请人“清源物业服务有限公司”，请核实是否应当回避（人民调解法第15条）。').waitFor()
  await lookAround(page, 'accept with a finding')
  await press(dialog, '受理')
  await dialog.getByText('请先登记核实结果，或改派他人').waitFor()
  expect(await annexOf(page, caseId)).not.toHaveProperty('file.acceptedOn')
  await dialog.getByText('我已看到以上情形').click()
  await press(dialog, '受理')
  await page.getByRole('heading', { name: '（2026）赤物人调字第001号' }).waitFor()
  await page.getByText('回避与更换调解员').waitFor()
  await press(page, '登记核实')
  await write(fieldOf(dialog, '问了什么'), '是否仍在该公司任职')
  await write(fieldOf(dialog, '问了谁'), '何平、双方当事人')
  await choose(fieldOf(dialog, '结果'), '当事人知情同意')
  await lookAround(page, 'clearance')
  await press(dialog, '登记核实')
  await page.locator('.overview').getByText('当事人知情同意').waitFor()
  await lookAround(page, 'cleared')

  await press(page, '更多办理')
  await page.getByRole('menuitem', { name: '更换调解员' }).click()
  await choose(fieldOf(dialog, '主持调解员'), '宋宁（兼职）')
  await dialog.getByText('申报的亲属或关系人“余明”（舅舅）与申请人同名').waitFor()
  await dialog.getByText('申报居住或有房产在纠纷所在的“清源小区”').waitFor()
  await write(fieldOf(dialog, '更换原因'), '当事人要求更换')
  await dialog.getByText('我已看到以上情形').click()
  await lookAround(page, 'change mediators')
  await press(dialog, '更换')
  await page.getByText('更换调解员：何平（主持） → 宋宁（主持），当事人要求更换').waitFor()
  await soon(() => annexOf(page, caseId)).toMatchObject({
    annex: { clearances: [{ mediatorId: 'm1', result: 'consented', by: '何平' }], mediatorChanges: [{ reason: '当事人要求更换', by: '何平' }] },
    file: { mediators: [{ mediatorId: 'm2', duty: 'presiding' }] },
  })
  expect(misdeeds).toEqual([])
}, TIME)

test('the contact book is filled by cases and by hand, searched, put right, merged and emptied, with a way back', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await register(page, { name: '余明', phone: '13900000001', agents: [{ name: '罗毅', authority: 'general', phone: '13900000009' }] })
  await menu(page, '通讯录')
  await page.getByText('共 3 条', { exact: true }).waitFor()
  await lookAround(page, 'contacts')
  await press(page, '添加联系人')
  const dialog = page.getByRole('dialog')
  await press(dialog, '保存')
  await soon(() => sentenceOf(fieldOf(dialog, '名称'))).toBe('缺少这一项，请填写。')
  await choose(fieldOf(dialog, '自然人或单位'), '自然人')
  await write(fieldOf(dialog, '姓名'), '余明')
  await write(fieldOf(dialog, '证件号码'), '429999196503120018')
  await soon(() => valueOf(fieldOf(dialog, '出生日期'))).toBe('1965-03-12')
  await lookAround(page, 'contact form')
  await press(dialog, '保存')
  await page.getByText('共 4 条', { exact: true }).waitFor()

  const rows = page.locator('.ant-table-tbody .ant-table-row')
  await page.getByLabel('查找联系人').fill('ym')
  await soon(() => rows.count()).toBe(2)
  await page.getByLabel('选择余明').nth(0).check()
  await page.getByLabel('选择余明').nth(1).check()
  await press(page, '合并两条')
  await press(page.getByRole('dialog'), '合并')
  await soon(() => rows.count()).toBe(1)
  await soon(() => rows.first().innerText()).toContain('13900000001')
  await soon(() => rows.first().innerText()).toContain('429999196503120018')
  await press(page, '撤销')
  await soon(() => rows.count()).toBe(2)
  await page.getByLabel('查找联系人').fill('罗毅')
  await soon(() => rows.count()).toBe(1)
  await press(page, '移除罗毅')
  await soon(() => rows.count()).toBe(0)
  await press(page, '撤销')
  await soon(() => rows.count()).toBe(1)
  await press(page, '修改罗毅')
  await write(fieldOf(dialog, '备注'), '律师')
  await press(dialog, '保存')
  await soon(async () => ((await ask(page, 'contact.list', { query: '律师' })).value as { total: number }).total).toBe(1)
  expect(misdeeds).toEqual([])
}, TIME)

test('a place that was used before is chosen part by part, and the fields below it offer what lies there', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '余明', '2026-11-02', undefined, { place: { regionCode: '421281001', community: '望山社区', estate: '清源小区', building: '3栋', unit: '2', room: '502' } })
  await registerBy(page, '沈岚', '2026-11-03', undefined, { place: { regionCode: '421281002', community: '营里社区', estate: '河畔人家' } })
  await menu(page, '登记申请')
  const card = page.locator('.ant-card', { has: page.getByText('地点与物业企业') })
  const value = (label: string): Promise<string> => fieldOf(card, label).locator('input').first().inputValue()
  await page.getByLabel('选用过的地址').fill('清源')
  await page.getByLabel('选用过的地址').press('ArrowDown')
  await page.getByLabel('选用过的地址').press('Enter')
  await soon(async () => [await fieldOf(card, '街道（乡镇）').innerText(), await value('社区（村）'), await value('小区')]).toEqual([expect.stringContaining('蒲圻街道'), '望山社区', '清源小区'])
  await lookAround(page, 'a chosen place')
  const offered = (label: string): Promise<string[]> => fieldOf(card, label).locator('datalist option').evaluateAll(options => options.map(option => (option as HTMLOptionElement).value))
  expect([await offered('栋'), await offered('社区（村）')]).toEqual([['3栋'], ['望山社区']])
  // An estate alone brings its street and community with it.
  await menu(page, '案件')
  await page.getByRole('button', { name: '离开，不保存' }).click()
  await menu(page, '登记申请')
  await write(fieldOf(card, '小区'), '河畔人家')
  await soon(async () => [await fieldOf(card, '街道（乡镇）').innerText(), await value('社区（村）')]).toEqual([expect.stringContaining('赤马港街道'), '营里社区'])
  expect(misdeeds).toEqual([])
}, TIME)
