/**
 * Figures of the store against named peers, in one run on one machine, as ratios, and of the page: `npm run bench`. Writes
 * docs/benchmarks.md. Peers: SQLite (Node's own binding, WAL, synchronous=FULL), lowdb's stock file adapter, and bare
 * appends with fdatasync of the same bytes.
 */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { open } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import type { LocalTime } from '../src/core/base/dates.ts'
import type { Office } from '../src/core/office.ts'
import { ok } from '../src/core/base/result.ts'
import { createApp } from '../src/main/app.ts'
import { fixedClock } from '../src/main/adapters/system.ts'
import { hostPorts } from '../src/main/host.ts'
import { benchBrowser } from './bench-browser.ts'
import { benchLedger } from './bench-ledger.ts'
import { benchPapers } from './bench-papers.ts'
import { benchStatistics } from './bench-statistics.ts'
import { machine, writeSection } from './benchmark-page.ts'
import { cause, credentials, filledStore, must } from './filled-store.ts'
import { generatedCases, numbersFrom } from './generated-cases.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'mediation-bench-'))

const sorted = (times: readonly number[]): number[] => [...times].sort((a, b) => a - b)
const median = (times: readonly number[]): number => sorted(times)[Math.trunc(times.length / 2)]!
const p95 = (times: readonly number[]): number => sorted(times)[Math.trunc(times.length * 0.95)]!
const timed = async (work: () => unknown): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
const rows: string[] = []
const row = (what: string, value: string, target: string, met: boolean): void => {
  rows.push(`| ${what} | ${value} | ${target} | ${met ? '达到' : '**未达到**'} |`)
  console.log(`${met ? '  ' : '! '}${what}: ${value} (${target})`)
}
const fixed = (value: number, digits = 2): string => value.toFixed(digits)

const edit = (office: Office, index: number, turn: number) => {
  const file = office.cases.get(`c${index}`)!
  return ok({ office: { ...office, cases: office.cases.with({ ...file, claims: [`第 ${turn} 次修改`, ...file.claims.slice(1)] }) }, value: null })
}

/** The segment that is being written. */
const journalOf = (store: string): string => join(store, 'a', readdirSync(join(store, 'a')).filter(name => name.startsWith('journal-')).sort().at(-1)!)

/** Saves, bare appends and SQLite commits in turn, so that the disk treats all alike. */
const saves = async (count: number, turns: number) => {
  const { store } = await filledStore(join(folder, `save-${count}`), count)
  await store.lock()
  await must(store.unlock({ password: credentials.password }))
  const bare = await Promise.all(['x', 'y'].map(name => open(join(folder, `bare-${count}-${name}`), 'w')))
  const db = new DatabaseSync(join(folder, `save-${count}.sqlite`))
  db.exec('PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE cases (id TEXT PRIMARY KEY, body TEXT)')
  const put = db.prepare('INSERT INTO cases VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body')
  const next = numbersFrom(7)
  // The first change begins a new segment, for the one that filled the store is long.
  await must(store.change(cause, office => edit(office, 0, -21)))
  const journal = journalOf(join(folder, `save-${count}`))
  const times = { ours: [] as number[], bare: [] as number[], sqlite: [] as number[] }
  const bytes: number[] = []
  let position = 0
  for (let turn = -20; turn < turns; turn += 1) {
    const index = Math.trunc(next() * count)
    const before = statSync(journal).size
    const ours = await timed(() => store.change(cause, office => edit(office, index, turn)))
    // The same bytes: as many as our change took in each copy.
    const frame = Buffer.alloc(statSync(journal).size - before, 'x')
    const json = JSON.stringify((await must(store.read())).cases.get(`c${index}`))
    const appends = await timed(() => Promise.all(bare.map(async handle => {
      await handle.write(frame, 0, frame.length, position)
      await handle.datasync()
    })))
    position += frame.length
    const sqlite = await timed(() => put.run(`c${index}`, json))
    if (turn >= 0) {
      times.ours.push(ours)
      times.bare.push(appends)
      times.sqlite.push(sqlite)
      bytes.push(frame.length)
    }
  }
  for (const handle of bare) await handle.close()
  db.close()
  await store.close()
  return { ours: median(times.ours), bare: median(times.bare), sqlite: median(times.sqlite), bytes: median(bytes) }
}

const stockSave = async (count: number): Promise<number> => {
  const db = new Low<{ cases: unknown[] }>(new JSONFile(join(folder, 'stock.json')), { cases: generatedCases(count) })
  const times: number[] = []
  for (let turn = 0; turn < 7; turn += 1) {
    db.data.cases[turn] = { ...(db.data.cases[turn] as object), turn }
    times.push(await timed(() => db.write()))
  }
  return median(times)
}

const opening = async (count: number) => {
  const path = join(folder, `open-${count}`)
  const filled = await filledStore(path, count)
  await filled.store.close()
  // In a process of its own, so that memory is that of the open office alone.
  const script = `
    import { openLowdbStore } from ${JSON.stringify(join(root, 'src/main/adapters/lowdb-store.ts'))}
    import { passwordKey, scryptCost } from ${JSON.stringify(join(root, 'src/main/store/crypto.ts'))}
    const derive = []
    for (let turn = 0; turn < 3; turn += 1) { const start = performance.now(); await passwordKey('清源小区2026', Buffer.alloc(32), scryptCost); derive.push(performance.now() - start) }
    gc(); const before = process.memoryUsage().rss
    const { store } = await openLowdbStore(${JSON.stringify(path)})
    const start = performance.now()
    const unlocked = await store.unlock({ password: '清源小区2026' })
    const unlock = performance.now() - start
    if (!unlocked.ok) throw new Error(unlocked.refusal.message)
    gc(); const used = process.memoryUsage()
    const office = (await store.read()).value
    let json = 0
    for (const file of office.cases.all()) json += Buffer.byteLength(JSON.stringify(file))
    console.log(JSON.stringify({ derive: Math.min(...derive), open: unlock - Math.min(...derive), unlock, memory: used.rss - before, heap: used.heapUsed, json, size: office.cases.size }))
    await store.close()
  `
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', '--input-type=module', '-e', script], { encoding: 'utf8' })) as {
    derive: number; open: number; unlock: number; memory: number; heap: number; json: number; size: number
  }
}

