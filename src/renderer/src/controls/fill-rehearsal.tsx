/** Sixty invented cases with one press; offered only where everything is a rehearsal. */
import { useState } from 'react'
import { App, Button } from 'antd'
import { useCaller } from './caller.ts'
import { useDesk, useNotAllowed } from './workspace.tsx'

export const FillRehearsal = () => {
  const { office, go, reloadOffice } = useDesk()
  const call = useCaller()
  const notAllowed = useNotAllowed()
  const { message } = App.useApp()
  const [busy, setBusy] = useState(false)
  if (!office.rehearsal || notAllowed('rehearsal.fill')) return null
  const fill = async (): Promise<void> => {
    setBusy(true)
    const result = await call('rehearsal.fill', {})
    setBusy(false)
    if (!result.ok) {
      message.error(result.refusal.message, 8)
      return
    }
    message.success(`已放入 ${result.value.added} 个虚构的案件，可以随便练习。`)
    await reloadOffice()
    go({ name: 'tasks' })
  }
  return <Button loading={busy} onClick={() => void fill()}>放入演练案件</Button>
}
