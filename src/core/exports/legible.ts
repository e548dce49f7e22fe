/**
 * What can be said of a case that is broken in shape: the rules, asked of the parts that can be read. An error that
 * rests on a part being absent is not told when that part is there but cannot be read.
 */
import type * as z from 'zod'
import type { CaseFile } from '../case/record/case-file.ts'
import { problemsOf, type RuleContext } from '../case/moves/case-rules.ts'
import { dropNulls } from '../base/parse-input.ts'
import { pointerOf, type Problem } from '../base/result.ts'

/** By code: the parts whose absence makes the error. */
const restsOn: Readonly<Record<string, readonly string[]>> = {
  'not-accepted': ['/acceptedOn'],
  'end-before-acceptance': ['/acceptedOn'],
  'not-ended': ['/end'],
  'confirmation-without-agreement': ['/end'],
  'agreement-missing': ['/agreement'],
  'agreement-form': ['/agreement', '/end'],
  'effective-date-missing': ['/agreement'],
  'end-date': ['/agreement', '/end'],
  'unknown-party': ['/parties'],
  'unknown-term': ['/agreement'],
  'unknown-mediator': ['/mediators'],
  'not-from-court': ['/source'],
  overlap: ['/suspensions'],
}

const covers = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}/`)

type Holder = Record<string | number, unknown>

/** The holder of the last step of a path; undefined where the way there is broken too. */
const holderOf = (entry: unknown, path: readonly PropertyKey[]): Holder | undefined => {
  let inner: unknown = entry
  for (const step of path.slice(0, -1)) inner = (inner as Holder | undefined)?.[step as string]
  return typeof inner === 'object' && inner !== null ? (inner as Holder) : undefined
}

const MOST_ISSUES = 500

export const legibleProblems = (entry: unknown, issues: readonly z.core.$ZodIssue[], context: RuleContext): Problem[] => {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return []
  // Nothing of it can be read with any use.
  if (issues.length > MOST_ISSUES) return []
  const legible = dropNulls(entry) as CaseFile & Holder
  const broken = issues.filter(issue => issue.code !== 'unrecognized_keys').map(({ path }) => {
    const holder = holderOf(legible, path)
    const last = path.at(-1) as string
    // Items keep their places, so that pointers stay true.
    if (Array.isArray(holder)) holder[Number(last)] = {}
    else if (holder) delete holder[last]
    return pointerOf(path)
  })
  if (!Array.isArray(legible.parties)) Object.assign(legible, { parties: [] })
  for (const session of legible.sessions ?? []) Object.assign(session, { startAt: session.startAt ?? '1900-01-01T00:00' })
  if (legible.source === undefined) Object.assign(legible, { source: 'application' })
  return problemsOf(legible, context).filter(({ severity, pointer, code }) =>
    severity === 'error'
    && !broken.some(one => covers(one, pointer))
    && !restsOn[code]?.some(part => broken.some(one => covers(part, one) || covers(one, part))))
}
