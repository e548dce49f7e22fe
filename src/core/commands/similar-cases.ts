/** Cases like the one being registered, and earlier cases of its parties. */
import { similarCases } from '../case/parties/similar-cases.ts'
import { stageOf } from '../case/record/lifecycle.ts'
import type { Handler } from '../contract.ts'
import { lengthOn } from '../parameters/parameters.ts'
import { reckoningOf } from '../rules/time-limits.ts'
import { ok, refuse } from '../base/result.ts'
import { caseNotFound, namesOf } from './case-view.ts'

export const findSimilar: Handler<'case.findSimilar'> = async ({ matter, caseId, limit = 20 }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const { cases } = office.value
  const file = caseId === undefined ? undefined : cases.get(caseId)
  if (caseId !== undefined && !file) return caseNotFound()
  const asked = matter ?? file
  if (!asked) return refuse('missing', '请给出正在登记的内容（matter）或案件（caseId）。', { field: '/matter' })
  const today = clock.today()
  const hits = similarCases(asked as Parameters<typeof similarCases>[0], cases.all(), today, lengthOn(reckoningOf(office.value).parameters, 'duplicateMonths', today), caseId)
  const duplicates = hits.filter(hit => hit.duplicate)
  const earlier = hits.filter(hit => !hit.duplicate)
  return ok({
    duplicates: duplicates.length,
    earlier: earlier.length,
    cases: [...duplicates.slice(0, limit), ...earlier.slice(0, limit)].map(({ caseId: id, duplicate, reasons }) => {
      const found = cases.get(id)!
      return {
        caseId: id, duplicate, reasons: [...reasons], type: found.type, stage: stageOf(found, today), appliedOn: found.appliedOn,
        ...(found.fileNo !== undefined && { fileNo: found.fileNo }),
        title: [namesOf(found, 'applicant'), namesOf(found, 'respondent')].filter(Boolean).join('与'),
      }
    }),
  })
}
