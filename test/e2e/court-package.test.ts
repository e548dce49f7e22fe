/** 打开我.html, opened from a folder on the disk as a clerk does it: no server, no network. */
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { LocalTime } from '../../src/core/base/dates.ts'
import { readReceipt } from '../../src/core/court/court-receipt.ts'
import { openMePage } from '../../src/core/court/open-me.ts'
import type { PackageManifest } from '../../src/core/exports/package-manifest.ts'
import { startBrowser } from './page/browser.ts'
import { soon } from './page/hands.ts'

let browser: Browser
const root = mkdtempSync(join(tmpdir(), 'package-'))
beforeAll(async () => { browser = await startBrowser() })
afterAll(async () => {
  await browser.close()
  rmSync(root, { recursive: true, force: true })
})

// Lengths about the edges of a block, where padding goes wrong.
const lengths = [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 128, 1_000, 100_001]

const made = (name: string, more: Partial<PackageManifest> = {}): { folder: string; manifest: PackageManifest } => {
  const folder = join(root, name)
  mkdirSync(join(folder, '附件'), { recursive: true })
  const files = lengths.map((bytes, index) => {
    const content = Buffer.from(Array.from({ length: bytes }, (_, at) => (at * 7 + index) % 256))
    const file = index === 3 ? '附件/现场照片 1.jpg' : `${String(index + 1).padStart(2, '0')}-材料.pdf`
    writeFileSync(join(folder, file), content)
    return { name: file, title: index === 0 ? '</script><img src=x onerror=alert(1)>' : `材料${index + 1}`, bytes, sha256: createHash('sha256').update(content).digest('hex'), pages: index + 1 }
  })
  const manifest: PackageManifest = {
    format: 'mediation-court-package', version: 1, office: '赤壁市物业纠纷人民调解委员会', court: '赤壁市人民法院', fileNo: '赤物调字〔2026〕第1号',
    madeAt: '2026-11-23T09:00' as LocalTime, rehearsal: false, files, ...more,
  }
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify(manifest))
  writeFileSync(join(folder, '打开我.html'), openMePage(manifest))
  return { folder, manifest }
}

const opened = async (folder: string): Promise<{ page: Page; asked: string[] }> => {
  const page = await (await browser.newContext({ locale: 'zh-CN', offline: true, viewport: { width: 1093, height: 614 } })).newPage()
  const asked: string[] = []
  page.on('request', request => asked.push(new URL(request.url()).protocol))
  page.on('pageerror', error => asked.push(error.message))
  page.on('dialog', dialog => asked.push(dialog.message()))
  await page.goto(pathToFileURL(join(folder, '打开我.html')).href)
  return { page, asked }
}

test('a package as it was made: every file agrees', async () => {
  const { folder, manifest } = made('good')
  const { page, asked } = await opened(folder)
  await soon(() => page.locator('tbody tr').count()).toBe(manifest.files.length)
  await soon(() => page.locator('.about').innerText()).toBe('赤壁市物业纠纷人民调解委员会　送：赤壁市人民法院　卷号：赤物调字〔2026〕第1号　制作日期：2026年11月23日')
  await page.locator('#folder').setInputFiles(folder)
  await soon(() => page.locator('#verdict').innerText()).toBe(`全部 ${manifest.files.length} 个文件与清单一致。`)
  await soon(() => page.locator('td.state').allInnerTexts()).toEqual(manifest.files.map(() => '一致'))
  await soon(() => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)).toBe(0)
  expect(asked).toEqual(['file:'])
  await page.context().close()
})

test('a changed file, a missing one and one slipped in are named', async () => {
  const { folder, manifest } = made('bad')
  writeFileSync(join(folder, '07-材料.pdf'), Buffer.alloc(64))
  rmSync(join(folder, '附件/现场照片 1.jpg'))
  writeFileSync(join(folder, '多出来的.pdf'), 'x')
  const { page, asked } = await opened(folder)
  await page.locator('#folder').setInputFiles(folder)
  await soon(() => page.locator('#verdict').innerText()).toBe('有 2 处不一致，请不要使用，并与调委会联系。（清单外的文件：多出来的.pdf）')
  await soon(() => page.locator('td.state').allInnerTexts()).toEqual(manifest.files.map((_, index) => (index === 6 ? '已被改动' : index === 3 ? '缺少' : '一致')))
  expect(asked).toEqual(['file:'])
  await page.context().close()
})

test('a list beside the page that says something else is seen', async () => {
  const { folder, manifest } = made('list')
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, office: '别的调委会' }))
  const { page } = await opened(folder)
  await page.locator('#folder').setInputFiles(folder)
  await soon(() => page.locator('#verdict').innerText()).toBe('有 1 处不一致，请不要使用，并与调委会联系。（manifest.json 与本页不一致）')
  await page.context().close()
})

test('the clerk of the court saves a receipt, once every file agrees', async () => {
  const { folder, manifest } = made('receipt', { id: 'x-1' })
  const { page, asked } = await opened(folder)
  await page.locator('select[name=kind]').selectOption('returned')
  await page.locator('input[name=on]').fill('2026-11-24')
  await page.getByRole('button', { name: '保存回执' }).click()
  await soon(() => page.locator('#receipt-said').innerText()).toBe('请先在上面选择文件夹核对；全部一致才能出回执。')
  await page.locator('#folder').setInputFiles(folder)
  await soon(() => page.locator('#verdict').innerText()).toContain('与清单一致')
  await page.getByRole('button', { name: '保存回执' }).click()
  await soon(() => page.locator('#receipt-said').innerText()).toBe('请写明要补正什么，或者理由。')
  await page.locator('input[name=note]').fill('补产权证')
  if (process.env['SHOTS']) await page.screenshot({ path: `${process.env['SHOTS']}/open-me.png`, fullPage: true })
  const saved = page.waitForEvent('download')
  await page.getByRole('button', { name: '保存回执' }).click()
  const read = readReceipt(readFileSync(await (await saved).path(), 'utf8'))
  expect(read).toEqual({ ok: true, value: {
    format: 'mediation-court-receipt', version: 1, package: 'x-1', files: manifest.files.map(({ name, sha256 }) => ({ name, sha256 })),
    answer: { kind: 'returned', on: '2026-11-24', note: '补产权证' },
  } })
  expect(asked.filter(protocol => protocol !== 'file:' && protocol !== 'blob:')).toEqual([])
  await page.context().close()
})
