/** A case goes to the court and its answer comes back; a matter comes from the court. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { strToU8, unzipSync, zipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openMePage } from '../../src/core/court/open-me.ts'
import type { PackageManifest } from '../../src/core/exports/package-manifest.ts'
import { ask, endOffices, type Office, openedOffice, startBrowser } from './page/browser.ts'
import { acknowledge, fieldOf, giveUp, lookAround, menu, openCase, press, savedPath, soon, write } from './page/hands.ts'

let browser: Browser
beforeAll(async () => { browser = await startBrowser() }, 120_000)
afterAll(async () => {
  await endOffices()
  await browser.close()
})

type Bundle = { cases: (Record<string, unknown> & { agreement: object; parties: Record<string, unknown>[] })[] }
const worked = JSON.parse(readFileSync(fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url)), 'utf8')) as Bundle

/** Worked case 1 as it stood when its agreement had just taken effect. */
const bundle = (withPhones: boolean): string => {
  const { confirmation: _1, performance: _2, followUps: _3, archive: _4, ...file } = worked.cases[0]!
  return JSON.stringify({ ...worked, cases: [{ ...file, parties: withPhones ? file.parties : file.parties.map(party => ({ ...party, phone: undefined })), end: { code: 'E01', on: '2026-11-10' }, agreement: { ...file.agreement, reachedOn: '2026-11-10', effectiveOn: '2026-11-10' } }] })
}

const shot = (page: Page, name: string): Promise<unknown> =>
  (process.env['SHOTS'] ? page.screenshot({ path: `${process.env['SHOTS']}/${name}.png` }) : Promise.resolve())

const atPapers = async (withPhones = true): Promise<Office> => {
  const office = await openedOffice(browser)
  expect(await ask(office.page, 'bundle.import', { content: bundle(withPhones), onConflict: 'replace' })).toMatchObject({ ok: true })
  await ask(office.page, 'attachment.add', { caseId: 'w1', name: '送达地址确认书.jpg', content: Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]).toString('base64') })
  await ask(office.page, 'attachment.add', { caseId: 'w1', name: '林晓指纹.jpg', content: Buffer.from([0xff, 0xd8]).toString('base64') })
  await office.page.reload()
  await openCase(office.page, '余明')
  await office.page.getByRole('tab', { name: '文书' }).click()
  return office
}

