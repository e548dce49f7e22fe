/**
 * The text of a frame: what one change does and its line in the audit trail, as lines of JSON of a bounded size, so that a
 * change of many thousand records is written and read in slices. Frames of the first format are one JSON object.
 */
import { collectionKeys, type CollectionKey, type Office, type OfficeDelta } from '../../core/office.ts'
import type { AuditEntry } from '../../core/ports.ts'
import { giveWay } from '../in-slices.ts'
import { sha256 } from './crypto.ts'
import type { KeyFile } from './keys.ts'

/** `keys`: the key file that this change brings; written beside the journal after the frame, and again on opening if that failed. */
export type FrameBody = { readonly delta: OfficeDelta | null; readonly audit: AuditEntry; readonly keys?: KeyFile }

type Line = {
  readonly set?: OfficeDelta['set']
  readonly drop?: OfficeDelta['drop']
  readonly put?: CollectionKey
  readonly records?: readonly unknown[]
  readonly audit?: AuditEntry
  readonly keys?: KeyFile
}

/** SHA-256 over records as they are stored; remembered by reference, for records never change in place. */
const digests = new WeakMap<object, string>()
const digestOf = (record: object, json?: string): string => {
  let digest = digests.get(record)
  if (digest === undefined) {
    digest = sha256(json ?? JSON.stringify(record))
    digests.set(record, digest)
  }
  return digest
}

/** Text is handed to the cipher, and read again, in pieces of about this many characters. */
const PIECE = 64 * 1024

const digestOfAll = (list: readonly string[]): string | undefined =>
  (list.length === 0 ? undefined : list.length === 1 ? list[0] : sha256(list.join()))

/** What a change does, as the beginning of a frame, and its digests before and after. */
export const beginFrame = async (before: Office, delta: OfficeDelta | null): Promise<{ pieces: string[]; before?: string; after?: string }> => {
  if (!delta) return { pieces: [] }
  const turn = giveWay()
  const old: string[] = []
  const fresh: string[] = []
  const pieces: string[] = []
  if (delta.set) {
    pieces.push(`{"set":${JSON.stringify(delta.set)}}\n`)
    for (const [key, value] of Object.entries(delta.set)) {
      old.push(`${key}:${sha256(JSON.stringify(before[key as keyof Office] ?? null))}`)
      fresh.push(`${key}:${sha256(JSON.stringify(value))}`)
    }
  }
  if (delta.drop) pieces.push(`{"drop":${JSON.stringify(delta.drop)}}\n`)
  for (const key of collectionKeys) {
    for (const id of delta.drop?.[key] ?? []) {
      old.push(digestOf(before[key].get(id)!))
      const pause = turn()
      if (pause) await pause
    }
    let text = ''
    const end = (): void => {
      if (text !== '') pieces.push(`{"put":"${key}","records":[${text}]}\n`)
      text = ''
    }
    for (const record of delta.put?.[key] ?? []) {
      const json = JSON.stringify(record)
      text += text === '' ? json : `,${json}`
      if (text.length >= PIECE) end()
      const was = before[key].get(record.id)
      if (was) old.push(digestOf(was))
      fresh.push(digestOf(record, json))
      const pause = turn()
      if (pause) await pause
    }
    end()
  }
  return { pieces, before: digestOfAll(old), after: digestOfAll(fresh) }
}

/** The last line of a frame. */
export const endFrame = (audit: AuditEntry, keys?: KeyFile): string => `${JSON.stringify({ audit, keys } satisfies Line)}\n`

/** The frame that these bytes are. */
export const readFrame = async (plain: Buffer, format: 1 | 2): Promise<FrameBody> => {
  if (format === 1) return JSON.parse(plain.toString('utf8')) as FrameBody
  const turn = giveWay()
  const put: Partial<Record<CollectionKey, unknown[]>> = {}
  let said: Line = {}
  for (let at = 0; at < plain.length;) {
    const end = plain.indexOf(10, at)
    const { put: key, records, ...line } = JSON.parse(plain.toString('utf8', at, end)) as Line
    if (key) {
      const list = put[key] ??= []
      for (const record of records!) list.push(record)
    } else said = { ...said, ...line }
    at = end + 1
    const pause = turn()
    if (pause) await pause
  }
  const { set, drop, audit, keys } = said
  const isPut = Object.keys(put).length > 0
  const delta = set || drop || isPut ? { ...(set && { set }), ...(drop && { drop }), ...(isPut && { put }) } as OfficeDelta : null
  return { delta, audit: audit!, ...(keys && { keys }) }
}
