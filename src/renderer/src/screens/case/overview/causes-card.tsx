/** 典型成因: the tags of a case, for the reports. May be set at any stage. */
import { useState } from 'react'
import { App, Card, Select } from 'antd'
import { suggestedCauses } from '../../../../../core/case/record/causes.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { useCaller } from '../../../controls/caller.ts'
import { useDesk, useNotAllowed } from '../../../controls/workspace.tsx'

export const CausesCard = ({ view }: { readonly view: CaseView }) => {
  const call = useCaller()
  const { saved } = useDesk()
  const { message } = App.useApp()
  const refused = useNotAllowed()('case.tag')
  const [causes, setCauses] = useState<readonly string[]>(view.annex.causes ?? [])
  const change = async (next: string[]): Promise<void> => {
    const result = await call('case.tag', { caseId: view.file.id, causes: next.map(cause => cause.trim()).filter(Boolean) })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    setCauses(result.value.annex.causes ?? [])
    saved('成因已保存')
  }
  return (
    <Card size="small" title="典型成因">
      <Select
        mode="tags"
        className="causes"
        aria-label="典型成因"
        placeholder="可选择，也可直接填写"
        disabled={refused !== undefined}
        title={refused}
        value={[...causes]}
        options={suggestedCauses.map(value => ({ value, label: value }))}
        onChange={next => void change(next)}
      />
    </Card>
  )
}
