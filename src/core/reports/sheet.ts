/** A table as a form or a spreadsheet has it: cells that may span others. One adapter writes xlsx, another PDF. */
import type { DocumentContent } from '../documents/writing/content.ts'

export type SheetCell = {
  readonly value: string | number
  /** Number format of the spreadsheet: `0.00`, `0.0%`, `0"件"`. */
  readonly format?: string
  readonly columns?: number
  readonly rows?: number
  readonly look?: 'title' | 'head' | 'note' | 'caption' | 'row'
  readonly align?: 'left' | 'right' | 'center'
}

export type Sheet = {
  /** Name of the tab: at most 31 characters, none of \ / ? * [ ] : */
  readonly name: string
  /** Widths in characters. */
  readonly widths: readonly number[]
  /** Cells from the left; places that a cell above reaches down to are left out. */
  readonly rows: readonly (readonly SheetCell[])[]
  readonly landscape?: boolean
  /** Printed over many pages: the head stands on each, and each has its number at its foot. */
  readonly long?: boolean
}

const UNITS = '件|人|项|家|天|元|万元|次'

/** A number as tables print it, with the format that shows it the same; undefined for words. */
export const numberIn = (text: string): { readonly value: number; readonly format: string } | undefined => {
  const match = new RegExp(`^([+-]?\\d[\\d,]*(?:\\.(\\d+))?)(%|${UNITS})?$`).exec(text)
  if (!match) return undefined
  const [, digits, decimals = '', unit = ''] = match
  const value = Number(digits!.replaceAll(',', ''))
  const places = decimals && `.${'0'.repeat(decimals.length)}`
  const plain = `${digits!.includes(',') ? '#,##0' : '0'}${places}`
  if (unit === '%') return { value: value / 100, format: `${digits!.startsWith('+') ? '+' : ''}0${places}%${digits!.startsWith('+') ? ';-0' + places + '%' : ''}` }
  return { value, format: unit ? `${plain}"${unit}"` : plain }
}

/** A name fit for a tab, told apart from those taken. */
export const tabName = (wanted: string, taken: Set<string>): string => {
  const clean = wanted.replaceAll(/[\\/?*[\]:：]/g, ' ').trim().slice(0, 28) || '表'
  let name = clean
  for (let number = 2; taken.has(name); number += 1) name = `${clean}${number}`
  taken.add(name)
  return name
}

/**
 * A paper as tabs: one for each heading, with its sentences over its tables. Figures in columns that are set to the right
 * become numbers; everything else stays text, also what looks like a number.
 */
export const sheetsOf = (content: DocumentContent): Sheet[] => {
  const taken = new Set<string>()
  const sheets: { name: string; widths: number[]; rows: SheetCell[][] }[] = []
  const open = (name: string): void => void sheets.push({ name: tabName(name, taken), widths: [], rows: [] })
  open('封面')
  /** Sentences span as many columns as the widest table of their tab; what is not known yet is set at the end. */
  const WIDE = -1
  for (const block of content.blocks) {
    const sheet = sheets.at(-1)!
    switch (block.kind) {
      case 'title':
        sheet.rows.push([{ value: block.text, look: 'title', columns: WIDE }])
        break
      case 'heading':
        open(block.text.replace(/^[一二三四五六七八九十]+、/, ''))
        sheets.at(-1)!.rows.push([{ value: block.text, look: 'caption', columns: WIDE }])
        break
      case 'number':
      case 'paragraph':
        sheet.rows.push([{ value: block.text, columns: WIDE, align: 'left' }])
        break
      case 'table':
        sheet.rows.push([])
        if (block.caption !== undefined) sheet.rows.push([{ value: block.caption, look: 'caption', columns: block.columns.length, align: 'left' }])
        sheet.rows.push(block.columns.map(({ title }) => ({ value: title, look: 'head' as const })))
        for (const row of block.rows) {
          sheet.rows.push(row.map((text, column): SheetCell => {
            const align = block.columns[column]?.align ?? 'left'
            const number = align === 'right' ? numberIn(text) : undefined
            return number ? { ...number, align } : { value: text, align }
          }))
        }
        block.columns.forEach(({ share }, column) => {
          sheet.widths[column] = Math.max(sheet.widths[column] ?? 8, Math.round(share * 90))
        })
        break
      case 'signatures':
        sheet.rows.push([], ...block.places.map(({ label }): SheetCell[] => [{ value: `${label}：`, columns: WIDE, align: 'left' }]),
          ...[block.seal, block.date].flatMap((value): SheetCell[][] => (value === undefined ? [] : [[{ value, columns: WIDE, align: 'right' }]])))
        break
      case 'fields':
      case 'form':
        for (const row of block.rows) sheet.rows.push(row.flatMap(({ label, value }): SheetCell[] => [{ value: label, look: 'head' }, { value, align: 'left' }]))
        break
      case 'picture':
        // A spreadsheet draws its own charts from the tables.
        break
    }
  }
  return sheets.filter(({ rows }) => rows.length > 0).map(({ name, widths, rows }) => {
    const count = Math.max(widths.length, 6)
    return {
      name,
      widths: Array.from({ length: count }, (_, column) => widths[column] ?? 14),
      rows: rows.map(row => row.map(cell => (cell.columns === WIDE ? { ...cell, columns: count } : cell))),
    }
  })
}
