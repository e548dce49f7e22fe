/** Parameters of the rules, each with its value, the rule that sets it, and a way to change it: by a draft of that rule. */
import { useState } from 'react'
import { Alert, Button, Table } from 'antd'
import { chineseDate } from '../../../../core/base/dates.ts'
import type { ParameterView } from '../../../../core/contract/time-limits.ts'
import { letterSeries } from '../../../../core/parameters/numbered-papers.ts'
import { parameterOf, sourceText, units, valueText, type ParameterId, isStatutory } from '../../../../core/parameters/parameters.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { isPattern, ParameterInput } from '../../controls/inputs/parameter-input.tsx'
import { FormDialog } from '../../controls/forms/unsaved.tsx'

/** What may be written: `可定 1 至 180 日。` */
const allowed = (id: ParameterId): string => {
  const parameter = parameterOf(id)
  if ('unit' in parameter) return `可定 ${parameter.min} 至 ${parameter.max} ${units[parameter.unit]}。`
  if ('choices' in parameter) return ''
  return `{字号}是本会的编号用字，{年}是年份，{序号}是顺序号，{序号:3}补足三位。${parameter.default === letterSeries ? `写${letterSeries}就用函件编号的样式和顺序。` : ''}`
}

export const ChangeDialog = ({ parameter: { id, value, by, proposed, rule }, close }: { readonly parameter: ParameterView; readonly close: () => void }) => {
  const { go, saved } = useDesk()
  const parameter = parameterOf(id)
  return (
    <FormDialog open title={`修改：${parameter.name}`} width={560} onCancel={close}>
      <CheckedForm
        command="parameter.propose"
        initial={{ value: proposed ?? value }}
        input={(values: { value?: unknown }) => ({ id, value: values.value ?? (isPattern(id) ? '' : undefined) })}
        done={({ ruleId, title, no }) => {
          close()
          saved(`已写进《${title}》第${no}版草案`)
          go({ name: 'rules', ruleId })
        }}
      >
        <p className="note">{parameter.source ? `依${parameter.source}` : sourceText(id, by !== undefined)}。{parameter.note}{allowed(id)}</p>
        <div className="grid">
          <Field name="value" label={'unit' in parameter ? `多少${units[parameter.unit]}` : isPattern(id) ? '编号样式' : '改为'} required={!('mayBeEmpty' in parameter)} span={isPattern(id) ? 12 : 6}><ParameterInput parameter={id} /></Field>
        </div>
        <p className="note">由《{rule?.title}》规定：保存后写成它的草案，会议通过、到施行日期后，对从那天起受理的案件适用。</p>
        <FormButtons submit="写成草案" cancel={close} />
      </CheckedForm>
    </FormDialog>
  )
}

const inWords = (id: ParameterId, value: ParameterView['value']): string => {
  const parameter = parameterOf(id)
  return 'unit' in parameter ? `${value} ${units[parameter.unit]}` : valueText(id, value)
}

/** Said above where a value has no rule yet. */
export const WithoutRule = ({ parameters }: { readonly parameters: readonly ParameterView[] }) => {
  const { go } = useDesk()
  if (parameters.every(({ rule }) => rule)) return null
  return <Alert type="info" showIcon className="gap-below" title="有的项目还没有制度规定，按软件预设办理。请在“制度”里采用第一批草案，会议通过后这里可以修改。" action={<Button size="small" onClick={() => go({ name: 'rules' })}>到制度</Button>} />
}

export const ParameterTable = ({ parameters, loading }: { readonly parameters: readonly ParameterView[]; readonly loading: boolean }) => {
  const refused = useNotAllowed()('parameter.propose')
  const [changing, setChanging] = useState<ParameterView>()
  return (
    <>
      <Table<ParameterView>
        size="small"
        rowKey="id"
        pagination={false}
        loading={loading}
        dataSource={parameters}
        columns={[
          { title: '项目', width: '28%', render: (_, { id }) => parameterOf(id).name },
          {
            title: '现在', width: parameters.some(({ id }) => isPattern(id)) ? '30%' : '16%', render: (_, { id, value: now, by }) => {
              const parameter = parameterOf(id)
              return <>{'unit' in parameter ? <><strong>{now}</strong> {units[parameter.unit]}</> : <strong>{valueText(id, now)}</strong>}{!by && !isStatutory(id) && <span className="quiet">（预设）</span>}</>
            },
          },
          {
            title: '依据', render: (_, { id, value: now, by, rule, later, proposed }) => (
              <>
                {by && <div>{by}</div>}
                {parameterOf(id).source ?? <span className="quiet">{sourceText(id, by !== undefined)}</span>}
                {parameterOf(id).note && <span className="quiet">　{parameterOf(id).note}</span>}
                {later.some(one => one.value !== now) && later.map(one => <div key={one.since} className="note">{chineseDate(one.since)}起 {inWords(id, one.value)}{one.by ? `：${one.by}` : '（预设）'}</div>)}
                {proposed !== undefined && <div className="note">《{rule?.title}》的新文本里是 {inWords(id, proposed)}，待会议通过</div>}
              </>
            ),
          },
          ...(refused ? [] : [{
            title: '', width: 84, align: 'right' as const, render: (_: unknown, parameter: ParameterView) => isStatutory(parameter.id) ? <span className="quiet" title="法定的期间，本会不能改；可以改提醒的天数">法定</span> : (
              <Button size="small" disabled={!parameter.rule} title={parameter.rule ? undefined : '还没有制度规定这一项'} aria-label={`修改${parameterOf(parameter.id).name}`} onClick={() => setChanging(parameter)}>修改</Button>
            ),
          }]),
        ]}
      />
      {changing && <ChangeDialog parameter={changing} close={() => setChanging(undefined)} />}
    </>
  )
}
