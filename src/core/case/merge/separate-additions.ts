/**
 * Records that were added on two computers at once may have been given the same id (a third session, a second risk), and letters
 * are known by their place in the list. Before two versions are merged, what was added away gets ids of its own, and whatever
 * names it there follows.
 */
import type { CaseAnnex } from '../record/annex.ts'
import type { CaseFile } from '../record/case-file.ts'
import { canonical } from '../../base/three-way.ts'

export type WholeCase = { readonly file: CaseFile; readonly annex: CaseAnnex }

type Known = Readonly<Record<string, unknown>>
type Listed = { readonly id?: string; readonly no?: number; readonly name?: string; readonly side?: string }

/** Where records with ids lie, and under which keys they are named elsewhere. */
const lists: readonly { readonly of: (whole: WholeCase) => readonly Listed[] | undefined; readonly by: 'id' | 'no'; readonly named: readonly string[] }[] = [
  { of: ({ file }) => file.parties, by: 'id', named: ['obligor', 'obligee', 'withParties', 'payer', 'payee', 'to', 'partyId', 'partyIds', 'providedBy', 'parties'] },
  { of: ({ file }) => file.sessions, by: 'id', named: [] },
  { of: ({ file }) => file.agreement?.terms, by: 'id', named: ['termId', 'termIds'] },
  { of: ({ file }) => file.evidence, by: 'no', named: ['no'] },
  { of: ({ annex }) => annex.appointments, by: 'id', named: [] },
  { of: ({ annex }) => annex.inquiries, by: 'id', named: [] },
  { of: ({ annex }) => annex.risks, by: 'id', named: [] },
  { of: ({ annex }) => annex.feeWorksheets, by: 'id', named: [] },
  { of: ({ annex }) => annex.demands, by: 'id', named: [] },
]

/** The same person, entered on both sides: what is said of him is merged, not the person doubled. */
const samePerson = (one: Listed, other: Listed): boolean => one.side !== undefined && one.side === other.side && one.name === other.name

/** The next one of the same kind that nobody has: s3 → s4. */
const following = (id: string | number, taken: ReadonlySet<unknown>): string | number => {
  const prefix = typeof id === 'number' ? '' : id.replace(/\d+$/, '')
  for (let at = typeof id === 'number' ? id + 1 : taken.size + 1; ; at += 1) {
    const next = typeof id === 'number' ? at : `${prefix}${at}`
    if (!taken.has(next)) return next
  }
}

/** A copy in which the records of a list have their new ids, and what names them under one of the keys names the new ones. */
const renamed = (value: unknown, list: readonly unknown[], by: string, names: ReadonlyMap<unknown, string | number>, keys: readonly string[], key = ''): unknown => {
  const self = (item: unknown): unknown => names.get(item) ?? item
  if (Array.isArray(value)) {
    const isList = value === list
    return value.map(item => {
      if (isList) return { ...renamed(item, list, by, names, keys) as object, [by]: self((item as Known)[by]) }
      return typeof item === 'string' && keys.includes(key) ? self(item) : renamed(item, list, by, names, keys, key)
    })
  }
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => {
    const at = key === 'paperExtras' ? name.replace(/:(.+)$/, (_, id: string) => `:${String(self(id))}`)
      : key === 'parties' && keys.includes('parties') ? String(self(name)) : name
    const scalar = typeof item === 'string' || (typeof item === 'number' && by === 'no')
    // An agreement and a paper have numbers of their own.
    const refers = keys.includes(name) && (by !== 'no' || key === 'evidenceFiles')
    return [at, scalar && refers ? self(item) : renamed(item, list, by, names, keys, name)]
  }))
}

const withLettersMoved = (base: WholeCase, home: WholeCase, away: WholeCase): WholeCase => {
  const before = base.file.referrals?.length ?? 0
  const here = home.file.referrals ?? []
  const added = (away.file.referrals ?? []).slice(before)
  if (here.length <= before || added.length === 0) return away
  const moved = (index: number): number => (index < before ? index : index + here.length - before)
  const { referralReplies, referralReceipts, paperExtras } = away.annex
  return {
    file: away.file,
    annex: {
      ...away.annex,
      ...(referralReplies && { referralReplies: referralReplies.map(reply => ({ ...reply, index: moved(reply.index) })) }),
      ...(referralReceipts && { referralReceipts: referralReceipts.map(receipt => ({ ...receipt, index: moved(receipt.index) })) }),
      ...(paperExtras && {
        paperExtras: Object.fromEntries(Object.entries(paperExtras).map(([name, extras]) =>
          [name.replace(/^D25:(\d+)$/, (_, index: string) => `D25:${moved(Number(index))}`), extras])),
      }),
    },
  }
}

/** The version from away, with ids that home did not give as well. What both added alike keeps its id. */
export const separateAdditions = (base: WholeCase, home: WholeCase, away: WholeCase): WholeCase => {
  let next = away
  for (const { of, by, named } of lists) {
    const idsIn = (whole: WholeCase): Map<unknown, Listed> => new Map((of(whole) ?? []).map(item => [item[by], item]))
    const [was, here, there] = [idsIn(base), idsIn(home), idsIn(next)]
    const taken = new Set([...was.keys(), ...here.keys(), ...there.keys()])
    const names = new Map<unknown, string | number>()
    for (const [id, item] of there) {
      if (was.has(id) || !here.has(id) || canonical(here.get(id)) === canonical(item) || samePerson(here.get(id)!, item)) continue
      const fresh = following(id as string | number, taken)
      taken.add(fresh)
      names.set(id, fresh)
    }
    if (names.size > 0) next = renamed(next, of(next)!, by, names, named) as WholeCase
  }
  return withLettersMoved(base, home, next)
}

/** Letters are told apart by their place: with it as an id they merge as records do. */
export const lettersById = ({ file, annex }: WholeCase, from = 0, shift = 0): WholeCase => ({
  file: file.referrals ? { ...file, referrals: file.referrals.map((letter, index) => ({ ...letter, id: String(index < from ? index : index + shift) })) } : file,
  annex,
})

/** Takes back what `lettersById` did, after a merge. */
export const lettersByPlace = ({ file, annex }: WholeCase): WholeCase => ({
  file: file.referrals
    ? { ...file, referrals: file.referrals.map(letter => Object.fromEntries(Object.entries(letter).filter(([key]) => key !== 'id')) as typeof letter) }
    : file,
  annex,
})
