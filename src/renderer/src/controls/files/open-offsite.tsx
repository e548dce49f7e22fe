/** On another computer: an empty folder becomes an office that holds the cases that were taken along (外带). */
import { useRef, useState } from 'react'
import { Button, Input } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import type { Problem } from '../../../../core/base/result.ts'
import { base64Of } from './base64.ts'
import { CheckedForm, Field, FormButtons, ProblemsOf } from '../forms/checked-form.tsx'
import { differentPasswords, NewPassword } from '../forms/passwords.tsx'
import { FormDialog } from '../forms/unsaved.tsx'

type Values = { readonly password?: string; readonly account?: { readonly name?: string; readonly password?: string; readonly again?: string } }
export type OpenedAlong = Output<'away.setUp'>

export const OpenAlong = ({ done }: { readonly done: (opened: OpenedAlong) => void }) => {
  const picker = useRef<HTMLInputElement>(null)
  const [open, setOpen] = useState(false)
  const [file, setFile] = useState<{ readonly name: string; readonly content: string }>()
  const take = async (chosen: File | undefined): Promise<void> => {
    const content = chosen && await base64Of(chosen)
    setFile(chosen && content ? { name: chosen.name, content } : undefined)
  }
  return (
    <>
      <Button onClick={() => setOpen(true)}>用外带文件建立</Button>
      <FormDialog open={open} title="用外带文件建立" width={680} onCancel={() => setOpen(false)}>
        <p className="note">在这台电脑上办理带出来的案件：选择外带文件（.mca），输入带出时设的密码，再设一个这台电脑上用的账户。</p>
        <div className="tools">
          <Button onClick={() => picker.current?.click()}>选择外带文件</Button><span>{file?.name ?? '还没有选择'}</span>
          <input ref={picker} type="file" accept=".mca" hidden aria-label="外带文件" onChange={event => void take(event.target.files?.[0])} />
        </div>
        <CheckedForm
          command="away.setUp"
          initial={{}}
          input={({ password, account }: Values) => ({ content: file?.content ?? '', password: password ?? '', account: { name: account?.name ?? '', password: account?.password ?? '' } })}
          check={({ account }: Values): Problem[] => [
            ...(file ? [] : [{ pointer: '/path', code: 'form', message: '请先选择外带文件。', severity: 'error' as const }]),
            ...differentPasswords(account?.password, account?.again, '/account/again'),
          ]}
          done={done}
        >
          <ProblemsOf name="path" />
          <div className="grid">
            <Field name="password" label="外带文件的密码" required span={6}><Input.Password autoComplete="off" /></Field>
            <Field name={['account', 'name']} label="账户名" required span={6}><Input placeholder="如：何平" autoComplete="off" /></Field>
            <NewPassword at={['account', 'password']} />
          </div>
          <FormButtons submit="建立" cancel={() => setOpen(false)} />
        </CheckedForm>
      </FormDialog>
    </>
  )
}
