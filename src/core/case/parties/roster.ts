/**
 * A group of owners as a list of heads (户代表名册): read from a spreadsheet, kept beside the case, and turned into one
 * agreement term for each owner. Amounts in fen, areas in square metres.
 */
import * as z from 'zod'
import { fenFromYuan, yuanFigures } from '../../base/amounts.ts'
import { AmountFen, LocalDateText, partyName, type CaseFile, type Party, type Term } from '../record/case-file.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import { identityWarnings } from './identity.ts'
import { Text, storableText } from '../../base/text.ts'
import { ok, refuse, type Problem, type Result } from '../../base/result.ts'
import { type HeadRow, type HeadList, MAX_HEADS } from '../record/roster.ts'

/** One thing wrong (or odd) in a row of the spreadsheet; rows count from 1 as in Excel. */
export type RowProblem = { readonly row: number; readonly column: string; readonly message: string; readonly severity: Problem['severity'] }

export type ReadHeads = {
  /** Heading in the file and what it was taken for. */
  readonly columns: readonly { readonly heading: string; readonly meaning: string }[]
  /** Headings that nothing was made of. */
  readonly unused: readonly string[]
  readonly rows: readonly HeadRow[]
  readonly problems: readonly RowProblem[]
}

/** A cell whose value the spreadsheet itself could not keep: an ID stored as a number lost its last digits. */
export type LostDigits = { readonly row: number; readonly column: number }

type ColumnKey = 'name' | 'idNo' | 'phone' | 'room' | 'building' | 'unit' | 'number' | 'areaM2' | 'amountFen'

/** Usual headings by what they mean, as offices write them. The first is the one in our template. */
const headings: Readonly<Record<ColumnKey, readonly string[]>> = {
  name: ['姓名', '业主姓名', '业主', '户主', '户主姓名', '产权人', '产权人姓名', '户代表', '名字', '名称'],
  idNo: ['身份证号', '身份证号码', '身份证', '证件号码', '证件号', '公民身份号码', '身份证件号码'],
  phone: ['电话', '联系电话', '手机', '手机号', '手机号码', '联系方式', '电话号码'],
  building: ['栋', '楼栋', '栋号', '幢', '幢号', '楼号'],
  unit: ['单元', '单元号'],
  number: ['室', '室号', '户号', '房间号', '房间'],
  room: ['房号', '房屋', '门牌', '门牌号', '房屋坐落', '坐落', '地址', '住址'],
  areaM2: ['面积', '建筑面积', '房屋面积', '产权面积', '专有面积', '专有部分面积'],
  amountFen: ['金额', '应退金额', '退还金额', '退款金额', '应付金额', '给付金额', '应收金额', '补偿金额', '赔偿金额', '欠费金额', '应缴金额'],
}
const meanings: Readonly<Record<ColumnKey, string>> = {
  name: '姓名', idNo: '身份证号', phone: '电话', building: '栋', unit: '单元', number: '室', room: '房号', areaM2: '面积（平方米）', amountFen: '金额（元）',
}

/** The headings of the blank list, and which of them hold text that looks like a number. */
export const templateColumns: readonly { readonly title: string; readonly width: number; readonly text: boolean }[] = [
  { title: '姓名', width: 14, text: true }, { title: '身份证号', width: 24, text: true }, { title: '电话', width: 16, text: true },
  { title: '栋', width: 8, text: true }, { title: '单元', width: 8, text: true }, { title: '室', width: 10, text: true },
  { title: '面积', width: 12, text: false }, { title: '金额', width: 14, text: false },
]

/** `*金额（元）` → `金额`. */
const plainHeading = (text: string): string => text.normalize('NFKC').replaceAll(/\(.*?\)|\s|[*:]/g, '')

const keyOfHeading = (text: string): ColumnKey | undefined => {
  const plain = plainHeading(text)
  return (Object.keys(headings) as ColumnKey[]).find(key => headings[key].includes(plain))
}

const SUM = /^(?:合计|总计|小计|共计)/

/** `5`, `1`, `1501` → `5栋1单元1501室`; what already says what it is stays. */
const roomOf = (cells: Partial<Record<ColumnKey, string>>): string | undefined => {
  const part = (text: string | undefined, word: string): string => (text ? (/^[\dA-Za-z-]+$/.test(text) ? text + word : text) : '')
  const parts = part(cells.building, '栋') + part(cells.unit, '单元') + part(cells.number, '室')
  return ((cells.room ?? '') + parts) || undefined
}

