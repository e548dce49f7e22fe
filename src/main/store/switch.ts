/**
 * Puts a restored store in the place of the one that is there. What is to happen is written down first, so that a killed
 * process leaves a switch that the next opening finishes; the store that was there is moved aside, not deleted.
 */
import { existsSync } from 'node:fs'
import { readFile, rename, rm, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { makeFolder } from '../adapters/folders.ts'
import { flushFolder, sides, writeWhole } from './copies.ts'

const FILE = 'switch.json'
const Plan = z.strictObject({ from: z.string(), aside: z.string() })

/** Finishes a switch that was begun; does nothing where there is none. Each step is done once, however often this runs. */
export const finishSwitch = async (folder: string): Promise<void> => {
  const file = join(folder, FILE)
  if (!existsSync(file)) return
  const { from, aside } = Plan.parse(JSON.parse(await readFile(file, 'utf8')))
  for (const side of sides) {
    const fresh = join(folder, from, side)
    if (!existsSync(fresh)) continue
    if (existsSync(join(folder, side)) && !existsSync(join(folder, aside, side))) {
      makeFolder(join(folder, aside))
      await rename(join(folder, side), join(folder, aside, side))
    }
    await rename(fresh, join(folder, side))
    await flushFolder(folder)
  }
  await unlink(file)
  await rm(join(folder, from), { recursive: true, force: true })
}

/** `from`: folder within `folder` that holds the verified new store; `aside`: name under which the old one is kept. */
export const switchStore = async (folder: string, from: string, aside: string): Promise<void> => {
  await writeWhole(folder, FILE, JSON.stringify({ from, aside }))
  await finishSwitch(folder)
}
