/** Says that a case was taken along and is not back yet: what is changed here meanwhile is merged later. */
import { Alert } from 'antd'
import type { CaseView } from '../../../../core/contract.ts'

export const OutNotice = ({ view: { out } }: { readonly view: CaseView }) => (out
  ? (
    <Alert
      type="warning" showIcon className="gap-below"
      title={`这个案件在${out.at.replace('T', ' ')}由${out.by}带出${out.note === undefined ? '' : `（${out.note}）`}，还没有带回。现在在这里也可以改；两边改了同一处的，带回时要逐处选择。`}
    />
  )
  : null)
