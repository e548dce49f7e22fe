/** Dates and times as text that can be typed in any usual way, with a calendar to choose from. */
import { useState } from 'react'
import { Button, DatePicker, Input, Space } from 'antd'
import dayjs from 'dayjs'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { CalendarIcon } from '../icons.tsx'

/** `2026.11.3`, `2026年11月3日`, `20261103` → `2026-11-03`. What is no such thing stays as typed, to be refused by name. */
export const tidyDate = (typed: string): string => {
  const match = /^(\d{4})(?:(\d{2})(\d{2})|\s*[-./年]\s*(\d{1,2})\s*[-./月]\s*(\d{1,2})\s*日?)$/.exec(typed.trim())
  if (!match) return typed.trim()
  const [, year, month2, day2, month, day] = match
  return `${year}-${(month2 ?? month)!.padStart(2, '0')}-${(day2 ?? day)!.padStart(2, '0')}`
}

/** `9:5`, `9：30`, `0930`, `9点30分` → `09:30`. */
export const tidyTime = (typed: string): string => {
  const match = /^(\d{1,2})(?:\s*[:：点时.]\s*(\d{1,2})\s*分?|(\d{2}))$/.exec(typed.trim())
  return match ? `${match[1]!.padStart(2, '0')}:${(match[2] ?? match[3])!.padStart(2, '0')}` : typed.trim()
}

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly label?: string
}

export const DateInput = ({ id, value, onChange, label }: Props) => {
  const [open, setOpen] = useState(false)
  return (
    <span className="date-input">
      <Input
        id={id}
        value={value ?? ''}
        aria-label={label}
        placeholder="年-月-日"
        inputMode="numeric"
        onChange={event => onChange?.(event.target.value || undefined)}
        onBlur={() => value !== undefined && tidyDate(value) !== value && onChange?.(tidyDate(value) || undefined)}
        suffix={<Button type="text" size="small" tabIndex={-1} aria-label="打开日历" icon={<CalendarIcon />} onClick={() => setOpen(true)} />}
      />
      <DatePicker
        className="date-input-calendar"
        tabIndex={-1}
        aria-hidden
        inputReadOnly
        open={open}
        onOpenChange={setOpen}
        value={value !== undefined && isLocalDate(value) ? dayjs(value) : null}
        onChange={day => {
          onChange?.(day ? day.format('YYYY-MM-DD') : undefined)
          setOpen(false)
        }}
      />
    </span>
  )
}

/** Date and time side by side; the value is `2026-11-23T09:30`. */
export const TimeInput = ({ id, value, onChange }: Props) => {
  const [date = '', time = ''] = (value ?? '').split('T') as [string?, string?]
  const set = (nextDate: string, nextTime: string): void =>
    onChange?.(nextDate === '' && nextTime === '' ? undefined : `${nextDate}T${nextTime}`)
  return (
    <Space.Compact block>
      <DateInput id={id} value={date} onChange={next => set(next ?? '', time)} />
      <Input
        className="time-input"
        aria-label="几点几分"
        placeholder="时:分"
        inputMode="numeric"
        value={time}
        onChange={event => set(date, event.target.value)}
        onBlur={() => tidyTime(time) !== time && set(date, tidyTime(time))}
      />
    </Space.Compact>
  )
}
