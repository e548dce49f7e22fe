/**
 * What the committee keeps of a case for its own work, beside the case file (办案附记). It stays in the office: the case
 * bundle does not carry it.
 */
import * as z from 'zod'
import { Causes } from './causes.ts'
import { Text } from './text.ts'

export const CaseAnnex = z.strictObject({
  /** The id of the case. */
  id: Text,
  /** 典型成因: why the dispute arose, for the reports. */
  causes: Causes.optional(),
})
export type CaseAnnex = z.output<typeof CaseAnnex>
