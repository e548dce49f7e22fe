/** A second data folder, for practice, as it is clicked through; and a backup that is chosen as a file. */
import { join } from 'node:path'
import { readdirSync } from 'node:fs'
import { expect, test } from 'vitest'
import { ask, newOffice, openedOffice, PASSWORD, usingBrowser } from './page/browser.ts'
import { fieldOf, lookAround, press, soon, write } from './page/hands.ts'

const its = usingBrowser()

test('a folder for practice is added at the door, named, changed to and back', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await press(page, '锁定')
  await press(page, '换资料文件夹')
  const list = page.getByRole('dialog').filter({ hasText: '资料文件夹' })
  await list.getByText('本会资料').waitFor()
  await press(list, '新增')
  await list.getByText('请先写一个名称').waitFor()
  await list.getByLabel('名称', { exact: true }).fill('演练')
  await press(list, '新增')
  await list.locator('li').filter({ hasText: '演练' }).waitFor()
  await lookAround(page, 'the list of data folders')
  await list.locator('li').filter({ hasText: '演练' }).getByRole('button', { name: '换用' }).click()
  await page.getByRole('dialog').filter({ hasText: '换用“演练”？' }).getByRole('button', { name: '换用' }).click()
  await page.getByText('第一次使用，请先登记调委会').waitFor()
  await press(page, '换资料文件夹')
  await list.locator('li').filter({ hasText: '本会资料' }).getByRole('button', { name: '换用' }).click()
  await page.getByRole('dialog').filter({ hasText: '换用“本会资料”？' }).getByRole('button', { name: '换用' }).click()
  await write(fieldOf(page, '密码'), PASSWORD)
  await press(page, '解锁')
  await page.locator('.bar-menu').getByText('案件', { exact: true }).waitFor()
  expect(misdeeds).toEqual([])
}, 120_000)

test('a backup on a stick is chosen as a file and restored into an empty program', async () => {
  const from = await openedOffice(its.browser)
  expect(await ask(from.page, 'backup.create', {})).toMatchObject({ ok: true })
  const folder = join(from.out, '备份')
  const stick = join(folder, readdirSync(folder).find(name => name.endsWith('.mbk'))!)
  const { page } = await newOffice(its.browser)
  await press(page, '从备份恢复')
  const dialog = page.getByRole('dialog').filter({ hasText: '从备份恢复' })
  const chooser = page.waitForEvent('filechooser')
  await press(dialog, '选择备份文件…')
  await (await chooser).setFiles(stick)
  await soon(() => dialog.getByRole('radio', { name: /\.mbk/ }).count()).toBe(1)
  await lookAround(page, 'a backup that was chosen')
  await write(fieldOf(dialog, '密码'), PASSWORD)
  await press(dialog, '恢复')
  await page.getByRole('button', { name: '解锁' }).waitFor()
}, 120_000)
