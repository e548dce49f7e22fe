/** What a paper still lacks: empty places that a fact of the case would fill, as against those kept for ink. */
import type { Block, DocumentContent, FormCell } from './content.ts'

/** Boxes that are written in by hand on every paper. */
const byHand = (cell: FormCell): boolean => cell.lines !== undefined || /签名|盖章|印章|指印|备注|日期/.test(cell.label)

const BLANK = /＿{2,}/g

/** What stands before a blank names it: 履行地点：＿＿＿. */
const nameBefore = (text: string, at: number): string => /([^，。；：、（）\s＿]{1,12})[：（]?[^，。；：、（）＿]{0,2}$/u.exec(text.slice(0, at))?.[1] ?? '此处'

/** A date to be written on the day of signing is no gap. */
const isDate = (text: string): boolean => /^＿+年＿+月＿+日$/.test(text)

const inText = (text: string, show: (name: string) => string): string =>
  isDate(text) ? text : text.replaceAll(BLANK, (_, at: number) => show(nameBefore(text, at)))

/** The content with each gap as `show` gives it, and the names of the gaps in their order. */
const filled = (content: DocumentContent, show: (name: string) => string): { content: DocumentContent; missing: string[] } => {
  const missing: string[] = []
  const note = (name: string): string => {
    missing.push(name)
    return show(name)
  }
  let heading = ''
  const rows = (cells: readonly (readonly FormCell[])[]): FormCell[][] => cells.map(row => row.map(cell => {
    if (byHand(cell)) return cell
    if (cell.value === '') return { ...cell, value: note(heading ? `${heading}·${cell.label}` : cell.label) }
    return { ...cell, value: inText(cell.value, note) }
  }))
  const blocks = content.blocks.map((block): Block => {
    switch (block.kind) {
      case 'heading':
        heading = block.text
        return block
      case 'number':
      case 'paragraph': return { ...block, text: inText(block.text, note) }
      case 'fields':
      case 'form': return { ...block, rows: rows(block.rows) }
      default: return block
    }
  })
  return { content: { ...content, blocks }, missing }
}

export const missingIn = (content: DocumentContent): string[] => filled(content, name => name).missing

/** For the screen: each gap says what is missing, between two marks that the printer of previews knows. */
export const withMissingShown = (content: DocumentContent, begin: string, end: string): DocumentContent =>
  filled(content, name => `${begin}缺：${name.split('·').at(-1)}${end}`).content
