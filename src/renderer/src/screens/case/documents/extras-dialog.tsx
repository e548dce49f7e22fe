/** What a paper says and the case does not hold: a small form before printing, kept with the case. */
import { Input } from 'antd'
import type { CaseView } from '../../../../../core/contract.ts'
import { documentById, extrasKey } from '../../../../../core/documents/index.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

type Props = {
  readonly view: CaseView
  readonly paper: CaseView['documents'][number]
  readonly close: () => void
  readonly stored: (view: CaseView) => void
}

export const ExtrasDialog = ({ view, paper: { id, of, title }, close, stored }: Props) => {
  const extras = documentById(id)?.extras ?? []
  return (
    <FormDialog open title={`补充内容：${title}`} width={720} onCancel={close}>
      <p className="note">都可以不填；不填的在文书上留空白，打印后手写。填过的会记住，下次生成时再用。</p>
      <CheckedForm
        command="document.extras"
        prefix="/extras"
        initial={view.annex.paperExtras?.[extrasKey(id, of)] ?? {}}
        input={(values: Readonly<Record<string, string | undefined>>) => ({
          caseId: view.file.id, document: id, ...(of !== undefined && { of }),
          extras: Object.fromEntries(extras.map(({ key }) => [key, values[key] ?? ''])),
        })}
        done={stored}
      >
        <div className="grid">
          {extras.map(({ key, label, lines = 1, note }) => (
            <Field key={key} name={key} label={label} span={12} note={note}>
              {lines > 1 ? <Input.TextArea rows={lines > 3 ? 4 : lines} /> : <Input />}
            </Field>
          ))}
        </div>
        <FormButtons submit="保存补充内容" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}
