/** What the agreement lacks to be enforced, and what became of it: performance, demands, visits, the court. */
import { Alert, Card } from 'antd'
import { confirmationResults, followUpWays } from '../../../../../core/base/codes.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { mediatorNameOf, useDesk } from '../../../controls/workspace.tsx'
import { Demands } from './demands.tsx'
import { PerformanceLedger } from './performance-ledger.tsx'

export const isOfAgreement = ({ pointer }: { readonly pointer: string }): boolean => pointer.startsWith('/agreement/')

type EnforceabilityProps = { readonly view: CaseView; readonly open?: (finding: Problem) => void }

/** `open`: brings the field of a finding into view, while the agreement can still be changed. */
export const Enforceability = ({ view, open }: EnforceabilityProps) => {
  const findings = view.warnings.filter(isOfAgreement)
  return (
    <Card size="small" title="可执行性检查">
      {findings.length === 0
        ? <Alert type="success" showIcon title="未发现问题" />
        : (
          <ul className="checklist">
            {findings.map(finding => (
              <li key={finding.pointer + finding.code}>
                <span className={finding.severity === 'error' ? 'bad-text' : 'warn-text'}>{finding.severity === 'error' ? '必须改正' : '建议补正'}</span>
                <div className="grow">
                  {open ? <button type="button" className="finding" onClick={() => open(finding)}>{finding.message}</button> : finding.message}
                  {finding.article && !finding.message.includes(finding.article.replace(/第\d+项$/, '')) && <span className="quiet">　{finding.article}</span>}
                </div>
              </li>
            ))}
          </ul>
        )}
    </Card>
  )
}

const List = ({ title, lines }: { readonly title: string; readonly lines: readonly (readonly (string | false | undefined)[])[] }) => (
  <>
    <div className="sub-title">{title}</div>
    {lines.length === 0 ? <p className="quiet">还没有登记</p> : <ul className="plain-list gap-below">{lines.map((line, index) => <li key={index}>{line.filter(Boolean).join('，')}</li>)}</ul>}
  </>
)

export const Afterwards = ({ view, refresh }: { readonly view: CaseView; readonly refresh: (view: CaseView) => void }) => {
  const { office } = useDesk()
  const { file, deadlines } = view
  const { followUps = [], confirmation } = file
  if (!file.end || !file.agreement?.effectiveOn) return null
  const firstVisit = deadlines.find(({ kind }) => kind === 'T9')
  return (
    <>
      <PerformanceLedger view={view} refresh={refresh} />
      <Demands view={view} refresh={refresh} />
      <Card size="small" title="回访与司法确认">
        <List title="回访" lines={followUps.map(({ on, by, way, findings, satisfied }) => [
          chineseDate(on), `${mediatorNameOf(office, by)}${followUpWays[way]}回访`, satisfied === undefined ? undefined : satisfied ? '当事人满意' : '当事人不满意', findings,
        ])} />
        {firstVisit && <p className="note">首次回访应在 {chineseDate(firstVisit.on)} 前：{firstVisit.sentence}</p>}
        <List title="司法确认" lines={confirmation ? [[
          `${chineseDate(confirmation.appliedOn)}向${confirmation.court}申请`, confirmationResults[confirmation.result], confirmation.caseNo,
          confirmation.decidedOn && `${chineseDate(confirmation.decidedOn)}决定`,
        ]] : []} />
      </Card>
    </>
  )
}
