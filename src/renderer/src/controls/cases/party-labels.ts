/** Which fields a party of each kind has, and what they are called. */
import type { Party } from '../../../../core/case/record/case-file.ts'

export type PartyField = keyof Omit<Party, 'id' | 'side' | 'kind' | 'name' | 'agents' | 'representative'> | 'representative'

const order = [
  'idKind', 'idNo', 'sex', 'bornOn', 'ethnicity', 'occupation', 'uscc', 'filingNo', 'phone', 'address', 'representative', 'headcount',
] as const satisfies readonly PartyField[]

const usual: Record<Party['kind'], readonly PartyField[]> = {
  person: ['idKind', 'idNo', 'sex', 'bornOn', 'ethnicity', 'occupation', 'phone', 'address', 'headcount'],
  organisation: ['uscc', 'filingNo', 'phone', 'address', 'representative', 'headcount'],
}

/** True for a kind of document that stands ready for a number nobody has entered. */
export const isIdKindUnused = (party: Partial<Party>): boolean => party.id === undefined && party.idNo === undefined

/** The usual fields of the kind, and any other that holds something: nothing that is stored may be out of sight. */
export const fieldsOf = (party: Partial<Party>): readonly PartyField[] =>
  order.filter(field => usual[party.kind ?? 'person'].includes(field)
    || (party[field] !== undefined && !(field === 'idKind' && isIdKindUnused(party))))
