/** Sources and their letters, inquiries, changes after the fact, and the settings of deadlines, as a person does them. */
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, lookAround, menu, press, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 120_000

const application = (applicant: string, appliedOn: string) => ({
  source: 'application', type: 'WY08', appliedOn, facts: '装修噪声。', claims: [],
  parties: [{ side: 'applicant', kind: 'person', name: applicant }, { side: 'respondent', kind: 'person', name: '周立' }],
})

const idOf = async (answer: Promise<{ value: never }>): Promise<string> => ((await answer).value as { file: { id: string } }).file.id

const done = async (page: Page, command: string, input: object): Promise<void> => expect(await ask(page, command, input)).toMatchObject({ ok: true })

const archived = async (page: Page, applicant: string): Promise<string> => {
  const caseId = await idOf(ask(page, 'case.register', application(applicant, '2026-11-02')))
  await done(page, 'case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })
  await done(page, 'agreement.save', { caseId, agreement: {
    form: 'written', reachedOn: '2026-11-10', whole: true, facts: '装修噪声。', issues: '赔偿。',
    terms: [{ text: '周立赔偿500元。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 50_000, dueOn: '2026-11-20', manner: '银行转账' }],
  } })
  await done(page, 'agreement.conclude', { caseId, effectiveOn: '2026-11-10' })
  await done(page, 'performance.record', { caseId, entry: { termId: 't1', on: '2026-11-15', state: 'done' } })
  await done(page, 'case.archive', { caseId, on: '2026-11-20', retention: 'long' })
  return caseId
}

const openCase = async (page: Page, applicant: string): Promise<void> => {
  await menu(page, '案件')
  await page.locator('.case-table').getByText(applicant, { exact: true }).click()
  await page.locator('.case-head').waitFor()
}

const more = async (page: Page, move: string): Promise<void> => {
  await press(page, '更多办理')
  await page.getByRole('menuitem', { name: move, exact: true }).click()
}

const stageTag = (page: Page) => page.locator('.case-head .stage').first().innerText()

test('a matter that the police sent is registered with its letter, an answer is asked for and comes, and the letter is answered', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await menu(page, '登记申请')
  await choose(fieldOf(page, '案件来源'), '法院委托（立案后）')
  await fieldOf(page, '审理程序').waitFor()
  await lookAround(page, 'from a court')
  await choose(fieldOf(page, '案件来源'), '公安机关移送')
  await soon(() => fieldOf(page, '审理程序').count()).toBe(0)
  await write(fieldOf(page, '收到日期'), '2026-11-20')
  await choose(fieldOf(page, '纠纷类型'), '噪声')
  await write(fieldOf(page, '姓名'), '余明')
  await write(fieldOf(page, '姓名', 1), '周立')
  await write(fieldOf(page, '纠纷简要情况'), '装修噪声。')
  await press(page, '保存登记')
  await page.getByText('其他单位移送的案件要填写来函单位和签收日期。').waitFor()
  await write(fieldOf(page, '来函单位'), '蒲圻派出所')
  await write(fieldOf(page, '签收日期'), '2026-11-20')
  await write(fieldOf(page, '要求答复的日期'), '2026-11-19')
  await press(page, '保存登记')
  await soon(() => sentenceOf(fieldOf(page, '要求答复的日期'))).toBe('2026年11月19日早于来函签收日期（2026年11月20日），请核对两个日期。')
  await lookAround(page, 'from the police')
  await write(fieldOf(page, '要求答复的日期'), '2026-11-27')
  await press(page, '保存登记')
  await page.locator('.deadlines').getByText('2026年11月27日　答复蒲圻派出所').waitFor()

  const dialog = page.getByRole('dialog')
  await more(page, '补正、征求意见')
  await choose(fieldOf(dialog, '事项'), '征求对方意见')
  await press(dialog, '保存')
  await soon(() => sentenceOf(fieldOf(dialog, '缺什么，或向谁征求什么意见'))).toBe('缺少这一项，请填写。')
  await lookAround(page, 'inquiry')
  await write(fieldOf(dialog, '缺什么，或向谁征求什么意见'), '周立是否同意调解')
  await press(dialog, '保存')
  await page.locator('.case-head').getByText('征求对方意见', { exact: true }).waitFor()
  await lookAround(page, 'waiting for a reply')
  await press(page, '登记答复')
  await choose(fieldOf(dialog, '答复'), '不同意调解')
  await lookAround(page, 'reply')
  await press(dialog, '保存答复')
  await page.getByText('2026年11月23日不同意调解').waitFor()
  // What would be refused is not offered; the reason stands there instead.
  await page.getByText('现在不能受理：对方已于2026年11月23日明确不同意调解，不能受理（人民调解法第17条）').waitFor()
  expect(await page.locator('.case-moves').getByRole('button', { name: '受理', exact: true }).count()).toBe(0)
  await more(page, '来函答复、通知')
  await write(fieldOf(dialog, '已答复的日期'), '2026-11-23')
  await lookAround(page, 'letter')
  await press(dialog, '保存')
  await page.getByText('2026年11月23日已答复').waitFor()
  await soon(() => page.locator('.deadlines').getByText('答复蒲圻派出所').count()).toBe(0)
  expect(misdeeds).toEqual([])
}, TIME)

test('a consultation is kept, taken up again and registered; another one is given up', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await menu(page, '登记申请')
  await write(fieldOf(page, '姓名'), '余明')
  await write(fieldOf(page, '纠纷简要情况'), '电话咨询：楼上漏水。')
  await press(page, '存为咨询')
  const consultations = page.locator('.ant-card', { has: page.locator('.consultation') })
  await consultations.getByText('余明', { exact: true }).waitFor()
  await soon(() => fieldOf(page, '姓名').locator('input').inputValue()).toBe('')
  await press(page, '存为咨询')
  await consultations.getByText('未填姓名').waitFor()
  await lookAround(page, 'consultations')
  await press(page, '作废未填姓名')
  await soon(() => consultations.getByText('未填姓名').count()).toBe(0)
  await press(page, '撤销')
  await consultations.getByText('未填姓名').waitFor()
  await press(page, '作废未填姓名')
  await soon(() => consultations.getByText('未填姓名').count()).toBe(0)
  await press(page, '继续填写余明')
  await soon(() => fieldOf(page, '纠纷简要情况').locator('textarea').inputValue()).toBe('电话咨询：楼上漏水。')
  await choose(fieldOf(page, '纠纷类型'), '上下层漏水')
  await write(fieldOf(page, '姓名', 1), '林晓')
  await press(page, '保存登记')
  await soon(() => stageTag(page)).toBe('已申请')
  await soon(async () => (await ask(page, 'consultation.list', {})).value).toEqual({ consultations: [] })
  expect(misdeeds).toEqual([])
}, TIME)

test('the director reopens an archived case, corrects it, and voids one that was entered twice; the reasons are in the audit trail', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await archived(page, '余明')
  await idOf(ask(page, 'case.register', application('余小明', '2026-11-20')))
  await openCase(page, '余明')
  const dialog = page.getByRole('dialog')
  await press(page, '重新打开')
  await press(dialog, '重新打开')
  await soon(() => sentenceOf(fieldOf(dialog, '原因'))).toBe('这一项不能为空，请填写。')
  await write(fieldOf(dialog, '原因'), '赔偿数额抄错')
  await lookAround(page, 'reopen')
  await press(dialog, '重新打开')
  await soon(() => stageTag(page)).toBe('待归档')

  await more(page, '更正已记录的内容')
  const term = page.getByRole('group', { name: '条款1' })
  await soon(() => fieldOf(term, '金额').locator('input').inputValue()).toBe('500.00')
  await write(fieldOf(page, '原因'), '签收单上是六百元')
  await write(fieldOf(page, '受理日期'), '2026-11-12')
  await press(page, '保存更正')
  await soon(() => sentenceOf(fieldOf(page, '结束日期'))).toContain('早于受理日期')
  await lookAround(page, 'correction')
  await write(fieldOf(page, '受理日期'), '2026-11-03')
  // The words of a term say the amount too: one without the other is refused beside its field.
  await write(fieldOf(term, '金额'), '600')
  await press(page, '保存更正')
  await soon(() => sentenceOf(fieldOf(term, '金额'))).toContain('文字中的金额（500.00元）与金额栏（600.00元）不一致')
  await write(fieldOf(term, '条款内容'), '周立赔偿600元。')
  await press(page, '保存更正')
  const revisions = page.locator('.ant-card', { hasText: '更正记录' })
  await soon(() => revisions.innerText()).toMatch(/重新打开[\s\S]*赔偿数额抄错[\s\S]*更正[\s\S]*签收单上是六百元[\s\S]*协议 › 协议条款1 › 金额[\s\S]*500\.00元[\s\S]*600\.00元/)
  await soon(async () => ((await ask(page, 'case.show', { caseId })).value as { annex: { revisions: { changes: unknown }[] } }).annex.revisions.at(-1)!.changes)
    .toEqual([{ pointer: '/agreement/terms/0/text', was: '周立赔偿500元。', now: '周立赔偿600元。' }, { pointer: '/agreement/terms/0/amountFen', was: 50_000, now: 60_000 }])
  await lookAround(page, 'corrected')

  await openCase(page, '余小明')
  await more(page, '作废')
  await write(fieldOf(dialog, '原因'), '同一件事登记了两次')
  await fieldOf(dialog, '是哪一件的重复').getByRole('combobox').fill('001号')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('（2026）赤物人调字第001号　余明与周立', { exact: true }).click()
  await lookAround(page, 'void')
  await press(dialog, '作废')
  await soon(() => stageTag(page)).toBe('已作废')
  await page.getByText('2026年11月23日作废').waitFor()
  await soon(() => page.locator('.case-moves button').allInnerTexts()).toEqual(['重新打开'])
  await lookAround(page, 'a void case')
  await menu(page, '数据安全')
  await page.getByText('原因：同一件事登记了两次').waitFor()
  await page.getByText('原因：赔偿数额抄错').waitFor()
  await lookAround(page, 'audit')
  expect(misdeeds).toEqual([])
}, TIME)

