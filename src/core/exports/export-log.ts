/** What left the office (送出登记): to whom, when, by whom, and the digest of each file, so that an answer can be held against it. */
import * as z from 'zod'
import { LocalTimeText } from '../case/case-file.ts'
import { Text } from '../case/text.ts'
import { PackagedFile } from './package-manifest.ts'

export const exportKinds = {
  confirmation: '司法确认材料', report: '调解结果反馈', transfer: '移送材料', bundle: '案件交换文件', national: '统计数据', other: '其他',
} as const

const Digest = z.string().regex(/^[0-9a-f]{64}$/)

export const ExportRecord = z.strictObject({
  id: Text,
  kind: z.enum(['confirmation', 'report', 'transfer', 'bundle', 'national', 'other']),
  /** To whom it goes. */
  to: Text,
  caseId: Text.optional(),
  at: LocalTimeText,
  /** The account. */
  by: Text,
  /** How personal data were masked, as a sentence. */
  masking: Text,
  name: Text,
  bytes: z.int().min(0),
  sha256: Digest,
  files: z.array(PackagedFile),
})
export type ExportRecord = z.output<typeof ExportRecord>
