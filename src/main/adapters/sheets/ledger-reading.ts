/** An old ledger read into a summary, into cases or into a workbook of what is wrong. Runs beside the main thread. */
import { yuanFigures } from '../../../core/base/amounts.ts'
import { disputeTypes, endCodes } from '../../../core/base/codes.ts'
import { ledgerColumns } from '../../../core/office/ledger-columns.ts'
import { wordChoices, wordKey } from '../../../core/ledger/read-row.ts'
import { headingRowOf, readLedger, type LedgerOptions, type ReadLedger } from '../../../core/ledger/read-ledger.ts'
import { agreedFen } from '../../../core/statistics/scale.ts'
import { ok, refuse, type Result } from '../../../core/base/result.ts'
import { caseDigest } from './case-digest.ts'
import { readSheets, xlsxOf, type Sheet } from './spreadsheet.ts'

export type LedgerTask = {
  readonly bytes: Uint8Array
  readonly sheet?: number | undefined
  readonly options: Omit<LedgerOptions, 'known' | 'faults' | 'hiddenRows'>
  readonly madeAt: string
}

export type LedgerLook = {
  readonly sheets: string[]
  readonly sheet: number
  readonly headingRow: number
  readonly hiddenRows: number
  readonly unclear: { key: string; column: string; word: string; rows: number; choices: { value: string; label: string }[] }[]
  readonly columns: { heading: string; key: string; meaning?: NonNullable<ReadLedger['columns'][number]['meaning']>; samples: string[] }[]
  readonly total: number
  readonly ready: number
  readonly bad: number
  readonly duplicates: number
  readonly problems: { row: number; column: string; message: string; severity: 'error' | 'warning' | 'duplicate' }[]
  readonly problemCount: number
  readonly gaps: { what: string; cases: number }[]
  readonly newMediators: string[]
  readonly preview: { row: number; fileNo: string; type: string; applicants: string; respondents: string; appliedOn: string; result: string; amount: string; gaps: string }[]
}
/** One case that is to come in. */
export type LedgerEntry = { readonly row: number; readonly file: ReadLedger['cases'][number]['file']; readonly digest: string; readonly gaps: readonly string[] }
export type LedgerTaken = {
  readonly mediators: ReadLedger['mediators']
  readonly bad: number
  readonly duplicates: number
  readonly hiddenRows: number
  /** A workbook: the original, and where each cell went. */
  readonly report: Uint8Array
}
export type LedgerErrors = { readonly bytes: Uint8Array; readonly rows: number }

const MAX_PROBLEMS = 1000
const PREVIEW = 50

const rowsWith = (read: ReadLedger, severity: string): Set<number> =>
  new Set(read.problems.filter(problem => problem.severity === severity && problem.row > read.headingRow).map(({ row }) => row))

