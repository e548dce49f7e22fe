/**
 * The course of a case as a table of steps: who does it, on which form, within what time, by which article. What is
 * done is read off the facts; a few things leave no trace in the file, and those are ticked by hand in the annex.
 */
import * as z from 'zod'
import type { Role } from '../accounts.ts'
import type { CaseAnnex } from './annex.ts'
import { isFromCourt } from './before-acceptance.ts'
import { LocalDateText, type CaseFile } from './case-file.ts'
import type { LocalDate } from './dates.ts'
import type { DeadlineKind } from './deadline-list.ts'
import { isFullyPerformed, type MoveName, type Stage } from './lifecycle.ts'
import { partiesNotTold } from './rights.ts'
import { routingAdvice, type CompetentBody } from './routing.ts'
import { Text } from './text.ts'

/** A step that was noted by hand: when, by which account, and what there is to say. */
export const NotedStep = z.strictObject({ step: Text, on: LocalDateText, by: Text, note: Text.optional() })
export type NotedStep = z.output<typeof NotedStep>

/** Where on the screen of a case a step is taken: a move's dialog or form, or a tab. */
export type StepPlace = { readonly move?: MoveName; readonly tab?: 'overview' | 'sessions' | 'evidence' | 'letters' | 'agreement' | 'papers' | 'attachments' }

export const phases = { intake: '申请与受理', mediation: '调解', settling: '协议与结案', after: '履行与归档' } as const
export type Phase = keyof typeof phases

type Facts = {
  readonly file: CaseFile
  readonly annex: CaseAnnex
  readonly stage: Stage
  readonly today: LocalDate
  /** Findings against mediators that are not cleared up. */
  readonly openConflicts: number
  /** Whom the register names for this kind of dispute. */
  readonly bodies: readonly CompetentBody[]
}

/** `true`: done, on no particular day. */
type Done = LocalDate | boolean

type Step = {
  readonly id: string
  readonly phase: Phase
  readonly title: string
  readonly role: Role
  readonly form?: string
  readonly deadline?: DeadlineKind | readonly DeadlineKind[]
  readonly article?: string
  /** For cases from a court, where another rule holds there. */
  readonly courtArticle?: string
  /** Why it is to be done, as the sentence under what comes next. */
  readonly why: string
  readonly place: StepPlace
  /** For which cases it is a step at all; without it for all. */
  readonly applies?: (facts: Facts) => boolean
  /** What the facts say; without it the step is noted by hand alone. */
  readonly done?: (facts: Facts) => Done
  /** Stages in which it can be taken. */
  readonly during: readonly Stage[]
  /** May be left out: it is offered, but nothing waits for it. */
  readonly optional?: boolean
  /** May also be noted by hand, where it was done on paper. */
  readonly byHand?: boolean
}

const settled = ({ file }: Facts): boolean => file.end?.code === 'E01' || file.end?.code === 'E02'
const mediated = ({ file }: Facts): boolean => file.acceptedOn !== undefined || file.end === undefined
/** How far a case is in each stage. */
const rank: Readonly<Record<Stage, number>> = { applied: 0, accepted: 1, mediating: 2, suspended: 2, agreed: 3, performing: 4, closing: 5, archived: 6, void: 7 }
const working: readonly Stage[] = ['mediating', 'suspended', 'agreed']

