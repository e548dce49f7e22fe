/** 多发企业: property companies that the coordination meeting should look at. For internal use only. */
import type { CaseFile } from '../case/record/case-file.ts'
import { foldedNumber, tidyName } from '../base/folding.ts'
import type { SplitRow, Statistic } from './statistic.ts'
import { idsOf } from './tally.ts'

/** What tells companies apart: the unified credit code, or the name where there is none. */
export const companyKey = (file: CaseFile): string | undefined => file.propertyCompany && (foldedNumber(file.propertyCompany.uscc) || tidyName(file.propertyCompany.name))

/** Cases by a key, in the order of the key; cases without it are left out. */
export const repeatGroups = (
  cases: readonly CaseFile[], keyOf: (file: CaseFile) => string | undefined, labelOf: (file: CaseFile) => string,
): SplitRow[] => {
  const groups = new Map<string, CaseFile[]>()
  for (const file of cases) {
    const key = keyOf(file)
    if (key === undefined) continue
    const files = groups.get(key)
    if (files) files.push(file)
    else groups.set(key, [file])
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, files]) => ({ key, label: labelOf(files[0]!), value: files.length, caseIds: idsOf(files) }))
}

export const repeatCompanies: Statistic = {
  id: 'repeatCompanies',
  label: '多发企业',
  unit: 'companies',
  definition: '到本期最后一日为止的一段时间（预设90日）内受理案件达到界限（预设3件）的物业企业，并分列件数；两个数值由本会制度规定。',
  count: ({ recent, repeat }) => {
    const split = repeatGroups(recent, companyKey, file => file.propertyCompany!.name)
      .filter(row => row.value >= repeat.cases)
    return { value: split.length, caseIds: split.flatMap(row => row.caseIds), split }
  },
}
