/** An amount typed in yuan and kept in fen, with its capitals (大写) beside it. What cannot be read stays as typed. */
import { useState } from 'react'
import { Input } from 'antd'
import { fenFromYuan, yuanCapitals, yuanFigures } from '../../../../core/base/amounts.ts'

type Props = { readonly id?: string; readonly value?: number | string; readonly onChange?: (value: number | string | undefined) => void }

export const unreadableAmount = '金额写法不对，请填写数字，最多到分，如 8600 或 8,600.50。'

export const AmountInput = ({ id, value, onChange }: Props) => {
  // While it is being typed the text stays as it is; afterwards it is shown with its commas.
  const [typed, setTyped] = useState<string | null>(null)
  return (
    <>
      <Input
        id={id}
        value={typed ?? (typeof value === 'number' ? yuanFigures(value) : (value ?? ''))}
        inputMode="decimal"
        suffix="元"
        onChange={event => {
          const text = event.target.value
          setTyped(text)
          onChange?.(text.trim() === '' ? undefined : (fenFromYuan(text) ?? text))
        }}
        onBlur={() => setTyped(null)}
      />
      <div className="capitals" aria-live="polite">{typeof value === 'number' ? `大写：${yuanCapitals(value)}` : ' '}</div>
    </>
  )
}
