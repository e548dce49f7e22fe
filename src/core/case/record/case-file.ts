/**
 * A case (案件) as it is stored and exchanged: the shape of case bundle version 1, with absent fields absent.
 * Shape alone is checked here; what must agree between fields is in rules.ts.
 */
import * as z from 'zod'
import {
  agreementForms, authorities, clauseNatures, confirmationResults, courtProcedures, disputeTypes, endCodes, escalationKinds, followUpWays,
  idKinds, keysOf, mediatorDuties, mediatorKinds, officialCategories, partyKinds, performanceStates, referralReplies,
  retentions, sessionKinds, sessionResults, sexes, sides, sources, termKinds,
} from '../../base/codes.ts'
import { ageOn, isLocalDate, isLocalTime, type LocalDate, type LocalTime } from '../../base/dates.ts'
import { Text, TextOrEmpty } from '../../base/text.ts'

export const LocalDateText = z
  .custom<LocalDate>(value => typeof value === 'string' && isLocalDate(value), {
    error: issue => (typeof issue.input === 'string' && issue.input !== ''
      ? /^\d{4}-\d\d-\d\d$/.test(issue.input) && (issue.input < '1900' || issue.input >= '3000')
        ? `“${issue.input}”超出范围，日期应在 1900 年至 2999 年之间，请改正。`
        : `“${issue.input.slice(0, 20)}”不是真实的日期，请按 2026-11-23 的样子填写。`
      : '这里要填日期，请按 2026-11-23 的样子填写。'),
    params: { code: 'date' },
  })
  .meta({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '当地日期' }) as unknown as z.ZodType<LocalDate, string>

