/** Dates and times as text that can be typed in any usual way, with a calendar to choose from. */
import { useState } from 'react'
import { Button, DatePicker, Input, Space } from 'antd'
import dayjs from 'dayjs'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { CalendarIcon } from '../icons.tsx'
import { tidyDate, tidyTime } from '../../../../core/base/typed-time.ts'
import { useToday } from '../workspace.tsx'

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string | undefined) => void
  readonly label?: string
}

export const DateInput = ({ id, value, onChange, label }: Props) => {
  const [open, setOpen] = useState(false)
  const today = useToday()
  return (
    <span className="date-input">
      <Input
        id={id}
        value={value ?? ''}
        aria-label={label}
        placeholder="年-月-日"
        inputMode="numeric"
        onChange={event => onChange?.(event.target.value || undefined)}
        onBlur={() => value !== undefined && tidyDate(value, today) !== value && onChange?.(tidyDate(value, today) || undefined)}
        suffix={<Button type="text" size="small" tabIndex={-1} aria-label="打开日历" icon={<CalendarIcon />} onClick={() => setOpen(true)} />}
      />
      {/* Only while it is open: Tab never meets a field that is not seen. */}
      {open && <DatePicker
        className="date-input-calendar"
        tabIndex={-1}
        aria-hidden
        inputReadOnly
        allowClear={false}
        open
        onOpenChange={setOpen}
        value={value !== undefined && isLocalDate(value) ? dayjs(value) : null}
        onChange={day => {
          onChange?.(day ? day.format('YYYY-MM-DD') : undefined)
          setOpen(false)
        }}
      />}
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
