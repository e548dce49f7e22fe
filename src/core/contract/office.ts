/** Commands of the office itself and its accounts: set up, shown, changed, unlocked. */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { LocalDateText, Mediator } from '../case/record/case-file.ts'
import { Settings } from '../office.ts'
import { OfficeDetails, Safety } from '../office/details.ts'
import { Account } from '../base/accounts.ts'
import { command, NewMediator, nothing, Password } from './views/shapes.ts'

export const officeCommands = {
  'contract.describe': command('列出全部命令及其输入、输出的 JSON Schema；几处相同的写在 $defs 里一次', 'anyone', nothing, z.strictObject({
    version: z.string(),
    commands: z.array(z.strictObject({
      name: z.string(),
      summary: z.string(),
      input: z.record(z.string(), z.unknown()),
      output: z.record(z.string(), z.unknown()),
    })),
    /** What several schemas hold; they refer to it as `#/$defs/…`. */
    $defs: z.record(z.string(), z.record(z.string(), z.unknown())),
  })),
  'office.status': command('本机资料的状态：未设立、已锁定、已打开、不可用；again 为再看一次损坏的资料', 'anyone', z.strictObject({ again: z.boolean().optional() }), z.strictObject({
    state: z.enum(['empty', 'locked', 'open', 'unavailable']),
    rehearsal: z.boolean(),
    accounts: z.int(),
    account: Account.optional(),
    /** After how many minutes without a touch the open office locks itself. */
    idleMinutes: z.int().optional(),
    notices: z.array(z.string()).optional(),
    readOnly: z.string().optional(),
    today: LocalDateText,
    reason: z.strictObject({ code: z.string(), message: z.string() }).optional(),
    version: z.string(),
  })),
  'office.takeOver': command('接管资料文件夹：占用它的程序（或电脑）已不再使用，由用户确认', 'anyone', nothing, nothing),
  'office.setUp': command('首次设立：调委会、调解员、第一个账户', 'anyone', z.strictObject({
    office: OfficeDetails,
    mediators: z.array(NewMediator),
    account: z.strictObject({ name: Text, password: Password }),
    rehearsal: z.boolean().optional(),
  }), z.strictObject({
    office: OfficeDetails,
    mediators: z.array(Mediator),
    rehearsal: z.boolean(),
    /** Told this once: to be printed and put away. */
    recoveryKey: z.string(),
  })),
  'office.show': command('调委会资料与调解员名册', 'account', nothing, z.strictObject({
    office: OfficeDetails, mediators: z.array(Mediator), rehearsal: z.boolean(), caseCount: z.int(), safety: Safety, settings: Settings.optional(),
    /** Days without a backup after which one is due. */
    backupDays: z.int(),
  })),
  'office.change': command('修改调委会资料或调解员名册', ['director'], z.strictObject({
    office: OfficeDetails.optional(),
    mediators: z.array(NewMediator).optional(),
  }), z.strictObject({ office: OfficeDetails, mediators: z.array(Mediator) })),
  'account.unlock': command('输入密码，打开本机资料', 'anyone', z.strictObject({ account: Text.optional(), password: z.string() }),
    z.strictObject({ account: z.string() })),
  'account.lock': command('锁定', 'anyone', nothing, nothing),
  'account.recover': command('用恢复密钥打开并重设一个账户的密码', 'anyone', z.strictObject({ recoveryKey: z.string(), account: Text, password: Password }),
    z.strictObject({ account: z.string() })),
  'account.list': command('账户及其角色', 'account', nothing, z.strictObject({ accounts: z.array(Account) })),
  'account.save': command('新增账户（要给密码），或修改账户的角色、密码', ['director'], z.strictObject({ account: Account, password: Password.optional() }),
    z.strictObject({ accounts: z.array(Account) })),
  'account.remove': command('删除账户', ['director'], z.strictObject({ name: Text }), z.strictObject({ accounts: z.array(Account) })),
  'account.changePassword': command('修改自己的密码', 'account', z.strictObject({ password: z.string(), newPassword: Password }), nothing),
  'account.newRecoveryKey': command('换一把恢复密钥，原来的作废（先核对密码）', ['director'], z.strictObject({ password: z.string() }), z.strictObject({ recoveryKey: z.string() })),
} as const
