import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { groupOfDeadline } from '../case/time/deadline-groups.ts'
import { deadlineState, type DeadlineState } from '../case/time/deadline-list.ts'
import { type Deadline } from '../case/record/deadline.ts'
import type { Handler, Output } from '../contract.ts'
import type { LocalDate } from '../base/dates.ts'
import type { Office } from '../office.ts'
import { ok } from '../base/result.ts'
import { caseTitle, deadlinesIn, viewed } from './case-view.ts'

type Row = Output<'deadline.list'>['rows'][number]

type Task = { readonly deadline: Deadline; readonly state: DeadlineState }

/** The limitation of a running case is years away: it is a task once it is to be reminded of. */
const isTask = ({ deadline, state }: Task): boolean => deadline.kind !== 'T11' || state !== 'later'

type Known = Pick<Office, 'settings' | 'rules' | 'mediators' | 'registers'> & { readonly today: LocalDate; readonly annex: CaseAnnex | undefined; readonly tasks: readonly Task[] }
/** What is due in a case changes with the case, its annex, the day, the settings, the rules, and for steps of a procedure the mediators and the registers alone. */
const known = new WeakMap<CaseFile, Known>()

export const tasksOf = (office: Office, file: CaseFile, today: LocalDate): readonly Task[] => {
  const annex = office.annexes.get(file.id)
  const { settings, rules, mediators, registers } = office
  const before = known.get(file)
  if (before?.today === today && before.settings === settings && before.rules === rules && before.mediators === mediators && before.registers === registers && before.annex === annex) return before.tasks
  const tasks = deadlinesIn(office, file, today).map(deadline => ({ deadline, state: deadlineState(deadline, today) })).filter(isTask)
  known.set(file, { today, settings, rules, mediators, registers, annex, tasks })
  return tasks
}

/** Rows of each group and state that are given unless told: an old archive has many thousand. */
const PAGE = 200

export const listDeadlines: Handler<'deadline.list'> = async ({ until, mediatorId, limit = PAGE, offset = 0 }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const counts = { overdue: 0, today: 0, week: 0, soon: 0, later: 0 }
  // Most of an old archive's deadlines are not asked for: they are laid by day, and only the first days are put in order.
  const days = new Map<LocalDate, { readonly file: CaseFile; readonly task: Task }[]>()
  const groups = { statutory: 0, rights: 0, internal: 0 }
  for (const file of office.value.cases.all()) {
    if (mediatorId !== undefined && !file.mediators?.some(assigned => assigned.mediatorId === mediatorId)) continue
    for (const task of tasksOf(office.value, file, today)) {
      const { on } = task.deadline
      if (until !== undefined && on > until && task.state !== 'soon') continue
      counts[task.state] += 1
      groups[groupOfDeadline[task.deadline.kind]] += 1
      const day = days.get(on)
      if (day) day.push({ file, task })
      else days.set(on, [{ file, task }])
    }
  }
  const listed = new Map<string, number>()
  const isListed = ({ task }: { readonly task: Task }): boolean => {
    const key = `${groupOfDeadline[task.deadline.kind]}/${task.state}`
    listed.set(key, (listed.get(key) ?? 0) + 1)
    return listed.get(key)! > offset && listed.get(key)! <= offset + limit
  }
  const rows = [...days.keys()].sort().flatMap(on => days.get(on)!.filter(isListed))
    .map(({ file, task }): Row => ({
      ...viewed(task.deadline, today),
      caseId: file.id,
      ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
      title: caseTitle(file),
      group: groupOfDeadline[task.deadline.kind],
    }))
  const total = Object.values(counts).reduce((sum, count) => sum + count, 0)
  return ok({ total, counts, groups, rows })
}
