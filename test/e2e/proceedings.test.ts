/** The course of a case beside mediation: endings, suspension, extension, what follows an agreement, tasks, a restored backup. */
import { copyFileSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, newOffice, NOW, openedOffice, openPage, PASSWORD, startHost, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, giveUp, lookAround, menu, more, openCase, press, registerBy, savedPath, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

/** Opens what came out of a backup. */
const unlock = async (page: Page): Promise<void> => {
  // The password of the dialog must be gone before that of the door is typed.
  await page.getByRole('button', { name: '解锁', exact: true }).waitFor()
  await write(fieldOf(page, '密码'), PASSWORD)
  await press(page, '解锁')
}

const file = async (page: Page, caseId: string) => ((await ask(page, 'case.show', { caseId })).value as { file: Record<string, unknown> }).file

test('an application is refused, an accepted case is suspended, resumed, not extended too late, and ended without agreement', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const refusedId = await registerBy(page, '林晓', '2026-11-20')
  const endedId = await registerBy(page, '余明', '2026-10-12', '2026-10-13')
  await openCase(page, '林晓')
  const dialog = page.getByRole('dialog')
  await more(page, '不予受理')
  await press(dialog, '不予受理')
  await soon(() => sentenceOf(fieldOf(dialog, '原因'))).toBe('缺少这一项，请填写。')
  await lookAround(page, 'refuse')
  await choose(fieldOf(dialog, '原因'), '不属于民间纠纷')
  await press(dialog, '不予受理')
  await page.getByText('2026年11月23日结束：不予受理（不属于民间纠纷）').waitFor()
  await soon(() => file(page, refusedId)).toMatchObject({ end: { code: 'E06', on: '2026-11-23', reason: '不属于民间纠纷' } })
  await press(page, '更多办理')
  await soon(() => page.getByRole('menuitem').allInnerTexts()).toEqual(['更正已记录的内容', '作废'])

  await openCase(page, '余明')
  await more(page, '延长期限')
  await write(fieldOf(dialog, '延长到'), '2026-12-20')
  await write(fieldOf(dialog, '原因'), '等待检测')
  await press(dialog, '延长期限')
  await soon(() => sentenceOf(fieldOf(dialog, '当事人同意的日期'))).toBe('调解期限已于2026年11月12日届满，延长要在届满前由当事人书面同意；请核对同意书的日期。')
  await lookAround(page, 'extend')
  await giveUp(dialog)
  await more(page, '中止')
  await write(fieldOf(dialog, '中止的第一日'), '2026-11-10')
  await choose(fieldOf(dialog, '原因'), '鉴定')
  await press(dialog, '中止')
  await press(page, '恢复调解')
  await lookAround(page, 'resume')
  await write(fieldOf(dialog, '中止的最后一日'), '2026-11-22')
  await press(dialog, '恢复调解')
  await page.getByText('中止 13 天已扣除').waitFor()
  // What this case can never take is not offered.
  await press(page, '更多办理')
  await soon(() => page.getByRole('menuitem').allInnerTexts()).toEqual(['撤回', '转处、移送', '中止', '延长期限', '终止调解', '更换调解员', '更正已记录的内容', '作废'])
  await page.getByRole('menuitem', { name: '终止调解' }).click()
  await choose(fieldOf(dialog, '原因'), '分歧过大')
  await press(dialog, '终止调解')
  await page.getByText('2026年11月23日结束：未达成协议终止（分歧过大）').waitFor()
  await soon(() => file(page, endedId)).toMatchObject({ suspensions: [{ from: '2026-11-10', to: '2026-11-22', reason: '鉴定' }], end: { code: 'E03' } })
  expect(misdeeds).toEqual([])
}, TIME)

