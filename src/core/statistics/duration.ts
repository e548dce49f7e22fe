/** 用时: days from acceptance to the end, suspended days taken off. */
import type { CaseFile } from '../case/record/case-file.ts'
import { daysBetween } from '../base/dates.ts'
import { suspendedDays } from '../case/time/deadlines.ts'
import type { Statistic } from './statistic.ts'
import { idsOf } from './tally.ts'

export const daysTaken = (file: CaseFile): number =>
  Math.max(0, daysBetween(file.acceptedOn!, file.end!.on) - suspendedDays(file, file.end!.on))

/** Whole numbers divided to one decimal, half up, without a fraction of floating point deciding the half. */
const oneDecimal = (sum: number, count: number): number => Math.floor((sum * 20 + count) / (count * 2)) / 10

export const average = (days: readonly number[]): number => oneDecimal(days.reduce((sum, one) => sum + one, 0), days.length)

export const median = (days: readonly number[]): number => {
  const sorted = days.toSorted((a, b) => a - b)
  const half = Math.trunc(sorted.length / 2)
  return sorted.length % 2 === 1 ? sorted[half]! : oneDecimal(sorted[half - 1]! + sorted[half]!, 2)
}

const overClosed = (id: string, label: string, definition: string, of: (days: readonly number[]) => number): Statistic => ({
  id,
  label,
  unit: 'days',
  definition,
  count: ({ closed }) => ({ value: closed.length === 0 ? null : of(closed.map(daysTaken)), caseIds: idsOf(closed) }),
})

export const averageDays = overClosed('averageDays', '平均用时',
  '本期办结各案从受理到结束的天数减去中止天数，取平均，保留一位小数。', average)

export const medianDays = overClosed('medianDays', '用时中位数',
  '本期办结各案从受理到结束的天数减去中止天数，由小到大排列后居中的数，保留一位小数。', median)
