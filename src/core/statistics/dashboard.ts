/** What the first page says at a glance: what is due, out for reply, came in, and the month so far. Every number names its cases. */
import type { CaseAnnex } from '../case/record/annex.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import { disputeTypes, type DisputeType } from '../base/codes.ts'
import { addDays, addMonths, firstOfMonth, type LocalDate } from '../base/dates.ts'
import { agreedFen } from './scale.ts'

export type DashboardGroup = { key: string; label: string; caseIds: string[] }
export type DashboardFigure = { id: string; label: string; value: number; caseIds: string[] }
export type Dashboard = {
  readonly out: DashboardGroup[]
  readonly came: DashboardGroup[]
  readonly month: DashboardFigure[]
  readonly trend: { month: string; received: string[]; closed: string[] }[]
  readonly running: DashboardGroup[]
}

/** Days that count as new on the first page. */
const NEW_DAYS = 7
const MONTHS = 6
const TYPES = 6

/** Takes the cases that count (none that is void). Defined as in docs/statistics.md, the month up to today. */
export const dashboardOf = (cases: readonly CaseFile[], annexOf: (id: string) => CaseAnnex | undefined, today: LocalDate): Dashboard => {
  const ids = (files: readonly CaseFile[]): string[] => files.map(({ id }) => id)
  const running = cases.filter(file => file.end === undefined)
  const group = (key: string, label: string, files: readonly CaseFile[]): DashboardGroup => ({ key, label, caseIds: ids(files) })
  const awaits = (kind: 'supplement' | 'consent') => (file: CaseFile): boolean =>
    file.acceptedOn === undefined && (annexOf(file.id)?.inquiries ?? []).some(inquiry => inquiry.kind === kind && !inquiry.answer)

  const from = firstOfMonth(today)
  const inMonth = (on: LocalDate | undefined, first: LocalDate = from, last: LocalDate = today): boolean => on !== undefined && first <= on && on <= last
  const closed = cases.filter(file => file.acceptedOn !== undefined && inMonth(file.end?.on))
  const succeeded = closed.filter(({ end }) => end?.code === 'E01' || end?.code === 'E02')
  const paying = succeeded.filter(file => agreedFen(file) > 0)
  const recent = addDays(today, 1 - NEW_DAYS)
  const fresh = cases.filter(({ appliedOn }) => recent <= appliedOn && appliedOn <= today)
  const figure = (id: string, label: string, files: readonly CaseFile[], value = files.length): DashboardFigure => ({ id, label, value, caseIds: ids(files) })

  const byType = new Map<DisputeType, CaseFile[]>()
  for (const file of running) {
    const list = byType.get(file.type)
    if (list) list.push(file)
    else byType.set(file.type, [file])
  }
  const trend = Array.from({ length: MONTHS }, (_, index) => firstOfMonth(addMonths(from, index + 1 - MONTHS)))
  const byMonth = new Map(trend.map(first => [first.slice(0, 7), { received: [] as string[], closed: [] as string[] }]))
  for (const file of cases) {
    if (file.appliedOn <= today) byMonth.get(file.appliedOn.slice(0, 7))?.received.push(file.id)
    if (file.acceptedOn !== undefined && file.end !== undefined) byMonth.get(file.end.on.slice(0, 7))?.closed.push(file.id)
  }
  return {
    out: [
      group('referral', '等其他单位答复', cases.filter(file => file.referrals?.some(({ repliedOn }) => repliedOn === undefined))),
      group('consent', '等对方答复是否同意', running.filter(awaits('consent'))),
      group('supplement', '等当事人补正', running.filter(awaits('supplement'))),
      group('court', '等法院确认', cases.filter(file => file.confirmation?.result === 'pending')),
    ],
    came: [
      group('new', `近 ${NEW_DAYS} 天新来`, fresh),
      group('sent', '其中其他单位送来', fresh.filter(({ source }) => source !== 'application' && source !== 'ownInitiative')),
      group('undecided', '还没有决定是否受理', running.filter(({ acceptedOn }) => acceptedOn === undefined)),
    ],
    month: [
      figure('received', '申请', cases.filter(({ appliedOn }) => inMonth(appliedOn))),
      figure('accepted', '受理', cases.filter(({ acceptedOn }) => inMonth(acceptedOn))),
      figure('closed', '办结', closed),
      figure('succeeded', '调解成功', succeeded),
      figure('agreedAmountFen', '协议金额', paying, paying.reduce((sum, file) => sum + agreedFen(file), 0)),
    ],
    trend: trend.map(first => ({ month: first.slice(0, 7), ...byMonth.get(first.slice(0, 7))! })),
    running: [...byType].sort(([, a], [, b]) => b.length - a.length).slice(0, TYPES).map(([type, files]) => group(type, disputeTypes[type], files)),
  }
}
