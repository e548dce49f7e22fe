/** The worked cases of the fixtures, checked by the schema. */
import * as z from 'zod'
import { CaseFile, Mediator } from '../../../src/core/case/record/case-file.ts'
import { OfficeDetails } from '../../../src/core/office/details.ts'
import bundle from '../../fixtures/worked-cases.json' with { type: 'json' }

export const workedCases = z.array(CaseFile).parse(bundle.cases)
export const workedMediators = z.array(Mediator).parse(bundle.mediators)
export const workedOffice = OfficeDetails.parse(bundle.office)

export const workedCase = (id: string): CaseFile => workedCases.find(file => file.id === id)!
