/** The register of what left the office (送出登记). A row opens its case. */
import { useState } from 'react'
import { Alert, Button, Select, Spin, Table } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { exportKinds } from '../../../../core/exports/export-log.ts'
import { DateInput } from '../../controls/date-input.tsx'
import { useAnswer, useDesk } from '../../controls/desk.tsx'
import { clearable } from '../../controls/icons.tsx'
import { isLocalDate } from '../../../../core/case/dates.ts'
import { timeInWords } from '../../controls/times.ts'

type Row = Output<'export.list'>['rows'][number]

const filesOf = ({ files }: Row) => (
  <ul className="plain-list">
    {files.map(({ name, pages, sha256 }) => <li key={name}>{name}{pages !== undefined && `　${pages} 页`}<div className="quiet path">{sha256}</div></li>)}
  </ul>
)

export const ExportsScreen = () => {
  const { go } = useDesk()
  const [to, setTo] = useState<string>()
  const [from, setFrom] = useState<string>()
  const [until, setUntil] = useState<string>()
  const day = (name: 'from' | 'until', value: string | undefined) => (value !== undefined && isLocalDate(value) ? { [name]: value } : {})
  const { value, refusal } = useAnswer('export.list', { ...(to !== undefined && { to }), ...day('from', from), ...day('until', until) })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  return (
    <div className="sheet">
      <div className="tools">
        <h1>送出登记</h1>
        <Select className="command-filter" allowClear={clearable} placeholder="全部去向" aria-label="送到哪里" value={to} onChange={setTo} options={value.receivers.map(one => ({ value: one }))} />
        <span className="export-day"><DateInput label="送出日期从" {...(from !== undefined && { value: from })} onChange={setFrom} /></span>
        <span>至</span>
        <span className="export-day"><DateInput label="送出日期到" {...(until !== undefined && { value: until })} onChange={setUntil} /></span>
      </div>
      {value.rows.length === 0
        ? <div className="empty">{value.total === 0 ? '还没有送出过材料。在案件的“文书”里打包送法院。' : '没有符合条件的记录。'}</div>
        : (
          <Table<Row>
            size="small" rowKey="id" dataSource={value.rows} pagination={value.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            expandable={{ expandedRowRender: filesOf }}
            columns={[
              { title: '时间', width: 160, render: (_, row) => timeInWords(row.at) },
              { title: '送到', dataIndex: 'to', width: 170 },
              { title: '内容', render: (_, row) => <>{exportKinds[row.kind]}<span className="quiet">　{row.files.length} 个文件，{row.masking}</span>{row.answered && <span className="good-text">　已有回执</span>}<div className="quiet path">{row.name}</div></> },
              { title: '案件', width: 230, render: (_, row) => row.caseId !== undefined && <Button type="link" size="small" onClick={() => go({ name: 'case', caseId: row.caseId!, tab: 'papers' })}>{row.fileNo ?? '（未受理）'}</Button> },
              { title: '经办', dataIndex: 'by', width: 90 },
            ]}
          />
        )}
    </div>
  )
}