test('after an agreement come its check, performance, a visit, the court and the archive', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await registerBy(page, '余明', '2026-11-02', '2026-11-03')
  expect(await ask(page, 'agreement.save', { caseId, agreement: {
    form: 'written', reachedOn: '2026-11-10', whole: true, facts: '装修噪声。', issues: '赔偿。',
    terms: [{ text: '周立尽快赔偿余明500元。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 50_000, dueOn: '2026-11-20', manner: '银行转账' }],
  } })).toMatchObject({ ok: true })
  expect(await ask(page, 'agreement.conclude', { caseId, effectiveOn: '2026-11-10' })).toMatchObject({ ok: true })
  await openCase(page, '余明')
  await page.getByRole('tab', { name: '协议' }).click()
  await page.locator('.checklist').getByText('用了“尽快”').waitFor()

  const dialog = page.getByRole('dialog')
  await press(page, '登记履行情况')
  await write(fieldOf(dialog, '日期'), '2026-11-09')
  await write(fieldOf(dialog, '金额'), '五百')
  await press(dialog, '保存履行情况')
  await soon(() => sentenceOf(fieldOf(dialog, '金额'))).toBe('金额写法不对，请填写数字，最多到分，如 8600 或 8,600.50。')
  await write(fieldOf(dialog, '金额'), '500')
  await press(dialog, '保存履行情况')
  await soon(() => sentenceOf(fieldOf(dialog, '日期'))).not.toBe('')
  await lookAround(page, 'performance')
  await write(fieldOf(dialog, '日期'), '2026-11-20')
  await press(dialog, '保存履行情况')
  await page.locator('.ledger').getByText('2026年11月20日，已履行，500.00元').waitFor()
  await press(page, '登记回访')
  await write(fieldOf(dialog, '回访情况'), '款项已收到。')
  await choose(fieldOf(dialog, '当事人是否满意'), '满意')
  await lookAround(page, 'visit')
  await press(dialog, '保存回访')
  await page.getByText('2026年11月23日，何平电话回访，当事人满意，款项已收到。').waitFor()
  await press(page, '登记司法确认')
  await write(fieldOf(dialog, '申请日期'), '2026-11-12')
  await lookAround(page, 'confirmation')
  await press(dialog, '保存司法确认')
  await page.getByRole('tabpanel', { name: '协议' }).getByText('2026年11月12日向赤壁市人民法院申请，待法院答复').waitFor()
  await lookAround(page, 'after the agreement')
  await press(page, '归档')
  await write(fieldOf(dialog, '页数'), '12')
  await lookAround(page, 'archive')
  await press(dialog, '归档')
  await soon(() => page.locator('.case-head .stage').first().innerText()).toBe('已归档')
  await soon(() => page.locator('.case-moves button').allInnerTexts()).toEqual(['重新打开'])
  await soon(() => file(page, caseId)).toMatchObject({
    performance: [{ termId: 't1', on: '2026-11-20', state: 'done', amountFen: 50_000 }],
    followUps: [{ on: '2026-11-23', by: 'm1', way: 'phone', findings: '款项已收到。', satisfied: true }],
    confirmation: { appliedOn: '2026-11-12', court: '赤壁市人民法院', result: 'pending' },
    archive: { on: '2026-11-23', retention: 'long', pages: 12 },
  })
  expect(misdeeds).toEqual([])
}, TIME)

test('the first page lists what is overdue with its reason and opens the case; a backup takes the place of the open office', async () => {
  const { page, misdeeds, data } = await openedOffice(its.browser)
  await menu(page, '待办')
  await page.getByText('今天没有到期的事').waitFor()
  await lookAround(page, 'no tasks')
  await registerBy(page, '余明', '2026-10-12', '2026-10-13')
  await menu(page, '数据安全')
  await press(page, '立即备份')
  await savedPath(page)
  await registerBy(page, '林晓', '2026-11-18')
  await menu(page, '待办')
  await page.reload()
  const overdue = page.getByRole('region', { name: '法定期限' })
  await overdue.waitFor()
  await soon(() => page.locator('.task-count').allInnerTexts()).toEqual(['已超期\n1', '今天\n1', '七天内\n0'])
  const task = await overdue.locator('.task').first().innerText()
  for (const words of ['2026-11-12', '超期 11 天', '调解期限届满', '余明与周立（噪声）', '（2026）赤物人调字第001号', '2026年10月13日受理，次日起 30 日（依《人民调解工作若干规定》第33条）'])
    expect(task).toContain(words)
  await lookAround(page, 'tasks')
  await overdue.locator('.task').first().click()
  await page.locator('.deadlines').getByText('2026年11月12日　调解期限届满').waitFor()
  await lookAround(page, 'deadlines of a case')

  await menu(page, '数据安全')
  await press(page, '从备份恢复')
  const dialog = page.getByRole('dialog')
  await dialog.getByText('改放在资料文件夹的“恢复前的资料”里').waitFor()
  await press(dialog, '恢复')
  await soon(() => sentenceOf(fieldOf(dialog, '密码'))).toBe('缺少这一项，请填写。')
  await write(fieldOf(dialog, '密码'), '不是这个密码')
  await lookAround(page, 'restore')
  await press(dialog, '恢复')
  await soon(() => sentenceOf(fieldOf(dialog, '密码'))).toContain('密码')
  await write(fieldOf(dialog, '密码'), PASSWORD)
  await press(dialog, '恢复')
  await unlock(page)
  await menu(page, '案件')
  await page.locator('.case-table').getByText('余明').waitFor()
  expect((await ask(page, 'case.list', {})).value).toMatchObject({ total: 1 })
  expect(existsSync(join(data, '恢复前的资料'))).toBe(true)
  expect(misdeeds).toEqual([])
}, TIME)

test('a backup is restored from the first page of a new computer, and in the place of data that are damaged beyond use', async () => {
  const { page, data, out, host } = await openedOffice(its.browser)
  await registerBy(page, '余明', '2026-11-18')
  const { path } = (await ask(page, 'backup.create', {})).value as { path: string }

  const other = await newOffice(its.browser)
  await press(other.page, '从备份恢复')
  const dialog = other.page.getByRole('dialog')
  await dialog.getByText('这个文件夹里还没有备份文件。').waitFor()
  await lookAround(other.page, 'restore, no backup yet')
  const folder = await dialog.locator('.path').innerText()
  mkdirSync(folder, { recursive: true })
  copyFileSync(path, join(folder, basename(path)))
  await press(dialog, '刷新')
  await write(fieldOf(dialog, '密码'), PASSWORD)
  await press(dialog, '恢复')
  await unlock(other.page)
  await other.page.locator('.task').getByText('余明与周立（噪声）').waitFor()
  expect(other.misdeeds).toEqual([])

  await host.stop()
  for (const side of ['a', 'b']) writeFileSync(join(data, side, 'keys.json'), '{}')
  const again = await startHost(data, out, NOW)
  const damaged = await openPage(its.browser, again.address)
  try {
    await damaged.page.getByText('现在打不开资料').waitFor()
    await lookAround(damaged.page, 'damaged')
    await press(damaged.page, '从备份恢复')
    await write(fieldOf(damaged.page.getByRole('dialog'), '密码'), PASSWORD)
    await press(damaged.page.getByRole('dialog'), '恢复')
    await unlock(damaged.page)
    await damaged.page.locator('.task').getByText('余明与周立（噪声）').waitFor()
    expect(damaged.misdeeds).toEqual([])
  } finally {
    await damaged.page.context().close()
    await again.stop()
  }
}, TIME)
