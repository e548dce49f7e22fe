/** PDFs that others made, as part of the file of a case. */
import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { degrees, PDFDocument, PDFName, PDFString, StandardFonts, type PDFPage } from '@cantoo/pdf-lib'
import { expect, test } from 'vitest'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { lookAtFile, renderBook, type Part } from '../../../src/main/adapters/pdf/pdf.ts'
import { must, temporaryFolder, withWorkedCases } from '../../app/harness.ts'
import { runOn } from './pdf-reading.ts'

const options = { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }
type Size = readonly [width: number, height: number, turned?: number]
const A3: Size = [841.89, 1190.55]
const LETTER: Size = [612, 792]
const LANDSCAPE: Size = [841.89, 595.28]

/** A PDF as others make them: each page with a frame, its number, and words in its upper left corner. */
const foreignPdf = async (sizes: readonly Size[], more?: (file: PDFDocument, page: PDFPage) => void): Promise<Uint8Array> => {
  const file = await PDFDocument.create({ updateMetadata: false })
  const font = await file.embedFont(StandardFonts.Helvetica)
  sizes.forEach(([width, height, turned = 0], index) => {
    const page = file.addPage([width, height])
    page.setRotation(degrees(turned))
    page.drawRectangle({ x: 10, y: 10, width: width - 20, height: height - 20, borderWidth: 3, opacity: 0 })
    page.drawText(`foreign${index + 1}`, { x: 30, y: height - 60, size: 30, font })
    more?.(file, page)
  })
  return file.save({ useObjectStreams: false })
}

const taken = async (bytes: Uint8Array, pages: number): Promise<Uint8Array> => {
  const parts: Part[] = [
    { kind: 'paper', content: { id: 'T', title: '封面', blocks: [{ kind: 'title', text: '封面' }] } },
    { kind: 'foreign', title: '检测报告.pdf', bytes, pages, archiveNo: 1 },
    { kind: 'paper', content: { id: 'T', title: '封底', blocks: [{ kind: 'title', text: '封底' }] } },
  ]
  const made = await renderBook({ title: '调解卷宗', parts }, options)
  if (!made.ok) throw new Error(made.refusal.message)
  return made.value.pdf
}

const qdf = (pdf: Uint8Array): string => runOn(pdf, 'qpdf', '--qdf', '--object-streams=disable', 'FILE', '-')

test('each page stands whole on an A4 sheet with its archive number, whatever its size and turn, wide ones with their head at the binding edge', async () => {
  const bytes = await foreignPdf([[595.28, 841.89], A3, LETTER, LANDSCAPE, [841.89, 595.28, 90], [595.28, 841.89, 270], [200, 100]])
  const pdf = await taken(bytes, 7)
  expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
  expect([...runOn(pdf, 'pdfinfo', '-l', '99', 'FILE').matchAll(/size:\s+([\d.]+ x [\d.]+)/g)].map(found => found[1])).toEqual(Array.from({ length: 9 }, () => '595.276 x 841.89'))
  const words = [...runOn(pdf, 'pdftotext', '-bbox', 'FILE', '-').matchAll(/xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(foreign\d|\d+)</g)]
    .map(([, xMin, yMin, xMax, yMax, text]) => ({ text: text!, x: Number(xMin), y: Number(yMin), right: Number(xMax), bottom: Number(yMax) }))
  const places = words.filter(({ text }) => text.startsWith('foreign'))
  // In the upper left as seen; of a page that is wide as seen, turned to the left: in the lower left.
  expect(places.map(({ x, bottom }) => [x < 300, bottom < 420])).toEqual([
    [true, true], [true, true], [true, true], [true, false], expect.anything(), expect.anything(), expect.anything(),
  ])
  // Nothing in the binding edge or over the lines at head and foot.
  for (const { x, y, right, bottom } of places) expect([x >= 79, y >= 68, right <= 573, bottom <= 791]).toEqual([true, true, true, true])
  expect(words.filter(({ text, y, x }) => /^\d$/.test(text) && y < 60 && x > 400).map(({ text }) => text)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
})

test('the book keeps its title, language, bookmarks and numbers of pages, gives the same bytes again, and no longer claims PDF/A', async () => {
  const bytes = await foreignPdf([LETTER, LETTER])
  const pdf = await taken(bytes, 2)
  expect(Buffer.from(await taken(bytes, 2)).equals(Buffer.from(pdf))).toBe(true)
  const { outlines, pagelabels } = JSON.parse(runOn(pdf, 'qpdf', '--json', '--json-key=outlines', '--json-key=pagelabels', 'FILE')) as {
    outlines: { title: string; destpageposfrom1: number }[]; pagelabels: { index: number; label: Record<string, unknown> }[]
  }
  expect(outlines.map(({ title, destpageposfrom1 }) => [title, destpageposfrom1])).toEqual([['封面', 1], ['检测报告.pdf', 2], ['封底', 4]])
  expect(pagelabels.map(({ index, label }) => [index, label['/P'], label['/St'] ?? 1])).toEqual([[0, 'u:卷首', 1], [1, undefined, 1], [3, 'u:卷末', 1]])
  expect(qdf(pdf)).toContain('/Lang (zh-CN)')
  expect(runOn(pdf, 'pdfinfo', 'FILE')).toMatch(/Title:\s+调解卷宗/)
  expect(runOn(pdf, 'pdfinfo', '-meta', 'FILE')).not.toContain('pdfaid')
})

test('scripts, links, files and other references of a foreign file stay behind; what it would print of its notes and fields comes along', async () => {
  const bytes = await foreignPdf([LETTER], (file, page) => {
    const { context } = file
    file.addJavaScript('run', 'app.alert(1)')
    const link = context.register(context.obj({
      Type: 'Annot', Subtype: 'Link', Rect: [0, 0, 100, 100], F: 4, A: { S: 'URI', URI: PDFString.of('https://example.com/') },
    }))
    const look = (grey: string) => context.register(context.flateStream(`${grey} g 0 0 10 10 re f`, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 10, 10] }))
    const stamp = (F: number, x: number) => context.register(context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [x, 300, x + 100, 400], F, AP: { N: look('0.25') } }))
    page.node.set(PDFName.of('Annots'), context.obj([link, stamp(4, 100), stamp(2, 300)]))
    // A picture whose data lie in another file, and a form of another document.
    const outside = context.stream('', { Type: 'XObject', Subtype: 'Image', Width: 1, Height: 1, BitsPerComponent: 8, ColorSpace: 'DeviceGray', F: PDFString.of('/etc/passwd') })
    page.node.setXObject(PDFName.of('Out'), context.register(outside))
    const other = context.stream('', { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1], Ref: { F: PDFString.of('other.pdf'), Page: 0 }, Strange: { S: 'Launch', F: PDFString.of('calc') } })
    page.node.setXObject(PDFName.of('Other'), context.register(other))
  })
  const pdf = await taken(bytes, 1)
  const all = qdf(pdf)
  expect(all).not.toMatch(/\/(?:JavaScript|JS|URI|Launch|GoToR|SubmitForm|EmbeddedFile|Annots|AcroForm|Ref)\b|passwd|example\.com|other\.pdf|calc/)
  expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
  expect(all.match(/0\.25 g/g)).toHaveLength(1)
})