export const steps: readonly Step[] = [
  {
    id: 'apply', phase: 'intake', title: '登记申请', role: 'registrar', form: '人民调解申请书（D01）', article: '人民调解法第17条', why: '登记即从申请之日起中断时效。',
    place: { move: 'correctIntake' }, during: ['applied'], done: ({ file }) => file.appliedOn,
  },
  {
    id: 'answerCourt', phase: 'intake', title: '答复法院是否接受', role: 'courtLiaison', form: '委派、委托调解函收件登记（D26）', deadline: 'T5', article: '人民法院在线调解规则第12条',
    why: '法院委派、委托的，签收后要在期限内答复。', place: { move: 'answerLetter' }, during: ['applied', 'accepted', 'mediating'],
    applies: ({ file }) => isFromCourt(file) && file.sourceRef !== undefined, done: ({ annex, file }) => annex.letter?.answeredOn ?? file.acceptedOn ?? false,
  },
  {
    id: 'supplement', phase: 'intake', title: '补正材料', role: 'registrar', deadline: 'inquiry', why: '已经通知补正，答复到了才能决定受理。', place: { move: 'hear' }, during: ['applied'],
    applies: ({ annex }) => (annex.inquiries ?? []).some(one => one.kind === 'supplement'),
    done: ({ annex }) => (annex.inquiries ?? []).filter(one => one.kind === 'supplement').every(one => one.answer?.reply === 'supplied'),
  },
  {
    id: 'consent', phase: 'intake', title: '征求对方意见', role: 'registrar', form: '征求被申请人意见书（D22）', deadline: 'inquiry', article: '人民调解法第17条',
    why: '一方明确拒绝的不得调解；先听对方的意见。', place: { move: 'ask' }, during: ['applied'], optional: true, byHand: true,
    done: ({ annex }) => (annex.inquiries ?? []).findLast(one => one.kind === 'consent' && one.answer?.reply === 'agreed')?.answer?.repliedOn ?? false,
  },
  {
    id: 'accept', phase: 'intake', title: '决定受理，编卷号', role: 'director', form: '人民调解受理登记表（D02）', deadline: 'T1', article: '人民调解工作若干规定第23条、第24条',
    why: '期限内决定受理或不予受理。', place: { move: 'accept' }, during: ['applied'], applies: mediated, done: ({ file }) => file.acceptedOn ?? false,
  },
  {
    id: 'assign', phase: 'intake', title: '指定或由当事人选择调解员', role: 'director', article: '人民调解法第19条', why: '有了主持的调解员才能开始调解。', place: { move: 'accept' }, during: ['accepted'],
    applies: mediated, done: ({ file }) => (file.mediators ?? []).some(one => one.duty === 'presiding'),
  },
  {
    id: 'conflicts', phase: 'intake', title: '回避审查', role: 'director', article: '人民调解法第15条', why: '调解员与本案有关联，要核实清楚或者更换。', place: { move: 'changeMediators', tab: 'overview' },
    during: ['accepted', ...working], applies: ({ file }) => file.mediators !== undefined, done: ({ openConflicts }) => openConflicts === 0,
  },
  {
    id: 'refer', phase: 'mediation', title: '查处事项移送有关单位', role: 'registrar', form: '移送函（D25）', deadline: 'reply', article: '赤政办函〔2024〕15号第四部分',
    why: '涉及查处的事项要移送，民事请求留在本会。', place: { tab: 'letters' }, during: ['applied', 'accepted', ...working], optional: true, byHand: true,
    applies: ({ bodies }) => routingAdvice(bodies) !== null, done: ({ file }) => file.referrals?.[0]?.sentOn ?? false,
  },
  {
    id: 'notify', phase: 'mediation', title: '通知各方调解时间、地点', role: 'mediator', form: '调解通知书（D20）', deadline: 'notify', courtArticle: '人民法院在线调解规则第15条',
    why: '让各方知道何时何地由谁调解，可以对调解员提出意见。', place: { move: 'answerLetter', tab: 'sessions' }, during: ['mediating'], byHand: true, applies: mediated,
    done: ({ file, annex }) => annex.letter?.notifiedOn ?? ((annex.appointments ?? []).some(one => !one.cancelled && one.kind === 'joint') || (file.sessions ?? []).some(one => one.kind === 'joint')),
  },
  {
    id: 'rights', phase: 'mediation', title: '告知权利义务', role: 'mediator', form: '权利义务告知书（D03）', article: '人民调解法第23条、第24条，若干规定第30条',
    why: '开始调解前以口头或者书面告知权利、义务和协议的效力。', place: { tab: 'sessions' }, during: working, byHand: true, applies: mediated,
    done: ({ file, annex }) => (annex.rightsTold?.length && partiesNotTold(file, annex.rightsTold).length === 0 ? annex.rightsTold.map(one => one.on).toSorted().at(-1)! : false),
  },
  {
    id: 'evidence', phase: 'mediation', title: '调查、收集证据', role: 'mediator', form: '调查记录（D04）、证据材料（D05）', article: '人民调解法第21条、第22条', why: '弄清事实，才分得清是非。',
    place: { tab: 'evidence' }, during: working, optional: true, byHand: true, applies: mediated,
    done: ({ file }) => (file.evidence ?? []).length > 0 || (file.sessions ?? []).some(one => one.kind === 'investigation'),
  },
  {
    id: 'session', phase: 'mediation', title: '调解并作记录', role: 'mediator', form: '人民调解记录（D06）', deadline: ['T2', 'T4'], article: '人民调解法第22条、第27条', why: '每次调解都要有记录，由各方签名。',
    place: { move: 'recordSession', tab: 'sessions' }, during: working, applies: mediated,
    done: ({ file }) => (file.sessions ?? []).some(one => one.kind === 'joint' && one.record.trim() !== ''),
  },
  {
    id: 'agreement', phase: 'settling', title: '写明协议内容', role: 'mediator', form: '人民调解协议书（D07）或口头协议登记表（D08）', deadline: ['T2', 'T4'], article: '人民调解法第28条、第29条',
    why: '谈成的，把履行的方式、地点、期限写清楚；谈不成的，终止调解并告知仲裁、行政、诉讼途径（第26条）。', place: { move: 'agree', tab: 'agreement' }, during: working,
    applies: facts => mediated(facts) && (!facts.file.end || settled(facts)), done: ({ file }) => file.agreement?.reachedOn ?? false,
  },
  {
    id: 'signatures', phase: 'settling', title: '各方签名、调解员签名、盖章', role: 'mediator', article: '人民调解法第29条、第30条', why: '签名盖章齐全协议才生效。', place: { move: 'conclude', tab: 'agreement' }, during: ['agreed'],
    applies: ({ file }) => file.agreement !== undefined, done: ({ file }) => file.agreement?.effectiveOn ?? file.end?.on ?? false,
  },
  {
    id: 'routes', phase: 'settling', title: '告知仲裁、行政、诉讼途径', role: 'mediator', form: '终止调解通知书（D24）', article: '人民调解法第26条', why: '没有谈成的，要告知当事人还能怎么办。', place: { tab: 'papers' },
    during: ['closing'], byHand: true, applies: ({ file }) => file.end?.code === 'E03' || file.end?.code === 'E05' || file.end?.code === 'E06',
  },
  {
    id: 'reportCourt', phase: 'settling', title: '把结果和材料函告法院', role: 'courtLiaison', form: '调解情况复函（D27）', article: '法释〔2016〕14号第26条', why: '法院委派、委托的，结束后要书面报告并退回材料。',
    place: { tab: 'papers' }, during: ['performing', 'closing'], byHand: true, applies: ({ file }) => isFromCourt(file) && file.end !== undefined,
  },
  {
    id: 'confirmation', phase: 'after', title: '申请司法确认', role: 'courtLiaison', form: '司法确认申请书（D14）', deadline: 'T6', article: '人民调解法第33条，民事诉讼法第205条', why: '双方愿意的，三十日内共同申请，协议可以强制执行。',
    place: { move: 'recordConfirmation' }, during: ['performing', 'closing'], optional: true, applies: facts => settled(facts) && facts.file.source !== 'courtAfterFiling' && facts.file.courtMediationDocument === undefined,
    done: ({ file }) => file.confirmation?.appliedOn ?? false,
  },
  {
    id: 'performance', phase: 'after', title: '督促并登记履行', role: 'mediator', form: '履行督促函、履行凭证（D29）', deadline: 'T8', article: '人民调解法第31条', why: '本会对协议的履行情况进行监督，督促履行。',
    place: { move: 'recordPerformance', tab: 'agreement' }, during: ['performing'], applies: settled, done: ({ file }) => isFullyPerformed(file),
  },
  {
    id: 'followUp', phase: 'after', title: '回访', role: 'mediator', form: '人民调解回访记录（D09）', deadline: 'T9', article: '人民调解法第31条', why: '看履行得怎样、有没有新的矛盾。', place: { move: 'followUp' }, during: ['performing', 'closing'],
    applies: settled, done: ({ file }) => file.followUps?.[0]?.on ?? false,
  },
  {
    id: 'archive', phase: 'after', title: '立卷归档', role: 'archivist', form: '卷宗封面、目录（D10–D13）', deadline: 'T10', article: '人民调解法第27条', why: '一案一卷，材料齐全再归档。', place: { move: 'archive' },
    during: ['performing', 'closing'], done: ({ file }) => file.archive?.on ?? false,
  },
]

