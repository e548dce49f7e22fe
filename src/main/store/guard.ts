/**
 * Guessing is slow: five wrong passwords stop all tries for fifteen minutes. The count is on disk before a password is
 * looked at, so ending the program does not help, and the wait runs on the time since start-up, so setting the clock does
 * not help either.
 */
import { uptime } from 'node:os'
import * as z from 'zod'
import { PRIVATE, sides, type Copies } from './copies.ts'
import { writeDurably } from './disk.ts'
import { isFileError } from './file-errors.ts'

const MAX_TRIES = 5
const WAIT_SECONDS = 15 * 60
const FILE = 'tries.json'

/** What this process counted and could not write down, by folder. */
const inMemory = new Map<string, Tries>()
const isReadOnlyDisk = (error: unknown): boolean => ['ENOSPC', 'EDQUOT', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')

const Tries = z.strictObject({ count: z.int().min(0), wait: z.number().min(0).max(WAIT_SECONDS), uptime: z.number().min(0) })
type Tries = z.output<typeof Tries>

export type Guard = {
  /** Seconds left to wait; 0 when a try is free. Counts the try when it is. */
  beforeTry(): Promise<number>
  afterSuccess(): Promise<void>
  /** The try that was counted was none, or says nothing of a password here: the count is as before it. */
  takeBackTry(): Promise<void>
  /** Tries left before the wait. */
  left(): number
}

/** `seconds`: time since the computer started, which nobody can set. */
export const openGuard = async (copies: Copies, seconds: () => number = uptime): Promise<Guard> => {
  let unreadable: unknown = null
  const read = await Promise.all(sides.map(async side => {
    try {
      return Tries.safeParse(JSON.parse((await copies.readSide(side, FILE))?.toString('utf8') ?? '')).data ?? null
    } catch (error) {
      if (isFileError(error)) unreadable = error
      return null
    }
  }))
  const known = [...read, inMemory.get(copies.folder) ?? null].filter(tries => tries !== null)
  // That they cannot be read now says nothing of what is in them.
  if (known.length === 0 && unreadable) throw unreadable
  /** What is left of the wait; at least the time since start-up has passed since a note from before it. */
  const waitOf = ({ wait, uptime: noted }: Tries, now: number): number => Math.max(0, wait - (now >= noted ? now - noted : now))
  const isStricter = (one: Tries, other: Tries): boolean => {
    const [left, otherLeft] = [waitOf(one, seconds()), waitOf(other, seconds())]
    return left > otherLeft || (left === otherLeft && one.count > other.count)
  }
  // Both copies gone: somebody took them away, so start with the wait. Otherwise the stricter copy counts.
  let tries: Tries = known.length === 0
    ? { count: MAX_TRIES, wait: WAIT_SECONDS, uptime: seconds() }
    : known.reduce((strict, one) => (isStricter(one, strict) ? one : strict))

  const keep = async (next: Tries): Promise<void> => {
    tries = next
    try {
      for (const side of sides) await writeDurably(copies.path(side, FILE), JSON.stringify(next), PRIVATE)
      inMemory.delete(copies.folder)
    } catch (error) {
      // On a disk that is full or only gives, this process keeps count by itself.
      if (!isReadOnlyDisk(error)) throw error
      inMemory.set(copies.folder, next)
    }
  }
  const passed = (): Tries => {
    const now = seconds()
    const wait = waitOf(tries, now)
    return { count: tries.wait > 0 && wait === 0 ? 0 : tries.count, wait, uptime: now }
  }
  return {
    beforeTry: async () => {
      const now = passed()
      if (now.wait > 0) {
        await keep(now)
        return Math.ceil(now.wait)
      }
      const count = now.count + 1
      await keep({ count, wait: count >= MAX_TRIES ? WAIT_SECONDS : 0, uptime: now.uptime })
      return 0
    },
    takeBackTry: () => keep({ count: Math.max(0, tries.count - 1), wait: 0, uptime: seconds() }),
    afterSuccess: () => keep({ count: 0, wait: 0, uptime: seconds() }),
    left: () => Math.max(0, MAX_TRIES - passed().count),
  }
}

/** What a new store begins with. */
export const freshTries = (): string => JSON.stringify({ count: 0, wait: 0, uptime: 0 } satisfies Tries)
