import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { unzipSync } from 'fflate'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { pagesOf } from '../main/adapters/pdf-reading.ts'
import { committee, endOffices, newOffice, PASSWORD, startBrowser } from './page/browser.ts'
import { acknowledge, choose, fieldOf, lookAround, menu, press, pressPaper, putKeyAway, savedPath, soon, write } from './page/hands.ts'

let browser: Browser

beforeAll(async () => {
  browser = await startBrowser()
}, 120_000)

afterAll(async () => {
  await endOffices()
  await browser.close()
})

const setUp = async (page: Page): Promise<void> => {
  await write(fieldOf(page, '调委会名称'), committee.name)
  await write(fieldOf(page, '行政区划代码'), '421281')
  await write(fieldOf(page, '编号用字'), '赤物')
  await page.getByText('（2026）赤物人调字第001号').waitFor()
  await write(fieldOf(page, '对接的人民法院'), '赤壁市人民法院')
  await lookAround(page, 'set-up, committee')
  await press(page, '下一步')
  await write(fieldOf(page, '姓名'), '何平')
  await press(page, '添加调解员')
  await write(fieldOf(page, '姓名', 1), '罗毅')
  await choose(fieldOf(page, '类别', 1), '兼职')
  await lookAround(page, 'set-up, mediators')
  await press(page, '下一步')
  await write(fieldOf(page, '账户名'), '何平')
  await write(fieldOf(page, '密码'), PASSWORD)
  await write(fieldOf(page, '再输一次密码'), PASSWORD)
  await page.getByText('这是演练资料').click()
  await lookAround(page, 'set-up, account')
  await press(page, '完成设立')
  await page.getByText('只显示这一次').waitFor()
  await lookAround(page, 'recovery key')
  await putKeyAway(page)
  await page.getByText('还没有案件').waitFor()
}


const pdfText = (path: string, number?: string): string => pagesOf(readFileSync(path), number).join('')

