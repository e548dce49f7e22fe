/** The committee takes the matter on (受理). Its file number comes from the office: the effect is in the command. */
import { chineseDate } from '../../base/dates.ts'
import { consentRefused } from '../record/before-acceptance.ts'
import type { Move, Obstacle, Seen } from './move.ts'

/** The other side said no, and did not change its mind since. */
const refused = (annex: Seen['annex']): Obstacle | undefined => {
  const answer = consentRefused(annex)?.answer
  return answer && { code: 'consent-refused', message: `对方已于${chineseDate(answer.repliedOn)}明确不同意调解，不能受理（人民调解法第17条）；请以“被申请人不同意，未受理”结束，或登记新的答复。` }
}

const from = ['applied', 'accepted'] as const

export const accept = {
  title: '受理',
  from,
  law: '人民调解法第17条',
  obstacle: ({ annex }) => refused(annex),
} as const satisfies Move
