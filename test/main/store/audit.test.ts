import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/case/dates.ts'
import type { AuditEntry } from '../../../src/core/ports.ts'
import { auditFaults, chained, NO_HEAD } from '../../../src/main/store/audit.ts'

const key = Buffer.alloc(32, 7)

const trail = (length: number): AuditEntry[] => {
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= length; seq += 1) {
    entries.push(chained(key, entries.at(-1)?.mac ?? NO_HEAD, {
      seq, at: '2026-11-23T09:00' as LocalTime, who: '何平', command: 'case.register', caseId: `c${seq}`, before: undefined, after: `d${seq}`,
    }))
  }
  return entries
}
const head = (entries: readonly AuditEntry[]): string => entries.at(-1)?.mac ?? NO_HEAD
const positions = (entries: readonly AuditEntry[], kept: string): number[] =>
  [...new Set(auditFaults(key, entries, kept).map(fault => fault.position))]

const somewhere = fc.integer({ min: 2, max: 40 }).chain(length => fc.tuple(fc.constant(length), fc.integer({ min: 0, max: length - 1 })))

describe('the audit trail', () => {
  test('has no fault when nobody touched it', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 40 }), length => {
      expect(auditFaults(key, trail(length), head(trail(length)))).toEqual([])
    }))
  })

  test.each(['at', 'who', 'command', 'caseId', 'before', 'after', 'mac'] as const)('names the entry whose %s was edited', field => {
    fc.assert(fc.property(somewhere, ([length, at]) => {
      const entries = trail(length)
      const kept = head(entries)
      const edited = entries.with(at, { ...entries[at]!, [field]: '改过' })
      expect(positions(edited, kept)[0]).toBe(at + 1)
    }))
  })

  test('names the place where an entry was deleted', () => {
    fc.assert(fc.property(somewhere, ([length, at]) => {
      const entries = trail(length)
      // Without the last one it is a cut, which the head shows.
      expect(positions(entries.toSpliced(at, 1), head(entries))[0]).toBe(at + 1)
    }))
  })

  test('names the place where an entry was put in', () => {
    fc.assert(fc.property(somewhere, ([length, at]) => {
      const entries = trail(length)
      const forged = chained(Buffer.alloc(32, 9), entries[at]!.mac, { ...entries[at]!, seq: at + 2 })
      expect(positions(entries.toSpliced(at + 1, 0, forged), head(entries))).toContain(at + 2)
    }))
  })

  test('names the place where two entries changed places', () => {
    fc.assert(fc.property(somewhere, ([length, at]) => {
      const entries = trail(length)
      const other = at === 0 ? 1 : at - 1
      const swapped = entries.with(at, entries[other]!).with(other, entries[at]!)
      expect(positions(swapped, head(entries))[0]).toBe(Math.min(at, other) + 1)
    }))
  })

  test('sees a cut tail by the head that is kept apart', () => {
    fc.assert(fc.property(somewhere, ([length, at]) => {
      const entries = trail(length)
      expect(auditFaults(key, entries.slice(0, at), head(entries)).at(-1)).toEqual({ position: at + 1, problem: '末尾被截去或添加' })
    }))
  })
})
