/** The particulars and the months of a trend a second time, as their definitions read. Slow and plain on purpose. */
import type { CaseAnnex } from '../../../src/core/case/record/annex.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import type { Particulars } from '../../../src/core/statistics/particulars.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'

const day = (date: string): number => Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1, Number(date.slice(8))) / 86_400_000
const tally = (words: string[]): Record<string, number> => {
  const counts: Record<string, number> = Object.create(null)
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1
  return { ...counts }
}
const often = (counts: Record<string, number>): Record<string, number> => Object.fromEntries(Object.entries(counts).filter(([, count]) => count >= 3))

export const plainParticulars = ({ outcomesByType, causes, withoutCause, bodies, repeatEstates, daysTaken, companyCases }: Particulars): unknown => ({
  outcomes: Object.fromEntries(outcomesByType.flatMap(row => Object.entries(row.outcomes).map(([code, ids]) => [`${row.key} ${code}`, ids!.length]))),
  causes: Object.fromEntries(causes.map(row => [row.key, row.caseIds.length])),
  withoutCause: withoutCause.length,
  sent: Object.fromEntries(bodies.filter(row => row.sent > 0).map(row => [row.body, row.sent])),
  outstanding: Object.fromEntries(bodies.filter(row => row.outstanding > 0).map(row => [row.body, row.outstanding])),
  estates: Object.fromEntries(repeatEstates.map(row => [row.key, row.value])),
  companies: Object.fromEntries(companyCases.map(row => [row.key, row.value])),
  days: daysTaken.length,
})

export const naiveParticulars = ({ cases, period: { from, to } }: Counting, annexes: ReadonlyMap<string, CaseAnnex>): unknown => {
  const inP = (date: string | undefined): boolean => date !== undefined && date >= from && date <= to
  const closed = cases.filter(file => file.acceptedOn !== undefined && file.end !== undefined && inP(file.end.on))
  const accepted = cases.filter(file => inP(file.acceptedOn))
  const recent = cases.filter(file => file.acceptedOn !== undefined && file.acceptedOn <= to && day(to) - day(file.acceptedOn) < 90)
  const letters = cases.flatMap(file => file.referrals ?? [])
  return {
    outcomes: tally(closed.map(file => `${file.type} ${file.end!.code}`)),
    causes: tally(accepted.flatMap(file => annexes.get(file.id)?.causes ?? [])),
    withoutCause: accepted.filter(file => !annexes.has(file.id)).length,
    sent: tally(letters.filter(letter => inP(letter.sentOn)).map(letter => letter.toBody)),
    outstanding: tally(letters.filter(letter => letter.sentOn <= to && (letter.repliedOn === undefined || letter.repliedOn > to)).map(letter => letter.toBody)),
    estates: often(tally(recent.flatMap(file => (file.place?.estate === undefined ? [] : [`${file.place.regionCode} ${file.place.estate}`])))),
    companies: tally(recent.flatMap(file => (file.propertyCompany === undefined ? [] : [file.propertyCompany.uscc ?? file.propertyCompany.name]))),
    days: closed.length,
  }
}

export const naiveTrend = (cases: readonly CaseFile[], to: string): unknown => {
  const months: string[] = []
  for (let year = Number(to.slice(0, 4)), month = Number(to.slice(5, 7)); months.length < 13; month -= 1) {
    if (month === 0) {
      month = 12
      year -= 1
    }
    months.unshift(`${year}-${String(month).padStart(2, '0')}`)
  }
  return months.map(month => {
    const ended = cases.filter(file => file.acceptedOn !== undefined && file.end?.on.startsWith(month))
    return {
      month,
      received: cases.filter(file => file.appliedOn.startsWith(month)).length,
      accepted: cases.filter(file => file.acceptedOn?.startsWith(month)).length,
      closed: ended.length,
      succeeded: ended.filter(file => file.end!.code === 'E01' || file.end!.code === 'E02').length,
      closingPending: cases.filter(file => file.acceptedOn !== undefined && file.acceptedOn.slice(0, 7) <= month && (file.end === undefined || file.end.on.slice(0, 7) > month)).length,
    }
  })
}
