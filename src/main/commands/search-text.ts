/** What a case is found by: made once for each state of a case, for cases never change in place. */
import { pinyin } from 'pinyin-pro'
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { staysInOffice } from '../../core/case/record/confidential.ts'
import type { HeadList } from '../../core/case/record/roster.ts'
import { marksOfCase, placePart } from '../../core/case/parties/similar-cases.ts'
import { placeText } from '../../core/commands/case-view.ts'
import { searchable, tidyName } from '../../core/base/folding.ts'

/** Initials of names, remembered: the same names come again and again. */
const initials = new Map<string, string>()
export const initialsOf = (name: string): string => {
  let known = initials.get(name)
  if (known === undefined) {
    known = pinyin(tidyName(name), { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'removed' }).join('')
    initials.set(name, known)
  }
  return known
}

/** Where a name or a title stands when they are in order: 曾 under z, not under c. Remembered. */
const keys = new Map<string, string>()
export const pinyinKey = (name: string): string => {
  let known = keys.get(name)
  if (known === undefined) {
    known = pinyin(name, { toneType: 'num', type: 'array', surname: 'head' }).join(' ')
    keys.set(name, known)
  }
  return known
}

/** A room as people say it: `3-2-502`, `3-502`, `3栋2单元502室`, `3栋502室`. */
const roomWords = ({ place }: CaseFile): string[] => {
  const [building, unit, room] = [place?.building, place?.unit, place?.room].map(placePart) as [string, string, string]
  if (building === '' || room === '') return []
  const said = (parts: readonly string[]): string[] => [parts.join('-'), `${place?.estate ?? ''}${parts[0]}栋${parts.length > 2 ? `${parts[1]}单元` : ''}${parts.at(-1)}室`]
  return [...said([building, room]), ...(unit === '' ? [] : said([building, unit, room]))]
}

const texts = new WeakMap<CaseFile, string>()

/**
 * Numbers, place, names with their pinyin initials, phones, identity numbers and the words of the case: facts, claims, records,
 * evidence, terms, visits and letters. What was said in a separate session is found by nobody.
 */
export const searchText = (file: CaseFile): string => {
  let text = texts.get(file)
  if (text === undefined) {
    const person = ({ name, phone, idNo }: { readonly name: string; readonly phone?: string; readonly idNo?: string }) => [name, initialsOf(name), phone, idNo]
    text = searchable([
      file.fileNo, file.sourceRef?.documentNo, file.agreement?.no, file.confirmation?.caseNo, file.courtMediationDocument?.no,
      placeText(file), ...roomWords(file), file.propertyCompany?.name,
      ...file.parties.flatMap(party => [
        ...person(party), party.uscc, ...(party.representative ? person(party.representative) : []), ...(party.agents ?? []).flatMap(person),
      ]),
      file.facts, ...file.claims,
      ...(file.sessions ?? []).filter(session => !staysInOffice(session)).map(({ record }) => record),
      ...(file.evidence ?? []).map(({ name }) => name),
      ...(file.agreement ? [file.agreement.issues, ...file.agreement.terms.map(({ text }) => text)] : []),
      ...(file.agreement && file.agreement.facts !== file.facts ? [file.agreement.facts] : []),
      file.end?.reason, file.end?.toBody,
      ...(file.followUps ?? []).map(({ findings }) => findings),
      ...(file.referrals ?? []).flatMap(({ toBody, documentNo, matter }) => [toBody, documentNo, matter]),
    ].filter(Boolean).join('\n'))
    texts.set(file, text)
  }
  return text
}

/** Numbers of 32 bits in which the signs of a text are noted. */
export const SIGN_WORDS = 32

const isPlain = (code: number): boolean => (code >= 48 && code <= 57) || (code >= 97 && code <= 122)

/**
 * The signs of a text that `searchable` made, one bit each: every sign but letters and figures, and every two letters or figures
 * that stand together. A word can only be in a text that has all of its bits, so most texts need not be read.
 */
export const signsOf = (text: string): Int32Array => {
  const signs = new Int32Array(SIGN_WORDS)
  let before = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    const plain = isPlain(code)
    if (!plain || before !== 0) {
      // Spread over 1024 bits by the golden ratio.
      const bit = Math.imul(plain ? before * 128 + code : code, 0x9e3779b1) >>> 22
      signs[bit >>> 5]! |= 1 << (bit & 31)
    }
    before = plain ? code : 0
  }
  return signs
}

const signs = new WeakMap<CaseFile, Int32Array>()

export const searchSigns = (file: CaseFile): Int32Array => {
  let known = signs.get(file)
  if (known === undefined) {
    known = signsOf(searchText(file))
    signs.set(file, known)
  }
  return known
}

const headTexts = new WeakMap<HeadList, string>()

/** The persons of a head list (名册), with their rooms. */
export const headText = (list: HeadList): string => {
  let text = headTexts.get(list)
  if (text === undefined) {
    text = searchable(list.rows.flatMap(({ name, idNo, phone, room }) => [name, initialsOf(name), idNo, phone, room]).filter(Boolean).join('\n'))
    headTexts.set(list, text)
  }
  return text
}

/** Makes ready bit by bit, while nothing else is to be done, what all cases are found by, so that the first search is quick. */
export const prepareSearch = (files: Iterable<CaseFile>): void => {
  const waiting = files[Symbol.iterator]()
  const some = (): void => {
    for (let count = 0; count < 100; count += 1) {
      const next = waiting.next()
      if (next.done) return
      searchSigns(next.value)
      marksOfCase(next.value)
    }
    setImmediate(some)
  }
  setImmediate(some)
}
