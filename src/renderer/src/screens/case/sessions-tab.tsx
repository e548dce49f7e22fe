import { useState } from 'react'
import { Button, Card, Checkbox, Form, Input, Radio, Select } from 'antd'
import { partyName, type Session } from '../../../../core/case/case-file.ts'
import { choicesOf, sessionKinds, sessionResults } from '../../../../core/case/codes.ts'
import { chineseTime, dateOf } from '../../../../core/case/dates.ts'
import type { CaseView } from '../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/checked-form.tsx'
import { TimeInput } from '../../controls/date-input.tsx'
import { useDesk } from '../../controls/desk.tsx'
import { CoveredIcon, EditIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/values.ts'

/** The words of a confidential session are covered until somebody asks to see them: a screen faces the counter. */
const Covered = ({ text }: { readonly text: string }) => {
  const [seen, setSeen] = useState(false)
  if (seen) return <p className="long-text">{text}</p>
  return (
    <button type="button" className="covered" onClick={() => setSeen(true)}>
      <span className="covered-text" aria-hidden>{text}</span>
      <span className="covered-label"><CoveredIcon /> 单独谈话内容，按一下显示</span>
    </button>
  )
}

const SessionView = ({ session, view, index, edit }: { readonly session: Session; readonly view: CaseView; readonly index: number; readonly edit?: () => void }) => {
  const sameDay = session.endAt && dateOf(session.endAt) === dateOf(session.startAt)
  const people = [...(session.withParties ?? []).map(id => partyName(view.file, id)), ...(session.attendees ?? [])]
  return (
    <Card
      size="small"
      title={<>第 {index + 1} 次　{sessionKinds[session.kind]}{session.confidential && <span className="stage tone-wait">不外传</span>}{session.result && <span className="stage tone-quiet">{sessionResults[session.result]}</span>}</>}
      extra={edit && <Button type="text" icon={<EditIcon />} onClick={edit}>修改</Button>}
    >
      <div className="facts-line">
        <span><span className="quiet">时间：</span>{chineseTime(session.startAt)}{session.endAt && `至${sameDay ? `${Number(session.endAt.slice(11, 13))}时${session.endAt.slice(14)}分` : chineseTime(session.endAt)}`}</span>
        <span><span className="quiet">地点：</span>{session.place}</span>
        {people.length > 0 && <span><span className="quiet">参加人：</span>{people.join('、')}</span>}
      </div>
      {session.record === '' ? <p className="quiet">（还没有写记录）</p>
        : session.confidential ? <Covered text={session.record} /> : <p className="long-text">{session.record}</p>}
    </Card>
  )
}

type FormProps = { readonly view: CaseView; readonly session?: Session; readonly close: () => void; readonly stored: (view: CaseView) => void }

const SessionForm = ({ view, session, close, stored }: FormProps) => {
  const { today, office, setUnsaved } = useDesk()
  const [form] = Form.useForm()
  const parties = view.file.parties.map(({ id, name }) => ({ value: id, label: name }))
  const usual = office.mediators.filter(({ id }) => view.file.mediators?.some(({ mediatorId }) => mediatorId === id)).map(({ name }) => name)
  return (
    <Card size="small" title={session ? '修改调解记录' : '记录调解'}>
      <CheckedForm
        command="session.record"
        form={form}
        prefix="/session"
        part={session?.id}
        initial={session ?? {
          kind: 'joint', startAt: `${today}T`, endAt: `${today}T`, place: '', confidential: false, record: '', withParties: parties.map(({ value }) => value), attendees: usual,
        }}
        input={(values: Partial<Session>) => {
          const { withParties = [], attendees = [], endAt, ...rest } = withoutBlanks(values) as Partial<Session>
          return {
            caseId: view.file.id,
            session: {
              record: '', confidential: false, ...rest,
              // The day alone, as the form offers it, is no end.
              ...(endAt && !endAt.endsWith('T') && { endAt }),
              ...(withParties.length > 0 && { withParties }),
              ...(attendees.length > 0 && { attendees }),
            },
          }
        }}
        unsaved={setUnsaved}
        done={stored}
      >
        <div className="grid">
          <Field name="kind" label="方式" required span={5}>
            <Radio.Group
              optionType="button"
              options={choicesOf(sessionKinds)}
              // What is said to the mediator alone stays with the mediator, unless somebody says otherwise.
              onChange={event => form.setFieldValue('confidential', event.target.value === 'separate')}
            />
          </Field>
          <Field name="result" label="结果" span={7}><Radio.Group optionType="button" options={choicesOf(sessionResults)} /></Field>
          <Field name="startAt" label="开始时间" required span={4}><TimeInput /></Field>
          <Field name="endAt" label="结束时间" span={4}><TimeInput /></Field>
          <Field name="place" label="地点" required span={4}><Input /></Field>
          <Field name="withParties" label="在场当事人" span={6}><Select mode="multiple" options={parties} /></Field>
          <Field name="attendees" label="其他参加人" span={6} note="调解员、受邀人员；输入姓名后按回车">
            <Select mode="tags" options={usual.map(name => ({ value: name, label: name }))} tokenSeparators={['、', '，', ',']} notFoundContent="输入姓名后按回车添加" />
          </Field>
          <Field name="record" label="调解记录" span={12}><Input.TextArea rows={6} /></Field>
          <Field name="confidential" label="" span={12} checkbox note="勾选后，内容不进入任何给对方、法院或其他单位的材料。"><Checkbox>内容不外传</Checkbox></Field>
        </div>
        <div className="sheet-foot"><FormButtons submit="保存记录" cancel={close} /></div>
      </CheckedForm>
    </Card>
  )
}

type Props = {
  readonly view: CaseView
  readonly editing?: { readonly session?: string }
  readonly edit: (id: string) => void
  readonly start: () => void
  readonly close: () => void
  readonly stored: (view: CaseView) => void
}

export const SessionsTab = ({ view, editing, edit, start, close, stored }: Props) => {
  const sessions = view.file.sessions ?? []
  const may = view.moves.includes('recordSession')
  return (
    <div className="stack">
      {sessions.map((session, index) => (editing?.session === session.id
        ? <SessionForm key={session.id} view={view} session={session} close={close} stored={stored} />
        : <SessionView key={session.id} view={view} session={session} index={index} edit={may && !editing ? () => edit(session.id) : undefined} />))}
      {editing && editing.session === undefined && <SessionForm view={view} close={close} stored={stored} />}
      {sessions.length === 0 && !editing && (
        <div className="empty">
          <p className="empty-title">还没有调解记录</p>
          {may ? <Button type="primary" onClick={start}>记录调解</Button> : <p>{view.file.acceptedOn ? '案件现在的阶段不能再添加记录。' : '受理以后可以记录调解。'}</p>}
        </div>
      )}
    </div>
  )
}
