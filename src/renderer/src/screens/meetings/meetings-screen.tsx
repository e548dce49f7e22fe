/** Meetings (会议): decisions that are open, the meetings one by one, and a new one with its agenda proposed. */
import { useState } from 'react'
import { Alert, App, Button, Card, Dropdown, Spin, Table } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import { meetingKinds, type Meeting, type MeetingKind } from '../../../../core/office/meetings.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { PlusIcon } from '../../controls/icons.tsx'
import { OpenDecisionList } from '../../controls/forms/open-decisions.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { MeetingForm, type MeetingDraft } from './meeting-form.tsx'

export const MeetingsScreen = () => {
  const call = useCaller()
  const make = useMaker()
  const { message } = App.useApp()
  const { today, saved } = useDesk()
  const refused = useNotAllowed()('meeting.save')
  const { value, refusal, reload, replace } = useAnswer('meeting.list', {})
  const [draft, setDraft] = useState<MeetingDraft>()
  const [learned, setLearned] = useState<Readonly<Record<string, string>>>({})
  const [path, setPath] = useState<string>()
  const learn = (cases: Readonly<Record<string, string>>): void => setLearned(before => ({ ...before, ...cases }))
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />

  const begin = async (kind: MeetingKind): Promise<void> => {
    const result = await call('meeting.propose', { kind })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    learn(result.value.cases)
    setDraft({ kind, on: today, agenda: result.value.agenda.map(({ id: _id, ...item }) => item) })
  }
  const print = async (meeting: Meeting): Promise<void> => {
    const made = await make('meeting.print', { meetingId: meeting.id })
    if (made) setPath(made)
  }
  const close = (): void => setDraft(undefined)
  if (draft) {
    return (
      <div className="sheet">
        <h1>{draft.id ? `${meetingKinds[draft.kind!]}　${draft.on}` : `新的${meetingKinds[draft.kind!]}`}</h1>
        <MeetingForm draft={draft} cases={{ ...value.cases, ...learned }} learn={learn} close={close} stored={() => {
          close()
          saved('会议已保存')
          reload()
        }} />
      </div>
    )
  }
  return (
    <div className="sheet">
      <div className="tools">
        <h1>会议</h1>
        <span className="tools-end">
          <Dropdown trigger={['click']} disabled={refused !== undefined} menu={{ items: choicesOf(meetingKinds).map(({ value: key, label }) => ({ key, label })), onClick: ({ key }) => void begin(key as MeetingKind) }}>
            <Button type="primary" icon={<PlusIcon />} title={refused}>准备会议</Button>
          </Dropdown>
        </span>
      </div>
      <p className="note">议程按现有情况先拟好：没有落实的决定、逾期未答复的移送、多发的企业和小区、激化风险、超期案件。</p>
      {path && <div className="gap-below"><SavedFile path={path} /></div>}
      {value.open.length > 0 && (
        <section className="task-group" aria-label="没有落实的决定">
          <h2>没有落实的决定（{value.open.length}）</h2>
          <OpenDecisionList list={value} stored={replace} />
        </section>
      )}
      <Card size="small" title="历次会议">
        <Table<Meeting>
          size="small" rowKey="id" dataSource={value.meetings} pagination={value.meetings.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          locale={{ emptyText: <div className="empty-small">还没有会议。按“准备会议”，议程会先拟好。</div> }}
          columns={[
            { title: '日期', dataIndex: 'on', width: 112 },
            { title: '种类', dataIndex: 'kind', width: 120, render: (kind: MeetingKind) => meetingKinds[kind] },
            { title: '议题', render: (_, meeting) => meeting.agenda.map(item => item.title).join('；') || '（没有）', ellipsis: true },
            { title: '决定', width: 130, render: (_, meeting) => (meeting.decisions.length === 0 ? '' : `${meeting.decisions.length} 项，已落实 ${meeting.decisions.filter(one => one.done).length}`) },
            {
              title: '', width: 150, render: (_, meeting) => (
                <>
                  <Button type="link" size="small" disabled={refused !== undefined} title={refused} aria-label={`打开${meeting.on}的会议`} onClick={() => setDraft(meeting)}>打开</Button>
                  <Button type="link" size="small" aria-label={`打印${meeting.on}的纪要`} onClick={() => void print(meeting)}>打印纪要</Button>
                </>
              ),
            },
          ]}
        />
      </Card>
    </div>
  )
}
