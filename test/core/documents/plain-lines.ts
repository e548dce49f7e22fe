/** A paper as a person would read it out: a line for each paragraph, cell, row and signature, in order. */
import type { Block, DocumentContent } from '../../../src/core/documents/writing/content.ts'

const linesOf = (block: Block): string[] => {
  switch (block.kind) {
    case 'title': case 'letterhead': case 'number': case 'heading': case 'paragraph': return [block.text]
    case 'cover': return [block.title, ...block.lines, ...block.foot]
    case 'contents': return [block.title]
    case 'fields': case 'form': return block.rows.flat().map(({ label, value }) => `${label}｜${value}`)
    case 'table': return [...(block.caption === undefined ? [] : [block.caption]), block.columns.map(({ title }) => title).join('｜'), ...block.rows.map(row => row.join('｜'))]
    case 'signatures': return [
      ...block.places.map(({ label, note }) => `签：${label}${note === undefined ? '' : `（${note}）`}`),
      ...(block.seal === undefined ? [] : [`印：${block.seal}`]), block.date,
    ]
    case 'picture': return [block.alt]
  }
}

export const plainLines = ({ blocks, eachPage }: DocumentContent): string[] =>
  [...blocks.flatMap(linesOf), ...(eachPage === undefined ? [] : [`每页：${eachPage}`])]
