/** The ends of a case without an agreement in effect: by which move each comes, its usual reasons, and what it does. */
import { ok, refuse, type Result } from '../../base/result.ts'
import type { CaseFile } from '../record/case-file.ts'
import type { Edited, Facts } from './move.ts'
import { under } from './move.ts'

/** By which move a case ends with each code; E01 and E02 end by `conclude`. */
export const endingMoves = {
  E03: 'fail', E04: 'withdraw', E05: 'refuse', E06: 'refuse', E07: 'transfer', E08: 'returnToCourt',
} as const

/** Usual reasons of an ending, offered to choose from. */
export const endingReasons: Readonly<Record<keyof typeof endingMoves, readonly string[]>> = {
  E03: ['分歧过大', '一方拒绝继续调解', '期限届满未延长', '当事人失联', '拒绝签章', '涉嫌虚假调解'],
  E04: ['双方自行和解，书面撤回', '申请人书面撤回'],
  E05: ['被申请人明确不同意调解（人民调解法第17条）'],
  E06: ['人民法院已受理或已作出裁判', '行政机关已受理或已作出处理', '不属于民间纠纷', '法律规定由专门机关管辖处理'],
  E07: ['属其他部门职责'],
  E08: ['未达成协议', '当事人失联', '期限届满未延长'],
}

export const apply = ({ file }: Facts, end: NonNullable<CaseFile['end']>): Result<Edited> => {
  if (end.code === 'E07' && end.toBody === undefined) return refuse('missing', '请写明移送给哪个单位。', { field: '/toBody' })
  // An agreement that was never signed and sealed is none (人民调解法第29条): it goes, and the audit trail keeps the change.
  const { agreement, ...rest } = file
  const kept = agreement?.effectiveOn === undefined ? rest : file
  return ok({ file: { ...kept, end }, inputPointer: under('/end', '') })
}
