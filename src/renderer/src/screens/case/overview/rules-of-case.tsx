/** The committee's rules that hold for a case: the versions in force on the day of its acceptance. */
import { Card } from 'antd'
import { chineseDate, type LocalDate } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { useDesk } from '../../../controls/workspace.tsx'

export const RulesOfCase = ({ rules, acceptedOn }: { readonly rules: CaseView['rules']; readonly acceptedOn?: LocalDate }) => {
  const { go } = useDesk()
  if (!acceptedOn || rules.length === 0) return null
  return (
    <Card size="small" title="适用的制度">
      <p className="note">{chineseDate(acceptedOn)}受理时施行的版本，对本案一直适用。</p>
      <div className="facts-line">
        {rules.map(({ ruleId, title, no, from }) => (
          <span key={ruleId}><button type="button" className="figure" onClick={() => go({ name: 'rules', ruleId })}>《{title}》</button>第{no}版<span className="quiet">（{chineseDate(from)}起施行）</span></span>
        ))}
      </div>
    </Card>
  )
}
