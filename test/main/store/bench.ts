/** A small store to bring faults upon, the stdio host as a process, and strace to bring them about. */
import { spawn, spawnSync, type ChildProcess, type ChildProcessByStdio } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { migrations } from '../../../src/core/migrations/index.ts'
import { storedFrom, type StoredOffice } from '../../../src/core/office.ts'
import type { Refusal } from '../../../src/core/base/result.ts'
import { openLowdbStore, type StoreOptions } from '../../../src/main/adapters/lowdb-store.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { openWithPassword, parseKeys, slotTag } from '../../../src/main/store/keys.ts'
import { account, aRehearsalOffice, must, NOW, temporaryFolder } from '../../app/harness.ts'

export const second = { name: '林晓', password: '另一个密码2026' }
export const credentials = { account: account.name, password: account.password }
export const cause = { command: 'test', at: '2026-11-23T09:00' as LocalTime }

export const application = {
  source: 'application', type: 'WY05', appliedOn: '2026-11-16', facts: '申请人厨房顶板渗水。', claims: ['修复渗水部位'],
  parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
} as const

export type Prepared = {
  /** Holds `data`. */
  readonly folder: string
  readonly dataKey: Buffer
  readonly storeId: string
  /** A case that is registered, and one whose agreement only has to be concluded. */
  readonly registered: string
  readonly agreed: string
}

/** The data key of a folder, by the first account's password. */
export const keyOf = async (data: string): Promise<{ dataKey: Buffer; storeId: string }> => {
  const keys = parseKeys(readFileSync(join(data, 'a', 'keys.json')))!
  const opened = await must(openWithPassword(keys, slotTag(keys.storeId, account.name), account.password))
  return { dataKey: opened!.dataKey, storeId: keys.storeId }
}

/** Two accounts, two cases, an attachment. */
export const prepareStore = async (folder = temporaryFolder()): Promise<Prepared> => {
  const { call, ports, data } = await aRehearsalOffice(folder)
  await must(call('office.change', { mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }] }))
  const registered = (await must(call('case.register', application as never))).file.id
  const agreed = (await must(call('case.register', application as never))).file.id
  await must(call('case.accept', { caseId: agreed, acceptedOn: '2026-11-17', mediators: [{ mediatorId: 'm1', duty: 'presiding' }] }))
  await must(call('agreement.save', { caseId: agreed, agreement: {
    form: 'written', reachedOn: '2026-11-20', whole: true, facts: '接头渗漏。', issues: '修复责任。', copies: 3,
    terms: [{ text: '赔偿橱柜损失。', obligor: 'p2', obligee: 'p1', kind: 'payment', amountFen: 120_050, dueOn: '2026-12-10', manner: '银行转账' }],
  } } as never))
  await must(call('attachment.add', { caseId: registered, name: '照片.jpg', content: Buffer.from('渗水照片').toString('base64') }))
  await must(call('account.save', { account: { name: second.name, roles: ['mediator'] }, password: second.password }))
  await ports.store.close()
  return { folder, ...await keyOf(data), registered, agreed }
}

export const copyOf = (folder: string): string => {
  const copy = temporaryFolder()
  cpSync(folder, copy, { recursive: true })
  return copy
}

export type State = { readonly office: string; readonly entries: number; readonly faults: readonly unknown[] }

/** Random ids by order of appearance, so that two runs of one operation compare. */
export const plain = (value: unknown): string => {
  const seen = new Map<string, string>()
  return JSON.stringify(value).replaceAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, id => {
    if (!seen.has(id)) seen.set(id, `id-${seen.size + 1}`)
    return seen.get(id)!
  })
}

