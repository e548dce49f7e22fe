/**
 * Promise 8, for what is gone from both copies: how far the office had come is noted outside the journal, and an office that comes
 * back older says so, with numbers and with what to do.
 */
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, describe, expect, test } from 'vitest'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { ANCHOR } from '../../../src/main/store/anchor.ts'
import { segmentNumber } from '../../../src/main/store/journal.ts'
import { KEYS } from '../../../src/main/store/keys.ts'
import { account, afterTest, must, refused, temporaryFolder } from '../../app/harness.ts'
import { cause, copyOf, credentials, keyOf, prepareStore } from './bench.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { migrations } from '../../../src/core/migrations/index.ts'

const all = `${temporaryFolder()}-all`
const sides = ['a', 'b']
let ahead: number

const change = (store: Awaited<ReturnType<typeof openLowdbStore>>['store'], phone: string) =>
  store.change(cause, before => ({ ok: true, value: { office: { ...before, details: { ...before.details, phone } }, value: null } }))

const opened = async (folder: string, ownFolder?: string) => {
  const one = await openLowdbStore(folder, { ownFolder })
  afterTest(() => one.store.close())
  await must(one.store.unlock(credentials))
  return one
}

beforeAll(async () => {
  mkdirSync(all)
  await prepareStore(all)
  cpSync(join(all, 'data'), join(all, 'earlier'), { recursive: true })
  const { store, care } = await openLowdbStore(join(all, 'data'), { ownFolder: join(all, 'own') })
  await must(store.unlock(credentials))
  for (const phone of ['1', '2', '3', '4']) await must(change(store, phone))
  ahead = (await must(care.audit())).entries.length
  await store.close()
  return () => rmSync(all, { recursive: true, force: true })
}, 60_000)

const lastSegment = (folder: string): string => readdirSync(join(folder, 'a')).filter(name => segmentNumber(name) !== null).sort().at(-1)!

const lostText = (from: number, to: number): RegExp => new RegExp(`少了第 ${from} 次到第 ${to} 次改动.*请`)

describe('the end of the journal that is gone in both copies', () => {
  test('is told with the numbers of what is missing, at opening and by the check of the trail, and stays told', async () => {
    const folder = join(copyOf(all), 'data')
    const name = lastSegment(folder)
    for (const side of sides) rmSync(join(folder, side, name))
    const first = await opened(folder)
    expect((await first.store.status()).notices).toContainEqual(expect.stringMatching(lostText(ahead - 3, ahead)))
    expect((await must(first.care.audit())).faults).toEqual([{ position: ahead - 3, problem: expect.stringMatching(`少了第 ${ahead - 3} 至第 ${ahead} 次改动`) as string }])
    // Whoever goes on all the same does not make it forgotten, nor does a restart.
    for (let turn = 0; turn < 8; turn += 1) await must(change(first.store, `接着${turn}`))
    await first.store.close()
    const second = await opened(folder)
    expect((await second.store.status()).notices).toContainEqual(expect.stringMatching(lostText(ahead - 3, ahead)))
    expect((await must(second.care.audit())).faults.length).toBe(1)
    await second.store.close()
  }, 60_000)

  test('is told once more when the files were put back, by nobody', async () => {
    const folder = join(copyOf(all), 'data')
    const name = lastSegment(folder)
    const aside = sides.map(side => readFileSync(join(folder, side, name)))
    for (const side of sides) rmSync(join(folder, side, name))
    const first = await opened(folder)
    await first.store.close()
    sides.forEach((side, index) => writeFileSync(join(folder, side, name), aside[index]!))
    for (const side of sides) for (const one of readdirSync(join(folder, side))) if (one > name && segmentNumber(one) !== null) rmSync(join(folder, side, one))
    const second = await opened(folder)
    expect((await second.store.status()).notices).toEqual([])
    expect((await must(second.store.read())).details.phone).toBe('4')
  }, 60_000)

  test('never goes unsaid: cut or flipped at every place, it does not open, or opens whole, or says what is missing', async () => {
    const source = join(all, 'data')
    const name = lastSegment(source)
    const { size } = statSync(join(source, 'a', name))
    const seen = { refused: 0, told: 0, whole: 0 }
    const work = join(temporaryFolder(), 'data')
    const look = async (what: string): Promise<void> => {
      const { store, care } = await openLowdbStore(work)
      const unlocked = await store.unlock(credentials)
      if (!unlocked.ok) {
        expect(unlocked.refusal.code, what).toBe('store-damaged')
        seen.refused += 1
      } else if ((await must(store.read())).details.phone === '4' && (await must(care.audit())).entries.length === ahead) seen.whole += 1
      else {
        expect((await store.status()).notices, what).toContainEqual(expect.stringMatching(/少了第 \d+ 次到第 \d+ 次改动/))
        expect((await must(care.audit())).faults.length, what).toBeGreaterThan(0)
        seen.told += 1
      }
      await store.close()
    }
    for (let at = 0; at < size; at += 41) {
      for (const how of ['cut', 'flipped'] as const) {
        rmSync(work, { recursive: true, force: true })
        cpSync(source, work, { recursive: true })
        for (const side of sides) {
          const path = join(work, side, name)
          if (how === 'cut') truncateSync(path, at)
          else {
            const bytes = readFileSync(path)
            bytes[at]! ^= 4
            writeFileSync(path, bytes)
          }
        }
        await look(`${how} at ${at}`)
      }
    }
    console.log(`double damages of the last segment: ${JSON.stringify(seen)}`)
    expect(seen.told).toBeGreaterThan(10)
    expect(seen.refused).toBeGreaterThan(10)
  }, 120_000)

  test('of the whole folder put back as it was is told from the program’s own folder', async () => {
    const home = copyOf(all)
    rmSync(join(home, 'data'), { recursive: true })
    cpSync(join(home, 'earlier'), join(home, 'data'), { recursive: true })
    const { store } = await opened(join(home, 'data'), join(home, 'own'))
    expect((await store.status()).notices).toContainEqual(expect.stringMatching(lostText(ahead - 3, ahead)))
  }, 60_000)

  test('is told when a backup is made where a later one lies', async () => {
    const home = copyOf(all)
    const { store, care } = await opened(join(home, 'data'))
    await must(care.backUp(join(home, 'backups'), { ...cause, at: '2026-11-22T09:00' as typeof cause.at }))
    await store.close()
    rmSync(join(home, 'data'), { recursive: true })
    cpSync(join(home, 'earlier'), join(home, 'data'), { recursive: true })
    const again = await opened(join(home, 'data'))
    const made = await must(again.care.backUp(join(home, 'backups'), cause))
    expect(made.warnings).toEqual([expect.stringMatching(new RegExp(`备份已记到第 ${ahead} 次改动.*请`))])
  }, 60_000)
})

