import { spawn } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { collectionOf } from '../../src/core/collection.ts'
import type { LocalTime } from '../../src/core/case/dates.ts'
import { newOffice, storedFrom, type Office } from '../../src/core/office.ts'
import { ok, refuse } from '../../src/core/result.ts'
import { openLowdbStore } from '../../src/main/adapters/lowdb-store.ts'
import { account, afterTest, must, office as details, refused, temporaryFolder, workedCases } from './harness.ts'

const office: Office = { ...newOffice(details, { name: account.name, roles: ['director'] }, false), cases: collectionOf(workedCases.cases as never) }
const credentials = { account: account.name, password: account.password }
const cause = { command: 'test', at: '2026-11-23T09:00' as LocalTime }
const rename = (name: string) => (before: Office) =>
  ok({ office: { ...before, details: { ...before.details, name } }, value: name })

const open = async (folder: string) => {
  const store = await openLowdbStore(folder)
  afterTest(() => store.close())
  return store
}

const filled = async (folder = temporaryFolder()) => {
  const store = await open(folder)
  await must(store.create(office, credentials, cause))
  return { store, folder }
}

describe('the simple store', () => {
  test('keeps a change over closing and opening', async () => {
    const { store, folder } = await filled()
    await must(store.change(cause, rename('新名称')))
    await store.close()
    const again = await open(folder)
    expect(await again.status()).toEqual({ state: 'locked', rehearsal: false, accounts: [account.name] })
    await must(again.unlock(credentials))
    const read = await must(again.read())
    expect(storedFrom(read)).toEqual({ ...storedFrom(office), details: { ...details, name: '新名称' } })
  })

  test('writes nothing when the edit refuses', async () => {
    const { store, folder } = await filled()
    const before = readFileSync(join(folder, 'office.json'))
    expect((await refused(store.change(cause, () => refuse('no', '不行。')))).code).toBe('no')
    expect(readFileSync(join(folder, 'office.json'))).toEqual(before)
  })

  test('queues edits, so that none is lost', async () => {
    const { store } = await filled()
    await Promise.all(Array.from({ length: 20 }, () => store.change(cause, before =>
      ok({ office: { ...before, details: { ...before.details, name: `${before.details.name}+` } }, value: null }))))
    expect((await must(store.read())).details.name).toBe(`${details.name}${'+'.repeat(20)}`)
  })

  test.each([
    ['cut off', (text: string) => text.slice(0, -10)],
    ['empty', () => ''],
    ['something else', () => '{"format":"mediation-office"}'],
    ['from a later version', (text: string) => text.replace('"version":1', '"version":2')],
  ])('never puts an empty office in the place of a file that is %s', async (_what, damage) => {
    const { store, folder } = await filled()
    await store.close()
    const path = join(folder, 'office.json')
    const damaged = damage(readFileSync(path, 'utf8'))
    writeFileSync(path, damaged)
    const again = await open(folder)
    expect(await again.status()).toMatchObject({ state: 'unavailable', reason: { code: 'store-damaged' } })
    expect((await refused(again.create(office, credentials, cause))).code).toBe('store-damaged')
    expect((await refused(again.change(cause, rename('x')))).code).toBe('not-set-up')
    expect(readFileSync(path, 'utf8')).toBe(damaged)
  })

  test('leaves memory as the disk is when the disk refuses', async () => {
    const { store, folder } = await filled()
    mkdirSync(join(folder, 'office.json.new'))
    const refusal = await refused(store.change(cause, rename('不会存下')))
    expect(refusal).toMatchObject({ code: 'is-a-folder', message: expect.stringMatching(/保存资料没有成功.*请/) as string })
    expect((await must(store.read())).details.name).toBe(details.name)
    rmSync(join(folder, 'office.json.new'), { recursive: true })
    await must(store.change(cause, rename('原因消除后存下')))
    expect((await must(store.read())).details.name).toBe('原因消除后存下')
  })

  test('refuses a folder that cannot be one', async () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'file'), '')
    expect(await (await open(join(folder, 'file'))).status()).toMatchObject({ state: 'unavailable', reason: { message: expect.stringMatching(/请/) as string } })
    expect(await (await open('/proc/nowhere')).status()).toMatchObject({ state: 'unavailable' })
    chmodSync(folder, 0o700)
  })

  test('lets one process in, names it to the second, and lets go on closing', async () => {
    const { store, folder } = await filled()
    const second = await open(folder)
    expect(await second.status()).toMatchObject({ state: 'unavailable', reason: { code: 'folder-in-use', message: expect.stringContaining(String(process.pid)) as string } })
    expect((await refused(second.create(office, credentials, cause))).code).toBe('folder-in-use')
    await second.close()
    expect(existsSync(join(folder, 'lock.json'))).toBe(true)
    await store.close()
    expect(await (await open(folder)).status()).toMatchObject({ state: 'locked' })
  })

  test('takes over from a process that is gone, not from another computer', async () => {
    const { store, folder } = await filled()
    await store.close()
    const gone = spawn(process.execPath, ['-e', ''])
    await new Promise(done => gone.once('exit', done))
    const lock = (host: string, pid: number) => writeFileSync(join(folder, 'lock.json'), JSON.stringify({ host, pid, started: '1', nonce: 'x' }))
    lock('另一台电脑', gone.pid!)
    expect(await (await open(folder)).status()).toMatchObject({ state: 'unavailable', reason: { message: expect.stringContaining('另一台电脑') as string } })
    lock(hostname(), gone.pid!)
    const taken = await open(folder)
    expect(await taken.status()).toMatchObject({ state: 'locked' })
    await taken.close()
    // A process number that was given again to something else does not hold the folder.
    lock(hostname(), process.pid)
    expect(await (await open(folder)).status()).toMatchObject({ state: process.platform === 'linux' ? 'locked' : 'unavailable' })
  })
})