test('a case is prechecked, looked at before it leaves, packed, registered, and its receipt is read back', async () => {
  const { page, misdeeds } = await atPapers()
  const card = page.locator('.ant-card', { hasText: '打包送法院的材料' })
  await press(card, '预检')
  await card.getByText('没有选送达地址确认书。').waitFor()
  await card.getByRole('checkbox', { name: '送达地址确认书.jpg' }).check()
  await soon(() => card.getByRole('checkbox', { name: /林晓指纹/ }).isDisabled()).toBe(true)
  await press(card, '预检')
  await soon(() => card.getByText('没有选送达地址确认书。').count()).toBe(0)
  await lookAround(page, 'court card')
  await card.scrollIntoViewIfNeeded()
  await shot(page, 'court-card')

  await press(card, '打包送法院')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('都没有出现').waitFor()
  await dialog.getByText('429999196503120018').waitFor()
  await dialog.getByText('指纹材料不送出').waitFor()
  await lookAround(page, 'preflight')
  await shot(page, 'preflight')
  // Nobody can search a picture: it is looked at before anything is packed.
  await dialog.getByText('送达地址确认书　是图片').waitFor()
  await soon(() => dialog.getByRole('button', { name: '核对无误，打包' }).isDisabled()).toBe(true)
  await dialog.getByRole('checkbox', { name: '送达地址确认书看过了' }).check()
  await soon(() => dialog.getByRole('button', { name: '核对无误，打包' }).isDisabled()).toBe(true)
  await acknowledge(page)
  await press(dialog, '核对无误，打包')
  const path = await savedPath(card)
  const manifest = JSON.parse(new TextDecoder().decode(unzipSync(readFileSync(path))['manifest.json'])) as PackageManifest
  expect(manifest.files.map(({ title }) => title)).toContain('送达地址确认书')
  await soon(() => dialog.count()).toBe(0)

  await menu(page, '送出登记')
  await page.getByText('司法确认材料').waitFor()
  await lookAround(page, 'exports')
  await page.getByRole('button', { name: '展开行' }).first().click()
  await page.getByText(/^不能检索、经办人看过的：\d\d-送达地址确认书\.jpg$/).waitFor()
  await shot(page, 'exports')
  await press(page, '（2026）赤物人调字第001号')
  await page.getByRole('tab', { name: '文书' }).click()

  const receipt = {
    format: 'mediation-court-receipt', version: 1, package: manifest.id, files: manifest.files.map(({ name, sha256 }) => ({ name, sha256 })),
    answer: { kind: 'confirmed', on: '2026-11-23', caseNo: '（2026）鄂1281诉前调确033号', judge: '石法官' },
  }
  const bring = (value: object): Promise<void> => page.getByLabel('法院回执文件').setInputFiles({ name: '回执.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(value)) })
  await bring({ ...receipt, files: receipt.files.map(file => ({ ...file, sha256: '0'.repeat(64) })) })
  await page.getByText('与送出的不同').waitFor()
  await bring(receipt)
  // Packing is no filing: the day on which it was handed in is asked for before the answer is registered.
  const handed = page.getByRole('dialog', { name: '哪天向法院递交的申请？' })
  await handed.getByLabel('递交日期').fill('2026-11-23')
  await press(handed, '登记答复')
  await page.getByText('裁定确认有效，（2026）鄂1281诉前调确033号，石法官，回执与送出的一致').waitFor()
  await page.getByRole('tab', { name: '概况' }).click()
  await page.getByText('申请强制执行的最后一日').first().waitFor()
  expect(misdeeds).toEqual([])
}, 180_000)

test('a finding of the precheck opens the field where it is put right', async () => {
  const { page, misdeeds } = await atPapers(false)
  const card = page.locator('.ant-card', { hasText: '打包送法院的材料' })
  await press(card, '预检')
  await card.getByRole('button', { name: '没有选送达地址确认书。' }).click()
  await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('checkbox')
  await card.getByRole('button', { name: /^调解协议书还没有签发/ }).click()
  await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('签发《人民调解协议书》')
  await shot(page, 'precheck')
  await card.getByRole('button', { name: '余明没有填联系电话，法院无法送达。' }).click()
  await page.getByRole('heading', { name: /更正已记录的内容/ }).waitFor()
  const phone = page.locator('[data-pointer="/file/parties/0/phone"]')
  await phone.getByText('余明没有填联系电话，法院无法送达。').waitFor()
  await soon(() => phone.locator('input').first().evaluate(input => input === document.activeElement)).toBe(true)
  expect(misdeeds).toEqual([])
}, 180_000)

test('what speaks against packing is asked about with the ways to put it right; going on is still open', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const late = JSON.parse(bundle(true)) as { cases: { agreement: { reachedOn: string; effectiveOn: string }; end: { on: string } }[] }
  const [file] = late.cases
  Object.assign(file!.agreement, { reachedOn: '2026-10-12', effectiveOn: '2026-10-12' })
  file!.end.on = '2026-10-12'
  expect(await ask(page, 'bundle.import', { content: JSON.stringify(late), onConflict: 'replace' })).toMatchObject({ ok: true })
  await page.reload()
  await openCase(page, '余明')
  await page.getByRole('tab', { name: '文书' }).click()
  const card = page.locator('.ant-card', { hasText: '打包送法院的材料' })
  const asked = page.getByRole('dialog', { name: '预检没有通过，仍要打包吗？' })
  const pack = async (): Promise<void> => {
    await press(card, '打包送法院')
    await page.getByRole('dialog', { name: '送出前核对' }).getByText('都没有出现').waitFor()
    await acknowledge(page)
    await press(page.getByRole('dialog', { name: '送出前核对' }), '核对无误，打包')
    await asked.waitFor()
  }
  await pack()
  await lookAround(page, 'asked whether to pack')
  await shot(page, 'asked')
  await press(asked, '先不打包')
  await soon(() => asked.count()).toBe(0)
  await press(page.getByRole('dialog', { name: '送出前核对' }), '核对无误，打包')
  await asked.getByRole('button', { name: /^申请司法确认最晚到2026年11月11日/ }).click()
  await page.getByRole('heading', { name: /更正已记录的内容/ }).waitFor()
  await page.locator('[data-pointer="/file/agreement/effectiveOn"]').getByText(/^申请司法确认最晚到/).waitFor()
  await soon(() => page.getByRole('dialog').count()).toBe(0)
  await giveUp(page)
  await page.getByRole('tab', { name: '文书' }).click()
  await pack()
  await press(asked, '仍要打包')
  await savedPath(card)
  expect(misdeeds).toEqual([])
}, 180_000)

test('what was exported without an addressee is given one in the register', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  expect(await ask(page, 'ledger.export', {})).toMatchObject({ ok: true })
  expect(await ask(page, 'period.export', { from: '2026-10-01', to: '2026-10-31' })).toMatchObject({ ok: true })
  await menu(page, '送出登记')
  await page.getByText('月报数据文件').waitFor()
  await lookAround(page, 'exports without an addressee')
  await shot(page, 'exports-open')
  await page.getByRole('button', { name: '写明月报数据文件送给谁' }).click()
  const dialog = page.getByRole('dialog')
  await press(dialog, '保存')
  await soon(() => fieldOf(dialog, '单位或个人').innerText()).toContain('请填写')
  await fieldOf(dialog, '单位或个人').locator('input').fill('市司法局')
  await press(dialog, '保存')
  await page.getByRole('cell', { name: '市司法局' }).waitFor()
  expect(misdeeds).toEqual([])
}, 180_000)

