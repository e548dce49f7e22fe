/**
 * How far the store had come, kept outside the journal: a journal whose end was cut off in both copies looks like an older one, and
 * only somebody else can tell. An anchor lies beside the two copies, in the program's own folder where the host has one, and
 * at the head of each backup.
 */
import { join } from 'node:path'
import * as z from 'zod'
import { hmac, keyFor } from './crypto.ts'
import { PRIVATE } from './copies.ts'
import { makeFolder, readBytes, writeDurably } from './disk.ts'
import { isFileError } from './file-errors.ts'

const Lost = z.strictObject({ from: z.int().min(1), to: z.int().min(1) })
/** Numbers of the audit trail, of which each change has one. */
export type Lost = z.output<typeof Lost>

const Anchor = z.strictObject({
  storeId: z.string().regex(/^[0-9a-f]{32}$/),
  /** Which life of the store: a restored one begins another. */
  line: z.string(),
  /** The last frame that was acknowledged, its tag, and the number of its entry in the audit trail. */
  seq: z.int().min(0),
  tag: z.string().regex(/^[0-9a-f]{32}$/),
  entries: z.int().min(0),
  /** Version of the key file. */
  keys: z.int().min(1),
  /** What was found to be missing, once and for all. */
  lost: z.array(Lost),
  mac: z.base64(),
})
export type Anchor = z.output<typeof Anchor>

export const ANCHOR = 'anchor.json'

const macOf = (dataKey: Buffer, { storeId, line, seq, tag, entries, keys, lost }: Omit<Anchor, 'mac'>): string =>
  hmac(keyFor(dataKey, 'anchor'), JSON.stringify([storeId, line, seq, tag, entries, keys, lost])).toString('base64')

export const signedAnchor = (dataKey: Buffer, anchor: Omit<Anchor, 'mac'>): Anchor => ({ ...anchor, mac: macOf(dataKey, anchor) })

/** The anchor that these bytes are; null for none, or one that was made with another key. */
export const parseAnchor = (dataKey: Buffer, value: unknown): Anchor | null => {
  const parsed = Anchor.safeParse(value).data
  if (!parsed) return null
  const { mac, ...rest } = parsed
  return macOf(dataKey, rest) === mac ? parsed : null
}

/** Where the anchors of a store lie: beside its copies, and in the program's own folder. */
const placesOf = (folder: string, ownFolder: string | undefined, storeId: string, line: string): string[] =>
  [join(folder, ANCHOR), ...(ownFolder === undefined ? [] : [join(ownFolder, `${storeId}-${line}.json`)])]

/** The anchors that can be read. One that cannot, or that somebody changed, says nothing. */
export const readAnchors = async (folder: string, ownFolder: string | undefined, storeId: string, line: string, dataKey: Buffer): Promise<Anchor[]> => {
  const read = await Promise.all(placesOf(folder, ownFolder, storeId, line).map(async path => {
    try {
      return parseAnchor(dataKey, JSON.parse((await readBytes(path)).toString('utf8')))
    } catch {
      return null
    }
  }))
  return read.filter(anchor => anchor?.storeId === storeId) as Anchor[]
}

/** Writes it in every place. It only helps: a place that cannot be written is left as it is. */
export const writeAnchor = async (folder: string, ownFolder: string | undefined, anchor: Anchor): Promise<void> => {
  for (const path of placesOf(folder, ownFolder, anchor.storeId, anchor.line)) {
    try {
      if (ownFolder !== undefined) await makeFolder(ownFolder)
      await writeDurably(path, JSON.stringify(anchor), PRIVATE)
    } catch (error) {
      if (!isFileError(error)) throw error
    }
  }
}
