/** Commands of figures of a period and of the first page. */
import * as z from 'zod'
import { Basis, Period, Statistics } from '../statistics/statistic.ts'
import { command, nothing } from './views/shapes.ts'

const figure = z.strictObject({ id: z.string(), label: z.string(), value: z.number(), caseIds: z.array(z.string()) })

const counted = z.strictObject({ key: z.string(), label: z.string(), caseIds: z.array(z.string()) })

export const statisticsCommands = {
  'statistics.compute': command('计算一个时期的统计数字', 'account', Period.extend({ basis: Basis.optional() }), Statistics),
  'dashboard.show': command('首页：到期、等答复、新来的、本月', 'account', nothing, z.strictObject({
    due: z.array(counted),
    out: z.array(counted),
    came: z.array(counted),
    month: z.array(figure),
    /** The last six months, the oldest first, with the ids of their cases. */
    trend: z.array(z.strictObject({ month: z.string(), received: z.array(z.string()), closed: z.array(z.string()) })),
    /** Running cases by kind of dispute, the most first, at most six. */
    running: z.array(counted),
  })),
} as const
