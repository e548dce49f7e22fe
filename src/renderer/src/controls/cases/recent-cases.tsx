/** What this account left off: drafts that were never saved, and the cases that it opened last, each one click away. */
import { Alert, Button } from 'antd'
import { disputeTypes } from '../../../../core/base/codes.ts'
import { contract, type CaseSummary, type CommandName, type Output } from '../../../../core/contract.ts'
import type { Screen } from '../../screen.ts'
import { useAnswer, useDesk } from '../workspace.tsx'

type LeftDraft = Output<'desk.show'>['drafts'][number]

const titleOf = ({ applicants, respondents }: CaseSummary): string => `${applicants}${respondents && `与${respondents}`}`

const commandOf = ({ form }: LeftDraft): CommandName => form.split('/')[0] as CommandName

/** Where the form of a draft is opened. */
const screenOf = (draft: LeftDraft): Screen => {
  const command = commandOf(draft)
  const [, part] = draft.form.split('/')
  if (command === 'meeting.save') return { name: 'meetings' }
  if (draft.caseId === undefined) return { name: 'register', ...(part !== undefined && { consultationId: part }) }
  if (command === 'case.correctIntake') return { name: 'correct', caseId: draft.caseId }
  return { name: 'case', caseId: draft.caseId, tab: command === 'session.record' ? 'sessions' : command === 'agreement.save' ? 'agreement' : 'overview' }
}

export const RecentCases = () => {
  const { go } = useDesk()
  const { recent = [], drafts = [] } = useAnswer('desk.show', {}).value ?? {}
  return (
    <>
      {drafts.length > 0 && (
        <Alert
          type="info"
          showIcon
          className="gap-below"
          title="上次有没保存的内容，打开那个表单就可以继续填写："
          description={drafts.map(draft => (
            <Button key={draft.form + (draft.caseId ?? '')} type="link" size="small" onClick={() => go(screenOf(draft))}>
              {`${contract[commandOf(draft)]?.summary.split(/[：（]/)[0] ?? draft.form}${draft.case ? `　${titleOf(draft.case)}` : ''}（${draft.savedAt.replace('T', ' ')}）`}
            </Button>
          ))}
        />
      )}
      {recent.length > 0 && (
        <nav className="recent" aria-label="最近打开的案件">
          <span className="quiet">最近打开：</span>
          {recent.map(file => (
            <button key={file.id} type="button" title={`${file.fileNo ?? '未受理'}　${disputeTypes[file.type]}`} onClick={() => go({ name: 'case', caseId: file.id })}>{titleOf(file)}</button>
          ))}
        </nav>
      )}
    </>
  )
}
