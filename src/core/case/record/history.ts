/**
 * Earlier states of a case. Each change of a case keeps what it replaced (a reverse diff, field by field), so a state of
 * any day is the present one with the later changes taken back.
 */
import * as z from 'zod'
import type { CaseAnnex } from './annex.ts'
import { LocalTimeText, type CaseFile } from './case-file.ts'
import { dateOf, type LocalDate } from '../../base/dates.ts'
import { Text } from '../../base/text.ts'

/** One place that a change touched and what stood there; without `was` there was nothing. `length` of a list: how long it was. */
export const Replaced = z.strictObject({ at: z.array(z.union([z.string(), z.int()])), was: z.unknown().optional() })
export type Replaced = z.output<typeof Replaced>

/** When, by whom and by which command something was changed. */
export const HistoryEntry = z.strictObject({
  /** The id of what was changed with a number, `id#1`, `id#2`, …: found without a search. As long as any id, and the number. */
  id: z.string().min(3).regex(/#\d+$/),
  at: LocalTimeText,
  by: Text,
  command: Text,
  /** It came into being. */
  created: z.literal(true).optional(),
})

export const CaseHistoryEntry = HistoryEntry.extend({ file: z.array(Replaced).optional(), annex: z.array(Replaced).optional() })
export type CaseHistoryEntry = z.output<typeof CaseHistoryEntry>

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value)

const compare = (before: unknown, after: unknown, at: Replaced['at'], found: Replaced[]): void => {
  if (Object.is(before, after)) return
  if (Array.isArray(before) && Array.isArray(after)) {
    if (after.length > before.length) found.push({ at: [...at, 'length'], was: before.length })
    before.forEach((item, index) => {
      if (index < after.length) compare(item, after[index], [...at, index], found)
      else found.push({ at: [...at, index], was: item })
    })
  } else if (isObject(before) && isObject(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
      // A field that holds undefined is absent: nothing of it is stored.
      if (before[key] === undefined && after[key] !== undefined) found.push({ at: [...at, key] })
      else if (before[key] !== undefined) compare(before[key], after[key], [...at, key], found)
    }
  } else found.push({ at: [...at], was: before })
}

/** What has to be put back into `after` to have `before` again. */
export const reverseDiff = (before: unknown, after: unknown): Replaced[] => {
  const found: Replaced[] = []
  compare(before, after, [], found)
  return found
}

const putBack = (value: unknown, { at, was }: Replaced, depth = 0): unknown => {
  if (depth === at.length) return was
  const key = at[depth]!
  const last = depth === at.length - 1
  if (Array.isArray(value)) {
    if (last && key === 'length') return value.slice(0, was as number)
    const list = [...(value as unknown[])]
    list[key as number] = putBack(list[key as number], { at, was }, depth + 1)
    return list
  }
  const { [key]: old, ...rest } = value as Record<string, unknown>
  return last && was === undefined ? rest : { ...rest, [key]: putBack(old, { at, was }, depth + 1) }
}

/** Takes one change back. */
export const takenBack = <T>(after: T, replaced: readonly Replaced[]): T => replaced.reduce<unknown>((value, one) => putBack(value, one), after) as T

export const historyId = (ofId: string, no: number): string => `${ofId}#${no}`

/** The entries of a case, or of an entry of a register, oldest first. `get` finds by id. */
export const historyOf = <T>(get: (id: string) => T | undefined, ofId: string): T[] => {
  const entries: T[] = []
  for (let entry = get(historyId(ofId, 1)); entry; entry = get(historyId(ofId, entries.length + 1))) entries.push(entry)
  return entries
}

export type CaseThen =
  /** As it stood at the end of the day. */
  | { readonly state: 'known'; readonly file: CaseFile; readonly annex: CaseAnnex; readonly later: number }
  /** It was entered later. */
  | { readonly state: 'notYet' }
  /** It was here, but its changes have been kept only since `since`. */
  | { readonly state: 'notKept'; readonly since: LocalDate }

/** A case as it stood at the end of `on`, from its present state and its history (oldest first). */
export const caseOn = (file: CaseFile, annex: CaseAnnex, history: readonly CaseHistoryEntry[], on: LocalDate): CaseThen => {
  let then = { file, annex }
  let later = 0
  for (const entry of history.toReversed()) {
    if (dateOf(entry.at) <= on) return { state: 'known', ...then, later }
    if (entry.created) return { state: 'notYet' }
    then = { file: takenBack(then.file, entry.file ?? []), annex: takenBack(then.annex, entry.annex ?? []) }
    later += 1
  }
  const [first] = history
  // Entered before its changes were kept: the oldest state holds for the day before the first change, and no further back.
  return first === undefined ? { state: 'known', ...then, later } : { state: 'notKept', since: dateOf(first.at) }
}
