/**
 * What goes to the court for one case: its papers and its data, without anything said in a separate session
 * (背对背). The host renders, digests and packs it.
 */
import type { CaseAnnex } from '../case/annex.ts'
import type { CaseFile, Mediator } from '../case/case-file.ts'
import { withoutConfidential } from '../case/confidential.ts'
import { stageOf } from '../case/lifecycle.ts'
import type { LocalDate } from '../case/dates.ts'
import type { DocumentContent } from '../documents/content.ts'
import { documentsOffered } from '../documents/index.ts'
import type { OfficeDetails, Settings } from '../office.ts'
import { ok, refuse, type Result } from '../result.ts'
import type { Bundle } from './bundle.ts'

export type CourtPackage = {
  /** Name of the zip without its ending. */
  readonly name: string
  /** In the court's order: agreement, application, register form. */
  readonly papers: readonly DocumentContent[]
  readonly data: Bundle
}

/** The court's order of the forms that exist for the case. */
const order = ['D07', 'D01', 'D02']

/** Refuses with `no-agreement` while there is no agreement in effect (人民调解法第33条). */
export const courtPackage = (
  file: CaseFile, office: OfficeDetails, mediators: readonly Mediator[], today: LocalDate, annex: CaseAnnex = { id: file.id },
  wording: NonNullable<Settings['wording']> = {},
): Result<CourtPackage> => {
  if (file.end?.code !== 'E01' && file.end?.code !== 'E02') {
    return refuse('no-agreement', '只有协议已经生效的案件才能打包送法院（人民调解法第33条）；请先完成签名盖章并登记协议生效。', { field: '/caseId' })
  }
  const leaving = withoutConfidential(file)
  const named = new Set(file.mediators?.map(mediator => mediator.mediatorId))
  const offered = documentsOffered(leaving, stageOf(leaving, today))
  return ok({
    name: `送法院材料_${file.fileNo ?? file.appliedOn}`,
    papers: order.flatMap(id => offered.filter(template => template.id === id))
      .map(template => template.write({ file: leaving, office, mediators, today, annex, wording: wording[template.id] })),
    data: {
      format: 'mediation-case-bundle',
      version: 1,
      office,
      mediators: mediators.filter(mediator => named.has(mediator.id)),
      cases: [leaving],
    },
  })
}
