/** Promise 4: damage is never silent, and damage to any one file loses nothing that was acknowledged. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { migrations } from '../../../src/core/migrations/index.ts'
import { storedFrom } from '../../../src/core/office.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { copiesIn, otherSide, sides, type Finding, type Side } from '../../../src/main/store/copies.ts'
import { openEngine, type Engine } from '../../../src/main/store/engine.ts'
import { StoreDamaged } from '../../../src/main/store/trouble.ts'
import { openGuard } from '../../../src/main/store/guard.ts'
import { readSegment, segmentNumber } from '../../../src/main/store/journal.ts'
import { isGenuine, KEYS, parseKeys } from '../../../src/main/store/keys.ts'
import { generationOf, isManifest, readShard } from '../../../src/main/store/snapshot.ts'
import { account, afterTest, must } from '../../app/harness.ts'
import { cause, credentials, plain, prepareStore, type Prepared } from './bench.ts'

// In memory where there is such a disk: some ten thousand openings.
const all = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'mediation-damage-'))
const golden = join(all, 'golden')
const folder = join(all, 'data')
let prepared: Prepared
let storeId: Buffer
/** Every file of the golden store, by side and name. */
const files = new Map<string, Buffer>()
/** The key file and a journal as they were some changes ago. */
const older = new Map<string, Buffer>()
let office: string
let entries: number

const openHere = (where = folder): Promise<Engine> => openEngine(where, prepared.dataKey, prepared.storeId, { checkOwner: () => undefined, migrations })
const namesOf = (side: Side, where = golden): string[] => readdirSync(join(where, side)).sort()

beforeAll(async () => {
  prepared = await prepareStore(join(all, 'prepared'))
  cpSync(join(all, 'prepared', 'data'), golden, { recursive: true })
  rmSync(join(all, 'prepared'), { recursive: true })
  storeId = Buffer.from(prepared.storeId, 'hex')
  const keep = (): void => {
    for (const side of sides) for (const name of namesOf(side)) older.set(`${side}/${name}`, readFileSync(join(golden, side, name)))
  }
  const change = async (engine: Engine, phone: string) =>
    engine.change({ ...engine.office(), details: { ...engine.office().details, phone } }, account.name, cause)
  const first = await openHere(golden)
  await change(first, '1')
  keep()
  await first.checkpoint()
  for (const phone of ['2', '3', '4']) await change(first, phone)
  await first.close()
  const second = await openHere(golden)
  await change(second, '5')
  office = plain(storedFrom(second.office()))
  entries = (await second.audit()).length
  await second.close()
  for (const side of sides) for (const name of namesOf(side)) files.set(`${side}/${name}`, readFileSync(join(golden, side, name)))
  mkdirSync(folder)
  cpSync(golden, folder, { recursive: true })
}, 60_000)
afterAll(() => rmSync(all, { recursive: true, force: true }))

/** Puts back what a case changed or added. */
const reset = (): void => {
  for (const side of sides) {
    mkdirSync(join(folder, side), { recursive: true })
    for (const name of readdirSync(join(folder, side))) if (!files.has(`${side}/${name}`)) rmSync(join(folder, side, name), { recursive: true })
  }
  for (const [path, bytes] of files) {
    const there = join(folder, path)
    if (!existsSync(there) || !statSync(there).isFile() || !readFileSync(there).equals(bytes)) {
      rmSync(there, { recursive: true, force: true })
      writeFileSync(there, bytes)
    }
  }
  for (const name of readdirSync(folder)) if (name !== 'a' && name !== 'b') rmSync(join(folder, name), { recursive: true })
}

beforeEach(reset)

const open = async (): ReturnType<typeof openLowdbStore> => {
  const opened = await openLowdbStore(folder)
  afterTest(() => opened.store.close())
  return opened
}

const flipped = (bytes: Buffer, at: number): Buffer => {
  const changed = Buffer.from(bytes)
  changed[at]! ^= 1 << (at % 8)
  return changed
}
const zeroed = (bytes: Buffer, at: number): Buffer => Buffer.from(bytes).fill(0, at, Math.min(at + 64, bytes.length))

const isSealed = (path: string): boolean => !/keys\.json|tries\.json/.test(path)

