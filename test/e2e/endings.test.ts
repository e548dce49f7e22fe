/** Every way in which a case ends, from its application to the archive; what cannot be clicked; what each form refuses. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, giveUp, menu, more, openCase, press, registerBy, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 180_000

const register = async (page: Page, applicant: string, court = false): Promise<void> => {
  await menu(page, '登记申请')
  if (court) {
    await choose(fieldOf(page, '案件来源'), '法院委派（立案前）')
    await write(fieldOf(page, '来函单位'), '赤壁市人民法院')
    await write(fieldOf(page, '签收日期'), '2026-11-20')
  }
  await write(fieldOf(page, court ? '收到日期' : '申请日期'), '2026-11-20')
  await choose(fieldOf(page, '纠纷类型'), '噪声')
  await write(fieldOf(page.locator('.party').nth(0), '姓名'), applicant)
  await write(fieldOf(page.locator('.party').nth(1), '姓名'), '周立')
  await write(fieldOf(page, '纠纷简要情况'), '装修噪声。')
  await press(page, '保存登记')
  await page.getByText('受理后编卷号').waitFor()
}

const accept = async (page: Page): Promise<void> => {
  await press(page, '受理')
  await write(fieldOf(page.getByRole('dialog'), '受理日期'), '2026-11-20')
  await press(page.getByRole('dialog'), '受理')
  await page.getByRole('heading', { name: /赤物人调字第/ }).waitFor()
}

const agree = async (page: Page, form: '书面' | '口头'): Promise<void> => {
  await press(page, '达成协议')
  await choose(fieldOf(page, '形式'), form)
  await write(fieldOf(page, '达成日期'), '2026-11-21')
  await write(fieldOf(page, '争议事项'), '夜间施工。')
  await choose(fieldOf(page, '内容类别'), '不作为')
  await choose(fieldOf(page, '义务人（谁来做）'), '周立（被申请人）')
  await write(fieldOf(page, '条款内容'), '周立自2026年11月21日起不在夜间施工。')
  await press(page, '保存协议')
  await press(page, '协议生效')
  await write(fieldOf(page.getByRole('dialog'), '生效日期'), '2026-11-21')
  await press(page, '确认生效')
}

const archive = async (page: Page): Promise<void> => {
  await press(page, '归档')
  await press(page.getByRole('dialog'), '归档')
  await soon(() => page.locator('.case-head .stage').first().innerText()).toBe('已归档')
}

/** The steps that can be clicked now. */
const offered = async (page: Page): Promise<string[]> => {
  const buttons = await page.locator('.case-moves button').allInnerTexts()
  if (!buttons.includes('更多办理')) return buttons
  await press(page, '更多办理')
  await page.locator('.ant-dropdown:visible [role=menuitem]').first().waitFor()
  const rare = await page.locator('.ant-dropdown:visible [role=menuitem]').allInnerTexts()
  await page.keyboard.press('Escape')
  await page.locator('.ant-dropdown:visible').waitFor({ state: 'detached' }).catch(() => undefined)
  return [...buttons.filter(name => name !== '更多办理'), ...rare]
}

const mend = ['更正已记录的内容', '作废']
const applied = ['更正登记内容', '受理', '不予受理', '撤回', '转处、移送', '补正、征求意见', '作废']
const mediating = ['更正登记内容', '记录调解', '达成协议', '撤回', '转处、移送', '中止', '延长期限', '终止调解']
const settled = ['登记履行情况', '登记回访', '登记司法确认', '归档']
const closing = ['登记回访', '归档']

