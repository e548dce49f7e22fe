/** Sorts the cases of a counting into the sets of docs/statistics.md, in one pass. */
import type { CaseFile } from '../case/record/case-file.ts'
import { addDays, type LocalDate } from '../base/dates.ts'
import { mediationDeadline, type MediationDeadline } from '../case/time/deadlines.ts'
import { lengthOn, type Parameters } from '../parameters/parameters.ts'
import type { Counting, Figure, Obligation, Period, Statistic, Tally } from './statistic.ts'

/** 多发: how far back from the end of a period it is looked, and how many cases are many. */
export const repeatLimits = (parameters: Parameters, to: LocalDate): { readonly days: number; readonly cases: number } =>
  ({ days: lengthOn(parameters, 'repeatDays', to), cases: lengthOn(parameters, 'repeatCases', to) })

/** True for a date in P; a date that is absent is in no period. */
export const within = (period: Period, date: LocalDate | undefined): boolean =>
  date !== undefined && period.from <= date && date <= period.to

export const tallyOf = (counting: Counting): Tally => {
  const { cases, period, calendar, parameters } = counting
  const received: CaseFile[] = []
  const accepted: CaseFile[] = []
  const notAccepted: CaseFile[] = []
  const openingPending: CaseFile[] = []
  const closed: CaseFile[] = []
  const closingPending: CaseFile[] = []
  const termsDue: Obligation[] = []
  const confirming: CaseFile[] = []
  const referring: CaseFile[] = []
  const preventing: CaseFile[] = []
  const recent: CaseFile[] = []
  const repeat = repeatLimits(parameters, period.to)
  const recently = { from: addDays(period.to, 1 - repeat.days), to: period.to }
  const deadlines = new Map<string, MediationDeadline>()
  for (const file of cases) {
    const endedOn = file.end?.on
    const endsInPeriod = within(period, endedOn)
    if (within(period, file.appliedOn)) received.push(file)
    if (file.agreement?.effectiveOn && file.agreement.effectiveOn <= period.to) {
      for (const term of file.agreement.terms) if (within(period, term.dueOn)) termsDue.push({ file, term })
    }
    if (file.confirmation) confirming.push(file)
    if (file.referrals) referring.push(file)
    if (file.escalationPrevented) preventing.push(file)
    if (!file.acceptedOn) {
      if (endsInPeriod) notAccepted.push(file)
      continue
    }
    if (within(period, file.acceptedOn)) accepted.push(file)
    if (within(recently, file.acceptedOn)) recent.push(file)
    if (file.acceptedOn < period.from && (!endedOn || endedOn >= period.from)) openingPending.push(file)
    const pending = file.acceptedOn <= period.to && (!endedOn || endedOn > period.to)
    if (endsInPeriod) closed.push(file)
    if (pending) closingPending.push(file)
    if (endsInPeriod || pending) {
      deadlines.set(file.id, mediationDeadline(file, pending ? period.to : endedOn!, calendar, parameters)!)
    }
  }
  return {
    ...counting,
    received,
    accepted,
    notAccepted,
    openingPending,
    closed,
    closingPending,
    total: counting.basis === 'closed' ? closed : accepted,
    succeeded: closed.filter(file => file.end?.code === 'E01' || file.end?.code === 'E02'),
    termsDue,
    confirming,
    referring,
    preventing,
    recent,
    repeat,
    deadlines,
  }
}

export const idsOf = (cases: readonly CaseFile[]): string[] => cases.map(file => file.id)

/** The ids of cases that may come several times, each once, in their order. */
export const uniqueIdsOf = (cases: readonly CaseFile[]): string[] => [...new Set(idsOf(cases))]

/** A statistic that counts cases: say which. */
export const caseCount = (
  id: string,
  label: string,
  definition: string,
  casesOf: (tally: Tally) => readonly CaseFile[],
): Statistic => ({
  id,
  label,
  unit: 'count',
  definition,
  count: tally => {
    const cases = casesOf(tally)
    return { value: cases.length, caseIds: idsOf(cases) }
  },
})

type CountedNumber = Omit<Figure, 'value'> & { value: number }

/** A statistic that divides one count by another; it opens the cases of both. */
export const rateOf = (
  id: string,
  label: string,
  definition: string,
  numerator: Statistic,
  denominator: Statistic,
): Statistic => ({
  id,
  label,
  unit: 'rate',
  definition,
  count: tally => {
    const [above, below] = [numerator.count(tally), denominator.count(tally)] as [CountedNumber, CountedNumber]
    return {
      value: { numerator: above.value, denominator: below.value },
      caseIds: [...new Set([...below.caseIds, ...above.caseIds])],
      ...(below.termIds && { termIds: below.termIds }),
    }
  },
})
