/** Commands of time limits: their lengths, the rest days, and what is due. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { deadlineGroups } from '../case/time/deadline-groups.ts'
import { parameterIds } from '../parameters/parameters.ts'
import { mediation } from './views/roles.ts'
import { command, DeadlineView, nothing } from './views/shapes.ts'

const parameterId = z.enum(parameterIds)

const Value = z.union([z.number(), z.literal(''), Text])

/** A parameter as it holds today, the rule that sets it or is to, and the values that are decided or proposed for later. */
export const ParameterView = z.strictObject({
  id: parameterId,
  value: Value,
  /** Fixed by the source that the parameter cites: no rule of the committee changes it. */
  statutory: z.literal(true).optional(),
  /** `本会《期限细则》第2版（2026年12月1日起施行）第一条`; absent: the shipped value. */
  by: z.string().optional(),
  rule: z.strictObject({ ruleId: Text, title: Text }).optional(),
  later: z.array(z.strictObject({ value: Value, since: LocalDateText, by: z.string().optional() })),
  /** The value in a draft that is not decided yet. */
  proposed: Value.optional(),
})
export type ParameterView = z.output<typeof ParameterView>

const Year = z.int().min(2000).max(2999)

export const CalendarView = z.strictObject({
  /** The years that have a table, and whether the office imported it. */
  years: z.array(z.strictObject({ year: z.int(), source: z.string(), imported: z.boolean() })),
  year: z.int(),
  /** False: no table; the rest days are weekends alone. */
  known: z.boolean(),
  days: z.array(z.strictObject({ on: LocalDateText, rest: z.boolean(), mark: z.enum(['off', 'work']).optional(), note: z.string().optional() })),
})
export type CalendarView = z.output<typeof CalendarView>

export const timeLimitsCommands = {
  'deadline.list': command('所有案件未了的期限，超期的在前；要提醒的提前列出', 'account', z.strictObject({
    until: LocalDateText.optional(),
    /** Those of the cases of one mediator. */
    mediatorId: Text.optional(),
    /** At most so many of each group and state (200 unless told), after the first `offset`. */
    limit: z.int().min(1).max(100_000).optional(),
    offset: z.int().min(0).optional(),
  }), z.strictObject({
    total: z.int(),
    counts: z.strictObject({ overdue: z.int(), today: z.int(), week: z.int(), soon: z.int(), later: z.int() }),
    /** How many of each group there are. */
    groups: z.record(z.enum(keysOf(deadlineGroups)), z.int()),
    rows: z.array(DeadlineView.extend({ caseId: z.string(), fileNo: z.string().optional(), title: z.string(), group: z.enum(keysOf(deadlineGroups)) })),
  })),
  'parameter.list': command('各项期限、提醒、界限、编号样式和保管期限现在的值和依据', 'account', nothing, z.strictObject({ parameters: z.array(ParameterView) })),
  'parameter.propose': command('改一个值：在规定它的制度里写成草案，会议通过后施行', mediation, z.strictObject({ id: parameterId, value: Value }),
    z.strictObject({ ruleId: Text, title: Text, no: z.int() })),
  'calendar.show': command('一年的休息日和调休上班日', 'account', z.strictObject({ year: Year }), CalendarView),
  'calendar.import': command('导入一年的放假表：CSV 或 JSON，三列：日期、类型（休、班）、说明', ['director'], z.strictObject({ content: z.string(), source: Text }), CalendarView),
  'calendar.remove': command('移除导入的放假表，恢复随软件的', ['director'], z.strictObject({ year: Year }), CalendarView),
} as const
