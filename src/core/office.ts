/** Everything the workstation stores, as one schema, and what changed between two states of it. */
import * as z from 'zod'
import { Account } from './base/accounts.ts'
import { CaseAnnex } from './case/record/annex.ts'
import { BookedLetter } from './case/record/letter-book.ts'
import { ClauseSettings } from './case/agreement/clauses.ts'
import { CaseFile, LocalTimeText, Mediator } from './case/record/case-file.ts'
import { Consultation } from './case/record/consultation.ts'
import { MediatorRelation } from './case/record/clearance.ts'
import { LedgerBatch, LedgerMapping, LedgerWords } from './office/ledger-batch.ts'
import { changedRecords, collectionOf, droppedIds, type Collection } from './base/collection.ts'
import { SessionSettings, shippedSessionSettings } from './case/sessions/session-settings.ts'
import { ImportedRestDays } from './base/rest-day-import.ts'
import { Rule } from './rules/library.ts'
import { Desk, Draft } from './office/workspace.ts'
import { Text } from './base/text.ts'
import { committeeKinds } from './reports/official-table.ts'
import { PublicEdition } from './reports/public-edition.ts'
import { FrozenPeriod } from './reports/freeze.ts'
import { PeriodNote } from './reports/period-figures.ts'
import { ReportDuty, ReportSending } from './reports/duties.ts'
import { keysOf } from './base/codes.ts'
import { Contact } from './office/contacts.ts'
import { CheckOut, GuestOf } from './office/check-out.ts'
import { ExportRecord } from './office/export-log.ts'
import { IssuedPaper } from './office/issued-paper.ts'
import { CaseHistoryEntry } from './case/record/history.ts'
import { Meeting } from './office/meetings.ts'
import { plannedBodies, RegisterEntry, RegisterHistoryEntry } from './office/registers.ts'
import { OfficeDetails, Attachment, Safety } from './office/details.ts'

/** What the office has set up for itself. Absent: as shipped. */
export const Settings = z.strictObject({
  /** Rooms, working hours and phrases. */
  sessions: SessionSettings.optional(),
  /** Number patterns that were set before rules had them, by the id of the form: they hold where no rule has another. */
  numberPatterns: z.record(Text, z.string()).optional(),
  /** The office's own docx templates by the id of the form. */
  docxTemplates: z.record(Text, z.strictObject({ name: Text, blob: Text, addedAt: LocalTimeText, by: Text })).optional(),
  /** The office's own wording of papers: by id of the form, then by the name that `wordablesOf` gives. */
  wording: z.record(z.string(), z.record(z.string(), Text)).optional(),
  /** Papers are printed with 仿宋, 小标宋 and 黑体 of this computer where it has them. */
  installedFonts: z.boolean().optional(),
  /** Yearly tables of rest days that were imported; each takes the place of a shipped one for its year. */
  calendars: z.array(ImportedRestDays).optional(),
  clauses: ClauseSettings.optional(),
  /** What mediators have declared, for the check of 回避. */
  mediatorRelations: z.array(MediatorRelation).optional(),
  /** What headings of old ledgers mean here, beyond what is known by itself. */
  ledgerMapping: LedgerMapping.optional(),
  ledgerWords: LedgerWords.optional(),
  /** What the committee has to hand in regularly (报送日历); absent: nothing yet. */
  reportDuties: z.array(ReportDuty).optional(),
  /** The column of the official table under which the committee counts; absent: 社会团体和其他组织. */
  committeeKind: z.enum(keysOf(committeeKinds)).optional(),
  /** Names of accounts that were removed: whoever comes later does not take over what they did. */
  formerAccounts: z.array(Text).optional(),
  /** This office holds cases that were taken along from another computer (外带). */
  guestOf: GuestOf.optional(),
})
export type Settings = z.output<typeof Settings>

/** The parts that grow, each a list of records with an id. A new one is a line here. */
const collections = {
  cases: z.array(CaseFile),
  attachments: z.array(Attachment),
  /** By the id of their case. */
  annexes: z.array(CaseAnnex),
  consultations: z.array(Consultation),
  contacts: z.array(Contact),
  /** Old ledgers that were taken in (旧台账导入), one record for each batch. */
  ledgerBatches: z.array(LedgerBatch),
  issuedPapers: z.array(IssuedPaper),
  drafts: z.array(Draft),
  /** By the name of their account. */
  desks: z.array(Desk),
  /** Confirmed periods of the statistics, by their dates. */
  frozenPeriods: z.array(FrozenPeriod),
  /** Public editions of the statistics that were made, oldest first. */
  publicEditions: z.array(PublicEdition),
  /** What is told of a period by hand, by its dates. */
  reportNotes: z.array(PeriodNote.extend({ id: Text })),
  /** What was handed in, by duty and period. */
  reportSendings: z.array(ReportSending),
  /** The committee's own rules, with the values that deadlines take from them. */
  rules: z.array(Rule),
  /** What each change of a case replaced. */
  caseHistory: z.array(CaseHistoryEntry),
  meetings: z.array(Meeting),
  registers: z.array(RegisterEntry),
  /** What each change of a register replaced. */
  registerHistory: z.array(RegisterHistoryEntry),
  /** Cases taken along to another computer. */
  checkOuts: z.array(CheckOut),
  /** Letters in and out that were entered by hand. */
  letters: z.array(BookedLetter),
  /** What left the office (送出登记). */
  exports: z.array(ExportRecord),
}
export type CollectionKey = keyof typeof collections
export const collectionKeys = Object.keys(collections) as readonly CollectionKey[]

