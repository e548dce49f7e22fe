/** Which role may ask for what. Checked where the command is carried out, not on the screen. */
import { roles, type Account, type Role } from './accounts.ts'
import type { CommandName } from './contract.ts'
import { refuse, type Refusal } from './result.ts'

/** `anyone`: before any account is unlocked; `account`: every account, whatever its roles. */
type Allowed = 'anyone' | 'account' | readonly Role[]

const intake: Allowed = ['registrar', 'mediator', 'director']
const mediation: Allowed = ['mediator', 'director']
const papers: Allowed = ['registrar', 'mediator', 'director', 'archivist', 'courtLiaison']
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
  'account.newRecoveryKey': ['director'],
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
  'draft.list': intake,
  'draft.save': intake,
  'draft.discard': intake,
  'inquiry.send': intake,
  'inquiry.answer': intake,
  'letter.answer': ['registrar', 'mediator', 'director', 'courtLiaison'],
  'case.reopen': ['director'],
  'case.correct': ['director'],
  'case.void': ['director'],
  'parameter.list': 'account',
  'parameter.set': ['director'],
  'parameter.reset': ['director'],
  'calendar.show': 'account',
  'calendar.import': ['director'],
  'calendar.remove': ['director'],
  'document.make': papers,
  'document.preview': papers,
  'document.issue': papers,
  'document.issued': 'account',
  'document.open': papers,
  'document.void': ['director', 'mediator'],
  'document.verify': 'account',
  'document.attachScan': ['registrar', 'mediator', 'director', 'archivist'],
  'dossier.check': 'account',
  'dossier.make': papers,
  'batch.start': papers,
  'batch.progress': papers,
  'batch.cancel': papers,
  'docxTemplate.list': 'account',
  'docxTemplate.save': ['director'],
  'docxTemplate.remove': ['director'],
  'numbers.show': 'account',
  'numbers.save': ['director'],
  'document.extras': papers,
  'agreement.readAloud': mediation,
  'wording.show': 'account',
  'wording.save': ['director'],
  'statistics.compute': 'account',
  'report.make': ['statistician', 'director'],
  'court.package': ['courtLiaison', 'director'],
  'package.verify': 'account',
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
