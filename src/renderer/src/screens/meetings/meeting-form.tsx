/** One meeting: agenda, minutes, decisions. */
import { App, Button, Card, Form, Input, Select } from 'antd'
import { choicesOf } from '../../../../core/base/codes.ts'
import { meetingKinds, type Meeting, type MeetingKind } from '../../../../core/office/meetings.ts'
import { useCaller } from '../../controls/caller.ts'
import { CasesSelect } from '../../controls/inputs/cases-select.tsx'
import { CheckedForm, Field, FormButtons, useRows } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { PlusIcon, RemoveIcon } from '../../controls/icons.tsx'
import { withoutBlanks } from '../../controls/forms/values.ts'

const { TextArea } = Input

export type MeetingDraft = Partial<Omit<Meeting, 'agenda' | 'decisions'>> & { readonly agenda?: readonly object[]; readonly decisions?: readonly object[] }

type Names = { readonly cases: Readonly<Record<string, string>> }

const Agenda = ({ cases }: Names) => {
  const { count, add, remove } = useRows('agenda')
  return (
    <>
      {count === 0 && <p className="quiet">还没有议题。</p>}
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`议题${index + 1}`}>
          <Field name={['agenda', index, 'title']} label={`议题${index + 1}`} required span={6}><Input /></Field>
          <Field name={['agenda', index, 'caseIds']} label="有关案件" span={6}><CasesSelect known={cases} /></Field>
          <Field name={['agenda', index, 'why']} label="缘由" span={12}><Input /></Field>
          <Field name={['agenda', index, 'minutes']} label="讨论情况" span={12}><TextArea rows={2} /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除议题${index + 1}`} onClick={() => remove(index, `议题${index + 1}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add({})}>添加议题</Button>
    </>
  )
}

const Decisions = ({ cases }: Names) => {
  const { count, add, remove } = useRows('decisions')
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`决定${index + 1}`}>
          <Field name={['decisions', index, 'what']} label={`决定${index + 1}`} required span={12}><Input /></Field>
          <Field name={['decisions', index, 'owner']} label="负责人或单位" required span={3}><Input /></Field>
          <Field name={['decisions', index, 'dueOn']} label="完成期限" required span={3}><DateInput /></Field>
          <Field name={['decisions', index, 'caseIds']} label="有关案件" span={6}><CasesSelect known={cases} /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除决定${index + 1}`} onClick={() => remove(index, `决定${index + 1}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add({})}>添加决定</Button>
    </>
  )
}

/** Adds what the facts suggest and the agenda does not have yet. */
const Propose = ({ learn }: { readonly learn: (cases: Names['cases']) => void }) => {
  const call = useCaller()
  const { message } = App.useApp()
  const form = Form.useFormInstance()
  const propose = async (): Promise<void> => {
    const result = await call('meeting.propose', { kind: form.getFieldValue('kind') as MeetingKind })
    if (!result.ok) return void message.error(result.refusal.message, 8)
    const now = (form.getFieldValue('agenda') ?? []) as { title?: string }[]
    const fresh = result.value.agenda.filter(item => now.every(one => one.title !== item.title)).map(({ id: _id, ...item }) => item)
    if (fresh.length === 0) return void message.info('没有新的议题：答复、多发企业和小区、风险、超期案件都已列入或者没有。')
    learn(result.value.cases)
    form.setFieldValue('agenda', [...now, ...fresh])
  }
  return <Button size="small" onClick={() => void propose()}>按现有情况补充议题</Button>
}

type Props = Names & { readonly draft: MeetingDraft; readonly learn: (cases: Names['cases']) => void; readonly close: () => void; readonly stored: (meeting: Meeting) => void }

export const MeetingForm = ({ draft, cases, learn, close, stored }: Props) => {
  return (
    <CheckedForm
      command="meeting.save" prefix="/meeting" draft part={draft.id}
      initial={{ ...draft, attendees: draft.attendees?.join('、') }}
      input={(values: { attendees?: string }) => {
        const { attendees, ...rest } = withoutBlanks(values) as { attendees?: string; agenda?: object[]; decisions?: object[] }
        return { meeting: { agenda: [], decisions: [], ...rest, attendees: (attendees ?? '').split(/[、，,；;\n]/).map(name => name.trim()).filter(Boolean) } }
      }}
      done={({ meeting }) => stored(meeting)}
    >
      <Card size="small" title="会议">
        <div className="grid">
          <Field name="kind" label="种类" required span={3}><Select options={choicesOf(meetingKinds)} /></Field>
          <Field name="on" label="日期" required span={3}><DateInput /></Field>
          <Field name="place" label="地点" span={6}><Input /></Field>
          <Field name="chair" label="主持人" span={3}><Input /></Field>
          <Field name="recorder" label="记录人" span={3}><Input /></Field>
          <Field name="attendees" label="参加人和单位" span={6} note="几个之间用顿号隔开"><Input /></Field>
        </div>
      </Card>
      <Card size="small" title="议题与讨论" extra={<Propose learn={learn} />}><Agenda cases={cases} /></Card>
      <Card size="small" title="决定"><p className="note">没有落实的决定会列在待办里，并带入下次会议的议程。</p><Decisions cases={cases} /></Card>
      <Card size="small" title="其他"><div className="grid"><Field name="minutes" label="其他记录" span={12}><TextArea rows={2} /></Field></div></Card>
      <div className="sheet-foot"><FormButtons submit="保存会议" cancel={close} /></div>
    </CheckedForm>
  )
}
