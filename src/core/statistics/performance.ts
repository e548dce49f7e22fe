/** 履行: obligations that fell due, and how many were kept. Counts terms, not cases. */
import type { LocalDate } from '../base/dates.ts'
import type { Obligation, Statistic, Tally } from './statistic.ts'
import { rateOf, uniqueIdsOf } from './tally.ts'

/** The latest entry up to a date is the state on that date; of two on one day the one recorded later. */
const isPerformed = ({ file, term }: Obligation, on: LocalDate): boolean => {
  let latest: { readonly on: LocalDate; readonly state: string } | undefined
  for (const entry of file.performance ?? []) {
    if (entry.termId === term.id && entry.on <= on && (!latest || entry.on >= latest.on)) latest = entry
  }
  return latest?.state === 'done'
}

const termCount = (id: string, label: string, definition: string, obligationsOf: (tally: Tally) => readonly Obligation[]): Statistic => ({
  id,
  label,
  unit: 'terms',
  definition,
  count: tally => {
    const obligations = obligationsOf(tally)
    return {
      value: obligations.length,
      caseIds: uniqueIdsOf(obligations.map(obligation => obligation.file)),
      termIds: obligations.map(({ file, term }) => `${file.id}/${term.id}`),
    }
  },
})

export const termsDue = termCount('termsDue', '到期义务', '本期结束前已生效的协议中，履行期限在本期内的各项义务。',
  ({ termsDue }) => termsDue)

export const termsPerformed = termCount('termsPerformed', '已履行', '到期义务中，截至本期最后一日最近一次记录为“已履行”的。',
  ({ termsDue, period }) => termsDue.filter(obligation => isPerformed(obligation, period.to)))

export const performanceRate = rateOf('performanceRate', '履行率', '已履行÷到期义务。', termsPerformed, termsDue)
