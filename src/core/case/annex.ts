/**
 * What the committee keeps of a case for its own work, beside the case file (办案附记). It stays in the office: the case
 * bundle does not carry it.
 */
import * as z from 'zod'
import { Demand } from './demand.ts'
import { PerformanceCorrection, PerformanceProof } from './performance.ts'
import { FeeWorksheet } from './property-fee.ts'
import { Text } from './text.ts'

export const CaseAnnex = z.strictObject({
  /** The id of the case. */
  id: Text,
  /** Property-fee worksheets (物业费计算表): each becomes an annex of the agreement. */
  feeWorksheets: z.array(FeeWorksheet).optional(),
  performanceProofs: z.array(PerformanceProof).optional(),
  performanceCorrections: z.array(PerformanceCorrection).optional(),
  /** Written demands for performance (督促函). */
  demands: z.array(Demand).optional(),
})
export type CaseAnnex = z.output<typeof CaseAnnex>
