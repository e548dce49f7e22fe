/**
 * An old ledger (旧台账) read into cases of the exchange format: every row is a case or says why not, with row and column as
 * in Excel. The cases go through the same rules as an imported bundle. What the ledger does not say is left out or, where the
 * format demands something, filled in and listed as a gap.
 */
import { foldedName, foldedText } from '../base/folding.ts'
import type { CaseFile, Mediator, Party } from '../case/record/case-file.ts'
import type { LocalDate } from '../base/dates.ts'
import { MAX_TEXT, storableText, Text } from '../base/text.ts'
import { readBundle } from '../exports/bundle.ts'
import type { Problem } from '../base/result.ts'
import { isErrorCell, isPlaceholder, unquoted } from './cells.ts'
import { ledgerColumns, meaningOf, readColumns, type ColumnRead, type LedgerColumn } from '../office/ledger-columns.ts'
import { caseOf, wordKey, type Cells, type RowOptions, type Unclear } from './read-row.ts'

export type LedgerOptions = RowOptions & {
  /** What the office says its headings mean. */
  readonly mapping: Readonly<Record<string, LedgerColumn | 'ignore'>>
  readonly today: LocalDate
  readonly mediators: readonly Mediator[]
  /** Cases that are there already, by `sameCaseKeys`, with the name to call them by. */
  readonly known: ReadonlyMap<string, string>
  /** Rows that the file does not show; taken unless they are to be left. */
  readonly hiddenRows?: readonly number[] | undefined
  readonly leaveHidden?: boolean | undefined
  /** Cells and rows that the file does not say in full. */
  readonly faults?: readonly { readonly row: number; readonly column: number; readonly kind: 'formula' | 'quote' }[] | undefined
}

/** `duplicate`: keeps a row out like an error, but there is nothing to put right. */
export type LedgerProblem = { readonly row: number; readonly column: string; readonly message: string; readonly severity: Problem['severity'] | 'duplicate' }

export type LedgerCase = { readonly row: number; readonly file: CaseFile; readonly gaps: readonly string[] }

export type ReadLedger = {
  /** Row of the headings, from 1; 0 when none was found. */
  readonly headingRow: number
  /** In the order of the file. `meaning` absent: not known. */
  readonly columns: readonly ColumnRead[]
  /** Rows with something in them. */
  readonly total: number
  /** Those without an error that are no duplicates, in the order of the file. */
  readonly cases: readonly LedgerCase[]
  /** Mediators who are named and not in the register. */
  readonly mediators: readonly Mediator[]
  readonly problems: readonly LedgerProblem[]
  /** Words that a person has to choose for, each once, with the rows that hold it. */
  readonly unclear: readonly (Unclear & { readonly rows: readonly number[] })[]
  /** Of every row of the sheet, where each of its cells went (存入何处); empty for an empty cell. */
  readonly traces: readonly (readonly string[])[]
}

export { UNRECORDED } from './read-row.ts'

const plainNumber = (fileNo: string): string => foldedText(fileNo).replaceAll(/[\s()〔〕[\]【】]/g, '').toUpperCase()
/** A number that says no more than which row it is: 7, 第7号. Such begin anew each month, each sheet. */
const isRunning = (fileNo: string): boolean => /^第?\d{1,4}号?$/.test(plainNumber(fileNo))

/** By what a case is recognised: its file number, and its parties together with a day. */
export const sameCaseKeys = (file: Pick<CaseFile, 'fileNo' | 'parties' | 'appliedOn' | 'acceptedOn'>): { readonly number?: string; readonly people: readonly string[] } => {
  const names = file.parties.map(party => foldedName(party.name)).toSorted().join('|')
  const days = new Set([file.appliedOn, file.acceptedOn ?? file.appliedOn])
  return { ...(file.fileNo !== undefined && { number: `n${plainNumber(file.fileNo)}` }), people: [...days].map(day => `p${names}|${day}`) }
}

