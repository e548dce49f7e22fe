/**
 * Two folders, `a` and `b`, with the same files in both: damage to any one file loses nothing. A file is written under a
 * new name, flushed and renamed; a name, once taken, keeps its content.
 */
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isPart, makeFolder, readBytes, removeAll, removeFile, writeDurably } from './disk.ts'

export const sides = ['a', 'b'] as const
export type Side = (typeof sides)[number]
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a')

/** Files of the store are for the user of the computer alone. */
export const PRIVATE = 0o600

/** One thing that was found wrong with a file, and what was done. */
export type Finding = { readonly file: string; readonly problem: string; readonly repaired: boolean }

/** Nothing can be had from here: the other copy has it. */
const isGone = (error: unknown): boolean => ['ENOENT', 'EIO', 'EISDIR', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')

export type Copies = {
  readonly folder: string
  path(side: Side, name: string): string
  /** Writes to a, then to b. */
  write(name: string, bytes: Uint8Array | string): Promise<void>
  /** Writes one copy alone, to put it right. */
  writeSide(side: Side, name: string, bytes: Uint8Array): Promise<void>
  /** Bytes of one copy; null when it is not there or cannot be read. */
  readSide(side: Side, name: string): Promise<Buffer | null>
  /**
   * What `check` makes of the first good copy; the other copy is put right when it is bad or missing. Null when neither
   * is good.
   */
  read<T>(name: string, check: (bytes: Buffer) => T | null): Promise<T | null>
  /** As `read`, but looks at both copies always. */
  verify<T>(name: string, check: (bytes: Buffer) => T | null): Promise<T | null>
  /** Names in either copy, sorted. */
  names(): Promise<string[]>
  remove(name: string): Promise<void>
  /** Tells what was found and repaired since the last call. */
  takeFindings(): Finding[]
  found(finding: Finding): void
}

export const copiesIn = (folder: string): Copies => {
  let findings: Finding[] = []
  const path = (side: Side, name: string): string => join(folder, side, name)
  const readSide = async (side: Side, name: string): Promise<Buffer | null> => {
    try {
      return await readBytes(path(side, name))
    } catch (error) {
      // A sector that cannot be read is damage like any other: the other copy has the bytes.
      if (isGone(error)) return null
      throw error
    }
  }
  const writeSide = async (side: Side, name: string, bytes: Uint8Array): Promise<void> => {
    await makeFolder(join(folder, side))
    // A folder that came in the place of the file is in the way of a rename.
    if ((await stat(path(side, name)).catch(() => null))?.isDirectory()) await removeAll(path(side, name))
    await writeDurably(path(side, name), bytes, PRIVATE)
  }
  const mend = async (side: Side, name: string, bytes: Buffer, missing: boolean): Promise<void> => {
    await writeSide(side, name, bytes)
    findings.push({ file: `${side}/${name}`, problem: missing ? '缺失' : '内容损坏', repaired: true })
  }
  const readBoth = async <T>(name: string, check: (bytes: Buffer) => T | null, both: boolean): Promise<T | null> => {
    let good: { value: T; bytes: Buffer } | null = null
    const bad: [Side, boolean][] = []
    for (const side of sides) {
      if (good && !both && bad.length === 0) {
        // The other copy is not read, but it must be there.
        if (!existsSync(path(side, name))) bad.push([side, true])
        break
      }
      const bytes = await readSide(side, name)
      const value = bytes && check(bytes)
      if (bytes !== null && value !== null && (!good || good.bytes.equals(bytes))) good ??= { value, bytes }
      else bad.push([side, bytes === null])
    }
    if (!good) return null
    for (const [side, missing] of bad) await mend(side, name, good.bytes, missing)
    return good.value
  }
  return {
    folder,
    path,
    readSide,
    writeSide,
    write: async (name, bytes) => {
      for (const side of sides) await writeDurably(path(side, name), bytes, PRIVATE)
    },
    read: (name, check) => readBoth(name, check, false),
    verify: (name, check) => readBoth(name, check, true),
    names: async () => {
      const lists = await Promise.all(sides.map(side => readdir(join(folder, side)).catch(error => {
        if (isGone(error)) return []
        throw error
      })))
      return [...new Set(lists.flat())].filter(name => !isPart(name)).sort()
    },
    remove: async name => {
      for (const side of sides) await removeFile(path(side, name))
    },
    takeFindings: () => {
      const taken = findings
      findings = []
      return taken
    },
    found: finding => {
      findings.push(finding)
    },
  }
}
