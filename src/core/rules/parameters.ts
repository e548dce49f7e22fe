/**
 * Every length and reminder that a deadline is made of, as one table: where it comes from, what it may be, and what the
 * office has set instead. Deadlines take the values; nothing else knows a number of days.
 */
import * as z from 'zod'
import { chineseDate, type LocalDate } from '../case/dates.ts'
import { LocalDateText } from '../case/case-file.ts'

export const units = { naturalDays: '日', workingDays: '个工作日', months: '个月', years: '年' } as const
export type Unit = keyof typeof units

export const parameterGroups = { intake: '受理', mediation: '调解期限', after: '协议以后', keeping: '归档与时效', reminders: '提醒' } as const

type Parameter = {
  readonly group: keyof typeof parameterGroups
  readonly name: string
  readonly unit: Unit
  readonly default: number
  readonly min: number
  readonly max: number
  /** The rule that sets the default; null where it is the committee's own choice. */
  readonly source: string | null
  /** What the rule leaves open, or how sure its number is. */
  readonly note?: string
}

const reminder = (name: string, days: number): Parameter =>
  ({ group: 'reminders', name, unit: 'naturalDays', default: days, min: 0, max: 365, source: null })

const platformRules = '《人民法院在线调解规则》'

export const parameters = {
  acceptance: {
    group: 'intake', name: '决定是否受理', unit: 'workingDays', default: 3, min: 1, max: 30,
    source: 'SF/T 0083《全国人民调解工作规范》', note: '标准原文待核对。',
  },
  supplement: { group: 'intake', name: '补正材料、征求对方意见的等候', unit: 'workingDays', default: 5, min: 1, max: 60, source: null },
  courtAnswer: { group: 'intake', name: '答复法院是否接受', unit: 'workingDays', default: 3, min: 1, max: 30, source: `${platformRules}第12条` },
  courtNotice: { group: 'intake', name: '接受后通知对方当事人', unit: 'workingDays', default: 3, min: 1, max: 30, source: `${platformRules}第15条` },

  mediation: {
    group: 'mediation', name: '一般调解', unit: 'naturalDays', default: 30, min: 1, max: 180,
    source: '《人民调解工作若干规定》第33条', note: '原文为“一个月内”，按 30 日计。',
  },
  courtBeforeFiling: { group: 'mediation', name: '法院委派（立案前）', unit: 'naturalDays', default: 30, min: 1, max: 180, source: '法释〔2016〕14号' },
  courtAfterFilingOrdinary: { group: 'mediation', name: '法院委托，普通程序', unit: 'naturalDays', default: 15, min: 1, max: 90, source: '法释〔2016〕14号' },
  courtAfterFilingSimplified: { group: 'mediation', name: '法院委托，简易程序', unit: 'naturalDays', default: 7, min: 1, max: 90, source: '法释〔2016〕14号' },
  extensionCap: { group: 'mediation', name: '当事人同意延长，最多', unit: 'naturalDays', default: 30, min: 1, max: 365, source: null, note: '法院委派、委托的案件不受此限。' },

  confirmation: { group: 'after', name: '申请司法确认', unit: 'naturalDays', default: 30, min: 1, max: 60, source: '《民事诉讼法》第205条、第85条' },
  objection: { group: 'after', name: '当事人对裁定提出异议', unit: 'naturalDays', default: 15, min: 1, max: 60, source: '民诉法解释第372条' },
  objectionOther: { group: 'after', name: '利害关系人对裁定提出异议', unit: 'months', default: 6, min: 1, max: 24, source: '民诉法解释第372条', note: '从知道或者应当知道之日起算；这里从裁定之日起提示。' },
  enforcement: { group: 'after', name: '申请强制执行', unit: 'years', default: 2, min: 1, max: 10, source: '《民事诉讼法》第250条' },
  followUpAfterDue: { group: 'after', name: '首次回访，自最早的履行日期', unit: 'naturalDays', default: 15, min: 1, max: 365, source: '《人民调解法》第31条', note: '条文要求督促履行，天数由本会定。' },
  followUpAfterAgreement: { group: 'after', name: '首次回访，没有约定履行日期', unit: 'naturalDays', default: 30, min: 1, max: 365, source: '《人民调解法》第31条', note: '条文要求督促履行，天数由本会定。' },

  archive: { group: 'keeping', name: '结束后归档', unit: 'naturalDays', default: 30, min: 1, max: 365, source: null },
  limitation: { group: 'keeping', name: '诉讼时效重新计算', unit: 'years', default: 3, min: 1, max: 20, source: '《民法典》第188条、第195条，诉讼时效规定第12条' },

  remindIntake: reminder('受理、答复、通知、补正：提前', 1),
  remindMediation: reminder('调解期限：第一次提前', 7),
  remindMediationAgain: reminder('调解期限：第二次提前', 3),
  remindMediationLast: reminder('调解期限：最后一次提前', 1),
  remindConfirmation: reminder('司法确认：第一次提前', 7),
  remindConfirmationLast: reminder('司法确认：最后一次提前', 1),
  remindObligation: reminder('义务履行：第一次提前', 7),
  remindObligationLast: reminder('义务履行：最后一次提前', 1),
  remindObligationAfter: reminder('义务履行：到期后', 1),
  remindObjection: reminder('对裁定的异议：提前', 3),
  remindEnforcement: reminder('申请强制执行：提前', 90),
  remindFollowUp: reminder('回访：提前', 1),
  remindReply: reminder('来函、去函的答复：提前', 1),
  remindReplyAfter: reminder('去函的答复：到期后', 1),
  remindArchive: reminder('归档：提前', 1),
  remindLimitation: reminder('诉讼时效：第一次提前', 90),
  remindLimitationLast: reminder('诉讼时效：最后一次提前', 30),
} as const satisfies Record<string, Parameter>
export type ParameterId = keyof typeof parameters
export const parameterIds = Object.keys(parameters) as [ParameterId, ...ParameterId[]]