/** All cases by what they are recognised by; numbers and people in one map. */
export const knownCases = (files: Iterable<CaseFile>): Map<string, string> => {
  const known = new Map<string, string>()
  for (const file of files) {
    const { number, people } = sameCaseKeys(file)
    const name = file.fileNo ?? ''
    for (const key of number === undefined ? people : [number, ...people]) known.set(key, name)
  }
  return known
}

/** Where a problem of the case belongs in the sheet. */
const columnsOfPointers: readonly (readonly [RegExp, LedgerColumn])[] = [
  [/^\/fileNo/, 'fileNo'], [/^\/appliedOn/, 'appliedOn'], [/^\/acceptedOn/, 'acceptedOn'], [/^\/sourceRef|^\/source/, 'source'], [/^\/type/, 'type'],
  [/^\/facts/, 'facts'], [/^\/claims/, 'claims'], [/^\/place\/regionCode/, 'street'], [/^\/place\/community/, 'community'], [/^\/place\/estate/, 'estate'],
  [/^\/place/, 'room'], [/^\/propertyCompany/, 'company'], [/^\/mediators/, 'mediators'], [/^\/end\/code/, 'result'], [/^\/end/, 'endedOn'],
  [/^\/agreement\/effectiveOn/, 'endedOn'], [/^\/agreement\/reachedOn/, 'agreedOn'], [/^\/agreement\/form/, 'agreementForm'], [/^\/agreement\/terms\/\d+\/amountFen/, 'amount'],
  [/^\/agreement\/terms/, 'terms'], [/^\/agreement/, 'result'], [/^\/performance\/\d+\/on/, 'performedOn'], [/^\/performance/, 'performance'],
  [/^\/confirmation\/(?:appliedOn|decidedOn)/, 'confirmedOn'], [/^\/confirmation/, 'confirmation'], [/^\/archive/, 'archivedOn'],
]

const columnOf = (pointer: string, parties: readonly Party[]): LedgerColumn | undefined => {
  const party = /^\/parties\/(\d+)\/?(\w*)/.exec(pointer)
  if (!party) return columnsOfPointers.find(([pattern]) => pattern.test(pointer))?.[1]
  const applicant = parties[Number(party[1])]?.side !== 'respondent'
  switch (party[2]) {
    case 'idNo':
    case 'uscc':
      return applicant ? 'applicantIds' : 'respondentIds'
    case 'phone':
      return applicant ? 'applicantPhones' : 'respondentPhones'
    case 'address':
      return applicant ? 'applicantAddress' : 'respondentAddress'
    default:
      return applicant ? 'applicants' : 'respondents'
  }
}

/** Warnings of the rules that an old ledger always has and a gap already says. */
const saidByGaps: ReadonlySet<string> = new Set(['file-no-missing', 'source-letter-missing', 'delegate-missing'])

const SUM = /^(?:合计|总计|小计|共计)/

/** `4.2128E+17`: a number whose last figures are gone. */
const SPOILED = /^\d(?:\.\d+)?E\+\d+$/i

/** What makes a row a case, whatever its first cell says. */
const IDENTIFYING = ['fileNo', 'appliedOn', 'acceptedOn', 'applicants', 'respondents'] as const

/** A row of sums begins with such a word and names nobody, no number and no day behind it. */
const isSum = (line: readonly string[], at: ReadonlyMap<LedgerColumn, number>): boolean => {
  const first = line.findIndex(cell => cell.trim() !== '')
  return SUM.test(line[first]!.replaceAll(/\s/g, '')) && IDENTIFYING.every(column => {
    const index = at.get(column)
    return index === undefined || index === first || (line[index] ?? '').trim() === ''
  })
}

const isKnown = (heading: string, mapping: LedgerOptions['mapping']): boolean => {
  const meaning = heading === '' ? undefined : meaningOf(heading, mapping)
  return meaning !== undefined && meaning !== 'ignore'
}

/** How many headings of a row are known. */
const headingsIn = (row: readonly string[], mapping: LedgerOptions['mapping']): number =>
  row.filter(cell => isKnown(cell, mapping)).length

