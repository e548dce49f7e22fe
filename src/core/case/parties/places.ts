/** Places as they are offered while an address is typed (地址级联): from the street down, what was used last first. */
import type * as z from 'zod'
import { Place } from '../record/case-file.ts'
import { streetName } from '../../base/codes.ts'

/** A place without its room, of which any finer or coarser part may be open. */
export const KnownPlace = Place.omit({ room: true }).partial()
export type KnownPlace = z.output<typeof KnownPlace>

/** The parts of a place, coarse to fine. */
export const placeParts = ['regionCode', 'community', 'estate', 'building', 'unit'] as const
export type PlacePart = (typeof placeParts)[number]

/** Each different place once, in the order in which they first come. */
export const differentPlaces = (places: readonly KnownPlace[]): KnownPlace[] => {
  const seen = new Map<string, KnownPlace>()
  for (const place of places) {
    const parts = Object.fromEntries(placeParts.flatMap(part => (place[part] === undefined ? [] : [[part, place[part]]]))) as KnownPlace
    const key = JSON.stringify(placeParts.map(part => parts[part] ?? ''))
    if (!seen.has(key)) seen.set(key, parts)
  }
  return [...seen.values()]
}

/** What is known at one part under what was chosen above it. A part that is open on either side excludes nothing. */
export const offeredAt = (places: readonly KnownPlace[], part: PlacePart, chosen: KnownPlace): string[] => {
  const above = placeParts.slice(0, placeParts.indexOf(part))
  return [...new Set(places
    .filter(place => above.every(coarser => !chosen[coarser] || place[coarser] === undefined || place[coarser] === chosen[coarser]))
    .flatMap(place => place[part] ?? []))]
}

export type PlaceNode = { readonly value: string; readonly label: string; readonly children?: PlaceNode[] }

const branches = (places: readonly KnownPlace[], depth: number): PlaceNode[] => {
  const part = placeParts[depth]
  if (part === undefined) return []
  const below = new Map<string, KnownPlace[]>()
  for (const place of places) {
    const value = place[part]
    if (value !== undefined) below.set(value, [...(below.get(value) ?? []), place])
  }
  return [...below].map(([value, among]) => {
    const children = branches(among, depth + 1)
    return { value, label: part === 'regionCode' ? streetName(value) : value, ...(children.length > 0 && { children }) }
  })
}

/** The known places as a tree to choose from; a place whose street is open is not in it. */
export const placeTree = (places: readonly KnownPlace[]): PlaceNode[] => branches(places, 0)
