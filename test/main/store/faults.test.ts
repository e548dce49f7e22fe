/**
 * Faults at the file-system module, on every system: a scanner that holds each new file, errors at each call, and an end of the
 * process at each. On Linux `errors.test.ts` and `kills.test.ts` bring the same about at the system calls themselves.
 */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { removeLeftOver, setPatience } from '../../../src/main/store/disk.ts'
import { account, afterTest, aRehearsalOffice, must, office, openApp, temporaryFolder } from '../../app/harness.ts'
import { application, copyOf, credentials, prepareStore, unlockedState, type Prepared } from './bench.ts'
import { scanner, setDecide, shimFiles, type Decide, type FileCall } from './fault-shim.ts'

/** Every so manieth place: on Linux the system calls themselves have their turn beside. */
const every = process.env.SAMPLE !== undefined ? 7 : process.platform === 'win32' ? 1 : 3

const usual = process.platform === 'win32' ? 2_000 : 0
let prepared: Prepared
let all: string
beforeAll(async () => {
  await shimFiles()
  all = `${temporaryFolder()}-all`
  mkdirSync(all)
  prepared = await prepareStore(all)
})
afterEach(() => {
  setDecide(() => null)
  setPatience(usual)
})
afterAll(() => {
  setPatience(usual)
  rmSync(all, { recursive: true, force: true })
})

const filesBelow = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' })
const halfMade = (folder: string): string[] => filesBelow(folder).filter(name => /\.part$|\.new$|恢复中|试恢复|自检/.test(name))

describe('a scanner that holds each new file for 0.3 s without sharing deletion', () => {
  const under = async (work: () => Promise<void>): Promise<void> => {
    const busy = scanner(300)
    setPatience(2_000)
    setDecide(busy.decide)
    await work()
    expect(busy.held(), 'times that the scanner was in the way').toBeGreaterThan(0)
  }

  test('set-up, a case, an attachment, a backup and its trial, a paper, a restore and the switch all succeed, and nothing half-made stays', async () => {
    const folder = temporaryFolder()
    await under(async () => {
      const { call, ports, out, data } = await openApp(folder)
      await must(call('office.setUp', { office, mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }], account, rehearsal: true }))
      const { file } = await must(call('case.register', application as never))
      await must(call('attachment.add', { caseId: file.id, name: '照片.jpg', content: Buffer.from('照片').toString('base64') }))
      const made = await must(call('backup.create', {}))
      await must(call('document.make', { caseId: file.id, document: 'D01' } as never))
      await must(call('store.checkFolder', {}))
      await must(call('backup.restore', { path: made.path, password: account.password }))
      await must(call('account.unlock', credentials))
      expect((await must(call('case.list', {}))).total).toBe(1)
      await must(call('store.verify', {}))
      await ports.store.close()
      expect(halfMade(data)).toEqual([])
      expect(halfMade(out)).toEqual([])
    })
  }, 120_000)

  test('the same set-up without patience fails: the scanner is one', async () => {
    const busy = scanner(300)
    setPatience(0)
    setDecide(busy.decide)
    const { call } = await openApp(temporaryFolder())
    expect(await call('office.setUp', { office, mediators: [], account, rehearsal: true })).toMatchObject({ ok: false })
  }, 60_000)

  test('what is held for longer than the patience is told, is nowhere half-made in the end, and the same works afterwards', async () => {
    const folder = temporaryFolder()
    const { call, out } = await aRehearsalOffice(folder)
    const { file } = await must(call('case.register', application as never))
    const busy = scanner(1_500)
    setPatience(300)
    setDecide(busy.decide)
    const refusedFor = await call('document.make', { caseId: file.id, document: 'D01' } as never)
    expect(refusedFor).toMatchObject({ ok: false, refusal: { message: expect.stringMatching(/没有成功：.+。请.+。/) as string } })
    expect(filesBelow(out).filter(name => name.endsWith('.pdf'))).toEqual([])
    // What could not be removed at once goes when the scanner has let go.
    await expect.poll(() => halfMade(out), { timeout: 15_000 }).toEqual([])
    setPatience(2_000)
    await must(call('document.make', { caseId: file.id, document: 'D01' } as never))
  }, 60_000)
})

/** One operation on a copy of the prepared store, under what `decide` says of its calls. */
const operations = {
  registering: (call: Awaited<ReturnType<typeof openApp>>['call']) => call('case.register', application as never),
  attaching: (call: Awaited<ReturnType<typeof openApp>>['call']) =>
    call('attachment.add', { caseId: prepared.registered, name: '录音.mp3', content: Buffer.from('录音').toString('base64') }),
  'changing the password': (call: Awaited<ReturnType<typeof openApp>>['call']) => call('account.changePassword', { password: account.password, newPassword: '换了一个密码2026' }),
  'backing up': (call: Awaited<ReturnType<typeof openApp>>['call'], folder: string) => call('backup.create', { path: join(folder, 'backups') }),
} as const

