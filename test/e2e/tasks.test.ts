/** The first page: what is to be done, in the order in which something is lost. */
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { fieldOf, lookAround, menu, press, registerBy, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

test('the sessions of today and tomorrow come first and are recorded from there; then the law, the rights of parties, and order in the house', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const late = await registerBy(page, '余明', '2026-10-12', '2026-10-13')
  const caseId = await registerBy(page, '林晓', '2026-11-09', '2026-11-10')
  // Ended long ago: to be archived, and overdue at that.
  const old = await registerBy(page, '沈岚', '2026-05-11', '2026-05-12')
  expect(await ask(page, 'case.end', { caseId: old, code: 'E03', on: '2026-05-20', reason: '一方不到场。' })).toMatchObject({ ok: true })
  const plan = (startAt: string, endAt: string) => ask(page, 'appointment.save', {
    caseId, appointment: { startAt, endAt, place: '望山社区调解室', kind: 'joint', mediatorIds: ['m1'], partyIds: ['p1', 'p2'] },
  })
  expect(await plan('2026-11-23T10:00', '2026-11-23T11:00')).toMatchObject({ ok: true })
  expect(await plan('2026-11-24T10:00', '2026-11-24T11:00')).toMatchObject({ ok: true })
  await menu(page, '登记申请')
  await write(fieldOf(page.locator('.party').nth(0), '姓名'), '周立')
  await press(page, '存为咨询')
  await page.getByText('咨询（1）').waitFor()

  await menu(page, '待办')
  await soon(() => page.locator('.task-group').evaluateAll(groups => groups.map(group => group.getAttribute('aria-label')))).toEqual(['调解安排', '咨询', '法定期限', '当事人权利', '内部事务'].filter(name => name !== '当事人权利'))
  await soon(() => page.locator('.task-group').first().locator('.task-on').allInnerTexts()).toEqual([expect.stringContaining('今天'), expect.stringContaining('明天')])
  expect(await page.locator('.task-group').first().locator('.task').first().innerText()).toContain('望山社区调解室')
  expect(await page.getByRole('region', { name: '法定期限' }).locator('.task').first().innerText()).toContain('余明')
  expect(await page.getByRole('region', { name: '内部事务' }).locator('.task').first().innerText()).toContain('归档')
  await lookAround(page, 'tasks by what is lost')
  expect(late).not.toBe(caseId)

  await page.getByRole('region', { name: '咨询' }).locator('.task').click()
  await soon(() => fieldOf(page.locator('.party').nth(0), '姓名').locator('input').first().inputValue()).toBe('周立')
  await menu(page, '待办')
  await press(page, '开始记录林晓与周立（噪声）')
  await soon(() => fieldOf(page, '地点').locator('input').first().inputValue()).toBe('望山社区调解室')
  await soon(() => fieldOf(page, '开始时间').locator('input').first().inputValue()).toBe('2026-11-23')
  expect(misdeeds).toEqual([])
}, TIME)
