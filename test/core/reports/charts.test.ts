import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/case/dates.ts'
import { chartsOf } from '../../../src/core/reports/charts.ts'
import { periodReport } from '../../../src/core/reports/period-report.ts'
import { computeStatistics } from '../../../src/core/statistics/index.ts'
import { reportPictures } from '../../../src/main/adapters/charts.ts'
import { workedOffice } from '../case/worked-cases.ts'
import { counting } from '../statistics/counting.ts'

const october = computeStatistics(counting('2026-10-01', '2026-10-31'))
const nothing = computeStatistics(counting('2024-10-01', '2024-10-31'))

describe('the charts of a period', () => {
  it('say in words what they show', () => {
    expect(chartsOf(october).map(({ id, alt }) => [id, alt])).toEqual([
      ['flowByType', '各类纠纷受理、办结件数：物业费拖欠受理1件、办结0件；停车位、车库、停车费受理1件、办结1件；上下层漏水受理0件、办结1件；噪声受理1件、办结1件；公共收益受理0件、办结1件；安保、财产或人身损害受理1件、办结1件。'],
      ['outcomes', '办结方式：书面协议2件；口头协议1件；未达成协议终止1件；撤回1件。'],
    ])
  })

  it('are plain data with patterns for black and white', () => {
    for (const { option } of chartsOf(october)) {
      expect(JSON.parse(JSON.stringify(option))).toEqual(option)
      expect(option.aria).toEqual({ enabled: true, decal: { show: true } })
    }
  })

  it('are left out where they have nothing to show', () => {
    expect([chartsOf(nothing), reportPictures(nothing)]).toEqual([[], {}])
  })

  it('become SVG with every label and value, and come into the report with their words', () => {
    const pictures = reportPictures(october)
    const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(match => match[1]!)
    expect(words(pictures.outcomes!).toSorted()).toEqual(['0', '1', '1', '1', '1', '2', '2', '书面协议', '办结方式', '口头协议', '撤回', '未达成协议终止'])
    for (const label of ['受理', '办结', '停车位、车库、停车费', '安保、财产或人身损害']) expect(words(pictures.flowByType!)).toContain(label)
    const input = { statistics: october, previous: nothing, lastYear: nothing, office: workedOffice, today: localDate('2026-11-23') }
    const inReport = periodReport({ ...input, pictures }).blocks.filter(block => block.kind === 'picture')
    expect(inReport).toEqual(chartsOf(october).map(({ id, alt }) => ({ kind: 'picture', svg: pictures[id], alt })))
  })

  it('are drawn the same twice', () => {
    expect(reportPictures(october)).toEqual(reportPictures(october))
  })

  it('let the process end after drawing', () => {
    const script = `
      import { reportPictures } from './src/main/adapters/charts.ts'
      const statistics = { breakdowns: [{ id: 'byType', rows: [] }], figures: [{ id: 'closed', split: [{ key: 'E01', label: '书面协议', value: 1 }] }] }
      console.log(Object.keys(reportPictures(statistics)).join())`
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000, encoding: 'utf8' })).toBe('outcomes\n')
  })
})
