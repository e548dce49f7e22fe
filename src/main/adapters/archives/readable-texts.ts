/**
 * What of a file can be read, for the search before it leaves: the text of a PDF, of every file inside a zip (docx and xlsx are
 * zips), and plain text in the encodings that offices use. A picture holds no text that can be searched.
 */
import { inflateSync } from 'node:zlib'
import type { getDocument as getDocumentOf } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { readZip } from './zip-reader.ts'

export type ReadableText = {
  readonly text: string
  /** What of it cannot be searched and has to be looked at: pages that are scans, pictures, formats that are not known. */
  readonly unsearched: readonly string[]
  readonly pages?: number
}

const startsWith = (bytes: Uint8Array, ...mark: number[]): boolean => mark.every((byte, at) => bytes[at] === byte)

let reader: Promise<{ readonly getDocument: typeof getDocumentOf }> | undefined

/** The reader draws nothing here: what it would draw with is put out of its way, and its worker runs in this thread. */
const pdfReader = (): NonNullable<typeof reader> => {
  reader ??= (async () => {
    const world = globalThis as Record<string, unknown>
    for (const name of ['DOMMatrix', 'ImageData', 'Path2D']) world[name] ??= function nothing() {}
    world['pdfjsWorker'] = await import('pdfjs-dist/legacy/build/pdf.worker.mjs')
    return import('pdfjs-dist/legacy/build/pdf.mjs')
  })()
  return reader
}

/** The strings of PDF source as texts: they may be written in hexadecimal, or with each byte escaped. */
const stringsOf = (source: string): string => {
  const found: string[] = []
  const add = (latin1: string): void => {
    if (latin1.length > 3) found.push(decodedText(Buffer.from(latin1, 'latin1')))
  }
  for (const [, hex] of source.matchAll(/<([0-9A-Fa-f\s]{8,65536})>/g)) add(Buffer.from(hex!.replaceAll(/\s/g, ''), 'hex').toString('latin1'))
  for (const [, inside] of source.matchAll(/\(((?:[^()\\]|\\[\s\S]){4,65536})\)/g)) {
    if (!/[\\\x80-\xff]/.test(inside!)) continue
    add(inside!.replaceAll(/\\(?:([0-7]{1,3})|\r\n|([\s\S]))/g, (_, octal?: string, one?: string) =>
      (octal ? String.fromCharCode(Number.parseInt(octal, 8) & 255) : one === undefined || one === '\n' || one === '\r' ? '' : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' } as Record<string, string>)[one] ?? one)))
  }
  return found.join('\n')
}

/** The shapes of letters, most of the bytes of a paper of ours: nothing is written there. */
const isFont = (bytes: Uint8Array): boolean => startsWith(bytes, 0, 1, 0, 0) || startsWith(bytes, 0x4f, 0x54, 0x54, 0x4f) || startsWith(bytes, 1, 0, 4)

/** Every compressed stream of a PDF, opened: what hides beside its pages (metadata, attachments, form values). */
const streamsOf = (bytes: Uint8Array): string => {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts = [all.toString('latin1'), stringsOf(all.toString('latin1'))]
  for (let at = all.indexOf('stream'); at >= 0; at = all.indexOf('stream', at + 6)) {
    if (all.subarray(at - 3, at).toString('latin1') === 'end') continue
    let from = at + 6
    if (all[from] === 13) from += 1
    if (all[from] === 10) from += 1
    const end = all.indexOf('endstream', from)
    if (end < 0) break
    try {
      const opened = inflateSync(all.subarray(from, end), { maxOutputLength: 64 * 1024 * 1024 })
      if (!isFont(opened)) texts.push(decodedText(opened), stringsOf(opened.toString('latin1')))
    } catch {
      // Not deflated, or a picture: its bytes stand in the whole.
    }
    at = end
  }
  return texts.join('\n')
}

/** Parts of the height of a page. */
const margins = [0.05, 0.07, 0.1]

/** Every text inside a value of the reader. */
const textsIn = (value: unknown): string =>
  (typeof value === 'string' ? value : typeof value === 'object' && value !== null && !ArrayBuffer.isView(value) ? Object.values(value).map(textsIn).filter(Boolean).join('\n') : '')

const pdfText = async (bytes: Uint8Array, drawnHere: boolean, depth: number): Promise<ReadableText> => {
  const { getDocument } = await pdfReader()
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, isEvalSupported: false, useWorkerFetch: false, useWasm: false, verbosity: 0 })
  try {
    const opened = await task.promise
    const pages: string[] = []
    // Without what stands in margins of some height, so that a sentence which goes on over the page is whole.
    const bodies = margins.map((): string[] => [])
    const beside: string[] = []
    const scans: number[] = []
    const unsearched: string[] = []
    for (let number = 1; number <= opened.numPages; number += 1) {
      const page = await opened.getPage(number)
      const items = (await page.getTextContent()).items.flatMap(item => ('str' in item ? [item] : []))
      const [, bottom, , top] = page.view as [number, number, number, number]
      const said = items.map(({ str }) => str).join('')
      if (said.trim() === '') scans.push(number)
      pages.push(said)
      const heightOf = ({ transform }: { transform: unknown[] }): number => (Number(transform[5]) - bottom) / (top - bottom)
      margins.forEach((margin, index) => bodies[index]!.push(items.filter(item => heightOf(item) > margin && heightOf(item) < 1 - margin).map(({ str }) => str).join('')))
      for (const note of await page.getAnnotations() as Record<string, unknown>[]) beside.push(textsIn(note))
    }
    beside.push(textsIn((await opened.getMetadata()).info), textsIn(await opened.getOutline()))
    const files = await opened.getAttachments() as Record<string, { filename?: string; content: Uint8Array }> | null
    for (const { filename = '附件', content } of Object.values(files ?? {})) {
      const inside = await readableText(content, depth + 1)
      beside.push(filename, inside.text)
      unsearched.push(...inside.unsearched.map(why => `里面的“${filename}”${why}`))
    }
    if (scans.length > 0) unsearched.unshift(scans.length === opened.numPages ? '整份是扫描的图片，没有文字' : `第${scans.slice(0, 20).join('、')}${scans.length > 20 ? '……' : ''}页是扫描的图片，没有文字`)
    // A picture is a stream of its own, never inside another one, so its mark stands open.
    else if (!drawnHere && /\/Subtype\s*\/Image/.test(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1'))) unsearched.unshift('含有图片')
    return { text: [...pages, ...bodies.map(body => body.join('')), ...beside, streamsOf(bytes)].join('\n'), unsearched, pages: opened.numPages }
  } catch {
    return { text: streamsOf(bytes), unsearched: ['打不开，可能加了密码或者损坏'] }
  } finally {
    await task.destroy()
  }
}

const decodedAs = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes)

/** The bytes read in each encoding that a text may have: a phrase is found whichever is the right one. */
const decodedText = (bytes: Uint8Array): string => {
  const texts = [decodedAs(bytes, 'utf-8'), decodedAs(bytes, 'utf-16le'), decodedAs(bytes, 'utf-16be')]
  // In the middle of other bytes a text of two bytes a sign begins anywhere.
  if (!isPlainText(bytes)) texts.push(decodedAs(bytes.subarray(1), 'utf-16le'), decodedAs(bytes.subarray(1), 'utf-16be'))
  if (texts[0]!.includes('\ufffd')) texts.push(decodedAs(bytes, 'gb18030'))
  return texts.join('\n')
}

const readsAs = (bytes: Uint8Array, encoding: string): boolean => {
  try {
    return !/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffe]/.test(new TextDecoder(encoding, { fatal: true }).decode(bytes))
  } catch {
    return false
  }
}
/** Whether the bytes are a text and nothing else. */
const isPlainText = (bytes: Uint8Array): boolean =>
  readsAs(bytes, 'utf-8') || readsAs(bytes, 'gb18030')
  || (startsWith(bytes, 0xff, 0xfe) && readsAs(bytes, 'utf-16le')) || (startsWith(bytes, 0xfe, 0xff) && readsAs(bytes, 'utf-16be'))

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }
/** Words that markup parts belong together: a run of a docx ends anywhere. */
const withoutMarkup = (text: string): string => text.replaceAll(/<[^>]*>/g, '')
  .replaceAll(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi, (all, hex?: string, decimal?: string, name?: string) => {
    if (name) return entities[name.toLowerCase()] ?? all
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : all
  })

