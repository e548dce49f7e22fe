/** The agreement read aloud to a party (宣读), as papers mention it. */
import type { Reading } from '../../case/record/annex.ts'
import { yuanBoth } from '../../base/amounts.ts'
import { partyName, type CaseFile, type Term } from '../../case/record/case-file.ts'
import { chineseDate } from '../../base/dates.ts'
import type { DocumentInput } from './content.ts'
import { mediatorName } from './case-words.ts'

/** A term in plain words, line by line, as it is read to a party. */
export const termAsRead = (file: CaseFile, term: Term): (readonly [label: string, value: string])[] => [
  ['谁来做', partyName(file, term.obligor)],
  ...(term.obligee === undefined ? [] : [['对谁做', partyName(file, term.obligee)] as const]),
  ...(term.amountFen === undefined ? [] : [['金额', yuanBoth(term.amountFen)] as const]),
  ['什么时候前', term.dueOn ? `${chineseDate(term.dueOn)}（含当日）` : '没有写'],
  ...(term.manner === undefined ? [] : [['怎样做', term.manner] as const]),
  ...(term.place === undefined ? [] : [['在哪里', term.place] as const]),
]

/** Everything that was read of a term, to tell later whether it was changed. */
export const wordsRead = (file: CaseFile, term: Term): string =>
  [term.text, ...termAsRead(file, term).map(([label, value]) => `${label}：${value}`)].join('\n')

/** Places, counted from 1, of the terms confirmed in this reading; a term that was changed afterwards counts no more. */
export const confirmedTerms = (file: CaseFile, reading: Reading): number[] =>
  (file.agreement?.terms ?? []).flatMap((term, index) =>
    (reading.confirmed.some(({ termId, text }) => termId === term.id && text === wordsRead(file, term)) ? [index + 1] : []))

/** A sentence for each reading that still stands. */
export const readAloudLines = (input: DocumentInput): string[] =>
  (input.annex?.readAloud ?? []).flatMap(reading => {
    const places = confirmedTerms(input.file, reading)
    if (places.length === 0) return []
    const names = reading.to.map(id => partyName(input.file, id)).join('、')
    const what = places.length === input.file.agreement!.terms.length ? '全部内容' : `第${places.join('、')}项内容`
    return [`${chineseDate(reading.on)}，${mediatorName(input, reading.by)}已将协议${what}逐项向${names}宣读，${names}表示已经听清、理解并同意。`]
  })
