import { CheckedForm } from '../../controls/checked-form.tsx'
import { useDesk } from '../../controls/desk.tsx'
import { applicationOf, emptyIntake, IntakeFields } from './intake-form.tsx'

export const RegisterScreen = () => {
  const { today, go, saved, setUnsaved } = useDesk()
  return (
    <div className="sheet">
      <h1>登记申请</h1>
      <CheckedForm
        command="case.register"
        initial={emptyIntake(today)}
        input={applicationOf}
        submit="保存登记"
        unsaved={setUnsaved}
        cancel={() => go({ name: 'cases' })}
        done={view => {
          saved()
          go({ name: 'case', caseId: view.file.id })
        }}
        footer={buttons => <div className="sheet-foot">{buttons}</div>}
      >
        <IntakeFields />
      </CheckedForm>
    </div>
  )
}
