/** The first set of rules, as drafts for the committee to decide on (第一批草案，待会议通过). */
import firstSet from '../../../resources/rules/first-set.json' with { type: 'json' }
import type { RuleContent, RuleKind } from './library.ts'
import { parameterOf, type ParameterId } from '../parameters/parameters.ts'
import { shippedSteps } from '../case/steps/procedure.ts'

const NOTE = '第一批草案，待会议通过。'

/** Each with an id of its own and the shipped values. */
export const firstRules: readonly { readonly id: string; readonly content: RuleContent }[] = firstSet.map(({ id, kind, title, parameters, text, steps }) => ({
  id,
  content: {
    title,
    kind: kind as RuleKind,
    text: text.join('\n'),
    values: Object.fromEntries((parameters as ParameterId[]).map(one => [one, parameterOf(one).default])),
    ...(steps && { steps: [...shippedSteps] }),
    note: NOTE,
  },
}))
