/** The search before anything leaves: whatever a phrase hides in, it is found; what nobody can search is named and must be looked at. */
import { execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { searchable } from '../../../src/core/court/secrets.ts'
import { renderPdf } from '../../../src/main/adapters/pdf/pdf.ts'
import { readableText } from '../../../src/main/adapters/archives/readable-texts.ts'
import { xlsxOf } from '../../../src/main/adapters/sheets/spreadsheet.ts'
import { must, refused, temporaryFolder, withWorkedCases } from '../../app/harness.ts'

const SECRET = '我最多只能拿出六千七百元底线不要外传给楼下'
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64')
const utf16 = (text: string): Buffer => Buffer.from(text, 'utf16le')
const utf16be = (text: string): Buffer => utf16(text).swap16()

/** A PDF by hand: a page that says `said`, and beside it what is given. */
const pdf = (said: string, beside: string): Buffer => {
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>', '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F 5 0 R >> >> >>',
    `<< /Length ${said.length} >>\nstream\n${said}\nendstream`, '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>', beside,
  ]
  let text = '%PDF-1.7\n'
  const at = objects.map((object, index) => {
    const from = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return from
  })
  const xref = text.length
  text += `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${at.map(from => `${String(from).padStart(10, '0')} 00000 n \n`).join('')}trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${xref}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
const words = 'BT /F 12 Tf 20 100 Td (record) Tj ET'
const note = (contents: string): string => `<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents ${contents} >>`
const marked = Buffer.concat([Buffer.from([0xfe, 0xff]), utf16be(SECRET)])
const octal = [...marked].map(byte => `\\${byte.toString(8).padStart(3, '0')}`).join('')

const hidden: readonly (readonly [string, () => Uint8Array | Promise<Uint8Array>])[] = [
  ['UTF-16 with a mark', () => Buffer.concat([Buffer.from([0xff, 0xfe]), utf16(SECRET)])],
  ['UTF-16 without a mark, the other way round', () => utf16be(SECRET)],
  ['UTF-16 at an odd place among other bytes', () => Buffer.concat([Buffer.from([0, 1, 2]), utf16(SECRET), Buffer.from([0])])],
  ['a text with signs that are not seen between', () => strToU8([...SECRET].join('\u00ad\u202a'))],
  ['a text with a blank after every sign', () => strToU8([...SECRET].join(' \r\n'))],
  ['a spreadsheet', () => xlsxOf([{ name: '表', columns: [{ title: '栏', width: 10, text: true }], rows: [[SECRET]] }], '2026-11-23T09:00' as never)],
  ['a docx, each sign in a run of its own', () => zipSync({ 'word/document.xml': strToU8([...SECRET].map(sign => `<w:r><w:t>&#${sign.codePointAt(0)};</w:t></w:r>`).join('')) })],
  ['JSON with escapes', () => strToU8(JSON.stringify(SECRET).replaceAll(/[^\x00-\x7f]/g, sign => `\\u${sign.charCodeAt(0).toString(16)}`))],
  ['a note of a PDF, in hexadecimal', () => pdf(words, note(`<${marked.toString('hex')}>`))],
  ['a note of a PDF, byte by byte in octal', () => pdf(words, note(`(${octal})`))],
  ['a PDF behind other bytes', () => Buffer.concat([Buffer.from('x'.repeat(100)), pdf(words, note(`<${marked.toString('hex')}>`))])],
]

test.each(hidden)('a phrase is found in %s', async (_what, make) => {
  expect(searchable((await readableText(await make())).text)).toContain(searchable(SECRET))
})

test('a note of a PDF that is encrypted is read', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a.pdf'), pdf(words, note(`<${marked.toString('hex')}>`)))
  execFileSync('qpdf', ['--encrypt', '', 'owner', '256', '--', join(folder, 'a.pdf'), join(folder, 'b.pdf')])
  const read = await readableText(execFileSync('cat', [join(folder, 'b.pdf')]))
  expect(searchable(read.text)).toContain(searchable(SECRET))
})

test('a sentence that goes on over the end of a page is found whole', async () => {
  const filler = [...'天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏'].join('').repeat(120)
  const made = async (text: string): Promise<Uint8Array> => {
    const rendered = await renderPdf({ id: 'D06', title: '记录', number: '（2026）赤物人调字第001号', blocks: [{ kind: 'paragraph', text }] } as never, { office: '调委会', rehearsal: true, now: '2026-11-23T09:00' as never })
    if (!rendered.ok) throw new Error(rendered.refusal.message)
    return rendered.value
  }
  const folder = temporaryFolder()
  const firstPage = (bytes: Uint8Array): string => {
    writeFileSync(join(folder, 'x.pdf'), bytes)
    return execFileSync('pdftotext', ['-f', '1', '-l', '1', '-raw', join(folder, 'x.pdf'), '-'], { encoding: 'utf8' })
  }
  const onFirst = firstPage(await made(filler)).replaceAll(/[^天地玄黄宇宙洪荒日月盈昃辰宿列张寒来暑往秋收冬藏]/g, '').length
  const bytes = await made(`${filler.slice(0, onFirst - 10)}${SECRET}${filler}`)
  const first = firstPage(bytes).replaceAll(/\s/g, '')
  expect([first.includes(SECRET), first.includes(SECRET.slice(0, 5))]).toEqual([false, true])
  expect(searchable((await readableText(bytes)).text)).toContain(searchable(SECRET))
}, 60_000)