/** What a data folder holds, by its data key: read from a copy, so nothing is repaired. */
export const stateOf = async (data: string, { dataKey, storeId }: Pick<Prepared, 'dataKey' | 'storeId'>): Promise<State> => {
  const copy = temporaryFolder()
  cpSync(data, copy, { recursive: true })
  const engine = await openEngine(copy, dataKey, storeId, { checkOwner: () => undefined, migrations })
  try {
    return { office: plain(storedFrom(engine.office())), entries: (await engine.audit()).length, faults: await engine.auditFaults() }
  } finally {
    await engine.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

/** Opens with a password as a person would; null when it is refused as wrong. Closes again. */
export const unlockedState = async (
  data: string, password: string, name = account.name, options: StoreOptions = {},
): Promise<(State & { stored: StoredOffice; notices: readonly string[] }) | null> => {
  const { store, care } = await openLowdbStore(data, options)
  try {
    const unlocked = await store.unlock({ account: name, password })
    if (!unlocked.ok) {
      if (unlocked.refusal.code === 'wrong-password') return null
      throw new Error(JSON.stringify(unlocked.refusal))
    }
    const office = await must(store.read())
    const audit = await must(care.audit())
    const stored = storedFrom(office)
    return { office: plain(stored), entries: audit.entries.length, faults: audit.faults, stored, notices: (await store.status()).notices ?? [] }
  } finally {
    await store.close()
  }
}

// Below node_modules, for the fonts are looked for from there.
const cache = fileURLToPath(new URL('../../../node_modules/.cache', import.meta.url))
mkdirSync(cache, { recursive: true })
const programs = mkdtempSync(join(cache, 'programs-'))
afterAll(() => rmSync(programs, { recursive: true, force: true }))
const childEnv = { ...process.env, UV_THREADPOOL_SIZE: '1', NODE_COMPILE_CACHE: join(programs, 'cache') }

/** A program of ours as one file: built here, or before where the builder does not run (`test/windows`). */
const bundled = async (entry: string): Promise<string> => {
  const before = process.env.BUILT_PROGRAMS
  if (before === undefined) await (await import('./programs.ts')).buildProgram(fileURLToPath(new URL(entry, import.meta.url)), programs)
  return join(before ?? programs, `${basename(entry, '.ts')}.js`)
}
let stdio: Promise<string> | undefined
let saver: Promise<string> | undefined
let bulkSaver: Promise<string> | undefined
let backupMemory: Promise<string> | undefined
let stockSaver: Promise<string> | undefined
let migrator: Promise<string> | undefined

/** `saver.ts` on a data folder. */
export const startSaver = async (...args: string[]): Promise<ChildProcessByStdio<null, Readable, null>> =>
  // It knows its key already, and starts the quicker without what the tests do to scrypt.
  spawn(process.execPath, [await (saver ??= bundled('saver.ts')), ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...childEnv, NODE_OPTIONS: '' } })

/** `bulk-saver.ts` on a data folder. */
export const startBulkSaver = async (...args: string[]): Promise<ChildProcessByStdio<null, Readable, null>> =>
  spawn(process.execPath, [await (bulkSaver ??= bundled('bulk-saver.ts')), ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...childEnv, NODE_OPTIONS: '' } })

/** `backup-memory.ts` on a folder, with as little of V8's memory as a small PC leaves. */
export const startBackupMemory = async (...args: string[]): Promise<ChildProcessByStdio<null, Readable, null>> =>
  spawn(process.execPath, ['--max-old-space-size=200', await (backupMemory ??= bundled('backup-memory.ts')), ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: { ...childEnv, NODE_OPTIONS: '' } })

export type Answer = { readonly id: unknown; readonly ok: boolean; readonly value?: Record<string, unknown>; readonly refusal?: Refusal }

export type Host = {
  readonly child: ChildProcess
  readonly exited: Promise<void>
  /** Null when the process ended instead of answering. */
  ask(command: string, input?: unknown): Promise<Answer | null>
  end(): Promise<void>
}

const LONGEST = 20_000

/** The stdio host as one file. */
export const stdioProgram = (): Promise<string> => (stdio ??= bundled('../../../src/main/stdio.ts'))

/** Asks a process that answers each line with one; it is killed when an answer takes longer than twenty seconds. */
export const hostOn = (child: ChildProcessByStdio<Writable, Readable, null>): Host => {
  const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST)
  const exited = new Promise<void>(done => {
    child.once('exit', () => {
      clearTimeout(limit)
      done()
    })
  })
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  return {
    child,
    exited,
    ask: async (command, input = {}) => {
      limit.refresh()
      child.stdin.write(`${JSON.stringify({ id: command, command, input })}\n`)
      const line = await lines.next()
      return line.done ? null : JSON.parse(line.value) as Answer
    },
    end: async () => {
      limit.refresh()
      child.stdin.end()
      await exited
    },
  }
}

/** The stdio host on a folder's `data` and `out`. */
export const startHost = async (folder: string, ...flags: string[]): Promise<Host> =>
  hostOn(spawn(process.execPath, [await stdioProgram(), '--data', join(folder, 'data'), '--out', join(folder, 'out'), '--now', NOW, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'], env: childEnv,
  }))

/** As `startHost`, from the sources, for what needs processes of its own beside it. */
export const startHostFromSource = async (folder: string, ...flags: string[]): Promise<Host> =>
  hostOn(spawn(process.execPath, [
    fileURLToPath(new URL('../../../src/main/stdio.ts', import.meta.url)), '--data', join(folder, 'data'), '--out', join(folder, 'out'), '--now', NOW, ...flags,
  ], { stdio: ['pipe', 'pipe', 'inherit'], env: childEnv }))

/** `stock-saver.ts` on a file. */
export const startStockSaver = async (...args: string[]): Promise<ChildProcessByStdio<null, Readable, null>> =>
  spawn(process.execPath, [await (stockSaver ??= bundled('stock-saver.ts')), ...args], { stdio: ['ignore', 'pipe', 'inherit'], env: childEnv })

