/**
 * The fonts of printed papers: Noto Serif SC regular and bold, and LXGW WenKai for the few characters that Noto lacks
 * (𡊄 𮧵 𰻝). Parsed once and shared by all documents. What neither has is looked for in fonts of this computer and in files
 * that the office added; what no font has is printed as 〓.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { inflateSync } from 'node:zlib'
import { OFFICE_FONTS } from './office-fonts.ts'
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
  /** Width in ems of a word of a script that joins. */
  readonly run: (text: string) => number
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

const TICKET = 'shared font '
const shared = new Map<string, { readonly font: FontkitFont; /** Of a font whose letters join: opened anew for each document. */ readonly bytes?: Uint8Array }>()

/** What to hand to pdfmake as the font file: the name of a font that is loaded by the time a document asks for it. */
export const ticketOf = (key: string): Uint8Array => Buffer.from(TICKET + key, 'latin1')

/** Scripts whose letters change with their neighbours (Uyghur, Mongolian, Tibetan and their like). */
export const JOINING = /[\p{Script=Arabic}\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Devanagari}\p{Script=Thai}]/u

/**
 * A font format for fontkit whose file is only a name: pdfkit, which opens every font anew for every document, so gets
 * the font that is already parsed. Each document gets its own view of it, because glyphs remember the characters that
 * they were first used for, and one document's text must not leak into another's text layer. Characters become glyphs
 * one to one: Chinese needs no shaping, and what was measured is then what is printed. Scripts that join are shaped by the
 * font's own tables.
 */
class SharedFont {
  static probe(buffer: Uint8Array): boolean {
    return Buffer.from(buffer).toString('latin1', 0, TICKET.length) === TICKET
  }

