import { disputeTypes } from '../../core/case/codes.ts'
import type { Handler, Output } from '../../core/contract.ts'
import type { LocalDate } from '../../core/case/dates.ts'
import type { Office } from '../../core/office.ts'
import { ok } from '../../core/result.ts'
import { deadlineViews, namesOf } from './case-view.ts'

type Row = Output<'deadline.list'>['rows'][number]

/** The limitation of a running case is years away: it is a task once it is to be reminded of. */
const isTask = ({ kind, state }: Row): boolean => kind !== 'T11' || state !== 'later'

const rowsOf = (office: Office, today: LocalDate): readonly Row[] =>
  office.cases.all().flatMap(file => deadlineViews(office, file, today).map(deadline => ({
    ...deadline,
    caseId: file.id,
    ...(file.fileNo !== undefined && { fileNo: file.fileNo }),
    title: `${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}（${disputeTypes[file.type]}）`,
  })).filter(isTask)).toSorted((a, b) => (a.on === b.on ? 0 : a.on < b.on ? -1 : 1))

/** The last list, as long as nothing that it rests on has changed. */
let last: { readonly office: Office; readonly today: LocalDate; readonly rows: readonly Row[] } | undefined

const remembered = (office: Office, today: LocalDate): readonly Row[] => {
  const same = last?.today === today && last.office.cases === office.cases && last.office.annexes === office.annexes && last.office.settings === office.settings && last.office.rules === office.rules
  if (!same) last = { office, today, rows: rowsOf(office, today) }
  return last!.rows
}

export const listDeadlines: Handler<'deadline.list'> = async ({ until, limit = Infinity }, { store, clock }) => {
  const office = await store.read()
  if (!office.ok) return office
  const counts = { overdue: 0, today: 0, week: 0, soon: 0, later: 0 }
  const found = remembered(office.value, clock.today()).filter(row => until === undefined || row.on <= until || row.state === 'soon')
  const rows = found.filter(({ state }) => {
    counts[state] += 1
    return counts[state] <= limit
  })
  return ok({ total: found.length, counts, rows })
}