describe('the golden store', () => {
  test('is small, and holds frames, two generations, an attachment and two accounts', () => {
    const names = namesOf('a')
    expect(names).toEqual(namesOf('b'))
    expect([...files.values()].reduce((sum, bytes) => sum + bytes.length, 0)).toBeLessThan(64 * 1024)
    expect(names.filter(isManifest).length).toBe(2)
    expect(names.filter(name => name.startsWith('blob-')).length).toBe(1)
    expect(names.filter(name => segmentNumber(name) !== null).length).toBeGreaterThan(2)
    expect(Object.keys(parseKeys(files.get('a/keys.json')!)!.slots).length).toBe(2)
  })
})

describe('every byte of every file', () => {
  test('flipped, and every length it could be cut to, is seen and put right from the other copy', async () => {
    const copies = copiesIn(folder)
    const engine = await openHere()
    let cases = 0
    /** Reads one file from both copies; what was found. */
    const check = async (name: string): Promise<Finding[]> => {
      const segment = segmentNumber(name)
      if (segment !== null) expect(typeof await readSegment(copies, prepared.dataKey, storeId, segment)).toBe('object')
      else if (generationOf(name) !== null) expect(await readShard(copies, prepared.dataKey, name, true)).not.toBeNull()
      else return (await engine.verify()).findings
      return copies.takeFindings()
    }
    for (const [path, bytes] of files) {
      if (!isSealed(path)) continue
      const there = join(folder, path)
      const name = path.slice(2)
      for (let at = 0; at < bytes.length; at += 1) {
        for (const damaged of [flipped(bytes, at), bytes.subarray(0, at)]) {
          writeFileSync(there, damaged)
          const found = await check(name)
          if (found.length !== 1 || found[0]!.file !== path || !found[0]!.repaired || !readFileSync(there).equals(bytes)) {
            expect({ path, at, length: damaged.length, found }).toEqual('one finding, and the file as it was')
          }
          cases += 1
        }
      }
    }
    await engine.close()
    reset()
    console.log(`${cases} damages to ${files.size} files`)
    expect(cases).toBeGreaterThan(10_000)
  }, 240_000)

  test('of the key file makes it no key file, or not a genuine one', () => {
    const bytes = files.get('a/keys.json')!
    for (let at = 0; at < bytes.length; at += 1) {
      for (const damaged of [flipped(bytes, at), bytes.subarray(0, at)]) {
        const keys = parseKeys(damaged)
        // The only change that means nothing: spare bits at the end of the check value itself.
        if (keys && isGenuine(prepared.dataKey, keys)) expect({ ...keys, mac: '' }).toEqual({ ...parseKeys(bytes)!, mac: '' })
      }
    }
  })

  test('of the tries leaves a guard that works and never one that is laxer', async () => {
    for (const side of sides) {
      const bytes = Buffer.from(JSON.stringify({ count: 5, wait: 900, uptime: 100 }))
      for (const other of sides) writeFileSync(join(folder, other, 'tries.json'), bytes)
      for (let at = 0; at < bytes.length; at += 1) {
        for (const damaged of [flipped(bytes, at), bytes.subarray(0, at)]) {
          writeFileSync(join(folder, side, 'tries.json'), damaged)
          for (const other of [otherSide(side)]) writeFileSync(join(folder, other, 'tries.json'), bytes)
          expect(await (await openGuard(copiesIn(folder), () => 100)).beforeTry(), `${damaged}`).toBe(900)
        }
      }
    }
    reset()
  }, 60_000)
})

