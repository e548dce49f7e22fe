/**
 * Spreadsheets as rows of text, and rows as a spreadsheet: the only file that knows exceljs. Takes .xlsx, and .csv in
 * UTF-8, UTF-16 or GB18030. No formula is reckoned: what the file last showed is read. Refuses what is too big, packed to
 * burst, damaged, or no such file.
 */
import { unzipSync, zipSync } from 'fflate'
import exceljs from 'exceljs'
import Papa from 'papaparse'
import { ok, refuse, type Result } from '../../../core/base/result.ts'

export type Sheet = {
  readonly name: string
  /** Cells as text; rows of the file in order, none left out, so that row n of the file is `rows[n - 1]`. */
  readonly rows: readonly (readonly string[])[]
  /** Cells whose number is too long to have been kept exactly (an ID number typed as a number). `row` counts from 1, `column` from 0. */
  readonly lost: readonly { readonly row: number; readonly column: number }[]
  /** Cells that say less than they should, and rows that had to be read by the letter. Absent where there are none. */
  readonly faults?: readonly SheetFault[]
  /** Rows that the file does not show (hidden or filtered away), from 1. */
  readonly hiddenRows?: readonly number[]
  /** The sheet itself is hidden. */
  readonly hidden?: true
}

/** `formula`: one whose result the file does not hold; `quote`: a row of a .csv with a quotation mark that never closes. */
export type SheetFault = { readonly row: number; readonly column: number; readonly kind: 'formula' | 'quote' }


const MAX_FILE = 20 * 1024 * 1024
const MAX_UNPACKED = 64 * 1024 * 1024
const MAX_PARTS = 400
/** Twenty thousand rows with the headings and a title above them. */
const MAX_ROWS = 20_020
const MAX_COLUMNS = 200

const tooBig = () => refuse('file-too-big', '表格太大（文件超过 20 MB，或超过 20,000 行、200 列），可能选错了文件；请只保留需要的内容后再选。', { field: '/content' })
const damaged = () => refuse('spreadsheet-damaged', '这个文件打不开，可能已损坏或不是 Excel 表格；请用 Excel 或 WPS 打开后另存为 .xlsx 再选。', { field: '/content' })
const tooMuch = () => refuse('spreadsheet-too-much', '这个表格解开以后太大，不能读取；请新建一个表格，只复制需要的内容后再选。', { field: '/content' })

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, index) => bytes[index] === byte)

/** More cells with something in them than any list of ours, and more letters. */
const MAX_CELLS = 1_500_000
const MAX_LETTERS = 40_000_000
/** Shared texts: twenty thousand rows of twenty that are all different. */
const MAX_ITEMS = 800_000

/**
 * What hangs on a sheet and is not read: it names parts that are left out, or stands for a million cells each. Merged cells are
 * seen to here.
 */
const HANGING = [
  'hyperlinks', 'dataValidations', 'conditionalFormatting', 'tableParts', 'extLst', 'oleObjects', 'controls', 'drawing', 'legacyDrawing', 'legacyDrawingHF', 'picture',
  'cols', 'mergeCells', 'rowBreaks', 'colBreaks', 'protectedRanges', 'ignoredErrors', 'scenarios', 'sortState', 'autoFilter', 'dataConsolidate', 'customSheetViews',
]
/** Of the workbook: names of places, each of which may be a whole sheet. */
const NAMES = ['definedNames', 'externalReferences', 'extLst', 'customWorkbookViews', 'pivotCaches']

/** Without the elements of these names, which never nest; null where one does not end. Looks at each letter once. */
const withoutElements = (xml: string, names: readonly string[]): string | null => {
  const start = new RegExp(`<(?:[A-Za-z]\\w*:)?(?:${names.join('|')})(?=[\\s/>])`, 'g')
  let kept = ''
  let from = 0
  for (let found = start.exec(xml); found; found = start.exec(xml)) {
    const open = xml.indexOf('>', found.index)
    const close = open < 0 || xml[open - 1] === '/' ? open : xml.indexOf('>', xml.indexOf(`</${found[0].slice(1)}`, open) + 1 || xml.length)
    if (close < 0) return null
    kept += xml.slice(from, found.index)
    from = close + 1
    start.lastIndex = from
  }
  return kept + xml.slice(from)
}

/** XML as it says that it is written. */
const xmlText = (part: Uint8Array): string =>
  new TextDecoder(startsWith(part, 0xff, 0xfe) ? 'utf-16le' : startsWith(part, 0xfe, 0xff) ? 'utf-16be' : 'utf-8').decode(part)

