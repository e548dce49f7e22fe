/** Every statistic, in the order of docs/statistics.md, and the whole count of a period. */
import { yearOf } from '../base/dates.ts'
import { breakdownsOf } from './breakdowns.ts'
import { confirmationApplied, confirmationRate, confirmationRefused, confirmed } from './confirmation.ts'
import { averageDays, medianDays } from './duration.ts'
import { escalations } from './escalation.ts'
import { accepted, closed, closingPending, notAccepted, openingPending, received, total } from './flow.ts'
import { closedLate, overduePending } from './lateness.ts'
import { oral, succeeded, successRateOfClosed, successRateOfTried, written } from './outcomes.ts'
import { performanceRate, termsDue, termsPerformed } from './performance.ts'
import { referralsSent, repliesOutstanding } from './referrals.ts'
import { repeatCompanies } from './repeat-companies.ts'
import { agreedAmountFen, difficult, partiesInvolved } from './scale.ts'
import type { Counting, Statistic, Statistics, Tally } from './statistic.ts'
import { tallyOf } from './tally.ts'

export { previousPeriod, samePeriodLastYear } from './comparison.ts'

export const statistics: readonly Statistic[] = [
  received,
  accepted,
  notAccepted,
  openingPending,
  closed,
  closingPending,
  total,
  succeeded,
  successRateOfClosed,
  successRateOfTried,
  difficult,
  partiesInvolved,
  agreedAmountFen,
  written,
  oral,
  termsDue,
  termsPerformed,
  performanceRate,
  confirmationApplied,
  confirmed,
  confirmationRefused,
  confirmationRate,
  averageDays,
  medianDays,
  overduePending,
  closedLate,
  ...escalations,
  referralsSent,
  repliesOutstanding,
  repeatCompanies,
]

/**
 * Counts a period whole. Takes cases that keep the rules of a case file (受理 not after the end); throws when the
 * balance fails, because a report that does not balance must not leave the house.
 */
export const computeStatistics = (counting: Counting): Statistics => statisticsFrom(tallyOf(counting))

/** The same from a tally that was made already. */
export const statisticsFrom = (tally: Tally): Statistics => {
  const { openingPending, accepted, closed, closingPending } = tally
  if (openingPending.length + accepted.length - closed.length !== closingPending.length) {
    throw new Error(`statistics of ${tally.period.from}..${tally.period.to} do not balance`)
  }
  const unknownYears = [...tally.deadlines.values()].filter(deadline => !deadline.calendarKnown).map(deadline => yearOf(deadline.on))
  return {
    period: tally.period,
    basis: tally.basis,
    figures: statistics.map(({ id, label, unit, count }) => ({ id, label, unit, ...count(tally) })),
    breakdowns: breakdownsOf(tally),
    yearsWithoutCalendar: [...new Set(unknownYears)].sort(),
  }
}
