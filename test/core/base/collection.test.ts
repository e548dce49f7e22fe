import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { changedRecords, collectionOf, droppedIds } from '../../../src/core/base/collection.ts'

type Entry = { readonly id: string; readonly value: number }

test('does what a map does, in the order of arrival, and older versions stay as they were', () => {
  fc.assert(fc.property(
    fc.uniqueArray(fc.integer({ min: 0, max: 2000 }), { maxLength: 600 }),
    fc.array(fc.tuple(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 20 })), { maxLength: 60 }),
    (ids, changes) => {
      const map = new Map<string, Entry>(ids.map(id => [`c${id}`, { id: `c${id}`, value: 0 }]))
      let collection = collectionOf([...map.values()])
      const versions: [typeof collection, Entry[]][] = [[collection, [...map.values()]]]
      for (const [id, back] of changes) {
        // Now and then go on from an older version, as a refused change does.
        if (back === 0) {
          const [older, entries] = versions[Math.trunc(versions.length / 2)]!
          collection = older
          map.clear()
          for (const entry of entries) map.set(entry.id, entry)
        }
        const entry = { id: `c${id}`, value: back }
        const next = collection.with(entry)
        expect(changedRecords(collection, next)).toEqual([entry])
        collection = next
        map.set(entry.id, entry)
        versions.push([collection, [...map.values()]])
      }
      for (const [version, entries] of versions) {
        expect([...version.all()]).toEqual(entries)
        expect(version.size).toBe(entries.length)
        for (const entry of entries) expect(version.get(entry.id)).toBe(entry)
        expect(version.get('nobody')).toBeUndefined()
      }
    },
  ), { numRuns: 60 })
})

test('refuses two records with one id', () => {
  expect(() => collectionOf([{ id: 'a' }, { id: 'a' }])).toThrow('two records with one id')
})

test('what is taken out is gone, the rest keeps its order, and the difference of two versions brings one to the other', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 700 }), fc.array(fc.integer({ min: 0, max: 800 })), fc.array(fc.integer({ min: 0, max: 699 })), (count, out, changed) => {
    const records = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, value: 0 }))
    const before = collectionOf(records)
    const gone = new Set(out.map(index => `r${index}`))
    let after = before.without(gone)
    expect(after.all()).toEqual(records.filter(({ id }) => !gone.has(id)))
    for (const index of changed) if (after.get(`r${index}`)) after = after.with({ id: `r${index}`, value: 1 })
    after = after.with({ id: 'new', value: 2 })
    expect(before.all()).toEqual(records)
    const dropped = droppedIds(before, after)
    expect(new Set(dropped)).toEqual(new Set(records.filter(({ id }) => gone.has(id)).map(({ id }) => id)))
    let replayed = before.without(new Set(dropped))
    const put = changedRecords(replayed, after)
    for (const record of put) replayed = replayed.with(record)
    expect(replayed.all()).toEqual(after.all())
    // Only what changed travels.
    expect(put.length).toBe(new Set(changed.filter(index => index < count && !gone.has(`r${index}`))).size + 1)
  }), { numRuns: 60 })
})

test('many records put at once are the same as one after the other, and older versions stay as they were', () => {
  fc.assert(fc.property(fc.integer({ min: 0, max: 600 }), fc.array(fc.integer({ min: 0, max: 1200 }), { maxLength: 700 }), (count, put) => {
    const records = Array.from({ length: count }, (_, index) => ({ id: `r${index}`, value: 0 }))
    const before = collectionOf(records)
    const fresh = put.map((index, value) => ({ id: `r${index}`, value: value + 1 }))
    const aside = before.with({ id: 'aside', value: -1 })
    const atOnce = before.withAll(fresh)
    let oneByOne = collectionOf(records)
    for (const record of fresh) oneByOne = oneByOne.with(record)
    expect(atOnce.all()).toEqual(oneByOne.all())
    expect(atOnce.size).toBe(oneByOne.size)
    for (const { id } of fresh) expect(atOnce.get(id)).toEqual(oneByOne.get(id))
    expect(before.all()).toEqual(records)
    expect(aside.get('aside')).toEqual({ id: 'aside', value: -1 })
    expect(atOnce.get('aside')).toBeUndefined()
    expect(new Set(changedRecords(before, atOnce).map(({ id }) => id))).toEqual(new Set(fresh.map(({ id }) => id)))
  }))
})
