/**
 * Every length, reminder, limit, number pattern and period of retention, as one table: where it comes from and what it may
 * be. What the committee decided instead stands in its rules (library.ts). Whoever needs such a value takes it from here.
 */
import { retentions } from '../base/codes.ts'
import { addDays, chineseDate, type LocalDate } from '../base/dates.ts'
import { patternProblem, shippedFileNumber } from '../base/numbering.ts'
import { letters, letterSeries, numberedPapers, paperNumberId, type NumberedPaper, type PaperNumberId } from './numbered-papers.ts'

export const units = { naturalDays: '日', workingDays: '个工作日', months: '个月', years: '年', cases: '件' } as const
export type Unit = keyof typeof units

export const parameterGroups = {
  intake: '受理', mediation: '调解期限', after: '协议以后', keeping: '归档与时效', reminders: '提醒', figures: '统计与比对', office: '本会', numbers: '编号样式',
} as const

type Common = {
  readonly group: keyof typeof parameterGroups
  readonly name: string
  /** The rule that sets the default; null where it is the committee's own choice. */
  readonly source: string | null
  /** What the rule leaves open, or how sure its number is. */
  readonly note?: string
  /** Fixed by the source itself: shown with its article, never set by the committee. An earlier reminder is all it may choose. */
  readonly statutory?: true
}
export type NumberParameter = Common & { readonly unit: Unit; readonly default: number; readonly min: number; readonly max: number }
export type ChoiceParameter = Common & { readonly choices: Readonly<Record<string, string>>; readonly default: string }
/** A number pattern (numbering.ts). Where it may be empty, the paper has no number of its own then; a letter has none at all. */
export type PatternParameter = Common & { readonly pattern: true; readonly default: string; readonly mayBeEmpty?: true }
type Parameter = NumberParameter | ChoiceParameter | PatternParameter

const reminder = (name: string, days: number): NumberParameter =>
  ({ group: 'reminders', name, unit: 'naturalDays', default: days, min: 0, max: 365, source: null })

const paperNumber = (id: NumberedPaper, title: string): PatternParameter => ({
  group: 'numbers', name: `《${title}》另编号`, pattern: true, mayBeEmpty: true, source: null,
  ...(letters.includes(id)
    ? { default: letterSeries, note: `预设用函件编号的样式和顺序；留空就不编号，函上的编号留出空白。` }
    : { default: '', note: '留空就不另编号，用卷号或协议编号。' }),
})

const platformRules = '《人民法院在线调解规则》'

