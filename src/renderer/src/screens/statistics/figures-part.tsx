/** The figures of a period with their changes, charts and breakdowns. Every figure opens the cases behind it. */
import { Fragment, useMemo, useState } from 'react'
import { Alert, Card, Select, Table, Tooltip } from 'antd'
import { yuanFigures } from '../../../../core/base/amounts.ts'
import type { Output } from '../../../../core/contract.ts'
import { chartsOf } from '../../../../core/reports/charts.ts'
import { isCalendarMonth } from '../../../../core/statistics/comparison.ts'
import { statistics as definitions } from '../../../../core/statistics/index.ts'
import { showChangeOf, showFigure } from '../../../../core/statistics/show.ts'
import type { Breakdown, BreakdownMeasure, Figure, Period, Statistics } from '../../../../core/statistics/statistic.ts'
import { InfoIcon } from '../../controls/icons.tsx'
import { ChartView } from './chart-view.tsx'
import { Opener, type Opened } from './opened-cases.tsx'

const definitionOf = new Map(definitions.map(({ id, definition }) => [id, definition]))

const Definition = ({ id }: { readonly id: string }) => {
  const text = definitionOf.get(id)
  return text ? <Tooltip title={text}><span className="info" tabIndex={0} role="note" aria-label={`口径：${text}`}><InfoIcon /></span></Tooltip> : null
}

type FigureRow = Figure & { readonly before?: Figure; readonly yearAgo?: Figure }

/** A heading stands before the figure with this id. */
const headings = new Map([
  ['received', '案件流转'], ['total', '调解结果'], ['difficult', '规模'], ['written', '协议与履行'], ['confirmationApplied', '司法确认'],
  ['averageDays', '用时与期限'], ['escalation.suicide', '防止激化'], ['referralsSent', '转办与多发'],
])

const FigureRowView = ({ row, open }: { readonly row: FigureRow; readonly open: (opened: Opened) => void }) => {
  const change = (reference?: Figure): string => (reference ? showChangeOf(row, reference) : '')
  return (
    <tr>
      <th scope="row">
        <span>{row.label}</span> <Definition id={row.id} />
        {row.split && row.split.length > 0 && (
          <div className="split">{row.split.map(part => <span key={part.key}>{part.label} <Opener text={String(part.value)} title={`${row.label}：${part.label}`} ids={part.caseIds} open={open} /></span>)}</div>
        )}
      </th>
      <td className="now"><Opener text={showFigure(row)} title={row.label} ids={row.caseIds} open={open} /></td>
      <td>{row.before && showFigure(row.before)}</td>
      <td>{change(row.before)}</td>
      <td>{row.yearAgo && showFigure(row.yearAgo)}</td>
      <td>{change(row.yearAgo)}</td>
    </tr>
  )
}

const FigureTable = ({ rows, open, period }: { readonly rows: readonly FigureRow[]; readonly open: (opened: Opened) => void; readonly period: Period }) => (
  <table className="figures">
    <thead>
      <tr><th>指标</th><th>本期</th><th>{isCalendarMonth(period) ? '上月' : '上期'}</th><th>环比</th><th>去年同期</th><th>同比</th></tr>
    </thead>
    <tbody>
      {rows.map(row => (
        <Fragment key={row.id}>
          {headings.has(row.id) && <tr className="figures-heading"><th colSpan={6}>{headings.get(row.id)}</th></tr>}
          <FigureRowView row={row} open={open} />
        </Fragment>
      ))}
    </tbody>
  </table>
)

const measureLabels: Record<BreakdownMeasure, string> = {
  received: '申请', accepted: '受理', closed: '办结', succeeded: '调解成功', agreedAmountFen: '金额（元）', closingPending: '期末未结',
}
const measures = Object.keys(measureLabels) as BreakdownMeasure[]

