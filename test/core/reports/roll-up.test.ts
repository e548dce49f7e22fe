import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { periodFigures } from '../../../src/core/reports/period-figures.ts'
import { rollUpReport } from '../../../src/core/reports/roll-up-report.ts'
import { rollUp, withoutMediators, type PeriodFile } from '../../../src/core/reports/roll-up.ts'
import { parametersFrom, shippedParameters } from '../../../src/core/parameters/parameters.ts'
import type { Counting } from '../../../src/core/statistics/statistic.ts'
import { computeStatistics } from '../../../src/core/statistics/index.ts'
import { counting } from '../statistics/counting.ts'
import { randomCounting } from '../statistics/offices.ts'
import { plainOf } from '../statistics/plain.ts'

const fileOf = (name: string, one: Counting, more: Partial<PeriodFile> = {}): PeriodFile => {
  const { statistics, particulars: { daysTaken, companyCases } } = periodFigures({ counting: one, annexes: new Map(), note: {}, corrections: [] })
  return {
    format: 'mediation-period-report', version: 1, committee: { name, regionCode: '421281', kind: 'town' }, state: 'confirmed', rehearsal: false,
    madeAt: '2026-11-02T09:00' as never, statistics: withoutMediators(statistics), particulars: { daysTaken, companyCases }, note: {}, digest: 'a'.repeat(64), ...more,
  }
}

const october = counting('2026-10-01', '2026-10-31')
const west: Counting = { ...october, cases: october.cases.slice(0, 4) }
const east: Counting = { ...october, cases: october.cases.slice(4) }

describe('the sum of several committees', () => {
  it('is what one committee with all their cases would count, in any office however it is divided', () => {
    fc.assert(fc.property(randomCounting, fc.array(fc.nat(2), { minLength: 40, maxLength: 40 }), (one, seats) => {
      const files = [0, 1, 2].map(seat => fileOf(`第${seat}调委会`, { ...one, cases: one.cases.filter((_, index) => seats[index] === seat) }))
      const sum = rollUp(files, shippedParameters)
      expect(sum.ok && plainOf(sum.value.statistics)).toEqual(plainOf(withoutMediators(computeStatistics(one))))
      if (!sum.ok) return
      const order = (statistics: Parameters<typeof plainOf>[0]) => statistics.breakdowns.map(({ id, rows }) => [id, ...rows.map(row => row.key)])
      expect(order(sum.value.statistics)).toEqual(order(withoutMediators(computeStatistics(one))))
    }), { numRuns: 60 })
  })

  it('adds what was told by hand, and counts by kind of committee, in the order of the names', () => {
    const sum = rollUp([fileOf('乙镇调委会', west, { note: { screenings: 3 } }), fileOf('甲镇调委会', east, { note: { screenings: 4, prevented: 1 } })], shippedParameters)
    expect(sum.ok && [sum.value.note, sum.value.byKind, sum.value.committees.map(file => file.committee.name)])
      .toEqual([{ screenings: 7, prevented: 1 }, { town: 5 }, ['乙镇调委会', '甲镇调委会']])
  })

  it('names the companies with many cases by the limit of the committee that adds up, as it held at the end of the period', () => {
    const files = [fileOf('甲镇调委会', west), fileOf('乙镇调委会', east)]
    const limit = (value: number, since: string) => parametersFrom([{ id: 'repeatCases', value, since: localDate(since), by: { title: '统计制度', no: 1, from: localDate(since) } }])
    const companies = (parameters: typeof shippedParameters) => {
      const sum = rollUp(files, parameters)
      if (!sum.ok) return []
      const said = rollUpReport(sum.value, localDate('2026-11-02')).blocks.flatMap(block => (block.kind === 'paragraph' && block.text.includes('多发企业') ? [block.text] : []))
      return [sum.value.statistics.figures.find(({ id }) => id === 'repeatCompanies')!.split!.map(({ value }) => value), ...said]
    }
    const said = (cases: number): string => `“多发企业”按汇总单位制度的界限，各文件相加达到${cases}件；件数按各文件所列，时间范围由各调委会规定。`
    expect(companies(shippedParameters)).toEqual([[4], said(3)])
    expect(companies(limit(5, '2026-10-31'))).toEqual([[], said(5)])
    expect(companies(limit(5, '2026-11-01'))).toEqual([[4], said(3)])
  })

  const refusal = (...files: PeriodFile[]): unknown => {
    const sum = rollUp(files, shippedParameters)
    return sum.ok ? 'added' : [sum.refusal.code, sum.refusal.message]
  }
  it('is refused where something would be counted twice', () => {
    expect(refusal(fileOf('甲镇调委会', west), fileOf('甲镇调委会', east)))
      .toEqual(['counted-twice', '“甲镇调委会”2026年10月的文件选了两次，会重复统计；请去掉一个。'])
    expect(refusal(fileOf('甲镇调委会', october), fileOf('乙镇调委会', east)))
      .toEqual(['counted-twice', expect.stringMatching(/^案件“w\d”同时在“甲镇调委会”和“乙镇调委会”的文件里，会重复统计；/)])
  })

  it('is refused for other periods, other bases, and practice data beside real ones', () => {
    expect(refusal(fileOf('甲', west), fileOf('乙', counting('2026-09-01', '2026-09-30', { cases: [] }))))
      .toEqual(['other-period', '“乙”的文件是2026年9月的，其他文件是2026年10月的；请换成同一时期的文件。'])
    expect(refusal(fileOf('甲', west), fileOf('乙', { ...east, basis: 'accepted' }))).toMatchObject(['other-basis', expect.anything()])
    expect(refusal(fileOf('甲', west), fileOf('乙', east, { rehearsal: true }))).toMatchObject(['rehearsal', expect.anything()])
  })
})
