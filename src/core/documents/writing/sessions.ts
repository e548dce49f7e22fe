/** What the records of meetings and visits (D04, D06) have in common. */
import type { CaseFile, Party, Session } from '../../case/record/case-file.ts'
import { chineseDate, dateOf } from '../../base/dates.ts'
import { staysInOffice } from '../../case/record/confidential.ts'
import { lines, ruledLines } from './case-words.ts'
import type { Block, Choice, DocumentInput } from './content.ts'

/** The sessions of some kinds as records of which papers are made; the hour is named where a day has two of them. */
export const sessionChoices = (...kinds: readonly Session['kind'][]) => (file: CaseFile): readonly Choice[] => {
  const sessions = (file.sessions ?? []).filter(session => kinds.includes(session.kind))
  const sameDay = (session: Session): boolean =>
    sessions.some(other => other !== session && dateOf(other.startAt) === dateOf(session.startAt))
  return sessions.map(session => {
    const internal = staysInOffice(session)
    const hour = sameDay(session) ? `${Number(session.startAt.slice(11, 13))}时${session.startAt.slice(14)}分` : ''
    return {
      id: session.id,
      title: `${chineseDate(dateOf(session.startAt))}${hour}${session.kind === 'separate' ? '，单独谈话' : ''}${internal ? '，内部' : ''}`,
      ...(internal ? { internal: true as const } : {}),
    }
  })
}

export const sessionOf = ({ file, of }: DocumentInput): Session => {
  const session = file.sessions?.find(({ id }) => id === of)
  if (!session) throw new Error(`no session ${of}`)
  return session
}

/** Who was there, as it was noted; nobody where it was not. */
export const partiesPresent = (file: CaseFile, { withParties = [] }: Session): readonly Party[] =>
  file.parties.filter(({ id }) => withParties.includes(id))

/** Stands at the head of a record that never leaves the office. */
export const internalMark = (session: Session): Block[] => (staysInOffice(session)
  ? [{ kind: 'heading', text: '【内部】只存本会内部卷，不得交给当事人、法院和其他单位' }]
  : [])

/** The words of the record, or lines to write them on. */
export const recordBlocks = (session: Session): Block[] => (session.record.trim() === '' ? [ruledLines(12)] : lines(session.record))
