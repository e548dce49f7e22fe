/**
 * Papers for a group of owners: the head list with what each is to get or pay, as annex to the agreement and alone, and
 * one sheet for each owner in one file.
 */
import { yuanBoth, yuanFigures } from '../../base/amounts.ts'
import { partyName, type CaseFile, type Term } from '../../case/record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'
import { isOwnerTerm, ownersWithTerms } from '../../case/parties/roster.ts'
import { type HeadList, type HeadRow } from '../../case/record/roster.ts'
import type { OfficeDetails } from '../../office/details.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import { blank, type Block, type DocumentContent } from '../writing/content.ts'

export const ownerSheetKinds = { table: '户代表名册及分户给付表', notice: '分户履行告知单', receipt: '分户收条' } as const
export type OwnerSheetKind = keyof typeof ownerSheetKinds

const sum = (fens: readonly number[]): number => fens.reduce((total, fen) => total + fen, 0)

/** The table: everybody on the list, with the amounts of the agreement where it has any, otherwise those of the list and what else it says. */
const tableBlocks = (file: CaseFile, list: HeadList): Block[] => {
  const owners = ownersWithTerms(file, list)
  const agreed = owners.some(({ term }) => term)
  const amounts = owners.map(({ row, term }) => (agreed ? term?.amountFen : row.amountFen))
  const shown = {
    idNo: list.rows.some(row => row.idNo), phone: !agreed && list.rows.some(row => row.phone), room: list.rows.some(row => row.room),
    area: !agreed && list.rows.some(row => row.areaM2 !== undefined), amount: amounts.some(fen => fen !== undefined),
  }
  const columns = [
    { title: '序号', share: 1.3, align: 'center' as const, of: (_row: HeadRow, index: number) => String(index + 1) },
    { title: '姓名', share: 2, of: (row: HeadRow) => row.name },
    ...(shown.idNo ? [{ title: '身份证号', share: 4.4, of: (row: HeadRow) => row.idNo ?? '' }] : []),
    ...(shown.phone ? [{ title: '电话', share: 2.7, of: (row: HeadRow) => row.phone ?? '' }] : []),
    ...(shown.room ? [{ title: '房号', share: 3, of: (row: HeadRow) => row.room ?? '' }] : []),
    ...(shown.area ? [{ title: '面积（㎡）', share: 1.7, align: 'right' as const, of: (row: HeadRow) => (row.areaM2 === undefined ? '' : String(row.areaM2)) }] : []),
    ...(shown.amount ? [{ title: '金额（元）', share: 2.4, align: 'right' as const, of: (_row: HeadRow, index: number) => (amounts[index] === undefined ? '' : yuanFigures(amounts[index])) }] : []),
    { title: '签名', share: 1.8, of: () => '' },
  ]
  const total = sum(amounts.map(fen => fen ?? 0))
  return [
    { kind: 'paragraph', indent: false, text: `名册属于：${partyName(file, list.partyId)}，共${list.rows.length}户。` },
    {
      kind: 'table',
      columns: columns.map(({ title, share, align }) => ({ title, share, ...(align && { align }) })),
      rows: list.rows.map((row, index) => columns.map(column => column.of(row, index))),
    },
    ...(shown.amount ? [{ kind: 'paragraph' as const, indent: false, text: `合计：${yuanBoth(total)}。` }] : []),
  ]
}

/** The value that all of them have; undefined where they differ or have none. */
const common = <K extends 'dueOn' | 'manner' | 'place' | 'obligor' | 'obligee'>(terms: readonly Term[], key: K): Term[K] | undefined =>
  (terms.every(term => term[key] === terms[0]![key]) ? terms[0]![key] : undefined)

/** The list of heads as an annex of the agreement. */
export const ownersAnnex = (file: CaseFile, list: HeadList): { readonly title: string; readonly blocks: readonly Block[] } =>
  ({ title: ownerSheetKinds.table, blocks: tableBlocks(file, list) })

/**
 * The terms as the agreement prints them for a group: its many terms as one, which names the annex. Without a list every
 * term stands as it is.
 */
export const printedTerms = (file: CaseFile, list: HeadList | undefined): readonly Term[] => {
  const terms = file.agreement?.terms ?? []
  if (!list) return terms
  const many = ownersWithTerms(file, list).flatMap(({ term }) => term ?? [])
  // A term without its row on the list would be lost in the annex: then all are printed.
  if (many.length === 0 || many.length !== terms.filter(term => isOwnerTerm(term.id)).length) return terms
  const at = terms.findIndex(term => isOwnerTerm(term.id))
  const [first] = many
  const toOwners = first!.obligee === list.partyId
  const dueOn = common(many, 'dueOn')
  const manner = common(many, 'manner')
  const place = common(many, 'place')
  const one: Term = {
    id: first!.id,
    text: toOwners
      ? `${partyName(file, first!.obligor)}按附件《${ownerSheetKinds.table}》所列金额，分别向${many.length}户业主支付，各户金额以附件为准，各户分别独立。`
      : `附件《${ownerSheetKinds.table}》所列${many.length}户业主按各自金额，分别向${partyName(file, first!.obligee ?? '')}支付，各户只对本户金额负责。`,
    kind: 'payment',
    obligor: first!.obligor,
    ...(first!.obligee !== undefined && { obligee: first!.obligee }),
    amountFen: sum(many.map(term => term.amountFen ?? 0)),
    ...(dueOn !== undefined && { dueOn }), ...(manner !== undefined && { manner }), ...(place !== undefined && { place }),
  }
  const others = terms.filter(term => !isOwnerTerm(term.id))
  return [...others.slice(0, at), one, ...others.slice(at)]
}

