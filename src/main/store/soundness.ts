/** What is stored is what the schema says: asked of each record before it is stored, and of a whole office that came from elsewhere. */
import { createHash } from 'node:crypto'
import type * as z from 'zod'
import { collectionKeys, restOf, StoredOffice, type CollectionKey, type Office, type OfficeDelta } from '../../core/office.ts'
import { giveWay } from '../in-slices.ts'

/** A record that is not as the schema says: where it lies, its id, and the field. */
export type Unsound = { readonly part: string; readonly id: string; readonly field: string; readonly problem: string }

/** As a person can find it. Ids are cut: they may be what is wrong. */
export const unsoundText = ({ part, id, field, problem }: Unsound): string =>
  `${part}${id === '' ? '' : ` 中编号为“${id.length > 60 ? `${id.slice(0, 60)}…` : id}”的一条`}，字段 ${field === '' ? '（整条）' : field}：${problem}`

/** Records that were found sound; they never change in place. */
const sound = new WeakSet<object>()

const judge = (schema: z.ZodType, value: unknown, part: string): Unsound | null => {
  if (typeof value === 'object' && value !== null && sound.has(value)) return null
  const parsed = schema.safeParse(value)
  if (parsed.success) {
    if (typeof value === 'object' && value !== null) sound.add(value)
    return null
  }
  const { path, message } = parsed.error.issues[0]!
  return { part, id: String((value as { id?: unknown } | null)?.id ?? ''), field: path.join('/'), problem: message }
}

/** The first record that a change would store and that is not sound; null when all are. */
export const unsoundIn = async (delta: OfficeDelta): Promise<Unsound | null> => {
  const turn = giveWay()
  for (const [key, value] of Object.entries(delta.set ?? {})) {
    const found = judge(StoredOffice.shape[key as keyof typeof StoredOffice.shape] as z.ZodType, value, key)
    if (found) return found
  }
  for (const [key, records] of Object.entries(delta.put ?? {})) {
    const { element } = StoredOffice.shape[key as CollectionKey]
    for (const record of records as readonly unknown[]) {
      const found = judge(element as z.ZodType, record, key)
      if (found) return found
      const pause = turn()
      if (pause) await pause
    }
  }
  return null
}

/** The first record of some of one collection that is not sound; null when all are. */
export const unsoundOf = (key: CollectionKey, records: readonly unknown[]): Unsound | null => {
  const { element } = StoredOffice.shape[key]
  for (const record of records) {
    const found = judge(element as z.ZodType, record, key)
    if (found) return found
  }
  return null
}

/** The same of the parts that are no collection. */
export const unsoundRest = (rest: Record<string, unknown>): Unsound | null =>
  judge(StoredOffice, { ...rest, ...Object.fromEntries(collectionKeys.map(key => [key, []])) }, '基本资料')

/** The first record of a whole stored office that is not sound, record by record; null when all are. A collection that it does not know yet is empty. */
export const unsoundOffice = async (stored: Record<string, unknown>): Promise<Unsound | null> => {
  const turn = giveWay()
  const rest = Object.fromEntries(Object.entries(stored).filter(([key]) => !(collectionKeys as readonly string[]).includes(key)))
  const found = unsoundRest(rest)
  if (found) return found
  for (const key of collectionKeys) {
    for (const record of (stored[key] ?? []) as readonly unknown[]) {
      const one = unsoundOf(key, [record])
      if (one) return one
      const pause = turn()
      if (pause) await pause
    }
  }
  return null
}

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** The same for deep-equal offices: SHA-256 over the whole as JSON with its keys in order, shelf by shelf. */
export const officeDigest = async (office: Office): Promise<string> => {
  const turn = giveWay()
  const hash = createHash('sha256')
  const rest: Partial<Record<string, unknown>> = restOf(office)
  let first = true
  for (const key of [...Object.keys(rest), ...collectionKeys].filter(one => !(one in rest) || rest[one] !== undefined).sort()) {
    hash.update(`${first ? '{' : ','}${JSON.stringify(key)}:`)
    first = false
    if (key in rest) hash.update(JSON.stringify(rest[key], sortedKeys))
    else {
      hash.update('[')
      let count = 0
      for (const shelf of office[key as CollectionKey].shelves) {
        for (const record of shelf) {
          hash.update(`${count === 0 ? '' : ','}${JSON.stringify(record, sortedKeys)}`)
          count += 1
          const pause = turn()
          if (pause) await pause
        }
      }
      hash.update(']')
    }
  }
  return hash.update('}').digest('hex')
}
