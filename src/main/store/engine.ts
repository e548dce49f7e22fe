/**
 * One data folder, opened with its key: the office as snapshot plus journal, changes made durable before they are
 * answered. Knows nothing of accounts or of what a case is.
 */
import { join } from 'node:path'
import { deltaBetween, officeFrom, withDelta, type Office, type StoredOffice } from '../../core/office.ts'
import { versionAfter, type Migration } from '../../core/migrations/index.ts'
import type { AuditEntry, Cause } from '../../core/ports.ts'
import { auditFaults, chained, type AuditFault } from './audit.ts'
import type { Anchor, Lost } from './anchor.ts'
import { blobPieces, checkBlob, isBlob, readBlob, writeBlob } from './blobs.ts'
import { copiesIn, sides, type Copies, type Finding } from './copies.ts'
import { keyFor } from './crypto.ts'
import { isThere, makeFolder } from './disk.ts'
import { isFileError } from './file-errors.ts'
import { beginFrame, endFrame, readFrame, type FrameBody } from './frame.ts'
import { readSegment, segmentNumber, startSegment, type JournalPlace, type JournalWriter } from './journal.ts'
import { isGenuine, KEYS, parseKeys, type KeyFile } from './keys.ts'
import {
  generationOf, isManifest, manifestName, readAudit, readManifest, readShard, readSnapshot, rememberShards, shardsOf, writeSnapshot,
  type Manifest, type ShardMemory,
} from './snapshot.ts'
import { unsoundIn, unsoundOffice, unsoundText } from './soundness.ts'
import { damaged, FolderLost, SaveUncertain, StoreDamaged } from './trouble.ts'

const KEPT_GENERATIONS = 3
/** A checkpoint is made when this much journal has gathered. */
const CHECKPOINT_BYTES = 16 * 1024 * 1024

export type EngineOptions = {
  /** Throws `FolderLost` when the folder is no longer ours. Asked before and after each append. */
  readonly checkOwner: () => void
  readonly migrations: readonly Migration[]
  /** Why nothing can be written now, as a file-system error; null where it can. What is there is read all the same. */
  readonly whyNotWrite?: () => unknown
  /** Called before a migration writes anything. */
  readonly backUpFirst?: (version: number) => Promise<void>
  /** The key file that holds now: kept in each snapshot, so that an older one that is put back is known. */
  readonly keys?: () => KeyFile | null
  /** What is noted outside the journal of how far this line had come. */
  readonly anchors?: (line: string) => Promise<readonly Anchor[]>
  /** Told of what fails beside a change that is durable: codes, no words of a case. */
  readonly onFault?: (what: string, error: unknown) => void
}

