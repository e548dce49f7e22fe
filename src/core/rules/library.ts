/**
 * The committee's own rules (制度): versions of a text with the values that deadlines take from it. Where a version stands
 * is read off what was recorded of it: put out for comment, passed at a meeting, in force from a day, repealed. What was
 * once put out is never changed; a change is a new version.
 */
import * as z from 'zod'
import { LocalDateText, LocalTimeText } from '../case/record/case-file.ts'
import { addDays, chineseDate, earlierOf, type LocalDate, type LocalTime, dateOf } from '../base/dates.ts'
import { keysOf } from '../base/codes.ts'
import { Text } from '../base/text.ts'
import { ok, refuse, refuseWith, type Problem, type Result } from '../base/result.ts'
import { inCourse, ProcedureStep, stepsProblems, type Procedure, type Procedures } from '../case/steps/procedure.ts'
import { parameterIds, parameterOf, parametersFrom, rangeProblem, rulingText, valueText, type Earlier, type ParameterId, type Parameters, type ParameterSpan, type Ruling, type Value, statuteProblem } from '../parameters/parameters.ts'

export const ruleKinds = { system: '基本制度', detail: '实施细则', procedure: '内部操作流程', form: '表格', law: '法律法规引用' } as const
export type RuleKind = keyof typeof ruleKinds

/** The values that a version sets, by the parameter's id. */
const Values = z.partialRecord(z.enum(parameterIds), z.union([z.number(), z.literal(''), Text])).check(context => {
  for (const [id, value] of Object.entries(context.value) as [ParameterId, Value][]) {
    const problem = rangeProblem(id, value)
    if (problem) context.issues.push({ code: 'custom', path: [id], input: value, params: { code: 'range' }, message: problem })
  }
})

/** What a person writes: markdown with headings, lists, bold and tables; `{{id}}` stands for a parameter's value. */
export const RuleContent = z.strictObject({
  title: Text.check(z.maxLength(60, '名称最多 60 个字，请缩短。')),
  kind: z.enum(keysOf(ruleKinds)),
  text: Text,
  values: Values,
  /** Of a procedure: the steps of every case for which the version holds. */
  steps: z.array(ProcedureStep).min(1, '办理步骤至少写一步；不规定步骤的，不要写这一栏。').optional(),
  /** What was changed and why, or where the text comes from. */
  note: Text.optional(),
})
export type RuleContent = z.output<typeof RuleContent>

const Said = { text: Text, by: Text, at: LocalTimeText }

export const RuleVersion = RuleContent.extend({
  no: z.int().min(1),
  savedAt: LocalTimeText,
  savedBy: Text,
  consultation: z.strictObject({
    from: LocalDateText,
    to: LocalDateText,
    comments: z.array(z.strictObject({ id: Text, ...Said, reply: z.strictObject(Said).optional() })),
  }).optional(),
  /** Passed on a day at a meeting, in force from a day, and where that was decided to a last day. */
  adopted: z.strictObject({
    on: LocalDateText, meeting: Text, by: Text, from: LocalDateText, to: LocalDateText.optional(),
    /** A rule that was in force on paper before it was copied in, and since when; here it holds from `from` on. */
    paperSince: LocalDateText.optional(),
  }).optional(),
  /** No longer in force from a day on. */
  repealed: z.strictObject({ on: LocalDateText, reason: Text, by: Text }).optional(),
})
export type RuleVersion = z.output<typeof RuleVersion>

/** Oldest first. Without versions: its only draft was discarded. */
export const Rule = z.strictObject({ id: Text, versions: z.array(RuleVersion) })
export type Rule = z.output<typeof Rule>

export const versionStates = {
  draft: '草案',
  consultation: '征求意见',
  consulted: '待会议通过',
  lapsed: '未采用',
  adopted: '已通过待施行',
  inForce: '施行中',
  replaced: '已被新版代替',
  ended: '期满失效',
  repealed: '已废止',
} as const
export type VersionState = keyof typeof versionStates

