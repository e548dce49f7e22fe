/** The contact book (通讯录): people and bodies seen in cases or entered by hand, to be picked instead of typed again. */
import * as z from 'zod'
import { LocalDateText, LocalTimeText, type CaseFile, type Party } from '../case/record/case-file.ts'
import { idKinds, keysOf, partyKinds, sexes } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { foldedName, foldedNumber, foldedPhones } from '../base/folding.ts'

export const contactRoles = {
  party: '当事人', agent: '代理人', propertyCompany: '物业企业', ownersCommittee: '业主委员会', other: '其他',
} as const

export const Contact = z.strictObject({
  id: Text,
  kind: z.enum(keysOf(partyKinds)),
  role: z.enum(keysOf(contactRoles)),
  name: Text,
  idKind: z.enum(keysOf(idKinds)).optional(),
  idNo: Text.optional(),
  uscc: Text.optional(),
  filingNo: Text.optional(),
  sex: z.enum(keysOf(sexes)).optional(),
  bornOn: LocalDateText.optional(),
  ethnicity: Text.optional(),
  occupation: Text.optional(),
  phone: Text.optional(),
  address: Text.optional(),
  estate: Text.optional(),
  representative: z.strictObject({ name: Text, duty: Text.optional() }).optional(),
  note: Text.optional(),
  /** The latest day of application of a case with this contact. */
  seenOn: LocalDateText.optional(),
  /** A removed contact is no longer shown or suggested, and cases do not bring it back. */
  removedAt: LocalTimeText.optional(),
})
export type Contact = z.output<typeof Contact>

/** What a person types of a contact. */
export const NewContact = Contact.omit({ seenOn: true, removedAt: true }).partial({ id: true })

const sharePhone = (a: string | undefined, b: string | undefined): boolean => {
  const theirs = foldedPhones(b)
  return foldedPhones(a).some(phone => theirs.includes(phone))
}

type Known = Pick<Contact, 'kind' | 'name' | 'idNo' | 'uscc' | 'phone' | 'estate'>

/**
 * The same person or body: by identity number or credit code where both have one, otherwise by name together with
 * telephone or estate. Bodies without either are taken by their name, which is registered.
 */
export const isSameContact = (a: Known, b: Known): boolean => {
  if (a.kind !== b.kind) return false
  if (a.idNo && b.idNo) return foldedNumber(a.idNo) === foldedNumber(b.idNo)
  if (a.uscc && b.uscc) return foldedNumber(a.uscc) === foldedNumber(b.uscc)
  if (foldedName(a.name) !== foldedName(b.name)) return false
  if (sharePhone(a.phone, b.phone)) return true
  return a.kind === 'organisation' || (foldedName(a.estate) !== '' && foldedName(a.estate) === foldedName(b.estate))
}

/** What both hold, told apart by who is asked: what `first` lacks comes from `second`. */
const filledFrom = <T extends object>(first: T, second: Partial<T>): T => {
  const missing = Object.entries(second).filter(([key, value]) => value !== undefined && (first as Record<string, unknown>)[key] === undefined)
  return missing.length === 0 ? first : { ...first, ...Object.fromEntries(missing) }
}

/** Everybody in a case whom the book may hold, without an id. A person of whom nothing but the name is known is nobody yet. */
const seenIn = (file: CaseFile): Omit<Contact, 'id'>[] =>
  allIn(file).filter(seen => seen.kind === 'organisation' || seen.idNo !== undefined || seen.phone !== undefined || seen.estate !== undefined)

const allIn = (file: CaseFile): Omit<Contact, 'id'>[] => {
  const estate = file.place?.estate
  const seenOn = file.appliedOn
  const parties = file.parties.flatMap((party): Omit<Contact, 'id'>[] => {
    // A party that stands for many people is no person of its own.
    const group = party.kind === 'person' && (party.headcount ?? 1) > 1
    const { name, kind, idKind, idNo, uscc, filingNo, sex, bornOn, ethnicity, occupation, phone, address, representative } = party
    const role = kind === 'person' ? 'party'
      : /业主委员会|业委会|业主大会/.test(name) ? 'ownersCommittee' : /物业/.test(name) ? 'propertyCompany' : 'party'
    return [
      ...(group ? [] : [withoutUndefined({ kind, role, name, idKind: idNo === undefined ? undefined : idKind, idNo, uscc, filingNo, sex, bornOn, ethnicity, occupation, phone, address, representative, estate, seenOn } as const)]),
      ...(party.agents ?? []).map(agent => withoutUndefined({ kind: 'person', role: 'agent', name: agent.name, idNo: agent.idNo, phone: agent.phone, seenOn } as const)),
    ]
  })
  const company = file.propertyCompany
  return company ? [...parties, withoutUndefined({ kind: 'organisation', role: 'propertyCompany', name: company.name, uscc: company.uscc, seenOn } as const)] : parties
}

