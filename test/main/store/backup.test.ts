import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/case/dates.ts'
import { storedFrom } from '../../../src/core/office.ts'
import { backupsToDrop, readBackup } from '../../../src/main/store/backup.ts'
import { ok } from '../../../src/core/result.ts'
import { account, aRehearsalOffice, must, openApp, refused, temporaryFolder, workedCasesPath, type TestApp } from '../harness.ts'

const full = async (): Promise<{ app: TestApp; folder: string; recoveryKey: string }> => {
  const folder = temporaryFolder()
  const app = await openApp(folder)
  const { recoveryKey } = await must(app.call('office.setUp', {
    office: { name: '委员会', regionCode: '421281', numberWord: '赤物', court: '法院' }, mediators: [], account, rehearsal: true,
  }))
  await must(app.call('bundle.import', { path: workedCasesPath }))
  await must(app.call('attachment.add', { caseId: 'w1', name: '照片.jpg', content: Buffer.alloc(3_000_000, 'a渗').toString('base64') }))
  return { app, folder, recoveryKey }
}

describe('a backup', () => {
  test('restores everything, field for field, with its trail, its attachments and its passwords', async () => {
    const { app, folder, recoveryKey } = await full()
    const before = storedFrom(await must(app.ports.store.read()))
    const { path, bytes } = await must(app.call('backup.create', { path: join(folder, '一.mbk') }))
    expect(readFileSync(path).length).toBe(bytes)
    for (const [name, secret] of [['甲', { password: account.password }], ['乙', { recoveryKey }]] as const) {
      const into = join(folder, name, 'data')
      expect(await must(app.call('backup.restore', { path, into, ...secret }))).toEqual({ into, cases: 8 })
      const again = await openApp(join(folder, name))
      await must(again.call('account.unlock', { password: account.password }))
      expect(storedFrom(await must(again.ports.store.read()))).toEqual(before)
      expect(await must(again.call('audit.verify', {}))).toEqual({ entries: 3, faults: [] })
      const [attachment] = (await must(again.call('attachment.list', { caseId: 'w1' }))).attachments
      const file = await must(again.call('attachment.read', { attachmentId: attachment!.id }))
      expect(readFileSync(file.path).equals(Buffer.alloc(3_000_000, 'a渗'))).toBe(true)
      await again.ports.store.close()
    }
  })

  test('is never written over another, and a folder keeps them apart by time', async () => {
    const { app, folder } = await full()
    const { path } = await must(app.call('backup.create', { path: join(folder, '一.mbk') }))
    const before = readFileSync(path)
    expect(await refused(app.call('backup.create', { path }))).toMatchObject({ code: 'already-there', field: '/path' })
    expect(readFileSync(path).equals(before)).toBe(true)
    for (let turn = 0; turn < 3; turn += 1) await must(app.call('backup.create', { path: join(folder, '盘') }))
    const names = readdirSync(join(folder, '盘'))
    expect(new Set(names).size).toBe(names.length)
    expect(names.every(name => /_20261123-09000\d\.mbk$/.test(name))).toBe(true)
  })

  test('of the wrong password, another office or an occupied folder is refused, and says what to do', async () => {
    const { app, folder } = await full()
    const { path } = await must(app.call('backup.create', { path: join(folder, '一.mbk') }))
    const other = await aRehearsalOffice()
    const into = join(folder, '新')
    expect(await refused(other.call('backup.restore', { path, into, password: '不是这个密码' }))).toMatchObject({ code: 'wrong-password', field: '/password' })
    expect((await refused(other.call('backup.restore', { path, into }))).code).toBe('missing')
    expect((await refused(other.call('backup.restore', { path: workedCasesPath, into, password: 'x' }))).code).toBe('not-a-backup')
    expect((await refused(other.call('backup.restore', { path: join(folder, '没有.mbk'), into, password: 'x' }))).code).toBe('not-found')
    expect(existsSync(into)).toBe(false)
    mkdirSync(into)
    writeFileSync(join(into, '别的.txt'), '')
    expect(await refused(other.call('backup.restore', { path, into, password: account.password }))).toMatchObject({ code: 'folder-not-empty', field: '/into' })
    expect(readdirSync(into)).toEqual(['别的.txt'])
  })

  test('that cannot be written leaves nothing behind and says why', async () => {
    const { app, folder } = await full()
    writeFileSync(join(folder, '文件'), '')
    expect(await refused(app.call('backup.create', { path: join(folder, '文件', '一.mbk') }))).toMatchObject({ code: 'not-a-folder', field: '/path' })
    expect((await must(app.call('office.show', {}))).safety.lastBackupAt).toBeUndefined()
  })

  test('is noted with its time, and restored on trial once a month', async () => {
    const folder = temporaryFolder()
    const first = await aRehearsalOffice(folder, '2026-10-01T10:00' as LocalTime)
    await must(first.call('backup.create', { path: join(folder, '盘') }))
    expect((await must(first.call('office.show', {}))).safety).toEqual({ lastBackupAt: '2026-10-01T10:00', lastProvenAt: '2026-10-01T10:00' })
    await first.ports.store.close()
    for (const [now, proven] of [['2026-10-20T10:00', '2026-10-01T10:00'], ['2026-10-31T10:00', '2026-10-31T10:00']] as const) {
      const app = await openApp(folder, now as LocalTime)
      await must(app.call('account.unlock', { password: account.password }))
      await must(app.call('backup.create', { path: join(folder, '盘') }))
      expect((await must(app.call('office.show', {}))).safety).toEqual({ lastBackupAt: now, lastProvenAt: proven })
      await app.ports.store.close()
    }
  })
})

