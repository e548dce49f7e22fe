/** Planning a session: what speaks against its time is said while one types, and never stands in the way. */
import { Alert, AutoComplete, Button, Form, Input, Radio, Select, Spin } from 'antd'
import type { Appointment } from '../../../../../core/case/record/appointment.ts'
import { choicesOf, sessionKinds } from '../../../../../core/base/codes.ts'
import { isLocalDate } from '../../../../../core/base/dates.ts'
import { type CaseView, contract, type Input as CommandInput } from '../../../../../core/contract.ts'
import { parseWith } from '../../../../../core/base/parse-input.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { TimeInput } from '../../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { tidyTime } from '../../../../../core/base/typed-time.ts'

/** The end is a time of the same day. */
type Values = Partial<Omit<Appointment, 'endAt'>> & { endAt?: string }

const isClock = (text: string): boolean => /^([01]\d|2[0-3]):[0-5]\d$/.test(text)

const ClockInput = ({ id, value, onChange }: { readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }) => (
  <Input
    id={id} value={value ?? ''} placeholder="时:分" inputMode="numeric"
    onChange={event => onChange?.(event.target.value)}
    onBlur={() => value !== undefined && tidyTime(value) !== value && onChange?.(tidyTime(value))}
  />
)

const inputOf = (caseId: string, values: Values, id?: string): { caseId: string; appointment: object } => {
  const { startAt, endAt, ...rest } = withoutBlanks(values) as Values
  const start = startAt?.replace(/T(.*)$/, (_, time: string) => `T${tidyTime(time)}`)
  return {
    caseId,
    appointment: {
      mediatorIds: [], partyIds: [], ...rest, ...(id !== undefined && { id }),
      ...(start !== undefined && !start.endsWith('T') && { startAt: start }),
      ...(endAt !== undefined && { endAt: `${(start ?? '').slice(0, 10)}T${tidyTime(endAt)}` }),
    },
  }
}

const Answer = ({ input }: { readonly input: CommandInput<'appointment.check'> }) => {
  const { value } = useAnswer('appointment.check', input)
  if (!value) return null
  return value.warnings.length === 0
    ? <Alert type="success" showIcon title="这个时间没有冲突。" className="gap-below" />
    : (
      <Alert
        type="warning" showIcon className="gap-below clashes" title={`有 ${value.warnings.length} 处提醒，可以改，也可以照样保存`}
        description={<ul className="plain-list">{value.warnings.map(({ pointer, code, message }) => <li key={pointer + code + message}>{message}</li>)}</ul>}
      />
    )
}

const Check = ({ caseId, id }: { readonly caseId: string; readonly id?: string }) => {
  const form = Form.useFormInstance()
  const values = (Form.useWatch(all => all as Values, { form, preserve: true }) as Values | undefined) ?? {}
  const wanted = inputOf(caseId, values, id)
  const parsed = parseWith(contract['appointment.check'].input, wanted)
  const { startAt = '', endAt = '' } = parsed.ok ? parsed.value.appointment : {}
  if (!parsed.ok || !isLocalDate(startAt.slice(0, 10)) || endAt <= startAt) return null
  return <Answer input={parsed.value} />
}

const Places = () => {
  const { value } = useAnswer('sessionSettings.show', {})
  return (
    <Field name="place" label="调解室或其他地点" required span={6}>
      <AutoComplete options={(value?.rooms ?? []).map(room => ({ value: room }))} placeholder="可选择，也可直接填写" />
    </Field>
  )
}

type Props = {
  readonly view: CaseView
  readonly appointment?: Appointment
  readonly close: () => void
  readonly stored: (view: CaseView) => void
}

export const AppointmentDialog = ({ view, appointment, close, stored }: Props) => {
  const { office, today } = useDesk()
  const { file } = view
  const { value: settings } = useAnswer('sessionSettings.show', {})
  const initial: Values = appointment ? { ...appointment, endAt: appointment.endAt.slice(11) } : {
    kind: 'joint',
    startAt: `${today}T` as Appointment['startAt'],
    place: settings?.rooms[0] ?? '',
    mediatorIds: (file.mediators ?? []).map(({ mediatorId }) => mediatorId),
    partyIds: file.parties.map(({ id }) => id),
  }
  return (
    <FormDialog open title={appointment ? '改期或修改安排' : '安排调解'} width={720} onCancel={close}>
      {settings ? (
        <CheckedForm
          command="appointment.save"
          prefix="/appointment"
          initial={initial}
          input={(values: Values) => inputOf(file.id, { ...values }, appointment?.id)}
          check={({ endAt = '' }: Values) => (isClock(tidyTime(endAt)) ? [] : [{ pointer: '/appointment/endAt', code: 'time', message: '请填写几点结束，如 10:30。', severity: 'error' }])}
          done={({ view: next }) => stored(next)}
        >
          <div className="grid">
            <Field name="kind" label="方式" required span={12}><Radio.Group optionType="button" options={choicesOf(sessionKinds)} /></Field>
            <Field name="startAt" label="开始时间" required span={4}><TimeInput /></Field>
            <Field name="endAt" label="到几点" required span={2}><ClockInput /></Field>
            <Places />
            <Field name="mediatorIds" label="调解员" required span={6}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={office.mediators.map(({ id, name }) => ({ value: id, label: name }))} /></Field>
            <Field name="partyIds" label="到场当事人" span={6}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={file.parties.map(({ id, name }) => ({ value: id, label: name }))} /></Field>
            <Field name="note" label="备注" span={12}><Input placeholder="可不填" /></Field>
          </div>
          <Check caseId={file.id} id={appointment?.id} />
          <FormButtons submit="保存安排" cancel={close} />
        </CheckedForm>
      ) : <Spin />}
    </FormDialog>
  )
}

export const CancelAppointment = ({ view, appointment, close, stored }: Props & { readonly appointment: Appointment }) => (
  <FormDialog open title="取消安排" width={560} onCancel={close}>
    <CheckedForm
      command="appointment.cancel"
      initial={{}}
      input={(values: object) => ({ caseId: view.file.id, appointmentId: appointment.id, ...(withoutBlanks(values) as object) })}
      done={stored}
    >
      <div className="grid">
        <Field name="reason" label="取消的原因" required span={12}>
          <AutoComplete options={['当事人申请改期', '当事人未到场', '调解员另有工作', '双方已和解'].map(value => ({ value }))} placeholder="可选择，也可直接填写" />
        </Field>
      </div>
      <div className="form-line"><FormButtons submit="取消这次安排" /><Button size="large" onClick={close}>不取消</Button></div>
    </CheckedForm>
  </FormDialog>
)