/** A change that may not be stored: `code` and `message` are for the reader. Nothing was written. */
export class NotStorable extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Longest text of one change, in characters: a bundle of 100,000 cases. */
const LONGEST_CHANGE = 400_000_000

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
  /** The newest key file that the journal and the snapshot hold. */
  readonly keysKept: KeyFile | null
  /** Which life of the store this is. */
  readonly line: string
  /** How far it has come. */
  readonly reached: () => Pick<Anchor, 'line' | 'seq' | 'tag' | 'entries'>
  /** What the anchors know of and the files have not. */
  readonly lost: readonly Lost[]
  /** The anchors tell of another history than the files: told in a sentence. */
  readonly otherHistory: string | null
  /** Why the last snapshot was not written; null when it was. */
  readonly snapshotTrouble: () => unknown
  /** Looks at one file in both copies, as `verify` does. */
  checkFile(name: string): Promise<void>
  /** The whole trail, oldest first. */
  audit(): Promise<AuditEntry[]>
  auditFaults(): Promise<AuditFault[]>
  /** Looks at every byte of every file in both copies and puts right what the other copy can. */
  verify(): Promise<{ files: number; findings: Finding[]; auditFaults: AuditFault[] }>
  addBlob(bytes: Uint8Array): Promise<string>
  readBlob(name: string): Promise<Buffer | null>
  /** An attachment in pieces, of a copy that was looked through before; null when neither copy is good. */
  blobPieces(name: string): Promise<{ size: number; pieces: AsyncIterable<Uint8Array> } | null>
  /** Writes what is in the journal into a new snapshot now. */
  checkpoint(): Promise<void>
  close(): Promise<void>
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

  const hindrance = options.whyNotWrite?.() ?? null
  if (hindrance && migrating) throw hindrance
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

  // What is noted elsewhere of how far this line had come.
  const line = manifest.line ?? ''
  const noted = await options.anchors?.(line) ?? []
  const own = noted.filter(anchor => anchor.line === line)
  const furthest = Math.max(0, ...own.map(anchor => anchor.entries))
  const lost: Lost[] = own.reduce<Lost[]>((longest, anchor) => (anchor.lost.length > longest.length ? [...anchor.lost] : longest), [])
  if (furthest > auditCount) lost.push({ from: auditCount + 1, to: furthest })
  const tags = new Map([[manifest.seq, manifest.tag], ...segments.flatMap(segment => segment.frames.map(frame => [frame.seq, frame.tag.toString('hex')] as const))])
  const otherHistory = own.some(anchor => anchor.seq <= place.seq && (tags.get(anchor.seq) ?? anchor.tag) !== anchor.tag)
    ? '资料文件的内容与程序上次记下的不一样，可能被换成了另一份'
    : noted.some(anchor => anchor.line !== line) ? '资料文件夹里的资料与程序上次打开的不是同一份，可能被换成了更早的一份' : null

  let nextSegment = Math.max(0, ...numbers) + 1
  let nextGeneration = Math.max(...names.flatMap(name => generationOf(name) ?? [])) + 1
  let writer: JournalWriter | null = null
  let journalBytes = segments.reduce((sum, segment) => sum + segment.end, 0)
  let checkpointing: Promise<void> | null = null
  let snapshotTrouble: unknown = null

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
    const unsound = await unsoundOffice(value)
    if (unsound) {
      throw new StoreDamaged('migration-failed', `升级后的资料有一条不合要求（${unsoundText(unsound)}），已停止；原有资料没有改动。请联系维护人员。`)
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
        const keys = options.keys?.() ?? manifest!.keys
        manifest = await writeSnapshot(copies, dataKey, memory, { ...taken, dataVersion, line, ...(keys && { keys }), before: manifest! }, options.checkOwner)
        auditTail.splice(0, taken.auditTail.length)
        snapshotTrouble = null
        await prune()
      } catch (error) {
        snapshotTrouble = error
        options.onFault?.('store.snapshot', error)
        throw error
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

  if (newerVersion === null && !hindrance) {
    options.checkOwner()
    try {
      await startWriter()
      // Files that could not be removed now go next time.
      if (migrating) await checkpoint()
      else await prune().catch(() => undefined)
    } catch (error) {
      await (writer as JournalWriter | null)?.close()
      writer = null
      // On a full disk, or one that only gives, what is there can still be read; the next change tries again.
      if (migrating || !isFileError(error)) throw error
      options.onFault?.('store.open', error)
    }
  }

  const wholeAudit = async (): Promise<AuditEntry[]> => {
    // The manifest may be replaced while its shards are read: take both at one moment.
    const [shards, tail] = [manifest!.audit, [...auditTail]]
    const kept = await readAudit(copies, dataKey, shards)
    if (!kept) throw damaged('操作日志')
    return [...kept, ...tail]
  }

  const faultsIn = (entries: readonly AuditEntry[]): AuditFault[] => [
    ...auditFaults(auditKey, entries, auditHead),
    ...lost.map(({ from, to }) => ({ position: from, problem: `少了第 ${from} 至第 ${to} 次改动：它们保存过，资料文件里已经没有` })),
    ...(otherHistory === null ? [] : [{ position: entries.length + 1, problem: otherHistory }]),
  ]

  const isRightKeys = (bytes: Buffer): true | null => {
    const keys = parseKeys(bytes)
    return keys && isGenuine(dataKey, keys) ? true : null
  }

  const checkFile = async (name: string): Promise<void> => {
    const segment = segmentNumber(name)
    const isGood = async (): Promise<boolean> => {
      if (name === KEYS) return await copies.verify(name, isRightKeys) !== null
      if (segment !== null) return segment === writer?.number || await readSegment(copies, dataKey, storeId, segment) !== 'damaged'
      if (isBlob(name)) return await checkBlob(copies, dataKey, name) !== null
      return generationOf(name) === null || await readShard(copies, dataKey, name, true) !== null
    }
    let problem: string
    try {
      if (await isGood()) return
      problem = '两份都不能用'
    } catch (error) {
      if (!isFileError(error)) throw error
      problem = '两份现在都读不出'
    }
    // One that was tidied away in the meantime is nobody's loss.
    for (const side of sides) {
      if (await isThere(copies.path(side, name)).catch(() => true)) {
        copies.found({ file: name, problem, repaired: false })
        return
      }
    }
  }

  return {
    copies,
    dataKey,
    storeId,
    office: () => office,
    newerVersion,
    dataVersion: newerVersion ?? dataVersion,
    auditHead: () => auditHead,
    keysKept: [manifest.keys, ...bodies.map(body => body.keys)].reduce<KeyFile | null>((newest, keys) => (keys && keys.version > (newest?.version ?? 0) ? keys : newest), null),
    line,
    reached: () => ({ line, seq: place.seq, tag: place.tag.toString('hex'), entries: auditCount }),
    lost,
    otherHistory,
    snapshotTrouble: () => snapshotTrouble,
    change: async (next, who, cause, keys) => {
      const delta = deltaBetween(office, next)
      const unsound = delta && await unsoundIn(delta)
      if (unsound) {
        throw new NotStorable('record-not-storable', `这次改动没有存下：有一条记录不合存放要求（${unsoundText(unsound)}）。请改短或改正这一项后重试。`)
      }
      const { pieces, ...changed } = await beginFrame(office, delta)
      if (pieces.reduce((sum, piece) => sum + piece.length, 0) > LONGEST_CHANGE) {
        throw new NotStorable('change-too-big', '这次改动太大，没有存下。请分几批来做（例如把要导入的文件分成几个）。')
      }
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
    auditFaults: async () => faultsIn(await wholeAudit()),
    checkFile,
    verify: async () => {
      await checkpointing?.catch(() => undefined)
      const present = await copies.names()
      for (const name of present) await checkFile(name)
      for (const shard of shardsOf(manifest!)) {
        if (!present.includes(shard)) copies.found({ file: shard, problem: '缺失', repaired: false })
      }
      const faults = faultsIn(await wholeAudit())
      return { files: present.length, findings: copies.takeFindings(), auditFaults: faults }
    },
    addBlob: async bytes => {
      options.checkOwner()
      return writeBlob(copies, dataKey, bytes)
    },
    readBlob: name => readBlob(copies, dataKey, name),
    blobPieces: name => blobPieces(copies, dataKey, name),
    checkpoint,
    close: async () => {
      await checkpointing?.catch(() => undefined)
      await writer?.close()
      writer = null
    },
  }
}
