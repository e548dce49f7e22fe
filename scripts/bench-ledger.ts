/** How long an old ledger of 20,000 rows takes to be checked and taken in. Part of `npm run bench`; by itself: `node scripts/bench-ledger.ts`. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { disputeTypes, endCodes } from '../src/core/base/codes.ts'
import type { LocalTime } from '../src/core/base/dates.ts'
import { createApp } from '../src/main/app.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { xlsxOf } from '../src/main/adapters/sheets/spreadsheet.ts'
import { hostPorts } from '../src/main/host.ts'
import { machine, writeSection } from './benchmark-page.ts'
import { must } from './filled-store.ts'
import { generatedCases } from './generated-cases.ts'

const COUNT = 20_000
const TARGET = 20
/** Milliseconds between two small questions. */
const PAUSE = 5

/** A ledger of real width: fourteen columns as offices keep them. */
const ledgerOf = (count: number) => {
  const headings = ['序号', '编号', '当事人甲', '身份证号', '联系电话', '被申请人', '小区名称', '楼栋', '房号', '受理日期', '纠纷类别', '案情简介', '承办人', '调解结果', '结案时间', '涉案金额', '履行情况', '备注']
  const rows = generatedCases(count).map((file, index) => [
    index + 1, file.fileNo ?? '', file.parties[0]!.name, file.parties[0]!.idNo ?? '', file.parties[0]!.phone ?? '', file.parties[1]!.name, file.place?.estate ?? '', file.place?.building ?? '',
    file.place?.room ?? '', (file.acceptedOn ?? file.appliedOn).replaceAll('-', '.'), disputeTypes[file.type], file.facts, '何平', file.end ? endCodes[file.end.code] : '调解中', file.end?.on ?? '',
    file.agreement ? `${(file.agreement.terms[0]!.amountFen ?? 0) / 100}元` : '', file.agreement ? '已履行' : '', '',
  ])
  return { headings, rows }
}

/** Measures and writes its section. */
export const benchLedger = async (): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'mediation-bench-'))
  try {
    const { headings, rows } = ledgerOf(COUNT)
    const xlsx = await xlsxOf([{ name: '台账', columns: headings.map(title => ({ title, width: 14, text: true })), rows }], '2026-11-23T09:00')
    const csv = Buffer.from([headings, ...rows].map(row => row.join(',')).join('\r\n'))
    const lines: string[] = []
    for (const [kind, bytes] of [['.xlsx', xlsx], ['.csv', csv]] as const) {
      const ports = await hostPorts({ data: join(folder, kind), out: join(folder, 'out'), clock: fixedClock('2026-11-23T09:00' as LocalTime), open: false }, 'script')
      const call = createApp(ports)
      await must(call('office.setUp', {
        office: { name: '测试委员会', regionCode: '421281', numberWord: '测', court: '测试法院' }, mediators: [], account: { name: '何平', password: '清源小区2026' }, rehearsal: true,
      }))
      const content = Buffer.from(bytes).toString('base64')
      // What the office cannot do meanwhile: the longest time that a small question waits for its answer.
      const seconds = async (work: () => Promise<unknown>): Promise<{ took: number; busyFor: number; waited: number }> => {
        let waited = 0
        const state = { busy: true }
        const asking = (async () => {
          while (state.busy) {
            const asked = performance.now()
            await new Promise(done => setTimeout(done, PAUSE))
            await call('office.status', {})
            waited = Math.max(waited, performance.now() - asked - PAUSE)
          }
        })()
        const start = performance.now()
        const before = process.cpuUsage()
        await work()
        const took = (performance.now() - start) / 1000
        const used = process.cpuUsage(before)
        state.busy = false
        await asking
        return { took, busyFor: (used.user + used.system) / 1e6, waited }
      }
      const ready: number[] = []
      const checked = await seconds(async () => ready.push((await must(call('ledger.read', { content, street: '421281001' }))).ready))
      const taken = await seconds(async () => ready.push((await must(call('ledger.import', { content, street: '421281001', fileName: kind, leaveOut: true }))).batch.cases))
      const [batch] = (await must(call('ledger.batches', {}))).batches
      const undone = await seconds(() => must(call('ledger.undo', { batchId: batch!.id })))
      for (const [what, { took, busyFor, waited }] of [['核对', checked], ['导入（再核对一遍并存入）', taken], ['撤销', undone]] as const) {
        lines.push(`| ${kind} ${what}（${ready[0]!.toLocaleString('en')} 件，${(bytes.length / 1048576).toFixed(1)} MB） | ${took.toFixed(1)} s（处理器 ${busyFor.toFixed(1)} s），其间别的操作最久等 ${waited.toFixed(0)} ms | ≤ ${TARGET} s | ${took <= TARGET ? '达到' : busyFor <= TARGET ? '机器另有负载，按处理器时间达到' : '**未达到**'} |`)
        console.log(lines.at(-1))
      }
      await ports.store.close()
    }
    writeSection('旧台账 20,000 行', `${machine()}。读表和逐行核对在另一个线程里。\n\n| 项目 | 结果 | 目标 | |\n|---|---|---|---|\n${lines.join('\n')}`)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.main) await benchLedger()
