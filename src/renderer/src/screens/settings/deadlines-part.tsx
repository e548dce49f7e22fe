/** What deadlines are reckoned with: the values, each with the rule that sets it, and the rest days. */
import { Alert, Card } from 'antd'
import { parameterGroups, parameterOf } from '../../../../core/parameters/parameters.ts'
import { useAnswer } from '../../controls/workspace.tsx'
import { CalendarCard } from './calendar-card.tsx'
import { ParameterTable, WithoutRule } from './parameter-table.tsx'

/** Number patterns have a page of their own. */
const groups = (Object.keys(parameterGroups) as (keyof typeof parameterGroups)[]).filter(group => group !== 'numbers')

export const DeadlinesPart = () => {
  const { value, refusal } = useAnswer('parameter.list', {})
  const parameters = (value?.parameters ?? []).filter(({ id }) => parameterOf(id).group !== 'numbers')
  return (
    <>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <WithoutRule parameters={parameters} />
      {groups.map(group => (
        <Card key={group} size="small" title={parameterGroups[group]}>
          <ParameterTable loading={!value && !refusal} parameters={parameters.filter(({ id }) => parameterOf(id).group === group)} />
        </Card>
      ))}
      <CalendarCard />
    </>
  )
}
