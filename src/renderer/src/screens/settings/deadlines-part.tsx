/** What deadlines are reckoned with: the values, each with the rule that sets it, and the rest days. */
import { useState } from 'react'
import { Alert, Button, Card, InputNumber, Table } from 'antd'
import { chineseDate } from '../../../../core/case/dates.ts'
import type { ParameterView } from '../../../../core/contract/reckoning.ts'
import { parameterGroups, parameterOf, units } from '../../../../core/rules/parameters.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/checked-form.tsx'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/desk.tsx'
import { FormDialog } from '../../controls/unsaved.tsx'
import { CalendarCard } from './calendar-card.tsx'

const groups = Object.keys(parameterGroups) as (keyof typeof parameterGroups)[]

const ChangeDialog = ({ parameter: { id, value, proposed, rule }, close }: { readonly parameter: ParameterView; readonly close: () => void }) => {
  const { go, saved } = useDesk()
  const { name, unit, min, max, source, note } = parameterOf(id)
  return (
    <FormDialog open title={`修改：${name}`} width={560} onCancel={close}>
      <CheckedForm
        command="parameter.propose"
        initial={{ value: proposed ?? value }}
        input={(values: object) => ({ id, ...values })}
        done={({ ruleId, title, no }) => {
          close()
          saved(`已写进《${title}》第${no}版草案`)
          go({ name: 'rules', ruleId })
        }}
      >
        <p className="note">{source ? `依${source}。` : '没有条文规定，由本会定。'}{note}可定 {min} 至 {max} {units[unit]}。</p>
        <div className="grid">
          <Field name="value" label={`多少${units[unit]}`} required span={6}><InputNumber className="full" controls={false} /></Field>
        </div>
        <p className="note">数值由《{rule?.title}》规定：保存后写成它的草案，会议通过、到施行日期后，对从那天起受理的案件适用。</p>
        <FormButtons submit="写成草案" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

const inUnits = (id: ParameterView['id'], value: number): string => `${value} ${units[parameterOf(id).unit]}`

export const DeadlinesPart = () => {
  const { go } = useDesk()
  const refused = useNotAllowed()('parameter.propose')
  const { value, refusal } = useAnswer('parameter.list', {})
  const [changing, setChanging] = useState<ParameterView>()
  const parameters = value?.parameters ?? []
  const withoutRule = parameters.some(parameter => !parameter.rule)
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {withoutRule && <Alert type="info" showIcon className="gap-below" title="有的数值还没有制度规定，按软件预设计算。请在“制度”里采用第一批草案，会议通过后这里可以修改。" action={<Button size="small" onClick={() => go({ name: 'rules' })}>到制度</Button>} />}
      {groups.map(group => (
        <Card key={group} size="small" title={parameterGroups[group]}>
          <Table<ParameterView>
            size="small"
            rowKey="id"
            pagination={false}
            loading={!value && !refusal}
            dataSource={parameters.filter(({ id }) => parameterOf(id).group === group)}
            columns={[
              { title: '项目', width: '28%', render: (_, { id }) => parameterOf(id).name },
              {
                title: '现在', width: '16%', render: (_, { id, value: now, by }) =>
                  <><strong>{now}</strong> {units[parameterOf(id).unit]}{!by && <span className="quiet">（预设）</span>}</>,
              },
              {
                title: '依据', render: (_, { id, value: now, by, rule, later, proposed }) => (
                  <>
                    {by && <div>{by}</div>}
                    {parameterOf(id).source ?? (by ? null : <span className="quiet">没有条文规定，由本会定</span>)}
                    {parameterOf(id).note && <span className="quiet">　{parameterOf(id).note}</span>}
                    {later.some(one => one.value !== now) && later.map(one => <div key={one.since} className="note">{chineseDate(one.since)}起 {inUnits(id, one.value)}{one.by ? `：${one.by}` : '（预设）'}</div>)}
                    {proposed !== undefined && <div className="note">《{rule?.title}》的新文本里是 {inUnits(id, proposed)}，待会议通过</div>}
                  </>
                ),
              },
              ...(refused ? [] : [{
                title: '', width: 84, align: 'right' as const, render: (_: unknown, parameter: ParameterView) => (
                  <Button size="small" disabled={!parameter.rule} title={parameter.rule ? undefined : '还没有制度规定这一项'} aria-label={`修改${parameterOf(parameter.id).name}`} onClick={() => setChanging(parameter)}>修改</Button>
                ),
              }]),
            ]}
          />
        </Card>
      ))}
      <CalendarCard />
      {changing && <ChangeDialog parameter={changing} close={() => setChanging(undefined)} />}
    </>
  )
}
