/**
 * What left the office (送出登记): what, to whom, when, by whom, and the digest of each file, so that an answer can be held
 * against it. Papers that are printed to be signed, served or filed are no exports: they are in the register of issued papers.
 * Nor is a backup: it opens with the office's own passwords only.
 */
import * as z from 'zod'
import { LocalTimeText } from '../case/record/case-file.ts'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { PackagedFile } from './packaged-file.ts'

export const exportKinds = {
  confirmation: '司法确认材料', report: '调解结果反馈', transfer: '移送材料', along: '外带案件', bundle: '案件交换文件', ledger: '台账',
  national: '全国系统字段数据', statistics: '统计报表', periodData: '月报数据文件', advice: '建议函', training: '案例',
} as const

const Digest = z.string().regex(/^[0-9a-f]{64}$/)

export const ExportRecord = z.strictObject({
  id: Text,
  kind: z.enum(keysOf(exportKinds)),
  /** To whom it goes; absent until somebody says so. */
  to: Text.optional(),
  caseId: Text.optional(),
  /** How many cases it tells of one by one, where it is not of one case. */
  cases: z.int().min(0).optional(),
  at: LocalTimeText,
  /** The account. */
  by: Text,
  /** How personal data were masked, as a sentence. */
  masking: Text,
  name: Text,
  bytes: z.int().min(0),
  sha256: Digest,
  /** What is inside, where it is a package. */
  files: z.array(PackagedFile),
  /** Files of it in which nothing could be searched, and which `by` confirmed to have looked at. */
  lookedAt: z.array(Text).optional(),
})
export type ExportRecord = z.output<typeof ExportRecord>

/** How personal data stand in what leaves, where no profile is chosen. */
export const maskings = {
  whole: '完整，没有隐去', sealed: '完整，文件加密', figures: '只有数字，不含个人信息', internal: '含名称和卷号，不含证件号和电话',
  publicEdition: '不含名称，小数字隐去', national: '证件号、电话部分隐去', surname: '移送函只写姓氏；所选附件原样', pseudonyms: '化名', advice: '不含当事人姓名',
} as const
