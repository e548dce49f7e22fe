/** Who works with the office, and what each role may do. One person may hold several roles. */
import * as z from 'zod'
import { keysOf } from './codes.ts'
import { Text } from './text.ts'

export const roles = {
  registrar: '登记员',
  mediator: '调解员',
  director: '主任',
  archivist: '档案员',
  statistician: '统计员',
  courtLiaison: '法院联络员',
} as const
export type Role = keyof typeof roles

export const allRoles = keysOf(roles)

/** An account is known by its name; the password is kept nowhere. */
export const Account = z.strictObject({
  name: Text,
  roles: z.array(z.enum(keysOf(roles))).min(1, '请至少选择一个角色。'),
})
export type Account = z.output<typeof Account>
