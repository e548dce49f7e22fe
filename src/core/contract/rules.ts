/** Commands of the committee’s own rules: drafted, consulted on, passed, repealed. */
import * as z from 'zod'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { LocalDateText } from '../case/record/case-file.ts'
import { RuleContent, ruleKinds, RuleVersion, versionMoveNames, versionStates } from '../rules/library.ts'
import { mediation } from './views/roles.ts'
import { command, nothing, SavedFileShape } from './views/shapes.ts'

const version = { ruleId: Text, no: z.int().min(1) }

export const VersionView = RuleVersion.extend({
  state: z.enum(keysOf(versionStates)),
  moves: z.array(z.enum(keysOf(versionMoveNames))),
  /** The days on which it is, was or will be in force. */
  validity: z.strictObject({ from: LocalDateText, to: LocalDateText.optional() }).optional(),
  /** The text with its values in place. */
  filled: z.string(),
})
export type VersionView = z.output<typeof VersionView>

/** Versions with the newest first. */
export const RuleView = z.strictObject({ id: Text, title: Text, kind: z.enum(keysOf(ruleKinds)), versions: z.array(VersionView) })
export type RuleView = z.output<typeof RuleView>

const summary = z.strictObject({
  id: Text, title: Text, kind: z.enum(keysOf(ruleKinds)),
  no: z.int(), state: z.enum(keysOf(versionStates)), moves: z.array(z.enum(keysOf(versionMoveNames))),
  /** The last day for comments, while they are asked for. */
  commentsUntil: LocalDateText.optional(),
  comments: z.int(),
  inForce: z.strictObject({ no: z.int(), from: LocalDateText, to: LocalDateText.optional() }).optional(),
})
export type RuleSummary = z.output<typeof summary>

export const rulesCommands = {
  'rule.list': command('本会的制度，按类别', 'account', nothing, z.strictObject({ rules: z.array(summary), firstSet: z.int() })),
  'rule.show': command('一项制度的全部版本，新的在前', 'account', z.strictObject({ ruleId: Text }), RuleView),
  'rule.loadFirstSet': command('采用第一批草案：还没有的各项制度作为草案放进来', ['director'], nothing, z.strictObject({ added: z.int() })),
  'rule.saveDraft': command('起草或修改草案；不写 ruleId 就是新的一项制度', mediation, z.strictObject({ ruleId: Text.optional(), content: RuleContent }), RuleView),
  'rule.discard': command('删除草案', ['director'], z.strictObject(version), nothing),
  'rule.consult': command('征求意见：从哪天到哪天', ['director'], z.strictObject({ ...version, from: LocalDateText, to: LocalDateText }), RuleView),
  'rule.comment': command('征求意见期间提意见；by 写明是谁的意见，不写就是自己的', 'account', z.strictObject({ ...version, text: Text, by: Text.optional() }), RuleView),
  'rule.reply': command('答复一条意见', ['director'], z.strictObject({ ...version, commentId: Text, text: Text }), RuleView),
  'rule.adopt': command('会议通过：可以一次通过几项', ['director'], z.strictObject({
    versions: z.array(z.strictObject(version)).min(1, '请选择会议通过的制度。'),
    on: LocalDateText, meeting: Text, from: LocalDateText, to: LocalDateText.optional(),
    /** 补录的纸质制度: since when it was in force on paper. It holds here from `from` on, which is never before today. */
    paperSince: LocalDateText.optional(),
  }), z.strictObject({ notes: z.array(z.string()) })),
  'rule.repeal': command('废止：从 on 这一天起不再施行', ['director'], z.strictObject({ ...version, on: LocalDateText, reason: Text }), z.strictObject({ notes: z.array(z.string()) })),
  'rule.booklet': command('制度汇编 PDF：某一天施行的全部制度', 'account', z.strictObject({ on: LocalDateText.optional() }), SavedFileShape),
} as const
