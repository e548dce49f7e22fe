/**
 * The journal: numbered segments, the same in both copies, each a header and frames that are only ever appended. A frame
 * is sealed with its number and the tag of the frame before it, so none can be changed, moved, left out or repeated.
 *
 * Header (fixed): magic, store, segment number, number of the first frame, tag before it, HMAC of all that.
 * Frame: length of what follows (4 bytes), then nonce ‖ ciphertext ‖ tag.
 */
import { open, type FileHandle } from 'node:fs/promises'
import { hmac, keyFor, NONCE, seal, TAG, unseal } from './crypto.ts'
import { flushFolder, sides, type Copies } from './copies.ts'
import { join } from 'node:path'

const MAGIC = Buffer.from('MJ1\n')
const HEADER = 4 + 16 + 4 + 8 + TAG + 32
/** Longest frame that is believed when reading: a bundle of 100,000 cases travels in one. */
const MAX_FRAME = 1024 * 1024 * 1024

export type JournalPlace = {
  /** Number of the last frame. */
  readonly seq: number
  /** Its tag. */
  readonly tag: Buffer
}

export const journalStart: JournalPlace = { seq: 0, tag: Buffer.alloc(TAG) }

export const segmentName = (number: number): string => `journal-${String(number).padStart(8, '0')}`
export const segmentNumber = (name: string): number | null => {
  const match = /^journal-(\d{8})$/.exec(name)
  return match ? Number(match[1]) : null
}

const headerOf = (key: Buffer, storeId: Buffer, number: number, after: JournalPlace): Buffer => {
  const head = Buffer.alloc(HEADER - 32)
  MAGIC.copy(head, 0)
  storeId.copy(head, 4)
  head.writeUInt32BE(number, 20)
  head.writeBigUInt64BE(BigInt(after.seq + 1), 24)
  after.tag.copy(head, 32)
  return Buffer.concat([head, hmac(key, head)])
}

const aboutFrame = (storeId: Buffer, number: number, seq: number, tagBefore: Uint8Array): Buffer => {
  const about = Buffer.alloc(16 + 4 + 8 + TAG)
  storeId.copy(about, 0)
  about.writeUInt32BE(number, 16)
  about.writeBigUInt64BE(BigInt(seq), 20)
  about.set(tagBefore, 28)
  return about
}

export type Frame = { readonly seq: number; readonly tag: Buffer; readonly plain: Buffer }

export type Segment = {
  readonly number: number
  readonly startSeq: number
  readonly tagBefore: Buffer
  readonly frames: readonly Frame[]
  /** Where the last whole frame ends: what follows was never acknowledged. */
  readonly end: number
}

/** What one copy of a segment holds: frames up to the first that does not fit. Null when the header is not right. */
const parse = (bytes: Buffer, key: Buffer, storeId: Buffer, number: number): Segment | null => {
  if (bytes.length < HEADER) return null
  const head = bytes.subarray(0, HEADER - 32)
  if (!hmac(key, head).equals(bytes.subarray(HEADER - 32, HEADER))) return null
  if (!head.subarray(4, 20).equals(storeId) || head.readUInt32BE(20) !== number) return null
  const startSeq = Number(head.readBigUInt64BE(24))
  const tagBefore = Buffer.from(head.subarray(32, 32 + TAG))
  const frames: Frame[] = []
  let offset = HEADER
  let tag: Uint8Array = tagBefore
  while (offset + 4 + NONCE + TAG <= bytes.length) {
    const length = bytes.readUInt32BE(offset)
    const end = offset + 4 + length
    if (length < NONCE + TAG || length > MAX_FRAME || end > bytes.length) break
    const sealed = bytes.subarray(offset + 4, end)
    const seq = startSeq + frames.length
    const plain = unseal(key, aboutFrame(storeId, number, seq, tag), sealed)
    if (!plain) break
    tag = Buffer.from(sealed.subarray(sealed.length - TAG))
    frames.push({ seq, tag: tag as Buffer, plain })
    offset = end
  }
  return { number, startSeq, tagBefore, frames, end: offset }
}