const BreakdownTable = ({ breakdown, open }: { readonly breakdown: Breakdown; readonly open: (opened: Opened) => void }) => {
  const show = (measure: BreakdownMeasure, value: number): string => (measure === 'agreedAmountFen' ? yuanFigures(value) : String(value))
  const sum = breakdown.rows.length > 0 && (
    <Table.Summary.Row className="sum">
      <Table.Summary.Cell index={0}>合计</Table.Summary.Cell>
      {measures.map((measure, index) => (
        <Table.Summary.Cell key={measure} index={index + 1} align="right">{show(measure, breakdown.rows.reduce((total, row) => total + row[measure], 0))}</Table.Summary.Cell>
      ))}
    </Table.Summary.Row>
  )
  return (
    <Table<Breakdown['rows'][number]>
      size="small"
      rowKey="key"
      pagination={breakdown.rows.length > 40 ? { pageSize: 40, showSizeChanger: false } : false}
      dataSource={breakdown.rows}
      locale={{ emptyText: '这个时期没有案件' }}
      columns={[
        { title: breakdown.label, dataIndex: 'label' },
        ...measures.map(measure => ({
          title: measureLabels[measure],
          align: 'right' as const,
          width: measure === 'agreedAmountFen' ? 116 : measure === 'succeeded' || measure === 'closingPending' ? 78 : 54,
          render: (_: unknown, row: Breakdown['rows'][number]) => (row[measure] === 0
            ? <span className="quiet">{show(measure, 0)}</span>
            : <Opener text={show(measure, row[measure])} title={`${row.label}：${measureLabels[measure]}`} ids={row.caseIds[measure]} open={open} />),
        })),
      ]}
      summary={() => sum}
    />
  )
}

const find = (figures: readonly Figure[] | undefined, id: string): Figure | undefined => figures?.find(figure => figure.id === id)

/** Opening + accepted − closed = closing, with the numbers in it. The count is refused where it does not hold. */
const Balance = ({ figures }: Pick<Statistics, 'figures'>) => {
  const value = (id: string): number => find(figures, id)!.value as number
  return (
    <p className="balance">
      平衡核对：期初结转 {value('openingPending')} ＋ 受理 {value('accepted')} － 办结 {value('closed')} ＝ 期末未结 {value('closingPending')}，核对相符
    </p>
  )
}

type Props = {
  readonly statistics: Statistics
  readonly before: Statistics | undefined
  readonly yearAgo: Statistics | undefined
  readonly trend: Output<'period.show'>['trend'] | undefined
  readonly open: (opened: Opened) => void
}

export const FiguresPart = ({ statistics: value, before, yearAgo, trend, open }: Props) => {
  const [breakdownId, setBreakdownId] = useState('byType')
  const rows = value.figures.map(figure => ({ ...figure, before: find(before?.figures, figure.id), yearAgo: find(yearAgo?.figures, figure.id) }))
  const breakdown = value.breakdowns.find(({ id }) => id === breakdownId) ?? value.breakdowns[0]
  const charts = useMemo(() => (trend ? chartsOf(value, trend) : []), [value, trend])
  return (
    <>
      {value.yearsWithoutCalendar.length > 0 && (
        <Alert type="warning" showIcon title={`${value.yearsWithoutCalendar.join('、')} 年的放假安排尚未录入，落在该年的期限只按周末推算。`} />
      )}
      <div className="statistics-columns">
        <Card size="small" title="主要数字"><Balance figures={value.figures} /><FigureTable rows={rows} open={open} period={value.period} /></Card>
        <div className="stack">
          <Card size="small" title="图表">
            {charts.length === 0 ? <div className="empty">近 13 个月没有受理或办结的案件。</div> : charts.map(chart => <ChartView key={chart.id} chart={chart} />)}
          </Card>
          <Card
            size="small"
            title="分项统计"
            extra={<Select className="breakdown-select" aria-label="分项" value={breakdown?.id} onChange={setBreakdownId} options={value.breakdowns.map(({ id, label }) => ({ value: id, label: `按${label}` }))} />}
          >
            {breakdown && <BreakdownTable breakdown={breakdown} open={open} />}
          </Card>
        </div>
      </div>
    </>
  )
}
