/** The list of cases as a hand uses it: it grows as one scrolls, and each key asks the office once. */
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { menu, soon } from './page/hands.ts'

const its = usingBrowser()

test('more cases come as one scrolls, until all are there; a key that is typed asks the office once, for the first of what it finds', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await ask(page, 'rehearsal.fill', {})
  await page.reload()
  await menu(page, '案件')
  const rows = page.locator('.case-row')
  await soon(() => rows.count()).toBe(24)
  const list = page.locator('.case-table')
  await list.evaluate(table => table.scrollTo(0, table.scrollHeight))
  const { total } = (await ask(page, 'case.list', { limit: 1 })).value as { total: number }
  expect(total).toBeGreaterThan(50)
  await soon(() => rows.count()).toBe(total)

  const asked: { query?: string; limit: number }[] = []
  page.on('request', request => {
    if (request.url().endsWith('/command/case.list')) asked.push(request.postDataJSON() as { query?: string; limit: number })
  })
  const box = page.getByLabel('查找案件')
  await box.fill('赤物')
  await soon(() => rows.count()).toBe(24)
  await box.press('End')
  await page.keyboard.insertText(' 2')
  await soon(async () => (await rows.count()) < total).toBe(true)
  await page.waitForTimeout(300)
  expect(asked).toEqual([{ query: '赤物', limit: 24 }, { query: '赤物 2', limit: 24 }])

  // A taller window shows more rows at once, and those that it lacks are asked for.
  await box.fill('')
  await soon(() => rows.count()).toBe(24)
  await page.setViewportSize({ width: 1366, height: 1400 })
  await soon(() => rows.count()).toBe(total)
  expect(misdeeds).toEqual([])
}, 120_000)
