import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pagesOf, runOn } from '../main/adapters/pdf-reading.ts'
import { ask, endOffices, openedOffice, startBrowser, type Office } from './page/browser.ts'
import { allPapers, fieldOf, lookAround, menu, press, pressPaper, savedPath, sentenceOf, soon, write } from './page/hands.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await endOffices()
  await browser.close()
})

const worked = readFileSync(fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url)), 'utf8')

/** An office with the worked cases, or those given, at the papers of the first. */
const atPapers = async (content = worked): Promise<Office> => {
  const office = await openedOffice(browser)
  await ask(office.page, 'bundle.import', { content, onConflict: 'replace' })
  await office.page.reload()
  await office.page.locator('.bar-menu').getByText('案件', { exact: true }).click()
  await office.page.getByText('（2026）赤物人调字第001号').first().click()
  await allPapers(office.page)
  await office.page.getByRole('button', { name: '预览《人民调解协议书》', exact: true }).waitFor()
  return office
}

/** How much of the page on the screen is not white, in thousandths. */
const ink = (page: Page): Promise<number> => page.evaluate(() => {
  const canvas = document.querySelector<HTMLCanvasElement>('.preview-pane canvas')
  if (!canvas || canvas.hidden) return 0
  const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height)
  let dark = 0
  for (let at = 0; at < data.length; at += 4) if (data[at]! < 128) dark += 1
  return Math.round(dark / (data.length / 4) * 1000)
})

test('a paper is previewed page by page with the keyboard alone, and saved from there', async () => {
  const { page, misdeeds } = await atPapers()
  await page.getByRole('button', { name: '预览《人民调解协议书》', exact: true }).press('Enter')
  await soon(() => page.locator('.preview-count').first().innerText()).toBe('第 1 页，共 2 页')
  await soon(() => ink(page)).toBeGreaterThan(5)
  await page.keyboard.press('PageDown')
  await soon(() => page.locator('.preview-pane canvas').getAttribute('data-page')).toBe('2')
  await page.keyboard.press('PageUp')
  await soon(() => page.locator('.preview-pane canvas').getAttribute('data-page')).toBe('1')
  const width = (): Promise<number> => page.locator('.preview-pane canvas').evaluate(canvas => canvas.clientWidth)
  const before = await width()
  await page.keyboard.press('+')
  await soon(width).toBeGreaterThan(before)
  await lookAround(page, 'preview')
  await page.keyboard.press('Control+s')
  expect(pagesOf(readFileSync(await savedPath(page.locator('.preview'))), '（2026）赤物人调字第001号')).toHaveLength(2)
  await page.keyboard.press('Escape')
  await soon(() => page.locator('.preview').count()).toBe(0)
  expect(misdeeds).toEqual([])
}, 120_000)

test('a paper is issued, lacks its signed pages until a scan is filed, is verified and voided in sight', async () => {
  const { page, misdeeds } = await atPapers()
  await pressPaper(page, '签发《人民调解协议书》')
  const issued = page.locator('.issued').first()
  await soon(() => issued.innerText()).toContain('缺签名件')
  await lookAround(page, 'issued paper')
  await pressPaper(page, '签发《人民调解协议书》')
  await page.getByText('内容和已签发的第1版一样').waitFor()

  await press(page, '取出人民调解协议书第1版')
  const path = await savedPath(issued)
  await page.getByLabel('要核验的 PDF').setInputFiles(path)
  await page.getByText('是签发的原件：《人民调解协议书》').waitFor()
  const altered = readFileSync(path)
  altered[altered.length - 200] = altered[altered.length - 200]! ^ 1
  await page.getByLabel('要核验的 PDF').setInputFiles({ name: '协议.pdf', mimeType: 'application/pdf', buffer: altered })
  // Other bytes and the same words: another program has saved it anew.
  await page.getByText('文字和签发的原件相同，但文件被其他程序重新保存过').waitFor()

  await page.getByRole('tab', { name: '附件' }).click()
  await page.getByLabel('要添加的附件').setInputFiles({ name: '协议签名页.jpg', mimeType: 'image/jpeg', buffer: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) })
  await page.getByText('协议签名页.jpg').filter({ visible: true }).first().waitFor()
  await page.getByRole('tab', { name: '文书' }).click()
  await press(page, '归签名件人民调解协议书第1版')
  await page.getByRole('dialog').getByRole('checkbox', { name: '协议签名页.jpg' }).check()
  await lookAround(page, 'scan of a signed paper')
  await page.locator('.ant-modal-footer').getByRole('button', { name: /归\s*入/ }).click()
  await soon(() => issued.innerText()).toContain('签名件：协议签名页.jpg')
  expect(await issued.innerText()).not.toContain('缺签名件')

  await press(page, '作废人民调解协议书第1版')
  await page.getByLabel('作废原因').press('Enter')
  await page.getByText('请写明作废的原因。').waitFor()
  await page.getByLabel('作废原因').fill('当事人姓名写错')
  await lookAround(page, 'voiding a paper')
  await page.getByLabel('作废原因').press('Enter')
  await soon(() => issued.innerText()).toContain('已作废：当事人姓名写错')
  expect(misdeeds).toEqual([])
}, 120_000)

