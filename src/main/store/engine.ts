/**
 * One data folder, opened with its key: the office as snapshot plus journal, changes made durable before they are
 * answered. Knows nothing of accounts or of what a case is.
 */
import { readdir } from 'node:fs/promises'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { deltaBetween, officeFrom, withDelta, type Office, type StoredOffice } from '../../core/office.ts'
import { versionAfter, type Migration } from '../../core/migrations/index.ts'
import type { AuditEntry, Cause } from '../../core/ports.ts'
import { auditFaults, chained, NO_HEAD, type AuditFault } from './audit.ts'
import { copiesIn, sides, type Copies, type Finding } from './copies.ts'
import { hmac, keyFor, seal, unseal } from './crypto.ts'
import { flushFolder, isPart, makeFolder, removeAll, rename } from './disk.ts'
import { beginFrame, endFrame, readFrame, type FrameBody } from './frame.ts'
import { freshTries } from './guard.ts'
import { journalStart, readSegment, segmentNumber, startSegment, type JournalPlace, type JournalWriter } from './journal.ts'
import { isGenuine, KEYS, parseKeys, type KeyFile } from './keys.ts'
import {
  generationOf, isManifest, manifestName, readAudit, readManifest, readShard, readSnapshot, rememberShards, shardsOf, writeSnapshot,
  type Manifest, type ShardMemory,
} from './snapshot.ts'

/** The store cannot be opened: `code` and `message` are for the reader. */
export class StoreDamaged extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Another program took the folder over: nothing may be written any more. */
export class FolderLost extends Error {}

/** A save failed, and what it had written could not be taken back: only opening anew tells whether it is there. */
export class SaveUncertain extends Error {}

const damaged = (what: string): StoreDamaged =>
  new StoreDamaged('store-damaged', `资料文件损坏且两份都不能用（${what}），程序没有改动它们。请先复制整个资料文件夹留存，再从备份恢复。`)

const KEPT_GENERATIONS = 3
/** A checkpoint is made when this much journal has gathered. */
const CHECKPOINT_BYTES = 16 * 1024 * 1024

export type EngineOptions = {
  /** Throws `FolderLost` when the folder is no longer ours. Asked before and after each append. */
  readonly checkOwner: () => void
  readonly migrations: readonly Migration[]
  /** Called before a migration writes anything. */
  readonly backUpFirst?: (version: number) => Promise<void>
}

export type Engine = {
  readonly copies: Copies
  readonly dataKey: Buffer
  readonly storeId: Buffer
  readonly office: () => Office
  /** Null, or the newer version that wrote the data: then nothing can be changed. */
  readonly newerVersion: number | null
  readonly dataVersion: number
  readonly auditHead: () => string
  /** Makes the change from the present office to `next` durable and adopts it. Throws and adopts nothing otherwise. */
  change(next: Office, who: string, cause: Cause, keys?: KeyFile): Promise<void>
  /** The newest key file that the journal holds. */
  readonly keysInJournal: KeyFile | null
  /** The whole trail, oldest first. */
  audit(): Promise<AuditEntry[]>
  auditFaults(): Promise<AuditFault[]>
  /** Looks at every byte of every file in both copies and puts right what the other copy can. */
  verify(): Promise<{ files: number; findings: Finding[]; auditFaults: AuditFault[] }>
  addBlob(bytes: Buffer): Promise<string>
  readBlob(digest: string): Promise<Buffer | null>
  /** Writes what is in the journal into a new snapshot now. */
  checkpoint(): Promise<void>
  close(): Promise<void>
}

/** Whether a folder holds a store. */
export const hasStore = (folder: string): boolean => sides.some(side => existsSync(join(folder, side)))

/**
 * Makes a new store: all files in a folder of their own, which then takes its place by two renames, so a store is there
 * whole or not at all. `blobs` are written as they come.
 */
export const createStore = async (
  folder: string, keys: KeyFile, dataKey: Buffer, office: Office, dataVersion: number, trail: readonly AuditEntry[],
  blobs: AsyncIterable<Buffer> | Iterable<Buffer> = [],
): Promise<void> => {
  if (hasStore(folder)) throw Object.assign(new Error('a store is there'), { code: 'EEXIST' })
  const fresh = join(folder, '.new')
  await removeAll(fresh)
  for (const side of sides) await makeFolder(join(fresh, side))
  const copies = copiesIn(fresh)
  await copies.write(KEYS, JSON.stringify(keys))
  await copies.write('tries.json', freshTries())
  for await (const blob of blobs) await writeBlob(copies, dataKey, blob)
  await writeSnapshot(copies, dataKey, new WeakMap(), {
    dataVersion, generation: 1, office, seq: 0, tag: journalStart.tag, journalFrom: 1, auditTail: trail,
    before: { audit: [], auditCount: 0, auditHead: NO_HEAD },
  })
  for (const side of sides) {
    await rename(join(fresh, side), join(folder, side))
    await flushFolder(folder)
  }
  await removeAll(fresh)
}

