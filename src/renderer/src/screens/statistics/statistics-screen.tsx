/** The figures of a period. Every figure opens the cases behind it. */
import { Fragment, useMemo, useState } from 'react'
import { Alert, Button, Card, Drawer, Radio, Select, Space, Spin, Table, Tooltip } from 'antd'
import { yuanFigures } from '../../../../core/case/amounts.ts'
import { addMonths, firstOfMonth, isLocalDate, lastOfMonth, type LocalDate } from '../../../../core/case/dates.ts'
import { chartsOf } from '../../../../core/reports/charts.ts'
import { changeOf, isCalendarMonth, periodTitle } from '../../../../core/statistics/comparison.ts'
import { previousPeriod, samePeriodLastYear, statistics as definitions } from '../../../../core/statistics/index.ts'
import { showChange, showFigure } from '../../../../core/statistics/show.ts'
import type { Basis, Breakdown, BreakdownMeasure, Figure, Period } from '../../../../core/statistics/statistic.ts'
import { CaseTable } from '../../controls/case-table.tsx'
import { DateInput } from '../../controls/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { EarlierIcon, InfoIcon, LaterIcon, PaperIcon } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/saved-file.tsx'
import { ChartView } from './chart-view.tsx'

const definitionOf = new Map(definitions.map(({ id, definition }) => [id, definition]))

const monthOf = (date: LocalDate): Period => ({ from: firstOfMonth(date), to: lastOfMonth(date) })

const basisWords: Record<Basis, { readonly label: string; readonly meaning: string }> = {
  closed: { label: '按办结', meaning: '调解案件总数计本期办结的案件' },
  accepted: { label: '按受理', meaning: '调解案件总数计本期受理的案件' },
}

export type Opened = { readonly title: string; readonly ids: readonly string[] }

export const OpenedCases = ({ opened, close }: { readonly opened: Opened; readonly close: () => void }) => {
  const { today, go } = useDesk()
  const { value, refusal } = useAnswer('case.list', { limit: 100_000 })
  const rows = useMemo(() => {
    const wanted = new Set(opened.ids)
    return value?.rows.filter(row => wanted.has(row.id)) ?? []
  }, [value, opened])
  return (
    <Drawer open size={1120} styles={{ body: { padding: 16 } }} title={`${opened.title}（${opened.ids.length} 件案件）`} onClose={close}>
      {refusal && <Alert type="error" showIcon title={refusal.message} />}
      <CaseTable rows={rows} today={today} loading={!value && !refusal} open={caseId => go({ name: 'case', caseId })} empty="没有案件" />
    </Drawer>
  )
}

/** A value that opens its cases; without cases it is plain text. */
const Opener = ({ text, title, ids, open }: { readonly text: string; readonly title: string; readonly ids: readonly string[]; readonly open: (opened: Opened) => void }) =>
  (ids.length === 0 ? <span>{text}</span> : <button type="button" className="figure" title="查看这些案件" onClick={() => open({ title, ids })}>{text}</button>)

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
  const change = (reference?: Figure): string => (reference ? showChange(changeOf(row, reference)) : '')
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

