/** Two windows on one data folder: the second says who is there, takes over after a question, or gets in by itself. */
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ask, NOW, openedOffice, openPage, PASSWORD, startHost, usingBrowser } from './page/browser.ts'
import { fieldOf, lookAround, press, soon, write } from './page/hands.ts'

const its = usingBrowser()

test('the second window names who holds the folder, takes it over after a question, and the first one gets it back when the second goes', async () => {
  const first = await openedOffice(its.browser)
  const host = await startHost(first.data, join(first.out, '..', 'out2'), NOW)
  const { page, misdeeds } = await openPage(its.browser, host.address)
  await page.locator('.reason').filter({ hasText: '正由另一个程序使用（本机进程' }).waitFor()
  await lookAround(page, 'a folder that is held')
  await press(page, '接管…')
  const question = page.getByRole('dialog').filter({ hasText: '由这里接管资料文件夹？' })
  await question.getByText('那边的程序不能再保存').waitFor()
  await press(page, '不接管')
  await page.locator('.reason').filter({ hasText: '正由另一个程序使用（本机进程' }).waitFor()
  await press(page, '接管…')
  await question.getByRole('button', { name: '接管', exact: true }).click()
  await write(fieldOf(page, '密码'), PASSWORD)
  await press(page, '解锁')
  await page.locator('.bar-menu').getByText('案件', { exact: true }).waitFor()

  // The first one may save no more and says why.
  expect(await ask(first.page, 'office.change', { mediators: [] })).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over' } })
  await first.page.reload()
  await first.page.getByText('已由另一个程序接管').waitFor()
  await host.stop()
  await first.page.getByRole('button', { name: '解锁' }).waitFor()
  await soon(() => first.page.getByText('已由另一个程序接管').count()).toBe(0)
  expect(misdeeds).toEqual([])
  await page.context().close()
}, 120_000)
