/** The planned sessions of one week (日程): Monday to Sunday, by the hour. An appointment opens its case. */
import { useEffect, useState } from 'react'
import { Alert, Button, Select, Spin } from 'antd'
import { isOn, weekOf } from '../../../../core/case/sessions/appointments.ts'
import { sessionKinds } from '../../../../core/base/codes.ts'
import { addDays, chineseDate, dateOf, type LocalDate } from '../../../../core/base/dates.ts'
import { lanesOf, type Placed } from '../../../../core/base/lanes.ts'
import type { AppointmentRow } from '../../../../core/contract/sessions.ts'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { usePrinter, usePrintKey } from '../../controls/print.ts'
import { clearable, EarlierIcon, LaterIcon, PrintIcon } from '../../controls/icons.tsx'

const weekdays = ['一', '二', '三', '四', '五', '六', '日']
/** Pixels of an hour. */
const HOUR = 46

const minutesOf = (time: string): number => Number(time.slice(11, 13)) * 60 + Number(time.slice(14))
/** `9:05`. */
const clockOf = (time: string): string => `${Number(time.slice(11, 13))}${time.slice(13)}`

const Block = ({ placed: { row, lane, lanes }, from }: { readonly placed: Placed<AppointmentRow>; readonly from: number }) => {
  const { go } = useDesk()
  const top = (minutesOf(row.startAt) - from * 60) / 60 * HOUR
  const height = Math.max(24, (minutesOf(row.endAt) - minutesOf(row.startAt)) / 60 * HOUR - 2)
  const words = `${clockOf(row.startAt)}—${clockOf(row.endAt)} ${sessionKinds[row.kind]}，${row.title}，${row.place}，调解员${row.mediatorNames.join('、')}${row.clashing ? '，有冲突' : ''}${row.sessionId ? '，已记录' : ''}`
  return (
    <button
      type="button"
      className={`slot ${row.sessionId ? 'held' : ''} ${row.clashing ? 'clashing' : ''}`}
      style={{ top, height, left: `${lane / lanes * 100}%`, width: `calc(${100 / lanes}% - 2px)` }}
      title={words}
      onClick={() => go({ name: 'case', caseId: row.caseId, tab: 'sessions' })}
    >
      {/* Side by side there is no room for the end: the height shows it. */}
      <span className="slot-line"><strong>{clockOf(row.startAt)}{lanes === 1 && `—${clockOf(row.endAt)}`}</strong>{row.clashing && <span className="slot-clash">{lanes === 1 ? '冲突' : '！'}</span>}</span>
      <span className="slot-line">{row.title}</span>
      <span className="slot-line">{row.place}　{row.mediatorNames.join('、')}</span>
    </button>
  )
}

/** The week on paper: a list, which has room for every name. */
const PrintedWeek = ({ week, rows }: { readonly week: readonly LocalDate[]; readonly rows: readonly AppointmentRow[] }) => (
  <div className="print-sheet">
    <p className="print-of">调解日程　{chineseDate(week[0]!)}至{chineseDate(week[6]!)}</p>
    <table className="print-table">
      <thead><tr><th>日期</th><th>时间</th><th>案件</th><th>方式、地点</th><th>调解员</th><th>当事人</th></tr></thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.caseId + row.id}>
            <td>{Number(row.startAt.slice(5, 7))}月{Number(row.startAt.slice(8, 10))}日 周{weekdays[week.indexOf(dateOf(row.startAt))]}</td>
            <td>{clockOf(row.startAt)}—{clockOf(row.endAt)}</td><td>{row.fileNo}<br />{row.title}</td>
            <td>{sessionKinds[row.kind]}<br />{row.place}</td><td>{row.mediatorNames.join('、')}</td><td>{row.partyNames.join('、')}</td>
          </tr>
        ))}
      </tbody>
    </table>
    {rows.length === 0 && <p>这一周没有安排。</p>}
  </div>
)

