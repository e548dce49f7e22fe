/** Cases that tell of the same: the same kind of dispute first, then by pairs of characters that their words share. */
import type { CaseFile } from '../record/case-file.ts'
import type { DisputeType } from '../../base/codes.ts'

const HAN = /\p{Script=Han}+/gu

/** Pairs of neighbouring Chinese characters as numbers, each once. */
const pairsOf = (text: string): Uint32Array => {
  const pairs = new Set<number>()
  for (const [run] of text.matchAll(HAN)) for (let at = 0; at + 1 < run.length; at += 1) pairs.add(run.charCodeAt(at) * 65_536 + run.charCodeAt(at + 1))
  return Uint32Array.from(pairs)
}

const wordsOf = (file: CaseFile): string => [file.facts, ...file.claims, file.agreement?.issues ?? ''].join('\n')

// A case never changes in place.
const known = new WeakMap<CaseFile, Uint32Array>()
const pairsOfCase = (file: CaseFile): Uint32Array => {
  let pairs = known.get(file)
  if (!pairs) {
    pairs = pairsOf(wordsOf(file))
    known.set(file, pairs)
  }
  return pairs
}

export type AlikeCase = {
  readonly caseId: string
  /** 0 to 100: shared pairs beside what both have (cosine), with a premium for the same kind. */
  readonly score: number
  readonly sameType: boolean
}

/** Counts for the same kind of dispute as much as this share of equal words. */
const SAME_TYPE = 0.25
/** Below this, cases of another kind share only the words that all cases have. */
const LEAST = 0.18

/** The `limit` cases most like a description, best first. `except`: the case that is described. */
export const alikeCases = (sought: { readonly type?: DisputeType | undefined; readonly text: string }, cases: Iterable<CaseFile>, limit: number, except?: string): AlikeCase[] => {
  const ours = new Set(pairsOf(sought.text))
  if (ours.size === 0 && sought.type === undefined) return []
  const found: AlikeCase[] = []
  for (const file of cases) {
    if (file.id === except) continue
    const theirs = pairsOfCase(file)
    let shared = 0
    for (const pair of theirs) if (ours.has(pair)) shared += 1
    const sameType = file.type === sought.type
    const words = shared === 0 ? 0 : shared / Math.sqrt(ours.size * theirs.length)
    if (!sameType && words < LEAST) continue
    found.push({ caseId: file.id, sameType, score: Math.round(100 * Math.min(1, words * (1 - SAME_TYPE) + (sameType ? SAME_TYPE : 0))) })
  }
  return found.toSorted((a, b) => b.score - a.score).slice(0, limit)
}

export const describedBy = (file: CaseFile): { readonly type: DisputeType; readonly text: string } => ({ type: file.type, text: wordsOf(file) })
