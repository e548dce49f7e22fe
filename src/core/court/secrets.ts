/**
 * The proof that nothing leaves which must stay: what may not leave as phrases, and a search for them in the texts of what was
 * made. Blanks, line ends and width do not hide a phrase.
 */
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile, Session } from '../case/record/case-file.ts'
import { staysInOffice } from '../case/record/confidential.ts'
import { foldedText } from '../base/folding.ts'

export type Secret = { readonly phrase: string; readonly why: 'separate' | 'person' | 'masked' }

export const secretReasons = { separate: '单方谈话或不外传记录里的话', person: '与本案无关的人的号码', masked: '应当隐去的个人信息' } as const

/** A text as it is searched: without blanks and marks, all widths alike. */
export const searchable = (text: string): string => foldedText(text).replaceAll(/\s/gu, '').toUpperCase()

const SHORTEST = 6
const WINDOW = 20

/** Long sentences are also looked for in parts: a page may end inside them. */
const partsOf = (sentence: string): string[] => {
  const all = [...sentence]
  if (all.length <= WINDOW) return [sentence]
  const parts: string[] = []
  for (let at = 0; at + WINDOW < all.length; at += WINDOW / 2) parts.push(all.slice(at, at + WINDOW).join(''))
  return [...parts, all.slice(-WINDOW).join('')]
}

const phrasesIn = (text: string, usual: ReadonlySet<string>): string[] => text.split(/[。！？!?；;\n\r]/)
  .map(searchable).filter(sentence => [...sentence].length >= SHORTEST && !usual.has(sentence)).flatMap(partsOf)

/** Records of before a correction that stay in the office: of a session that was removed, or of one that stays itself. */
const earlierRecords = (file: CaseFile, annex: CaseAnnex): string[] => (annex.revisions ?? []).flatMap(({ changes }) => changes).flatMap(({ pointer, was }) => {
  const place = /^\/sessions\/(\d+)(\/record)?$/.exec(pointer)
  if (!place) return []
  if (place[2]) {
    const session = file.sessions?.[Number(place[1])]
    return typeof was === 'string' && session && staysInOffice(session) ? [was] : []
  }
  const session = was as Partial<Session> | undefined
  return session?.record !== undefined && (session.confidential === true || session.kind === 'separate') ? [session.record] : []
})

/**
 * The sentences (six characters or more) of every record that stays in the office, as it is and as it was before corrections.
 * `usual`: phrases that the office puts into any record; they say nothing of anybody.
 */
export const separateSecrets = (file: CaseFile, annex: CaseAnnex, usual: readonly string[]): Secret[] => {
  const known = new Set(usual.flatMap(text => text.split(/[。！？!?；;\n\r]/)).map(searchable))
  const kept = (file.sessions ?? []).filter(staysInOffice).map(({ record }) => record)
  return [...new Set([...kept, ...earlierRecords(file, annex)].flatMap(text => phrasesIn(text, known)))].map(phrase => ({ phrase, why: 'separate' }))
}

export type Hit = { readonly file: string; readonly phrase: string; readonly why: Secret['why'] }

const NUMBERS = /(?<!\d)(?:\d{17}[\dX]|1[3-9]\d{9})(?!\d)/g

/**
 * What of the secrets is in a text. `strangers`: numbers of identity papers and phones of people who are not in this case; each
 * number of the text is looked up, so that there may be many.
 */
export const hitsIn = (file: string, text: string, secrets: readonly Secret[], strangers: ReadonlySet<string>): Hit[] => {
  const said = searchable(text)
  return [
    ...secrets.filter(({ phrase }) => said.includes(phrase)).map(({ phrase, why }): Hit => ({ file, phrase, why })),
    ...[...new Set(said.match(NUMBERS) ?? [])].filter(number => strangers.has(number)).map((phrase): Hit => ({ file, phrase, why: 'person' })),
  ]
}
