import { Alert, Select } from 'antd'
import { presidingMediatorId, type CaseFile } from '../../../../../core/case/record/case-file.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useDesk } from '../../../controls/workspace.tsx'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'
import { assignmentOf, ConflictQuestions, presidingMissing, useMediatorChoices } from '../recusal/recusal.tsx'

type Props = { readonly file: CaseFile; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const AcceptDialog = ({ file, close, stored }: Props) => {
  const { today, go } = useDesk()
  const mediators = useMediatorChoices(file)
  return (
    <FormDialog open title="受理" width={640} onCancel={close}>
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
        input={({ acceptedOn, ...chosen }: Parameters<typeof assignmentOf>[0] & { acceptedOn?: string }) => ({ caseId: file.id, acceptedOn: acceptedOn ?? '', ...assignmentOf(chosen) })}
        check={presidingMissing}
        done={stored}
      >
        <div className="grid">
          <Field name="acceptedOn" label="受理日期" required span={4}><DateInput /></Field>
          <Field name="presiding" label="主持调解员" required span={4}><Select options={mediators} placeholder="请选择" /></Field>
          <Field name="assisting" label="协办调解员" span={4}><Select mode="multiple" options={mediators} placeholder="可不选" /></Field>
        </div>
        <ProblemsOf name="mediators" />
        <ConflictQuestions caseId={file.id} />
        <FormButtons submit="受理" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
