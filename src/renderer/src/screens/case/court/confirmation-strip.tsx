/** Where judicial confirmation stands, one line from the window to enforcement; filing is typed here, again with one press. */
import { useState } from 'react'
import { Button, Input } from 'antd'
import { chineseDate } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { DateInput } from '../../../controls/inputs/date-input.tsx'
import { useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'
import { FormDialog } from '../../../controls/forms/unsaved.tsx'

const tones = { done: 'tone-good', due: 'tone-wait', missed: 'tone-bad', waiting: 'tone-quiet', refused: 'tone-bad' } as const
const states = { done: '已办', due: '待办', missed: '已过期', waiting: '未到', refused: '没有成' } as const

export const ConfirmationStrip = ({ view, stored }: { readonly view: CaseView; readonly stored: (view: CaseView) => void }) => {
  const { today, office } = useDesk()
  const refused = useNotAllowed()('court.file')
  const [filing, setFiling] = useState(false)
  const strip = view.confirmation
  if (!strip) return null
  const { confirmation } = view.file
  const again = strip.some(({ id, state }) => id === 'supplement' && state !== 'done')
  const anew = confirmation?.result === 'notAccepted' || confirmation?.result === 'withdrawn'
  const open = !view.file.archive && (!confirmation || again || anew)
  return (
    <div>
      <div className="sub-title">司法确认</div>
      <ol className="court-strip" aria-label="司法确认到了哪一步">
        {strip.map(({ id, label, state, on, note }) => (
          <li key={id} className="court-station" title={note}>
            <span className={`stage ${tones[state]}`}>{states[state]}</span>
            <strong>{label}</strong>
            <span>{on ? chineseDate(on) : ''}</span>
            {note && <span className="note">{note}</span>}
          </li>
        ))}
      </ol>
      {open && (
        <div className="paper-line">
          <Button disabled={refused !== undefined} title={refused ?? '打包不等于递交：登记双方实际向法院递交的日期'} onClick={() => setFiling(true)}>{again ? '登记再次递交' : '登记递交'}</Button>
        </div>
      )}
      <FormDialog open={filing} title={again ? '登记再次递交' : '登记向法院递交申请'} width={560} onCancel={() => setFiling(false)}>
        <CheckedForm
          command="court.file"
          initial={{ on: today, court: confirmation?.court ?? office.office.court }}
          input={(values: object) => ({ caseId: view.file.id, ...(withoutBlanks(values) as object) })}
          done={(next: CaseView) => {
            setFiling(false)
            stored(next)
          }}
        >
          <p className="note">双方共同把申请交到法院（或者法院平台收到）的日期；只是打包、通知都不算递交。</p>
          <div className="grid">
            <Field name="on" label="递交日期" required span={5}><DateInput /></Field>
            <Field name="court" label="法院" required span={7}><Input /></Field>
            <Field name="note" label="备注" span={12}><Input placeholder="如：窗口递交，收件人" /></Field>
          </div>
          <FormButtons submit="登记递交" cancel={() => setFiling(false)} />
        </CheckedForm>
      </FormDialog>
    </div>
  )
}