const columnOf = (letters: string): number => [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0)

/** The cells that another one covers, by row and column as `MAX_COLUMNS * (row - 1) + column`, both within what is read. Null where they lie over each other. */
const coveredIn = (xml: string): Uint8Array | undefined | null => {
  let covered: Uint8Array | undefined
  let area = 0
  for (const [, left, top, right, bottom] of xml.matchAll(/<(?:[A-Za-z]\w*:)?mergeCell\b[^<>]*?\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)) {
    const [from, to] = [columnOf(left!), Math.min(columnOf(right!), MAX_COLUMNS)]
    const [first, last] = [Math.max(1, Number(top)), Math.min(Number(bottom), MAX_ROWS)]
    if (to < from || last < first) continue
    area += (to - from + 1) * (last - first + 1)
    if (area > MAX_ROWS * MAX_COLUMNS) return null
    covered ??= new Uint8Array(MAX_ROWS * MAX_COLUMNS + MAX_COLUMNS + 1)
    for (let row = first; row <= last; row += 1) covered.fill(1, MAX_COLUMNS * (row - 1) + from, MAX_COLUMNS * (row - 1) + to + 1)
    // A merged cell speaks once, at its upper left corner.
    covered[MAX_COLUMNS * (first - 1) + from] = 0
  }
  return covered
}

/** A sheet without what hangs on it, without cells that are empty, and without rows beyond what is read, where they are empty. */
const tameSheet = (xml: string): Result<string> => {
  const covered = coveredIn(xml)
  const bare = withoutElements(xml, HANGING)
  if (bare === null || covered === null) return damaged()
  const filled = bare.replaceAll(/<((?:[A-Za-z]\w*:)?c)(?=[\s/>])[^<>]*(?:\/>|><\/\1>)/g, '')
  let kept = ''
  let from = 0
  const rows = /<((?:[A-Za-z]\w*:)?row)(?=\s)[^<>]*?\br="(\d+)"[^<>]*>/g
  for (let found = rows.exec(filled); found; found = rows.exec(filled)) {
    if (Number(found[2]) <= MAX_ROWS) continue
    const ended = found[0].endsWith('/>') ? rows.lastIndex : filled.indexOf(`</${found[1]}>`, rows.lastIndex)
    if (ended < 0) return damaged()
    if (/<(?:[A-Za-z]\w*:)?(?:v|is|t|f)\b/.test(filled.slice(rows.lastIndex, ended))) return tooBig()
    kept += filled.slice(from, found.index)
    from = found[0].endsWith('/>') ? ended : ended + found[1]!.length + 3
    rows.lastIndex = from
  }
  kept += filled.slice(from)
  let cells = 0
  for (const _ of kept.matchAll(/<(?:[A-Za-z]\w*:)?c(?=[\s>])/g)) cells += 1
  if (cells > MAX_CELLS) return tooMuch()
  return covered ? withoutCovered(kept, covered) : ok(kept)
}

/** What lies under a merged cell is not shown, and not read. */
const withoutCovered = (xml: string, covered: Uint8Array): Result<string> => {
  let kept = ''
  let from = 0
  const cells = /<((?:[A-Za-z]\w*:)?c)(?=\s)[^<>]*?\br="([A-Z]{1,3})(\d{1,7})"[^<>]*>/g
  for (let found = cells.exec(xml); found; found = cells.exec(xml)) {
    const [row, column] = [Number(found[3]), columnOf(found[2]!)]
    if (row > MAX_ROWS || column > MAX_COLUMNS || covered[MAX_COLUMNS * (row - 1) + column] !== 1) continue
    const end = xml.indexOf(`</${found[1]}>`, cells.lastIndex)
    if (end < 0) return damaged()
    kept += xml.slice(from, found.index)
    from = end + found[1]!.length + 3
    cells.lastIndex = from
  }
  return ok(kept + xml.slice(from))
}

type Range = { readonly top: number; readonly left: number; readonly bottom: number; readonly right: number }
type Tamed = { readonly package: Uint8Array; /** Merged cells by the name of their sheet. */ readonly merges: ReadonlyMap<string, readonly Range[]> }

