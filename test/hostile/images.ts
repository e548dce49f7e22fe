/** Pictures that are short and stand for much, or that are broken. */
import { crc32, deflateSync } from 'node:zlib'

const chunk = (name: string, bytes: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), bytes])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(bytes.length)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

export type Png = { readonly width: number; readonly height: number; readonly bits?: number; readonly kind?: number; readonly interlaced?: boolean; readonly data: Uint8Array; readonly before?: Uint8Array }

export const pngOf = ({ width, height, bits = 8, kind = 2, interlaced = false, data, before = new Uint8Array(0) }: Png): Uint8Array => {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([bits, kind, 0, 0, interlaced ? 1 : 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), chunk('IHDR', head), before, chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))])
}

/** Rows of one colour, packed; of many equal rows without ever holding them all. */
const rows = (row: number, count: number): Buffer => deflateSync(Buffer.alloc(row * count), { level: 9 })

/** A PNG that is as it should be. */
export const soundPng = (width: number, height: number, kind: 2 | 6 = 2): Uint8Array => pngOf({ width, height, kind, data: rows(1 + width * (kind === 2 ? 3 : 4), height) })

const segment = (marker: number, ...bytes: number[]): Buffer => Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 255, ...bytes])
const frame = (width: number, height: number): Buffer => segment(0xc0, 8, height >> 8, height & 255, width >> 8, width & 255, 1, 1, 0x11, 0)
const quantities = segment(0xdb, 0, ...Array.from({ length: 64 }, () => 1))
const codes = (kind: number): Buffer => segment(0xc4, kind, 1, ...Array.from({ length: 15 }, () => 0), 0)
const jpegOf = (...pieces: Uint8Array[]): Uint8Array => Buffer.concat([Buffer.from([0xff, 0xd8]), ...pieces])
const scan = segment(0xda, 1, 1, 0, 0, 63, 0)
const end = Buffer.from([0xff, 0xd9])

/** A grey JPEG of eight by eight dots. */
export const soundJpeg = (): Uint8Array => jpegOf(quantities, frame(8, 8), codes(0x00), codes(0x10), scan, Buffer.from([0x3f]), end)

export const brokenPictures: readonly (readonly [name: string, bytes: () => Uint8Array, fault: 'damaged' | 'huge'])[] = [
  ['a PNG of 30,000 by 30,000 dots with transparency', () => pngOf({ width: 30_000, height: 30_000, kind: 6, data: deflateSync(Buffer.alloc(40_000_000), { level: 9 }) }), 'huge'],
  ['a PNG of as many dots as a PNG can have', () => pngOf({ width: 0x7fffffff, height: 0x7fffffff, data: rows(10, 10) }), 'huge'],
  ['a PNG that unpacks to more than it has dots', () => pngOf({ width: 10, height: 10, data: rows(31, 10_000_000) }), 'damaged'],
  ['a PNG that unpacks to less', () => pngOf({ width: 1_000, height: 1_000, data: rows(3_001, 999) }), 'damaged'],
  ['a PNG that does not unpack', () => pngOf({ width: 10, height: 10, data: Buffer.from('nothing that is packed') }), 'damaged'],
  ['a PNG with a row that has no filter', () => pngOf({ width: 10, height: 10, data: deflateSync(Buffer.alloc(310, 9)) }), 'damaged'],
  ['a PNG of no dots', () => pngOf({ width: 0, height: 10, data: rows(1, 10) }), 'damaged'],
  ['a PNG of a kind that there is not', () => pngOf({ width: 10, height: 10, kind: 5, data: rows(31, 10) }), 'damaged'],
  ['a PNG of colours by number without any', () => pngOf({ width: 10, height: 10, kind: 3, data: rows(11, 10) }), 'damaged'],
  ['a PNG that is cut off', () => soundPng(100, 100).subarray(0, 100), 'damaged'],
  ['a PNG with a wrong sum', () => { const bytes = Buffer.from(soundPng(100, 100)); bytes[50]! ^= 1; return bytes }, 'damaged'],
  ['a PNG whose piece is as long as no file', () => { const bytes = Buffer.from(soundPng(100, 100)); bytes.writeUInt32BE(0xffffffff, 33); return bytes }, 'damaged'],
  ['a large interlaced PNG', () => pngOf({ width: 20_000, height: 20_000, interlaced: true, data: rows(10, 10) }), 'huge'],
  ['a JPEG of as many dots as a JPEG can have', () => jpegOf(quantities, frame(65_535, 65_535), scan, Buffer.from([0]), end), 'huge'],
  ['a JPEG of no dots', () => jpegOf(quantities, frame(0, 10), scan, Buffer.from([0]), end), 'damaged'],
  ['a JPEG that is cut off', () => soundJpeg().subarray(0, -2), 'damaged'],
  ['a JPEG without a picture', () => jpegOf(end), 'damaged'],
  ['a JPEG with no mark where one should be', () => jpegOf(quantities, Buffer.from([0, 0, 0]), frame(8, 8), scan, end), 'damaged'],
  ['a JPEG whose piece is longer than it', () => jpegOf(Buffer.from([0xff, 0xe1, 0xff, 0xff])), 'damaged'],
  ['its mark and nothing else', () => Buffer.from([0xff, 0xd8]), 'damaged'],
  ['the mark of a PNG and nothing else', () => Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'damaged'],
]
