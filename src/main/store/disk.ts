/**
 * Every operation on files that another program can be in the way of. On Windows a scanner, an indexer or a backup
 * program holds each new file for a moment, and then a rename, a removal or an opening fails: such errors pass, so what
 * failed is tried again with growing pauses for up to two seconds. Whoever renames, removes, makes or opens a file of ours or
 * of the user's does it here.
 */
import { randomUUID } from 'node:crypto'
import { mkdirSync, statSync } from 'node:fs'
import * as files from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isAbsent, isPassing } from './file-errors.ts'

/** For how long what another program may be in the way of is tried again, in milliseconds. Elsewhere than on Windows such errors stay. */
let patience = process.platform === 'win32' ? 2_000 : 0

/** For tests that act a busy Windows on another system. */
export const setPatience = (milliseconds: number): void => {
  patience = milliseconds
}

/** Does `work` and, while it fails with what passes, does it again, for `longest` milliseconds. Throws the last error. */
export const patiently = async <T>(
  work: () => T | Promise<T>, passes: (error: unknown) => boolean = isPassing, longest = patience,
): Promise<T> => {
  const start = performance.now()
  for (let wait = 10; ; wait = Math.min(wait * 2, 250)) {
    try {
      return await work()
    } catch (error) {
      if (!passes(error) || performance.now() - start >= longest) throw error
      await pause(wait)
    }
  }
}

/** Renames a file or folder, over a file that is there. Throws file-system errors. */
export const rename = (from: string, to: string): Promise<void> => patiently(() => files.rename(from, to))

/** Removes one file; one that is not there is fine. Throws file-system errors. */
export const removeFile = (path: string): Promise<void> => patiently(() => files.rm(path, { force: true }))

/** A folder is not empty for as long as a removed file in it is held open by somebody. */
const passesInFolder = (error: unknown): boolean => isPassing(error) || (error as NodeJS.ErrnoException).code === 'ENOTEMPTY'

/** Removes a file or a folder with all that is in it; nothing there is fine. Throws file-system errors. */
export const removeAll = (path: string): Promise<void> =>
  patiently(() => files.rm(path, { recursive: true, force: true }), passesInFolder)

const leftOver = new Set<string>()
let sweeping: NodeJS.Timeout | null = null

/** Removes what `discard` could not, as far as that is possible by now. Never throws. */
export const removeLeftOver = async (): Promise<void> => {
  if (sweeping) clearTimeout(sweeping)
  sweeping = null
  for (const path of leftOver) {
    if (await files.rm(path, { recursive: true, force: true }).then(() => true, () => false)) leftOver.delete(path)
  }
  if (leftOver.size > 0) sweepLater()
}

const sweepLater = (): void => {
  sweeping ??= setTimeout(() => void removeLeftOver(), 2_000).unref()
}

/** Removes what was half made. Never throws: what cannot be removed now is tried again every two seconds, and when the store is closed. */
export const discard = async (path: string): Promise<void> => {
  try {
    await removeAll(path)
  } catch {
    leftOver.add(path)
    sweepLater()
  }
}

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

/**
 * Makes a folder and those above it, at once. Throws file-system errors. What the system says of one that is there differs (a drive's
 * root and a share answer EPERM), so it is looked at. (Node's own `recursive` never returns where a file system
 * answers ENOENT for a folder whose parent is there, as /proc does.)
 */
export const makeFolderNow = (path: string): void => {
  try {
    mkdirSync(path)
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    let found: boolean
    try {
      found = isFolder(path)
    } catch {
      throw error
    }
    if (found) return
    if (code === 'EEXIST') throw Object.assign(new Error(path), { code: 'ENOTDIR' })
    const above = dirname(path)
    if (code !== 'ENOENT' || above === path || isFolder(above)) throw error
    makeFolderNow(above)
    mkdirSync(path)
  }
}

/** Makes a folder and those above it; one that is there is fine. Throws file-system errors. */
export const makeFolder = (path: string): Promise<void> => patiently(() => makeFolderNow(path))

/** A new folder of our own in `folder`, whose name begins with `prefix`. Throws file-system errors. */
export const makeScratch = (folder: string, prefix: string): Promise<string> => patiently(() => files.mkdtemp(join(folder, prefix)))

/** Opens a file. Throws file-system errors. */
export const openFile = (path: string, flags: string | number, mode?: number): Promise<files.FileHandle> =>
  patiently(() => files.open(path, flags, mode))

/** Whether something stands under this name. Throws whatever keeps that from being known: absence is never inferred. */
export const isThere = async (path: string): Promise<boolean> => {
  try {
    await patiently(() => files.stat(path))
    return true
  } catch (error) {
    if (isAbsent(error)) return false
    throw error
  }
}

/** All bytes of a file. Throws file-system errors. */
export const readBytes = (path: string): Promise<Buffer> => patiently(() => files.readFile(path))

/** Makes the entries of a folder durable. Windows has no notion of it. */
export const flushFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return
  const handle = await files.open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Writes all the bytes at a position: a system may take fewer at a time. */
export const writeFully = async (handle: files.FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** What a file of ours is called while it is being written, now and in versions of before; no other file is called so. */
export const isPart = (name: string): boolean =>
  /^\.[0-9a-f]{8}\.part$|\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\.part$/.test(name)

/**
 * Writes a file whole: beside its name, all bytes, flush, rename, flush the folder. A half-written file never bears the name, and none
 * stays behind. `mode`: who may read it where the system has that notion; only the user, unless told. Throws file-system errors.
 */
export const writeDurably = async (path: string, content: Uint8Array | string | AsyncIterable<Uint8Array>, mode = 0o600): Promise<void> => {
  // Short, so that it fits where the name itself does.
  const part = join(dirname(path), `.${randomUUID().slice(0, 8)}.part`)
  try {
    const handle = await openFile(part, 'wx', mode)
    try {
      if (typeof content === 'string') await writeFully(handle, Buffer.from(content), 0)
      else if (content instanceof Uint8Array) await writeFully(handle, content, 0)
      else {
        let position = 0
        for await (const piece of content) {
          await writeFully(handle, piece, position)
          position += piece.length
        }
      }
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, path)
  } catch (error) {
    await discard(part)
    // Windows says EPERM of a folder that bears the name, as of a file that is open.
    throw isPassing(error) && isFolder(path) ? Object.assign(new Error(path), { code: 'EISDIR' }) : error
  }
  await flushFolder(dirname(path))
}
