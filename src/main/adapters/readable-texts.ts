/**
 * What of a file can be read, for the search before it leaves: the text of a PDF, of every file inside a zip (docx and xlsx are
 * zips), and plain text in the encodings that offices use. A picture holds no text that can be searched.
 */
import { inflateSync } from 'node:zlib'
import type { getDocument as getDocumentOf } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { readZip } from './zip-reader.ts'

export type ReadableText = { readonly text: string; /** False: something in it cannot be searched (a picture, a broken file). */ readonly whole: boolean; readonly pages?: number }

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

/** Every compressed stream of a PDF, opened: what hides beside its pages (metadata, attachments, form values). */
const streamsOf = (bytes: Uint8Array): string => {
  const all = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts = [all.toString('latin1')]
  for (let at = all.indexOf('stream'); at >= 0; at = all.indexOf('stream', at + 6)) {
    if (all.subarray(at - 3, at).toString('latin1') === 'end') continue
    let from = at + 6
    if (all[from] === 13) from += 1
    if (all[from] === 10) from += 1
    const end = all.indexOf('endstream', from)
    if (end < 0) break
    try {
      texts.push(decodedText(inflateSync(all.subarray(from, end), { maxOutputLength: 64 * 1024 * 1024 })))
    } catch {
      // Not deflated, or a picture: its bytes stand in the whole.
    }
    at = end
  }
  return texts.join('\n')
}

const pdfText = async (bytes: Uint8Array): Promise<ReadableText> => {
  const { getDocument } = await pdfReader()
  const task = getDocument({ data: new Uint8Array(bytes), disableFontFace: true, useSystemFonts: false, isEvalSupported: false, useWorkerFetch: false, useWasm: false, verbosity: 0 })
  try {
    const opened = await task.promise
    const pages: string[] = []
    let whole = true
    for (let number = 1; number <= opened.numPages; number += 1) {
      const { items } = await (await opened.getPage(number)).getTextContent()
      const said = items.map(item => ('str' in item ? item.str : '')).join('')
      // A page without a word is a scan.
      if (said.trim() === '') whole = false
      pages.push(said)
    }
    return { text: `${pages.join('\n')}\n${streamsOf(bytes)}`, whole, pages: opened.numPages }
  } catch {
    return { text: streamsOf(bytes), whole: false }
  } finally {
    await task.destroy()
  }
}

const decodedAs = (bytes: Uint8Array, encoding: string): string => new TextDecoder(encoding).decode(bytes)

/** The bytes read in each encoding that a text may have: a phrase is found whichever is the right one. */
const decodedText = (bytes: Uint8Array): string => {
  const utf8 = decodedAs(bytes, 'utf-8')
  return utf8.includes('\ufffd') ? [utf8, decodedAs(bytes, 'gb18030'), decodedAs(bytes, 'utf-16le'), decodedAs(bytes, 'utf-16be')].join('\n') : utf8
}

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

/** Everything that can be read of a file, whatever its name says it is. */
export const readableText = async (bytes: Uint8Array, depth = 0): Promise<ReadableText> => {
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) return pdfText(bytes)
  if (startsWith(bytes, 0x50, 0x4b) && depth < 4) {
    const files = await readZip(bytes)
    if (!files.ok) return { text: decodedText(bytes), whole: false }
    const parts: ReadableText[] = []
    for (const [name, inside] of files.value) {
      const part = await readableText(inside, depth + 1)
      parts.push({ ...part, text: `${name}\n${part.text}` })
    }
    return { text: parts.map(({ text }) => text).join('\n'), whole: parts.every(({ whole }) => whole) }
  }
  const text = decodedText(bytes)
  return { text: [text, withoutMarkup(text), unescaped(text)].join('\n'), whole: !isPicture(bytes) && !startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0) }
}
