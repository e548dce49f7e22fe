/**
 * The figures of docs/statistics.md a second time, written as the definitions read, one loop a figure, with its own
 * calendar and sharing nothing with the first but the shape of a case. Slow and plain on purpose.
 */
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'
import year2024 from '../../../resources/rest-days/2024.json' with { type: 'json' }
import year2025 from '../../../resources/rest-days/2025.json' with { type: 'json' }
import year2026 from '../../../resources/rest-days/2026.json' with { type: 'json' }

const CATEGORIES = [
  'marriageFamily', 'neighbour', 'housingLand', 'contract', 'business', 'damage', 'forestLand', 'demolition', 'pollution',
  'migrantWages', 'otherLabour', 'tourism', 'ecommerce', 'otherConsumer', 'medical', 'traffic', 'property', 'other',
]

const at = (date: string): Date => new Date(`${date}T12:00:00Z`)
/** Remembered: thousands of counts ask for the same few days. */
const moved = new Map<string, string>()
const plus = (date: string, days: number): string => {
  const known = moved.get(`${date} ${days}`)
  if (known !== undefined) return known
  const day = at(date)
  day.setUTCDate(day.getUTCDate() + days)
  const text = day.toISOString().slice(0, 10)
  moved.set(`${date} ${days}`, text)
  return text
}
const days = (from: string, to: string): number => Math.round((at(to).getTime() - at(from).getTime()) / 86_400_000)

const listed = (entries: readonly string[], date: string): boolean =>
  entries.some(entry => {
    const [first, last] = entry.split('..')
    return first! <= date && date <= (last ?? first!)
  })
const isRestDay = (date: string): boolean => {
  for (const year of [year2024, year2025, year2026]) {
    if (listed(year.work, date)) return false
    if (listed(year.off, date)) return true
  }
  return at(date).getUTCDay() % 6 === 0
}

const suspended = (file: CaseFile, until: string): number => {
  let count = 0
  for (const { from, to } of file.suspensions ?? []) {
    const last = to === undefined || to > until ? until : to
    for (let day: string = from; day <= last; day = plus(day, 1)) count += 1
  }
  return count
}

const deadline = (file: CaseFile, asOf: string): string => {
  let length = 30
  let start: string = file.acceptedOn!
  if (file.source === 'courtAfterFiling') length = file.sourceRef?.procedure === 'simplified' ? 7 : 15
  if (file.source === 'courtBeforeFiling' || file.source === 'courtAfterFiling') start = file.sourceRef?.receivedOn ?? start
  let last = plus(start, length + suspended(file, asOf))
  while (isRestDay(last)) last = plus(last, 1)
  for (const { until } of file.extensions ?? []) if (until > last) last = until
  return last
}

const halfUp = (numerator: number, denominator: number): number => {
  const tenths = Math.trunc((10 * numerator) / denominator)
  return (2 * (10 * numerator - tenths * denominator) >= denominator ? tenths + 1 : tenths) / 10
}

