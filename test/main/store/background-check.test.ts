/** Latent faults: damage in the copy that opening does not read is found in the background, once a week and after a bad end, and told. */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { CHECKED } from '../../../src/main/store/background-check.ts'
import { afterTest, must, temporaryFolder } from '../../app/harness.ts'
import { copyOf, credentials, keyOf, prepareStore } from './bench.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { migrations } from '../../../src/core/migrations/index.ts'

const all = `${temporaryFolder()}-all`
beforeAll(async () => {
  mkdirSync(all)
  await prepareStore(all)
  const data = join(all, 'data')
  const { dataKey, storeId } = await keyOf(data)
  const engine = await openEngine(data, dataKey, storeId, { checkOwner: () => undefined, migrations })
  await engine.checkpoint()
  await engine.close()
  return () => rmSync(all, { recursive: true, force: true })
}, 60_000)

const DAY = 24 * 60 * 60 * 1000
const noted = (folder: string): { at: number; closed: boolean } => JSON.parse(readFileSync(join(folder, CHECKED), 'utf8')) as { at: number; closed: boolean }

const opened = async (folder: string) => {
  const one = await openLowdbStore(folder, { checkAfter: 0 })
  afterTest(() => one.store.close())
  await must(one.store.unlock(credentials))
  return one
}

/** Waits until the check has gone through all files. */
const through = async (folder: string, since: number): Promise<void> => {
  await expect.poll(() => noted(folder).at, { timeout: 20_000, interval: 20 }).toBeGreaterThanOrEqual(since)
}

test('every file of copy b, damaged, is told in a sentence and put right', async () => {
  const names = readdirSync(join(all, 'data', 'b')).filter(name => name !== 'tries.json')
  expect(names.length).toBeGreaterThan(8)
  for (const name of names) {
    const folder = join(copyOf(all), 'data')
    const path = join(folder, 'b', name)
    const bytes = readFileSync(path)
    const damaged = Buffer.from(bytes)
    damaged[Math.trunc(bytes.length / 2)]! ^= 1
    writeFileSync(path, damaged)
    const begun = Date.now()
    const { store } = await opened(folder)
    await through(folder, begun)
    expect((await store.status()).notices, name).toContainEqual(expect.stringMatching(/：.*，已用另一份修复$/))
    expect(readFileSync(path).equals(bytes), name).toBe(true)
    await store.close()
  }
}, 120_000)

test('an office that was closed properly is looked through once a week', async () => {
  const folder = join(copyOf(all), 'data')
  const begun = Date.now()
  const first = await opened(folder)
  await through(folder, begun)
  await first.store.close()
  const { at, closed } = noted(folder)
  expect(closed).toBe(true)
  for (const [age, isDue] of [[0, false], [6 * DAY, false], [8 * DAY, true]] as const) {
    writeFileSync(join(folder, CHECKED), JSON.stringify({ at: at - age, closed: true }))
    const { store } = await opened(folder)
    if (isDue) await through(folder, at)
    else {
      await new Promise(done => setTimeout(done, 300))
      expect(noted(folder).at).toBe(at - age)
    }
    await store.close()
  }
}, 60_000)

test('one that was not closed properly is looked through at once; work goes on meanwhile; locking ends it', async () => {
  const folder = join(copyOf(all), 'data')
  writeFileSync(join(folder, CHECKED), JSON.stringify({ at: Date.now(), closed: false }))
  const begun = Date.now()
  const { store } = await opened(folder)
  for (let turn = 0; turn < 5; turn += 1) {
    await must(store.change({ command: 'test', at: '2026-11-23T09:00' as never }, before => ({ ok: true, value: { office: { ...before, details: { ...before.details, phone: String(turn) } }, value: null } })))
  }
  await through(folder, begun)
  expect((await store.status()).notices).toEqual([])
  await store.lock()
  expect(noted(folder)).toMatchObject({ closed: true })
  writeFileSync(join(folder, CHECKED), JSON.stringify({ at: 0, closed: false }))
  await must(store.unlock(credentials))
  await store.lock()
  const after = noted(folder)
  await new Promise(done => setTimeout(done, 300))
  expect(noted(folder)).toEqual(after)
}, 60_000)
