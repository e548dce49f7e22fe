/** Takes in a list of owners from a spreadsheet: first what it was understood as, with everything that is wrong; then all or nothing. */
import { useRef, useState } from 'react'
import { Alert, Button, Modal, Select, Table } from 'antd'
import { yuanFigures } from '../../../../../core/base/amounts.ts'
import type { CaseView, Output } from '../../../../../core/contract.ts'
import type { Refusal } from '../../../../../core/base/result.ts'
import { useCaller } from '../../../controls/caller.ts'
import { useDesk } from '../../../controls/workspace.tsx'
import { base64Of } from '../../../controls/files/base64.ts'
import { ImportIcon } from '../../../controls/icons.tsx'
import { headColumns } from './roster-columns.tsx'

type Read = Output<'headList.read'>
type Chosen = { readonly name: string; readonly content: string }

type Props = { readonly caseId: string; readonly partyId: string; readonly label: string; readonly primary?: boolean; readonly stored: (view: CaseView) => void }

const Problems = ({ problems }: Pick<Read, 'problems'>) => (
  <Table
    size="small"
    className="gap-below"
    rowKey="key"
    pagination={problems.length > 20 ? { pageSize: 20, showSizeChanger: false } : false}
    scroll={{ y: 200 }}
    dataSource={problems.map((problem, key) => ({ ...problem, key }))}
    columns={[
      { title: '第几行', dataIndex: 'row', width: 80 },
      { title: '列', dataIndex: 'column', width: 130, ellipsis: true },
      { title: '问题', dataIndex: 'message' },
      { title: '', dataIndex: 'severity', width: 60, render: (severity: string) => (severity === 'error' ? <span className="bad-text">错误</span> : <span className="warn-text">提醒</span>) },
    ]}
  />
)

export const HeadListImport = ({ caseId, partyId, label, primary, stored }: Props) => {
  const call = useCaller()
  const { saved } = useDesk()
  const input = useRef<HTMLInputElement>(null)
  const [chosen, setChosen] = useState<Chosen>()
  const [read, setRead] = useState<Read>()
  const [refusal, setRefusal] = useState<Refusal>()
  const [busy, setBusy] = useState(false)

  const look = async (file: Chosen, sheet?: number): Promise<void> => {
    setBusy(true)
    const result = await call('headList.read', { content: file.content, ...(sheet !== undefined && { sheet }) })
    setBusy(false)
    setChosen(file)
    setRead(result.ok ? result.value : undefined)
    setRefusal(result.ok ? undefined : result.refusal)
  }
  const take = async (file: File): Promise<void> => {
    const content = await base64Of(file)
    if (content === null) {
      setChosen({ name: file.name, content: '' })
      setRefusal({ code: 'file-unreadable', message: `读不到“${file.name}”，请确认文件还在、没有被别的程序占用。` })
    } else await look({ name: file.name, content })
  }
  const close = (): void => {
    setChosen(undefined)
    setRead(undefined)
    setRefusal(undefined)
  }
  const save = async (): Promise<void> => {
    setBusy(true)
    const result = await call('headList.save', { caseId, partyId, rows: read!.rows })
    setBusy(false)
    if (!result.ok) return setRefusal(result.refusal)
    close()
    stored(result.value)
    saved(`名册已导入 ${read!.rows.length} 户`)
  }

  const errors = read?.problems.filter(problem => problem.severity === 'error').length ?? 0
  const mayImport = read !== undefined && errors === 0
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} icon={<ImportIcon />} loading={busy && !chosen} onClick={() => input.current?.click()}>{label}</Button>
      <input
        ref={input}
        type="file"
        hidden
        accept=".xlsx,.csv,.xls"
        aria-label="户代表名册文件"
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void take(file)
        }}
      />
      <Modal
        open={chosen !== undefined}
        width={940}
        title="导入户代表名册"
        onCancel={close}
        footer={mayImport
          ? <><Button onClick={close}>取消</Button><Button type="primary" loading={busy} onClick={() => void save()}>导入 {read.rows.length} 户</Button></>
          : <Button type="primary" onClick={close}>知道了</Button>}
      >
        {refusal && <Alert type="error" showIcon className="gap-below" title={refusal.message} />}
        {read && (
          <>
            {errors > 0
              ? <Alert type="error" showIcon className="gap-below" title={`“${chosen?.name}”有 ${errors} 处错误，没有导入任何内容。请在表格里改正后重新选择。`} />
              : <Alert type="info" showIcon className="gap-below" title={`“${chosen?.name}”读到 ${read.rows.length} 户${read.totalFen > 0 ? `，金额合计 ${yuanFigures(read.totalFen)} 元` : ''}。请核对后导入，现在还没有保存。`} />}
            {read.sheets.length > 1 && (
              <div className="tools">
                <span>工作表：</span>
                <Select className="party-select" aria-label="工作表" value={read.sheet} onChange={sheet => void look(chosen!, sheet)} options={read.sheets.map((name, value) => ({ value, label: name }))} />
              </div>
            )}
            {read.columns.length > 0 && <p className="note">各列：{read.columns.map(({ heading, meaning }) => (heading === meaning ? heading : `${heading}＝${meaning}`)).join('，')}。{read.unused.length > 0 && `没有用到的列：${read.unused.join('、')}。`}</p>}
            {read.problems.length > 0 && <Problems problems={read.problems} />}
            {errors === 0 && <Table size="small" rowKey="id" pagination={false} virtual scroll={{ x: 860, y: 260 }} dataSource={read.rows} columns={headColumns(read.rows)} />}
          </>
        )}
      </Modal>
    </>
  )
}
