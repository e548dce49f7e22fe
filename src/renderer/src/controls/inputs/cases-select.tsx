/** One or more cases, found by what one types: number, name, place. */
import { useRef, useState } from 'react'
import { Select } from 'antd'
import { disputeTypes } from '../../../../core/base/codes.ts'
import { useCaller } from '../caller.ts'

type Props = {
  readonly id?: string
  readonly value?: readonly string[]
  readonly onChange?: (value: string[]) => void
  /** How the cases are called that are already known. */
  readonly known: Readonly<Record<string, string>>
}

export const CasesSelect = ({ id, value, onChange, known }: Props) => {
  const call = useCaller()
  const [found, setFound] = useState<Readonly<Record<string, string>>>({})
  const latest = useRef(0)
  const look = (query: string): void => {
    latest.current += 1
    const asked = latest.current
    if (query.trim() === '') return
    void call('case.list', { query: query.trim(), limit: 8 }).then(result => {
      if (asked !== latest.current || !result.ok) return
      setFound(before => ({ ...before, ...Object.fromEntries(result.value.rows.map(row => [row.id, `${row.fileNo ?? '未受理'}　${row.applicants}与${row.respondents}（${disputeTypes[row.type]}）`])) }))
    })
  }
  const names = { ...known, ...found }
  return (
    <Select
      id={id} mode="multiple" value={[...(value ?? [])]} onChange={onChange} placeholder="输入卷号、姓名、小区查找" notFoundContent="没有找到，请换一个词" maxTagCount="responsive"
      showSearch={{ optionFilterProp: 'label', onSearch: look }} options={Object.entries(names).map(([value, label]) => ({ value, label }))}
    />
  )
}
