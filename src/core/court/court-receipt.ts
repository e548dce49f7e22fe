/** What a court sends back or over as a file: the receipt to a package, and a matter that it sends for mediation. */
import * as z from 'zod'
import { NewCourtAnswer } from '../case/record/court-answers.ts'
import { Text } from '../base/text.ts'
import { jsonFaults, readJson, type JsonLimits } from '../base/json-text.ts'
import { parseWith } from '../base/parse-input.ts'
import { ok, pointerOf, refuse, type Result } from '../base/result.ts'
import type { ExportRecord } from '../office/export-log.ts'
import { isFromCourt } from '../case/record/before-acceptance.ts'
import type { CaseFile } from '../case/record/case-file.ts'
import type { Bundle } from '../exports/bundle.ts'

export const RECEIPT = '回执.json'

export const CourtReceipt = z.strictObject({
  format: z.literal('mediation-court-receipt', '这不是法院回执（format 应为 mediation-court-receipt）。'),
  version: z.literal(1, '只认识第 1 版回执；更新的版本请用更新的软件打开。'),
  /** The id of the package that is answered. */
  package: Text,
  /** The files as the court has them. */
  files: z.array(z.strictObject({ name: Text, sha256: z.string().regex(/^[0-9a-f]{64}$/, 'SHA-256 应为 64 位十六进制数字。') })).max(2_000),
  answer: NewCourtAnswer,
})
export type CourtReceipt = z.output<typeof CourtReceipt>

/** Two thousand files and an answer. */
const limits: JsonLimits = { depth: 20, values: 30_000, name: 100 }

/** Reads a receipt. Refuses with `receipt-invalid`. */
export const readReceipt = (text: string): Result<CourtReceipt> => {
  const again = '请让法院重新发来，或者手工登记答复。'
  const read = readJson(text, limits)
  if ('fault' in read) {
    return refuse('receipt-invalid', read.fault === 'not-json' ? `回执不是完整的 JSON 文本，可能已损坏；${again}` : `回执${jsonFaults[read.fault]}，不是法院的回执；${again}`, { field: '/path' })
  }
  if (read.twice) return refuse('receipt-invalid', `回执里“${pointerOf(read.twice)}”写了两次，不知道以哪一个为准；${again}`, { field: '/path' })
  const parsed = parseWith(CourtReceipt, read.value)
  return parsed.ok ? parsed : refuse('receipt-invalid', `回执不合规矩：${parsed.problems[0]!.message}`, { field: '/path', problems: parsed.problems })
}

/** The package that a receipt answers. Refuses with `receipt-unknown`, or `receipt-differs` where a digest is not what was sent. */
export const receiptMatches = (receipt: CourtReceipt, sent: ExportRecord | undefined): Result<ExportRecord & { caseId: string }> => {
  if (!sent || sent.caseId === undefined) return refuse('receipt-unknown', '本机没有送出过回执所说的材料，请核对是不是本调委会的案件，或者手工登记答复。', { field: '/path' })
  const ours = new Map(sent.files.map(({ name, sha256 }) => [name, sha256]))
  const wrong = receipt.files.find(({ name, sha256 }) => ours.get(name) !== sha256)
  if (wrong) return refuse('receipt-differs', `法院收到的“${wrong.name.slice(0, 60)}”与送出的不同：材料在路上被改动，或者不是同一份。没有登记，请与法院核对。`, { field: '/path' })
  const missing = sent.files.find(({ name }) => !receipt.files.some(file => file.name === name))
  if (missing || receipt.files.length !== sent.files.length) return refuse('receipt-differs', `回执里的文件与送出的不一样多${missing ? `，缺“${missing.name}”` : ''}。没有登记，请与法院核对。`, { field: '/path' })
  return ok({ ...sent, caseId: sent.caseId })
}

/** The one matter of a court's package. Refuses with `not-a-court-matter`. */
export const courtMatter = ({ cases }: Bundle): Result<CaseFile & { sourceRef: NonNullable<CaseFile['sourceRef']> }> => {
  const [file] = cases
  if (cases.length !== 1 || !file) return refuse('not-a-court-matter', `来件里应有一件案件，现在有 ${cases.length} 件；请让法院一案一包。`, { field: '/path' })
  if (!isFromCourt(file) || !file.sourceRef) return refuse('not-a-court-matter', '来件里的案件不是法院委派、委托的，或者没有写明法院；请与来件法院核对。', { field: '/path' })
  return ok({ ...file, sourceRef: file.sourceRef })
}
