import { expect, it } from 'vitest'
import { lastOfMonth, localDate } from '../../../src/core/base/dates.ts'
import { computeStatistics } from '../../../src/core/statistics/index.ts'
import expected from '../../fixtures/worked-cases.expected.json' with { type: 'json' }
import { counting } from './counting.ts'
import { plainOf } from './plain.ts'

it.each(Object.entries(expected))('the worked cases give the expected figures for %s', (month, figures) => {
  const from = `${month}-01`
  const { byEndCode: _byEndCode, byCommunity: _byCommunity, ...plain } = plainOf(computeStatistics(counting(from, lastOfMonth(localDate(from)))))
  expect(plain).toEqual(figures)
})

it('gives the two breakdowns of October that the expected figures leave out', () => {
  const plain = plainOf(computeStatistics(counting('2026-10-01', '2026-10-31')))
  const row = (received: number, accepted: number, closed: number, succeeded: number, agreedAmountFen: number, closingPending: number) =>
    ({ received, accepted, closed, succeeded, agreedAmountFen, closingPending })
  expect([plain.byEndCode, plain.byCommunity]).toEqual([
    {
      E01: row(1, 1, 2, 2, 1_148_000, 0), E02: row(1, 1, 1, 1, 30_000, 0), E03: row(0, 0, 1, 0, 0, 0), E04: row(1, 1, 1, 0, 0, 0),
      E07: row(1, 0, 0, 0, 0, 0), E08: row(1, 1, 0, 0, 0, 1),
    },
    { 望山社区: row(5, 4, 5, 3, 1_178_000, 1) },
  ])
})

it('opens the cases and terms behind the figures of October', () => {
  const { figures } = computeStatistics(counting('2026-10-01', '2026-10-31'))
  expect(Object.fromEntries(figures.filter(figure => figure.caseIds.length > 0).map(figure => [figure.id, figure.caseIds.join(' ')]))).toEqual({
    received: 'w2 w4 w6 w7 w8',
    accepted: 'w2 w4 w7 w8',
    notAccepted: 'w5',
    openingPending: 'w1 w3',
    closed: 'w1 w2 w3 w4 w8',
    closingPending: 'w7',
    total: 'w1 w2 w3 w4 w8',
    succeeded: 'w1 w2 w8',
    successRateOfClosed: 'w1 w2 w3 w4 w8',
    successRateOfTried: 'w1 w2 w3 w8',
    difficult: 'w3',
    partiesInvolved: 'w1 w2 w3 w4 w8',
    agreedAmountFen: 'w1 w2 w8',
    written: 'w1 w8',
    oral: 'w2',
    termsDue: 'w1 w2',
    termsPerformed: 'w1 w2',
    performanceRate: 'w1 w2',
    confirmationApplied: 'w1',
    confirmed: 'w1',
    confirmationRate: 'w1 w8',
    averageDays: 'w1 w2 w3 w4 w8',
    medianDays: 'w1 w2 w3 w4 w8',
    repeatCompanies: 'w2 w3 w7 w8',
  })
  expect(Object.fromEntries(figures.filter(figure => figure.termIds).map(figure => [figure.id, figure.termIds]))).toEqual({
    agreedAmountFen: ['w1/t2', 'w2/t1', 'w8/t1'],
    termsDue: ['w1/t1', 'w1/t2', 'w2/t1'],
    termsPerformed: ['w1/t1', 'w1/t2', 'w2/t1'],
    performanceRate: ['w1/t1', 'w1/t2', 'w2/t1'],
  })
})
