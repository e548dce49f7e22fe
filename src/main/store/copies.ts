/**
 * Two folders, `a` and `b`, with the same files in both: damage to any one file loses nothing. A file is written under a
 * new name, flushed and renamed; a name, once taken, keeps its content.
 */
import { readdir, rmdir, stat, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { isPart, isThere, makeFolder, openFile, readBytes, removeFile, rename, writeDurably } from './disk.ts'
import { isAbsent, isFileError, isUnreadable } from './file-errors.ts'

export const sides = ['a', 'b'] as const
export type Side = (typeof sides)[number]
export const otherSide = (side: Side): Side => (side === 'a' ? 'b' : 'a')

/** Files of the store are for the user of the computer alone. */
export const PRIVATE = 0o600

/** One thing that was found wrong with a file, and what was done. */
export type Finding = { readonly file: string; readonly problem: string; readonly repaired: boolean }

/** No file to be read: nothing has its name, or a folder has. Proven by the system, not inferred. */
const isNoFile = (error: unknown): boolean => isAbsent(error) || (error as NodeJS.ErrnoException).code === 'EISDIR'

const PIECE = 1024 * 1024

/** The first so many bytes of a file. Throws for one that is shorter. */
async function* piecesOf(handle: FileHandle, length: number): AsyncIterable<Uint8Array> {
  for (let at = 0; at < length;) {
    const piece = Buffer.allocUnsafe(Math.min(PIECE, length - at))
    const { bytesRead } = await handle.read(piece, 0, piece.length, at)
    if (bytesRead === 0) throw Object.assign(new Error('file became shorter'), { code: 'EIO' })
    yield piece.subarray(0, bytesRead)
    at += bytesRead
  }
}

export type Copies = {
  readonly folder: string
  path(side: Side, name: string): string
  /** Writes to a, then to b. */
  write(name: string, bytes: Uint8Array | string): Promise<void>
  /** Writes one copy alone, to put it right. */
  writeSide(side: Side, name: string, bytes: Uint8Array): Promise<void>
  /** Puts right one copy by the first so many bytes of the other. */
  copySide(from: Side, to: Side, name: string, length: number): Promise<void>
  /** Bytes of one copy; null when it is not there. Throws whatever keeps it from being read. */
  readSide(side: Side, name: string): Promise<Buffer | null>
  /**
   * What `check` makes of the first good copy; the other copy is put right when it is bad or missing. Null when both were read and
   * neither is good; throws what the disk says when neither can be read.
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

/** Does what puts one copy right. What keeps that from being done now keeps nobody from the other copy. */
export const canMend = async (work: () => Promise<void>): Promise<boolean> => {
  try {
    await work()
    return true
  } catch (error) {
    if (!isFileError(error)) throw error
    return false
  }
}

export const copiesIn = (folder: string): Copies => {
  let findings: Finding[] = []
  const path = (side: Side, name: string): string => join(folder, side, name)
  const readSide = async (side: Side, name: string): Promise<Buffer | null> => {
    try {
      return await readBytes(path(side, name))
    } catch (error) {
      if (isNoFile(error)) return null
      throw error
    }
  }
  const makeRoom = async (side: Side, name: string): Promise<void> => {
    await makeFolder(join(folder, side))
    // A folder that came in the place of the file is in the way of a rename. Nobody knows what is in it, so it is kept.
    if (!(await stat(path(side, name)).catch(() => null))?.isDirectory()) return
    await rmdir(path(side, name)).catch(() => rename(path(side, name), join(folder, `占用文件名的文件夹-${randomUUID().slice(0, 8)}`)))
  }
  const writeSide = async (side: Side, name: string, bytes: Uint8Array): Promise<void> => {
    await makeRoom(side, name)
    await writeDurably(path(side, name), bytes, PRIVATE)
  }
  const mend = async (side: Side, name: string, bytes: Buffer, problem: string): Promise<void> => {
    findings.push({ file: `${side}/${name}`, problem, repaired: await canMend(() => writeSide(side, name, bytes)) })
  }
  const readBoth = async <T>(name: string, check: (bytes: Buffer) => T | null, both: boolean): Promise<T | null> => {
    let good: { value: T; bytes: Buffer } | null = null
    let unreadable: unknown = null
    const bad: [Side, string][] = []
    for (const side of sides) {
      if (good && !both && bad.length === 0) {
        // The other copy is not read, but it must be there.
        if (!await isThere(path(side, name))) bad.push([side, '缺失'])
        break
      }
      let bytes: Buffer | null = null
      try {
        bytes = await readSide(side, name)
      } catch (error) {
        // The other copy has the bytes.
        if (!isUnreadable(error)) throw error
        unreadable ??= error
        bad.push([side, '读不出'])
        continue
      }
      const value = bytes && check(bytes)
      if (bytes !== null && value !== null && (!good || good.bytes.equals(bytes))) good ??= { value, bytes }
      else bad.push([side, bytes === null ? '缺失' : '内容损坏'])
    }
    if (!good) {
      if (unreadable) throw unreadable
      return null
    }
    for (const [side, problem] of bad) await mend(side, name, good.bytes, problem)
    return good.value
  }
  return {
    folder,
    path,
    readSide,
    writeSide,
    copySide: async (from, to, name, length) => {
      const source = await openFile(path(from, name), 'r')
      try {
        await makeRoom(to, name)
        await writeDurably(path(to, name), piecesOf(source, length), PRIVATE)
      } finally {
        await source.close()
      }
    },
    write: async (name, bytes) => {
      for (const side of sides) await writeDurably(path(side, name), bytes, PRIVATE)
    },
    read: (name, check) => readBoth(name, check, false),
    verify: (name, check) => readBoth(name, check, true),
    names: async () => {
      const lists = await Promise.all(sides.map(side => readdir(join(folder, side)).catch(error => {
        if (isAbsent(error)) return []
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
