import type { CaseAnnex } from '../../core/case/annex.ts'
import type { CaseFile } from '../../core/case/case-file.ts'
import type { DeadlineView, Handler, Output } from '../../core/contract.ts'
import type { LocalDate } from '../../core/case/dates.ts'
import type { Office } from '../../core/office.ts'
import { ok } from '../../core/result.ts'
import { caseTitle, deadlineViews } from './case-view.ts'

type Row = Output<'deadline.list'>['rows'][number]

/** The limitation of a running case is years away: it is a task once it is to be reminded of. */
const isTask = ({ kind, state }: DeadlineView): boolean => kind !== 'T11' || state !== 'later'

type Known = { readonly today: LocalDate; readonly settings: Office['settings']; readonly annex: CaseAnnex | undefined; readonly tasks: readonly DeadlineView[] }
/** What is due in a case changes with the case, its annex, the day and the settings alone; over a large archive its sentences take long to write. */
const known = new WeakMap<CaseFile, Known>()

const tasksOf = (office: Office, file: CaseFile, today: LocalDate): readonly DeadlineView[] => {
  const annex = office.annexes.get(file.id)
  const { settings } = office
  const before = known.get(file)
  if (before?.today === today && before.settings === settings && before.annex === annex) return before.tasks
  const tasks = deadlineViews(office, file, today).filter(isTask)
  known.set(file, { today, settings, annex, tasks })
  return tasks
}

export const listDeadlines: Handler<'deadline.list'> = async ({ until, limit = Infinity }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const due = office.value.cases.all()
    .flatMap(file => tasksOf(office.value, file, today).map(deadline => ({ file, deadline })))
    .filter(({ deadline }) => until === undefined || deadline.on <= until || deadline.state === 'soon')
    .sort((a, b) => (a.deadline.on === b.deadline.on ? 0 : a.deadline.on < b.deadline.on ? -1 : 1))
  const counts = { overdue: 0, today: 0, week: 0, soon: 0, later: 0 }
  const rows = due.filter(({ deadline }) => (counts[deadline.state] += 1) <= limit)
    .map(({ file, deadline }): Row => ({
      ...deadline,
      caseId: file.id,
      ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
      title: caseTitle(file),
    }))
  return ok({ total: due.length, counts, rows })
}
