/** The record of one session: new, from an appointment, or one that is corrected. */
import { useMemo, useState } from 'react'
import { Alert, Card, Checkbox, Form, Input, Radio, Select, Spin } from 'antd'
import type { Appointment } from '../../../../../core/case/record/appointment.ts'
import { partyName, type Session } from '../../../../../core/case/record/case-file.ts'
import { choicesOf, mediatorDuties, sessionKinds, sessionResults, sides } from '../../../../../core/base/codes.ts'
import { bothSidesIn } from '../../../../../core/case/sessions/separate.ts'
import { staysInOffice } from '../../../../../core/case/record/confidential.ts'
import { dateOf, type LocalDate } from '../../../../../core/base/dates.ts'
import { partiesNotTold, tellingWays } from '../../../../../core/case/record/rights.ts'
import { statementsOf } from '../../../../../core/case/sessions/statements.ts'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import { CheckedForm, Field, FormButtons } from '../../../controls/forms/checked-form.tsx'
import { TimeInput } from '../../../controls/inputs/date-input.tsx'
import { mediatorNameOf, useAnswer, useDesk, type Desk } from '../../../controls/workspace.tsx'
import { RecordEditor } from '../../../controls/forms/record-editor.tsx'
import { withoutBlanks } from '../../../controls/forms/values.ts'

/** Everybody who may be heard, mediators first: they ask. */
const speakersOf = (view: CaseView, office: Desk['office'], others: readonly string[]): { name: string; part: string }[] => {
  const { mediators = [], parties } = view.file
  const all = [
    ...mediators.map(({ mediatorId, duty }) => ({ name: mediatorNameOf(office, mediatorId), part: `调解员，${mediatorDuties[duty]}` })),
    ...parties.flatMap(party => [
      { name: party.name, part: sides[party.side] },
      ...(party.agents ?? []).map(agent => ({ name: agent.name, part: `${party.name}的代理人` })),
    ]),
    ...others.map(name => ({ name, part: '其他参加人' })),
    { name: '证人', part: '证人' },
  ]
  return all.filter(({ name }, index) => all.findIndex(one => one.name === name) === index)
}

type Values = Partial<Session> & { told?: { now?: boolean; way?: keyof typeof tellingWays } }

type Props = {
  readonly view: CaseView
  readonly session?: Session
  /** What is held: everything known from it is filled in. */
  readonly appointment?: Appointment
  readonly close: () => void
  readonly stored: (view: CaseView) => void
}

const startFrom = ({ kind, place, startAt, endAt, partyIds, mediatorIds }: Appointment, today: LocalDate, office: Desk['office']): Partial<Session> => {
  // What was planned for a later day is held now or not at all.
  const early = dateOf(startAt) > today
  return {
    kind, place, confidential: kind === 'separate', record: '',
    startAt: (early ? `${today}T` : startAt) as Session['startAt'],
    endAt: (early ? `${today}T` : endAt) as Session['startAt'],
    withParties: partyIds,
    attendees: mediatorIds.map(id => mediatorNameOf(office, id)),
  }
}

