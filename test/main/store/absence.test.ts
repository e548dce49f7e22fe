/**
 * Absent, unreadable, damaged and wrong are four things. Only the system's own word says that nothing is there; what cannot be read
 * for a moment is neither damage nor a wrong password; and nothing is removed that the very act did not make.
 */
import { spawn, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { isHalfMade } from '../../../src/main/store/making.ts'
import { account, afterTest, must, NOW, office, refused, temporaryFolder } from '../../app/harness.ts'
import { application, cause, copyOf, credentials, hostOn, prepareStore, startHost, stateOf, stdioProgram, strace, straceMissing, unless, unlockedState, type Host, type Prepared } from './bench.ts'

let prepared: Prepared
const all = `${temporaryFolder()}-all`
beforeAll(async () => {
  mkdirSync(all)
  prepared = await prepareStore(all)
  const { store, care } = await openLowdbStore(join(all, 'data'))
  await must(store.unlock(credentials))
  await must(care.backUp(join(all, 'one.mbk'), cause))
  await store.close()
  return () => rmSync(all, { recursive: true, force: true })
}, 60_000)

const filesIn = (folder: string): Record<string, string> => Object.fromEntries(['a', 'b'].flatMap(side => readdirSync(join(folder, side))
  .filter(name => name !== 'tries.json').map(name => [`${side}/${name}`, readFileSync(join(folder, side, name)).toString('base64')])))

const stats = 'statx,stat,lstat,newfstatat,access,faccessat,faccessat2'

/** The stdio host from its first call on under a fault that hits these paths alone. */
const hostUnder = async (folder: string, calls: string, fault: string, paths: readonly string[]): Promise<Host> => {
  const child = spawn('strace', [
    '-f', '-o', '/dev/null', ...paths.flatMap(path => ['-P', path]), '-e', `trace=${calls}`, '-e', `inject=${calls}:${fault}`,
    process.execPath, await stdioProgram(), '--data', join(folder, 'data'), '--out', join(folder, 'out'), '--now', NOW,
  ], { stdio: ['pipe', 'pipe', 'inherit'], env: { ...process.env, UV_THREADPOOL_SIZE: '1' } })
  afterTest(() => void child.kill('SIGKILL'))
  return hostOn(child)
}

const setUp = { office, mediators: [], account, rehearsal: true }

describe.skipIf(straceMissing)(`a folder that the system says nothing certain of${unless(straceMissing)}`, () => {
  test.each(['EIO', 'EACCES', 'EPERM', 'ESTALE'])('(%s) is not taken for an empty one: no set-up, no restore, and every file stays', async error => {
    const folder = copyOf(all)
    const data = join(folder, 'data')
    const before = filesIn(data)
    const host = await hostUnder(folder, stats, `error=${error}`, [join(data, 'a'), join(data, 'b')])
    const status = await host.ask('office.status')
    expect(status).toMatchObject({ ok: true, value: { state: 'unavailable', reason: { message: expect.stringMatching(/没有成功：.+。请.+。/) as string } } })
    for (const [command, input] of [
      ['office.setUp', setUp], ['account.unlock', credentials], ['backup.restore', { path: join(folder, 'one.mbk'), password: account.password }],
      ['office.status', { again: true }], ['office.setUp', setUp],
    ] as const) {
      const answer = await host.ask(command, input)
      if (command === 'office.status') expect(answer).toMatchObject({ value: { state: 'unavailable' } })
      else expect(answer, command).toMatchObject({ ok: false })
    }
    await host.end()
    expect(filesIn(data)).toEqual(before)
    const state = await unlockedState(data, account.password)
    expect(state).toMatchObject({ faults: [], notices: [] })
  }, 60_000)

  test('for one call only, whichever: the store is never made anew, and opens afterwards', async () => {
    for (let when = 1; when <= 8; when += 1) {
      const folder = copyOf(all)
      const data = join(folder, 'data')
      const before = await stateOf(data, prepared)
      const host = await hostUnder(folder, stats, `error=EIO:when=${when}`, [join(data, 'a'), join(data, 'b')])
      const made = await host.ask('office.setUp', setUp)
      expect(made, `at the ${when}th look`).toMatchObject({ ok: false })
      await host.ask('office.status', { again: true })
      // The one call may be among those of the first try.
      if (!(await host.ask('account.unlock', credentials))!.ok) expect(await host.ask('account.unlock', credentials), `at the ${when}th look`).toMatchObject({ ok: true })
      await host.end()
      expect(await stateOf(data, prepared)).toEqual(before)
    }
  }, 90_000)

  test('is not restored into', async () => {
    const folder = copyOf(all)
    const into = join(folder, 'into')
    mkdirSync(into)
    writeFileSync(join(into, '别的文件.txt'), '别的')
    const host = await startHost(folder)
    const trace = await strace(host.child.pid!, '-o', '/dev/null', '-P', into, '-e', 'trace=getdents64', '-e', 'inject=getdents64:error=EIO')
    expect(await host.ask('backup.restore', { path: join(folder, 'one.mbk'), into, password: account.password })).toMatchObject({ ok: false, refusal: { code: 'disk-error' } })
    await trace.stop()
    await host.end()
    expect(readdirSync(into)).toEqual(['别的文件.txt'])
  }, 60_000)
})

describe('what is tidied away', () => {
  test('bears a name that only half-made things of ours have; other files in the folder stay', async () => {
    const folder = join(copyOf(all), 'data')
    const others = ['电影.part', '.new', '恢复中-', '试恢复-旧资料', '恢复中-甲乙丙丁戊己', 'x.part', '.abc.part', '自检-记录.txt']
    const ours = ['.new-a1B2c3', '恢复中-a1B2c3', '试恢复-a1B2c3', '自检-a1B2c3', '.0123abcd.part']
    for (const name of [...others, ...ours]) writeFileSync(join(folder, name), name)
    writeFileSync(join(folder, 'a', '.0123abcd.part'), '')
    writeFileSync(join(folder, 'a', '说明.part'), '别的')
    const { store } = await openLowdbStore(folder)
    afterTest(() => store.close())
    await must(store.unlock(credentials))
    const left = readdirSync(folder)
    for (const name of others) expect(left).toContain(name)
    for (const name of ours) expect(left).not.toContain(name)
    expect(readdirSync(join(folder, 'a'))).toContain('说明.part')
    expect(readdirSync(join(folder, 'a'))).not.toContain('.0123abcd.part')
    for (const name of others) expect(isHalfMade(name), name).toBe(false)
  })

  test('of attachments is only what no record names', async () => {
    const folder = join(copyOf(all), 'data')
    const first = await openLowdbStore(folder)
    await must(first.store.unlock(credentials))
    const blob = await must(first.care.keepFile(Buffer.from('没有记录的附件')))
    await first.store.close()
    const named = readdirSync(join(folder, 'a')).filter(name => name.startsWith('blob-') && name !== blob)
    expect(named.length).toBe(1)
    const second = await openLowdbStore(folder)
    afterTest(() => second.store.close())
    await must(second.store.unlock(credentials))
    for (const side of ['a', 'b']) expect(readdirSync(join(folder, side)).filter(name => name.startsWith('blob-'))).toEqual(named)
    await must(second.care.readFile(named[0]!))
  })

  test('of backups that were cut off is only this office’s own', async () => {
    const folder = copyOf(all)
    const { store, care } = await openLowdbStore(join(folder, 'data'))
    afterTest(() => store.close())
    await must(store.unlock(credentials))
    const backups = join(folder, 'backups')
    mkdirSync(backups)
    const series = `物业调解备份-${prepared.storeId.slice(0, 6)}_`
    const others = ['物业调解备份-ffffff_20261101-090000.mbk.part', '电影.mbk.part', `${series}说明.txt`]
    for (const name of [...others, `${series}20261101-090000.mbk.part`, `.${series}0123456789abcdef.mbk.part`]) writeFileSync(join(backups, name), '')
    await must(care.backUp(backups, cause))
    expect(readdirSync(backups).filter(name => !name.endsWith('.mbk')).sort()).toEqual(others.sort())
    expect(readdirSync(backups).filter(name => name.endsWith('.mbk')).length).toBe(1)
  })

  test('is never the copy that an earlier upgrade kept, nor a folder that stands in the place of a file', async () => {
    const folder = join(copyOf(all), 'data')
    const name = readdirSync(join(folder, 'b')).find(one => one.startsWith('shard-'))!
    rmSync(join(folder, 'b', name))
    mkdirSync(join(folder, 'b', name))
    writeFileSync(join(folder, 'b', name, '要紧的.txt'), '要紧')
    const { store, care } = await openLowdbStore(folder)
    afterTest(() => store.close())
    await must(store.unlock(credentials))
    await must(care.verify())
    expect(statSync(join(folder, 'b', name)).isFile()).toBe(true)
    const kept = readdirSync(folder).find(one => one.startsWith('占用文件名的文件夹-'))!
    expect(readFileSync(join(folder, kept, '要紧的.txt'), 'utf8')).toBe('要紧')
  })
})

describe.skipIf(straceMissing)(`what cannot be read for a moment${unless(straceMissing)}`, () => {
  test('of the key files is no wrong password: nothing is counted, and the next try opens', async () => {
    const folder = copyOf(all)
    const host = await startHost(folder)
    afterTest(() => void host.child.kill('SIGKILL'))
    expect(await host.ask('office.status')).toMatchObject({ value: { state: 'locked' } })
    for (const error of ['EACCES', 'EIO']) {
      const trace = await strace(host.child.pid!, '-o', '/dev/null', ...['a', 'b'].flatMap(side => ['-P', join(folder, 'data', side, 'keys.json')]), '-e', 'trace=openat', '-e', `inject=openat:error=${error}`)
      for (let turn = 0; turn < 7; turn += 1) {
        const answer = await host.ask('account.unlock', credentials)
        expect(answer, error).toMatchObject({ refusal: { code: error === 'EIO' ? 'disk-error' : 'no-permission' } })
      }
      await trace.stop()
    }
    expect(await host.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    await host.end()
  }, 60_000)

  test('of the records is no damage: it is said what the disk says, and the next try opens without a restart', async () => {
    const folder = copyOf(all)
    const data = join(folder, 'data')
    const before = await stateOf(data, prepared)
    const host = await startHost(folder)
    afterTest(() => void host.child.kill('SIGKILL'))
    const kinds = [/^shard-\d+-rest/, /^manifest-/, /^journal-/]
    for (const kind of kinds) {
      const paths = ['a', 'b'].flatMap(side => readdirSync(join(data, side)).filter(name => kind.test(name)).map(name => join(data, side, name)))
      expect(paths.length).toBeGreaterThan(1)
      const trace = await strace(host.child.pid!, '-o', '/dev/null', ...paths.flatMap(path => ['-P', path]), '-e', 'trace=openat', '-e', 'inject=openat:error=EIO')
      expect(await host.ask('account.unlock', credentials), String(kind)).toMatchObject({ ok: false, refusal: { code: 'disk-error' } })
      expect(await host.ask('office.status')).toMatchObject({ value: { state: 'locked' } })
      await trace.stop()
      expect(await host.ask('account.unlock', credentials)).toMatchObject({ ok: true })
      expect(await host.ask('account.lock')).toMatchObject({ ok: true })
    }
    await host.end()
    expect(await stateOf(data, prepared)).toEqual(before)
  }, 60_000)
})

test('a copy whose folder was replaced by a file is made anew from the other, and the file is kept', async () => {
  for (const side of ['a', 'b']) {
    const folder = join(copyOf(all), 'data')
    const before = await stateOf(folder, prepared)
    rmSync(join(folder, side), { recursive: true })
    writeFileSync(join(folder, side), '不是文件夹')
    const { store, care } = await openLowdbStore(folder)
    await must(store.unlock(credentials))
    expect((await store.status()).notices!.length).toBeGreaterThan(0)
    expect((await must(care.verify())).findings.filter(one => !one.repaired)).toEqual([])
    await store.close()
    expect(await stateOf(folder, prepared)).toEqual(before)
    expect(readFileSync(join(folder, `占用“${side}”的文件`), 'utf8')).toBe('不是文件夹')
  }
})

test('damage that was found is looked at again when it is asked for, once the files are back', async () => {
  const folder = join(copyOf(all), 'data')
  const aside = temporaryFolder()
  const shards = readdirSync(join(folder, 'a')).filter(name => name.startsWith('shard-'))
  for (const side of ['a', 'b']) {
    mkdirSync(join(aside, side))
    for (const name of shards) renameSync(join(folder, side, name), join(aside, side, name))
  }
  const { store } = await openLowdbStore(folder)
  afterTest(() => store.close())
  expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'store-damaged' })
  expect(await store.status()).toMatchObject({ state: 'unavailable', reason: { code: 'store-damaged' } })
  for (const side of ['a', 'b']) for (const name of shards) renameSync(join(aside, side, name), join(folder, side, name))
  expect(await store.status()).toMatchObject({ state: 'unavailable' })
  expect(await store.status(true)).toMatchObject({ state: 'locked' })
  await must(store.unlock(credentials))
})

