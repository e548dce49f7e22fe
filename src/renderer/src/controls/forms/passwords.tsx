/** A new password, typed twice so that a slip of the finger locks nobody out. */
import { Input } from 'antd'
import type { Problem } from '../../../../core/base/result.ts'
import { Field } from './checked-form.tsx'

type Props = {
  /** Where the password lies in the form; the second one lies beside it, under `again`. */
  readonly at: readonly string[]
  readonly label?: string
  readonly span?: 4 | 6 | 12
}

export const NewPassword = ({ at, label = '密码', span = 6 }: Props) => (
  <>
    <Field name={at} label={label} required span={span} note="至少 8 个字符"><Input.Password autoComplete="new-password" /></Field>
    <Field name={[...at.slice(0, -1), 'again']} label="再输一次密码" required span={span}><Input.Password autoComplete="new-password" /></Field>
  </>
)

/** What the schema cannot say: both must be the same. `pointer` is that of the second one. */
export const differentPasswords = (password: string | undefined, again: string | undefined, pointer = '/again'): Problem[] =>
  password && password !== again
    ? [{ pointer, code: 'form', message: '两次输入的密码不一样，请重新输入。', severity: 'error' }]
    : []
