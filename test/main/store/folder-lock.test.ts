/** Who holds a data folder: a lock that nobody is behind never keeps anybody out, one that somebody may be behind always asks. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { lockFolder } from '../../../src/main/store/folder-lock.ts'
import { account, afterTest, must, temporaryFolder } from '../../app/harness.ts'
import { application, copyOf, credentials, prepareStore, startHost, unlockedState, type Host } from './bench.ts'

const onWindows = process.platform === 'win32'

const begin = async (folder: string, ...flags: string[]): Promise<Host> => {
  const host = await startHost(folder, ...flags)
  afterTest(() => void host.child.kill('SIGKILL'))
  return host
}

type Note = { host: string; pid: number; started: string; nonce: string; boot?: string; by?: string }

/** What this process writes of itself. */
const ownNote = async (): Promise<Note> => {
  const folder = temporaryFolder()
  const lock = await must(lockFolder(folder))
  const note = JSON.parse(readFileSync(join(folder, 'lock.json'), 'utf8')) as Note
  lock.release()
  return note
}

const folderWith = async (change: (own: Note) => Partial<Note>): Promise<string> => {
  const folder = temporaryFolder()
  const own = await ownNote()
  const note: Record<string, unknown> = { ...own, nonce: 'left behind', ...change(own) }
  writeFileSync(join(folder, 'lock.json'), JSON.stringify(note))
  return folder
}

/** A number that no process has. */
const NOBODY = 4_000_000

describe('a note that is found', () => {
  test.each<[string, (own: Note) => Partial<Note>]>([
    ['of a process that is gone', () => ({ pid: NOBODY })],
    ['whose number lives again as another process', () => ({ pid: process.ppid, started: '1' })],
    ['whose number lives again as this very process', () => ({})],
    ['from before the computer was started anew, whose number lives again', () => ({ boot: 'an earlier start', pid: process.ppid })],
    ['of a process that is gone, when the computer was renamed since', () => ({ host: '旧电脑名', pid: NOBODY })],
    ['of an earlier version of the program, gone', () => ({ boot: undefined, by: undefined, pid: NOBODY })],
  ])('%s keeps nobody out', async (_about, change) => {
    const folder = await folderWith(change)
    const lock = await must(lockFolder(folder))
    expect(lock.isHeld()).toBe(true)
    lock.release()
    expect(existsSync(join(folder, 'lock.json'))).toBe(false)
  })

  test('that was cut off while being written keeps nobody out', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lock.json'), '{"host":"电')
    const lock = await must(lockFolder(folder))
    lock.release()
  })

  test.each<[string, (own: Note) => Partial<Note>, string]>([
    ['of a program on another computer', () => ({ host: '前台电脑', boot: 'its own', by: 'process' }), '电脑“前台电脑”'],
    ['of this computer under the name it had before it was started anew', () => ({ host: '旧电脑名', boot: 'an earlier start', by: 'process' }), '电脑“旧电脑名”'],
  ])('%s is asked about, and goes when the user says so', async (_about, change, where) => {
    const folder = await folderWith(change)
    const before = readFileSync(join(folder, 'lock.json'), 'utf8')
    expect(await lockFolder(folder)).toMatchObject({ ok: false, refusal: { code: 'folder-in-use', message: expect.stringContaining(where) as string } })
    expect(readFileSync(join(folder, 'lock.json'), 'utf8')).toBe(before)
    const lock = await must(lockFolder(folder, true))
    expect(lock.isHeld()).toBe(true)
    lock.release()
    expect(existsSync(join(folder, 'lock.json'))).toBe(false)
  })
})

test('the note says which computer and process, and goes with the lock', async () => {
  const own = await ownNote()
  expect(own).toMatchObject({ host: hostname(), pid: process.pid, by: onWindows ? 'handle' : 'process' })
})

test('a second lock in the same process is refused, and the first one goes on', async () => {
  const folder = temporaryFolder()
  const first = await must(lockFolder(folder))
  expect(await lockFolder(folder)).toMatchObject({ ok: false, refusal: { code: 'folder-in-use', message: expect.stringContaining(`本机进程 ${process.pid}`) as string } })
  expect(first.isHeld()).toBe(true)
  first.release()
  const second = await must(lockFolder(folder))
  second.release()
})

test('one that was taken over knows it, and does not take the other one’s note along', async () => {
  const folder = temporaryFolder()
  const first = await must(lockFolder(folder))
  const second = await must(lockFolder(folder, true))
  expect(first.isHeld()).toBe(false)
  first.release()
  expect(second.isHeld()).toBe(true)
  second.release()
  expect(readdirSync(folder).filter(name => name !== 'lock')).toEqual([])
})

describe('the program', () => {
  test('that was refused looks again, and gets in by itself once the other has let go', async () => {
    const { folder } = await prepareStore()
    const first = await openLowdbStore(join(folder, 'data'))
    const second = await openLowdbStore(join(folder, 'data'))
    afterTest(() => second.store.close())
    expect(await second.store.status()).toMatchObject({ state: 'unavailable', reason: { code: 'folder-in-use' } })
    await first.store.close()
    expect(await second.store.status()).toMatchObject({ state: 'locked', accounts: 2 })
    await must(second.store.unlock(credentials))
  })

  test('takes over when the user says so; the other may save no more, and gets in again when this one has gone', async () => {
    const { folder } = await prepareStore()
    const first = await begin(folder)
    expect(await first.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    const second = await begin(folder)
    expect(await second.ask('office.status')).toMatchObject({ value: { state: 'unavailable', reason: { code: 'folder-in-use' } } })
    expect(await second.ask('office.takeOver')).toMatchObject({ ok: true })
    expect(await second.ask('office.takeOver')).toMatchObject({ ok: false, refusal: { code: 'not-held', message: expect.stringMatching(/请/) as string } })
    expect(await second.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    expect(await first.ask('case.register', application)).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over' } })
    expect(await second.ask('case.register', application)).toMatchObject({ ok: true })
    expect(await first.ask('office.status')).toMatchObject({ value: { state: 'unavailable', reason: { code: 'folder-taken-over' } } })
    await second.end()
    expect(await first.ask('office.status')).toMatchObject({ value: { state: 'locked' } })
    expect(await first.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    expect(await first.ask('case.list')).toMatchObject({ value: { total: 3 } })
    await first.end()
    expect((await unlockedState(join(folder, 'data'), account.password))!.faults).toEqual([])
  }, 60_000)

  test('that is killed leaves the folder free at once', async () => {
    const folder = copyOf((await prepareStore()).folder)
    for (let round = 0; round < 3; round += 1) {
      const host = await begin(folder)
      expect(await host.ask('account.unlock', credentials), `round ${round}`).toMatchObject({ ok: true })
      host.child.kill('SIGKILL')
      await host.exited
    }
    const last = await begin(folder)
    expect(await last.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    await last.end()
    expect(existsSync(join(folder, 'data', 'lock.json'))).toBe(false)
  }, 60_000)

  test('on a folder that is not reachable yet gets in once it is', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'drive'), '')
    const { store } = await openLowdbStore(join(folder, 'drive', 'data'))
    afterTest(() => store.close())
    expect(await store.status()).toMatchObject({ state: 'unavailable', reason: { code: 'not-a-folder' } })
    rmSync(join(folder, 'drive'))
    mkdirSync(join(folder, 'drive'))
    expect(await store.status()).toMatchObject({ state: 'empty' })
  })
})