const withoutUndefined = <T extends object>(value: T): Omit<Contact, 'id'> =>
  Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined)) as unknown as Omit<Contact, 'id'>

// Contacts never change in place: by what they can be found is worked out once.
const keysFound = new WeakMap<object, readonly string[]>()
const keysOfContact = (contact: Known): readonly string[] => {
  let keys = keysFound.get(contact)
  if (!keys) {
    keys = [...(contact.idNo ? [`i${foldedNumber(contact.idNo)}`] : []), ...(contact.uscc ? [`u${foldedNumber(contact.uscc)}`] : []), `n${foldedName(contact.name)}`]
    keysFound.set(contact, keys)
  }
  return keys
}

/** A book in which the same contact is found without reading it from end to end. What is put again takes its own place. */
export const bookOf = (contacts: Iterable<Contact>) => {
  const byKey = new Map<string, Set<string>>()
  const latest = new Map<string, Contact>()
  const put = (contact: Contact): void => {
    latest.set(contact.id, contact)
    for (const key of keysOfContact(contact)) {
      const ids = byKey.get(key)
      if (ids) ids.add(contact.id)
      else byKey.set(key, new Set([contact.id]))
    }
  }
  for (const contact of contacts) put(contact)
  return {
    put,
    hasId: (id: string): boolean => latest.has(id),
    /** One that is shown rather than one that was removed. */
    find: (known: Known): Contact | undefined => {
      const same = keysOfContact(known).flatMap(key => [...(byKey.get(key) ?? [])])
        .map(id => latest.get(id)!).filter(other => isSameContact(known, other))
      return same.find(other => other.removedAt === undefined) ?? same[0]
    },
  }
}

/**
 * What a case adds to the book: contacts that are new, and known ones with what they lacked. What the book says already is
 * never written over, and what was removed stays removed. Ids follow from the case, so the same case adds the same.
 */
export const notedContacts = (book: ReturnType<typeof bookOf>, file: CaseFile): Contact[] => {
  const noted = new Map<string, Contact>()
  for (const seen of seenIn(file)) {
    const present = book.find(seen)
    if (present?.removedAt !== undefined) continue
    if (present) {
      const filled = filledFrom(present, seen)
      const later = filled.seenOn! < seen.seenOn! ? { ...filled, seenOn: seen.seenOn! } : filled
      if (later !== present) {
        book.put(later)
        noted.set(later.id, later)
      }
      continue
    }
    let number = 1
    while (book.hasId(`${file.id}-${number}`)) number += 1
    const contact: Contact = { ...seen, id: `${file.id}-${number}` }
    book.put(contact)
    noted.set(contact.id, contact)
  }
  return [...noted.values()]
}

/** Two contacts that are one: what the kept one lacks comes from the other; the later day of a case counts. */
export const mergedContact = (kept: Contact, other: Contact): Contact => {
  const { id: _id, removedAt: _removedAt, ...rest } = other
  const filled = filledFrom(kept, rest)
  return rest.seenOn !== undefined && rest.seenOn > filled.seenOn! ? { ...filled, seenOn: rest.seenOn } : filled
}

/** Fields of a party that a contact can fill. */
const partyFields = [
  'kind', 'name', 'idKind', 'idNo', 'uscc', 'filingNo', 'sex', 'bornOn', 'ethnicity', 'occupation', 'phone', 'address', 'representative',
] as const satisfies readonly (keyof Party & keyof Contact)[]
export type PartyFieldOfContact = (typeof partyFields)[number]

/** What a field says, as it is compared: a name in another width or a number with blanks in it is no other one. */
const foldedField = (field: PartyFieldOfContact, value: unknown): string =>
  (typeof value !== 'string' ? foldedName(JSON.stringify(value)) : field === 'phone' ? foldedPhones(value).join() : field === 'idNo' || field === 'uscc' ? foldedNumber(value) : foldedName(value))

/**
 * What picking a contact does to a party as typed so far. `fill`: fields to be set, those that were empty and the one in
 * which the choice was made; `differs`: fields that hold something else than the book, left as they are.
 */
export const pickedContact = (party: Partial<Party>, contact: Contact, at: PartyFieldOfContact): {
  readonly fill: Partial<Party>
  readonly differs: readonly PartyFieldOfContact[]
} => {
  const fill: Record<string, unknown> = {}
  const differs: PartyFieldOfContact[] = []
  for (const field of partyFields) {
    const value = contact[field]
    if (value === undefined) continue
    const typed = party[field]
    // The kind of party and of document stand on the form before anybody chose them.
    if (typed === undefined || field === at || field === 'kind' || (field === 'idKind' && party.idNo === undefined)) fill[field] = value
    else if (field !== 'idKind' && foldedField(field, typed) !== foldedField(field, value)) differs.push(field)
  }
  return { fill: fill as Partial<Party>, differs }
}
