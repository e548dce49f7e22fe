/** Said as the kind of dispute is chosen: who else is named for it, and what must go out. */
import { Alert, Form } from 'antd'
import type { DisputeType } from '../../../../core/base/codes.ts'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { dutyText, routingAdvice } from '../../../../core/case/parties/routing.ts'
import { bodiesFor } from '../../../../core/office/registers.ts'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'

export const RoutingHint = () => {
  const type = Form.useWatch('type') as DisputeType | undefined
  const appliedOn = Form.useWatch('appliedOn') as string | undefined
  const { today } = useDesk()
  const { value } = useAnswer('register.list', { kind: 'body' })
  if (type === undefined || !value) return null
  const bodies = bodiesFor(value.entries, type, appliedOn !== undefined && isLocalDate(appliedOn) ? appliedOn : today)
  const advice = routingAdvice(bodies)
  return (
    <Alert
      type={advice ? 'warning' : 'info'} showIcon className="gap-below routing-hint"
      title={advice ?? '这类纠纷由本会调解，没有必须移送查处的事项。'}
      description={<>有关单位：{bodies.map(dutyText).join('；')}。{advice && '登记以后，在案件的“移送与风险”里发移送函。'}</>}
    />
  )
}
