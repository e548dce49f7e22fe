/** What deadlines are reckoned with: the lengths, each with its rule and what the office set instead, and the rest days. */
import { useState } from 'react'
import { Alert, App, Button, Card, InputNumber, Modal, Space, Table } from 'antd'
import { chineseDate } from '../../../../core/case/dates.ts'
import type { Output } from '../../../../core/contract.ts'
import {
  parameterGroups, parameterIds, parameterOf, parametersFrom, units, valueOn, type ParameterId, type ParameterSetting,
} from '../../../../core/rules/parameters.ts'
import { useCaller } from '../../controls/caller.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/checked-form.tsx'
import { DateInput } from '../../controls/date-input.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { withoutBlanks } from '../../controls/values.ts'
import { CalendarCard } from './calendar-card.tsx'

const groups = Object.keys(parameterGroups) as (keyof typeof parameterGroups)[]

type Settings = Output<'parameter.list'>['settings']

const SetDialog = ({ id, present, close, stored }: {
  readonly id: ParameterId
  readonly present: number
  readonly close: () => void
  readonly stored: (settings: Settings) => void
}) => {
  const { today } = useDesk()
  const { name, unit, min, max, source, note } = parameterOf(id)
  return (
    <Modal open title={`设定：${name}`} width={560} footer={null} onCancel={close} destroyOnHidden>
      <CheckedForm
        command="parameter.set"
        initial={{ value: present, since: today }}
        input={(values: object) => ({ id, ...(withoutBlanks(values) as object) })}
        done={({ settings }) => stored(settings)}
      >
        <p className="note">{source ? `依${source}。` : '没有条文规定，由本会定。'}{note}预设 {parameterOf(id).default} {units[unit]}，可设 {min} 至 {max} {units[unit]}。</p>
        <div className="grid">
          <Field name="value" label={`多少${units[unit]}`} required span={6}><InputNumber className="full" controls={false} /></Field>
          <Field name="since" label="从哪一天起" required span={6} note="这一天及以后开始计算的期限适用，以前的不变。"><DateInput /></Field>
        </div>
        <FormButtons submit="保存设定" cancel={close} />
      </CheckedForm>
    </Modal>
  )
}

const settingsIn = (settings: readonly ParameterSetting[], id: ParameterId): ParameterSetting[] =>
  settings.filter(setting => setting.id === id).toSorted((a, b) => (a.since < b.since ? -1 : 1))

export const DeadlinesPart = () => {
  const call = useCaller()
  const { today, saved } = useDesk()
  const { message, modal } = App.useApp()
  const refused = useNotAllowed()('parameter.set')
  const { value, refusal, replace } = useAnswer('parameter.list', {})
  const [setting, setSetting] = useState<ParameterId>()
  const settings = value?.settings ?? []
  const inForce = parametersFrom(settings)
  const reset = (id: ParameterId): void => void modal.confirm({
    title: `“${parameterOf(id).name}”恢复预设的 ${parameterOf(id).default} ${units[parameterOf(id).unit]}？`,
    content: '本会对这一项的全部设定都去掉，办理中的案件也按预设重新计算。',
    okText: '恢复预设',
    cancelText: '不恢复',
    autoFocusButton: 'cancel',
    onOk: async () => {
      const result = await call('parameter.reset', { id })
      if (!result.ok) return void message.error(result.refusal.message, 8)
      replace(result.value)
      saved('已恢复预设')
    },
  })
  return (
    <>
      {refused && <Alert type="info" showIcon title={refused} className="gap-below" />}
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {groups.map(group => (
        <Card key={group} size="small" title={parameterGroups[group]}>
          <Table
            size="small"
            rowKey="id"
            pagination={false}
            dataSource={parameterIds.filter(id => parameterOf(id).group === group).map(id => ({ id }))}
            columns={[
              { title: '期限', width: '28%', render: (_, { id }) => parameterOf(id).name },
              {
                title: '现在', width: '18%', render: (_, { id }) => {
                  const { value: days, since } = valueOn(inForce, id, today)
                  return <><strong>{days}</strong> {units[parameterOf(id).unit]}{since === undefined && <span className="quiet">（预设）</span>}</>
                },
              },
              {
                title: '依据与本会设定', render: (_, { id }) => (
                  <>
                    {parameterOf(id).source ?? <span className="quiet">没有条文规定，由本会定</span>}
                    {parameterOf(id).note && <span className="quiet">　{parameterOf(id).note}</span>}
                    {settingsIn(settings, id).map(({ value: days, since }) => <div key={since} className="note">本会设定：{days} {units[parameterOf(id).unit]}，{chineseDate(since)}起</div>)}
                  </>
                ),
              },
              ...(refused ? [] : [{
                title: '', width: 172, align: 'right' as const, render: (_: unknown, { id }: { id: ParameterId }) => (
                  <Space size={8}>
                    <Button size="small" aria-label={`设定${parameterOf(id).name}`} onClick={() => setSetting(id)}>设定</Button>
                    <Button size="small" disabled={settingsIn(settings, id).length === 0} aria-label={`恢复${parameterOf(id).name}的预设`} onClick={() => reset(id)}>恢复</Button>
                  </Space>
                ),
              }]),
            ]}
          />
        </Card>
      ))}
      <CalendarCard />
      {setting && (
        <SetDialog
          id={setting}
          present={valueOn(inForce, setting, today).value}
          close={() => setSetting(undefined)}
          stored={next => {
            replace({ settings: next })
            setSetting(undefined)
            saved('设定已保存')
          }}
        />
      )}
    </>
  )
}
