/**
 * The journal: numbered segments, the same in both copies, each a header and frames that are only ever appended. A frame
 * is sealed with its number and the tag of the frame before it, so none can be changed, moved, left out or repeated.
 *
 * Header (fixed): magic, store, segment number, number of the first frame, tag before it, HMAC of all that.
 * Frame: length of what follows (4 bytes), then nonce ‖ ciphertext ‖ tag.
 */
import type { KeyObject } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { hmac, keyFor, NONCE, sealPieces, TAG, unseal } from './crypto.ts'
import { sides, type Copies } from './copies.ts'
import { discard, flushFolder, openFile, writeFully } from './disk.ts'
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

const headerOf = (key: KeyObject, storeId: Buffer, number: number, after: JournalPlace): Buffer => {
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
const parse = (bytes: Buffer, key: KeyObject, storeId: Buffer, number: number): Segment | null => {
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

/**
 * Whether a whole frame stands at or behind the place where reading stopped: then it was damage, not a torn end. Every
 * place is looked at, for the length of the bad frame is not to be trusted; the tag before a frame lies just before it.
 */
const hasFrameBehind = (bytes: Buffer, segment: Segment, key: KeyObject, storeId: Buffer): boolean => {
  const bad = segment.startSeq + segment.frames.length
  const least = 4 + NONCE + TAG
  for (let offset = segment.end; offset + least <= bytes.length; offset += 1) {
    const length = bytes.readUInt32BE(offset)
    if (length < NONCE + TAG || offset + 4 + length > bytes.length) continue
    const sealed = bytes.subarray(offset + 4, offset + 4 + length)
    const tag = bytes.subarray(offset - TAG, offset)
    const most = bad + Math.trunc((offset - segment.end) / least)
    for (let seq = bad; seq <= most; seq += 1) {
      if (unseal(key, aboutFrame(storeId, segment.number, seq, tag), sealed)) return true
    }
  }
  return false
}

/**
 * Reads one segment from both copies and takes the longer run of whole frames; a copy that has less, or other bytes, is put
 * right. `unmade`: a segment whose making was cut off, so that nothing was ever acknowledged in it. `damaged`: acknowledged
 * frames are lost in both copies; nothing is touched then.
 */
export const readSegment = async (
  copies: Copies, dataKey: Buffer, storeId: Buffer, number: number,
): Promise<Segment | 'unmade' | 'damaged'> => {
  const name = segmentName(number)
  const key = keyFor(dataKey, name)
  const read = await Promise.all(sides.map(async side => {
    const bytes = await copies.readSide(side, name)
    return { side, bytes, segment: bytes && parse(bytes, key, storeId, number) }
  }))
  const best = read.filter(copy => copy.segment).sort((x, y) => y.segment!.end - x.segment!.end)[0]
  if (!best) return read.some(copy => copy.bytes && copy.bytes.length > HEADER) ? 'damaged' : 'unmade'
  const good = best.bytes!.subarray(0, best.segment!.end)
  if (read.some(({ bytes }) => bytes && hasFrameBehind(bytes, best.segment!, key, storeId))) return 'damaged'
  for (const copy of read) {
    if (copy === best || (copy.bytes && copy.bytes.length >= good.length && copy.bytes.subarray(0, good.length).equals(good))) continue
    await copies.writeSide(copy.side, name, Buffer.from(good))
    copies.found({ file: `${copy.side}/${name}`, problem: copy.bytes ? '内容损坏或不完整' : '缺失', repaired: true })
  }
  return best.segment!
}

/** A segment open for appending. */
export type JournalWriter = {
  readonly number: number
  readonly place: () => JournalPlace
  readonly size: () => number
  /** Makes one frame, given in pieces, durable in both copies. Throws when it is not; the writer is then spent and must be taken back. */
  append(plain: readonly string[]): Promise<void>
  /** Cuts off what was written behind `size` and ends the writer. False where that was not possible. */
  takeBack(size: number): Promise<boolean>
  close(): Promise<void>
}

/** Starts a new segment after `place`. The number must not be taken in either copy. */
export const startSegment = async (
  copies: Copies, dataKey: Buffer, storeId: Buffer, number: number, after: JournalPlace,
): Promise<JournalWriter> => {
  const name = segmentName(number)
  const key = keyFor(dataKey, name)
  const header = headerOf(key, storeId, number, after)
  const handles: FileHandle[] = []
  const made: string[] = []
  const closeAll = async (): Promise<void> => {
    for (const handle of handles.splice(0)) await handle.close().catch(() => undefined)
  }
  try {
    for (const side of sides) {
      const handle = await openFile(copies.path(side, name), 'wx', 0o600)
      handles.push(handle)
      made.push(copies.path(side, name))
      await writeFully(handle, header, 0)
      await handle.datasync()
      await flushFolder(join(copies.folder, side))
    }
  } catch (error) {
    await closeAll()
    for (const path of made) await discard(path)
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
      const sealed = await sealPieces(key, aboutFrame(storeId, number, place.seq + 1, place.tag), plain)
      const frame = Buffer.allocUnsafe(4 + sealed.length)
      frame.writeUInt32BE(sealed.length, 0)
      sealed.copy(frame, 4)
      const written = await Promise.allSettled(handles.map(async handle => {
        await writeFully(handle, frame, size)
        await handle.datasync()
      }))
      const failed = written.find(result => result.status === 'rejected')
      if (failed) {
        spent = true
        throw failed.reason
      }
      place = { seq: place.seq + 1, tag: Buffer.from(sealed.subarray(sealed.length - TAG)) }
      size += frame.length
    },
    takeBack: async wanted => {
      spent = true
      const cut = await Promise.allSettled(handles.map(handle => handle.truncate(wanted)))
      await closeAll()
      return cut.every(result => result.status === 'fulfilled')
    },
    close: closeAll,
  }
}
