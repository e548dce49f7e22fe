import type { CaseAnnex } from '../../core/case/annex.ts'
import type { CaseFile } from '../../core/case/case-file.ts'
import type { LocalDate } from '../../core/case/dates.ts'
import { moveNames, movesFrom, stages, type MoveName } from '../../core/case/lifecycle.ts'
import { staged, type CaseFor } from '../../core/case/staged-case.ts'
import { problemsOf } from '../../core/case/rules.ts'
import type { CaseView, CommandName } from '../../core/contract.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, refuseWith, type Problem, type Result } from '../../core/result.ts'
import { caseNotFound, caseView, mediatorIdsOf } from './case-view.ts'

/** Where in the command's input a problem at `casePointer` of the case belongs. */
export type InputPointer = (casePointer: string) => string

const unchanged: InputPointer = pointer => pointer

export type Edited = {
  readonly file: CaseFile
  /** What is kept beside the case, where that changed. */
  readonly annex?: CaseAnnex
  /** The office, where more than the case changed. */
  readonly office?: Office
  /** Problems beside those that every case is checked for. */
  readonly problems?: readonly Problem[]
  readonly inputPointer?: InputPointer
}

/** The office with the case as edited, or every error that keeps it from being stored. */
export const storable = (
  office: Office, { file, annex, office: changed = office, problems = [], inputPointer = unchanged }: Edited, today: LocalDate,
): Result<{ office: Office; value: CaseView }> => {
  const errors = [...problems, ...problemsOf(file, { today, mediatorIds: mediatorIdsOf(office) })]
    .filter(problem => problem.severity === 'error')
    .map(problem => ({ ...problem, pointer: inputPointer(problem.pointer) }))
  if (errors.length > 0) return refuseWith('invalid-input', errors)
  const next = { ...changed, cases: changed.cases.with(file), ...(annex && { annexes: changed.annexes.with(annex) }) }
  return ok({ office: next, value: caseView(next, file, today) })
}

/**
 * One move of one case as a transaction. Refuses with `case-not-found`, `move-not-allowed`, what `edit` refuses,
 * or every error of the case as it would be. `edit` gets what the stages that allow the move stand on. `reason` goes
 * into the audit trail.
 */
export const changeCase = <M extends MoveName>(
  ports: Ports,
  command: CommandName,
  move: M,
  caseId: string,
  edit: (file: CaseFor<M>, office: Office) => Result<Edited>,
  reason?: string,
): Promise<Result<CaseView>> =>
  ports.store.change({ command, at: ports.clock.now(), caseId, ...(reason !== undefined && { reason }) }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const today = ports.clock.today()
    const now = staged(file, today, annexOf(office, caseId))
    if (!movesFrom(now.stage).includes(move)) {
      const open = movesFrom(now.stage).map(name => moveNames[name]).join('、')
      return refuse('move-not-allowed', `案件现在是“${stages[now.stage]}”，不能${moveNames[move]}。现在可以：${open}。`, { field: '/caseId' })
    }
    const edited = edit(now.file as CaseFor<M>, office)
    return edited.ok ? storable(office, edited.value, today) : edited
  })

/** The first of `prefix1, prefix2, …` that is not taken. */
export const freeId = (prefix: string, taken: ReadonlySet<string>): string => {
  let number = taken.size + 1
  while (taken.has(`${prefix}${number}`)) number += 1
  return `${prefix}${number}`
}

/** Gives each record without an id one of `prefix1, prefix2, …`. */
export const withIds = <T extends { id?: string }>(records: readonly T[], prefix: string): (T & { id: string })[] => {
  const taken = new Set(records.flatMap(record => record.id ?? []))
  let number = 0
  return records.map(record => {
    if (record.id !== undefined) return { ...record, id: record.id }
    do number += 1
    while (taken.has(`${prefix}${number}`))
    return { ...record, id: `${prefix}${number}` }
  })
}