/** Two rows of headings as one: 申请人 over 姓名 and 身份证号 makes 申请人姓名 and 申请人身份证号. Null when they are none. */
const joined = (upper: readonly string[], lower: readonly string[], mapping: LedgerOptions['mapping']): string[] | null => {
  // Only a heading that spans empty cells has others under it; days and numbers are no headings.
  let over = ''
  let fits = true
  const titles = Array.from({ length: Math.max(upper.length, lower.length) }, (_, index) => {
    const [above, below] = [(upper[index] ?? '').trim(), (lower[index] ?? '').trim()]
    if (above !== '') over = above
    if (below === '' || above === below) return above
    const spans = above === '' || (upper[index + 1] ?? '').trim() === ''
    if (!spans || /\d/.test(below)) fits = false
    const group = meaningOf(over, mapping)
    const whole = (group === 'applicants' ? '申请人' : group === 'respondents' ? '被申请人' : over) + below
    // 身份证号 under 被申请人 is never that of the applicant.
    return group === 'applicants' || group === 'respondents' || isKnown(whole, mapping) || !isKnown(below, mapping) ? whole : below
  })
  return fits && headingsIn(titles, mapping) > Math.max(headingsIn(upper, mapping), headingsIn(lower, mapping)) ? titles : null
}

/** Three rows of headings: what groups the groups (纠纷当事人) says nothing where the rows below it speak. */
const joinedThree = (rows: readonly (readonly string[])[], mapping: LedgerOptions['mapping']): string[] | null => {
  const [top, ...lower] = rows
  const two = lower.length === 2 ? joined(lower[0]!, lower[1]!, mapping) : null
  if (!two || !top) return null
  const titles = Array.from({ length: Math.max(top.length, two.length) }, (_, index) => (two[index] ?? '').trim() || (top[index] ?? '').trim())
  return headingsIn(titles, mapping) > headingsIn(two, mapping) && top.every(cell => !/\d{4}/.test(cell)) ? titles : null
}

/** The headings within the first twenty rows, of one row, two or three, most of which are known, and where the last of them stands. */
const headingsOf = (table: readonly (readonly string[])[], mapping: LedgerOptions['mapping']): { readonly at: number; readonly titles: readonly string[] } => {
  let best = { at: -1, titles: [] as readonly string[] }
  let most = 1
  table.slice(0, 20).forEach((row, index) => {
    const three = joinedThree(table.slice(index, index + 3), mapping)
    const two = three ?? joined(row, table[index + 1] ?? [], mapping)
    const titles = two ?? row
    const count = headingsIn(titles, mapping)
    if (count > most) [best, most] = [{ at: index + (three ? 2 : two ? 1 : 0), titles }, count]
  })
  return best
}

/** The last row of the headings; -1 when no row has two that are known. */
export const headingRowOf = (table: readonly (readonly string[])[], mapping: LedgerOptions['mapping']): number => headingsOf(table, mapping).at

const CHUNK = 500

/** Characters that may not be storable: only then is a cell looked at one by one. */
const SUSPECT = /[\u0000-\u001f\u007f\ud800-\udfff\ufffd-\uffff]/

/**
 * Reads the sheet. `lost` are cells whose long number the spreadsheet itself could not keep. `progress` is told how many rows
 * are done. Empty rows are passed over, and rows of sums, which are named.
 */
