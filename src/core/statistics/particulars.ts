/**
 * What the report of a period tells beside its figures: outcomes by type, causes, letters to other bodies, estates with
 * many cases, and the numbers that another office needs to add several reports up. Everything opens its cases.
 */
import * as z from 'zod'
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, endCodes, keysOf, streetName, type DisputeType } from '../base/codes.ts'
import { daysTaken } from './duration.ts'
import { companyKey, repeatGroups } from './repeat-companies.ts'
import { SplitRow, type Counting, type Tally } from './statistic.ts'
import { uniqueIdsOf, within } from './tally.ts'

const Ids = z.array(z.string())

export const Particulars = z.strictObject({
  /** 办结 by type and outcome, in the order of the codes; types without a closed case are left out. */
  outcomesByType: z.array(z.strictObject({ key: z.string(), label: z.string(), outcomes: z.partialRecord(z.enum(keysOf(endCodes)), Ids) })),
  /** Cases accepted in the period by their tags, most first. A case with two causes stands under both. */
  causes: z.array(SplitRow),
  /** Cases accepted in the period that nobody has tagged. */
  withoutCause: Ids,
  /** Letters by the body they went to, in the order of its name: sent in the period, and without a reply at its end. */
  bodies: z.array(z.strictObject({ body: z.string(), sent: z.int(), outstanding: z.int(), sentCases: Ids, outstandingCases: Ids })),
  /** Estates with at least three cases accepted in the 90 days to the end of the period. */
  repeatEstates: z.array(SplitRow),
  /** Days taken by each closed case, sorted: the median of several offices cannot be had from their medians. */
  daysTaken: z.array(z.int()),
  /** Cases of every company accepted in those 90 days: two and two of two offices are four. */
  companyCases: z.array(SplitRow),
})
export type Particulars = z.output<typeof Particulars>

const outcomesByType = (closed: readonly CaseFile[]): Particulars['outcomesByType'] => {
  const rows = new Map<string, Particulars['outcomesByType'][number]>()
  for (const file of closed) {
    let row = rows.get(file.type)
    if (!row) rows.set(file.type, row = { key: file.type, label: disputeTypes[file.type], outcomes: {} })
    ;(row.outcomes[file.end!.code] ??= []).push(file.id)
  }
  return (Object.keys(disputeTypes) as DisputeType[]).flatMap(type => rows.get(type) ?? [])
}

const causesOf = (accepted: readonly CaseFile[], annexes: ReadonlyMap<string, CaseAnnex>): Pick<Particulars, 'causes' | 'withoutCause'> => {
  const byCause = new Map<string, string[]>()
  const withoutCause: string[] = []
  for (const { id } of accepted) {
    const causes = annexes.get(id)?.causes ?? []
    if (causes.length === 0) withoutCause.push(id)
    for (const cause of causes) {
      const ids = byCause.get(cause)
      if (ids) ids.push(id)
      else byCause.set(cause, [id])
    }
  }
  return {
    causes: [...byCause].map(([key, caseIds]) => ({ key, label: key, value: caseIds.length, caseIds }))
      .sort((a, b) => b.value - a.value || (a.key < b.key ? -1 : 1)),
    withoutCause,
  }
}

const bodiesOf = ({ referring, period }: Tally): Particulars['bodies'] => {
  const bodies = new Map<string, { sent: CaseFile[]; outstanding: CaseFile[] }>()
  for (const file of referring) {
    for (const { toBody, sentOn, repliedOn } of file.referrals ?? []) {
      const sent = within(period, sentOn)
      const outstanding = sentOn <= period.to && (!repliedOn || repliedOn > period.to)
      if (!sent && !outstanding) continue
      let row = bodies.get(toBody)
      if (!row) bodies.set(toBody, row = { sent: [], outstanding: [] })
      if (sent) row.sent.push(file)
      if (outstanding) row.outstanding.push(file)
    }
  }
  return [...bodies].sort(([a], [b]) => (a < b ? -1 : 1)).map(([body, { sent, outstanding }]) => ({
    body, sent: sent.length, outstanding: outstanding.length, sentCases: uniqueIdsOf(sent), outstandingCases: uniqueIdsOf(outstanding),
  }))
}

/** An estate is known by its street and name: two towns may have an estate of one name. */
const estateKey = ({ place }: CaseFile): string | undefined => place?.estate && `${place.regionCode} ${place.estate}`

export const particularsOf = (tally: Tally, annexes: ReadonlyMap<string, CaseAnnex>): Particulars => {
  const { recent, repeat } = tally
  return {
    outcomesByType: outcomesByType(tally.closed),
    ...causesOf(tally.accepted, annexes),
    bodies: bodiesOf(tally),
    repeatEstates: repeatGroups(recent, estateKey, file => `${file.place!.estate!}（${streetName(file.place!.regionCode)}）`).filter(row => row.value >= repeat.cases),
    daysTaken: tally.closed.map(daysTaken).sort((a, b) => a - b),
    companyCases: repeatGroups(recent, companyKey, file => file.propertyCompany!.name),
  }
}

/** The cases a figure of the period may name, as its annex lists them. No names of parties. */
export const CaseLine = z.strictObject({
  id: z.string(),
  fileNo: z.string().optional(),
  type: z.string(),
  appliedOn: z.string(),
  acceptedOn: z.string().optional(),
  endedOn: z.string().optional(),
  endCode: z.string().optional(),
})
export type CaseLine = z.output<typeof CaseLine>

export const caseLinesOf = ({ cases }: Counting, ids: ReadonlySet<string>): CaseLine[] =>
  cases.filter(({ id }) => ids.has(id))
    .map(({ id, fileNo, type, appliedOn, acceptedOn, end }): CaseLine => ({
      id, ...(fileNo !== undefined && { fileNo }), type, appliedOn, ...(acceptedOn && { acceptedOn }),
      ...(end && { endedOn: end.on, endCode: end.code }),
    }))
    .sort((a, b) => (a.appliedOn === b.appliedOn ? (a.id < b.id ? -1 : 1) : a.appliedOn < b.appliedOn ? -1 : 1))

