/** What the court would send an application back for, each finding leading to where it is put right. */
import { Button } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import type { CaseTab } from '../../screen.ts'

const tabNames: Readonly<Record<string, string>> = { overview: '概况', sessions: '调解记录', agreement: '协议', papers: '文书', attachments: '附件' }

export type Finding = Output<'court.precheck'>['findings'][number]

export const Findings = ({ findings, open }: { readonly findings: readonly Finding[]; readonly open?: (tab: CaseTab) => void }) => (
  <ul className="findings">
    {findings.map(({ code, pointer, message, severity, tab, article }) => (
      <li key={code + pointer}>
        <span className={severity === 'error' ? 'bad-text' : 'warn-text'}>{severity === 'error' ? '不行' : '留意'}</span>
        <span>{message}{article && !message.includes(article) && <span className="quiet">　{article}</span>}</span>
        {open && tab !== 'papers' && <Button type="link" size="small" onClick={() => open(tab)}>去“{tabNames[tab]}”</Button>}
      </li>
    ))}
  </ul>
)