describe('one file damaged', () => {
  type Damage = { readonly what: string; readonly files: readonly string[]; readonly bring: () => void }

  const damages = (): Damage[] => [...files].filter(([path]) => isSealed(path)).flatMap(([path, bytes]): Damage[] => {
    const there = join(folder, path)
    const [side, name] = [path[0] as Side, path.slice(2)]
    const list: Damage[] = []
    const add = (what: string, bring: () => void, touched = [path]) => list.push({ what: `${path} ${what}`, files: touched, bring })
    for (let at = 0; at < bytes.length; at += 53) {
      add(`flipped at ${at}`, () => writeFileSync(there, flipped(bytes, at)))
      add(`cut to ${at}`, () => writeFileSync(there, bytes.subarray(0, at)))
    }
    for (let at = 0; at < bytes.length; at += 64) add(`zeroed at ${at}`, () => writeFileSync(there, zeroed(bytes, at)))
    add('deleted', () => rmSync(there))
    add('a folder', () => {
      rmSync(there)
      mkdirSync(there)
    })
    const names = namesOf(side).filter(isSealed)
    const next = names[(names.indexOf(name) + 1) % names.length]!
    add(`exchanged with ${next}`, () => {
      renameSync(there, `${there}.x`)
      renameSync(join(folder, side, next), there)
      renameSync(`${there}.x`, join(folder, side, next))
    }, [path, `${side}/${next}`])
    const kind = name.replace(/\d.*/, '')
    for (const similar of names.filter(one => one !== name && one.startsWith(kind))) {
      add(`replaced by ${similar}`, () => writeFileSync(there, files.get(`${side}/${similar}`)!))
    }
    const old = older.get(path)
    if (old && !old.equals(bytes)) add('put back as it was', () => writeFileSync(there, old))
    return list
  })

  test('is found on opening or by the check, and opens with everything that was acknowledged', async () => {
    const list = damages()
    let onOpening = 0
    for (const { what, files: touched, bring } of list) {
      bring()
      const engine = await openHere()
      const found = engine.copies.takeFindings()
      if (found.length > 0) onOpening += 1
      found.push(...(await engine.verify()).findings)
      const seen = { office: plain(storedFrom(engine.office())), entries: (await engine.audit()).length, faults: await engine.auditFaults() }
      await engine.close()
      if (seen.office !== office || seen.entries !== entries || seen.faults.length > 0) expect({ what, seen }).toEqual({ office, entries })
      const told = new Set(found.filter(one => one.repaired).map(one => one.file))
      if (touched.some(path => !told.has(path))) expect({ what, found }).toEqual('found and repaired')
      for (const path of touched) expect(readFileSync(join(folder, path)).equals(files.get(path)!), what).toBe(true)
      reset()
    }
    console.log(`${list.length} damages, ${onOpening} found on opening, the others by the check`)
    expect(list.length).toBeGreaterThan(1000)
  }, 240_000)

  test.each<[string, () => void]>([
    ['a key file that is gone', () => rmSync(join(folder, 'a', KEYS))],
    ['a key file that is cut off', () => writeFileSync(join(folder, 'b', KEYS), files.get('b/keys.json')!.subarray(0, 300))],
    ['a key file with another slot', () => writeFileSync(join(folder, 'a', KEYS), flipped(files.get('a/keys.json')!, 200))],
    ['a key file with a later number', () => writeFileSync(join(folder, 'a', KEYS), files.get('a/keys.json')!.toString().replace(/"version":\d+/, '"version":99'))],
    ['a journal that is gone', () => rmSync(join(folder, 'b', namesOf('b').filter(name => name.startsWith('journal-')).at(-1)!))],
    ['a whole copy that is gone', () => rmSync(join(folder, 'b'), { recursive: true })],
  ])('is told in a sentence: %s', async (_what, bring) => {
    bring()
    const { store, care } = await open()
    await must(store.unlock(credentials))
    const { notices } = await store.status()
    expect(notices!.length).toBeGreaterThan(0)
    for (const notice of notices!) expect(notice).toMatch(/：.+，已用另一份修复$/)
    expect(plain(storedFrom(await must(store.read())))).toBe(office)
    // What opening did not need to read, the check puts right.
    expect((await must(care.verify())).findings.filter(one => !one.repaired)).toEqual([])
    expect(await must(care.verify())).toMatchObject({ findings: [], auditFaults: [] })
    await store.close()
    // Put right for good: nothing is told the next time.
    const again = await open()
    await must(again.store.unlock(credentials))
    expect((await again.store.status()).notices).toEqual([])
    await again.store.close()
    reset()
  }, 30_000)

  test('an old key file beside the new one gives the old password no entry, and is replaced', async () => {
    const old = readFileSync(join(folder, 'a', KEYS))
    const first = await open()
    await must(first.store.unlock(credentials))
    await must(first.care.setPassword(account.name, '换过的密码2026', cause, before => ({ ok: true, value: before })))
    await first.store.close()
    for (const side of sides) {
      writeFileSync(join(folder, side, KEYS), old)
      const { store } = await open()
      expect(await store.unlock(credentials)).toMatchObject({ ok: false, refusal: { code: 'wrong-password' } })
      await must(store.unlock({ ...credentials, password: '换过的密码2026' }))
      expect((await store.status()).notices).toEqual([expect.stringContaining(KEYS)])
      await store.close()
    }
    reset()
  }, 30_000)

  test.each([['cut off', '{"host"'], ['empty', ''], ['of another shape', '[]']])('a lock file that is %s keeps nobody out, and tells its holder', async (_what, text) => {
    const first = await open()
    await must(first.store.unlock(credentials))
    writeFileSync(join(folder, 'lock.json'), text)
    expect(await first.store.change(cause, before => ({ ok: true, value: { office: { ...before, details: { ...before.details, phone: 'x' } }, value: null } })))
      .toMatchObject({ ok: false, refusal: { code: 'folder-taken-over' } })
    await first.store.close()
    const second = await open()
    await must(second.store.unlock(credentials))
    expect(plain(storedFrom(await must(second.store.read())))).toBe(office)
    await second.store.close()
    reset()
  }, 30_000)
})

