/** What is known of one estate (小区档案): its cases, what comes up again, who served it when, and the months one by one. */
import type { CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, type DisputeType } from '../base/codes.ts'
import { addMonths, firstOfMonth, type LocalDate } from '../base/dates.ts'
import { foldedName } from '../base/folding.ts'
import type { RegisterEntry } from './registers.ts'

const MONTHS = 12

export const isOfEstate = (file: CaseFile, estate: string): boolean => foldedName(file.place?.estate) !== '' && foldedName(file.place?.estate) === foldedName(estate)

export type EstateDossier = {
  readonly estate: string
  readonly caseIds: readonly string[]
  readonly types: readonly { readonly type: DisputeType; readonly label: string; readonly count: number }[]
  /** From the register, then companies that only cases name, with their first and last case. */
  readonly companies: readonly { readonly name: string; readonly from?: LocalDate; readonly to?: LocalDate; readonly cases: number; readonly registered: boolean }[]
  readonly committees: readonly { readonly name: string; readonly from?: LocalDate; readonly to?: LocalDate }[]
  /** The last twelve months, oldest first: applications of the month. */
  readonly months: readonly { readonly month: string; readonly count: number }[]
}

/** Takes the cases that count and the register entries that were not removed. */
export const estateDossier = (estate: string, cases: readonly CaseFile[], entries: readonly RegisterEntry[], today: LocalDate): EstateDossier => {
  const own = cases.filter(file => isOfEstate(file, estate)).toSorted((a, b) => (a.appliedOn < b.appliedOn ? 1 : a.appliedOn > b.appliedOn ? -1 : 0))
  const count = new Map<DisputeType, number>()
  for (const file of own) count.set(file.type, (count.get(file.type) ?? 0) + 1)
  const span = ({ from, to }: RegisterEntry) => ({ ...(from !== undefined && { from }), ...(to !== undefined && { to }) })
  const services = entries.filter(entry => entry.kind === 'service' && foldedName(entry.name) === foldedName(estate))
    .toSorted((a, b) => ((a.from ?? '') < (b.from ?? '') ? -1 : 1))
  const ofCompany = (name: string): CaseFile[] => own.filter(file => foldedName(file.propertyCompany?.name) === foldedName(name))
  const registered = new Set(services.map(service => foldedName(service.fields['company'])))
  const others = [...new Set(own.flatMap(file => file.propertyCompany?.name ?? []))].filter(name => !registered.has(foldedName(name)))
  const first = addMonths(firstOfMonth(today), 1 - MONTHS)
  return {
    estate,
    caseIds: own.map(file => file.id),
    types: [...count].map(([type, number]) => ({ type, label: disputeTypes[type], count: number })).toSorted((a, b) => b.count - a.count || (a.type < b.type ? -1 : 1)),
    companies: [
      ...services.map(service => ({
        name: service.fields['company']!, ...span(service), registered: true,
        cases: ofCompany(service.fields['company']!).filter(file => (service.from === undefined || file.appliedOn >= service.from) && (service.to === undefined || file.appliedOn <= service.to)).length,
      })),
      ...others.map(name => ({ name, cases: ofCompany(name).length, registered: false })),
    ],
    committees: entries.filter(entry => entry.kind === 'ownersCommittee' && foldedName(entry.fields['estate']) === foldedName(estate)).map(entry => ({ name: entry.name, ...span(entry) })),
    months: Array.from({ length: MONTHS }, (_, index) => addMonths(first, index).slice(0, 7)).map(month => ({ month, count: own.filter(file => file.appliedOn.startsWith(month)).length })),
  }
}