const lookAt = (sheets: readonly Sheet[], sheet: number, read: ReadLedger): LedgerLook => {
  const bad = rowsWith(read, 'error')
  const gaps = new Map<string, number>()
  for (const one of read.cases) for (const gap of one.gaps) gaps.set(gap, (gaps.get(gap) ?? 0) + 1)
  const below = sheets[sheet]!.rows.slice(read.headingRow)
  const names = (file: ReadLedger['cases'][number]['file'], side: string): string => file.parties.filter(party => party.side === side).map(({ name }) => name).join('、')
  return {
    sheets: sheets.map(({ name, hidden }) => (hidden ? `${name}（隐藏的）` : name)),
    hiddenRows: sheets[sheet]!.hiddenRows?.filter(row => row > read.headingRow).length ?? 0,
    unclear: read.unclear.map(({ column, word, rows, choices }) => ({
      key: wordKey(column, word), column: ledgerColumns[column], word, rows: rows.length,
      choices: choices.map(value => ({ value, label: (wordChoices[column] as Readonly<Record<string, string>>)[value]! })),
    })),
    sheet,
    headingRow: read.headingRow,
    columns: read.columns.map(({ heading, key, meaning }, index) => ({
      heading, key, ...(meaning !== undefined && { meaning }), samples: below.flatMap(row => (row[index] ? [row[index].slice(0, 60)] : [])).slice(0, 3),
    })).filter(({ heading, samples }) => heading !== '' || samples.length > 0),
    total: read.total,
    ready: read.cases.length,
    bad: bad.size,
    duplicates: rowsWith(read, 'duplicate').size,
    // What stops the import comes first.
    problems: [...read.problems.filter(({ severity }) => severity !== 'warning'), ...read.problems.filter(({ severity }) => severity === 'warning')]
      .slice(0, MAX_PROBLEMS).map(problem => ({ ...problem })),
    problemCount: read.problems.length,
    gaps: [...gaps].map(([what, cases]) => ({ what, cases })).sort((a, b) => b.cases - a.cases),
    newMediators: read.mediators.map(({ name }) => name),
    preview: read.cases.slice(0, PREVIEW).map(({ row, file, gaps: missing }) => ({
      row, fileNo: file.fileNo ?? '', type: disputeTypes[file.type], applicants: names(file, 'applicant'), respondents: names(file, 'respondent'),
      appliedOn: file.appliedOn, result: file.end ? endCodes[file.end.code] : '办理中', amount: file.agreement && agreedFen(file) > 0 ? yuanFigures(agreedFen(file)) : '',
      gaps: missing.join('；'),
    })),
  }
}

const errorBook = async ({ rows, lost }: Sheet, read: ReadLedger, madeAt: string): Promise<Result<LedgerErrors>> => {
  const said = new Map<number, string[]>()
  for (const { row, column, message, severity } of read.problems) {
    if (severity === 'warning' || row <= read.headingRow) continue
    said.set(row, [...(said.get(row) ?? []), column === '' ? message : `${column}：${message}`])
  }
  if (said.size === 0) return refuse('no-bad-rows', '没有有问题的行，不用另存。')
  // Columns called 问题 are those of an earlier round.
  const kept = read.columns.flatMap(({ heading }, index) => (heading === '问题' || (heading === '' && !rows.some(row => row[index])) ? [] : [{ heading, index }]))
  const spoiled = new Set(lost.map(({ row, column }) => `${row}/${column}`))
  // A number whose last digits are gone stands as spreadsheets show it, so that nobody, and no second import, takes it for whole.
  const cell = (row: number, index: number): string => {
    const text = rows[row - 1]?.[index] ?? ''
    return spoiled.has(`${row}/${index}`) && /^\d+$/.test(text) ? Number(text).toExponential(5).toUpperCase() : text
  }
  const bytes = await xlsxOf([{
    name: '有问题的行',
    columns: [...kept.map(({ heading }) => ({ title: heading, width: Math.min(36, Math.max(12, heading.length * 2 + 4)), text: true })), { title: '问题', width: 60, text: true }],
    rows: [...said].toSorted(([a], [b]) => a - b).map(([row, messages]) => [...kept.map(({ index }) => cell(row, index)), messages.join('\n')]),
    list: true,
  }], madeAt)
  return ok({ bytes, rows: said.size })
}

export type LedgerPhase = { readonly phase: 'opening' | 'checking'; readonly done: number; readonly total: number }

type Read = { readonly sheets: readonly Sheet[]; readonly sheet: number; readonly one: Sheet; readonly read: ReadLedger }

