/** A case, found by name, number or place. */
import { useState } from 'react'
import { Select } from 'antd'
import { useAnswer } from '../../controls/workspace.tsx'

type Props = { readonly id?: string; readonly value?: string; readonly onChange?: (value: string | undefined) => void }

export const CaseSelect = (props: Props) => {
  const [query, setQuery] = useState('')
  const { value } = useAnswer('case.list', { limit: 30, ...(query.trim() && { query }) })
  return (
    <Select
      {...props}
      allowClear
      showSearch={{ filterOption: false, onSearch: setQuery }}
      placeholder="可不选；输入姓名或卷号查找"
      options={(value?.rows ?? []).map(({ id, fileNo, applicants, respondents }) => ({ value: id, label: [fileNo ?? '（未受理）', `${applicants}与${respondents}`].join('　') }))}
    />
  )
}