/** A JSON text with what it escapes written out. */
const unescaped = (text: string): string => text.replaceAll(/\\u([0-9a-f]{4})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))).replaceAll(String.raw`\n`, '\n')

const isPicture = (bytes: Uint8Array): boolean =>
  startsWith(bytes, 0xff, 0xd8) || startsWith(bytes, 0x89, 0x50, 0x4e, 0x47) || startsWith(bytes, 0x47, 0x49, 0x46) || startsWith(bytes, 0x42, 0x4d) || startsWith(bytes, 0x49, 0x49, 0x2a) || startsWith(bytes, 0x52, 0x49, 0x46, 0x46)

/** Everything that can be read of a file, whatever its name says it is. `drawnHere`: a paper of ours, whose pictures are known. */
export const readableText = async (bytes: Uint8Array, depth = 0, drawnHere = false): Promise<ReadableText> => {
  // The mark may stand behind other bytes.
  if (Buffer.from(bytes.subarray(0, 1_024)).includes('%PDF-') && depth < 4) return pdfText(bytes, drawnHere, depth)
  if (startsWith(bytes, 0x50, 0x4b) && depth < 4) {
    const files = await readZip(bytes)
    if (!files.ok) return { text: decodedText(bytes), unsearched: ['是打不开的压缩包'] }
    const texts: string[] = []
    const unsearched: string[] = []
    for (const [name, inside] of files.value) {
      const part = await readableText(inside, depth + 1)
      texts.push(name, part.text)
      unsearched.push(...part.unsearched.map(why => `里面的“${name}”${why}`))
    }
    return { text: texts.join('\n'), unsearched: unsearched.length > 5 ? [...unsearched.slice(0, 5), `等 ${unsearched.length} 处`] : unsearched }
  }
  const text = decodedText(bytes)
  return { text: [text, withoutMarkup(text), unescaped(text)].join('\n'), unsearched: isPicture(bytes) ? ['是图片'] : isPlainText(bytes) ? [] : ['不是能检索的格式'] }
}
