/** 多发企业: property companies that the coordination meeting should look at. For internal use only. */
import type { CaseFile } from '../case/case-file.ts'
import { addDays } from '../case/dates.ts'
import type { Statistic } from './statistic.ts'
import { idsOf, within } from './tally.ts'

export const REPEAT_DAYS = 90
export const REPEAT_CASES = 3

/** What tells companies apart: the unified credit code, or the name where there is none. */
export const companyKey = (file: CaseFile): string | undefined => file.propertyCompany?.uscc ?? file.propertyCompany?.name

export const repeatCompanies: Statistic = {
  id: 'repeatCompanies',
  label: '多发企业',
  unit: 'companies',
  definition: `到本期最后一日为止的${REPEAT_DAYS}日内受理案件达到${REPEAT_CASES}件的物业企业，并分列件数。`,
  count: ({ cases, period: { to } }) => {
    const window = { from: addDays(to, 1 - REPEAT_DAYS), to }
    const companies = new Map<string, CaseFile[]>()
    for (const file of cases) {
      const key = companyKey(file)
      if (key === undefined || !within(window, file.acceptedOn)) continue
      const files = companies.get(key)
      if (files) files.push(file)
      else companies.set(key, [file])
    }
    const split = [...companies]
      .filter(([, files]) => files.length >= REPEAT_CASES)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, files]) => ({ key, label: files[0]!.propertyCompany!.name, value: files.length, caseIds: idsOf(files) }))
    return { value: split.length, caseIds: split.flatMap(row => row.caseIds), split }
  },
}
