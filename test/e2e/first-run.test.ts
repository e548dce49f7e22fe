/** From nothing to a rehearsal full of cases: three steps, the recovery key, and the work lies there. */
import { expect, test } from 'vitest'
import { ask, committee, newOffice, PASSWORD, usingBrowser } from './page/browser.ts'
import { fieldOf, lookAround, press, putKeyAway, soon, write } from './page/hands.ts'

const its = usingBrowser()

test('a rehearsal is set up in three steps with sixty cases in it, offered only for a rehearsal', async () => {
  const { page, misdeeds } = await newOffice(its.browser)
  await write(fieldOf(page, '调委会名称'), committee.name)
  await write(fieldOf(page, '行政区划代码'), committee.regionCode)
  await write(fieldOf(page, '编号用字'), committee.numberWord)
  await write(fieldOf(page, '对接的人民法院'), committee.court)
  await press(page, '下一步')
  await write(fieldOf(page, '姓名'), '何平')
  await press(page, '下一步')
  await write(fieldOf(page, '账户名'), '何平')
  await write(fieldOf(page, '密码'), PASSWORD)
  await write(fieldOf(page, '再输一次密码'), PASSWORD)
  const fill = page.getByLabel('放入 60 个虚构的案件', { exact: false })
  expect(await fill.count()).toBe(0)
  await page.getByLabel('这是演练资料，不是真实案件').check()
  await fill.check()
  await lookAround(page, '设立：账户')
  await press(page, '完成设立')
  await putKeyAway(page)
  await page.locator('.task').first().waitFor()
  await page.getByText('第一次用？可以先看一遍导览').waitFor()
  expect(await ask(page, 'office.show', {})).toMatchObject({ ok: true, value: { caseCount: 60, rehearsal: true } })
  await press(page, '不再提示')
  await soon(() => page.getByText('第一次用？可以先看一遍导览').count()).toBe(0)
  expect(misdeeds).toEqual([])
}, 120_000)
