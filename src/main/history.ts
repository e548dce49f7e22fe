/** Keeps, with every change of a case or of a register, what it replaced: in the same transaction, whichever command made it. */
import { historyId, historyOf, reverseDiff, type CaseHistoryEntry } from '../core/case/record/history.ts'
import { changedRecords } from '../core/base/collection.ts'
import { annexOf, type Office } from '../core/office.ts'
import type { Cause, Ports, Store } from '../core/ports.ts'
import type { RegisterHistoryEntry } from '../core/office/registers.ts'

/** `after` with an entry for each case that differs from `before`, or whose annex does. */
const withCaseEntries = (before: Office, after: Office, { at, command }: Cause, by: string): Office => {
  if (before.cases === after.cases && before.annexes === after.annexes) return after
  const changed = new Set([...changedRecords(before.cases, after.cases), ...changedRecords(before.annexes, after.annexes)].map(record => record.id))
  const entries: CaseHistoryEntry[] = []
  for (const id of changed) {
    const file = after.cases.get(id)
    if (!file) continue
    const was = before.cases.get(id)
    // One that only moved up because others were taken out.
    if (was === file && before.annexes.get(id) === after.annexes.get(id)) continue
    let no = 1
    while (after.caseHistory.get(historyId(id, no))) no += 1
    const base: CaseHistoryEntry = { id: historyId(id, no), at, by, command }
    if (!was) {
      entries.push({ ...base, created: true })
      continue
    }
    const ofFile = reverseDiff(was, file)
    const ofAnnex = reverseDiff(annexOf(before, id), annexOf(after, id))
    if (ofFile.length === 0 && ofAnnex.length === 0) continue
    entries.push({ ...base, ...(ofFile.length > 0 && { file: ofFile }), ...(ofAnnex.length > 0 && { annex: ofAnnex }) })
  }
  return { ...after, caseHistory: after.caseHistory.withAll(entries) }
}

/** `after` with an entry for each entry of a register that differs from `before`. */
const withRegisterEntries = (before: Office, after: Office, { at, command }: Cause, by: string): Office => {
  if (before.registers === after.registers) return after
  const entries = changedRecords(before.registers, after.registers).flatMap((entry): RegisterHistoryEntry[] => {
    const base = { id: historyId(entry.id, historyOf(id => after.registerHistory.get(id), entry.id).length + 1), at, by, command }
    const was = before.registers.get(entry.id)
    if (!was) return [{ ...base, created: true }]
    const replaced = reverseDiff(was, entry)
    return replaced.length > 0 ? [{ ...base, was: replaced }] : []
  })
  return { ...after, registerHistory: after.registerHistory.withAll(entries) }
}

/** The same ports over a store that keeps the history of cases and registers. */
export const keepingHistory = (ports: Ports): Ports => {
  const { store } = ports
  const kept: Store = {
    status: again => store.status(again),
    create: (office, credentials, cause) => store.create(office, credentials, cause),
    unlock: credentials => store.unlock(credentials),
    lock: () => store.lock(),
    read: () => store.read(),
    takeOver: () => store.takeOver(),
    close: () => store.close(),
    change: async (cause, edit) => {
      const by = (await store.status()).account?.name ?? ''
      return store.change(cause, office => {
        const edited = edit(office)
        return edited.ok ? { ok: true, value: { ...edited.value, office: withRegisterEntries(office, withCaseEntries(office, edited.value.office, cause, by), cause, by) } } : edited
      })
    },
  }
  return { ...ports, store: kept }
}