/** Merged cells are read here: the library takes minutes for tens of thousands of them. */
const mergesIn = (xml: string): Range[] => [...xml.matchAll(/<mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"/g)]
  .map(([, left, top, right, bottom]) => ({ top: Number(top), left: columnOf(left!), bottom: Number(bottom), right: columnOf(right!) }))

const MAIN = /\bxmlns:([\w-]+)="http:\/\/(?:schemas\.openxmlformats\.org|purl\.oclc\.org\/ooxml)\/spreadsheetml(?:\/2006)?\/main"/
/** Some programs write `<x:row>` for `<row>`; the library knows the second. */
const withoutPrefix = (xml: string): string => {
  const prefix = MAIN.exec(xml)?.[1]
  return prefix === undefined ? xml : xml.replaceAll(new RegExp(`(</?)${prefix}:`, 'g'), '$1')
}

const attribute = (tag: string, name: string): string | undefined => new RegExp(String.raw`\b${name}="([^"]*)"`).exec(tag)?.[1]
const ENTITIES: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&apos;': "'" }
const unescaped = (text: string): string => text.replaceAll(/&(?:amp|lt|gt|quot|apos);/g, entity => ENTITIES[entity]!)

/** Which part of the package each sheet is, by its name. */
const partsOfSheets = (workbook: string, relations: string): Map<string, string> => {
  const targets = new Map([...relations.matchAll(/<Relationship\b[^>]*>/g)].map(([tag]) => [attribute(tag, 'Id') ?? '', attribute(tag, 'Target') ?? '']))
  return new Map([...workbook.matchAll(/<sheet\b[^>]*>/g)].map(([tag]) =>
    [unescaped(attribute(tag, 'name') ?? ''), `xl/${(targets.get(attribute(tag, '[\\w-]+:id') ?? '') ?? '').replace(/^\/?xl\//, '')}`]))
}

/**
 * The parts of the package that hold cells, unpacked within limits and packed anew: exceljs gets nothing that is bigger
 * than it says, and no pictures, links or macros.
 */
const tamed = (bytes: Uint8Array): Result<Tamed> => {
  let parts = 0
  let unpacked = 0
  let burst = false
  let files: Record<string, Uint8Array>
  try {
    files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        parts += 1
        const wanted = /^(\[Content_Types\]\.xml|_rels\/\.rels|xl\/(workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/[^/]+\.xml)$/i.test(name)
        if (!wanted) return false
        unpacked += originalSize
        burst ||= parts > MAX_PARTS || unpacked > MAX_UNPACKED
        return !burst
      },
    })
  } catch {
    return damaged()
  }
  if (burst) return tooMuch()
  if (!Object.keys(files).some(name => /^xl\/workbook\.xml$/i.test(name))) return damaged()
  const texts = new Map<string, string>()
  const merged = new Map<string, Range[]>()
  for (const [name, part] of Object.entries(files)) {
    const text = withoutPrefix(xmlText(part))
    texts.set(name.toLowerCase(), text)
    // Nobody's spreadsheet declares entities.
    if (/<!(?:DOCTYPE|ENTITY)/i.test(text)) return damaged()
    if (/worksheets/i.test(name)) {
      const sheet = tameSheet(text)
      if (!sheet.ok) return sheet
      files[name] = new TextEncoder().encode(sheet.value)
      merged.set(name.toLowerCase(), mergesIn(text))
    } else if (/workbook\.xml$/i.test(name)) {
      const book = withoutElements(text, NAMES)
      if (book === null) return damaged()
      files[name] = new TextEncoder().encode(book)
    } else {
      // Shared texts and styles, each of which becomes an object.
      let items = 0
      for (const _ of text.matchAll(/<(?:[A-Za-z]\w*:)?(?:si|xf|font|fill|border|numFmt)(?=[\s/>])/g)) items += 1
      if (items > MAX_ITEMS) return tooMuch()
      files[name] = new TextEncoder().encode(text)
    }
  }
  const sheets = partsOfSheets(texts.get('xl/workbook.xml') ?? '', texts.get('xl/_rels/workbook.xml.rels') ?? '')
  return ok({
    package: zipSync(files, { level: 0 }),
    merges: new Map([...sheets].map(([name, part]) => [name, merged.get(part.toLowerCase()) ?? []])),
  })
}

const two = (number: number): string => String(number).padStart(2, '0')

/** exceljs gives a day as midnight UTC; its time of day, where there is one, is the one that was typed. */
const dateText = (date: Date): string => {
  if (Number.isNaN(date.getTime())) return ''
  const day = `${date.getUTCFullYear()}-${two(date.getUTCMonth() + 1)}-${two(date.getUTCDate())}`
  const [hours, minutes] = [date.getUTCHours(), date.getUTCMinutes()]
  return hours === 0 && minutes === 0 ? day : `${day} ${two(hours)}:${two(minutes)}`
}

