/** How far a term of the agreement has been performed: what the papers of D29 rest on. */
import type { CaseFile, Term } from '../../case/record/case-file.ts'

export type Performed = NonNullable<CaseFile['performance']>[number]

export const entriesOf = (file: CaseFile, term: Term): Performed[] =>
  (file.performance ?? []).filter(entry => entry.termId === term.id).toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))

/** The latest entry is the state of the term. */
export const isDone = (file: CaseFile, term: Term): boolean => entriesOf(file, term).at(-1)?.state === 'done'