test('a restored office and a new one begin another life: nothing is said to be missing', async () => {
  const home = copyOf(all)
  const own = join(home, 'own')
  const { store, care } = await opened(join(home, 'data'), own)
  const path = join(home, 'one.mbk')
  await must(care.backUp(path, cause))
  for (const phone of ['5', '6']) await must(change(store, phone))
  await must(care.restore({ path, password: account.password }))
  await must(store.unlock(credentials))
  expect((await store.status()).notices).toEqual([])
  expect((await must(care.audit())).faults).toEqual([])
  await must(care.restore({ path, into: join(home, 'into'), password: account.password }))
  await store.close()
  const other = await opened(join(home, 'into'), own)
  expect((await other.store.status()).notices).toEqual([])
  await must(change(other.store, '7'))
  await other.store.close()
  const again = await opened(join(home, 'data'), own)
  expect((await again.store.status()).notices).toEqual([])
}, 60_000)

describe('an old key file in both copies', () => {
  const newPassword = '换过的密码2026'
  /** A store whose password was changed so long ago that the journal knows nothing of it. */
  const changedLongAgo = async (): Promise<{ folder: string; old: Buffer }> => {
    const folder = join(copyOf(all), 'data')
    const old = readFileSync(join(folder, 'a', KEYS))
    const { store, care } = await opened(folder)
    await must(care.setPassword(account.name, newPassword, cause, before => ({ ok: true, value: before })))
    await store.close()
    const { dataKey, storeId } = await keyOf(join(all, 'data'))
    for (let turn = 0; turn < 5; turn += 1) {
      const one = await openLowdbStore(folder)
      await must(one.store.unlock({ ...credentials, password: newPassword }))
      await one.store.close()
      const keys = JSON.parse(readFileSync(join(folder, 'a', KEYS), 'utf8')) as never
      const engine = await openEngine(folder, dataKey, storeId, { checkOwner: () => undefined, migrations, keys: () => keys })
      await engine.checkpoint()
      await engine.close()
    }
    return { folder, old }
  }

  test('revives no password: the snapshot knows the one that held, and puts it back', async () => {
    const { folder, old } = await changedLongAgo()
    for (const side of sides) writeFileSync(join(folder, side, KEYS), old)
    rmSync(join(folder, ANCHOR))
    const { store } = await openLowdbStore(folder)
    afterTest(() => store.close())
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'wrong-password' })
    await must(store.unlock({ ...credentials, password: newPassword }))
  }, 60_000)

  test('is refused where only the anchor knows of a later one, and the recovery key helps', async () => {
    const folder = join(copyOf(all), 'data')
    const first = await opened(folder)
    const { recoveryKey } = await must(first.care.newRecoveryKey(cause))
    await first.store.close()
    const old = readFileSync(join(folder, 'a', KEYS))
    const later = await opened(folder)
    await must(later.care.setPassword(account.name, newPassword, cause, before => ({ ok: true, value: before })))
    await later.store.close()
    // The end of the journal with the change is gone in both copies, and the key file of before is back.
    const name = lastSegment(folder)
    for (const side of sides) {
      rmSync(join(folder, side, name))
      writeFileSync(join(folder, side, KEYS), old)
    }
    const { store, care } = await openLowdbStore(folder)
    afterTest(() => store.close())
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'keys-rolled-back', message: expect.stringMatching(/以前的一份.*请用恢复密钥/) as string })
    await must(care.recover(recoveryKey, account.name, '又一个新密码2026', cause))
    expect((await store.status()).notices).toContainEqual(expect.stringMatching(/少了第/))
    await store.lock()
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'wrong-password' })
    await must(store.unlock({ ...credentials, password: '又一个新密码2026' }))
  }, 60_000)
})
