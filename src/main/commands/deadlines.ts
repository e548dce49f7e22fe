import { disputeTypes } from '../../core/case/codes.ts'
import type { CaseFile } from '../../core/case/case-file.ts'
import type { LocalDate } from '../../core/case/dates.ts'
import type { DeadlineView, Handler } from '../../core/contract.ts'
import type { Office } from '../../core/office.ts'
import { ok } from '../../core/result.ts'
import { deadlineViews, namesOf } from './case-view.ts'

/** The limitation of a running case is years away and shown in the case; it is no task of the day. */
const isTask = (kind: string): boolean => kind !== 'T11'

type Known = { readonly today: LocalDate; readonly settings: Office['settings']; readonly tasks: readonly DeadlineView[] }
/** What is due in a case changes with the case, the day and the settings alone; over a large archive its sentences take long to write. */
const known = new WeakMap<CaseFile, Known>()

const tasksOf = (file: CaseFile, today: LocalDate, { settings }: Office): readonly DeadlineView[] => {
  const before = known.get(file)
  if (before?.today === today && before.settings === settings) return before.tasks
  const tasks = deadlineViews(file, today).filter(({ kind }) => isTask(kind))
  known.set(file, { today, settings, tasks })
  return tasks
}

export const listDeadlines: Handler<'deadline.list'> = async ({ until, limit = Infinity }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const due = office.value.cases.all()
    .flatMap(file => tasksOf(file, today, office.value).map(deadline => ({ file, deadline })))
    .filter(({ deadline }) => until === undefined || deadline.on <= until)
    .sort((a, b) => (a.deadline.on === b.deadline.on ? 0 : a.deadline.on < b.deadline.on ? -1 : 1))
  const counts = { overdue: 0, today: 0, week: 0, later: 0 }
  const rows = due.filter(({ deadline }) => (counts[deadline.state] += 1) <= limit)
    .map(({ file, deadline }) => ({
      ...deadline,
      caseId: file.id,
      ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
      title: `${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}（${disputeTypes[file.type]}）`,
    }))
  return ok({ total: due.length, counts, rows })
}
