/** Commands for what deadlines are reckoned with: lengths and rest days. */
import * as z from 'zod'
import { LocalDateText } from '../case/record/case-file.ts'
import { Text } from '../base/text.ts'
import { parameterIds } from '../parameters/parameters.ts'
import { command, nothing } from './views/shapes.ts'

const parameterId = z.enum(parameterIds)
const Value = z.union([z.number(), z.literal(''), Text])
/** A parameter as it holds today, the rule that sets it or is to, and the values that are decided or proposed for later. */
export const ParameterView = z.strictObject({
  id: parameterId,
  value: Value,
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

export const reckoningCommands = {
  'parameter.list': command('各项期限、提醒、界限、编号样式和保管期限现在的值和依据', nothing, z.strictObject({ parameters: z.array(ParameterView) })),
  'parameter.propose': command('改一个值：在规定它的制度里写成草案，会议通过后施行', z.strictObject({ id: parameterId, value: Value }),
    z.strictObject({ ruleId: Text, title: Text, no: z.int() })),
  'calendar.show': command('一年的休息日和调休上班日', z.strictObject({ year: Year }), CalendarView),
  'calendar.import': command('导入一年的放假表：CSV 或 JSON，三列：日期、类型（休、班）、说明', z.strictObject({ content: z.string(), source: Text }), CalendarView),
  'calendar.remove': command('移除导入的放假表，恢复随软件的', z.strictObject({ year: Year }), CalendarView),
} as const
