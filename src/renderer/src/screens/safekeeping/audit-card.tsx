/** The audit trail (操作日志): who did what and when, a page at a time. */
import { useState } from 'react'
import { Alert, App, Button, Card, Select, Table } from 'antd'
import { contract, type CommandName, type Output } from '../../../../core/contract.ts'
import { isLocalDate } from '../../../../core/base/dates.ts'
import { useCaller } from '../../controls/caller.ts'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useAnswer, useDesk } from '../../controls/workspace.tsx'
import { clearable } from '../../controls/icons.tsx'
import { timeInWords } from '../../controls/times.ts'

const PAGE = 20

/** The command's summary without what follows its colon, which is for programs. */
const commandInWords = (name: string): string => contract[name as CommandName]?.summary.split('：')[0] ?? name

/** Commands that leave a line: those that change something. */
const recorded: readonly CommandName[] = [
  'office.setUp', 'office.change', 'account.save', 'account.remove', 'account.changePassword', 'account.recover',
  'case.register', 'case.correctIntake', 'case.accept', 'session.record', 'agreement.save', 'agreement.conclude',
  'consultation.save', 'consultation.discard', 'inquiry.send', 'inquiry.answer', 'letter.answer', 'case.reopen', 'case.correct', 'case.void',
  'calendar.import', 'calendar.remove', 'parameter.propose',
  'rule.loadFirstSet', 'rule.saveDraft', 'rule.discard', 'rule.consult', 'rule.comment', 'rule.reply', 'rule.adopt', 'rule.repeal',
  'bundle.import', 'attachment.add', 'attachment.remove', 'backup.create', 'backup.prove',
]

export const AuditFaults = ({ faults }: { readonly faults: Output<'audit.verify'>['faults'] }) =>
  faults.length > 0 && <ul className="plain-list bad-text">{faults.map(({ position, problem }) => <li key={position + problem}>操作日志第 {position} 条：{problem}</li>)}</ul>

export const AuditCard = () => {
  const call = useCaller()
  const { go } = useDesk()
  const { message } = App.useApp()
  const [who, setWho] = useState<string>()
  const [command, setCommand] = useState<string>()
  const [from, setFrom] = useState<string>()
  const [to, setTo] = useState<string>()
  const [page, setPage] = useState(1)
  const [verified, setVerified] = useState<Output<'audit.verify'>>()
  const [busy, setBusy] = useState(false)
  const accounts = useAnswer('account.list', {}).value?.accounts ?? []
  const { value, refusal, reload } = useAnswer('audit.list', {
    ...(who && { who }), ...(command && { command }),
    ...(from && isLocalDate(from) && { from }), ...(to && isLocalDate(to) && { to }),
    offset: (page - 1) * PAGE, limit: PAGE,
  })
  const filter = <T,>(set: (value: T) => void) => (next: T): void => {
    set(next)
    setPage(1)
  }
  const verify = async (): Promise<void> => {
    setBusy(true)
    const result = await call('audit.verify', {})
    setBusy(false)
    if (result.ok) setVerified(result.value)
    else message.error(result.refusal.message, 10)
  }

  return (
    <Card size="small" title="操作日志" extra={<><Button onClick={reload}>刷新</Button>　<Button loading={busy} onClick={() => void verify()}>核对日志</Button></>}>
      {verified && (
        <div className="gap-below">
          <Alert
            showIcon type={verified.faults.length === 0 ? 'success' : 'error'}
            title={verified.faults.length === 0 ? `共核对 ${verified.entries} 条，环环相扣，没有被改动。` : `共核对 ${verified.entries} 条，有 ${verified.faults.length} 处不对。`}
          />
          <AuditFaults faults={verified.faults} />
        </div>
      )}
      <div className="tools">
        <Select className="who-filter" allowClear={clearable} placeholder="全部账户" aria-label="账户" value={who} onChange={filter(setWho)}
          options={accounts.map(({ name }) => ({ value: name, label: name }))} />
        <Select className="command-filter" allowClear={clearable} placeholder="全部操作" aria-label="操作" value={command} onChange={filter(setCommand)}
          showSearch={{ optionFilterProp: 'label' }} options={recorded.map(name => ({ value: name, label: commandInWords(name) }))} />
        <span className="range-date"><DateInput label="从哪一天" value={from} onChange={filter(setFrom)} /></span>
        <span>至</span>
        <span className="range-date"><DateInput label="到哪一天" value={to} onChange={filter(setTo)} /></span>
      </div>
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      <Table
        size="small"
        rowKey="seq"
        className="audit"
        dataSource={value?.entries ?? []}
        loading={!value && !refusal}
        locale={{ emptyText: <div className="empty-small">没有符合条件的操作</div> }}
        pagination={value && value.total > PAGE ? { current: page, pageSize: PAGE, total: value.total, showSizeChanger: false, onChange: setPage, showTotal: total => `共 ${total} 条` } : false}
        columns={[
          { title: '序号', dataIndex: 'seq', width: 72, align: 'right' },
          { title: '时间', dataIndex: 'at', width: 150, render: timeInWords },
          { title: '账户', dataIndex: 'who', width: 150 },
          { title: '操作', dataIndex: 'command', render: (command: string, { reason }) => <>{commandInWords(command)}{reason && <div className="note">原因：{reason}</div>}</> },
          {
            title: '案件', dataIndex: 'caseId', width: 110,
            render: (caseId?: string) => caseId && <Button type="link" size="small" onClick={() => go({ name: 'case', caseId })}>打开案件</Button>,
          },
        ]}
      />
    </Card>
  )
}
