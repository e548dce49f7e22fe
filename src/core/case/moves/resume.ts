/** The mediation goes on (恢复调解): the last day of the suspension is set. */
import type { LocalDate } from '../../base/dates.ts'
import { ok, refuse, type Result } from '../../base/result.ts'
import type { CaseIn, Edited, Facts } from './move.ts'
import { under } from './move.ts'
import type { Move } from './move.ts'

const from = ['suspended'] as const

export const resume = {
  title: '恢复调解',
  from,
} as const satisfies Move

export const apply = ({ file, today }: Facts<CaseIn<(typeof from)[number]>>, on: LocalDate): Result<Edited> => {
  if (on > today) return refuse('invalid-input', '中止的最后一日不能晚于今天；请填写实际恢复的前一日。', { field: '/on' })
  const { suspensions } = file
  const running = suspensions.findIndex(({ from: begun, to }) => begun <= today && (to === undefined || to >= today))
  return ok({
    file: { ...file, suspensions: suspensions.with(running, { ...suspensions[running]!, to: on }) },
    inputPointer: under(`/suspensions/${running}/to`, '/on'),
  })
}
