/**
 * Where judicial confirmation of an agreement stands, as one strip (民事诉讼法第205条、第206条; 民诉法解释第372条): the window, what was
 * filed, what the court wants supplied, its acceptance, its ruling, objections, and until when each obligation can be enforced.
 * Filing is a day that somebody typed: packing the papers is none.
 */
import type { CaseAnnex } from '../record/annex.ts'
import type { CaseFile } from '../record/case-file.ts'
import type { CourtAnswer, Filing } from '../record/court-answers.ts'
import { chineseDate, type LocalDate } from '../../base/dates.ts'
import { refuse, ok, type Result } from '../../base/result.ts'

export type ConfirmationStanding = 'none' | 'filed' | 'returned' | 'accepted' | 'notAccepted' | 'dismissed' | 'withdrawn' | 'confirmed' | 'notOpen'

/** The answer that the latest filing got, where the court sent it back to be corrected. */
export const lastReturn = ({ courtAnswers }: Pick<CaseAnnex, 'courtAnswers'>): CourtAnswer | undefined => {
  const last = courtAnswers?.at(-1)
  return last?.kind === 'returned' ? last : undefined
}

/** `notOpen`: no confirmation can be had, or the court makes its own document. */
export const confirmationStanding = (file: CaseFile, annex: Pick<CaseAnnex, 'courtAnswers' | 'filings'>): ConfirmationStanding => {
  const { confirmation, end } = file
  if ((end?.code !== 'E01' && end?.code !== 'E02') || !file.agreement || file.source === 'courtAfterFiling' || file.courtMediationDocument) return 'notOpen'
  if (!confirmation) return 'none'
  if (confirmation.result !== 'pending') return confirmation.result
  const returned = lastReturn(annex)
  if (returned && !annex.filings?.some(({ after }) => after === returned.id)) return 'returned'
  return annex.courtAnswers?.at(-1)?.kind === 'accepted' ? 'accepted' : 'filed'
}

/** Whether the thirty days still matter: nothing was filed, or what was filed came back. After a dismissal the way is another (第206条). */
export const mayStillApply = (standing: ConfirmationStanding): boolean => ['none', 'returned', 'notAccepted', 'withdrawn'].includes(standing)

/** The case and its annex with an application handed in. Refuses what cannot have been. */
export const withFiling = (file: CaseFile, annex: CaseAnnex, filing: Omit<Filing, 'id' | 'after'>, today: LocalDate): Result<{ file: CaseFile; annex: CaseAnnex }> => {
  const standing = confirmationStanding(file, annex)
  if (standing === 'notOpen') return refuse('no-agreement', '没有可以申请司法确认的协议：协议要已经生效，立案后委托的由法院出具调解书。', { field: '/caseId' })
  if (standing === 'dismissed') return refuse('dismissed-before', '法院已裁定驳回申请，同一份协议不能再申请；可以重新调解变更协议，或者起诉（民事诉讼法第206条）。', { field: '/caseId' })
  if (standing === 'confirmed' || standing === 'accepted' || standing === 'filed') {
    return refuse('already-filed', standing === 'confirmed' ? '法院已裁定确认有效，不用再递交。' : `${chineseDate(file.confirmation!.appliedOn)}已经递交，法院没有退回；请先登记法院的答复。`, { field: '/caseId' })
  }
  if (filing.on > today) return refuse('future-date', '递交的日期晚于今天，请填写实际递交的日期。', { field: '/on' })
  const agreement = file.agreement!
  const effectiveOn = agreement.effectiveOn ?? agreement.reachedOn
  if (filing.on < effectiveOn) return refuse('date-order', `协议${chineseDate(effectiveOn)}才生效，递交不会更早，请核对。`, { field: '/on' })
  const last = annex.courtAnswers?.at(-1)
  if (last && filing.on < last.on) return refuse('date-order', `法院${chineseDate(last.on)}才答复，再次递交不会更早，请核对。`, { field: '/on' })
  const filings = annex.filings ?? []
  const returned = standing === 'returned' ? lastReturn(annex) : undefined
  const entry: Filing = { ...filing, id: `f${filings.length + 1}`, ...(returned && { after: returned.id }) }
  return ok({
    // Sent again after a return, it is the same application: it stays that of its first day.
    file: returned ? file : { ...file, confirmation: { appliedOn: filing.on, court: filing.court, result: 'pending' } },
    annex: { ...annex, filings: [...filings, entry] },
  })
}

