/** Pictures of the pages of a sample case's papers, to be compared with those that were looked at and accepted. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflateSync } from 'node:zlib'
import { localDate, type LocalTime } from '../src/core/base/dates.ts'
import { stageOf } from '../src/core/case/record/lifecycle.ts'
import type { DocumentContent } from '../src/core/documents/writing/content.ts'
import { papersOffered } from '../src/core/documents/index.ts'
import { renderBook } from '../src/main/adapters/pdf/pdf.ts'
import { workedCases, workedMediators, workedOffice } from './builders.ts'

export const acceptedPages = fileURLToPath(new URL('fixtures/pages/', import.meta.url))

/** Dots to the inch: enough to see a line that moved by a millimetre, small enough to keep in the repository. */
const DPI = 40

/** The pages of one PDF as greyscale PNG, in order. */
export const pagesAsPng = (pdf: Uint8Array): Buffer[] => {
  const folder = mkdtempSync(join(tmpdir(), 'page-images-'))
  try {
    writeFileSync(join(folder, 'paper.pdf'), pdf)
    execFileSync('pdftoppm', ['-r', String(DPI), '-gray', '-png', join(folder, 'paper.pdf'), join(folder, 'page')])
    return readdirSync(folder).filter(name => name.endsWith('.png')).sort().map(name => readFileSync(join(folder, name)))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** One paper of each form, from the first worked case that is offered it, as name of the file and picture. */
export const samplePages = async (): Promise<[name: string, png: Buffer][]> => {
  const today = localDate('2026-11-23')
  const contents = new Map<string, DocumentContent>()
  for (const file of workedCases) {
    for (const { template, of } of papersOffered(file, stageOf(file, today))) {
      if (contents.has(template.id)) continue
      contents.set(template.id, template.write({ file, office: workedOffice, mediators: workedMediators, today, ...(of && { of: of.id }) }))
    }
  }
  const book = await renderBook(
    { title: '样张', parts: [...contents.values()].map(content => ({ kind: 'paper', content })) }, { office: workedOffice.name, rehearsal: false, now: '2026-11-23T09:30' as LocalTime })
  if (!book.ok) throw new Error(book.refusal.message)
  const pngs = pagesAsPng(book.value.pdf)
  return [...contents.keys()].flatMap((id, part) =>
    pngs.splice(0, book.value.counts[part]!).map((png, page): [string, Buffer] => [`${id}-${page + 1}.png`, png]))
}

/** The dots of a PNG of 8 bits, grey or in colours, row after row (https://www.w3.org/TR/png/, filters of §9). */
const dotsOf = (png: Buffer): { width: number; height: number; dots: Uint8Array } => {
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)]
  const channels = ({ 0: 1, 2: 3 } as Readonly<Record<number, number>>)[png[25]!]
  if (png[24] !== 8 || channels === undefined) throw new Error('not a PNG of 8 bits in grey or colours')
  const data: Buffer[] = []
  for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
    if (png.toString('latin1', at + 4, at + 8) === 'IDAT') data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)))
  }
  const raw = inflateSync(Buffer.concat(data))
  const stride = width * channels
  const dots = new Uint8Array(stride * height)
  for (let row = 0; row < height; row += 1) {
    const filter = raw[row * (stride + 1)]!
    for (let column = 0; column < stride; column += 1) {
      const place = row * stride + column
      const left = column >= channels ? dots[place - channels]! : 0
      const up = row > 0 ? dots[place - stride]! : 0
      const corner = row > 0 && column >= channels ? dots[place - stride - channels]! : 0
      const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
      const paeth = byLeft <= byUp && byLeft <= byCorner ? left : byUp <= byCorner ? up : corner
      dots[place] = raw[row * (stride + 1) + 1 + column]! + [0, left, up, Math.floor((left + up) / 2), paeth][filter]!
    }
  }
  return { width, height, dots }
}

/** How much of the ink of two pictures differs: 0 for the same, 1 where nothing lies upon one another or their sizes differ. */
export const differenceOf = (a: Buffer, b: Buffer): number => {
  const [left, right] = [dotsOf(a), dotsOf(b)]
  if (left.width !== right.width || left.height !== right.height) return 1
  let differs = 0
  let ink = 1
  for (let at = 0; at < left.dots.length; at += 1) {
    differs += Math.abs(left.dots[at]! - right.dots[at]!)
    ink += 510 - left.dots[at]! - right.dots[at]!
  }
  return differs / ink
}
