/**
 * The audit trail (操作日志): who did what to which case and when, chained by HMAC. An entry travels in one frame with
 * its change, so both are there or neither.
 */
import type { KeyObject } from 'node:crypto'
import { hmac } from './crypto.ts'
import type { AuditEntry } from '../../core/ports.ts'

export const NO_HEAD = ''

/** An entry without a reason keeps the link that it had before there were reasons. */
const macOf = (key: KeyObject, head: string, { seq, at, who, command, caseId, before, after, reason }: Omit<AuditEntry, 'mac'>): string =>
  hmac(key, head, JSON.stringify([seq, at, who, command, caseId ?? null, before ?? null, after ?? null, ...(reason === undefined ? [] : [reason])])).toString('hex')

/** The entry with its place in the chain after `head`. */
export const chained = (key: KeyObject, head: string, entry: Omit<AuditEntry, 'mac'>): AuditEntry =>
  ({ ...entry, mac: macOf(key, head, entry) })

export type AuditFault = { readonly position: number; readonly problem: string }

/**
 * Checks a whole trail against the head that is kept apart from it. Positions count from 1. An edited entry breaks its
 * own link; a deleted, inserted or moved one breaks the link of its neighbour or its number; a cut tail misses the head.
 */
export const auditFaults = (key: KeyObject, entries: readonly AuditEntry[], head: string): AuditFault[] => {
  const faults: AuditFault[] = []
  let before = NO_HEAD
  let expected = 1
  entries.forEach((entry, index) => {
    const position = index + 1
    if (entry.seq !== expected) {
      faults.push({ position, problem: entry.seq > expected ? `缺少第 ${expected} 至 ${entry.seq - 1} 条` : `第 ${entry.seq} 条重复、插入或次序颠倒` })
    }
    const { mac, ...rest } = entry
    if (macOf(key, before, rest) !== mac) faults.push({ position, problem: '内容被改动，或前一条被删改、调换' })
    before = mac
    expected = entry.seq + 1
  })
  if (before !== head) faults.push({ position: entries.length + 1, problem: '末尾被截去或添加' })
  return faults
}
