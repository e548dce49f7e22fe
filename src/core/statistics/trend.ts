/** 近 13 个月: the months up to the one in which a period ends, so that the first of them is the same month a year ago. */
import * as z from 'zod'
import type { CaseFile } from '../case/record/case-file.ts'
import { addMonths, firstOfMonth, type LocalDate } from '../base/dates.ts'

export const TREND_MONTHS = 13

export const TrendMonth = z.strictObject({
  /** `2026-10` */
  month: z.string(),
  received: z.int(),
  accepted: z.int(),
  closed: z.int(),
  succeeded: z.int(),
  /** 期末未结 on the last day of the month. */
  closingPending: z.int(),
})
export type TrendMonth = z.output<typeof TrendMonth>

/** All months in one pass over the cases. */
export const trendOf = (cases: readonly CaseFile[], to: LocalDate): TrendMonth[] => {
  const first = firstOfMonth(to)
  const months = Array.from({ length: TREND_MONTHS }, (_, index): TrendMonth => ({
    month: addMonths(first, index + 1 - TREND_MONTHS).slice(0, 7), received: 0, accepted: 0, closed: 0, succeeded: 0, closingPending: 0,
  }))
  const places = new Map(months.map(({ month }, place) => [month, place]))
  const [from] = months
  const placeOf = (date: LocalDate | undefined): TrendMonth | undefined => {
    const place = date === undefined ? undefined : places.get(date.slice(0, 7))
    return place === undefined ? undefined : months[place]
  }
  let pending = 0
  for (const { appliedOn, acceptedOn, end } of cases) {
    const received = placeOf(appliedOn)
    if (received) received.received += 1
    if (!acceptedOn) continue
    const accepted = placeOf(acceptedOn)
    if (accepted) accepted.accepted += 1
    const before = acceptedOn.slice(0, 7) < from!.month
    if (end) {
      const closed = placeOf(end.on)
      if (closed) {
        closed.closed += 1
        if (end.code === 'E01' || end.code === 'E02') closed.succeeded += 1
      }
      if (before && end.on.slice(0, 7) >= from!.month) pending += 1
    } else if (before) pending += 1
  }
  // Pending at the end of a month is what was pending before, and what came, less what went.
  for (const month of months) {
    pending += month.accepted - month.closed
    month.closingPending = pending
  }
  return months
}
