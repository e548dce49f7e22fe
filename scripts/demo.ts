/** The main job on the worked cases, without a window: leaves PDFs, the zip and the bundle in demo-output/. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LocalTime } from '../src/core/base/dates.ts'
import type { Call } from '../src/core/contract.ts'
import type { Result } from '../src/core/base/result.ts'
import { costlyFindings } from '../src/core/court/court-precheck.ts'
import { createApp } from '../src/main/app.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const out = join(root, 'demo-output')
const data = mkdtempSync(join(tmpdir(), 'mediation-demo-'))
const now = '2026-11-23T09:00' as LocalTime

const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}
const say = (what: string, path?: string): void => console.log(path ? `${what}：${relative(root, path)}` : what)

rmSync(out, { recursive: true, force: true })
const ports = await hostPorts({ data, out, clock: fixedClock(now), open: false }, 'script')
const call: Call = createApp(ports)
try {
  await must(call('office.setUp', {
    office: { name: '赤壁市物业纠纷人民调解委员会', regionCode: '421281', numberWord: '赤物', court: '赤壁市人民法院' },
    mediators: [],
    account: { name: '演示', password: '演示用的密码2026' },
    rehearsal: true,
  }))
  say('已设立演练用的调委会。')
  const bundle = join(root, 'test/fixtures/worked-cases.json')
  const imported = await must(call('bundle.import', { path: bundle }))
  say(`已导入 ${imported.added} 个案件。`)

  const { mediators } = await must(call('office.show', {}))
  const registered = await must(call('case.register', {
    source: 'application', type: 'WY05', appliedOn: '2026-11-16',
    facts: '申请人厨房顶板渗水，橱柜受潮变形。双方对渗水原因和修复费用有争议。',
    claims: ['修复渗水部位', '赔偿橱柜损失 1,200 元'],
    place: { regionCode: '421281001', community: '望山社区', estate: '清源小区', building: '3栋', unit: '1单元', room: '802' },
    parties: [
      { side: 'applicant', kind: 'person', name: '余明', idKind: 'residentId', idNo: '429999196503120018', phone: '13900000001' },
      { side: 'respondent', kind: 'person', name: '周立', idKind: 'residentId', idNo: '429999197209180030', phone: '13900000003' },
    ],
  }))
  const caseId = registered.file.id
  const accepted = await must(call('case.accept', { caseId, acceptedOn: '2026-11-17', mediators: [{ mediatorId: mediators[0]!.id, duty: 'presiding' }] }))
  say(`新登记一件并受理，卷号 ${accepted.file.fileNo}。`)
  await must(call('session.record', {
    caseId,
    session: {
      startAt: '2026-11-20T09:00', endAt: '2026-11-20T10:30', place: '望山社区调解室', kind: 'joint', withParties: ['p1', 'p2'],
      record: '告知双方权利义务。现场查看后，双方就修复和赔偿达成一致。', confidential: false, result: 'settled',
    },
  }))
  await must(call('agreement.save', {
    caseId,
    agreement: {
      form: 'written', reachedOn: '2026-11-20', whole: true, copies: 3,
      facts: '渗水来自楼上厨房下水管接头。', issues: '修复责任和橱柜损失数额。',
      terms: [
        { text: '周立修复厨房下水管接头。', obligor: 'p2', obligee: 'p1', kind: 'act', dueOn: '2026-11-30', manner: '自行委托施工', place: '清源小区3栋1单元902室' },
        { text: '周立赔偿余明橱柜损失。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 120_000, dueOn: '2026-12-10', manner: '银行转账' },
      ],
    },
  }))
  await must(call('agreement.conclude', { caseId, effectiveOn: '2026-11-20' }))
  say('记录调解、达成书面协议并登记生效。')

  for (const document of ['D01', 'D02', 'D07'] as const) {
    for (const id of [caseId, 'w1']) say(`文书 ${document}`, (await must(call('document.make', { caseId: id, document }))).path)
  }
  for (const [from, to] of [['2026-09-01', '2026-09-30'], ['2026-10-01', '2026-10-31'], ['2026-11-01', '2026-11-30']] as const) {
    say(`统计报告 ${from.slice(0, 7)}`, (await must(call('report.make', { from, to, format: 'pdf' }))).path)
  }
  for (const id of [caseId, 'w1']) say('送法院材料', (await must(call('court.package', { caseId: id, acknowledged: [...costlyFindings] }))).path)
  say('案件交换文件', (await must(call('bundle.export', { path: join(out, '案件交换文件.json') }))).path)
} finally {
  await ports.store.close()
  rmSync(data, { recursive: true, force: true })
}
