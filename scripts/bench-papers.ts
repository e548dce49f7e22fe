/**
 * Figures of printing against named peers, in one run on one machine, as ratios: the same two-page agreement, again and again,
 * warm. Peers: bare pdfmake with the same words and fonts, a headless Chromium's print, LibreOffice (left out by name where it
 * is absent). Then a thousand agreements in one batch: how long the main thread was held up, and memory. Part of `npm run bench`.
 */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import { localDate, type LocalTime } from '../src/core/base/dates.ts'
import { ok } from '../src/core/base/result.ts'
import type { Block, DocumentContent } from '../src/core/documents/writing/content.ts'
import { printed } from '../src/core/documents/writing/content.ts'
import { documentById } from '../src/core/documents/index.ts'
import { createApp } from '../src/main/app.ts'
import { findBrowser } from '../src/main/adapters/browser.ts'
import { bodyFamily } from '../src/main/adapters/pdf/fonts.ts'
import { renderDocx } from '../src/main/adapters/docx/docx.ts'
import { renderPdf } from '../src/main/adapters/pdf/pdf.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'
import { machine, writeSection } from './benchmark-page.ts'
import { workedCase, workedMediators, workedOffice } from '../test/builders.ts'

type Row = (what: string, value: string, target: string, met: boolean) => void

const now = '2026-11-23T09:00' as LocalTime
const options = { office: workedOffice.name, rehearsal: false, now }
const median = (times: readonly number[]): number => [...times].sort((a, b) => a - b)[Math.trunc(times.length / 2)]!
const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}

const linesOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'title': case 'letterhead': case 'number': case 'heading': case 'paragraph': return [block.text]
    case 'cover': return [block.title, ...block.lines, ...block.foot]
    case 'contents': return [block.title]
    case 'fields': case 'form': return block.rows.map(row => row.map(cell => `${cell.label} ${cell.value}`).join('　'))
    case 'table': return block.rows.map(row => row.join('　'))
    case 'signatures': return [...block.places.map(({ label, note = '' }) => `${label}（${note}）`), block.seal ?? '', block.date]
    case 'picture': return []
  }
}

/** The same words in the same sizes of the same fonts, as anyone would hand them to pdfmake. */
const barePdf = (content: DocumentContent): Promise<Uint8Array> => {
  const pdfmake = createRequire(import.meta.url)('pdfmake') as { createPdf(definition: object): { getBuffer(): Promise<Uint8Array> } }
  return pdfmake.createPdf({
    pageSize: 'A4', pageMargins: [79, 105, 74, 99], defaultStyle: { font: bodyFamily, fontSize: 16, lineHeight: 1.2 }, subset: 'PDF/A-2b', version: '1.7',
    content: content.blocks.flatMap(block => linesOf(block).map(text => ({ text, bold: block.kind === 'title' || block.kind === 'heading' }))),
  }).getBuffer()
}

const html = (content: DocumentContent): string =>
  `<!doctype html><meta charset="utf-8"><style>body{font:16pt/28pt "Noto Serif CJK SC",serif}@page{size:A4;margin:37mm 26mm 35mm 28mm}</style>${content.blocks.flatMap(linesOf).map(text => `<p>${text}</p>`).join('')}`

const one = async (row: Row, folder: string, turns: number): Promise<void> => {
  const content = printed(documentById('D07')!.write({ file: workedCase('w1'), office: workedOffice, mediators: workedMediators, today: localDate('2026-11-23') }))
  const ours: number[] = []
  const bare: number[] = []
  const printedByBrowser: number[] = []
  const executablePath = findBrowser()
  const browser = executablePath ? await chromium.launch({ executablePath, args: ['--no-sandbox'] }) : undefined
  const page = await browser?.newPage()
  for (let turn = -5; turn < turns; turn += 1) {
    // In turns, so that the machine treats all alike.
    const times = [await timed(() => renderPdf(content, options)), await timed(() => barePdf(content))] as const
    const chrome = page && turn % 10 === 0 ? await timed(async () => {
      await page.setContent(html(content))
      await page.pdf({ format: 'A4' })
    }) : undefined
    if (turn < 0) continue
    ours.push(times[0])
    bare.push(times[1])
    if (chrome !== undefined) printedByBrowser.push(chrome)
  }
  await browser?.close()
  const mine = median(ours)
  row('协议书（2 页）÷ 直接用 pdfmake（同样的字、共用字体）', `${(mine / median(bare)).toFixed(2)}（${mine.toFixed(1)} / ${median(bare).toFixed(1)} ms）`, '≤ 1.0', mine <= median(bare))
  if (printedByBrowser.length > 0) {
    const chrome = median(printedByBrowser)
    row('Chromium 打印 ÷ 协议书', `${(chrome / mine).toFixed(1)}（${chrome.toFixed(0)} ms）`, '≥ 3', chrome / mine >= 3)
  } else console.log('  Chromium 打印：这台机器没有 Chromium，跳过')
  if (spawnSync('soffice', ['--version']).status === 0) {
    const path = join(folder, 'agreement.docx')
    writeFileSync(path, await renderDocx(content, options))
    const times: number[] = []
    for (let turn = 0; turn < 3; turn += 1) times.push(await timed(() => spawnSync('soffice', ['--headless', '--convert-to', 'pdf', '--outdir', folder, path])))
    row('LibreOffice 转换 ÷ 协议书', `${(median(times) / mine).toFixed(0)}（${median(times).toFixed(0)} ms）`, '≥ 15', median(times) / mine >= 15)
  } else console.log('  LibreOffice 转换：这台机器没有 LibreOffice，跳过')
}