export const parameters = {
  acceptance: {
    group: 'intake', name: '决定是否受理', unit: 'workingDays', default: 3, min: 1, max: 30,
    source: 'SF/T 0083《全国人民调解工作规范》', note: '标准原文待核对。',
  },
  supplement: { group: 'intake', name: '补正材料、征求对方意见的等候', unit: 'workingDays', default: 5, min: 1, max: 60, source: null },
  courtAnswer: { group: 'intake', name: '答复法院是否接受', unit: 'workingDays', default: 3, min: 1, max: 30, source: `${platformRules}第12条`, statutory: true },
  courtNotice: { group: 'intake', name: '接受后通知对方当事人', unit: 'workingDays', default: 3, min: 1, max: 30, source: `${platformRules}第15条`, statutory: true },

  mediation: {
    group: 'mediation', name: '一般调解', unit: 'naturalDays', default: 30, min: 1, max: 180,
    source: '《人民调解工作若干规定》第33条', note: '原文为“一个月内”，按 30 日计。',
  },
  courtBeforeFiling: { group: 'mediation', name: '法院委派（立案前）', unit: 'naturalDays', default: 30, min: 1, max: 180, source: '法释〔2016〕14号', statutory: true },
  courtAfterFilingOrdinary: { group: 'mediation', name: '法院委托，普通程序', unit: 'naturalDays', default: 15, min: 1, max: 90, source: '法释〔2016〕14号', statutory: true },
  courtAfterFilingSimplified: { group: 'mediation', name: '法院委托，简易程序', unit: 'naturalDays', default: 7, min: 1, max: 90, source: '法释〔2016〕14号', statutory: true },
  extensionCap: { group: 'mediation', name: '当事人同意延长，最多', unit: 'naturalDays', default: 30, min: 1, max: 365, source: null, note: '法院委派、委托的案件不受此限。' },

  confirmation: { group: 'after', name: '申请司法确认', unit: 'naturalDays', default: 30, min: 1, max: 60, source: '《民事诉讼法》第205条、第85条', statutory: true },
  objection: { group: 'after', name: '当事人对裁定提出异议', unit: 'naturalDays', default: 15, min: 1, max: 60, source: '民诉法解释第372条', statutory: true },
  objectionOther: { group: 'after', name: '利害关系人对裁定提出异议', unit: 'months', default: 6, min: 1, max: 24, source: '民诉法解释第372条', statutory: true, note: '从知道或者应当知道之日起算；这里从裁定之日起提示。' },
  enforcement: { group: 'after', name: '申请强制执行', unit: 'years', default: 2, min: 1, max: 10, source: '《民事诉讼法》第250条', statutory: true },
  followUpAfterDue: { group: 'after', name: '首次回访，自最早的履行日期', unit: 'naturalDays', default: 15, min: 1, max: 365, source: '《人民调解法》第31条', note: '条文要求督促履行，天数由本会定。' },
  followUpAfterAgreement: { group: 'after', name: '首次回访，没有约定履行日期', unit: 'naturalDays', default: 30, min: 1, max: 365, source: '《人民调解法》第31条', note: '条文要求督促履行，天数由本会定。' },

  archive: { group: 'keeping', name: '结束后归档', unit: 'naturalDays', default: 30, min: 1, max: 365, source: null },
  limitation: { group: 'keeping', name: '诉讼时效重新计算', unit: 'years', default: 3, min: 1, max: 20, source: '《民法典》第188条、第195条，诉讼时效规定第12条', statutory: true },

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
  remindUnrecorded: reminder('调解过后没有记录：继续提示', 14),
  remindStep: reminder('办理步骤另定的期限：提前', 1),
  remindLimitation: reminder('诉讼时效：第一次提前', 90),
  remindLimitationLast: reminder('诉讼时效：最后一次提前', 30),

  remindTerm: reminder('委员、调解员任期届满：提前', 90),
  remindBackup: reminder('没有备份超过几日就提醒', 7),

  repeatDays: { group: 'figures', name: '多发企业：看最近多少日', unit: 'naturalDays', default: 90, min: 7, max: 366, source: null },
  repeatCases: { group: 'figures', name: '多发企业：受理达到多少件', unit: 'cases', default: 3, min: 2, max: 100, source: null },
  duplicateMonths: { group: 'figures', name: '登记时比对最近的案件', unit: 'months', default: 12, min: 1, max: 120, source: null },
  publicLeast: { group: 'figures', name: '公开版：不足多少件不公布', unit: 'cases', default: 3, min: 2, max: 20, source: null },

  memberTerm: { group: 'office', name: '委员任期', unit: 'years', default: 3, min: 1, max: 3, source: '《人民调解法》第9条', statutory: true },
  replyDays: { group: 'after', name: '移送函请求答复的时间', unit: 'naturalDays', default: 15, min: 1, max: 180, source: null, note: '发函时可以另定。' },
  demandDays: { group: 'after', name: '督促函限定的履行时间', unit: 'naturalDays', default: 7, min: 1, max: 90, source: null, note: '出函时可以另定。' },

  retention: { group: 'keeping', name: '一般案卷的保管期限', choices: retentions, default: 'long', source: null, note: '没有查到法定的期限，归档时可以按案件另定。' },
  retentionShortYears: { group: 'keeping', name: '短期保管', unit: 'years', default: 10, min: 1, max: 30, source: null, note: '没有查到法定的年数。' },
  retentionLongYears: { group: 'keeping', name: '长期保管', unit: 'years', default: 30, min: 10, max: 100, source: null, note: '没有查到法定的年数。' },

  fileNumber: {
    group: 'numbers', name: '卷号', pattern: true, default: shippedFileNumber, source: '司发通〔2010〕239号文书格式', note: '各年一个顺序，改样式不重新编起。',
  },
  letterNumber: {
    group: 'numbers', name: '函件编号', pattern: true, default: '{字号}调函〔{年}〕{序号}号', source: 'GB/T 9704-2012', note: '不予受理通知书、移送函、调解情况复函、督促函共用一个顺序。',
  },
  ...Object.fromEntries(Object.entries(numberedPapers).map(([id, title]) => [paperNumberId(id as NumberedPaper), paperNumber(id as NumberedPaper, title)])) as Record<PaperNumberId, PatternParameter>,
} as const satisfies Record<string, Parameter>
export type ParameterId = keyof typeof parameters
export const parameterIds = Object.keys(parameters) as [ParameterId, ...ParameterId[]]
/** Parameters that are whole numbers, and those that are words. */
export type NumberId = { [K in ParameterId]: (typeof parameters)[K]['default'] extends number ? K : never }[ParameterId]
export type WordId = Exclude<ParameterId, NumberId>

/** The table read by id, with every parameter as wide as any. */
export const parameterOf = <Id extends ParameterId>(id: Id): Id extends NumberId ? NumberParameter : Parameter =>
  parameters[id] as Parameter as Id extends NumberId ? NumberParameter : Parameter

/** A whole number, a choice by its key, or a pattern. */
export type Value = number | string

/** The version of a rule that a value rests on, as a deadline cites it. */
export type Ruling = { readonly title: string; readonly no: number; readonly from: LocalDate; readonly article?: string }

/** A value that a rule sets from `since` to `until`, or without end. */
export type ParameterSpan = { readonly id: ParameterId; readonly value: Value; readonly since: LocalDate; readonly until?: LocalDate; readonly by: Ruling }

/** One value of a parameter; without `since` it holds from the beginning, without `by` it is the shipped one. */
export type ParameterValue = { readonly value: Value; readonly since?: LocalDate; readonly by?: Ruling }

/** What each parameter is and was, oldest first. The first value of each has no `since`. */
export type Parameters = Readonly<Record<ParameterId, readonly [ParameterValue, ...ParameterValue[]]>>

