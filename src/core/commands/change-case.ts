import type { CaseFile } from '../case/record/case-file.ts'
import { chineseDate, type LocalDate } from '../base/dates.ts'
import { periodTitle } from '../statistics/comparison.ts'
import { stages } from '../case/record/lifecycle.ts'
import { moveNames, movesFrom, openMoves, type CaseFor, type MoveName } from '../case/moves/index.ts'
import { staged } from '../case/record/staged-case.ts'
import { problemsOf } from '../case/moves/case-rules.ts'
import { unseenChanges } from '../case/record/revision.ts'
import { contract, type CaseView, type CommandName } from '../contract.ts'
import type { Edited as EditedCase, Facts, InputPointer } from '../case/moves/move.ts'
import { reckoningOf } from '../rules/time-limits.ts'
import { annexOf, type Office } from '../office.ts'
import type { Ports } from '../ports.ts'
import { ok, refuse, refuseWith, type Problem, type Refusal, type Result } from '../base/result.ts'
import { caseNotFound, caseView, mediatorIdsOf } from './case-view.ts'

const unchanged: InputPointer = pointer => pointer

export type Edited = EditedCase & {
  /** The office, where more than the case changed. */
  readonly office?: Office
}

/** Days by which the statistics count a case. */
const countedDays = (file: CaseFile | undefined): Set<LocalDate> => new Set(file ? [
  file.appliedOn, file.acceptedOn, file.end?.on, file.agreement?.effectiveOn, file.confirmation?.appliedOn, file.confirmation?.decidedOn,
  ...(file.performance ?? []).map(({ on }) => on), ...(file.agreement?.terms ?? []).map(({ dueOn }) => dueOn), ...(file.referrals ?? []).map(({ sentOn }) => sentOn),
].flatMap(on => on ?? []) : [])

/** A warning for each confirmed period in which a day was put or taken away: its figures stay, the change is told as a correction. */
const confirmedTouched = (office: Office, before: CaseFile | undefined, after: CaseFile): Problem[] => {
  const [had, has] = [countedDays(before), countedDays(after)]
  const changed = [...new Set([...had, ...has])].filter(on => had.has(on) !== has.has(on))
  return changed.length === 0 ? [] : office.frozenPeriods.all().filter(({ withdrawn }) => withdrawn === undefined).flatMap(({ figures: { statistics: { period } } }) => {
    const days = changed.filter(on => on >= period.from && on <= period.to)
    return days.length === 0 ? [] : [{
      pointer: '', code: 'confirmed-period', severity: 'warning' as const,
      message: `${days.toSorted().map(chineseDate).join('、')}在已经确认的${periodTitle(period)}以内：确认的数字不变，这次改动列入差异表，印在以后的报告里；确要改动那一期的，请主任先撤销确认。`,
    }]
  })
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
  const view = caseView(next, file, today)
  const touched = confirmedTouched(office, office.cases.get(file.id), file)
  return ok({ office: next, value: touched.length === 0 ? view : { ...view, warnings: [...touched, ...view.warnings] } })
}

/** The case that a command changes, and the revision of it that was looked at. */
export type OnCase = { readonly caseId: string; readonly seen?: string }

const unseenRefusal = (office: Office, file: CaseFile, { file: next, annex, inputPointer = unchanged }: Edited, seen: string): Result<never> | null => {
  const before = annexOf(office, file.id)
  const unseen = unseenChanges(seen, [file, before], [next, annex ?? before])
  if (unseen.length === 0) return null
  return refuse('case-changed', `这个案件在您打开以后改过，有 ${unseen.length} 处和您填写的不同；这次没有保存，请逐项核对后再保存。`, {
    conflicts: [{ kind: 'case', id: file.id, differences: unseen.map(one => ({ ...one, pointer: inputPointer(one.pointer) })) }],
  })
}

/** Says who changed the case last, and when. */
const withLastChange = async ({ care }: Ports, caseId: string, refusal: Refusal): Promise<Refusal> => {
  const audit = await care.audit()
  const last = audit.ok ? audit.value.entries.findLast(entry => entry.caseId === caseId && !entry.command.startsWith('draft.') && !entry.command.startsWith('desk.')) : undefined
  if (!last) return refusal
  const what = contract[last.command as CommandName]?.summary.split('：')[0] ?? last.command
  return { ...refusal, message: `${refusal.message}最近一次改动：${last.who}，${last.at.replace('T', ' ')}，${what}。` }
}

/**
 * One move of one case as a transaction. Refuses with `case-not-found`, `move-not-allowed`, what `edit` refuses,
 * `case-changed` when it would write over what `seen` does not show, or every error of the case as it would be. `edit` gets what the stages that allow the move stand on. `reason` goes
 * into the audit trail.
 */
export const changeCase = async <M extends MoveName>(
  ports: Ports,
  command: CommandName,
  move: M,
  { caseId, seen }: OnCase,
  edit: (file: CaseFor<M>, office: Office) => Result<Edited>,
  reason?: string,
): Promise<Result<CaseView>> => {
  const result = await ports.store.change({ command, at: ports.clock.now(), caseId, ...(reason !== undefined && { reason }) }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const today = ports.clock.today()
    const now = staged(file, today, annexOf(office, caseId))
    if (!movesFrom(now.stage).includes(move)) {
      const open = openMoves(now.stage, { file, annex: annexOf(office, caseId) }).map(name => moveNames[name]).join('、')
      return refuse('move-not-allowed', `案件现在是“${stages[now.stage]}”，不能${moveNames[move]}。现在可以：${open}。`, { field: '/caseId' })
    }
    const edited = edit(now.file as CaseFor<M>, office)
    if (!edited.ok) return edited
    return (seen === undefined ? null : unseenRefusal(office, file, edited.value, seen)) ?? storable(office, edited.value, today)
  })
  return result.ok || result.refusal.code !== 'case-changed' ? result : { ok: false, refusal: await withLastChange(ports, caseId, result.refusal) }
}

/** The same for a move that asks nothing of the office beside the case. */
export const makeMove = <M extends MoveName>(
  ports: Ports, command: CommandName, move: M, on: OnCase, apply: (facts: Facts<CaseFor<M>>) => Result<EditedCase>,
): Promise<Result<CaseView>> =>
  changeCase(ports, command, move, on, (file, office) =>
    apply({ file, annex: annexOf(office, on.caseId), today: ports.clock.today(), ...reckoningOf(office) }))

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
