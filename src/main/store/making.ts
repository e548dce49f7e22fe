/**
 * A store comes into being whole or not at all: all its files are made in a folder of its own, which then takes its place by
 * renames. Whatever is removed here was made by this very act, or bears a name that only this program gives to what is half made.
 */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Office } from '../../core/office.ts'
import type { AuditEntry } from '../../core/ports.ts'
import { ANCHOR } from './anchor.ts'
import { NO_HEAD } from './audit.ts'
import { copiesIn, sides, type Copies } from './copies.ts'
import { discard, flushFolder, isPart, isThere, makeFolder, makeScratch, removeAll, rename } from './disk.ts'
import { isAbsent } from './file-errors.ts'
import { freshTries } from './guard.ts'
import { journalStart } from './journal.ts'
import { KEYS, type KeyFile } from './keys.ts'
import { writeSnapshot } from './snapshot.ts'

/** What folders of half-made things begin with; six signs of chance follow. */
export const SCRATCH = { fresh: '.new-', restoring: '恢复中-', proving: '试恢复-', keeping: '升级备存-' } as const
const scratchName = /^(\.new|恢复中|试恢复|升级备存|自检)-[A-Za-z0-9]{6}$/

/** Whether a name is one that only a half-made thing of ours has. */
export const isHalfMade = (name: string): boolean => scratchName.test(name) || isPart(name)

/** Whether a folder holds a store. Throws whatever keeps that from being known: only the system's own word proves that there is none. */
export const hasStore = async (folder: string): Promise<boolean> => {
  for (const side of sides) if (await isThere(join(folder, side))) return true
  return false
}

export type StoreContent = {
  readonly keys: KeyFile
  readonly dataKey: Buffer
  readonly office: Office
  readonly dataVersion: number
  readonly trail: readonly AuditEntry[]
}

/** Makes all files of a new store in a folder that holds none. `addBlobs` writes the attachments; false stops it. */
export const fillStore = async (
  folder: string, line: string, { keys, dataKey, office, dataVersion, trail }: StoreContent, addBlobs: (copies: Copies) => Promise<void>,
): Promise<void> => {
  for (const side of sides) await makeFolder(join(folder, side))
  const copies = copiesIn(folder)
  await copies.write(KEYS, JSON.stringify(keys))
  await copies.write('tries.json', freshTries())
  await addBlobs(copies)
  await writeSnapshot(copies, dataKey, new WeakMap(), {
    dataVersion, line, keys, generation: 1, office, seq: 0, tag: journalStart.tag, journalFrom: 1, auditTail: trail,
    before: { audit: [], auditCount: 0, auditHead: NO_HEAD },
  })
}

/** Moves a store that was made in `fresh` into a folder that holds none. What was moved goes back when the rest cannot follow. */
export const placeStore = async (fresh: string, folder: string): Promise<void> => {
  const moved: string[] = []
  try {
    for (const name of [ANCHOR, ...sides]) {
      if (!await isThere(join(fresh, name))) continue
      if (await isThere(join(folder, name))) throw Object.assign(new Error('a store is there'), { code: 'EEXIST' })
      await rename(join(fresh, name), join(folder, name))
      moved.push(name)
      await flushFolder(folder)
    }
  } catch (error) {
    for (const name of moved) await rename(join(folder, name), join(fresh, name)).catch(() => undefined)
    throw error
  }
}

/** Makes a new store in a folder that holds none; `take` is called once it is in its place, and taken back is all of it when that throws. */
export const createStore = async (
  folder: string, line: string, content: StoreContent, addBlobs: (copies: Copies) => Promise<void> = async () => undefined,
): Promise<void> => {
  if (await hasStore(folder)) throw Object.assign(new Error('a store is there'), { code: 'EEXIST' })
  const fresh = await makeScratch(folder, SCRATCH.fresh)
  try {
    await fillStore(fresh, line, content, addBlobs)
    await placeStore(fresh, folder)
  } finally {
    await discard(fresh)
  }
}

/** Takes back a store that this very act made and told nobody of: only copies whose key file is the one that was made. */
export const takeBackStore = async (folder: string, keys: KeyFile): Promise<void> => {
  const text = JSON.stringify(keys)
  const copies = copiesIn(folder)
  const fresh = await makeScratch(folder, SCRATCH.fresh)
  try {
    for (const side of sides) {
      const bytes = await copies.readSide(side, KEYS)
      if (bytes?.toString('utf8') === text) await rename(join(folder, side), join(fresh, side))
    }
  } finally {
    await discard(fresh)
  }
}

/** Removes what a killed process left half-made, by the names that nothing else has. */
export const sweep = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) if (isHalfMade(name)) await removeAll(join(folder, name))
  for (const side of sides) {
    const path = join(folder, side)
    const names = await readdir(path).catch((error: unknown) => {
      if (isAbsent(error)) return []
      throw error
    })
    for (const name of names) if (isPart(name)) await removeAll(join(path, name))
  }
}
