/**
 * The charts of a period as plain ECharts options, for the screen and for paper. Patterns (decal), line kinds and written
 * values keep them readable in black and white. Each is at most half a page high, so that paper stays full.
 */
import type { Statistics } from '../statistics/statistic.ts'
import type { TrendMonth } from '../statistics/trend.ts'

export type ChartId = 'trend' | 'flowByType' | 'outcomes' | 'streets'

export type Chart = {
  readonly id: ChartId
  readonly title: string
  /** The same in words. */
  readonly alt: string
  /** Size in pixels at which all labels have room. */
  readonly width: number
  readonly height: number
  readonly option: Readonly<Record<string, unknown>>
}

const WIDTH = 640
const FRAME = 76
const rowHeight = (seriesCount: number): number => 16 + 9 * seriesCount

type Series = { readonly name: string; readonly values: readonly number[]; readonly color: string }

const ink = { color: '#000' }
const common = (title: string) => ({
  animation: false,
  aria: { enabled: true, decal: { show: true } },
  title: { text: title, left: 'center', top: 0, textStyle: { fontSize: 15, fontWeight: 'normal', color: '#000' } },
})

/** Lying bars, one row for each label from the top: Chinese labels keep their line however many there are. */
const bars = (id: ChartId, title: string, labels: readonly string[], series: readonly Series[]): Chart => ({
  id,
  title,
  alt: `${title}：${labels.map((label, row) => `${label}${series.map(({ name, values }) => `${series.length > 1 ? name : ''}${values[row]}件`).join('、')}`).join('；')}。`,
  width: WIDTH,
  height: FRAME + labels.length * rowHeight(series.length),
  option: {
    ...common(title),
    ...(series.length > 1 && { legend: { top: 24, textStyle: ink } }),
    grid: { left: 8, right: 40, top: series.length > 1 ? 52 : 32, bottom: 4, outerBoundsMode: 'same' },
    xAxis: { type: 'value', minInterval: 1, axisLabel: ink },
    yAxis: { type: 'category', inverse: true, data: labels, axisTick: { show: false }, axisLabel: { interval: 0, color: '#000' } },
    series: series.map(({ name, values, color }) => ({
      type: 'bar',
      name,
      data: values,
      color,
      barMaxWidth: 14,
      label: { show: true, position: 'right', color: '#000', fontSize: 11, textBorderWidth: 0 },
    })),
  },
})

/** Rows that one chart shows; the rest are summed up in a last one. Tables have them all. */
const MOST_ROWS = 11

type Row = { readonly label: string; readonly accepted: number; readonly closed: number }

/** The rows with most cases in their own order, and one of all others. */
const mostOf = (rows: readonly Row[]): Row[] => {
  if (rows.length <= MOST_ROWS + 1) return [...rows]
  const most = new Set(rows.toSorted((a, b) => b.accepted + b.closed - a.accepted - a.closed).slice(0, MOST_ROWS))
  const others = rows.filter(row => !most.has(row))
  const sum = (of: 'accepted' | 'closed'): number => others.reduce((total, row) => total + row[of], 0)
  return [...rows.filter(row => most.has(row)), { label: `其余${others.length}项`, accepted: sum('accepted'), closed: sum('closed') }]
}

const flowBars = (id: ChartId, title: string, all: readonly Row[]): Chart[] => {
  const rows = mostOf(all.filter(row => row.accepted + row.closed > 0))
  return rows.length === 0 ? [] : [bars(id, title, rows.map(row => row.label), [
    { name: '受理', values: rows.map(row => row.accepted), color: '#1f4e79' },
    { name: '办结', values: rows.map(row => row.closed), color: '#8fb4d9' },
  ])]
}

const monthLabel = (month: string, index: number): string =>
  `${index === 0 || month.endsWith('-01') ? `${month.slice(0, 4)}年\n` : ''}${Number(month.slice(5))}月`

/** Columns of what came and went, and a line of what stayed. */
const trendChart = (months: readonly TrendMonth[]): Chart[] => {
  if (months.every(month => month.accepted + month.closed + month.closingPending === 0)) return []
  const title = '近13个月受理、办结和期末未结件数'
  const label = { show: true, color: '#000', fontSize: 10, textBorderWidth: 0 }
  return [{
    id: 'trend',
    title,
    alt: `${title}：${months.map(({ month, accepted, closed, closingPending }) =>
      `${month.slice(0, 4)}年${Number(month.slice(5))}月受理${accepted}件、办结${closed}件、期末未结${closingPending}件`).join('；')}。`,
    width: WIDTH,
    height: 290,
    option: {
      ...common(title),
      legend: { top: 24, textStyle: ink },
      grid: { left: 8, right: 12, top: 62, bottom: 4, outerBoundsMode: 'same' },
      xAxis: { type: 'category', data: months.map(({ month }, index) => monthLabel(month, index)), axisTick: { show: false }, axisLabel: { interval: 0, color: '#000' } },
      yAxis: { type: 'value', minInterval: 1, axisLabel: ink },
      series: [
        { type: 'bar', name: '受理', data: months.map(month => month.accepted), color: '#1f4e79', barMaxWidth: 14, label: { ...label, position: 'top' } },
        { type: 'bar', name: '办结', data: months.map(month => month.closed), color: '#8fb4d9', barMaxWidth: 14, label: { ...label, position: 'top' } },
        { type: 'line', name: '期末未结', data: months.map(month => month.closingPending), color: '#000', lineStyle: { type: 'dashed', width: 1.5 }, symbol: 'diamond', symbolSize: 7 },
      ],
    },
  }]
}

/** The charts that have something to show. */
export const chartsOf = ({ figures, breakdowns }: Statistics, trend: readonly TrendMonth[]): Chart[] => {
  const rows = (id: string): readonly Row[] => breakdowns.find(breakdown => breakdown.id === id)?.rows ?? []
  const outcomes = figures.find(figure => figure.id === 'closed')!.split!
  return [
    ...trendChart(trend),
    ...flowBars('flowByType', '各类纠纷受理、办结件数', rows('byType')),
    ...(outcomes.length === 0 ? [] : [bars('outcomes', '办结方式', outcomes.map(row => row.label), [
      { name: '办结', values: outcomes.map(row => row.value), color: '#1f4e79' },
    ])]),
    ...flowBars('streets', '各街道（乡镇）受理、办结件数', rows('byStreet')),
  ]
}
