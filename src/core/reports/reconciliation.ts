/** How the reported months of a quarter, a half-year or a year, and the corrections since, become its figure. */
import { addDays, addMonths, type LocalDate } from '../base/dates.ts'
import type { Block } from '../documents/writing/content.ts'
import { monthsOf, periodTitle } from '../statistics/comparison.ts'
import { showFigure } from '../statistics/show.ts'
import type { Figure, Period, Statistics } from '../statistics/statistic.ts'

/** Figures that are sums of their months. */
const summed = ['received', 'accepted', 'closed', 'succeeded', 'agreedAmountFen'] as const

/** The calendar months of a longer calendar period; none of a month or a custom period. */
export const monthsWithin = (period: Period): Period[] => {
  const months = monthsOf(period) ?? 1
  return months === 1 ? [] : Array.from({ length: months }, (_, at): Period => ({ from: addMonths(period.from, at), to: addDays(addMonths(period.from, at + 1), -1) as LocalDate }))
}

/** A row for each figure: the sum of what was reported, what came by corrections and months without a report, and the figure. */
export const reconciliationOf = (statistics: Statistics, reported: (month: Period) => Statistics | undefined): Block[] => {
  const months = monthsWithin(statistics.period)
  if (months.length === 0) return []
  const known = months.flatMap(month => reported(month) ?? [])
  const open = months.filter(month => reported(month) === undefined)
  const numberOf = ({ figures }: Statistics, id: string): number => figures.find(one => one.id === id)!.value as number
  return [
    { kind: 'heading', text: '各月上报数与本期数的对应' },
    {
      kind: 'table',
      columns: [
        { title: '项目', share: 0.28 }, { title: '各月上报合计', share: 0.24, align: 'right' }, { title: '更正和未上报月份', share: 0.24, align: 'right' }, { title: '本期', share: 0.24, align: 'right' },
      ],
      rows: summed.map(id => {
        const figure = statistics.figures.find(one => one.id === id)!
        const sum = known.reduce((total, one) => total + numberOf(one, id), 0)
        const rest = (figure.value as number) - sum
        const show = (value: number): string => showFigure({ ...figure, value } as Figure)
        return [figure.label, show(sum), rest < 0 ? `-${show(-rest)}` : `+${show(rest)}`, show(figure.value as number)]
      }),
    },
    { kind: 'paragraph', text: open.length === 0 ? '各月都已确认，差额是确认以后的更正，见各月的差异表。' : `没有确认的月份：${open.map(periodTitle).join('、')}，按现在的数字计入差额。` },
  ]
}