export const LocalTimeText = z
  .custom<LocalTime>(value => typeof value === 'string' && isLocalTime(value), {
    error: issue => (typeof issue.input === 'string' && issue.input !== ''
      ? `“${issue.input.slice(0, 20)}”不是真实的时间，请按 2026-11-23T09:30 的样子填写。`
      : '这里要填时间，请按 2026-11-23T09:30 的样子填写。'),
    params: { code: 'time' },
  })
  .meta({ type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}$', description: '当地时间' }) as unknown as z.ZodType<LocalTime, string>

const patterned = (pattern: RegExp, message: string) =>
  z.string().regex(pattern, message)

export const RegionCode6 = patterned(/^\d{6}$/, '行政区划代码应为 6 位数字，如 421281。')
const RegionCode9 = patterned(/^\d{9}$/, '街道（乡镇）代码应为 9 位数字，如 421281001。')

/** Amount in fen (分). */
export const AmountFen = z
  .int('金额应为整数（单位：分），请改正。')
  .min(0, '金额不能为负数，请改正。')
  .max(999_999_999_999, '金额超出范围（最多 9,999,999,999.99 元），请核对。')

const Count = z.int('这里应为整数，请改正。').min(1, '这里至少为 1，请改正。').max(100_000, '这里最多为 100,000，请核对。')

export const Mediator = z.strictObject({
  id: Text,
  name: Text,
  kind: z.enum(keysOf(mediatorKinds)),
  termFrom: LocalDateText.optional(),
  termTo: LocalDateText.optional(),
  phone: Text.optional(),
})
export type Mediator = z.output<typeof Mediator>

export const Agent = z.strictObject({
  name: Text,
  authority: z.enum(keysOf(authorities)),
  idNo: Text.optional(),
  phone: Text.optional(),
})

export const Party = z.strictObject({
  id: Text,
  side: z.enum(keysOf(sides)),
  kind: z.enum(keysOf(partyKinds)),
  name: Text,
  idKind: z.enum(keysOf(idKinds)).optional(),
  idNo: Text.optional(),
  uscc: Text.optional(),
  filingNo: Text.optional(),
  sex: z.enum(keysOf(sexes)).optional(),
  bornOn: LocalDateText.optional(),
  ethnicity: Text.optional(),
  occupation: Text.optional(),
  phone: Text.optional(),
  address: Text.optional(),
  representative: z.strictObject({ name: Text, duty: Text.optional() }).optional(),
  headcount: Count.optional(),
  agents: z.array(Agent).optional(),
})
export type Party = z.output<typeof Party>

/** Several people under one name (陈立新等12户业主), for whom a 代表人 acts. */
export const isGroup = (party: Pick<Party, 'headcount'>): boolean => (party.headcount ?? 1) > 1

/** A natural person under eighteen on a day (民法典第17条). */
export const isMinor = (party: Pick<Party, 'kind' | 'bornOn' | 'headcount'>, on: LocalDate): boolean =>
  party.kind === 'person' && !isGroup(party) && party.bornOn !== undefined && ageOn(party.bornOn, on) < 18

export const Place = z.strictObject({
  regionCode: RegionCode9,
  community: Text.optional(),
  estate: Text.optional(),
  building: Text.optional(),
  unit: Text.optional(),
  room: Text.optional(),
})
export type Place = z.output<typeof Place>

export const AssignedMediator = z.strictObject({ mediatorId: Text, duty: z.enum(keysOf(mediatorDuties)) })

export const SourceRef = z.strictObject({
  body: Text,
  receivedOn: LocalDateText,
  documentNo: Text.optional(),
  procedure: z.enum(keysOf(courtProcedures)).optional(),
  officer: Text.optional(),
})

export const Session = z.strictObject({
  id: Text,
  startAt: LocalTimeText,
  place: Text,
  kind: z.enum(keysOf(sessionKinds)),
  record: TextOrEmpty,
  confidential: z.boolean(),
  endAt: LocalTimeText.optional(),
  withParties: z.array(Text).optional(),
  attendees: z.array(Text).optional(),
  result: z.enum(keysOf(sessionResults)).optional(),
})
export type Session = z.output<typeof Session>

export const Term = z.strictObject({
  id: Text,
  text: Text,
  obligor: Text,
  kind: z.enum(keysOf(termKinds)),
  obligee: Text.optional(),
  amountFen: AmountFen.optional(),
  dueOn: LocalDateText.optional(),
  manner: Text.optional(),
  place: Text.optional(),
  /** What the clause is, where it was chosen; otherwise its words tell (clause-nature.ts). */
  nature: z.enum(keysOf(clauseNatures)).optional(),
})
export type Term = z.output<typeof Term>

export const Agreement = z.strictObject({
  form: z.enum(keysOf(agreementForms)),
  reachedOn: LocalDateText,
  whole: z.boolean(),
  facts: Text,
  issues: Text,
  terms: z.array(Term).min(1, '协议至少要有一项内容，请添加。'),
  no: Text.optional(),
  effectiveOn: LocalDateText.optional(),
  copies: Count.optional(),
})
export type Agreement = z.output<typeof Agreement>

/** What happened to one term on one day (履行情况). */
export const PerformanceEntry = z.strictObject({
  termId: Text,
  on: LocalDateText,
  state: z.enum(keysOf(performanceStates)),
  amountFen: AmountFen.optional(),
  note: Text.optional(),
})

/** A follow-up visit (回访). */
export const FollowUp = z.strictObject({
  on: LocalDateText,
  by: Text,
  way: z.enum(keysOf(followUpWays)),
  findings: Text,
  satisfied: z.boolean().optional(),
})

/** Judicial confirmation (司法确认): application and the court's answer. */
export const Confirmation = z.strictObject({
  appliedOn: LocalDateText,
  court: Text,
  result: z.enum(keysOf(confirmationResults)),
  caseNo: Text.optional(),
  decidedOn: LocalDateText.optional(),
})

/** A piece of evidence (证据). Its number stays with it, whatever the order. */
export const EvidenceItem = z.strictObject({
  no: Count,
  name: Text,
  providedBy: Text,
  source: Text.optional(),
  copies: Count.optional(),
  pages: Count.optional(),
  original: z.boolean().optional(),
  proves: Text.optional(),
})
export type EvidenceItem = z.output<typeof EvidenceItem>

/** A letter by which a matter went out to another body (移送函), and its latest answer. */
export const Referral = z.strictObject({
  toBody: Text,
  sentOn: LocalDateText,
  matter: Text,
  documentNo: Text.optional(),
  replyDueOn: LocalDateText.optional(),
  repliedOn: LocalDateText.optional(),
  reply: z.enum(keysOf(referralReplies)).optional(),
})
export type Referral = z.output<typeof Referral>

/** An escalation that mediation prevented (防止激化): entered only with a note and a director's approval. */
export const EscalationPrevented = z.strictObject({
  kind: z.enum(keysOf(escalationKinds)),
  on: LocalDateText,
  cases: Count,
  persons: Count,
  note: Text,
  approvedBy: Text,
})

/** What intake knows of a case: the part that a person fills in before acceptance. */
export const intakeFields = {
  source: z.enum(keysOf(sources)),
  type: z.enum(keysOf(disputeTypes)),
  facts: Text,
  claims: z.array(Text),
  parties: z.array(Party).min(1, '至少要有一名当事人，请添加。'),
  appliedOn: LocalDateText,
  sourceRef: SourceRef.optional(),
  officialCategory: z.enum(keysOf(officialCategories)).optional(),
  difficult: z.boolean().optional(),
  place: Place.optional(),
  propertyCompany: z.strictObject({ name: Text, uscc: Text.optional() }).optional(),
}

export const CaseFile = z.strictObject({
  id: Text,
  ...intakeFields,
  fileNo: Text.optional(),
  acceptedOn: LocalDateText.optional(),
  mediators: z.array(AssignedMediator).optional(),
  suspensions: z.array(z.strictObject({ from: LocalDateText, reason: Text, to: LocalDateText.optional() })).optional(),
  extensions: z.array(z.strictObject({ agreedOn: LocalDateText, until: LocalDateText, reason: Text })).optional(),
  sessions: z.array(Session).optional(),
  evidence: z.array(EvidenceItem).optional(),
  agreement: Agreement.optional(),
  end: z.strictObject({
    code: z.enum(keysOf(endCodes)),
    on: LocalDateText,
    reason: Text.optional(),
    toBody: Text.optional(),
  }).optional(),
  performance: z.array(PerformanceEntry).optional(),
  followUps: z.array(FollowUp).optional(),
  confirmation: Confirmation.optional(),
  courtMediationDocument: z.strictObject({ no: Text, on: LocalDateText }).optional(),
  referrals: z.array(Referral).optional(),
  escalationPrevented: z.array(EscalationPrevented).optional(),
  archive: z.strictObject({
    on: LocalDateText,
    retention: z.enum(keysOf(retentions)),
    no: Text.optional(),
    pages: Count.optional(),
  }).optional(),
})
export type CaseFile = z.output<typeof CaseFile>

/** The name of a party of this case; the id itself when the case has no such party. */
export const partyName = (file: CaseFile, partyId: string): string =>
  file.parties.find(party => party.id === partyId)?.name ?? partyId

export const presidingMediatorId = (file: CaseFile): string | undefined =>
  file.mediators?.find(mediator => mediator.duty === 'presiding')?.mediatorId
