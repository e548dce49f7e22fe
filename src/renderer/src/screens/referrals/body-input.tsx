/** The name of a body: from the register, or typed. */
import { AutoComplete } from 'antd'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'

type Props = { readonly id?: string; readonly value?: string; readonly onChange?: (value: string) => void }

export const BodyInput = (props: Props) => {
  const { today } = useDesk()
  const { value } = useAnswer('register.list', { kind: 'body', on: today })
  return (
    <AutoComplete
      {...props}
      options={(value?.entries ?? []).map(({ name }) => ({ value: name }))}
      showSearch={{ filterOption: (typed, option) => (option?.value ?? '').includes(typed) }}
      placeholder="可选择，也可直接填写"
    />
  )
}
