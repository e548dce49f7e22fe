import { useState } from 'react'
import { Alert, Button, Form, Input } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { DataFolders } from '../../controls/files/data-folders.tsx'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { differentPasswords, NewPassword } from '../../controls/forms/passwords.tsx'

type Props = {
  readonly status: Output<'office.status'>
  /** Something that was being typed is still there behind the door. */
  readonly kept: boolean
  /** Who worked until the lock. */
  readonly account: string | undefined
  readonly done: () => Promise<void>
}

const Unlock = ({ status, account: last, done, forgotten }: Pick<Props, 'status' | 'account' | 'done'> & { readonly forgotten: () => void }) => {
  const [form] = Form.useForm()
  const several = status.accounts > 1
  return (
    <CheckedForm
      command="account.unlock"
      enterSends
      form={form}
      initial={{ account: last }}
      input={({ account, password }: { account?: string; password?: string }) => ({ ...(several && { account: account ?? '' }), password: password ?? '' })}
      done={() => void done()}
    >
      {several && <Field name="account" label="账户名" span={12}><Input autoFocus={last === undefined} autoComplete="off" /></Field>}
      <Field name="password" label="密码" span={12}><Input.Password autoFocus={!several || last !== undefined} autoComplete="current-password" /></Field>
      <div className="door-buttons"><FormButtons submit="解锁" /></div>
      <div className="door-other"><Button type="link" onClick={forgotten}>忘记密码</Button><DataFolders link /></div>
    </CheckedForm>
  )
}

type Recovery = { recoveryKey?: string; account?: string; password?: string; again?: string }

const Recover = ({ done, back }: Pick<Props, 'done'> & { readonly back: () => void }) => (
  <CheckedForm
    command="account.recover"
    initial={{}}
    input={({ recoveryKey, account, password }: Recovery) => ({ recoveryKey: recoveryKey ?? '', account: account ?? '', password: password ?? '' })}
    check={({ password, again }: Recovery) => differentPasswords(password, again)}
    done={() => void done()}
  >
    <Field name="recoveryKey" label="恢复密钥" required span={12} note="设立时打印的 13 组字符；不分大小写，空格和横线可以不输。">
      <Input.TextArea className="key-input" rows={3} autoFocus spellCheck={false} />
    </Field>
    <Field name="account" label="账户名" required span={12}><Input autoComplete="off" /></Field>
    <NewPassword at={['password']} label="新密码" span={12} />
    <FormButtons submit="重设密码并打开" cancel={back} />
    <p className="note gap-above">没有恢复密钥的，请主任用自己的账户打开，在“设置”里重设这个账户的密码。</p>
  </CheckedForm>
)

export const UnlockScreen = ({ status, kept, account, done }: Props) => {
  const [forgotten, setForgotten] = useState(false)
  return (
    <div className="door">
      <div className="door-box narrow">
        <h1 className="door-title">物业纠纷人民调解工作站{status.rehearsal && <span className="rehearsal">演练</span>}</h1>
        <p className="door-lead">{forgotten ? '用恢复密钥重设一个账户的密码。' : status.accounts > 1 ? '资料已锁定，请输入账户名和密码。' : '资料已锁定，请输入密码。'}</p>
        {kept && <Alert type="info" showIcon title={status.accounts > 1 ? '刚才填写的内容还在，用同一个账户解锁后可以继续。' : '刚才填写的内容还在，解锁后可以继续。'} className="gap-below" />}
        {forgotten
          ? <Recover done={done} back={() => setForgotten(false)} />
          : <Unlock status={status} account={account} done={done} forgotten={() => setForgotten(true)} />}
      </div>
    </div>
  )
}
