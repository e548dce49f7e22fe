/** Promise 9: a backup restores. A bad one is refused before anything is touched, a good one restores deep-equal. */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { storedFrom } from '../../../src/core/office.ts'
import { ok } from '../../../src/core/base/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { backupsToDrop, readBackup } from '../../../src/main/store/backup.ts'
import { account, afterTest, must, refused, temporaryFolder } from '../../app/harness.ts'
import { cause, copyOf, credentials, prepareStore, type Prepared } from './bench.ts'

let prepared: Prepared
let bytes: Buffer
const all = `${temporaryFolder()}-all`

const open = async (folder: string): ReturnType<typeof openLowdbStore> => {
  const opened = await openLowdbStore(folder)
  afterTest(() => opened.store.close())
  return opened
}
const opened = async (folder: string) => {
  const one = await open(folder)
  await must(one.store.unlock(credentials))
  return one
}

beforeAll(async () => {
  mkdirSync(all)
  prepared = await prepareStore(all)
  const { store, care } = await openLowdbStore(join(all, 'data'))
  await must(store.unlock(credentials))
  const path = join(all, 'good.mbk')
  await must(care.backUp(path, cause))
  bytes = readFileSync(path)
  await store.close()
  return () => rmSync(all, { recursive: true, force: true })
}, 60_000)

describe('a good backup', () => {
  test('restores deep-equal, attachments and trail and passwords included, with a password or with the recovery key', async () => {
    const home = temporaryFolder()
    const { store, care } = await open(join(home, 'office'))
    const present = await must((await opened(join(copyOf(all), 'data'))).store.read())
    const { recoveryKey } = await must(store.create({ ...present, safety: {} }, credentials, cause))
    // The attachment's bytes lie in the other store under that one's key.
    const blob = await must(care.keepFile(Buffer.from('渗水照片')))
    await must(store.change(cause, before => ok({ office: { ...before, attachments: before.attachments.with({ ...[...before.attachments.all()][0]!, blob }) }, value: null })))
    const atBackup = (await must(care.audit())).entries
    const path = join(home, 'one.mbk')
    expect(await must(care.backUp(path, cause))).toEqual({ path, bytes: statSync(path).size })
    const office = storedFrom(await must(store.read()))
    for (const [name, secret] of [['by-password', { password: account.password }], ['by-recovery-key', { recoveryKey }]] as const) {
      const into = join(home, name)
      expect(await must(care.restore({ path, into, ...secret }))).toEqual({ into, cases: 2 })
      const again = await opened(into)
      const restored = await must(again.store.read())
      expect(storedFrom(restored)).toEqual({ ...office, safety: {} })
      const audit = await must(again.care.audit())
      expect(audit).toEqual({ entries: atBackup, faults: [] })
      for (const { blob } of restored.attachments.all()) expect(Buffer.from(await must(again.care.readFile(blob))).toString()).toBe('渗水照片')
      expect(await must(again.care.verify())).toMatchObject({ findings: [], auditFaults: [] })
    }
  }, 60_000)

  test('is never written over, neither under its name nor in a folder', async () => {
    const { care } = await opened(join(copyOf(all), 'data'))
    const folder = temporaryFolder()
    const path = join(folder, 'one.mbk')
    await must(care.backUp(path, cause))
    const first = readFileSync(path)
    expect(await refused(care.backUp(path, cause))).toMatchObject({ code: 'already-there', field: '/path' })
    expect(readFileSync(path).equals(first)).toBe(true)
    // In a folder each has a name of its own, even within one minute; the new one always stays.
    const names = new Set<string>()
    for (let count = 0; count < 4; count += 1) {
      const made = await must(care.backUp(join(folder, 'many'), cause))
      expect(readdirSync(join(folder, 'many'))).toContain(basename(made.path))
      names.add(made.path)
    }
    expect(readdirSync(join(folder, 'many')).every(name => /^物业调解备份-[0-9a-f]{6}_20261123-0900\d\d\.mbk$/.test(name))).toBe(true)
  }, 60_000)

  test('of another office in the same folder is left alone when older ones are thinned out', async () => {
    const { care } = await opened(join(copyOf(all), 'data'))
    const folder = temporaryFolder()
    const other = ['物业调解备份-abcdef_20200101-090000.mbk', '物业调解备份-abcdef_20200101-080000.mbk', '旧备份_20200101-090000.mbk', '说明.txt']
    for (const name of other) writeFileSync(join(folder, name), name)
    const own = readdirSync(folder)
    for (let count = 0; count < 3; count += 1) await must(care.backUp(folder, { ...cause, at: `2026-11-2${count}T09:00` as typeof cause.at }))
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(own))
    expect(readdirSync(folder).length).toBe(own.length + 3)
  }, 60_000)

  test('proven on trial is noted with its date, and leaves no trace beside the data', async () => {
    const folder = copyOf(all)
    const { store, care } = await opened(join(folder, 'data'))
    expect((await must(store.read())).safety.lastProvenAt).toBeUndefined()
    const path = join(folder, 'good.mbk')
    const before = readdirSync(join(folder, 'data')).sort()
    expect(await must(care.prove(path, cause))).toEqual({ cases: 2 })
    expect((await must(store.read())).safety).toEqual({ lastBackupAt: cause.at, lastProvenAt: cause.at })
    expect(readdirSync(join(folder, 'data')).sort()).toEqual(before)
    writeFileSync(path, bytes.subarray(0, bytes.length - 1))
    expect(await refused(care.prove(path, { ...cause, at: '2026-12-01T09:00' as typeof cause.at }))).toMatchObject({ code: 'backup-damaged' })
    expect((await must(store.read())).safety.lastProvenAt).toBe(cause.at)
  }, 60_000)
})

