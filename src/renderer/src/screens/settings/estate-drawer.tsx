/** The dossier of one estate: cases, what comes up again, its companies over time, the last twelve months. */
import { Alert, Button, Drawer, Spin, Table } from 'antd'
import { disputeTypes } from '../../../../core/base/codes.ts'
import type { Output } from '../../../../core/contract.ts'
import { StageTag } from '../../controls/cases/case-table.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { closable } from '../../controls/icons.tsx'

type Dossier = Output<'estate.show'>

const Months = ({ months }: Pick<Dossier, 'months'>) => {
  const most = Math.max(1, ...months.map(({ count }) => count))
  return (
    <div className="month-bars" role="img" aria-label={`近十二个月每月申请件数：${months.map(({ month, count }) => `${month} ${count} 件`).join('，')}`}>
      {months.map(({ month, count }) => (
        <div key={month} className="month-bar" title={`${month}：${count} 件`}>
          <span>{count || ''}</span><i style={{ height: `${Math.round((count / most) * 64)}px` }} /><small>{Number(month.slice(5))}月</small>
        </div>
      ))}
    </div>
  )
}

const Shown = ({ estate }: { readonly estate: string }) => {
  const { go } = useDesk()
  const { value, refusal } = useAnswer('estate.show', { estate })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  const span = (from?: string, to?: string): string => (from || to ? `${from ?? '不详'} 至 ${to ?? '今'}` : '')
  return (
    <>
      <div className="sub-title">近十二个月申请</div>
      <Months months={value.months} />
      <div className="sub-title">重复的问题</div>
      {value.types.length === 0 ? <p className="quiet">还没有案件。</p> : <div className="facts-line">{value.types.map(({ type, label, count }) => <span key={type} className={count >= 3 ? 'warn-text' : ''}>{label} {count} 件</span>)}</div>}
      <div className="sub-title">物业企业</div>
      <Table
        size="small" pagination={false} rowKey={row => `${row.name}${row.from ?? ''}`} dataSource={value.companies} locale={{ emptyText: <div className="empty-small">没有登记，也没有案件写明。</div> }}
        columns={[{ title: '名称', dataIndex: 'name' }, { title: '服务期间', width: 210, render: (_, row) => (row.registered ? span(row.from, row.to) : '名录里没有登记') }, { title: '期间案件', width: 90, render: (_, row) => `${row.cases} 件` }]}
      />
      {value.committees.length > 0 && <><div className="sub-title gap-above">业主委员会</div><div className="facts-line">{value.committees.map(one => <span key={one.name + (one.from ?? '')}>{one.name}<span className="quiet">　{span(one.from, one.to)}</span></span>)}</div></>}
      <div className="sub-title gap-above">案件（{value.cases.length}）</div>
      <Table
        size="small" rowKey="id" dataSource={value.cases} pagination={value.cases.length > 20 ? { pageSize: 20, showSizeChanger: false } : false} locale={{ emptyText: <div className="empty-small">还没有案件。</div> }}
        columns={[
          { title: '申请日期', dataIndex: 'appliedOn', width: 108 }, { title: '类型', dataIndex: 'type', width: 150, ellipsis: true, render: (type: keyof typeof disputeTypes) => disputeTypes[type] },
          { title: '当事人', dataIndex: 'title', ellipsis: true }, { title: '阶段', width: 130, render: (_, row) => <StageTag stage={row.stage} /> },
          { title: '', width: 70, render: (_, row) => <Button type="link" size="small" aria-label={`打开${row.title}`} onClick={() => go({ name: 'case', caseId: row.id })}>打开</Button> },
        ]}
      />
    </>
  )
}

export const EstateDrawer = ({ estate, close }: { readonly estate: string | undefined; readonly close: () => void }) => (
  <Drawer open={estate !== undefined} onClose={close} size={Math.min(860, window.innerWidth - 80)} title={`小区档案：${estate ?? ''}`} closable={closable} destroyOnHidden>
    {estate !== undefined && <Shown estate={estate} />}
  </Drawer>
)
