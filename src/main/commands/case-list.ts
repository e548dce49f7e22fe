/** The list of cases: found by words and filter, in the wanted order, a page at a time. */
import { disputeTypes, streetName } from '../../core/base/codes.ts'
import type { CaseAnnex } from '../../core/case/record/annex.ts'
import { presidingMediatorId, type CaseFile } from '../../core/case/record/case-file.ts'
import type { LocalDate } from '../../core/base/dates.ts'
import { isFullyPerformed, isRunning, stageOf, stages } from '../../core/case/record/lifecycle.ts'
import { defaultsOf, ledgerOf } from '../../core/case/performance/performance.ts'
import type { RestDayCalendar } from '../../core/base/rest-days.ts'
import { gravestRisk } from '../../core/case/record/risks.ts'
import { matches, type Beside } from '../../core/statistics/case-filter.ts'
import type { Collection } from '../../core/base/collection.ts'
import type { CaseOrder, Handler, Input } from '../../core/contract.ts'
import { annexOf, type Office } from '../../core/office.ts'
import { ok } from '../../core/base/result.ts'
import type { Parameters } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { caseSummary, deadlineOf, namesOf } from '../../core/commands/case-view.ts'
import { headText, pinyinKey, searchSigns, searchText, SIGN_WORDS, signsOf } from './search-text.ts'
import { soughtWords } from '../../core/base/folding.ts'

/** Of one state of all cases, in the default order; remembered until a case changes. */
const latestFirst = (cases: Collection<CaseFile>): readonly CaseFile[] => {
  let list = sorted.get(cases)
  if (!list) {
    list = cases.all().toSorted((a, b) => (a.appliedOn === b.appliedOn ? 0 : a.appliedOn < b.appliedOn ? 1 : -1))
    sorted.set(cases, list)
  }
  return list
}
const sorted = new WeakMap<Collection<CaseFile>, readonly CaseFile[]>()

/** How a case stands on a day: what its list is divided by. */
type Standing = { readonly running: boolean; readonly overdue: boolean; readonly risk: boolean }
type Known = Standing & { readonly today: LocalDate; readonly annex: CaseAnnex | undefined; readonly calendar: RestDayCalendar; readonly parameters: Parameters }

/** Needed of every case on each key that is typed, so it is kept with the file until something that it rests on changes. */
const known = new WeakMap<CaseFile, Known>()

const standingOn = (office: Office, today: LocalDate): (file: CaseFile) => Standing => {
  const { calendar, parameters } = reckoningOf(office)
  return file => {
    const annex = office.annexes.get(file.id)
    const before = known.get(file)
    if (before?.annex === annex && before?.today === today && before.calendar === calendar && before.parameters === parameters) return before
    const running = isRunning(file, annex)
    const standing = {
      running,
      overdue: running && (deadlineOf(office, file, today)?.overdue ?? false),
      risk: annex !== undefined && !annex.voided && gravestRisk(annex.risks) !== undefined,
      today, annex, calendar, parameters,
    }
    known.set(file, standing)
    return standing
  }
}

type Divided = { readonly rests: readonly unknown[]; readonly inState: Readonly<Record<keyof Standing, readonly CaseFile[]>> }
const dividedBefore = new WeakMap<readonly CaseFile[], Divided>()

/** A list of cases by how they stand; kept, as the list of all of them is looked at most. */
const divided = (files: readonly CaseFile[], office: Office, today: LocalDate): Divided['inState'] => {
  const { calendar, parameters } = reckoningOf(office)
  const rests = [office.annexes, today, calendar, parameters]
  const before = dividedBefore.get(files)
  if (before && rests.every((one, at) => one === before.rests[at])) return before.inState
  const standing = standingOn(office, today)
  const inState = { running: [] as CaseFile[], overdue: [] as CaseFile[], risk: [] as CaseFile[] }
  for (const file of files) {
    const { running, overdue, risk } = standing(file)
    if (running) inState.running.push(file)
    if (overdue) inState.overdue.push(file)
    if (risk) inState.risk.push(file)
  }
  dividedBefore.set(files, { rests, inState })
  return inState
}

/** Street, community and estate by pinyin, building and room by number. */
const placeKey = ({ place }: CaseFile): string => (place === undefined ? '' : [
  ...[streetName(place.regionCode) ?? '', place.community ?? '', place.estate ?? ''].map(pinyinKey),
  ...[place.building, place.unit, place.room].map(text => (text ?? '').replace(/\d+/, number => number.padStart(6, '0'))),
].join('\n'))

const stageOrder = Object.keys(stages)

/** By what cases are put in order. Names by their pinyin; running deadlines before what is over or has none. */
const orderKeys: Readonly<Record<CaseOrder, (office: Office, today: LocalDate) => (file: CaseFile) => string | number>> = {
  appliedOn: () => file => file.appliedOn,
  fileNo: () => file => (file.fileNo === undefined ? '' : file.fileNo.replace(/\d+(?=号)/, number => number.padStart(8, '0'))),
  type: () => file => pinyinKey(disputeTypes[file.type]),
  applicants: () => file => pinyinKey(namesOf(file, 'applicant')),
  respondents: () => file => pinyinKey(namesOf(file, 'respondent')),
  place: () => placeKey,
  stage: (office, today) => file => stageOrder.indexOf(stageOf(file, today, office.annexes.get(file.id))),
  deadline: (office, today) => file => (file.end ? '9' : (deadlineOf(office, file, today)?.on ?? '8')),
  presiding: office => {
    const names = new Map(office.mediators.map(({ id, name }) => [id, pinyinKey(name)]))
    return file => names.get(presidingMediatorId(file) ?? '') ?? ''
  },
}

