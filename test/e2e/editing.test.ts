/** What protects the words a person types: drafts, undo, two windows on one case; and how cases are found again. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, NOW, openedOffice, openPage, PASSWORD, startHost, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, lookAround, menu, more, openCase, press, registerBy, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

const valueOf = (page: Page, label: string, nth = 0): Promise<string> => fieldOf(page, label, nth).locator('input, textarea').first().inputValue()

test('a form that is being filled in when the program is killed is offered again, to go on with or to give up', async () => {
  const { page, host, data, out } = await openedOffice(its.browser)
  await menu(page, '登记申请')
  await choose(fieldOf(page, '纠纷类型'), '噪声')
  await write(fieldOf(page.locator('.party').nth(0), '姓名'), '余明')
  await page.locator('.party').nth(0).getByRole('button', { name: '添加代理人' }).click()
  await write(fieldOf(page, '代理人姓名'), '林晓')
  await choose(fieldOf(page, '街道（乡镇）'), '蒲圻街道')
  await write(fieldOf(page, '小区'), '清源小区')
  await write(fieldOf(page, '纠纷简要情况'), '楼上装修，夜间施工。')
  await page.getByText('草稿已保存 09:00').waitFor()
  const kept = async () => ((await ask(page, 'draft.show', { form: 'case.register' })).value as { draft?: { values: { facts: string } } }).draft?.values.facts
  await soon(kept).toBe('楼上装修，夜间施工。')
  await lookAround(page, 'a draft is kept')
  await host.kill()

  const again = await startHost(data, out, NOW)
  const { page: next, misdeeds } = await openPage(its.browser, again.address)
  try {
    await write(fieldOf(next, '密码'), PASSWORD)
    await press(next, '解锁')
    await next.getByText('上次有没保存的内容').waitFor()
    await lookAround(next, 'tasks with a draft')
    await next.locator('.ant-alert').getByText('登记申请（2026-11-23 09:00）').click()
    await next.getByText('上次没有保存的内容（2026-11-23 09:00）还在。').waitFor()
    await lookAround(next, 'a draft is offered')
    await soon(() => fieldOf(next, '小区').locator('input').isDisabled()).toBe(true)
    await next.keyboard.press('Enter')
    await soon(() => valueOf(next, '纠纷简要情况')).toBe('楼上装修，夜间施工。')
    expect(await valueOf(next, '代理人姓名')).toBe('林晓')
    expect(await valueOf(next, '小区')).toBe('清源小区')
    await write(fieldOf(next.locator('.party').nth(1), '姓名'), '周立')
    await press(next, '保存登记')
    await next.getByText('受理后编卷号').waitFor()
    await soon(async () => (await ask(next, 'draft.show', { form: 'case.register' })).value).toEqual({})

    // One that is given up, by its button or by leaving, does not come back.
    await menu(next, '登记申请')
    await write(fieldOf(next, '小区'), '望山雅居')
    await next.getByText('草稿已保存').waitFor()
    await next.reload()
    await menu(next, '登记申请')
    await press(next, '放弃')
    await soon(() => valueOf(next, '小区')).toBe('')
    await write(fieldOf(next, '小区'), '河畔人家')
    await next.getByText('草稿已保存').waitFor()
    await menu(next, '案件')
    await press(next, '离开，不保存')
    await soon(async () => (await ask(next, 'draft.show', { form: 'case.register' })).value).toEqual({})
    // What the program keeps by itself does not bury the steps of people.
    const { entries } = (await ask(next, 'audit.list', {})).value as { entries: { command: string }[] }
    expect(entries.map(({ command }) => command)).toEqual(['case.register', 'office.setUp'])
    expect(misdeeds).toEqual([])
  } finally {
    await next.context().close()
    await again.stop()
  }
}, TIME)

test('two windows on one case: what the other one changed is not written over, and each field is taken from one or the other', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await registerBy(page, '余明', '2026-11-18')
  const other = await page.context().newPage()
  other.setDefaultTimeout(15_000)
  // As a tab that is doubled: it has the session of the first.
  await other.addInitScript(session => sessionStorage.setItem('session', session), await page.evaluate(() => sessionStorage.getItem('session') ?? ''))
  await other.goto(new URL('/', page.url()).href)
  try {
    for (const window of [page, other]) {
      await window.reload()
      await openCase(window, '余明')
      await press(window, '更正登记内容')
      await soon(() => valueOf(window, '纠纷简要情况')).toBe('装修噪声。')
    }
    await write(fieldOf(other, '纠纷简要情况'), '装修噪声，每日早六点。')
    await write(fieldOf(other.locator('.party').nth(0), '联系电话'), '13900000001')
    await write(fieldOf(other, '小区'), '清源小区')
    await choose(fieldOf(other, '街道（乡镇）'), '蒲圻街道')
    await press(other, '保存更正')
    await other.locator('.case-head').waitFor()

    await write(fieldOf(page, '纠纷简要情况'), '装修噪声，周末也有。')
    await choose(fieldOf(page, '官方类别'), '邻里')
    await press(page, '保存更正')
    const dialog = page.getByRole('dialog')
    await dialog.getByText('这个案件刚才被改过').waitFor()
    await dialog.getByText('最近一次改动：何平，2026-11-23 09:00，更正登记内容。').waitFor()
    const file = async () => ((await ask(page, 'case.show', { caseId })).value as { file: Record<string, unknown> & { parties: { phone?: string }[] } }).file
    expect(await file()).toMatchObject({ facts: '装修噪声，每日早六点。', place: { estate: '清源小区' } })
    await lookAround(page, 'two versions')
    // The field that only this window changed is no question; those that only the other one changed are answered already.
    await soon(() => dialog.locator('.conflict').evaluateAll(parts => parts.map(part => part.getAttribute('aria-label')))).toEqual(['纠纷情况', '当事人', '地点'])
    await soon(() => dialog.locator('.conflict', { hasText: '纠纷情况' }).locator('.value').allInnerTexts()).toEqual(['装修噪声，每日早六点。', '装修噪声，周末也有。'])
    await soon(() => dialog.getByRole('button', { name: '按所选保存' }).isDisabled()).toBe(true)
    await press(dialog, '回到表单')
    await soon(() => valueOf(page, '纠纷简要情况')).toBe('装修噪声，周末也有。')
    await press(page, '保存更正')
    await dialog.locator('.conflict', { hasText: '纠纷情况' }).getByText('用我填写的').click()
    await press(dialog, '按所选保存')
    await page.locator('.case-head').waitFor()
    expect(await file()).toMatchObject({ facts: '装修噪声，周末也有。', officialCategory: 'neighbour', place: { estate: '清源小区' } })
    expect((await file()).parties[0]).toMatchObject({ phone: '13900000001' })
    expect(misdeeds).toEqual([])
  } finally {
    await other.close()
  }
}, TIME)

test('cases are found by filter, words and order, a filter keeps its name, and the cases opened last are one key away', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '曾宁', '2026-10-12', '2026-10-13')
  await registerBy(page, '安然', '2026-11-02', '2026-11-03')
  await registerBy(page, '余明', '2026-11-18')
  await menu(page, '待办')
  await menu(page, '案件')
  const applicants = (): Promise<string[]> => page.locator('.case-row .case-cell:nth-child(3)').allInnerTexts()
  await soon(applicants).toEqual(['余明', '安然', '曾宁'])
  await page.getByRole('columnheader', { name: '申请人', exact: true }).click()
  await soon(applicants).toEqual(['安然', '余明', '曾宁'])
  await page.getByRole('columnheader', { name: '申请人', exact: true }).click()
  await soon(applicants).toEqual(['曾宁', '余明', '安然'])
  await page.locator('.ant-segmented').getByText('超期 1').click()
  await soon(applicants).toEqual(['曾宁'])
  await page.locator('.ant-segmented').getByText('全部 3').click()

  await press(page, '筛选')
  const drawer = page.getByRole('dialog')
  await drawer.getByLabel('申请日期从').fill('2026-13-01')
  await drawer.getByText('日期写法不对，请按 2026-11-23 的样子填写。').waitFor()
  await drawer.getByLabel('申请日期从').fill('20261101')
  await drawer.getByLabel('申请日期从').blur()
  await drawer.getByText('筛选（符合 2 件）').waitFor()
  await drawer.getByRole('combobox', { name: '阶段' }).click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('已申请', { exact: true }).click()
  await page.keyboard.press('Escape')
  await drawer.getByText('筛选（符合 1 件）').waitFor()
  await drawer.getByLabel('给现在的筛选起名').fill('十一月没受理的')
  await press(drawer, '存下')
  await drawer.getByRole('button', { name: '十一月没受理的', exact: true }).waitFor()
  await lookAround(page, 'filters')
  await press(drawer, '全部清除')
  await drawer.getByText('筛选（符合 3 件）').waitFor()
  await press(drawer, '移除筛选“十一月没受理的”')
  await page.getByText('已移除筛选“十一月没受理的”').waitFor()
  await press(page, '撤销')
  await drawer.getByRole('button', { name: '十一月没受理的', exact: true }).click()
  await press(drawer, '完成')
  await soon(applicants).toEqual(['余明'])
  await page.locator('.case-row').click()
  await page.locator('.case-head').waitFor()

  // Ctrl+K: words, then down into the list and Enter; or Enter at once for the first one.
  await page.keyboard.press('Control+k')
  await page.locator('.recent').getByText('余明与周立').waitFor()
  await lookAround(page, 'recent cases')
  await page.keyboard.type('zn')
  await soon(applicants).toEqual(['曾宁'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.locator('.case-head').waitFor()
  await menu(page, '待办')
  await soon(() => page.locator('.recent button').allInnerTexts()).toEqual(['曾宁与周立', '余明与周立'])
  await page.locator('.recent').getByText('余明与周立').click()
  await page.getByText('受理后编卷号').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('a dialog with words in it is not closed by Esc, by a click beside it or by the search without a question, and a form in another tab stays', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await registerBy(page, '余明', '2026-11-18', '2026-11-19')
  await menu(page, '待办')
  await openCase(page, '余明')
  const dialog = page.getByRole('dialog').filter({ has: page.locator('form') })
  const question = page.locator('.ant-modal-confirm-title', { hasText: '还有没保存的内容' })
  await more(page, '延长期限')
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'hidden' })
  expect(await question.count()).toBe(0)

  await more(page, '延长期限')
  await write(fieldOf(dialog, '原因'), '双方同意再谈一次。')
  for (const leave of [() => page.keyboard.press('Escape'), () => page.mouse.click(20, 400), () => page.keyboard.press('Control+k')]) {
    await leave()
    await question.waitFor()
    await press(page, '留下继续填写')
    await question.waitFor({ state: 'hidden' })
    // The words are there, and so is the cursor.
    await soon(() => fieldOf(dialog, '原因').locator('input:focus, textarea:focus').evaluateAll(fields => fields.map(field => (field as HTMLInputElement).value))).toEqual(['双方同意再谈一次。'])
  }
  await page.keyboard.press('Escape')
  await press(page, '离开，不保存')
  await dialog.waitFor({ state: 'hidden' })

  // What is saved in one tab takes nothing from the form that is open in another.
  await press(page, '记录调解')
  await write(fieldOf(page, '地点'), '望山社区调解室')
  await page.getByRole('tab', { name: '证据' }).click()
  await press(page, '登记证据')
  await write(fieldOf(page, '名称'), '照片')
  await press(page, '保存证据')
  await page.getByRole('button', { name: '修改证据' }).waitFor()
  await page.getByRole('tab', { name: '调解记录' }).click()
  expect(await valueOf(page, '地点')).toBe('望山社区调解室')
  await menu(page, '日程')
  await question.waitFor()
  await press(page, '留下继续填写')
  await page.getByLabel('几点几分').first().fill('9:00')
  await press(page, '保存记录')
  await page.getByText('2026年11月23日9时').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)
