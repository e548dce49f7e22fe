/**
 * Cases that may be the same matter as one being registered, and earlier cases of the same people. Compares identity
 * numbers, telephones, room, and name with estate; says for each hit why. Nothing here refuses anything.
 */
import type { CaseFile } from '../record/case-file.ts'
import { sides } from '../../base/codes.ts'
import { addMonths, type LocalDate } from '../../base/dates.ts'
import { foldedName, foldedNumber, foldedPhones } from '../../base/folding.ts'

/** What is known of a matter while it is being typed: any part may be missing or half written. */
export type Matter = {
  readonly parties: readonly {
    readonly side?: keyof typeof sides
    readonly kind?: 'person' | 'organisation'
    readonly name?: string
    readonly idNo?: string
    readonly uscc?: string
    readonly phone?: string
  }[]
  readonly place?: { readonly estate?: string; readonly building?: string; readonly unit?: string; readonly room?: string }
}

export type SimilarCase = {
  readonly caseId: string
  /** True: applied for within twelve months, and by what it shares it may be the same matter. False: an earlier case of a party. */
  readonly duplicate: boolean
  /** Why, one sentence for each thing shared. */
  readonly reasons: readonly string[]
}

/** `05栋`, `5号楼` and `5` are one building. */
export const placePart = (text: string | undefined): string => foldedName(text).replace(/(?:栋|幢|号楼|楼|座|单元|室|号|户)$/, '').replace(/^0+(?=\d)/, '')

/** What two matters may share. `apart`: says that it is the same party, but of a body that is in many cases. */
type Mark = { readonly key: string; readonly what: '证件号码' | '统一社会信用代码' | '电话' | '姓名和小区' | '名称和小区' | '房屋'; readonly apart: boolean; readonly who: string }

const marksOf = ({ parties, place }: Matter): Mark[] => {
  const marks: Mark[] = []
  const estate = foldedName(place?.estate)
  for (const party of parties) {
    const name = foldedName(party.name)
    const who = `${party.side ? sides[party.side] : '当事人'}${party.name ? `“${party.name.trim()}”` : ''}`
    const person = (party.kind ?? 'person') === 'person'
    // An owners' committee stands for its estate as a person for a household; a company is in many matters there.
    const apart = !person && !/业主委员会|业委会|业主大会/.test(name)
    const [idNo, uscc] = [foldedNumber(party.idNo), foldedNumber(party.uscc)]
    if (idNo.length >= 6) marks.push({ key: `id:${idNo}`, what: '证件号码', apart: false, who })
    if (uscc.length >= 15) marks.push({ key: `uscc:${uscc}`, what: '统一社会信用代码', apart: true, who })
    for (const phone of foldedPhones(party.phone)) if (phone.length >= 7) marks.push({ key: `phone:${phone}`, what: '电话', apart, who })
    if (name.length >= 2 && estate) marks.push({ key: `name:${name}|${estate}`, what: person ? '姓名和小区' : '名称和小区', apart, who })
  }
  if (estate && placePart(place?.room))
    marks.push({ key: `room:${estate}|${placePart(place?.building)}|${placePart(place?.unit)}|${placePart(place?.room)}`, what: '房屋', apart: false, who: '' })
  return marks
}

// A case never changes in place, so what it can be found by is worked out once.
const known = new WeakMap<CaseFile, readonly Mark[]>()

/** What a case can be found by; remembered. */
export const marksOfCase = (file: CaseFile): readonly Mark[] => {
  let marks = known.get(file)
  if (!marks) {
    marks = marksOf(file)
    known.set(file, marks)
  }
  return marks
}

const because = (ours: Mark, theirs: Mark): string =>
  ours.what === '房屋' ? '同一房屋'
    : ours.who === theirs.who ? `${ours.who}的${ours.what}相同` : `${ours.who}的${ours.what}与该案${theirs.who}相同`

/**
 * Takes the matter as far as it is known, all cases, and today. Possible duplicates come first, then earlier cases, each
 * with the latest application first. `months` back a shared room, number or name may mean the same matter. `except` is
 * the case itself, once it is one.
 */
export const similarCases = (matter: Matter, cases: Iterable<CaseFile>, today: LocalDate, months: number, except?: string): SimilarCase[] => {
  const ours = new Map(marksOf(matter).map(mark => [mark.key, mark]))
  if (ours.size === 0) return []
  const since = addMonths(today, -months)
  const found: (SimilarCase & { readonly on: LocalDate })[] = []
  for (const file of cases) {
    let shared: [Mark, Mark][] | undefined
    for (const theirs of marksOfCase(file)) {
      const mark = ours.get(theirs.key)
      if (mark) (shared ??= []).push([mark, theirs])
    }
    if (!shared || file.id === except) continue
    const recent = file.appliedOn >= since
    const duplicate = recent && shared.some(([mark, theirs]) => !mark.apart && !theirs.apart)
    // A room alone, long ago, may have had other people in it.
    if (!duplicate && shared.every(([mark]) => mark.what === '房屋')) continue
    found.push({
      caseId: file.id, duplicate, on: file.appliedOn,
      reasons: [...new Set(shared.map(([mark, theirs]) => `${because(mark, theirs)}。`))],
    })
  }
  return found
    .toSorted((a, b) => Number(b.duplicate) - Number(a.duplicate) || (a.on === b.on ? 0 : a.on < b.on ? 1 : -1))
    .map(({ on: _on, ...hit }) => hit)
}
