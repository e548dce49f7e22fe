/** The register of what left the office (送出登记): a row opens its case, and takes to whom it went where that is not said yet. */
import { useState } from 'react'
import { Alert, Button, Modal, Select, Spin, Table } from 'antd'
import type { Output } from '../../../../core/contract.ts'
import { exportKinds } from '../../../../core/office/export-log.ts'
import { CheckedForm, Field, FormButtons } from '../../controls/forms/checked-form.tsx'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { clearable } from '../../controls/icons.tsx'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { sizeInWords, timeInWords } from '../../controls/times.ts'
import { BodyInput } from '../referrals/body-input.tsx'

type Row = Output<'export.list'>['rows'][number]

const filesOf = ({ name, bytes, sha256: whole, files, lookedAt }: Row) => (
  <ul className="plain-list">
    <li>{name}<span className="quiet">　{sizeInWords(bytes)}</span><div className="quiet path">SHA-256 {whole}</div></li>
    {lookedAt && <li>不能检索、经办人看过的：{lookedAt.join('、')}</li>}
    {files.map(({ name, pages, sha256 }) => <li key={name}>{name}{pages !== undefined && `　${pages} 页`}<div className="quiet path">{sha256}</div></li>)}
  </ul>
)

export const ExportsScreen = () => {
  const { go, saved } = useDesk()
  const [addressing, setAddressing] = useState<Row>()
  const [to, setTo] = useState<string>()
  const [from, setFrom] = useState<string>()
  const [until, setUntil] = useState<string>()
  const day = (name: 'from' | 'until', value: string | undefined) => (value !== undefined && isLocalDate(value) ? { [name]: value } : {})
  const { value, refusal, reload } = useAnswer('export.list', { ...(to !== undefined && { to }), ...day('from', from), ...day('until', until) })
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
        ? <div className="empty">{value.total === 0 ? '还没有送出过文件。送法院、移送、导出、外带的文件和统计报表，生成时自动记在这里；打印出来签字、送达、归卷的文书不算送出，在案件的“文书”里签发。' : '没有符合条件的记录。'}</div>
        : (
          <Table<Row>
            size="small" rowKey="id" dataSource={value.rows} pagination={value.rows.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
            expandable={{ expandedRowRender: filesOf }}
            columns={[
              { title: '时间', width: 160, render: (_, row) => timeInWords(row.at) },
              { title: '送给', width: 170, render: (_, row) => row.to ?? <Button size="small" aria-label={`写明${exportKinds[row.kind]}送给谁`} onClick={() => setAddressing(row)}>写明送给谁</Button> },
              { title: '内容', render: (_, row) => <>{exportKinds[row.kind]}<span className="quiet">　{row.files.length > 0 && `${row.files.length} 个文件，`}{row.masking}</span>{row.answered && <span className="good-text">　已有回执</span>}<div className="quiet path">{row.name}</div></> },
              { title: '案件', width: 230, render: (_, row) => row.caseId === undefined ? row.cases !== undefined && `${row.cases} 件` : <Button type="link" size="small" onClick={() => go({ name: 'case', caseId: row.caseId!, tab: 'papers' })}>{row.fileNo ?? '（未受理）'}</Button> },
              { title: '校验值', width: 125, render: (_, row) => <span className="quiet path" title={row.sha256}>{row.sha256.slice(0, 12)}</span> },
              { title: '经办', dataIndex: 'by', width: 90 },
            ]}
          />
        )}
      <Modal open={addressing !== undefined} title="送给谁" footer={null} onCancel={() => setAddressing(undefined)} destroyOnHidden>
        {addressing && (
          <CheckedForm
            command="export.address" initial={{}} input={({ to = '' }: { to?: string }) => ({ id: addressing.id, to })}
            done={() => {
              setAddressing(undefined)
              saved('已写明送给谁')
              reload()
            }}
          >
            <p className="quiet path">{addressing.name}</p>
            <div className="grid"><Field name="to" label="单位或个人" required span={12} note="写明以后不再更改。"><BodyInput /></Field></div>
            <FormButtons submit="保存" cancel={() => setAddressing(undefined)} />
          </CheckedForm>
        )}
      </Modal>
    </div>
  )
}
