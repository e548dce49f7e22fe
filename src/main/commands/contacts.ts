/** The contact book (通讯录). */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { Collection } from '../../core/base/collection.ts'
import { bookOf, mergedContact, notedContacts, type Contact } from '../../core/office/contacts.ts'
import { searchable, soughtWords } from '../../core/base/folding.ts'
import type { Handler } from '../../core/contract.ts'
import type { Office } from '../../core/office.ts'
import { ok, refuse } from '../../core/base/result.ts'
import { initialsOf } from './search-text.ts'

const books = new WeakMap<Collection<Contact>, readonly Contact[]>()

/** Those who are shown, the latest seen first; remembered until the book changes. */
const shown = (contacts: Collection<Contact>): readonly Contact[] => {
  let list = books.get(contacts)
  if (!list) {
    list = contacts.all().filter(contact => contact.removedAt === undefined)
      .toSorted((a, b) => ((a.seenOn ?? '') === (b.seenOn ?? '') ? 0 : (a.seenOn ?? '') < (b.seenOn ?? '') ? 1 : -1))
    books.set(contacts, list)
  }
  return list
}

const texts = new WeakMap<Contact, string>()
const textOf = (contact: Contact): string => {
  let text = texts.get(contact)
  if (text === undefined) {
    text = searchable([contact.name, initialsOf(contact.name), contact.phone, contact.idNo, contact.uscc, contact.filingNo, contact.estate, contact.representative?.name, contact.note]
      .filter(Boolean).join('\n'))
    texts.set(contact, text)
  }
  return text
}

/** The office with what a case adds to the book. */
export const withNoted = (office: Office, file: CaseFile): Office => {
  const noted = notedContacts(bookOf(office.contacts.all()), file)
  return noted.length === 0 ? office : { ...office, contacts: noted.reduce((contacts, contact) => contacts.with(contact), office.contacts) }
}

const notFound = () => refuse('contact-not-found', '通讯录里没有这一条，可能已被移除；请刷新后重试。', { field: '/contactId' })

export const listContacts: Handler<'contact.list'> = async (input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const words = soughtWords(input.query ?? '')
  const found = shown(office.value.contacts).filter(contact =>
    (!input.kind || contact.kind === input.kind) && words.every(word => textOf(contact).includes(word)))
  const offset = input.offset ?? 0
  return ok({ total: found.length, contacts: found.slice(offset, offset + (input.limit ?? 200)) })
}

export const saveContact: Handler<'contact.save'> = ({ contact: given }, { store, clock, ids }) => {
  const id = given.id ?? ids.next()
  return store.change({ command: 'contact.save', at: clock.now() }, office => {
    const before = office.contacts.get(id)
    if (given.id !== undefined && !before) return notFound()
    const contact: Contact = { ...given, id, ...(before?.seenOn !== undefined && { seenOn: before.seenOn }) }
    return ok({ office: { ...office, contacts: office.contacts.with(contact) }, value: { contact } })
  })
}

export const removeContact: Handler<'contact.remove'> = ({ contactId }, { store, clock }) =>
  store.change({ command: 'contact.remove', at: clock.now() }, office => {
    const before = office.contacts.get(contactId)
    if (!before) return notFound()
    const contact: Contact = { ...before, removedAt: clock.now() }
    return ok({ office: { ...office, contacts: office.contacts.with(contact) }, value: { contact } })
  })

export const restoreContact: Handler<'contact.restore'> = ({ contactId }, { store, clock }) =>
  store.change({ command: 'contact.restore', at: clock.now() }, office => {
    const before = office.contacts.get(contactId)
    if (!before) return notFound()
    const { removedAt: _removedAt, ...contact } = before
    return ok({ office: { ...office, contacts: office.contacts.with(contact) }, value: { contact } })
  })

export const mergeContacts: Handler<'contact.merge'> = ({ keepId, otherId }, { store, clock }) =>
  store.change({ command: 'contact.merge', at: clock.now() }, office => {
    const [kept, other] = [office.contacts.get(keepId), office.contacts.get(otherId)]
    if (!kept || !other) return notFound()
    if (keepId === otherId) return refuse('same-contact', '选了同一条，请选两条不同的再合并。', { field: '/otherId' })
    if (kept.kind !== other.kind) return refuse('contact-kinds', '一条是自然人，一条是单位，不能合并；请核对。', { field: '/otherId' })
    const contact = mergedContact(kept, other)
    const contacts = office.contacts.with(contact).with({ ...other, removedAt: clock.now() })
    return ok({ office: { ...office, contacts }, value: { contact } })
  })

export const collectContacts: Handler<'contact.collect'> = (_input, { store, clock }) =>
  store.change({ command: 'contact.collect', at: clock.now() }, office => {
    let { contacts } = office
    let added = 0
    const completed = new Set<string>()
    const noted = new Map<string, Contact>()
    const book = bookOf(contacts.all())
    for (const file of office.cases.all()) {
      for (const contact of notedContacts(book, file)) noted.set(contact.id, contact)
    }
    for (const contact of noted.values()) {
      if (office.contacts.get(contact.id)) completed.add(contact.id)
      else added += 1
      contacts = contacts.with(contact)
    }
    return ok({ office: noted.size === 0 ? office : { ...office, contacts }, value: { added, completed: completed.size } })
  })
