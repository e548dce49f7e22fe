/** A procedure as people write it: a step of the committee's own, passed at a meeting, next in a case, and noted as done. */
import type { Locator } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, lookAround, menu, press, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 180_000

test('a step is added to the procedure and passed; a case accepted from that day shows it as next with its date and the version, and it is noted done', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const dialog = page.getByRole('dialog')
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))
  const register = async (type: string, name: string): Promise<void> => {
    const answer = await ask(page, 'case.register', {
      source: 'application', type, appliedOn: '2026-11-23', facts: '卫生间漏水。', claims: [],
      parties: [{ side: 'applicant', kind: 'person', name }, { side: 'respondent', kind: 'person', name: '周立' }],
    })
    const caseId = (answer.value as { file: { id: string } }).file.id
    expect(await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-23', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
    await menu(page, '案件')
    await page.locator('.case-table').getByText(name, { exact: true }).click()
  }
  const steps = page.locator('.ant-card', { hasText: '办理步骤' }).first()
  const next = () => steps.locator('.step-line').filter({ hasText: /先做|接下来/ }).locator('strong').allInnerTexts()

  await register('WY05', '余明')
  await steps.getByText('软件预设步骤，本会可以在制度里另定').waitFor()
  await soon(next).toEqual(['通知各方调解时间、地点', '告知权利义务', '调解并作记录', '写明协议内容'])

  expect(await ask(page, 'rule.loadFirstSet', {})).toMatchObject({ ok: true })
  await menu(page, '制度')
  await press(page, '调解程序')
  await soon(() => page.locator('.phase-cell').allInnerTexts()).toEqual(['申请与受理', '调解', '协议与结案', '履行与归档'])
  await lookAround(page, 'the steps of a procedure')
  await press(page, '修改草案')
  await press(dialog, '在“调解”添加步骤')
  const row: Locator = dialog.locator('[data-step=s1]')
  // The cursor is in the first field of the new step.
  await page.keyboard.type('调解并作记录')
  await press(dialog, '保存草案')
  await soon(() => sentenceOf(fieldOf(row, '为什么要办'))).toBe('缺少这一项，请填写。')
  await write(fieldOf(row, '为什么要办'), '看清漏点和损失，才谈得拢。<b>')
  await choose(fieldOf(row, '期限'), '本会另定')
  await choose(fieldOf(row, '从哪天起算'), '受理')
  await write(fieldOf(row, '多少天内'), '400')
  await choose(fieldOf(row, '按什么算'), '日')
  await choose(fieldOf(row, '纠纷类型'), '上下层漏水')
  await write(fieldOf(row, '文书'), '现场查看记录')
  await press(dialog, '保存草案')
  await soon(() => sentenceOf(fieldOf(row, '多少天内'))).toBe('应在 1 至 365 之间，请改正。')
  await write(fieldOf(row, '多少天内'), '5')
  await press(dialog, '保存草案')
  await soon(() => sentenceOf(fieldOf(row, '13．步骤'))).toBe('“调解”里第 12 步也叫“调解并作记录”，请换一个名称或移除一步。')
  await lookAround(page, 'a step that is wrong')
  await write(fieldOf(row, '13．步骤'), '先到现场查看')

  // What the law asks for cannot go; what was removed comes back.
  await press(dialog, '移除第10步')
  await press(dialog, '保存草案')
  await dialog.getByText('法律、规章要求办的步骤不能缺，请补入：“告知权利义务”（人民调解法第23条、第24条，若干规定第30条）。').waitFor()
  await press(page, '撤销')
  await soon(() => dialog.locator('.folded strong').allInnerTexts()).toContain('10．告知权利义务')

  // By keyboard: the cursor goes along with the step.
  await row.getByRole('button', { name: '第13步上移' }).focus()
  for (const place of [12, 11, 10]) {
    await page.keyboard.press('Enter')
    await soon(focused).toBe(`第${place}步上移`)
  }
  await press(dialog, '保存草案')
  await page.getByRole('row', { name: /先到现场查看/ }).getByText('受理后 5 日内').waitFor()
  await page.getByText('看清漏点和损失，才谈得拢。<b>').waitFor()
  await press(page, '会议通过')
  await write(fieldOf(dialog, '哪次会议'), '第一次委员会议')
  await write(fieldOf(dialog, '施行日期'), '2026-11-23')
  await press(dialog, '登记通过')
  await page.getByText('施行中').first().waitFor()

  await register('WY05', '林晓')
  await steps.getByText('依本会《调解程序》第1版（2026年11月23日起施行）第十二条').last().waitFor()
  await soon(next).toEqual(['通知各方调解时间、地点', '先到现场查看', '告知权利义务', '调解并作记录', '写明协议内容'])
  const line = steps.locator('.step-line', { hasText: '先到现场查看' })
  await soon(() => line.innerText()).toMatch(/先到现场查看\s+调解员\s+2026年11月30日前\s+看清漏点和损失，才谈得拢。<b>文书：现场查看记录。2026年11月23日受理，次日起 5 日内办理（依本会《调解程序》第1版（2026年11月23日起施行）第十二条），最后一日2026年11月28日是休息日，顺延至2026年11月30日。/)
  await page.locator('.deadlines').getByText('先到现场查看').waitFor()
  await lookAround(page, 'a case that follows the procedure')
  await press(steps, '登记已做：先到现场查看')
  await write(fieldOf(dialog, '说明'), '五楼渗漏')
  await press(dialog, '登记')
  await soon(next).toEqual(['通知各方调解时间、地点', '告知权利义务', '调解并作记录', '写明协议内容'])
  await soon(() => page.locator('.deadlines').getByText('先到现场查看').count()).toBe(0)
  await steps.getByRole('button', { name: /^全部步骤/ }).click()
  await soon(() => line.innerText()).toMatch(/已做\s+先到现场查看\s+调解员\s+2026年11月23日，何平登记：五楼渗漏/)
  await press(steps, '看这项制度')
  await press(page, '起草新版')
  await press(dialog, '展开第10步')
  await write(fieldOf(row, '多少天内'), '3')
  await press(dialog, '保存草案')
  const compared = page.locator('.ant-card', { hasText: '比较两个版本' })
  await soon(async () => [await compared.locator('del').allInnerTexts(), await compared.locator('ins').allInnerTexts()]).toEqual([['5'], ['3']])
  await lookAround(page, 'steps compared')

  await register('WY08', '沈岚')
  await steps.getByText('依本会《调解程序》第1版').waitFor()
  await soon(next).not.toContain('先到现场查看')
  expect(misdeeds).toEqual([])
}, TIME)
