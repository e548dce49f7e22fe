import { addDays } from '../base/dates.ts'
import { dashboardOf } from '../statistics/dashboard.ts'
import type { Handler } from '../contract.ts'
import { casesThatCount } from '../office.ts'
import { ok } from '../base/result.ts'
import { tasksOf } from './deadlines.ts'

const due = { overdue: '已超期', today: '今天到期', week: '七天内到期' } as const

export const showDashboard: Handler<'dashboard.show'> = async (_input, { store, clock }) => {
  const read = await store.read()
  if (!read.ok) return read
  const office = read.value
  const today = clock.today()
  const until = addDays(today, 7)
  const cases = casesThatCount(office)
  const groups = Object.entries(due).map(([key, label]) => ({ key, label, caseIds: new Set<string>() }))
  for (const file of cases) {
    for (const { deadline, state } of tasksOf(office, file, today)) if (deadline.on <= until) groups.find(({ key }) => key === state)?.caseIds.add(file.id)
  }
  return ok({ due: groups.map(group => ({ ...group, caseIds: [...group.caseIds] })), ...dashboardOf(cases, id => office.annexes.get(id), today) })
}
