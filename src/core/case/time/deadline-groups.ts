/** What is lost when a day passes: a period of the law, a right of the parties, or nothing but order in the house. */
import type { DeadlineKind } from '../record/deadline.ts'

/** In the order in which they are looked after. */
export const deadlineGroups = { statutory: '法定期限', rights: '当事人权利', internal: '内部事务' } as const
export type DeadlineGroup = keyof typeof deadlineGroups

export const groupOfDeadline: Readonly<Record<DeadlineKind, DeadlineGroup>> = {
  T1: 'statutory', T2: 'statutory', T4: 'statutory', T5: 'statutory', notify: 'statutory', letter: 'statutory', inquiry: 'statutory',
  T6: 'rights', supplementCourt: 'rights', T8: 'rights', T11: 'rights', objection: 'rights', objectionOther: 'rights', enforcement: 'rights',
  T9: 'internal', T10: 'internal', reply: 'internal', step: 'internal',
}
