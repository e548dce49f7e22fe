/** The household roster (户代表名册) as it is kept with a case. */
import * as z from 'zod'
import { AmountFen } from './case-file.ts'
import { Text } from '../../base/text.ts'

/** More owners than one matter ever had; a longer list is a mistake in the spreadsheet. */
export const MAX_HEADS = 5000

export const HeadRow = z.strictObject({
  id: Text,
  name: Text,
  idNo: Text.optional(),
  phone: Text.optional(),
  room: Text.optional(),
  areaM2: z.number().positive('面积应大于 0，请改正。').max(1_000_000, '面积超出范围，请核对。').optional(),
  amountFen: AmountFen.optional(),
})
export type HeadRow = z.output<typeof HeadRow>

export const HeadList = z.strictObject({
  /** The party that stands for the owners; its headcount is the length of the list. */
  partyId: Text,
  rows: z.array(HeadRow).min(1, '名册至少要有一户，请添加。').max(MAX_HEADS, `名册最多 ${MAX_HEADS} 户，请核对。`),
})
export type HeadList = z.output<typeof HeadList>
