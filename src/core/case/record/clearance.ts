/** What is kept of recusal (回避): what mediators told of themselves, that it was looked at, and who came in whose place. */
import * as z from 'zod'
import { AssignedMediator, LocalDateText } from './case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

/** What a mediator has declared: bodies of employment or interest, home estates, relatives. */
export const MediatorRelation = z.strictObject({
  mediatorId: Text,
  companies: z.array(Text).optional(),
  estates: z.array(Text).optional(),
  persons: z.array(z.strictObject({ name: Text, relation: Text.optional(), phone: Text.optional() })).optional(),
})
export type MediatorRelation = z.output<typeof MediatorRelation>

export const clearanceResults = { none: '无回避事由', consented: '当事人知情同意', replaced: '已更换' } as const

/** How a finding was cleared up: what was asked, of whom, and what came of it. */
export const Clearance = z.strictObject({
  id: Text,
  mediatorId: Text,
  /** The findings it answers. */
  findings: z.array(Text),
  asked: Text,
  whom: Text,
  result: z.enum(keysOf(clearanceResults)),
  on: LocalDateText,
  by: Text,
})
export type Clearance = z.output<typeof Clearance>

/** One change of mediators on a running case (更换调解员). */
export const MediatorChange = z.strictObject({
  on: LocalDateText,
  from: z.array(AssignedMediator),
  to: z.array(AssignedMediator),
  reason: Text,
  by: Text,
})
export type MediatorChange = z.output<typeof MediatorChange>
