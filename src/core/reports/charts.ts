/**
 * The two charts of a period as plain ECharts options, for the screen and for paper. Patterns (decal) and written
 * values keep them readable in black and white.
 */
import type { Statistics } from '../statistics/statistic.ts'

export type ChartId = 'flowByType' | 'outcomes' | 'trend'

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
const rowHeight = (seriesCount: number): number => 14 + 16 * seriesCount

type Series = { readonly name: string; readonly values: readonly number[]; readonly color: string }

/** Lying bars, one row for each label from the top: Chinese labels keep their line however many there are. */
const bars = (id: ChartId, title: string, labels: readonly string[], series: readonly Series[]): Chart => ({
  id,
  title,
  alt: `${title}：${labels.map((label, row) => `${label}${series.map(({ name, values }) => `${series.length > 1 ? name : ''}${values[row]}件`).join('、')}`).join('；')}。`,
  width: WIDTH,
  height: FRAME + labels.length * rowHeight(series.length),
  option: {
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    title: { text: title, left: 'center', top: 0, textStyle: { fontSize: 15, fontWeight: 'normal', color: '#000' } },
    ...(series.length > 1 && { legend: { top: 24, textStyle: { color: '#000' } } }),
    grid: { left: 8, right: 40, top: series.length > 1 ? 52 : 32, bottom: 4, outerBoundsMode: 'same' },
    xAxis: { type: 'value', minInterval: 1, axisLabel: { color: '#000' } },
    yAxis: { type: 'category', inverse: true, data: labels, axisTick: { show: false }, axisLabel: { interval: 0, color: '#000' } },
    series: series.map(({ name, values, color }) => ({
      type: 'bar',
      name,
      data: values,
      color,
      barMaxWidth: 16,
      label: { show: true, position: 'right', color: '#000', textBorderWidth: 0 },
    })),
  },
})

/** The charts that have something to show. */
export const chartsOf = ({ figures, breakdowns }: Statistics): Chart[] => {
  const types = breakdowns.find(breakdown => breakdown.id === 'byType')!.rows.filter(row => row.accepted + row.closed > 0)
  const outcomes = figures.find(figure => figure.id === 'closed')!.split!
  return [
    ...(types.length === 0 ? [] : [bars('flowByType', '各类纠纷受理、办结件数', types.map(row => row.label), [
      { name: '受理', values: types.map(row => row.accepted), color: '#1f4e79' },
      { name: '办结', values: types.map(row => row.closed), color: '#8fb4d9' },
    ])]),
    ...(outcomes.length === 0 ? [] : [bars('outcomes', '办结方式', outcomes.map(row => row.label), [
      { name: '办结', values: outcomes.map(row => row.value), color: '#1f4e79' },
    ])]),
  ]
}
