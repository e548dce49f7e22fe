/**
 * 人民调解案件情况统计表: the table that every people's-mediation committee hands in (司发通〔2010〕239号 as systems in use
 * have it). All columns, also those that are nothing; 排查 and 预防 come from the note of the period, for no case holds them.
 */
import { officialCategories, type Source } from '../base/codes.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { showWan } from '../statistics/show.ts'
import type { Statistics } from '../statistics/statistic.ts'
import type { PeriodNote } from './period-figures.ts'
import type { Sheet, SheetCell } from './sheet.ts'

export const committeeKinds = {
  village: '村', resident: '居', town: '乡镇', street: '街道', enterprise: '企事业', social: '社会团体和其他组织',
} as const
export type CommitteeKind = keyof typeof committeeKinds

/** A property-dispute committee is an industry committee. */
export const defaultCommitteeKind: CommitteeKind = 'social'

export type OfficialColumn = { readonly id: string; readonly group: string; readonly label: string; readonly value: number | null; readonly format?: string }

export type OfficialTableInput = {
  readonly statistics: Statistics
  readonly note: PeriodNote
  /** 调解案件总数 by kind of committee; one kind for a single committee. */
  readonly byKind: Partial<Record<CommitteeKind, number>>
}

const sourceColumns: readonly [id: string, label: string, sources: readonly Source[]][] = [
  ['ownInitiative', '主动调解', ['ownInitiative']],
  ['application', '依申请调解', ['application']],
  ['sent', '接受委托移送小计', ['courtBeforeFiling', 'courtAfterFiling', 'procuratorate', 'police', 'petition', 'otherBody']],
  ['sent.court', '法院', ['courtBeforeFiling', 'courtAfterFiling']],
  ['sent.procuratorate', '检察院', ['procuratorate']],
  ['sent.police', '公安机关', ['police']],
  ['sent.petition', '信访部门', ['petition']],
  ['sent.other', '其他', ['otherBody']],
]

/** Every column with its value, in the order of the form. Null: not told (排查、预防 that nobody entered). */
export const officialColumns = ({ statistics: { figures, breakdowns, basis }, note, byKind }: OfficialTableInput): OfficialColumn[] => {
  const figure = (id: string) => figures.find(one => one.id === id)!.value
  const count = (id: string): number => figure(id) as number
  const measure = basis === 'closed' ? 'closed' : 'accepted'
  const rows = (id: string) => breakdowns.find(one => one.id === id)!.rows
  const bySource = (sources: readonly Source[]): number =>
    rows('bySource').filter(row => (sources as readonly string[]).includes(row.key)).reduce((sum, row) => sum + row[measure], 0)
  const escalation = (kind: string, part: 'cases' | 'persons'): number => (figure(`escalation.${kind}`) as { cases: number; persons: number })[part]
  return [
    { id: 'total', group: '调解案件情况', label: '调解案件总数（件）', value: count('total') },
    { id: 'partiesInvolved', group: '调解案件情况', label: '涉及当事人数（人）', value: count('partiesInvolved') },
    { id: 'succeeded', group: '调解案件情况', label: '调解成功（件）', value: count('succeeded') },
    { id: 'difficult', group: '调解案件情况', label: '疑难复杂（件）', value: count('difficult') },
    { id: 'agreedAmountWan', group: '调解案件情况', label: '协议涉及金额（万元）', value: Number(showWan(count('agreedAmountFen')).replaceAll(',', '')), format: '0.00' },
    ...(Object.entries(committeeKinds) as [CommitteeKind, string][]).map(([kind, label]): OfficialColumn =>
      ({ id: `kind.${kind}`, group: '调委会类型（件）', label, value: byKind[kind] ?? 0 })),
    ...sourceColumns.map(([id, label, sources]): OfficialColumn => ({ id: `source.${id}`, group: '案件来源（件）', label, value: bySource(sources) })),
    ...Object.entries(officialCategories).map(([key, label]): OfficialColumn =>
      ({ id: `category.${key}`, group: '纠纷类别（件）', label, value: rows('byOfficialCategory').find(row => row.key === key)?.[measure] ?? 0 })),
    { id: 'oral', group: '协议形式（件）', label: '口头协议', value: count('oral') },
    { id: 'written', group: '协议形式（件）', label: '书面协议', value: count('written') },
    { id: 'screenings', group: '排查与预防', label: '排查纠纷（次）', value: note.screenings ?? null },
    { id: 'prevented', group: '排查与预防', label: '预防纠纷（件）', value: note.prevented ?? null },
    ...([['suicide', '防止自杀'], ['criminal', '防止转化为刑事案件'], ['petition', '防止群体性上访'], ['brawl', '防止群体性械斗']] as const)
      .flatMap(([kind, label]): OfficialColumn[] => [
        { id: `escalation.${kind}.cases`, group: '防止激化', label: `${label}（件）`, value: escalation(kind, 'cases') },
        { id: `escalation.${kind}.persons`, group: '防止激化', label: `${label}（人）`, value: escalation(kind, 'persons') },
      ]),
  ]
}

