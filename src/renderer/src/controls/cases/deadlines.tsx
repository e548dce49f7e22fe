/** How a deadline stands, in a word and a colour. */
import { daysBetween, type LocalDate } from '../../../../core/base/dates.ts'
import type { DeadlineView } from '../../../../core/contract.ts'

const tones: Readonly<Record<DeadlineView['state'], string>> = { overdue: 'tone-bad', today: 'tone-wait', week: 'tone-wait', soon: 'tone-new', later: 'tone-quiet' }

export const DeadlineTag = ({ deadline: { state, on }, today }: { readonly deadline: Pick<DeadlineView, 'state' | 'on'>; readonly today: LocalDate }) => {
  const left = daysBetween(today, on)
  const words = { overdue: `超期 ${-left} 天`, today: '今天', week: `一周内，剩 ${left} 天`, soon: `剩 ${left} 天`, later: '以后' }
  return <span className={`stage ${tones[state]}`}>{words[state]}</span>
}
