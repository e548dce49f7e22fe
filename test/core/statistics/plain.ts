/** Statistics as plain values, in the shape of worked-cases.expected.json. */
import type { Statistics } from '../../../src/core/statistics/statistic.ts'
import { breakdownMeasures } from '../../../src/core/statistics/statistic.ts'

const splitBy = (statistics: Statistics, id: string): Record<string, number> =>
  Object.fromEntries(statistics.figures.find(figure => figure.id === id)!.split!.map(row => [row.key, row.value]))

export const plainOf = (statistics: Statistics): Record<string, unknown> => {
  const plain: Record<string, unknown> = {}
  const escalation: Record<string, unknown> = {}
  for (const { id, value, unit } of statistics.figures) {
    if (id === 'repeatCompanies') plain[id] = splitBy(statistics, id)
    else if (unit === 'escalation') {
      const counted = value as { cases: number; persons: number }
      if (counted.cases > 0) escalation[id.replace('escalation.', '')] = counted
    } else if (value !== null && typeof value === 'object' && 'numerator' in value) plain[id] = [value.numerator, value.denominator]
    else plain[id] = value
  }
  for (const { id, rows } of statistics.breakdowns) {
    plain[id] = Object.fromEntries(rows.map(row => [row.key, Object.fromEntries(breakdownMeasures.map(measure => [measure, row[measure]]))]))
  }
  return {
    ...plain,
    escalation,
    notAcceptedByCode: splitBy(statistics, 'notAccepted'),
    closedByCode: splitBy(statistics, 'closed'),
  }
}
