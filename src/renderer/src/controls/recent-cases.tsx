/** The cases that this account opened last, one click away. */
import { disputeTypes } from '../../../core/case/codes.ts'
import { useAnswer, useDesk } from './desk.tsx'

export const RecentCases = () => {
  const { go } = useDesk()
  const recent = useAnswer('desk.show', {}).value?.recent ?? []
  if (recent.length === 0) return null
  return (
    <nav className="recent" aria-label="最近打开的案件">
      <span className="quiet">最近打开：</span>
      {recent.map(({ id, applicants, respondents, type, fileNo }) => (
        <button key={id} type="button" title={`${fileNo ?? '未受理'}　${disputeTypes[type]}`} onClick={() => go({ name: 'case', caseId: id })}>
          {applicants}{respondents && `与${respondents}`}
        </button>
      ))}
    </nav>
  )
}
