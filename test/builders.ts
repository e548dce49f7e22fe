/** Cases in a line for tests: `aCase()` is worked case 1 (漏水, written agreement, archived) with what you change. */
import { CaseFile, Mediator } from '../src/core/case/record/case-file.ts'
import { OfficeDetails } from '../src/core/office/details.ts'
import worked from './fixtures/worked-cases.json' with { type: 'json' }

export const workedCases: readonly CaseFile[] = worked.cases.map(file => CaseFile.parse(file))
export const workedOffice: OfficeDetails = OfficeDetails.parse(worked.office)
export const workedMediators: readonly Mediator[] = worked.mediators.map(mediator => Mediator.parse(mediator))

export const workedCase = (id: string): CaseFile => {
  const file = workedCases.find(candidate => candidate.id === id)
  if (!file) throw new Error(`no worked case ${id}`)
  return file
}

export const aCase = (changes: Partial<CaseFile> = {}): CaseFile => ({ ...workedCase('w1'), ...changes })