export const naiveStatistics = ({ cases, period: { from, to }, basis }: Counting): Record<string, unknown> => {
  const inP = (date: string | undefined): boolean => date !== undefined && date >= from && date <= to
  const sets: Record<string, CaseFile[]> = {
    received: cases.filter(file => inP(file.appliedOn)),
    accepted: cases.filter(file => inP(file.acceptedOn)),
    notAccepted: cases.filter(file => file.acceptedOn === undefined && inP(file.end?.on)),
    openingPending: cases.filter(file => file.acceptedOn !== undefined && file.acceptedOn < from && (file.end === undefined || file.end.on >= from)),
    closed: cases.filter(file => file.acceptedOn !== undefined && inP(file.end?.on)),
    closingPending: cases.filter(file => file.acceptedOn !== undefined && file.acceptedOn <= to && (file.end === undefined || file.end.on > to)),
  }
  const closed = sets.closed!
  const endedBy = (files: CaseFile[], ...codes: string[]): CaseFile[] => files.filter(file => codes.includes(file.end!.code))
  const succeeded = endedBy(closed, 'E01', 'E02')
  const written = endedBy(closed, 'E01')
  const total = basis === 'closed' ? closed : sets.accepted!

  const byCode = (files: CaseFile[]): Record<string, number> => {
    const counts: Record<string, number> = {}
    for (const file of files) counts[file.end!.code] = (counts[file.end!.code] ?? 0) + 1
    return counts
  }

  let partiesInvolved = 0
  for (const file of total) for (const party of file.parties) partiesInvolved += party.headcount === undefined ? 1 : party.headcount

  const amountOf = (file: CaseFile): number => {
    let fen = 0
    for (const term of file.agreement?.terms ?? []) if (term.kind === 'payment' && term.amountFen !== undefined) fen += term.amountFen
    return fen
  }

  let termsDue = 0
  let termsPerformed = 0
  for (const file of cases) {
    for (const term of file.agreement?.terms ?? []) {
      if (file.agreement!.effectiveOn === undefined || file.agreement!.effectiveOn > to || !inP(term.dueOn)) continue
      termsDue += 1
      const entries = (file.performance ?? []).filter(entry => entry.termId === term.id && entry.on <= to)
      const lastDay = entries.map(entry => entry.on).sort().at(-1)
      if (entries.filter(entry => entry.on === lastDay).at(-1)?.state === 'done') termsPerformed += 1
    }
  }

  const confirmations = (results: string[]): number =>
    cases.filter(file => file.confirmation !== undefined && results.includes(file.confirmation.result) && inP(file.confirmation.decidedOn)).length
  const confirmed = confirmations(['confirmed'])

  const taken = closed.map(file => Math.max(0, days(file.acceptedOn!, file.end!.on) - suspended(file, file.end!.on))).sort((a, b) => a - b)
  const middle = taken.length % 2 === 1
    ? [taken[(taken.length - 1) / 2]!, 1]
    : [(taken[taken.length / 2 - 1] ?? 0) + (taken[taken.length / 2] ?? 0), 2]

  const escalation: Record<string, { cases: number; persons: number }> = {}
  let referralsSent = 0
  let repliesOutstanding = 0
  // Without a prototype: a company may be called __proto__.
  const companies: Record<string, number> = Object.create(null)
  for (const file of cases) {
    for (const entry of file.escalationPrevented ?? []) {
      if (!inP(entry.on)) continue
      escalation[entry.kind] ??= { cases: 0, persons: 0 }
      escalation[entry.kind]!.cases += entry.cases
      escalation[entry.kind]!.persons += entry.persons
    }
    for (const referral of file.referrals ?? []) {
      if (inP(referral.sentOn)) referralsSent += 1
      if (referral.sentOn <= to && !(referral.repliedOn !== undefined && referral.repliedOn <= to)) repliesOutstanding += 1
    }
    if (file.propertyCompany && file.acceptedOn !== undefined && file.acceptedOn <= to && file.acceptedOn >= plus(to, -89)) {
      const key = file.propertyCompany.uscc ?? file.propertyCompany.name
      companies[key] = (companies[key] ?? 0) + 1
    }
  }

  const breakdown = (keyOf: (file: CaseFile) => string | undefined, keys: string[] = []): Record<string, unknown> => {
    const rows: Record<string, Record<string, number>> = Object.create(null)
    const cell = (key: string) => rows[key] ??= { received: 0, accepted: 0, closed: 0, succeeded: 0, agreedAmountFen: 0, closingPending: 0 }
    for (const key of keys) cell(key)
    for (const [measure, files] of Object.entries({ received: sets.received!, accepted: sets.accepted!, closed, succeeded, closingPending: sets.closingPending! })) {
      for (const file of files) cell(keyOf(file) ?? '未填')[measure]! += 1
    }
    for (const file of succeeded) cell(keyOf(file) ?? '未填').agreedAmountFen! += amountOf(file)
    return rows
  }

  return {
    ...Object.fromEntries(Object.entries(sets).map(([id, files]) => [id, files.length])),
    notAcceptedByCode: byCode(sets.notAccepted!),
    closedByCode: byCode(closed),
    total: total.length,
    succeeded: succeeded.length,
    successRateOfClosed: [succeeded.length, closed.length],
    successRateOfTried: [succeeded.length, succeeded.length + endedBy(closed, 'E03', 'E08').length],
    difficult: total.filter(file => file.difficult).length,
    partiesInvolved,
    agreedAmountFen: succeeded.reduce((sum, file) => sum + amountOf(file), 0),
    written: written.length,
    oral: endedBy(closed, 'E02').length,
    termsDue,
    termsPerformed,
    performanceRate: [termsPerformed, termsDue],
    confirmationApplied: cases.filter(file => inP(file.confirmation?.appliedOn)).length,
    confirmed,
    confirmationRefused: confirmations(['dismissed', 'notAccepted']),
    confirmationRate: [confirmed, written.length],
    averageDays: taken.length === 0 ? null : halfUp(taken.reduce((sum, one) => sum + one, 0), taken.length),
    medianDays: taken.length === 0 ? null : halfUp(middle[0]!, middle[1]!),
    overduePending: sets.closingPending!.filter(file => deadline(file, to) < to).length,
    closedLate: closed.filter(file => file.end!.on > deadline(file, file.end!.on)).length,
    escalation,
    referralsSent,
    repliesOutstanding,
    repeatCompanies: Object.fromEntries(Object.entries(companies).filter(([, count]) => count >= 3)),
    byType: breakdown(file => file.type),
    byOfficialCategory: breakdown(file => file.officialCategory ?? 'property', CATEGORIES),
    bySource: breakdown(file => file.source),
    byEndCode: breakdown(file => file.end?.code),
    byStreet: breakdown(file => file.place?.regionCode),
    byCommunity: breakdown(file => file.place?.community),
    byEstate: breakdown(file => file.place?.estate),
    byCompany: breakdown(file => file.propertyCompany?.uscc ?? file.propertyCompany?.name),
    byPresiding: breakdown(file => file.mediators?.filter(mediator => mediator.duty === 'presiding')[0]?.mediatorId),
  }
}
