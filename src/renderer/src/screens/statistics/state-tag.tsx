/** How final a period is. */
import { periodStates, type PeriodState } from '../../../../core/reports/freeze.ts'

const tones: Readonly<Record<PeriodState, string>> = { draft: 'tone-quiet', confirmed: 'tone-good', submitted: 'tone-work' }

export const StateTag = ({ state, running }: { readonly state: PeriodState; readonly running: boolean }) => (
  <span className={`stage state-tag ${running ? 'tone-wait' : tones[state]}`}>{running ? '本期尚未结束' : periodStates[state]}</span>
)
