import { localDate } from '../../../src/core/base/dates.ts'
import { shippedParameters } from '../../../src/core/parameters/parameters.ts'
import { shippedRestDays } from '../../../src/core/base/rest-days.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'
import { workedCases, workedMediators } from '../case/worked-cases.ts'

/** The worked cases in a period, with default settings. */
export const counting = (from: string, to: string, more: Partial<Counting> = {}): Counting => ({
  cases: workedCases,
  mediators: workedMediators,
  period: { from: localDate(from), to: localDate(to) },
  basis: 'closed',
  calendar: shippedRestDays,
  parameters: shippedParameters,
  ...more,
})
