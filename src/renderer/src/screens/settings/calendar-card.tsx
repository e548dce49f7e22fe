/** The rest days of a year to look at, and the yearly table to import (放假安排). */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card, Input, Modal, Select, Space } from 'antd'
import { weekdayOf, yearOf } from '../../../../core/base/dates.ts'
import type { CalendarView } from '../../../../core/contract/time-limits.ts'
import type { Refusal } from '../../../../core/base/result.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { ImportIcon } from '../../controls/icons.tsx'
import { useUndo } from '../../controls/forms/undo.tsx'

type Day = CalendarView['days'][number]

const weekdays = ['一', '二', '三', '四', '五', '六', '日']

/** Days after Monday. */
const column = (day: Day): number => (weekdayOf(day.on) + 6) % 7

const Month = ({ month, days }: { readonly month: number; readonly days: readonly Day[] }) => (
  <div className="month" role="group" aria-label={`${month}月`}>
    <div className="month-name">{month}月</div>
    <div className="month-days">
      {weekdays.map(name => <span key={name} className="month-weekday">{name}</span>)}
      {days.map((day, index) => (
        <span
          key={day.on}
          className={`month-day${day.rest ? ' rest' : ''}${day.mark ? ` ${day.mark}` : ''}`}
          style={index === 0 ? { gridColumnStart: column(day) + 1 } : undefined}
          title={[day.on, day.mark === 'off' ? '放假' : day.mark === 'work' ? '调休上班' : day.rest ? '周末' : '', day.note].filter(Boolean).join('　')}
        >
          {Number(day.on.slice(8))}{day.mark && <sup>{day.mark === 'off' ? '休' : '班'}</sup>}
        </span>
      ))}
    </div>
  </div>
)

