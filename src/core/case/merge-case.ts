/** One case that was worked on at home and away, put together. */
import { lettersById, lettersByPlace, separateAdditions, type WholeCase } from './separate-additions.ts'
import { mergeThreeWay, type MergeConflict, type MergeSide } from './three-way.ts'

export type MergedCase = { readonly whole: WholeCase; readonly conflicts: readonly MergeConflict[] }

/** Under '' a choice takes one version as it is and leaves the other aside. */
export const mergeCase = (base: WholeCase, home: WholeCase, away: WholeCase, choices: Readonly<Record<string, MergeSide>> = {}): MergedCase => {
  if (Object.hasOwn(choices, '')) return { whole: choices[''] === 'away' ? away : home, conflicts: [] }
  const before = base.file.referrals?.length ?? 0
  const added = (home.file.referrals?.length ?? 0) - before
  const { merged, conflicts } = mergeThreeWay(
    lettersById(base), lettersById(home), lettersById(separateAdditions(base, home, away), before, Math.max(added, 0)), choices,
  )
  return { whole: lettersByPlace(merged), conflicts }
}
