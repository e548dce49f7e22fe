/** The agreement read aloud to a party (宣读), as papers mention it. */
import type { Reading } from '../case/annex.ts'
import { partyName, type CaseFile } from '../case/case-file.ts'
import { chineseDate } from '../case/dates.ts'
import type { DocumentInput } from './content.ts'
import { mediatorName } from './case-words.ts'

/** Places, counted from 1, of the terms confirmed in this reading; a term that was changed afterwards counts no more. */
export const confirmedTerms = (file: CaseFile, reading: Reading): number[] =>
  (file.agreement?.terms ?? []).flatMap((term, index) =>
    (reading.confirmed.some(({ termId, text }) => termId === term.id && text === term.text) ? [index + 1] : []))

/** A sentence for each reading that still stands. */
export const readAloudLines = (input: DocumentInput): string[] =>
  (input.annex?.readAloud ?? []).flatMap(reading => {
    const places = confirmedTerms(input.file, reading)
    if (places.length === 0) return []
    const names = reading.to.map(id => partyName(input.file, id)).join('、')
    const what = places.length === input.file.agreement!.terms.length ? '全部内容' : `第${places.join('、')}项内容`
    return [`${chineseDate(reading.on)}，${mediatorName(input, reading.by)}已将协议${what}逐项向${names}宣读，${names}表示已经听清、理解并同意。`]
  })