export const readLedger = (
  table: readonly (readonly string[])[], lost: readonly { readonly row: number; readonly column: number }[], options: LedgerOptions,
  progress: (done: number, total: number) => void = () => undefined,
): ReadLedger => {
  const problems: LedgerProblem[] = []
  const { at: headingAt, titles: found } = headingsOf(table, options.mapping)
  const traces: string[][] = table.map((line, index) => line.map(cell => (cell.trim() === '' ? '' : index <= headingAt ? (index === headingAt ? '表头' : '标题或表头，没有导入') : '没有导入')))
  const nothing = { total: 0, cases: [], mediators: [], unclear: [], traces }
  if (headingAt < 0) {
    problems.push({ row: 1, column: '', severity: 'error', message: '没有找到表头：前 20 行里要有一行写着“申请人”“受理日期”“纠纷类型”等列名；请检查是不是选错了工作表。' })
    return { ...nothing, headingRow: 0, columns: [], problems }
  }
  const titles = found.map(cell => cell.trim())
  // Cells may stand where there is no heading at all.
  const width = Math.max(titles.length, ...table.slice(headingAt + 1).map(line => line.length))
  while (titles.length < width) titles.push('')
  const at = new Map<LedgerColumn, number>()
  const columns = readColumns(titles, options.mapping).map((column, index): ColumnRead => {
    const { heading, meaning } = column
    if (meaning === undefined || meaning === 'ignore' || meaning === 'note') return column
    const taken = at.get(meaning)
    if (taken === undefined) {
      at.set(meaning, index)
      return column
    }
    problems.push({ row: headingAt + 1, column: heading, severity: 'warning', message: `“${titles[taken]}”和“${heading}”都像“${ledgerColumns[meaning]}”，按“${titles[taken]}”读，“${heading}”的内容记在纠纷情况后面；要换请改对应关系。` })
    return { ...column, meaning: 'note' }
  })
  /** Columns whose cells are noted under their heading. */
  const noted = columns.flatMap(({ heading, meaning }, index) =>
    (meaning === undefined || meaning === 'note' || (heading === '' && meaning === 'ignore') ? [{ index, heading: heading || `第 ${index + 1} 列（没有列名）` }] : []))
  const titleOf = (column: LedgerColumn | undefined): string => (column === undefined ? '' : titles[at.get(column)!] ?? ledgerColumns[column])
  if (!at.has('applicants') && !at.has('respondents')) {
    problems.push({ row: headingAt + 1, column: '', severity: 'error', message: '没有“申请人”这一列，不知道是谁的纠纷；请在对应关系里指明哪一列是申请人。' })
  }
  if (!at.has('appliedOn') && !at.has('acceptedOn')) {
    problems.push({ row: headingAt + 1, column: '', severity: 'error', message: '没有“申请日期”或“受理日期”这一列；请在对应关系里指明。' })
  }
  const hidden = new Set(options.leaveHidden ? options.hiddenRows : [])
  const refuseRow = (row: number, why: string): void => {
    traces[row - 1] = traces[row - 1]!.map(cell => (cell === '' ? '' : why))
  }
  const lines = table.slice(headingAt + 1).map((line, index) => ({ line, row: headingAt + 2 + index })).filter(({ line, row }) => {
    if (line.every(cell => cell.trim() === '')) return false
    if (hidden.has(row)) {
      problems.push({ row, column: '', severity: 'warning', message: '这一行在表格里是隐藏的，按选择没有导入。' })
      refuseRow(row, '没有导入：隐藏的行')
      return false
    }
    if (!isSum(line, at)) return true
    problems.push({ row, column: '', severity: 'warning', message: '这一行是合计，不是案件，没有导入。' })
    refuseRow(row, '没有导入：合计行')
    return false
  })
  if (problems.some(({ severity }) => severity === 'error')) return { ...nothing, headingRow: headingAt + 1, columns, total: lines.length, problems }

  const lostCells = new Set(lost.map(({ row, column }) => `${row}/${column}`))
  const formulas = new Set((options.faults ?? []).filter(({ kind }) => kind === 'formula').map(({ row, column }) => `${row}/${column}`))
  const unclosed = new Set((options.faults ?? []).filter(({ kind }) => kind === 'quote').map(({ row }) => row))
  const mediators = new Map(options.mediators.map(mediator => [foldedName(mediator.name), mediator.id]))
  const added: Mediator[] = []
  const seen = new Map<string, string>()
  const cases: LedgerCase[] = []
  const unclear = new Map<string, { word: Unclear; rows: number[] }>()

  for (let from = 0; from < lines.length; from += CHUNK) {
    const chunk: LedgerCase[] = []
    for (const { line, row } of lines.slice(from, from + CHUNK)) {
      const cells: Cells = {}
      const said: LedgerProblem[] = []
      const say = (severity: LedgerProblem['severity']) => (column: LedgerColumn, message: string): void => {
        said.push({ row, column: titleOf(column), message, severity })
      }
      const trace = line.map((_, index): string => (columns[index]?.meaning === 'ignore' && titles[index] !== '' ? '没有导入：这一列不导入' : ''))
      /** A cell as it is stored; undefined where it says nothing or cannot be stored, which is then said. */
      const cellOf = (index: number, title: string): string | undefined => {
        const text = storableText(unquoted((line[index] ?? '').trim())).trim()
        if (text === '') return undefined
        if (isPlaceholder(text)) {
          trace[index] = `按没有填写处理（“${text.slice(0, 10)}”）`
          return undefined
        }
        const fault = isErrorCell(text) ? `这一格是算不出来的公式（${text}），请改成应有的内容，或者清空。`
          : SUSPECT.test(text) || text.length > MAX_TEXT ? Text.safeParse(text).error?.issues[0]?.message : undefined
        if (fault === undefined) return text
        said.push({ row, column: title, message: fault, severity: 'error' })
        return undefined
      }
      for (const [column, index] of at) {
        const text = cellOf(index, titles[index]!)
        if (text !== undefined) cells[column] = text
        if (formulas.has(`${row}/${index}`)) say('error')(column, '这一格是公式，表格里没有存它的结果；请用 Excel 或 WPS 打开表格，保存一次再选，或者把这一格改成数值。')
      }
      if (unclosed.has(row)) said.push({ row, column: '', severity: 'warning', message: '这一行的双引号没有配对，已按字面读，没有影响下面的行；请核对这一行。' })
      const beside = noted.flatMap(({ index, heading }) => {
        const text = cellOf(index, heading)
        if (text === undefined) return []
        trace[index] = '备注（写在纠纷情况后面）'
        return [{ heading, text }]
      })
      for (const column of ['applicantIds', 'respondentIds', 'applicantPhones', 'respondentPhones'] as const) {
        const written = cells[column]
        if (written === undefined || (!SPOILED.test(written) && !lostCells.has(`${row}/${at.get(column)}`))) continue
        delete cells[column]
        say('error')(column, `“${written}”在表格里存成了数字，末几位已经丢失；请把这一列设为“文本”后照原件重新填写，查不到原号码的清空这一格再导入。`)
      }
      const read = caseOf(cells, beside, row, options, say('error'), say('warning'), word => {
        const key = wordKey(word.column, word.word)
        const before = unclear.get(key)
        if (before) before.rows.push(row)
        else unclear.set(key, { word, rows: [row] })
      }, name => {
        let id = mediators.get(foldedName(name))
        if (id === undefined) {
          id = `${options.batchId}-m${added.length + 1}`
          mediators.set(foldedName(name), id)
          added.push({ id, name, kind: 'partTime' })
        }
        return id
      })
      if (read && !said.some(({ severity }) => severity === 'error')) {
        for (const [column, index] of at) if (read.went[column] !== undefined) trace[index] = read.went[column]
        traces[row - 1] = trace
        const again = duplicateOf(read.file, row, options.known, seen)
        let { file } = read
        if (again) {
          say(again.severity)(again.column, again.message)
          if (again.dropNumber) {
            const { fileNo, ...rest } = file
            file = { ...rest, facts: `${file.facts}\n编号：${fileNo}`, ...(file.agreement && { agreement: { ...file.agreement, no: undefined } }) } as CaseFile
            if (file.agreement) delete (file.agreement as { no?: string }).no
            trace[at.get('fileNo')!] = '备注（写在纠纷情况后面）'
          }
        }
        if (again?.severity === 'duplicate') refuseRow(row, `没有导入：${again.message}`)
        else chunk.push({ row, file, gaps: read.gaps })
      }
      const wrong = said.find(({ severity }) => severity === 'error')
      if (wrong) refuseRow(row, `没有导入：${wrong.column && `${wrong.column}，`}${wrong.message}`)
      problems.push(...said)
    }
    // The rules of the exchange format, the same as for a bundle.
    const checked = readBundle(JSON.stringify({
      format: 'mediation-case-bundle', version: 1, office: options.office, mediators: added, cases: chunk.map(({ file }) => file),
    }), { today: options.today, knownMediators: options.mediators.map(({ id }) => id) })
    const judged = checked.ok ? checked.value.warnings : checked.refusal.problems ?? []
    const wrong = new Set<number>()
    for (const { pointer, message, severity, code } of judged) {
      const match = /^\/cases\/(\d+)(.*)$/.exec(pointer)
      if (!match) throw new Error(`a problem outside the cases: ${code} ${pointer}`)
      const index = Number(match[1])
      const { row, file } = chunk[index]!
      if (severity === 'error') {
        wrong.add(index)
        refuseRow(row, `没有导入：${message}`)
      }
      if (!saidByGaps.has(code)) problems.push({ row, column: titleOf(columnOf(match[2]!, file.parties)), message, severity })
    }
    chunk.forEach((one, index) => {
      if (!wrong.has(index)) cases.push(one)
    })
    progress(Math.min(from + CHUNK, lines.length), lines.length)
  }
  const used = new Set(cases.flatMap(({ file }) => (file.mediators ?? []).map(({ mediatorId }) => mediatorId)))
  return {
    headingRow: headingAt + 1, columns, total: lines.length, cases, mediators: added.filter(({ id }) => used.has(id)),
    problems: problems.toSorted((a, b) => a.row - b.row), traces,
    unclear: [...unclear.values()].map(({ word, rows }) => ({ ...word, rows })),
  }
}