/** The stored shape. `fileNumbers` holds the last file number given in each calendar year, so none is given twice. */
export const StoredOffice = z.strictObject({
  rehearsal: z.boolean(),
  details: OfficeDetails,
  accounts: z.array(Account),
  mediators: z.array(Mediator),
  fileNumbers: z.record(z.string().regex(/^\d{4}$/), z.int().min(0)),
  safety: Safety,
  settings: Settings.optional(),
  ...collections,
})
export type StoredOffice = z.output<typeof StoredOffice>

export type OfficeRest = Omit<StoredOffice, CollectionKey>

/** The office in memory: as stored, with what grows in collections that find by id and copy little on change. */
export type Office = Readonly<OfficeRest> & { readonly [K in CollectionKey]: Collection<StoredOffice[K][number]> }

/** A collection that an older store does not know yet is empty. */
export const officeFrom = (stored: StoredOffice): Office =>
  ({ ...stored, ...Object.fromEntries(collectionKeys.map(key => [key, collectionOf<{ readonly id: string }>(stored[key] ?? [])])) as Pick<Office, CollectionKey> })

export const storedFrom = (office: Office): StoredOffice =>
  ({ ...office, ...Object.fromEntries(collectionKeys.map(key => [key, [...office[key].all()]])) as Pick<StoredOffice, CollectionKey> })

/** An office with nothing in it yet but the bodies of the municipal plan. */
export const newOffice = (details: OfficeDetails, first: Account, rehearsal: boolean): Office =>
  officeFrom({ rehearsal, details, accounts: [first], mediators: [], fileNumbers: {}, safety: {}, ...Object.fromEntries(collectionKeys.map(key => [key, []])) as unknown as Pick<StoredOffice, CollectionKey>, registers: [...plannedBodies] })

/** What one change made different: whole values of the small parts, single records of what grows. What is dropped goes first. */
export type OfficeDelta = {
  readonly set?: Partial<OfficeRest>
  readonly drop?: { readonly [K in CollectionKey]?: readonly string[] }
  readonly put?: { readonly [K in CollectionKey]?: readonly StoredOffice[K][number][] }
}

const isCollection = (key: string): key is CollectionKey => (collectionKeys as readonly string[]).includes(key)

/** The parts of the office that are not collections. */
export const restOf = (office: Office): OfficeRest =>
  Object.fromEntries(Object.entries(office).filter(([key]) => !isCollection(key))) as OfficeRest

/** Found by reference, so its cost depends on the change. Null when nothing changed. */
export const deltaBetween = (before: Office, after: Office): OfficeDelta | null => {
  const set = Object.entries(restOf(after)).filter(([key, value]) => before[key as keyof OfficeRest] !== value)
  const drop: [CollectionKey, readonly string[]][] = []
  const put = collectionKeys.map(key => {
    const [was, is]: Collection<{ readonly id: string }>[] = [before[key], after[key]] as const
    const dropped = droppedIds(was!, is!)
    if (dropped.length > 0) drop.push([key, dropped])
    return [key, changedRecords(dropped.length > 0 ? was!.without(new Set(dropped)) : was!, is!)] as const
  }).filter(([, records]) => records.length > 0)
  if (set.length === 0 && put.length === 0 && drop.length === 0) return null
  return {
    ...(set.length > 0 && { set: Object.fromEntries(set) as Partial<OfficeRest> }),
    ...(drop.length > 0 && { drop: Object.fromEntries(drop) as OfficeDelta['drop'] }),
    ...(put.length > 0 && { put: Object.fromEntries(put) as OfficeDelta['put'] }),
  }
}

/** What the office keeps beside a case; an empty annex where nothing was noted yet. */
export const annexOf = (office: Office, caseId: string): CaseAnnex => office.annexes.get(caseId) ?? { id: caseId }

/** Rooms, working hours and phrases as the office has them. */
export const sessionSettingsOf = (office: Office): SessionSettings => office.settings?.sessions ?? shippedSessionSettings
/** Every file that records of the office name, by where its bytes are kept. */
export const filesOf = (office: Office): ReadonlySet<string> => new Set([
  ...office.attachments.all().map(attachment => attachment.blob),
  ...office.issuedPapers.all().flatMap(paper => [paper.blob, paper.contentBlob]),
  ...Object.values(office.settings?.docxTemplates ?? {}).map(template => template.blob),
  ...office.reportSendings.all().flatMap(sending => sending.receipt?.blob ?? []),
])

/** The cases that statistics and exports of figures speak of: all but the void ones. */
export const casesThatCount = (office: Office): readonly CaseFile[] =>
  (office.annexes.size === 0 ? office.cases.all() : office.cases.all().filter(file => !office.annexes.get(file.id)?.voided))

export const withDelta = (office: Office, delta: OfficeDelta): Office => {
  const next: Record<string, unknown> = { ...office, ...delta.set }
  for (const key of collectionKeys) {
    let records: Collection<{ readonly id: string }> = office[key]
    if (delta.drop?.[key]) records = records.without(new Set(delta.drop[key]))
    next[key] = records.withAll(delta.put?.[key] ?? [])
  }
  return next as Office
}