const inOrder = (files: readonly CaseFile[], keyOf: (file: CaseFile) => string | number, descending: boolean): CaseFile[] => {
  const before = descending ? 1 : -1
  return files.map(file => ({ file, key: keyOf(file) }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? before : -before))
    .map(({ file }) => file)
}

type Found = { readonly rests: readonly unknown[]; readonly about: string; readonly query: string; readonly files: readonly CaseFile[] }
/** What was found last. A query that only grew is looked for in that: each key then costs less than the one before. */
const lastFound = new WeakMap<Collection<CaseFile>, Found>()

/** What the persons on head lists are found by; few cases have one. Kept until something beside a case changes. */
const headsOf = (annexes: Office['annexes']): ReadonlyMap<string, string> => {
  let heads = headsBefore.get(annexes)
  if (!heads) {
    heads = new Map(annexes.all().flatMap(({ id, headList }) => (headList ? [[id, headText(headList)]] : [])))
    headsBefore.set(annexes, heads)
  }
  return heads
}
const headsBefore = new WeakMap<Office['annexes'], ReadonlyMap<string, string>>()

type Texts = { readonly texts: readonly string[]; readonly signs: Int32Array }

/** The texts of a list and their signs side by side, as it is gone through on each key that is typed. */
const textsOf = (files: readonly CaseFile[]): Texts => {
  let known = textsBefore.get(files)
  if (!known) {
    known = { texts: files.map(searchText), signs: new Int32Array(files.length * SIGN_WORDS) }
    for (const [at, file] of files.entries()) known.signs.set(searchSigns(file), at * SIGN_WORDS)
    textsBefore.set(files, known)
  }
  return known
}
const textsBefore = new WeakMap<readonly CaseFile[], Texts>()

/** Those in which every word stands. */
const withWords = (files: readonly CaseFile[], words: readonly string[], annexes: Office['annexes']): readonly CaseFile[] => {
  const { texts, signs } = textsOf(files)
  const heads = headsOf(annexes)
  const wanted = [...words.reduce((all, word) => {
    for (const [slot, bits] of signsOf(word).entries()) if (bits !== 0) all.set(slot, (all.get(slot) ?? 0) | bits)
    return all
  }, new Map<number, number>())]
  return files.filter(({ id }, at) => {
    const own = heads.size > 0 ? heads.get(id) : undefined
    if (own === undefined && wanted.some(([slot, bits]) => (signs[at * SIGN_WORDS + slot]! & bits) !== bits)) return false
    return words.every(word => texts[at]!.includes(word) || (own?.includes(word) ?? false))
  })
}

type CaseListAsked = Omit<Input<'case.list'>, 'offset' | 'limit'>

/** The cases of a list: found by words and filter, counted, in the wanted order. */
export const foundCases = (office: Office, { query, sort, state, ...filter }: CaseListAsked, today: LocalDate) => {
  const words = soughtWords(query ?? '')
  const standing = standingOn(office, today)
  const beside: Beside = {
    stage: file => stageOf(file, today, office.annexes.get(file.id)),
    is: (state, file) => standing(file)[state],
    performance: file => (isFullyPerformed(file) ? 'done'
      : defaultsOf(ledgerOf(file, annexOf(office, file.id), today, reckoningOf(office).calendar)).length > 0 ? 'broken' : 'open'),
  }
  const about = JSON.stringify([today, filter])
  const rests = [office.annexes, reckoningOf(office).calendar]
  const last = lastFound.get(office.cases)
  const among = last?.about === about && last.rests.every((one, at) => one === rests[at]) && (query ?? '').startsWith(last.query) ? last.files : latestFirst(office.cases)
  // Words first: they leave few cases, and the filter is asked of those alone.
  const worded = words.length === 0 ? among : withWords(among, words, office.annexes)
  const filtered = Object.keys(filter).length === 0 ? worded : worded.filter(file => matches(filter, file, beside))
  lastFound.set(office.cases, { rests, about, query: query ?? '', files: filtered })
  const inState = divided(filtered, office, today)
  const found = state === undefined ? filtered : inState[state]
  const ordered = sort ? inOrder(found, orderKeys[sort.by](office, today), sort.descending ?? false) : found
  return { ordered, counts: { all: filtered.length, running: inState.running.length, overdue: inState.overdue.length, risk: inState.risk.length } }
}

export const listCases: Handler<'case.list'> = async ({ offset = 0, limit = 200, ...asked }, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const today = clock.today()
  const { ordered, counts } = foundCases(read.value, asked, today)
  return ok({ total: ordered.length, counts, rows: ordered.slice(offset, offset + limit).map(file => caseSummary(read.value, file, today)) })
}
