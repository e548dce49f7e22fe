/** 分布: the same six measures cut by a field of the case. Each breakdown adds up to its totals. */
import { presidingMediatorId, type CaseFile } from '../case/case-file.ts'
import { disputeTypes, endCodes, officialCategories, regionNames, sources } from '../case/codes.ts'
import { companyKey } from './repeat-companies.ts'
import { agreedFen } from './scale.ts'
import type { Breakdown, BreakdownMeasure, BreakdownRow, Tally } from './statistic.ts'

/** The row of the cases without the field. */
export const NOT_FILLED = '未填'

/** A way to cut: which key a case has, and how the rows are named and ordered. */
type Cut = {
  readonly id: string
  readonly label: string
  readonly keyOf: (file: CaseFile) => string | undefined
  /** Keys with their labels in the order of their list. Keys that are not in it come after, in order of the key. */
  readonly list?: (tally: Pick<Tally, 'mediators'>) => readonly (readonly [key: string, label: string])[]
  /** The label of a key that is in no list; the key itself where this is absent. */
  readonly labelOf?: (file: CaseFile) => string | undefined
  /** Shows every row of the list, also one of zeros. */
  readonly wholeList?: true
}

const listOf = (labels: Readonly<Record<string, string>>) => () => Object.entries(labels)

const cuts: readonly Cut[] = [
  { id: 'byType', label: '纠纷类型', keyOf: file => file.type, list: listOf(disputeTypes) },
  // The official table has all eighteen rows; a case without a category belongs to 物业.
  { id: 'byOfficialCategory', label: '统计表类别', keyOf: file => file.officialCategory ?? 'property', list: listOf(officialCategories), wholeList: true },
  { id: 'bySource', label: '案件来源', keyOf: file => file.source, list: listOf(sources) },
  { id: 'byEndCode', label: '结束方式', keyOf: file => file.end?.code, list: listOf(endCodes) },
  { id: 'byStreet', label: '街道（乡镇）', keyOf: file => file.place?.regionCode, list: listOf(regionNames) },
  { id: 'byCommunity', label: '社区（村）', keyOf: file => file.place?.community },
  { id: 'byEstate', label: '小区', keyOf: file => file.place?.estate },
  { id: 'byCompany', label: '物业企业', keyOf: companyKey, labelOf: file => file.propertyCompany?.name },
  // In the order of the roster: mediators are listed, never ranked.
  { id: 'byPresiding', label: '主持调解员', keyOf: presidingMediatorId, list: ({ mediators }) => mediators.map(({ id, name }) => [id, name]) },
]

const emptyRow = (key: string, label: string): BreakdownRow => ({
  key,
  label,
  received: 0,
  accepted: 0,
  closed: 0,
  succeeded: 0,
  agreedAmountFen: 0,
  closingPending: 0,
  caseIds: { received: [], accepted: [], closed: [], succeeded: [], agreedAmountFen: [], closingPending: [] },
})

const inOrder = (list: readonly (readonly [key: string, label: string])[], rows: BreakdownRow[]): BreakdownRow[] => {
  const places = new Map(list.map(([key], place) => [key, place]))
  const placeOf = (key: string) => places.get(key) ?? (key === NOT_FILLED ? list.length + 1 : list.length)
  return rows.sort((a, b) => placeOf(a.key) - placeOf(b.key) || (a.key < b.key ? -1 : 1))
}

const breakdownOf = (cut: Cut, tally: Tally): Breakdown => {
  const list = cut.list?.(tally) ?? []
  const labels = new Map(list)
  const rows = new Map<string, BreakdownRow>(cut.wholeList && list.map(([key, label]) => [key, emptyRow(key, label)]))

  const add = (file: CaseFile, measure: BreakdownMeasure, amount: number) => {
    const key = cut.keyOf(file) ?? NOT_FILLED
    let row = rows.get(key)
    if (!row) {
      row = emptyRow(key, labels.get(key) ?? cut.labelOf?.(file) ?? key)
      rows.set(key, row)
    }
    row[measure] += amount
    row.caseIds[measure].push(file.id)
  }
  for (const measure of ['received', 'accepted', 'closed', 'succeeded', 'closingPending'] as const) {
    for (const file of tally[measure]) add(file, measure, 1)
  }
  for (const file of tally.succeeded) {
    const fen = agreedFen(file)
    if (fen > 0) add(file, 'agreedAmountFen', fen)
  }

  return { id: cut.id, label: cut.label, rows: inOrder(list, [...rows.values()]) }
}

/** Rows of a breakdown that came from elsewhere, in the order in which ours are listed. */
export const orderedRows = (id: string, rows: BreakdownRow[]): BreakdownRow[] =>
  inOrder(cuts.find(cut => cut.id === id)?.list?.({ mediators: [] }) ?? [], rows)

export const breakdownsOf = (tally: Tally): Breakdown[] => cuts.map(cut => breakdownOf(cut, tally))
