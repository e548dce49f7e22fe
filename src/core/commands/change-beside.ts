import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import type { CommandName } from '../contract.ts'
import { annexOf, type Office } from '../office.ts'
import type { Ports } from '../ports.ts'
import { refuse, type Result } from '../base/result.ts'
import type { CaseView } from '../contract.ts'
import { caseNotFound } from './case-view.ts'
import { storable, type Edited } from './change-case.ts'

/**
 * A change beside the course of a case: its annex, or lists of the case file that grow in every stage. Refuses with
 * `case-not-found`, `move-not-allowed` for a void case, what `edit` refuses, or every error of the case as it would be.
 */
export const changeBeside = (
  ports: Ports, command: CommandName, caseId: string, edit: (file: CaseFile, annex: CaseAnnex, office: Office) => Result<Edited>,
): Promise<Result<CaseView>> =>
  ports.store.change({ command, at: ports.clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const annex = annexOf(office, caseId)
    if (annex.voided) return refuse('move-not-allowed', '案件已作废，不再登记；确要使用的，请主任先撤销作废。', { field: '/caseId' })
    const edited = edit(file, annex, office)
    return edited.ok ? storable(office, edited.value, ports.clock.today()) : edited
  })

/** The refusal for a case whose file is closed for good; null when it is not. */
export const archivedRefusal = (file: CaseFile, what: string): ReturnType<typeof refuse> | null =>
  (file.archive ? refuse('move-not-allowed', `案件已归档，不能再${what}。`, { field: '/caseId' }) : null)
