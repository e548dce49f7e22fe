/** The terms of an agreement, where their amounts come from, and what becomes of them afterwards. */
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { ask, openedOffice, usingBrowser } from './page/browser.ts'
import { choose, fieldOf, lookAround, menu, press, pressPaper, savedPath, sentenceOf, soon, write } from './page/hands.ts'

const its = usingBrowser()

const TIME = 150_000

const mediated = async (page: Page, more: object = {}): Promise<string> => {
  const registered = await ask(page, 'case.register', {
    source: 'application', type: 'WY01', appliedOn: '2026-11-02', facts: '拖欠物业费。', claims: ['支付物业费3,000元'],
    parties: [{ side: 'applicant', kind: 'organisation', name: '清源物业公司' }, { side: 'respondent', kind: 'person', name: '沈岚' }], ...more,
  })
  const caseId = (registered.value as { file: { id: string } }).file.id
  expect(await ask(page, 'case.accept', { caseId, acceptedOn: '2026-11-03', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] })).toMatchObject({ ok: true })
  return caseId
}

const openAgreement = async (page: Page): Promise<void> => {
  await menu(page, '案件')
  await page.locator('.case-table').getByText('沈岚', { exact: true }).click()
  await page.getByRole('tab', { name: '协议' }).click()
}

const look = async (page: Page, name: string): Promise<void> => {
  if (process.env['LOOK']) await page.screenshot({ path: `${process.env['LOOK']}/${name}.png` })
}

const text = (term: Locator): Promise<string> => fieldOf(term, '条款内容').locator('textarea').inputValue()

type Shown = { file: { agreement?: { terms: Record<string, unknown>[] }; performance?: object[] }; annex: Record<string, object[]> }
const shown = async (page: Page, caseId: string): Promise<Shown> => (await ask(page, 'case.show', { caseId })).value as Shown

