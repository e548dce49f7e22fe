/**
 * What the committee keeps of a case for its own work, beside the case file (办案附记). It stays in the office: the case
 * bundle does not carry it.
 */
import * as z from 'zod'
import { Clearance, MediatorChange } from './conflicts.ts'
import { HeadList } from './head-list.ts'
import { Text } from './text.ts'

export const CaseAnnex = z.strictObject({
  /** The id of the case. */
  id: Text,
  /** The owners whom one party stands for (户代表名册). */
  headList: HeadList.optional(),
  /** How findings against a mediator were cleared up (回避). */
  clearances: z.array(Clearance).optional(),
  mediatorChanges: z.array(MediatorChange).optional(),
})
export type CaseAnnex = z.output<typeof CaseAnnex>