/**
 * How long the main thread was held at a stretch: by the clock, and by its own processor time, which other programs on the
 * machine do not lengthen. A timer asks every few milliseconds and counts from its last turn.
 */
const holding = () => {
  const most = { clock: 0, processor: 0 }
  const processor = (): number => {
    const { user, system } = process.threadCpuUsage()
    return (user + system) / 1000
  }
  let before = { clock: performance.now(), processor: processor() }
  const timer = setInterval(() => {
    const now = { clock: performance.now(), processor: processor() }
    most.clock = Math.max(most.clock, now.clock - before.clock - EVERY)
    most.processor = Math.max(most.processor, now.processor - before.processor)
    before = now
  }, EVERY)
  return (): typeof most => {
    clearInterval(timer)
    return most
  }
}
const EVERY = 5

/** The verdict on a stretch: by the clock, or by processor time where the machine held up even an idle thread. */
const heldRow = (row: Row, what: string, held: { clock: number; processor: number }, idle: { clock: number }, more = ''): void => {
  const noisy = held.clock > 50 && idle.clock > 20
  const met = held.clock <= 50 || (noisy && held.processor <= 50)
  row(what, `${held.clock.toFixed(0)} ms，其中处理器 ${held.processor.toFixed(0)} ms；同一次运行里空闲时 ${idle.clock.toFixed(0)} ms${more}${noisy ? '；机器另有负载，按处理器时间判断' : ''}`, '≤ 50 ms', met)
}

const batch = async (row: Row, folder: string, count: number): Promise<void> => {
  const ports = await hostPorts({ data: join(folder, 'batch'), out: join(folder, 'batch-out'), clock: fixedClock(now), open: false }, 'script')
  const call = createApp(ports)
  const must = async <T>(answer: Promise<{ ok: true; value: T } | { ok: false; refusal: { message: string } }>): Promise<T> => {
    const result = await answer
    if (!result.ok) throw new Error(result.refusal.message)
    return result.value
  }
  await must(call('office.setUp', { office: workedOffice, mediators: [...workedMediators], account: { name: '何平', password: '清源小区2026' }, rehearsal: true }))
  const caseIds = Array.from({ length: count }, (_, at) => `c${at}`)
  await must(ports.store.change({ command: 'bench', at: now }, office =>
    ok({ office: { ...office, cases: caseIds.reduce((all, id) => all.with({ ...workedCase('w1'), id }), office.cases) }, value: null })))
  // The first of each loads its library in the other thread.
  for (const print of [false, true]) await must(call('document.preview', { caseId: 'c0', documentId: 'D07', print }))
  await must(call('document.make', { caseId: 'c0', document: 'D07', format: 'docx' }))
  const idleStop = holding()
  await new Promise(resume => setTimeout(resume, 3000))
  const idle = idleStop()
  const singlesStop = holding()
  for (let turn = 0; turn < 20; turn += 1) {
    await must(call('document.preview', { caseId: `c${turn}`, documentId: 'D07' }))
    await must(call('document.make', { caseId: `c${turn}`, document: 'D07' }))
    await must(call('document.make', { caseId: `c${turn}`, document: 'D07', format: 'docx' }))
  }
  heldRow(row, '预览、生成 PDF 和 docx 各 20 份：主线程最久一次被占用', singlesStop(), idle)
  const memory: number[] = []
  const stop = holding()
  const took = await timed(async () => {
    const { batchId } = await must(call('batch.start', { documentIds: ['D07'], caseIds }))
    for (;;) {
      await new Promise(resume => setTimeout(resume, 200))
      memory.push(process.memoryUsage().rss)
      const { state } = await must(call('batch.progress', { batchId }))
      if (state !== 'running') break
    }
  })
  const held = stop()
  await ports.store.close()
  const folderMade = join(folder, 'batch-out', readdirSync(join(folder, 'batch-out')).find(name => !name.includes('.'))!)
  const bytes = readdirSync(folderMade).reduce((sum, name) => sum + statSync(join(folderMade, name)).size, 0)
  heldRow(row, `成批打印 ${count.toLocaleString('en')} 份协议书：主线程最久一次被占用`, held, idle, `（共 ${(took / 1000).toFixed(1)} s，${(bytes / 1048576).toFixed(1)} MB）`)
  const third = Math.trunc(memory.length / 3)
  const growth = Math.max(...memory.slice(-third)) / Math.max(...memory.slice(third, 2 * third))
  row('成批打印：后三分之一的内存 ÷ 中间三分之一', `${growth.toFixed(2)}（最多 ${(Math.max(...memory) / 1048576).toFixed(0)} MB）`, '≤ 1.2', growth <= 1.2)
}

/** Measures everything about papers and writes its section of the page; `folder` is for what is made on the way. */
export const benchPapers = async (folder: string, { turns = 100, batchOf = 1000, write = true } = {}): Promise<void> => {
  const rows: string[] = []
  const row: Row = (what, value, target, met) => {
    rows.push(`| ${what} | ${value} | ${target} | ${met ? '达到' : '**未达到**'} |`)
    console.log(`${met ? '  ' : '! '}${what}: ${value} (${target})`)
  }
  mkdirSync(folder, { recursive: true })
  await one(row, folder, turns)
  await batch(row, folder, batchOf)
  if (write) writeSection('文书', `
${machine()}。同一份两页的协议书轮流生成 100 次，预热后取中位数；成批打印在另一个线程里生成，每 50 件一个文件。

| 项目 | 结果 | 目标 | |
|---|---|---|---|
${rows.join('\n')}
`)
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'bench-papers-'))
  try {
    // `small`: whether it works; its figures say little and are not written down.
    await benchPapers(folder, process.argv.includes('small') ? { turns: 5, batchOf: 60, write: false } : {})
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
