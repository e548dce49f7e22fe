/**
 * The steps of a procedure (内部操作流程): what is done in a case, by whom, on which form, within what time and why. The
 * version in force at acceptance drives the checklist of a case; where no rule has steps, the shipped ones do.
 */
import * as z from 'zod'
import firstSet from '../../../../resources/rules/first-set.json' with { type: 'json' }
import { roles } from '../../base/accounts.ts'
import { disputeTypes, keysOf } from '../../base/codes.ts'
import type { LocalDate } from '../../base/dates.ts'
import type { DeadlineKind } from '../record/deadline.ts'
import { factNames, lawfulFacts, outcomes, phases, stepFacts } from './step-facts.ts'
import { Text } from '../../base/text.ts'
import type { Problem } from '../../base/result.ts'
import { rulingText, units, type Ruling } from '../../parameters/parameters.ts'

/** Deadlines that a step may rest on: they are reckoned anyway. */
export const knownDeadlines = {
  T1: '决定是否受理的期限', T5: '答复法院的期限', inquiry: '补正、征求意见的答复期限', notify: '法院来件通知对方的期限', reply: '移送函的答复期限',
  T2: '调解期限', T6: '申请司法确认的期限', T8: '约定的履行期限', T9: '首次回访的期限', T10: '归档期限',
} as const satisfies Partial<Record<DeadlineKind, string>>
export type KnownDeadline = keyof typeof knownDeadlines

/** From what a committee's own time limit is counted. */
export const limitEvents = { application: '申请', acceptance: '受理', session: '首次调解', agreement: '达成协议', end: '调解结束' } as const
export type LimitEvent = keyof typeof limitEvents

export const limitUnits = { naturalDays: units.naturalDays, workingDays: units.workingDays } as const

/** One of the known deadlines, or a length of its own after an event. */
const Limit = z.discriminatedUnion('by', [
  z.strictObject({ by: z.enum(keysOf(knownDeadlines)) }),
  z.strictObject({
    by: z.literal('own'),
    days: z.int('应为 1 至 365 的整数，请改正。').min(1, '应在 1 至 365 之间，请改正。').max(365, '应在 1 至 365 之间，请改正。'),
    unit: z.enum(keysOf(limitUnits)), after: z.enum(keysOf(limitEvents)),
  }),
])
export type Limit = z.output<typeof Limit>
export type OwnLimit = Extract<Limit, { by: 'own' }>

const line = (most: number) => Text.check(z.maxLength(most, `最多 ${most} 个字，请缩短。`))

export const ProcedureStep = z.strictObject({
  /** By which it is noted in a case; the same from version to version. */
  id: line(40),
  phase: z.enum(keysOf(phases)),
  title: line(40),
  role: z.enum(keysOf(roles)),
  form: line(60).optional(),
  limit: Limit.optional(),
  article: line(100).optional(),
  /** Why it is to be done, as the sentence under what comes next. */
  why: line(200),
  /** The kinds of dispute in which it is a step; absent: all. */
  types: z.array(z.enum(keysOf(disputeTypes))).min(1, '请至少选择一类纠纷；不分类型的，不要写这一项。').optional(),
  /** Of an ended case: only where it ended so. */
  outcome: z.enum(keysOf(outcomes)).optional(),
  /** May be left out: it is offered, but nothing waits for it. */
  optional: z.boolean().optional(),
  /** What in the file says that it is done; absent: whoever does it notes it by hand. */
  fact: z.enum(keysOf(factNames)).optional(),
})
export type ProcedureStep = z.output<typeof ProcedureStep>

/** As shipped: those of the first draft of the procedure. */
export const shippedSteps = firstSet.find(({ id }) => id === 'procedure')!.steps as readonly ProcedureStep[]

/** Steps that hold from `since` to `until`; the shipped ones, without a rule above them, where no others do. */
export type Procedure = { readonly steps: readonly ProcedureStep[]; readonly since?: LocalDate; readonly until?: LocalDate; readonly by?: Ruling & { readonly ruleId: string } }

export const shippedProcedure: Procedure = { steps: shippedSteps }

/** The procedures of an office; no two hold on one day. */
export type Procedures = readonly Procedure[]

/** The procedure for what begins on `start`. */
export const procedureOn = (all: Procedures, start: LocalDate): Procedure =>
  all.find(({ since, until }) => since !== undefined && since <= start && (until === undefined || start <= until)) ?? shippedProcedure

