/** A public edition that was made: what it showed is remembered, so that later ones give nothing away (published.ts). */
import * as z from 'zod'
import { Text } from '../base/text.ts'
import { LocalDateText, LocalTimeText } from '../case/record/case-file.ts'

const Shown = z.number().nullable()
const Measures = z.strictObject({ accepted: Shown, closed: Shown })

export const PublicEdition = z.strictObject({
  id: Text,
  from: LocalDateText,
  to: LocalDateText,
  at: LocalTimeText,
  by: Text,
  figures: z.strictObject({
    flow: Measures.extend({ openingPending: Shown, closingPending: Shown }),
    outcomes: z.array(z.strictObject({ label: z.string(), value: Shown })),
    successRate: z.strictObject({ numerator: z.number(), denominator: z.number() }).nullable(),
    persons: Shown,
    amountFen: Shown,
    tables: z.array(z.strictObject({ id: z.string(), label: z.string(), rows: z.array(Measures.extend({ label: z.string() })), total: Measures })),
  }),
})
export type PublicEdition = z.output<typeof PublicEdition>
