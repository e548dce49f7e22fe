/** What the first page says at a glance. Every number opens its cases. */
import { useMemo, useState } from 'react'
import { yuanFigures } from '../../../../core/case/amounts.ts'
import type { Output } from '../../../../core/contract.ts'
import { runningChart, trendChart } from '../../../../core/reports/dashboard-charts.ts'
import { useAnswer, useDesk } from '../../controls/desk.tsx'
import { ChartView } from '../statistics/chart-view.tsx'
import { OpenedCases, type Opened } from '../statistics/statistics-screen.tsx'

type Shown = Output<'dashboard.show'>
type Line = { readonly key: string; readonly label: string; readonly text: string; readonly caseIds: readonly string[] }

const Lines = ({ title, lines, open }: { readonly title: string; readonly lines: readonly Line[]; readonly open: (opened: Opened) => void }) => (
  <section className="glance" aria-label={title}>
    <h2>{title}</h2>
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
  </section>
)

const counted = (groups: Shown['out']): Line[] => groups.map(({ key, label, caseIds }) => ({ key, label, text: String(caseIds.length), caseIds }))

type Counts = Output<'deadline.list'>['counts']
const tones = { overdue: 'bad-text', today: 'warn-text', week: '', soon: '' } as const
const dueLabels = { overdue: '已超期', today: '今天', week: '七天内', soon: '提前提醒' } as const

/** `counts` are those of the list below: one case may have several things due. */
export const Dashboard = ({ counts }: { readonly counts: Counts }) => {
  const { today } = useDesk()
  const { value } = useAnswer('dashboard.show', {})
  const [opened, setOpened] = useState<Opened>()
  const charts = useMemo(() => ({ trend: value ? trendChart({ ...value }) : null, running: value ? runningChart({ ...value }) : null }), [value])
  const dueIds = (state: string): readonly string[] => value?.due.find(({ key }) => key === state)?.caseIds ?? []
  const lively = value !== undefined && (charts.trend !== null || charts.running !== null || [...value.out, ...value.came].some(({ caseIds }) => caseIds.length > 0))
  return (
    <>
      <div className="task-counts">
        {(['overdue', 'today', 'week', 'soon'] as const).filter(state => state !== 'soon' || counts.soon > 0).map(state => {
          const ids = dueIds(state)
          const inside = <><span>{dueLabels[state]}</span><strong className={counts[state] > 0 ? tones[state] : 'quiet'}>{counts[state]}</strong></>
          return ids.length > 0
            ? <button key={state} type="button" className="task-count" title="查看这些案件" onClick={() => setOpened({ title: dueLabels[state], ids })}>{inside}</button>
            : <div key={state} className="task-count">{inside}</div>
        })}
      </div>
      {lively && (
        <div className="glances">
          <Lines title="等答复" lines={counted(value.out)} open={setOpened} />
          <Lines title="新来" lines={counted(value.came)} open={setOpened} />
          <Lines
            title={`本月（${Number(today.slice(5, 7))}月1日到今天）`}
            lines={value.month.map(({ id, label, value: amount, caseIds }) => ({ key: id, label, caseIds, text: id === 'agreedAmountFen' ? `${yuanFigures(amount)}元` : String(amount) }))}
            open={setOpened}
          />
          {charts.trend && <section className="glance" aria-label="近六个月"><h2>近六个月</h2><ChartView chart={charts.trend} /></section>}
          {charts.running && (
            <section className="glance" aria-label="正在办理">
              <h2>正在办理</h2>
              <ChartView chart={charts.running} />
              <div className="glance-links">{value.running.map(({ key, label, caseIds }) => (
                <button key={key} type="button" className="figure" onClick={() => setOpened({ title: label, ids: caseIds })}>{label} {caseIds.length}</button>
              ))}</div>
            </section>
          )}
        </div>
      )}
      {opened && <OpenedCases opened={opened} close={() => setOpened(undefined)} />}
    </>
  )
}
