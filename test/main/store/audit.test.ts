/** Promise 8: the audit trail is trustworthy. Whatever is done to it is reported with its position. */
import { createSecretKey, randomBytes } from 'node:crypto'
import { readFileSync, truncateSync } from 'node:fs'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import type { AuditEntry } from '../../../src/core/ports.ts'
import { storedFrom } from '../../../src/core/office.ts'
import { auditFaults, chained, NO_HEAD } from '../../../src/main/store/audit.ts'
import { migrations } from '../../../src/core/migrations/index.ts'
import { signedAnchor, type Anchor } from '../../../src/main/store/anchor.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { account } from '../../app/harness.ts'
import { cause, copyOf, prepareStore } from './bench.ts'

const key = createSecretKey(randomBytes(32))

const content = fc.record({
  at: fc.constantFrom('2026-11-23T09:00', '2026-11-23T09:01') as fc.Arbitrary<LocalTime>,
  who: fc.constantFrom('何平', '林晓'),
  command: fc.constantFrom('case.register', 'session.record'),
  caseId: fc.option(fc.constantFrom('c1', 'c2'), { nil: undefined }),
  before: fc.option(fc.constantFrom('a'.repeat(64), 'b'.repeat(64)), { nil: undefined }),
  reason: fc.option(fc.constantFrom('金额写错', '重复登记'), { nil: undefined }),
  after: fc.option(fc.constantFrom('c'.repeat(64), 'd'.repeat(64)), { nil: undefined }),
})

const trail = fc.array(content, { minLength: 2, maxLength: 12 }).map(list => {
  const entries: AuditEntry[] = []
  for (const [index, one] of list.entries()) entries.push(chained(key, entries.at(-1)?.mac ?? NO_HEAD, { seq: index + 1, ...one }))
  return { entries, head: entries.at(-1)!.mac }
})
const withPlace = trail.chain(one => fc.record({ trail: fc.constant(one), place: fc.nat(one.entries.length - 1), other: content }))
const positions = (entries: readonly AuditEntry[], head: string): number[] => [...new Set(auditFaults(key, entries, head).map(fault => fault.position))]

describe('a trail', () => {
  test('that nobody touched has no fault', () => {
    fc.assert(fc.property(trail, ({ entries, head }) => {
      expect(auditFaults(key, entries, head)).toEqual([])
    }))
  })

  test('with an edited field is reported there', () => {
    fc.assert(fc.property(withPlace, fc.constantFrom('at', 'who', 'command', 'caseId', 'reason', 'before', 'after', 'mac', 'seq'), ({ trail: { entries, head }, place }, field) => {
      const edited = entries.map((entry, index) => (index === place ? { ...entry, [field]: field === 'seq' ? entry.seq + 100 : `${entry[field as 'at']}x` } : entry)) as AuditEntry[]
      expect(positions(edited, head)[0]).toBe(place + 1)
    }))
  })

  test('with a deleted entry is reported where it was', () => {
    fc.assert(fc.property(withPlace, ({ trail: { entries, head }, place }) => {
      expect(positions(entries.filter((_entry, index) => index !== place), head)[0]).toBe(place + 1)
    }))
  })

  test('with an inserted entry is reported there, even if it was chained with another key', () => {
    fc.assert(fc.property(withPlace, ({ trail: { entries, head }, place, other }) => {
      const forged = chained(createSecretKey(randomBytes(32)), entries[place - 1]?.mac ?? NO_HEAD, { seq: place + 1, ...other })
      expect(positions([...entries.slice(0, place), forged, ...entries.slice(place)], head)[0]).toBe(place + 1)
      const copied = entries[place]!
      expect(positions([...entries.slice(0, place + 1), copied, ...entries.slice(place + 1)], head)[0]).toBe(place + 2)
    }))
  })

  test('with two entries exchanged is reported at the first of them', () => {
    fc.assert(fc.property(withPlace, ({ trail: { entries, head }, place }) => {
      const [first, second] = place === 0 ? [0, 1] : [place - 1, place]
      const moved = [...entries]
      ;[moved[first], moved[second]] = [moved[second]!, moved[first]!]
      expect(positions(moved, head)[0]).toBe(first! + 1)
    }))
  })

  test('with its tail cut off is reported where it ends', () => {
    fc.assert(fc.property(withPlace, ({ trail: { entries, head }, place }) => {
      expect(auditFaults(key, entries.slice(0, place), head)).toEqual([{ position: place + 1, problem: '末尾被截去或添加' }])
    }))
  })
})

describe('an entry and its change', () => {
  test('are there both or neither, wherever both journals are cut off; what is missing is told by its numbers', async () => {
    const prepared = await prepareStore()
    const source = join(copyOf(prepared.folder), 'data')
    const open = (data: string, anchors: readonly Anchor[] = []) =>
      openEngine(data, prepared.dataKey, prepared.storeId, { checkOwner: () => undefined, migrations, anchors: async () => anchors })
    const engine = await open(source)
    const base = (await engine.audit()).length
    for (const phone of ['1', '2', '3']) await engine.change({ ...engine.office(), details: { ...engine.office().details, phone } }, account.name, cause)
    const anchor = signedAnchor(prepared.dataKey, { storeId: prepared.storeId, ...engine.reached(), keys: 1, lost: [] })
    await engine.close()
    const name = 'journal-00000002'
    const { length } = readFileSync(join(source, 'a', name))
    const seen = new Set<number>()
    for (let cut = 80; cut <= length; cut += 7) {
      const data = copyOf(source)
      for (const side of ['a', 'b']) truncateSync(join(data, side, name), cut)
      const cutOff = await open(data, [anchor])
      const changes = Number(storedFrom(cutOff.office()).details.phone ?? 0)
      expect((await cutOff.audit()).length).toBe(base + changes)
      expect(await cutOff.auditFaults()).toEqual(changes === 3 ? [] : [
        { position: base + changes + 1, problem: `少了第 ${base + changes + 1} 至第 ${base + 3} 次改动：它们保存过，资料文件里已经没有` },
      ])
      seen.add(changes)
      await cutOff.close()
    }
    expect([...seen]).toEqual(expect.arrayContaining([0, 1, 2]))
  }, 60_000)
})