/** Values that an office had set before its rules could: they stand in the place of the shipped ones. */
export type Earlier = { readonly [K in ParameterId]?: Value }

/** The spans of one parameter never overlap; where none holds, the shipped value does. */
const valuesOf = (id: ParameterId, spans: readonly ParameterSpan[], earlier: Earlier): ParameterValue[] => {
  const shipped = { value: earlier[id] ?? parameterOf(id).default }
  const sorted = spans.filter(span => span.id === id).toSorted((a, b) => (a.since < b.since ? -1 : 1))
  return [shipped, ...sorted.flatMap(({ value, since, until, by }, at): ParameterValue[] => {
    const own = { value, since, by }
    if (until === undefined) return [own]
    const after = addDays(until, 1)
    return sorted[at + 1]?.since === after ? [own] : [own, { ...shipped, since: after }]
  })]
}

/** Periods that the law fixes: no rule of the committee changes them, whatever it says (民法典第197条, 人民调解法第9条). */
export const isStatutory = (id: ParameterId): boolean => parameterOf(id).statutory === true

/** The shipped values, and what rules set in their place; what the law fixes stays as it is, also where an older rule says otherwise. */
export const parametersFrom = (spans: readonly ParameterSpan[] = [], earlier: Earlier = {}): Parameters =>
  Object.fromEntries(parameterIds.map(id => [id, isStatutory(id) ? [{ value: parameterOf(id).default }] : valuesOf(id, spans, earlier)])) as unknown as Parameters

export const shippedParameters: Parameters = parametersFrom()

/** The value for what begins on `start`. */
export const valueOn = (all: Parameters, id: ParameterId, start: LocalDate): ParameterValue =>
  all[id].findLast(({ since }) => since === undefined || since <= start)!

/** The number alone. */
export const lengthOn = (all: Parameters, id: NumberId, start: LocalDate): number => valueOn(all, id, start).value as number

/** The choice or the pattern alone. */
export const wordOn = (all: Parameters, id: WordId, start: LocalDate): string => valueOn(all, id, start).value as string

/** Every pattern that file numbers of this office may have. */
export const filePatterns = (all: Parameters): string[] => all.fileNumber.map(({ value }) => String(value))

/** `45日`, `3个工作日`, `长期` and `{字号}调函〔{年}〕{序号}号`, as a rule's text has them. */
export const valueText = (id: ParameterId, value: Value): string => {
  const parameter = parameterOf(id)
  if ('unit' in parameter) return `${value}${units[parameter.unit]}`
  if ('choices' in parameter) return parameter.choices[value] ?? String(value)
  if (value === letterSeries) return '用函件编号'
  return value === '' ? parameter.default === letterSeries ? '不编号' : '不另编号' : String(value)
}

/** Where a value comes from, as it stands beside it; without a rule above it, it is the committee's own, and before a meeting adopts it, only proposed. */
export const sourceText = (id: ParameterId, adopted: boolean): string =>
  parameterOf(id).source ?? (adopted ? '没有条文规定，由本会定' : '没有条文规定，本调委会拟定，待会议确认')

/** What is wrong with a value of a parameter, as a sentence. */
export const rangeProblem = (id: ParameterId, value: Value): string | null => {
  const parameter = parameterOf(id)
  if ('unit' in parameter) {
    const { min, max, unit } = parameter
    return typeof value === 'number' && Number.isInteger(value) && value >= min && value <= max ? null : `应在 ${min} 至 ${max} ${units[unit]}之间，请改正。`
  }
  if ('choices' in parameter) return Object.hasOwn(parameter.choices, value) ? null : `应为${Object.values(parameter.choices).join('、')}之一，请重新选择。`
  return (value === '' && parameter.mayBeEmpty) || (value === letterSeries && parameter.default === letterSeries) ? null : patternProblem(String(value))
}

/** What is wrong with a value that is not the law's; null for one that the committee may set, and where a text only repeats the law. */
export const statuteProblem = (id: ParameterId, value: Value): string | null => {
  const { name, source, statutory, default: fixed } = parameterOf(id)
  if (!statutory || value === fixed) return null
  return `“${name}”由${source}定为 ${valueText(id, fixed)}，法定的期间本会不能改长或者改短；要早一点提醒的，请改“提醒”里的天数。`
}

/** `本会《期限细则》第2版（2026年12月1日起施行）第一条` */
export const rulingText = ({ title, no, from, article }: Ruling): string => `本会《${title}》第${no}版（${chineseDate(from)}起施行）${article ?? ''}`

/** `依本会《期限细则》第2版（2026年12月1日起施行）第一条；《人民调解工作若干规定》第33条`: the committee's rule, and the source above it. */
export const citation = (all: Parameters, id: ParameterId, start: LocalDate): string => {
  const { source } = parameterOf(id)
  const { by } = valueOn(all, id, start)
  const grounds = [by && rulingText(by), source].filter(Boolean)
  return grounds.length > 0 ? `依${grounds.join('；')}` : '没有条文规定，为软件预设，本会可以在制度里另定'
}
