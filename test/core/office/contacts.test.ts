import { expect, test } from 'vitest'
import { bookOf, isSameContact, mergedContact, notedContacts, pickedContact, type Contact } from '../../../src/core/office/contacts.ts'
import { localDate, type LocalTime } from '../../../src/core/base/dates.ts'
import { aCase } from '../../builders.ts'

const file = aCase({
  id: 'c1', appliedOn: localDate('2026-09-07'), place: { regionCode: '421281001', estate: '清源小区' },
  propertyCompany: { name: '清源物业服务有限公司', uscc: '91429999MA00000A9B' },
  parties: [
    { id: 'p1', side: 'applicant', kind: 'person', name: '余明', phone: '13900000001', agents: [{ name: '罗毅', authority: 'general', phone: '13900000009' }] },
    { id: 'p2', side: 'respondent', kind: 'organisation', name: '清源物业服务有限公司', phone: '0715-5320001' },
    { id: 'p3', side: 'thirdParty', kind: 'person', name: '陈立新等12户', headcount: 12 },
  ],
})
const yu: Contact = { id: 'x', kind: 'person', role: 'party', name: '余明', idNo: '429999196503120018', phone: '13900000001' }

test('a case brings its parties, agents and company, each once, and no group', () => {
  const noted = notedContacts(bookOf([]), file)
  expect(noted).toEqual([
    { id: 'c1-1', kind: 'person', role: 'party', name: '余明', phone: '13900000001', estate: '清源小区', seenOn: '2026-09-07' },
    { id: 'c1-2', kind: 'person', role: 'agent', name: '罗毅', phone: '13900000009', seenOn: '2026-09-07' },
    { id: 'c1-3', kind: 'organisation', role: 'propertyCompany', name: '清源物业服务有限公司', uscc: '91429999MA00000A9B', phone: '0715-5320001', estate: '清源小区', seenOn: '2026-09-07' },
  ])
  expect(notedContacts(bookOf(noted), file)).toEqual([])
})

test('a known contact gets what it lacked and keeps what it says; a removed one stays removed', () => {
  const other = { ...yu, phone: '13900000002', estate: '清源小区', role: 'other' as const }
  expect(notedContacts(bookOf([other]), { ...file, parties: [file.parties[0]!] }).filter(contact => contact.name === '余明'))
    .toEqual([{ ...other, seenOn: '2026-09-07' }])
  const removed = { ...yu, removedAt: '2026-09-01T09:00' as LocalTime }
  expect(notedContacts(bookOf([removed]), { ...file, parties: [file.parties[0]!] }).map(contact => contact.name)).not.toContain('余明')
})

test('two are the same by number, or by name with telephone or estate; a name alone is not enough for a person', () => {
  const person = (fields: object) => ({ kind: 'person' as const, name: '余明', ...fields })
  const body = (fields: object) => ({ kind: 'organisation' as const, name: '清源物业服务有限公司', ...fields })
  expect([
    isSameContact(person({ idNo: '1' }), person({ idNo: '1' })), isSameContact(person({ idNo: '1', phone: '13900000001' }), person({ idNo: '2', phone: '13900000001' })),
    isSameContact(person({ phone: '139 0000 0001' }), person({ phone: '13900000001' })), isSameContact(person({ estate: '清源小区' }), person({ estate: '清源小区' })),
    isSameContact(person({}), person({})), isSameContact(body({}), body({})), isSameContact(body({ uscc: 'A' }), body({ uscc: 'B' })),
  ]).toEqual([true, false, true, true, false, true, false])
})

test('merging keeps what the kept one says and adds what it lacked', () => {
  expect(mergedContact({ ...yu, seenOn: localDate('2026-01-01') }, { id: 'y', kind: 'person', role: 'agent', name: '余 明', phone: '1', estate: '清源小区', seenOn: localDate('2026-05-01') }))
    .toEqual({ ...yu, estate: '清源小区', seenOn: '2026-05-01' })
})

test('a pick fills what is empty and leaves what was typed, saying where the book differs', () => {
  const contact: Contact = { ...yu, idKind: 'residentId', address: '5栋' }
  expect(pickedContact({ side: 'applicant', kind: 'person', name: '余', idKind: 'passport', phone: '13900000009' }, contact, 'name')).toEqual({
    fill: { kind: 'person', name: '余明', idKind: 'residentId', idNo: '429999196503120018', address: '5栋' }, differs: ['phone'],
  })
})
