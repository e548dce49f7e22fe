/** What an issued paper says, to be laid beside one that somebody brings: on paper by its code, as a file by its words. */
import { linesOf } from './writing/docx-fields.ts'
import type { Block, DocumentContent } from './writing/content.ts'

/** The digest that the text of a code names, or that was typed from the foot of a page (eight signs at least); in small letters. */
export const claimInText = (text: string): string | undefined =>
  /SHA-256[:：]?\s*([0-9a-f]{64})/i.exec(text)?.[1]?.toLowerCase() ?? /(?<![0-9a-f])([0-9a-f]{8,64})(?![0-9a-f])/i.exec(text.replaceAll(/\s+/g, ''))?.[1]?.toLowerCase()

const said = (block: Block): string[] => (block.kind === 'title' || block.kind === 'number' ? [block.text] : linesOf(block)).flatMap(line => line.split('\n')).filter(line => line.trim() !== '')

/** Every item of a paper in its order. */
export const wordsOf = ({ blocks }: DocumentContent): string[] => blocks.flatMap(said)

/** Without what a PDF sets otherwise than the content has it: space, and the marks between label and value. */
const bare = (text: string): string => text.normalize('NFKC').replaceAll(/[\s:_]/g, '')

const AMOUNT = /\d[\d,]*(?:\.\d+)?元?/g

/** Pieces of an item that stand in one place of the page: cells and sentences. */
const piecesOf = (line: string): string[] => line.split(/[　：]|(?<=[。；])/).map(piece => piece.trim()).filter(piece => bare(piece).length > 1)

/**
 * What of a paper a text does not say; for a sentence with an amount or another figure, the figures that stand in its place. The
 * text is that of a whole file.
 */
export const changedWords = (content: DocumentContent, text: string): { readonly issued: string; readonly found?: string }[] => {
  const whole = bare(text)
  return wordsOf(content).flatMap(piecesOf).flatMap(piece => {
    const wanted = bare(piece)
    if (whole.includes(wanted)) return []
    // The same words with other figures: what stands between them says which.
    const pattern = wanted.split(AMOUNT).map(part => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)).join(String.raw`(\d[\d,.]*元?)`)
    const other = AMOUNT.test(wanted) ? new RegExp(pattern).exec(whole)?.[0] : undefined
    AMOUNT.lastIndex = 0
    return [{ issued: piece, ...(other !== undefined && { found: other }) }]
  })
}