const areaFrom = (text: string): number | null => {
  const plain = text.normalize('NFKC').replace(/(?:m2|㎡|平方米|平米|平)$/i, '').replaceAll(/[,\s]/g, '')
  const area = /^\d{1,7}(\.\d{1,4})?$/.test(plain) ? Number(plain) : 0
  return area > 0 ? area : null
}

/**
 * Reads a sheet whose columns are known by their headings, in any order; the heading row is among the first ten. Empty
 * rows are passed over; a row of sums is compared with the rows above. Everything wrong is reported at once.
 */
export const readHeads = (table: readonly (readonly string[])[], lost: readonly LostDigits[], today: LocalDate): ReadHeads => {
  const problems: RowProblem[] = []
  const say = (severity: Problem['severity']) => (row: number, column: string, message: string): void => {
    problems.push({ row, column, message, severity })
  }
  const error = say('error')
  const warn = say('warning')
  const headingAt = table.slice(0, 10).findIndex(row => row.some(cell => keyOfHeading(cell) === 'name'))
  if (headingAt < 0) {
    error(1, '', '没有找到“姓名”这一列：前 10 行里要有一行表头，写有“姓名”；可先导出空白名册照着填。')
    return { columns: [], unused: [], rows: [], problems }
  }
  const titles = table[headingAt]!.map(cell => cell.trim())
  const columns = new Map<ColumnKey, number>()
  const unused: string[] = []
  titles.forEach((title, index) => {
    const key = keyOfHeading(title)
    if (key === undefined) {
      if (title !== '') unused.push(title)
    } else if (columns.has(key)) error(headingAt + 1, title, `“${titles[columns.get(key)!]}”和“${title}”都像“${meanings[key]}”这一列，请只留一列，或改名。`)
    else columns.set(key, index)
  })
  const titleOf = (key: ColumnKey): string => titles[columns.get(key)!] ?? meanings[key]

  const rows: HeadRow[] = []
  const byId = new Map<string, number>()
  const byHome = new Map<string, number>()
  let sum = 0
  table.slice(headingAt + 1).forEach((line, offset) => {
    const at = headingAt + 2 + offset
    const cells: Partial<Record<ColumnKey, string>> = {}
    for (const [key, column] of columns) {
      const text = storableText(line[column] ?? '').trim()
      if (text !== '') cells[key] = text
    }
    if (Object.keys(cells).length === 0) return
    if (line.some(cell => SUM.test(cell.trim()))) {
      const said = cells.amountFen === undefined ? null : fenFromYuan(cells.amountFen)
      if (said !== null && said !== sum)
        error(at, titleOf('amountFen'), `合计写的是 ${yuanFigures(said)} 元，上面各户相加是 ${yuanFigures(sum)} 元，请核对。`)
      return
    }
    const lostHere = new Set(lost.filter(one => one.row === at).map(one => one.column))
    for (const [key, column] of columns) {
      const text = cells[key]
      if (text === undefined) continue
      if (lostHere.has(column)) error(at, titleOf(key), `“${text}”在表格里存成了数字，末几位已经丢失；请把这一列设为“文本”后重新填写。`)
      const bad = Text.safeParse(text)
      if (!bad.success) error(at, titleOf(key), bad.error.issues[0]!.message)
    }
    if (cells.name === undefined) error(at, titleOf('name'), '没有填姓名，请补填；不是业主的行请删除。')
    let amountFen: number | undefined
    if (cells.amountFen !== undefined) {
      const fen = fenFromYuan(cells.amountFen)
      if (fen === null) error(at, titleOf('amountFen'), `“${cells.amountFen.slice(0, 20)}”不是金额，请填数字，最多到分，如 240 或 240.50。`)
      else {
        amountFen = fen
        sum += fen
      }
    }
    let areaM2: number | undefined
    if (cells.areaM2 !== undefined) {
      const area = areaFrom(cells.areaM2)
      if (area === null) error(at, titleOf('areaM2'), `“${cells.areaM2.slice(0, 20)}”不是面积，请填大于 0 的数字，如 98.5。`)
      else areaM2 = area
    }
    const idNo = cells.idNo?.replaceAll(/\s/g, '').replace(/x$/, 'X')
    const room = roomOf(cells)
    for (const { field, message } of identityWarnings({ ...(idNo !== undefined && { idNo, idKind: 'residentId' }), ...(cells.phone !== undefined && { phone: cells.phone }) }, today)) {
      if (field === 'idNo' && lostHere.has(columns.get('idNo')!)) continue
      warn(at, titleOf(field === 'phone' ? 'phone' : 'idNo'), message)
    }
    if (idNo !== undefined) {
      if (byId.has(idNo)) error(at, titleOf('idNo'), `身份证号与第 ${byId.get(idNo)} 行相同，请删除重复的一户，或改正号码。`)
      else byId.set(idNo, at)
    }
    const home = `${cells.name ?? ''}|${room ?? ''}`
    if (cells.name !== undefined && byHome.has(home) && (idNo === undefined || room !== undefined)) {
      error(at, titleOf('name'), `与第 ${byHome.get(home)} 行是同一户（${cells.name}${room ? `，${room}` : ''}），请删除重复的一行${room ? '' : '，同名的请补填房号或身份证号'}。`)
    } else byHome.set(home, at)
    rows.push({
      id: `h${rows.length + 1}`, name: cells.name ?? '',
      ...(idNo !== undefined && { idNo }), ...(cells.phone !== undefined && { phone: cells.phone }), ...(room !== undefined && { room }),
      ...(areaM2 !== undefined && { areaM2 }), ...(amountFen !== undefined && { amountFen }),
    })
  })
  if (rows.length === 0) error(headingAt + 1, '', '表头下面没有业主，请填写后再导入。')
  if (rows.length > MAX_HEADS) error(headingAt + 1, '', `有 ${rows.length} 户，超过一案 ${MAX_HEADS} 户的上限，请核对是不是选错了文件。`)
  return { columns: Array.from(columns, ([key, index]) => ({ heading: titles[index]!, meaning: meanings[key] })), unused, rows, problems }
}