/** Where the steps come from, as a checklist says it. */
export const procedureSource = ({ by }: Procedure): string => (by ? `依${rulingText(by)}` : '软件预设步骤，本会可以在制度里另定')

const order = keysOf(phases)

/** Part of the course by part; within a part as they were put. */
export const inCourse = <T extends { readonly phase?: ProcedureStep['phase'] | undefined }>(steps: readonly T[]): T[] =>
  steps.toSorted((a, b) => order.indexOf(a.phase!) - order.indexOf(b.phase!))

/** `受理后 5 日内` or `调解期限` */
export const limitText = (limit: Limit): string =>
  limit.by === 'own' ? `${limitEvents[limit.after]}后 ${limit.days} ${limitUnits[limit.unit]}内` : knownDeadlines[limit.by]

/** For which cases: `上下层漏水、噪声；达成协议的`; empty for all. */
export const scopeText = ({ types, outcome }: ProcedureStep): string =>
  [types?.map(type => disputeTypes[type]).join('、'), outcome && outcomes[outcome]].filter(Boolean).join('；')

/** One line for each step, for people to compare versions by: without numbers, which one new step would change in all that follow. */
export const stepLines = (steps: readonly ProcedureStep[]): string =>
  steps.map(step => [
    `${phases[step.phase]}：${step.title}${step.optional ? '（可选）' : ''}`, `责任：${roles[step.role]}`, step.form && `文书：${step.form}`, step.limit && `期限：${limitText(step.limit)}`,
    step.article && `依据：${step.article}`, scopeText(step) && `适用：${scopeText(step)}`, `办结：${step.fact ? factNames[step.fact] : '由办理人登记'}`, `为什么：${step.why}`,
  ].filter(Boolean).join('；')).join('\n')

export const MOST_STEPS = 60

/** What is wrong with the steps among each other, by pointers under `at`. */
export const stepsProblems = (steps: readonly ProcedureStep[], at: string): Problem[] => {
  const found: Problem[] = []
  const problem = (pointer: string, code: string, message: string): void => void found.push({ pointer: at + pointer, code, message, severity: 'error' })
  if (steps.length > MOST_STEPS) problem('', 'too-many-steps', `办理步骤最多 ${MOST_STEPS} 步，现在有 ${steps.length} 步；请合并或移除一些。`)
  const missing = lawfulFacts.filter(id => !steps.some(({ fact }) => fact === id))
  if (missing.length > 0) {
    const named = missing.map(id => `“${shippedSteps.find(({ fact }) => fact === id)!.title}”（${stepFacts[id].law!}）`)
    problem('', 'law-step-missing', `法律、规章要求办的步骤不能缺，请补入：${named.join('、')}。`)
  }
  const before = (index: number, same: (other: ProcedureStep) => boolean): number => steps.findIndex((other, earlier) => earlier < index && same(other))
  steps.forEach((step, index) => {
    const own = (name: string): string => `/${index}/${name}`
    if (before(index, ({ id }) => id === step.id) >= 0) problem(own('id'), 'same-step', `步骤的编号“${step.id}”已用于别的步骤，登记会混在一起；请移除后重新添加这一步。`)
    const named = before(index, ({ phase, title }) => phase === step.phase && title === step.title)
    if (named >= 0) problem(own('title'), 'same-title', `“${phases[step.phase]}”里第 ${named + 1} 步也叫“${step.title}”，请换一个名称或移除一步。`)
    if (step.outcome && step.phase !== 'settling' && step.phase !== 'after') problem(own('outcome'), 'no-outcome-yet', `“${phases[step.phase]}”时还不知道结果，请改为不限，或把步骤放到“${phases.settling}”“${phases.after}”。`)
    const { fact } = step
    if (!fact) return
    const { name, law } = stepFacts[fact]
    const used = before(index, other => other.fact === fact)
    if (used >= 0) return problem(own('fact'), 'same-fact', `“${name}”已经是第 ${used + 1} 步“${steps[used]!.title}”的，一件事只能对应一步；请改选，或选“由办理人登记”。`)
    if (law === undefined) return
    const everywhere = (part: string, remedy: string): void => problem(own(part), 'law-step', `“${name}”是法律、规章要求的（${law}），对各类纠纷都要办；${remedy}。`)
    if (step.types) everywhere('types', '请清空纠纷类型')
    if (step.outcome) everywhere('outcome', '请改为不限')
    if (step.optional) everywhere('optional', '请不要定为可选')
  })
  return found
}