/** A number as it was typed: 0.1 + 0.2 of a formula is 0.3, and none is written with an exponent. */
const numberText = (value: number): string => {
  const tidy = Number(value.toPrecision(15))
  const text = String(tidy)
  return /e/.test(text) ? BigInt(Math.round(tidy)).toString() : text
}

/** Numbers keep fifteen digits. A longer one is not what was typed any more. */
const isLost = (value: number): boolean => Math.abs(value) >= 1e15

/** Line ends that Word and others put inside a paragraph (U+000B, U+2028, …) are line ends; `_x000B_` is how a package writes one. */
const withLineEnds = (text: string): string => text
  .replaceAll(/_x([0-9A-Fa-f]{4})_/g, (_all, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  .replaceAll(/\r\n?|[\u000b\u000c\u0085\u2028\u2029]/g, '\n')

/** A number as its format shows it where that says another unit: 0.00"万元" shows 0.5 as 0.50万元, 0!.0,"万" shows 8600 as 0.9万. */
const scaledText = (value: number, format: string | undefined): string | null => {
  const first = format?.split(';')[0] ?? ''
  const literals = first.replaceAll(/\[[^\]]*\]|[^"\\!\p{Script=Han}]*?(?:"([^"]*)"|[\\!](.)|(\p{Script=Han}+))|[^\p{Script=Han}"]+/gu, (_all, quoted?: string, one?: string, han?: string) => quoted ?? one ?? han ?? '')
  if (!/[千万亿]/.test(literals)) return null
  // A comma behind the last figure divides by a thousand: the cell itself holds yuan.
  return /[0#?],+(?![0#?,])/.test(first.replaceAll(/"[^"]*"/g, '')) ? `${numberText(value)}元` : `${numberText(value)}${/[千万亿]+元?/.exec(literals)![0].replace(/元?$/, '元')}`
}

type Cell = { readonly text: string; readonly lost: boolean; readonly formula?: true }


const cellOf = (value: unknown): Cell => {
  if (value === null || value === undefined) return { text: '', lost: false }
  if (typeof value === 'number') return { text: Number.isFinite(value) ? numberText(value) : '', lost: isLost(value) }
  if (typeof value === 'string') return { text: withLineEnds(value), lost: false }
  if (typeof value === 'boolean') return { text: value ? '是' : '否', lost: false }
  if (value instanceof Date) return { text: dateText(value), lost: false }
  const rich = value as { richText?: { text?: string }[]; text?: unknown; result?: unknown; error?: string }
  if (rich.richText) return { text: withLineEnds(rich.richText.map(run => run.text ?? '').join('')), lost: false }
  if (rich.error !== undefined) return { text: rich.error, lost: false }
  // A link shows its text, a formula its last result.
  const shown = rich.text ?? rich.result
  return shown === undefined && ('formula' in rich || 'sharedFormula' in rich) ? { text: '', lost: false, formula: true } : cellOf(shown)
}

const readXlsx = async (bytes: Uint8Array): Promise<Result<Sheet[]>> => {
  const safe = tamed(bytes)
  if (!safe.ok) return safe
  const book = new exceljs.Workbook()
  try {
    // exceljs asks for its own Buffer type; a copy in a plain one is the same bytes.
    await book.xlsx.load(Buffer.from(safe.value.package) as unknown as exceljs.Buffer)
  } catch {
    return damaged()
  }
  const sheets: Sheet[] = []
  // A text that many cells share is written out for each.
  let letters = 0
  for (const sheet of book.worksheets) {
    const rows: string[][] = []
    const lost: { row: number; column: number }[] = []
    const faults: SheetFault[] = []
    const hiddenRows: number[] = []
    let far = false
    // Rows and columns that only have a colour or a width do not count.
    sheet.eachRow((row, number) => {
      if (number > MAX_ROWS) far = true
      if (far) return
      while (rows.length < number) rows.push([])
      const line = rows[number - 1]!
      row.eachCell((cell, column) => {
        if (column > MAX_COLUMNS) far = true
        if (far) return
        const { text, lost: gone, formula } = cellOf(cell.value)
        letters += text.length
        if (letters > MAX_LETTERS) far = true
        const number = typeof cell.value === 'number' ? cell.value : cell.result
        const shown = typeof number === 'number' ? scaledText(number, cell.numFmt) ?? text : text
        while (line.length < column - 1) line.push('')
        line[column - 1] = shown.trim()
        if (gone) lost.push({ row: row.number, column: column - 1 })
        if (formula) faults.push({ row: row.number, column: column - 1, kind: 'formula' })
      })
      while (line.at(-1) === '') line.pop()
      if (row.hidden && line.length > 0) hiddenRows.push(number)
    })
    if (far) return tooBig()
    speakForAll(rows, safe.value.merges.get(sheet.name) ?? [])
    sheets.push({
      name: sheet.name, rows, lost, ...(faults.length > 0 && { faults }), ...(hiddenRows.length > 0 && { hiddenRows }), ...(sheet.state !== 'visible' && { hidden: true as const }),
    })
  }
  return ok(sheets)
}

/**
 * A cell that is merged downwards speaks for every row it covers that has something of its own; across columns it speaks once, at
 * its left. A cell that covers a whole row is a title and speaks once.
 */
const speakForAll = (rows: string[][], merges: readonly Range[]): void => {
  const own = rows.map(line => line.length > 0)
  for (const { top, left, bottom, right } of merges) {
    const text = rows[top - 1]?.[left - 1] ?? ''
    if (text === '' || left > MAX_COLUMNS || right - left > 20) continue
    for (let row = top; row < Math.min(bottom, rows.length); row += 1) {
      const line = rows[row]!
      if (!own[row] || (line[left - 1] ?? '') !== '') continue
      while (line.length < left) line.push('')
      line[left - 1] = text
    }
  }
}

/** Text of a .csv: by its mark, else UTF-8 where it is valid, else GB18030, in which Excel and WPS save. */
const decoded = (bytes: Uint8Array): string | null => {
  const by = (encoding: string): string | null => {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      return null
    }
  }
  if (startsWith(bytes, 0xff, 0xfe)) return by('utf-16le')
  if (startsWith(bytes, 0xfe, 0xff)) return by('utf-16be')
  return by('utf-8') ?? by('gb18030')
}

/** No cell of a list holds more letters. */
const MAX_FIELD = 200_000

/** After so many rows with a mark that never closes, the marks of the file mean nothing. */
const MOST_UNCLOSED = 50

/**
 * Rows of a .csv, with the separator that the first line has most of. A row with a quotation mark that never closes is read by the
 * letter and named, so that it does not swallow the rows below it. Null where it is too big.
 */
const csvRows = (text: string): { readonly rows: string[][]; readonly unclosed: readonly number[] } | null => {
  const first = text.slice(0, Math.min(10_000, text.search(/[\r\n]|$/)))
  const separator = [',', '\t', ';'].toSorted((a, b) => first.split(b).length - first.split(a).length)[0]!
  const rows: string[][] = []
  const unclosed: number[] = []
  const literally = (line: string): string[] => line.split(separator).map(field => field.replace(/^\s*"|"\s*$/g, ''))
  const parse = (part: string) => Papa.parse<string[]>(part, { delimiter: separator, skipEmptyLines: false, preview: MAX_ROWS + 1 })
  let rest = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').replace(/\n$/, '')
  while (rest !== '' && rows.length <= MAX_ROWS) {
    const { data, errors } = parse(rest)
    const fault = errors.find(({ code }) => code === 'MissingQuotes' || code === 'InvalidQuotes')
    if (fault?.index === undefined) {
      rows.push(...data)
      break
    }
    if (unclosed.length >= MOST_UNCLOSED) {
      for (const line of rest.split('\n')) {
        rows.push(literally(line))
        if (line.includes('"')) unclosed.push(rows.length)
      }
      break
    }
    const start = rest.lastIndexOf('\n', Math.max(0, fault.index - 1)) + 1
    const end = rest.indexOf('\n', start)
    if (start > 0) rows.push(...parse(rest.slice(0, start - 1)).data)
    rows.push(literally(rest.slice(start, end < 0 ? undefined : end)))
    unclosed.push(rows.length)
    rest = end < 0 ? '' : rest.slice(end + 1)
  }
  if (rows.length > MAX_ROWS || rows.some(row => row.length > MAX_COLUMNS || row.some(field => field.length > MAX_FIELD))) return null
  return { rows: rows.map(row => row.map(field => withLineEnds(field).trim().replace(/^"([^"]*)"$/, '$1'))), unclosed }
}

/** Excel guards a number as text in a .csv by writing `="0123"` or a tab before it. */
const unguarded = (text: string): string => /^="(.*)"$/.exec(text)?.[1] ?? text

const readCsv = (bytes: Uint8Array): Result<Sheet[]> => {
  const text = decoded(bytes)
  if (text === null || text.includes('\0')) {
    return refuse('spreadsheet-unknown', '认不出这个文件：请选 Excel 表格（.xlsx），或 UTF-8、GB18030 编码的 .csv。', { field: '/content' })
  }
  const read = csvRows(text)
  if (!read) return tooBig()
  const rows = read.rows.map(row => row.map(unguarded))
  // Excel writes a long number with an exponent: its digits are gone.
  const lost = rows.flatMap((row, index) => row.flatMap((cell, column) => (/^\d(\.\d+)?E\+\d+$/i.test(cell) ? [{ row: index + 1, column }] : [])))
  return ok([{ name: '', rows, lost, ...(read.unclosed.length > 0 && { faults: read.unclosed.map(row => ({ row, column: 0, kind: 'quote' as const })) }) }])
}

/** A page, a page with its parts (MHTML) or a workbook in plain XML, which systems give out under the name .xls. */
const isMarkup = (bytes: Uint8Array): boolean =>
  /^\s*(?:<(?:!doctype|html|head|meta|table|body|div|style)\b|<\?xml\b[\s\S]*?(?:<\?mso-application|urn:schemas-microsoft-com:office:spreadsheet|<html)|MIME-Version:)/i
    .test(new TextDecoder().decode(bytes.subarray(0, 2048)).replace(/^\ufeff/, '').replaceAll('\0', ''))

/** The sheets of a file, told by what is in it and not by its name. */
export const readSheets = async (bytes: Uint8Array): Promise<Result<Sheet[]>> => {
  if (bytes.length > MAX_FILE) return tooBig()
  if (bytes.length === 0) return refuse('spreadsheet-empty', '这个文件是空的，请选有内容的表格。', { field: '/content' })
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) {
    return refuse('spreadsheet-xls', '这是旧格式（.xls）或加了密码的表格，不能读取；请用 Excel 或 WPS 打开，另存为不加密码的 .xlsx 再选。', { field: '/content' })
  }
  if (isMarkup(bytes)) {
    return refuse('spreadsheet-html', '这个文件名字像表格，里面其实是网页格式（有的系统导出的“.xls”就是这样），不能直接读取；请用 Excel 或 WPS 打开它，另存为 .xlsx 再选。', { field: '/content' })
  }
  return startsWith(bytes, 0x50, 0x4b) ? readXlsx(bytes) : readCsv(bytes)
}

export type SheetPlan = {
  readonly name: string
  /** `text`: numbers in this column are kept as text (identity numbers, telephones); `money`: yuan with two decimals. Widths in characters. */
  readonly columns: readonly { readonly title: string; readonly width: number; readonly text?: boolean; readonly money?: boolean }[]
  readonly rows: readonly (readonly (string | number | null)[])[]
  /** As it is to be printed: A4 lying, one page wide, the headings on every page; with an autofilter on the screen. */
  readonly list?: boolean
}

const PAPER_A4 = 9
const wrapped = { alignment: { wrapText: true, vertical: 'top' } } as const

/** A workbook with bold headings that stay in view. Takes the time that the file is to bear. */
export const xlsxOf = async (sheets: readonly SheetPlan[], madeAt: string): Promise<Uint8Array> => {
  const book = new exceljs.Workbook()
  book.created = new Date(`${madeAt}:00Z`)
  book.modified = book.created
  for (const { name, columns, rows, list } of sheets) {
    const sheet = book.addWorksheet(name, {
      views: [{ state: 'frozen', ySplit: 1 }],
      ...(list && {
        pageSetup: {
          paperSize: PAPER_A4, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0, printTitlesRow: '1:1',
          margins: { left: 0.4, right: 0.4, top: 0.5, bottom: 0.6, header: 0.3, footer: 0.3 },
        },
        headerFooter: { oddFooter: '第 &P 页，共 &N 页' },
      }),
    })
    sheet.columns = columns.map(({ title, width, text, money }) => ({
      header: title, width, ...(text && { style: { numFmt: '@', ...(list && wrapped) } }), ...(money && { style: { numFmt: '#,##0.00', ...(list && wrapped) } }),
    }))
    sheet.getRow(1).font = { bold: true }
    if (list) sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length + 1, column: columns.length } }
    for (const row of rows) sheet.addRow([...row])
  }
  return new Uint8Array(await book.xlsx.writeBuffer())
}
