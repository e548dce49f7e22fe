/** Promise 1: saved means saved. The process is killed at every call that changes a file. */
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { ok } from '../../../src/core/base/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { readBackup } from '../../../src/main/store/backup.ts'
import { account, must, office, temporaryFolder } from '../../app/harness.ts'
import {
  application, copyOf, credentials, keyOf, killPointsIn, pointsIn, prepareStore, soak, startHost, startHostFromSource, stateOf, strace, straceMissing, traced, unless,
  unlockedState, writing, type Host, type Prepared, type State,
} from './bench.ts'

let prepared: Prepared
let backup: string
let proven: string
let provenEntries: number
/** Cases taken along, in a file, and an office that has none yet. */
let along: string
const alongPassword = '路上的密码2026'
let rehearsal: string
const ledger = Buffer.from('卷宗号,纠纷类型,申请日期,受理日期,申请人,被申请人,纠纷事实\r\n（2024）赤物调字第001号,物业费纠纷,2024-03-01,2024-03-03,丁一,清源物业,欠费\r\n').toString('base64')
let killed = 0

beforeAll(async () => {
  if (straceMissing) return
  const folder = temporaryFolderForAll()
  prepared = await prepareStore(folder)
  backup = join(folder, 'one.mbk')
  proven = join(folder, 'proven')
  cpSync(join(folder, 'data'), join(proven, 'data'), { recursive: true })
  const host = await startHost(proven)
  await host.ask('account.unlock', credentials)
  expect(await host.ask('backup.create', { path: backup })).toMatchObject({ ok: true })
  const taken = await host.ask('case.checkOut', { caseIds: [prepared.registered], password: alongPassword })
  expect(taken).toMatchObject({ ok: true })
  along = String(taken!.value!.path)
  await host.end()
  rehearsal = join(folder, 'rehearsal')
  mkdirSync(rehearsal)
  const empty = await startHost(rehearsal)
  expect(await empty.ask('office.setUp', { office, mediators: [], account, rehearsal: true })).toMatchObject({ ok: true })
  await empty.end()
  provenEntries = (await stateOf(join(proven, 'data'), prepared)).entries
  return () => rmSync(folder, { recursive: true, force: true })
})

/** `temporaryFolder` goes after each test; this one stays for the file. */
const temporaryFolderForAll = (): string => {
  const folder = `${temporaryFolder()}-all`
  mkdirSync(folder)
  return folder
}

const changed = '改过的密码2026'

type Operation = {
  readonly command: string
  readonly input: (folder: string) => unknown
  /** Of the store before the operation; none for a new one. */
  readonly start: () => string
  readonly locked?: boolean
  /** It needs processes beside it, which the program in one file has not. */
  readonly fromSource?: boolean
  /** What stands on the disk; null for nothing at all. Throws for anything but a whole state. */
  readonly look: (folder: string) => Promise<(State & { password?: string }) | null>
}

const opened = async (folder: string): Promise<State> => {
  const data = join(folder, 'data')
  const seen = await unlockedState(data, account.password)
  if (!seen) throw new Error('the password does not open the store')
  const { office: text, entries, faults } = seen
  // A second opening finds the same.
  expect(await stateOf(data, prepared)).toEqual({ office: text, entries, faults })
  return { office: text, entries, faults }
}

/** A folder that holds no store or one that opens. */
const openedOrEmpty = (name: string) => async (folder: string): Promise<State | null> => {
  const data = join(folder, name)
  const { store } = await openLowdbStore(data)
  const { state } = await store.status()
  await store.close()
  if (state === 'empty') return null
  const seen = await unlockedState(data, account.password)
  if (!seen) throw new Error('the password does not open the store')
  const { stored: _stored, notices: _notices, ...rest } = seen
  expect(await stateOf(data, await keyOf(data))).toEqual(rest)
  return rest
}

const oneOf = async (folder: string, tries: readonly (readonly [name: string, password: string])[]): Promise<State & { password: string }> => {
  const data = join(folder, 'data')
  const good: (State & { password: string })[] = []
  for (const [name, password] of tries) {
    const seen = await unlockedState(data, password, name)
    if (seen) good.push({ office: seen.office, entries: seen.entries, faults: seen.faults, password })
  }
  expect(good.length, 'passwords that open the store').toBe(1)
  return good[0]!
}