test('a committee is set up, a dispute is registered, mediated, agreed, printed, counted, packed for the court and carried to another computer, in a browser', async () => {
  const { page, misdeeds } = await newOffice(browser)
  await setUp(page)
  await soon(() => page.locator('.bar .rehearsal').innerText()).toBe('演练')
  await lookAround(page, 'no cases')

  await press(page, '锁定')
  await lookAround(page, 'locked')
  await write(fieldOf(page, '密码'), '不是这个密码')
  await press(page, '解锁')
  await page.getByText('账户或密码不对').first().waitFor()
  await write(fieldOf(page, '密码'), PASSWORD)
  await page.keyboard.press('Enter')
  await page.getByText('还没有案件').waitFor()

  // Application, both sides.
  await menu(page, '登记申请')
  await write(fieldOf(page, '申请日期'), '2026年11月16日')
  await choose(fieldOf(page, '纠纷类型'), '上下层漏水')
  const applicant = page.locator('.party').nth(0)
  await write(fieldOf(applicant, '姓名'), '余明')
  await write(fieldOf(applicant, '证件号码'), '429999196503120018')
  await soon(() => fieldOf(applicant, '出生日期').locator('input').first().inputValue()).toBe('1965-03-12')
  await soon(() => fieldOf(applicant, '性别').locator('.ant-radio-button-wrapper-checked').innerText()).toBe('男')
  await write(fieldOf(applicant, '联系电话'), '13900000001')
  const respondent = page.locator('.party').nth(1)
  await choose(fieldOf(respondent, '自然人或单位'), '单位')
  await write(fieldOf(respondent, '名称'), '清源物业服务有限公司')
  await write(fieldOf(respondent, '法定代表人或负责人'), '梁平')
  await choose(fieldOf(page, '街道（乡镇）'), '蒲圻街道')
  await write(fieldOf(page, '小区'), '清源小区')
  await write(fieldOf(page, '纠纷简要情况'), '申请人家中厨房顶板渗水，橱柜受潮变形。')
  await write(fieldOf(page, '申请事项1'), '修复渗水部位')
  await press(page, '添加申请事项')
  await write(fieldOf(page, '申请事项2'), '赔偿橱柜损失1,200.50元')
  await lookAround(page, 'register')
  await press(page, '保存登记')
  await page.getByText(/^已保存（\d\d:\d\d）$/).waitFor()
  await page.getByText('受理后编卷号').waitFor()
  await lookAround(page, 'case, applied')

  // Acceptance gives the file number.
  await press(page, '受理')
  const dialog = page.getByRole('dialog')
  await write(fieldOf(dialog, '受理日期'), '2026-11-17')
  await choose(fieldOf(dialog, '主持调解员'), '何平（专职）')
  await lookAround(page, 'accept')
  await press(dialog, '受理')
  await page.getByRole('heading', { name: '（2026）赤物人调字第001号' }).waitFor()
  await soon(() => page.locator('.case-deadline').innerText()).toBe('余明与清源物业服务有限公司\n调解期限到2026年12月17日，还剩 24 天（从受理的次日起算；遇休息日顺延）')

  // One session.
  await press(page, '记录调解')
  await write(fieldOf(page, '开始时间'), '2026.11.20')
  await fieldOf(page, '开始时间').getByLabel('几点几分').fill('9点05分')
  await write(fieldOf(page, '地点'), '望山社区调解室')
  await write(fieldOf(page, '调解记录'), '告知双方权利义务。双方就修复和赔偿达成一致。')
  await choose(fieldOf(page, '结果'), '达成协议')
  await lookAround(page, 'session form')
  await press(page, '保存记录')
  await page.getByText('2026年11月20日9时05分').waitFor()
  await lookAround(page, 'sessions')

  // A written agreement with two terms; facts and issues came from the application.
  await press(page, '达成协议')
  await soon(() => fieldOf(page, '争议事项').locator('textarea').inputValue()).toBe('修复渗水部位；赔偿橱柜损失1,200.50元')
  await write(fieldOf(page, '达成日期'), '20261120')
  const first = page.locator('.term').nth(0)
  await choose(fieldOf(first, '义务人（谁来做）'), '清源物业服务有限公司（被申请人）')
  await choose(fieldOf(first, '权利人（对谁做）'), '余明（申请人）')
  await write(fieldOf(first, '金额'), '1,200.50')
  await soon(() => first.locator('.capitals').innerText()).toBe('大写：壹仟贰佰元零伍角')
  await write(fieldOf(first, '履行期限（最后一日）'), '2026-12-10')
  await write(fieldOf(first, '履行方式'), '银行转账')
  await write(fieldOf(first, '条款内容'), '被申请人于2026年12月10日前赔偿申请人橱柜损失。')
  await press(page, '添加一项')
  const second = page.locator('.term').nth(1)
  await choose(fieldOf(second, '内容类别'), '作为')
  await choose(fieldOf(second, '义务人（谁来做）'), '清源物业服务有限公司（被申请人）')
  await write(fieldOf(second, '履行期限（最后一日）'), '2026-12-05')
  await write(fieldOf(second, '条款内容'), '被申请人修复渗水部位，并通过24小时闭水试验。')
  await lookAround(page, 'agreement form')
  await press(page, '保存协议')
  await page.getByText('1,200.50元（大写：壹仟贰佰元零伍角）').waitFor()
  await lookAround(page, 'agreement')

  // The three forms, read back.
  await page.getByRole('tab', { name: '文书' }).click()
  const papers: Record<string, string> = {}
  for (const title of ['人民调解申请书', '人民调解受理登记表', '人民调解协议书']) {
    await pressPaper(page, `生成《${title}》`)
    const paper = page.locator('.paper', { hasText: title })
    const path = await savedPath(paper)
    expect(basename(path)).toBe(`示例-${title}_（2026）赤物人调字第001号.pdf`)
    papers[title] = pdfText(path, '（2026）赤物人调字第001号')
  }
  await lookAround(page, 'papers')
  for (const words of ['余明', '清源物业服务有限公司', '2026年11月16日', '修复渗水部位', '13900000001'])
    expect(papers['人民调解申请书']).toContain(words)
  for (const words of ['余明', '2026年11月17日', '上下层漏水']) expect(papers['人民调解受理登记表']).toContain(words)
  for (const words of [
    '（2026）赤物人调字第001号', '余明', '清源物业服务有限公司', '1,200.50元（大写：壹仟贰佰元零伍角）', '2026年12月10日', '2026年12月5日',
    '闭水试验', committee.name,
  ]) expect(papers['人民调解协议书']).toContain(words)

  // In effect.
  await press(page, '协议生效')
  await lookAround(page, 'conclude')
  await write(fieldOf(page.getByRole('dialog'), '生效日期'), '2026-11-20')
  await press(page, '确认生效')
  await page.getByText('2026年11月20日结束：书面协议').waitFor()

  // For the court.
  await press(page, '打包送法院')
  await acknowledge(page)
  await press(page.getByRole('dialog'), '核对无误，打包')
  const zip = await savedPath(page.locator('.ant-card', { hasText: '打包送法院的材料' }))
  expect(Object.keys(unzipSync(readFileSync(zip)))).toEqual([
    '打开我.html', '01-司法确认申请书.pdf', '02-人民调解协议书.pdf', '03-调解组织和人民调解员名册.pdf', '04-人民调解申请书.pdf', '05-人民调解受理登记表.pdf',
    '06-人民调解记录（2026年11月20日）.pdf', '07-材料清单.pdf', 'case.json', 'national.json', 'manifest.json',
  ])

  // The month, on the screen and on paper.
  await menu(page, '统计报表')
  const row = (label: string) => page.locator('.figures tr', { has: page.getByText(label, { exact: true }) })
  await row('受理数').waitFor()
  await soon(() => row('受理数').locator('td').first().innerText()).toBe('1件')
  await soon(() => row('协议涉及金额').locator('td').first().innerText()).toBe('1,200.50元')
  await lookAround(page, 'statistics')
  await press(page, '生成 PDF 报告')
  const report = pdfText(await savedPath(page))
  for (const words of [committee.name, '2026年11月', '受理数', '1,200.50元', '100.0%']) expect(report).toContain(words)
  await row('受理数').getByRole('button').click()
  await page.locator('.ant-drawer').getByText('（2026）赤物人调字第001号').click()
  await page.getByRole('heading', { name: '（2026）赤物人调字第001号' }).waitFor()

  await menu(page, '设置')
  await page.getByText('程序版本').waitFor()
  await lookAround(page, 'settings')

  // Out of this computer and into another.
  await menu(page, '案件')
  await page.getByText('已办结').waitFor()
  await lookAround(page, 'cases')
  await press(page, '导出')
  const bundle = await savedPath(page.locator('.ant-notification'))
  expect(misdeeds).toEqual([])

  const other = await newOffice(browser)
  await setUp(other.page)
  await menu(other.page, '案件')
  await other.page.getByLabel('案件交换文件').setInputFiles(bundle)
  await other.page.getByText('导入完成：新增 1 件，相同跳过 0 件').waitFor()
  await other.page.getByText('清源物业服务有限公司').waitFor()
  await press(other.page, '导出')
  const again = JSON.parse(readFileSync(await savedPath(other.page.locator('.ant-notification')), 'utf8')) as { cases: unknown }
  expect(again.cases).toEqual((JSON.parse(readFileSync(bundle, 'utf8')) as { cases: unknown }).cases)
  expect(other.misdeeds).toEqual([])
}, 180_000)
