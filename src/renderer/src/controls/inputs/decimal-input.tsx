/** A decimal kept as a whole number of its smallest unit (面积 98.50 with two places is 9850). What cannot be read stays as typed. */
import { useState } from 'react'
import { Input } from 'antd'
import { decimalOf, scaledFrom } from '../../../../core/base/rational.ts'

type Props = {
  readonly id?: string
  readonly value?: number | string
  readonly onChange?: (value: number | string | undefined) => void
  readonly places: number
  readonly suffix: string
}

export const DecimalInput = ({ id, value, onChange, places, suffix }: Props) => {
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <Input
      id={id}
      value={typed ?? (typeof value === 'number' ? decimalOf(value, places) : (value ?? ''))}
      inputMode="decimal"
      suffix={suffix}
      onChange={event => {
        const text = event.target.value
        setTyped(text)
        onChange?.(text.trim() === '' ? undefined : (scaledFrom(text, places, Number.MAX_SAFE_INTEGER) ?? text))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}
