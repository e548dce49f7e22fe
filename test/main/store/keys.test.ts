import { randomBytes } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/case/dates.ts'
import { newOffice } from '../../../src/core/office.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { readRecoveryText, recoveryText } from '../../../src/main/store/recovery-key.ts'
import { account, afterTest, must, office, refused, temporaryFolder } from '../harness.ts'

const cause = { command: 'test', at: '2026-11-23T09:00' as LocalTime }
const credentials = { account: account.name, password: account.password }

const open = async (folder: string, uptime?: () => number) => {
  const opened = await openLowdbStore(folder, { uptime })
  afterTest(() => opened.store.close())
  return opened
}

const made = async (uptime?: () => number) => {
  const folder = temporaryFolder()
  const opened = await open(folder, uptime)
  const { recoveryKey } = await must(opened.store.create(newOffice(office, { name: account.name, roles: ['director'] }, false), credentials, cause))
  await opened.store.lock()
  return { ...opened, folder, recoveryKey }
}

describe('the recovery key as it is written down', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes))

  test('is read back whatever the case, spaces and hyphens, O for 0, I or L for 1', () => {
    fc.assert(fc.property(key, bytes => {
      const text = recoveryText(bytes)
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){12}[0-9A-HJKMNP-TV-Z]{5}$/)
      for (const typed of [text, text.toLowerCase(), text.replaceAll('-', ' '), text.replaceAll('0', 'o').replaceAll('1', 'l')]) {
        const read = readRecoveryText(typed)
        expect(read.ok && read.value.equals(bytes), typed).toBe(true)
      }
    }))
  })

  test('names the group in which one sign is wrong or two neighbours changed places', () => {
    const signs = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
    fc.assert(fc.property(key, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 4 }), fc.constantFrom(...signs), fc.boolean(), (bytes, group, place, sign, swap) => {
      const groups = recoveryText(bytes).split('-')
      const old = groups[group]!
      const at = swap ? Math.min(place, 3) : place
      const wrong = swap ? old.slice(0, at) + old[at + 1] + old[at] + old.slice(at + 2) : old.slice(0, at) + sign + old.slice(at + 1)
      fc.pre(wrong !== old)
      const read = readRecoveryText(groups.with(group, wrong).join('-'))
      expect(read).toMatchObject({ ok: false, refusal: { code: 'recovery-key-typo', field: '/recoveryKey', message: expect.stringContaining(`第 ${group + 1} 组`) as string } })
    }), { numRuns: 1000 })
  })

  test('that is too short says how many signs there are', () => {
    expect(readRecoveryText('ABCDE')).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('5 个字符') as string } })
  })
})

describe('a forgotten password', () => {
  test('is set anew with the recovery key, and the old one opens nothing more', async () => {
    const { store, care, recoveryKey } = await made()
    await must(care.recover(recoveryKey, account.name, '新的密码2026', cause))
    expect((await store.status()).state).toBe('open')
    await store.lock()
    expect((await refused(store.unlock(credentials))).code).toBe('wrong-password')
    await must(store.unlock({ ...credentials, password: '新的密码2026' }))
  })

  test('is not set by the key of another office, nor for an account that is none', async () => {
    const { store, care, recoveryKey } = await made()
    expect((await refused(care.recover(recoveryText(randomBytes(32)), account.name, '新的密码2026', cause))).code).toBe('wrong-recovery-key')
    expect((await refused(care.recover(recoveryKey, '无此人', '新的密码2026', cause))).code).toBe('no-account')
    expect((await store.status()).state).toBe('locked')
    await must(store.unlock(credentials))
  })
})

