/** Promise 3: I/O errors are clear and lossless. Each call that touches a file fails once, or from there on for good. */
import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrations } from '../../../src/core/migrations/index.ts'
import { newOffice, type Office } from '../../../src/core/office.ts'
import { ok } from '../../../src/core/base/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { readBackup } from '../../../src/main/store/backup.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { account, afterTest, must, office, refused, temporaryFolder } from '../../app/harness.ts'
import {
  application, cause, copyOf, credentials, pointsIn, prepareStore, startHost, strace, straceMissing, traced, unless, unlockedState, type Answer, type Host, type Prepared,
} from './bench.ts'

const failing = 'pwrite64,fsync,fdatasync,rename,unlink,ftruncate,mkdir,openat'

let prepared: Prepared
let all: string
beforeAll(async () => {
  all = `${temporaryFolder()}-all`
  mkdirSync(all)
  prepared = await prepareStore(all)
})
afterAll(() => rmSync(all, { recursive: true, force: true }))

const byId = (cases: readonly { readonly id: string }[]) => cases.toSorted((a, b) => (a.id < b.id ? -1 : 1))

const told = (seen: Office, entries: number): unknown => ({
  cases: byId(seen.cases.all()), accounts: seen.accounts, safety: seen.safety, details: seen.details, entries,
})

type Row = { readonly id: string }
/** The cases as the program showed them last, each with its line in the list. */
type Shown = Map<string, { readonly row: string; readonly file: Row }>

/**
 * What the running program believes; asked by commands that change nothing. A case whose line in the list is as it was is not
 * asked for again, unless it is `touched`, where `shown` holds what was seen last.
 */
const memoryOf = async (host: Host, shown: Shown = new Map(), touched?: string): Promise<unknown> => {
  const value = async (command: string, input: unknown = {}) => {
    const answer = await host.ask(command, input)
    if (!answer?.ok) throw new Error(`${command}: ${JSON.stringify(answer)}`)
    return answer.value!
  }
  const rows = (await value('case.list')).rows as Row[]
  for (const { id, ...rest } of rows) {
    const row = JSON.stringify(rest)
    if (id === touched || shown.get(id)?.row !== row) shown.set(id, { row, file: (await value('case.show', { caseId: id })).file as Row })
  }
  const { office: details, safety } = await value('office.show')
  return {
    cases: byId(rows.map(({ id }) => shown.get(id)!.file)),
    accounts: (await value('account.list')).accounts, safety, details, entries: (await value('audit.list')).total,
  }
}

/** What stands on the disk: what a start after a power cut would find. */
const diskOf = async (folder: string, { dataKey, storeId }: Prepared): Promise<unknown> => {
  const copy = temporaryFolder()
  cpSync(join(folder, 'data'), copy, { recursive: true })
  const engine = await openEngine(copy, dataKey, storeId, { checkOwner: () => undefined, migrations })
  try {
    expect(await engine.auditFaults()).toEqual([])
    return JSON.parse(JSON.stringify(told(engine.office(), (await engine.audit()).length)))
  } finally {
    await engine.close()
    rmSync(copy, { recursive: true, force: true })
  }
}

const sentence = /^[\u4e00-\u9fff“].*没有成功：.+。请.+。/

/** One run under one fault. */
const faulted = async (host: Host, command: string, input: unknown, fault: readonly string[]): Promise<Answer | null> => {
  const trace = await strace(host.child.pid!, '-o', '/dev/null', ...fault)
  const answer = await host.ask(command, input)
  await trace.stop()
  return answer
}

type Operation = { readonly command: string; readonly input: (run: number, folder: string) => unknown }

const operations: Readonly<Record<string, Operation & { every: number }>> = {
  'registering': { command: 'case.register', input: () => application, every: 1 },
  'editing': {
    command: 'case.correctIntake', input: run => ({ caseId: prepared.registered, application: { ...application, facts: `第 ${run} 次更正。` } }), every: 1,
  },
  'attaching': {
    command: 'attachment.add', input: run => ({ caseId: prepared.registered, name: `${run}.txt`, content: Buffer.from(`附件${run}`).toString('base64') }), every: 1,
  },
  'saving an account': { command: 'account.save', input: run => ({ account: { name: `王${run}`, roles: ['mediator'] }, password: account.password }), every: 2 },
  'backing up': { command: 'backup.create', input: (_run, folder) => ({ path: join(folder, 'backups') }), every: 1 },
}

