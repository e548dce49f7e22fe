/** The committee's own work in the browser: steps of a case, meetings, registers, cases for training, a case on another day. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, openPage, PASSWORD, startHost, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, giveUp, lookAround, menu, press, savedPath, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 150_000
const SHOTS = process.env['SHOTS']
const shoot = async (page: Page, name: string): Promise<void> => {
  if (SHOTS) await page.screenshot({ path: `${SHOTS}/${name}.png`, fullPage: true })
}

const application = {
  source: 'application', type: 'WY05', appliedOn: '2026-11-02', facts: '楼上卫生间漏水，陈立新家天花板发霉。', claims: ['修好漏水'], difficult: true,
  place: { regionCode: '421281001', community: '望山社区', estate: '清源小区', building: '5栋', unit: '1单元', room: '1501' }, propertyCompany: { name: '清源物业服务有限公司' },
  parties: [{ side: 'applicant', kind: 'person', name: '陈立新', phone: '13900000123' }, { side: 'respondent', kind: 'person', name: '余明' }],
}

const register = async (page: Page, more: object = {}): Promise<string> => {
  const answer = await ask(page, 'case.register', { ...application, ...more })
  expect(answer).toMatchObject({ ok: true })
  return (answer.value as { file: { id: string } }).file.id
}
const accept = async (page: Page, caseId: string): Promise<void> => {
  expect(await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
}
const openCase = async (page: Page, applicant: string): Promise<void> => {
  await menu(page, '案件')
  await page.locator('.case-table').getByText(applicant, { exact: true }).click()
  await page.locator('.case-head').waitFor()
}

test('the case says what is next and why, opens its form, and takes note of what was done on paper', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await register(page)
  await openCase(page, '陈立新')
  const card = page.locator('.ant-card', { hasText: '办理步骤' })
  await soon(() => card.locator('.step-line').allInnerTexts().then(lines => lines.map(line => line.split('\n')[0]))).toEqual(['先做'])
  await card.getByText('2026年11月5日前，已超期 18 天').waitFor()
  await lookAround(page, 'steps of an application')
  await shoot(page, 'steps')
  await press(card, '去办：决定受理，编卷号')
  await page.getByRole('dialog').getByText('受理', { exact: false }).first().waitFor()
  await page.keyboard.press('Escape')
  await accept(page, caseId)
  await openCase(page, '陈立新')
  await press(card, '登记已做：告知权利义务')
  const dialog = page.getByRole('dialog')
  await write(fieldOf(dialog, '日期'), '2026.12.4')
  await press(dialog, '登记')
  await soon(() => sentenceOf(fieldOf(dialog, '日期'))).toBe('日期不能在今天之后，请改正。')
  await write(fieldOf(dialog, '日期'), '2026.11.4')
  await write(fieldOf(dialog, '说明'), '口头告知')
  await press(dialog, '登记')
  await dialog.waitFor({ state: 'hidden' })
  await card.getByRole('button', { name: /全部步骤/ }).click()
  await card.getByText('2026年11月4日，何平登记：口头告知').waitFor()
  await lookAround(page, 'all steps')
  await shoot(page, 'steps-all')
  await press(card, '去办：调解并作记录')
  await page.getByText('保存', { exact: false }).first().waitFor()
  await soon(() => page.getByRole('tab', { name: '调解记录' }).getAttribute('aria-selected')).toBe('true')
  expect(misdeeds).toEqual([])
}, TIME)

test('a meeting starts with a proposed agenda; its decision waits among the tasks, comes back in the next meeting, and is done', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await register(page)
  await accept(page, caseId)
  await menu(page, '会议')
  await page.getByText('还没有会议').waitFor()
  await lookAround(page, 'no meetings')
  await press(page, '准备会议')
  await page.getByRole('menuitem', { name: '调解员会议' }).click()
  await soon(() => fieldOf(page, '议题1').locator('input').first().inputValue()).toMatch(/^疑难复杂案件讨论：/)
  await write(fieldOf(page, '地点'), '本会会议室')
  await write(fieldOf(page, '参加人和单位'), '何平、宋宁')
  await write(fieldOf(page, '讨论情况'), '先查公共管道。')
  await press(page, '添加决定')
  await write(fieldOf(page, '决定1'), '请物业查管道')
  await write(fieldOf(page, '完成期限'), '2026-11-01')
  await press(page, '保存会议')
  await soon(() => sentenceOf(fieldOf(page, '负责人或单位'))).not.toBe('')
  await write(fieldOf(page, '负责人或单位'), '宋宁')
  await press(page, '保存会议')
  await soon(() => sentenceOf(fieldOf(page, '完成期限'))).toBe('完成期限不能早于会议日期，请改正。')
  await write(fieldOf(page, '完成期限'), '2026-11-27')
  const cases = fieldOf(page, '有关案件', 1).getByRole('combobox')
  await cases.fill('陈立新')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option', { hasText: '陈立新' }).click()
  await page.keyboard.press('Escape')
  await lookAround(page, 'a meeting')
  await shoot(page, 'meeting-form')
  await press(page, '保存会议')
  await page.getByText('没有落实的决定（1）').waitFor()
  await lookAround(page, 'meetings')
  await shoot(page, 'meetings')
  await press(page, '打印2026-11-23的纪要')
  expect(readFileSync(await savedPath(page)).subarray(0, 4).toString()).toBe('%PDF')

  await menu(page, '待办')
  await page.getByText('会议决定（1）').waitFor()
  await page.locator('.decision').getByText('请物业查管道').waitFor()
  await lookAround(page, 'tasks with a decision')
  await shoot(page, 'tasks')
  await menu(page, '会议')
  await press(page, '准备会议')
  await page.getByRole('menuitem', { name: '联席会议' }).click()
  await soon(() => fieldOf(page, '议题1').locator('input').first().inputValue()).toBe('上次决定的落实：请物业查管道')
  await giveUp(page)
  await press(page, '登记落实：请物业查管道')
  const dialog = page.getByRole('dialog')
  await write(fieldOf(dialog, '落实情况'), '已换管')
  await press(dialog, '登记')
  await page.getByText('1 项，已落实 1').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('registers warn of terms, refuse two companies at once, suggest at intake, and open the dossier of an estate', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await register(page)
  await menu(page, '设置')
  await page.getByText('名录', { exact: true }).click()
  await press(page, '添加调委会委员')
  const dialog = page.getByRole('dialog')
  await write(fieldOf(dialog, '姓名'), '何平')
  await press(dialog, '保存')
  await soon(() => sentenceOf(fieldOf(dialog, '任期开始'))).toContain('任期三年')
  await write(fieldOf(dialog, '任期开始'), '2023-12-01')
  await choose(fieldOf(dialog, '职务'), '主任')
  await choose(fieldOf(dialog, '性别'), '男')
  await press(dialog, '保存')
  await page.getByText('委员何平的任期到2026年11月30日，还有 7 天').waitFor()
  await page.getByText('没有妇女成员').waitFor()
  await lookAround(page, 'members')
  await shoot(page, 'registers')

  const kind = async (name: string): Promise<void> => {
    await page.locator('.register-kind').click()
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText(name, { exact: true }).click()
  }
  await kind('有关单位')
  await page.getByText('20 条').waitFor()
  await lookAround(page, 'bodies')
  await shoot(page, 'bodies')
  await kind('物业服务')
  for (const [company, sentence] of [['清源物业服务有限公司', ''], ['安居物业服务有限公司', '请先填写它的退出日期']] as const) {
    await press(page, '添加物业服务')
    await write(fieldOf(dialog, '小区'), '清源小区')
    await write(fieldOf(dialog, '进驻日期'), sentence ? '2026-01-01' : '2020-01-01')
    await write(fieldOf(dialog, '物业企业'), company)
    await press(dialog, '保存')
    if (sentence) await soon(() => sentenceOf(fieldOf(dialog, '进驻日期'))).toContain(sentence)
    else await dialog.waitFor({ state: 'hidden' })
  }
  await giveUp(dialog)
  await page.getByRole('button', { name: '清源小区', exact: true }).click()
  await page.locator('.ant-drawer').getByText('2020-01-01 至 今').waitFor()
  await lookAround(page, 'dossier')
  await shoot(page, 'dossier')
  await page.keyboard.press('Escape')

  await menu(page, '登记申请')
  await write(fieldOf(page, '小区'), '清源小区')
  await soon(() => fieldOf(page, '物业企业').locator('input').first().inputValue()).toBe('清源物业服务有限公司')
  expect(misdeeds).toEqual([])
}, TIME)

test('a case is shown as it stood two days before, with what changed since', async () => {
  const { page: first, host, data, out } = await openedOffice(its.browser)
  const caseId = await register(first)
  await accept(first, caseId)
  await host.stop()
  const later = await startHost(data, out, '2026-11-25T09:00')
  const { page, misdeeds } = await openPage(its.browser, later.address)
  try {
    expect(await ask(page, 'account.unlock', { password: PASSWORD })).toMatchObject({ ok: true })
    const { value } = await ask(page, 'case.show', { caseId }) as { value: { file: { parties: object[] } } }
    expect(await ask(page, 'case.correctIntake', { caseId, application: { ...application, parties: value.file.parties, facts: '楼上厨房也漏水。' } })).toMatchObject({ ok: true })
    await page.reload()
    await openCase(page, '陈立新')
    await page.getByRole('tab', { name: '以往样子' }).click()
    await page.getByText('登记进来').waitFor()
    await lookAround(page, 'history')
    await shoot(page, 'history')
    const day = page.getByLabel('哪一天')
    await day.fill('2026-11-22')
    await page.getByText('这一天这个案件还没有登记进来').waitFor()
    await day.fill('2026-11-26')
    await page.getByText('日期不能在今天之后').waitFor()
    await press(page, '2026-11-25')
    await page.getByText('与现在相同').waitFor()
    await press(page, '2026-11-23')
    await page.getByText('与现在有 1 处不同').waitFor()
    await soon(() => page.locator('tr', { hasText: '楼上厨房也漏水。' }).locator('td').allInnerTexts()).toEqual(['纠纷情况', '楼上卫生间漏水，陈立新家天花板发霉。', '楼上厨房也漏水。'])
    await page.locator('.as-of').getByText('楼上卫生间漏水').waitFor()
    await lookAround(page, 'as of')
    await shoot(page, 'as-of')
    expect(misdeeds).toEqual([])
  } finally {
    await page.context().close()
    await later.stop()
  }
}, TIME)

test('a case that ended is read through without its people and saved; a case of the same matter is offered beside it', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await register(page)
  await register(page, { facts: '楼上厨房漏水，楼下天花板发霉。', parties: [{ side: 'applicant', kind: 'person', name: '林晓' }, { side: 'respondent', kind: 'person', name: '宋清' }] })
  await accept(page, caseId)
  expect(await ask(page, 'case.end', { caseId, code: 'E04', on: '2026-11-20', reason: '双方自行和解，书面撤回' })).toMatchObject({ ok: true })
  await openCase(page, '陈立新')
  await page.getByRole('tab', { name: '相近案例' }).click()
  await page.getByText('楼上厨房漏水').waitFor()
  await lookAround(page, 'alike cases')
  await shoot(page, 'alike')
  await press(page, '写成匿名案例')
  const dialog = page.getByRole('dialog')
  const text = dialog.locator('.training-text')
  await text.waitFor()
  await soon(() => text.innerText()).toContain('甲家天花板发霉')
  for (const word of ['陈立新', '余明', '清源', '望山', '1501', '13900000123']) expect(await text.innerText()).not.toContain(word)
  await lookAround(page, 'training case')
  await shoot(page, 'training')
  await press(dialog, '存为文字')
  const saved = readFileSync(await savedPath(dialog), 'utf8')
  for (const word of ['陈立新', '余明', '清源', '望山', '1501', '13900000123']) expect(saved).not.toContain(word)
  expect(misdeeds).toEqual([])
}, TIME)
