import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { missingSentence } from '../../../src/core/documents/writing/missing-characters.ts'
import { extraFonts, fontObstacle, fontPath } from '../../../src/main/adapters/pdf/fonts.ts'
import { OFFICE_FONTS } from '../../../src/main/adapters/pdf/office-fonts.ts'
import { renderPaper } from '../../../src/main/adapters/pdf/pdf.ts'
import { runOn, withoutSpace } from './pdf-reading.ts'

const options = { office: '调委会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }
const HANAZONO = '/usr/share/fonts/truetype/hanazono/HanaMinB.ttf'
const DEJAVU = '/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fonts-test-'))
  process.env[OFFICE_FONTS] = folder
})
afterEach(() => {
  delete process.env[OFFICE_FONTS]
  rmSync(folder, { recursive: true })
})

const made = async (text: string) => {
  const result = await renderPaper({ id: 'T', title: '测试', blocks: [{ kind: 'heading', text }, { kind: 'fields', rows: [[{ label: '姓名', value: text }]] }] }, options)
  if (!result.ok) throw new Error(result.refusal.message)
  return { ...result.value, text: withoutSpace(runOn(result.value.pdf, 'pdftotext', '-raw', 'FILE', '-')) }
}

describe('a character that the shipped fonts lack', () => {
  test('is printed as a mark with room to write, and told once with all its places', async () => {
    const { missing, text } = await made('王𮯰、ཀ和王𮯰')
    expect(text).toContain('王〓＿＿、〓＿＿和王〓＿＿')
    expect(missing.map(({ character, code, places }) => [character, code, places])).toEqual([['𮯰', 'U+2EBF0', ['小标题', '王𮯰、ཀ和王𮯰·姓名']], ['ཀ', 'U+0F40', ['小标题', '王𮯰、ཀ和王𮯰·姓名']]])
    expect(missingSentence(missing)).toContain('“𮯰”（U+2EBF0')
    expect(missingSentence([])).toBeUndefined()
  })

  test('is printed by a font that the office added, which is embedded', async () => {
    copyFileSync(HANAZONO, join(folder, 'HanaMinB.ttf'))
    expect(extraFonts()).toEqual([{ name: 'HanaMinB.ttf', path: join(folder, 'HanaMinB.ttf'), from: 'office' }])
    const after = await made('张𠀇𠀕')
    expect([after.missing, after.text.includes('张𠀇𠀕')]).toEqual([[], true])
    expect(runOn(after.pdf, 'pdffonts', 'FILE').split('\n').filter(line => line.includes('HanaMin') && / yes yes yes /.test(line))).toHaveLength(1)
  })

  test('is asked of no font whose licence forbids embedding, and of no file that is none', () => {
    const bytes = new Uint8Array(readFileSync(fontPath('regular')))
    expect(fontObstacle(bytes)).toBeUndefined()
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    for (let at = 0; at < view.getUint16(4); at += 1) {
      const entry = 12 + at * 16
      if (Buffer.from(bytes.subarray(entry, entry + 4)).toString('latin1') === 'OS/2') view.setUint16(view.getUint32(entry + 8) + 8, 2)
    }
    expect(fontObstacle(bytes)).toContain('不允许嵌入')
    expect(fontObstacle(new TextEncoder().encode('not a font'))).toContain('不是')
    writeFileSync(join(folder, 'bad.ttf'), bytes.subarray(0, 400))
    expect(extraFonts()[0]!.refused).toContain('损坏')
  })
})

test('an ideographic variation, a skin tone and marks without ink print as their base', async () => {
  const { missing, text } = await made('葛\u{e0100}城\u200b市\ufe0f')
  expect([missing, text.includes('葛城市')]).toEqual([[], true])
})

test('Uyghur is shaped by the font that has it, letters joined and words from the right', async () => {
  // What the tests run on has the font wherever it has LibreOffice.
  expect(existsSync(DEJAVU)).toBe(true)
  copyFileSync(DEJAVU, join(folder, 'DejaVuSans.ttf'))
  const { missing, pdf } = await made('ئابدۇرېھىم مەمەت')
  expect(missing).toEqual([])
  const words = [...runOn(pdf, 'pdftotext', '-bbox', 'FILE', '-').matchAll(/<word xMin="([\d.]+)"[^>]*>([^<]*)<\/word>/g)].filter(([, , word]) => /\p{Script=Arabic}/u.test(word!)).map(([, x, word]) => [Number(x), word] as const)
  // The first word, of ten letters, stands to the right of the second, of five.
  const [first] = words.filter(([, word]) => word!.length === 10)
  const [second] = words.filter(([, word]) => word!.length === 5)
  expect(first![0]).toBeGreaterThan(second![0])
})