test('the file of a case is checked, a finding leads to its tab, and the file is made', async () => {
  const { page, misdeeds } = await atPapers()
  await press(page, '核对卷宗')
  await page.locator('.findings').getByText('卷内没有调解协议书').waitFor()
  await lookAround(page, 'dossier')
  await press(page, '生成卷宗')
  expect(runOn(readFileSync(await savedPath(page)), 'pdftotext', 'FILE', '-')).toContain('卷内目录')
  await page.locator('.findings').getByRole('button', { name: '去“附件”' }).first().click()
  await soon(() => page.getByRole('tab', { name: '附件' }).getAttribute('aria-selected')).toBe('true')
  expect(misdeeds).toEqual([])
}, 120_000)

test('a finding about the case itself opens its field', async () => {
  const bundle = JSON.parse(worked) as { cases: { archive?: object; agreement: { copies: number } }[] }
  delete bundle.cases[0]!.archive
  bundle.cases[0]!.agreement.copies = 1
  const { page, misdeeds } = await atPapers(JSON.stringify(bundle))
  await press(page, '核对卷宗')
  await page.locator('.findings').getByRole('button', { name: /^协议书一式1份，不够/ }).click()
  const field = page.locator('.field[data-pointer="/file/agreement/copies"]')
  await soon(() => field.locator('.ant-form-item-explain').innerText()).toMatch(/^协议书一式1份，不够/)
  await soon(() => field.evaluate(element => {
    const { top, bottom } = element.getBoundingClientRect()
    return top >= 0 && bottom <= window.innerHeight
  })).toBe(true)
  await lookAround(page, 'a finding at its field')
  expect(misdeeds).toEqual([])
}, 120_000)

test('papers of a month are printed in one batch', async () => {
  const { page, misdeeds } = await atPapers()
  await page.locator('.bar-menu').getByText('案件', { exact: true }).click()
  await press(page, '成批打印')
  const dialog = page.locator('.ant-modal-content, .ant-modal-container').last()
  await dialog.getByRole('textbox', { name: '受理日期从' }).fill('2026-01-01')
  await dialog.getByRole('textbox', { name: '受理日期到' }).fill('2026-12-31')
  await press(dialog, '开始生成')
  await soon(() => dialog.innerText()).toMatch(/已完成：2 \/ 2 件，1 个文件/)
  await lookAround(page, 'batch')
  expect(misdeeds).toEqual([])
}, 120_000)

test('the office numbers its letters in its own way', async () => {
  const { page, misdeeds } = await atPapers()
  expect(await ask(page, 'rule.loadFirstSet', {})).toMatchObject({ ok: true })
  const dialog = page.getByRole('dialog')
  await menu(page, '设置')
  await page.getByText('编号和模板', { exact: true }).click()
  await press(page, '修改函件编号')
  await write(fieldOf(dialog, '编号样式'), '{字号}复〔{年}〕')
  await press(dialog, '写成草案')
  await soon(() => sentenceOf(fieldOf(dialog, '编号样式'))).toContain('编号样式里要有{序号}')
  await write(fieldOf(dialog, '编号样式'), '{字号}复〔{年}〕{序号:3}号')
  await press(dialog, '写成草案')
  await page.locator('.markdown').first().waitFor()
  await menu(page, '设置')
  await page.getByText('编号和模板', { exact: true }).click()
  await page.getByText('{字号}复〔{年}〕{序号:3}号').first().waitFor()
  await page.getByLabel('要上传的模板').setInputFiles({ name: '模板.docx', mimeType: 'application/octet-stream', buffer: Buffer.from('hello') })
  await page.getByText('这不是 docx 文件').waitFor()
  expect(misdeeds).toEqual([])
}, 120_000)
