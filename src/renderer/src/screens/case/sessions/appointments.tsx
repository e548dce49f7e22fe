/** The planned sessions of one case, and whether the parties were told their rights. */
import { useState } from 'react'
import { Alert, Button, Card, Radio, Select, Input } from 'antd'
import { noPlanning, spanInWords } from '../../../../../core/case/sessions/appointments.ts'
import { type Appointment } from '../../../../../core/case/record/appointment.ts'
import { partyName } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, sessionKinds } from '../../../../../core/base/codes.ts'
import { chineseDate, dateOf, weekdayOf } from '../../../../../core/base/dates.ts'
import { partiesNotTold, tellingWays } from '../../../../../core/case/record/rights.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { mediatorNameOf, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { PlusIcon } from '../../../controls/icons.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { AppointmentDialog, CancelAppointment } from './appointment-dialog.tsx'

type Props = {
  readonly view: CaseView
  readonly stored: (what: string) => (view: CaseView) => void
  /** Begins the record of what was planned; absent where none can be made now. */
  readonly begin?: (appointmentId: string) => void
}

const weekdays = '日一二三四五六'

export const Appointments = ({ view, stored, begin }: Props) => {
  const { office, today } = useDesk()
  const notAllowed = useNotAllowed()
  const [dialog, setDialog] = useState<'new' | { readonly change: Appointment } | { readonly cancel: Appointment }>()
  const may = noPlanning(view.file) === null && !notAllowed('appointment.save')
  const appointments = (view.annex.appointments ?? []).toSorted((a, b) => (a.startAt < b.startAt ? -1 : 1))
  const close = (): void => setDialog(undefined)
  const done = (what: string) => (next: CaseView): void => {
    close()
    stored(what)(next)
  }
  if (appointments.length === 0 && !may) return null
  return (
    <Card size="small" title="调解安排" extra={may && <Button icon={<PlusIcon />} onClick={() => setDialog('new')}>安排调解</Button>}>
      {appointments.length === 0 && <p className="quiet">还没有安排。安排以后会出现在“日程”里，时间、人、调解室有冲突会提醒。</p>}
      {appointments.map(appointment => {
        const { id, kind, place, mediatorIds, partyIds, note, cancelled, sessionId } = appointment
        const on = dateOf(appointment.startAt)
        const waiting = !cancelled && !sessionId
        return (
          <div className="appointment" key={id}>
            <div className={cancelled ? 'appointment-text quiet' : 'appointment-text'}>
              <strong className={cancelled ? 'struck' : ''}>{spanInWords(appointment)}（星期{weekdays[weekdayOf(on)]}）</strong>　{sessionKinds[kind]}　{place}
              {cancelled && <span className="stage tone-quiet">已取消</span>}
              {sessionId && <span className="stage tone-good">已记录</span>}
              {waiting && on < today && <span className="stage tone-wait">已过，还没有记录</span>}
              <div className="note">
                {[
                  `调解员：${mediatorIds.map(one => mediatorNameOf(office, one)).join('、')}`,
                  partyIds.length > 0 && `当事人：${partyIds.map(one => partyName(view.file, one)).join('、')}`, note,
                  cancelled && `${chineseDate(cancelled.on)}取消：${cancelled.reason}`,
                ].filter(Boolean).join('；')}
              </div>
            </div>
            {waiting && (
              <div className="appointment-tools">
                {begin && <Button type="primary" onClick={() => begin(id)}>开始记录</Button>}
                {may && <Button onClick={() => setDialog({ change: appointment })}>改期</Button>}
                {!notAllowed('appointment.cancel') && <Button onClick={() => setDialog({ cancel: appointment })}>取消安排</Button>}
              </div>
            )}
          </div>
        )
      })}
      {dialog === 'new' && <AppointmentDialog view={view} close={close} stored={done('调解已安排')} />}
      {typeof dialog === 'object' && 'change' in dialog && <AppointmentDialog view={view} appointment={dialog.change} close={close} stored={done('安排已修改')} />}
      {typeof dialog === 'object' && 'cancel' in dialog && <CancelAppointment view={view} appointment={dialog.cancel} close={close} stored={done('安排已取消')} />}
    </Card>
  )
}

const TellDialog = ({ view, close, stored }: { readonly view: CaseView; readonly close: () => void; readonly stored: (view: CaseView) => void }) => {
  const { today, account } = useDesk()
  const { file, annex } = view
  return (
    <FormDialog open title="登记权利义务告知" width={640} onCancel={close}>
      <CheckedForm
        command="rights.tell"
        prefix="/told"
        initial={{ on: today, by: account.name, way: 'written', to: partiesNotTold(file, annex.rightsTold).map(({ id }) => id) }}
        input={(values: object) => ({ caseId: file.id, told: { to: [], ...(withoutBlanks(values) as object) } })}
        done={stored}
      >
        <div className="grid">
          <Field name="to" label="告知了谁" required span={12}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={file.parties.map(({ id, name }) => ({ value: id, label: name }))} /></Field>
          <Field name="way" label="告知方式" required span={12}><Radio.Group optionType="button" options={choicesOf(tellingWays)} /></Field>
          <Field name="on" label="日期" required span={6}><DateInput /></Field>
          <Field name="by" label="告知人" required span={6}><Input /></Field>
          <Field name="note" label="备注" span={12}><Input placeholder="可不填" /></Field>
        </div>
        <FormButtons submit="保存告知" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

export const Rights = ({ view, stored }: Pick<Props, 'view' | 'stored'>) => {
  const notAllowed = useNotAllowed()
  const [telling, setTelling] = useState(false)
  const { file, annex } = view
  const missing = partiesNotTold(file, annex.rightsTold)
  const told = annex.rightsTold ?? []
  if (file.archive && told.length === 0) return null
  return (
    <Card size="small" title="权利义务告知" extra={!notAllowed('rights.tell') && <Button onClick={() => setTelling(true)}>登记告知</Button>}>
      {missing.length > 0 && !file.end && <Alert type="warning" showIcon className="gap-below" title={`还没有告知：${missing.map(({ name }) => name).join('、')}。第一次调解前应当告知（人民调解法第23、24条）。`} />}
      {told.length === 0
        ? (file.end !== undefined || missing.length === 0) && <p className="quiet">还没有登记</p>
        : (
          <ul className="plain-list">
            {told.map(({ on, by, way, to, note }, index) => (
              <li key={index}>{chineseDate(on)}，{by}向{to.map(id => partyName(file, id)).join('、')}告知，{tellingWays[way]}{note && `，${note}`}</li>
            ))}
          </ul>
        )}
      {telling && <TellDialog view={view} close={() => setTelling(false)} stored={next => {
        setTelling(false)
        stored('告知已登记')(next)
      }} />}
    </Card>
  )
}
