import { expect, test } from 'vitest'
import type { LocalTime } from '../../src/core/case/dates.ts'
import type { DocumentContent } from '../../src/core/documents/content.ts'
import { renderBook, type Part } from '../../src/main/adapters/pdf.ts'
import { runOn } from './pdf-reading.ts'

const options = { office: '测试委员会', rehearsal: false, now: '2026-11-23T09:30' as LocalTime }
const paper = (title: string, more: readonly string[] = []): Part & { readonly kind: 'paper' } => ({
  kind: 'paper',
  content: { id: 'T', title, blocks: [{ kind: 'title', text: title }, ...more.map(text => ({ kind: 'heading', text } as const)), { kind: 'paragraph', text: '正文。' }] } satisfies DocumentContent,
})
/** The smallest PNG: one white dot. */
const dot = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj0ewAAAABJRU5ErkJggg==', 'base64')

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
