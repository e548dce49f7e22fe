/** What a case is found by: made once for each state of a case, for cases never change in place. */
import { pinyin } from 'pinyin-pro'
import type { CaseFile } from '../../core/case/case-file.ts'
import { marksOfCase } from '../../core/case/similar-cases.ts'
import { placeText } from './case-view.ts'

/** Initials of names, remembered: the same names come again and again. */
const initials = new Map<string, string>()
export const initialsOf = (name: string): string => {
  let known = initials.get(name)
  if (known === undefined) {
    known = pinyin(name, { pattern: 'first', toneType: 'none', type: 'array', surname: 'head', nonZh: 'removed' }).join('')
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

const texts = new WeakMap<CaseFile, string>()

/** Number, place, names with their pinyin initials, phones, identity numbers and the words of the case, in lower case. */
export const searchText = (file: CaseFile): string => {
  let text = texts.get(file)
  if (text === undefined) {
    text = [
      file.fileNo, placeText(file), file.propertyCompany?.name,
      ...file.parties.flatMap(party => [
        party.name, initialsOf(party.name), party.phone, party.idNo, party.uscc, ...(party.agents ?? []).flatMap(agent => [agent.name, initialsOf(agent.name)]),
      ]),
      file.facts, ...file.claims,
    ].filter(Boolean).join('\n').toLowerCase()
    texts.set(file, text)
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
      searchText(next.value)
      marksOfCase(next.value)
    }
    setImmediate(some)
  }
  setImmediate(some)
}