describe('a damaged backup', () => {
  let bytes: Buffer
  let dataKey: Buffer
  const folder = (): string => temporaryFolder()
  beforeAll(async () => {
    const app = await aRehearsalOffice()
    await must(app.call('bundle.import', { path: workedCasesPath }))
    await must(app.call('attachment.add', { caseId: 'w1', name: '照片.jpg', content: Buffer.alloc(1_500_000, 'x').toString('base64') }))
    const { path } = await must(app.call('backup.create', { path: join(app.out, '一.mbk') }))
    bytes = readFileSync(path)
    const opened = await app.ports.store.read()
    expect(opened.ok).toBe(true)
    const { keyOf } = await import('./bench.ts')
    await app.ports.store.close()
    dataKey = (await keyOf(app.data)).dataKey
  })
  const read = async (damaged: Buffer) => {
    const path = join(folder(), 'x.mbk')
    writeFileSync(path, damaged)
    return readBackup(path, async () => ok(dataKey))
  }

  test('the whole one is read', async () => {
    expect(await read(bytes)).toMatchObject({ ok: true })
  })

  test('one flipped bit anywhere is seen', async () => {
    const header = 9 + bytes.readUInt32BE(5)
    const places = [...Array.from({ length: 400 }, (_, index) => index % header), ...Array.from({ length: 300 }, (_, index) => header + Math.trunc(index * (bytes.length - header) / 300)), bytes.length - 1]
    for (const place of places) {
      const damaged = Buffer.from(bytes)
      damaged[place]! ^= 1
      const result = await read(damaged)
      expect(result.ok, `byte ${place}`).toBe(false)
    }
  })

  test('a cut at any length is seen, and so is anything added', async () => {
    for (let turn = 0; turn < 200; turn += 1) {
      expect((await read(bytes.subarray(0, Math.trunc(turn * bytes.length / 200)))).ok, `cut ${turn}`).toBe(false)
    }
    expect((await read(bytes.subarray(0, -1))).ok).toBe(false)
    expect((await read(Buffer.concat([bytes, Buffer.from([0])]))).ok).toBe(false)
  })

  test('is refused before anything is touched', async () => {
    const app = await aRehearsalOffice()
    const before = readdirSync(app.data).toSorted()
    const path = join(app.data, '..', '坏.mbk')
    const damaged = Buffer.from(bytes)
    damaged[damaged.length - 5]! ^= 1
    writeFileSync(path, damaged)
    expect(await refused(app.call('backup.restore', { path, password: account.password }))).toMatchObject({ code: 'backup-damaged', field: '/path' })
    expect(readdirSync(app.data).toSorted()).toEqual(before)
    expect((await must(app.call('office.status', {}))).state).toBe('open')
  })
})

describe('which backups go', () => {
  const name = (day: number, time = '090000'): string => {
    const date = new Date(Date.UTC(2024, 0, 1 + day)).toISOString().slice(0, 10).replaceAll('-', '')
    return `物业调解备份_${date}-${time}.mbk`
  }

  test('a daily backup for two years leaves 7 days, 4 weeks and 12 months', () => {
    let kept: string[] = []
    for (let day = 0; day < 730; day += 1) {
      kept.push(name(day))
      const drop = new Set(backupsToDrop(kept))
      kept = kept.filter(one => !drop.has(one))
    }
    expect(kept.length).toBeGreaterThanOrEqual(18)
    expect(kept.length).toBeLessThanOrEqual(7 + 4 + 12)
    expect(kept.slice(-7)).toEqual(Array.from({ length: 7 }, (_, index) => name(723 + index)))
  })

  test('never the newest of all, never a file that is none of ours, and nothing twice', () => {
    fc.assert(fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { minLength: 1, maxLength: 80 }), days => {
      const names = [...days.map(day => name(day)), '别人的.mbk', '笔记.txt']
      const dropped = backupsToDrop(names)
      expect(dropped).not.toContain(name(Math.max(...days)))
      expect(dropped.filter(one => !one.startsWith('物业调解备份_'))).toEqual([])
      const kept = names.filter(one => !dropped.includes(one))
      expect(backupsToDrop(kept)).toEqual([])
    }))
  })
})
