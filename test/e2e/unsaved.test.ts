/** Words that are typed and not saved: whichever way a form is left, they are asked about, and can be had back. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, PASSWORD, usingBrowser } from './page/browser.ts'
import { fieldOf, lookAround, menu, more, openCase, press, registerBy, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()
const valueOf = (page: Page, label: string): Promise<string> => fieldOf(page, label).locator('input, textarea').first().inputValue()
const question = (page: Page) => page.locator('.ant-modal-confirm-title').getByText('还有没保存的内容', { exact: true })

/** Leaves a form in one way, stays once, leaves for good with a draft, opens the form again and goes on. */
const leaveAndComeBack = async (page: Page, leave: () => Promise<unknown>, open: () => Promise<unknown>, label: string, words: string): Promise<void> => {
  await leave()
  await question(page).waitFor()
  await press(page, '留下继续填写')
  await question(page).waitFor({ state: 'hidden' })
  expect(await valueOf(page, label)).toBe(words)
  await leave()
  await press(page, '留作草稿，离开')
  await fieldOf(page, label).waitFor({ state: 'hidden' })
  await open()
  await press(page, '继续填写')
  await soon(() => valueOf(page, label)).toBe(words)
}

test('取消, Esc, the cross, the menu and Back all ask, keep a draft where one is wanted, and give nothing away unasked', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await registerBy(page, '林晓', '2026-11-09', '2026-11-10')
  await openCase(page, '林晓')
  const cancel = (): Promise<void> => press(page, '取消')

  const record = async (): Promise<void> => {
    await tab(page, '概况')
    await press(page, '记录调解')
  }
  await record()
  await write(fieldOf(page, '地点'), '望山社区调解室')
  await leaveAndComeBack(page, cancel, record, '地点', '望山社区调解室')
  await lookAround(page, 'a draft gone on with')
  await leaveAndComeBack(page, () => page.goBack(), async () => {
    await openCase(page, '林晓')
    await record()
  }, '地点', '望山社区调解室')
  await press(page, '取消')
  await press(page, '离开，不保存')
  await soon(async () => (await ask(page, 'draft.show', { form: 'session.record', caseId })).value).toEqual({})
  await record()
  await soon(() => valueOf(page, '地点')).toBe('')
  // A form that holds no words is left without a question.
  await press(page, '取消')
  await fieldOf(page, '地点').waitFor({ state: 'hidden' })
  expect(await question(page).count()).toBe(0)

  const evidence = async (): Promise<void> => {
    await tab(page, '证据')
    await press(page, '登记证据')
  }
  await evidence()
  await write(fieldOf(page, '名称'), '漏水照片')
  await leaveAndComeBack(page, cancel, evidence, '名称', '漏水照片')
  await press(page, '取消')
  await press(page, '离开，不保存')

  const agree = async (): Promise<void> => press(page, '达成协议')
  await agree()
  await write(fieldOf(page, '争议事项'), '装修噪声和时间')
  await leaveAndComeBack(page, cancel, agree, '争议事项', '装修噪声和时间')
  await press(page, '取消')
  await press(page, '离开，不保存')

  const dialog = page.getByRole('dialog')
  const extend = (): Promise<void> => more(page, '延长期限')
  for (const leave of [() => press(dialog, '取消'), () => page.keyboard.press('Escape'), () => dialog.locator('.ant-modal-close').click()]) {
    await extend()
    if (await page.getByText('上次没有保存的内容').count() > 0) await press(page, '放弃')
    await write(fieldOf(dialog, '原因'), '双方同意再谈一次。')
    await leaveAndComeBack(page, leave, extend, '原因', '双方同意再谈一次。')
    await press(dialog, '取消')
    await press(page, '留作草稿，离开')
    await dialog.waitFor({ state: 'hidden' })
  }

  // The two that were kept are on the first screen.
  await menu(page, '待办')
  await page.getByText('上次有没保存的内容').waitFor()
  await lookAround(page, 'drafts on the first screen')
  expect(misdeeds).toEqual([])
}, TIME)

