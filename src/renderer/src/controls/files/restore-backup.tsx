/** Puts a backup in the place of what is here: of nothing, of a damaged office, or of the present one. */
import { useRef, useState } from 'react'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { call } from '../../client.ts'
import { base64Of } from './base64.ts'
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
  const [form] = Form.useForm()
  const picker = useRef<HTMLInputElement>(null)
  const [brought, setBrought] = useState<{ readonly path: string; readonly name: string }>()
  const [wrong, setWrong] = useState<string>()
  const take = (chosen: Awaited<ReturnType<typeof call<'backup.choose'>>>): void => {
    if (!chosen.ok && chosen.refusal.code === 'no-dialog') return picker.current?.click()
    setWrong(chosen.ok || chosen.refusal.code === 'cancelled' ? undefined : chosen.refusal.message)
    if (!chosen.ok) return
    setBrought(chosen.value)
    form.setFieldValue('path', chosen.value.path)
    reload()
  }
  // A window asks for the file itself; a browser hands its bytes over.
  const choose = async (): Promise<void> => take(await call('backup.choose', {}))
  const bring = async (file: File | undefined): Promise<void> => {
    if (!file) return
    const content = await base64Of(file)
    if (content === null) return setWrong('这个文件读不出来，请核对后重新选择。')
    take(await call('backup.choose', { name: file.name, content }))
  }
  const shown = [
    ...(brought && !value?.backups.some(one => one.path === brought.path) ? [{ ...brought, bytes: null }] : []), ...(value?.backups ?? []),
  ]
  return (
    <FormDialog open title="从备份恢复" width={680} onCancel={close}>
      {warning && <Alert type="warning" showIcon className="gap-below" title={warning} />}
      {refusal && <Alert type="error" showIcon className="gap-below" title={refusal.message} />}
      {wrong && <Alert type="error" showIcon className="gap-below" title={wrong} />}
      <div className="tools">
        <Button onClick={() => void choose()}>选择备份文件…</Button>
        <Button onClick={reload}>刷新</Button>
        <input ref={picker} type="file" accept=".mbk" hidden aria-label="备份文件" onChange={event => void bring(event.target.files?.[0])} />
      </div>
      {value && <p className="note">U盘或别处的备份（.mbk）请用“选择备份文件”；下面列出的是这个文件夹里的：<span className="path">{value.folder}</span></p>}
      {value && shown.length === 0 && <p className="empty-small">这个文件夹里还没有备份文件。</p>}
      {value && shown.length > 0 && (
        <CheckedForm
          command="backup.restore"
          form={form}
          initial={{ path: (brought ?? shown[0]!).path, way: 'password' }}
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
              <Radio.Group className="backup-choices" options={shown.map(({ path, name, bytes }) => ({
                value: path, label: <><span className="path">{name}</span><span className="quiet">　{bytes !== null && sizeInWords(bytes)}</span></>,
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
