/** What is due: overdue, today and within seven days, each with the sentence that explains its date. */
import { useState } from 'react'
import { Alert, Button, Select, Space, Spin } from 'antd'
import { keysOf } from '../../../../core/base/codes.ts'
import { addDays } from '../../../../core/base/dates.ts'
import { deadlineGroups, type DeadlineGroup } from '../../../../core/case/time/deadline-groups.ts'
import type { Output } from '../../../../core/contract.ts'
import { DeadlineTag } from '../../controls/cases/deadlines.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { FillRehearsal } from '../../controls/fill-rehearsal.tsx'
import { RecentCases } from '../../controls/cases/recent-cases.tsx'
import { Dashboard } from './dashboard.tsx'
import { TourOffer } from '../help/use-help.tsx'
import { OpenConsultations, RiskTasks, TodaysSessions } from './risk-tasks.tsx'
import { ReportTasks } from './report-tasks.tsx'
import { RegisterNotices } from '../../controls/cases/register-notices.tsx'
import { OpenDecisions } from '../../controls/forms/open-decisions.tsx'

type Task = Output<'deadline.list'>['rows'][number]

/** As many of a group and state as are looked at on a day, the oldest first; more where they are asked for. */
const FIRST = 25
const MORE = 200
/** What loses nobody's right does not fill the page. */
const FIRST_INTERNAL = 8

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

/** Whose cases: everybody's, or those of one mediator. */
const WhoseTasks = ({ value, change }: { readonly value: string | undefined; readonly change: (mediatorId: string | undefined) => void }) => {
  const { office } = useDesk()
  if (office.mediators.length < 2) return null
  return (
    <Select
      className="tasks-whose" aria-label="谁的案件" value={value ?? ''} onChange={id => change(id === '' ? undefined : id)}
      showSearch={{ optionFilterProp: 'label' }}
      options={[{ value: '', label: '全部调解员的案件' }, ...office.mediators.map(({ id, name }) => ({ value: id, label: `${name}的案件` }))]}
    />
  )
}

export const TasksScreen = () => {
  const { today } = useDesk()
  const notAllowed = useNotAllowed()
  const [limit, setLimit] = useState(FIRST)
  const [mediatorId, setMediatorId] = useState<string>()
  /** The groups of which all that was asked for is shown. */
  const [whole, setWhole] = useState<ReadonlySet<DeadlineGroup>>(new Set())
  const { value, refusal } = useAnswer('deadline.list', { until: addDays(today, 7), limit, ...(mediatorId !== undefined && { mediatorId }) })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  const more = (group: DeadlineGroup): void => {
    if (whole.has(group)) setLimit(limit + MORE)
    setWhole(new Set([...whole, group]))
  }
  return (
    <div className="sheet tasks">
      <Dashboard counts={value?.counts} beside={<WhoseTasks value={mediatorId} change={setMediatorId} />}>
        <TourOffer />
        <RiskTasks />
        <TodaysSessions />
        <RecentCases />
        {!notAllowed('consultation.list') && <OpenConsultations />}
        <ReportTasks />
        {value?.total === 0 && <NoTasks />}
        <OpenDecisions />
        <RegisterNotices />
        {!value && <Spin />}
        {value && value.total > 0 && keysOf(deadlineGroups).map(group => {
          const rows = value.rows.filter(row => row.group === group)
          const count = value.groups[group] ?? 0
          const shown = group === 'internal' && !whole.has(group) ? rows.slice(0, FIRST_INTERNAL) : rows
          return count > 0 && (
            <section key={group} className="task-group" aria-label={deadlineGroups[group]}>
              <h2>{deadlineGroups[group]}（{count}）</h2>
              {shown.map((task, index) => <TaskRow key={index} task={task} />)}
              {count > shown.length && (
                <p className="task-none">这里列出最早的 {shown.length} 项。<Button type="link" size="small" onClick={() => more(group)}>再列出一些{deadlineGroups[group]}</Button></p>
              )}
            </section>
          )
        })}
      </Dashboard>
    </div>
  )
}
