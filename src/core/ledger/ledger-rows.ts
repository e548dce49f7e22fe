/** Cases as rows of the ledger, under the headings that the import knows by themselves. Amounts in yuan, days as `2026-11-03`. */
import { presidingMediatorId, type CaseFile, type Mediator } from '../case/record/case-file.ts'
import { agreementForms, confirmationResults, disputeTypes, endCodes, performanceStates, sources, streetName } from '../base/codes.ts'
import { isFullyPerformed } from '../case/record/lifecycle.ts'
import { agreedFen } from '../statistics/scale.ts'
import { ledgerColumns, type LedgerColumn } from '../office/ledger-columns.ts'

type Column = { readonly key: LedgerColumn; readonly title: string; readonly width: number; readonly money?: true }

const widths: Readonly<Partial<Record<LedgerColumn, number>>> = {
  fileNo: 24, appliedOn: 11, acceptedOn: 11, source: 12, type: 14, applicants: 12, applicantIds: 20, applicantPhones: 13, respondents: 18, respondentIds: 20,
  respondentPhones: 13, street: 11, community: 11, estate: 12, building: 6, unit: 7, room: 7, company: 18, facts: 36, claims: 24, mediators: 10, result: 13,
  agreementForm: 6, agreedOn: 11, endedOn: 11, amount: 12, terms: 32, performance: 9, confirmation: 10, archivedOn: 11,
}

/** The columns of the written ledger. */
export const ledgerSheet: readonly Column[] = (Object.keys(widths) as LedgerColumn[])
  .map(key => ({ key, title: ledgerColumns[key], width: widths[key]!, ...(key === 'amount' && { money: true as const }) }))

/** One case as a row; what is said in a separate session is in none of these columns. */
export const ledgerRow = (file: CaseFile, mediators: ReadonlyMap<string, Mediator>): (string | number | null)[] => {
  const of = (side: 'applicant' | 'respondent', pick: (party: CaseFile['parties'][number]) => string | undefined, required = false): string => {
    const values = file.parties.filter(party => party.side === side).map(pick)
    return (required || values.every(Boolean) ? values : values.map(value => value ?? '—')).filter(value => value !== undefined).join('、').replace(/^—(?:、—)*$/, '')
  }
  const presiding = presidingMediatorId(file)
  const named = (file.mediators ?? []).toSorted((a, b) => Number(b.mediatorId === presiding) - Number(a.mediatorId === presiding))
  const latest = file.performance?.reduce((last, entry) => (entry.on >= last.on ? entry : last))
  const values: Partial<Record<LedgerColumn, string | number | undefined>> = {
    fileNo: file.fileNo, appliedOn: file.appliedOn, acceptedOn: file.acceptedOn, source: sources[file.source], type: disputeTypes[file.type],
    applicants: of('applicant', party => party.name), applicantIds: of('applicant', party => party.uscc ?? party.idNo), applicantPhones: of('applicant', party => party.phone),
    respondents: of('respondent', party => party.name), respondentIds: of('respondent', party => party.uscc ?? party.idNo), respondentPhones: of('respondent', party => party.phone),
    street: file.place && streetName(file.place.regionCode), community: file.place?.community, estate: file.place?.estate,
    building: file.place?.building, unit: file.place?.unit, room: file.place?.room, company: file.propertyCompany?.name,
    facts: file.facts, claims: file.claims.join('；'),
    mediators: named.map(({ mediatorId }) => mediators.get(mediatorId)?.name ?? mediatorId).join('、'),
    result: file.end ? endCodes[file.end.code] : '调解中',
    agreementForm: file.agreement && agreementForms[file.agreement.form], agreedOn: file.agreement?.reachedOn, endedOn: file.end?.on,
    amount: file.agreement && agreedFen(file) > 0 ? agreedFen(file) / 100 : undefined,
    terms: file.agreement?.terms.map(term => term.text).join('；'),
    performance: latest && (isFullyPerformed(file) ? performanceStates.done : latest.state === 'refused' ? performanceStates.refused : performanceStates.partly),
    confirmation: file.confirmation && confirmationResults[file.confirmation.result], archivedOn: file.archive?.on,
  }
  return ledgerSheet.map(({ key }) => values[key] ?? null)
}
