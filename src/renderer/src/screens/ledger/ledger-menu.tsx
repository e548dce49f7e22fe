/** The ledger (台账) as Excel, out and in, and the batches that came in. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Dropdown, Modal, Table } from 'antd'
import type { Input, Output } from '../../../../core/contract.ts'
import type { Refusal } from '../../../../core/base/result.ts'
import { base64Of } from '../../controls/files/base64.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { closable } from '../../controls/icons.tsx'
import { SavedFile, useMaker } from '../../controls/files/saved-file.tsx'
import { timeInWords } from '../../controls/times.ts'
import { PagesDialog } from '../case/documents/preview-dialog.tsx'
import { LedgerImport } from './ledger-import.tsx'

type Batch = Output<'ledger.batches'>['batches'][number]

const Batches = ({ close, done }: { readonly close: () => void; readonly done: () => void }) => {
  const call = useCaller()
  const { saved } = useDesk()
  const { modal } = App.useApp()
  const notAllowed = useNotAllowed()
  const { value, reload } = useAnswer('ledger.batches', {})
  const [refusal, setRefusal] = useState<Refusal>()
  const undo = async (batch: Batch): Promise<void> => {
    const result = await call('ledger.undo', { batchId: batch.id })
    setRefusal(result.ok ? undefined : result.refusal)
    reload()
    if (!result.ok) return
    saved(`已撤销，移出 ${batch.cases} 件`)
    done()
  }
  const ask = (batch: Batch): void => void modal.confirm({
    title: `撤销“${batch.fileName}”这一批？`, content: `这一批导入的 ${batch.cases} 件案件会全部移出。导入后办理过或改动过的，不会撤销。`,
    okText: '撤销这一批', cancelText: '不撤销', okButtonProps: { danger: true }, onOk: () => undo(batch),
  })
  return (
    <Modal open width={860} title="导入过的台账" onCancel={close} footer={<Button type="primary" onClick={close}>知道了</Button>}>
      {refusal && (
        <Alert type="error" showIcon className="gap-below" title={refusal.message}
          description={refusal.problems && <ul className="plain-list calendar-problems">{refusal.problems.slice(0, 200).map(({ pointer, message }) => <li key={pointer}>{message}</li>)}</ul>} />
      )}
      <Table<Batch>
        size="small" rowKey="id" pagination={false} scroll={{ y: 320 }} loading={!value} dataSource={value?.batches ?? []} locale={{ emptyText: '还没有导入过台账' }}
        columns={[
          { title: '时间', dataIndex: 'at', width: 150, render: timeInWords },
          { title: '文件', dataIndex: 'fileName', ellipsis: true },
          { title: '件数', dataIndex: 'cases', width: 80, align: 'right' },
          { title: '导入的人', dataIndex: 'by', width: 110, ellipsis: true },
          {
            title: '', width: 170, render: (_, batch) => (batch.undoneAt
              ? <span className="quiet">{timeInWords(batch.undoneAt)}撤销</span>
              : !notAllowed('ledger.undo') && <Button size="small" danger onClick={() => ask(batch)}>撤销</Button>),
          },
        ]}
      />
    </Modal>
  )
}

/** `listed`: the filter of the list as it is now, and how many cases it shows. */
export const LedgerMenu = ({ listed, done }: { readonly listed: () => { readonly filter: Input<'ledger.export'>; readonly found: number }; readonly done: () => void }) => {
  const { notification } = App.useApp()
  const make = useMaker()
  const notAllowed = useNotAllowed()
  const input = useRef<HTMLInputElement>(null)
  const [file, setFile] = useState<{ readonly name: string; readonly content: string }>()
  const [batches, setBatches] = useState(false)
  const [printing, setPrinting] = useState(false)
  const [open, setOpen] = useState(false)
  const { filter, found } = listed()
  const call = useCaller()

  const give = async (): Promise<void> => {
    const path = await make('ledger.export', filter)
    if (path) notification.success({ title: `已导出台账（${found} 件）`, description: <SavedFile path={path} />, duration: 0, closable })
  }
  const take = async (chosen: File): Promise<void> => {
    const content = await base64Of(chosen)
    if (content === null) notification.error({ title: `读不到“${chosen.name}”，请确认文件还在、没有被别的程序占用。`, closable })
    else setFile({ name: chosen.name, content })
  }
  const items = [
    ...(notAllowed('ledger.export') ? [] : [{ key: 'export', label: `导出台账（Excel，当前列出的 ${found} 件）`, onClick: () => void give() }]),
    ...(notAllowed('ledger.print') ? [] : [{ key: 'print', label: `打印台账（当前列出的 ${found} 件）`, onClick: () => setPrinting(true) }]),
    ...(notAllowed('ledger.import') ? [] : [{ key: 'import', label: '导入旧台账（Excel、CSV）', onClick: () => input.current?.click() }]),
    { key: 'batches', label: '导入过的台账', onClick: () => setBatches(true) },
  ]
  return (
    <>
      <Dropdown open={open} onOpenChange={setOpen} menu={{ items }} trigger={['click']}><Button>台账</Button></Dropdown>
      <input
        ref={input} type="file" hidden accept=".xlsx,.csv,.xls" aria-label="旧台账文件"
        onChange={event => {
          const chosen = event.target.files?.[0]
          event.target.value = ''
          if (chosen) void take(chosen)
        }}
      />
      {file && <LedgerImport file={file} close={() => setFile(undefined)} done={done} />}
      {printing && <PagesDialog title="案件台账" formats={['pdf']} look={() => call('ledger.preview', filter)} save={() => make('ledger.print', filter)} close={() => setPrinting(false)} />}
      {batches && <Batches close={() => setBatches(false)} done={done} />}
    </>
  )
}
