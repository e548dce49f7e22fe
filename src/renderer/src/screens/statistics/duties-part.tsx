/** 报送日历: what is owed to whom, by when, what was sent, and the receipts. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card, Input, Radio, Select, Spin } from 'antd'
import { firstOfMonth } from '../../../../core/base/dates.ts'
import type { Output } from '../../../../core/contract.ts'
import { dutyRhythms, suggestedDuties, type ReportDuty } from '../../../../core/reports/duties.ts'
import { periodId } from '../../../../core/statistics/periods.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { DeadlineTag } from '../../controls/cases/deadlines.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

type Duties = Output<'duty.list'>
type Due = Duties['due'][number]

const dayOf = (value: unknown): unknown => (/^\d{1,2}$/.test(String(value ?? '').trim()) ? Number(value) : value)

const DutyDialog = ({ duty, close, done }: { readonly duty: Partial<ReportDuty>; readonly close: () => void; readonly done: (value: Duties) => void }) => (
  <FormDialog open width={640} title={duty.id ? '修改报送事项' : '新增报送事项'} onCancel={close}>
    <CheckedForm
      command="duty.save"
      prefix="/duty"
      initial={duty}
      input={(values: Record<string, unknown>) => ({ duty: { ...(withoutBlanks(values) as object), ...(duty.id && { id: duty.id }), dueDay: dayOf(values.dueDay) } })}
      done={done}
    >
      <div className="grid">
        <Field name="name" label="报送什么" required span={12}><Input /></Field>
        <Field name="body" label="报送给谁" required span={6}><Input /></Field>
        <Field name="since" label="从哪一期起" required span={6} note="这一天所在的时期是第一期"><DateInput /></Field>
        <Field name="rhythm" label="多久一次" required span={12}>
          <Radio.Group optionType="button" options={Object.entries(dutyRhythms).map(([value, label]) => ({ value, label }))} />
        </Field>
        <Field name="dueDay" label="下个月几日到期" required span={6} note="时期结束后下一个月的这一天"><Input inputMode="numeric" /></Field>
      </div>
      <FormButtons submit="保存" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

const base64Of = (file: File): Promise<string> => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.addEventListener('load', () => done((reader.result as string).split(',', 2)[1] ?? ''))
  reader.addEventListener('error', () => failed(reader.error))
  reader.readAsDataURL(file)
})

const SendDialog = ({ due, close, done }: { readonly due: Due; readonly close: () => void; readonly done: (value: Duties) => void }) => {
  const { today } = useDesk()
  const { message } = App.useApp()
  const input = useRef<HTMLInputElement>(null)
  const [receipt, setReceipt] = useState<{ name: string; content: string }>()
  const take = async (file: File | undefined): Promise<void> => {
    if (!file) return
    try {
      setReceipt({ name: file.name, content: await base64Of(file) })
    } catch {
      message.error(`读不到“${file.name}”，请确认文件还在、没有被别的程序占用。`, 8)
    }
  }
  return (
    <FormDialog open title={`登记报送：${due.name}（${due.periodTitle}）`} onCancel={close}>
      <CheckedForm
        command="duty.send"
        initial={{ sentOn: due.sending?.sentOn ?? today, note: due.sending?.note }}
        input={(values: Record<string, unknown>) => ({ ...(withoutBlanks(values) as object), dutyId: due.dutyId, period: due.period, ...(receipt && { receipt }) })}
        done={done}
      >
        <div className="grid">
          <Field name="sentOn" label="报送日期" required span={6}><DateInput /></Field>
          <Field name="note" label="备注" span={12}><Input /></Field>
        </div>
        <input ref={input} type="file" style={{ display: 'none' }} aria-label="回执文件" onChange={event => void take(event.target.files?.[0])} />
        <div className="adders"><Button onClick={() => input.current!.click()}>选择回执</Button><span className="path receipt-name">{receipt?.name ?? due.sending?.receiptName ?? ''}</span></div>
        <FormButtons submit="登记报送" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

export const DutiesPart = () => {
  const { today, saved } = useDesk()
  const call = useCaller()
  const make = useMaker()
  const { message } = App.useApp()
  const undo = useUndo()
  const refused = useNotAllowed()('duty.save')
  const { value, refusal, replace } = useAnswer('duty.list', {})
  const [editing, setEditing] = useState<Partial<ReportDuty>>()
  const [sending, setSending] = useState<Due>()
  const [shown, setShown] = useState<'open' | 'all'>('open')
  const [path, setPath] = useState('')
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  const stored = (what: string) => (next: Duties): void => {
    setEditing(undefined)
    setSending(undefined)
    replace(next)
    saved(what)
  }
  const remove = async (duty: ReportDuty): Promise<void> => {
    const result = await call('duty.remove', { dutyId: duty.id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    replace(result.value)
    undo(`已删除报送事项“${duty.name}”，已登记的报送记录保留`, async () => {
      const again = await call('duty.save', { duty })
      if (again.ok) stored('报送事项已恢复')(again.value)
      return again
    })
  }
  const rows = value.due.filter(due => shown === 'all' || due.state !== 'sent').toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1))
  const suggestions = suggestedDuties.filter(one => !value.duties.some(duty => duty.name === one.name))
  const blank = { rhythm: 'month', dueDay: 5, since: firstOfMonth(today) } as const
  return (
    <div className="stack">
      <Card
        size="small"
        title="报送"
        extra={<Select className="breakdown-select" aria-label="列出哪些" value={shown} onChange={setShown} options={[{ value: 'open', label: '还没有报送的' }, { value: 'all', label: '全部' }]} />}
      >
        {rows.length === 0 && <div className="empty-small">{value.duties.length === 0 ? '还没有报送事项，请在下面添加。' : '都已报送。'}</div>}
        {rows.map(due => (
          <div className="due" key={due.dutyId + periodId(due.period)}>
            <span className="task-on">{due.dueOn}{due.state === 'sent' ? <span className="stage tone-good">已报送</span> : <DeadlineTag deadline={{ state: due.state, on: due.dueOn }} today={today} />}</span>
            <span className="task-text">
              <span className="task-line"><strong>{due.name}</strong><span>{due.periodTitle}</span><span className="quiet">报{due.body}</span></span>
              {due.sending && <span className="task-reason">{due.sending.sentOn} {due.sending.by}报送{due.sending.note ? `，${due.sending.note}` : ''}{due.sending.receiptName && <>，回执 <span className="path">{due.sending.receiptName}</span></>}</span>}
            </span>
            {due.sending?.receiptName && <Button size="small" onClick={() => void make('duty.receipt', { sendingId: due.sending!.id }).then(made => made && setPath(made))}>取出回执</Button>}
            <Button size="small" disabled={refused !== undefined} title={refused} aria-label={`登记报送：${due.name}${due.periodTitle}`} onClick={() => setSending(due)}>{due.sending ? '更正' : '登记报送'}</Button>
          </div>
        ))}
        {path && <SavedFile path={path} />}
      </Card>
      <Card size="small" title="报送事项" extra={<Button disabled={refused !== undefined} title={refused} onClick={() => setEditing(blank)}>新增报送事项</Button>}>
        {value.duties.map(duty => (
          <div className="due" key={duty.id}>
            <span className="task-text"><span className="task-line"><strong>{duty.name}</strong><span>报{duty.body}</span><span className="quiet">{dutyRhythms[duty.rhythm]}，次月 {duty.dueDay} 日到期</span></span></span>
            <Button size="small" disabled={refused !== undefined} onClick={() => setEditing(duty)}>修改</Button>
            <Button size="small" disabled={refused !== undefined} aria-label={`删除${duty.name}`} onClick={() => void remove(duty)}>删除</Button>
          </div>
        ))}
        {suggestions.map(one => (
          <div className="due" key={one.name}>
            <span className="task-text"><span className="task-line"><span>常见：{one.name}</span><span className="quiet">报{one.body}，{dutyRhythms[one.rhythm]}，次月 {one.dueDay} 日到期（日期按当地要求改）</span></span></span>
            <Button size="small" disabled={refused !== undefined} aria-label={`添加${one.name}`} onClick={() => setEditing({ ...one, since: firstOfMonth(today) })}>添加</Button>
          </div>
        ))}
      </Card>
      {editing && <DutyDialog duty={editing} close={() => setEditing(undefined)} done={stored('报送事项已保存')} />}
      {sending && <SendDialog due={sending} close={() => setSending(undefined)} done={stored('报送已登记')} />}
    </div>
  )
}
