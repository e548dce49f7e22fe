/** Pictures of every screen at 1366 × 768, on the worked cases and a few running ones: docs/screenshots/. */
import { mkdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Call, CommandName, Input } from '../src/core/contract.ts'
import type { Result } from '../src/core/result.ts'
import { createApp } from '../src/main/app.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'
import { pageRoot, serveLoopback } from '../src/main/loopback.ts'
import { NOW, openPage, PASSWORD, startBrowser } from '../test/e2e/browser.ts'
import { choose, fieldOf, press, putKeyAway, write, menu as toSection } from '../test/e2e/hands.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const pictures = join(root, 'docs/screenshots')
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

/** Running cases in each stage, so that the list shows what a working day looks like. Gives the ids by name. */
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
  const applied = await start(application(
    'WY05', '2026-11-22', '申请人厨房顶板渗水，橱柜受潮变形。双方对渗水原因和修复费用有争议。', ['修复渗水部位', '赔偿橱柜损失1,200元'], '3栋-802', { applicant: '余明', respondent: '沈岚' },
  ))
  return { agreed, mediating, applied }
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
  const { page, misdeeds } = await openPage(browser, host.address)
  // The page's own clock says when something was saved.
  await page.clock.setFixedTime(new Date(`${NOW}:00+08:00`))
  const picture = async (name: string): Promise<void> => {
    await page.mouse.move(0, 767)
    await page.waitForTimeout(300)
    await page.screenshot({ path: join(pictures, `${name}.png`) })
    console.log(`docs/screenshots/${name}.png`)
  }
  const menu = (name: string): Promise<void> => toSection(page, name)
  const openCase = async (words: string): Promise<void> => {
    await menu('案件')
    await page.locator('.case-table').getByText(words, { exact: true }).first().click()
    await page.locator('.case-head').waitFor()
  }
  const tab = (name: string): Promise<void> => page.getByRole('tab', { name }).click()

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
  await runningCases(call)
  await page.reload()
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
  await press(page, '生成《人民调解协议书》')
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
  await press(page.getByRole('dialog'), '取消')
  await press(page, '记录调解')
  await picture('case-session-form')

  await openCase('屋面、外墙、公共管道维修')
  await tab('协议')
  await picture('case-agreement')
  await press(page, '修改协议')
  await page.evaluate(() => window.scrollTo(0, 380))
  await picture('case-agreement-form')
  await press(page, '取消')
  await press(page, '协议生效')
  await picture('case-conclude')

  await page.keyboard.press('Escape')
  await menu('日程')
  await page.waitForTimeout(500)
  await picture('schedule')
  await menu('函件')
  await page.waitForTimeout(500)
  await picture('letters')
  await menu('通讯录')
  await page.waitForTimeout(500)
  await picture('contacts')
  await menu('统计报表')
  await page.getByLabel('上一期').click()
  await page.getByRole('heading', { name: '2026年10月' }).waitFor()
  await picture('statistics')
  await page.locator('.figures tr', { has: page.getByText('办结数', { exact: true }) }).getByRole('button').first().click()
  await page.locator('.ant-drawer .ant-table-row').first().waitFor()
  await picture('statistics-cases')
  await page.keyboard.press('Escape')

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
  for (const [part, name] of [['期限与节假日', 'settings-deadlines'], ['条款库', 'settings-clauses'], ['文书用语', 'settings-wording'], ['编号和模板', 'settings-papers']] as const) {
    await page.locator('.ant-segmented').getByText(part, { exact: true }).click()
    await page.waitForTimeout(500)
    await picture(name)
  }
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
  await page.goto(other.address)
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
