import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { lanesOf } from '../../../src/core/base/lanes.ts'

const span = (startAt: string, endAt: string) => ({ startAt, endAt })

test('what shares time stands side by side; what does not has the whole width', () => {
  expect(lanesOf([span('09', '11'), span('10', '12'), span('11', '13'), span('14', '15')]).map(({ lane, lanes }) => [lane, lanes]))
    .toEqual([[0, 2], [1, 2], [0, 2], [0, 1]])
  expect(lanesOf([])).toEqual([])
})

test('no two that share time share a lane, and none is lost', () => {
  const some = fc.array(fc.tuple(fc.integer({ min: 10, max: 40 }), fc.integer({ min: 1, max: 15 })), { maxLength: 12 })
    .map(times => times.map(([start, length]) => span(String(start), String(start + length))).toSorted((a, b) => (a.startAt < b.startAt ? -1 : 1)))
  fc.assert(fc.property(some, rows => {
    const placed = lanesOf(rows)
    expect(placed.map(({ row }) => row)).toEqual(rows)
    placed.forEach((a, index) => {
      expect(a.lane).toBeLessThan(a.lanes)
      for (const b of placed.slice(index + 1)) {
        if (a.row.startAt < b.row.endAt && b.row.startAt < a.row.endAt) expect([b.lane === a.lane, b.lanes]).toEqual([false, a.lanes])
      }
    })
  }))
})
