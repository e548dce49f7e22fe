/** Promise 7: nobody is locked out, nobody gets in. */
import { createDecipheriv, randomBytes, scryptSync } from 'node:crypto'
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ok } from '../../../src/core/base/result.ts'
import { newOffice } from '../../../src/core/office.ts'
import { openLowdbStore, type StoreOptions } from '../../../src/main/adapters/lowdb-store.ts'
import { sides } from '../../../src/main/store/copies.ts'
import { readRecoveryText, recoveryText } from '../../../src/main/store/recovery-key.ts'
import { fullScrypt } from '../../cheap-scrypt.ts'
import { account, afterTest, must, office, refused, temporaryFolder } from '../../app/harness.ts'
import { cause, credentials, second } from './bench.ts'

fullScrypt()

const open = async (folder: string, options: StoreOptions = {}): ReturnType<typeof openLowdbStore> => {
  const opened = await openLowdbStore(folder, options)
  afterTest(() => opened.store.close())
  return opened
}

const made = async (options: StoreOptions = {}) => {
  const folder = temporaryFolder()
  const { store, care } = await open(folder, options)
  const { recoveryKey } = await must(store.create(newOffice(office, { name: account.name, roles: ['director'] }, false), credentials, cause))
  return { folder, store, care, recoveryKey }
}

describe('the recovery key as a person writes it', () => {
  const key = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(bytes => Buffer.from(bytes))

  test('reads back to the same key, in any case, with any spaces, with O for 0 and l for 1', () => {
    fc.assert(fc.property(key, bytes => {
      const text = recoveryText(bytes)
      expect(text).toMatch(/^([0-9A-HJKMNP-TV-Z]{5}-){12}[0-9A-HJKMNP-TV-Z]{5}$/)
      for (const typed of [text, text.toLowerCase(), text.replaceAll('-', ' '), text.replaceAll('-', ''), ` ${text}\n`, text.replaceAll('0', 'O').replaceAll('1', 'l')]) {
        expect(readRecoveryText(typed)).toEqual(ok(bytes))
      }
    }))
  })

  test('with one wrong sign anywhere is refused, and the group is named', () => {
    const bytes = randomBytes(32)
    const text = recoveryText(bytes).replaceAll('-', '')
    let slips = 0
    for (let place = 0; place < text.length; place += 1) {
      for (const sign of '0123456789ABCDEFGHJKMNPQRSTVWXYZ') {
        if (sign === text[place]) continue
        const read = readRecoveryText(text.slice(0, place) + sign + text.slice(place + 1))
        expect(read).toMatchObject({ ok: false, refusal: { code: 'recovery-key-typo', message: expect.stringContaining(`第 ${Math.trunc(place / 5) + 1} 组`) as string } })
        slips += 1
      }
    }
    expect(slips).toBe(65 * 31)
  })

  test('with two neighbours or two groups exchanged, or a sign too few or too many, is refused', () => {
    fc.assert(fc.property(key, fc.nat(63), fc.nat(11), (bytes, place, group) => {
      const text = recoveryText(bytes)
      const plain = text.replaceAll('-', '')
      if (plain[place] !== plain[place + 1]) {
        const typed = plain.slice(0, place) + plain[place + 1]! + plain[place]! + plain.slice(place + 2)
        expect(readRecoveryText(typed)).toMatchObject({ ok: false, refusal: { code: 'recovery-key-typo' } })
      }
      const groups = text.split('-')
      if (groups[group]!.slice(0, 4) !== groups[group + 1]!.slice(0, 4)) {
        ;[groups[group], groups[group + 1]] = [groups[group + 1]!, groups[group]!]
        expect(readRecoveryText(groups.join('-'))).toMatchObject({ ok: false, refusal: { message: expect.stringContaining(`第 ${group + 1} 组`) as string } })
      }
      expect(readRecoveryText(plain.slice(1))).toMatchObject({ ok: false, refusal: { message: expect.stringContaining('64 个字符') as string } })
      expect(readRecoveryText(`${plain}0`)).toMatchObject({ ok: false })
    }))
  })
})

describe('a new recovery key', () => {
  test('takes the place of the old one, which from then on opens only the backups made before', async () => {
    const { folder, store, care, recoveryKey: old } = await made()
    const { path } = await must(care.backUp(temporaryFolder(), cause))
    const { recoveryKey: fresh } = await must(care.newRecoveryKey({ ...cause, command: 'account.newRecoveryKey' }))
    expect(fresh).not.toBe(old)
    expect((await must(care.audit())).entries.at(-1)).toMatchObject({ command: 'account.newRecoveryKey', who: account.name })
    await store.close()
    const { store: again, care: present } = await open(folder)
    expect(await refused(present.recover(old, account.name, '新的密码2026', cause))).toMatchObject({ code: 'wrong-recovery-key' })
    await must(again.unlock(credentials))
    await again.lock()
    await must(present.recover(fresh, account.name, '新的密码2026', cause))
    expect(await refused(present.restore({ path, into: join(temporaryFolder(), 'x'), recoveryKey: fresh }))).toBeTruthy()
    await must(present.restore({ path, into: join(temporaryFolder(), 'y'), recoveryKey: old }))
  }, 30_000)
})