test('what is locked, damaged, without an end or no PDF at all is told apart, and one locked only against changes is taken', async () => {
  const bytes = await foreignPdf([LETTER, LETTER])
  const folder = temporaryFolder()
  const plain = join(folder, 'plain.pdf')
  writeFileSync(plain, bytes)
  const locked = (user: string): Uint8Array => {
    execFileSync('qpdf', ['--encrypt', user, 'owner', '256', '--', plain, join(folder, `locked${user}.pdf`)])
    return readFileSync(join(folder, `locked${user}.pdf`))
  }
  const broken = Buffer.from(bytes)
  broken.fill(0x20, broken.indexOf('/Kids'), broken.indexOf('/Kids') + 60)
  expect(await Promise.all([bytes, locked(''), locked('secret'), bytes.subarray(0, bytes.length - 400), broken, Buffer.from('AAAA'), Buffer.from([0xff, 0xd8, 0, 0])]
    .map(one => lookAtFile(one, options)))).toEqual([
    { kind: 'foreign', pages: 2 }, { kind: 'foreign', pages: 2 }, { kind: 'none', why: 'locked' }, { kind: 'none', why: 'damaged' }, { kind: 'none', why: 'damaged' },
    { kind: 'none', why: 'other' }, { kind: 'none', why: 'damaged' },
  ])
  expect(runOn(await taken(locked(''), 2), 'pdftotext', 'FILE', '-')).toContain('foreign2')
})

test('the file of a case holds the pages of its PDFs, counted in the catalogue, and goes on where one cannot be read', async () => {
  const app = await withWorkedCases()
  const add = (name: string, bytes: Uint8Array) => must(app.call('attachment.add', { caseId: 'w1', name, content: Buffer.from(bytes).toString('base64') }))
  const paper = await must(app.call('document.issue', { caseId: 'w1', documentId: 'D07' }))
  const scan = await add('协议签名页.pdf', await foreignPdf([LETTER, LETTER]))
  await must(app.call('document.attachScan', { paperId: paper.id, attachmentIds: [scan.id] }))
  await add('检测报告.pdf', await foreignPdf([A3, LANDSCAPE, LETTER]))
  await add('坏文件.pdf', Buffer.from('%PDF-1.7\n1 0 obj'))
  const { findings } = await must(app.call('dossier.check', { caseId: 'w1' }))
  expect(findings.filter(({ code }) => code === 'attachment-apart').map(({ message, tab }) => [message, tab])).toEqual([
    ['附件“坏文件.pdf”已经损坏，读不出来，没有并入卷宗；请打印后放在它的说明页之后，或换一份能打开的文件。', 'attachments'],
  ])
  const made = await must(app.call('dossier.make', { caseId: 'w1' }))
  const pdf = readFileSync(made.path)
  const pages = runOn(pdf, 'pdftotext', '-layout', 'FILE', '-').split('\f').map(text => text.replaceAll(/[^\S\n]+/g, ''))
  expect(pages.findIndex(text => text.includes('foreign'))).toBe(2)
  expect(pages[1]).toMatch(/1人民调解协议书1—2签名件扫描/)
  expect(pages[1]).toMatch(/检测报告3—5\n/)
  expect(pages[1]).toMatch(/坏文件\.pdf6电子原件/)
  expect(pages.find(text => text.includes('卷宗情况说明'))!.replaceAll(/\s/g, '')).toContain('不声明符合PDF/A')
  expect(runOn(pdf, 'qpdf', '--check', 'FILE')).toContain('No syntax or stream encoding errors found')
})
