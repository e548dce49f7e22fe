/** The life of a case as a table one can read aloud, and the stage of a case read off its facts. */
import type { CaseFile } from './case-file.ts'
import { daysBetween, type LocalDate } from './dates.ts'

/** 阶段 S1–S9. A draft (S0) is not yet a case. */
export const stages = {
  applied: '已申请',
  accepted: '待分派',
  mediating: '调解中',
  suspended: '中止',
  agreed: '已达成待生效',
  performing: '履行与司法确认',
  closing: '待归档',
  archived: '已归档',
} as const
export type Stage = keyof typeof stages

export const moveNames = {
  correctIntake: '更正登记内容',
  accept: '受理',
  recordSession: '记录调解',
  agree: '达成协议',
  conclude: '协议生效',
} as const
export type MoveName = keyof typeof moveNames

/** Which moves each stage allows; a move that is not here is refused with the stage's sentence. */
export const moves = {
  applied: ['correctIntake', 'accept'],
  accepted: ['correctIntake', 'accept'],
  mediating: ['correctIntake', 'recordSession', 'agree'],
  suspended: ['correctIntake'],
  agreed: ['recordSession', 'agree', 'conclude'],
  performing: [],
  closing: [],
  archived: [],
} as const satisfies Record<Stage, readonly MoveName[]>

export const movesFrom = (stage: Stage): readonly MoveName[] => moves[stage]

const isFullyPerformed = (file: CaseFile): boolean =>
  (file.agreement?.terms ?? []).every(term => {
    const entries = (file.performance ?? []).filter(entry => entry.termId === term.id)
    return entries.reduce<typeof entries[number] | undefined>(
      (latest, entry) => (latest && latest.on > entry.on ? latest : entry), undefined)?.state === 'done'
  })

/** The stage of a case on `today`, read off what has been recorded. */
export const stageOf = (file: CaseFile, today: LocalDate): Stage => {
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
