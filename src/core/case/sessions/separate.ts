/** A separate talk (单独谈话) is one with one side: both at one table are a joint session. */
import type { CaseFile } from '../record/case-file.ts'

/** Whether these parties are of more than one of the sides that face each other. */
export const bothSidesIn = (file: CaseFile, partyIds: readonly string[] = []): boolean =>
  new Set(file.parties.flatMap(({ id, side }) => (side !== 'thirdParty' && partyIds.includes(id) ? [side] : []))).size > 1
