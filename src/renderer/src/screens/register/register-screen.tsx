import { useState } from 'react'
import { App, Button, Card, Form, Space } from 'antd'
import { disputeTypes, type DisputeType } from '../../../../core/case/codes.ts'
import type { Output } from '../../../../core/contract.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, FormButtons } from '../../controls/checked-form.tsx'
import { useAnswer, useDesk } from '../../controls/desk.tsx'
import { timeInWords } from '../../controls/times.ts'
import { applicationOf, emptyIntake, IntakeFields } from './intake-form.tsx'

type Draft = Output<'draft.list'>['drafts'][number]

/** Who it is about and what: to find the draft again. */
const titleOf = (values: { parties?: { name?: string }[]; type?: DisputeType }): string => {
  const names = (values.parties ?? []).map(party => party?.name?.trim()).filter(Boolean).join('与')
  return `${names === '' ? '未填姓名' : names}${values.type ? `（${disputeTypes[values.type]}）` : ''}`
}

type DraftsProps = { readonly drafts: readonly Draft[]; readonly resume: (draft: Draft) => void; readonly discard: (draft: Draft) => void }

/** S0: what was begun and not yet registered. */
const Drafts = ({ drafts, resume, discard }: DraftsProps) => (
  <Card size="small" title={`咨询与草稿（${drafts.length}）`}>
    {drafts.map(draft => (
      <div className="draft" key={draft.id}>
        <span><strong>{draft.title}</strong><span className="quiet">　{timeInWords(draft.savedAt)}　{draft.by}</span></span>
        <Space>
          <Button size="small" aria-label={`继续填写${draft.title}`} onClick={() => resume(draft)}>继续填写</Button>
          <Button size="small" aria-label={`作废${draft.title}`} onClick={() => discard(draft)}>作废</Button>
        </Space>
      </div>
    ))}
  </Card>
)

const RegisterForm = ({ draft }: { readonly draft?: Draft }) => {
  const { today, go, saved, setUnsaved, reloadOffice } = useDesk()
  const call = useCaller()
  const { message } = App.useApp()
  const [form] = Form.useForm()
  const keep = async (): Promise<void> => {
    const values = form.getFieldsValue(true) as Record<string, unknown>
    const result = await call('draft.save', { ...(draft && { id: draft.id }), title: titleOf(values), values })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved('草稿已保存')
    setUnsaved(false)
    go({ name: 'register' })
  }
  return (
    <CheckedForm
      command="case.register"
      form={form}
      initial={draft?.values ?? emptyIntake(today)}
      input={(values: Parameters<typeof applicationOf>[0]) => ({ ...applicationOf(values), ...(draft && { draftId: draft.id }) })}
      unsaved={setUnsaved}
      done={view => {
        saved()
        void reloadOffice()
        go({ name: 'case', caseId: view.file.id })
      }}
    >
      <IntakeFields />
      <div className="sheet-foot register-foot">
        <FormButtons submit="保存登记" cancel={() => go({ name: 'cases' })} />
        <Button size="large" onClick={() => void keep()}>存为草稿</Button>
      </div>
    </CheckedForm>
  )
}

export const RegisterScreen = () => {
  const call = useCaller()
  const { message, modal } = App.useApp()
  const [draft, setDraft] = useState<Draft>()
  const { value, replace } = useAnswer('draft.list', {})
  const drafts = value?.drafts ?? []
  const discard = ({ id, title }: Draft): void => void modal.confirm({
    title: `草稿“${title}”作废？`,
    content: '作废以后不再列出。',
    okText: '作废',
    cancelText: '不作废',
    okButtonProps: { danger: true },
    autoFocusButton: 'cancel',
    onOk: async () => {
      const result = await call('draft.discard', { id })
      if (result.ok) replace(result.value)
      else message.error(result.refusal.message, 8)
    },
  })
  return (
    <div className="sheet">
      <h1>登记申请{draft && <small>由草稿继续</small>}</h1>
      {drafts.length > 0 && !draft && <Drafts drafts={drafts} resume={setDraft} discard={discard} />}
      {/* Another draft is another form. */}
      <RegisterForm key={draft?.id ?? ''} draft={draft} />
    </div>
  )
}
