/** How long the file of a case is kept (保管期限): what its rule says, and until when once it is archived. */
import type { CaseFile } from './case-file.ts'
import type { retentions } from './codes.ts'
import { addMonths, type LocalDate } from './dates.ts'
import { ruleDay } from './deadlines.ts'
import { citation, lengthOn, wordOn, type Parameters } from '../rules/parameters.ts'

export type Retention = keyof typeof retentions

/** `ground` cites the rule of the usual period, or of the years once the file is archived. */
export const retentionOf = (file: CaseFile, today: LocalDate, parameters: Parameters): { readonly usual: Retention; readonly until?: LocalDate; readonly ground: string } => {
  const day = ruleDay(file, today)
  const usual = wordOn(parameters, 'retention', day) as Retention
  const years = file.archive && ({ short: 'retentionShortYears', long: 'retentionLongYears', permanent: undefined } as const)[file.archive.retention]
  return years === undefined || !file.archive
    ? { usual, ground: citation(parameters, 'retention', day) }
    : { usual, until: addMonths(file.archive.on, 12 * lengthOn(parameters, years, day)), ground: citation(parameters, years, day) }
}