const SessionFields = ({ view, session, settings, notTold }: Pick<Props, 'view' | 'session'> & { readonly settings: Output<'sessionSettings.show'>; readonly notTold: readonly string[] }) => {
  const { office } = useDesk()
  const form = Form.useFormInstance()
  const kind = (Form.useWatch('kind', form) as Session['kind'] | undefined) ?? 'joint'
  const attendees = Form.useWatch('attendees', form) as string[] | undefined
  const telling = Form.useWatch(['told', 'now'], form) as boolean | undefined
  const [extra, setExtra] = useState<readonly string[]>([])
  const speakers = useMemo(() => speakersOf(view, office, [...(attendees ?? session?.attendees ?? []), ...extra]), [view, office, attendees, session, extra])
  const parties = view.file.parties.map(({ id, name }) => ({ value: id, label: name }))
  const usual = office.mediators.filter(({ id }) => view.file.mediators?.some(({ mediatorId }) => mediatorId === id)).map(({ name }) => name)
  return (
    <>
      {notTold.length > 0 && (
        <div className="sub-block gap-below" role="group" aria-label="权利义务告知">
          <Alert
            type="warning" showIcon className="gap-below"
            title={`还没有告知权利义务：${notTold.map(id => partyName(view.file, id)).join('、')}。第一次调解前应当告知（人民调解法第23、24条，人民调解工作若干规定第30条）。`}
          />
          <div className="grid">
            <Field name={['told', 'now']} label="" checkbox span={4}><Checkbox>本次开始时已告知，一并登记</Checkbox></Field>
            {telling && <Field name={['told', 'way']} label="告知方式" span={6}><Radio.Group optionType="button" options={choicesOf(tellingWays)} /></Field>}
          </div>
        </div>
      )}
      <div className="grid">
        <Field name="kind" label="方式" required span={5}>
          <Radio.Group
            optionType="button"
            options={choicesOf(sessionKinds)}
            // What is said to the mediator alone stays with the mediator, unless somebody says otherwise.
            onChange={event => {
              form.setFieldValue('confidential', event.target.value === 'separate')
              // Alone with one side: whoever was ticked for a joint session is chosen anew.
              if (event.target.value === 'separate' && bothSidesIn(view.file, form.getFieldValue('withParties') as string[] | undefined)) form.setFieldValue('withParties', [])
              if (event.target.value === 'joint' && ((form.getFieldValue('withParties') as string[] | undefined) ?? []).length === 0) form.setFieldValue('withParties', view.file.parties.map(({ id }) => id))
            }}
          />
        </Field>
        <Field name="result" label="结果" span={7}><Radio.Group optionType="button" options={choicesOf(sessionResults)} /></Field>
        <Field name="startAt" label="开始时间" required span={4}><TimeInput /></Field>
        <Field name="endAt" label="结束时间" span={4}><TimeInput /></Field>
        <Field name="place" label="地点" required span={4}><Input /></Field>
        <Field name="withParties" label="在场当事人" span={6}><Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={parties} /></Field>
        <Field name="attendees" label="其他参加人" span={6} note="调解员、受邀人员；输入姓名后按回车">
          <Select mode="tags" options={usual.map(name => ({ value: name, label: name }))} tokenSeparators={['、', '，', ',']} notFoundContent="输入姓名后按回车添加" />
        </Field>
        <Field name="record" label="调解记录" span={12}>
          <RecordEditor speakers={speakers} phrases={settings.phrases[kind]} addSpeaker={name => setExtra(before => [...before, name])} />
        </Field>
        <Field
          name="confidential" label="" span={12} checkbox
          note={kind === 'separate' ? '单独谈话的记录不离开本会，不进入任何给对方、法院或其他单位的材料。' : '勾选后，内容不进入任何给对方、法院或其他单位的材料。'}
        >
          <Checkbox disabled={kind === 'separate'}>内容不外传</Checkbox>
        </Field>
      </div>
    </>
  )
}

/** Below earlier records a new one would be opened out of sight. */
const intoView = (card: HTMLElement | null): void => card?.scrollIntoView({ block: 'start' })

export const SessionForm = ({ view, session, appointment, close, stored }: Props) => {
  const { today, office } = useDesk()
  const { value: settings, refusal } = useAnswer('sessionSettings.show', {})
  const first = (view.file.sessions ?? []).length === 0
  const notTold = !session && first ? partiesNotTold(view.file, view.annex.rightsTold).map(({ id }) => id) : []
  const parties = view.file.parties.map(({ id }) => id)
  const partyNames = new Set(view.file.parties.map(({ name }) => name))
  const usual = office.mediators.filter(({ id }) => view.file.mediators?.some(({ mediatorId }) => mediatorId === id)).map(({ name }) => name)
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!settings) return <Spin />
  const initial: Values = session ? { ...session, confidential: staysInOffice(session) } : (appointment ? startFrom(appointment, today, office) : {
    kind: 'joint', startAt: `${today}T` as Session['startAt'], endAt: `${today}T` as Session['startAt'], place: '', confidential: false, record: '', withParties: parties, attendees: usual,
  })
  return (
    <Card ref={intoView} className="below-bar" size="small" title={session ? '修改调解记录' : appointment ? '记录调解（按安排）' : '记录调解'}>
      <CheckedForm
        command="session.record"
        prefix="/session"
        part={session?.id}
        initial={{ told: { now: false, way: 'oral' }, ...initial }}
        input={(values: Values) => {
          const { withParties = [], attendees = [], endAt, told, ...rest } = withoutBlanks(values) as Values
          const speakers = speakersOf(view, office, attendees).map(({ name }) => name)
          // Who is heard was there, though nobody put the name on the list.
          const heard = statementsOf(values.record ?? '', new Set(speakers)).map(({ speaker }) => speaker)
            .filter((name, index, all) => name !== '' && name !== '证人' && speakers.includes(name) && !partyNames.has(name) && !attendees.includes(name) && all.indexOf(name) === index)
          const present = [...attendees, ...heard]
          return {
            caseId: view.file.id,
            session: {
              record: '', ...rest,
              confidential: rest.kind === 'separate' || rest.confidential === true,
              // The day alone, as the form offers it, is no end.
              ...(endAt && !endAt.endsWith('T') && { endAt }),
              ...(withParties.length > 0 && { withParties }),
              ...(present.length > 0 && { attendees: present }),
            },
            ...(appointment && { appointmentId: appointment.id }),
            ...(told?.now && notTold.length > 0 && {
              rightsTold: { on: rest.startAt?.slice(0, 10) ?? today, by: present[0] ?? usual[0] ?? office.office.name, way: told.way ?? 'oral', to: notTold },
            }),
          }
        }}
        done={stored}
      >
        <SessionFields view={view} session={session} settings={settings} notTold={notTold} />
        <div className="sheet-foot"><FormButtons submit="保存记录" cancel={close} /></div>
      </CheckedForm>
    </Card>
  )
}