/** The sum of the amounts on the list, in fen, and how many owners have one. */
export const sumOf = (rows: readonly HeadRow[]): { readonly totalFen: number; readonly withAmount: number } => ({
  totalFen: rows.reduce((sum, row) => sum + (row.amountFen ?? 0), 0),
  withAmount: rows.filter(row => row.amountFen !== undefined).length,
})

/** What keeps a list from being stored with this case. Pointers start at the list. */
export const headListProblems = (file: CaseFile, { partyId, rows }: HeadList): Problem[] => {
  const problems: Problem[] = []
  const error = (pointer: string, code: string, message: string): void => {
    problems.push({ pointer, code, message, severity: 'error' })
  }
  if (!file.parties.some(party => party.id === partyId)) error('/partyId', 'unknown-party', '名册要属于本案的一名当事人，请从当事人中选择。')
  const ids = new Set<string>()
  const numbers = new Map<string, number>()
  rows.forEach((row, index) => {
    if (ids.has(row.id)) error(`/rows/${index}/id`, 'duplicate-id', `名册编号“${row.id}”重复，请改成不同的编号。`)
    ids.add(row.id)
    if (row.idNo === undefined) return
    if (numbers.has(row.idNo)) error(`/rows/${index}/idNo`, 'duplicate-owner', `第 ${index + 1} 户的身份证号与第 ${numbers.get(row.idNo)! + 1} 户相同，请核对。`)
    numbers.set(row.idNo, index)
  })
  return problems
}

/** The party with the head list says how many it stands for; null when they agree. Pointers start at the case. */
export const headcountProblem = (file: CaseFile, list: HeadList | undefined): Problem | null => {
  if (!list) return null
  const index = file.parties.findIndex(party => party.id === list.partyId)
  if (index < 0) return { pointer: '/parties', code: 'head-list-party', message: `有 ${list.rows.length} 户的名册属于被移除的当事人；请先在“名册”里移除名册，或保留这名当事人。`, severity: 'error' }
  return (file.parties[index]!.headcount ?? 1) === list.rows.length ? null
    : { pointer: `/parties/${index}/headcount`, code: 'headcount', message: `名册有 ${list.rows.length} 户，代表人数应相同；要改户数请先改名册。`, severity: 'error' }
}

