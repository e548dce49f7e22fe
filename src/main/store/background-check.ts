/**
 * Opening reads one good copy of what it needs; damage in the other would lie unseen until it is needed. So all files of both
 * copies are looked through once a week, and after the program was not closed properly: slowly, one file at a time, while the
 * office is in use. What is found is told like what opening finds.
 */
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import * as z from 'zod'
import { isBlob } from './blobs.ts'
import { PRIVATE } from './copies.ts'
import { readBytes, writeDurably } from './disk.ts'
import type { Engine } from './engine.ts'
import { isFileError } from './file-errors.ts'
import type { Session } from './session.ts'

/** When the files were last looked through to the end, and whether the office was closed properly since. */
const Checked = z.strictObject({ at: z.number(), closed: z.boolean() })
type Checked = z.output<typeof Checked>

export const CHECKED = 'checked.json'
const WEEK = 7 * 24 * 60 * 60 * 1000
/** Not in the minute in which people begin to work. */
const AFTER = 60_000
/** At most so small a part of the time is spent on it. */
const SHARE = 4
const LEAST_PAUSE = 20

export const checkInBackground = (session: Session): void => {
  const path = join(session.folder, CHECKED)
  let checked: Checked = { at: 0, closed: false }
  let stopping = new AbortController()

  const note = async (next: Checked): Promise<void> => {
    checked = next
    try {
      await writeDurably(path, JSON.stringify(next), PRIVATE)
    } catch (error) {
      // Without it, the files are looked through once more than needed.
      if (!isFileError(error)) throw error
    }
  }

  const lookThrough = async (engine: Engine, { signal }: AbortController): Promise<void> => {
    await pause(session.options.checkAfter ?? AFTER, undefined, { signal, ref: false })
    for (const name of await engine.copies.names()) {
      const start = performance.now()
      const look = async (): Promise<void> => {
        if (signal.aborted) return
        await engine.checkFile(name)
        session.addNotices(engine.copies.takeFindings())
      }
      // Attachments are long, and never change; anything else might be at work just now.
      await (isBlob(name) ? look() : session.inTurn(look))
      await pause(Math.max(LEAST_PAUSE, SHARE * (performance.now() - start)), undefined, { signal, ref: false })
    }
    await note({ ...checked, at: Date.now() })
  }

  session.watch({
    opened: async engine => {
      checked = { at: 0, closed: false }
      try {
        checked = Checked.parse(JSON.parse((await readBytes(path)).toString('utf8')))
      } catch {
        // Never looked through, or nobody knows when.
      }
      const isDue = !checked.closed || checked.at > Date.now() || Date.now() - checked.at > WEEK
      await note({ ...checked, closed: false })
      if (!isDue) return
      stopping = new AbortController()
      void lookThrough(engine, stopping).catch((error: unknown) => {
        if ((error as Error).name !== 'AbortError') session.options.onFault?.('store.check', error)
      })
    },
    closing: async mayWrite => {
      stopping.abort()
      if (mayWrite) await note({ ...checked, closed: true })
    },
  })
}