/** UTF-8, or what Chinese spreadsheets write. */
const textOf = (bytes: ArrayBuffer): string => {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** A year as the table that is imported. */
const importable = (days: readonly Day[]): string => JSON.stringify(days.filter(({ mark }) => mark !== undefined).map(({ on, mark, note }) => ({ 日期: on, 类型: mark === 'off' ? '休' : '班', ...(note && { 说明: note }) })))

const ImportDialog = ({ close, stored }: { readonly close: () => void; readonly stored: (view: CalendarView) => void }) => {
  const call = useCaller()
  const file = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<{ name: string; content: string }>()
  const [source, setSource] = useState('')
  const [refusal, setRefusal] = useState<Refusal>()
  const send = async (): Promise<void> => {
    if (!chosen) return setRefusal({ code: 'missing', message: '请先选择文件。', field: '/content' })
    const result = await call('calendar.import', { content: chosen.content, source })
    if (result.ok) stored(result.value)
    else setRefusal(result.refusal)
  }
  const ofSource = refusal?.problems?.find(({ pointer }) => pointer === '/source')?.message ?? (refusal?.field === '/source' ? refusal.message : undefined)
  const ofContent = refusal?.problems?.filter(({ pointer }) => pointer !== '/source').map(({ message }) => message) ?? (refusal && refusal.field !== '/source' ? [refusal.message] : [])
  return (
    <Modal open title="导入放假表" width={640} footer={null} onCancel={close} destroyOnHidden>
      <p className="note">
        国务院办公厅每年年底发布下一年的放假通知。请照通知做一个三列的表：日期、类型（放假的写“休”，调休上班的周末写“班”）、说明，另存为逗号分隔的文本文件。一个文件只写一年，平常的周末不用写。
      </p>
      <p className="note">第一行是列名，例如：日期,类型,说明　第二行：2027-01-01,休,元旦</p>
      <input
        ref={file} type="file" accept=".csv,.json,.txt" hidden aria-label="放假表文件"
        onChange={event => {
          const [one] = event.target.files ?? []
          event.target.value = ''
          setRefusal(undefined)
          if (one) void one.arrayBuffer().then(bytes => setChosen({ name: one.name, content: textOf(bytes) }))
        }}
      />
      <Space direction="vertical" className="full">
        <Space><Button icon={<ImportIcon />} onClick={() => file.current!.click()}>选择文件</Button>{chosen && <span className="path">{chosen.name}</span>}</Space>
        {ofContent.length > 0 && (
          <Alert
            type="error" showIcon title={ofContent.length === 1 ? ofContent[0] : `共 ${ofContent.length} 处问题，没有导入；请改正后再导入。`}
            description={ofContent.length > 1 && <ul className="plain-list calendar-problems">{ofContent.map(message => <li key={message}>{message}</li>)}</ul>}
          />
        )}
        <div>
          <label htmlFor="calendar-source">依据（通知的名称和文号）</label>
          <Input id="calendar-source" value={source} status={ofSource ? 'error' : undefined} placeholder="如：国务院办公厅关于2027年部分节假日安排的通知" onChange={event => setSource(event.target.value)} />
          {ofSource && <div className="bad-text">{ofSource}</div>}
        </div>
        <Space className="form-buttons"><Button type="primary" size="large" onClick={() => void send()}>导入</Button><Button size="large" onClick={close}>取消</Button></Space>
      </Space>
    </Modal>
  )
}

export const CalendarCard = () => {
  const call = useCaller()
  const { today, saved, reloadOffice } = useDesk()
  const { message } = App.useApp()
  const undo = useUndo()
  const notAllowed = useNotAllowed()
  const [year, setYear] = useState(yearOf(today))
  const [importing, setImporting] = useState(false)
  const { value, refusal, replace } = useAnswer('calendar.show', { year })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return null
  const table = value.years.find(one => one.year === value.year)
  const next = Math.max(yearOf(today), ...value.years.map(one => one.year)) + 1
  const choices = [...new Set([...value.years.map(one => one.year), yearOf(today), next])].sort((a, b) => a - b)
  const remove = async (): Promise<void> => {
    const result = await call('calendar.remove', { year })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    const put = (view: CalendarView): void => {
      replace(view)
      void reloadOffice()
    }
    put(result.value)
    undo(`已移除导入的 ${year} 年放假表；${result.value.known ? '恢复用随软件的表' : '这一年只按周末推算，用到的期限都会标明'}`, async () => {
      const again = await call('calendar.import', { content: importable(value.days), source: table!.source })
      if (again.ok) put(again.value)
      return again
    })
  }
  return (
    <Card
      size="small"
      title="放假与调休"
      extra={<Space>
        <Select className="year-select" aria-label="年份" value={year} onChange={setYear} options={choices.map(one => ({ value: one, label: `${one}年` }))} />
        {table?.imported && !notAllowed('calendar.remove') && <Button danger onClick={() => void remove()}>移除导入的表</Button>}
        {!notAllowed('calendar.import') && <Button icon={<ImportIcon />} onClick={() => setImporting(true)}>导入放假表</Button>}
      </Space>}
    >
      {table
        ? <p className="note">{table.imported ? '本会导入' : '随软件提供'}：{table.source}。</p>
        : <Alert type="warning" showIcon className="gap-below" title={`${value.year} 年还没有放假表：工作日和顺延只按周末推算，用到的期限都会标明。通知发布后请导入。`} />}
      <div className="months">
        {Array.from({ length: 12 }, (_, index) => (
          <Month key={index} month={index + 1} days={value.days.filter(({ on }) => Number(on.slice(5, 7)) === index + 1)} />
        ))}
      </div>
      <p className="note">着色的是休息日；“休”是放假，“班”是调休上班的周末。</p>
      {importing && (
        <ImportDialog
          close={() => setImporting(false)}
          stored={view => {
            setImporting(false)
            setYear(view.year)
            replace(view)
            saved(`${view.year} 年放假表已导入`)
            void reloadOffice()
          }}
        />
      )}
    </Card>
  )
}
