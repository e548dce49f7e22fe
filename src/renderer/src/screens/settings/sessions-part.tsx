/** Rooms, working hours and phrases. */
import { Alert, Button, Card, ConfigProvider, Input, Spin, Tabs } from 'antd'
import { sessionKinds } from '../../../../core/base/codes.ts'
import { CheckedForm, Field, FormButtons, useRows } from '../../controls/forms/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { tidyTime } from '../../../../core/base/typed-time.ts'
import { PlusIcon, RemoveIcon } from '../../controls/icons.tsx'

type Kind = keyof typeof sessionKinds
type Values = { rooms?: (string | undefined)[]; hours?: ({ from?: string; to?: string } | undefined)[]; phrases?: Partial<Record<Kind, (string | undefined)[]>> }

const kinds = Object.keys(sessionKinds) as Kind[]
const filled = (list: readonly (string | undefined)[] = []): string[] => list.flatMap(text => text?.trim() || [])

const Lines = ({ at, what, long }: { readonly at: readonly string[]; readonly what: string; readonly long?: boolean }) => {
  const { count, add, remove } = useRows(at)
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <div className="claim" key={index}>
          <div className="grid grow"><Field name={[...at, index]} label={`${what}${index + 1}`} span={12}>{long ? <Input.TextArea rows={1} /> : <Input />}</Field></div>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除${what}${index + 1}`} onClick={() => remove(index, `${what}${index + 1}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add('')}>添加{what}</Button>
    </>
  )
}

const Hours = () => {
  const { count, add, remove } = useRows('hours')
  return (
    <>
      {Array.from({ length: count }, (_, index) => (
        <div className="grid row" key={index} role="group" aria-label={`工作时间${index + 1}`}>
          <Field name={['hours', index, 'from']} label="上班" required span={3}><Input placeholder="时:分" /></Field>
          <Field name={['hours', index, 'to']} label="下班" required span={3}><Input placeholder="时:分" /></Field>
          <Button className="row-remove" type="text" icon={<RemoveIcon />} title="移除" aria-label={`移除工作时间${index + 1}`} onClick={() => remove(index, `工作时间${index + 1}`)} />
        </div>
      ))}
      <Button icon={<PlusIcon />} onClick={() => add({})}>添加工作时间</Button>
    </>
  )
}

export const SessionsPart = () => {
  const { saved } = useDesk()
  const refused = useNotAllowed()('sessionSettings.save')
  const { value, refusal } = useAnswer('sessionSettings.show', {})
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  return (
    <CheckedForm
      command="sessionSettings.save"
      initial={value}
      input={({ rooms, hours = [], phrases }: Values) => ({
        rooms: filled(rooms),
        hours: hours.map(span => ({ from: tidyTime(span?.from ?? ''), to: tidyTime(span?.to ?? '') })),
        phrases: Object.fromEntries(kinds.map(kind => [kind, filled(phrases?.[kind])])),
      })}
      done={() => saved('调解设置已保存')}
    >
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      <ConfigProvider componentDisabled={refused !== undefined}>
        <Card size="small" title="调解室"><p className="note">列在这里的调解室，同一时间安排两次会提醒；其他地点可以在安排时直接填写。</p><Lines at={['rooms']} what="调解室" /></Card>
        <Card size="small" title="工作时间"><p className="note">工作时间以外的安排会提醒。</p><Hours /></Card>
        <Card size="small" title="常用语">
          <Tabs items={kinds.map(kind => ({ key: kind, label: sessionKinds[kind], forceRender: true, children: <Lines at={['phrases', kind]} what="常用语" long /> }))} />
        </Card>
      </ConfigProvider>
      {!refused && <div className="sheet-foot"><FormButtons submit="保存调解设置" /></div>}
    </CheckedForm>
  )
}
