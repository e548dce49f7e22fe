/** The main job without a mouse: Tab, Enter, the space bar and arrows, as the hands of a quick typist do it. */
import { readFileSync } from 'node:fs'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pagesOf } from '../main/adapters/pdf-reading.ts'
import { committee, endOffices, newOffice, PASSWORD, startBrowser } from './page/browser.ts'
import { savedPath, soon } from './page/hands.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)
afterAll(async () => {
  await endOffices()
  await browser.close()
})

/** What has the focus: the label of its field, its name, or its text. */
const focused = (page: Page): Promise<string> => page.evaluate(() => {
  const element = document.activeElement as HTMLElement
  const radio = element instanceof HTMLInputElement && element.type === 'radio'
  const text = (radio ? undefined : element.getAttribute('aria-label')) ?? element.closest('.field')?.querySelector('label')?.textContent
    ?? element.closest('label')?.textContent ?? element.textContent ?? ''
  // The tabs count themselves for screen readers, in words of the library.
  return text.replace(/^Tab \d+ of \d+/, '')
})

/** Presses Tab until this has the focus. */
const tabTo = async (page: Page, name: string, turns = 80): Promise<void> => {
  for (let turn = 0; turn < turns; turn += 1) {
    if ((await focused(page)).trim() === name) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not come to “${name}”; it is at “${await focused(page)}”`)
}

const type = async (page: Page, name: string, text: string): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  await page.keyboard.press('Tab')
}

const push = async (page: Page, name: string): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press('Enter')
}

/** In a list that opens: types a part of the choice and takes it. */
const pick = async (page: Page, name: string, choice: string): Promise<void> => {
  await tabTo(page, name)
  await page.keyboard.press('ArrowDown')
  const options = page.locator('.ant-select-dropdown:visible .ant-select-item-option')
  await options.first().waitFor()
  for (let turn = 0; turn < 40; turn += 1) {
    if (await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active').getByText(choice, { exact: true }).count() > 0) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await options.first().waitFor({ state: 'hidden' })
}

test('a committee is set up and a dispute goes from application to a printed agreement in effect by keyboard alone', async () => {
  const { page, misdeeds } = await newOffice(browser)
  // No mouse: whatever is clicked in this test is a mistake of the test.
  await page.addInitScript(() => window.addEventListener('pointerdown', () => console.error('a pointer was used'), true))
  await page.setViewportSize({ width: 1093, height: 614 })
  await page.reload()
  await page.locator('.field').first().waitFor()
  await type(page, '调委会名称', committee.name)
  await type(page, '行政区划代码', committee.regionCode)
  await type(page, '编号用字', committee.numberWord)
  await type(page, '对接的人民法院', committee.court)
  await push(page, '下一步')
  await page.getByText('添加调解员').waitFor()
  await type(page, '姓名', '何平')
  await push(page, '下一步')
  await page.getByText('再输一次密码').waitFor()
  await type(page, '账户名', '何平')
  await type(page, '密码', PASSWORD)
  await type(page, '再输一次密码', PASSWORD)
  await tabTo(page, await page.locator('label', { hasText: '这是演练资料' }).innerText())
  await page.keyboard.press('Space')
  await push(page, '完成设立')
  await page.locator('.key-group').first().waitFor()
  const groups = await page.locator('.key-group').allInnerTexts()
  for (const label of await page.locator('.key-check label').allInnerTexts()) await type(page, label, groups[Number(/\d+/.exec(label)![0]) - 1]!)
  await push(page, '我已打印并收好')
  await page.getByText('还没有案件').waitFor()

  await push(page, '登记申请')
  await page.getByRole('heading', { name: '登记申请' }).waitFor()
  await type(page, '申请日期', '2026-11-20')
  await pick(page, '纠纷类型', '上下层漏水')
  await type(page, '姓名', '余明')
  await tabTo(page, '移除当事人2')
  await type(page, '姓名', '周立')
  await type(page, '纠纷简要情况', '厨房顶板渗水。')
  await type(page, '申请事项1', '修复渗水部位')
  await push(page, '保存登记')
  await page.getByText('受理后编卷号').waitFor()

  await push(page, '受理')
  await page.getByRole('dialog').waitFor()
  await type(page, '受理日期', '2026-11-20')
  await push(page, '受理')
  await page.getByRole('heading', { name: '（2026）赤物人调字第001号' }).waitFor()

  await push(page, '记录调解')
  await page.getByText('保存记录').waitFor()
  await type(page, '几点几分', '0900')
  await type(page, '地点', '望山社区调解室')
  await type(page, '调解记录', '双方达成一致。')
  await push(page, '保存记录')
  await page.getByText('2026年11月23日9时').waitFor()

  await push(page, '达成协议')
  await page.getByText('保存协议').waitFor()
  await tabTo(page, '内容类别')
  await page.keyboard.press('ArrowRight')
  await pick(page, '义务人（谁来做）', '周立（被申请人）')
  await type(page, '履行期限（最后一日）', '2026-12-05')
  await type(page, '条款内容', '周立于2026年12月5日前修复渗水部位。')
  await push(page, '保存协议')
  await page.getByText('周立于2026年12月5日前修复渗水部位。').waitFor()

  await push(page, '协议生效')
  await page.getByRole('dialog').waitFor()
  await push(page, '确认生效')
  await page.getByText('2026年11月23日结束：书面协议').waitFor()

  await tabTo(page, '协议')
  await page.keyboard.press('ArrowRight')
  await soon(() => focused(page)).toBe('文书')
  await page.keyboard.press('Enter')
  await push(page, '生成《人民调解协议书》')
  const text = pagesOf(readFileSync(await savedPath(page)), '（2026）赤物人调字第001号').join('')
  for (const words of ['余明', '周立', '2026年12月5日前修复渗水部位', committee.name]) expect(text).toContain(words)
  expect(misdeeds).toEqual([])
}, 180_000)
