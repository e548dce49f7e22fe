/**
 * Pictures of every screen at 1366 × 768, on the worked cases and a few running ones: docs/screenshots/. Another size and
 * folder, to look at: `npm run screenshots -- --size 1093x614 --to /tmp/pictures`.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import exceljs from 'exceljs'
import type { Call, CommandName, Input } from '../src/core/contract.ts'
import type { Result } from '../src/core/base/result.ts'
import { createApp } from '../src/main/app.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'
import { pageRoot, serveLoopback } from '../src/main/loopback.ts'
import { enter, NOW, openPage, PASSWORD, startBrowser } from '../test/e2e/page/browser.ts'
import { openByNumber, shut as shutAll } from '../test/e2e/page/every-screen.ts'
import { choose, fieldOf, giveUp, menu as toSection, press, pressPaper, putKeyAway, write } from '../test/e2e/page/hands.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const given = parseArgs({ options: { size: { type: 'string', default: '1366x768' }, to: { type: 'string', default: join(root, 'docs/screenshots') } } }).values
const pictures = resolve(given.to)
const [width = 1366, height = 768] = given.size.split('x').map(Number)
const workedCases = readFileSync(join(root, 'test/fixtures/worked-cases.json'), 'utf8')

const SAMPLE_KEY = '7Q4MX-2FRD8-KW05P-93HTB-CZ6NA-1VGE4-S8YJ7-0PX3D-M5RQ2-T6CWK-4BN9F-HD17Z-E0G8S'

const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

type Names = { readonly applicant: string; readonly respondent: string; readonly company?: boolean }

const application = (type: string, appliedOn: string, facts: string, claims: string[], room: string, names: Names) => ({
  source: 'application', type, appliedOn, facts, claims,
  place: { regionCode: '421281002', community: '望山社区', estate: '清源小区', building: room.split('-')[0]!, room: room.split('-')[1]! },
  parties: [
    { side: 'applicant', kind: 'person', name: names.applicant, phone: '13900000011' },
    { side: 'respondent', kind: names.company ? 'organisation' : 'person', name: names.respondent },
  ],
}) as unknown as Input<'case.register'>

/** Running cases in each stage, so that the list shows what a working day looks like. Gives the file numbers of two of them. */
const runningCases = async (call: Call) => {
  const start = async (input: Input<'case.register'>, acceptedOn?: string): Promise<string> => {
    const { file } = await must(call('case.register', input))
    if (acceptedOn) {
      await must(call('case.accept', {
        caseId: file.id, acceptedOn,
        mediators: [{ mediatorId: 'm1', duty: 'presiding' }, { mediatorId: 'm3', duty: 'assisting' }],
      }))
    }
    return file.id
  }
  await start(application('WY04', '2026-10-10', '车位被长期占用。', ['腾退车位'], '2栋-302', { applicant: '沈岚', respondent: '周立' }), '2026-10-12')
  await start(application('WY22', '2026-10-26', '邻居在楼道散养大型犬。', ['拴养并清理楼道'], '8栋-201', { applicant: '林晓', respondent: '陈立新' }), '2026-10-27')
  const agreed = await start(application(
    'WY06', '2026-11-09', '申请人反映屋面防水层开裂，顶楼卧室雨后渗水，多次向物业公司报修，一个月未修复。双方对维修时间和已受潮的衣柜如何赔偿有争议。',
    ['修复屋面防水层', '赔偿衣柜损失1,600元'], '7栋-1101', { applicant: '周立', respondent: '清源物业服务有限公司', company: true },
  ), '2026-11-10')
  await must(call('session.record', { caseId: agreed, session: {
    startAt: '2026-11-12T09:00', endAt: '2026-11-12T10:20', place: '望山社区调解室', kind: 'joint', withParties: ['p1', 'p2'], attendees: ['何平', '罗毅'],
    confidential: false, result: 'continue', record: '告知双方权利义务。申请人陈述渗水经过并出示照片，物业公司认可屋面开裂，对衣柜损失数额有异议。',
  } as never }))
  await must(call('session.record', { caseId: agreed, session: {
    startAt: '2026-11-18T14:30', endAt: '2026-11-18T15:00', place: '望山社区调解室', kind: 'separate', withParties: ['p2'],
    confidential: true, record: '物业公司表示可以承担一千二百元。',
  } as never }))
  await must(call('agreement.save', { caseId: agreed, agreement: {
    form: 'written', reachedOn: '2026-11-20', whole: true, facts: '申请人7栋1101室卧室因屋面防水层开裂渗水，衣柜受潮。', issues: '屋面维修时间；衣柜损失数额。', copies: 3,
    terms: [
      { kind: 'act', obligor: 'p2', obligee: 'p1', dueOn: '2026-12-05', manner: '委托有资质的单位施工', place: '清源小区7栋屋面', text: '清源物业服务有限公司于2026年12月5日前修复7栋屋面防水层，并经一次雨后查看无渗漏。' },
      { kind: 'payment', obligor: 'p2', obligee: 'p1', amountFen: 140_950, dueOn: '2026-12-10', manner: '银行转账', text: '清源物业服务有限公司于2026年12月10日前赔偿周立衣柜损失。' },
    ],
  } as never }))
  const mediating = await start(application('WY08', '2026-11-16', '楼上周末装修，电钻声影响老人休息。', ['周末不装修'], '5栋-1402', { applicant: '余明', respondent: '1502室业主' }), '2026-11-17')
  await must(call('appointment.save', { caseId: mediating, appointment: {
    startAt: '2026-11-24T09:30', endAt: '2026-11-24T10:30', place: '望山社区调解室', kind: 'joint', mediatorIds: ['m1', 'm3'], partyIds: ['p1', 'p2'],
  } as never }))
  await must(call('appointment.save', { caseId: agreed, appointment: {
    startAt: '2026-11-24T10:00', endAt: '2026-11-24T11:00', place: '望山社区调解室', kind: 'joint', mediatorIds: ['m3'], partyIds: ['p1', 'p2'], note: '协议签名',
  } as never }))
  // Many owners behind one name, something for another body, a risk.
  const many = await start({
    ...application('WY10', '2026-11-12', '电梯广告和快递柜场地费收了三年，没有公布过收支；另有住户在楼顶私自搭建，业主要求一并处理，群里有人扬言到市政府门前反映。', ['公布公共收益收支', '退还多收的停车费'], '3栋-101', { applicant: '沈岚等业主', respondent: '清源物业服务有限公司', company: true }),
    difficult: true,
  }, '2026-11-13')
  await must(call('headList.save', {
    caseId: many, partyId: 'p1', rows: ['沈岚', '余明', '陈立新', '林晓', '周立', '王𫖯', '李𬀩', '罗敏'].map((name, at) => ({
      id: `h${at + 1}`, name, phone: `139000000${20 + at}`, room: `3栋1单元${at + 1}01室`, areaM2: 88.5 + at, amountFen: 24_000 + at * 150,
    })),
  } as never))
  await must(call('referral.record', { caseId: many, referral: { toBody: '市城管执法局', sentOn: '2026-11-14', matter: '楼顶私自搭建，请依法查处', replyDueOn: '2026-11-30' } as never }))
  await must(call('referral.record', { caseId: many, referral: { toBody: '市住建局', sentOn: '2026-11-13', matter: '公共收益公示，请督促物业企业', replyDueOn: '2026-11-20' } as never }))
  await must(call('risk.raise', { caseId: many, risk: { raisedOn: '2026-11-20', kind: 'petition', level: 'serious', description: '业主群里有人约定本周四到市政府门前反映，约二十人。' } as never }))
  await must(call('attachment.add', { caseId: many, name: '楼顶搭建照片.jpg', content: Buffer.from('照片').toString('base64') }))
  // Agreed and not paid: the ledger of performance, a demand.
  const owing = await start(application('WY01', '2026-10-16', '被申请人欠交物业费，称电梯常停。', ['支付物业费'], '6栋-502', { applicant: '罗敏', respondent: '陈立新' }), '2026-10-19')
  await must(call('agreement.save', { caseId: owing, agreement: {
    form: 'written', reachedOn: '2026-10-28', whole: true, facts: '陈立新欠交2025年1月至12月物业费。', issues: '欠费数额和付款时间。', copies: 3,
    terms: [
      { kind: 'payment', obligor: 'p2', obligee: 'p1', amountFen: 120_000, dueOn: '2026-11-15', manner: '银行转账', text: '陈立新于2026年11月15日前（含当日）以银行转账的方式向罗敏支付物业费1,200.00元（大写：壹仟贰佰元整）。' },
      { kind: 'act', obligor: 'p1', obligee: 'p2', dueOn: '2026-11-10', manner: '委托电梯公司检修', place: '清源小区6栋', text: '罗敏于2026年11月10日前报修6栋电梯并公示检修结果。' },
    ],
  } as never }))
  await must(call('agreement.conclude', { caseId: owing, effectiveOn: '2026-10-28' }))
  await must(call('performance.record', { caseId: owing, entry: { termId: 't2', on: '2026-11-08', state: 'done' } as never }))
  await must(call('performance.record', { caseId: owing, entry: { termId: 't1', on: '2026-11-15', state: 'partly', amountFen: 50_000, note: '先付一部分' } as never }))
  await start(application(
    'WY05', '2026-11-22', '申请人厨房顶板渗水，橱柜受潮变形。双方对渗水原因和修复费用有争议。', ['修复渗水部位', '赔偿橱柜损失1,200元'], '3栋-802', { applicant: '余明', respondent: '沈岚' },
  ))
  const numberOf = async (caseId: string): Promise<string> => (await must(call('case.show', { caseId }))).file.fileNo!
  return { many: await numberOf(many), owing: await numberOf(owing) }
}

