/** The steps of a version, to be read. */
import { Table } from 'antd'
import { roles } from '../../../../core/base/accounts.ts'
import { factNames, phases } from '../../../../core/case/steps/step-facts.ts'
import { limitText, scopeText, type ProcedureStep } from '../../../../core/case/steps/procedure.ts'

type Row = ProcedureStep & { readonly no: number }

/** Takes them in the order of the course. */
export const StepsTable = ({ steps }: { readonly steps: readonly ProcedureStep[] }) => {
  const rows = steps.map((step, at): Row => ({ ...step, no: at + 1 }))
  const span = ({ phase, no }: Row): number => (rows[no - 2]?.phase === phase ? 0 : rows.filter(row => row.phase === phase).length)
  return (
    <Table<Row>
      size="small"
      rowKey="id"
      pagination={false}
      dataSource={rows}
      columns={[
        { title: '阶段', width: 96, onCell: row => ({ rowSpan: span(row), className: 'phase-cell' }), render: (_, { phase }) => phases[phase] },
        { title: '序号', width: 54, dataIndex: 'no' },
        { title: '步骤', render: (_, { title, why, optional, fact }) => <><strong>{title}</strong>{optional && <span className="quiet">（可选）</span>}<div className="note">{why}{fact ? `办结：${factNames[fact]}。` : '办结：由办理人登记。'}</div></> },
        { title: '责任', width: 92, render: (_, { role }) => roles[role] },
        { title: '文书', width: 150, render: (_, { form }) => form },
        { title: '期限', width: 128, render: (_, { limit }) => limit && limitText(limit) },
        { title: '依据和适用', width: 190, render: (_, step) => <>{step.article}{scopeText(step) && <div>适用：{scopeText(step)}</div>}</> },
      ]}
    />
  )
}
