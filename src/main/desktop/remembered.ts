/** What the desktop window remembers from one day to the next, beside the office and without a word of it. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { writeDurably } from '../store/disk.ts'

const Remembered = z.strictObject({
  /** Place and size of the window when it is not maximized, in the system's own pixels. */
  bounds: z.strictObject({ x: z.int(), y: z.int(), width: z.int(), height: z.int() }),
  maximized: z.boolean(),
  /** Steps of Electron's zoom; 0 is the size as designed. */
  zoom: z.number().min(-10).max(10),
  /** The folders that were last saved into, and last chosen for many files. */
  saveFolder: z.string(),
  newFolder: z.string(),
  backupFolder: z.string(),
  /** The version of the program under which the graphics card failed: that version does without it. */
  withoutGraphics: z.string(),
}).partial()
export type Remembered = z.infer<typeof Remembered>

export type Memory = {
  readonly all: () => Remembered
  /** Remembers from now on; on disk a little later. */
  readonly keep: (more: Remembered) => void
  /** Once everything lies on disk. What cannot be written is forgotten: it is comfort only. */
  readonly settled: () => Promise<void>
}

/** Reads what was remembered in `folder`; what cannot be read or understood is as if nothing had been. */
export const rememberedIn = (folder: string): Memory => {
  const path = join(folder, '窗口.json')
  let now: Remembered = {}
  try {
    const read = Remembered.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    if (read.success) now = read.data
  } catch { /* A first start, or a file that was cut off. */ }
  let last: Promise<void> = Promise.resolve()
  return {
    all: () => now,
    keep: more => {
      const next = { ...now, ...more }
      if (JSON.stringify(next) === JSON.stringify(now)) return
      now = next
      last = last.then(() => writeDurably(path, Buffer.from(JSON.stringify(now)))).catch(() => undefined)
    },
    settled: () => last,
  }
}
