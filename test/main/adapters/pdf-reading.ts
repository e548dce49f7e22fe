/** Reads a PDF back with the poppler tools, as another program would see it. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Runs a tool on the PDF: `args` with the file's path in place of `FILE`. */
export const runOn = (pdf: Uint8Array, tool: string, ...args: string[]): string => {
  const folder = mkdtempSync(join(tmpdir(), 'pdf-test-'))
  try {
    const file = join(folder, 'paper.pdf')
    writeFileSync(file, pdf)
    return execFileSync(tool, args.map(arg => (arg === 'FILE' ? file : arg)), { encoding: 'utf8', maxBuffer: 1 << 28 })
  } finally {
    rmSync(folder, { recursive: true })
  }
}

export const withoutSpace = (text: string): string => text.replaceAll(/\s/g, '')

/** The text of each page in the order in which it was written, without its footer. */
export const pagesOf = (pdf: Uint8Array, number = ''): string[] => {
  const pages = runOn(pdf, 'pdftotext', '-raw', 'FILE', '-').split('\f').slice(0, -1).map(page => withoutSpace(page).replace(/核验[0-9A-F]{8}(?=第\d+页共\d+页$)/, ''))
  return pages.map((page, index) => {
    const footer = `${withoutSpace(number)}第${index + 1}页共${pages.length}页`
    if (!page.endsWith(footer)) throw new Error(`page ${index + 1} ends ${page.slice(-40)}, not ${footer}`)
    return page.slice(0, -footer.length)
  })
}

export type Word = { readonly page: number; readonly text: string; readonly xMin: number; readonly yMin: number; readonly xMax: number; readonly yMax: number }

const unescaped = (text: string): string => text
  .replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&apos;', "'").replaceAll('&amp;', '&')

/** Every word with its place in points from the top left of its page. */
export const wordsOf = (pdf: Uint8Array): Word[] => {
  let page = 0
  return [...runOn(pdf, 'pdftotext', '-bbox', 'FILE', '-')
    .matchAll(/<page |<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)<\/word>/g)]
    .flatMap(([all, xMin, yMin, xMax, yMax, text]): Word[] => {
      if (all.startsWith('<page')) {
        page += 1
        return []
      }
      return [{ page, text: unescaped(text!), xMin: Number(xMin), yMin: Number(yMin), xMax: Number(xMax), yMax: Number(yMax) }]
    })
}
