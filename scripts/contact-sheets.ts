/**
 * Contact sheets: all pages of a form side by side, small, of the usual and of the worst input. `node scripts/contact-sheets.ts
 * FOLDER [FORM …]` writes them anywhere; `npm run samples` keeps them in docs/samples/pages.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { crc32, deflateSync } from 'node:zlib'
import type { LocalTime } from '../src/core/base/dates.ts'
import { renderPdf } from '../src/main/adapters/pdf/pdf.ts'
import { workedOffice } from '../test/builders.ts'
import { normalInputs, worstInputs, type PaperInput } from '../test/paper-cases.ts'

type Grey = { readonly width: number; readonly height: number; readonly dots: Uint8Array }

/** A picture as `pdftoppm -gray` writes it (PGM, P5). */
const greyOf = (pgm: Buffer): Grey => {
  const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(pgm.toString('latin1', 0, 64))!
  return { width: Number(width), height: Number(height), dots: pgm.subarray(head.length) }
}

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const ends = Buffer.alloc(8)
  ends.writeUInt32BE(data.length, 0)
  ends.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([ends.subarray(0, 4), body, ends.subarray(4)])
}

/** As PNG in sixteen greys, which is what small print needs. */
const pngOf = ({ width, height, dots }: Grey): Buffer => {
  const stride = Math.ceil(width / 2)
  const raw = Buffer.alloc((stride + 1) * height)
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    raw[y * (stride + 1) + 1 + (x >> 1)]! |= (dots[y * width + x]! >> 4) << (x % 2 === 0 ? 4 : 0)
  }
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([4, 0, 0, 0, 0], 8)
  return Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]), chunk('IHDR', head), chunk('IDAT', deflateSync(raw, { level: 9 })), chunk('IEND', new Uint8Array())])
}

const GAP = 6

/** Pages in rows of `across`, on grey. */
const sheetOf = (pages: readonly Grey[], across: number): Grey => {
  const [first] = pages
  const columns = Math.min(across, pages.length)
  const rows = Math.ceil(pages.length / columns)
  const width = columns * (first!.width + GAP) + GAP
  const height = rows * (first!.height + GAP) + GAP
  const dots = new Uint8Array(width * height).fill(0xa0)
  pages.forEach((page, index) => {
    const [left, top] = [GAP + (index % columns) * (first!.width + GAP), GAP + Math.trunc(index / columns) * (first!.height + GAP)]
    for (let y = 0; y < page.height; y += 1) dots.set(page.dots.subarray(y * page.width, (y + 1) * page.width), (top + y) * width + left)
  })
  return { width, height, dots }
}

/** The pages of a PDF as one picture. */
export const contactSheet = (pdf: Uint8Array, { dpi = 40, across = 5 } = {}): Buffer => {
  const folder = mkdtempSync(join(tmpdir(), 'contact-sheet-'))
  try {
    writeFileSync(join(folder, 'paper.pdf'), pdf)
    execFileSync('pdftoppm', ['-r', String(dpi), '-gray', join(folder, 'paper.pdf'), join(folder, 'page')])
    const pages = readdirSync(folder).filter(name => name.endsWith('.pgm')).sort().map(name => greyOf(readFileSync(join(folder, name))))
    return pngOf(sheetOf(pages, across))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const options = { office: workedOffice.name, rehearsal: false, now: '2026-11-23T09:00' as LocalTime }

const paperOf = async ({ template, input }: PaperInput): Promise<Uint8Array> => {
  const made = await renderPdf(template.write(input), options)
  if (!made.ok) throw new Error(`${template.id}: ${made.refusal.message}`)
  return made.value
}

/** The sheets of all forms (or those named) into a folder; gives the names of the files. */
export const writeContactSheets = async (folder: string, forms: readonly string[] = [], dpi = 40): Promise<string[]> => {
  mkdirSync(folder, { recursive: true })
  const names: string[] = []
  for (const [kind, inputs] of [['normal', normalInputs()], ['worst', worstInputs()]] as const) {
    for (const one of inputs.filter(({ template }) => forms.length === 0 || forms.includes(template.id))) {
      const name = `${one.template.id}-${kind}.png`
      writeFileSync(join(folder, name), contactSheet(await paperOf(one), { dpi }))
      names.push(name)
    }
  }
  return names
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder, ...forms] = process.argv.slice(2)
  if (!folder) throw new Error('usage: node scripts/contact-sheets.ts FOLDER [FORM …]')
  console.log(`${(await writeContactSheets(folder, forms, Number(process.env['DPI'] ?? 40))).length} sheets in ${folder}`)
}
