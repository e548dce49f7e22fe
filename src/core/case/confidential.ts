/** What was said in confidence (背对背) stays in the office (人民调解法第15条). */
import type { CaseFile, Session } from './case-file.ts'

/** Never leaves the office: a record marked confidential, and any record of a separate session. */
export const staysInOffice = (session: Session): boolean => session.confidential || session.kind === 'separate'

/** The case as it may leave the office. */
export const withoutConfidential = (file: CaseFile): CaseFile =>
  file.sessions ? { ...file, sessions: file.sessions.filter(session => !staysInOffice(session)) } : file
