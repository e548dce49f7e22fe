/** A demand for performance (督促) as it is kept. */
import * as z from 'zod'
import { LocalDateText } from './case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

export const demandWays = { handed: '直接送达', posted: '邮寄', message: '短信、微信', phone: '电话', other: '其他' } as const

export const Demand = z.strictObject({
  id: Text,
  on: LocalDateText,
  /** Which terms are demanded. */
  termIds: z.array(Text).min(1, '请选择督促履行哪几项。'),
  /** The party that owes them. */
  to: Text,
  byWay: z.enum(keysOf(demandWays)),
  /** By when performance is demanded. */
  deadline: LocalDateText,
  reply: z.strictObject({ on: LocalDateText, text: Text }).optional(),
})
export type Demand = z.output<typeof Demand>
