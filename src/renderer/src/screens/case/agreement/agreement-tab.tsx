import { useState } from 'react'
import { Button, Card } from 'antd'
import { partyName } from '../../../../../core/case/record/case-file.ts'
import { agreementForms, termKinds, clauseNatures } from '../../../../../core/base/codes.ts'
import { chineseDate } from '../../../../../core/base/dates.ts'
import { yuanBoth } from '../../../../../core/base/amounts.ts'
import { isOwnerTerm } from '../../../../../core/case/parties/roster.ts'
import { feeSheetOf } from '../../../../../core/case/agreement/property-fee.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import type { Problem } from '../../../../../core/base/result.ts'
import { Afterwards, Enforceability } from '../performance/afterwards.tsx'
import { isObligation, natureOf } from '../../../../../core/case/record/clause-nature.ts'
import { AgreementEditor } from './agreement-editor.tsx'
import { OwnerTerms } from './owner-terms.tsx'
import { ReadAloud } from './read-aloud.tsx'

const AgreementView = ({ view }: { readonly view: CaseView }) => {
  const agreement = view.file.agreement!
  return (
    <Card size="small" title={`${agreementForms[agreement.form]}协议${agreement.no ? `　${agreement.no}` : ''}`}>
      <div className="facts-line">
        <span><span className="quiet">达成日期：</span>{chineseDate(agreement.reachedOn)}</span>
        <span><span className="quiet">生效日期：</span>{agreement.effectiveOn ? chineseDate(agreement.effectiveOn) : '尚未生效'}</span>
        <span>{agreement.whole ? '就全部争议达成' : '就部分争议达成'}</span>
        {agreement.copies !== undefined && <span>一式 {agreement.copies} 份</span>}
      </div>
      <div className="sub-title">纠纷主要事实</div>
      <p className="long-text">{agreement.facts}</p>
      <div className="sub-title">争议事项</div>
      <p className="long-text">{agreement.issues}</p>
      <div className="sub-title">协议内容</div>
      <ol className="terms">
        {agreement.terms.filter(term => !isOwnerTerm(term.id)).map(term => (
          <li key={term.id}>
            <div className="long-text">{term.text}</div>
            <div className="facts-line small">
              <span className="stage tone-quiet">{termKinds[term.kind]}</span>{!isObligation(term) && <span className="stage tone-quiet">{clauseNatures[natureOf(term)]}</span>}
              <span>{partyName(view.file, term.obligor)}{term.obligee && ` → ${partyName(view.file, term.obligee)}`}</span>
              {term.amountFen !== undefined && <span>{yuanBoth(term.amountFen)}</span>}
              <span>{term.dueOn ? `${chineseDate(term.dueOn)}前` : <span className="warn-text">未写期限</span>}</span>
              {term.manner && <span>{term.manner}</span>}
              {term.place && <span>{term.place}</span>}
            </div>
          </li>
        ))}
      </ol>
      <OwnerTerms terms={agreement.terms} />
      {(view.annex.feeWorksheets ?? []).map(worksheet => (
        <p className="annex-line" key={worksheet.id}><span className="quiet">附件：</span>《{worksheet.title}》，应付总计 {yuanBoth(feeSheetOf(worksheet).totalFen)}</p>
      ))}
    </Card>
  )
}

type Props = {
  readonly view: CaseView
  readonly editing: boolean
  readonly start: () => void
  readonly close: () => void
  readonly stored: (view: CaseView) => void
  /** Takes the case as it is now, without leaving the form. */
  readonly refresh: (view: CaseView) => void
  readonly heard: (view: CaseView) => void
}

export const AgreementTab = ({ view, editing, start, close, stored, refresh, heard }: Props) => {
  const { file, moves } = view
  const [finding, setFinding] = useState<Problem>()
  const done = (then: () => void): void => {
    setFinding(undefined)
    then()
  }
  if (editing) {
    return <AgreementEditor view={view} finding={finding} close={() => done(close)} stored={next => done(() => {
      stored(next)
      // What the check found stands at the top.
      window.scrollTo(0, 0)
    })} refresh={refresh} />
  }
  return file.agreement ? (
    <div className="stack">
      <Enforceability
        view={view}
        open={moves.includes('agree') ? problem => {
          setFinding(problem)
          start()
        } : undefined}
      />
      <AgreementView view={view} />
      <ReadAloud view={view} stored={heard} />
      <Afterwards view={view} refresh={refresh} />
    </div>
  ) : (
    <div className="empty">
      <p className="empty-title">还没有协议</p>
      {moves.includes('agree') ? <Button type="primary" onClick={start}>填写协议</Button>
        : <p>{file.end ? '案件已经结束，没有达成协议。' : '受理并调解以后可以填写协议。'}</p>}
    </div>
  )
}
