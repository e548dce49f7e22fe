/** A session that is planned (日程) as it is kept. */
import * as z from 'zod'
import { LocalDateText, LocalTimeText } from './case-file.ts'
import { keysOf, sessionKinds } from '../../base/codes.ts'
import { Text } from '../../base/text.ts'

export const Appointment = z.strictObject({
  id: Text,
  startAt: LocalTimeText,
  endAt: LocalTimeText,
  place: Text,
  kind: z.enum(keysOf(sessionKinds)),
  mediatorIds: z.array(Text).min(1, '请指定至少一名调解员。'),
  partyIds: z.array(Text),
  note: Text.optional(),
  /** A cancelled appointment stays visible in the case and takes nobody's time. */
  cancelled: z.strictObject({ on: LocalDateText, reason: Text }).optional(),
  /** The session that was held at this time. */
  sessionId: Text.optional(),
})
export type Appointment = z.output<typeof Appointment>
