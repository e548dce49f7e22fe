/**
 * An old ledger (旧台账) read into cases of the exchange format: every row is a case or says why not, with row and column as
 * in Excel. The cases go through the same rules as an imported bundle. What the ledger does not say is left out or, where the
 * format demands something, filled in and listed as a gap.
 */
import { yuanFigures } from '../base/amounts.ts'
import type { CaseFile, Mediator, Party } from '../case/record/case-file.ts'
import { disputeTypes } from '../base/codes.ts'
import type { LocalDate } from '../base/dates.ts'
import { MAX_TEXT, storableText, Text } from '../base/text.ts'
import { readBundle } from '../exports/bundle.ts'
import type { OfficeDetails } from '../office/details.ts'
import type { Problem } from '../base/result.ts'
import { dateIn, fenIn, headcountIn, isOrganisation, listIn } from './cells.ts'
import { ledgerColumns, meaningOf, type LedgerColumn } from '../office/ledger-columns.ts'
import { confirmationIn, performanceIn, resultIn, sourceIn, streetIn, typeIn } from './words.ts'

export type LedgerOptions = {
  /** What the office says its headings mean. */
  readonly mapping: Readonly<Record<string, LedgerColumn | 'ignore'>>
  /** Nine digits: where a row names no street. */
  readonly street?: string | undefined
  /** Ended cases count as archived on the day they ended, where the ledger names no other. */
  readonly archiveEnded: boolean
  readonly batchId: string
  readonly today: LocalDate
  readonly office: OfficeDetails
  readonly mediators: readonly Mediator[]
  /** Cases that are there already, by `sameCaseKeys`, with the name to call them by. */
  readonly known: ReadonlyMap<string, string>
}

/** `duplicate`: keeps a row out like an error, but there is nothing to put right. */
export type LedgerProblem = { readonly row: number; readonly column: string; readonly message: string; readonly severity: Problem['severity'] | 'duplicate' }

export type LedgerCase = { readonly row: number; readonly file: CaseFile; readonly gaps: readonly string[] }

export type ReadLedger = {
  /** Row of the headings, from 1; 0 when none was found. */
  readonly headingRow: number
  /** In the order of the file. `meaning` absent: not known. */
  readonly columns: readonly { readonly heading: string; readonly meaning?: LedgerColumn | 'ignore' }[]
  /** Rows with something in them. */
  readonly total: number
  /** Those without an error that are no duplicates, in the order of the file. */
  readonly cases: readonly LedgerCase[]
  /** Mediators who are named and not in the register. */
  readonly mediators: readonly Mediator[]
  readonly problems: readonly LedgerProblem[]
}

/** What the ledger did not say. */
export const UNRECORDED = '（旧台账未记载）'

const plainNumber = (fileNo: string): string => fileNo.normalize('NFKC').replaceAll(/[\s()〔〕[\]【】]/g, '').toUpperCase()

/** By what a case is recognised: its file number, and its parties together with a day. */
export const sameCaseKeys = (file: Pick<CaseFile, 'fileNo' | 'parties' | 'appliedOn' | 'acceptedOn'>): { readonly number?: string; readonly people: readonly string[] } => {
  const names = file.parties.map(party => party.name).toSorted().join('|')
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

type Cells = Partial<Record<LedgerColumn, string>>

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
const saidByGaps: ReadonlySet<string> = new Set(['file-no-missing', 'source-letter-missing'])

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
    if (below === '') return above
    const spans = above === '' || (upper[index + 1] ?? '').trim() === ''
    if (!spans || /\d/.test(below)) fits = false
    const group = meaningOf(over, mapping)
    const whole = (group === 'applicants' ? '申请人' : group === 'respondents' ? '被申请人' : over) + below
    // 身份证号 under 被申请人 is never that of the applicant.
    return group === 'applicants' || group === 'respondents' || isKnown(whole, mapping) || !isKnown(below, mapping) ? whole : below
  })
  return fits && headingsIn(titles, mapping) > Math.max(headingsIn(upper, mapping), headingsIn(lower, mapping)) ? titles : null
}

