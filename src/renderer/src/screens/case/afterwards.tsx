/** What the agreement lacks to be enforced, and what became of it: performance, visits, the court. */
import { Alert, Card } from 'antd'
import { confirmationResults, followUpWays, performanceStates } from '../../../../core/case/codes.ts'
import { chineseDate } from '../../../../core/case/dates.ts'
import { yuanFigures } from '../../../../core/case/amounts.ts'
import type { CaseView } from '../../../../core/contract.ts'
import { mediatorNameOf, useDesk } from '../../controls/desk.tsx'

export const isOfAgreement = ({ pointer }: { readonly pointer: string }): boolean => pointer.startsWith('/agreement/')

export const Enforceability = ({ view }: { readonly view: CaseView }) => {
  const findings = view.warnings.filter(isOfAgreement)
  return (
    <Card size="small" title="可执行性检查">
      {findings.length === 0
        ? <Alert type="success" showIcon title="未发现问题" />
        : (
          <ul className="checklist">
            {findings.map(({ pointer, code, message }) => <li key={pointer + code}><span className="warn-text">建议补正</span>{message}</li>)}
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

export const Afterwards = ({ view: { file } }: { readonly view: CaseView }) => {
  const { office } = useDesk()
  const { agreement, performance = [], followUps = [], confirmation } = file
  if (!file.end) return null
  return (
    <Card size="small" title="协议以后">
      <List title="履行情况" lines={performance.map(({ termId, on, state, amountFen, note }) => [
        `第 ${(agreement?.terms.findIndex(term => term.id === termId) ?? 0) + 1} 项`, chineseDate(on), performanceStates[state],
        amountFen !== undefined && `${yuanFigures(amountFen)}元`, note,
      ])} />
      <List title="回访" lines={followUps.map(({ on, by, way, findings, satisfied }) => [
        chineseDate(on), `${mediatorNameOf(office, by)}${followUpWays[way]}回访`, satisfied === undefined ? undefined : satisfied ? '当事人满意' : '当事人不满意', findings,
      ])} />
      <List title="司法确认" lines={confirmation ? [[
        `${chineseDate(confirmation.appliedOn)}向${confirmation.court}申请`, confirmationResults[confirmation.result], confirmation.caseNo,
        confirmation.decidedOn && `${chineseDate(confirmation.decidedOn)}决定`,
      ]] : []} />
    </Card>
  )
}
