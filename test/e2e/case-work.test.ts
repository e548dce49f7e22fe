/** Planning and recording sessions, evidence, letters to other bodies, risk of escalation: as a mediator does it. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import { ask, endOffices, openedOffice, startBrowser } from './browser.ts'
import { choose, fieldOf, lookAround, menu, openCase, press, sentenceOf, soon, write } from './hands.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)
afterEach(endOffices)
afterAll(() => browser.close())

const TIME = 120_000

const accepted = async (page: Page, applicant: string): Promise<string> => {
  const registered = await ask(page, 'case.register', {
    source: 'application', type: 'WY19', appliedOn: '2026-11-09', facts: '楼道堆放杂物。', claims: [],
    parties: [{ side: 'applicant', kind: 'person', name: applicant }, { side: 'respondent', kind: 'person', name: '周立' }],
  })
  const caseId = (registered.value as { file: { id: string } }).file.id
  expect(await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-10', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
  return caseId
}

const tab = (page: Page, name: string): Promise<void> => page.getByRole('tab', { name: new RegExp(`^${name}`) }).click()

const shown = async (page: Page, caseId: string) =>
  (await ask(page, 'case.show', { caseId })).value as { file: Record<string, unknown>; annex: Record<string, unknown> }

test('a session is planned although somebody is taken, found in the week, and recorded by speaker with everything filled in', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const first = await accepted(page, '林晓')
  const second = await accepted(page, '余明')
  expect(await ask(page, 'appointment.save', {
    caseId: first, appointment: { startAt: '2026-11-24T09:00', endAt: '2026-11-24T10:30', place: '调解室', kind: 'joint', mediatorIds: ['m1'], partyIds: ['p1'] },
  })).toMatchObject({ ok: true })

  await openCase(page, '余明')
  await tab(page, '调解记录')
  await press(page, '安排调解')
  const dialog = page.getByRole('dialog')
  await fieldOf(dialog, '开始时间').waitFor()
  await press(dialog, '保存安排')
  await soon(() => sentenceOf(fieldOf(dialog, '到几点'))).toBe('请填写几点结束，如 10:30。')
  await write(fieldOf(dialog, '开始时间'), '2026-11-24')
  await dialog.locator('.time-input').fill('10点0分')
  await write(fieldOf(dialog, '到几点'), '1130')
  await page.keyboard.press('Tab')
  await soon(() => dialog.locator('.clashes li').allInnerTexts()).toEqual([
    '调解员何平已安排：（2026）赤物人调字第001号11月24日 9:00—10:30。',
    '“调解室”已有安排：（2026）赤物人调字第001号11月24日 9:00—10:30。',
  ])
  await lookAround(page, 'plan')
  await press(dialog, '保存安排')
  await page.getByText('11月24日 10:00—11:30').waitFor()

  await menu(page, '日程')
  const slots = page.locator('.slot')
  await soon(() => slots.count()).toBe(2)
  await soon(() => page.locator('.slot.clashing').count()).toBe(2)
  await lookAround(page, 'week')
  await page.keyboard.press('PageDown')
  await soon(() => slots.count()).toBe(0)
  await press(page, '本周')
  await soon(() => slots.count()).toBe(2)
  await slots.filter({ hasText: '余明' }).focus()
  await page.keyboard.press('Enter')

  // Postponed to today, so that it can be held.
  await press(page, '改期')
  await write(fieldOf(dialog, '开始时间'), '2026-11-23')
  await press(dialog, '保存安排')
  await page.getByText('11月23日 10:00—11:30').waitFor()
  await press(page, '开始记录')
  await soon(() => fieldOf(page, '地点').locator('input').inputValue()).toBe('调解室')
  await page.getByText('还没有告知权利义务：余明、周立。').waitFor()
  await page.getByText('本次开始时已告知，一并登记').click()
  await fieldOf(page, '告知方式').waitFor()
  const said = page.locator('.statement textarea')
  await said.first().fill('双方到场。')
  await page.keyboard.press('Alt+1')
  await soon(() => said.count()).toBe(2)
  await page.keyboard.press('F2')
  await page.keyboard.type('陈述事实')
  await page.keyboard.press('Enter')
  await soon(() => said.nth(1).inputValue()).toBe('请申请人陈述事实、理由和请求。')
  await page.keyboard.press('Control+Enter')
  await soon(() => said.count()).toBe(3)
  await page.keyboard.type('楼道走不过去。')
  await page.getByLabel('其他发言人').fill('吴秀兰')
  await page.locator('.speak-other').getByRole('button').click()
  await soon(() => said.count()).toBe(4)
  await page.keyboard.type('我住隔壁，情况属实。')
  await lookAround(page, 'record')
  await press(page, '保存记录')
  await page.getByText('第 1 次').waitFor()
  const view = await shown(page, second)
  expect(view).toMatchObject({
    file: { sessions: [{
      startAt: '2026-11-23T10:00', endAt: '2026-11-23T11:30', place: '调解室', kind: 'joint', withParties: ['p1', 'p2'],
      record: '双方到场。\n何平：请申请人陈述事实、理由和请求。\n余明：楼道走不过去。\n吴秀兰：我住隔壁，情况属实。',
    }] },
    annex: { appointments: [{ sessionId: 's1' }], rightsTold: [{ on: '2026-11-23', by: '何平', way: 'oral', to: ['p1', 'p2'] }] },
  })

  // It opens again by speaker; what is removed can be taken back.
  await press(page, '修改')
  await soon(() => page.locator('.statement-speaker').allInnerTexts()).toEqual(expect.arrayContaining(['记述', '何平', '余明']))
  await page.getByLabel('移除第 3 段').click()
  await soon(() => said.count()).toBe(3)
  await press(page, '撤销')
  await soon(() => said.count()).toBe(4)
  await press(page, '保存记录')
  await page.getByText('第 1 次').waitFor()
  expect((await shown(page, second)).file).toEqual(view.file)
  expect(misdeeds).toEqual([])
}, TIME)

test('the words of a separate session are covered, shown by a click, and covered again', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const caseId = await accepted(page, '林晓')
  expect(await ask(page, 'session.record', {
    caseId, session: { startAt: '2026-11-20T09:00', place: '调解室', kind: 'separate', record: '林晓：底价一千元。', confidential: false },
  })).toMatchObject({ ok: true })
  await openCase(page, '林晓')
  await tab(page, '调解记录')
  await page.locator('.covered').click()
  await page.locator('.opened').getByText('林晓：底价一千元。').waitFor()
  await press(page, '遮住')
  await page.locator('.covered').waitFor()
  await page.locator('.covered').click()
  await page.locator('.opened').waitFor()
  await page.evaluate(() => window.dispatchEvent(new Event('blur')))
  await page.locator('.covered').waitFor()
  await soon(() => page.locator('.opened').count()).toBe(0)
  expect(misdeeds).toEqual([])
}, TIME)

test('evidence is entered, put in order without losing its numbers, removed and brought back, and linked to a file', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const caseId = await accepted(page, '林晓')
  expect(await ask(page, 'attachment.add', { caseId, name: '楼道照片.jpg', content: 'QUJD' })).toMatchObject({ ok: true })
  await openCase(page, '林晓')
  await tab(page, '证据')
  await press(page, '登记证据')
  await press(page, '添加证据')
  await press(page, '保存证据')
  await soon(() => sentenceOf(fieldOf(page, '名称'))).toBe('缺少这一项，请填写。')
  await write(fieldOf(page, '名称'), '照片')
  await choose(fieldOf(page, '对应的附件'), '楼道照片.jpg')
  await page.keyboard.press('Escape')
  await write(fieldOf(page, '名称', 1), '收据')
  await choose(fieldOf(page, '提交人', 1), '周立')
  await lookAround(page, 'evidence')
  await page.getByLabel('证据2上移').click()
  await soon(() => page.locator('.term .ant-card-head-title').allInnerTexts()).toEqual(['证据 2', '证据 1'])
  await page.getByLabel('移除证据1').click()
  await soon(() => page.locator('.term').count()).toBe(1)
  await press(page, '撤销')
  await soon(() => page.locator('.term').count()).toBe(2)
  await press(page, '保存证据')
  await soon(() => page.locator('.list-table tbody tr').allInnerTexts()).toHaveLength(2)
  const { file, annex } = await shown(page, caseId)
  expect(file.evidence).toEqual([{ no: 2, name: '收据', providedBy: 'p2' }, { no: 1, name: '照片', providedBy: 'p1' }])
  expect(annex.evidenceFiles).toEqual([{ no: 1, attachmentId: expect.any(String) }])
  await lookAround(page, 'evidence list')
  expect(misdeeds).toEqual([])
}, TIME)

test('what must go out is said at intake, a letter goes out, is found overdue in the register, and its answer is entered', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const caseId = await accepted(page, '林晓')
  await menu(page, '登记申请')
  await choose(fieldOf(page, '纠纷类型'), '违建、外立面、广告')
  await page.getByText('涉及查处的事项应移送市城管执法局').waitFor()
  await lookAround(page, 'routing')
  await choose(fieldOf(page, '纠纷类型'), '物业费拖欠')
  await page.getByText('没有必须移送查处的事项').waitFor()
  await menu(page, '案件')
  await press(page, '离开，不保存')
  await openCase(page, '林晓')
  await tab(page, '移送与风险')
  await press(page, '发移送函')
  const dialog = page.getByRole('dialog')
  await fieldOf(dialog, '发给哪个单位').getByRole('combobox').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('市消防救援大队').click()
  await soon(() => fieldOf(dialog, '移送的事项').locator('textarea').inputValue()).toBe('堵塞消防通道中涉嫌违法的事项，请依法查处')
  await write(fieldOf(dialog, '发函日期'), '2026-11-10')
  await write(fieldOf(dialog, '请于何日前答复'), '2026-11-01')
  await press(dialog, '登记发函')
  await soon(() => sentenceOf(fieldOf(dialog, '请于何日前答复'))).toBe('要求答复的日期早于发函日期，请核对。')
  await write(fieldOf(dialog, '请于何日前答复'), '2026-11-20')
  await lookAround(page, 'letter')
  await press(dialog, '登记发函')
  await page.getByText('逾期 3 天').waitFor()

  await menu(page, '待办')
  await page.locator('.task').filter({ hasText: '市消防救援大队答复' }).waitFor()
  await menu(page, '函件')
  await page.locator('.task').filter({ hasText: '逾期 3 天' }).waitFor()
  await lookAround(page, 'letters')
  await page.locator('.task').focus()
  await page.keyboard.press('Enter')
  await press(page, '登记答复')
  await choose(fieldOf(dialog, '答复'), '已办结')
  await write(fieldOf(dialog, '答复内容'), '已责令清理。')
  await press(dialog, '保存答复')
  await page.getByText('2026年11月23日答复：已办结。已责令清理。').waitFor()
  expect((await shown(page, caseId)).file.referrals).toMatchObject([{ reply: 'done', repliedOn: '2026-11-23' }])
  await menu(page, '函件')
  await page.getByText('没有符合条件的函件').waitFor()
  await page.getByText('全部 1').click()
  await page.locator('.task').filter({ hasText: '已办结' }).waitFor()
  expect(misdeeds).toEqual([])
}, TIME)

test('a risk of escalation stands first in everything until it is reported and closed, and what was prevented is approved', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const caseId = await accepted(page, '林晓')
  await openCase(page, '林晓')
  await tab(page, '移送与风险')
  await press(page, '登记风险')
  const dialog = page.getByRole('dialog')
  await choose(fieldOf(dialog, '什么风险'), '可能群体性械斗')
  await choose(fieldOf(dialog, '程度'), '重大')
  await press(dialog, '登记风险')
  await soon(() => sentenceOf(fieldOf(dialog, '情况'))).toBe('缺少这一项，请填写。')
  await write(fieldOf(dialog, '情况'), '亲友多人到场，扬言动手。')
  await press(dialog, '登记风险')
  await page.locator('.risk-flag').getByText('激化风险：可能群体性械斗（重大）').waitFor()
  await menu(page, '案件')
  await page.locator('.case-table .risk-mark').waitFor()
  await page.getByText('激化风险 1').click()
  await soon(() => page.locator('.case-row').count()).toBe(1)
  await lookAround(page, 'cases')
  await menu(page, '待办')
  await page.locator('.risks .task').filter({ hasText: '还没有报告' }).waitFor()
  await lookAround(page, 'tasks')
  await page.locator('.risks .task').click()
  await press(page, '登记报告')
  await press(dialog, '保存报告')
  await press(page, '补记答复')
  await write(fieldOf(dialog, '对方答复'), '已派员到场。')
  await press(dialog, '保存报告')
  await page.getByText('答复：已派员到场。').waitFor()
  await lookAround(page, 'risk')
  await press(page, '解除')
  await choose(fieldOf(dialog, '为什么可以解除'), '当事人情绪已经平复')
  await press(dialog, '解除风险')
  await soon(() => page.locator('.risk-flag').count()).toBe(0)
  await press(page, '登记防止激化')
  await choose(fieldOf(dialog, '防止了什么'), '防止群体性械斗')
  await write(fieldOf(dialog, '人数'), '12')
  await write(fieldOf(dialog, '情况说明'), '当场劝散，约定次日调解。')
  await press(dialog, '批准并登记')
  await page.getByText('何平批准').waitFor()
  expect((await shown(page, caseId)).file.escalationPrevented).toEqual([
    { kind: 'brawl', on: '2026-11-23', cases: 1, persons: 12, note: '当场劝散，约定次日调解。', approvedBy: '何平' },
  ])
  await menu(page, '待办')
  await page.locator('.task-counts').waitFor()
  await soon(() => page.locator('.risks').count()).toBe(0)
  expect(misdeeds).toEqual([])
}, TIME)

test('rooms and phrases are changed in the settings and offered at once', async () => {
  const { page, misdeeds } = await openedOffice(browser)
  const caseId = await accepted(page, '林晓')
  await menu(page, '设置')
  await page.getByText('调解', { exact: true }).click()
  await press(page, '添加调解室')
  await write(fieldOf(page, '调解室2'), '二号调解室')
  await write(fieldOf(page, '常用语1'), '请出示证件。')
  await lookAround(page, 'settings')
  await press(page, '保存调解设置')
  await soon(() => ask(page, 'sessionSettings.show', {})).toMatchObject({ value: { rooms: ['调解室', '二号调解室'], phrases: { joint: expect.arrayContaining(['请出示证件。']) } } })
  await openCase(page, '林晓')
  await tab(page, '调解记录')
  await press(page, '安排调解')
  const place = fieldOf(page.getByRole('dialog'), '调解室或其他地点')
  await place.getByRole('combobox').fill('二号')
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('二号调解室', { exact: true }).waitFor()
  expect((await shown(page, caseId)).annex.appointments).toBeUndefined()
  expect(misdeeds).toEqual([])
}, TIME)