const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16, 1, 2, 3])
const unsearched: readonly (readonly [string, () => Uint8Array, readonly string[]])[] = [
  ['a picture', () => jpeg, ['是图片']],
  ['a PDF whose page is a scan', () => pdf('', '<< >>'), ['整份是扫描的图片，没有文字']],
  ['a PDF with words and a picture', () => pdf(words, '<< /Type /XObject /Subtype /Image /Width 1 /Height 1 >>'), ['含有图片']],
  ['a picture in a docx', () => zipSync({ 'word/document.xml': strToU8('<w:t>字</w:t>'), 'word/media/image1.jpeg': jpeg }), ['里面的“word/media/image1.jpeg”是图片']],
  ['an old Word file', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), ['不是能检索的格式']],
  ['a sound', () => Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0]), ['不是能检索的格式']],
  ['a broken zip', () => Buffer.from('PK\u0003\u0004x'), ['是打不开的压缩包']],
  ['a text', () => strToU8('一段话\n'), []],
  ['a text in GB18030', () => execFileSync('iconv', ['-f', 'UTF-8', '-t', 'GB18030'], { input: '一段话' }), []],
]

test.each(unsearched)('what cannot be searched is said of %s', async (_what, make, said) => {
  expect((await readableText(make())).unsearched).toEqual(said)
})

test('a picture goes to the court when the clerk has looked at it, which is registered', async () => {
  const app = await withWorkedCases()
  const { id } = await must(app.call('attachment.add', { caseId: 'w7', name: '产权证.jpg', content: base64(jpeg) }))
  const input = { caseId: 'w7', attachments: [{ id, kind: 'rights' as const }] }
  const [picture] = (await must(app.call('court.preflight', input))).files.filter(one => one.unsearched.length > 0)
  expect(picture).toMatchObject({ title: '产权证', unsearched: ['是图片'], attachmentId: id })
  const refusal = await refused(app.call('court.package', input))
  expect(refusal).toMatchObject({ code: 'not-looked-at', field: '/lookedAt', message: '“产权证”是图片。里面的字不能检索，请逐份打开看过，确认没有单方谈话和无关人员的内容，勾选“看过了”再打包。' })
  expect((await must(app.call('export.list', {}))).rows).toEqual([])
  await must(app.call('court.package', { ...input, lookedAt: [picture!.name] }))
  expect((await must(app.call('export.list', {}))).rows).toMatchObject([{ kind: 'report', lookedAt: [picture!.name], by: '何平' }])
}, 60_000)

test('a transfer is searched too: no fingerprint, no stranger, no picture that nobody looked at', async () => {
  const app = await withWorkedCases()
  const add = async (name: string, content: Uint8Array): Promise<string> => (await must(app.call('attachment.add', { caseId: 'w6', name, content: base64(content) }))).id
  const [finger, stranger, picture] = [await add('指纹.jpg', jpeg), await add('证人.txt', strToU8('沈岚 429999199511230042')), await add('现场.jpg', jpeg)]
  await must(app.call('document.issue', { caseId: 'w6', documentId: 'D25', of: '0' }))
  const pack = (...attachmentIds: string[]) => ({ caseId: 'w6', index: 0, attachmentIds })
  expect(await refused(app.call('referral.package', pack(finger)))).toMatchObject({ code: 'fingerprint', field: '/attachmentIds/0' })
  expect(await refused(app.call('referral.package', pack(stranger)))).toMatchObject({ code: 'would-leak', field: '/attachmentIds', message: expect.stringContaining('与本案无关的人') as string })
  expect(await refused(app.call('referral.package', pack(picture)))).toMatchObject({ code: 'not-looked-at', problems: [{ pointer: '/lookedAt/02-现场.jpg', message: '“现场.jpg”是图片' }] })
  await must(app.call('referral.package', { ...pack(picture), lookedAt: ['02-现场.jpg'] }))
  expect((await must(app.call('export.list', {}))).rows).toMatchObject([{ kind: 'transfer', lookedAt: ['02-现场.jpg'] }])
}, 60_000)