/** `migrator.ts` on a data folder; `go` lets it begin and gives its answer, null when it ended without one. */
export const startMigrator = async (data: string): Promise<{ child: ChildProcess; go: () => Promise<unknown>; exited: Promise<void> }> => {
  const child = spawn(process.execPath, [await (migrator ??= bundled('migrator.ts')), data, account.name, account.password], {
    stdio: ['pipe', 'pipe', 'inherit'], env: childEnv,
  })
  const limit = setTimeout(() => child.kill('SIGKILL'), LONGEST)
  const exited = new Promise<void>(done => {
    child.once('exit', () => {
      clearTimeout(limit)
      done()
    })
  })
  child.stdin.on('error', () => undefined)
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]()
  await lines.next()
  return {
    child,
    exited,
    go: async () => {
      child.stdin.write('go\n')
      const line = await lines.next()
      return line.done ? null : JSON.parse(line.value) as unknown
    },
  }
}

/** Why strace cannot be used here; null when it can. */
export const straceMissing: string | null = (() => {
  if (process.platform !== 'linux') return 'strace is for Linux'
  const tried = spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=none', '-p', String(process.pid), '-V'], { stdio: 'ignore' })
  if (tried.error) return 'strace is not installed'
  return spawnSync('strace', ['-f', '-o', '/dev/null', '-e', 'trace=exit_group', 'true'], { stdio: 'ignore' }).status === 0 ? null : 'ptrace is not permitted here'
})()

/** For test titles: says why a test was left out. */
export const unless = (why: string | null): string => (why === null ? '' : `, left out: ${why}`)

/** System calls that change files. (Not `write`: Node's own threads wake each other with it, and the store writes at positions.) */
export const writing = 'pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2,unlink,unlinkat,ftruncate,mkdir,mkdirat,rmdir'

export type Trace = { stop(): Promise<void>; readonly ended: Promise<void> }

/** Attaches strace to a running process and all its threads. */
export const strace = async (pid: number, ...options: string[]): Promise<Trace> => {
  const tracer = spawn('strace', ['-f', '-p', String(pid), ...options], { stdio: ['ignore', 'ignore', 'pipe'] })
  const limit = setTimeout(() => tracer.kill('SIGKILL'), LONGEST)
  const ended = new Promise<void>(done => {
    tracer.once('exit', () => {
      clearTimeout(limit)
      done()
    })
  })
  let said = ''
  await new Promise<void>((ready, failed) => {
    tracer.stderr.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('attached')) ready()
    })
    void ended.then(() => failed(new Error(`strace ended: ${said}`)))
  })
  return {
    ended,
    stop: async () => {
      tracer.kill('SIGINT')
      await ended
    },
  }
}

/** A call of a traced process. strace counts each thread's calls of each name by itself; so does `index`, from 1. */
export type SystemCall = { readonly thread: string; readonly name: string; readonly index: number; readonly text: string }

/** Runs `work` while the process is traced, and tells the calls in `calls` it made. */
export const traced = async (pid: number, calls: string, work: () => Promise<unknown>): Promise<SystemCall[]> => {
  const log = join(temporaryFolder(), 'trace')
  const trace = await strace(pid, '-y', '-o', log, '-e', `trace=${calls}`)
  await work()
  await trace.stop()
  const counts = new Map<string, number>()
  return readFileSync(log, 'utf8').split('\n').flatMap(line => {
    const match = /^(\d+)\s+(\w+)\((.*)$/.exec(line)
    if (!match) return []
    const [, thread, name, text] = match as unknown as [string, string, string, string]
    const index = (counts.get(`${thread} ${name}`) ?? 0) + 1
    counts.set(`${thread} ${name}`, index)
    return [{ thread, name, index, text }]
  })
}

/** A place to bring a fault about: options of strace that hit this call alone, or it and every one after it. */
export type Point = { readonly about: string; readonly once: (fault: string) => string[]; readonly forGood: (fault: string) => string[] }

/** A place for each call on a file below `folder`. `kinds`: the names that were traced. */
export const pointsIn = (
  calls: readonly SystemCall[], kinds: string, folder: string, which: (call: SystemCall, last: boolean) => boolean = () => true,
): Point[] => {
  const names = kinds.split(',')
  const trace = ['-e', `trace=${names.join()}`]
  const inFolder = calls.filter(call => call.text.includes(folder))
  return inFolder.filter((call, index) => which(call, index === inFolder.length - 1)).map(call => {
    const earlier = calls.slice(0, calls.indexOf(call)).filter(one => one.thread === call.thread)
    return {
      about: `${call.name} ${call.index} ${call.text.slice(0, 120)}`,
      once: fault => [...trace, '-e', `inject=${call.name}:${fault}:when=${call.index}`],
      forGood: fault => [...trace, ...names.flatMap(name => ['-e', `inject=${name}:${fault}:when=${earlier.filter(one => one.name === name).length + 1}+`])],
    }
  })
}

/** Kills leave other files only where a call changes one: flushes are left out, but for the last. */
export const killPointsIn = (calls: readonly SystemCall[], folder: string): Point[] =>
  pointsIn(calls, writing, folder, (call, last) => last || !call.name.endsWith('sync'))

/** How many random kills, and every place to be killed at: 10,000 by `npm run test:soak`, or as many as SOAK says; 0 for the usual. */
export const soak = Number(process.env.SOAK ?? (process.env.npm_lifecycle_event === 'test:soak' ? 10_000 : 0))