/** Whether a whole frame stands somewhere behind the place where reading stopped: then it was damage, not a torn end. */
const hasFrameBehind = (bytes: Buffer, segment: Segment, key: Buffer, storeId: Buffer): boolean => {
  let { end: offset } = segment
  let seq = segment.startSeq + segment.frames.length
  while (offset + 4 + NONCE + TAG <= bytes.length) {
    const length = bytes.readUInt32BE(offset)
    const next = offset + 4 + length
    if (length < NONCE + TAG || length > MAX_FRAME || next > bytes.length) return false
    const tag = bytes.subarray(next - TAG, next)
    seq += 1
    if (next + 4 + NONCE + TAG <= bytes.length) {
      const following = bytes.readUInt32BE(next)
      if (following >= NONCE + TAG && next + 4 + following <= bytes.length
        && unseal(key, aboutFrame(storeId, segment.number, seq, tag), bytes.subarray(next + 4, next + 4 + following))) return true
    }
    offset = next
  }
  return false
}

/**
 * Reads one segment from both copies and takes the longer run of whole frames; a copy that has less, or other bytes, is put
 * right. Null when no copy has a right header (a segment whose making was cut off, or damage to both).
 */
export const readSegment = async (
  copies: Copies, dataKey: Buffer, storeId: Buffer, number: number, mend: boolean,
): Promise<{ segment: Segment; damagedBehind: boolean } | null> => {
  const name = segmentName(number)
  const key = keyFor(dataKey, name)
  const read = await Promise.all(sides.map(async side => {
    const bytes = await copies.readSide(side, name)
    return { side, bytes, segment: bytes && parse(bytes, key, storeId, number) }
  }))
  const best = read.filter(copy => copy.segment).sort((x, y) => y.segment!.end - x.segment!.end)[0]
  if (!best) return null
  const good = best.bytes!.subarray(0, best.segment!.end)
  let damagedBehind = false
  for (const copy of read) {
    if (copy.bytes && copy.segment && hasFrameBehind(copy.bytes, copy.segment, key, storeId)) {
      damagedBehind ||= copy.segment.end === best.segment!.end
    }
    if (copy === best || (copy.bytes && copy.bytes.length >= good.length && copy.bytes.subarray(0, good.length).equals(good))) continue
    if (mend) await copies.writeSide(copy.side, name, Buffer.from(good))
    copies.found({ file: `${copy.side}/${name}`, problem: copy.bytes ? '内容损坏或不完整' : '缺失', repaired: mend })
  }
  return { segment: best.segment!, damagedBehind }
}

/** A segment open for appending. */
export type JournalWriter = {
  readonly number: number
  readonly place: () => JournalPlace
  readonly size: () => number
  /** Makes one frame durable in both copies. Throws when it is not; the writer is then spent and must be replaced. */
  append(plain: string): Promise<void>
  close(): Promise<void>
}

const writeFully = async (handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** Starts a new segment after `place`. The number must not be taken in either copy. */
export const startSegment = async (
  copies: Copies, dataKey: Buffer, storeId: Buffer, number: number, after: JournalPlace,
): Promise<JournalWriter> => {
  const name = segmentName(number)
  const key = keyFor(dataKey, name)
  const header = headerOf(key, storeId, number, after)
  const handles: FileHandle[] = []
  const closeAll = async (): Promise<void> => {
    for (const handle of handles.splice(0)) await handle.close().catch(() => undefined)
  }
  try {
    for (const side of sides) {
      const handle = await open(copies.path(side, name), 'wx', 0o600)
      handles.push(handle)
      await writeFully(handle, header, 0)
      await handle.datasync()
      await flushFolder(join(copies.folder, side))
    }
  } catch (error) {
    await closeAll()
    throw error
  }
  let place = after
  let size = header.length
  let spent = false
  return {
    number,
    place: () => place,
    size: () => size,
    append: async plain => {
      if (spent) throw new Error('journal segment is spent')
      const sealed = seal(key, aboutFrame(storeId, number, place.seq + 1, place.tag), plain)
      const frame = Buffer.allocUnsafe(4 + sealed.length)
      frame.writeUInt32BE(sealed.length, 0)
      sealed.copy(frame, 4)
      const written = await Promise.allSettled(handles.map(async handle => {
        await writeFully(handle, frame, size)
        await handle.datasync()
      }))
      const failed = written.find(result => result.status === 'rejected')
      if (failed) {
        // What was written is taken back where that is possible; the next segment's header leaves it out in any case.
        spent = true
        for (const handle of handles) await handle.truncate(size).catch(() => undefined)
        await closeAll()
        throw failed.reason
      }
      place = { seq: place.seq + 1, tag: Buffer.from(sealed.subarray(sealed.length - TAG)) }
      size += frame.length
    },
    close: closeAll,
  }
}
