/** A matter that the court sends as a file: shown first, then registered. */
import { useRef, useState } from 'react'
import { App, Button } from 'antd'
import { sources } from '../../../../core/base/codes.ts'
import type { Output } from '../../../../core/contract.ts'
import { base64Of } from '../../controls/files/base64.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

export const ReceiveCourt = () => {
  const call = useCaller()
  const { message } = App.useApp()
  const { today, go, saved } = useDesk()
  const refused = useNotAllowed()('court.receive')
  const input = useRef<HTMLInputElement>(null)
  const [content, setContent] = useState('')
  const [shown, setShown] = useState<Output<'court.receive'>['incoming']>()
  const take = async (file: File): Promise<void> => {
    const read = await base64Of(file)
    if (read === null) return void message.error('读不到这个文件，请确认文件还在、没有被别的程序占用。', 8)
    const result = await call('court.receive', { content: read })
    if (!result.ok) return void message.error(result.refusal.message, 6)
    setContent(read)
    setShown(result.value.incoming)
  }
  return (
    <>
      <Button disabled={refused !== undefined} title={refused} onClick={() => input.current?.click()}>读取法院来件</Button>
      <input ref={input} type="file" accept=".zip" hidden aria-label="法院来件" onChange={event => {
        const [picked] = event.target.files ?? []
        if (picked) void take(picked)
        event.target.value = ''
      }} />
      <FormDialog open={shown !== undefined} title="法院来件" width={720} onCancel={() => setShown(undefined)}>
        {shown && (
          <>
            <p>{shown.court}，{sources[shown.source]}{shown.documentNo && `，${shown.documentNo}`}。每个文件都与清单一致。</p>
            <p><strong>{shown.parties.join('、')}</strong></p>
            <p>{shown.facts}</p>
            <ul className="plain-list gap-below">{shown.files.map(({ name, title }) => <li key={name}>{title}</li>)}</ul>
            <CheckedForm
              command="court.receive"
              initial={{ receivedOn: today }}
              input={(values: object) => ({ content, accept: true, ...values })}
              done={({ view }) => {
                saved('已登记法院来件')
                go({ name: 'case', caseId: view!.file.id })
              }}
            >
              <div className="grid"><Field name="receivedOn" label="签收日期" required span={6} note="调解期限和答复法院的期限从签收次日起算。"><DateInput /></Field></div>
              <FormButtons submit="登记" cancel={() => setShown(undefined)} />
            </CheckedForm>
          </>
        )}
      </FormDialog>
    </>
  )
}
