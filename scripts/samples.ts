/** Samples of every PDF, from the worked cases at a fixed time: docs/samples/. The same run gives the same bytes. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { localDate, type LocalTime } from '../src/core/base/dates.ts'
import type { Call } from '../src/core/contract.ts'
import { papersOf, documentTemplates } from '../src/core/documents/index.ts'
import type { DocumentContent, DocumentTemplate } from '../src/core/documents/writing/content.ts'
import { quickCard } from '../src/core/help/quick-card.ts'
import type { Result } from '../src/core/base/result.ts'
import { createApp } from '../src/main/app.ts'
import { renderPdf } from '../src/main/adapters/pdf/pdf.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'
import { workedCases, workedMediators, workedOffice } from '../test/builders.ts'

const now = '2026-11-23T09:00' as LocalTime
const today = localDate('2026-11-23')
const october = { from: '2026-10-01', to: '2026-10-31' }

const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(`${result.refusal.code}: ${result.refusal.message}`)
  return result.value
}

/** The papers of cases, each of the first worked case that has what it is made of. */
export const paperSamples: readonly DocumentTemplate[] = documentTemplates

const contentOf = (template: DocumentTemplate): DocumentContent => {
  // Best a case that suits; where none has the record it is made of, the form as it is handed out empty.
  const suiting = workedCases.filter(file => template.suits?.(file) ?? true)
  const file = suiting.find(one => template.of === undefined || template.of(one).length > 0) ?? suiting[0] ?? workedCases[0]!
  const { of } = papersOf(template, file)[0] ?? {}
  return template.write({ file, office: workedOffice, mediators: workedMediators, today, ...(of && { of: of.id }) })
}

type ReportSample = { readonly title: string; /** The file in src/core/reports that writes it. */ readonly from: string; readonly make: (call: Call) => Promise<string> }

/** The reports as the commands make them. */
export const reportSamples: readonly ReportSample[] = [
  { title: '统计报告（内部版）', from: 'period-report', make: async call => (await must(call('report.make', { ...october, format: 'pdf' }))).path },
  { title: '统计报告（公开版）', from: 'public-report', make: async call => (await must(call('report.make', { ...october, format: 'pdf', edition: 'public' }))).path },
  { title: '人民调解案件情况统计表', from: 'official-table', make: async call => (await must(call('report.officialTable', { ...october, format: 'pdf' }))).path },
  { title: '建议函', from: 'advice-letter', make: async call => {
    const period = { from: '2026-11-01', to: '2026-11-30' }
    const { figures } = await must(call('statistics.compute', period))
    const { key } = figures.find(({ id }) => id === 'repeatCompanies')!.split![0]!
    return (await must(call('report.adviceLetter', { ...period, kind: 'company', key }))).path
  } },
  { title: '汇总报告', from: 'roll-up-report', make: async call => {
    const { path } = await must(call('period.export', october))
    return (await must(call('rollUp.make', { files: [{ name: '月报数据.json', content: readFileSync(path, 'utf8') }], what: 'report', format: 'pdf' }))).path
  } },
  { title: '统计差异表', from: 'difference-sheet', make: async call => {
    await must(call('period.confirm', october))
    await must(call('case.void', { caseId: 'w4', reason: '重复登记' }))
    return (await must(call('period.differences', { ...october, format: 'pdf' }))).path
  } },
]

const make = async (): Promise<void> => {
  const out = fileURLToPath(new URL('../docs/samples/', import.meta.url))
  rmSync(out, { recursive: true, force: true })
  mkdirSync(out, { recursive: true })
  const lines: string[] = []
  const keep = (name: string, bytes: Uint8Array, title: string): void => {
    writeFileSync(join(out, name), bytes)
    lines.push(`| [${name}](${encodeURI(name)}) | ${title} | ${Math.ceil(bytes.length / 1024)} KB |`)
  }
  const options = { office: workedOffice.name, rehearsal: true, now }
  const render = (content: DocumentContent): Promise<Uint8Array> => must(renderPdf(content, options))
  for (const template of paperSamples) keep(`${template.id}.pdf`, await render(contentOf(template)), template.title)
  keep('card.pdf', await render(quickCard()), '快捷卡')

  const folder = mkdtempSync(join(tmpdir(), 'samples-'))
  const ports = await hostPorts({ data: join(folder, 'data'), out: join(folder, 'out'), clock: fixedClock(now), open: false }, 'script')
  const call = createApp(ports)
  try {
    await must(call('office.setUp', { office: workedOffice, mediators: [], account: { name: '演示', password: '演示用的密码2026' }, rehearsal: true }))
    await must(call('bundle.import', { path: fileURLToPath(new URL('../test/fixtures/worked-cases.json', import.meta.url)) }))
    for (const { title, from, make: makeReport } of reportSamples) keep(`${from}.pdf`, readFileSync(await makeReport(call)), title)
  } finally {
    await ports.store.close()
    rmSync(folder, { recursive: true, force: true })
  }
  writeFileSync(join(out, 'README.md'), `# 样张\n\n用八个示例案件在固定的时间（${now}）生成，都标“示例”；人名、号码、地址都是编的。由 \`npm run samples\` 重新生成，内容没有变的文件逐字节相同。\n\n| 文件 | 名称 | 大小 |\n|---|---|---|\n${lines.join('\n')}\n`)
  console.log(`${lines.length} 份样张已存入 docs/samples/`)
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await make()
