/**
 * Files that were good once, changed at random: each is read or refused with a sentence, never a fault, within the limits of a
 * reading. The same changes for a seed; a minute of them here, an hour in `npm run test:soak`; `FUZZ_SEED` repeats one.
 */
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { readBundle } from '../../../src/core/exports/bundle.ts'
import { openSide, readingLimits, SideEnded, type Side } from '../../../src/main/adapters/workers/side.ts'
import { packageZip } from '../../../src/main/adapters/archives/package-zip.ts'
import { workedCasesText } from '../../app/harness.ts'
import { soundJpeg, soundPng } from '../../hostile/images.ts'
import { pdfOf } from '../../hostile/pdf.ts'
import { workbookOf } from '../../hostile/sheets.ts'
import { randomFrom } from '../malformed.ts'

const SECONDS = Number(process.env['FUZZ_SECONDS'] ?? (process.env['npm_lifecycle_event'] === 'test:soak' ? 3_600 : 55))
const SEED = Number(process.env['FUZZ_SEED'] ?? 20_261_129)
const options = { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }

const sheet = workbookOf({ rows: '<row r="1"><c r="A1" t="inlineStr"><is><t>申请人</t></is></c><c r="B1"><v>45000.5</v></c></row><row r="2"><c r="A2" t="s"><v>0</v></c></row>', shared: '<si><t>余明</t></si>', after: '<mergeCells><mergeCell ref="A1:B1"/></mergeCells>' })
const pdf = pdfOf([
  '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Count 1 /Kids [3 0 R] >>',
  '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /XObject << /X 5 0 R >> >> /Rotate 90 >>',
  { stream: 'q 100 0 0 100 0 0 cm /X Do Q' }, { dict: '/Type /XObject /Subtype /Image /Width 2 /Height 2 /ColorSpace /DeviceGray /BitsPerComponent 8', stream: '\u0000\u0001\u0002\u0003' },
])
const docx = zipSync({
  '[Content_Types].xml': strToU8('<Types xmlns="t"><Default Extension="xml" ContentType="application/xml"/></Types>'),
  '_rels/.rels': strToU8('<Relationships xmlns="r"><Relationship Id="r1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>'),
  'word/document.xml': strToU8('<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{卷号}</w:t></w:r></w:p></w:body></w:document>'),
}, { level: 0 })
const stored = packageZip({ format: 'mediation-court-package', version: 1, office: '甲', court: '乙', madeAt: '2026-11-23T09:30', rehearsal: true, files: [] } as never, [['a.txt', strToU8('甲')]])

type Reader = (side: Side, bytes: Uint8Array) => Promise<unknown>
const look: Reader = async (side, bytes) => {
  const looked = await side.run('lookAtFile', bytes, options)
  if (looked.kind !== 'foreign') return looked
  return side.run('renderBook', { title: '卷宗', parts: [{ kind: 'foreign', title: '附件', bytes, pages: looked.pages }] }, options)
}
const readSheets: Reader = (side, bytes) => side.run('readSheets', bytes)
const template: Reader = (side, bytes) => side.run('templateProblems', bytes, ['卷号'])
const bundle: Reader = async (_side, bytes) => readBundle(Buffer.from(bytes).toString('utf8'), { today: localDate('2026-11-23'), knownMediators: [] })

const seeds: readonly (readonly [name: string, bytes: Uint8Array, read: Reader])[] = [
  ['a sheet', sheet, readSheets], ['a CSV', Buffer.from('申请人,受理日期\r\n"余,明",2019-01-01\r\n'), readSheets], ['a PDF', pdf, look], ['a PNG', soundPng(20, 20), look], ['a transparent PNG', soundPng(20, 20, 6), look],
  ['a JPEG', soundJpeg(), look], ['a docx', docx, template], ['a package', stored, template], ['a bundle', Buffer.from(workedCasesText), bundle],
]

/** What breaks readers: bounds of numbers, and words that mean something to some of them. */
const words = ['0', '-1', '65535', '2147483647', '4294967296', '99999999999999999999', '1e999', '<<', '>>', '[', ']', '{', '}', '"', '\\', '<', '>', '&', ' 0 R', 'endobj', '\u0000', '/FlateDecode', '../'].map(text => Buffer.from(text))

const mutated = (bytes: Uint8Array, random: () => number): Uint8Array => {
  let out = Buffer.from(bytes)
  const at = (): number => Math.floor(random() * out.length)
  for (let changes = 1 + Math.floor(random() * 6); changes > 0 && out.length > 0; changes -= 1) {
    const [from, length] = [at(), 1 + Math.floor(random() * 40)]
    const roll = random()
    if (roll < 0.35) out[from]! ^= 1 << Math.floor(random() * 8)
    else if (roll < 0.5) out[from] = [0, 1, 127, 128, 255][Math.floor(random() * 5)]!
    else if (roll < 0.7) out = Buffer.concat([out.subarray(0, from), words[Math.floor(random() * words.length)]!, out.subarray(from + (random() < 0.5 ? 0 : length))])
    else if (roll < 0.8) out = Buffer.concat([out.subarray(0, from), out.subarray(from + length)])
    else if (roll < 0.9) out = Buffer.concat([out.subarray(0, from), ...Array.from({ length: 1 + Math.floor(random() * 50) }, () => out.subarray(from, from + length)), out.subarray(from)])
    else out = out.subarray(0, from)
  }
  return out
}

test(`good files, changed at random for ${SECONDS} seconds, are read or refused, and nothing else`, async () => {
  const side = openSide(readingLimits)
  const wrong: string[] = []
  const counts = new Map<string, number>()
  const until = performance.now() + SECONDS * 1000
  try {
    for (let round = 0; performance.now() < until; round += 1) {
      const [name, bytes, read] = seeds[round % seeds.length]!
      const file = mutated(bytes, randomFrom(SEED + round))
      counts.set(name, (counts.get(name) ?? 0) + 1)
      try {
        await read(side, file)
      } catch (error) {
        wrong.push(`${name}, FUZZ_SEED=${SEED + round}: ${error instanceof SideEnded ? error.message : String((error as Error).stack).slice(0, 600)}`)
        if (wrong.length > 5) break
      }
    }
  } finally {
    side.close()
  }
  expect(wrong).toEqual([])
  expect(counts.size).toBe(seeds.length)
}, SECONDS * 1000 + 60_000)
