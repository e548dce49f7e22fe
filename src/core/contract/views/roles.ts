/** Who may ask for what: the roles that a command names beside its input and output. */
import type { Role } from '../../base/accounts.ts'

/** `anyone`: before any account is unlocked; `account`: every account, whatever its roles. */
export type Allowed = 'anyone' | 'account' | readonly Role[]

export const intake: Allowed = ['registrar', 'mediator', 'director']
export const mediation: Allowed = ['mediator', 'director']
export const papers: Allowed = ['registrar', 'mediator', 'director', 'archivist', 'courtLiaison']
export const figures: Allowed = ['statistician', 'director']
export const keeping: Allowed = ['director', 'archivist']
