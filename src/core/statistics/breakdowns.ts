/** 分布: the same six measures cut by a field of the case. Each breakdown adds up to its totals. */
import { presidingMediatorId, type CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, endCodes, officialCategories, regionNames, sources } from '../base/codes.ts'
import { tidyName } from '../base/folding.ts'
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
  { id: 'byCommunity', label: '社区（村）', keyOf: file => file.place?.community && tidyName(file.place.community) },
  { id: 'byEstate', label: '小区', keyOf: file => file.place?.estate && tidyName(file.place.estate) },
  { id: 'byCompany', label: '物业企业', keyOf: companyKey, labelOf: file => file.propertyCompany && tidyName(file.propertyCompany.name) },
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

/** A breakdown while it is counted. */
type Counted = { readonly cut: Cut; readonly list: readonly (readonly [key: string, label: string])[]; readonly labels: ReadonlyMap<string, string>; readonly rows: Map<string, BreakdownRow> }

const begun = (cut: Cut, tally: Tally): Counted => {
  const list = cut.list?.(tally) ?? []
  return { cut, list, labels: new Map(list), rows: new Map<string, BreakdownRow>(cut.wholeList && list.map(([key, label]) => [key, emptyRow(key, label)])) }
}

const add = ({ cut, labels, rows }: Counted, file: CaseFile, measure: BreakdownMeasure, amount: number): void => {
  const key = cut.keyOf(file) ?? NOT_FILLED
  let row = rows.get(key)
  if (!row) {
    row = emptyRow(key, labels.get(key) ?? cut.labelOf?.(file) ?? key)
    rows.set(key, row)
  }
  row[measure] += amount
  row.caseIds[measure].push(file.id)
}

/** Rows of a breakdown that came from elsewhere, in the order in which ours are listed. */
export const orderedRows = (id: string, rows: BreakdownRow[]): BreakdownRow[] =>
  inOrder(cuts.find(cut => cut.id === id)?.list?.({ mediators: [] }) ?? [], rows)

/** All breakdowns together: each case is looked at once a measure, however many cuts there are. */
export const breakdownsOf = (tally: Tally): Breakdown[] => {
  const counted = cuts.map(cut => begun(cut, tally))
  for (const measure of ['received', 'accepted', 'closed', 'succeeded', 'closingPending'] as const) {
    for (const file of tally[measure]) for (const one of counted) add(one, file, measure, 1)
  }
  for (const file of tally.succeeded) {
    const fen = agreedFen(file)
    if (fen > 0) for (const one of counted) add(one, file, 'agreedAmountFen', fen)
  }
  return counted.map(({ cut, list, rows }) => ({ id: cut.id, label: cut.label, rows: inOrder(list, [...rows.values()]) }))
}
