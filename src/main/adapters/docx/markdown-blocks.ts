/**
 * A rule's text as blocks of a paper. Only what `markdownMarks` names is read as a mark: HTML, links and pictures are
 * printed as they are written.
 */
import MarkdownIt from 'markdown-it'
import type { Block, Piece } from '../../../core/documents/writing/content.ts'
import { markdownMarks } from '../../../core/documents/booklet.ts'

const markdown = new MarkdownIt('zero', { html: false, breaks: true }).enable([...markdownMarks])

type Inline = { readonly type: string; readonly content: string }

/** The lines of a run of text, each in its bold and plain pieces. */
const linesIn = (tokens: readonly Inline[]): Piece[][] => {
  const lines: Piece[][] = [[]]
  let bold = 0
  for (const { type, content } of tokens) {
    if (type === 'strong_open') bold += 1
    else if (type === 'strong_close') bold -= 1
    else if (type === 'softbreak' || type === 'hardbreak') lines.push([])
    else if (content !== '') lines.at(-1)!.push({ text: content, ...(bold > 0 && { bold: true }) })
  }
  return lines
}

const textOf = (pieces: readonly Piece[]): string => pieces.map(piece => piece.text).join('')

export const markdownBlocks = (text: string): Block[] => {
  const blocks: Block[] = []
  /** Marks of the lists that are open, innermost last: the next number, or null for a list without numbers. */
  const lists: (number | null)[] = []
  let mark = ''
  let heading = false
  let rows: string[][] | undefined
  for (const token of markdown.parse(text, {})) {
    switch (token.type) {
      case 'heading_open': heading = true; break
      case 'heading_close': heading = false; break
      case 'bullet_list_open': lists.push(null); break
      case 'ordered_list_open': lists.push(Number(token.attrGet('start') ?? 1)); break
      case 'bullet_list_close':
      case 'ordered_list_close': lists.pop(); break
      case 'list_item_open': {
        const number = lists.at(-1)
        mark = typeof number === 'number' ? `${number}．` : '• '
        if (typeof number === 'number') lists[lists.length - 1] = number + 1
        break
      }
      case 'table_open': rows = []; break
      case 'tr_open': rows!.push([]); break
      case 'table_close': {
        const [titles = [], ...body] = rows!
        blocks.push({ kind: 'table', columns: titles.map(title => ({ title, share: 1 / titles.length })), rows: body })
        rows = undefined
        break
      }
      case 'inline': {
        const lines = linesIn(token.children ?? [])
        if (rows) rows.at(-1)!.push(lines.map(textOf).join('\n'))
        else if (heading) blocks.push({ kind: 'heading', text: lines.map(textOf).join(' ') })
        else for (const line of lines.filter(pieces => textOf(pieces).trim() !== '')) {
          const pieces = mark === '' ? line : [{ text: mark }, ...line]
          blocks.push({ kind: 'paragraph', text: textOf(pieces), ...(pieces.some(piece => piece.bold) && { pieces }) })
          mark = ''
        }
        break
      }
    }
  }
  return blocks
}
