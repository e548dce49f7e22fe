import { Alert, Modal, Select } from 'antd'
import { presidingMediatorId, type CaseFile } from '../../../../core/case/case-file.ts'
import { mediatorKinds } from '../../../../core/case/codes.ts'
import type { CaseView } from '../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf } from '../../controls/checked-form.tsx'
import { DateInput } from '../../controls/date-input.tsx'
import { useDesk } from '../../controls/desk.tsx'

type Values = { acceptedOn?: string; presiding?: string; assisting?: string[] }

type Props = { readonly file: CaseFile; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const AcceptDialog = ({ file, close, stored }: Props) => {
  const { office, today, go } = useDesk()
  // Whoever's term has ended is not offered for a new case.
  const mediators = office.mediators
    .filter(({ termTo }) => termTo === undefined || termTo >= today)
    .map(({ id, name, kind }) => ({ value: id, label: `${name}（${mediatorKinds[kind]}）` }))
  return (
    <Modal open title="受理" width={640} footer={null} onCancel={close} destroyOnHidden>
      <p className="note">{file.fileNo ? `卷号：${file.fileNo}` : '受理后自动编出卷号，调解期限从受理的次日起算。'}</p>
      {mediators.length === 0 && (
        <Alert type="warning" showIcon className="gap-below" title="名册里没有在聘的调解员。" action={<a onClick={() => go({ name: 'settings' })}>去设置</a>} />
      )}
      <CheckedForm
        command="case.accept"
        initial={{
          acceptedOn: file.acceptedOn ?? today,
          presiding: presidingMediatorId(file) ?? (mediators.length === 1 ? mediators[0]!.value : undefined),
          assisting: (file.mediators ?? []).filter(({ duty }) => duty === 'assisting').map(({ mediatorId }) => mediatorId),
        }}
        input={({ acceptedOn, presiding, assisting = [] }: Values) => ({
          caseId: file.id,
          acceptedOn: acceptedOn ?? '',
          mediators: [
            ...(presiding ? [{ mediatorId: presiding, duty: 'presiding' as const }] : []),
            ...assisting.map(mediatorId => ({ mediatorId, duty: 'assisting' as const })),
          ],
        })}
        check={({ presiding }: Values) => (presiding ? [] : [{ pointer: '/presiding', code: 'form', message: '请选择主持调解员。', severity: 'error' as const }])}
        done={stored}
      >
        <div className="grid">
          <Field name="acceptedOn" label="受理日期" required span={4}><DateInput /></Field>
          <Field name="presiding" label="主持调解员" required span={4}><Select options={mediators} placeholder="请选择" /></Field>
          <Field name="assisting" label="协办调解员" span={4}><Select mode="multiple" options={mediators} placeholder="可不选" /></Field>
        </div>
        <ProblemsOf name="mediators" />
        <FormButtons submit="受理" cancel={close} />
      </CheckedForm>
    </Modal>
  )
}
