/** What the first page says at a glance. Every number opens its cases. */
import { useMemo, useState, type ReactNode } from 'react'
import { yuanFigures } from '../../../../core/base/amounts.ts'
import type { Output } from '../../../../core/contract.ts'
import { monthLabel, trendChart, trendSeries } from '../../../../core/reports/dashboard-charts.ts'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { ChartView } from '../statistics/chart-view.tsx'
import { OpenedCases, type Opened } from '../statistics/opened-cases.tsx'

type Shown = Output<'dashboard.show'>
type Line = { readonly key: string; readonly label: string; readonly text: string; readonly caseIds: readonly string[] }

const Glance = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="glance" aria-label={title}><h2>{title}</h2>{children}</section>
)

type LinesProps = { readonly lines: readonly Line[]; readonly open: (opened: Opened) => void }

const Lines = ({ lines, open }: LinesProps) => (
  <ul>
    {lines.map(({ key, label, text, caseIds }) => (
      <li key={key}>
        <span>{label}</span>
        {caseIds.length === 0
          ? <span className="quiet">{text}</span>
          : <button type="button" className="figure" aria-label={`${label} ${text}，查看这些案件`} onClick={() => open({ title: label, ids: caseIds })}>{text}</button>}
      </li>
    ))}
  </ul>
)

/** Lying bars that open their cases. */
const Bars = ({ lines, open }: LinesProps) => {
  const most = Math.max(...lines.map(({ caseIds }) => caseIds.length))
  return (
    <div className="glance-bars">
      {lines.map(({ key, label, text, caseIds }) => (
        <button key={key} type="button" aria-label={`${label} ${text}，查看这些案件`} title={label} onClick={() => open({ title: label, ids: caseIds })}>
          <span className="glance-label">{label}</span>
          <span className="glance-bar"><span style={{ width: `${(100 * caseIds.length) / most}%` }} /></span>
          <span>{text}</span>
        </button>
      ))}
    </div>
  )
}

const counted = (groups: Shown['out']): Line[] => groups.map(({ key, label, caseIds }) => ({ key, label, text: String(caseIds.length), caseIds }))

type Counts = Output<'deadline.list'>['counts']
const tones = { overdue: 'bad-text', today: 'warn-text', week: '', soon: '' } as const
const dueLabels = { overdue: '已超期', today: '今天', week: '七天内', soon: '提前提醒' } as const

type Props = { readonly counts: Counts | undefined; /** At the end of the first line. */ readonly beside?: ReactNode; /** What is to be done, beside the numbers. */ readonly children: ReactNode }

/** `counts` are those of the list of tasks, once it is there: one case may have several things due. */
export const Dashboard = ({ counts, beside, children }: Props) => {
  const { today } = useDesk()
  const { value } = useAnswer('dashboard.show', {})
  const [opened, setOpened] = useState<Opened>()
  const chart = useMemo(() => (value ? trendChart(value.trend) : null), [value])
  const dueIds = (state: string): readonly string[] => value?.due.find(({ key }) => key === state)?.caseIds ?? []
  const lively = value !== undefined && (chart !== null || [...value.out, ...value.came, ...value.running].some(({ caseIds }) => caseIds.length > 0))
  return (
    <>
      <div className="tasks-head">
        <h1>待办</h1>
        <div className="task-counts">
          {(['overdue', 'today', 'week', 'soon'] as const).filter(state => state !== 'soon' || (counts?.soon ?? 0) > 0).map(state => {
            const ids = dueIds(state)
            const inside = <><span>{dueLabels[state]}</span><strong className={(counts?.[state] ?? 0) > 0 ? tones[state] : 'quiet'}>{counts?.[state] ?? '—'}</strong></>
            return ids.length > 0
              ? <button key={state} type="button" className="task-count" title="查看这些案件" onClick={() => setOpened({ title: dueLabels[state], ids })}>{inside}</button>
              : <div key={state} className="task-count">{inside}</div>
          })}
        </div>
        {beside}
      </div>
      <div className={lively ? 'tasks-columns' : undefined}>
        <div className="tasks-do">{children}</div>
        {lively && (
          <div className="glances">
            <Glance title="等答复"><Lines lines={counted(value.out)} open={setOpened} /></Glance>
            <Glance title="新来"><Lines lines={counted(value.came)} open={setOpened} /></Glance>
            <Glance title={`本月（${Number(today.slice(5, 7))}月1日到今天）`}>
              <Lines
                lines={value.month.map(({ id, label, value: amount, caseIds }) => ({ key: id, label, caseIds, text: id === 'agreedAmountFen' ? `${yuanFigures(amount)}元` : String(amount) }))}
                open={setOpened}
              />
            </Glance>
            {chart && (
              <Glance title="近六个月">
                <ChartView chart={chart} pick={(series, place) => {
                  const { key, name } = trendSeries[series]!
                  const one = value.trend[place]!
                  if (one[key].length > 0) setOpened({ title: `${monthLabel(one.month)}${name}`, ids: one[key] })
                }} />
              </Glance>
            )}
            {value.running.length > 0 && <Glance title="正在办理"><Bars lines={counted(value.running)} open={setOpened} /></Glance>}
          </div>
        )}
      </div>
      {opened && <OpenedCases opened={opened} close={() => setOpened(undefined)} />}
    </>
  )
}
