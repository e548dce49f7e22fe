/**
 * Separate talks (背对背谈话) and records that are marked as staying: read by the mediators of their case and the director, and by
 * nobody else, whatever command shows them (保密细则; 人民调解法第15条第4项: what the parties keep to themselves is not let out).
 */
import type { CaseFile } from '../case/record/case-file.ts'
import { staysInOffice } from '../case/record/confidential.ts'
import { foldedName } from '../base/folding.ts'
import { refuse, type Result } from '../base/result.ts'
import { documentTemplates } from '../documents/index.ts'
import type { Account } from '../base/accounts.ts'
import type { Office } from '../office.ts'

/** Whether an account may read what was said in the separate talks of a case. */
export const mayReadTalks = ({ name, roles }: Account, office: Pick<Office, 'mediators'>, file: Pick<CaseFile, 'mediators'>): boolean => {
  if (roles.includes('director')) return true
  const own = new Set((file.mediators ?? []).map(({ mediatorId }) => mediatorId))
  return office.mediators.some(mediator => own.has(mediator.id) && foldedName(mediator.name) === foldedName(name))
}

/** What stands where the words would. */
export const COVERED = '（内容不外传，只有本案调解员和主任能看）'

const hasTalks = (file: CaseFile): boolean => file.sessions?.some(staysInOffice) ?? false

/** Every text of a session, or of a part of one, that somebody said. */
const coveredTexts = (value: unknown, key = 'record'): unknown => {
  if (typeof value === 'string') return key === 'record' && value !== '' ? COVERED : value
  if (Array.isArray(value)) return value.map(item => coveredTexts(item, key === 'record' ? '' : key))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, coveredTexts(item, name)]))
}

const SESSIONS = /^(?:\/file)?\/sessions(?:\/|$)/

/** A change of a session, as it was before or stands now, without its words: one that was separate may be so no more. */
const coveredChange = (change: { readonly pointer: string }): object =>
  (SESSIONS.test(change.pointer)
    ? Object.fromEntries(Object.entries(change).map(([key, item]) => [key, ['was', 'now', 'stored', 'incoming'].includes(key) ? coveredTexts(item, change.pointer.split('/').at(-1)) : item]))
    : change)

const coveredFile = (file: CaseFile): CaseFile =>
  (hasTalks(file) ? { ...file, sessions: file.sessions!.map(session => (staysInOffice(session) && session.record !== '' ? { ...session, record: COVERED } : session)) } : file)

type Holder = Readonly<Record<string, unknown>>
const isView = (value: Holder): boolean => typeof value['revision'] === 'string' && typeof value['file'] === 'object' && typeof value['annex'] === 'object'
const isChange = (value: Holder): value is Holder & { pointer: string } => typeof value['pointer'] === 'string' && ['was', 'now', 'stored', 'incoming'].some(key => key in value)

/** An answer as an account may see it: no view of a case, and no list of its changes, tells a separate talk to anybody else. */
export const shownTo = <T>(account: Account, office: Office, answer: T, depth = 0): T => {
  if (account.roles.includes('director') || depth > 6) return answer
  const inside = (value: unknown): unknown => shownTo(account, office, value, depth + 1)
  if (Array.isArray(answer)) return answer.map(inside) as T
  if (typeof answer !== 'object' || answer === null || Object.getPrototypeOf(answer) !== Object.prototype) return answer
  const holder = answer as Holder
  if (isView(holder)) {
    const file = holder['file'] as CaseFile
    // As the case is now: an earlier state may have had other mediators.
    if (mayReadTalks(account, office, office.cases.get(file.id) ?? file)) return answer
    const annex = holder['annex'] as Holder & { revisions?: readonly { readonly changes: readonly { readonly pointer: string }[] }[] }
    return {
      ...holder, file: coveredFile(file),
      annex: annex.revisions ? { ...annex, revisions: annex.revisions.map(revision => ({ ...revision, changes: revision.changes.map(coveredChange) })) } : annex,
    } as T
  }
  if (isChange(holder)) return coveredChange(holder) as T
  return Object.fromEntries(Object.entries(holder).map(([key, item]) => [key, inside(item)])) as T
}

const notYours = (field: string): Result<never> => refuse('separate-talk', '这是内容不外传的单独谈话，只有本案调解员和主任能看、能改、能出文书；请他们办理。', { field })

/** Whether a paper is made of a record that stays. */
export const isInternalPaper = (file: CaseFile, { documentId, of }: { readonly documentId: string; readonly of?: string | undefined }): boolean =>
  of !== undefined && (documentTemplates.find(({ id }) => id === documentId)?.of?.(file).find(({ id }) => id === of)?.internal ?? false)

type Asked = {
  readonly caseId?: unknown; readonly document?: unknown; readonly documentId?: unknown; readonly of?: unknown; readonly paperId?: unknown; readonly session?: unknown
}

/** Refuses with `separate-talk` what would open, write or change a separate talk for somebody who may not read it. */
export const talkRefusal = (account: Account, office: Office, input: unknown): Result<never> | null => {
  if (account.roles.includes('director') || typeof input !== 'object' || input === null) return null
  const { caseId, document, documentId, of, paperId, session } = input as Asked
  const paper = typeof paperId === 'string' ? office.issuedPapers.get(paperId) : undefined
  const file = office.cases.get(paper ? paper.caseId : typeof caseId === 'string' ? caseId : '')
  if (!file || !hasTalks(file) || mayReadTalks(account, office, file)) return null
  if (paper && isInternalPaper(file, paper)) return notYours('/paperId')
  const wanted = documentId ?? document
  if (typeof wanted === 'string' && typeof of === 'string' && isInternalPaper(file, { documentId: wanted, of })) return notYours('/of')
  const changed = typeof session === 'object' && session !== null ? (session as { id?: unknown }).id : undefined
  return file.sessions!.some(one => one.id === changed && staysInOffice(one)) ? notYours('/session') : null
}

/** Refuses with `separate-talk` to hand out whole cases with talks in them that the account may not read. */
export const handOutRefusal = (account: Account, office: Office, files: Iterable<CaseFile>, field: string): Result<never> | null => {
  for (const file of files) {
    if (hasTalks(file) && !mayReadTalks(account, office, file)) return refuse('separate-talk', `案件“${file.fileNo ?? file.id}”有内容不外传的单独谈话，只有本案调解员和主任能整件带出；请他们办理，或者不选这一件。`, { field })
  }
  return null
}
