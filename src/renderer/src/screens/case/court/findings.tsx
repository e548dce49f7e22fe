/** What is wrong with a case before it goes on: each finding opens the field where it is put right, or leads to its tab. */
import { Button } from 'antd'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import { useDesk } from '../../../controls/workspace.tsx'
import type { CaseTab } from '../../../screen.ts'

const tabNames: Readonly<Record<string, string>> = { overview: '概况', sessions: '调解记录', agreement: '协议', papers: '文书', attachments: '附件' }

export type Finding = Output<'dossier.check'>['findings'][number] & { readonly article?: string | undefined }

type Props = {
  readonly view: CaseView
  readonly findings: readonly Finding[]
  /** What an error is called. */
  readonly stops: string
  readonly open: (tab: CaseTab) => void
  /** Where a finding is put right that is of no field of the case. */
  readonly place?: (finding: Finding) => (() => void) | undefined
  /** Before something else is shown. */
  readonly leave?: () => void
}

export const Findings = ({ view, findings, stops, open, place, leave }: Props) => {
  const { go } = useDesk()
  const wayTo = (finding: Finding): (() => void) | undefined => {
    const { pointer, message } = finding
    return place?.(finding) ?? (pointer !== '' && view.moves.includes('correct') ? () => go({ name: 'amend', caseId: view.file.id, finding: { pointer, message } }) : undefined)
  }
  const then = (way: () => void) => (): void => {
    leave?.()
    way()
  }
  return (
    <ul className="findings">
      {findings.map(finding => {
        const { code, pointer, message, severity, tab, article } = finding
        const way = wayTo(finding)
        return (
          <li key={code + pointer + message}>
            <span className={severity === 'error' ? 'bad-text' : 'warn-text'}>{severity === 'error' ? stops : '留意'}</span>
            <span>
              {way ? <button type="button" className="finding" onClick={then(way)}>{message}</button> : message}
              {article && !message.includes(article) && <span className="quiet">　{article}</span>}
            </span>
            {!way && tab !== 'papers' && <Button type="link" size="small" onClick={then(() => open(tab))}>去“{tabNames[tab]}”</Button>}
          </li>
        )
      })}
    </ul>
  )
}