/** The table read by id, with every parameter as wide as any. */
export const parameterOf = (id: ParameterId): Parameter => parameters[id]

/** What the office set: a value that holds for whatever begins on `since` or later. */
export const ParameterSetting = z.strictObject({ id: z.enum(parameterIds), value: z.int(), since: LocalDateText })
  .check(context => {
    const { min, max, unit } = parameterOf(context.value.id)
    const { value } = context.value
    if (value < min || value > max) {
      context.issues.push({ code: 'custom', path: ['value'], input: value, params: { code: 'range' }, message: `应在 ${min} 至 ${max} ${units[unit]}之间，请改正。` })
    }
  })
export type ParameterSetting = z.output<typeof ParameterSetting>

/** One value of a parameter; without `since` it holds from the beginning. */
export type ParameterValue = { readonly value: number; readonly since?: LocalDate }

/** What each parameter is and was, oldest first. The first value of each has no `since`. */
export type Parameters = Readonly<Record<ParameterId, readonly [ParameterValue, ...ParameterValue[]]>>

/** The shipped values, followed by what the office set. */
export const parametersFrom = (settings: readonly ParameterSetting[] = []): Parameters =>
  Object.fromEntries(parameterIds.map(id => [id, [
    { value: parameterOf(id).default },
    ...settings.filter(setting => setting.id === id).map(({ value, since }) => ({ value, since })).toSorted((a, b) => (a.since < b.since ? -1 : 1)),
  ]])) as unknown as Parameters

export const shippedParameters: Parameters = parametersFrom()

/** The value for what begins on `start`. */
export const valueOn = (all: Parameters, id: ParameterId, start: LocalDate): ParameterValue =>
  all[id].findLast(({ since }) => since === undefined || since <= start)!

/** The number alone. */
export const lengthOn = (all: Parameters, id: ParameterId, start: LocalDate): number => valueOn(all, id, start).value

/** `依《民事诉讼法》第205条；本会设定：20 日，2026年11月1日起`: the rule, and the office's own value where there is one. */
export const citation = (all: Parameters, id: ParameterId, start: LocalDate): string => {
  const { source, unit } = parameterOf(id)
  const { value, since } = valueOn(all, id, start)
  const own = since === undefined ? null : `本会设定：${value} ${units[unit]}，${chineseDate(since)}起`
  return [source === null ? (own ? null : '没有条文规定，为软件预设，本会可以另设') : `依${source}`, own].filter(Boolean).join('；')
}

/** `settings` with this one put in: it takes the place of one for the same parameter and day. */
export const withSetting = (settings: readonly ParameterSetting[], setting: ParameterSetting): ParameterSetting[] =>
  [...settings.filter(one => one.id !== setting.id || one.since !== setting.since), setting]
