/** 多发企业: property companies that the coordination meeting should look at. For internal use only. */
import type { CaseFile } from '../case/case-file.ts'
import { addDays, type LocalDate } from '../case/dates.ts'
import { lengthOn, type Parameters } from '../rules/parameters.ts'
import type { Statistic } from './statistic.ts'
import { idsOf, within } from './tally.ts'

/** The limits that hold on the last day of a period. */
export const repeatLimits = (parameters: Parameters, to: LocalDate): { readonly days: number; readonly cases: number } =>
  ({ days: lengthOn(parameters, 'repeatDays', to), cases: lengthOn(parameters, 'repeatCases', to) })

/** What tells companies apart: the unified credit code, or the name where there is none. */
export const companyKey = (file: CaseFile): string | undefined => file.propertyCompany?.uscc ?? file.propertyCompany?.name

export const repeatCompanies: Statistic = {
  id: 'repeatCompanies',
  label: '多发企业',
  unit: 'companies',
  definition: '到本期最后一日为止的一段时间（预设90日）内受理案件达到界限（预设3件）的物业企业，并分列件数；两个数值由本会制度规定。',
  count: ({ cases, period: { to }, parameters }) => {
    const limits = repeatLimits(parameters, to)
    const window = { from: addDays(to, 1 - limits.days), to }
    const companies = new Map<string, CaseFile[]>()
    for (const file of cases) {
      const key = companyKey(file)
      if (key === undefined || !within(window, file.acceptedOn)) continue
      const files = companies.get(key)
      if (files) files.push(file)
      else companies.set(key, [file])
    }
    const split = [...companies]
      .filter(([, files]) => files.length >= limits.cases)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, files]) => ({ key, label: files[0]!.propertyCompany!.name, value: files.length, caseIds: idsOf(files) }))
    return { value: split.length, caseIds: split.flatMap(row => row.caseIds), split }
  },
}
