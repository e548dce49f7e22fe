/** The life of a case as a table one can read aloud, and the stage of a case read off its facts. */
import { isObligation } from './clause-nature.ts'
import type { CaseAnnex } from './annex.ts'
import type { CaseFile } from './case-file.ts'
import { daysBetween, type LocalDate } from '../../base/dates.ts'

/** 阶段 S1–S9. A draft (S0) is not yet a case; S2 is an application with an open inquiry (before-acceptance.ts). */
export const stages = {
  applied: '已申请',
  accepted: '待分派',
  mediating: '调解中',
  suspended: '中止',
  agreed: '已达成待生效',
  performing: '履行与司法确认',
  closing: '待归档',
  archived: '已归档',
  void: '已作废',
} as const
export type Stage = keyof typeof stages

export const moveNames = {
  correctIntake: '更正登记内容',
  ask: '补正、征求意见',
  hear: '登记答复',
  answerLetter: '来函答复、通知',
  accept: '受理',
  changeMediators: '更换调解员',
  refuse: '不予受理',
  withdraw: '撤回',
  transfer: '转处、移送',
  recordSession: '记录调解',
  suspend: '中止',
  resume: '恢复调解',
  extend: '延长期限',
  agree: '保存协议内容',
  conclude: '登记协议生效',
  fail: '终止调解',
  returnToCourt: '退回法院',
  recordPerformance: '登记履行情况',
  followUp: '登记回访',
  recordConfirmation: '登记司法确认',
  archive: '归档',
  correct: '更正已记录的内容',
  void: '作废',
  reopen: '重新打开',
} as const
export type MoveName = keyof typeof moveNames

/** Which moves each stage allows; a move that is not here is refused with the stage's sentence. */
export const moves = {
  applied: ['correctIntake', 'ask', 'hear', 'answerLetter', 'accept', 'refuse', 'withdraw', 'transfer', 'void'],
  accepted: ['correctIntake', 'answerLetter', 'accept', 'withdraw', 'transfer', 'void'],
  mediating: ['correctIntake', 'answerLetter', 'recordSession', 'suspend', 'extend', 'agree', 'fail', 'withdraw', 'transfer', 'returnToCourt', 'changeMediators', 'correct', 'void'],
  suspended: ['correctIntake', 'answerLetter', 'resume', 'extend', 'fail', 'withdraw', 'changeMediators', 'correct', 'void'],
  agreed: ['answerLetter', 'recordSession', 'agree', 'conclude', 'fail', 'withdraw', 'changeMediators', 'correct', 'void'],
  performing: ['answerLetter', 'recordPerformance', 'followUp', 'recordConfirmation', 'archive', 'correct', 'void'],
  closing: ['answerLetter', 'recordPerformance', 'followUp', 'recordConfirmation', 'archive', 'correct', 'void'],
  archived: ['reopen'],
  void: ['reopen'],
} as const satisfies Record<Stage, readonly MoveName[]>

/** By which move a case ends with each code; E01 and E02 end by `conclude`. */
export const endingMoves = {
  E03: 'fail', E04: 'withdraw', E05: 'refuse', E06: 'refuse', E07: 'transfer', E08: 'returnToCourt',
} as const satisfies Record<string, MoveName>

/** Usual reasons of an ending, offered to choose from. */
export const endingReasons: Readonly<Record<keyof typeof endingMoves, readonly string[]>> = {
  E03: ['分歧过大', '一方拒绝继续调解', '期限届满未延长', '当事人失联', '拒绝签章', '涉嫌虚假调解'],
  E04: ['双方自行和解，书面撤回', '申请人书面撤回'],
  E05: ['被申请人明确不同意调解（人民调解法第17条）'],
  E06: ['人民法院已受理或已作出裁判', '行政机关已受理或已作出处理', '不属于民间纠纷', '法律规定由专门机关管辖处理'],
  E07: ['属其他部门职责'],
  E08: ['未达成协议', '当事人失联', '期限届满未延长'],
}

export const movesFrom = (stage: Stage): readonly MoveName[] => moves[stage]

/** True when the latest entry of everything that is owed says that it was performed; also of a case that owes nothing. */
export const isFullyPerformed = (file: CaseFile): boolean =>
  (file.agreement?.terms ?? []).filter(isObligation).every(term => {
    const entries = (file.performance ?? []).filter(entry => entry.termId === term.id)
    return entries.reduce<typeof entries[number] | undefined>(
      (latest, entry) => (latest && latest.on > entry.on ? latest : entry), undefined)?.state === 'done'
  })

/** Whether a case is still worked on: neither ended nor void. */
export const isRunning = (file: CaseFile, annex?: Pick<CaseAnnex, 'voided'>): boolean => file.end === undefined && annex?.voided === undefined

/** The stage of a case on `today`, read off what has been recorded. Without an annex it is not void. */
export const stageOf = (file: CaseFile, today: LocalDate, annex?: Pick<CaseAnnex, 'voided'>): Stage => {
  if (annex?.voided) return 'void'
  if (file.archive) return 'archived'
  if (file.end) {
    const settled = file.end.code === 'E01' || file.end.code === 'E02'
    return settled && !isFullyPerformed(file) ? 'performing' : 'closing'
  }
  if (file.agreement) return 'agreed'
  if (!file.acceptedOn) return 'applied'
  const suspended = (file.suspensions ?? []).some(({ from, to }) =>
    daysBetween(from, today) >= 0 && (to === undefined || daysBetween(today, to) >= 0))
  if (suspended) return 'suspended'
  return file.mediators?.some(mediator => mediator.duty === 'presiding') ? 'mediating' : 'accepted'
}
