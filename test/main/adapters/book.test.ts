import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import type { DocumentContent } from '../../../src/core/documents/writing/content.ts'
import { lookAtFile, renderBook, type Part } from '../../../src/main/adapters/pdf/pdf.ts'
import { runOn } from './pdf-reading.ts'

const options = { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }
const paper = (title: string, more: readonly string[] = []): Part & { readonly kind: 'paper' } => ({
  kind: 'paper',
  content: { id: 'T', title, blocks: [{ kind: 'title', text: title }, ...more.map(text => ({ kind: 'heading', text } as const)), { kind: 'paragraph', text: '正文。' }] } satisfies DocumentContent,
})
/** The smallest PNG: one white dot. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj0ewAAAABJRU5ErkJggg==', 'base64')

/** Grey, its upper left quarter black: twice as wide as high, and twice as high as wide. */
const widePng = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAACAAAAAQCAYAAAB3AH1ZAAAAOElEQVR4AeyTuQ0AAAgCiftPwpI+M1DYXOLVkiOUpE6w3QkXYP//HQEwgIHaDSshHTAVYAAD7wYGAAD//4U+5xYAAAAGSURBVAMACKVfwX0lb7cAAAAASUVORK5CYII=', 'base64')
const wideJpeg = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAQACADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AJ+KqAAA/9k=', 'base64')
const tallJpeg = Buffer.from('/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAgABADASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAUEAEAAAAAAAAAAAAAAAAAAAAA/8QAFAEBAAAAAAAAAAAAAAAAAAAAAP/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AJ+qqVKqAAD/2Q==', 'base64')

/** A JPEG that says how it is to be shown, as cameras say it. */
const withOrientation = (jpeg: Buffer, orientation: number): Buffer => Buffer.concat([
  jpeg.subarray(0, 2), Buffer.from(`ffe10022${'457869660000'}${'4d4d002a00000008'}0001${'0112000300000001'}000${orientation}000000000000`, 'hex'), jpeg.subarray(2),
])

type Outline = { readonly title: string; readonly destpageposfrom1: number; readonly kids: readonly Outline[] }

const bookmarksOf = (pdf: Uint8Array): unknown => {
  const tree = ({ title, destpageposfrom1, kids }: Outline): unknown => [title, destpageposfrom1, kids.map(tree)]
  return (JSON.parse(runOn(pdf, 'qpdf', '--json', '--json-key=outlines', 'FILE')) as { outlines: Outline[] }).outlines.map(tree)
}

test('papers in one book have bookmarks with their headings below, page numbers of their own, archive numbers, and scans among them', async () => {
  const made = await renderBook({
    title: '卷宗', parts: [paper('甲', ['一、事实', '二、协议']), { kind: 'scan', title: '签名页', images: [dot, dot], archiveNo: 7 }, { ...paper('乙'), archiveNo: 9 }],
  }, options)
  if (!made.ok) throw new Error(made.refusal.message)
  const { pdf, pages, counts } = made.value
  expect({ pages, counts }).toEqual({ pages: 4, counts: [1, 2, 1] })
  expect(bookmarksOf(pdf)).toEqual([['甲', 1, [['一、事实', 1, []], ['二、协议', 1, []]]], ['签名页', 2, []], ['乙', 4, []]])
  const texts = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split('\f').map(text => text.trim().split('\n'))
  expect(texts.slice(0, 4).map(lines => lines.filter(line => /^\d+$/.test(line)))).toEqual([[], ['7'], ['8'], ['9']])
  expect(texts[3]!.at(-1)!.replaceAll(/\s/g, '')).toBe('第1页共1页')
  expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
  expect(runOn(pdf, 'pdfinfo', '-meta', 'FILE')).toMatch(/<pdfaid:part>2<\/pdfaid:part>\s*<pdfaid:conformance>B</)
})

test('nothing in a paper acts or leads outside', async () => {
  const made = await renderBook({ title: '卷宗', parts: [paper('https://example.com/?a={"image":"/etc/passwd"}', ['javascript:alert(1)'])] }, options)
  if (!made.ok) throw new Error(made.refusal.message)
  const all = runOn(made.value.pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-')
  expect(all).not.toMatch(/\/(?:JavaScript|JS|URI|Launch|GoToR|SubmitForm|EmbeddedFile|OpenAction)\b/)
  expect(all).toContain('/Lang (zh-CN)')
})

/** Of each page the box in which anything is printed in its middle, and the box of what is black there, in millimetres. */
const inkOf = (pdf: Uint8Array): { readonly all: number[]; readonly black: number[] }[] => {
  const raw = execFileSync('pdftoppm', ['-r', '25.4', '-gray', '-'], { input: pdf, maxBuffer: 1 << 26 })
  const pages: { all: number[]; black: number[] }[] = []
  for (let at = 0; at < raw.length;) {
    const [head, width, height] = /^P5\s+(\d+)\s+(\d+)\s+255\s/.exec(raw.toString('latin1', at, at + 40))!
    const dots = raw.subarray(at + head.length, at + head.length + Number(width) * Number(height))
    at += head.length + dots.length
    const boxOf = (below: number): number[] => {
      const box = [Infinity, Infinity, -Infinity, -Infinity]
      dots.forEach((dot, index) => {
        const [x, y] = [index % Number(width), Math.floor(index / Number(width))]
        // Head and foot of the sheet have words of their own.
        if (dot >= below || y < 30 || y > 264) return
        box[0] = Math.min(box[0]!, x)
        box[1] = Math.min(box[1]!, y)
        box[2] = Math.max(box[2]!, x + 1)
        box[3] = Math.max(box[3]!, y + 1)
      })
      return box
    }
    pages.push({ all: boxOf(200), black: boxOf(60) })
  }
  return pages
}

test('a picture that is shown wide is turned to fill its sheet, its head at the binding edge; a tall one stands', async () => {
  const images = [widePng, wideJpeg, withOrientation(tallJpeg, 8), tallJpeg, withOrientation(wideJpeg, 6)]
  const made = await renderBook({ title: '卷宗', parts: [{ kind: 'scan', title: '照片', images }] }, options)
  if (!made.ok) throw new Error(made.refusal.message)
  expect(made.value.pages).toBe(5)
  const shown = inkOf(made.value.pdf).map(({ all: [left, top, right, bottom], black }) => ({
    fills: Math.abs(right! - left! - 112.5) < 2.5 && Math.abs(bottom! - top! - 225) < 2.5,
    // In which half of the picture the black quarter is.
    black: [(black[0]! + black[2]!) / 2 < (left! + right!) / 2 ? 'left' : 'right', (black[1]! + black[3]!) / 2 < (top! + bottom!) / 2 ? 'top' : 'bottom'],
  }))
  expect(shown).toEqual([
    { fills: true, black: ['left', 'bottom'] }, { fills: true, black: ['left', 'bottom'] },
    // Stored upright: shown, it lies with the quarter below on the left, and is turned once more.
    { fills: true, black: ['right', 'bottom'] },
    { fills: true, black: ['left', 'top'] }, { fills: true, black: ['right', 'top'] },
  ])
  expect(runOn(made.value.pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
})

test('a picture of which a part is missing is told from a whole one, wide or not', async () => {
  const look = async (bytes: Uint8Array) => (await lookAtFile(bytes, options)).kind
  for (const whole of [widePng, wideJpeg, tallJpeg, dot]) {
    expect(await look(whole)).toBe('scan')
    expect(await look(whole.subarray(0, 30))).toBe('none')
  }
})