/** Whether the case is there already, in the office or further up in the file. Notes it as seen otherwise. */
const duplicateOf = (
  file: CaseFile, row: number, known: ReadonlyMap<string, string>, seen: Map<string, string>,
): { readonly column: LedgerColumn; readonly message: string; readonly severity: LedgerProblem['severity']; readonly dropNumber?: true } | null => {
  const keys = sameCaseKeys(file)
  const { people } = keys
  let { number } = keys
  // A bare running number that other people have already begins anew: it tells no case apart.
  const running = number !== undefined && isRunning(file.fileNo!) && (known.has(number) || seen.has(number)) && !people.some(key => known.has(key) || seen.has(key))
  if (running) number = undefined
  if (number !== undefined && known.has(number)) return { column: 'fileNo', severity: 'duplicate', message: `本机已有卷号“${file.fileNo}”的案件。` }
  if (number !== undefined && seen.has(number)) return { column: 'fileNo', severity: 'duplicate', message: `卷号“${file.fileNo}”与第 ${seen.get(number)!.split(' ')[0]} 行相同。` }
  const stored = people.find(key => known.has(key))
  const above = people.find(key => seen.has(key))
  let found: ReturnType<typeof duplicateOf> = running ? { column: 'fileNo', severity: 'warning', dropNumber: true, message: `编号“${file.fileNo}”前面已经用过（可能每月、每张表重新编号），不作为卷号，记在纠纷情况后面。` } : null
  if (stored !== undefined) {
    const other = known.get(stored)!
    // Two numbers are two cases, however alike.
    const two = file.fileNo !== undefined && other !== ''
    found = { column: 'applicants', severity: two ? 'warning' : 'duplicate', message: `本机已有当事人和日期都相同的案件${other && `（${other}）`}${two ? '，卷号不同，照样导入，请核对' : ''}。` }
  } else if (above !== undefined) {
    const [at, other] = seen.get(above)!.split(' ') as [string, string]
    const two = file.fileNo !== undefined && other !== ''
    found = { column: 'applicants', severity: two ? 'warning' : 'duplicate', message: `当事人和日期与第 ${at} 行都相同${two ? '，卷号不同，照样导入，请核对' : ''}。` }
  }
  if (found?.severity !== 'duplicate') for (const key of number === undefined ? people : [number, ...people]) seen.set(key, `${row} ${file.fileNo?.replaceAll(' ', '') ?? ''}`)
  return found
}