const blobName = (dataKey: Buffer, bytes: Uint8Array): string => `blob-${hmac(keyFor(dataKey, 'blob names'), bytes).toString('hex')}`

const writeBlob = async (copies: Copies, dataKey: Buffer, bytes: Buffer): Promise<string> => {
  const name = blobName(dataKey, bytes)
  await copies.write(name, seal(keyFor(dataKey, name), name, bytes))
  return name
}

const readBlobFile = (copies: Copies, dataKey: Buffer, name: string, both = false): Promise<Buffer | null> => {
  const check = (sealed: Buffer): Buffer | null => unseal(keyFor(dataKey, name), name, sealed)
  return both ? copies.verify(name, check) : copies.read(name, check)
}

/** Opens a store with its data key. Throws `StoreDamaged`. */
export const openEngine = async (folder: string, dataKey: Buffer, storeIdHex: string, options: EngineOptions): Promise<Engine> => {
  const copies = copiesIn(folder)
  const storeId = Buffer.from(storeIdHex, 'hex')
  const auditKey = keyFor(dataKey, 'audit')
  const memory: ShardMemory = new WeakMap()
  for (const side of sides) await makeFolder(join(folder, side))

  // Snapshot: the newest generation that can be read whole.
  const names = await copies.names()
  const generations = names.filter(isManifest).map(name => generationOf(name)!).sort((x, y) => y - x)
  if (generations.length === 0) throw damaged('没有目录文件')
  let manifest: Manifest | null = null
  let stored: Record<string, unknown> | null = null
  for (const generation of generations) {
    manifest = await readManifest(copies, dataKey, manifestName(generation))
    stored = manifest && await readSnapshot(copies, dataKey, manifest)
    if (stored) break
    copies.found({ file: manifestName(generation), problem: '两份都不能用，改用上一次的快照', repaired: false })
  }
  if (!manifest || !stored) throw damaged('快照')
  const writtenBy = manifest.dataVersion
  const dataVersion = versionAfter(options.migrations)
  const newerVersion = writtenBy > dataVersion ? writtenBy : null
  const migrating = writtenBy < dataVersion

  // Journal: every frame after the snapshot, in order, without a gap.
  const numbers = names.flatMap(name => segmentNumber(name) ?? [])
  const segments = []
  for (const number of numbers.filter(one => one >= manifest!.journalFrom)) {
    const segment = await readSegment(copies, dataKey, storeId, number)
    if (segment === 'damaged') throw damaged(`日志 ${number}`)
    // A segment whose making was cut off holds nothing that was acknowledged; a gap would show in the next one.
    if (segment !== 'unmade') segments.push(segment)
  }
  let place: JournalPlace = { seq: manifest.seq, tag: Buffer.from(manifest.tag, 'hex') }
  const bodies: FrameBody[] = []
  // A later segment tells where those before it end: what they hold behind that was never acknowledged.
  const ends: number[] = []
  segments.reduceRight((least, { startSeq }, index) => {
    ends[index] = least
    return Math.min(least, startSeq)
  }, Infinity)
  for (const [index, segment] of segments.entries()) {
    const { number } = segment
    const before = ends[index]!
    for (const frame of segment.frames) {
      if (frame.seq <= place.seq || frame.seq >= before) continue
      if (frame.seq !== place.seq + 1) throw damaged(`日志 ${number} 之前有缺失`)
      if (frame === segment.frames[0] && !segment.tagBefore.equals(place.tag)) throw damaged(`日志 ${number} 接不上前一段`)
      bodies.push(await readFrame(frame.plain, segment.format))
      place = { seq: frame.seq, tag: frame.tag }
    }
    if (before !== Infinity && before > place.seq + 1) throw damaged(`日志 ${number} 末尾有缺失`)
  }

  let office: Office
  if (migrating) {
    // Steps work on the stored shape, so the journal is played into it first: record by record, by id.
    office = await migrate(stored, bodies)
  } else {
    const known = officeFrom(stored as StoredOffice)
    rememberShards(memory, known, manifest)
    office = known
    for (const body of bodies) if (body.delta) office = withDelta(office, body.delta)
  }
  const auditTail: AuditEntry[] = bodies.map(body => body.audit)
  let auditHead = auditTail.at(-1)?.mac ?? manifest.auditHead
  let auditCount = manifest.auditCount + auditTail.length

  let nextSegment = Math.max(0, ...numbers) + 1
  let nextGeneration = Math.max(...names.flatMap(name => generationOf(name) ?? [])) + 1
  let writer: JournalWriter | null = null
  let journalBytes = segments.reduce((sum, segment) => sum + segment.end, 0)
  let checkpointing: Promise<void> | null = null

  async function migrate(snapshot: Record<string, unknown>, frames: readonly FrameBody[]): Promise<Office> {
    await options.backUpFirst?.(writtenBy)
    let value: Record<string, unknown> = { ...snapshot }
    const touched = new Map<string, Map<string, { id: string }>>()
    const recordsOf = (key: string): Map<string, { id: string }> => {
      let byId = touched.get(key)
      if (!byId) touched.set(key, byId = new Map((value[key] as { id: string }[] | undefined ?? []).map(record => [record.id, record])))
      return byId
    }
    for (const { delta } of frames) {
      if (!delta) continue
      value = { ...value, ...delta.set }
      for (const [key, ids] of Object.entries(delta.drop ?? {})) for (const id of ids) recordsOf(key).delete(id)
      for (const [key, records] of Object.entries(delta.put ?? {})) {
        for (const record of records as readonly { id: string }[]) recordsOf(key).set(record.id, record)
      }
    }
    for (const [key, byId] of touched) value[key] = [...byId.values()]
    const countsBefore = (value.cases as unknown[]).length
    for (const migration of options.migrations.filter(one => one.to > writtenBy)) value = migration.up(value) as Record<string, unknown>
    if ((value.cases as unknown[]).length !== countsBefore) {
      throw new StoreDamaged('migration-failed', '升级资料时案件数对不上，已停止；原有资料没有改动。请联系维护人员。')
    }
    return officeFrom(value as StoredOffice)
  }

  const startWriter = async (): Promise<JournalWriter> => {
    const number = nextSegment
    nextSegment += 1
    writer = await startSegment(copies, dataKey, storeId, number, place)
    return writer
  }

  /** Files that no kept generation needs. */
  const prune = async (): Promise<void> => {
    options.checkOwner()
    const present = await copies.names()
    const kept = present.filter(isManifest).map(name => generationOf(name)!).sort((x, y) => y - x).slice(0, KEPT_GENERATIONS)
    const needed = new Set<string>()
    let journalFrom = Infinity
    for (const generation of kept) {
      const one = await readManifest(copies, dataKey, manifestName(generation))
      if (!one) return
      needed.add(manifestName(generation))
      for (const shard of shardsOf(one)) needed.add(shard)
      journalFrom = Math.min(journalFrom, one.journalFrom)
    }
    const newest = Math.max(...kept)
    for (const name of present) {
      const generation = generationOf(name)
      const segment = segmentNumber(name)
      const old = generation !== null ? !needed.has(name) && generation <= newest : segment !== null && segment < journalFrom
      if (old) await copies.remove(name)
    }
  }

  /** Ends the segment, so that what comes next is not part of the snapshot that is about to be written. */
  const rotate = async () => {
    await writer?.close()
    writer = null
    const { number } = await startWriter()
    journalBytes = 0
    nextGeneration += 1
    return { generation: nextGeneration - 1, office, seq: place.seq, tag: place.tag, journalFrom: number, auditTail: [...auditTail] }
  }

  /** Writes the office as it was at `rotate`, while changes go on in the new segment. */
  const writeOut = (taken: Awaited<ReturnType<typeof rotate>>): Promise<void> => {
    checkpointing = (async () => {
      try {
        manifest = await writeSnapshot(copies, dataKey, memory, { ...taken, dataVersion, before: manifest! }, options.checkOwner)
        auditTail.splice(0, taken.auditTail.length)
        await prune()
      } finally {
        checkpointing = null
      }
    })()
    return checkpointing
  }

  /** The office as it is now becomes a snapshot. */
  const checkpoint = async (): Promise<void> => {
    await checkpointing
    if (newerVersion !== null) return
    options.checkOwner()
    await writeOut(await rotate())
  }

  if (newerVersion === null) {
    options.checkOwner()
    const { close } = await startWriter()
    try {
      // Files that could not be removed now go next time.
      if (migrating) await checkpoint()
      else await prune().catch(() => undefined)
    } catch (error) {
      await close()
      throw error
    }
  }

  const wholeAudit = async (): Promise<AuditEntry[]> => {
    // The manifest may be replaced while its shards are read: take both at one moment.
    const [shards, tail] = [manifest!.audit, [...auditTail]]
    const kept = await readAudit(copies, dataKey, shards)
    if (!kept) throw damaged('操作日志')
    return [...kept, ...tail]
  }

  return {
    copies,
    dataKey,
    storeId,
    office: () => office,
    newerVersion,
    dataVersion: newerVersion ?? dataVersion,
    auditHead: () => auditHead,
    keysInJournal: bodies.findLast(body => body.keys)?.keys ?? null,
    change: async (next, who, cause, keys) => {
      const delta = deltaBetween(office, next)
      const { pieces, ...changed } = await beginFrame(office, delta)
      options.checkOwner()
      const entry = chained(auditKey, auditHead, {
        seq: auditCount + 1, at: cause.at, who, command: cause.command, caseId: cause.caseId, reason: cause.reason, ...changed,
      })
      const opened = writer ?? await startWriter()
      const size = opened.size()
      try {
        await opened.append([...pieces, endFrame(entry, keys)])
        // Whoever slept through a takeover must not acknowledge.
        options.checkOwner()
      } catch (error) {
        writer = null
        if (error instanceof FolderLost) {
          await opened.close()
          throw error
        }
        // The header of a new segment leaves out what could not be cut off; one of the two has to work.
        const takenBack = await opened.takeBack(size)
        const replaced = await startWriter().then(() => true, () => false)
        throw takenBack || replaced ? error : new SaveUncertain('save-uncertain', { cause: error })
      }
      place = opened.place()
      office = next
      auditTail.push(entry)
      auditHead = entry.mac
      auditCount += 1
      // Not before the key file is written: until then its frame must be among those that are read on opening.
      if (journalBytes + opened.size() > CHECKPOINT_BYTES && !checkpointing && !keys) {
        // The change is durable already: what goes wrong from here on costs nothing but a longer journal.
        try {
          writeOut(await rotate()).catch(() => undefined)
        } catch {
          writer = null
        }
      }
    },
    audit: wholeAudit,
    auditFaults: async () => auditFaults(auditKey, await wholeAudit(), auditHead),
    verify: async () => {
      const isRightKeys = (bytes: Buffer): true | null => {
        const keys = parseKeys(bytes)
        return keys && isGenuine(dataKey, keys) ? true : null
      }
      await checkpointing?.catch(() => undefined)
      const present = await copies.names()
      for (const name of present) {
        const segment = segmentNumber(name)
        if (name === KEYS) {
          if (!await copies.verify(name, isRightKeys)) copies.found({ file: name, problem: '两份都不能用', repaired: false })
        } else if (segment !== null) {
          if (segment === writer?.number) continue
          if (await readSegment(copies, dataKey, storeId, segment) === 'damaged') copies.found({ file: name, problem: '两份都不能用', repaired: false })
        } else if (name.startsWith('blob-')) {
          const bytes = await readBlobFile(copies, dataKey, name, true)
          if (!bytes) copies.found({ file: name, problem: '两份都不能用', repaired: false })
        } else if (generationOf(name) !== null && await readShard(copies, dataKey, name, true) === null) {
          copies.found({ file: name, problem: '两份都不能用', repaired: false })
        }
      }
      for (const shard of shardsOf(manifest!)) {
        if (!present.includes(shard)) copies.found({ file: shard, problem: '缺失', repaired: false })
      }
      const faults = auditFaults(auditKey, await wholeAudit(), auditHead)
      return { files: present.length, findings: copies.takeFindings(), auditFaults: faults }
    },
    addBlob: async bytes => {
      options.checkOwner()
      return writeBlob(copies, dataKey, bytes)
    },
    readBlob: digest => readBlobFile(copies, dataKey, digest),
    checkpoint,
    close: async () => {
      await checkpointing?.catch(() => undefined)
      await writer?.close()
      writer = null
    },
  }
}

/** Removes what a killed process left half-made. */
export const sweep = async (folder: string): Promise<void> => {
  for (const name of await readdir(folder)) {
    if (name === '.new' || isPart(name) || /^(试恢复|恢复中|自检)-/.test(name)) {
      await removeAll(join(folder, name))
    }
  }
  for (const side of sides) {
    const path = join(folder, side)
    for (const name of await readdir(path).catch(() => [])) {
      if (isPart(name)) await removeAll(join(path, name))
    }
  }
}
