/**
 * What the facts of a case say of the steps of its course (办理事实): for which cases a step is one at all, when it can be
 * taken, where, and how it is seen to be done. A procedure refers to these by id; which steps there are, who takes them,
 * on which form and by when is written there (rules/procedure.ts).
 */
import type { CaseAnnex } from '../record/annex.ts'
import { isFromCourt } from '../record/before-acceptance.ts'
import type { CaseFile } from '../record/case-file.ts'
import { keysOf } from '../../base/codes.ts'
import type { LocalDate } from '../../base/dates.ts'
import { isFullyPerformed, type Stage } from '../record/lifecycle.ts'
import type { MoveName } from '../moves/index.ts'
import { partiesNotTold } from '../record/rights.ts'
import { routingAdvice, type CompetentBody } from '../parties/routing.ts'

/** Where on the screen of a case a step is taken: a move's dialog or form, or a tab. */
export type StepPlace = { readonly move?: MoveName; readonly tab?: 'overview' | 'sessions' | 'evidence' | 'letters' | 'agreement' | 'papers' | 'attachments' }

export const phases = { intake: '申请与受理', mediation: '调解', settling: '协议与结案', after: '履行与归档' } as const
export type Phase = keyof typeof phases

export type Facts = {
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
export type Done = LocalDate | boolean

export type StepFact = {
  /** How it is called where a step of a procedure is tied to it: what is seen in the file. */
  readonly name: string
  readonly place: StepPlace
  /** For which cases it is a step at all; without it for all. */
  readonly applies?: (facts: Facts) => boolean
  /** What the facts say; without it the step is noted by hand alone. */
  readonly done?: (facts: Facts) => Done
  /** Stages in which it can be taken. */
  readonly during: readonly Stage[]
  /** May also be noted by hand, where it was done on paper. */
  readonly byHand?: true
  /** The law asks for it in every case to which it applies: no procedure may leave it out. */
  readonly law?: string
}

const settled = ({ file }: Facts): boolean => file.end?.code === 'E01' || file.end?.code === 'E02'
const mediated = ({ file }: Facts): boolean => file.acceptedOn !== undefined || file.end === undefined
const working: readonly Stage[] = ['mediating', 'suspended', 'agreed']

const facts = {
  apply: { name: '已登记申请', place: { move: 'correctIntake' }, during: ['applied'], done: ({ file }) => file.appliedOn },
  answerCourt: {
    name: '法院来件的，已答复是否接受', place: { move: 'answerLetter' }, during: ['applied', 'accepted', 'mediating'],
    applies: ({ file }) => isFromCourt(file) && file.sourceRef !== undefined, done: ({ annex }) => annex.letter?.answeredOn ?? false,
  },
  supplement: {
    name: '通知过补正的，已补齐', place: { move: 'hear' }, during: ['applied'],
    applies: ({ annex }) => (annex.inquiries ?? []).some(one => one.kind === 'supplement'),
    done: ({ annex }) => (annex.inquiries ?? []).filter(one => one.kind === 'supplement').every(one => one.answer?.reply === 'supplied'),
  },
  consent: {
    name: '征求过意见，对方同意', place: { move: 'ask' }, during: ['applied'], byHand: true,
    done: ({ annex }) => (annex.inquiries ?? []).findLast(one => one.kind === 'consent' && one.answer?.reply === 'agreed')?.answer?.repliedOn ?? false,
  },
  accept: {
    name: '已受理', place: { move: 'accept' }, during: ['applied'], applies: mediated, done: ({ file }) => file.acceptedOn ?? false,
    law: '人民调解工作若干规定第23条、第24条',
  },
  assign: {
    name: '已有主持调解员', place: { move: 'accept' }, during: ['accepted'], applies: mediated,
    done: ({ file }) => (file.mediators ?? []).some(one => one.duty === 'presiding'),
  },
  conflicts: {
    name: '回避事项已核实清楚', place: { move: 'changeMediators', tab: 'overview' }, during: ['accepted', ...working],
    applies: ({ file }) => file.mediators !== undefined, done: ({ openConflicts }) => openConflicts === 0,
  },
  refer: {
    name: '有查处单位的，已发移送函', place: { tab: 'letters' }, during: ['applied', 'accepted', ...working], byHand: true,
    applies: ({ bodies }) => routingAdvice(bodies) !== null, done: ({ file }) => file.referrals?.[0]?.sentOn ?? false,
  },
  notify: {
    name: '已约定或通知调解时间', place: { move: 'answerLetter', tab: 'sessions' }, during: ['mediating'], byHand: true, applies: mediated,
    done: ({ file, annex }) => annex.letter?.notifiedOn ?? ((annex.appointments ?? []).some(one => !one.cancelled && one.kind === 'joint') || (file.sessions ?? []).some(one => one.kind === 'joint')),
  },
  rights: {
    name: '各方都已告知权利义务', place: { tab: 'sessions' }, during: working, byHand: true, applies: mediated,
    done: ({ file, annex }) => (annex.rightsTold?.length && partiesNotTold(file, annex.rightsTold).length === 0 ? annex.rightsTold.map(one => one.on).toSorted().at(-1)! : false),
    law: '人民调解法第23条、第24条，若干规定第30条',
  },
  evidence: {
    name: '有证据或调查记录', place: { tab: 'evidence' }, during: working, byHand: true, applies: mediated,
    done: ({ file }) => (file.evidence ?? []).length > 0 || (file.sessions ?? []).some(one => one.kind === 'investigation'),
  },
  session: {
    name: '有调解记录', place: { move: 'recordSession', tab: 'sessions' }, during: working, applies: mediated,
    done: ({ file }) => (file.sessions ?? []).some(one => one.kind === 'joint' && one.record.trim() !== ''),
    law: '人民调解法第27条',
  },
  agreement: {
    name: '已写明协议内容', place: { move: 'agree', tab: 'agreement' }, during: working,
    applies: one => mediated(one) && (!one.file.end || settled(one)), done: ({ file }) => file.agreement?.reachedOn ?? false,
  },
  signatures: {
    name: '达成协议的，协议已生效', place: { move: 'conclude', tab: 'agreement' }, during: ['agreed'],
    applies: ({ file }) => file.agreement !== undefined, done: ({ file }) => file.agreement?.effectiveOn ?? file.end?.on ?? false,
    law: '人民调解法第29条、第30条',
  },
  routes: {
    name: '没有谈成的（登记已告知）', place: { tab: 'papers' }, during: ['closing'], byHand: true,
    applies: ({ file }) => file.end?.code === 'E03' || file.end?.code === 'E05' || file.end?.code === 'E06',
    law: '人民调解法第26条',
  },
  reportCourt: {
    name: '法院来件结束以后（登记已函告）', place: { tab: 'papers' }, during: ['performing', 'closing'], byHand: true,
    applies: ({ file }) => isFromCourt(file) && file.end !== undefined,
  },
  confirmation: {
    name: '达成协议的，已申请司法确认', place: { move: 'recordConfirmation' }, during: ['performing', 'closing'],
    applies: one => settled(one) && one.file.source !== 'courtAfterFiling' && one.file.courtMediationDocument === undefined,
    done: ({ file }) => file.confirmation?.appliedOn ?? false,
  },
  performance: {
    name: '达成协议的，各项已履行', place: { move: 'recordPerformance', tab: 'agreement' }, during: ['performing'], applies: settled,
    done: ({ file }) => isFullyPerformed(file), law: '人民调解法第31条',
  },
  followUp: {
    name: '达成协议的，已回访', place: { move: 'followUp' }, during: ['performing', 'closing'], applies: settled,
    done: ({ file }) => file.followUps?.[0]?.on ?? false,
  },
  archive: {
    name: '已归档', place: { move: 'archive' }, during: ['performing', 'closing'], done: ({ file }) => file.archive?.on ?? false,
    law: '人民调解法第27条',
  },
} as const satisfies Readonly<Record<string, StepFact>>
export type FactId = keyof typeof facts

/** The table read by id, with every entry as wide as any. */
export const stepFacts: Readonly<Record<FactId, StepFact>> = facts

export const factNames = Object.fromEntries(Object.entries(facts).map(([id, { name }]) => [id, name])) as Record<FactId, string>

/** The facts that a procedure must have a step for. */
export const lawfulFacts = keysOf(factNames).filter(id => stepFacts[id].law !== undefined)

const whileIn: Readonly<Record<Phase, readonly Stage[]>> = {
  intake: ['applied', 'accepted'], mediation: working, settling: ['agreed', 'performing', 'closing'], after: ['performing', 'closing'],
}

/** How a case comes out, for steps that are taken only then. */
export const outcomes = { settled: '达成协议的', failed: '没有达成的' } as const
export type Outcome = keyof typeof outcomes

export const outcomeOf = (one: Facts): Outcome => (one.file.end ? settled(one) : one.file.agreement !== undefined) ? 'settled' : 'failed'

/** What holds of a step of the committee's own, which nothing in the file is seen to do: its part of the course tells when it can be taken. */
export const ownFact = (phase: Phase): Omit<StepFact, 'name'> => ({
  place: {}, during: whileIn[phase], byHand: true, ...(phase !== 'intake' && phase !== 'after' && { applies: mediated }),
})
