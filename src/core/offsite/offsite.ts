/** Cases that are taken along to another computer and brought back (外带办案): what lies in the encrypted file. */
import * as z from 'zod'
import type { JsonLimits } from '../base/json-text.ts'
import { CaseAnnex } from '../case/record/annex.ts'
import { CaseFile, LocalTimeText, Mediator } from '../case/record/case-file.ts'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { IssuedPaper } from '../office/issued-paper.ts'
import { Settings, type Office } from '../office.ts'
import { RegisterEntry } from '../office/registers.ts'
import { Rule } from '../rules/library.ts'

/** Without the name under which a store keeps its bytes: each store has its own. */
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/)
const AlongAttachment = z.strictObject({
  id: Text, caseId: Text, name: Text, size: z.int().min(0), sha256: Sha256, addedAt: LocalTimeText, addedBy: Text, removedAt: LocalTimeText.optional(),
})
const AlongPaper = IssuedPaper.omit({ blob: true, contentBlob: true })

/** Some thousand cases with all that belongs to them. */
export const alongLimits: JsonLimits = { depth: 60, values: 8_000_000, name: 1_000 }

export const directions = { out: '带出', back: '带回' } as const

/** Settings that cases are reckoned and written with; not the templates, which are files. */
const GroundSettings = Settings.pick({ sessions: true, numberPatterns: true, wording: true, calendars: true, clauses: true, mediatorRelations: true })

/** What cases are reckoned and written with at home. */
const Ground = z.strictObject({ rules: z.array(Rule), registers: z.array(RegisterEntry), settings: GroundSettings })

/** What of an office goes along with its cases, so that a deadline falls on the same day and cites the same rule there. */
export const groundOf = ({ rules, registers, settings = {} }: Office): z.output<typeof Ground> =>
  ({ rules: [...rules.all()], registers: [...registers.all()], settings: GroundSettings.strip().parse(settings) })

export const Along = z.strictObject({
  format: z.literal('mediation-cases-along', '里面不是外带的案件'),
  version: z.literal(1, '它由别的版本的软件制作，请两边都用同一版本'),
  direction: z.enum(keysOf(directions)),
  checkOutId: Text,
  rehearsal: z.boolean(),
  office: z.strictObject({ name: Text, regionCode: Text, numberWord: Text, court: Text, phone: Text.optional(), address: Text.optional() }),
  fileNumbers: z.record(z.string().regex(/^\d{4}$/), z.int().min(0)),
  mediators: z.array(Mediator),
  madeAt: LocalTimeText,
  madeBy: Text,
  cases: z.array(CaseFile).min(1).max(100_000),
  annexes: z.array(CaseAnnex),
  attachments: z.array(AlongAttachment),
  papers: z.array(AlongPaper),
  /** On the way out. A file of before it was taken along has none. */
  ground: Ground.optional(),
})
export type Along = z.output<typeof Along>

/** Why what an along file says does not fit together; null when it does. */
export const alongFault = ({ cases, annexes, attachments, papers, ground }: Along): string | null => {
  const ids = new Set(cases.map(({ id }) => id))
  const twice = (records: readonly { readonly id: string }[]): boolean => new Set(records.map(({ id }) => id)).size < records.length
  if ([cases, annexes, attachments, papers, ground?.rules ?? [], ground?.registers ?? []].some(twice)) return '里面有重复的记录'
  if ([...annexes.map(({ id }) => id), ...attachments.map(({ caseId }) => caseId), ...papers.map(({ caseId }) => caseId)].some(id => !ids.has(id))) return '里面有不属于所带案件的记录'
  return null
}
