/** Decisions of meetings that wait to be carried out, each to be reported as done. */
import { useState } from 'react'
import { Alert, Button, Input } from 'antd'
import { chineseDate } from '../../../../core/base/dates.ts'
import type { Output } from '../../../../core/contract.ts'
import { meetingKinds } from '../../../../core/office/meetings.ts'
import { CheckedForm, Field, FormButtons } from './checked-form.tsx'
import { DateInput } from '../inputs/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../workspace.tsx'
import { withoutBlanks } from './values.ts'
import { FormDialog } from './unsaved.tsx'

type List = Output<'meeting.list'>
type Open = List['open'][number]

export const OpenDecisionList = ({ list, stored }: { readonly list: List; readonly stored: (list: List) => void }) => {
  const { today, go, saved } = useDesk()
  const refused = useNotAllowed()('meeting.followUp')
  const [done, setDone] = useState<Open>()
  return (
    <>
      {list.open.map(decision => (
        <div className="task decision" key={`${decision.meetingId} ${decision.id}`}>
          <span className="task-on">{decision.dueOn}<span className={`stage ${decision.overdue ? 'tone-bad' : decision.dueOn === today ? 'tone-wait' : 'tone-quiet'}`}>{decision.overdue ? '已超期' : decision.dueOn === today ? '今天到期' : '待落实'}</span></span>
          <span className="task-text">
            <span className="task-line"><strong>{decision.what}</strong><span>{decision.owner}负责</span></span>
            <span className="task-reason">{chineseDate(decision.meetingOn)}{meetingKinds[decision.kind]}决定。{decision.caseIds?.map(id => (
              <Button key={id} type="link" size="small" onClick={() => go({ name: 'case', caseId: id })}>{list.cases[id] ?? '打开案件'}</Button>
            ))}</span>
          </span>
          <Button size="small" disabled={refused !== undefined} title={refused} aria-label={`登记落实：${decision.what}`} onClick={() => setDone(decision)}>登记落实</Button>
        </div>
      ))}
      {done && (
        <FormDialog open title={`登记落实：${done.what}`} width={560} onCancel={() => setDone(undefined)}>
          <CheckedForm
            command="meeting.followUp" initial={{ on: today }}
            input={(values: object) => ({ meetingId: done.meetingId, decisionId: done.id, on: '', ...(withoutBlanks(values) as object) })}
            done={next => {
              setDone(undefined)
              saved('已登记落实')
              stored(next)
            }}
          >
            <div className="grid">
              <Field name="on" label="完成日期" required span={6}><DateInput /></Field>
              <Field name="note" label="落实情况" span={12}><Input /></Field>
            </div>
            <FormButtons submit="登记" cancel={() => setDone(undefined)} />
          </CheckedForm>
        </FormDialog>
      )}
    </>
  )
}

/** Among what is due. */
export const OpenDecisions = () => {
  const { value, refusal, replace } = useAnswer('meeting.list', {})
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value || value.open.length === 0) return null
  return (
    <section className="task-group" aria-label="会议决定">
      <h2>会议决定（{value.open.length}）</h2>
      <OpenDecisionList list={value} stored={replace} />
    </section>
  )
}
