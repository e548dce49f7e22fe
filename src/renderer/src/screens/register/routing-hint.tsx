/** Said as the kind of dispute is chosen: who else is named for it, and what must go out. */
import { Alert, Form } from 'antd'
import type { DisputeType } from '../../../../core/case/codes.ts'
import { bodiesFor, relations, routingAdvice } from '../../../../core/case/routing.ts'

export const RoutingHint = () => {
  const type = Form.useWatch('type') as DisputeType | undefined
  if (type === undefined) return null
  const advice = routingAdvice(type)
  const named = bodiesFor(type).map(({ body, relation, forWhat }) => `${body}${forWhat ? `（${forWhat}）` : ''}${relations[relation]}`).join('；')
  return (
    <Alert
      type={advice ? 'warning' : 'info'} showIcon className="gap-below routing-hint"
      title={advice ?? '这类纠纷由本会调解，没有必须移送查处的事项。'}
      description={<>有关单位：{named}。{advice && '登记以后，在案件的“移送与风险”里发移送函。'}</>}
    />
  )
}
