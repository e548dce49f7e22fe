/**
 * The journal: numbered segments, the same in both copies, each a header and frames that are only ever appended. A frame
 * is sealed with its number and the tag of the frame before it, so none can be changed, moved, left out or repeated.
 *
 * Header (fixed): magic, store, segment number, number of the first frame, tag before it, HMAC of all that.
 * Frame: head (mark of this segment, length of what follows the head, number, HMAC of all that), then nonce ‖ ciphertext ‖ tag.
 * Frames of the first format have no head but the length.
 */
import { createCipheriv, type KeyObject } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { giveWay } from '../in-slices.ts'
import { hmac, keyFor, NONCE, sealPieces, TAG, unsealInSlices } from './crypto.ts'
import { canMend, otherSide, sides, type Copies, type Side } from './copies.ts'
import { flushFolder, openFile, removeFile, writeFully } from './disk.ts'
import { isAbsent, isUnreadable } from './file-errors.ts'

const MAGIC = Buffer.from('MJ2\n')
/** Segments of before, which are still read: a frame began with its length alone. */
const MAGIC_OF_FORMAT_1 = Buffer.from('MJ1\n')
const HEADER = 4 + 16 + 4 + 8 + TAG + 32
const MARK = 8
const CHECK = 16
const FRAME_HEAD = MARK + 4 + 8 + CHECK
/** Longest frame that is believed when reading: a bundle of 100,000 cases travels in one. */
const MAX_FRAME = 1024 * 1024 * 1024
/** Bytes that are looked at in one go. */
const WINDOW = 1024 * 1024

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

