/** Reports that are due, among the tasks of the day. */
import { DeadlineTag } from '../../controls/cases/deadlines.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { periodId } from '../../../../core/statistics/periods.ts'

export const ReportTasks = () => {
  const { today, go } = useDesk()
  const { value } = useAnswer('duty.list', {})
  const due = (value?.due ?? []).filter(({ state }) => state === 'overdue' || state === 'today' || state === 'week').toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  if (due.length === 0) return null
  return (
    <section className="task-group" aria-label="报送">
      <h2>报送（{due.length}）</h2>
      {due.map(one => (
        <button type="button" className="task" key={one.dutyId + periodId(one.period)} onClick={() => go({ name: 'statistics', part: 'duties' })}>
          <span className="task-on">{one.dueOn}<DeadlineTag deadline={{ state: one.state as 'overdue', on: one.dueOn }} today={today} /></span>
          <span className="task-text">
            <span className="task-line"><strong>{one.name}</strong><span>{one.periodTitle}</span></span>
            <span className="task-reason">报{one.body}</span>
          </span>
        </button>
      ))}
    </section>
  )
}
