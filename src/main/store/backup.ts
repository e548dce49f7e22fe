/**
 * A backup: one file, encrypted in chunks that are each sealed for their place, the last one marked as last, so that a cut,
 * a flip or an exchange is seen. It carries the key file, so a password or the recovery key of its day opens it. Written and read
 * chunk by chunk: memory does not grow with the attachments.
 */
import { createHash, randomBytes } from 'node:crypto'
import type { Anchor } from './anchor.ts'
import { PRIVATE } from './copies.ts'
import { keyFor, seal, sha256, unseal } from './crypto.ts'
import { openFile, writeFully } from './disk.ts'
import { parseKeys, type KeyFile } from './keys.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'

const MAGIC = 'MBK2\n'
/** Backups of before, whose attachments bear no name of their own; still read. */
const MAGIC_OF_FORMAT_1 = 'MBK1\n'
const CHUNK = 1024 * 1024
const MAX_HEADER = 4 * 1024 * 1024
const MAX_NAME = 1000

export type BackupHeader = {
  readonly keys: KeyFile
  readonly salt: string
  readonly madeAt: string
  readonly dataVersion: number
  /** How far the store had come. */
  readonly anchor?: Anchor
}

/** One thing in a backup: JSON parts and attachments, by name. */
export type BackupPart = { readonly name: string; readonly length: number; readonly pieces: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

const aboutChunk = (headerDigest: string, index: number, last: boolean): string => `${headerDigest} ${index} ${last ? 'last' : 'more'}`

const length32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Writes a backup to a path that must be free, and flushes it; gives the digest of all that is in it. Throws file-system errors. */
export const writeBackup = async (
  path: string, dataKey: Buffer, about: Omit<BackupHeader, 'salt'>, parts: AsyncIterable<BackupPart>,
): Promise<string> => {
  const salt = randomBytes(16).toString('hex')
  const header = JSON.stringify({ ...about, salt } satisfies BackupHeader)
  const digest = sha256(header)
  const key = keyFor(dataKey, `backup ${salt}`)
  const content = createHash('sha256')
  const handle = await openFile(path, 'wx', PRIVATE)
  try {
    let position = 0
    const write = async (bytes: Uint8Array): Promise<void> => {
      await writeFully(handle, bytes, position)
      position += bytes.length
    }
    await write(Buffer.concat([Buffer.from(MAGIC), length32(Buffer.byteLength(header)), Buffer.from(header)]))
    let index = 0
    let waiting = Buffer.alloc(0)
    const writeChunk = async (bytes: Buffer, last: boolean): Promise<void> => {
      const sealed = seal(key, aboutChunk(digest, index, last), bytes)
      index += 1
      await write(Buffer.concat([length32(sealed.length), sealed]))
    }
    const add = async (bytes: Uint8Array): Promise<void> => {
      content.update(bytes)
      let rest = bytes
      // The last chunk is known only at the end, so one is always kept back.
      while (waiting.length + rest.length > CHUNK) {
        const count = CHUNK - waiting.length
        await writeChunk(Buffer.concat([waiting, rest.subarray(0, count)]), false)
        waiting = Buffer.alloc(0)
        rest = rest.subarray(count)
      }
      waiting = Buffer.concat([waiting, rest])
    }
    for await (const part of parts) {
      const name = Buffer.from(part.name)
      await add(Buffer.concat([length32(name.length), name, length32(part.length)]))
      let left = part.length
      for await (const piece of part.pieces) {
        left -= piece.length
        await add(piece)
      }
      if (left !== 0) throw new Error('a part of a backup has not the length that was said')
    }
    await writeChunk(waiting, true)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return content.digest('hex')
}

const bad = (what: string): Result<never> =>
  refuse('backup-damaged', `这个备份不能用（${what}），没有改动任何资料。请换一个备份。`, { field: '/path' })

/** What was found on the way, to be told by `readBackup`. */
class Bad extends Error {}

export type ReadBackup = { readonly header: BackupHeader; readonly dataKey: Buffer; readonly format: 1 | 2; readonly digest: string }

/** Bytes in order, taken as they are wanted. */
type Taker = { take(count: number): Promise<Buffer>; pieces(count: number): AsyncIterable<Buffer>; isAtEnd(): Promise<boolean> }

const takerOf = (chunks: AsyncIterator<Buffer>): Taker => {
  let here: Buffer = Buffer.alloc(0)
  const fill = async (): Promise<boolean> => {
    while (here.length === 0) {
      const next = await chunks.next()
      if (next.done) return false
      here = next.value
    }
    return true
  }
  async function* pieces(count: number): AsyncIterable<Buffer> {
    for (let left = count; left > 0;) {
      if (!await fill()) throw new Bad('内容不完整')
      const piece = here.subarray(0, left)
      here = here.subarray(piece.length)
      left -= piece.length
      yield piece
    }
  }
  return {
    pieces,
    take: async count => {
      const taken: Buffer[] = []
      for await (const piece of pieces(count)) taken.push(piece)
      return taken.length === 1 ? taken[0]! : Buffer.concat(taken)
    },
    isAtEnd: async () => !await fill(),
  }
}

/** What the head of a backup says, as far as one can tell without a key; null for what is no backup. Throws file-system errors. */
export const peekBackup = async (path: string): Promise<BackupHeader | null> => {
  const handle = await openFile(path, 'r')
  try {
    const start = Buffer.alloc(MAGIC.length + 4)
    const { bytesRead } = await handle.read(start, 0, start.length, 0)
    const length = bytesRead === start.length && start.subarray(0, MAGIC.length).toString('latin1') === MAGIC ? start.readUInt32BE(MAGIC.length) : MAX_HEADER + 1
    if (length > MAX_HEADER) return null
    const bytes = Buffer.alloc(length)
    const read = await handle.read(bytes, 0, length, start.length)
    return read.bytesRead === length ? JSON.parse(bytes.toString('utf8')) as BackupHeader : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  } finally {
    await handle.close()
  }
}

/**
 * Reads and checks a whole backup, part by part: `take` is given each, and may leave it. `unlock` gives the data key for its
 * key file. Refuses with `backup-damaged`, `not-a-backup`, or what `unlock` or `take` refuses. Throws file-system errors. What `take` was
 * given counts only when the whole is good.
 */
export const readBackup = async (
  path: string, unlock: (keys: KeyFile) => Promise<Result<Buffer>>,
  take: (part: { readonly name: string; readonly length: number; readonly pieces: AsyncIterable<Buffer> }) => Promise<Result<unknown> | void> = async () => undefined,
): Promise<Result<ReadBackup>> => {
  const handle = await openFile(path, 'r')
  try {
    const read = async (count: number): Promise<Buffer | null> => {
      const bytes = Buffer.allocUnsafe(count)
      for (let done = 0; done < count;) {
        const { bytesRead } = await handle.read(bytes, done, count - done)
        if (bytesRead === 0) return null
        done += bytesRead
      }
      return bytes
    }
    const { size } = await handle.stat()
    const start = await read(MAGIC.length + 4)
    const magic = start?.subarray(0, MAGIC.length).toString('latin1')
    if (!start || (magic !== MAGIC && magic !== MAGIC_OF_FORMAT_1)) {
      return refuse('not-a-backup', '这个文件不是本软件的备份，没有改动任何资料。请选择备份文件。', { field: '/path' })
    }
    const headerLength = start.readUInt32BE(MAGIC.length)
    const headerBytes = headerLength <= MAX_HEADER ? await read(headerLength) : null
    if (!headerBytes) return bad('开头不完整')
    let header: BackupHeader
    try {
      header = JSON.parse(headerBytes.toString('utf8')) as BackupHeader
    } catch {
      return bad('开头损坏')
    }
    const keys = parseKeys(Buffer.from(JSON.stringify(header?.keys ?? null)))
    if (!keys || typeof header.salt !== 'string') return bad('开头损坏')
    const unlocked = await unlock(keys)
    if (!unlocked.ok) return unlocked
    const dataKey = unlocked.value
    const key = keyFor(dataKey, `backup ${header.salt}`)
    const digest = sha256(headerBytes)
    const content = createHash('sha256')
    async function* chunks(): AsyncGenerator<Buffer, void> {
      let position = MAGIC.length + 4 + headerLength
      for (let index = 0, last = false; !last; index += 1) {
        const lengthBytes = await read(4)
        const length = lengthBytes?.readUInt32BE(0) ?? 0
        const sealed = length > 0 && length <= CHUNK + 64 ? await read(length) : null
        if (!sealed) throw new Bad(`第 ${index + 1} 段缺失或不完整`)
        position += 4 + length
        last = position === size
        const plain = unseal(key, aboutChunk(digest, index, last), sealed)
        if (!plain) throw new Bad(`第 ${index + 1} 段损坏，或文件被截断`)
        content.update(plain)
        yield plain
      }
    }
    const bytes = takerOf(chunks())
    while (!await bytes.isAtEnd()) {
      const nameLength = (await bytes.take(4)).readUInt32BE(0)
      if (nameLength > MAX_NAME) throw new Bad('内容不完整')
      const name = (await bytes.take(nameLength)).toString('utf8')
      const length = (await bytes.take(4)).readUInt32BE(0)
      let left = length
      async function* counted(): AsyncGenerator<Buffer, void> {
        for await (const piece of bytes.pieces(length)) {
          left -= piece.length
          yield piece
        }
      }
      const taken = await take({ name, length, pieces: counted() })
      if (taken && !taken.ok) return taken
      for await (const piece of bytes.pieces(left)) void piece
    }
    return ok({ header, dataKey, format: magic === MAGIC ? 2 : 1, digest: content.digest('hex') })
  } catch (error) {
    if (error instanceof Bad) return bad(error.message)
    throw error
  } finally {
    await handle.close()
  }
}

/** The names of backups to delete: the newest of each of 7 days, 4 weeks and 12 months stays, and so does the newest of all. */
export const backupsToDrop = (names: readonly string[]): string[] => {
  const dated = names.flatMap(name => {
    const match = /_(\d{4})(\d{2})(\d{2})-(\d{6})\.mbk$/.exec(name)
    if (!match) return []
    const day = Math.trunc(Date.UTC(Number(match[1]), Number(match[2]) - 1, Number(match[3])) / 86_400_000)
    return [{ name, day, stamp: `${match[1]}${match[2]}${match[3]}${match[4]}`, month: `${match[1]}${match[2]}` }]
  }).sort((a, b) => (a.stamp < b.stamp ? 1 : -1))
  const kept = new Set<string>()
  const keep = (count: number, periodOf: (one: (typeof dated)[number]) => string | number): void => {
    const periods = new Set<string | number>()
    for (const one of dated) {
      const period = periodOf(one)
      if (periods.has(period)) continue
      if (periods.size === count) break
      periods.add(period)
      kept.add(one.name)
    }
  }
  keep(7, one => one.day)
  // Weeks start on Monday: 1970-01-01 was a Thursday.
  keep(4, one => Math.trunc((one.day + 3) / 7))
  keep(12, one => one.month)
  return dated.filter(one => !kept.has(one.name)).map(one => one.name)
}