type SegmentKeys = { readonly seal: KeyObject; readonly heads: KeyObject; readonly mark: Buffer }
export const segmentKeys = (dataKey: Buffer, number: number): SegmentKeys => {
  const heads = keyFor(dataKey, `${segmentName(number)} heads`)
  return { seal: keyFor(dataKey, segmentName(number)), heads, mark: hmac(heads, 'mark').subarray(0, MARK) }
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

/** `length`: of what follows the head. */
export const frameHead = ({ heads, mark }: SegmentKeys, length: number, seq: number): Buffer => {
  const head = Buffer.allocUnsafe(FRAME_HEAD)
  mark.copy(head, 0)
  head.writeUInt32BE(length, MARK)
  head.writeBigUInt64BE(BigInt(seq), MARK + 4)
  hmac(heads, head.subarray(0, FRAME_HEAD - CHECK)).copy(head, FRAME_HEAD - CHECK, 0, CHECK)
  return head
}

/** What the head of a frame says; null where there is none. Tells a frame by itself, whatever stands before it. */
const readFrameHead = ({ heads, mark }: SegmentKeys, head: Buffer): { readonly length: number; readonly seq: number } | null => {
  if (head.length < FRAME_HEAD || !head.subarray(0, MARK).equals(mark)) return null
  if (!hmac(heads, head.subarray(0, FRAME_HEAD - CHECK)).subarray(0, CHECK).equals(head.subarray(FRAME_HEAD - CHECK, FRAME_HEAD))) return null
  return { length: head.readUInt32BE(MARK), seq: Number(head.readBigUInt64BE(MARK + 4)) }
}

export type Frame = { readonly seq: number; readonly tag: Buffer; readonly plain: Buffer }

export type Segment = {
  readonly number: number
  readonly format: 1 | 2
  readonly startSeq: number
  readonly tagBefore: Buffer
  readonly frames: readonly Frame[]
  /** Where the last whole frame ends: what follows was never acknowledged. */
  readonly end: number
}

/** One copy of a segment, read piece by piece. */
type Opened = {
  readonly size: number
  /** Null past the end, or where the disk gives an error. */
  read(offset: number, length: number): Promise<Buffer | null>
  /** Whether a read has failed for the disk's fault. */
  error(): unknown
  close(): Promise<void>
}

/** Null for a copy that is not there. Throws file-system errors but those of a bad sector. */
const openCopy = async (copies: Copies, side: Side, name: string): Promise<Opened | { readonly size: 0; readonly unreadable: unknown } | null> => {
  let handle: FileHandle
  try {
    handle = await openFile(copies.path(side, name), 'r')
  } catch (error) {
    if (isAbsent(error)) return null
    if (isUnreadable(error)) return { size: 0, unreadable: error }
    throw error
  }
  let failed: unknown = null
  try {
    const found = await handle.stat()
    if (!found.isFile()) {
      await handle.close()
      return null
    }
    return {
      size: found.size,
      read: async (offset, length) => {
        if (offset + length > found.size) return null
        const bytes = Buffer.allocUnsafe(length)
        try {
          for (let done = 0; done < length;) {
            const { bytesRead } = await handle.read(bytes, done, Math.min(length - done, 64 * WINDOW), offset + done)
            if (bytesRead === 0) return null
            done += bytesRead
          }
        } catch (error) {
          if (!isUnreadable(error)) throw error
          failed ??= error
          return null
        }
        return bytes
      },
      error: () => failed,
      close: () => handle.close(),
    }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/**
 * What one copy of a segment holds: frames up to the first that does not fit. Null when the header is not right. `known`: what the
 * other copy held, where this one begins with the same bytes.
 */
const parse = async (copy: Opened, keys: SegmentKeys, storeId: Buffer, number: number, known?: Segment): Promise<Segment | null> => {
  let start = known
  if (!start) {
    const header = await copy.read(0, HEADER)
    if (!header) return null
    const head = header.subarray(0, HEADER - 32)
    const format = head.subarray(0, 4).equals(MAGIC) ? 2 : head.subarray(0, 4).equals(MAGIC_OF_FORMAT_1) ? 1 : null
    if (format === null || !hmac(keys.seal, head).equals(header.subarray(HEADER - 32))) return null
    if (!head.subarray(4, 20).equals(storeId) || head.readUInt32BE(20) !== number) return null
    start = { number, format, startSeq: Number(head.readBigUInt64BE(24)), tagBefore: Buffer.from(head.subarray(32, 32 + TAG)), frames: [], end: HEADER }
  }
  const { format, startSeq, tagBefore } = start
  const frames: Frame[] = [...start.frames]
  let offset = start.end
  let tag = frames.at(-1)?.tag ?? tagBefore
  const headLength = format === 2 ? FRAME_HEAD : 4
  for (;;) {
    const head = await copy.read(offset, headLength)
    if (!head) break
    const seq = startSeq + frames.length
    const said = format === 2 ? readFrameHead(keys, head) : { length: head.readUInt32BE(0), seq }
    if (!said || said.seq !== seq || said.length < NONCE + TAG || said.length > MAX_FRAME) break
    const sealed = await copy.read(offset + headLength, said.length)
    const plain = sealed && await unsealInSlices(keys.seal, aboutFrame(storeId, number, seq, tag), sealed)
    if (!plain) break
    tag = Buffer.from(sealed.subarray(sealed.length - TAG))
    frames.push({ seq, tag, plain })
    offset += headLength + said.length
  }
  return { number, format, startSeq, tagBefore, frames, end: offset }
}

/** How two copies that begin alike are known: the first so many bytes are the same. */
const isSameUpTo = async (one: Opened, other: Opened, length: number): Promise<boolean> => {
  if (one.size < length || other.size < length) return false
  for (let at = 0; at < length; at += WINDOW) {
    const count = Math.min(WINDOW, length - at)
    const [mine, theirs] = await Promise.all([one.read(at, count), other.read(at, count)])
    if (!mine || !theirs?.equals(mine)) return false
  }
  return true
}

/**
 * Whether a frame begins behind the place where reading stopped: a frame is begun only when the one before it is durable, so
 * what stands there was damaged and is no torn end. Takes one look at each byte, and none at what the head of a torn frame covers.
 */
const hasFrameBehind = async (copy: Opened, segment: Segment, keys: SegmentKeys): Promise<boolean> => {
  const { end } = segment
  const turn = giveWay()
  const head = await copy.read(end, FRAME_HEAD)
  const torn = head && readFrameHead(keys, head)
  if (torn && torn.seq !== segment.startSeq + segment.frames.length) return true
  if (torn && end + FRAME_HEAD + torn.length > copy.size) return false
  for (let at = end + 1; at < copy.size; at += WINDOW) {
    const bytes = await copy.read(at, Math.min(WINDOW + FRAME_HEAD, copy.size - at))
    for (let found = bytes?.indexOf(keys.mark) ?? -1; found >= 0; found = bytes!.indexOf(keys.mark, found + 1)) {
      if (readFrameHead(keys, bytes!.subarray(found, found + FRAME_HEAD))) return true
      const pause = turn()
      if (pause) await pause
    }
  }
  return false
}

/** How the text of each frame of the first format begins. */
const BEGINNING_OF_FORMAT_1 = Buffer.from('{"delta":')
/** Places that are tried in one go. */
const BATCH = 4096

/**
 * As `hasFrameBehind`, for frames without a head. A place is one where a frame begins if its first bytes, decrypted, are those of
 * every frame; that is one block of the cipher a place, and needs neither the number nor the tag before.
 */
const hasFrameOfFormat1Behind = async (copy: Opened, segment: Segment, keys: SegmentKeys): Promise<boolean> => {
  const least = 4 + NONCE + TAG + BEGINNING_OF_FORMAT_1.length
  const turn = giveWay()
  const blocks = Buffer.alloc(BATCH * 16)
  const places = new Int32Array(BATCH)
  for (let at = segment.end + 1; at + least <= copy.size; at += WINDOW) {
    const bytes = await copy.read(at, Math.min(WINDOW + least, copy.size - at))
    if (!bytes) continue
    let count = 0
    const isOneAFrame = (): boolean => {
      const cipher = createCipheriv('aes-256-ecb', keys.seal, null).setAutoPadding(false)
      const stream = cipher.update(blocks.subarray(0, count * 16))
      for (let index = 0; index < count; index += 1) {
        const body = places[index]! + 4 + NONCE
        let same = 0
        while (same < BEGINNING_OF_FORMAT_1.length && (stream[index * 16 + same]! ^ bytes[body + same]!) === BEGINNING_OF_FORMAT_1[same]) same += 1
        if (same === BEGINNING_OF_FORMAT_1.length) return true
      }
      count = 0
      return false
    }
    for (let offset = 0; offset < WINDOW && offset + least <= bytes.length; offset += 1) {
      const length = bytes.readUInt32BE(offset)
      if (length < NONCE + TAG || at + offset + 4 + length > copy.size) continue
      bytes.copy(blocks, count * 16, offset + 4, offset + 4 + NONCE)
      // The counter of the first block of text in GCM (NIST SP 800-38D).
      blocks.writeUInt32BE(2, count * 16 + NONCE)
      places[count] = offset
      count += 1
      if (count < BATCH) continue
      if (isOneAFrame()) return true
      const pause = turn()
      if (pause) await pause
    }
    if (count > 0 && isOneAFrame()) return true
    const pause = turn()
    if (pause) await pause
  }
  return false
}

/**
 * Reads one segment from both copies and takes the longer run of whole frames; a copy that has less, or other bytes, is put
 * right. `unmade`: a segment whose making was cut off, so that nothing was ever acknowledged in it. `damaged`: acknowledged
 * frames are lost in both copies; nothing is touched then. Throws what the disk says when neither copy can be read.
 */
export const readSegment = async (
  copies: Copies, dataKey: Buffer, storeId: Buffer, number: number,
): Promise<Segment | 'unmade' | 'damaged'> => {
  const name = segmentName(number)
  const keys = segmentKeys(dataKey, number)
  const opened: { side: Side; copy: Opened }[] = []
  let unreadable: unknown = null
  const there = new Map<Side, number>()
  try {
    for (const side of sides) {
      const copy = await openCopy(copies, side, name)
      if (copy) there.set(side, copy.size)
      if (copy && 'unreadable' in copy) unreadable ??= copy.unreadable
      else if (copy) opened.push({ side, copy })
    }
    let best: { side: Side; copy: Opened; segment: Segment } | null = null
    const same = new Set<Side>()
    for (const { side, copy } of opened) {
      const isLike: boolean = best !== null && await isSameUpTo(best.copy, copy, best.segment.end)
      const segment: Segment | null = await parse(copy, keys, storeId, number, isLike ? best!.segment : undefined)
      if (isLike) same.add(side)
      // One that gave no error is as good where both end alike.
      if (!segment || (best && (segment.end < best.segment.end || (segment.end === best.segment.end && !best.copy.error())))) continue
      if (isLike && best?.segment.end === segment.end) same.add(best.side)
      else same.clear()
      best = { side, copy, segment }
    }
    for (const { copy } of opened) unreadable ??= copy.error()
    // Where the disk's fault is all that ended it, more may stand there.
    if (best?.copy.error()) throw best.copy.error()
    if (!best) {
      if (unreadable) throw unreadable
      return opened.some(({ copy }) => copy.size > HEADER) ? 'damaged' : 'unmade'
    }
    const { segment } = best
    for (const { copy } of opened) {
      if (await (segment.format === 2 ? hasFrameBehind : hasFrameOfFormat1Behind)(copy, segment, keys)) {
        if (copy.error()) throw copy.error()
        return 'damaged'
      }
    }
    const other = otherSide(best.side)
    if (!same.has(other)) {
      const isThere = there.has(other)
      for (const { copy } of opened.splice(0)) if (copy !== best.copy) await copy.close()
      opened.push(best)
      const repaired = await canMend(() => copies.copySide(best!.side, other, name, segment.end))
      copies.found({ file: `${other}/${name}`, problem: isThere ? '内容损坏或不完整' : '缺失', repaired })
    }
    return segment
  } finally {
    for (const { copy } of opened) await copy.close().catch(() => undefined)
  }
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
  const keys = segmentKeys(dataKey, number)
  const header = headerOf(keys.seal, storeId, number, after)
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
    // What cannot be removed now holds nothing, and its number is not given again.
    for (const path of made) await removeFile(path).catch(() => undefined)
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
      const sealed = await sealPieces(keys.seal, aboutFrame(storeId, number, place.seq + 1, place.tag), plain)
      const tag = Buffer.from(sealed.at(-1)!)
      const frame = Buffer.concat([frameHead(keys, sealed.reduce((sum, piece) => sum + piece.length, 0), place.seq + 1), ...sealed])
      const written = await Promise.allSettled(handles.map(async handle => {
        await writeFully(handle, frame, size)
        await handle.datasync()
      }))
      const failed = written.find(result => result.status === 'rejected')
      if (failed) {
        spent = true
        throw failed.reason
      }
      place = { seq: place.seq + 1, tag }
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
