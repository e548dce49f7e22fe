/**
 * Telling the parties their rights and duties before mediation (权利义务告知): 人民调解法第23、24条; 人民调解工作若干规定第30条
 * allows it in writing or by word of mouth.
 */
import * as z from 'zod'
import { LocalDateText, type CaseFile, type Party } from './case-file.ts'
import { keysOf } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

export const tellingWays = { written: '书面（权利义务告知书）', oral: '口头' } as const

/** Who told whom, when and how. */
export const RightsTold = z.strictObject({
  on: LocalDateText,
  by: Text,
  way: z.enum(keysOf(tellingWays)),
  /** Ids of the parties told. */
  to: z.array(Text).min(1, '请选择告知了哪些当事人。'),
  note: Text.optional(),
})
export type RightsTold = z.output<typeof RightsTold>

/** The parties whom nobody has told yet. */
export const partiesNotTold = (file: CaseFile, told: readonly RightsTold[] = []): readonly Party[] => {
  const heard = new Set(told.flatMap(one => one.to))
  return file.parties.filter(party => !heard.has(party.id))
}
