import { Alert, Spin } from 'antd'
import { CheckedForm, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { SimilarWhileTyping } from '../overview/similar-cases.tsx'
import { useAnswer, useDesk } from '../../../controls/workspace.tsx'
import { OpenCaseProvider } from '../../../controls/forms/open-case.ts'
import { applicationOf, IntakeFields } from '../../intake/intake-form.tsx'

export const CorrectIntake = ({ caseId }: { readonly caseId: string }) => {
  const { go, saved } = useDesk()
  const { value: view, refusal, reload } = useAnswer('case.show', { caseId })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!view) return <Spin />
  const replyDueOn = view.annex.letter?.replyDueOn
  const { source, sourceRef, type, officialCategory, difficult, facts, claims, parties, appliedOn, place, propertyCompany } = view.file
  const back = (): void => go({ name: 'case', caseId })
  return (
    <div className="sheet">
      <h1>更正登记内容{view.file.fileNo && <small>{view.file.fileNo}</small>}</h1>
      <OpenCaseProvider value={{ view, reload }}><CheckedForm
        command="case.correctIntake"
        initial={{ source, sourceRef, type, officialCategory, difficult, facts, claims, parties, appliedOn, place, propertyCompany, replyDueOn }}
        input={values => ({ caseId, application: applicationOf(values) })}
        prefix="/application"
        done={() => {
          saved('更正已保存')
          back()
        }}
      >
        <IntakeFields />
        <div className="sheet-foot"><SimilarWhileTyping except={caseId} /><FormButtons submit="保存更正" cancel={back} /></div>
      </CheckedForm></OpenCaseProvider>
    </div>
  )
}
