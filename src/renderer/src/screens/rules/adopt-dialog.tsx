/** What the meeting decided: which versions, when, and from when they are in force. */
import { Input } from 'antd'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk } from '../../controls/workspace.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

export const AdoptDialog = ({ versions, close, done }: {
  readonly versions: readonly { readonly ruleId: string; readonly no: number; readonly title: string }[]
  readonly close: () => void
  readonly done: (notes: readonly string[]) => void
}) => {
  const { today } = useDesk()
  return (
    <FormDialog open title="会议通过" width={600} onCancel={close}>
      <CheckedForm
        command="rule.adopt"
        initial={{ on: today }}
        input={(values: object) => ({ ...(withoutBlanks(values) as object), versions: versions.map(({ ruleId, no }) => ({ ruleId, no })) })}
        done={({ notes }) => done(notes)}
      >
        <p className="note">{versions.map(({ title, no }) => `《${title}》第${no}版`).join('、')}</p>
        <div className="grid">
          <Field name="meeting" label="哪次会议" required span={12}><Input placeholder="2026年第三次委员会议" /></Field>
          <Field name="on" label="通过日期" required span={4}><DateInput /></Field>
          <Field name="from" label="施行日期" required span={4}><DateInput /></Field>
          <Field name="to" label="施行到" span={4} note="试行的填写"><DateInput /></Field>
          <Field name="paperSince" label="纸质制度原来从哪天起施行" span={12} note="只在补录早已施行的纸质制度时填写，这时通过日期可以早于今天；软件里仍只对施行日期（今天或以后）起受理的案件适用。"><DateInput /></Field>
        </div>
        <p className="note">施行日期不早于今天：已受理的案件、已确认的月份不变。上一版没有写明施行到哪一天的，到施行日期的前一日为止；此前受理的案件仍适用上一版。</p>
        <FormButtons submit="登记通过" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
