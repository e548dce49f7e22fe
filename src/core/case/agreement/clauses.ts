/**
 * The clause library (条款库): usual obligations of the field with places for who, whom, how much, by when, how and where.
 * Shipped clauses are data; the office adds, changes and hides its own, and may go back to what was shipped.
 */
import * as z from 'zod'
import shipped from '../../../../resources/clauses.json' with { type: 'json' }
import { disputeTypes, keysOf, termKinds } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'
import { placeholders } from './term-text.ts'

/** Names that look like placeholders but are none would be printed as they stand. */
const known: ReadonlySet<string> = new Set(Object.values(placeholders))
const ClauseText = Text.superRefine((text, context) => {
  const wrong = [...text.matchAll(/【[^】]*】/g)].map(([name]) => name).find(name => !known.has(name))
  if (wrong) context.addIssue({ code: 'custom', message: `“${wrong.slice(0, 20)}”不是可以替换的位置，可用：${[...known].join('、')}。`, params: { code: 'placeholder' } })
})

export const Clause = z.strictObject({
  id: Text,
  name: Text,
  kind: z.enum(keysOf(termKinds)),
  text: ClauseText,
  /** The disputes it is meant for; none: any. */
  types: z.array(z.enum(keysOf(disputeTypes))),
  manner: Text.optional(),
})
export type Clause = z.output<typeof Clause>

/** What the office made of the library: its own and changed clauses, and the shipped ones it does without. */
export const ClauseSettings = z.strictObject({ own: z.array(Clause), hidden: z.array(Text) })
export type ClauseSettings = z.output<typeof ClauseSettings>

export const shippedClauses: readonly Clause[] = z.array(Clause).parse(shipped)

export const clauseStates = { shipped: '随程序提供', changed: '已修改', own: '自行添加', hidden: '已移除' } as const
export type ClauseState = keyof typeof clauseStates
export type ListedClause = Clause & { readonly state: ClauseState }

const nothing: ClauseSettings = { own: [], hidden: [] }

/** The whole library, removed clauses included, in the order shipped, the office's own last. */
export const clausesOf = ({ own, hidden }: ClauseSettings = nothing): ListedClause[] => {
  const changed = new Map(own.map(clause => [clause.id, clause]))
  const gone = new Set(hidden)
  return [
    ...shippedClauses.map((clause): ListedClause => ({
      ...(changed.get(clause.id) ?? clause), state: gone.has(clause.id) ? 'hidden' : changed.has(clause.id) ? 'changed' : 'shipped',
    })),
    ...own.filter(clause => !shippedClauses.some(one => one.id === clause.id)).map((clause): ListedClause => ({ ...clause, state: 'own' })),
  ]
}

/** The clauses to choose from for a kind of dispute: its own first, then those for any. */
export const clausesFor = (clauses: readonly ListedClause[], type: keyof typeof disputeTypes): ListedClause[] => [
  ...clauses.filter(clause => clause.state !== 'hidden' && clause.types.includes(type)),
  ...clauses.filter(clause => clause.state !== 'hidden' && clause.types.length === 0),
  ...clauses.filter(clause => clause.state !== 'hidden' && clause.types.length > 0 && !clause.types.includes(type)),
]

export const withClause = (settings: ClauseSettings = nothing, clause: Clause): ClauseSettings => ({
  own: settings.own.some(one => one.id === clause.id) ? settings.own.map(one => (one.id === clause.id ? clause : one)) : [...settings.own, clause],
  hidden: settings.hidden.filter(id => id !== clause.id),
})

/** A shipped clause is hidden and can come back as it was shipped; one of the office's own is gone. */
export const withoutClause = (settings: ClauseSettings = nothing, id: string): ClauseSettings => ({
  own: settings.own.filter(one => one.id !== id),
  hidden: shippedClauses.some(one => one.id === id) ? [...settings.hidden.filter(other => other !== id), id] : settings.hidden,
})

/** The clause as it was shipped. */
export const restoredClause = (settings: ClauseSettings = nothing, id: string): ClauseSettings =>
  ({ own: settings.own.filter(one => one.id !== id), hidden: settings.hidden.filter(other => other !== id) })
