/** How a case looks to whom it goes: in full for the court, without more than is needed for others. */
import type { CaseFile, Party } from '../case/record/case-file.ts'
import { looselyWritten } from '../base/folding.ts'

export const profiles = {
  court: '送法院：完整', department: '送部门：证件号、电话部分隐去', statistics: '统计用：不含个人信息', training: '培训用：化名',
} as const
export type Profile = keyof typeof profiles

/** Keeps the first `head` and last `tail` characters, at most half of the text. */
const masked = (text: string, head: number, tail: number): string =>
  (text.length <= head + tail + 1 ? '*'.repeat(text.length) : `${text.slice(0, head)}${'*'.repeat(text.length - head - tail)}${text.slice(-tail)}`)

export const maskedId = (text: string): string => masked(text, 4, 4)
export const maskedPhone = (text: string): string => masked(text, 3, 4)

type Person = { readonly name: string; readonly idNo?: string | undefined; readonly phone?: string | undefined }

/** Everybody whom the case names with data: parties, their agents and representatives. */
export const personsOf = (file: CaseFile): readonly Person[] => file.parties.flatMap(party => [
  { name: party.name, idNo: party.idNo, phone: party.phone },
  ...(party.representative ? [{ name: party.representative.name }] : []),
  ...(party.agents ?? []),
])

const withTexts = <T>(value: T, change: (text: string) => string): T => {
  if (typeof value === 'string') return change(value) as T
  if (Array.isArray(value)) return value.map(item => withTexts(item as unknown, change)) as T
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withTexts(item as unknown, change)])) as T
}

const stems = ['甲', '乙', '丙', '丁', '戊', '己', '庚', '辛', '壬', '癸']
/** 甲某, 乙某, … 甲某2: the same person is the same throughout a case. */
const pseudonym = (index: number): string => `${stems[index % stems.length]}某${index < stems.length ? '' : String(Math.floor(index / stems.length) + 1)}`

/** What stands in the place of each text that must not leave, longest first so that no part of a longer one is left. */
const replacements = (file: CaseFile, profile: Profile): (readonly [string, string])[] => {
  const found = new Map<string, string>()
  const names = new Map<string, string>()
  for (const { name, idNo, phone } of personsOf(file)) {
    if (profile === 'training' || profile === 'statistics') {
      if (!names.has(name)) names.set(name, profile === 'statistics' ? '（当事人）' : pseudonym(names.size))
    }
    if (idNo !== undefined) found.set(idNo, profile === 'department' ? maskedId(idNo) : '（证件号已隐去）')
    if (phone !== undefined) found.set(phone, profile === 'department' ? maskedPhone(phone) : '（电话已隐去）')
  }
  return [...names, ...found].toSorted(([a], [b]) => b.length - a.length)
}

/** Party data that nobody but the court and a department needs. */
const needless = ({ bornOn: _1, ethnicity: _2, occupation: _3, address: _4, filingNo: _5, uscc: _6, idKind: _7, ...rest }: Party): Party => rest

/**
 * The case as the profile lets it go: numbers and, for statistics and training, names are replaced wherever a text of the case
 * holds them. Takes a case without confidential records.
 */
export const maskedCase = (file: CaseFile, profile: Profile): CaseFile => {
  if (profile === 'court') return file
  const pairs = replacements(file, profile)
  const patterns = pairs.map(([from, to]) => [new RegExp(looselyWritten(from), 'giu'), to] as const)
  const change = (text: string): string => patterns.reduce((now, [from, to]) => now.replaceAll(from, to), text)
  const { id, ...rest } = file
  const next = { id, ...withTexts(rest, change) }
  if (profile === 'department') return next
  const { place: _, ...wide } = next
  return {
    ...wide,
    parties: next.parties.map(needless),
    ...(next.place && { place: { regionCode: next.place.regionCode } }),
  }
}

/** Texts that must be nowhere in what leaves under the profile. */
export const maskedAway = (file: CaseFile, profile: Profile): string[] =>
  (profile === 'court' ? [] : replacements(file, profile).map(([from]) => from).filter(text => text.length >= 2))
