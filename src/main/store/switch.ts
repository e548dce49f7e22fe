/**
 * Puts a restored store in the place of the one that is there. What is to happen is written down first, so that a killed
 * process leaves a switch that the next opening finishes; the store that was there is moved aside, not deleted.
 */
import { join } from 'node:path'
import * as z from 'zod'
import { ANCHOR } from './anchor.ts'
import { PRIVATE, sides } from './copies.ts'
import { flushFolder, isThere, makeFolder, readBytes, removeAll, removeFile, rename, writeDurably } from './disk.ts'
import { StoreDamaged } from './trouble.ts'

const FILE = 'switch.json'
/** Names inside the folder, so that a damaged plan leads nowhere else. */
const Name = z.string().regex(/^[^/\\]+$/).refine(name => name !== '.' && name !== '..')
const Plan = z.strictObject({ from: Name, aside: Name })

/** Whether a switch was begun and not finished: the folder then holds parts of two stores. Throws whatever keeps that from being known. */
export const isSwitching = (folder: string): Promise<boolean> => isThere(join(folder, FILE))

const planIn = async (file: string): Promise<z.output<typeof Plan>> => {
  const text = (await readBytes(file)).toString('utf8')
  try {
    return Plan.parse(JSON.parse(text))
  } catch {
    throw new StoreDamaged('store-damaged', '上次的恢复没有做完，它的记录（switch.json）又已损坏，程序没有改动任何文件。请先复制整个资料文件夹留存，再换一个空文件夹恢复备份。')
  }
}

/** Finishes a switch that was begun; does nothing where there is none. Each step is done once, however often this runs. */
export const finishSwitch = async (folder: string): Promise<void> => {
  const file = join(folder, FILE)
  if (!await isThere(file)) return
  const { from, aside } = await planIn(file)
  for (const name of [ANCHOR, ...sides]) {
    const fresh = join(folder, from, name)
    if (!await isThere(fresh)) continue
    if (await isThere(join(folder, name)) && !await isThere(join(folder, aside, name))) {
      await makeFolder(join(folder, aside))
      await rename(join(folder, name), join(folder, aside, name))
      await flushFolder(join(folder, aside))
    }
    await rename(fresh, join(folder, name))
    await flushFolder(folder)
  }
  await removeFile(file)
  await removeAll(join(folder, from))
}

/** `from`: folder within `folder` that holds the verified new store; `aside`: name under which the old one is kept. */
export const switchStore = async (folder: string, from: string, aside: string): Promise<void> => {
  await writeDurably(join(folder, FILE), JSON.stringify({ from, aside }), PRIVATE)
  await finishSwitch(folder)
}