export type StripState = 'done' | 'due' | 'missed' | 'waiting' | 'refused'
export type StripStation = {
  readonly id: 'window' | 'filed' | 'supplement' | 'accepted' | 'ruled' | 'objection' | 'enforcement'
  readonly label: string
  readonly state: StripState
  readonly on?: LocalDate
  readonly note?: string
}

/** A running deadline, as the strip reads it. */
type Running = { readonly kind: string; readonly what: string; readonly on: LocalDate }

/** The strip; undefined where confirmation is not open. `window`: the last day to apply. `running`: the deadlines of the case. */
export const confirmationStrip = (file: CaseFile, annex: CaseAnnex, today: LocalDate, window: LocalDate, running: readonly Running[]): StripStation[] | undefined => {
  const standing = confirmationStanding(file, annex)
  if (standing === 'notOpen') return undefined
  const { confirmation } = file
  const anew = standing === 'notAccepted' || standing === 'withdrawn'
  /** Handed in once more after a return, whether or not the first time is among the filings. */
  const again = (annex.filings ?? []).filter(({ after }) => after !== undefined)
  const answers = annex.courtAnswers ?? []
  const returns = answers.filter(({ kind }) => kind === 'returned')
  const returned = lastReturn(annex)
  const applied = confirmation && !anew
  const accepted = applied ? answers.findLast(({ kind }) => kind === 'accepted') : undefined
  const stations: StripStation[] = [{
    id: 'window', label: '可申请至', on: window, state: applied && standing !== 'returned' ? 'done' : window < today ? 'missed' : 'due',
    ...(standing === 'dismissed' ? { state: 'done' as const } : {}),
    ...(window < today && !applied ? { note: '已经届满' } : anew ? { note: '可以再申请' } : {}),
  }, {
    id: 'filed', label: '已送', state: confirmation ? (anew ? 'refused' : 'done') : 'waiting', ...(confirmation && { on: confirmation.appliedOn }),
    ...(again.length > 0 && { note: `再次递交：${again.map(({ on }) => chineseDate(on)).join('、')}` }),
    ...(!confirmation && { note: '没有登记递交' }),
  }]
  if (returns.length > 0) {
    const latest = returns.at(-1)!
    const open = standing === 'returned' && returned !== undefined
    stations.push({
      id: 'supplement', label: '补正至', state: !open ? 'done' : latest.supplementBy !== undefined && latest.supplementBy < today ? 'missed' : 'due',
      ...(latest.supplementBy !== undefined && { on: latest.supplementBy }),
      note: [latest.note, latest.supplementBy === undefined && '法院没有写明期限，请问清'].filter(Boolean).join('；'),
    })
  }
  stations.push({
    id: 'accepted', label: '受理',
    ...(standing === 'notAccepted' ? { state: 'refused', note: '不予受理', ...(confirmation?.decidedOn && { on: confirmation.decidedOn }) }
      : { state: accepted || (confirmation && (standing === 'confirmed' || standing === 'dismissed')) ? 'done' : 'waiting', ...(accepted && { on: accepted.on }) }),
  }, {
    id: 'ruled', label: '裁定',
    ...(standing === 'confirmed' ? { state: 'done', note: '确认有效' } : standing === 'dismissed' ? { state: 'refused', note: '驳回' } : standing === 'withdrawn' ? { state: 'refused', note: '撤回' } : { state: 'waiting' }),
    ...(confirmation?.decidedOn && standing !== 'notAccepted' && { on: confirmation.decidedOn }),
  })
  if (standing === 'confirmed') {
    const objections = running.filter(({ kind }) => kind === 'objection' || kind === 'objectionOther')
    stations.push({
      id: 'objection', label: '异议', state: objections.length > 0 ? 'due' : 'done', ...(objections[0] && { on: objections[0].on }),
      note: objections.length > 0 ? objections.map(({ what, on }) => `${what}：${chineseDate(on)}`).join('；') : '期间已过',
    })
    const enforcement = running.filter(({ kind }) => kind === 'enforcement')
    stations.push({
      id: 'enforcement', label: '各项执行期限', state: enforcement.some(({ on }) => on < today) ? 'missed' : enforcement.length > 0 ? 'due' : 'done', ...(enforcement[0] && { on: enforcement[0].on }),
      note: enforcement.length > 0 ? enforcement.map(({ what, on }) => `${what.replace('申请强制执行的最后一日：', '')}：${chineseDate(on)}`).join('；') : '各项都已履行',
    })
  }
  return stations
}
