/** One case that was worked on at home and away, put together. */
import { lettersById, lettersByPlace, separateAdditions, type WholeCase } from './separate-additions.ts'
import { mergeThreeWay, type MergeConflict, type MergeSide } from '../../base/three-way.ts'

export type MergedCase = { readonly whole: WholeCase; readonly conflicts: readonly MergeConflict[] }

/**
 * An agreement that was drafted on both sides, or took effect on one of them, is taken as it stands on one side: terms of two
 * drafts make no agreement, and what was signed says what it said.
 */
const agreementIsWhole = (base: WholeCase, home: WholeCase, away: WholeCase): boolean => {
  const before = base.file.agreement
  return !before || [home, away].some(({ file }) => file.agreement?.effectiveOn !== before.effectiveOn)
}

/** Under '' a choice takes one version as it is and leaves the other aside. */
export const mergeCase = (base: WholeCase, home: WholeCase, away: WholeCase, choices: Readonly<Record<string, MergeSide>> = {}): MergedCase => {
  if (Object.hasOwn(choices, '')) return { whole: choices[''] === 'away' ? away : home, conflicts: [] }
  const before = base.file.referrals?.length ?? 0
  const added = (home.file.referrals?.length ?? 0) - before
  const { merged, conflicts } = mergeThreeWay(
    lettersById(base), lettersById(home), lettersById(separateAdditions(base, home, away), before, Math.max(added, 0)), choices,
    agreementIsWhole(base, home, away) ? ['/file/agreement'] : [],
  )
  return { whole: lettersByPlace(merged), conflicts }
}