export const versionMoveNames = {
  edit: '修改草案',
  discard: '删除草案',
  consult: '征求意见',
  comment: '提意见',
  reply: '答复意见',
  adopt: '会议通过',
  revise: '起草新版',
  repeal: '废止',
} as const
export type VersionMove = keyof typeof versionMoveNames

/** Which moves each state allows: read it aloud. */
export const versionMoves = {
  draft: ['edit', 'discard', 'consult', 'adopt'],
  consultation: ['consult', 'comment', 'reply'],
  consulted: ['reply', 'revise', 'adopt'],
  lapsed: ['revise'],
  adopted: ['revise', 'repeal'],
  inForce: ['revise', 'repeal'],
  replaced: [],
  ended: ['revise'],
  repealed: ['revise'],
} as const satisfies Record<VersionState, readonly VersionMove[]>

/** Takes a rule that has versions. */
export const latestOf = ({ versions }: Rule): RuleVersion => versions.at(-1)!

export type Validity = { readonly from: LocalDate; readonly to?: LocalDate }

/** Repealed before its first day: it ended nothing. */
const neverCame = ({ adopted, repealed }: RuleVersion): boolean => adopted !== undefined && repealed !== undefined && repealed.on <= adopted.from

/** The days on which a version is in force: a later one ends it the day before its own. Null: never. */
export const validityOf = ({ versions }: Pick<Rule, 'versions'>, { adopted, repealed }: RuleVersion): Validity | null => {
  if (!adopted) return null
  const { from } = adopted
  const ends: LocalDate[] = [
    ...(adopted.to ? [adopted.to] : []),
    ...(repealed ? [addDays(repealed.on, -1)] : []),
    ...versions.flatMap(other => (other.adopted && other.adopted.from > from && !neverCame(other) ? [addDays(other.adopted.from, -1)] : [])),
  ]
  if (ends.length === 0) return { from }
  const to = ends.reduce(earlierOf)
  return to < from ? null : { from, to }
}

const covers = (validity: Validity | null, on: LocalDate): boolean =>
  validity !== null && validity.from <= on && (validity.to === undefined || on <= validity.to)

/** How a version stands on `today`. */
export const stateOf = (rule: Pick<Rule, 'versions'>, version: RuleVersion, today: LocalDate): VersionState => {
  const { consultation, adopted, repealed } = version
  if (adopted) {
    const validity = validityOf(rule, version)
    if (covers(validity, today)) return 'inForce'
    if (validity && validity.from > today) return 'adopted'
    if (repealed && (!validity || validity.to === addDays(repealed.on, -1))) return 'repealed'
    return adopted.to !== undefined && validity?.to === adopted.to ? 'ended' : 'replaced'
  }
  // A later version went past it.
  if (rule.versions.some(other => other.no > version.no)) return 'lapsed'
  if (!consultation) return 'draft'
  return today <= consultation.to ? 'consultation' : 'consulted'
}

/** The refusal of a move that the state of a version does not allow, saying which are; null when it does. */
export const moveRefusal = (rule: Rule, version: RuleVersion, move: VersionMove, today: LocalDate): ReturnType<typeof refuse> | null => {
  const state = stateOf(rule, version, today)
  const open: readonly VersionMove[] = versionMoves[state]
  if (open.includes(move)) return null
  const waiting = state === 'consultation' && move === 'adopt' ? `征求意见到${chineseDate(version.consultation!.to)}为止，届满后才能提交会议通过。` : ''
  return refuse('move-not-allowed',
    `《${version.title}》第${version.no}版现在是“${versionStates[state]}”，不能${versionMoveNames[move]}。${waiting}${open.length > 0 ? `现在可以：${open.map(name => versionMoveNames[name]).join('、')}。` : '请看它后来的版本。'}`,
    { field: '/no' })
}

/** The version of a rule that is in force on a day; at most one is. */
export const versionOn = (rule: Rule, on: LocalDate): RuleVersion | undefined => rule.versions.find(version => covers(validityOf(rule, version), on))