test('a lock takes nothing away: the same account comes back to the same screen with its words, by Enter in the password', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '林晓', '2026-11-09', '2026-11-10')
  await openCase(page, '林晓')
  await press(page, '记录调解')
  await write(fieldOf(page, '地点'), '望山社区调解室')
  await press(page, '锁定')
  await page.getByText('刚才填写的内容还在').waitFor()
  await write(fieldOf(page, '密码'), PASSWORD)
  await page.keyboard.press('Enter')
  await soon(() => valueOf(page, '地点')).toBe('望山社区调解室')
  expect(await question(page).count()).toBe(0)
  expect(misdeeds).toEqual([])
}, TIME)

test('a page that is loaded anew stays where it was, and Back and forward go through the program', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '林晓', '2026-11-09', '2026-11-10')
  await openCase(page, '林晓')
  await tab(page, '证据')
  await page.reload()
  await page.getByText('还没有登记证据').waitFor()
  await menu(page, '日程')
  await page.goBack()
  await page.getByText('还没有登记证据').waitFor()
  await page.goForward()
  await page.locator('.bar-menu [aria-current=page]').getByText('日程', { exact: true }).waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('a consultation that is gone on with is kept as a draft too', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await menu(page, '登记申请')
  await write(fieldOf(page.locator('.party').nth(0), '姓名'), '余明')
  await press(page, '存为咨询')
  await page.getByRole('button', { name: '继续填写余明' }).click()
  await write(fieldOf(page, '纠纷简要情况'), '楼上漏水。')
  await menu(page, '案件')
  await press(page, '留作草稿，离开')
  await menu(page, '待办')
  await page.locator('.ant-alert').getByText(/^登记申请/).click()
  await press(page, '继续填写')
  await soon(() => valueOf(page, '纠纷简要情况')).toBe('楼上漏水。')
  expect(await valueOf(page, '姓名')).toBe('余明')
  expect(misdeeds).toEqual([])
}, TIME)

test('an attachment that was just added can be chosen as evidence at once', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '林晓', '2026-11-09', '2026-11-10')
  await openCase(page, '林晓')
  await tab(page, '证据')
  await page.getByText('还没有登记证据').waitFor()
  await tab(page, '附件')
  await page.locator('input[type=file]').setInputFiles({ name: '楼道照片.txt', mimeType: 'text/plain', buffer: Buffer.from('照片') })
  await page.getByText('楼道照片.txt').waitFor()
  await tab(page, '证据')
  await press(page, '登记证据')
  await fieldOf(page, '对应的附件').getByRole('combobox').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('楼道照片.txt').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('dates and times are taken as they are typed, Tab goes on to the next field, and Ctrl+Enter saves', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '林晓', '2026-11-09')
  await openCase(page, '林晓')
  await press(page, '受理')
  const dialog = page.getByRole('dialog')
  const day = fieldOf(dialog, '受理日期').locator('input').first()
  await day.waitFor()
  // The cursor is in the first field.
  await soon(() => page.evaluate(() => document.activeElement?.closest('.field')?.querySelector('label')?.textContent)).toContain('受理日期')
  for (const [typed, taken] of [['11-20', '2026-11-20'], ['1120', '2026-11-20'], ['２６．１１．２０', '2026-11-20'], ['11月20日', '2026-11-20']] as const) {
    await day.fill(typed)
    await day.blur()
    await soon(() => day.inputValue()).toBe(taken)
  }
  await day.focus()
  await page.keyboard.press('Tab')
  expect(await page.evaluate(() => (document.activeElement as HTMLElement).checkVisibility({ opacityProperty: true, visibilityProperty: true }) && document.activeElement!.getBoundingClientRect().width > 1)).toBe(true)
  await page.keyboard.press('Control+Enter')
  await page.getByText(/已受理|请/).first().waitFor()
  expect(misdeeds).toEqual([])
}, TIME)
