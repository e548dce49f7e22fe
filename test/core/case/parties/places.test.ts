import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { differentPlaces, offeredAt, placeParts, placeTree, type KnownPlace, type PlaceNode } from '../../../../src/core/case/parties/places.ts'

const wangshan = { regionCode: '421281001', community: '望山社区' }
const known: KnownPlace[] = [
  { ...wangshan, estate: '清源小区', building: '3栋', unit: '2' }, { regionCode: '421281002', community: '营里社区', estate: '河畔人家' },
  { ...wangshan, estate: '清源小区', building: '3栋', unit: '1' }, { ...wangshan, estate: '金桥花园' }, { community: '桥头村' },
]

test('each part is offered under what was chosen above it, last used first; an open part excludes nothing', () => {
  expect(offeredAt(known, 'community', {})).toEqual(['望山社区', '营里社区', '桥头村'])
  expect(offeredAt(known, 'community', { regionCode: '421281001' })).toEqual(['望山社区', '桥头村'])
  expect(offeredAt(known, 'estate', { regionCode: '421281001' })).toEqual(['清源小区', '金桥花园'])
  expect(offeredAt(known, 'estate', { community: '营里社区' })).toEqual(['河畔人家'])
  expect(offeredAt(known, 'unit', { estate: '清源小区', building: '3栋' })).toEqual(['2', '1'])
  expect(offeredAt(known, 'unit', { estate: '金桥花园' })).toEqual([])
})

test('the tree has each way from the street down once', () => {
  expect(placeTree(known.slice(0, 4))).toEqual([
    { value: '421281001', label: '蒲圻街道', children: [{ value: '望山社区', label: '望山社区', children: [
      { value: '清源小区', label: '清源小区', children: [{ value: '3栋', label: '3栋', children: [{ value: '2', label: '2' }, { value: '1', label: '1' }] }] },
      { value: '金桥花园', label: '金桥花园' },
    ] }] },
    { value: '421281002', label: '赤马港街道', children: [{ value: '营里社区', label: '营里社区', children: [{ value: '河畔人家', label: '河畔人家' }] }] },
  ])
})

const part = fc.option(fc.constantFrom('甲', '乙', '丙'), { nil: undefined })
const anyPlace = fc.record({ regionCode: fc.constantFrom('421281001', '421281002'), community: part, estate: part, building: part, unit: part }).map(place =>
  Object.fromEntries(Object.entries(place).filter(([, value]) => value !== undefined)) as KnownPlace)

test('of any places none is kept twice, and the tree has as many ways as different beginnings without a gap', () => {
  const ways = (nodes: readonly PlaceNode[], before: string): string[] => nodes.flatMap(({ value, children = [] }) => [`${before}/${value}`, ...ways(children, `${before}/${value}`)])
  fc.assert(fc.property(fc.array(anyPlace), places => {
    const once = differentPlaces(places)
    expect(new Set(once.map(place => JSON.stringify(place))).size).toBe(once.length)
    const beginnings = new Set<string>()
    for (const place of places) {
      let way = ''
      for (const key of placeParts) {
        if (place[key] === undefined) break
        beginnings.add(way += `/${place[key]}`)
      }
    }
    expect(new Set(ways(placeTree(once), ''))).toEqual(beginnings)
    expect(ways(placeTree(once), '').length).toBe(beginnings.size)
  }))
})
