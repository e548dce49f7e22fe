import { useEffect, useState } from 'react'
import { Button, Card } from 'antd'
import { partyName, type Session } from '../../../../../core/case/record/case-file.ts'
import { sessionKinds, sessionResults } from '../../../../../core/base/codes.ts'
import { staysInOffice } from '../../../../../core/case/record/confidential.ts'
import { chineseTime, dateOf } from '../../../../../core/base/dates.ts'
import type { CaseView } from '../../../../../core/contract.ts'
import { CoveredIcon, EditIcon } from '../../../controls/icons.tsx'
import { Appointments, Rights } from './appointments.tsx'
import { SessionForm } from './session-form.tsx'

/** Milliseconds after which opened words are covered again: somebody may have left the desk. */
const OPEN_FOR = 120_000

/**
 * The words of a session that stays in the office are covered until somebody asks to see them: a screen faces the counter.
 * They are covered again by a click, by going to another window, and after two minutes.
 */
const Covered = ({ text }: { readonly text: string }) => {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!seen) return
    const cover = (): void => setSeen(false)
    const wait = setTimeout(cover, OPEN_FOR)
    window.addEventListener('blur', cover)
    return () => {
      clearTimeout(wait)
      window.removeEventListener('blur', cover)
    }
  }, [seen])
  if (seen) {
    return (
      <div className="opened no-print">
        <p className="long-text">{text}</p>
        <Button size="small" icon={<CoveredIcon />} onClick={() => setSeen(false)}>遮住</Button>
      </div>
    )
  }
  return (
    <button type="button" className="covered no-print" onClick={() => setSeen(true)}>
      <span className="covered-text" aria-hidden>{text}</span>
      <span className="covered-label"><CoveredIcon /> 不外传的谈话内容，按一下显示</span>
    </button>
  )
}

const SessionView = ({ session, view, index, edit }: { readonly session: Session; readonly view: CaseView; readonly index: number; readonly edit?: () => void }) => {
  const sameDay = session.endAt && dateOf(session.endAt) === dateOf(session.startAt)
  const people = [...(session.withParties ?? []).map(id => partyName(view.file, id)), ...(session.attendees ?? [])]
  return (
    <Card
      size="small"
      title={<>第 {index + 1} 次　{sessionKinds[session.kind]}{staysInOffice(session) && <span className="stage tone-wait">不外传</span>}{session.result && <span className="stage tone-quiet">{sessionResults[session.result]}</span>}</>}
      extra={edit && <Button type="text" icon={<EditIcon />} onClick={edit}>修改</Button>}
    >
      <div className="facts-line">
        <span><span className="quiet">时间：</span>{chineseTime(session.startAt)}{session.endAt && `至${sameDay ? `${Number(session.endAt.slice(11, 13))}时${session.endAt.slice(14)}分` : chineseTime(session.endAt)}`}</span>
        <span><span className="quiet">地点：</span>{session.place}</span>
        {people.length > 0 && <span><span className="quiet">参加人：</span>{people.join('、')}</span>}
      </div>
      {session.record === '' ? <p className="quiet">（还没有写记录）</p>
        : staysInOffice(session) ? <Covered text={session.record} /> : <p className="long-text">{session.record}</p>}
    </Card>
  )
}

type Props = {
  readonly view: CaseView
  readonly editing?: { readonly session?: string; readonly appointment?: string }
  readonly edit: (id: string) => void
  readonly start: () => void
  readonly close: () => void
  /** Begins the record of a planned session. */
  readonly begin: (appointmentId: string) => void
  readonly stored: (what: string) => (view: CaseView) => void
}

export const SessionsTab = ({ view, editing, edit, start, begin, close, stored }: Props) => {
  const sessions = view.file.sessions ?? []
  const may = view.moves.includes('recordSession')
  const recorded = (next: CaseView): void => {
    stored('调解记录已保存')(next)
    close()
  }
  return (
    <div className="stack">
      {!editing && <Appointments view={view} stored={stored} begin={may ? begin : undefined} />}
      {!editing && <Rights view={view} stored={stored} />}
      {sessions.map((session, index) => (editing?.session === session.id
        ? <SessionForm key={session.id} view={view} session={session} close={close} stored={recorded} />
        : <SessionView key={session.id} view={view} session={session} index={index} edit={may && !editing ? () => edit(session.id) : undefined} />))}
      {editing && editing.session === undefined && (
        <SessionForm
          view={view}
          appointment={view.annex.appointments?.find(({ id }) => id === editing.appointment)}
          close={close}
          stored={recorded}
        />
      )}
      {sessions.length === 0 && !editing && (
        <div className="empty">
          <p className="empty-title">还没有调解记录</p>
          {may ? <Button type="primary" onClick={start}>记录调解</Button> : <p>{view.file.acceptedOn ? '案件现在的阶段不能再添加记录。' : '受理以后可以记录调解。'}</p>}
        </div>
      )}
    </div>
  )
}
