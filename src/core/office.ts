/** Everything the workstation stores, as one schema. */
import * as z from 'zod'
import { CaseFile, Mediator, RegionCode6 } from './case/case-file.ts'
import { collectionOf, type Collection } from './collection.ts'
import { Text } from './case/text.ts'

/** The committee (调解委员会) as its papers name it. */
export const OfficeDetails = z.strictObject({
  name: Text,
  regionCode: RegionCode6,
  numberWord: Text,
  court: Text,
  phone: Text.optional(),
  address: Text.optional(),
})
export type OfficeDetails = z.output<typeof OfficeDetails>

/** The stored shape. `fileNumbers` holds the last file number given in each calendar year, so none is given twice. */
export const StoredOffice = z.strictObject({
  rehearsal: z.boolean(),
  details: OfficeDetails,
  mediators: z.array(Mediator),
  fileNumbers: z.record(z.string().regex(/^\d{4}$/), z.int().min(0)),
  cases: z.array(CaseFile),
})
export type StoredOffice = z.output<typeof StoredOffice>

/** The office in memory: as stored, with the cases in a collection that finds by id and copies little on change. */
export type Office = Omit<StoredOffice, 'cases'> & { readonly cases: Collection<CaseFile> }

export const officeFrom = (stored: StoredOffice): Office => ({ ...stored, cases: collectionOf(stored.cases) })

export const storedFrom = (office: Office): StoredOffice => ({ ...office, cases: [...office.cases.all()] })