describe('a forgotten password', () => {
  test('is replaced with the recovery key: the new one opens, the old one no longer, and the trail says so', async () => {
    const { folder, store, recoveryKey } = await made()
    await store.close()
    const { store: again, care } = await open(folder)
    expect(await refused(care.recover(recoveryText(randomBytes(32)), account.name, '新的密码2026', cause))).toMatchObject({ code: 'wrong-recovery-key' })
    expect(await refused(care.recover(recoveryKey, '没有这个人', '新的密码2026', cause))).toMatchObject({ code: 'no-account' })
    await must(care.recover(recoveryKey.toLowerCase(), account.name, '新的密码2026', { ...cause, command: 'account.recover' }))
    expect(await again.status()).toMatchObject({ state: 'open', account: { name: account.name } })
    expect((await must(care.audit())).entries.at(-1)).toMatchObject({ command: 'account.recover', who: account.name })
    await again.close()
    const { store: third } = await open(folder)
    expect(await refused(third.unlock(credentials))).toMatchObject({ code: 'wrong-password' })
    await must(third.unlock({ ...credentials, password: '新的密码2026' }))
  }, 30_000)

  test('is replaced even while guessing is stopped, and when every password slot was tampered with', async () => {
    const { folder, store, care: first, recoveryKey } = await made({ uptime: () => 1000 })
    await must(first.setPassword(second.name, second.password, cause, before => ok({ ...before, accounts: [...before.accounts, { name: second.name, roles: ['mediator'] }] })))
    await store.close()
    for (const side of sides) {
      const path = join(folder, side, 'keys.json')
      writeFileSync(path, readFileSync(path, 'utf8').replaceAll('"n":131072', '"n":1024'))
      writeFileSync(join(folder, side, 'tries.json'), JSON.stringify({ count: 5, wait: 900, uptime: 1000 }))
    }
    const { store: again, care } = await open(folder, { uptime: () => 1000 })
    expect(await refused(again.unlock(credentials))).toMatchObject({ code: 'too-many-tries' })
    await must(care.recover(recoveryKey, account.name, '新的密码2026', cause))
    await again.close()
    const { store: third } = await open(folder, { uptime: () => 1000 })
    // Nobody can say any more which slots were right: the other account is given a password anew.
    expect(await refused(third.unlock({ account: second.name, password: second.password }))).toMatchObject({ code: 'wrong-password' })
    await must(third.unlock({ account: account.name, password: '新的密码2026' }))
  }, 30_000)
})

describe('guessing', () => {
  test('is stopped for fifteen minutes after five wrong passwords, over a restart, a set clock, and tries files that are gone', async () => {
    let seconds = 5000
    const uptime = () => seconds
    const { folder, store } = await made({ uptime })
    await store.lock()
    const left: string[] = []
    for (let count = 0; count < 5; count += 1) {
      const { code, message } = await refused(store.unlock({ ...credentials, password: `猜${count}` }))
      expect(code).toBe('wrong-password')
      left.push(/还可以试 (\d) 次|请等 15 分钟/.exec(message)![0])
    }
    expect(left).toEqual(['还可以试 4 次', '还可以试 3 次', '还可以试 2 次', '还可以试 1 次', '请等 15 分钟'])
    expect(await refused(store.unlock(credentials))).toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('15 分钟') as string })
    await store.close()

    // Another start of the program.
    seconds += 60
    const again = await open(folder, { uptime })
    expect(await refused(again.store.unlock(credentials))).toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('14 分钟') as string })
    await again.store.close()

    // Another start of the computer: the time since then counts from nothing, and the wait is not over sooner.
    seconds = 30
    const rebooted = await open(folder, { uptime })
    expect(await refused(rebooted.store.unlock(credentials))).toMatchObject({ code: 'too-many-tries' })
    await rebooted.store.close()

    // One tries file gone changes nothing; both gone is the whole wait.
    rmSync(join(folder, 'a', 'tries.json'))
    const oneGone = await open(folder, { uptime })
    expect(await refused(oneGone.store.unlock(credentials))).toMatchObject({ code: 'too-many-tries' })
    await oneGone.store.close()
    for (const side of sides) rmSync(join(folder, side, 'tries.json'))
    const bothGone = await open(folder, { uptime })
    expect(await refused(bothGone.store.unlock(credentials))).toMatchObject({ code: 'too-many-tries', message: expect.stringContaining('15 分钟') as string })

    // The right password after the wait, and the count begins anew.
    seconds += 15 * 60
    await must(bothGone.store.unlock(credentials))
    await bothGone.store.lock()
    expect(await refused(bothGone.store.unlock({ ...credentials, password: '又猜' }))).toMatchObject({ message: expect.stringContaining('还可以试 4 次') as string })
  }, 60_000)

  test('is counted before the password is looked at, and an unknown account tells nothing', async () => {
    const { folder, store } = await made({ uptime: () => 100 })
    await store.lock()
    const wrong = await refused(store.unlock({ account: account.name, password: '不对' }))
    const unknown = await refused(store.unlock({ account: '没有这个人', password: '不对' }))
    expect(unknown).toEqual({ ...wrong, message: wrong.message.replace('4 次', '3 次') })
    expect(JSON.parse(readFileSync(join(folder, 'b', 'tries.json'), 'utf8'))).toMatchObject({ count: 2 })
  }, 30_000)
})