/** How each ending is reached, what can be clicked on the way, and what stands in the file at the end. */
const endings: readonly { code: string; name: string; court?: boolean; accepted: boolean; end: (page: Page) => Promise<void>; after: readonly string[] }[] = [
  { code: 'E01', name: '方一', accepted: true, end: page => agree(page, '书面'), after: settled },
  { code: 'E02', name: '方二', accepted: true, end: page => agree(page, '口头'), after: settled },
  {
    code: 'E03', name: '方三', accepted: true, after: closing,
    end: async page => {
      await more(page, '终止调解')
      await choose(fieldOf(page.getByRole('dialog'), '原因'), '分歧过大')
      await press(page.getByRole('dialog'), '终止调解')
    },
  },
  {
    code: 'E04', name: '方四', accepted: true, after: closing,
    end: async page => {
      await more(page, '撤回')
      await choose(fieldOf(page.getByRole('dialog'), '原因'), '申请人书面撤回')
      await press(page.getByRole('dialog'), '撤回')
    },
  },
  {
    code: 'E05', name: '方五', accepted: false, after: closing,
    end: async page => {
      await more(page, '不予受理')
      await fieldOf(page.getByRole('dialog'), '情形').locator('.ant-radio-button-wrapper', { hasText: '不同意' }).click()
      await choose(fieldOf(page.getByRole('dialog'), '原因'), '被申请人明确不同意调解（人民调解法第17条）')
      await press(page.getByRole('dialog'), '不予受理')
    },
  },
  {
    code: 'E06', name: '方六', accepted: false, after: closing,
    end: async page => {
      await more(page, '不予受理')
      await choose(fieldOf(page.getByRole('dialog'), '原因'), '不属于民间纠纷')
      await press(page.getByRole('dialog'), '不予受理')
    },
  },
  {
    code: 'E07', name: '方七', accepted: false, after: closing,
    end: async page => {
      const dialog = page.getByRole('dialog')
      await more(page, '转处、移送')
      await choose(fieldOf(dialog, '原因'), '属其他部门职责')
      await press(dialog, '转处、移送')
      await soon(() => sentenceOf(fieldOf(dialog, '移送给哪个单位'))).toBe('请写明移送给哪个单位。')
      await write(fieldOf(dialog, '移送给哪个单位'), '赤壁市公安局')
      await page.keyboard.press('Escape')
      await press(dialog, '转处、移送')
    },
  },
  {
    code: 'E08', name: '方八', court: true, accepted: true, after: closing,
    end: async page => {
      await more(page, '退回法院')
      await choose(fieldOf(page.getByRole('dialog'), '原因'), '未达成协议')
      await press(page.getByRole('dialog'), '退回法院')
    },
  },
]

test('each of the eight endings is reached from intake and goes into the archive, and only the steps of its stage can be clicked', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  for (const { code, name, court, accepted, end, after } of endings) {
    await register(page, name, court)
    if (code === 'E01') await soon(() => offered(page)).toEqual(applied)
    if (accepted) await accept(page)
    if (code === 'E03') await soon(() => offered(page)).toEqual([...mediating, '更换调解员', ...mend])
    if (code === 'E08') await soon(() => offered(page)).toEqual([...mediating, '退回法院', '来函答复、通知', '更换调解员', ...mend])
    await end(page)
    await page.locator('.case-deadline').getByText(/2026年11月2[13]日结束/).waitFor()
    await soon(() => offered(page)).toEqual([...after, ...(court ? ['来函答复、通知'] : []), ...mend])
    await archive(page)
    await soon(() => offered(page)).toEqual(['重新打开'])
  }
  const { rows } = (await ask(page, 'case.list', { stages: ['archived'], sort: { by: 'applicants' } })).value as { rows: { endCode: string; applicants: string }[] }
  expect(Object.fromEntries(rows.map(row => [row.applicants, row.endCode]))).toEqual(Object.fromEntries(endings.map(({ name, code }) => [name, code])))
  expect(misdeeds).toEqual([])
}, TIME)

/** Fills the fields, sends the form, and looks at what stands under one of them. */
const refuses = async (place: Locator, fill: Readonly<Record<string, string>>, button: string, label: string, sentence: string): Promise<void> => {
  for (const [name, text] of Object.entries(fill)) await write(fieldOf(place, name), text)
  await press(place, button)
  await soon(() => sentenceOf(fieldOf(place, label))).toBe(sentence)
}

const future = (day: string): string => `${day}晚于今天（2026年11月23日），已发生的事不能写未来日期，请核对。`

