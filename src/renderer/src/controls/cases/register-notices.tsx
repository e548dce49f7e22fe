/** Terms that run out and other matters of the committee itself, among what is due. */
import { Alert } from 'antd'
import { useAnswer } from '../workspace.tsx'

export const RegisterNotices = () => {
  const { value } = useAnswer('register.list', { kind: 'member' })
  if (!value || value.warnings.length === 0) return null
  return (
    <Alert
      type="warning" showIcon className="gap-above" title="调委会名录（在“设置”的“名录”里处理）"
      description={<ul className="plain-list">{value.warnings.map(({ key, sentence }) => <li key={key}>{sentence}</li>)}</ul>}
    />
  )
}
