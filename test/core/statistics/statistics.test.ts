import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import { computeStatistics, statistics as list } from '../../../src/core/statistics/index.ts'
import { workedCase, workedCases } from '../case/worked-cases.ts'
import { counting } from './counting.ts'
import { plainOf } from './plain.ts'

const rowsOf = (cases: CaseFile[], id: string): [string, string][] =>
  computeStatistics(counting('2026-10-01', '2026-10-31', { cases })).breakdowns
    .find(breakdown => breakdown.id === id)!.rows.map(row => [row.key, row.label])

describe('statistics', () => {
  it('of an empty office are nothing, in every figure', () => {
    const { figures, breakdowns, yearsWithoutCalendar } = computeStatistics(counting('2026-10-01', '2026-10-31', { cases: [], mediators: [] }))
    const nothing = { count: 0, terms: 0, companies: 0, persons: 0, fen: 0, rate: { numerator: 0, denominator: 0 }, days: null, escalation: { cases: 0, persons: 0 } }
    expect(figures.map(({ id, value, caseIds }) => [id, value, caseIds])).toEqual(list.map(({ id, unit }) => [id, nothing[unit], []]))
    expect(breakdowns.map(({ id, rows }) => [id, rows.length])).toEqual([
      ['byType', 0], ['byOfficialCategory', 18], ['bySource', 0], ['byEndCode', 0], ['byStreet', 0], ['byCommunity', 0], ['byEstate', 0],
      ['byCompany', 0], ['byPresiding', 0],
    ])
    expect(yearsWithoutCalendar).toEqual([])
  })

  it('that do not balance are never given out', () => {
    const impossible = { ...workedCase('w2'), end: { code: 'E02' as const, on: localDate('2026-09-30') } }
    expect(() => computeStatistics(counting('2026-10-01', '2026-10-31', { cases: [impossible] }))).toThrow('do not balance')
  })

  it('count the total on the basis that is asked for', () => {
    const accepted = computeStatistics(counting('2026-10-01', '2026-10-31', { basis: 'accepted' }))
    const { total, partiesInvolved, difficult, closed, succeeded } = plainOf(accepted)
    expect([accepted.basis, total, partiesInvolved, difficult, closed, succeeded]).toEqual(['accepted', 4, 19, 0, 5, 3])
  })

  it('name the years of which the rest days are not known', () => {
    const late = (id: string, acceptedOn: string): CaseFile => ({ ...workedCase('w7'), id, sourceRef: undefined, acceptedOn: localDate(acceptedOn), appliedOn: localDate(acceptedOn), end: undefined })
    const cases = [late('a', '2027-12-20'), late('b', '2026-12-20'), late('c', '2026-11-20'), ...workedCases]
    expect([
      computeStatistics(counting('2027-12-01', '2027-12-31', { cases })).yearsWithoutCalendar,
      computeStatistics(counting('2026-11-01', '2026-11-30', { cases })).yearsWithoutCalendar,
    ]).toEqual([[2027, 2028], []])
  })

  it('state a definition for every figure', () => {
    expect(list.filter(({ definition }) => !definition.endsWith('。'))).toEqual([])
    expect(new Set(list.map(({ id }) => id)).size).toBe(list.length)
  })
})

describe('the rows of a breakdown', () => {
  it('stand in the order of their codes, 未填 last, unknown codes before it', () => {
    const at = (id: string, regionCode?: string): CaseFile => ({ ...workedCase('w4'), id, place: regionCode ? { regionCode } : undefined })
    expect(rowsOf([at('a'), at('b', '421299001'), at('c', '421281002'), at('d', '421281001')], 'byStreet')).toEqual([
      ['421281001', '蒲圻街道'], ['421281002', '赤马港街道'], ['421299001', '421299001'], ['未填', '未填'],
    ])
  })

  it('follow the roster for mediators, whatever their figures', () => {
    const by = (id: string, mediatorId?: string): CaseFile =>
      ({ ...workedCase('w4'), id, mediators: mediatorId ? [{ mediatorId, duty: 'presiding' }] : undefined })
    expect(rowsOf([by('a', 'm3'), by('b', 'm3'), by('c', 'gone'), by('d'), by('e', 'm1')], 'byPresiding')).toEqual([
      ['m1', '何平'], ['m3', '罗毅'], ['gone', 'gone'], ['未填', '未填'],
    ])
  })

  it('tell companies apart by credit code and name them', () => {
    const of = (id: string, propertyCompany?: CaseFile['propertyCompany']): CaseFile => ({ ...workedCase('w4'), id, propertyCompany })
    expect(rowsOf([of('a', { name: '清源', uscc: '91429999MA00000A9B' }), of('b', { name: '清源' }), of('c')], 'byCompany')).toEqual([
      ['91429999MA00000A9B', '清源'], ['清源', '清源'], ['未填', '未填'],
    ])
  })
})
