import { Alert, Form, Input, Select } from 'antd'
import type { Output } from '../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../controls/checked-form.tsx'

type Props = {
  readonly status: Output<'office.status'>
  /** Something that was being typed is still there behind the door. */
  readonly kept: boolean
  readonly done: () => Promise<void>
}

export const UnlockScreen = ({ status, kept, done }: Props) => {
  const [form] = Form.useForm()
  return (
    <div className="door">
      <div className="door-box narrow">
        <h1 className="door-title">物业纠纷人民调解工作站{status.rehearsal && <span className="rehearsal">演练</span>}</h1>
        <p className="door-lead">资料已锁定，请输入密码。</p>
        {kept && <Alert type="info" showIcon title="刚才填写的内容还在，解锁后可以继续。" className="gap-below" />}
        <CheckedForm
          command="account.unlock"
          form={form}
          initial={{ account: status.accounts[0] }}
          input={(values: { account?: string; password?: string }) => ({ account: values.account, password: values.password ?? '' })}
          done={() => void done()}
        >
          {status.accounts.length > 1
            ? <Field name="account" label="账户" span={12}><Select options={status.accounts.map(name => ({ value: name, label: name }))} /></Field>
            : <p className="door-account">账户：<strong>{status.accounts[0]}</strong></p>}
          <Field name="password" label="密码" span={12}><Input.Password autoFocus autoComplete="current-password" /></Field>
          <div className="door-buttons"><FormButtons submit="解锁" /></div>
        </CheckedForm>
      </div>
    </div>
  )
}
