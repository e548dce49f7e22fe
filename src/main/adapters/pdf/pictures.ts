/** What a picture file says of itself, the size in which it is shown; and whether it is whole, which is looked at without showing it. */
import { crc32, createInflate } from 'node:zlib'

/** Width and height as stored. `orientation`: how it is to be shown, as EXIF counts; from 5 on it stands on its side. */
export type Picture = { readonly width: number; readonly height: number; readonly orientation: number }

/** The start of the frame (SOF) of a JPEG, of whatever coding. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)

/** Tag 0x0112 of the first directory of a TIFF, as EXIF holds it; 1 where there is none. */
const orientationIn = (tiff: DataView): number => {
  const little = tiff.getUint16(0) === 0x4949
  const directory = tiff.getUint32(4, little)
  for (let at = directory + 2, left = tiff.getUint16(directory, little); left > 0; at += 12, left -= 1) {
    if (tiff.getUint16(at, little) !== 0x0112) continue
    const value = tiff.getUint16(at + 8, little)
    return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

const jpeg = (view: DataView): Picture | undefined => {
  let orientation: number | undefined
  for (let at = 2; view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1)
    const length = view.getUint16(at + 2)
    // “Exif” and two zeros, then the TIFF.
    if (marker === 0xe1 && view.getUint32(at + 4) === 0x45786966) orientation ??= orientationIn(new DataView(view.buffer, view.byteOffset + at + 10, length - 8))
    if (isFrame(marker)) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5), orientation: orientation ?? 1 }
  }
  return undefined
}

/** A PNG or JPEG as its head describes it; undefined where that cannot be read. */
export const pictureOf = (bytes: Uint8Array): Picture | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  try {
    return bytes[0] === 0x89 ? { width: view.getUint32(16), height: view.getUint32(20), orientation: 1 } : jpeg(view)
  } catch (error) {
    // Shorter than it says.
    if (error instanceof RangeError) return undefined
    throw error
  }
}

/** Dots of one picture: an A3 page with 600 to the inch. Of those that have to be taken apart, to be printed, much fewer. */
const MOST_DOTS = 140_000_000
const MOST_TAKEN_APART = 16_000_000
const LONGEST_SIDE = 30_000

/** What is wrong with a picture: it is broken, or stands for more than anybody prints. */
export type PictureFault = 'damaged' | 'huge'

const tooLarge = ({ width, height }: Pick<Picture, 'width' | 'height'>, most = MOST_DOTS): boolean => width > LONGEST_SIDE || height > LONGEST_SIDE || width * height > most

/** Samples of a dot by kind of colour, and in how many bits each may be (PNG, 11.2.1). */
const pngKinds: Readonly<Record<number, readonly [samples: number, ...bits: number[]]>> = { 0: [1, 1, 2, 4, 8, 16], 2: [3, 8, 16], 3: [1, 1, 2, 4, 8], 4: [2, 8, 16], 6: [4, 8, 16] }
/** Where the passes of an interlaced picture begin and how far their dots lie apart (PNG, 8.2). */
const passes = [[0, 0, 8, 8], [4, 0, 8, 8], [0, 4, 4, 8], [2, 0, 4, 4], [0, 2, 2, 4], [1, 0, 2, 2], [0, 1, 1, 2]] as const

/** How many bytes come out where one who inflates stops at the first too many; -1 where it cannot be inflated, or a row has no known filter. */
const inflatedSize = async (pieces: readonly Uint8Array[], most: number, row: number): Promise<number> => {
  const inflate = createInflate()
  let size = 0
  let known = true
  inflate.on('data', (chunk: Buffer) => {
    // Each row begins with the number of its filter.
    if (row > 0) for (let at = (row - (size % row)) % row; at < chunk.length; at += row) known &&= chunk[at]! <= 4
    size += chunk.length
    if (size > most || !known) inflate.destroy()
  })
  const done = new Promise<boolean>(settle => inflate.once('end', () => settle(true)).once('error', () => settle(false)).once('close', () => settle(false)))
  for (const piece of pieces) inflate.write(piece)
  inflate.end()
  return await done && known ? size : size > most ? size : -1
}