  constructor(stream: { buffer: Uint8Array }) {
    const { font, bytes } = shared.get(Buffer.from(stream.buffer).toString('latin1').slice(TICKET.length))!
    const metrics = shared.get(faceKeys.regular)!.font
    const own = bytes ? fontkit.create(bytes) : font
    const view = Object.create(own) as FontkitFont
    // One baseline for all faces, in the units of this one: a line of fallback characters alone stands like any other.
    const scale = own.unitsPerEm / metrics.unitsPerEm
    return Object.assign(Object.defineProperties(view, {
      ascent: { value: metrics.ascent * scale },
      descent: { value: metrics.descent * scale },
    }), {
      ...(bytes ? {} : { _glyphs: {} }),
      layout: (text: string, ...more: unknown[]) => {
        if (bytes && JOINING.test(text)) return own.layout(text, ...more)
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

const faceOf = (family: string, bold: boolean, key: string, bytes: Uint8Array, joins = false): Face => {
  const font = fontkit.create(bytes)
  shared.set(key, { font, ...(joins && { bytes }) })
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
    run: text => font.layout(text).advanceWidth / font.unitsPerEm,
  }
}

/** A font file beside the shipped ones: of this computer, or added by the office. */
export type ExtraFont = { readonly name: string; readonly path: string; readonly from: 'computer' | 'office'; /** Why it is not used. */ readonly refused?: string }

/** Fonts of Windows for what the shipped ones lack: rare Han characters, Tibetan, Uyghur, Mongolian, Yi. */
const ofWindows = ['simsunb.ttf', 'SimsunExtG.ttf', 'himalaya.ttf', 'msuighur.ttf', 'monbaiti.ttf', 'msyi.ttf']
/** Fonts of offices for running text and for headings (GB/T 9704-2012), in the order in which they are taken. */
const bodyFonts = ['simfang.ttf', '仿宋_GB2312.ttf', 'FangSong_GB2312.ttf']
const headFonts = ['方正小标宋_GBK.ttf', '方正小标宋简体.ttf', 'FZXBSJW.TTF', 'simhei.ttf']

const windowsFonts = (): string[] => [
  ...(process.env['WINDIR'] ? [join(process.env['WINDIR'], 'Fonts')] : []), ...(process.env['LOCALAPPDATA'] ? [join(process.env['LOCALAPPDATA'], 'Microsoft', 'Windows', 'Fonts')] : []),
]

/** Bits of OS/2 fsType (https://learn.microsoft.com/typography/opentype/spec/os2#fstype). */
const LICENCE = { restricted: 0x2, noSubsetting: 0x100, bitmapOnly: 0x200 }

/** Why a font file is not used for printing, as a sentence; undefined where it can be. Takes a TrueType or OpenType file. */
export const fontObstacle = (bytes: Uint8Array): string | undefined => {
  const kind = Buffer.from(bytes.subarray(0, 4)).toString('latin1')
  if (kind === 'ttcf') return '这是字体集合（.ttc），请换成单个的 .ttf 或者 .otf 文件。'
  if (!['\0\x01\0\0', 'true', 'OTTO'].includes(kind)) return '这不是 TrueType 或者 OpenType 字体文件，请换成 .ttf 或者 .otf 文件。'
  try {
    fontkit.create(bytes)
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < view.getUint16(4); at += 1) {
      const entry = 12 + at * 16
      if (Buffer.from(bytes.subarray(entry, entry + 4)).toString('latin1') !== 'OS/2') continue
      const type = view.getUint16(view.getUint32(entry + 8) + 8)
      if ((type & 0xf) === LICENCE.restricted || type & (LICENCE.noSubsetting | LICENCE.bitmapOnly)) return '这个字体的许可（OS/2 fsType）不允许嵌入文书，不能使用。'
    }
  } catch {
    return '字体文件已经损坏，打不开，请换一个。'
  }
  return undefined
}

const looked = new Map<string, string | undefined>()
const fontAt = (path: string, from: ExtraFont['from']): ExtraFont | undefined => {
  if (!existsSync(path)) return undefined
  if (!looked.has(path)) looked.set(path, fontObstacle(readFileSync(path)))
  const refused = looked.get(path)
  return { name: basename(path), path, from, ...(refused && { refused }) }
}

/** Fonts for what the shipped ones lack, in the order in which they are asked: of this computer, then the office's own files. */
export const extraFonts = (own = process.env[OFFICE_FONTS]): ExtraFont[] => [
    ...ofWindows.flatMap(name => windowsFonts().flatMap(folder => fontAt(join(folder, name), 'computer') ?? []).slice(0, 1)),
    ...(own !== undefined && existsSync(own) ? readdirSync(own).filter(name => /\.(?:ttf|otf)$/i.test(name)).toSorted().flatMap(name => fontAt(join(own, name), 'office') ?? []) : []),
]

/** The office fonts of this computer for running text and headings, whether or not they are used. */
export const officeFonts = (): { readonly body?: ExtraFont; readonly head?: ExtraFont } => {
  const first = (names: readonly string[]): ExtraFont | undefined =>
    names.flatMap(name => windowsFonts().flatMap(folder => fontAt(join(folder, name), 'computer') ?? [])).find(({ refused }) => !refused)
  const [body, head] = [first(bodyFonts), first(headFonts)]
  return { ...(body && { body }), ...(head && { head }) }
}

export type Fonts = {
  /** The face by which lines are measured and pictures are drawn. */
  readonly regular: Face
  readonly bold: Face
  /** Read and unpacked (about a third of a second) only when a character asks for it. */
  readonly rare: () => Face
  /** What comes after it. */
  readonly extra: () => readonly Face[]
  /** Asked before the shipped ones: the office fonts of this computer, where the office wants them. */
  readonly first?: { readonly regular?: Face; readonly bold?: Face }
}

/** Family and key of every face beside the shipped ones that was loaded, for pdfmake. */
export const extraFamilies = new Map<string, string>()

const extraFace = ({ path, name }: ExtraFont, bold = false): Face => {
  const family = `extra ${name}`
  const face = faceOf(family, bold, family, readFileSync(path), true)
  extraFamilies.set(family, family)
  return face
}

let loaded: Fonts | undefined
let extras: { readonly key: string; readonly faces: readonly Face[] } | undefined
let first: NonNullable<Fonts['first']> | undefined

const extraFaces = (): readonly Face[] => {
  const usable = extraFonts().filter(({ refused }) => !refused)
  // A file may have been added since.
  const key = usable.map(({ path }) => path).join('\n')
  if (extras?.key !== key) extras = { key, faces: usable.map(font => extraFace(font)) }
  return extras.faces
}

/** The fonts, read once. Takes the folder of the font files in a packaged program, and whether this computer's office fonts come first. */
export const loadFonts = (folder?: string, installed = false): Fonts => {
  let rare: Face | undefined
  loaded ??= {
    regular: faceOf(bodyFamily, false, faceKeys.regular, readFileSync(fontPath('regular', folder))),
    bold: faceOf(bodyFamily, true, faceKeys.bold, readFileSync(fontPath('bold', folder))),
    rare: () => rare ??= faceOf(rareFamily, false, faceKeys.rare, sfntFromWoff(readFileSync(fontPath('rare', folder)))),
    extra: extraFaces,
  }
  if (!installed) return loaded
  if (!first) {
    const { body, head } = officeFonts()
    first = { ...(body && { regular: extraFace(body) }), ...(head && { bold: extraFace(head, true) }) }
  }
  return { ...loaded, first }
}
