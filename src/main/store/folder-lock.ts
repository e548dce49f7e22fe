/**
 * One process per data folder: a lock file with host, process, its start time and a nonce. A lock is taken over by itself
 * only when this same computer says that its process is gone, and otherwise only when the user says so.
 */
import { randomUUID } from 'node:crypto'
import { readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { ok, refuse, type Result } from '../../core/base/result.ts'

const Holder = z.object({ host: z.string(), pid: z.int(), started: z.string(), nonce: z.string() })
type Holder = z.output<typeof Holder>

/** When the process was started, as the system counts it; empty where the system does not say. */
const startOf = (pid: number): string => {
  try {
    // The command name in field 2 may hold spaces and brackets, so count from its closing one (proc(5), field 22).
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)!.split(' ')[19] ?? ''
  } catch {
    return ''
  }
}

/** Locks of this process: one that could not be removed holds nothing any more. */
const heldHere = new Set<string>()

const isAlive = ({ pid, started, nonce }: Holder): boolean => {
  if (pid === process.pid) return heldHere.has(nonce)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
  return startOf(pid) === started
}

export type FolderLock = {
  /** False once another process has taken the folder over. Throws file-system errors. */
  isHeld(): boolean
  release(): void
}

/** Refuses with `folder-in-use`, naming who holds it. `takeOver`: the user said that the holder is not to be waited for. */
export const lockFolder = (folder: string, takeOver = false): Result<FolderLock> => {
  const path = join(folder, 'lock.json')
  const mine: Holder = { host: hostname(), pid: process.pid, started: startOf(process.pid), nonce: randomUUID() }
  const text = JSON.stringify(mine)
  const read = (): Holder | null => {
    try {
      return Holder.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return null
    }
  }
  const isHeld = (): boolean => {
    try {
      return readFileSync(path, 'utf8') === text
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false
      throw error
    }
  }
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(path, text, { flag: 'wx' })
      heldHere.add(mine.nonce)
      return ok({
        isHeld,
        release: () => {
          heldHere.delete(mine.nonce)
          try {
            if (isHeld()) unlinkSync(path)
          } catch {
            // A lock that stays behind is taken over by itself once this process is gone.
          }
        },
      })
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = read()
    if (holder && !takeOver && (holder.host !== mine.host || isAlive(holder))) {
      const where = holder.host === mine.host ? `本机进程 ${holder.pid}` : `电脑“${holder.host}”`
      return refuse('folder-in-use', `这个资料文件夹正由另一个程序使用（${where}）。请先关闭那个程序，或换一个文件夹。`)
    }
    // Nobody is behind it: the process ended without letting go, or the file was cut off while being written.
    try {
      unlinkSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return refuse('folder-in-use', '这个资料文件夹正由另一个程序打开。请稍候再试。')
}