test('terms keep step with their sentence, come from clauses, a fee worksheet and instalments, change places, and are checked', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await mediated(page)
  await openAgreement(page)
  await press(page.locator('.empty'), '填写协议')
  const term = (nth: number): Locator => page.locator('.term').nth(nth)

  await choose(fieldOf(term(0), '义务人（谁来做）'), '沈岚（被申请人）')
  await choose(fieldOf(term(0), '权利人（对谁做）'), '清源物业公司（申请人）')
  await write(fieldOf(term(0), '金额'), '500')
  await soon(() => text(term(0))).toBe('沈岚于【日期】前（含当日）向清源物业公司支付500.00元（大写：伍佰元整）。')
  await fieldOf(term(0), '条款内容').locator('textarea').fill('沈岚在2026年11月30日前先付清源物业公司500.00元（大写：伍佰元整）。')
  await term(0).getByText('另行拟写').waitFor()
  await write(fieldOf(term(0), '金额'), '600')
  await soon(() => text(term(0))).toBe('沈岚在2026年11月30日前先付清源物业公司600.00元（大写：陆佰元整）。')
  await press(term(0), '按各栏重写')
  await write(fieldOf(term(0), '履行期限（最后一日）'), '2026-11-30')
  await soon(() => text(term(0))).toBe('沈岚于2026年11月30日前（含当日）向清源物业公司支付600.00元（大写：陆佰元整）。')
  await look(page, 'terms')

  const dialog = page.getByRole('dialog')
  await press(page, '从条款库添加')
  await dialog.getByText('一次付清物业费').waitFor()
  await lookAround(page, 'clauses')
  await look(page, 'clauses')
  await press(dialog, '添加“违约条款：逾期付款”')
  await press(dialog, '完成')
  await soon(() => text(term(1))).toContain('按年利率＿＿%向清源物业公司支付')
  // What a dialog added is kept as a draft like what is typed.
  await soon(async () => JSON.stringify((await ask(page, 'draft.show', { form: 'agreement.save', caseId })).value)).toContain('按年利率＿＿%')

  await press(page, '新建计算表')
  await write(fieldOf(dialog, '建筑面积'), '98.5')
  await write(fieldOf(dialog, '第一日'), '2024-03-15')
  await write(fieldOf(dialog, '最后一日'), '2024-06-10')
  await write(fieldOf(dialog, '单价'), '一块八')
  await press(dialog, '保存计算表')
  await soon(() => sentenceOf(fieldOf(dialog, '单价'))).toBe('单价写法不对，请填写数字，最多四位小数，如 1.85。')
  await write(fieldOf(dialog, '单价'), '1.85')
  await dialog.getByText('计逾期费用', { exact: true }).last().click()
  await write(fieldOf(dialog, '计算基数'), '525.12')
  await choose(fieldOf(dialog, '按日还是按年'), '每日')
  await write(fieldOf(dialog, '起算日'), '2026-01-01')
  await write(fieldOf(dialog, '截止日'), '2026-01-10')
  await press(dialog, '保存计算表')
  await soon(() => sentenceOf(fieldOf(dialog, '比率'))).toBe('请填写比率（数字，最多四位小数）。')
  await write(fieldOf(dialog, '比率'), '0.1')
  await dialog.getByText('高于 24%').waitFor()
  await soon(() => dialog.locator('.fee-lines tr').last().innerText()).toBe('应付总计\t\t530.37')
  await lookAround(page, 'worksheet')
  await look(page, 'worksheet')
  await press(dialog, '保存计算表')
  await press(page, '把《物业费计算表》填入条款')
  await soon(() => text(term(2))).toContain('支付物业费525.12元、逾期支付物业费的违约金5.25元，共计530.37元（大写：伍佰叁拾元零叁角柒分），计算明细见附件《物业费计算表》。')

  await page.getByRole('button', { name: '分期付款' }).click()
  await press(dialog, '填入条款')
  await dialog.getByText('请填写总金额。').waitFor()
  await dialog.locator('#instalments_totalFen').fill('1000')
  await dialog.locator('#instalments_first').fill('2026-12-01')
  await dialog.locator('#instalments_day').fill('31')
  await dialog.locator('#instalments_count').fill('3')
  await soon(() => dialog.locator('.instalments tbody tr').allInnerTexts()).toEqual([
    '第 1 期\t2026年12月31日\t2026年12月31日\t333.33', '第 2 期\t2027年1月31日\t2027年2月1日（休息日顺延）（该年没有放假表）\t333.33',
    '第 3 期\t2027年2月28日\t2027年3月1日（休息日顺延）（该年没有放假表）\t333.34', '合计\t\t3 期\t1,000.00',
  ])
  await lookAround(page, 'instalments')
  await look(page, 'instalments')
  await press(dialog, '填入条款')
  await soon(() => page.locator('.term').count()).toBe(6)
  await soon(() => text(term(5))).toContain('共计1,000.00元（大写：壹仟元整），分3期支付。第3期：沈岚于2027年3月1日前（含当日）')

  await press(page, '第3项上移')
  await soon(() => text(term(1))).toContain('物业费计算表')
  await press(page, '移除第1项')
  await soon(() => page.locator('.term').count()).toBe(5)
  await press(page, '撤销')
  await soon(() => page.locator('.term').count()).toBe(6)
  await lookAround(page, 'agreement form')

  // Capitals that say something else cannot be stored.
  await fieldOf(term(0), '条款内容').locator('textarea').fill('沈岚于2026年11月30日前支付600元（大写：陆佰壹拾元整）。')
  await press(page, '保存协议')
  await soon(() => sentenceOf(fieldOf(term(0), '条款内容'))).toContain('大写“陆佰壹拾元整”与它前面的“600元”不一致')
  await fieldOf(term(0), '条款内容').locator('textarea').fill('沈岚尽快支付600元。')
  await press(page, '保存协议')
  const finding = page.locator('.checklist').getByText('用了“尽快”')
  await finding.waitFor()
  await look(page, 'findings')
  await lookAround(page, 'findings')
  // What would be refused is not offered; the reason stands there instead.
  await page.getByText(/^现在不能登记协议生效：.*还有没填的地方/).waitFor()
  expect(await page.locator('.case-moves').getByRole('button', { name: '协议生效', exact: true }).count()).toBe(0)
  await finding.click()
  await soon(() => sentenceOf(fieldOf(term(0), '条款内容'))).toContain('用了“尽快”')
  await soon(() => page.evaluate(() => document.activeElement?.tagName === 'TEXTAREA' && (document.activeElement as HTMLTextAreaElement).value)).toBe('沈岚尽快支付600元。')

  const stored = await shown(page, caseId)
  expect(stored.file.agreement!.terms.map(({ amountFen, dueOn }) => [amountFen, dueOn])).toEqual([
    [60_000, '2026-11-30'], [53_037, undefined], [undefined, undefined], [33_333, '2026-12-31'], [33_333, '2027-02-01'], [33_334, '2027-03-01'],
  ])
  expect(stored.annex['feeWorksheets']).toMatchObject([{ id: 'f1', area: 9850, periods: [{ price: 18_500 }], lateFee: { baseFen: 52_512, rate: 1000, per: 'day' } }])
  expect(misdeeds).toEqual([])
}, TIME)