test('the table of a year is imported, looked at and removed', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  await menu(page, '设置')
  await page.getByText('期限与节假日', { exact: true }).click()
  const dialog = page.getByRole('dialog')
  await lookAround(page, 'lengths and rest days')
  await page.getByRole('group', { name: '10月', exact: true }).getByTitle('2026-10-10　调休上班').waitFor()
  await press(page, '导入放假表')
  const take = (content: string) => page.locator('input[type=file]').setInputFiles({ name: '放假表.txt', mimeType: 'text/plain', buffer: Buffer.from(content) })
  const table = ['日期,类型,说明', '2027-01-01,休,元旦', '2027-05-01,休,劳动节', '2027-10-01,休,国庆节', '2027-10-02,休,国庆节', '2027-10-03,休,国庆节', '2027-10-09,班,调休'].join('\n')
  await take(table.replace('2027-10-09', '2027-10-08'))
  await dialog.getByText('放假表.txt').waitFor()
  await press(dialog, '导入')
  await dialog.getByText('这一项不能为空，请填写。').waitFor()
  await dialog.getByLabel('依据（通知的名称和文号）').fill('国办发明电〔2026〕8号')
  await press(dialog, '导入')
  await dialog.getByText('第 7 行：2027-10-08 不是星期六、星期日').waitFor()
  await lookAround(page, 'a wrong table')
  await take(table)
  await soon(() => dialog.getByText('第 7 行').count()).toBe(0)
  await press(dialog, '导入')
  await page.getByText('本会导入：国办发明电〔2026〕8号。').waitFor()
  await page.getByRole('group', { name: '10月', exact: true }).getByTitle('2027-10-09　调休上班　调休').waitFor()
  await lookAround(page, 'an imported year')
  await press(page, '移除导入的表')
  await page.getByText('2027 年还没有放假表').waitFor()
  // Taken back within ten seconds, the table is the one that was removed, with its notes.
  await press(page, '撤销')
  await page.getByText('本会导入：国办发明电〔2026〕8号。').waitFor()
  await page.getByRole('group', { name: '10月', exact: true }).getByTitle('2027-10-09　调休上班　调休').waitFor()
  await press(page, '移除导入的表')
  await page.getByText('2027 年还没有放假表').waitFor()
  expect(misdeeds).toEqual([])
}, TIME)
