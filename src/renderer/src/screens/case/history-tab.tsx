/** A case as it stood on another day, read-only, with what has changed since. */
import { useState } from 'react'
import { Alert, Button, Spin, Table } from 'antd'
import { isLocalDate, chineseDate } from '../../../../core/base/dates.ts'
import { contract } from '../../../../core/contract.ts'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { StageTag } from '../../controls/cases/case-table.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { placeInWords } from '../../controls/words.ts'
import { Overview } from './overview/overview.tsx'
import { inWords } from './corrections/revisions.tsx'

const commandInWords = (command: string): string => (Object.hasOwn(contract, command) ? contract[command as keyof typeof contract].summary.split(/[：，；（]/)[0]! : command)

/** What is kept beside the case file. */
const annexNames: Readonly<Record<string, string>> = {
  inquiries: '补正与征求意见', letter: '来函的答复', revisions: '更正记录', voided: '作废', feeWorksheets: '物业费计算表', performanceProofs: '履行凭证',
  performanceCorrections: '履行更正', demands: '督促', headList: '名册', clearances: '回避核实', mediatorChanges: '更换调解员', steps: '手工登记的步骤',
  causes: '成因', appointments: '调解预约', rightsTold: '权利义务告知', evidenceFiles: '证据附件', referralReplies: '转办答复', risks: '激化风险', paperExtras: '文书补充内容', readAloud: '宣读',
}

const Then = ({ caseId, on }: { readonly caseId: string; readonly on: string }) => {
  const { value, refusal } = useAnswer('case.asOf', { caseId, on })
  if (refusal) return <Alert type="error" showIcon title={refusal.message} />
  if (!value) return <Spin />
  if (value.state === 'notYet') return <Alert type="info" showIcon title="这一天这个案件还没有登记进来。" />
  if (value.state === 'notKept' || !value.view) return <Alert type="info" showIcon title={`这个案件的改动从${value.since ? chineseDate(value.since as never) : '后来'}起才有保留，再以前的样子不知道。`} />
  const { view, differences } = value
  const annex = differences.filter(one => one.pointer.startsWith('/annex'))
  const rows = differences.filter(one => !one.pointer.startsWith('/annex'))
  return (
    <>
      <div className="case-head-line gap-below">
        <strong>{chineseDate(on as never)}的样子（只能看）</strong><StageTag stage={view.stage} />
        <span className="quiet">{differences.length === 0 ? '与现在相同' : `与现在有 ${differences.length} 处不同`}</span>
      </div>
      {rows.length > 0 && (
        <Table
          size="small" className="gap-below" rowKey="pointer" dataSource={rows} pagination={rows.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
          columns={[
            { title: '不同之处', dataIndex: 'pointer', width: '24%', render: (pointer: string) => placeInWords(pointer) },
            { title: '当时', width: '38%', render: (_, one) => <span className="value then">{inWords(one.pointer, one.was)}</span> },
            { title: '现在', width: '38%', render: (_, one) => <span className="value">{inWords(one.pointer, one.now)}</span> },
          ]}
        />
      )}
      {annex.length > 0 && <p className="note">办案附记也有不同：{[...new Set(annex.map(one => annexNames[one.pointer.split('/')[2] ?? ''] ?? '其他'))].join('、')}。</p>}
      <div className="as-of"><Overview view={view} /></div>
    </>
  )
}

export const HistoryTab = ({ caseId }: { readonly caseId: string }) => {
  const { today } = useDesk()
  const { value } = useAnswer('case.history', { caseId })
  const [on, setOn] = useState<string>()
  const days = [...new Set((value?.entries ?? []).map(entry => entry.at.slice(0, 10)))]
  return (
    <div>
      <div className="tools">
        <span>看这一天结束时的样子：</span>
        <span className="range-date"><DateInput label="哪一天" {...(on !== undefined && { value: on })} onChange={setOn} /></span>
        {days.slice(0, 6).map(day => <Button key={day} size="small" type={day === on ? 'primary' : 'default'} onClick={() => setOn(day)}>{day}</Button>)}
      </div>
      {value && (on === undefined || !isLocalDate(on)) && (
        <>
          <p className="note">每次改动都保留改动前的内容。请选一天，或看下面的改动记录。</p>
          <Table
            size="small" rowKey={(_, index) => String(index)} dataSource={value.entries} pagination={value.entries.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
            locale={{ emptyText: <div className="empty-small">还没有改动记录。</div> }}
            columns={[
              { title: '时间', dataIndex: 'at', width: 170, render: (at: string) => at.replace('T', ' ') },
              { title: '账户', dataIndex: 'by', width: 140 },
              { title: '做了什么', render: (_, entry) => (entry.created ? '登记进来' : commandInWords(entry.command)) },
            ]}
          />
        </>
      )}
      {on !== undefined && isLocalDate(on) && (on > today ? <Alert type="error" showIcon title="日期不能在今天之后，请改正。" /> : <Then caseId={caseId} on={on} key={on} />)}
    </div>
  )
}