/** Every version in force on a day, in the order of kinds and of coming. */
export const inForceOn = (rules: readonly Rule[], on: LocalDate): { readonly rule: Rule; readonly version: RuleVersion }[] => {
  const kinds = Object.keys(ruleKinds)
  return rules.flatMap(rule => {
    const version = versionOn(rule, on)
    return version ? [{ rule, version }] : []
  }).toSorted((a, b) => kinds.indexOf(a.version.kind) - kinds.indexOf(b.version.kind))
}

const PLACE = /\{\{([^{}]+)\}\}/g

/** The text as people edit it: `{{一般调解}}` for `{{mediation}}`. */
export const withNames = (text: string): string =>
  text.replaceAll(PLACE, (place, id: string) => ((parameterIds as readonly string[]).includes(id) ? `{{${parameterOf(id as ParameterId).name}}}` : place))

/** The text as it is stored: by id again; what names no parameter stays, to be refused by name. */
export const withoutNames = (text: string): string =>
  text.replaceAll(PLACE, (place, name: string) => {
    const id = parameterIds.find(one => parameterOf(one).name === name.trim())
    return id ? `{{${id}}}` : place
  })

/** The text with its values in place. */
export const filledText = ({ text, values }: Pick<RuleContent, 'text' | 'values'>): string =>
  text.replaceAll(PLACE, (place, id: string) => {
    const value = values[id as ParameterId]
    return value === undefined ? place : valueText(id as ParameterId, value)
  })

/** What the article that rules on the steps calls them. */
const STEPS = '办理步骤'