test('the answer is registered by hand, and a return for correction says what is wanted', async () => {
  const { page, misdeeds } = await atPapers()
  await press(page, '登记法院答复')
  const dialog = page.getByRole('dialog')
  await fieldOf(dialog, '答复').getByRole('combobox').click()
  await page.locator('.ant-select-dropdown:visible').getByText('退回补正', { exact: true }).click()
  await shot(page, 'answer')
  await press(dialog, '保存答复')
  await dialog.getByText('请写明法院要求补正什么').waitFor()
  await write(fieldOf(dialog, '要补正什么，或者理由'), '补交产权证')
  await write(fieldOf(dialog, '哪天递交的申请'), '2026-11-20')
  await write(fieldOf(dialog, '补正至'), '2026-11-30')
  await press(dialog, '保存答复')
  await page.getByText('退回补正，补交产权证').waitFor()
  const strip = page.getByRole('list', { name: '司法确认到了哪一步' })
  await soon(() => strip.innerText()).toMatch(/可申请至[\s\S]*2026年12月10日[\s\S]*已送[\s\S]*2026年11月20日[\s\S]*补正至[\s\S]*2026年11月30日/)
  await lookAround(page, 'the strip of confirmation')
  await shot(page, 'strip')
  await press(page, '登记再次递交')
  await press(page.getByRole('dialog'), '登记递交')
  await soon(() => strip.innerText()).toContain('再次递交：2026年11月23日')
  expect(misdeeds).toEqual([])
}, 180_000)

test('a matter from the court is shown and registered', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const data = strToU8(JSON.stringify({
    ...worked, mediators: [],
    cases: [{
      id: 'c-1', source: 'courtBeforeFiling', type: 'WY01', facts: '欠交物业费。', claims: [], appliedOn: '2026-11-18',
      sourceRef: { body: '赤壁市人民法院', documentNo: '（2026）鄂1281诉前调601号', receivedOn: '2026-11-18' },
      parties: [{ id: 'p1', side: 'applicant', kind: 'organisation', name: '清源物业公司' }, { id: 'p2', side: 'respondent', kind: 'person', name: '沈岚' }],
    }],
  }))
  const manifest = {
    format: 'mediation-court-package', version: 1, office: '赤壁市人民法院', court: '调委会', madeAt: '2026-11-20T10:00', rehearsal: false,
    files: [{ name: 'case.json', title: '案件数据', bytes: data.length, sha256: createHash('sha256').update(data).digest('hex') }],
  } as PackageManifest
  const zip = zipSync({ 'case.json': data, 'manifest.json': strToU8(JSON.stringify(manifest)), '打开我.html': strToU8(openMePage(manifest)) })
  await menu(page, '登记申请')
  const bring = (bytes: Uint8Array): Promise<void> => page.getByLabel('法院来件').setInputFiles({ name: '来件.zip', mimeType: 'application/zip', buffer: Buffer.from(bytes) })
  await bring(zip.subarray(0, 50))
  await page.getByText('这个压缩包不能用').waitFor()
  await soon(() => page.getByText('这个压缩包不能用').count()).toBe(0)
  await bring(zip)
  const dialog = page.getByRole('dialog')
  await dialog.getByText('清源物业公司、沈岚').waitFor()
  await lookAround(page, 'from the court')
  await shot(page, 'receive')
  await press(dialog, '登记')
  await page.locator('.case-head').waitFor()
  await page.getByText('答复法院是否接受').first().waitFor()
  expect(misdeeds).toEqual([])
}, 180_000)
