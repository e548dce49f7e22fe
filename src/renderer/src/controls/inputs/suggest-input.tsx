/** A text field that offers names from a register; anything else may be typed too. */
import { useId } from 'react'
import { Input } from 'antd'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
  readonly names: readonly string[]
}

export const SuggestInput = ({ id, value, onChange, names }: Props) => {
  const list = useId()
  return (
    <>
      <Input id={id} value={value} onChange={event => onChange?.(event.target.value)} list={names.length > 0 ? list : undefined} />
      <datalist id={list}>{names.map(name => <option key={name} value={name} />)}</datalist>
    </>
  )
}
