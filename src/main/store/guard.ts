/**
 * Guessing is slow: five wrong passwords stop all tries for fifteen minutes. The count is on disk before a password is
 * looked at, so ending the program does not help, and the wait runs on the time since start-up, so setting the clock does
 * not help either.
 */
import { uptime } from 'node:os'
import * as z from 'zod'
import { PRIVATE, sides, type Copies } from './copies.ts'
import { writeDurably } from './disk.ts'

const MAX_TRIES = 5
const WAIT_SECONDS = 15 * 60
const FILE = 'tries.json'

const Tries = z.strictObject({ count: z.int().min(0), wait: z.number().min(0).max(WAIT_SECONDS), uptime: z.number().min(0) })
type Tries = z.output<typeof Tries>

export type Guard = {
  /** Seconds left to wait; 0 when a try is free. Counts the try when it is. */
  beforeTry(): Promise<number>
  afterSuccess(): Promise<void>
  /** Tries left before the wait. */
  left(): number
}

/** `seconds`: time since the computer started, which nobody can set. */
export const openGuard = async (copies: Copies, seconds: () => number = uptime): Promise<Guard> => {
  const read = await Promise.all(sides.map(async side => {
    try {
      return Tries.safeParse(JSON.parse((await copies.readSide(side, FILE))?.toString('utf8') ?? '')).data ?? null
    } catch {
      return null
    }
  }))
  const known = read.filter(tries => tries !== null)
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
    for (const side of sides) await writeDurably(copies.path(side, FILE), JSON.stringify(next), PRIVATE)
    tries = next
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
    afterSuccess: () => keep({ count: 0, wait: 0, uptime: seconds() }),
    left: () => Math.max(0, MAX_TRIES - passed().count),
  }
}

/** What a new store begins with. */
export const freshTries = (): string => JSON.stringify({ count: 0, wait: 0, uptime: 0 } satisfies Tries)
