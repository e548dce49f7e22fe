/** A step that was noted by hand. */
import * as z from 'zod'
import { LocalDateText } from './case-file.ts'
import { Text } from '../../base/text.ts'

/** A step that was noted by hand: when, by which account, and what there is to say. */
export const NotedStep = z.strictObject({ step: Text, on: LocalDateText, by: Text, note: Text.optional() })
export type NotedStep = z.output<typeof NotedStep>
