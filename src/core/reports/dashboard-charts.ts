/** The two small pictures of the first page: six months side by side, and what is being worked on by kind of dispute. */
import type { Dashboard } from '../dashboard.ts'
import type { Chart } from './charts.ts'

const text = { color: '#1c2733', fontSize: 12 }
const COLOURS = { received: '#8fb4d9', closed: '#1f4e79' } as const

/** Standing bars by month: came in, finished. Null when nothing happened. */
export const trendChart = ({ trend }: Dashboard): Chart | null => {
  if (trend.every(({ received, closed }) => received + closed === 0)) return null
  const label = (month: string): string => `${Number(month.slice(5))}月`
  const series = (name: string, key: 'received' | 'closed') => ({
    type: 'bar', name, color: COLOURS[key], barMaxWidth: 18, data: trend.map(one => one[key]),
    label: { show: true, position: 'top', ...text, textBorderWidth: 0, fontSize: 11 },
  })
  return {
    id: 'trend', title: '近六个月', width: 340, height: 150,
    alt: `近六个月：${trend.map(({ month, received, closed }) => `${label(month)}申请${received}件、办结${closed}件`).join('；')}。`,
    option: {
      animation: false,
      aria: { enabled: true, decal: { show: true } },
      legend: { top: 0, right: 0, itemWidth: 14, itemHeight: 10, textStyle: text },
      grid: { left: 4, right: 4, top: 34, bottom: 20 },
      xAxis: { type: 'category', data: trend.map(({ month }) => label(month)), axisTick: { show: false }, axisLabel: { interval: 0, ...text } },
      yAxis: { type: 'value', show: false },
      series: [series('申请', 'received'), series('办结', 'closed')],
    },
  }
}

/** Lying bars of running cases by kind. Null when none is running. */
export const runningChart = ({ running }: Dashboard): Chart | null => (running.length === 0 ? null : {
  id: 'running', title: '正在办理', width: 340, height: 8 + running.length * 24,
  alt: `正在办理：${running.map(({ label, caseIds }) => `${label}${caseIds.length}件`).join('；')}。`,
  option: {
    animation: false,
    aria: { enabled: true, decal: { show: true } },
    grid: { left: 4, right: 32, top: 2, bottom: 2, outerBoundsMode: 'same' },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', inverse: true, data: running.map(({ label }) => label), axisTick: { show: false }, axisLine: { show: false }, axisLabel: { interval: 0, width: 150, overflow: 'truncate', ...text } },
    series: [{ type: 'bar', name: '正在办理', color: COLOURS.closed, barMaxWidth: 14, data: running.map(({ caseIds }) => caseIds.length), label: { show: true, position: 'right', ...text, textBorderWidth: 0 } }],
  },
})
