/**
 * A backup: one file, encrypted in chunks that are each sealed for their place, the last one marked as last, so that a cut,
 * a flip or an exchange is seen. It carries the key file, so a password or the recovery key of its day opens it.
 */
import { randomBytes } from 'node:crypto'
import { keyFor, seal, sha256, unseal } from './crypto.ts'
import { openFile, writeFully } from './disk.ts'
import { parseKeys, type KeyFile } from './keys.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'

const MAGIC = 'MBK1\n'
const CHUNK = 1024 * 1024
const MAX_HEADER = 4 * 1024 * 1024

export type BackupHeader = {
  readonly keys: KeyFile
  readonly salt: string
  readonly madeAt: string
  readonly dataVersion: number
}

/** One thing in a backup: JSON parts and attachments, by name. */
export type BackupPart = { readonly name: string; readonly bytes: Buffer }

const aboutChunk = (headerDigest: string, index: number, last: boolean): string => `${headerDigest} ${index} ${last ? 'last' : 'more'}`

const length32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32BE(value)
  return bytes
}

/** Writes a backup to a path that must be free, and flushes it. Throws file-system errors. */
export const writeBackup = async (
  path: string, dataKey: Buffer, about: Omit<BackupHeader, 'salt'>, parts: AsyncIterable<BackupPart>,
): Promise<void> => {
  const salt = randomBytes(16).toString('hex')
  const header = JSON.stringify({ ...about, salt } satisfies BackupHeader)
  const digest = sha256(header)
  const key = keyFor(dataKey, `backup ${salt}`)
  const handle = await openFile(path, 'wx', 0o600)
  try {
    let position = 0
    const write = async (bytes: Uint8Array): Promise<void> => {
      await writeFully(handle, bytes, position)
      position += bytes.length
    }
    await write(Buffer.concat([Buffer.from(MAGIC), length32(Buffer.byteLength(header)), Buffer.from(header)]))
    let index = 0
    let waiting: Buffer[] = []
    let size = 0
    const writeChunk = async (bytes: Buffer, last: boolean): Promise<void> => {
      const sealed = seal(key, aboutChunk(digest, index, last), bytes)
      index += 1
      await write(Buffer.concat([length32(sealed.length), sealed]))
    }
    for await (const part of parts) {
      const name = Buffer.from(part.name)
      waiting.push(length32(name.length), name, length32(part.bytes.length), part.bytes)
      size += 8 + name.length + part.bytes.length
      if (size <= CHUNK) continue
      const all = Buffer.concat(waiting)
      const whole = Math.trunc(all.length / CHUNK) * CHUNK
      for (let at = 0; at < whole; at += CHUNK) await writeChunk(all.subarray(at, at + CHUNK), false)
      waiting = [all.subarray(whole)]
      size = all.length - whole
    }
    await writeChunk(Buffer.concat(waiting), true)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const bad = (what: string): Result<never> =>
  refuse('backup-damaged', `这个备份不能用（${what}），没有改动任何资料。请换一个备份。`, { field: '/path' })

/**
 * Reads and checks a whole backup. `unlock` gives the data key for its key file. Refuses with `backup-damaged`,
 * `not-a-backup` or what `unlock` refuses. Throws file-system errors.
 */
export const readBackup = async (
  path: string, unlock: (keys: KeyFile) => Promise<Result<Buffer>>,
): Promise<Result<{ header: BackupHeader; dataKey: Buffer; parts: BackupPart[] }>> => {
  const handle = await openFile(path, 'r')
  try {
    const take = async (count: number): Promise<Buffer | null> => {
      const bytes = Buffer.allocUnsafe(count)
      for (let done = 0; done < count;) {
        const { bytesRead } = await handle.read(bytes, done, count - done)
        if (bytesRead === 0) return null
        done += bytesRead
      }
      return bytes
    }
    const { size } = await handle.stat()
    const start = await take(MAGIC.length + 4)
    if (start?.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) {
      return refuse('not-a-backup', '这个文件不是本软件的备份，没有改动任何资料。请选择备份文件。', { field: '/path' })
    }
    const headerLength = start.readUInt32BE(MAGIC.length)
    const headerBytes = headerLength <= MAX_HEADER ? await take(headerLength) : null
    if (!headerBytes) return bad('开头不完整')
    let header: BackupHeader
    try {
      header = JSON.parse(headerBytes.toString('utf8')) as BackupHeader
    } catch {
      return bad('开头损坏')
    }
    const keys = parseKeys(Buffer.from(JSON.stringify(header.keys ?? null)))
    if (!keys || typeof header.salt !== 'string') return bad('开头损坏')
    const unlocked = await unlock(keys)
    if (!unlocked.ok) return unlocked
    const dataKey = unlocked.value
    const key = keyFor(dataKey, `backup ${header.salt}`)
    const digest = sha256(headerBytes)
    const chunks: Buffer[] = []
    let position = MAGIC.length + 4 + headerLength
    for (let last = false; !last;) {
      const lengthBytes = await take(4)
      const length = lengthBytes?.readUInt32BE(0) ?? 0
      const sealed = length > 0 && length <= CHUNK + 64 ? await take(length) : null
      if (!sealed) return bad(`第 ${chunks.length + 1} 段缺失或不完整`)
      position += 4 + length
      last = position === size
      const plain = unseal(key, aboutChunk(digest, chunks.length, last), sealed)
      if (!plain) return bad(`第 ${chunks.length + 1} 段损坏，或文件被截断`)
      chunks.push(plain)
    }
    const all = Buffer.concat(chunks)
    const parts: BackupPart[] = []
    for (let at = 0; at < all.length;) {
      const nameLength = all.readUInt32BE(at)
      const name = all.subarray(at + 4, at + 4 + nameLength).toString('utf8')
      const length = all.readUInt32BE(at + 4 + nameLength)
      at += 8 + nameLength
      parts.push({ name, bytes: all.subarray(at, at + length) })
      at += length
    }
    return ok({ header, dataKey, parts })
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
