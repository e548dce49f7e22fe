/**
 * Two versions of a case that went different ways from one base, put together again (三方合并). What only one side changed is
 * taken from that side; where both changed the same value differently, that is a conflict for a person to decide. Values are
 * plain JSON as the case file and its annex hold them.
 */
import { pointerKey } from './result.ts'

/** The same value changed on both sides. An absent value: it was removed there, or never was. */
export type MergeConflict = { readonly pointer: string; readonly base?: unknown; readonly home?: unknown; readonly away?: unknown }
export type MergeSide = 'home' | 'away'
/** `merged` holds what was decided at each conflict, and the value of home where nothing was decided yet. */
export type Merged<T> = { readonly merged: T; readonly conflicts: readonly MergeConflict[] }

type Json = unknown
type Fields = Readonly<Record<string, unknown>>

const isRecord = (value: Json): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Text that is the same for equal values, whatever the order of their keys; absent and undefined keys are one. */
export const canonical = (value: Json): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (!isRecord(value)) return JSON.stringify(value) ?? 'undefined'
  return `{${Object.keys(value).filter(key => value[key] !== undefined).toSorted().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`).join(',')}}`
}

const same = (a: Json, b: Json): boolean => canonical(a) === canonical(b)

/** Parts that mean something only as a whole: half of one ending and half of another is no ending. */
const alwaysWhole: readonly string[] = ['/file/end', '/file/archive', '/file/mediators', '/file/courtMediationDocument', '/file/confirmation', '/annex/voided', '/annex/letter']

/** Of what a list of records is told apart by; null for lists of other values. */
const keyOf = (item: Json): string | null => {
  if (!isRecord(item)) return null
  if (typeof item['id'] === 'string') return `id ${item['id']}`
  return typeof item['no'] === 'number' ? `no ${item['no']}` : null
}

/** Items by key; null unless each has a key of its own. Items without an id are their own key, counted where they repeat. */
const keyed = (items: readonly Json[], byId: boolean): Map<string, Json> | null => {
  const found = new Map<string, Json>()
  for (const item of items) {
    const base = byId ? keyOf(item) : canonical(item)
    if (base === null) return null
    let key = base
    for (let at = 2; found.has(key); at += 1) {
      if (byId) return null
      key = `${base} ${at}`
    }
    found.set(key, item)
  }
  return found
}

const inOrder = (keys: Iterable<string>, of: ReadonlySet<string>): string => [...keys].filter(key => of.has(key)).join('\n')

type Context = { readonly conflicts: MergeConflict[]; readonly choices: Readonly<Record<string, MergeSide>>; readonly wholes: ReadonlySet<string> }

const decide = (pointer: string, base: Json, home: Json, away: Json, { conflicts, choices }: Context): Json => {
  conflicts.push({ pointer, ...(base !== undefined && { base }), ...(home !== undefined && { home }), ...(away !== undefined && { away }) })
  return Object.hasOwn(choices, pointer) && choices[pointer] === 'away' ? away : home
}

const mergeLists = (pointer: string, base: readonly Json[], home: readonly Json[], away: readonly Json[], context: Context): Json => {
  const all = [...base, ...home, ...away]
  const byId = all.every(item => keyOf(item) !== null)
  const [was, here, there] = [keyed(base, byId), keyed(home, byId), keyed(away, byId)]
  if (!was || !here || !there) return decide(pointer, base, home, away, context)
  // Without ids an item changed on both sides looks like one removed and others added: a person has to look.
  if (!byId && [...was.keys()].some(key => !here.has(key) && !there.has(key))) return decide(pointer, base, home, away, context)
  const values = new Map<string, Json>()
  for (const key of new Set([...was.keys(), ...here.keys(), ...there.keys()])) {
    const at = `${pointer}/${pointerKey(key.startsWith('id ') || key.startsWith('no ') ? key.slice(3) : key)}`
    const value = merge(at, was.get(key), here.get(key), there.get(key), context)
    if (value !== undefined) values.set(key, value)
  }
  // Whoever put the common items into another order keeps it; when both did, home's order stands.
  const common = new Set([...was.keys()].filter(key => here.has(key) && there.has(key)))
  const lead = inOrder(here.keys(), common) === inOrder(was.keys(), common) && inOrder(there.keys(), common) !== inOrder(was.keys(), common)
    ? [there, here] : [here, there]
  return [...new Set(lead.flatMap(side => [...side.keys()]))].flatMap(key => (values.has(key) ? [values.get(key)] : []))
}

const merge = (pointer: string, base: Json, home: Json, away: Json, context: Context): Json => {
  if (same(home, away) || same(base, away)) return home
  if (same(base, home)) return away
  if (!context.wholes.has(pointer)) {
    if (Array.isArray(home) && Array.isArray(away) && (base === undefined || Array.isArray(base))) {
      return mergeLists(pointer, base ?? [], home, away, context)
    }
    if (isRecord(home) && isRecord(away) && (base === undefined || isRecord(base))) {
      const keys = new Set([...Object.keys(home), ...Object.keys(away)])
      return Object.fromEntries([...keys].flatMap(key => {
        const value = merge(`${pointer}/${pointerKey(key)}`, base !== undefined && Object.hasOwn(base, key) ? base[key] : undefined, Object.hasOwn(home, key) ? home[key] : undefined, Object.hasOwn(away, key) ? away[key] : undefined, context)
        return value === undefined ? [] : [[key, value]]
      }))
    }
  }
  return decide(pointer, base, home, away, context)
}

/**
 * Puts `home` and `away` together, both made from `base`. `choices`: by pointer of a conflict, whose value stands; home's where
 * nothing is said. Pointers name items of lists by their id, not their place. `wholes`: what more is taken from one side or the
 * other as it stands.
 */
export const mergeThreeWay = <T>(base: T, home: T, away: T, choices: Readonly<Record<string, MergeSide>> = {}, wholes: readonly string[] = []): Merged<T> => {
  const conflicts: MergeConflict[] = []
  return { merged: merge('', base, home, away, { conflicts, choices, wholes: new Set([...alwaysWhole, ...wholes]) }) as T, conflicts }
}
