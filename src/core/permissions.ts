/** Which role may ask for what. Checked where the command is carried out, not on the screen. */
import { roles, type Account, type Role } from './base/accounts.ts'
import { contract, type CommandName } from './contract.ts'
import type { Allowed } from './contract/views/roles.ts'
import { refuse, type Refusal } from './base/result.ts'

/** Who may ask for each command, as its area says. */
export const permissions = Object.fromEntries(Object.entries(contract).map(([name, { allowed }]) => [name, allowed])) as Readonly<Record<CommandName, Allowed>>

/** The table of who may ask for what, for docs/security.md: a line a command, in the order of the contract. */
export const rolesTable = (): string => [
  '| 命令 | 做什么 | 谁可以 |', '|---|---|---|',
  ...Object.entries(contract).map(([name, { summary, allowed }]) =>
    `| \`${name}\` | ${summary.replaceAll('|', '｜')} | ${allowed === 'anyone' ? '任何人（打开资料以前）' : allowed === 'account' ? '每个账户' : namesOf(allowed)} |`),
].join('\n')

const namesOf = (list: readonly Role[]): string => list.map(role => roles[role]).join('、')

/** The refusal for an account whose roles do not allow the command; null when they do. */
export const roleRefusal = (command: CommandName, account: Account): { readonly ok: false; readonly refusal: Refusal } | null => {
  const allowed = permissions[command]
  if (typeof allowed === 'string' || allowed.some(role => account.roles.includes(role))) return null
  return refuse('role-not-allowed', `这一步要由${namesOf(allowed)}来做；“${account.name}”的角色是${namesOf(account.roles)}。请换有权限的账户，或请主任增加角色。`)
}

/** What the committee decides for all its cases: on a computer that only holds cases that were taken along, it stays as at home. */
const homeOnly: ReadonlySet<CommandName> = new Set([
  'parameter.propose', 'rule.loadFirstSet', 'rule.saveDraft', 'rule.discard', 'rule.consult', 'rule.comment', 'rule.reply', 'rule.adopt', 'rule.repeal',
  'register.save', 'register.remove', 'register.restore', 'meeting.save', 'meeting.followUp',
  'clause.save', 'clause.remove', 'clause.restore', 'wording.save', 'docxTemplate.save', 'docxTemplate.remove', 'sessionSettings.save',
])

/** The refusal of what would not come back with cases that were taken along (外带); null at home. `isGuest`: the office holds such cases. */
export const homeRefusal = (command: CommandName, isGuest: boolean): { readonly ok: false; readonly refusal: Refusal } | null =>
  isGuest && homeOnly.has(command)
    ? refuse('home-only', '这台电脑上只有带出来的案件，制度、名录和文书设置以本会电脑上的为准，在这里改了也带不回去。请回到本会的电脑上修改。')
    : null