describe('a bad backup', () => {
  test('is refused whichever byte was flipped and wherever it was cut off', async () => {
    const path = join(temporaryFolder(), 'bad.mbk')
    let cases = 0
    const check = async (damaged: Buffer, what: string): Promise<void> => {
      writeFileSync(path, damaged)
      const read = await readBackup(path, async () => ok(prepared.dataKey))
      if (read.ok) expect(what).toBe('refused')
      else expect(read.refusal.message, what).toMatch(/没有改动任何资料。请/)
      cases += 1
    }
    // Files are slow under Wine, and the reader is the same: a part of the places there.
    for (let at = 0; at < bytes.length; at += process.platform === 'win32' ? 31 : 1) {
      const flipped = Buffer.from(bytes)
      flipped[at]! ^= 1 << (at % 8)
      await check(flipped, `flipped at ${at}`)
      await check(bytes.subarray(0, at), `cut to ${at}`)
    }
    await check(Buffer.concat([bytes, Buffer.from('x')]), 'longer by one')
    await check(Buffer.concat([bytes, bytes.subarray(-200)]), 'longer by its own end')
    console.log(`${cases} bad backups refused`)
    expect(cases).toBeGreaterThan(process.platform === 'win32' ? 500 : 5000)
  }, 120_000)

  test('with several segments is refused when they are exchanged, repeated or left out', async () => {
    const folder = copyOf(all)
    const { store, care } = await opened(join(folder, 'data'))
    const blob = await must(care.keepFile(Buffer.alloc(3_500_000, 7)))
    await must(store.change(cause, office => ok({ office: { ...office, attachments: office.attachments.with({ ...[...office.attachments.all()][0]!, id: 'big', blob }) }, value: null })))
    const path = join(folder, 'big.mbk')
    await must(care.backUp(path, cause))
    const whole = readFileSync(path)
    const start = 9 + whole.readUInt32BE(5)
    const chunks: Buffer[] = []
    for (let at = start; at < whole.length;) {
      const end = at + 4 + whole.readUInt32BE(at)
      chunks.push(whole.subarray(at, end))
      at = end
    }
    expect(chunks.length).toBe(4)
    const [one, two, three, four] = chunks as [Buffer, Buffer, Buffer, Buffer]
    for (const list of [[two, one, three, four], [one, two, two, three, four], [one, three, four], [one, two, three], [two, three, four], [one, two, three, four, four]]) {
      writeFileSync(path, Buffer.concat([whole.subarray(0, start), ...list]))
      expect(await readBackup(path, async () => ok(prepared.dataKey))).toMatchObject({ ok: false, refusal: { code: 'backup-damaged' } })
    }
    writeFileSync(path, whole)
    expect(await readBackup(path, async () => ok(prepared.dataKey))).toMatchObject({ ok: true })
  }, 60_000)

  test('or a wrong secret, or a folder that is not empty, touches nothing', async () => {
    const folder = copyOf(all)
    const { care } = await open(join(folder, 'elsewhere'))
    const good = join(folder, 'good.mbk')
    const bad = join(folder, 'bad.mbk')
    writeFileSync(bad, bytes.subarray(0, bytes.length - 1))
    writeFileSync(join(folder, 'text.mbk'), '不是备份')
    const into = join(folder, 'into')
    const full = join(folder, 'full')
    mkdirSync(full)
    writeFileSync(join(full, '别的文件.txt'), '别的')
    const secret = { password: account.password }
    const cases = [
      [{ path: bad, into, ...secret }, 'backup-damaged'],
      [{ path: join(folder, 'text.mbk'), into, ...secret }, 'not-a-backup'],
      [{ path: join(folder, 'nothing.mbk'), into, ...secret }, 'not-found'],
      [{ path: good, into, password: '不对的密码' }, 'wrong-password'],
      [{ path: good, into }, 'missing'],
      [{ path: good, into, recoveryKey: 'x' }, 'recovery-key-typo'],
      [{ path: good, into: full, ...secret }, 'folder-not-empty'],
      [{ path: good, into: join(folder, 'data'), ...secret }, 'folder-not-empty'],
    ] as const
    for (const [input, code] of cases) {
      expect(await refused(care.restore(input)), JSON.stringify(input)).toMatchObject({ code, message: expect.stringMatching(/请/) as string })
    }
    expect(readdirSync(folder).sort()).not.toContain('into')
    expect(readdirSync(full)).toEqual(['别的文件.txt'])
    await must((await open(join(folder, 'data'))).store.unlock(credentials))
  }, 60_000)
})

