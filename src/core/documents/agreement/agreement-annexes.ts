/** What is attached to an agreement (D07): each annex begins a page of its own and is named in the agreement. */
import { partyName, type CaseFile } from '../../case/record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'
import { yuanBoth, yuanFigures } from '../../base/amounts.ts'
import { feeSheetOf } from '../../case/agreement/property-fee.ts'
import { type FeeWorksheet } from '../../case/record/fee-worksheet.ts'
import { decimalOf } from '../../base/rational.ts'
import { annexRows, equalClausesAnnex, printedClauses, type PrintedClause } from '../writing/clauses.ts'
import { ownersAnnex, printedTerms } from './owner-sheets.ts'
import type { Block, DocumentInput } from '../writing/content.ts'

export type Annex = { readonly title: string; readonly blocks: readonly Block[] }

const feeAnnex = (file: CaseFile, worksheet: FeeWorksheet): Annex => {
  const sheet = feeSheetOf(worksheet)
  const { discount, payments } = worksheet
  const row = (what: string, reckoning: string, fen: number): string[] => [what, reckoning, fen < 0 ? `-${yuanFigures(-fen)}` : yuanFigures(fen)]
  return {
    title: worksheet.title,
    blocks: [
      { kind: 'paragraph', text: `交费人：${partyName(file, worksheet.payer)}；收费人：${partyName(file, worksheet.payee)}；建筑面积：${decimalOf(worksheet.area, 2)}㎡。` },
      {
        kind: 'table',
        columns: [{ title: '项目', share: 5 }, { title: '计算', share: 6 }, { title: '金额（元）', share: 2, align: 'right' }],
        rows: [
          ...sheet.lines.map(line => row(line.period, line.reckoning, line.amountFen)),
          row('物业费合计', worksheet.rounding === 'line' ? '以上各行相加' : '以上各行未舍入的数相加，四舍五入', sheet.grossFen),
          ...(discount.kind === 'none' ? [] : [row('减免', discount.kind === 'percent' ? `合计的${decimalOf(discount.rate, 4)}%` : '约定减免', -sheet.discountFen)]),
          ...payments.map(payment => row(`${chineseDate(payment.on)}已付`, payment.note ?? '', -payment.amountFen)),
          row('应付物业费', sheet.overpaidFen > 0 ? `已多付${yuanFigures(sheet.overpaidFen)}元` : '合计减去减免和已付', sheet.owedFen),
          ...(worksheet.lateFee ? [row('逾期费用', sheet.lateFeeReckoning!, sheet.lateFeeFen)] : []),
          row('应付总计', worksheet.lateFee ? '应付物业费＋逾期费用' : '应付物业费', sheet.totalFen),
        ],
      },
      { kind: 'paragraph', text: `应付总计：${yuanBoth(sheet.totalFen)}。` },
      ...sheet.rules.map((rule, index): Block => ({ kind: 'paragraph', text: `${index + 1}．${rule}` })),
    ],
  }
}

/** Equal clauses of many persons, one row each. */
const equalAnnex = (file: CaseFile, clause: PrintedClause): Annex => ({
  title: equalClausesAnnex,
  blocks: [
    {
      kind: 'table',
      columns: [{ title: '序号', share: 1, align: 'center' }, { title: clause.annex === 'obligor' ? '义务人' : '权利人', share: 4 }, { title: '证件号码', share: 4 }, { title: '金额（元）', share: 2, align: 'right' }],
      rows: annexRows(file, clause),
    },
    { kind: 'paragraph', indent: false, text: `合计：${yuanBoth(clause.terms.reduce((sum, { amountFen = 0 }) => sum + amountFen, 0))}。` },
  ],
})

/** The annexes of an agreement, in the order in which they are attached. */
export const annexesOf = ({ file, annex }: Pick<DocumentInput, 'file' | 'annex'>): Annex[] => [
  ...(annex?.headList ? [ownersAnnex(file, annex.headList)] : []),
  ...printedClauses(file, printedTerms(file, annex?.headList)).filter(clause => clause.annex !== undefined).map(clause => equalAnnex(file, clause)),
  ...(annex?.feeWorksheets ?? []).map(worksheet => feeAnnex(file, worksheet)),
]

const heading = (annexes: readonly Annex[], index: number): string => (annexes.length > 1 ? `附件${index + 1}` : '附件')

/** The line of the agreement that names its annexes; nothing where there are none. */
export const annexLines = (input: Pick<DocumentInput, 'file' | 'annex'>): Block[] => {
  const annexes = annexesOf(input)
  if (annexes.length === 0) return []
  return [{ kind: 'paragraph', text: `${annexes.map(({ title }, index) => `${heading(annexes, index)}：《${title}》`).join('；')}。附件是本协议的组成部分。` }]
}

/** The pages of the annexes, after the signatures. */
export const annexPages = (input: Pick<DocumentInput, 'file' | 'annex'>): Block[] => {
  const annexes = annexesOf(input)
  return annexes.flatMap(({ title, blocks }, index): Block[] => [
    { kind: 'paragraph', text: heading(annexes, index), indent: false, newPage: true },
    { kind: 'title', text: title },
    ...blocks,
  ])
}
