/**
 * What a window has seen of a case, and what a change would write over without having seen it. A revision is a list of
 * fingerprints, one for each single value of the case at its place, so that no old version has to be kept to compare with.
 */
import { pointerKey } from '../../base/result.ts'
import type { CaseAnnex } from './annex.ts'
import type { CaseFile } from './case-file.ts'

type Leaf = string | number | boolean

const leavesOf = (value: unknown, pointer = '', leaves = new Map<string, Leaf>()): Map<string, Leaf> => {
  if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) leavesOf(item, `${pointer}/${pointerKey(key)}`, leaves)
  else if (value !== undefined && value !== null) leaves.set(pointer, value as Leaf)
  return leaves
}

/** FNV-1a, 32 bits: to notice a change, not to keep anything secret. */
const fingerprint = (pointer: string, leaf: Leaf): string => {
  let hash = 0x811c9dc5
  for (const sign of `${pointer}=${JSON.stringify(leaf)}`) hash = Math.imul(hash ^ sign.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(36)
}

const whole = (file: CaseFile, annex: CaseAnnex): Map<string, Leaf> => leavesOf({ ...file, annex })

export const revisionOf = (file: CaseFile, annex: CaseAnnex): string =>
  [...whole(file, annex)].map(([pointer, leaf]) => fingerprint(pointer, leaf)).join(' ')

/** One value of the case as it is stored and as a change would have it. */
export type Unseen = { readonly pointer: string; readonly stored?: Leaf; readonly incoming?: Leaf }

/**
 * The values that `after` would write over although whoever made it never saw them (`seen`: the revision that was looked
 * at), and those that somebody removed meanwhile and `after` would bring back. What is added beside them is no conflict.
 */
export const unseenChanges = (seen: string, before: readonly [CaseFile, CaseAnnex], after: readonly [CaseFile, CaseAnnex]): Unseen[] => {
  const known = new Set(seen.split(' '))
  const stored = whole(...before)
  const incoming = whole(...after)
  const found: Unseen[] = []
  for (const pointer of new Set([...stored.keys(), ...incoming.keys()])) {
    const there = stored.get(pointer)
    const wanted = incoming.get(pointer)
    if (there === wanted) continue
    const unseen = there === undefined ? known.has(fingerprint(pointer, wanted!)) : !known.has(fingerprint(pointer, there))
    if (unseen) found.push({ pointer, ...(there !== undefined && { stored: there }), ...(wanted !== undefined && { incoming: wanted }) })
  }
  return found
}
