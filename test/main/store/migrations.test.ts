import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/case/dates.ts'
import { migrations as shipped, type Migration } from '../../../src/core/migrations/index.ts'
import { newOffice, storedFrom } from '../../../src/core/office.ts'
import { collectionOf } from '../../../src/core/collection.ts'
import { ok } from '../../../src/core/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { account, afterTest, must, office, refused, temporaryFolder, workedCases } from '../harness.ts'

const cause = { command: 'test', at: '2026-11-23T09:00' as LocalTime }
const credentials = { account: account.name, password: account.password }

/** A step as one will come: every case gets a field, the office a list. */
const step: Migration = {
  to: 2,
  why: 'test',
  up: stored => ({ ...stored, colours: ['蓝'], cases: (stored.cases as object[]).map(file => ({ ...file, colour: '蓝' })) }),
}

const open = async (folder: string, migrations?: readonly Migration[]) => {
  const opened = await openLowdbStore(folder, migrations && { migrations })
  afterTest(() => opened.store.close())
  return opened
}

const filled = async () => {
  const folder = temporaryFolder()
  const { store } = await open(folder)
  await must(store.create({
    ...newOffice(office, { name: account.name, roles: ['director'] }, false), cases: collectionOf(workedCases.cases as never),
  }, credentials, cause))
  // One change that is still in the journal when the step comes.
  await must(store.change(cause, before => ok({ office: { ...before, cases: before.cases.with({ ...before.cases.get('w1')!, facts: '日志里的改动' }) }, value: null })))
  const before = storedFrom(await must(store.read()))
  await store.close()
  return { folder, before }
}

describe('a step to a newer shape', () => {
  test('is applied to snapshot and journal alike, once, and the old files are kept', async () => {
    const { folder, before } = await filled()
    const { store, care } = await open(folder, [step])
    await must(store.unlock(credentials))
    const after = storedFrom(await must(store.read())) as unknown as Record<string, unknown>
    const expected = { ...before, colours: ['蓝'], cases: before.cases.map(file => ({ ...file, colour: '蓝' })) }
    expect(after).toEqual(expected)
    expect(readdirSync(join(folder, '升级前-第1版')).toSorted()).toEqual(['a', 'b'])
    expect((await must(care.verify())).findings).toEqual([])
    await store.close()
    const again = await open(folder, [{ ...step, up: () => { throw new Error('applied twice') } }])
    await must(again.store.unlock(credentials))
    expect(storedFrom(await must(again.store.read()))).toEqual(expected)
    expect((await must(again.care.audit())).faults).toEqual([])
  })

  test('that fails leaves the old office, which opens as before', async () => {
    const { folder, before } = await filled()
    const { store } = await open(folder, [{ ...step, up: stored => ({ ...stored, cases: (stored.cases as object[]).slice(1) }) }])
    expect((await refused(store.unlock(credentials))).code).toBe('migration-failed')
    await store.close()
    const again = await open(folder)
    await must(again.store.unlock(credentials))
    expect(storedFrom(await must(again.store.read()))).toEqual(before)
  })

  test.each([1, 2, 3, 5, 8, 13, 21])('that is cut off when the lock is lost at look %s leaves the old or the new, never something between', async looks => {
    const { folder, before } = await filled()
    const { store } = await open(folder, [{
      ...step,
      up: stored => {
        // From here on the store looks at its lock before it writes a manifest: take the lock away after some looks.
        let seen = 0
        const original = JSON.stringify
        JSON.stringify = ((...args: Parameters<typeof JSON.stringify>) => {
          seen += 1
          if (seen === looks) throw Object.assign(new Error('cut off'), { code: 'EIO' })
          return original(...args)
        }) as typeof JSON.stringify
        setTimeout(() => { JSON.stringify = original }, 0)
        return step.up(stored)
      },
    }])
    const first = await store.unlock(credentials)
    await new Promise(done => setTimeout(done, 5))
    await store.close()
    const again = await open(folder)
    const unlocked = await again.store.unlock(credentials)
    expect(unlocked.ok).toBe(true)
    const status = await again.store.status()
    const stored = storedFrom(await must(again.store.read()))
    if (status.readOnly) expect(first.ok || stored.cases.every(file => 'colour' in file)).toBe(true)
    else expect(stored).toEqual(before)
  })
})

test('an office from a newer version can be looked at and not changed', async () => {
  const { folder } = await filled()
  const newer = await open(folder, [step])
  await must(newer.store.unlock(credentials))
  await newer.store.close()
  const { store, care } = await open(folder)
  await must(store.unlock(credentials))
  expect((await store.status()).readOnly).toContain('更新版本')
  expect((await must(store.read())).cases.size).toBe(8)
  expect((await refused(store.change(cause, before => ok({ office: { ...before, safety: {} }, value: null })))).code).toBe('store-newer')
  expect((await refused(care.setPassword(account.name, '新的密码2026', cause, before => ok(before)))).code).toBe('store-newer')
  await store.close()
  expect(existsSync(join(folder, 'lock.json'))).toBe(false)
})

test('the numbers of shipped steps rise by one from 2', () => {
  expect(shipped.map(one => one.to)).toEqual(shipped.map((_, index) => index + 2))
})
