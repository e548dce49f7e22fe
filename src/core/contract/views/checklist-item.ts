/** A step of a case as the page is told of it. */
import * as z from 'zod'
import { roles } from '../../base/accounts.ts'
import { LocalDateText } from '../../case/record/case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { NotedStep } from '../../case/record/noted-step.ts'
import { moveNames } from '../../case/moves/index.ts'
import { phases } from '../../case/steps/step-facts.ts'
import { Text } from '../../base/text.ts'

export const ChecklistItemShape = z.strictObject({
  id: Text,
  phase: z.enum(keysOf(phases)),
  title: Text,
  role: z.enum(keysOf(roles)),
  form: Text.optional(),
  article: Text.optional(),
  why: Text,
  place: z.strictObject({ move: z.enum(keysOf(moveNames)).optional(), tab: z.enum(['overview', 'sessions', 'evidence', 'letters', 'agreement', 'papers', 'attachments']).optional() }),
  state: z.enum(['done', 'next', 'optional', 'later', 'missed']),
  doneOn: LocalDateText.optional(),
  due: LocalDateText.optional(),
  /** How a date of the procedure's own came about. */
  dueSentence: z.string().optional(),
  byHand: z.boolean(),
  noted: NotedStep.optional(),
})
