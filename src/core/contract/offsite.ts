/** Commands of cases that are worked on away from the office and come back. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { CheckOut, GuestOf } from '../office/check-out.ts'
import { CaseFilter } from '../statistics/case-filter.ts'
import { mediation } from './views/roles.ts'
import { command, nothing, Password } from './views/shapes.ts'

const fileInput = { path: Text.optional(), content: z.base64('内容应为 Base64。').optional(), password: z.string().max(256) }

export const offsiteCommands = {
  'case.checkOut': command('外带办案：把案件带出到一个加密文件，给出案件或筛选条件', mediation, z.strictObject({
    caseIds: z.array(Text).max(10_000).optional(), filter: CaseFilter.extend({ query: z.string().optional() }).optional(), password: Password, note: Text.optional(),
  }), z.strictObject({ path: z.string(), cases: z.int(), checkOutId: z.string() })),
  'checkOut.list': command('外带登记：哪些案件在外，谁、什么时候带出', 'account', nothing, z.strictObject({
    rows: z.array(CheckOut.omit({ cases: true }).extend({ cases: z.array(z.strictObject({ id: z.string(), fileNo: z.string().optional(), title: z.string() })) })),
    /** Of an office that was made from such a file. */
    guestOf: GuestOf.extend({ cases: z.int() }).optional(),
  })),
  'checkOut.end': command('注销外带：不再带回的，如文件遗失', ['director'], z.strictObject({ id: Text, reason: Text }), z.strictObject({})),
  'away.setUp': command('在另一台电脑上：用外带文件在空文件夹里建立资料', 'anyone', z.strictObject({
    ...fileInput, account: z.strictObject({ name: Text, password: Password }),
  }), z.strictObject({ recoveryKey: z.string(), cases: z.int(), office: z.string(), rehearsal: z.boolean() })),
  'case.handBack': command('在另一台电脑上：把外带的案件装进带回用的加密文件', mediation, z.strictObject({ password: Password }), z.strictObject({ path: z.string(), cases: z.int() })),
  'case.checkIn': command('带回外带的案件，与本机逐项合并；choices 按案件和位置写明用哪一边的（位置为空是整件）', mediation, z.strictObject({
    ...fileInput, choices: z.record(z.string(), z.record(z.string(), z.enum(['home', 'away']))).optional(),
  }), z.strictObject({
    changed: z.int(), unchanged: z.int(), added: z.int(), decided: z.int(),
    renumbered: z.array(z.strictObject({ caseId: z.string(), from: z.string(), to: z.string() })),
  })),
} as const