const errors = ['ENOSPC', 'EIO', 'EPERM', 'EBUSY', 'EACCES', 'EMFILE'] as const

describe.skipIf(straceMissing)(`a call that fails${unless(straceMissing)}`, () => {
  test.each(Object.entries(operations))('while %s, leaves memory as the disk is, says why, and the same works afterwards', async (_name, operation) => {
    const folder = copyOf(prepared.folder)
    const host = await startHost(folder)
    afterTest(() => void host.child.kill('SIGKILL'))
    expect(await host.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    let run = 0
    const next = () => operation.input(run += 1, folder)
    // A month's first backup does more.
    expect(await host.ask(operation.command, next())).toMatchObject({ ok: true })
    const calls = await traced(host.child.pid!, failing, async () => {
      expect(await host.ask(operation.command, next())).toMatchObject({ ok: true })
    })
    const points = pointsIn(calls, failing, folder)
    expect(points.length).toBeGreaterThan(3)
    const shown: Shown = new Map()
    let before = await memoryOf(host, shown)
    const seen = { refused: 0, harmless: 0, locked: 0 }
    let turn = 0
    for (const point of points) {
      // Every error at every call of a save; elsewhere they take turns.
      const tried = operation.every === 1 && points.length < 10 ? errors : [errors[turn % errors.length]!]
      for (const error of tried) {
        for (const when of ['once', 'forGood'] as const) {
          turn += 1
          const about = `${error} ${when} at ${point.about}`
          const answer = await faulted(host, operation.command, next(), point[when](`error=${error}`))
          expect(answer, about).not.toBeNull()
          if (!answer!.ok) expect(answer!.refusal!.message, about).toMatch(sentence)
          const locked = (await host.ask('case.list'))!.refusal?.code === 'locked'
          if (locked) {
            // It could not make sure, and says so: opening anew tells.
            expect(answer!.refusal!.message, about).toMatch(/还不能确定|已经存下/)
            expect(await host.ask('account.unlock', credentials), about).toMatchObject({ ok: true })
            shown.clear()
          }
          const memory = await memoryOf(host, shown, prepared.registered)
          expect(memory, about).toEqual(await diskOf(folder, prepared))
          if (!answer!.ok && !locked) expect(memory, about).toEqual(before)
          if (answer!.ok) expect(memory, about).not.toEqual(before)
          seen[locked ? 'locked' : answer!.ok ? 'harmless' : 'refused'] += 1
          before = memory
        }
      }
    }
    const final = await host.ask(operation.command, next())
    expect(final, JSON.stringify(final)).toMatchObject({ ok: true })
    expect(await host.ask('store.verify')).toMatchObject({ ok: true, value: { auditFaults: [] } })
    const last = await memoryOf(host)
    await host.end()
    expect(await diskOf(folder, prepared)).toEqual(last)
    for (const name of operation.command === 'backup.create' ? readdirSync(join(folder, 'backups')) : []) {
      expect(name).toMatch(/\.mbk$/)
      await must(readBackup(join(folder, 'backups', name), async () => ok(prepared.dataKey)))
    }
    console.log(`${operation.command}: ${points.length} calls, ${JSON.stringify(seen)}`)
    expect(seen.refused).toBeGreaterThan(3)
  }, 240_000)

  test('while restoring over the office, the old one or the restored one opens, and the sentence tells which', async () => {
    const folder = copyOf(prepared.folder)
    const start = async (): Promise<Host> => {
      const host = await startHost(folder)
      afterTest(() => void host.child.kill('SIGKILL'))
      expect(await host.ask('account.unlock', credentials)).toMatchObject({ ok: true })
      return host
    }
    const host = await start()
    const path = join(folder, 'one.mbk')
    expect(await host.ask('backup.create', { path })).toMatchObject({ ok: true })
    const restored = { total: (await host.ask('audit.list'))!.value!.total as number - 1 }
    const input = { path, password: account.password }
    // One more entry, so that the two can be told apart.
    const use = async () => {
      expect(await host.ask('account.unlock', credentials)).toMatchObject({ ok: true })
      return (await host.ask('audit.list'))!.value!.total as number
    }
    const change = async () => expect(await host.ask('case.register', application)).toMatchObject({ ok: true })
    const calls = await traced(host.child.pid!, failing, async () => {
      expect(await host.ask('backup.restore', input)).toMatchObject({ ok: true })
    })
    expect(await use()).toBe(restored.total)
    const seen = { before: 0, after: 0 }
    for (const [turn, point] of pointsIn(calls, failing, folder).entries()) {
      // The switch itself at each call, what comes before it at some.
      if (turn % 8 !== 0 && !/switch\.json|恢复前|\/data>|rename/.test(point.about)) continue
      await change()
      const answer = await faulted(host, 'backup.restore', input, point[turn % 2 === 0 ? 'once' : 'forGood'](`error=${errors[turn % errors.length]}`))
      const about = `${point.about}: ${JSON.stringify(answer)}`
      if (!answer!.ok) expect(answer!.refusal!.message, about).toMatch(sentence)
      const total = await use()
      const isRestored = answer!.ok || /会先把它做完/.test(answer!.refusal!.message)
      if (isRestored) expect(total, about).toBe(restored.total)
      else expect(total, about).toBeGreaterThan(restored.total)
      seen[isRestored ? 'after' : 'before'] += 1
      expect(await host.ask('store.verify'), about).toMatchObject({ ok: true, value: { found: [], auditFaults: [] } })
    }
    await host.end()
    console.log(`backup.restore over the office: ${JSON.stringify(seen)}`)
    expect(seen.before).toBeGreaterThan(3)
  }, 240_000)

  test('while changing the password, the old one or the new one opens, and the sentence tells which', async () => {
    const folder = copyOf(prepared.folder)
    const host = await startHost(folder)
    afterTest(() => void host.child.kill('SIGKILL'))
    await host.ask('account.unlock', credentials)
    let { password }: { password: string } = account
    let run = 0
    const next = () => ({ password, newPassword: `第${run += 1}个密码2026` })
    const calls = await traced(host.child.pid!, failing, async () => {
      const input = next()
      expect(await host.ask('account.changePassword', input)).toMatchObject({ ok: true })
      password = input.newPassword
    })
    const points = pointsIn(calls, failing, folder).filter((_point, index) => index % 3 === 0)
    const seen = { refused: 0, changed: 0 }
    for (const [turn, point] of points.entries()) {
      const input = next()
      const answer = await faulted(host, 'account.changePassword', input, point[turn % 2 === 0 ? 'once' : 'forGood'](`error=${errors[turn % errors.length]}`))
      const about = `${point.about}: ${JSON.stringify(answer)}`
      if (!answer!.ok) expect(answer!.refusal!.message, about).toMatch(sentence)
      const isChanged = answer!.ok || /已经存下/.test(answer!.refusal!.message)
      if (isChanged) ({ newPassword: password } = input)
      await host.ask('account.lock')
      const tries = [input.password, input.newPassword]
      const good: string[] = []
      for (const one of tries) if ((await host.ask('account.unlock', { ...credentials, password: one }))!.ok) good.push(one)
      // What it cannot be sure of may be either; anything else is told.
      if (/还不能确定/.test(answer!.refusal?.message ?? '')) [password] = good as [string]
      expect(good, about).toEqual([password])
      expect(await host.ask('account.unlock', { ...credentials, password }), about).toMatchObject({ ok: true })
      seen[isChanged ? 'changed' : 'refused'] += 1
    }
    await host.end()
    console.log(`account.changePassword: ${points.length} calls, ${JSON.stringify(seen)}`)
    expect(seen.refused).toBeGreaterThan(3)
  }, 240_000)

  test('while setting up or restoring, leaves nothing behind, and the same works afterwards', async () => {
    const folder = temporaryFolder()
    const host = await startHost(copyOf(prepared.folder))
    await host.ask('account.unlock', credentials)
    const path = join(folder, 'one.mbk')
    expect(await host.ask('backup.create', { path })).toMatchObject({ ok: true })
    await host.end()
    const work = async (command: string, folderOf: (run: number) => string, inputOf: (into: string) => unknown, stateOf: (host: Host, into: string) => Promise<string>) => {
      const start = async (run: number): Promise<Host> => {
        const fresh = await startHost(folderOf(run))
        afterTest(() => void fresh.child.kill('SIGKILL'))
        expect(await fresh.ask('office.status')).toMatchObject({ ok: true })
        return fresh
      }
      let run = 0
      let present = await start(run)
      const calls = await traced(present.child.pid!, failing, async () => {
        expect(await present.ask(command, inputOf(folderOf(run)))).toMatchObject({ ok: true })
      })
      await present.end()
      run += 1
      present = await start(run)
      const points = pointsIn(calls, failing, folderOf(0)).filter((_point, index) => index % 4 === 0)
      let refused = 0
      for (const [turn, point] of points.entries()) {
        const answer = await faulted(present, command, inputOf(folderOf(run)), point[turn % 2 === 0 ? 'once' : 'forGood'](`error=${errors[turn % errors.length]}`))
        const about = `${command}, ${errors[turn % errors.length]} at ${point.about}: ${JSON.stringify(answer)}`
        const state = await stateOf(present, folderOf(run))
        if (answer!.ok || state !== 'empty') {
          if (!answer!.ok) expect(answer!.refusal!.message, about).toMatch(sentence)
          // Whole in any case; the next run needs a folder of its own.
          expect(state, about).toMatch(/^(open|locked|whole)$/)
          await present.end()
          if (state === 'whole') expect(await unlockedState(join(folderOf(run), 'r'), account.password), about).toMatchObject({ faults: [] })
          run += 1
          present = await start(run)
        } else {
          refused += 1
          expect(answer!.refusal!.message, about).toMatch(sentence)
        }
      }
      expect(await present.ask(command, inputOf(folderOf(run)))).toMatchObject({ ok: true })
      await present.end()
      console.log(`${command}: ${points.length} calls, ${refused} refused`)
      expect(refused).toBeGreaterThan(5)
    }
    await work('office.setUp', run => join(folder, `new-${run}`), () => ({ office, mediators: [], account, rehearsal: true }),
      async host => String((await host.ask('office.status'))!.value!.state))
    await work('backup.restore', run => join(folder, `restored-${run}`), into => ({ path, password: account.password, into: join(into, 'r') }), async (_host, into) =>
      (['a', 'b', 'switch.json'].some(name => existsSync(join(into, 'r', name))) ? 'whole' : 'empty'))
  }, 240_000)
})

const small = join(tmpdir(), `mediation-small-${process.pid}`)
const mountSmall = (): boolean => {
  mkdirSync(small, { recursive: true })
  return spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', small], { stdio: 'ignore' }).status === 0
}
const unmountSmall = (): void => {
  spawnSync('umount', ['-l', small], { stdio: 'ignore' })
  rmSync(small, { recursive: true, force: true })
}
/** Why there is no disk of one MiB to fill here. */
const noSmallDisk: string | null = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a small disk needs root on Linux'
  const mounted = mountSmall()
  unmountSmall()
  return mounted ? null : 'mount is not permitted here'
})()

