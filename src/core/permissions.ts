/** Which role may ask for what. Checked where the command is carried out, not on the screen. */
import { roles, type Account, type Role } from './accounts.ts'
import type { CommandName } from './contract.ts'
import { refuse, type Refusal } from './result.ts'

/** `anyone`: before any account is unlocked; `account`: every account, whatever its roles. */
type Allowed = 'anyone' | 'account' | readonly Role[]

const intake: Allowed = ['registrar', 'mediator', 'director']
const mediation: Allowed = ['mediator', 'director']
const papers: Allowed = ['registrar', 'mediator', 'director', 'archivist', 'courtLiaison']
const figures: Allowed = ['statistician', 'director']
const keeping: Allowed = ['director', 'archivist']

export const permissions: Readonly<Record<CommandName, Allowed>> = {
  'contract.describe': 'anyone',
  'office.status': 'anyone',
  'office.setUp': 'anyone',
  'office.show': 'account',
  'office.change': ['director'],
  'account.unlock': 'anyone',
  'account.recover': 'anyone',
  'account.lock': 'anyone',
  'account.list': 'account',
  'account.save': ['director'],
  'account.remove': ['director'],
  'account.changePassword': 'account',
  'case.list': 'account',
  'case.show': 'account',
  'deadline.list': 'account',
  'case.register': intake,
  'case.correctIntake': intake,
  'case.accept': ['registrar', 'director'],
  'case.end': intake,
  'case.suspend': mediation,
  'case.resume': mediation,
  'case.extend': mediation,
  'case.archive': ['archivist', 'director'],
  'performance.record': mediation,
  'followUp.record': mediation,
  'confirmation.record': ['mediator', 'director', 'courtLiaison'],
  'session.record': mediation,
  'agreement.save': mediation,
  'agreement.conclude': mediation,
  'document.make': papers,
  'statistics.compute': 'account',
  'report.make': figures,
  'report.officialTable': figures,
  'report.nationalData': figures,
  'report.adviceLetter': figures,
  'report.setCommitteeKind': figures,
  'period.show': 'account',
  'period.list': 'account',
  'period.note': figures,
  'period.confirm': figures,
  'period.submit': figures,
  'period.differences': figures,
  'period.export': figures,
  'rollUp.show': figures,
  'rollUp.make': figures,
  'duty.list': 'account',
  'duty.save': figures,
  'duty.remove': figures,
  'duty.send': figures,
  'duty.receipt': figures,
  'case.tag': ['registrar', 'mediator', 'director', 'statistician'],
  'court.package': ['courtLiaison', 'director'],
  'bundle.import': keeping,
  'bundle.export': keeping,
  'attachment.add': ['registrar', 'mediator', 'director', 'archivist'],
  'attachment.list': papers,
  'attachment.read': papers,
  'attachment.remove': ['registrar', 'mediator', 'director', 'archivist'],
  'backup.create': keeping,
  'backup.restore': 'anyone',
  'backup.list': 'anyone',
  'backup.prove': keeping,
  'store.verify': keeping,
  'store.checkFolder': keeping,
  'audit.list': keeping,
  'audit.verify': keeping,
  'file.open': 'account',
  'file.reveal': 'account',
}

const namesOf = (list: readonly Role[]): string => list.map(role => roles[role]).join('、')

/** The refusal for an account whose roles do not allow the command; null when they do. */
export const roleRefusal = (command: CommandName, account: Account): { readonly ok: false; readonly refusal: Refusal } | null => {
  const allowed = permissions[command]
  if (typeof allowed === 'string' || allowed.some(role => account.roles.includes(role))) return null
  return refuse('role-not-allowed', `这一步要由${namesOf(allowed)}来做；“${account.name}”的角色是${namesOf(account.roles)}。请换有权限的账户，或请主任增加角色。`)
}