/** The case with the headcount that its list gives the party, or with none where the list is gone. */
export const withHeadcount = (file: CaseFile, partyId: string, count: number | undefined): CaseFile => ({
  ...file,
  parties: file.parties.map((party): Party => {
    if (party.id !== partyId) return party
    const { headcount: _headcount, ...rest } = party
    return count === undefined ? rest : { ...rest, headcount: count }
  }),
})

const OWNER_TERM = 'owner-'
const ownerTermId = (row: HeadRow): string => `${OWNER_TERM}${row.id}`
/** True for a term that was made for one owner of a head list. */
export const isOwnerTerm = (termId: string): boolean => termId.startsWith(OWNER_TERM)

/** How the terms of a group are made: who pays whom, for what, how much and until when. */
export const OwnerPlan = z.strictObject({
  /** The party on the other side. */
  otherParty: Text,
  direction: z.enum(['toOwners', 'fromOwners']),
  /** What for: 停车费. */
  subject: Text,
  /** The same amount for each; absent: the amount on the list. */
  eachFen: AmountFen.optional(),
  /** What it all comes to, to be checked against the sum. */
  totalFen: AmountFen.optional(),
  dueOn: LocalDateText.optional(),
  manner: Text.optional(),
  place: Text.optional(),
})
export type OwnerPlan = z.output<typeof OwnerPlan>

/**
 * One term for each owner with an amount above nought. Refuses with `amount-missing` where the list has owners without an
 * amount, `total-differs` where the sum is not what was said, `no-amounts` where nothing is to be paid.
 */
export const ownerTerms = (file: CaseFile, list: HeadList, plan: OwnerPlan): Result<Term[]> => {
  if (plan.eachFen === undefined) {
    const without = list.rows.filter(row => row.amountFen === undefined)
    if (without.length > 0) {
      const names = without.slice(0, 5).map(row => row.name).join('、')
      return refuse('amount-missing', `名册里有 ${without.length} 户没有金额（${names}${without.length > 5 ? '等' : ''}），请在名册补填，或改为每户相同金额。`, { field: '/plan/eachFen' })
    }
  }
  const paying = list.rows.map(row => ({ row, fen: plan.eachFen ?? row.amountFen! })).filter(({ fen }) => fen > 0)
  if (paying.length === 0) return refuse('no-amounts', '没有一户的金额大于 0，请填写金额。', { field: '/plan/eachFen' })
  const total = paying.reduce((sum, { fen }) => sum + fen, 0)
  if (plan.totalFen !== undefined && plan.totalFen !== total) {
    return refuse('total-differs', `${paying.length} 户相加是 ${yuanFigures(total)} 元，与填写的总额 ${yuanFigures(plan.totalFen)} 元相差 ${yuanFigures(Math.abs(total - plan.totalFen))} 元，请核对。`, { field: '/plan/totalFen' })
  }
  const other = partyName(file, plan.otherParty)
  const due = plan.dueOn ? `于${chineseDate(plan.dueOn)}前` : ''
  return ok(paying.map(({ row, fen }): Term => {
    const owner = `${row.name}${row.room ? `（${row.room}）` : ''}`
    const [from, to] = plan.direction === 'toOwners' ? [other, owner] : [owner, other]
    return {
      id: ownerTermId(row),
      text: `${from}${due}向${to}支付${plan.subject}${yuanFigures(fen)}元。`,
      kind: 'payment',
      obligor: plan.direction === 'toOwners' ? plan.otherParty : list.partyId,
      obligee: plan.direction === 'toOwners' ? list.partyId : plan.otherParty,
      amountFen: fen,
      ...(plan.dueOn !== undefined && { dueOn: plan.dueOn }),
      ...(plan.manner !== undefined && { manner: plan.manner }),
      ...(plan.place !== undefined && { place: plan.place }),
    }
  }))
}

/** Each owner with the term that was made for them. */
export const ownersWithTerms = (file: CaseFile, list: HeadList): { readonly row: HeadRow; readonly term: Term | undefined }[] => {
  const terms = new Map(file.agreement?.terms.map(term => [term.id, term]))
  return list.rows.map(row => ({ row, term: terms.get(ownerTermId(row)) }))
}