const searching = async (count: number) => {
  const data = join(folder, `search-${count}`)
  const filled = await filledStore(data, count)
  await filled.store.close()
  const ports = await hostPorts({ data, out: join(folder, 'out'), clock: fixedClock('2026-11-23T09:00' as LocalTime), open: false }, 'script')
  const call = createApp(ports)
  await must(call('account.unlock', { password: credentials.password }))
  const files = [...(await must(ports.store.read())).cases.all()]
  const first = await timed(() => call('case.list', { limit: 50 }))
  const page: number[] = []
  for (let turn = 0; turn < 20; turn += 1) page.push(await timed(() => call('case.list', { limit: 50 })))
  const next = numbersFrom(3)
  const file = () => files[Math.trunc(next() * files.length)]!
  const firstSearch = await timed(() => call('case.list', { query: 'wm', limit: 50 }))
  const queries = Array.from({ length: 200 }, (_, turn) => {
    const one = file()
    const { name, phone, idNo } = one.parties[0]!
    return [name, name.slice(0, 2), one.fileNo!, phone!.slice(-4), idNo!.slice(-4), '渗水 电梯', 'wm', one.place!.room!][turn % 8]!
  })
  const times: number[] = []
  for (const query of queries) times.push(await timed(() => call('case.list', { query, limit: 50 })))
  await ports.store.close()
  return { first, page: p95(page), firstSearch, search: p95(times) }
}

try {
  const [thousand, tenThousand, hundredThousand] = [await saves(1000, 400), await saves(10_000, 400), await saves(100_000, 400)]
  const stock = await stockSave(10_000)
  const toBare = tenThousand.ours / tenThousand.bare
  row('保存一件（1 万件在档）÷ 两次并排裸追加落盘', `${fixed(toBare)}（${fixed(tenThousand.ours, 3)} / ${fixed(tenThousand.bare, 3)} ms，${tenThousand.bytes} 字节）`, '≤ 1.6', toBare <= 1.6)
  const toSqlite = tenThousand.ours / tenThousand.sqlite
  row('保存一件 ÷ SQLite 提交（WAL，FULL，一份明文）', `${fixed(toSqlite)}（${fixed(tenThousand.sqlite, 3)} ms）`, '≤ 4', toSqlite <= 4)
  const toStock = stock / tenThousand.ours
  row('lowdb 自带适配器保存（1 万件，不落盘）÷ 保存一件', `${fixed(toStock, 0)}（${fixed(stock, 0)} ms）`, '≥ 50', toStock >= 50)
  const growth = (hundredThousand.ours / hundredThousand.bare) / (thousand.ours / thousand.bare)
  row('保存一件：10 万件在档 ÷ 1 千件在档（各除以同时的裸追加）', `${fixed(growth)}（${fixed(hundredThousand.ours, 3)} / ${fixed(thousand.ours, 3)} ms）`, '≤ 1.3', growth <= 1.3)
  for (const [count, target] of [[20_000, 1500], [100_000, 8000]] as const) {
    const opened = await opening(count)
    row(`打开 ${count.toLocaleString('en')} 件（得到密钥之后）`, `${fixed(opened.open / 1000)} s`, `≤ ${target / 1000} s`, opened.open <= target)
    const memory = opened.memory / opened.json
    row(`内存 ÷ JSON 大小（${count.toLocaleString('en')} 件，${fixed(opened.json / 1048576, 0)} MB）`, fixed(memory), '≤ 5', memory <= 5)
    if (count === 20_000) row('密码解锁（scrypt N = 2¹⁷）', `${fixed(opened.derive / 1000)} s`, '≤ 1 s', opened.derive <= 1000)
  }
  const found = await searching(20_000)
  row('搜索 2 万件（姓名、拼音首字母、卷号、电话或证件后四位、词语），p95', `${fixed(found.search, 1)} ms（第一次 ${fixed(found.firstSearch, 0)} ms）`, '≤ 30 ms', found.search <= 30)
  row('列表第一页（2 万件），p95', `${fixed(found.page, 1)} ms（第一次 ${fixed(found.first, 0)} ms）`, '≤ 50 ms', found.page <= 50)
  writeSection('资料存放', `
${machine()}，SQLite ${process.versions.sqlite}。

| 项目 | 结果 | 目标 | |
|---|---|---|---|
${rows.join('\n')}

案件约 ${fixed(Buffer.byteLength(JSON.stringify(generatedCases(1000))) / 1000 / 1024, 1)} KB 一件；裸追加的字节数与日志里那一条改动的相同。保存一件包括：算出改动、两份加密日志、操作日志和落盘。
`)
  await benchPapers(join(folder, 'papers'))
} finally {
  rmSync(folder, { recursive: true, force: true })
}

await benchLedger()
await benchStatistics()
await benchBrowser()