describe('the same place damaged in both copies', () => {
  const both = (name: string, change: (bytes: Buffer) => Buffer): void => {
    for (const side of sides) writeFileSync(join(folder, side, name), change(files.get(`${side}/${name}`)!))
  }
  const everything = (): Map<string, string> => new Map(sides.flatMap(side => readdirSync(join(folder, side))
    .filter(name => name !== 'tries.json').map(name => [`${side}/${name}`, readFileSync(join(folder, side, name)).toString('base64')] as const)))
  /** The segment with three frames, and where its frames start. */
  const segment = (): { name: string; starts: number[] } => {
    for (const name of namesOf('a').filter(one => one.startsWith('journal-'))) {
      const bytes = files.get(`a/${name}`)!
      const starts: number[] = []
      for (let at = 80; at < bytes.length; at += 36 + bytes.readUInt32BE(at + 8)) starts.push(at)
      if (starts.length === 3) return { name, starts }
    }
    throw new Error('no segment with three frames')
  }

  test.each<[string, (bytes: Buffer, start: number) => Buffer]>([
    ['a byte of a frame', (bytes, start) => flipped(bytes, start + 20)],
    ['its mark', (bytes, start) => flipped(bytes, start + 2)],
    ['its length', (bytes, start) => flipped(bytes, start + 10)],
    ['its whole head', (bytes, start) => Buffer.from(bytes).fill(0, start, start + 36)],
    ['a block over its start', (bytes, start) => zeroed(bytes, start - 10)],
    ['the header', bytes => flipped(bytes, 30)],
    ['the last frame, with frames after it in the next segment', bytes => bytes.subarray(0, bytes.length - 5)],
  ])('%s: the store is not opened, and nothing is changed', async (_what, change) => {
    const { name, starts } = segment()
    both(name, bytes => change(bytes, starts[1]!))
    const before = everything()
    await expect(openHere()).rejects.toThrow(StoreDamaged)
    const { store } = await open()
    expect(await store.unlock(credentials)).toMatchObject({ ok: false, refusal: { code: 'store-damaged', message: expect.stringMatching(/没有改动.+请/) as string } })
    expect(await store.status()).toMatchObject({ state: 'unavailable' })
    await store.close()
    expect(everything()).toEqual(before)
    reset()
  }, 30_000)

  test('in the journal that was written last, too', async () => {
    const name = namesOf('a').filter(one => one.startsWith('journal-') && files.get(`a/${one}`)!.length > 80).at(-1)!
    for (const change of [(bytes: Buffer) => flipped(bytes, 30), (bytes: Buffer) => flipped(bytes, 79)]) {
      both(name, change)
      await expect(openHere()).rejects.toThrow(StoreDamaged)
      reset()
    }
  })

  test('the newest snapshot: the one before it and the journal give everything, and it is told', async () => {
    const newest = namesOf('a').filter(isManifest).at(-1)!
    both(newest, bytes => flipped(bytes, 40))
    const engine = await openHere()
    expect(plain(storedFrom(engine.office()))).toBe(office)
    expect((await engine.audit()).length).toBe(entries)
    expect(engine.copies.takeFindings()).toEqual([{ file: newest, problem: expect.stringContaining('上一次的快照') as string, repaired: false }])
    await engine.close()
    reset()
  })

  test('both key files: refused before a password is asked for, and nothing is changed', async () => {
    both(KEYS, bytes => bytes.subarray(0, 100))
    const before = everything()
    const { store } = await open()
    expect(await store.status()).toMatchObject({ state: 'unavailable', reason: { code: 'store-damaged' } })
    await store.close()
    expect(everything()).toEqual(before)
    reset()
  })
})