const pngFault = async (bytes: Uint8Array): Promise<PictureFault | undefined> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (view.getUint32(0) !== 0x89504e47 || view.getUint32(4) !== 0x0d0a1a0a || view.getUint32(8) !== 13 || view.getUint32(12) !== 0x49484452) return 'damaged'
  const [width, height, bits, kind, interlaced] = [view.getUint32(16), view.getUint32(20), bytes[24]!, bytes[25]!, bytes[28]!]
  const [samples, ...depths] = pngKinds[kind] ?? []
  if (samples === undefined || !depths.includes(bits) || width === 0 || height === 0 || bytes[26] !== 0 || bytes[27] !== 0 || interlaced > 1) return 'damaged'
  const pieces: Uint8Array[] = []
  let palette = false
  let transparent = kind >= 4
  let ended = false
  for (let at = 8; at < bytes.length && !ended;) {
    const length = view.getUint32(at)
    if (at + 12 + length > bytes.length) return 'damaged'
    const name = view.getUint32(at + 4)
    // The dots have a sum of their own, inside.
    if (name !== 0x49444154 && crc32(bytes.subarray(at + 4, at + 8 + length)) !== view.getUint32(at + 8 + length)) return 'damaged'
    if (name === 0x49444154) pieces.push(bytes.subarray(at + 8, at + 8 + length))
    palette ||= name === 0x504c5445 && length > 0 && length % 3 === 0
    transparent ||= name === 0x74524e53
    ended = name === 0x49454e44
    at += 12 + length
  }
  if (!ended || pieces.length === 0 || (kind === 3 && !palette)) return 'damaged'
  if (tooLarge({ width, height }, transparent || interlaced === 1 || bits === 16 ? MOST_TAKEN_APART : MOST_DOTS)) return 'huge'
  const rowOf = (dots: number): number => 1 + Math.ceil(dots * samples * bits / 8)
  const whole = interlaced === 0 ? rowOf(width) * height : passes.reduce((sum, [left, top, right, down]) => {
    const [across, rows] = [Math.ceil((width - left) / right), Math.ceil((height - top) / down)]
    return across > 0 && rows > 0 ? sum + rowOf(across) * rows : sum
  }, 0)
  return await inflatedSize(pieces, whole, interlaced === 0 ? rowOf(width) : 0) === whole ? undefined : 'damaged'
}

/** Marks that stand alone, without a length (ITU-T T.81, B.1.1.3). */
const standsAlone = (marker: number): boolean => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)

const jpegFault = (bytes: Uint8Array): PictureFault | undefined => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let frame: Picture | undefined
  let tables = 0
  let scans = 0
  for (let at = 2; at + 1 < bytes.length;) {
    if (bytes[at] !== 0xff) return 'damaged'
    const marker = bytes[at + 1]!
    if (marker === 0xff) at += 1
    else if (marker === 0xd9) return frame && scans > 0 && tables > 0 ? (tooLarge(frame) ? 'huge' : undefined) : 'damaged'
    else if (standsAlone(marker)) at += 2
    else {
      const end = at + 2 + view.getUint16(at + 2)
      if (end > bytes.length || end < at + 4) return 'damaged'
      if (marker === 0xdb) tables += 1
      if (isFrame(marker)) {
        // Eight bits to a sample, as every reader shows them.
        if (bytes[at + 4] !== 8 || ![1, 3, 4].includes(bytes[at + 9]!)) return 'damaged'
        frame = { width: view.getUint16(at + 7), height: view.getUint16(at + 5), orientation: 1 }
        if (frame.width === 0 || frame.height === 0) return 'damaged'
      }
      at = end
      if (marker !== 0xda) continue
      if (!frame) return 'damaged'
      scans += 1
      // To the next mark that is none of the scan's own.
      for (;;) {
        at = bytes.indexOf(0xff, at)
        if (at < 0 || at + 1 >= bytes.length) return 'damaged'
        const next = bytes[at + 1]!
        if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) break
        at += 2
      }
    }
  }
  return 'damaged'
}

/** What is wrong with a PNG or JPEG: every piece of it is looked at, and none is kept. */
export const pictureFault = async (bytes: Uint8Array): Promise<PictureFault | undefined> => {
  try {
    return await (bytes[0] === 0x89 ? pngFault(bytes) : jpegFault(bytes))
  } catch (error) {
    // Shorter than it says.
    if (error instanceof RangeError) return 'damaged'
    throw error
  }
}