describe('guessing', () => {
  test('five wrong passwords stop all tries for fifteen minutes, over restarts; time goes by since start-up only', async () => {
    let seconds = 5000
    const { store, folder } = await made(() => seconds)
    for (let left = 4; left >= 0; left -= 1) {
      const refusal = await refused(store.unlock({ ...credentials, password: '猜的密码' }))
      expect(refusal.code).toBe('wrong-password')
      expect(refusal.message).toContain(left > 0 ? `还可以试 ${left} 次` : '等 15 分钟')
    }
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('15 分钟') as string })
    await store.close()
    seconds += 600
    const second = await open(folder, () => seconds)
    expect(await refused(second.store.unlock(credentials))).toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('5 分钟') as string })
    await second.store.close()
    // The computer was restarted: its count begins again, and only what it has run since is believed.
    seconds = 100
    const third = await open(folder, () => seconds)
    expect((await refused(third.store.unlock(credentials))).code).toBe('too-many-tries')
    seconds += 301
    await must(third.store.unlock(credentials))
  })

  test('a right password in between gives all five tries back', async () => {
    const { store } = await made()
    for (let turn = 0; turn < 2; turn += 1) {
      for (let wrong = 0; wrong < 4; wrong += 1) await refused(store.unlock({ ...credentials, password: '猜的密码' }))
      await must(store.unlock(credentials))
      await store.lock()
    }
  })

  test('taking away the count starts with the wait', async () => {
    const { store, folder } = await made()
    await store.close()
    for (const side of ['a', 'b']) rmSync(join(folder, side, 'tries.json'))
    const again = await open(folder)
    expect((await refused(again.store.unlock(credentials))).code).toBe('too-many-tries')
  })

  test('of two counts that differ the stricter holds', async () => {
    const { store, folder } = await made()
    for (let wrong = 0; wrong < 5; wrong += 1) await refused(store.unlock({ ...credentials, password: '猜的密码' }))
    await store.close()
    writeFileSync(join(folder, 'a', 'tries.json'), JSON.stringify({ count: 0, wait: 0, uptime: 0 }))
    const again = await open(folder)
    expect((await refused(again.store.unlock(credentials))).code).toBe('too-many-tries')
  })
})

describe('a weakened key file', () => {
  type Keys = { version: number; rehearsal: boolean; slots: Record<string, { n: number; r: number; p: number; salt: string }> }
  const change = (folder: string, sides: readonly string[], edit: (keys: Keys) => void): void => {
    for (const side of sides) {
      const path = join(folder, side, 'keys.json')
      const keys = JSON.parse(readFileSync(path, 'utf8')) as Keys
      edit(keys)
      writeFileSync(path, JSON.stringify(keys))
    }
  }
  const edits: [string, (keys: Keys) => void, string][] = [
    ['cheaper guessing (n)', keys => { for (const slot of Object.values(keys.slots)) slot.n = 2 ** 14 }, 'keys-weakened'],
    ['cheaper guessing (r)', keys => { for (const slot of Object.values(keys.slots)) slot.r = 1 }, 'keys-weakened'],
    ['no parallel lanes', keys => { for (const slot of Object.values(keys.slots)) slot.p = 0 }, 'keys-weakened'],
    ['minutes of work (n)', keys => { for (const slot of Object.values(keys.slots)) slot.n = 2 ** 30 }, 'keys-weakened'],
    ['another salt', keys => { for (const slot of Object.values(keys.slots)) slot.salt = Buffer.alloc(32).toString('base64') }, 'wrong-password'],
    ['a rehearsal made of an office', keys => { keys.rehearsal = true }, 'keys-weakened'],
    ['a version of its own', keys => { keys.version += 5 }, 'keys-weakened'],
  ]
  test.each(edits)('with %s is refused when both copies have it, and put right when one has', async (_what, edit, code) => {
    const { store, folder } = await made()
    await store.close()
    const genuine = readFileSync(join(folder, 'b', 'keys.json'), 'utf8')
    change(folder, ['a', 'b'], edit)
    const both = await open(folder)
    expect((await refused(both.store.unlock(credentials))).code).toBe(code)
    await both.store.close()
    writeFileSync(join(folder, 'b', 'keys.json'), genuine)
    const one = await open(folder)
    await must(one.store.unlock(credentials))
    expect((await one.store.status()).notices?.join()).toContain('keys.json')
    expect(readFileSync(join(folder, 'a', 'keys.json'), 'utf8')).toBe(genuine)
  })
})