export const StatisticsScreen = () => {
  const { today } = useDesk()
  const refusedReport = useNotAllowed()('report.make')
  const make = useMaker()
  const [period, setPeriod] = useState<Period>(() => monthOf(today))
  const [custom, setCustom] = useState<{ readonly from?: string; readonly to?: string }>()
  const [basis, setBasis] = useState<Basis>('closed')
  const [opened, setOpened] = useState<Opened>()
  const [breakdownId, setBreakdownId] = useState('byType')
  const [report, setReport] = useState<{ readonly for: string; readonly path: string }>()
  const [busy, setBusy] = useState(false)

  const { value, refusal } = useAnswer('statistics.compute', { ...period, basis })
  const before = useAnswer('statistics.compute', { ...previousPeriod(period), basis }).value
  const yearAgo = useAnswer('statistics.compute', { ...samePeriodLastYear(period), basis }).value

  const move = (months: number): void => setPeriod(now => monthOf(addMonths(firstOfMonth(now.from), months)))
  const setRange = (range: { from?: string; to?: string }): void => {
    setCustom(range)
    if (range.from && range.to && isLocalDate(range.from) && isLocalDate(range.to) && range.from <= range.to) setPeriod({ from: range.from, to: range.to })
  }
  const rangeProblem = custom && (
    [custom.from, custom.to].some(date => !date || !isLocalDate(date)) ? '请填写两个真实的日期，如 2026-11-23。'
      : custom.to! < custom.from! ? '结束日期早于开始日期，请核对。' : undefined)

  const reportKey = JSON.stringify({ period, basis })
  const makeReport = async (): Promise<void> => {
    setBusy(true)
    const path = await make('report.make', { ...period, basis, format: 'pdf' })
    setBusy(false)
    if (path) setReport({ for: reportKey, path })
  }

  const find = (figures: readonly Figure[] | undefined, id: string): Figure | undefined => figures?.find(figure => figure.id === id)
  const rows = value?.figures.map(figure => ({ ...figure, before: find(before?.figures, figure.id), yearAgo: find(yearAgo?.figures, figure.id) })) ?? []
  const breakdown = value?.breakdowns.find(({ id }) => id === breakdownId) ?? value?.breakdowns[0]
  const charts = useMemo(() => (value ? chartsOf(value) : []), [value])
  const [year, month] = period.from.split('-') as [string, string]
  const thisYear = Number(today.slice(0, 4))
  const years = Array.from({ length: 12 }, (_, index) => thisYear + 1 - index)

  return (
    <div className="statistics">
      <div className="tools">
        <Radio.Group
          optionType="button"
          value={custom ? 'custom' : 'month'}
          onChange={event => {
            if (event.target.value === 'custom') return setCustom({ from: period.from, to: period.to })
            setCustom(undefined)
            setPeriod(monthOf(period.from))
          }}
          options={[{ value: 'month', label: '按月' }, { value: 'custom', label: '自选时期' }]}
        />
        {custom
          ? (
            <Space size={6}>
              <span className="range-date"><DateInput label="开始日期" value={custom.from} onChange={from => setRange({ ...custom, from })} /></span>
              至
              <span className="range-date"><DateInput label="结束日期" value={custom.to} onChange={to => setRange({ ...custom, to })} /></span>
            </Space>
          )
          : (
            <Space.Compact>
              <Button icon={<EarlierIcon />} aria-label="上一月" title="上一月" onClick={() => move(-1)} />
              <Select className="year-select" aria-label="年" value={Number(year)} options={years.map(value => ({ value, label: `${value}年` }))}
                onChange={value => setPeriod(monthOf(`${value}-${month}-01` as LocalDate))} />
              <Select className="month-select" aria-label="月" value={Number(month)} options={Array.from({ length: 12 }, (_, index) => ({ value: index + 1, label: `${index + 1}月` }))}
                onChange={value => setPeriod(monthOf(`${year}-${String(value).padStart(2, '0')}-01` as LocalDate))} />
              <Button icon={<LaterIcon />} aria-label="下一月" title="下一月" onClick={() => move(1)} />
            </Space.Compact>
          )}
        <Radio.Group
          optionType="button"
          value={basis}
          onChange={event => setBasis(event.target.value as Basis)}
          options={(Object.keys(basisWords) as Basis[]).map(value => ({ value, label: basisWords[value].label }))}
        />
        <span className="quiet basis">{basisWords[basis].meaning}</span>
        <span className="tools-end"><Button type="primary" icon={<PaperIcon />} loading={busy} disabled={refusedReport !== undefined} title={refusedReport} onClick={() => void makeReport()}>生成 PDF 报告</Button></span>
      </div>
      {rangeProblem && <Alert type="error" showIcon title={rangeProblem} className="gap-below" />}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {report?.for === reportKey && <SavedFile path={report.path} />}
      {value && value.yearsWithoutCalendar.length > 0 && (
        <Alert type="warning" showIcon className="gap-below" title={`${value.yearsWithoutCalendar.join('、')} 年的放假安排尚未录入，落在该年的期限只按周末推算。`} />
      )}
      {!value && !refusal && <Spin />}
      {value && (
        <div className="stack">
          <h1>{periodTitle(value.period)}</h1>
          <div className="statistics-columns">
            <Card size="small" title="主要数字"><FigureTable rows={rows} open={setOpened} period={value.period} /></Card>
            <div className="stack">
              <Card size="small" title="图表">
                {charts.length === 0 ? <div className="empty">这个时期没有受理或办结的案件。</div> : charts.map(chart => <ChartView key={chart.id} chart={chart} />)}
              </Card>
              <Card
                size="small"
                title="分项统计"
                extra={<Select className="breakdown-select" aria-label="分项" value={breakdown?.id} onChange={setBreakdownId} options={value.breakdowns.map(({ id, label }) => ({ value: id, label: `按${label}` }))} />}
              >
                {breakdown && <BreakdownTable breakdown={breakdown} open={setOpened} />}
              </Card>
            </div>
          </div>
        </div>
      )}
      {opened && <OpenedCases opened={opened} close={() => setOpened(undefined)} />}
    </div>
  )
}
