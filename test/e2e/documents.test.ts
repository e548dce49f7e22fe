/** Papers of one record, what is added to them before printing, the agreement read aloud, the office's own wording. */
import { readFileSync } from 'node:fs'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { runOn, withoutSpace } from '../main/adapters/pdf-reading.ts'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { allPapers, choose, fieldOf, lookAround, menu, press, pressPaper, savedPath, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

/** A case with a saved agreement of two terms, opened at its overview. Gives its id. */
const agreedCase = async (page: Page): Promise<string> => {
  const { value } = await ask(page, 'case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-02', facts: '卫生间渗水。', claims: ['修复渗水部位'],
    parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '林晓' }],
  })
  const caseId = (value as { file: { id: string } }).file.id
  const terms = [
    { text: '林晓于2026年12月5日前修复卫生间防水层。', obligor: 'p2', obligee: 'p1', kind: 'act', dueOn: '2026-12-05', manner: '自行委托施工' },
    { text: '林晓赔偿余明吊顶损失。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 860_000, dueOn: '2026-12-10', manner: '银行转账' },
  ]
  for (const [command, input] of [
    ['case.accept', { acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }],
    ['session.record', { session: { startAt: '2026-11-10T09:00', place: '望山社区调解室', kind: 'separate', record: '最多九千。', confidential: true, withParties: ['p2'] } }],
    ['agreement.save', { agreement: { form: 'written', reachedOn: '2026-11-20', whole: true, facts: '防水层失效。', issues: '修复和赔偿。', terms } }],
  ] as const) expect(await ask(page, command, { caseId, ...input })).toMatchObject({ ok: true })
  await menu(page, '案件')
  await page.locator('.case-table').getByText('余明', { exact: true }).click()
  await page.locator('.case-head').waitFor()
  return caseId
}

const paperLine = (page: Page, title: string) => page.locator('.paper').filter({ has: page.getByText(title, { exact: true }) })

const textOf = (path: string): string => withoutSpace(runOn(readFileSync(path), 'pdftotext', '-raw', 'FILE', '-'))

test('what a paper lacks is named, added once, remembered and printed; a record of a separate talk is marked', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await agreedCase(page)
  await allPapers(page)
  const notice = paperLine(page, '人民调解受理通知书（林晓）')
  await soon(() => notice.locator('.paper-missing').innerText()).toBe('缺：调解时间、调解地点、联系人和电话')
  await soon(() => paperLine(page, '人民调解记录（2026年11月10日，单独谈话，内部）').locator('.paper-mark').innerText()).toBe('内部')
  await lookAround(page, 'papers')
  await pressPaper(page, '补充《人民调解受理通知书（林晓）》的内容')
  const dialog = page.getByRole('dialog')
  await write(fieldOf(dialog, '调解时间'), '2026年12月3日上午9时')
  await write(fieldOf(dialog, '调解地点'), '望山社区调解室')
  await lookAround(page, 'extras')
  await press(dialog, '保存补充内容')
  await soon(() => notice.locator('.paper-missing').innerText()).toBe('缺：联系人和电话')
  await pressPaper(page, '生成《人民调解受理通知书（林晓）》')
  const text = textOf(await savedPath(notice))
  expect(text).toContain('林晓：余明与林晓上下层漏水纠纷一案')
  expect(text).toContain('调解时间2026年12月3日上午9时调解地点望山社区调解室')
  // The other party's notice is another paper.
  await soon(() => paperLine(page, '人民调解受理通知书（余明）').locator('.paper-missing').innerText()).toContain('调解时间')
  await pressPaper(page, '补充《人民调解受理通知书（林晓）》的内容')
  await soon(() => fieldOf(dialog, '调解时间').locator('input').inputValue()).toBe('2026年12月3日上午9时')
  expect(misdeeds).toEqual([])
}, TIME)

test('an agreement is read aloud by keys alone, and what was confirmed stands in it', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await agreedCase(page)
  await page.getByRole('tab', { name: '协议' }).click()
  await press(page, '逐项宣读协议')
  const reader = page.getByRole('dialog', { name: '宣读协议' })
  const words = reader.locator('.read-aloud-text')
  await soon(() => words.innerText()).toBe('林晓于2026年12月5日前修复卫生间防水层。')
  await page.keyboard.press('PageDown')
  await soon(() => words.innerText()).toBe('林晓赔偿余明吊顶损失。')
  await reader.getByText('8,600.00元（大写：捌仟陆佰元整）').waitFor()
  await lookAround(page, 'read aloud')
  await page.keyboard.press('ArrowLeft')
  await soon(() => words.innerText()).toContain('防水层')
  await page.keyboard.press('Enter')
  await soon(() => words.innerText()).toBe('林晓赔偿余明吊顶损失。')
  await reader.getByText('共 2 项，已确认 1 项').waitFor()
  await page.keyboard.press('Enter')
  await reader.getByText('宣读完毕').waitFor()
  await lookAround(page, 'read aloud, end')
  await write(fieldOf(reader, '宣读日期'), '2026-11-19')
  await press(reader, '保存宣读记录')
  await soon(() => sentenceOf(fieldOf(reader, '宣读日期'))).toBe('宣读的日期早于达成协议的日期，请核对。')
  await write(fieldOf(reader, '宣读日期'), '2026-11-20')
  await press(reader, '保存宣读记录')
  await page.getByText('2026年11月20日，何平向余明、林晓宣读，确认第 1、2 项').waitFor()
  await lookAround(page, 'was read aloud')
  const made = await ask(page, 'document.make', { caseId, document: 'D07' })
  expect(textOf((made.value as { path: string }).path))
    .toContain('2026年11月20日，何平已将协议全部内容逐项向余明、林晓宣读，余明、林晓表示已经听清、理解并同意。')
  expect(misdeeds).toEqual([])
}, TIME)