/** The groups of columns that stand in one band of the form, so that it fits a page on its side. */
const bands: readonly (readonly string[])[] = [
  ['调解案件情况', '案件来源（件）'],
  ['纠纷类别（件）'],
  ['调委会类型（件）', '协议形式（件）', '排查与预防', '防止激化'],
]

export type OfficialSheetInput = OfficialTableInput & {
  readonly office: string
  readonly periodTitle: string
  readonly today: LocalDate
  /** 草稿、已确认、已上报, or that the period still runs. */
  readonly state: string
}

/** The form on one page on its side: three bands of columns, each with its groups over it. */
export const officialTable = (input: OfficialSheetInput): Sheet => {
  const columns = officialColumns(input)
  const inBands = bands.map(groups => groups.flatMap(group => columns.filter(column => column.group === group)))
  const width = Math.max(...inBands.map(band => band.length))
  const wide = (value: string, more: Partial<SheetCell> = {}): SheetCell[] => [{ value, columns: width, ...more }]
  const third = Math.floor(width / 3)
  const line = (left: string, middle: string, right: string): SheetCell[] => [
    { value: left, columns: third, look: 'note', align: 'left' },
    { value: middle, columns: width - 2 * third, look: 'note', align: 'center' },
    { value: right, columns: third, look: 'note', align: 'right' },
  ]
  const band = (cells: readonly OfficialColumn[]): SheetCell[][] => {
    const groups = [...new Set(cells.map(({ group }) => group))]
    // Bands of fewer columns fill the width: their first columns are double.
    const rest = width - cells.length
    const columnsOf = (index: number): number => (index < rest ? 2 : 1)
    const at = (cell: OfficialColumn): number => cells.indexOf(cell)
    return [
      groups.map(group => ({
        value: group, look: 'head' as const, columns: cells.filter(cell => cell.group === group).reduce((sum, cell) => sum + columnsOf(at(cell)), 0),
      })),
      cells.map(({ label }, index) => ({ value: label, look: 'head' as const, columns: columnsOf(index) })),
      cells.map(({ value, format }, index): SheetCell => ({ value: value ?? '', align: 'center', columns: columnsOf(index), ...(format && { format }) })),
    ]
  }
  return {
    name: '统计表',
    landscape: true,
    widths: Array.from({ length: width }, () => 8),
    rows: [
      wide('人民调解案件情况统计表', { look: 'title' }),
      line(`填报单位：${input.office}`, `统计时期：${input.periodTitle}（${input.state}）`, `统计口径：按${input.statistics.basis === 'closed' ? '办结' : '受理'}`),
      ...inBands.flatMap(band),
      wide('平衡关系：调解案件总数＝各调委会类型之和＝各案件来源之和＝各纠纷类别之和；接受委托移送小计＝法院＋检察院＋公安机关＋信访部门＋其他；调解成功＝口头协议＋书面协议。', { look: 'note', align: 'left' }),
      line('单位负责人（签名）：', '制表人（签名）：', `填报日期：${chineseDate(input.today)}`),
    ],
  }
}