/** The headings within the first twenty rows, of one row or two, most of which are known, and where the last of them stands. */
const headingsOf = (table: readonly (readonly string[])[], mapping: LedgerOptions['mapping']): { readonly at: number; readonly titles: readonly string[] } => {
  let best = { at: -1, titles: [] as readonly string[] }
  let most = 1
  table.slice(0, 20).forEach((row, index) => {
    const two = joined(row, table[index + 1] ?? [], mapping)
    const titles = two ?? row
    const count = headingsIn(titles, mapping)
    if (count > most) [best, most] = [{ at: two ? index + 1 : index, titles }, count]
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
  if (headingAt < 0) {
    problems.push({ row: 1, column: '', severity: 'error', message: '没有找到表头：前 20 行里要有一行写着“申请人”“受理日期”“纠纷类型”等列名；请检查是不是选错了工作表。' })
    return { headingRow: 0, columns: [], total: 0, cases: [], mediators: [], problems }
  }
  const titles = found.map(cell => cell.trim())
  const at = new Map<LedgerColumn, number>()
  const columns = titles.map((heading, index) => {
    let meaning = meaningOf(heading, options.mapping)
    if (meaning !== undefined && meaning !== 'ignore') {
      const taken = at.get(meaning)
      if (taken === undefined) at.set(meaning, index)
      else {
        problems.push({ row: headingAt + 1, column: heading, severity: 'warning', message: `“${titles[taken]}”和“${heading}”都像“${ledgerColumns[meaning]}”，按“${titles[taken]}”读；要换请改对应关系。` })
        meaning = 'ignore'
      }
    }
    return { heading, ...(meaning !== undefined && { meaning }) }
  })
  const titleOf = (column: LedgerColumn | undefined): string => (column === undefined ? '' : titles[at.get(column)!] ?? ledgerColumns[column])
  if (!at.has('applicants') && !at.has('respondents')) {
    problems.push({ row: headingAt + 1, column: '', severity: 'error', message: '没有“申请人”这一列，不知道是谁的纠纷；请在对应关系里指明哪一列是申请人。' })
  }
  if (!at.has('appliedOn') && !at.has('acceptedOn')) {
    problems.push({ row: headingAt + 1, column: '', severity: 'error', message: '没有“申请日期”或“受理日期”这一列；请在对应关系里指明。' })
  }
  const lines = table.slice(headingAt + 1).map((line, index) => ({ line, row: headingAt + 2 + index })).filter(({ line, row }) => {
    if (line.every(cell => cell.trim() === '')) return false
    if (!isSum(line, at)) return true
    problems.push({ row, column: '', severity: 'warning', message: '这一行是合计，不是案件，没有导入。' })
    return false
  })
  if (problems.some(({ severity }) => severity === 'error')) return { headingRow: headingAt + 1, columns, total: lines.length, cases: [], mediators: [], problems }

  const lostCells = new Set(lost.map(({ row, column }) => `${row}/${column}`))
  const mediators = new Map(options.mediators.map(mediator => [mediator.name, mediator.id]))
  const added: Mediator[] = []
  const seen = new Map<string, string>()
  const cases: LedgerCase[] = []

  for (let from = 0; from < lines.length; from += CHUNK) {
    const chunk: LedgerCase[] = []
    for (const { line, row } of lines.slice(from, from + CHUNK)) {
      const cells: Cells = {}
      const said: LedgerProblem[] = []
      const say = (severity: LedgerProblem['severity']) => (column: LedgerColumn, message: string): void => {
        said.push({ row, column: titleOf(column), message, severity })
      }
      for (const [column, index] of at) {
        const text = storableText((line[index] ?? '').trim())
        if (text === '') continue
        const fault = SUSPECT.test(text) || text.length > MAX_TEXT ? Text.safeParse(text).error?.issues[0]?.message : undefined
        if (fault === undefined) cells[column] = text
        else say('error')(column, fault)
      }
      for (const column of ['applicantIds', 'respondentIds', 'applicantPhones', 'respondentPhones'] as const) {
        const written = cells[column]
        if (written === undefined || (!SPOILED.test(written) && !lostCells.has(`${row}/${at.get(column)}`))) continue
        delete cells[column]
        say('error')(column, `“${written}”在表格里存成了数字，末几位已经丢失；请把这一列设为“文本”后照原件重新填写，查不到原号码的清空这一格再导入。`)
      }
      const read = caseOf(cells, row, options, say('error'), say('warning'), name => {
        let id = mediators.get(name)
        if (id === undefined) {
          id = `${options.batchId}-m${added.length + 1}`
          mediators.set(name, id)
          added.push({ id, name, kind: 'partTime' })
        }
        return id
      })
      if (read && !said.some(({ severity }) => severity === 'error')) {
        const again = duplicateOf(read.file, row, options.known, seen)
        if (again) say(again.severity)(again.column, again.message)
        if (again?.severity !== 'duplicate') chunk.push({ row, ...read })
      }
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
      if (severity === 'error') wrong.add(index)
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
    problems: problems.toSorted((a, b) => a.row - b.row),
  }
}

/** Whether the case is there already, in the office or further up in the file. Notes it as seen otherwise. */
const duplicateOf = (
  file: CaseFile, row: number, known: ReadonlyMap<string, string>, seen: Map<string, string>,
): { readonly column: LedgerColumn; readonly message: string; readonly severity: LedgerProblem['severity'] } | null => {
  const { number, people } = sameCaseKeys(file)
  if (number !== undefined && known.has(number)) return { column: 'fileNo', severity: 'duplicate', message: `本机已有卷号“${file.fileNo}”的案件。` }
  if (number !== undefined && seen.has(number)) return { column: 'fileNo', severity: 'duplicate', message: `卷号“${file.fileNo}”与第 ${seen.get(number)!.split(' ')[0]} 行相同。` }
  const stored = people.find(key => known.has(key))
  const above = people.find(key => seen.has(key))
  let found: ReturnType<typeof duplicateOf> = null
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

type Say = (column: LedgerColumn, message: string) => void

/** One row as a case, or null when nothing can be made of it; `error` has then been told why. */
const caseOf = (
  cells: Cells, row: number, options: LedgerOptions, error: Say, warn: Say, mediatorIdOf: (name: string) => string,
): { readonly file: CaseFile; readonly gaps: readonly string[] } | null => {
  const gaps: string[] = []
  /** What has no field of its own stays readable in the facts. */
  const notes: string[] = []
  const date = (column: LedgerColumn): LocalDate | undefined => {
    const text = cells[column]
    if (text === undefined) return undefined
    const found = dateIn(text)
    if (found === null) error(column, `“${text.slice(0, 30)}”认不出是哪一天，请写成 2026-01-05、2026.1.5 或 2026年1月5日。`)
    return found ?? undefined
  }

  const acceptedOn = date('acceptedOn')
  const given = date('appliedOn')
  const appliedOn = given ?? acceptedOn
  if (cells.appliedOn === undefined && cells.acceptedOn === undefined) error('appliedOn', '没有申请日期，也没有受理日期，请补填一个。')
  else if (given === undefined && cells.appliedOn === undefined) gaps.push('申请日期（按受理日期记）')

  const parties = [
    ...partiesOf('applicant', cells.applicants, cells.applicantIds, cells.applicantPhones, cells.applicantAddress),
    ...partiesOf('respondent', cells.respondents, cells.respondentIds, cells.respondentPhones, cells.respondentAddress),
  ].map((party, index): Party => ({ id: `p${index + 1}`, ...party }))
  if (parties.length === 0) error('applicants', '没有写申请人或被申请人，请补填。')
  else {
    if (cells.applicants === undefined) gaps.push('申请人')
    if (cells.respondents === undefined) gaps.push('被申请人')
  }

  let type = cells.type === undefined ? null : typeIn(cells.type)
  if (type === null) {
    type = (cells.facts !== undefined ? typeIn(cells.facts) : null) ?? 'WY99'
    gaps.push(cells.type === undefined ? `纠纷类型（按“${disputeTypes[type]}”记）` : `纠纷类型“${cells.type.slice(0, 20)}”（按“${disputeTypes[type]}”记）`)
    if (cells.type !== undefined) notes.push(`纠纷类型：${cells.type}`)
  }
  const source = cells.source === undefined ? null : sourceIn(cells.source)
  if (cells.source === undefined) gaps.push('案件来源（按当事人申请记）')
  else if (source === null) warn('source', `“${cells.source.slice(0, 20)}”对不上案件来源，按“当事人申请”记。`)
  if (source === null && cells.source !== undefined) notes.push(`案件来源：${cells.source}`)
  if (source === 'courtBeforeFiling' || source === 'courtAfterFiling') gaps.push('法院来函和签收日期')

  const place = placeOf(cells, options, notes, gaps)
  const fromWan = cells.amountWan !== undefined
  const amountColumn = fromWan ? 'amountWan' : 'amount'
  const amountText = fromWan ? cells.amountWan : cells.amount
  const nothing = amountText === undefined || /^(?:无|[-—/]+|0+(?:\.0+)?元?)$/.test(amountText.normalize('NFKC'))
  const amountFen = nothing ? undefined : fenIn(amountText, fromWan ? '万元' : '元') ?? undefined
  if (!nothing && amountFen === undefined) error(amountColumn, `“${amountText.slice(0, 30)}”认不出是多少钱，请写成 1,234.50 或 0.5万元。`)

  const result = cells.result === undefined ? (cells.agreedOn !== undefined && cells.terms !== undefined ? 'settled' : 'running') : resultIn(cells.result)
  if (result === null) error('result', `“${cells.result!.slice(0, 20)}”对不上结束方式，请写成“书面协议”“口头协议”“未达成协议终止”“撤回”“不予受理”“移送”或“调解中”。`)
  if (cells.result !== undefined && result !== null && resultIn(cells.result) === 'running' && (cells.endedOn !== undefined))
    warn('result', '调解结果是办理中，却有结案日期，按未办结导入，请核对。')
  const [agreedOn, endedOn, archivedOn, performedOn, confirmedOn] = [date('agreedOn'), date('endedOn'), date('archivedOn'), date('performedOn'), date('confirmedOn')]

  const mediatorNames = cells.mediators === undefined ? [] : [...new Set(listIn(cells.mediators.replaceAll(/[\s　]{2,}/g, '、')))]
  if (mediatorNames.length === 0 && acceptedOn !== undefined) gaps.push('调解员')
  if (cells.fileNo === undefined && acceptedOn !== undefined) gaps.push('卷号')
  if (cells.facts === undefined) gaps.push('纠纷情况')
  if (appliedOn === undefined || parties.length === 0 || result === null) return null

  const settled = result === 'settled' || result === 'E01' || result === 'E02'
  const oral = result === 'E02' || (result === 'settled' && /口头/.test(cells.agreementForm ?? ''))
  if (result === 'settled' && cells.agreementForm === undefined) gaps.push('协议形式（按书面记）')
  // 受理 is what an agreement or a termination stands on.
  let accepted = acceptedOn
  if (accepted === undefined && (settled || result === 'E03' || result === 'E08')) {
    accepted = appliedOn
    gaps.push('受理日期（按申请日期记）')
  }
  const reachedOn = agreedOn ?? endedOn ?? accepted
  const on = settled ? (oral ? reachedOn! : endedOn ?? reachedOn!) : endedOn ?? agreedOn ?? accepted ?? appliedOn
  if (result !== 'running' && endedOn === undefined) gaps.push(agreedOn === undefined ? '结案日期（按受理日期记）' : '结案日期（按协议日期记）')
  if (settled && oral && endedOn !== undefined && endedOn !== on) notes.push(`结案日期：${endedOn}`)

  const obligor = parties.find(({ side }) => side === 'respondent') ?? parties[0]!
  const obligee = parties.find(party => party !== obligor && party.side === 'applicant')
  if (settled && cells.terms === undefined) gaps.push('协议内容')
  if (settled) gaps.push('义务人（按被申请人记）')
  const agreement: CaseFile['agreement'] = settled ? {
    form: oral ? 'oral' : 'written', reachedOn: reachedOn!, effectiveOn: on, whole: true,
    facts: cells.facts ?? UNRECORDED, issues: disputeTypes[type],
    terms: [{
      id: 't1', text: cells.terms ?? UNRECORDED, obligor: obligor.id, kind: amountFen === undefined ? 'act' : 'payment',
      ...(amountFen !== undefined && obligee && { obligee: obligee.id }), ...(amountFen !== undefined && { amountFen }),
    }],
    ...(cells.fileNo !== undefined && { no: cells.fileNo }),
  } : undefined
  if (!settled && amountFen !== undefined) notes.push(`涉及金额：${yuanFigures(amountFen)}元`)
  if (!settled && cells.terms !== undefined) notes.push(`调解内容：${cells.terms}`)

  const performance = performanceOf(cells.performance, settled, performedOn ?? on, amountFen)
  if (cells.performance !== undefined && !performance.understood) {
    warn('performance', `“${cells.performance.slice(0, 20)}”对不上履行情况，记在纠纷情况后面。`)
    notes.push(`履行情况：${cells.performance}`)
  }
  if (performance.entry && performedOn === undefined) gaps.push('履行日期（按结案日期记）')
  const confirmed = cells.confirmation === undefined ? 'none' : confirmationIn(cells.confirmation)
  if (confirmed === null) {
    warn('confirmation', `“${cells.confirmation!.slice(0, 20)}”对不上司法确认结果，记在纠纷情况后面。`)
    notes.push(`司法确认：${cells.confirmation!}`)
  }
  const confirmation: CaseFile['confirmation'] = confirmed === null || confirmed === 'none' ? undefined : {
    appliedOn: on, court: options.office.court, result: confirmed, ...(confirmed !== 'pending' && confirmedOn !== undefined && { decidedOn: confirmedOn }),
  }
  if (confirmation) gaps.push('司法确认申请日期（按协议生效日期记）')
  const end: CaseFile['end'] = result === 'running' ? undefined : { code: settled ? (oral ? 'E02' : 'E01') : (result as 'E03'), on }
  const archiveOn = archivedOn ?? (end && options.archiveEnded ? on : undefined)
  if (end && archivedOn === undefined && options.archiveEnded) gaps.push('归档日期（按结案日期记）')
  if (archiveOn !== undefined) gaps.push('保管期限（按长期记）')
  if (cells.note !== undefined) notes.push(`备注：${cells.note}`)

  const file: CaseFile = {
    id: `${options.batchId}-${row}`,
    source: source ?? 'application',
    type,
    facts: [cells.facts ?? UNRECORDED, ...notes].join('\n'),
    claims: cells.claims === undefined ? [] : [cells.claims],
    parties,
    appliedOn,
    ...(place && { place }),
    ...(cells.company !== undefined && { propertyCompany: { name: cells.company } }),
    ...(/^(?:是|疑难|复杂|疑难复杂|重大|较难)/.test(cells.difficult ?? '') && { difficult: true }),
    ...(cells.fileNo !== undefined && { fileNo: cells.fileNo }),
    ...(accepted !== undefined && { acceptedOn: accepted }),
    ...(mediatorNames.length > 0 && { mediators: mediatorNames.map((name, index) => ({ mediatorId: mediatorIdOf(name), duty: index === 0 ? 'presiding' as const : 'assisting' as const })) }),
    ...(agreement && { agreement }),
    ...(end && { end }),
    ...(performance.entry && { performance: [performance.entry] }),
    ...(confirmation && { confirmation }),
    ...(archiveOn !== undefined && { archive: { on: archiveOn, retention: 'long' as const } }),
  }
  return { file, gaps }
}

const performanceOf = (text: string | undefined, settled: boolean, on: LocalDate, amountFen: number | undefined) => {
  if (text === undefined) return { understood: true }
  const state = performanceIn(text)
  if (state === null || !settled) return { understood: state === 'open' }
  if (state === 'open') return { understood: true }
  return { understood: true, entry: { termId: 't1', on, state, ...(state === 'done' && amountFen !== undefined && { amountFen }) } }
}

/** Names, and their numbers where there are as many of them. */
const partiesOf = (side: 'applicant' | 'respondent', names?: string, numbers?: string, phones?: string, address?: string): Omit<Party, 'id'>[] => {
  const list = names === undefined ? [] : listIn(names)
  const split = (text: string | undefined): string[] => {
    const parts = text === undefined ? [] : listIn(text.replaceAll(/\s+/g, list.length > 1 ? '、' : ''))
    return parts.length === list.length || list.length === 1 ? parts : []
  }
  const [ids, tels] = [split(numbers), split(phones)]
  return list.map((name, index) => {
    const headcount = headcountIn(name)
    const organisation = headcount === undefined && isOrganisation(name)
    const number = ids[index]?.toUpperCase()
    const resident = number !== undefined && /^\d{17}[\dX]$|^\d{15}$/.test(number)
    return {
      side, kind: organisation ? 'organisation' as const : 'person' as const, name,
      ...(number !== undefined && (organisation ? { uscc: number } : { idKind: resident ? 'residentId' as const : 'other' as const, idNo: number })),
      ...(tels[index] !== undefined && { phone: list.length === 1 ? tels.join('、') : tels[index] }),
      ...(address !== undefined && { address }),
      ...(headcount !== undefined && { headcount }),
    }
  })
}

const placeOf = (cells: Cells, options: LedgerOptions, notes: string[], gaps: string[]): CaseFile['place'] => {
  const { community, estate, building, unit, room } = cells
  const parts = { ...(community && { community }), ...(estate && { estate }), ...(building && { building }), ...(unit && { unit }), ...(room && { room }) }
  const regionCode = (cells.street === undefined ? null : streetIn(cells.street)) ?? options.street
  if (Object.keys(parts).length === 0 && cells.street === undefined) return undefined
  if (regionCode === undefined) {
    gaps.push('街道（地点记在纠纷情况后面）')
    notes.push(`地点：${[cells.street, community, estate, building, unit, room].filter(Boolean).join(' ')}`)
    return undefined
  }
  if (cells.street !== undefined && streetIn(cells.street) === null) notes.push(`街道：${cells.street}`)
  if (cells.street === undefined || streetIn(cells.street) === null) gaps.push('街道（按所选街道记）')
  return { regionCode, ...parts }
}