/** Each sheet begins a page. */
const heading = (title: string, number: string): Block[] => [{ kind: 'title', text: title, newPage: true }, { kind: 'number', text: `协议编号：${number}` }]

const ownerFields = (row: HeadRow): Block => ({
  kind: 'fields',
  rows: [
    [{ label: '业主', value: row.name, share: 5 }, { label: '房号', value: row.room ?? '', share: 6 }],
    [{ label: '身份证号', value: row.idNo ?? '', share: 6 }, { label: '电话', value: row.phone ?? '', share: 5 }],
  ],
})

type SheetInput = { readonly file: CaseFile; readonly office: OfficeDetails; readonly number: string }

const noticeOf = ({ file, office, number }: SheetInput, row: HeadRow, term: Term, toOwners: boolean): Block[] => [
  ...heading(ownerSheetKinds.notice, number),
  ownerFields(row),
  { kind: 'paragraph', text: `您所在的${partyName(file, toOwners ? term.obligee! : term.obligor)}与${partyName(file, toOwners ? term.obligor : term.obligee ?? '')}的纠纷，经${office.name}调解达成协议。其中与您有关的内容：` },
  { kind: 'paragraph', text: term.text },
  { kind: 'paragraph', text: `金额：${yuanBoth(term.amountFen ?? 0)}。${term.dueOn ? `履行时限：${chineseDate(term.dueOn)}前（含当日）。` : ''}${term.manner ? `履行方式：${term.manner}。` : ''}${term.place ? `履行地点：${term.place}。` : ''}` },
  { kind: 'paragraph', text: `到期没有履行的，请告知本调解委员会督促履行${office.phone ? `，电话：${office.phone}` : ''}（人民调解法第31条）。` },
  { kind: 'signatures', places: [{ label: `收到人：${row.name}`, note: '签名或按指印' }], seal: office.name, date: `${blank(3)}年${blank(2)}月${blank(2)}日` },
]

const receiptOf = ({ file, number }: SheetInput, row: HeadRow, term: Term, toOwners: boolean): Block[] => {
  const owner = `${row.name}${row.room ? `（${row.room}）` : ''}`
  const other = partyName(file, (toOwners ? term.obligor : term.obligee) ?? '')
  return [
    ...heading('收　条', number),
    ownerFields(row),
    { kind: 'paragraph', text: `今收到${toOwners ? other : owner}依${number}《人民调解协议书》支付的款项${yuanBoth(term.amountFen ?? 0)}。` },
    { kind: 'paragraph', text: `支付方式：□ 现金　□ 转账　□ 抵扣费用　□ 其他${blank(4)}` },
    {
      kind: 'signatures',
      places: [{ label: `收款人：${toOwners ? row.name : other}`, note: toOwners ? '签名或按指印' : '盖章' }, { label: '经手人', note: '签名' }],
      date: `${blank(3)}年${blank(2)}月${blank(2)}日`,
    },
  ]
}

/** One file for all owners of a list. Refuses with `no-owner-terms` where sheets need the agreement's terms and it has none. */
export const ownerSheets = (kind: OwnerSheetKind, file: CaseFile, list: HeadList, office: OfficeDetails): Result<DocumentContent> => {
  const number = file.agreement?.no ?? file.fileNo
  const shape = { id: `owners-${kind}`, title: ownerSheetKinds[kind], ...(number && { number }) }
  if (kind === 'table') return ok({ ...shape, blocks: [{ kind: 'title', text: ownerSheetKinds.table }, ...(number ? [{ kind: 'number' as const, text: `编号：${number}` }] : []), ...tableBlocks(file, list)] })
  const owners = ownersWithTerms(file, list).flatMap(({ row, term }) => (term ? [{ row, term }] : []))
  if (owners.length === 0) return refuse('no-owner-terms', `还没有按名册生成协议条款，不能打印《${ownerSheetKinds[kind]}》；请先在“名册”里生成分户条款。`, { field: '/sheet' })
  const input = { file, office, number: number ?? blank(10) }
  const sheet = kind === 'notice' ? noticeOf : receiptOf
  return ok({ ...shape, blocks: owners.flatMap(({ row, term }) => sheet(input, row, term, term.obligee === list.partyId)) })
}
