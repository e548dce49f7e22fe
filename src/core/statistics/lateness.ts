/** 超期: against the last day of mediation as case/deadlines.ts gives it. */
import { caseCount } from './tally.ts'

export const overduePending = caseCount('overduePending', '超期未结', '期末未结中，调解期限在本期最后一日之前已经届满的案件。',
  ({ closingPending, deadlines, period }) => closingPending.filter(file => deadlines.get(file.id)!.on < period.to))

export const closedLate = caseCount('closedLate', '超期办结', '本期办结中，结束日期晚于调解期限的案件。',
  ({ closed, deadlines }) => closed.filter(file => file.end!.on > deadlines.get(file.id)!.on))
