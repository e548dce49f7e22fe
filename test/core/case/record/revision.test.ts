import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { revisionOf, unseenChanges } from '../../../../src/core/case/record/revision.ts'
import { aCase } from '../../../builders.ts'

const annex = { id: 'w1' }
const file = aCase()
const seen = revisionOf(file, annex)
const sessions = file.sessions!
const another = { ...sessions[0]!, id: 's9', record: '又谈了一次。' }

test('a case that is as it was seen may be written over', () => {
  expect(unseenChanges(seen, [file, annex], [{ ...file, facts: '改写。' }, annex])).toEqual([])
})

test('what changed since then is named with both versions, and what did not is not', () => {
  const now = { ...file, facts: '别人改的。', difficult: true }
  expect(unseenChanges(seen, [now, annex], [{ ...now, facts: '我改的。' }, annex])).toEqual([{ pointer: '/facts', stored: '别人改的。', incoming: '我改的。' }])
  expect(unseenChanges(seen, [now, annex], [{ ...now, claims: ['另一项'] }, annex])).toEqual([])
})

test('a record put behind others conflicts with nothing, also when somebody else put one there', () => {
  const now = { ...file, sessions: [...sessions, another] }
  expect(unseenChanges(seen, [now, annex], [{ ...now, sessions: [...now.sessions, { ...another, id: 's10' }] }, annex])).toEqual([])
})

test('what somebody removed is not brought back unasked', () => {
  const { place: _, ...now } = file
  expect(unseenChanges(seen, [now, annex], [file, annex]).map(({ pointer }) => pointer)).toContain('/place/regionCode')
})

test('any two edits of one case: the second passes exactly when it writes over nothing that the first one changed', () => {
  const texts = { facts: fc.constantFrom('甲', '乙'), type: fc.constantFrom('WY01', 'WY05', 'WY08'), appliedOn: fc.constantFrom('2026-01-01', '2026-01-02') }
  const edit = fc.record(texts, { requiredKeys: [] })
  fc.assert(fc.property(edit, edit, (first, second) => {
    const base = { ...file, facts: '原文', type: 'WY99', appliedOn: '2025-12-31' } as typeof file
    const stored = { ...base, ...first } as typeof file
    const wanted = { ...base, ...second } as typeof file
    const keys = ['facts', 'type', 'appliedOn'] as const
    const expected = keys.filter(key => stored[key] !== base[key] && wanted[key] !== stored[key]).map(key => `/${key}`)
    const found = unseenChanges(revisionOf(base, annex), [stored, annex], [wanted, annex]).map(({ pointer }) => pointer)
    expect(found.toSorted()).toEqual(expected.toSorted())
  }))
})