export type ChecklistItem = {
  readonly id: string
  readonly phase: Phase
  readonly title: string
  readonly role: Role
  readonly form?: string
  readonly article?: string
  readonly why: string
  readonly place: StepPlace
  /** `next`: to be done now; `optional`: may be done now; `later`: its time has not come; `missed`: the case went on without it. */
  readonly state: 'done' | 'next' | 'optional' | 'later' | 'missed'
  readonly doneOn?: LocalDate
  /** Until when, where time runs. */
  readonly due?: LocalDate
  readonly byHand: boolean
  readonly noted?: NotedStep
}

export type ChecklistInput = Facts & { readonly deadlines: readonly { readonly kind: string; readonly on: LocalDate }[] }

/** The steps of one case in order; a void case has none. Steps that do not fit its source or kind are left out. */
export const checklistOf = ({ deadlines, ...facts }: ChecklistInput): ChecklistItem[] => {
  if (facts.stage === 'void') return []
  return steps.filter(step => step.applies?.(facts) ?? true).flatMap((step): ChecklistItem[] => {
    const noted = facts.annex.steps?.findLast(one => one.step === step.id)
    const read = step.done?.(facts) ?? false
    const doneOn = typeof read === 'string' ? read : read ? undefined : noted?.on
    const done = read !== false || noted !== undefined
    const open = step.during.includes(facts.stage)
    const past = step.during.every(stage => rank[stage] < rank[facts.stage])
    // What could be left out, and was, says nothing about the case any more; nor does how it came in, once it is over.
    if (!done && past && (step.optional || (step.phase === 'intake' && facts.file.end))) return []
    const article = (isFromCourt(facts.file) ? step.courtArticle : undefined) ?? step.article
    const kinds: readonly string[] = typeof step.deadline === 'string' ? [step.deadline] : step.deadline ?? []
    const due = done ? undefined : deadlines.filter(one => kinds.includes(one.kind)).map(one => one.on).toSorted()[0]
    return [{
      id: step.id, phase: step.phase, title: step.title, role: step.role, why: step.why, place: step.place, byHand: step.byHand ?? step.done === undefined,
      state: done ? 'done' : open ? (step.optional ? 'optional' : 'next') : past ? 'missed' : 'later',
      ...(step.form !== undefined && { form: step.form }), ...(article !== undefined && { article }),
      ...(doneOn !== undefined && { doneOn }), ...(due !== undefined && { due }), ...(noted && { noted }),
    }]
  })
}

/** The steps that may be noted by hand. */
export const byHandSteps: ReadonlySet<string> = new Set(steps.filter(step => step.byHand ?? step.done === undefined).map(step => step.id))
