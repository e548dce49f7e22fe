/** Accounts: who may work here, and as what. A director changes them; everybody changes the own password. */
import { useState } from 'react'
import { Alert, App, Button, Card, Checkbox, Input, Space, Table } from 'antd'
import { roles, type Account } from '../../../../core/base/accounts.ts'
import { choicesOf } from '../../../../core/base/codes.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon } from '../../controls/icons.tsx'
import { differentPasswords, NewPassword } from '../../controls/forms/passwords.tsx'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

type Passwords = { password?: string; again?: string }

type DialogProps = { readonly close: () => void; readonly stored: (accounts: readonly Account[], what: string) => void }

const NewAccount = ({ close, stored }: DialogProps) => (
  <FormDialog open title="添加账户" width={620} onCancel={close}>
    <CheckedForm
      command="account.save"
      initial={{ account: { roles: ['registrar'] } }}
      input={({ account, password }: { account?: { name?: string; roles?: string[] } } & Passwords) =>
        ({ account: { name: account?.name ?? '', roles: account?.roles ?? [] }, password: password ?? '' })}
      check={({ password, again }: Passwords) => differentPasswords(password, again)}
      done={({ accounts }) => stored(accounts, '账户已添加')}
    >
      <div className="grid">
        <Field name={['account', 'name']} label="账户名" required span={12} note="一般用本人姓名；解锁时要输入，请告诉本人。"><Input autoComplete="off" /></Field>
        <Field name={['account', 'roles']} label="角色" required span={12}><Checkbox.Group options={choicesOf(roles)} /></Field>
        <NewPassword at={['password']} label="初始密码" />
      </div>
      <FormButtons submit="添加" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

const Roles = ({ account, close, stored }: DialogProps & { readonly account: Account }) => (
  <FormDialog open title={`“${account.name}”的角色`} width={620} onCancel={close}>
    <CheckedForm
      command="account.save"
      initial={{ account: { roles: account.roles } }}
      input={(values: { account?: { roles?: string[] } }) => ({ account: { name: account.name, roles: values.account?.roles ?? [] } })}
      done={({ accounts }) => stored(accounts, '角色已保存')}
    >
      <Field name={['account', 'roles']} label="角色" required span={12}><Checkbox.Group options={choicesOf(roles)} /></Field>
      <FormButtons submit="保存角色" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

const ResetPassword = ({ account, close, stored }: DialogProps & { readonly account: Account }) => (
  <FormDialog open title={`重设“${account.name}”的密码`} width={620} onCancel={close}>
    <p className="note">新密码请当面告诉本人，并请本人在“设置”里改成自己的密码。</p>
    <CheckedForm
      command="account.save"
      initial={{}}
      input={({ password }: Passwords) => ({ account, password: password ?? '' })}
      check={({ password, again }: Passwords) => differentPasswords(password, again)}
      done={({ accounts }) => stored(accounts, '密码已重设')}
    >
      <div className="grid"><NewPassword at={['password']} label="新密码" /></div>
      <FormButtons submit="重设密码" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

type Own = { password?: string; newPassword?: string; again?: string }

const OwnPassword = ({ close, done }: { readonly close: () => void; readonly done: () => void }) => (
  <FormDialog open title="修改我的密码" width={620} onCancel={close}>
    <CheckedForm
      command="account.changePassword"
      initial={{}}
      input={({ password, newPassword }: Own) => ({ password: password ?? '', newPassword: newPassword ?? '' })}
      check={({ newPassword, again }: Own) => differentPasswords(newPassword, again)}
      done={done}
    >
      <Field name="password" label="现在的密码" required span={12}><Input.Password autoFocus autoComplete="current-password" /></Field>
      <div className="grid"><NewPassword at={['newPassword']} label="新密码" /></div>
      <FormButtons submit="修改密码" cancel={close} />
    </CheckedForm>
  </FormDialog>
)

const NewRecoveryKey = ({ close }: { readonly close: () => void }) => {
  const { go } = useDesk()
  return (
    <FormDialog open title="换恢复密钥" width={620} onCancel={close}>
      <p className="note">新的密钥只显示一次，请备好打印机。换过之后，原来那一页打不开现在的资料，只能打开换之前的备份；请把它标上“旧”，与那些备份一起保管。</p>
      <CheckedForm
        command="account.newRecoveryKey"
        initial={{}}
        input={({ password }: { password?: string }) => ({ password: password ?? '' })}
        done={({ recoveryKey }) => go({ name: 'recoveryKey', recoveryKey })}
      >
        <Field name="password" label="我的密码" required span={12}><Input.Password autoFocus autoComplete="current-password" /></Field>
        <FormButtons submit="换一把" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

type Dialog = 'new' | 'own' | 'recoveryKey' | { readonly roles: Account } | { readonly password: Account }

export const AccountsPart = () => {
  const call = useCaller()
  const { account: own, reloadOffice, saved } = useDesk()
  const { message, modal } = App.useApp()
  const refused = useNotAllowed()('account.save')
  const { value, refusal, replace } = useAnswer('account.list', {})
  const [dialog, setDialog] = useState<Dialog>()
  const close = (): void => setDialog(undefined)
  const stored = (accounts: readonly Account[], what: string): void => {
    replace({ accounts: [...accounts] })
    close()
    saved(what)
    void reloadOffice()
  }
  const remove = (name: string): void => void modal.confirm({
    title: `删除账户“${name}”？`,
    content: '删除后这个账户不能再打开资料；它办过的案件和操作日志都保留。',
    okText: '删除',
    cancelText: '不删除',
    okButtonProps: { danger: true },
    autoFocusButton: 'cancel',
    onOk: async () => {
      const result = await call('account.remove', { name })
      if (result.ok) stored(result.value.accounts, '账户已删除')
      else message.error(result.refusal.message, 8)
    },
  })

  return (
    <>
      <Card
        size="small"
        title="账户"
        extra={<Space>
          <Button onClick={() => setDialog('own')}>修改我的密码</Button>
          {!refused && <Button onClick={() => setDialog('recoveryKey')}>换恢复密钥</Button>}
          {!refused && <Button type="primary" icon={<PlusIcon />} onClick={() => setDialog('new')}>添加账户</Button>}
        </Space>}
      >
        {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
        {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
        <Table
          size="small"
          rowKey="name"
          pagination={false}
          loading={!value && !refusal}
          dataSource={value?.accounts ?? []}
          columns={[
            { title: '账户名', dataIndex: 'name', width: 220, render: (name: string) => <>{name}{name === own.name && <span className="quiet">（我）</span>}</> },
            { title: '角色', dataIndex: 'roles', render: (held: Account['roles']) => <span className="role-tags">{held.map(role => <span key={role} className="stage tone-new">{roles[role]}</span>)}</span> },
            ...(refused ? [] : [{
              title: '', width: 260, align: 'right' as const, render: (_: unknown, account: Account) => (
                <Space size={8}>
                  <Button size="small" aria-label={`修改${account.name}的角色`} onClick={() => setDialog({ roles: account })}>角色</Button>
                  <Button size="small" aria-label={`重设密码：${account.name}`} onClick={() => setDialog({ password: account })}>重设密码</Button>
                  <Button size="small" danger disabled={account.name === own.name} aria-label={`删除${account.name}`} onClick={() => remove(account.name)}>删除</Button>
                </Space>
              ),
            }]),
          ]}
        />
        <p className="note gap-above">每个人用自己的账户，操作日志才分得清是谁办的。忘记密码的，由主任重设；主任也忘记的，用恢复密钥。</p>
      </Card>
      {dialog === 'new' && <NewAccount close={close} stored={stored} />}
      {dialog === 'own' && <OwnPassword close={close} done={() => {
        close()
        saved('密码已修改')
      }} />}
      {dialog === 'recoveryKey' && <NewRecoveryKey close={close} />}
      {typeof dialog === 'object' && 'roles' in dialog && <Roles account={dialog.roles} close={close} stored={stored} />}
      {typeof dialog === 'object' && 'password' in dialog && <ResetPassword account={dialog.password} close={close} stored={stored} />}
    </>
  )
}