describe.skipIf(noSmallDisk)(`a disk of one MiB that is full${unless(noSmallDisk)}`, () => {
  test('refuses in Chinese, loses nothing, and goes on when there is room again', async () => {
    expect(mountSmall()).toBe(true)
    afterTest(unmountSmall)
    const data = join(small, 'data')
    writeFileSync(join(small, 'other'), Buffer.alloc(300_000))
    const { store, care } = await openLowdbStore(data)
    afterTest(() => store.close())
    await must(store.create(newOffice(office, { name: account.name, roles: ['director'] }, false), credentials, cause))
    let saved = 0
    const save = (words: string) => store.change(cause, before => ok({ office: { ...before, details: { ...before.details, address: words } }, value: null }))
    let refusal: { code: string; message: string } | null = null
    while (!refusal && saved < 1000) {
      const answer = await save(`${saved} ${'满'.repeat(4000)}`)
      if (answer.ok) saved += 1
      else ({ refusal } = answer)
    }
    expect(refusal).toMatchObject({ code: 'disk-full', message: expect.stringMatching(sentence) as string })
    expect((await must(store.read())).details.address).toMatch(new RegExp(`^${saved - 1} `))
    expect((await refused(care.backUp(join(small, 'backups'), cause))).code).toBe('disk-full')
    expect(readdirSync(join(small, 'backups'))).toEqual([])
    expect((await refused(care.keepFile(new Uint8Array(500_000)))).code).toBe('disk-full')
    rmSync(join(small, 'other'))
    await must(save('有空了'))
    await store.close()
    const again = await openLowdbStore(data)
    afterTest(() => again.store.close())
    await must(again.store.unlock(credentials))
    expect((await must(again.store.read())).details.address).toBe('有空了')
    const audit = await must(again.care.audit())
    expect([audit.entries.length, audit.faults]).toEqual([1 + saved + 1, []])
  }, 60_000)
})