test('the office words a form its own way: mistakes are named while typing, the paper uses the new words, the old ones come back', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await agreedCase(page)
  await menu(page, '设置')
  await page.getByText('文书用语', { exact: true }).click()
  await choose(page.locator('.tools').filter({ has: page.getByRole('combobox', { name: '哪种文书' }) }), '人民调解协议书')
  const copies = page.locator('.field:visible').filter({ has: page.getByText('份数', { exact: true }) })
  await write(copies, '本协议一式{{几份}}份。')
  await soon(() => sentenceOf(copies)).toContain('第 6 个字符处的“{{几份}}”没有这一栏')
  await lookAround(page, 'wording')
  await write(copies, '本协议一式两份。')
  await press(page, '保存用语')
  await soon(() => sentenceOf(copies)).toContain('少了“{{份数}}”，没有它文书就不完整，请放回。')
  await write(copies, '本协议共{{份数}}份，由{{委员会}}留存一份。')
  await page.getByLabel('份数印出来的样子').getByText('印出来：本协议共〔份数〕份，由赤壁市物业纠纷人民调解委员会留存一份。').waitFor()
  await press(page, '保存用语')
  await page.getByText('用语已保存').waitFor()
  const made = async () => textOf(((await ask(page, 'document.make', { caseId, document: 'D07' })).value as { path: string }).path)
  expect(await made()).toContain('本协议共3份，由赤壁市物业纠纷人民调解委员会留存一份。')
  await press(page, '份数恢复原文')
  await press(page, '保存用语')
  await soon(made).toContain('本协议一式3份，当事人、人民调解委员会各持一份。')
  expect(misdeeds).toEqual([])
}, TIME)

test('the office gives a form another title and heading: mistakes stand at the field, preview and paper carry them, the shipped ones come back', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await agreedCase(page)
  const words = async (form: string): Promise<void> => {
    await menu(page, '设置')
    await page.getByText('文书用语', { exact: true }).click()
    await choose(page.locator('.tools').filter({ has: page.getByRole('combobox', { name: '哪种文书' }) }), form)
  }
  const field = (label: string) => page.locator('.field:visible').filter({ has: page.getByText(label, { exact: true }) })
  const made = async (document: string): Promise<string> => textOf(((await ask(page, 'document.make', { caseId, document })).value as { path: string }).path)
  const kept = () => soon(async () => (await ask(page, 'wording.show', {})).value)
  const title = '物业纠纷调解申请书'
  await words('人民调解申请书')
  await write(field('标题'), '{{委员会}}申请书')
  await soon(() => sentenceOf(field('标题'))).toBe('第 1 个字符处的“{{委员会}}”没有这一栏；标题和小标题里不能用栏目，请写成文字。')
  await press(page, '保存用语')
  await soon(() => sentenceOf(field('标题'))).toBe('第 1 个字符处的“{{委员会}}”没有这一栏；标题和小标题里不能用栏目，请写成文字。')
  await write(field('标题'), '')
  await soon(() => sentenceOf(field('标题'))).toBe('标题不能空着，请填写，或者恢复原文。')
  await lookAround(page, 'wording of a title')
  await write(field('标题'), title)
  await press(page, '保存用语')
  await kept().toEqual({ wording: { D01: { title } } })
  expect(await made('D01')).toMatch(/^物业纠纷调解申请书/)
  await words('人民调解协议书')
  await write(field('小标题“二、协议内容”'), '二、各方约定')
  await press(page, '保存用语')
  await kept().toEqual({ wording: { D01: { title }, D07: { termsHead: '二、各方约定' } } })
  expect(await made('D07')).toContain('二、各方约定')
  await menu(page, '案件')
  await page.locator('.case-table').getByText('余明', { exact: true }).click()
  await page.getByRole('tab', { name: '文书' }).click()
  /** The text of a paper as it lies in the preview, saved from there. */
  const shown = async (title: string): Promise<string> => {
    await pressPaper(page, `预览《${title}》`)
    await page.locator('.preview-count').first().waitFor()
    await page.keyboard.press('Control+s')
    const text = textOf(await savedPath(page.locator('.preview')))
    await page.keyboard.press('Escape')
    await soon(() => page.locator('.preview').count()).toBe(0)
    return text
  }
  expect(await shown('人民调解申请书')).toMatch(/^物业纠纷调解申请书/)
  expect(await shown('人民调解协议书')).toContain('二、各方约定')
  await words('人民调解协议书（改过）')
  await press(page, '小标题“二、协议内容”恢复原文')
  await press(page, '保存用语')
  await kept().toEqual({ wording: { D01: { title } } })
  expect(await made('D07')).toContain('二、协议内容')
  expect(misdeeds).toEqual([])
}, TIME)
