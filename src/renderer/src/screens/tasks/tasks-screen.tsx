/** What is due: overdue, today and within seven days, each with the sentence that explains its date. */
import { useState } from 'react'
import { Alert, Button, Space, Spin } from 'antd'
import { addDays } from '../../../../core/base/dates.ts'
import type { Output } from '../../../../core/contract.ts'
import { DeadlineTag } from '../../controls/cases/deadlines.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { FillRehearsal } from '../../controls/fill-rehearsal.tsx'
import { RecentCases } from '../../controls/cases/recent-cases.tsx'
import { Dashboard } from './dashboard.tsx'
import { TourOffer } from '../help/use-help.tsx'
import { RiskTasks, TodaysSessions } from './risk-tasks.tsx'
import { ReportTasks } from './report-tasks.tsx'
import { RegisterNotices } from '../../controls/cases/register-notices.tsx'
import { OpenDecisions } from '../../controls/forms/open-decisions.tsx'

type Task = Output<'deadline.list'>['rows'][number]

/** As many of a kind as are looked at on a day, the oldest first; more where they are asked for. */
const FIRST = 50
const MORE = 200

const groups = [
  { state: 'overdue', title: '已超期', tone: 'bad-text' },
  { state: 'today', title: '今天', tone: 'warn-text' },
  { state: 'week', title: '七天内', tone: '' },
  // Further away, and to be reminded of already.
  { state: 'soon', title: '提前提醒', tone: '' },
] as const

const TaskRow = ({ task }: { readonly task: Task }) => {
  const { today, go } = useDesk()
  return (
    <button type="button" className="task" onClick={() => go({ name: 'case', caseId: task.caseId })}>
      <span className="task-on">{task.on}<DeadlineTag deadline={task} today={today} /></span>
      <span className="task-text">
        <span className="task-line"><strong>{task.what}</strong><span>{task.title}</span><span className="quiet">{task.fileNo ?? '（未受理）'}</span></span>
        <span className="task-reason">{task.sentence}</span>
      </span>
    </button>
  )
}

const NoTasks = () => {
  const { go } = useDesk()
  const notAllowed = useNotAllowed()
  const { value: cases } = useAnswer('case.list', { limit: 1 })
  if (!cases) return <Spin />
  return (
    <div className="empty">
      <p className="empty-title">今天没有到期的事</p>
      {cases.total === 0
        ? <>
          <p>还没有案件。当事人来申请时，请按“登记申请”；已有台账或案件交换文件的，请到“案件”里导入。</p>
          <Space>{!notAllowed('case.register') && <Button type="primary" onClick={() => go({ name: 'register' })}>登记申请</Button>}<FillRehearsal /></Space>
        </>
        : <p>七天内也没有到期的事。</p>}
    </div>
  )
}

export const TasksScreen = () => {
  const { today } = useDesk()
  const [limit, setLimit] = useState(FIRST)
  const { value, refusal } = useAnswer('deadline.list', { until: addDays(today, 7), limit })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  const parts = value && groups.map(group => ({ ...group, count: value.counts[group.state], tasks: value.rows.filter(row => row.state === group.state) }))
  return (
    <div className="sheet tasks">
      <Dashboard counts={value?.counts}>
        <TourOffer />
        <RiskTasks />
        <TodaysSessions />
        <RecentCases />
        <ReportTasks />
        {value?.total === 0 && <NoTasks />}
        <OpenDecisions />
        <RegisterNotices />
        {!parts && <Spin />}
        {value && value.total > 0 && parts?.map(({ state, title, tone, count, tasks }) => (
          (tasks.length > 0 || state === 'today') && (
            <section key={state} className="task-group" aria-label={title}>
              <h2 className={tasks.length > 0 ? tone : undefined}>{title}（{count}）</h2>
              {tasks.length === 0 && <p className="task-none">今天没有到期的事</p>}
              {tasks.map((task, index) => <TaskRow key={index} task={task} />)}
              {count > tasks.length && (
                <p className="task-none">这里列出最早的 {tasks.length} 项。<Button type="link" size="small" onClick={() => setLimit(limit + MORE)}>再列出一些{title}的</Button></p>
              )}
            </section>
          )
        ))}
      </Dashboard>
    </div>
  )
}
