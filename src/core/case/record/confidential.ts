/** What is said to the mediator alone (背对背) never leaves the committee. */
import type { CaseFile, Session } from './case-file.ts'

/** Never leaves the office: a record marked confidential, and any record of a separate session. */
export const staysInOffice = (session: Pick<Session, 'confidential' | 'kind'>): boolean => session.confidential || session.kind === 'separate'

/** The case as it may leave the office. */
export const withoutConfidential = (file: CaseFile): CaseFile =>
  file.sessions?.some(staysInOffice) ? { ...file, sessions: file.sessions.filter(session => !staysInOffice(session)) } : file