/** `known` come as pairs: what cases that are there are recognised by, and their names. */
const reading = async ({ bytes, sheet: wanted, options }: LedgerTask, known: LedgerOptions['known'], tell: (now: LedgerPhase) => void): Promise<Result<Read>> => {
  tell({ phase: 'opening', done: 0, total: 0 })
  const sheets = await readSheets(bytes)
  if (!sheets.ok) return sheets
  const isLedger = ({ rows }: Sheet): boolean => headingRowOf(rows, options.mapping) >= 0
  // A sheet that is hidden is taken only when it is asked for, or there is no other.
  const first = sheets.value.findIndex(one => !one.hidden && isLedger(one))
  const sheet = wanted ?? Math.max(0, first >= 0 ? first : sheets.value.findIndex(isLedger))
  const one = sheets.value[sheet]
  if (!one) return refuse('no-such-sheet', '表格里没有这张工作表，请重新选择。', { field: '/sheet' })
  tell({ phase: 'checking', done: 0, total: one.rows.length })
  return ok({ sheets: sheets.value, sheet, one, read: readLedger(one.rows, one.lost, { ...options, known, faults: one.faults, hiddenRows: one.hiddenRows }, (done, total) => tell({ phase: 'checking', done, total })) })
}

/** The original with 存入何处 beside each column, row by row; a second sheet says what each column was taken for. */
const reportBook = async ({ sheets, sheet, one, read }: Read, madeAt: string): Promise<Uint8Array> => {
  const used = read.columns.map((column, index) => ({ ...column, index })).filter(({ heading, index }) => heading !== '' || one.rows.some(row => row[index]))
  const meaningOf = ({ heading, meaning }: (typeof used)[number]): string =>
    (meaning === undefined || meaning === 'note' || (meaning === 'ignore' && heading === '') ? '备注（写在纠纷情况后面）' : meaning === 'ignore' ? '没有导入' : ledgerColumns[meaning])
  const others = sheets.filter((_, index) => index !== sheet)
  return xlsxOf([
    {
      name: '逐格去向',
      columns: [{ title: '表格第几行', width: 10 }, ...used.flatMap(({ heading, index }) => [
        { title: heading || `第 ${index + 1} 列`, width: Math.min(30, Math.max(10, heading.length * 2 + 4)), text: true }, { title: '存入何处', width: 22, text: true },
      ])],
      rows: one.rows.flatMap((row, line) => (row.some(cell => cell !== '')
        ? [[line + 1, ...used.flatMap(({ index }) => [row[index] ?? '', row[index] ? read.traces[line]?.[index] || '没有导入' : ''])]] : [])),
    },
    {
      name: '各列存入何处',
      columns: [{ title: '表格里的列名', width: 30, text: true }, { title: '存入何处', width: 40, text: true }],
      rows: [...used.map(column => [column.heading || `第 ${column.index + 1} 列（没有列名）`, meaningOf(column)]), ...others.map(({ name, hidden }) => [`工作表“${name}”${hidden ? '（隐藏的）' : ''}`, '没有导入，要导入请另选这张工作表'])],
    },
  ], madeAt)
}

type With<T> = (task: LedgerTask, known: LedgerOptions['known'], tell: (now: LedgerPhase) => void) => Promise<Result<T>>

export const ledgerLook: With<LedgerLook> = async (...how) => {
  const got = await reading(...how)
  return got.ok ? ok(lookAt(got.value.sheets, got.value.sheet, got.value.read)) : got
}

export const ledgerErrors: With<LedgerErrors> = async (...how) => {
  const got = await reading(...how)
  return got.ok ? errorBook(got.value.one, got.value.read, how[0].madeAt) : got
}

export const ledgerTaken: With<{ readonly cases: readonly LedgerEntry[]; readonly taken: LedgerTaken }> = async (...how) => {
  const got = await reading(...how)
  if (!got.ok) return got
  const { read } = got.value
  const [heading] = read.problems.filter(({ row, severity }) => severity === 'error' && row <= Math.max(1, read.headingRow))
  if (heading && read.cases.length === 0) return refuse('ledger-unreadable', heading.message, { field: '/content' })
  return ok({
    cases: read.cases.map(({ row, file, gaps }) => ({ row, file, gaps, digest: caseDigest(file) })),
    taken: {
      mediators: read.mediators, bad: rowsWith(read, 'error').size, duplicates: rowsWith(read, 'duplicate').size,
      hiddenRows: got.value.one.hiddenRows?.filter(row => row > read.headingRow).length ?? 0, report: await reportBook(got.value, how[0].madeAt),
    },
  })
}