test('every date and gap that a step refuses is told beside its field, and nothing of it is stored', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await registerBy(page, '余明', '2026-11-02')
  await openCase(page, '余明')
  const dialog = page.getByRole('dialog')
  const cancel = async (): Promise<void> => {
    await giveUp(dialog)
    await soon(() => dialog.count()).toBe(0)
  }
  const sheet = page.locator('.case')

  await press(page, '受理')
  await refuses(dialog, { 受理日期: '2026-11-01' }, '受理', '受理日期', '2026年11月1日早于申请日期（2026年11月2日），请核对两个日期。')
  await refuses(dialog, { 受理日期: '2026-11-24' }, '受理', '受理日期', future('2026年11月24日'))
  await refuses(dialog, { 受理日期: '2026-11-31' }, '受理', '受理日期', '“2026-11-31”不是真实的日期，请按 2026-11-23 的样子填写。')
  await cancel()
  await more(page, '撤回')
  await refuses(dialog, { 日期: '2026-11-01' }, '撤回', '原因', '缺少这一项，请填写。')
  await choose(fieldOf(dialog, '原因'), '申请人书面撤回')
  await refuses(dialog, {}, '撤回', '日期', '2026年11月1日早于申请日期（2026年11月2日），请核对两个日期。')
  await cancel()
  expect(await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
  await menu(page, '待办')
  await openCase(page, '余明')

  await press(page, '记录调解')
  await fieldOf(sheet, '开始时间').getByLabel('几点几分').fill('09:00')
  await fieldOf(sheet, '结束时间').getByLabel('几点几分').fill('08:00')
  await refuses(sheet, { 地点: '调解室' }, '保存记录', '结束时间', '结束时间早于开始时间，请核对。')
  await refuses(sheet, { 地点: '' }, '保存记录', '地点', '缺少这一项，请填写。')
  await refuses(sheet, { 地点: '调解室', 开始时间: '2026-11-24', 结束时间: '2026-11-25' }, '保存记录', '开始时间', future('2026年11月24日'))
  await giveUp(page)

  await more(page, '中止')
  await choose(fieldOf(dialog, '原因'), '鉴定')
  await refuses(dialog, { 中止的第一日: '2026-11-01' }, '中止', '中止的第一日', '2026年11月1日早于受理日期（2026年11月3日），请核对两个日期。')
  await refuses(dialog, { 中止的第一日: '2026-11-05', 中止的最后一日: '2026-11-04' }, '中止', '中止的最后一日', '2026年11月4日早于中止开始日期（2026年11月5日），请核对两个日期。')
  await write(fieldOf(dialog, '中止的最后一日'), '')
  await press(dialog, '中止')
  await press(page, '恢复调解')
  await refuses(dialog, { 中止的最后一日: '2026-11-24' }, '恢复调解', '中止的最后一日', '中止的最后一日不能晚于今天；请填写实际恢复的前一日。')
  await refuses(dialog, { 中止的最后一日: '2026-11-06' }, '恢复调解', '中止的最后一日', '')
  await soon(() => dialog.count()).toBe(0)
  await more(page, '延长期限')
  await refuses(dialog, { 延长到: '2026-12-01', 原因: '等待检测' }, '延长期限', '延长到', '延长后的日期应晚于现在的期限2026年12月7日。')
  await refuses(dialog, { 当事人同意的日期: '2026-11-24', 延长到: '2026-12-20' }, '延长期限', '当事人同意的日期', future('2026年11月24日'))
  await cancel()

  await press(page, '达成协议')
  await write(fieldOf(page, '争议事项'), '夜间施工。')
  await press(page, '保存协议')
  await soon(() => sentenceOf(fieldOf(page, '义务人（谁来做）'))).toBe('缺少这一项，请填写。')
  await choose(fieldOf(page, '内容类别'), '不作为')
  await choose(fieldOf(page, '义务人（谁来做）'), '周立（被申请人）')
  await refuses(sheet, { 达成日期: '2026-11-02', 条款内容: '周立不在夜间施工。' }, '保存协议', '达成日期', '达成协议的日期早于受理日期（2026年11月3日），请核对。')
  await write(fieldOf(page, '达成日期'), '2026-11-10')
  await press(page, '保存协议')
  await press(page, '协议生效')
  await refuses(dialog, { 生效日期: '2026-11-09' }, '确认生效', '生效日期', '2026年11月9日早于达成协议日期（2026年11月10日），请核对两个日期。')
  await refuses(dialog, { 生效日期: '2026-11-24' }, '确认生效', '生效日期', future('2026年11月24日'))
  await write(fieldOf(dialog, '生效日期'), '2026-11-10')
  await press(dialog, '确认生效')

  await press(page, '登记履行情况')
  await refuses(dialog, { 日期: '2026-11-09' }, '保存履行情况', '日期', '2026年11月9日早于达成协议日期（2026年11月10日），请核对两个日期。')
  await cancel()
  await press(page, '登记回访')
  await refuses(dialog, { 日期: '2026-11-24', 回访情况: '' }, '保存回访', '回访情况', '缺少这一项，请填写。')
  await refuses(dialog, { 回访情况: '已履行。' }, '保存回访', '日期', future('2026年11月24日'))
  await cancel()
  await press(page, '登记司法确认')
  await refuses(dialog, { 申请日期: '2026-11-09' }, '保存司法确认', '申请日期', '2026年11月9日早于协议生效日期（2026年11月10日），请核对两个日期。')
  await cancel()
  await press(page, '归档')
  await refuses(dialog, { 归档日期: '2026-11-09' }, '归档', '归档日期', '2026年11月9日早于结束日期（2026年11月10日），请核对两个日期。')
  await refuses(dialog, { 归档日期: '2026-11-24' }, '归档', '归档日期', future('2026年11月24日'))
  const { file } = (await ask(page, 'case.show', { caseId })).value as { file: Record<string, unknown> }
  expect(file).not.toHaveProperty('archive')
  expect(file).not.toHaveProperty('sessions')
  expect(file).not.toHaveProperty('performance')
  expect(misdeeds).toEqual([])
}, TIME)
