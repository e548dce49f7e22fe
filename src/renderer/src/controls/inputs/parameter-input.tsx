/** What a parameter of the rules is typed or chosen with: a number, a choice, or a number pattern. */
import type React from 'react'
import { Input, InputNumber, Select } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import { parameterOf, units, type ParameterId, type Value } from '../../../../core/parameters/parameters.ts'

export const isPattern = (id: ParameterId): boolean => 'pattern' in parameterOf(id)

/** `一般调解（日）` */
export const parameterLabel = (id: ParameterId): string => {
  const parameter = parameterOf(id)
  return 'unit' in parameter ? `${parameter.name}（${units[parameter.unit]}）` : parameter.name
}

/** `id` is the one that the field gives for its label. */
type Props = { readonly parameter: ParameterId; readonly id?: string; readonly value?: Value; readonly onChange?: (value: Value | null) => void; readonly suffix?: React.ReactNode }

export const ParameterInput = ({ parameter: which, value, onChange, suffix, ...rest }: Props) => {
  const parameter = parameterOf(which)
  if ('unit' in parameter) return <InputNumber {...rest} className="full" controls={false} disabled={parameter.statutory === true} value={value as number | undefined ?? null} onChange={next => onChange?.(next)} suffix={suffix} />
  if ('choices' in parameter) return <div className="with-suffix"><Select {...rest} className="full" value={value as string | undefined} options={choicesOf(parameter.choices)} onChange={next => onChange?.(next)} />{suffix}</div>
  return <Input {...rest} value={value as string | undefined} onChange={event => onChange?.(event.target.value)} suffix={suffix} />
}