/** `第一条` where the text has articles and one of them has these words; a heading belongs to no article. */
const articleWith = ({ text }: Pick<RuleContent, 'text'>, words: string): string | undefined => {
  let article: string | undefined
  for (const line of text.split('\n')) {
    const own = /^\s*(?:#+\s*)?(?:\*\*)?(第[〇零一二三四五六七八九十百千0-9]+条)/.exec(line)?.[1]
    if (own === undefined && line.trimStart().startsWith('#')) continue
    article = own ?? article
    if (line.includes(words)) return article
  }
  return undefined
}

/** The article that names a parameter. */
export const articleOf = (content: Pick<RuleContent, 'text'>, id: ParameterId): string | undefined => articleWith(content, `{{${id}}}`)

const rulingOf = (version: RuleVersion, words: string): Ruling => {
  const article = articleWith(version, words)
  return { title: version.title, no: version.no, from: version.adopted!.from, ...(article !== undefined && { article }) }
}

/** The values of all rules by date. Two rules never set one parameter on one day: `contentProblems` and `adoptionProblem` see to it. */
export const parametersOf = (rules: readonly Rule[], earlier: Earlier = {}): Parameters =>
  parametersFrom(rules.flatMap(rule => rule.versions.flatMap(version => {
    const validity = validityOf(rule, version)
    if (!validity) return []
    return (Object.entries(version.values) as [ParameterId, Value][]).map(([id, value]): ParameterSpan =>
      ({ id, value, since: validity.from, ...(validity.to && { until: validity.to }), by: rulingOf(version, `{{${id}}}`) }))
  })), earlier)

/** The steps of all rules by date, with the rule that sets them; no two hold on one day. */
export const proceduresOf = (rules: readonly Rule[]): Procedures =>
  rules.flatMap(rule => rule.versions.flatMap((version): Procedure[] => {
    const validity = validityOf(rule, version)
    if (!validity || !version.steps) return []
    return [{ steps: version.steps, since: validity.from, ...(validity.to && { until: validity.to }), by: { ...rulingOf(version, STEPS), ruleId: rule.id } }]
  }))

/** What no two rules may set on one day: a parameter, or the steps of a case. */
type Matter = ParameterId | 'steps'

const setsMatter = ({ values, steps }: RuleVersion, matter: Matter): boolean => (matter === 'steps' ? steps : values[matter]) !== undefined

/** The matters that a text sets. */
const mattersOf = ({ values, steps }: Pick<RuleContent, 'values' | 'steps'>): Matter[] => [...Object.keys(values) as ParameterId[], ...(steps ? ['steps' as const] : [])]

/** Whether a version sets or may come to set something on a day from `from` on. */
const mayGovern = (rule: Rule, version: RuleVersion, matter: Matter, from: LocalDate): boolean => {
  if (!setsMatter(version, matter)) return false
  if (!version.adopted) return version === latestOf(rule)
  const validity = validityOf(rule, version)
  return validity !== null && (validity.to === undefined || validity.to >= from)
}

/** The rule that sets something now or is to set it, besides `except`. */
export const governorOf = (rules: readonly Rule[], matter: Matter, today: LocalDate, except?: string): Rule | undefined =>
  rules.find(rule => rule.id !== except && rule.versions.some(version => mayGovern(rule, version, matter, today)))

/** What is wrong with a text and its values beside their form; `rules` are all rules, `ruleId` the one they belong to. */
export const contentProblems = (content: RuleContent, rules: readonly Rule[], today: LocalDate, ruleId?: string): Problem[] => {
  const problem = (pointer: string, code: string, message: string): Problem => ({ pointer, code, message, severity: 'error' })
  const found: Problem[] = []
  for (const [place, id] of new Map([...content.text.matchAll(PLACE)].map(([place, id]): [string, string] => [place, id!]))) {
    if (!(parameterIds as readonly string[]).includes(id)) found.push(problem('/content/text', 'unknown-parameter', `文中的“${place}”不是本软件的参数，请改成具体的文字，或者照参数的名称写。`))
    else if (content.values[id as ParameterId] === undefined) found.push(problem('/content/text', 'missing-value', `文中用了参数“${parameterOf(id as ParameterId).name}”，请在参数里写明它的数值。`))
  }
  for (const [id, value] of Object.entries(content.values) as [ParameterId, Value][]) {
    const fixed = statuteProblem(id, value)
    if (fixed) found.push(problem(`/content/values/${id}`, 'fixed-by-law', fixed))
  }
  for (const matter of mattersOf(content)) {
    const other = governorOf(rules, matter, today, ruleId)
    if (!other) continue
    const { title } = latestOf(other)
    found.push(matter === 'steps'
      ? problem('/content/steps', 'governed-elsewhere', `办理步骤已由《${title}》规定，同一天只能有一套；请在那里修改，或先废止那一项。`)
      : problem(`/content/values/${matter}`, 'governed-elsewhere', `“${parameterOf(matter).name}”已由《${title}》规定，同一天只能有一个数值；请在那里修改，或先废止那一项。`))
  }
  if (content.steps) {
    if (content.kind !== 'procedure') found.push(problem('/content/kind', 'steps-elsewhere', `办理步骤只写在“${ruleKinds.procedure}”里；请改回这个类别，或移除全部步骤。`))
    found.push(...stepsProblems(content.steps, '/content/steps'))
  }
  const same = rules.find(rule => rule.id !== ruleId && latestOf(rule).title === content.title && !rule.versions.every(version => version.repealed))
  if (same) found.push(problem('/content/title', 'same-title', `已经有《${content.title}》，请在它那里起草新版，或换一个名称。`))
  return found
}

export type Adoption = { readonly on: LocalDate; readonly from: LocalDate; readonly to?: LocalDate; readonly paperSince?: LocalDate }

/** Why a version may not come into force as decided; pointers are of the command's input. Null: it may. */
export const adoptionProblem = (rule: Rule, version: RuleVersion, { on, from, to, paperSince }: Adoption, rules: readonly Rule[], today: LocalDate): ReturnType<typeof refuse> | null => {
  if (on > today) return refuse('invalid-input', '通过的日期不能晚于今天，请核对。', { field: '/on' })
  if (version.consultation && on <= version.consultation.to) {
    return refuse('invalid-input', `征求意见到${chineseDate(version.consultation.to)}为止，通过的日期应在其后。`, { field: '/on' })
  }
  if (from < on) return refuse('invalid-input', `施行日期不能早于通过的日期（${chineseDate(on)}）：制度不溯及既往。`, { field: '/from' })
  const entered = dateOf(version.savedAt)
  if (on < entered && paperSince === undefined) {
    return refuse('dated-back', `这一版${chineseDate(entered)}才写进软件，通过的日期不能更早。补录早已施行的纸质制度的，请写明“原来从哪天起施行”；软件里只对今天以后受理的案件适用。`, { field: '/on' })
  }
  if (paperSince !== undefined && paperSince < on) return refuse('invalid-input', `纸质制度的施行日期早于通过的日期（${chineseDate(on)}），请核对。`, { field: '/paperSince' })
  if (paperSince !== undefined && paperSince > today) return refuse('invalid-input', '纸质制度还没有施行，不是补录；请不填这一栏，把这个日期填在施行日期里。', { field: '/paperSince' })
  if (from < today) return refuse('dated-back', `施行日期不能早于今天（${chineseDate(today)}）：已经受理的案件和已经确认的月份照原来的制度，不因补登的制度改变。`, { field: '/from' })
  for (const [id, value] of Object.entries(version.values) as [ParameterId, Value][]) {
    const fixed = statuteProblem(id, value)
    if (fixed) return refuse('fixed-by-law', `${fixed}请先把草案改正。`, { field: '/versions' })
  }
  if (to !== undefined && to < from) return refuse('invalid-input', '施行的最后一日早于施行日期，请核对。', { field: '/to' })
  for (const other of rule.versions) {
    const validity = other === version ? null : validityOf(rule, other)
    if (!validity) continue
    const { to: end } = validity
    // An open one gives way from its second day on; anything else in the way is an overlap.
    const overlaps = validity.from >= from ? to === undefined || validity.from <= to : end !== undefined && end >= from
    if (overlaps) {
      return refuse('overlap',
        `与第${other.no}版的施行期间（${chineseDate(validity.from)}起${end ? `，至${chineseDate(end)}` : ''}）重叠；请把施行日期定在${end ? chineseDate(addDays(end, 1)) : chineseDate(addDays(validity.from, 1))}以后${to === undefined && validity.from >= from ? '，或写明施行到哪一天' : ''}。`,
        { field: '/from' })
    }
  }
  for (const matter of mattersOf(version)) {
    const other = rules.find(one => one.id !== rule.id && one.versions.some(each => each.adopted && mayGovern(one, each, matter, from)))
    if (!other) continue
    const what = matter === 'steps' ? '办理步骤' : `“${parameterOf(matter).name}”`
    return refuse('governed-elsewhere', `${what}那时由《${latestOf(other).title}》规定，同一天只能有${matter === 'steps' ? '一套' : '一个数值'}；请先废止那一项。`, { field: '/from' })
  }
  return null
}

/** `本会《期限细则》第2版（2026年12月1日起施行）` */
export const versionText = (version: RuleVersion): string => rulingText({ title: version.title, no: version.no, from: version.adopted!.from })

/**
 * A rule with this content as its draft: in the place of the draft there is, or as the next version. Refuses where the
 * latest version does not allow a change now, and for every problem of the content.
 */
export const withDraft = (
  rules: readonly Rule[], rule: Rule, content: RuleContent, saved: { readonly at: LocalTime; readonly by: string }, today: LocalDate,
): Result<Rule> => {
  const latest = rule.versions.at(-1)
  const replaces = latest !== undefined && stateOf(rule, latest, today) === 'draft'
  const refusal = latest && !replaces ? moveRefusal(rule, latest, 'revise', today) : null
  if (refusal) return refusal
  const problems = contentProblems(content, rules, today, rule.id)
  if (problems.length > 0) return refuseWith('invalid-input', problems)
  const draft: RuleVersion = { ...content, ...(content.steps && { steps: inCourse(content.steps) }), no: replaces ? latest.no : (latest?.no ?? 0) + 1, savedAt: saved.at, savedBy: saved.by }
  return ok({ ...rule, versions: [...(replaces ? rule.versions.slice(0, -1) : rule.versions), draft] })
}