/** Why a small disk cannot be had here; null when it can. */
const noDisk = process.platform !== 'linux' || process.getuid?.() !== 0 ? 'mounting needs root on Linux' : null

describe.skipIf(noDisk)(`on a disk that is full at the start${unless(noDisk)}`, () => {
  test('the office can be read, and written as soon as there is room', async () => {
    const disk = join(tmpdir(), `mediation-full-${process.pid}`)
    mkdirSync(disk)
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', disk]).status !== 0) {
      rmSync(disk, { recursive: true })
      throw new Error('tmpfs cannot be mounted though this is root')
    }
    afterTest(() => {
      spawnSync('umount', ['-l', disk])
      rmSync(disk, { recursive: true, force: true })
    })
    cpSync(join(all, 'data'), join(disk, 'data'), { recursive: true })
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=4k'])
    expect(() => writeFileSync(join(disk, 'x'), Buffer.alloc(8192))).toThrow(/ENOSPC/)
    rmSync(join(disk, 'x'), { force: true })
    const { store } = await openLowdbStore(join(disk, 'data'))
    afterTest(() => store.close())
    expect(await store.status()).toMatchObject({ state: 'locked' })
    for (let turn = 0; turn < 5; turn += 1) await refused(store.unlock({ ...credentials, password: '不对的密码2026' }))
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'too-many-tries' })
    await store.close()

    const again = await openLowdbStore(join(disk, 'data'), { uptime: () => 1e9 })
    afterTest(() => again.store.close())
    await must(again.store.unlock(credentials))
    const present = await must(again.store.read())
    expect(present.cases.size).toBe(2)
    const change = () => again.store.change(cause, before => ({ ok: true, value: { office: { ...before, details: { ...before.details, phone: '5' } }, value: null } }))
    expect(await refused(change())).toMatchObject({ code: 'disk-full' })
    expect((await must(again.store.read())).details.phone).toBeUndefined()
    rmSync(join(disk, 'filler'))
    await must(change())
    await again.store.close()
    expect(existsSync(join(disk, 'data', 'lock.json'))).toBe(false)
    expect(JSON.parse((await stateOf(join(disk, 'data'), prepared)).office)).toMatchObject({ details: { phone: '5' } })
  }, 60_000)
})

test('guesses at a backup count with those at the office, and a right one forgives none', async () => {
  const folder = copyOf(all)
  const { store, care } = await openLowdbStore(join(folder, 'data'))
  afterTest(() => store.close())
  const path = join(folder, 'one.mbk')
  for (let turn = 0; turn < 4; turn += 1) expect(await refused(care.restore({ path, into: join(folder, 'into'), password: `猜测${turn}` }))).toMatchObject({ code: 'wrong-password' })
  await must(care.restore({ path, into: join(folder, 'into'), password: account.password }))
  expect(await refused(care.restore({ path, into: join(folder, 'into2'), password: '再猜一次' }))).toMatchObject({ code: 'wrong-password' })
  expect(await refused(care.restore({ path, into: join(folder, 'into2'), password: account.password }))).toMatchObject({ code: 'too-many-tries' })
  expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'too-many-tries' })
  void application
})
