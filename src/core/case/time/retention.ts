/** How long the file of a case is kept (保管期限): what its rule says, and until when once it is archived. */
import type { CaseFile } from '../record/case-file.ts'
import { retentions } from '../../base/codes.ts'
import { addMonths, chineseDate, type LocalDate } from '../../base/dates.ts'
import { ruleDay } from './deadlines.ts'
import { citation, lengthOn, wordOn, type Parameters } from '../../parameters/parameters.ts'

export type Retention = keyof typeof retentions

/** Which parameter holds the years; a permanent file has none. */
const yearsOf = { short: 'retentionShortYears', long: 'retentionLongYears', permanent: undefined } as const

type Kept = {
  readonly usual: Retention
  /** The last day on which an archived file is to be kept; none for a permanent one. */
  readonly until?: LocalDate
  /** Of an archived file: how long, until when, by which rule. */
  readonly sentence?: string
  readonly ground: string
}

/** `ground` cites the rule of the usual period, or of the years once the file is archived. */
export const retentionOf = (file: CaseFile, today: LocalDate, parameters: Parameters): Kept => {
  const { archive } = file
  const day = ruleDay(file, archive?.on ?? today)
  const usual = wordOn(parameters, 'retention', day) as Retention
  if (!archive) return { usual, ground: citation(parameters, 'retention', day) }
  const years = yearsOf[archive.retention]
  if (years === undefined) return { usual, sentence: `${retentions[archive.retention]}保管，没有届满日期。`, ground: citation(parameters, 'retention', day) }
  const length = lengthOn(parameters, years, day)
  const until = addMonths(archive.on, 12 * length)
  const ground = citation(parameters, years, day)
  return { usual, until, sentence: `${retentions[archive.retention]}保管${length}年，自${chineseDate(archive.on)}归档起算，到${chineseDate(until)}届满；${ground}。`, ground }
}
