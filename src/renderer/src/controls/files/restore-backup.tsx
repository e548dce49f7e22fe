/** Puts a backup in the place of what is here: of nothing, of a damaged office, or of the present one. */
import { useState } from 'react'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { CheckedForm, Field, FormButtons } from '../forms/checked-form.tsx'
import { useAnswer } from '../workspace.tsx'
import { sizeInWords } from '../times.ts'
import { withoutBlanks } from '../forms/values.ts'
import { FormDialog } from '../forms/unsaved.tsx'

type Values = { path?: string; way?: 'password' | 'recoveryKey'; password?: string; recoveryKey?: string }

const SecretFields = () => {
  const way = Form.useWatch('way') as Values['way']
  return (
    <>
      <Field name="way" label="用什么打开备份" span={12}>
        <Radio.Group optionType="button" options={[{ value: 'password', label: '备份当时的密码' }, { value: 'recoveryKey', label: '恢复密钥' }]} />
      </Field>
      {way === 'recoveryKey'
        ? <Field name="recoveryKey" label="恢复密钥" required span={12} note="13 组字符；不分大小写，空格和横线可以不输。"><Input.TextArea className="key-input" rows={3} spellCheck={false} /></Field>
        : <Field name="password" label="密码" required span={12}><Input.Password autoComplete="off" /></Field>}
    </>
  )
}

type Props = {
  /** Afterwards: the office that came out of the backup waits behind its door. */
  readonly done: () => Promise<void>
  /** What happens to what is here now. */
  readonly warning?: string
  readonly disabled?: boolean
}

const RestoreDialog = ({ done, warning, close }: Props & { readonly close: () => void }) => {
  const { value, refusal, reload } = useAnswer('backup.list', {})
  return (
    <FormDialog open title="从备份恢复" width={680} onCancel={close}>
      {warning && <Alert type="warning" showIcon className="gap-below" title={warning} />}
      {refusal && <Alert type="error" showIcon className="gap-below" title={refusal.message} />}
      {value && <p className="note">请把备份文件（.mbk）放进这个文件夹，再按“刷新”：<span className="path">{value.folder}</span></p>}
      <Button size="small" className="gap-below" onClick={reload}>刷新</Button>
      {value?.backups.length === 0 && <p className="empty-small">这个文件夹里还没有备份文件。</p>}
      {value && value.backups.length > 0 && (
        <CheckedForm
          command="backup.restore"
          initial={{ path: value.backups[0]!.path, way: 'password' }}
          input={({ path, way, password, recoveryKey }: Values) =>
            withoutBlanks({ path, ...(way === 'recoveryKey' ? { recoveryKey } : { password }) })}
          check={({ way, password, recoveryKey }: Values) => ((way === 'recoveryKey' ? recoveryKey?.trim() : password) ? []
            : [{ pointer: way === 'recoveryKey' ? '/recoveryKey' : '/password', code: 'form', message: '缺少这一项，请填写。', severity: 'error' as const }])}
          done={() => {
            close()
            void done()
          }}
        >
          <div className="grid">
            <Field name="path" label="哪一个备份" required span={12}>
              <Radio.Group className="backup-choices" options={value.backups.map(({ path, name, bytes }) => ({
                value: path, label: <><span className="path">{name}</span><span className="quiet">　{sizeInWords(bytes)}</span></>,
              }))} />
            </Field>
            <SecretFields />
          </div>
          <FormButtons submit="恢复" cancel={close} />
        </CheckedForm>
      )}
    </FormDialog>
  )
}

export const RestoreBackup = (props: Props) => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button disabled={props.disabled} onClick={() => setOpen(true)}>从备份恢复</Button>
      {open && <RestoreDialog {...props} close={() => setOpen(false)} />}
    </>
  )
}
