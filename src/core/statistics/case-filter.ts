/** Which cases a list shows: every part that is given must hold; lists mean “one of these”. Dates include both ends, amounts are fen. */
import * as z from 'zod'
import { AmountFen, LocalDateText, type CaseFile } from '../case/record/case-file.ts'
import { confirmationResults, disputeTypes, endCodes, keysOf, sources } from '../base/codes.ts'
import { stages, type Stage } from '../case/record/lifecycle.ts'
import { Text } from '../base/text.ts'
import { agreedFen } from './scale.ts'
import { foldedName } from '../base/folding.ts'

const someOf = <T extends Record<string, string>>(codes: T) => z.array(z.enum(keysOf(codes))).min(1).optional()

/** How a concluded agreement stands: what is owed and its day has not come, what is late or refused, what was kept. */
export const performanceStandings = { open: '尚在履行', broken: '逾期或拒不履行', done: '全部履行' } as const
export type PerformanceStanding = keyof typeof performanceStandings

/** What became of judicial confirmation (司法确认), among cases with a concluded agreement. */
export const confirmationStandings = { none: '未申请', ...confirmationResults } as const

export const CaseFilter = z.strictObject({
  /** `running`: not ended; `overdue`: not ended and past its last day; `risk`: an open risk of escalation (激化风险). */
  state: z.enum(['running', 'overdue', 'risk']).optional(),
  stages: someOf(stages),
  types: someOf(disputeTypes),
  sources: someOf(sources),
  endCodes: someOf(endCodes),
  /** Street codes of nine digits. */
  streets: z.array(Text).min(1).optional(),
  /** Parts of the names. */
  community: Text.optional(),
  estate: Text.optional(),
  /** Part of the name of the property company (物业服务企业). */
  company: Text.optional(),
  /** 疑难复杂: whether the case is marked as such. */
  difficult: z.boolean().optional(),
  performance: someOf(performanceStandings),
  confirmation: someOf(confirmationStandings),
  /** Ids of mediators, presiding or assisting. */
  mediators: z.array(Text).min(1).optional(),
  appliedFrom: LocalDateText.optional(),
  appliedTo: LocalDateText.optional(),
  acceptedFrom: LocalDateText.optional(),
  acceptedTo: LocalDateText.optional(),
  endedFrom: LocalDateText.optional(),
  endedTo: LocalDateText.optional(),
  /** What the parties agreed to pay. */
  amountFrom: AmountFen.optional(),
  amountTo: AmountFen.optional(),
})
export type CaseFilter = z.output<typeof CaseFilter>

const among = <T>(wanted: readonly T[] | undefined, value: T | undefined): boolean => wanted === undefined || (value !== undefined && wanted.includes(value))

const between = <T extends string | number>(from: T | undefined, to: T | undefined, value: T | undefined): boolean =>
  (from === undefined && to === undefined) || (value !== undefined && (from === undefined || value >= from) && (to === undefined || value <= to))

const contains = (part: string | undefined, text: string | undefined): boolean => part === undefined || foldedName(text).includes(foldedName(part))

/** What of a case is not read off its file alone; asked last, and only where it matters. */
export type Beside = {
  readonly stage: (file: CaseFile) => Stage
  readonly is: (state: NonNullable<CaseFilter['state']>, file: CaseFile) => boolean
  readonly performance: (file: CaseFile) => PerformanceStanding
}

const isConcluded = ({ end }: CaseFile): boolean => end?.code === 'E01' || end?.code === 'E02'

/** Whether the case is one of those. */
export const matches = (filter: CaseFilter, file: CaseFile, beside: Beside): boolean =>
  among(filter.types, file.type)
  && among(filter.sources, file.source)
  && among(filter.endCodes, file.end?.code)
  && among(filter.streets, file.place?.regionCode)
  && contains(filter.community, file.place?.community)
  && contains(filter.estate, file.place?.estate)
  && contains(filter.company, file.propertyCompany?.name)
  && (filter.difficult === undefined || (file.difficult ?? false) === filter.difficult)
  && (filter.confirmation === undefined || (isConcluded(file) && filter.confirmation.includes(file.confirmation?.result ?? 'none')))
  && (filter.mediators === undefined || (file.mediators?.some(({ mediatorId }) => filter.mediators!.includes(mediatorId)) ?? false))
  && between(filter.appliedFrom, filter.appliedTo, file.appliedOn)
  && between(filter.acceptedFrom, filter.acceptedTo, file.acceptedOn)
  && between(filter.endedFrom, filter.endedTo, file.end?.on)
  && between(filter.amountFrom, filter.amountTo, file.agreement && agreedFen(file))
  && (filter.stages === undefined || filter.stages.includes(beside.stage(file)))
  && (filter.performance === undefined || (isConcluded(file) && filter.performance.includes(beside.performance(file))))
  && (filter.state === undefined || beside.is(filter.state, file))
