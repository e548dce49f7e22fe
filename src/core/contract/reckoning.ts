/** Commands for what deadlines are reckoned with: lengths and rest days. */
import * as z from 'zod'
import { LocalDateText } from '../case/case-file.ts'
import { Text } from '../case/text.ts'
import { parameterIds, ParameterSetting } from '../rules/parameters.ts'
import { command, nothing } from './shapes.ts'

const Settings = z.strictObject({ settings: z.array(ParameterSetting) })
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
  'parameter.list': command('本会设定的期限天数', nothing, Settings),
  'parameter.set': command('设定一个期限的天数：从 since 起开始计算的期限适用', ParameterSetting, Settings),
  'parameter.reset': command('恢复一个期限的预设天数', z.strictObject({ id: z.enum(parameterIds) }), Settings),
  'calendar.show': command('一年的休息日和调休上班日', z.strictObject({ year: Year }), CalendarView),
  'calendar.import': command('导入一年的放假表：CSV 或 JSON，三列：日期、类型（休、班）、说明', z.strictObject({ content: z.string(), source: Text }), CalendarView),
  'calendar.remove': command('移除导入的放假表，恢复随软件的', z.strictObject({ year: Year }), CalendarView),
} as const
