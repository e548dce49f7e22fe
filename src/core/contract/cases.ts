/** Commands of finding cases and looking at them: the list, one case, its earlier states, cases like it. */
import * as z from 'zod'
import { disputeTypes, keysOf, partyKinds, sides } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { intakeFields, LocalDateText } from '../case/record/case-file.ts'
import { Causes } from '../case/record/causes.ts'
import { stages } from '../case/record/lifecycle.ts'
import { CaseFilter } from '../statistics/case-filter.ts'
import { caseOnly, caseOrders, CaseSummary, CaseView, command } from './views/shapes.ts'

const AlikeShape = z.strictObject({
  caseId: Text, score: z.int(), sameType: z.boolean(), type: z.enum(keysOf(disputeTypes)), stage: z.enum(keysOf(stages)), appliedOn: LocalDateText, fileNo: Text.optional(), facts: z.string(), outcome: z.string().optional(),
})

/** A matter as far as it is typed: half a number is no mistake here. */
const MatterShape = z.strictObject({
  parties: z.array(z.strictObject({
    side: z.enum(keysOf(sides)).optional(),
    kind: z.enum(keysOf(partyKinds)).optional(),
    name: z.string().optional(),
    idNo: z.string().optional(),
    uscc: z.string().optional(),
    phone: z.string().optional(),
  })).max(1000),
  place: z.strictObject({ estate: z.string().optional(), building: z.string().optional(), unit: z.string().optional(), room: z.string().optional() }).optional(),
})

export const SimilarView = z.strictObject({
  caseId: z.string(),
  fileNo: z.string().optional(),
  title: z.string(),
  type: intakeFields.type,
  stage: z.enum(keysOf(stages)),
  appliedOn: LocalDateText,
  /** True: perhaps the same matter; false: an earlier case of a party. */
  duplicate: z.boolean(),
  reasons: z.array(z.string()),
})
export type SimilarView = z.output<typeof SimilarView>

export const casesCommands = {
  'case.list': command('案件列表，最近的在前', 'account', CaseFilter.extend({
    query: z.string().optional(),
    sort: z.strictObject({ by: z.enum(keysOf(caseOrders)), descending: z.boolean().optional() }).optional(),
    offset: z.int().min(0).optional(),
    limit: z.int().min(1).max(100_000).optional(),
  }), z.strictObject({
    total: z.int(),
    /** Of the cases found, whatever `state` was asked for. */
    counts: z.strictObject({ all: z.int(), running: z.int(), overdue: z.int(), risk: z.int() }),
    rows: z.array(CaseSummary),
  })),
  'case.show': command('一个案件及其阶段、期限、可用文书', 'account', caseOnly, CaseView),
  'case.alike': command('内容相近的案件：按类型和用词，由近到远', 'account', z.strictObject({
    caseId: Text.optional(), type: z.enum(keysOf(disputeTypes)).optional(), text: Text.optional(), limit: z.int().min(1).max(50).optional(),
  }), z.strictObject({ cases: z.array(AlikeShape) })),
  'case.asOf': command('一个案件在某日的样子', 'account', z.strictObject({ caseId: Text, on: LocalDateText }), z.strictObject({
    state: z.enum(['known', 'notYet', 'notKept']),
    /** Since when changes have been kept, where the day lies before. */
    since: LocalDateText.optional(),
    view: CaseView.optional(),
    /** Each field that differs from today. */
    differences: z.array(z.strictObject({ pointer: z.string(), was: z.unknown().optional(), now: z.unknown().optional() })),
  })),
  'case.history': command('一个案件改动过的日子，新的在前', 'account', caseOnly, z.strictObject({
    entries: z.array(z.strictObject({ at: z.string(), by: z.string(), command: z.string(), created: z.boolean() })),
  })),
  'case.tag': command('标注案件的典型成因', ['registrar', 'mediator', 'director', 'statistician'], z.strictObject({ caseId: Text, causes: Causes }), CaseView),
  'case.findSimilar': command('查找可能重复的案件和当事人的以往案件：给出正在登记的内容，或一个案件', 'account', z.strictObject({
    matter: MatterShape.optional(),
    caseId: Text.optional(),
    limit: z.int().min(1).max(1000).optional(),
  }), z.strictObject({ duplicates: z.int(), earlier: z.int(), cases: z.array(SimilarView) })),
} as const
