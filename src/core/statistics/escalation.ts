/** 防止激化: what the director approved as prevented, by kind, in cases and persons. */
import type { CaseFile } from '../case/record/case-file.ts'
import { escalationKinds } from '../base/codes.ts'
import type { Statistic } from './statistic.ts'
import { uniqueIdsOf, within } from './tally.ts'

export const escalations: readonly Statistic[] = Object.entries(escalationKinds).map(([kind, label]) => ({
  id: `escalation.${kind}`,
  label,
  unit: 'escalation',
  definition: `日期在本期内、经批准登记为“${label}”的件数和人数。`,
  count: ({ preventing, period }) => {
    const value = { cases: 0, persons: 0 }
    const behind: CaseFile[] = []
    for (const file of preventing) {
      for (const entry of file.escalationPrevented ?? []) {
        if (entry.kind !== kind || !within(period, entry.on)) continue
        value.cases += entry.cases
        value.persons += entry.persons
        behind.push(file)
      }
    }
    return { value, caseIds: uniqueIdsOf(behind) }
  },
}))
