/**
 * One process per data folder. Who holds it stands in lock.json: computer, process, its start and a nonce; whoever takes the folder
 * over writes another nonce, and who held it sees that before its next write.
 *
 * Whether the holder still lives: on Windows it keeps a second file open that shares nothing, so the system itself refuses the
 * next one and frees it at once when the process ends, however it ends and whatever its number. Elsewhere the process is asked
 * after by number and start. A holder that cannot be asked after (another computer, or this one under an earlier name) is passed
 * over only when the user says so.
 */
import { randomUUID } from 'node:crypto'
import { closeSync, constants, openSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { patiently } from './disk.ts'
import { isPassing } from './file-errors.ts'

/** `boot`: when the computer was started, as the system names it. `by`: what proves that the holder lives. Older records have neither. */
const Holder = z.object({
  host: z.string(), pid: z.int(), started: z.string(), nonce: z.string(), boot: z.string().optional(), by: z.enum(['handle', 'process']).optional(),
})
type Holder = z.output<typeof Holder>

const NOTE = 'lock.json'
const GUARD = 'lock'
/** libuv's `UV_FS_O_EXLOCK`: a handle that shares nothing. */
const SHARES_NOTHING = 0x1000_0000
const usesHandle = process.platform === 'win32'

const firstLine = (path: string): string => {
  try {
    return readFileSync(path, 'utf8').trim()
  } catch {
    return ''
  }
}

/** When the process was started, as the system counts it; empty where the system does not say. */
const startOf = (pid: number): string =>
  // The command name in field 2 may hold spaces and brackets, so count from its closing one (proc(5), field 22).
  firstLine(`/proc/${pid}/stat`).split(') ').at(-1)!.split(' ')[19] ?? ''

/** Locks of this process: one that could not be removed holds nothing any more. */
const heldHere = new Set<string>()

const isAlive = ({ pid, started, nonce }: Holder): boolean => {
  if (pid === process.pid && started === startOf(pid)) return heldHere.has(nonce)
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
  return startOf(pid) === started
}

/** Whether somebody may still be behind a lock that is found. */
const mayBeHeld = (holder: Holder, mine: Holder): boolean => {
  // Our own handle shares nothing: no other process of Windows can be behind it, on whatever computer.
  if (usesHandle) return holder.by === 'process'
  if (holder.by === 'handle') return true
  if (mine.boot !== '' && holder.boot === mine.boot) return isAlive(holder)
  if (holder.host !== mine.host) return true
  // This computer has been started anew since: the process is gone, and its number may be another's.
  return holder.boot !== undefined && holder.boot !== '' && mine.boot !== '' ? false : isAlive(holder)
}

export type FolderLock = {
  /** False once another process has taken the folder over. Throws file-system errors. */
  isHeld(): boolean
  release(): void
}

/** A program that took over waits for the handle, and asks for it so often (milliseconds); who finds the handle free leaves it the time to. */
const ASK_AGAIN = 200
const GRACE = 800

/** Whether a living program may have taken the folder over, and only waits for the handle. */
const mayWait = ({ host, pid, nonce }: Holder, mine: Holder): boolean => {
  if (host !== mine.host) return true
  if (pid === process.pid) return heldHere.has(nonce)
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH'
  }
}

/** A handle on the guard that nobody else can have; null while another process has it. */
const openGuard = async (folder: string, wait: boolean): Promise<number | null> => {
  const open = (): number => openSync(join(folder, GUARD), constants.O_RDWR | constants.O_CREAT | SHARES_NOTHING)
  const isTaken = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'EBUSY'
  try {
    return await (wait ? patiently(open, isTaken, 500) : open())
  } catch (error) {
    if (isTaken(error)) return null
    throw error
  }
}

const inUse = (holder: Holder | null, host: string): Result<never> => {
  const where = holder === null ? '' : holder.host === host ? `（本机进程 ${holder.pid}）` : `（电脑“${holder.host}”）`
  return refuse('folder-in-use', `这个资料文件夹正由另一个程序使用${where}。请先关闭那个程序，或换一个文件夹；确知那边已不再使用的，可以接管。`)
}

/** Refuses with `folder-in-use`, naming who holds it. `takeOver`: the user said that the holder is not to be waited for. Throws file-system errors. */
export const lockFolder = async (folder: string, takeOver = false): Promise<Result<FolderLock>> => {
  const path = join(folder, NOTE)
  const mine: Holder = {
    host: hostname(), pid: process.pid, started: startOf(process.pid), nonce: randomUUID(), boot: firstLine('/proc/sys/kernel/random/boot_id'),
    by: usesHandle ? 'handle' : 'process',
  }
  const text = JSON.stringify(mine)
  const read = (): Holder | null => {
    try {
      return Holder.parse(JSON.parse(readFileSync(path, 'utf8')))
    } catch {
      return null
    }
  }
  let guard = usesHandle ? await openGuard(folder, true) : null
  let retry: NodeJS.Timeout | undefined
  const letGo = (): void => {
    clearInterval(retry)
    if (guard !== null) closeSync(guard)
    guard = null
    heldHere.delete(mine.nonce)
  }
  const isHeld = (): boolean => {
    for (let tries = 0; ; tries += 1) {
      try {
        const held = readFileSync(path, 'utf8') === text
        // Whoever was taken over is in nobody's way any longer.
        if (!held) letGo()
        return held
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
          // A cleaner may take the note away, not the handle.
          if (guard === null) return false
          writeFileSync(path, text)
          return true
        }
        // A scanner looks at the note: its moment is waited for here, for the question is asked in the middle of a save.
        if (!usesHandle || !isPassing(error) || tries === 10) throw error
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20)
      }
    }
  }
  const taken = (): Result<FolderLock> => {
    heldHere.add(mine.nonce)
    if (usesHandle && guard === null) {
      // Taken over from one that still lives: its handle becomes ours as soon as it lets go.
      retry = setInterval(() => {
        openGuard(folder, false).then(handle => {
          if (handle === null) return
          if (heldHere.has(mine.nonce)) guard = handle
          else closeSync(handle)
          clearInterval(retry)
        }, () => undefined)
      }, ASK_AGAIN).unref()
    }
    return ok({
      isHeld,
      release: () => {
        try {
          if (isHeld()) unlinkSync(path)
        } catch {
          // A note that stays behind is passed over once this process is gone.
        }
        letGo()
      },
    })
  }

  if (usesHandle) {
    const holder = read()
    if (!takeOver && guard !== null && holder !== null && mayWait(holder, mine)) {
      closeSync(guard)
      guard = null
      await pause(GRACE)
      guard = await openGuard(folder, false)
    }
    if (!takeOver && (guard === null || (holder !== null && mayBeHeld(holder, mine)))) {
      letGo()
      return inUse(holder, mine.host)
    }
    try {
      await patiently(() => writeFileSync(path, text))
      return taken()
    } catch (error) {
      letGo()
      throw error
    }
  }
  for (let tries = 0; tries < 3; tries += 1) {
    try {
      writeFileSync(path, text, { flag: 'wx' })
      return taken()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
    const holder = read()
    if (holder && !takeOver && mayBeHeld(holder, mine)) return inUse(holder, mine.host)
    // Nobody is behind it: the process ended without letting go, or the file was cut off while being written.
    try {
      unlinkSync(path)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    }
  }
  return inUse(null, mine.host)
}
