/**
 * The fonts of printed papers: Noto Serif SC regular and bold, and LXGW WenKai for the few characters that Noto lacks
 * (𡊄 𮧵 𰻝). Parsed once and shared by all documents.
 */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import fontkit, { type FontkitFont } from './pdfkit-fontkit.cjs'

/** The family name of running text: also the `font-family` for SVG pictures. */
export const bodyFamily = 'Noto Serif SC'
export const rareFamily = 'LXGW WenKai'

export type Face = {
  readonly family: string
  readonly bold: boolean
  readonly has: (codePoint: number) => boolean
  readonly glyphId: (codePoint: number) => number
  /** Width of a character in ems. */
  readonly advance: (codePoint: number) => number
  /** Outline of a character as an SVG path, y upwards, 1000 units to the em. */
  readonly outline: (codePoint: number) => string
}

/** Where the font files are in a packaged program; the same names as in the npm packages that they come from. */
const files = {
  regular: ['NotoSerifSC_400Regular.ttf', '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf'],
  bold: ['NotoSerifSC_700Bold.ttf', '@expo-google-fonts/noto-serif-sc/700Bold/NotoSerifSC_700Bold.ttf'],
  rare: ['lxgw-wenkai-latin-500-normal.woff', '@fontsource/lxgw-wenkai/files/lxgw-wenkai-latin-500-normal.woff'],
} as const

/**
 * The folder of the fonts beside a packaged program, seen from a file inside it; undefined where we run from source. Looked for
 * from where this code lies: a thread is not told of `process.resourcesPath`.
 */
export const packagedFonts = (from = import.meta.dirname): string | undefined => {
  for (let folder = from; dirname(folder) !== folder; folder = dirname(folder)) {
    if (existsSync(join(folder, 'fonts', files.regular[0]))) return join(folder, 'fonts')
  }
  return undefined
}

/** The path of a font file: in `folder` (beside a packaged program), else in node_modules. */
export const fontPath = (name: keyof typeof files, folder = packagedFonts()): string =>
  folder === undefined ? createRequire(import.meta.url).resolve(files[name][1]) : join(folder, files[name][0])

/**
 * A WOFF 1.0 font as the TrueType font that it wraps (https://www.w3.org/TR/WOFF/): tables inflated and put after one
 * another. Embedding WOFF as it is gives papers that some readers cannot show.
 */
export const sfntFromWoff = (woff: Uint8Array): Uint8Array => {
  const input = new DataView(woff.buffer, woff.byteOffset, woff.byteLength)
  if (input.getUint32(0) !== 0x774f4646) throw new Error('not a WOFF font')
  const count = input.getUint16(12)
  const tables = Array.from({ length: count }, (_, index) => {
    const entry = 44 + index * 20
    const start = input.getUint32(entry + 4)
    const packed = woff.subarray(start, start + input.getUint32(entry + 8))
    const length = input.getUint32(entry + 12)
    return { tag: input.getUint32(entry), checksum: input.getUint32(entry + 16), data: packed.length < length ? inflateSync(packed) : packed }
  })
  const directory = 12 + count * 16
  const output = new Uint8Array(tables.reduce((size, { data }) => size + Math.ceil(data.length / 4) * 4, directory))
  const view = new DataView(output.buffer)
  const power = Math.floor(Math.log2(count))
  view.setUint32(0, input.getUint32(4))
  view.setUint16(4, count)
  view.setUint16(6, 16 * 2 ** power)
  view.setUint16(8, power)
  view.setUint16(10, 16 * (count - 2 ** power))
  let offset = directory
  tables.forEach(({ tag, checksum, data }, index) => {
    const entry = 12 + index * 16
    view.setUint32(entry, tag)
    view.setUint32(entry + 4, checksum)
    view.setUint32(entry + 8, offset)
    view.setUint32(entry + 12, data.length)
    output.set(data, offset)
    offset += Math.ceil(data.length / 4) * 4
  })
  return output
}

/** The names by which the fonts call themselves; pdfkit finds a font that it has opened by that name again. */
export const faceKeys = { regular: 'NotoSerifSC-Regular', bold: 'NotoSerifSC-Bold', rare: 'LXGWWenKai-Regular' } as const
type FaceKey = (typeof faceKeys)[keyof typeof faceKeys]

const TICKET = 'shared font '
const shared = new Map<string, FontkitFont>()

/** What to hand to pdfmake as the font file: the name of a font that is loaded by the time a document asks for it. */
export const ticketOf = (key: FaceKey): Uint8Array => Buffer.from(TICKET + key, 'latin1')

/**
 * A font format for fontkit whose file is only a name: pdfkit, which opens every font anew for every document, so gets
 * the font that is already parsed. Each document gets its own view of it, because glyphs remember the characters that
 * they were first used for, and one document's text must not leak into another's text layer. Characters become glyphs
 * one to one: Chinese needs no shaping, and what was measured is then what is printed.
 */
class SharedFont {
  static probe(buffer: Uint8Array): boolean {
    return Buffer.from(buffer).toString('latin1', 0, TICKET.length) === TICKET
  }

  constructor(stream: { buffer: Uint8Array }) {
    const font = shared.get(Buffer.from(stream.buffer).toString('latin1').slice(TICKET.length))!
    const metrics = shared.get(faceKeys.regular)!
    const view = Object.create(font) as FontkitFont
    return Object.assign(Object.defineProperties(view, {
      // One baseline for all faces: a line of fallback characters alone stands like any other.
      ascent: { value: metrics.ascent },
      descent: { value: metrics.descent },
    }), {
      _glyphs: {},
      layout: (text: string) => {
        const glyphs = Array.from(text, character => view.glyphForCodePoint(character.codePointAt(0)!))
        return {
          glyphs,
          positions: glyphs.map(glyph => ({ xAdvance: glyph.advanceWidth, yAdvance: 0, xOffset: 0, yOffset: 0 })),
          advanceWidth: glyphs.reduce((sum, glyph) => sum + glyph.advanceWidth, 0),
        }
      },
    })
  }
}
fontkit.registerFormat(SharedFont)

const faceOf = (family: string, bold: boolean, key: FaceKey, bytes: Uint8Array): Face => {
  const font = fontkit.create(bytes)
  shared.set(key, font)
  const advances = new Map<number, number>()
  return {
    family,
    bold,
    has: codePoint => font.hasGlyphForCodePoint(codePoint),
    glyphId: codePoint => font.glyphForCodePoint(codePoint).id,
    advance: codePoint => {
      let advance = advances.get(codePoint)
      if (advance === undefined) {
        advance = font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm
        advances.set(codePoint, advance)
      }
      return advance
    },
    outline: codePoint => font.glyphForCodePoint(codePoint).path.toSVG(),
  }
}

export type Fonts = {
  readonly regular: Face
  readonly bold: Face
  /** Read and unpacked (about a third of a second) only when a character asks for it. */
  readonly rare: () => Face
}

let loaded: Fonts | undefined

/** The fonts, read once. Takes the folder of the font files in a packaged program. */
export const loadFonts = (folder?: string): Fonts => {
  if (loaded) return loaded
  let rare: Face | undefined
  loaded = {
    regular: faceOf(bodyFamily, false, faceKeys.regular, readFileSync(fontPath('regular', folder))),
    bold: faceOf(bodyFamily, true, faceKeys.bold, readFileSync(fontPath('bold', folder))),
    rare: () => rare ??= faceOf(rareFamily, false, faceKeys.rare, sfntFromWoff(readFileSync(fontPath('rare', folder)))),
  }
  return loaded
}
