/** Before all deadlines: open risks of escalation, then the sessions of today and tomorrow and those of which no record was made. */
import { Button } from 'antd'
import { sessionKinds } from '../../../../core/base/codes.ts'
import { addDays, dateOf } from '../../../../core/base/dates.ts'
import { isOn, spanInWords } from '../../../../core/case/sessions/appointments.ts'
import { riskKinds, riskLevels } from '../../../../core/case/record/risks.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'

export const RiskTasks = () => {
  const { go } = useDesk()
  const { value } = useAnswer('risk.list', {})
  if (!value || value.total === 0) return null
  return (
    <section className="task-group risks" aria-label="激化风险">
      <h2 className="bad-text">激化风险（{value.total}）</h2>
      {value.rows.map(row => (
        <button type="button" className="task" key={row.caseId + row.id} onClick={() => go({ name: 'case', caseId: row.caseId, tab: 'letters' })}>
          <span className="task-on">{row.raisedOn}<span className="stage tone-bad">{riskLevels[row.level]}</span></span>
          <span className="task-text">
            <span className="task-line"><strong>{riskKinds[row.kind]}</strong><span>{row.title}</span><span className="quiet">{row.fileNo ?? '（未受理）'}</span></span>
            <span className="task-reason">{row.sentence}</span>
          </span>
        </button>
      ))}
    </section>
  )
}

/** Consultations that were begun and are neither registered nor given up. */
export const OpenConsultations = () => {
  const { go } = useDesk()
  const { value } = useAnswer('consultation.list', {})
  const open = value?.consultations ?? []
  if (open.length === 0) return null
  return (
    <section className="task-group" aria-label="咨询">
      <h2>咨询（{open.length}）</h2>
      {open.map(({ id, title, savedAt, by }) => (
        <button type="button" className="task" key={id} onClick={() => go({ name: 'register', consultationId: id })}>
          <span className="task-on">{dateOf(savedAt)}<span className="stage tone-quiet">没有登记</span></span>
          <span className="task-text"><span className="task-line"><strong>{title}</strong><span className="quiet">{by}</span></span></span>
        </button>
      ))}
    </section>
  )
}

export const TodaysSessions = () => {
  const { today, go } = useDesk()
  const mayRecord = useNotAllowed()('session.record') === undefined
  const tomorrow = addDays(today, 1)
  const { value } = useAnswer('appointment.list', { to: tomorrow })
  const rows = (value?.rows ?? []).filter(row => isOn(row) && !row.sessionId)
  if (rows.length === 0) return null
  return (
    <section className="task-group" aria-label="调解安排">
      <h2>调解安排（{rows.length}）</h2>
      {rows.map(row => (
        <div className="task-pair" key={row.caseId + row.id}><button type="button" className="task" onClick={() => go({ name: 'case', caseId: row.caseId, tab: 'sessions' })}>
          <span className="task-on">{spanInWords(row)}{dateOf(row.startAt) < today ? <span className="stage tone-wait">已过，没有记录</span> : <span className="stage tone-new">{dateOf(row.startAt) === today ? '今天' : '明天'}</span>}{row.clashing && <span className="stage tone-wait">有冲突</span>}</span>
          <span className="task-text">
            <span className="task-line"><strong>{sessionKinds[row.kind]}</strong><span>{row.title}</span><span className="quiet">{row.fileNo}</span></span>
            <span className="task-reason">{[row.place, `调解员：${row.mediatorNames.join('、')}`, row.partyNames.length > 0 && `当事人：${row.partyNames.join('、')}`, row.note].filter(Boolean).join('；')}</span>
          </span>
        </button>
        {/* A session is recorded on its day or after it. */}
        {mayRecord && dateOf(row.startAt) <= today && (
          <Button type={dateOf(row.startAt) === today ? 'primary' : 'default'} aria-label={`开始记录${row.title}`} onClick={() => go({ name: 'case', caseId: row.caseId, tab: 'sessions', record: row.id })}>
            {dateOf(row.startAt) === today ? '开始记录' : '补记录'}
          </Button>
        )}</div>
      ))}
    </section>
  )
}
