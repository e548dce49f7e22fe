import type { Handler } from '../../core/contract.ts'
import { ok } from '../../core/result.ts'
import { caseTitle, deadlineViews } from './case-view.ts'

/** The limitation of a running case is years away and shown in the case; it is no task of the day. */
const isTask = (kind: string): boolean => kind !== 'T11'

export const listDeadlines: Handler<'deadline.list'> = async ({ until }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const today = clock.today()
  const rows = [...office.value.cases.all()].flatMap(file => deadlineViews(file, today)
    .filter(deadline => isTask(deadline.kind) && (until === undefined || deadline.on <= until))
    .map(deadline => ({
      ...deadline,
      caseId: file.id,
      ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
      title: caseTitle(file),
    })))
  return ok({ total: rows.length, rows: rows.toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1)) })
}
