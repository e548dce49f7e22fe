/** Every screen, tab and main dialog: nothing that axe calls serious, Chinese alone, and no scrolling sideways in any size of text. */
import { createRequire } from 'node:module'
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, newOffice, openedOffice, PASSWORD, usingBrowser } from './page/browser.ts'
import { everyPlace, leave, openByNumber } from './page/every-screen.ts'
import { lookAround, menu, press, soon } from './page/hands.ts'

const its = usingBrowser()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

type Finding = { readonly rule: string; readonly at: string; readonly why: string }

/** What axe finds on the page as it stands, serious or critical. */
export const findings = async (page: Page): Promise<Finding[]> => {
  await page.evaluate(axe)
  return page.evaluate(async () => {
    type Found = { id: string; impact: string; nodes: { html: string; failureSummary: string }[] }
    const { violations } = await (window as unknown as { axe: { run: (options: object) => Promise<{ violations: Found[] }> } }).axe.run({
      resultTypes: ['violations'],
    })
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html, failureSummary }) => ({ rule: id, at: html.slice(0, 200), why: failureSummary.slice(0, 300) })))
  })
}

const filledOffice = async () => {
  const office = await openedOffice(its.browser)
  expect(await ask(office.page, 'rehearsal.fill', {})).toMatchObject({ ok: true })
  await ask(office.page, 'comfort.save', { tourSeen: true })
  await office.page.reload()
  await menu(office.page, '待办')
  await office.page.locator('.task').first().waitFor()
  return office
}

test('axe finds nothing serious on any screen, tab or main dialog', async () => {
  const { page, misdeeds } = await filledOffice()
  const found: Record<string, Finding[]> = {}
  const note = async (name: string): Promise<void> => {
    const here = await findings(page)
    if (here.length > 0) found[name] = here
  }
  const places = await everyPlace(page)
  expect(places.length).toBeGreaterThan(50)
  for (const { name, open } of places) {
    try {
      await open(page)
    } catch (error) {
      throw new Error(`no way to “${name}”`, { cause: error })
    }
    await note(name)
    await leave(page)
  }
  await press(page, '锁定')
  await page.getByRole('button', { name: '解锁' }).waitFor()
  await note('解锁')
  expect(found).toEqual({})
  expect(misdeeds).toEqual([])
}, 400_000)

test('axe finds nothing serious on the steps of the first start', async () => {
  const { page, misdeeds } = await newOffice(its.browser)
  await page.getByRole('button', { name: '下一步' }).waitFor()
  expect(await findings(page)).toEqual([])
  expect(misdeeds).toEqual([])
}, 60_000)

test('in every size of text nothing scrolls sideways and every word is Chinese; in the largest what is pressed is 44 px high', async () => {
  const { page, misdeeds } = await filledOffice()
  for (const textSize of ['standard', 'large', 'huge']) {
    await ask(page, 'comfort.save', { textSize })
    await page.reload()
    await soon(() => page.evaluate(() => document.documentElement.dataset['size'])).toBe(textSize)
    for (const { name, open } of await everyPlace(page)) {
      await page.setViewportSize({ width: 1093, height: 614 })
      try {
        await open(page)
      } catch (error) {
        throw new Error(`no way to “${name}” in ${textSize}`, { cause: error })
      }
      await lookAround(page, `${textSize} ${name}`)
      if (textSize === 'huge') {
        const low = await page.evaluate(() => [...document.querySelectorAll('button, [role=tab], input:not([type=checkbox], [type=radio], [type=file], [type=search], [type=hidden])')]
          .filter(element => element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && element.closest('.ant-table-measure-row') === null)
          // The frame of a field is what is pressed, where it has one.
          .map(element => ({ element, box: (element.closest('.ant-input-affix-wrapper, .ant-input-number, .ant-select, .ant-picker, .ant-segmented-item, .ant-tabs-tab') ?? element).getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && box.height < 43.5)
          .map(({ element, box }) => `${Math.round(box.height)} ${element.outerHTML.slice(0, 120)}`).slice(0, 5))
        expect({ name, low }).toEqual({ name, low: [] })
      }
      await leave(page)
    }
  }
  expect(misdeeds).toEqual([])
}, 600_000)

test('the size is chosen in the settings, holds at once, and is the account’s own after the next unlock', async () => {
  const { page, misdeeds } = await filledOffice()
  await menu(page, '设置')
  await page.locator('.tools .ant-segmented').getByText('字号与关于', { exact: true }).click()
  await page.getByLabel('字号').getByText('特大', { exact: true }).click()
  await soon(() => page.evaluate(() => getComputedStyle(document.querySelector('.page .ant-btn')!).fontSize)).toBe('20px')
  await press(page, '锁定')
  await page.locator('input[type=password]').fill(PASSWORD)
  await press(page, '解锁')
  await page.locator('.bar').waitFor()
  await page.reload()
  await soon(() => page.evaluate(() => document.documentElement.dataset['size'])).toBe('huge')
  expect(misdeeds).toEqual([])
}, 90_000)

test('F1 opens the page of the screen and part one is on, words find others, and the card is printed', async () => {
  const { page, misdeeds } = await filledOffice()
  const rows = (await ask(page, 'case.list', { state: 'running', limit: 100 })).value as { rows: { stage: string; fileNo: string }[] }
  await openByNumber(page, rows.rows.find(({ stage }) => stage === 'mediating')!.fileNo)
  await page.getByRole('tab', { name: /^调解记录/ }).click()
  await page.keyboard.press('F1')
  const help = page.getByRole('region', { name: '帮助内容' })
  await help.getByRole('heading', { name: '调解记录' }).waitFor()
  await page.getByLabel('查找帮助').fill('备份 移动盘')
  await soon(() => help.getByRole('heading').allInnerTexts()).toEqual(['数据安全'])
  await press(page, '打印快捷卡')
  await page.locator('.ant-drawer .saved-file .path').getByText('快捷卡').waitFor()
  await page.keyboard.press('Escape')
  await help.waitFor({ state: 'hidden' })
  expect(misdeeds).toEqual([])
}, 90_000)

test('the tour leads over the main screens, can be left at any step and begun again', async () => {
  const office = await openedOffice(its.browser)
  const { page, misdeeds } = office
  await menu(page, '待办')
  await press(page, '放入演练案件')
  await page.locator('.task').first().waitFor()
  await press(page, '看导览')
  const tour = page.locator('.ant-tour:visible')
  for (const title of ['待办：每天从这里开始', '登记申请', '案件：查找']) {
    await tour.getByText(title, { exact: true }).waitFor()
    expect(await findings(page)).toEqual([])
    await tour.getByRole('button', { name: '下一步' }).click()
  }
  await tour.getByText('案件：列表', { exact: true }).waitFor()
  await page.keyboard.press('Escape')
  await tour.waitFor({ state: 'hidden' })
  await menu(page, '待办')
  await page.locator('.task').first().waitFor()
  expect(await page.getByRole('button', { name: '看导览' }).count()).toBe(0)
  await page.keyboard.press('F1')
  await press(page, '十分钟导览')
  for (let step = 0; step < 9; step += 1) await tour.getByRole('button', { name: '下一步' }).click()
  await tour.getByText('帮助和锁定', { exact: true }).waitFor()
  await tour.getByRole('button', { name: /结束导览/ }).last().click()
  await tour.waitFor({ state: 'hidden' })
  expect(misdeeds).toEqual([])
}, 120_000)