export const ScheduleScreen = () => {
  const { today, office } = useDesk()
  const [day, setDay] = useState<LocalDate>(today)
  const [mediatorId, setMediator] = useState<string>()
  const [place, setPlace] = useState<string>()
  const week = weekOf(day)
  const print = usePrinter()
  usePrintKey(() => void print())
  useEffect(() => {
    const turn = (event: KeyboardEvent): void => {
      if (event.key !== 'PageUp' && event.key !== 'PageDown') return
      event.preventDefault()
      setDay(before => addDays(before, event.key === 'PageUp' ? -7 : 7))
    }
    window.addEventListener('keydown', turn)
    return () => window.removeEventListener('keydown', turn)
  }, [])
  const { value: settings } = useAnswer('sessionSettings.show', {})
  const { value, refusal } = useAnswer('appointment.list', { from: week[0]!, to: week[6]!, ...(mediatorId && { mediatorId }), ...(place && { place }) })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value || !settings) return <Spin />
  const rows = value.rows.filter(isOn)
  const spans = settings.hours
  const from = Math.floor(Math.min(...spans.map(one => Number(one.from.slice(0, 2))), ...rows.map(row => minutesOf(row.startAt) / 60), 9))
  const to = Math.ceil(Math.max(...spans.map(one => Number(one.to.slice(0, 2)) + (one.to.endsWith(':00') ? 0 : 1)), ...rows.map(row => minutesOf(row.endAt) / 60), 17))
  const hours = Array.from({ length: to - from }, (_, index) => from + index)
  const off = (time: string): number => (Number(time.slice(0, 2)) + Number(time.slice(3)) / 60 - from) * HOUR
  return (
    <>
      <PrintedWeek week={week} rows={rows} />
      <div className="schedule no-print">
        <div className="tools">
          <h1>日程</h1>
          <Button icon={<EarlierIcon />} title="上一周（PgUp）" onClick={() => setDay(addDays(day, -7))}>上一周</Button>
          <Button onClick={() => setDay(today)} disabled={week.includes(today)}>本周</Button>
          <Button title="下一周（PgDn）" onClick={() => setDay(addDays(day, 7))}>下一周<LaterIcon /></Button>
          <strong>{chineseDate(week[0]!)}至{chineseDate(week[6]!)}</strong>
          <span className="tools-end">
            <Select className="who-filter" allowClear={clearable} placeholder="全部调解员" aria-label="调解员" value={mediatorId} onChange={setMediator} options={office.mediators.map(({ id, name }) => ({ value: id, label: name }))} />
            <Select className="who-filter" allowClear={clearable} placeholder="全部地点" aria-label="地点" value={place} onChange={setPlace} options={[...new Set([...settings.rooms, ...rows.map(row => row.place)])].map(one => ({ value: one }))} />
            <Button icon={<PrintIcon />} onClick={() => void print()}>打印</Button>
          </span>
        </div>
        {rows.length === 0 && <p className="note">这一周没有安排。在案件的“调解记录”里按“安排调解”。</p>}
        <div className="week" style={{ '--rows': hours.length } as React.CSSProperties}>
          <div className="week-hours" aria-hidden>{hours.map(hour => <span key={hour}>{hour}:00</span>)}</div>
          {week.map((on, index) => {
            const state = value.days.find(one => one.on === on)
            return (
              <section key={on} className={`week-day ${state?.rest ? 'rest' : ''} ${on === today ? 'today' : ''}`} aria-label={`${chineseDate(on)}星期${weekdays[index]}`}>
                <h2>星期{weekdays[index]}<span>{Number(on.slice(5, 7))}月{Number(on.slice(8))}日{state?.rest ? '　休' : index > 4 ? '　班' : ''}</span></h2>
                <div className="week-column" style={{ height: hours.length * HOUR }}>
                  {!state?.rest && spans.map(span => <span key={span.from} className="week-open" style={{ top: off(span.from), height: off(span.to) - off(span.from) }} />)}
                  {lanesOf(rows.filter(row => dateOf(row.startAt) === on)).map(placed => <Block key={placed.row.caseId + placed.row.id} placed={placed} from={from} />)}
                </div>
              </section>
            )
          })}
        </div>
        {value.days.some(one => !one.known) && <p className="note gap-above">有的日子没有放假表，休息日只按周末推算。</p>}
      </div>
    </>
  )
}
