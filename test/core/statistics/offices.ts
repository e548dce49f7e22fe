/**
 * Random offices: cases that keep the rules of a case file. Each office works some weeks in one of several years, leap
 * day and holidays among them, and its periods lie about those weeks, so that dates often meet the edges of a period.
 */
import * as fc from 'fast-check'
import { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { addDays, addMonths, firstOfMonth, lastOfMonth, localDate, type LocalDate } from '../../../src/core/base/dates.ts'
import type { Counting, Period } from '../../../src/core/statistics/statistic.ts'
import { periodAround, shiftedPeriod } from '../../../src/core/statistics/periods.ts'
import { counting } from './counting.ts'

const SPAN = 60
/** From the leap day of 2024 and the long holidays of 2026 into 2027, of which no rest days are known. */
const firstDays = ['2024-01-20', '2025-12-01', '2026-08-01', '2026-09-15', '2026-11-25'].map(localDate)

const maybe = <T>(arbitrary: fc.Arbitrary<T>, freq = 2) => fc.option(arbitrary, { nil: undefined, freq })
const gap = (max: number) => fc.oneof(fc.constantFrom(0, 0, 1, 30), fc.integer({ min: 0, max }))
const among = <T>(...values: T[]) => fc.constantFrom(...values)

const draft = fc.record({
  appliedAt: fc.integer({ min: 0, max: SPAN }),
  acceptedAfter: maybe(gap(10), 6),
  endedAfter: maybe(gap(80), 4),
  code: fc.nat(7),
  source: among('application', 'ownInitiative', 'courtBeforeFiling', 'courtAfterFiling', 'police', 'petition', 'otherBody'),
  procedure: maybe(among('ordinary', 'simplified')),
  receivedBefore: fc.nat(5),
  withLetter: fc.boolean(),
  type: among('WY01', 'WY05', 'WY08', 'WY99'),
  officialCategory: maybe(among('neighbour', 'property', 'damage', 'other')),
  difficult: maybe(fc.boolean()),
  place: maybe(fc.record({
    regionCode: among('421281001', '421281400', '421281999'),
    community: maybe(among('望山社区', '南山社区')),
    estate: maybe(among('清源小区', '碧水湾', 'constructor')),
  }), 3),
  propertyCompany: maybe(among(
    { name: '清源物业', uscc: '91429999MA00000A9B' }, { name: '清源物业公司', uscc: '91429999MA00000A9B' }, { name: '清源物业' }, { name: '__proto__' },
  ), 4),
  heads: fc.array(maybe(fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 3 }),
  presiding: maybe(among('m1', 'm2', 'm3', 'm9'), 4),
  suspensions: fc.array(fc.record({ gap: fc.nat(15), length: maybe(fc.nat(25), 4) }), { maxLength: 2 }),
  extensions: fc.array(fc.record({ after: fc.nat(30), until: fc.nat(60) }), { maxLength: 2 }),
  terms: fc.array(fc.record({
    kind: among('payment', 'payment', 'act', 'apology'),
    amountFen: maybe(fc.integer({ min: 0, max: 2_000_000 }), 3),
    dueAfter: maybe(gap(60), 3),
    entries: fc.array(fc.record({ after: gap(60), state: among('done', 'done', 'partly', 'refused') }), { maxLength: 3 }),
  }), { minLength: 1, maxLength: 3 }),
  confirmation: maybe(fc.record({
    after: gap(40), decidedAfter: maybe(gap(30), 4), result: among('pending', 'confirmed', 'confirmed', 'dismissed', 'notAccepted', 'withdrawn'),
  })),
  referrals: fc.array(fc.record({ after: gap(40), repliedAfter: maybe(gap(30)) }), { maxLength: 2 }),
  escalations: fc.array(fc.record({
    after: gap(40), kind: among('suicide', 'criminal', 'petition', 'brawl'), cases: fc.integer({ min: 1, max: 2 }), persons: fc.integer({ min: 1, max: 30 }),
  }), { maxLength: 2 }),
})
type Draft = typeof draft extends fc.Arbitrary<infer T> ? T : never

const caseOf = (seed: Draft, id: string, firstDay: LocalDate): CaseFile => {
  const appliedOn = addDays(firstDay, seed.appliedAt)
  const acceptedOn = seed.acceptedAfter === undefined ? undefined : addDays(appliedOn, seed.acceptedAfter)
  const start = acceptedOn ?? appliedOn
  const endOn = seed.endedAfter === undefined ? undefined : addDays(start, seed.endedAfter)
  const fromCourt = seed.source.startsWith('court')
  const codes = acceptedOn ? ['E01', 'E01', 'E02', 'E03', 'E04', 'E07', ...(fromCourt ? ['E08', 'E08'] : ['E03', 'E01'])] : ['E04', 'E05', 'E06', 'E07']
  const code = codes[seed.code % codes.length]!
  const settled = code === 'E01' || code === 'E02'
  // A pending case may have terms that are not yet signed.
  const withAgreement = acceptedOn !== undefined && (endOn ? settled : seed.code === 0)
  const reachedOn = endOn ?? addDays(start, 5)
  const suspensions: { from: LocalDate; to?: LocalDate; reason: string }[] = []
  let day: LocalDate = start
  for (const { gap: before, length } of acceptedOn ? seed.suspensions : []) {
    const from = addDays(day, before)
    const to = length === undefined ? undefined : addDays(from, length)
    if (endOn && (to ?? from) > endOn) break
    suspensions.push({ from, to, reason: '鉴定' })
    if (to === undefined) break
    day = addDays(to, 1)
  }
  return CaseFile.parse({
    id,
    source: seed.source,
    type: seed.type,
    facts: '事实',
    claims: [],
    appliedOn,
    acceptedOn,
    officialCategory: seed.officialCategory,
    difficult: seed.difficult,
    place: seed.place,
    propertyCompany: seed.propertyCompany,
    ...(fromCourt && seed.withLetter && { sourceRef: { body: '法院', receivedOn: addDays(appliedOn, -seed.receivedBefore), procedure: seed.procedure } }),
    parties: seed.heads.map((headcount, index) => ({ id: `p${index}`, side: index === 0 ? 'applicant' : 'respondent', kind: 'person', name: '某人', headcount })),
    ...(seed.presiding && { mediators: [{ mediatorId: 'm2', duty: 'assisting' }, { mediatorId: seed.presiding, duty: 'presiding' }] }),
    suspensions,
    extensions: acceptedOn ? seed.extensions.map(({ after, until }) => ({ agreedOn: addDays(start, after), until: addDays(start, until), reason: '核对' })) : [],
    ...(withAgreement && {
      agreement: {
        form: code === 'E02' ? 'oral' : 'written',
        reachedOn,
        effectiveOn: endOn,
        whole: true,
        facts: '事实',
        issues: '争议',
        terms: seed.terms.map(({ kind, amountFen, dueAfter }, index) => ({
          id: `t${index}`, text: '内容', obligor: 'p0', kind, amountFen, dueOn: dueAfter === undefined ? undefined : addDays(reachedOn, dueAfter),
        })),
      },
      performance: seed.terms.flatMap(({ entries }, index) => entries.map(({ after, state }) => ({ termId: `t${index}`, on: addDays(reachedOn, after), state }))),
    }),
    ...(endOn && { end: { code, on: endOn } }),
    ...(endOn && settled && seed.confirmation && {
      confirmation: {
        appliedOn: addDays(endOn, seed.confirmation.after),
        court: '法院',
        result: seed.confirmation.result,
        decidedOn: seed.confirmation.decidedAfter === undefined ? undefined : addDays(endOn, seed.confirmation.after + seed.confirmation.decidedAfter),
      },
    }),
    referrals: seed.referrals.map(({ after, repliedAfter }) => ({
      toBody: '城管', sentOn: addDays(appliedOn, after), matter: '事项',
      repliedOn: repliedAfter === undefined ? undefined : addDays(appliedOn, after + repliedAfter),
    })),
    escalationPrevented: seed.escalations.map(({ after, kind, cases, persons }) => ({
      kind, on: addDays(appliedOn, after), cases, persons, note: '情况', approvedBy: 'm1',
    })),
  })
}

const periodFrom = (firstDay: LocalDate): fc.Arbitrary<Period> => fc.oneof(
  fc.nat(5).map(months => {
    const from = firstOfMonth(addMonths(firstDay, months))
    return { from, to: lastOfMonth(from) }
  }),
  fc.tuple(fc.integer({ min: -5, max: 2 * SPAN }), fc.oneof(fc.constant(0), fc.nat(30), fc.nat(200)))
    .map(([start, length]) => ({ from: addDays(firstDay, start), to: addDays(firstDay, start + length) })),
)

/** Fourteen periods of every kind about the weeks in which an office works. */
export const periodsAbout = (firstDay: LocalDate): Period[] => {
  const middle = addDays(firstDay, SPAN / 2)
  const month = periodAround('month', middle)
  return [
    shiftedPeriod(month, -1), month, shiftedPeriod(month, 1), shiftedPeriod(month, 2),
    periodAround('quarter', middle), shiftedPeriod(periodAround('quarter', middle), 1), periodAround('halfYear', middle),
    periodAround('year', middle), periodAround('statisticsYear', middle), shiftedPeriod(periodAround('statisticsYear', middle), 1),
    { from: middle, to: middle }, { from: middle, to: addDays(middle, 6) }, { from: addDays(firstDay, 10), to: addDays(firstDay, 75) },
    { from: addDays(firstDay, -400), to: addDays(firstDay, 400) },
  ]
}

/** An office without a period, with its first day. */
export const randomOffice: fc.Arbitrary<{ readonly firstDay: LocalDate; readonly cases: CaseFile[] }> = among(...firstDays).chain(firstDay =>
  fc.array(draft, { maxLength: 40, size: 'max' }).map(drafts => ({ firstDay, cases: drafts.map((seed, index) => caseOf(seed, `c${index}`, firstDay)) })))

export const randomCounting: fc.Arbitrary<Counting> = among(...firstDays).chain(firstDay => fc
  .record({
    drafts: fc.array(draft, { maxLength: 40, size: 'max' }),
    period: periodFrom(firstDay),
    basis: among<'closed' | 'accepted'>('closed', 'accepted'),
  })
  .map(({ drafts, period: { from, to }, basis }) =>
    counting(from, to, { basis, cases: drafts.map((seed, index) => caseOf(seed, `c${index}`, firstDay)) })))