rmSync(pictures, { recursive: true, force: true })
mkdirSync(pictures, { recursive: true })
/** A folder of a fixed name: its path is in the pictures. */
const workplace = join(tmpdir(), '物业调解演练')
rmSync(workplace, { recursive: true, force: true })
const folders = { data: join(workplace, '资料'), out: join(workplace, '输出') }
const ports = await hostPorts({ data: folders.data, out: folders.out, clock: fixedClock(NOW as never), open: false }, 'page')
const call = createApp(ports)
/** As the page sees it: the recovery key of every run is another one, its picture is always the same. */
const shown = (async (name: CommandName, input: never) => {
  const answer = await call(name, input)
  return answer.ok && name === 'office.setUp' ? { ok: true, value: { ...answer.value, recoveryKey: SAMPLE_KEY } } : answer
}) as Call
const host = await serveLoopback(shown, pageRoot)
const browser = await startBrowser()
try {
  const { page, misdeeds } = await openPage(browser, host.address, { width, height })
  // The page's own clock says when something was saved.
  await page.clock.setFixedTime(new Date(`${NOW}:00+08:00`))
  const picture = async (name: string): Promise<void> => {
    await page.mouse.move(0, height - 1)
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(pictures, `${name}.png`) })
    console.log(`${name}.png`)
  }
  const menu = (name: string): Promise<void> => toSection(page, name)
  const openCase = async (words: string): Promise<void> => {
    await menu('案件')
    await page.locator('.case-table').getByText(words, { exact: true }).first().click()
    await page.locator('.case-head').waitFor()
  }
  const tab = (name: string): Promise<void> => page.getByRole('tab', { name }).click()
  /** From the top: the bar would lie over the choice. */
  const part = async (name: string): Promise<void> => {
    await page.evaluate(() => window.scrollTo(0, 0))
    await page.locator('.ant-segmented').getByText(name, { exact: true }).click()
  }
  const statisticsPart = (name: string): Promise<void> => page.locator('.statistics-parts').getByText(name, { exact: true }).click()
  const shut = (): Promise<void> => shutAll(page)
  /** A stretch of pictures that needs none of the others: what goes wrong in one is said at the end. */
  const scene = async (name: string, act: () => Promise<void>): Promise<void> => {
    try {
      await act()
    } catch (error) {
      misdeeds.push(`${name}: ${String(error)}`)
      await page.screenshot({ path: join(pictures, `failed-${name}.png`) })
      await page.reload()
      await page.locator('.bar-menu').waitFor()
    }
  }
  /** Says yes where the program asks whether what was typed may go. */
  const leave = async (): Promise<void> => {
    const sure = page.getByRole('button', { name: '离开，不保存', exact: true })
    await page.waitForTimeout(300)
    if (await sure.count() > 0) await sure.click()
  }

  await fieldOf(page, '调委会名称').waitFor()
  const { office, mediators } = JSON.parse(workedCases) as { office: Record<string, string>; mediators: { name: string }[] }
  await write(fieldOf(page, '调委会名称'), office['name']!)
  await write(fieldOf(page, '行政区划代码'), office['regionCode']!)
  await write(fieldOf(page, '编号用字'), office['numberWord']!)
  await write(fieldOf(page, '对接的人民法院'), office['court']!)
  await picture('set-up-committee')
  await press(page, '下一步')
  await write(fieldOf(page, '姓名'), mediators[0]!.name)
  await press(page, '添加调解员')
  await picture('set-up-mediators')
  await write(fieldOf(page, '姓名', 1), mediators[1]!.name)
  await press(page, '下一步')
  await write(fieldOf(page, '账户名'), '何平')
  await write(fieldOf(page, '密码'), PASSWORD)
  await write(fieldOf(page, '再输一次密码'), PASSWORD)
  await page.getByText('这是演练资料').click()
  await picture('set-up-account')
  await press(page, '完成设立')
  await page.locator('.key-group').first().waitFor()
  await picture('recovery-key')
  await putKeyAway(page)
  await page.getByText('还没有案件').waitFor()
  await menu('案件')
  await page.getByText('还没有案件').waitFor()
  await picture('cases-empty')

  // The fixture's own register takes the place of the two that were typed.
  await must(call('office.change', { mediators: [] }))
  await must(call('bundle.import', { content: workedCases }))
  const numbers = await runningCases(call)
  await page.reload()
  await menu('待办')
  await page.locator('.task').first().waitFor()
  await picture('tasks')
  await menu('案件')
  await page.getByText('（2026）赤物人调字第001号').waitFor()
  await picture('cases')
  await page.getByLabel('查找案件').fill('1802')
  await page.waitForTimeout(500)
  await picture('cases-search')

  await menu('登记申请')
  await choose(fieldOf(page, '纠纷类型'), '停车位、车库、停车费')
  await write(fieldOf(page.locator('.party').nth(0), '姓名'), '余明')
  await write(fieldOf(page.locator('.party').nth(0), '证件号码'), '429999196503120019')
  await page.evaluate(() => window.scrollTo(0, 0))
  await picture('register')
  await press(page, '保存登记')
  await picture('register-with-mistakes')
  await menu('案件')
  await press(page, '离开，不保存')

  await openCase('（未受理）')
  await picture('case-applied')
  await press(page, '受理')
  await picture('case-accept')
  await page.getByRole('dialog').getByText('取消').click()
  await press(page, '更正登记内容')
  await fieldOf(page, '纠纷简要情况').scrollIntoViewIfNeeded()
  await picture('case-correct')

  await openCase('（2026）赤物人调字第001号')
  await picture('case-overview')
  await tab('调解记录')
  await picture('case-sessions')
  await tab('证据')
  await picture('case-evidence')
  await tab('文书')
  await pressPaper(page, '生成《人民调解协议书》')
  await page.locator('.saved-file').waitFor()
  await picture('case-papers')
  await tab('附件')
  for (const [name, size] of [['厨房顶板渗水照片.jpg', 184_320], ['橱柜维修报价单.pdf', 61_440]] as const) {
    await page.getByLabel('要添加的附件').setInputFiles({ name, mimeType: 'application/octet-stream', buffer: Buffer.alloc(size, name) })
    await page.getByText(name).waitFor()
  }
  await press(page, '取出橱柜维修报价单.pdf')
  await page.locator('.saved-file:visible').waitFor()
  // With the page's clock standing still, messages would never leave.
  const hideMessages = (): Promise<void> => page.locator('.ant-message').evaluate((element: HTMLElement) => {
    element.style.display = 'none'
  })
  await hideMessages()
  await picture('case-attachments')

  await openCase('噪声')
  await picture('case-deadlines')
  await press(page, '更多办理')
  await page.getByRole('menuitem', { name: '转处、移送' }).click()
  await fieldOf(page.getByRole('dialog'), '移送给哪个单位').waitFor()
  await picture('case-transfer')
  await giveUp(page.getByRole('dialog'))
  await press(page, '记录调解')
  await picture('case-session-form')

  await openCase('屋面、外墙、公共管道维修')
  await tab('协议')
  await picture('case-agreement')
  await press(page, '修改协议')
  await page.evaluate(() => window.scrollTo(0, 380))
  await picture('case-agreement-form')
  await giveUp(page)
  await press(page, '协议生效')
  await picture('case-conclude')

  await shut()
  const dialog = page.getByRole('dialog')
  await scene('旧案', async () => {
    await openCase('（2026）赤物人调字第012号')
    await tab('相近案例')
    await page.waitForTimeout(500)
    await picture('case-alike')
    await press(page, '写成匿名案例')
    await page.locator('.training-text').waitFor()
    await picture('case-training')
    await shut()
    await tab('以往样子')
    await page.getByText('登记进来').or(page.getByText('哪一天')).first().waitFor()
    await picture('case-history')

  })
  await scene('履行和送法院', async () => {
    await openByNumber(page, numbers.owing)
    await tab('协议')
    await page.locator('.ledger').first().scrollIntoViewIfNeeded()
    await picture('case-performance')
    await press(page, '登记督促')
    await page.getByRole('dialog').locator('.field').first().waitFor()
    await picture('case-demand')
    await shut()
    for (const button of ['登记履行情况', '登记司法确认', '归档'] as const) {
      await press(page, button)
      await page.getByRole('dialog').locator('.field').first().waitFor()
      await picture(button === '归档' ? 'case-archive' : button === '登记履行情况' ? 'case-record-performance' : 'case-confirmation')
      await shut()
    }
    await tab('协议')
    await press(page, '逐项宣读协议')
    await page.getByRole('dialog', { name: '宣读协议' }).waitFor()
    await picture('read-aloud')
    await press(page, '不记录，退出')
    await tab('文书')
    const court = page.locator('.ant-card', { hasText: '打包送法院的材料' })
    await pressPaper(page, '签发《人民调解协议书》')
    await page.getByRole('button', { name: '取出人民调解协议书第1版' }).waitFor()
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture('papers-issued')
    await pressPaper(page, '预览《人民调解协议书》')
    await page.locator('.preview-page, .ant-modal canvas, .ant-modal img').first().waitFor()
    await page.waitForTimeout(1500)
    await picture('paper-preview')
    await shut()
    await press(page, '核对卷宗')
    await page.locator('.findings').first().waitFor()
    await page.locator('.findings').first().scrollIntoViewIfNeeded()
    await picture('dossier')
    await press(court, '预检')
    await court.locator('.ant-alert, .findings').first().waitFor()
    await court.scrollIntoViewIfNeeded()
    await picture('court-card')
    await press(court, '打包送法院')
    await dialog.getByText('送出的个人信息').waitFor()
    await page.waitForTimeout(500)
    await picture('court-preflight')
    await dialog.locator('.ant-modal-body').evaluate(element => element.scrollIntoView({ block: 'end' }))
    await picture('court-preflight-end')
    await press(dialog, '核对无误，打包')
    const sureToPack = page.getByRole('button', { name: '仍要打包' })
    await sureToPack.or(court.locator('.saved-file')).first().waitFor()
    if (await sureToPack.count() > 0) {
      await picture('court-refused')
      await sureToPack.click()
    }
    await court.locator('.saved-file').waitFor()
    await press(page, '登记法院答复')
    await dialog.locator('.field').first().waitFor()
    await picture('court-answer')
    await shut()

  })
  await scene('多户案件', async () => {
    await openByNumber(page, numbers.many)
    await page.locator('.checklist, .step-line').first().waitFor()
    await picture('case-steps')
    await page.getByRole('button', { name: /全部步骤/ }).click()
    await page.waitForTimeout(400)
    await picture('case-steps-all')
    await tab('名册')
    await picture('case-heads')
    await tab('移送与风险')
    await picture('case-letters')
    await press(page, '登记报告')
    await dialog.locator('.field').first().waitFor()
    await picture('case-risk')
    await shut()
    await page.getByRole('button', { name: '移送材料' }).first().click()
    await dialog.getByText('打包移送材料').first().waitFor()
    await picture('transfer-package')
    await shut()
    await press(page, '达成协议')
    await page.locator('.term').first().waitFor()
    await press(page, '从条款库添加')
    await dialog.getByText('一次付清物业费').waitFor()
    await picture('clauses')
    await press(dialog, '完成')
    await press(page, '新建计算表')
    await write(fieldOf(dialog, '建筑面积'), '98.5')
    await write(fieldOf(dialog, '第一日'), '2025-01-01')
    await write(fieldOf(dialog, '最后一日'), '2025-12-31')
    await write(fieldOf(dialog, '单价'), '1.85')
    await picture('fee-worksheet')
    await giveUp(dialog)
    await page.getByRole('button', { name: '分期付款' }).click()
    await dialog.locator('#instalments_totalFen').fill('3000')
    await dialog.locator('#instalments_first').fill('2026-12-01')
    await dialog.locator('#instalments_day').fill('15')
    await dialog.locator('#instalments_count').fill('3')
    await page.waitForTimeout(600)
    await picture('instalments')
    await giveUp(dialog)
    await giveUp(page)
    await leave()
    await press(page, '更多办理')
    await page.waitForTimeout(300)
    await picture('case-more')
    await page.getByRole('menuitem', { name: '延长期限', exact: true }).click()
    await dialog.locator('.field').first().waitFor()
    await picture('case-extend')
    await shut()
    await press(page, '更多办理')
    await page.getByRole('menuitem', { name: '更正已记录的内容', exact: true }).click()
    await page.locator('.page .form-buttons').waitFor()
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture('case-amend')
    await giveUp(page)
    await leave()

  })
  await scene('案件列表', async () => {
    await menu('案件')
    await press(page, '筛选')
    await page.locator('.ant-drawer').first().waitFor()
    await page.waitForTimeout(400)
    await picture('cases-filter')
    await shut()
    await press(page, '成批打印')
    await dialog.locator('.field, .ant-select').first().waitFor()
    await picture('batch-print')
    await shut()
    await page.getByRole('button', { name: /^外带/ }).click()
    await dialog.getByText('带出').first().waitFor()
    await picture('take-along')
    await shut()
    const ledger = new exceljs.Workbook()
    const sheet = ledger.addWorksheet('2019')
    sheet.addRow(['物业纠纷调解台账'])
    sheet.addRow(['序号', '编号', '当事人甲', '联系电话', '对方', '小区名称', '受理日期', '纠纷类别', '承办人', '调解结果', '结案时间', '涉案金额', '履行情况', '天气'])
    for (let index = 1; index <= 30; index += 1)
      sheet.addRow([index, `物调2019-${index}`, `业主${index}`, 13_900_000_000 + index, '清源物业服务有限公司', '清源小区', new Date(Date.UTC(2019, 2, index)), '漏水', '何平', '调解成功', index === 7 ? '元月五日' : '2019年5月20日', '1,234.50元', '已履行', '晴'])
    await page.getByLabel('旧台账文件').setInputFiles({ name: '2019年台账.xlsx', mimeType: 'application/octet-stream', buffer: Buffer.from(await ledger.xlsx.writeBuffer()) })
    const wizard = page.locator('.ant-modal', { hasText: '导入旧台账' })
    await wizard.getByText(/读到 30 行/).waitFor()
    await picture('ledger-columns')
    for (const [name, file] of [[/^问题/, 'ledger-problems'], [/^导入以后的样子/, 'ledger-preview'], [/^缺的内容/, 'ledger-gaps']] as const) {
      await wizard.getByRole('tab', { name }).click()
      await picture(file)
    }
    await giveUp(wizard)

  })
  await scene('会议', async () => {
    await menu('会议')
    await press(page, '准备会议')
    await page.getByRole('menuitem', { name: '联席会议' }).click()
    await page.locator('.form-buttons').waitFor()
    await write(fieldOf(page, '参加人和单位'), '何平、宋宁、罗毅、市住建局、望山社区')
    await write(fieldOf(page, '地点'), '本会会议室')
    await press(page, '添加决定')
    await write(fieldOf(page, '决定1'), '约见清源物业负责人，核对公共收益账目')
    await write(fieldOf(page, '负责人或单位'), '何平')
    await write(fieldOf(page, '完成期限'), '2026-11-27')
    await page.evaluate(() => window.scrollTo(0, 0))
    await picture('meeting-form')
    await press(page, '保存会议')
    await page.getByText('没有落实的决定（1）').waitFor()
    await picture('meetings')

  })
  await scene('制度', async () => {
    await menu('制度')
    await press(page, '采用第一批草案（12 项）')
    await page.getByLabel('选择《期限细则》').check()
    await picture('rules')
    await page.getByRole('button', { name: /^会议通过/ }).click()
    await write(fieldOf(dialog, '哪次会议'), '第一次委员会议')
    await write(fieldOf(dialog, '施行日期'), '2026-11-23')
    await picture('rule-adopt')
    await press(dialog, '登记通过')
    await page.getByText('第1版，2026年11月23日起').waitFor()
    await press(page, '期限细则')
    await page.locator('.markdown').first().waitFor()
    await picture('rule')
    await menu('制度')
    await press(page, '调解程序')
    await page.locator('.markdown').first().waitFor()
    const stepsTable = page.locator('.ant-card', { has: page.locator('.ant-card-head-title').getByText('办理步骤', { exact: true }) })
    await stepsTable.evaluate(card => window.scrollTo(0, card.getBoundingClientRect().top + window.scrollY - 64))
    await picture('procedure')
    await menu('设置')
    await part('期限与节假日')
    await press(page, '修改一般调解')
    await write(fieldOf(dialog, '多少日'), '45')
    await picture('parameter')
    await press(dialog, '写成草案')
    const compared = page.locator('.ant-card', { hasText: '比较两个版本' })
    await compared.scrollIntoViewIfNeeded()
    await picture('rule-compare')
  })
  await menu('日程')
  await page.waitForTimeout(500)
  await picture('schedule')
  await menu('函件')
  await page.waitForTimeout(500)
  await picture('letters')
  await page.getByRole('tab', { name: '收发文登记' }).click()
  await page.waitForTimeout(300)
  await picture('letter-book')
  await page.getByRole('tab', { name: '单位名录' }).click()
  await page.waitForTimeout(300)
  await picture('directory')
  await scene('送出登记', async () => {
    await menu('送出登记')
    await page.locator('.page h1').waitFor()
    await picture('exports')
  })
  await menu('通讯录')
  await page.waitForTimeout(500)
  await picture('contacts')
  await press(page, '添加联系人')
  await dialog.locator('.field').first().waitFor()
  await picture('contact')
  await shut()
  await menu('统计报表')
  await page.getByLabel('上一期').click()
  await page.getByRole('heading', { name: '2026年10月' }).waitFor()
  await picture('statistics')
  await page.locator('.figures tr', { has: page.getByText('办结数', { exact: true }) }).getByRole('button').first().click()
  await page.locator('.ant-drawer .case-row').first().waitFor()
  await picture('statistics-cases')
  await shut()
  await page.locator('.chart:visible').last().scrollIntoViewIfNeeded()
  await picture('statistics-charts')
  await page.evaluate(() => window.scrollTo(0, 0))
  await statisticsPart('报告与确认')
  await page.getByRole('button', { name: '确认本期' }).waitFor()
  await picture('report')
  await must(call('period.export', { from: '2026-10-01', to: '2026-10-31' }))
  await statisticsPart('汇总')
  await page.waitForTimeout(300)
  const dataFile = readdirSync(folders.out).find(name => name.includes('月报数据') || name.includes('数据文件') || (name.includes('2026年10月') && name.endsWith('.json')))!
  await page.locator('input[type=file]').first().setInputFiles(join(folders.out, dataFile))
  await page.getByText('2026年10月汇总（1 个调委会）').waitFor()
  await picture('roll-up')
  await statisticsPart('报送日历')
  await page.getByRole('button', { name: '添加物业纠纷调解情况月报' }).click()
  await write(fieldOf(dialog, '下个月几日到期'), '5')
  await write(fieldOf(dialog, '从哪一期起'), '2026-10-01')
  await press(dialog, '保存')
  await page.getByText(/超期/).first().waitFor()
  await picture('duties')
  await menu('待办')
  await page.locator('.task').first().waitFor()
  await picture('dashboard')
  await page.locator('.task').first().scrollIntoViewIfNeeded()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await picture('tasks-end')

  await menu('案件')
  const bundle = JSON.parse(workedCases) as { cases: Record<string, unknown>[] }
  bundle.cases[0]!['appliedOn'] = '2026-02-30'
  bundle.cases[4]!['claims'] = '一件事'
  const take = (name: string): Promise<void> =>
    page.getByLabel('案件交换文件').setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(bundle)) })
  await take('有错误的案件.json')
  await page.getByText('没有导入任何内容。请改正后再导入').waitFor()
  await picture('import-mistakes')
  await press(page, '知道了')
  bundle.cases = (JSON.parse(workedCases) as typeof bundle).cases
  bundle.cases[0]!['facts'] = '2026年9月起渗水，责任不明。'
  bundle.cases[1]!['appliedOn'] = '2026-10-14'
  await take('另一台电脑的案件.json')
  await page.getByText('请逐条选择').waitFor()
  await picture('import-conflicts')
  await press(page, '取消导入')

  await menu('数据安全')
  await press(page, '立即备份')
  await page.locator('.saved-file').waitFor()
  await page.getByRole('button', { name: /^试恢复/ }).click()
  await page.getByText(/^试恢复成功/).waitFor()
  await press(page, '检查资料')
  await page.getByText('没有发现问题').waitFor()
  await press(page, '自检文件夹')
  await page.locator('.folder-steps').waitFor()
  // What differs from run to run: the store's number, sizes, the space on this disk.
  await page.evaluate(() => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    while (texts.nextNode()) {
      const text = texts.currentNode
      text.nodeValue = text.nodeValue!.replace(/备份-[0-9a-f]{6}_/, '备份-23e865_').replace(/^[\d.]+ KB$/, '265.6 KB').replace(/剩余 [\d,]+ MB/, '剩余 77,295 MB')
    }
  })
  await picture('safety')
  await press(page, '核对日志')
  await page.getByText('没有被改动').waitFor()
  await press(page, '刷新')
  await page.locator('.audit').scrollIntoViewIfNeeded()
  await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
  await picture('safety-audit')

  await menu('设置')
  await picture('settings')
  for (const [title, name] of [
    ['期限与节假日', 'settings-deadlines'], ['条款库', 'settings-clauses'], ['文书用语', 'settings-wording'], ['编号和模板', 'settings-papers'],
    ['调解', 'settings-sessions'], ['回避申报', 'settings-relations'], ['名录', 'settings-registers'], ['字号与关于', 'settings-about'],
  ] as const) {
    await part(title)
    await page.waitForTimeout(500)
    await picture(name)
  }
  await part('名录')
  await page.locator('.register-kind').click()
  await page.locator('.ant-select-dropdown:visible .ant-select-item-option').getByText('小区', { exact: true }).click()
  await page.getByRole('button', { name: /清源小区/ }).first().click()
  await page.locator('.ant-drawer').getByText('近十二个月').first().waitFor()
  await page.waitForTimeout(400)
  await picture('estate')
  await shut()
  await page.keyboard.press('F1')
  await page.getByLabel('查找帮助').waitFor()
  await page.waitForTimeout(400)
  await picture('help')
  await press(page, '十分钟导览')
  await page.locator('.ant-tour').waitFor()
  await page.waitForTimeout(500)
  await picture('tour')
  await page.getByLabel('结束导览').click()
  await must(call('comfort.save', { textSize: 'huge' }))
  await page.reload()
  await menu('待办')
  await page.locator('.task').first().waitFor()
  await picture('tasks-huge')
  await must(call('comfort.save', { textSize: 'standard' }))
  for (const [name, roles] of [['罗毅', ['mediator']], ['陈立新', ['registrar', 'archivist']]] as const)
    await must(call('account.save', { account: { name, roles: [...roles] }, password: PASSWORD }))
  await page.reload()
  await menu('设置')
  await page.locator('.ant-segmented').getByText('账户', { exact: true }).click()
  await page.getByText('陈立新').waitFor()
  await picture('accounts')
  await press(page, '锁定')
  await fieldOf(page, '密码').waitFor()
  await picture('unlock')
  await press(page, '忘记密码')
  await picture('forgotten-password')

  // A second program on the same folder finds it taken.
  const second = await hostPorts({ data: folders.data, out: folders.out, clock: fixedClock(NOW as never), open: false }, 'page')
  const other = await serveLoopback(createApp(second), pageRoot)
  await enter(page, other.address)
  await page.getByText('现在打不开资料').waitFor()
  // The number of the other program differs from run to run.
  await page.locator('.reason').evaluate(element => {
    element.textContent = element.textContent.replace(/\d+/, '4321')
  })
  await picture('unavailable')
  await other.close()
  await second.store.close()
  if (misdeeds.length > 0) throw new Error(misdeeds.join('\n'))
} finally {
  await browser.close()
  await host.close()
  await ports.store.close()
  rmSync(workplace, { recursive: true, force: true })
}
