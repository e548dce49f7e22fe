/** The stages of a case, and the stage of a case read off its facts. What leads from one to another are the moves (moves/). */
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