describe('old backups in a folder', () => {
  const nameOf = (day: number, time = '090000'): string =>
    `物业调解备份-abcdef_${new Date(Date.UTC(2026, 0, 1) + day * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '')}-${time}.mbk`

  test('one a day for two years: 7 days, 4 weeks and 12 months stay', () => {
    const names = Array.from({ length: 730 }, (_, day) => nameOf(day))
    const kept = names.filter(name => !backupsToDrop(names).includes(name))
    expect(kept.map(name => name.slice(-19, -4).slice(0, 8))).toEqual([
      '20270131', '20270228', '20270331', '20270430', '20270531', '20270630', '20270731', '20270831', '20270930', '20271031', '20271130',
      '20271212', '20271219', '20271225', '20271226', '20271227', '20271228', '20271229', '20271230', '20271231',
    ])
  })

  test('the newest always stays; nothing is kept that was not there; dropping twice drops nothing more; other files are left alone', () => {
    const list = fc.uniqueArray(fc.tuple(fc.nat(800), fc.constantFrom('090000', '120000', '180001')).map(([day, time]) => nameOf(day, time)), { maxLength: 60 })
    fc.assert(fc.property(list, fc.shuffledSubarray(['说明.txt', 'x.mbk', 'x_2026.mbk.part']), (names, others) => {
      const dropped = backupsToDrop([...names, ...others])
      const kept = names.filter(name => !dropped.includes(name))
      expect(dropped.every(name => names.includes(name))).toBe(true)
      if (names.length > 0) expect(kept).toContain([...names].sort().at(-1))
      expect(kept.length).toBeLessThanOrEqual(23)
      expect(backupsToDrop(kept)).toEqual([])
      // The newest of each of the last seven days that have one.
      const days = [...new Set(names.map(name => name.slice(0, -11)))].sort().slice(-7)
      for (const day of days) expect(kept).toContain(names.filter(name => name.startsWith(day)).sort().at(-1))
    }))
  })
})
