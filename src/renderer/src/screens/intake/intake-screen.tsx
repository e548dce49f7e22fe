import { App, Button, Card, Form, Space } from 'antd'
import { disputeTypes, type DisputeType } from '../../../../core/base/codes.ts'
import type { Output } from '../../../../core/contract.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, FormButtons } from '../../controls/forms/checked-form.tsx'
import { SimilarWhileTyping } from '../case/overview/similar-cases.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { useUnsaved } from '../../controls/forms/unsaved.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'
import { timeInWords } from '../../controls/times.ts'
import { ReceiveCourt } from './receive-court.tsx'
import { applicationOf, emptyIntake, IntakeFields } from './intake-form.tsx'

type Consultation = Output<'consultation.list'>['consultations'][number]

/** Who it is about and what: to find the consultation again. */
const titleOf = (values: { parties?: { name?: string }[]; type?: DisputeType }): string => {
  const names = (values.parties ?? []).map(party => party?.name?.trim()).filter(Boolean).join('与')
  return `${names === '' ? '未填姓名' : names}${values.type ? `（${disputeTypes[values.type]}）` : ''}`
}

type ConsultationsProps = { readonly consultations: readonly Consultation[]; readonly resume: (consultation: Consultation) => void; readonly discard: (consultation: Consultation) => void }

/** S0: what was begun and not yet registered. */
const Consultations = ({ consultations, resume, discard }: ConsultationsProps) => (
  <Card size="small" title={`咨询（${consultations.length}）`}>
    {consultations.map(consultation => (
      <div className="consultation" key={consultation.id}>
        <span><strong>{consultation.title}</strong><span className="quiet">　{timeInWords(consultation.savedAt)}　{consultation.by}</span></span>
        <Space>
          <Button size="small" aria-label={`继续填写${consultation.title}`} onClick={() => resume(consultation)}>继续填写</Button>
          <Button size="small" aria-label={`作废${consultation.title}`} onClick={() => discard(consultation)}>作废</Button>
        </Space>
      </div>
    ))}
  </Card>
)

const RegisterForm = ({ consultation }: { readonly consultation?: Consultation }) => {
  const { today, go, saved, reloadOffice } = useDesk()
  const unsaved = useUnsaved()
  const call = useCaller()
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const keep = async (): Promise<void> => {
    const values = form.getFieldsValue(true) as Record<string, unknown>
    const result = await call('consultation.save', { ...(consultation && { id: consultation.id }), title: titleOf(values), values })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved('咨询已存下')
    unsaved.discard()
    go({ name: 'register' })
  }
  return (
    <CheckedForm
      command="case.register"
      form={form}
      initial={consultation?.values ?? emptyIntake(today)}
      input={(values: Parameters<typeof applicationOf>[0]) => ({ ...applicationOf(values), ...(consultation && { consultationId: consultation.id }) })}
      draft
      part={consultation?.id}
      unsaved={unsaved}
      done={view => {
        saved()
        void reloadOffice()
        go({ name: 'case', caseId: view.file.id })
      }}
    >
      <IntakeFields />
      <div className="sheet-foot register-foot">
        <SimilarWhileTyping />
        <FormButtons submit="保存登记" cancel={() => go({ name: 'cases' })} />
        <Button size="large" onClick={() => void keep()}>存为咨询</Button>
      </div>
    </CheckedForm>
  )
}

/** `begun`: the consultation that is gone on with. */
export const RegisterScreen = ({ begun }: { readonly begun: string | undefined }) => {
  const call = useCaller()
  const { message } = App.useApp()
  const undo = useUndo()
  const { go } = useDesk()
  const { value, replace, reload } = useAnswer('consultation.list', {})
  const consultations = value?.consultations ?? []
  const consultation = consultations.find(({ id }) => id === begun)
  const discard = async ({ id, title, values }: Consultation): Promise<void> => {
    const result = await call('consultation.discard', { id })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    replace(result.value)
    undo(`咨询“${title}”已作废`, async () => {
      const again = await call('consultation.save', { title, values })
      if (again.ok) reload()
      return again
    })
  }
  return (
    <div className="sheet">
      <div className="tools">
        <h1>登记申请{consultation && <small>由咨询继续</small>}</h1>
        <span className="note no-margin">带星号的必填；其余知道多少填多少，以后可以更正。证件号码、电话有疑点时会提醒，但不妨碍保存。</span>
        {!consultation && <span className="tools-end"><ReceiveCourt /></span>}
      </div>
      {consultations.length > 0 && !consultation && <Consultations consultations={consultations} resume={({ id }) => go({ name: 'register', consultationId: id })} discard={one => void discard(one)} />}
      {/* Another consultation is another form. */}
      {(begun === undefined || value) && <RegisterForm key={consultation?.id ?? ''} consultation={consultation} />}
    </div>
  )
}
