/**
 * The snapshot: the office at one frame of the journal, in shards of one shelf each, and a manifest that names them. A
 * shard, once written, is never written again: a later generation names the shards that did not change anew. The
 * manifest comes last, so a generation is there whole or not at all.
 */
import { randomBytes } from 'node:crypto'
import * as z from 'zod'
import { collectionKeys, restOf, type Office } from '../../core/office.ts'
import type { AuditEntry } from '../../core/ports.ts'
import type { Copies } from './copies.ts'
import { keyFor, seal, unseal } from './crypto.ts'
import { KeyFile } from './keys.ts'

const Manifest = z.object({
  dataVersion: z.int().min(1),
  generation: z.int().min(1),
  /** The last frame that is in the snapshot, and its tag. */
  seq: z.int().min(0),
  tag: z.string(),
  /** The segment that holds the next frame. */
  journalFrom: z.int().min(1),
  rest: z.string(),
  collections: z.record(z.string(), z.array(z.string())),
  audit: z.array(z.string()),
  auditCount: z.int().min(0),
  auditHead: z.string(),
  /** Which life of the store this is: a restored one begins another. Absent in stores of before. */
  line: z.string().optional(),
  /** The key file that held, so that an older one that is put back in both copies is known and replaced. */
  keys: KeyFile.optional(),
})
export type Manifest = z.output<typeof Manifest>

export const manifestName = (generation: number): string => `manifest-${String(generation).padStart(8, '0')}`
export const generationOf = (name: string): number | null => {
  const match = /^(?:manifest|shard)-(\d{8})(?:-|$)/.exec(name)
  return match ? Number(match[1]) : null
}
export const isManifest = (name: string): boolean => name.startsWith('manifest-')
/** Ends in chance, so that a process that was taken over in the middle of a snapshot writes over nobody's shard. */
const shardName = (generation: number, what: string, index: number): string =>
  `shard-${String(generation).padStart(8, '0')}-${what}-${String(index).padStart(6, '0')}-${randomBytes(4).toString('hex')}`

/** One shard, sealed for its name alone. */
export const readShard = <T>(copies: Copies, dataKey: Buffer, name: string, both = false): Promise<T | null> => {
  const key = keyFor(dataKey, name)
  const check = (bytes: Buffer): T | null => {
    const plain = unseal(key, name, bytes)
    return plain && JSON.parse(plain.toString('utf8')) as T
  }
  return both ? copies.verify(name, check) : copies.read(name, check)
}

const writeShard = async (copies: Copies, dataKey: Buffer, name: string, value: unknown): Promise<void> =>
  copies.write(name, seal(keyFor(dataKey, name), name, JSON.stringify(value)))

export const readManifest = async (copies: Copies, dataKey: Buffer, name: string, both = false): Promise<Manifest | null> => {
  const parsed = Manifest.safeParse(await readShard<unknown>(copies, dataKey, name, both))
  return parsed.success && manifestName(parsed.data.generation) === name ? parsed.data : null
}

/** Names of all shards that a manifest needs. */
export const shardsOf = (manifest: Manifest): string[] => [manifest.rest, ...Object.values(manifest.collections).flat(), ...manifest.audit]

/** Which shard holds a shelf: known by reference, so an unchanged shelf keeps its shard. */
export type ShardMemory = WeakMap<readonly unknown[], string>

/** Shards that are read at once: the disk works while others are parsed, and memory stays small. */
const READ_AHEAD = 4

/** The stored office of a manifest; null when a shard of it is gone from both copies. */
export const readSnapshot = async (copies: Copies, dataKey: Buffer, manifest: Manifest): Promise<Record<string, unknown> | null> => {
  const rest = await readShard<Record<string, unknown>>(copies, dataKey, manifest.rest)
  if (!rest) return null
  const stored: Record<string, unknown> = { ...rest }
  for (const [key, names] of Object.entries(manifest.collections)) {
    const records: unknown[] = []
    for (let at = 0; at < names.length; at += READ_AHEAD) {
      const shelves = await Promise.all(names.slice(at, at + READ_AHEAD).map(name => readShard<unknown[]>(copies, dataKey, name)))
      for (const shelf of shelves) {
        if (!shelf) return null
        for (const record of shelf) records.push(record)
      }
    }
    stored[key] = records
  }
  return stored
}

/** Tells the memory which shards the shelves of a freshly read office came from. */
export const rememberShards = (memory: ShardMemory, office: Office, manifest: Manifest): void => {
  for (const key of collectionKeys) {
    const names = manifest.collections[key] ?? []
    office[key].shelves.forEach((shelf, index) => {
      if (names[index] !== undefined) memory.set(shelf, names[index])
    })
  }
}

/** The audit trail up to a manifest; null when a shard of it is gone from both copies. */
export const readAudit = async (copies: Copies, dataKey: Buffer, names: readonly string[]): Promise<AuditEntry[] | null> => {
  const entries: AuditEntry[] = []
  for (const name of names) {
    const part = await readShard<AuditEntry[]>(copies, dataKey, name)
    if (!part) return null
    for (const entry of part) entries.push(entry)
  }
  return entries
}

export type SnapshotInput = {
  readonly dataVersion: number
  readonly generation: number
  readonly office: Office
  readonly seq: number
  readonly tag: Buffer
  readonly journalFrom: number
  readonly line: string
  readonly keys?: KeyFile
  /** Audit entries since the last snapshot. */
  readonly auditTail: readonly AuditEntry[]
  readonly before: Pick<Manifest, 'audit' | 'auditCount' | 'auditHead'>
}

/** Writes a generation: the shards that are new, then the manifest. `check` is asked before the manifest. */
export const writeSnapshot = async (
  copies: Copies, dataKey: Buffer, memory: ShardMemory, input: SnapshotInput, check: () => void = () => undefined,
): Promise<Manifest> => {
  const { generation, office, auditTail, before } = input
  const collections: Record<string, string[]> = {}
  for (const key of collectionKeys) {
    const names: string[] = []
    for (const [index, shelf] of office[key].shelves.entries()) {
      let name = memory.get(shelf)
      if (name === undefined) {
        name = shardName(generation, key, index)
        await writeShard(copies, dataKey, name, shelf)
        memory.set(shelf, name)
      }
      names.push(name)
    }
    collections[key] = names
  }
  const rest = shardName(generation, 'rest', 0)
  await writeShard(copies, dataKey, rest, restOf(office))
  const audit = [...before.audit]
  if (auditTail.length > 0) {
    const name = shardName(generation, 'audit', 0)
    await writeShard(copies, dataKey, name, auditTail)
    audit.push(name)
  }
  const manifest: Manifest = {
    dataVersion: input.dataVersion,
    generation,
    seq: input.seq,
    tag: input.tag.toString('hex'),
    journalFrom: input.journalFrom,
    rest,
    collections,
    audit,
    auditCount: before.auditCount + auditTail.length,
    auditHead: auditTail.at(-1)?.mac ?? before.auditHead,
    line: input.line,
    ...(input.keys && { keys: input.keys }),
  }
  check()
  await writeShard(copies, dataKey, manifestName(generation), manifest)
  return manifest
}

