import { CheckedForm, FormButtons } from '../../controls/checked-form.tsx'
import { useDesk } from '../../controls/desk.tsx'
import { applicationOf, emptyIntake, IntakeFields } from './intake-form.tsx'

export const RegisterScreen = () => {
  const { today, go, saved, setUnsaved, reloadOffice } = useDesk()
  return (
    <div className="sheet">
      <h1>登记申请</h1>
      <CheckedForm
        command="case.register"
        initial={emptyIntake(today)}
        input={applicationOf}
        draft
        unsaved={setUnsaved}
        done={view => {
          saved()
          void reloadOffice()
          go({ name: 'case', caseId: view.file.id })
        }}
      >
        <IntakeFields />
        <div className="sheet-foot"><FormButtons submit="保存登记" cancel={() => go({ name: 'cases' })} /></div>
      </CheckedForm>
    </div>
  )
}
