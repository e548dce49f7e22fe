import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { localDate } from '../../../src/core/base/dates.ts'
import { chartsOf } from '../../../src/core/reports/charts.ts'
import { periodReport } from '../../../src/core/reports/period-report.ts'
import { periodFigures } from '../../../src/core/reports/period-figures.ts'
import { reportPictures } from '../../../src/main/adapters/pdf/charts.ts'
import { workedOffice } from '../case/worked-cases.ts'
import { counting } from '../statistics/counting.ts'

const figuresOf = (from: string, to: string) => periodFigures({ counting: counting(from, to), annexes: new Map(), note: {}, corrections: [] })
const october = figuresOf('2026-10-01', '2026-10-31')
const nothing = figuresOf('2024-10-01', '2024-10-31')
const charts = ({ statistics, trend }: typeof october) => chartsOf(statistics, trend)
const drawn = ({ statistics, trend }: typeof october) => reportPictures(statistics, trend)

describe('the charts of a period', () => {
  it('say in words what they show', () => {
    const [trend, ...others] = charts(october).map(({ id, alt }) => [id, alt])
    expect(trend).toEqual(['trend', expect.stringMatching(/^近13个月受理、办结和期末未结件数：2025年10月受理0件、办结0件、期末未结0件；.*2026年8月受理1件、办结0件、期末未结1件；2026年9月受理1件、办结0件、期末未结2件；2026年10月受理4件、办结5件、期末未结1件。$/)])
    expect(others).toEqual([
      ['flowByType', '各类纠纷受理、办结件数：物业费拖欠受理1件、办结0件；停车位、车库、停车费受理1件、办结1件；上下层漏水受理0件、办结1件；噪声受理1件、办结1件；公共收益受理0件、办结1件；安保、财产或人身损害受理1件、办结1件。'],
      ['outcomes', '办结方式：书面协议2件；口头协议1件；未达成协议终止1件；撤回1件。'],
      ['streets', '各街道（乡镇）受理、办结件数：蒲圻街道受理4件、办结5件。'],
    ])
  })

  it('are plain data with patterns for black and white', () => {
    for (const { option } of charts(october)) {
      expect(JSON.parse(JSON.stringify(option))).toEqual(option)
      expect(option.aria).toEqual({ enabled: true, decal: { show: true } })
    }
  })

  it('are at most half a page high however many rows there are, and sum up the rest', () => {
    const row = { received: 0, accepted: 2, closed: 1, succeeded: 0, agreedAmountFen: 0, closingPending: 0, caseIds: {} as never }
    const rows = Array.from({ length: 30 }, (_, index) => ({ ...row, key: `${index}`, label: `类型${index}`, accepted: index === 29 ? 9 : 2 }))
    const { statistics, trend } = october
    const many = chartsOf({ ...statistics, breakdowns: [{ id: 'byType', label: '类型', rows }, { id: 'byStreet', label: '街道', rows }] }, trend)
    expect(many.map(({ id }) => id)).toEqual(['trend', 'flowByType', 'outcomes', 'streets'])
    // 640 pixels fill the width of the text block of 442 points; half of its height is 319 points.
    for (const { height } of many) expect(height * 442 / 640).toBeLessThanOrEqual(345)
    expect(many[1]!.alt).toMatch(/类型29受理9件、办结1件；其余19项受理38件、办结19件。$/)
  })

  it('are left out where they have nothing to show', () => {
    expect([charts(nothing), drawn(nothing)]).toEqual([[], {}])
  })

  it('become SVG with every label and value, and come into the report with their words', () => {
    const pictures = drawn(october)
    const words = (svg: string): string[] => [...svg.matchAll(/<text[^>]*>([^<]+)</g)].map(match => match[1]!)
    expect(words(pictures.outcomes!).toSorted()).toEqual(['0', '1', '1', '1', '1', '2', '2', '书面协议', '办结方式', '口头协议', '撤回', '未达成协议终止'])
    for (const label of ['受理', '办结', '停车位、车库、停车费', '安保、财产或人身损害']) expect(words(pictures.flowByType!)).toContain(label)
    const inReport = periodReport({ figures: october, office: workedOffice, today: localDate('2026-11-23'), pictures }).blocks.filter(block => block.kind === 'picture')
    expect(inReport).toEqual(charts(october).map(({ id, alt }) => ({ kind: 'picture', svg: pictures[id], alt })))
  })

  it('are drawn the same twice', () => {
    expect(drawn(october)).toEqual(drawn(october))
  })

  it('let the process end after drawing', () => {
    const script = `
      import { reportPictures } from './src/main/adapters/pdf/charts.ts'
      const statistics = { breakdowns: [{ id: 'byType', rows: [] }], figures: [{ id: 'closed', split: [{ key: 'E01', label: '书面协议', value: 1 }] }] }
      console.log(Object.keys(reportPictures(statistics, [])).join())`
    expect(execFileSync(process.execPath, ['--input-type=module', '-e', script], { timeout: 20_000, encoding: 'utf8', cwd: fileURLToPath(new URL('../../..', import.meta.url)) })).toBe('outcomes\n')
  })
})
