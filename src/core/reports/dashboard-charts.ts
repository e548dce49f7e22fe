/** The small picture of the first page: what came in and what was finished in six months. */
import type { Dashboard } from '../statistics/dashboard.ts'
import type { Chart } from './charts.ts'

const text = { color: '#1c2733', fontSize: 12 }

/** The two series, in the order in which they are drawn. */
export const trendSeries = [{ key: 'received', name: '申请', color: '#8fb4d9' }, { key: 'closed', name: '办结', color: '#1f4e79' }] as const

export const monthLabel = (month: string): string => `${Number(month.slice(5))}月`

/** Standing bars by month. Null when nothing happened. */
export const trendChart = (trend: Dashboard['trend']): Chart | null => {
  if (trend.every(({ received, closed }) => received.length + closed.length === 0)) return null
  return {
    id: 'months', title: '近六个月', width: 300, height: 138,
    alt: `近六个月：${trend.map(one => `${monthLabel(one.month)}${trendSeries.map(({ key, name }) => `${name}${one[key].length}件`).join('、')}`).join('；')}。`,
    option: {
      animation: false,
      aria: { enabled: true, decal: { show: true } },
      legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 10, textStyle: text },
      grid: { left: 2, right: 2, top: 36, bottom: 20 },
      xAxis: { type: 'category', data: trend.map(({ month }) => monthLabel(month)), axisTick: { show: false }, axisLabel: { interval: 0, ...text } },
      yAxis: { type: 'value', show: false },
      series: trendSeries.map(({ key, name, color }) => ({
        type: 'bar', name, color, barMaxWidth: 16, cursor: 'pointer', data: trend.map(one => one[key].length),
        label: { show: true, position: 'top', ...text, fontSize: 11, textBorderWidth: 0 },
      })),
    },
  }
}
