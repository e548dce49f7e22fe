/** Papers of all cases of a period in one go: chosen, watched while they are made, stopped when wanted. */
import { useEffect, useState } from 'react'
import { Alert, App, Button, Modal, Progress, Select, Space } from 'antd'
import { addDays, type LocalDate } from '../../../../core/base/dates.ts'
import type { Output } from '../../../../core/contract.ts'
import { documentTemplates } from '../../../../core/documents/index.ts'
import { useCaller } from '../../controls/caller.ts'
import { DateInput } from '../../controls/inputs/date-input.tsx'
import { useDesk } from '../../controls/workspace.tsx'
import { PrintIcon } from '../../controls/icons.tsx'
import { SavedFile } from '../../controls/files/saved-file.tsx'

const choices = documentTemplates.map(({ id, title }) => ({ value: id, label: title }))

/** The first and last day of the month before. */
const lastMonth = (today: LocalDate): { from: string; to: string } => {
  const to = addDays(`${today.slice(0, 7)}-01` as LocalDate, -1)
  return { from: `${to.slice(0, 7)}-01`, to }
}

const BatchDialog = ({ close }: { readonly close: () => void }) => {
  const call = useCaller()
  const { message } = App.useApp()
  const { today } = useDesk()
  const [documentIds, setDocumentIds] = useState<string[]>(['D07'])
  const [period, setPeriod] = useState<{ from?: string; to?: string }>(() => lastMonth(today))
  const [batchId, setBatchId] = useState<string>()
  const [state, setState] = useState<Output<'batch.progress'>>()
  const [wrong, setWrong] = useState<string>()
  const running = batchId !== undefined && (state === undefined || state.state === 'running')

  useEffect(() => {
    if (!running || batchId === undefined) return undefined
    const watch = setInterval(() => {
      void call('batch.progress', { batchId }).then(result => {
        if (result.ok) setState(result.value)
      })
    }, 400)
    return () => clearInterval(watch)
  }, [running, batchId, call])

  const start = async (): Promise<void> => {
    setWrong(undefined)
    setState(undefined)
    const result = await call('batch.start', { documentIds, from: period.from ?? '', to: period.to ?? '' })
    if (result.ok) setBatchId(result.value.batchId)
    else if (result.refusal.code !== 'cancelled') setWrong(result.refusal.message)
  }
  const stop = async (): Promise<void> => {
    const result = await call('batch.cancel', { batchId: batchId! })
    if (!result.ok) message.error(result.refusal.message, 8)
  }
  const said = { running: '正在生成', done: '已完成', cancelled: '已停下，完成的文件留着', failed: '中途出错，完成的文件留着；请检查磁盘空间后重试' } as const
  return (
    <Modal open title="成批打印" width={640} footer={null} onCancel={close} maskClosable={!running} destroyOnHidden>
      <p className="note">按受理日期选出案件，每 50 件合成一个 PDF，正反面打印时每份文书都从新的一张纸开始。没有这种文书的案件跳过。</p>
      <div className="batch-fields">
        <label><span>文书</span><Select mode="multiple" aria-label="文书" value={documentIds} onChange={setDocumentIds} options={choices} optionFilterProp="label" /></label>
        <label><span>受理日期从</span><DateInput label="受理日期从" value={period.from} onChange={from => setPeriod(before => ({ ...before, from }))} /></label>
        <label><span>到</span><DateInput label="受理日期到" value={period.to} onChange={to => setPeriod(before => ({ ...before, to }))} /></label>
      </div>
      {wrong && <Alert type="error" showIcon title={wrong} className="gap-below" />}
      {state && (
        <>
          <Progress percent={Math.floor(state.done / state.total * 100)} status={state.state === 'failed' ? 'exception' : state.state === 'done' ? 'success' : 'normal'} />
          <p aria-live="polite">{said[state.state]}：{state.done} / {state.total} 件，{state.files} 个文件</p>
          {state.problems.map(({ caseId, fileNo, message: text }) => <p key={`${caseId}${text}`} className="bad-text">{fileNo ?? '未受理的案件'}：{text}</p>)}
          {state.state !== 'running' && state.files > 0 && state.path && <SavedFile path={state.path} />}
        </>
      )}
      <Space className="form-buttons">
        {running
          ? <Button danger size="large" onClick={() => void stop()}>停下</Button>
          : <Button type="primary" size="large" disabled={documentIds.length === 0} onClick={() => void start()}>开始生成</Button>}
        <Button size="large" onClick={close}>关闭</Button>
      </Space>
    </Modal>
  )
}

export const BatchPrint = () => {
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button icon={<PrintIcon />} onClick={() => setOpen(true)}>成批打印</Button>
      {open && <BatchDialog close={() => setOpen(false)} />}
    </>
  )
}