const operations: Readonly<Record<string, Operation>> = {
  'setting up': {
    command: 'office.setUp', input: () => ({ office, mediators: [], account, rehearsal: true }), start: temporaryFolder, locked: true, look: openedOrEmpty('data'),
  },
  'registering': { command: 'case.register', input: () => application, start: () => copyOf(prepared.folder), look: opened },
  'editing': {
    command: 'case.correctIntake', input: () => ({ caseId: prepared.registered, application: { ...application, facts: '更正后的事实。' } }),
    start: () => copyOf(prepared.folder), look: opened,
  },
  'concluding': {
    command: 'agreement.conclude', input: () => ({ caseId: prepared.agreed, effectiveOn: '2026-11-20' }), start: () => copyOf(prepared.folder), look: opened,
  },
  'attaching': {
    command: 'attachment.add', input: () => ({ caseId: prepared.registered, name: '录音.mp3', content: Buffer.from('录音').toString('base64') }),
    start: () => copyOf(prepared.folder),
    look: async folder => {
      const seen = await opened(folder)
      const { store, care } = await openLowdbStore(join(folder, 'data'))
      await must(store.unlock(credentials))
      for (const { blob } of (await must(store.read())).attachments.all()) await must(care.readFile(blob))
      await store.close()
      return seen
    },
  },
  'changing the password': {
    command: 'account.changePassword', input: () => ({ password: account.password, newPassword: changed }), start: () => copyOf(prepared.folder),
    look: async folder => {
      const first = await oneOf(folder, [[account.name, account.password], [account.name, changed]])
      // What it opened with it opens with again.
      expect(await unlockedState(join(folder, 'data'), first.password)).toMatchObject({ office: first.office, entries: first.entries })
      return first
    },
  },
  'saving an account': {
    command: 'account.save', input: () => ({ account: { name: '王一', roles: ['mediator'] }, password: changed }), start: () => copyOf(prepared.folder),
    look: async folder => {
      const fresh = await unlockedState(join(folder, 'data'), changed, '王一')
      const seen = await opened(folder)
      expect(fresh !== null, 'the account opens the store exactly if it is there').toBe(seen.office.includes('王一'))
      return seen
    },
  },
  // A month's first backup is restored on trial, which is a change of its own: this is the second.
  'backing up': {
    command: 'backup.create', input: folder => ({ path: join(folder, 'backups') }), start: () => copyOf(proven),
    look: async folder => {
      const backups = existsSync(join(folder, 'backups')) ? readdirSync(join(folder, 'backups')).filter(name => name.endsWith('.mbk')) : []
      for (const name of backups) await must(readBackup(join(folder, 'backups', name), async () => ok(prepared.dataKey)))
      const seen = await opened(folder)
      if (seen.entries > provenEntries) expect(backups.length).toBe(1)
      return seen
    },
  },
  'setting up from a file of cases taken along': {
    command: 'away.setUp', input: () => ({ path: along, password: alongPassword, account }), start: temporaryFolder, locked: true,
    // Attachments bear names that are made with the key of the new office.
    look: async folder => {
      const seen = await openedOrEmpty('data')(folder)
      return seen && { ...seen, office: seen.office.replaceAll(/blob-[0-9a-f]{64}/g, 'blob') }
    },
  },
  'importing an old ledger': {
    command: 'ledger.import', input: () => ({ content: ledger, street: '421281001', fileName: '台账.csv' }), start: () => copyOf(prepared.folder), fromSource: true,
    // Digests of cases whose ids are random.
    look: async folder => {
      const seen = await opened(folder)
      return { ...seen, office: seen.office.replaceAll(/[0-9a-f]{16,}/g, 'digest') }
    },
  },
  'filling a rehearsal': { command: 'rehearsal.fill', input: () => ({}), start: () => copyOf(rehearsal), look: openedOrEmpty('data') },
  'restoring over the office': {
    command: 'backup.restore', input: () => ({ path: backup, password: account.password }), start: () => copyOf(proven), look: opened,
  },
  'restoring': {
    command: 'backup.restore', input: folder => ({ path: backup, password: account.password, into: join(folder, 'restored') }), start: temporaryFolder, locked: true,
    look: openedOrEmpty('restored'),
  },
}

const begin = async (folder: string, { locked, fromSource }: Operation): Promise<Host> => {
  const host = await (fromSource ? startHostFromSource : startHost)(folder)
  expect(await host.ask(locked ? 'office.status' : 'account.unlock', locked ? {} : credentials)).toMatchObject({ ok: true })
  return host
}

describe.skipIf(straceMissing)(`killed at the Nth call that changes a file${unless(straceMissing)}`, () => {
  test.each(Object.entries(operations))('while %s, it leaves the store as before or as after', async (_name, operation) => {
    const untouched = operation.start()
    const before = await operation.look(untouched)
    const whole = operation.start()
    const host = await begin(whole, operation)
    const calls = await traced(host.child.pid!, writing, async () => {
      const answer = await host.ask(operation.command, operation.input(whole))
      expect(answer, JSON.stringify(answer)).toMatchObject({ ok: true })
    })
    await host.end()
    const after = await operation.look(whole)
    expect(after).not.toEqual(before)
    // Files of a store that is still being made are all alike: one in four, but for `npm run test:soak`.
    const points = soak ? pointsIn(calls, writing, whole)
      : killPointsIn(calls, whole).filter(({ about }, index) => index % 4 === 0 || !/\.new-\w+\/[ab]\//.test(about))
    expect(points.length).toBeGreaterThan(2)
    const seen = { before: 0, after: 0 }
    for (const point of points) {
      const folder = operation.start()
      const victim = await begin(folder, operation)
      const trace = await strace(victim.child.pid!, '-o', '/dev/null', ...point.once('signal=KILL'))
      const answer = await victim.ask(operation.command, operation.input(folder))
      if (answer) await victim.end()
      await victim.exited
      await trace.ended
      if (victim.child.signalCode === 'SIGKILL') killed += 1
      const now = await operation.look(folder)
      const which = JSON.stringify(now) === JSON.stringify(after) ? 'after' : 'before'
      if (which === 'before') expect(now, `killed at ${point.about}`).toEqual(before)
      if (answer?.ok) expect(which, `acknowledged, killed at ${point.about}`).toBe('after')
      expect(now?.faults ?? []).toEqual([])
      seen[which] += 1
      // What did not come about can be done now.
      if (which === 'before' && seen.before % 8 === 1) {
        const again = await begin(folder, operation)
        expect(await again.ask(operation.command, operation.input(folder)), `again after a kill at ${point.about}`).toMatchObject({ ok: true })
        await again.end()
      }
      rmSync(folder, { recursive: true, force: true })
    }
    expect(seen.before, 'kills that came before the change').toBeGreaterThan(0)
    console.log(`${operation.command}: ${points.length} places to be killed at, ${seen.before} before, ${seen.after} after`)
  }, 300_000)

  test('and the kills did kill', () => {
    expect(killed).toBeGreaterThan(60)
  })
})
