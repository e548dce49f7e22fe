/** How a letter out stands, in a word and a colour. */
import { daysBetween, type LocalDate } from '../../../../core/base/dates.ts'
import { referralReplies } from '../../../../core/base/codes.ts'
import { letterStates, type LetterState } from '../../../../core/case/record/letters.ts'
import type { Referral } from '../../../../core/case/record/case-file.ts'

const tones: Readonly<Record<LetterState, string>> = { overdue: 'tone-bad', waiting: 'tone-wait', undated: 'tone-wait', replied: 'tone-good' }

export const LetterTag = ({ letter, today }: { readonly letter: Referral & { readonly state: LetterState }; readonly today: LocalDate }) => {
  const words = letter.state === 'overdue' ? `逾期 ${daysBetween(letter.replyDueOn!, today)} 天`
    : letter.state === 'replied' && letter.reply ? referralReplies[letter.reply] : letterStates[letter.state]
  return <span className={`stage ${tones[letter.state]}`}>{words}</span>
}