test('a password opens its slot by scrypt at the full cost that the file names, and by none that is cheaper (reckoned without our own code)', async () => {
  const { folder } = await made()
  const { storeId, slots } = JSON.parse(readFileSync(join(folder, 'a', 'keys.json'), 'utf8')) as { storeId: string; slots: Record<string, { salt: string; n: number; r: number; p: number; sealed: string }> }
  const [{ sealed, ...slot }] = Object.values(slots) as [(typeof slots)[string]]
  expect([slot.n, slot.r, slot.p]).toEqual([2 ** 17, 8, 1])
  const opens = (N: number): boolean => {
    const key = scryptSync(credentials.password, Buffer.from(slot.salt, 'base64'), 32, { N, r: 8, p: 1, maxmem: 256 * 2 ** 20 })
    const bytes = Buffer.from(sealed, 'base64')
    const cipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12)).setAAD(Buffer.from(JSON.stringify(['account', storeId, slot.salt, slot.n, slot.r, slot.p]))).setAuthTag(bytes.subarray(-16))
    cipher.update(bytes.subarray(12, -16))
    try {
      cipher.final()
      return true
    } catch {
      return false
    }
  }
  expect([opens(2 ** 17), opens(2 ** 16), opens(2 ** 10)]).toEqual([true, false, false])
})

describe('a key file with a weaker guard', () => {
  const weakened: [string, (text: string) => string][] = [
    ['n', text => text.replace('"n":131072', '"n":1024')], ['r', text => text.replace('"r":8', '"r":1')], ['p', text => text.replace('"p":1', '"p":0')],
    ['n beyond measure', text => text.replace('"n":131072', '"n":1073741824')], ['n that is no power of two', text => text.replace('"n":131072', '"n":131073')],
  ]

  test.each(weakened)('%s, in one copy: the other is used, and it is put right', async (_what, weaken) => {
    const { folder, store } = await made()
    await store.close()
    for (const side of sides) {
      const path = join(folder, side, 'keys.json')
      const good = readFileSync(path, 'utf8')
      writeFileSync(path, weaken(good))
      expect(readFileSync(path, 'utf8')).not.toBe(good)
      const again = await open(folder)
      await must(again.store.unlock(credentials))
      expect((await again.store.status()).notices).toEqual([expect.stringContaining('keys.json')])
      await again.store.close()
      expect(readFileSync(path, 'utf8')).toBe(good)
    }
  }, 30_000)

  test.each(weakened)('%s, in both copies: refused before anything is derived', async (_what, weaken) => {
    const { folder, store } = await made()
    await store.close()
    for (const side of sides) {
      const path = join(folder, side, 'keys.json')
      writeFileSync(path, weaken(readFileSync(path, 'utf8')))
    }
    const again = await open(folder)
    const started = performance.now()
    expect(await refused(again.store.unlock(credentials))).toMatchObject({ code: 'keys-weakened', message: expect.stringMatching(/拒绝.*请/) as string })
    expect(performance.now() - started).toBeLessThan(250)
  }, 30_000)
})

describe('accounts', () => {
  test('a changed password opens and the old one does not; a removed account opens nothing', async () => {
    const { folder, store, care } = await made()
    const one = { account: second.name, password: second.password }
    await must(care.setPassword(second.name, second.password, cause, before => ok({ ...before, accounts: [...before.accounts, { name: second.name, roles: ['mediator'] }] })))
    await must(store.unlock(one))
    await must(care.setPassword(second.name, '又一个密码2026', cause, before => ok(before)))
    expect(await refused(store.unlock(one))).toMatchObject({ code: 'wrong-password' })
    await must(store.unlock({ ...one, password: '又一个密码2026' }))
    await must(store.unlock(credentials))
    await must(care.removeAccount(second.name, cause, before => ok({ ...before, accounts: before.accounts.filter(other => other.name !== second.name) })))
    expect(await refused(store.unlock({ ...one, password: '又一个密码2026' }))).toMatchObject({ code: 'wrong-password' })
    await store.close()
    const again = await open(folder)
    for (const password of [second.password, '又一个密码2026']) {
      expect(await refused(again.store.unlock({ ...one, password }))).toMatchObject({ code: 'wrong-password' })
    }
    await must(again.store.unlock(credentials))
    expect(readFileSync(join(folder, 'a', 'keys.json'), 'utf8')).not.toContain('pending')
  }, 30_000)
})
