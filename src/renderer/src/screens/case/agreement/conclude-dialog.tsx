import { Checkbox } from 'antd'
import type { CaseFile } from '../../../../../core/case/record/case-file.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useDesk } from '../../../controls/workspace.tsx'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type Props = { readonly file: CaseFile; readonly close: () => void; readonly stored: (view: CaseView) => void }

export const ConcludeDialog = ({ file, close, stored }: Props) => {
  const { today } = useDesk()
  const oral = file.agreement?.form === 'oral'
  return (
    <FormDialog open title="协议生效" width={560} onCancel={close}>
      <p className="note">
        {oral
          ? '口头协议自各方当事人达成协议之日起生效（人民调解法第30条）。'
          : '书面协议自各方当事人签名、盖章或者按指印，人民调解员签名并加盖调委会印章之日起生效（人民调解法第29条）。请确认纸质协议已经签章齐全。'}
        生效后不能再修改协议。
      </p>
      <CheckedForm
        command="agreement.conclude"
        initial={{ effectiveOn: oral ? file.agreement?.reachedOn : today }}
        input={({ effectiveOn, performedAtOnce }: { effectiveOn?: string; performedAtOnce?: boolean }) => ({ caseId: file.id, effectiveOn: effectiveOn ?? '', ...(performedAtOnce && { performedAtOnce }) })}
        done={stored}
      >
        <div className="grid">
          <Field name="effectiveOn" label="生效日期" required span={6}><DateInput /></Field>
          {oral && <Field name="performedAtOnce" label="" checkbox span={12}><Checkbox>各项义务已经当场履行完毕，一并登记为“已履行”</Checkbox></Field>}
        </div>
        <FormButtons submit="确认生效" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