test('after the agreement: payments in parts, a correction with its reason, proof, a demand and its answer, and what can be done', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await mediated(page)
  expect(await ask(page, 'agreement.save', { caseId, agreement: {
    form: 'written', reachedOn: '2026-11-05', whole: false, facts: '拖欠物业费。', issues: '数额。',
    terms: [{ text: '沈岚付清源物业公司500元，逾期另付违约金。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 50_000, dueOn: '2026-11-15', manner: '银行转账' }],
  } })).toMatchObject({ ok: true })
  expect(await ask(page, 'agreement.conclude', { caseId, effectiveOn: '2026-11-05' })).toMatchObject({ ok: true })
  expect(await ask(page, 'attachment.add', { caseId, name: '收条.jpg', content: 'AAAA' })).toMatchObject({ ok: true })
  await openAgreement(page)
  const dialog = page.getByRole('dialog')
  const ledger = page.locator('.ledger')
  await ledger.getByText('逾期', { exact: true }).waitFor()
  await ledger.getByText('到期 2026年11月16日（约定2026年11月15日，休息日顺延）').waitFor()

  await press(page, '登记履行情况')
  await choose(fieldOf(dialog, '履行情况'), '部分履行')
  await write(fieldOf(dialog, '日期'), '2026-11-18')
  await write(fieldOf(dialog, '金额'), '500')
  await press(dialog, '保存履行情况')
  await soon(() => sentenceOf(fieldOf(dialog, '金额'))).toContain('请改选“已履行”')
  await write(fieldOf(dialog, '金额'), '200')
  await press(dialog, '保存履行情况')
  await ledger.getByText('已付 200.00 元').waitFor()
  await ledger.getByText('未付 300.00 元').waitFor()

  await press(page, '更正第1项2026年11月18日的登记')
  await write(fieldOf(dialog, '金额'), '150')
  await press(dialog, '保存更正')
  await soon(() => sentenceOf(fieldOf(dialog, '更正的理由'))).not.toBe('')
  await write(fieldOf(dialog, '更正的理由'), '看错收条')
  await lookAround(page, 'correction')
  await press(dialog, '保存更正')
  await ledger.getByText('未付 350.00 元').waitFor()
  await page.getByText('理由：看错收条').waitFor()

  await press(page, '第1项2026年11月18日的凭证')
  await fieldOf(dialog, '哪些附件是凭证').getByRole('combobox').click()
  await page.locator('.ant-select-dropdown:visible').getByText('收条.jpg', { exact: true }).last().click()
  await press(dialog, '保存凭证')
  await ledger.getByText('凭证：收条.jpg').waitFor()

  await page.getByText('不能直接申请强制执行').waitFor()
  await press(page, '登记督促')
  await choose(fieldOf(dialog, '方式'), '直接送达')
  await write(fieldOf(dialog, '要求履行的日期'), '2026-11-20')
  await press(dialog, '保存督促')
  await soon(() => sentenceOf(fieldOf(dialog, '要求履行的日期'))).toContain('早于督促的日期')
  await write(fieldOf(dialog, '要求履行的日期'), '2026-12-01')
  await lookAround(page, 'demand')
  await press(dialog, '保存督促')
  await page.getByText('2026年11月23日直接送达督促沈岚履行第 1 项，要求 2026年12月1日 前履行；没有答复').waitFor()
  await page.getByText('就协议起诉的诉讼时效：2026年11月23日督促履行，时效中断、重新计算').waitFor()
  await press(page, '修改2026年11月23日的督促')
  await write(fieldOf(dialog, '答复的日期'), '2026-11-23')
  await write(fieldOf(dialog, '答复内容'), '月底付清。')
  await press(dialog, '保存督促')
  await page.getByText('2026年11月23日答复：月底付清。').waitFor()
  await lookAround(page, 'after the agreement')
  await look(page, 'afterwards')

  await press(page, '更正第1项2026年11月18日的登记')
  await choose(fieldOf(dialog, '怎样更正'), '撤销这条登记')
  await write(fieldOf(dialog, '更正的理由'), '登记错案件')
  await press(dialog, '保存更正')
  await ledger.getByText('未付 500.00 元').waitFor()
  await soon(() => shown(page, caseId)).toMatchObject({
    file: { performance: [] },
    annex: { performanceProofs: [], performanceCorrections: [{ reason: '看错收条' }, { reason: '登记错案件' }], demands: [{ id: 'u1', reply: { text: '月底付清。' } }] },
  })
  expect(misdeeds).toEqual([])
}, TIME)

test('an oral agreement that was performed at once closes with it, and the police can be told; the clause library is the office’s own', async () => {
  const { page, misdeeds } = await openedOffice(its.browser)
  const caseId = await mediated(page, { type: 'WY24', claims: [] })
  expect(await ask(page, 'agreement.save', { caseId, agreement: {
    form: 'oral', reachedOn: '2026-11-23', whole: true, facts: '道闸划伤车辆。', issues: '修车费。',
    terms: [{ text: '清源物业公司当场赔偿沈岚300元。', obligor: 'p1', obligee: 'p2', kind: 'payment', amountFen: 30_000, dueOn: '2026-11-23', manner: '现金' }],
  } })).toMatchObject({ ok: true })
  await openAgreement(page)
  const dialog = page.getByRole('dialog')
  await press(page, '协议生效')
  await dialog.getByText('各项义务已经当场履行完毕').click()
  await lookAround(page, 'conclude')
  await press(dialog, '确认生效')
  await page.locator('.ledger').getByText('2026年11月23日，已履行，300.00元，当场履行').waitFor()
  await soon(() => page.locator('.case-head .stage').first().innerText()).toBe('待归档')
  await page.getByRole('tab', { name: '文书' }).click()
  await pressPaper(page, '生成《人民调解协议履行证明》')
  expect(await savedPath(page)).toContain('人民调解协议履行证明')

  await menu(page, '设置')
  await page.getByTitle('条款库').click()
  const library = page.locator('.ant-card:visible', { has: page.getByLabel('查找条款') })
  await library.getByLabel('查找条款').fill('漏水')
  await library.locator('.clause').first().waitFor()
  await look(page, 'library')
  await press(library, '修改“漏水赔偿”')
  await write(fieldOf(dialog, '条款文字'), '【义务人】赔偿【乙方】。')
  await press(dialog, '保存条款')
  await soon(() => sentenceOf(fieldOf(dialog, '条款文字'))).toContain('“【乙方】”不是可以替换的位置')
  await lookAround(page, 'clause')
  await write(fieldOf(dialog, '条款文字'), '【义务人】于【日期】前赔偿【权利人】漏水损失【金额】。')
  await press(dialog, '保存条款')
  const changed = library.locator('.clause', { hasText: '漏水损失' })
  await changed.getByText('已修改').waitFor()
  await press(library, '移除“漏水赔偿”')
  await library.getByText('已移除', { exact: true }).waitFor()
  await press(library, '恢复“漏水赔偿”')
  await soon(() => library.locator('.clause').filter({ hasText: '顶面、墙面' }).count()).toBe(1)
  await library.getByLabel('查找条款').fill('')
  await press(library, '新增条款')
  await write(fieldOf(dialog, '名称'), '到场施工')
  await write(fieldOf(dialog, '条款文字'), '【义务人】于【日期】前到场。')
  await press(dialog, '保存条款')
  await library.locator('.clause', { hasText: '到场施工' }).getByText('自行添加').waitFor()
  await lookAround(page, 'library')
  expect(misdeeds).toEqual([])
}, TIME)
