/** The name of a body: from the directory, or typed. */
import { AutoComplete } from 'antd'
import { useAnswer } from '../../controls/desk.tsx'

type Props = { readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }

export const BodyInput = (props: Props) => {
  const { value } = useAnswer('body.list', {})
  return (
    <AutoComplete
      {...props}
      options={(value?.bodies ?? []).map(({ name }) => ({ value: name }))}
      showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      placeholder="可选择，也可直接填写"
    />
  )
}