const changing: ReadonlySet<FileCall['name']> = new Set(['pwrite64', 'fsync', 'fdatasync', 'rename', 'unlink', 'ftruncate', 'mkdir', 'openat'])

const codes = ['ENOSPC', 'EIO', 'EPERM', 'EBUSY', 'EACCES', 'EMFILE', 'UNKNOWN', 'ETIMEDOUT', 'ECANCELED', 'EINVAL'] as const

describe('an error at each call that touches a file', () => {
  test.each(Object.entries(operations))('while %s is a sentence, loses nothing and leaves a store that opens', async (name, operation) => {
    const begin = async () => {
      const folder = copyOf(prepared.folder)
      const app = await openApp(folder)
      await must(app.call('account.unlock', credentials))
      return { folder, ...app }
    }
    const first = await begin()
    let calls = 0
    const counting: Decide = ({ name: kind, path }) => {
      if (changing.has(kind) && path.startsWith(first.folder)) calls += 1
      return null
    }
    setDecide(counting)
    await must(operation(first.call, first.folder) as never)
    setDecide(() => null)
    await first.ports.store.close()
    expect(calls).toBeGreaterThan(3)
    const seen = { refused: 0, harmless: 0 }
    for (let at = 1; at <= calls; at += every) {
      const code = codes[at % codes.length]!
      const forGood = at % 2 === 0
      const run = await begin()
      let turn = 0
      setDecide(({ name: kind, path }) => {
        if (!changing.has(kind) || !path.startsWith(run.folder)) return null
        turn += 1
        return turn === at || (forGood && turn > at) ? code : null
      })
      const answer = await operation(run.call, run.folder)
      setDecide(() => null)
      const about = `${name}, ${code} ${forGood ? 'for good from' : 'at'} call ${at}: ${JSON.stringify(answer)}`
      if (answer.ok) seen.harmless += 1
      else {
        seen.refused += 1
        expect(answer.refusal.message, about).toMatch(/没有成功：.+。请.+。|没有做完|请/)
        expect(answer.refusal.message, about).not.toMatch(/程序内部出错/)
      }
      await run.ports.store.close()
      await removeLeftOver()
      const changed = name === 'changing the password'
      const opened = await unlockedState(join(run.folder, 'data'), account.password) ?? (changed ? await unlockedState(join(run.folder, 'data'), '换了一个密码2026') : null)
      expect(opened, about).not.toBeNull()
      expect(opened!.faults, about).toEqual([])
      expect(opened!.stored.cases.length, about).toBeGreaterThanOrEqual(answer.ok && name === 'registering' ? 3 : 2)
      if (existsSync(join(run.folder, 'backups'))) expect(halfMade(join(run.folder, 'backups')), about).toEqual([])
    }
    console.log(`${name}: ${calls} calls, ${JSON.stringify(seen)}`)
    expect(seen.refused).toBeGreaterThan(0)
  }, 300_000)
})

test('over a file that another program has open, the sentence names WPS and Excel, and the file stays as it was', async () => {
  const folder = temporaryFolder()
  const { call } = await aRehearsalOffice(folder)
  const path = join(folder, '台账.json')
  writeFileSync(path, 'as it was')
  setDecide(({ name, to }) => (name === 'rename' && to === path ? 'EPERM' : null))
  setPatience(100)
  expect(await call('bundle.export', { path })).toMatchObject({ ok: false, refusal: { code: 'file-busy', message: expect.stringMatching(/“台账\.json”可能正在 WPS、Excel/) as string, field: '/path' } })
  expect(readFileSync(path, 'utf8')).toBe('as it was')
  expect(halfMade(folder)).toEqual([])
})

test('the root of a stick and a share answer EPERM when they are to be made, and work', async () => {
  const folder = temporaryFolder()
  const { call } = await aRehearsalOffice(folder)
  const stick = join(folder, 'stick')
  mkdirSync(stick)
  for (const code of ['EPERM', 'EACCES', 'EINVAL', 'UNKNOWN']) {
    setDecide(({ name, path }) => (name === 'mkdir' && path === stick ? code : null))
    await must(call('backup.create', { path: stick }))
    expect(await must(call('store.checkFolder', { path: stick }))).toMatchObject({ steps: expect.arrayContaining([{ what: '新建文件夹', fine: true }]) as unknown })
  }
})

test('a file of one copy that cannot be read, whatever the system says, is taken from the other copy', async () => {
  for (const code of ['EIO', 'UNKNOWN', 'ETIMEDOUT', 'ECANCELED', 'EINVAL', 'ENXIO', 'EACCES']) {
    const folder = copyOf(prepared.folder)
    setDecide(({ name, path }) => (name === 'openat' && /[\\/]a[\\/]shard-/.test(path) ? code : null))
    const { store } = await openLowdbStore(join(folder, 'data'))
    afterTest(() => store.close())
    expect(await store.unlock(credentials), code).toMatchObject({ ok: true })
    expect((await must(store.read())).cases.size, code).toBe(2)
    await store.close()
  }
}, 60_000)
