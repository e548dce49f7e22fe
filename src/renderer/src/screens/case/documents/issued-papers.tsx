/** The issued versions of one paper: opened, joined with the scan of their signed pages, voided. */
import { useState } from 'react'
import { App, Button, Checkbox, Input, Modal, Space } from 'antd'
import type { AttachmentView, CaseView } from '../../../../../core/contract.ts'
import type { IssuedView } from '../../../../../core/contract/documents.ts'
import type * as z from 'zod'
import { useCaller } from '../../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../../controls/workspace.tsx'
import { timeInWords } from '../../../controls/times.ts'
import { SavedFile, useMaker } from '../../../controls/files/saved-file.tsx'
import { PreviewDialog } from './preview-dialog.tsx'

type Attachments = readonly z.output<typeof AttachmentView>[]

const ScanDialog = ({ paper, close, stored }: { readonly paper: IssuedView; readonly close: () => void; readonly stored: () => void }) => {
  const call = useCaller()
  const { message } = App.useApp()
  const { value } = useAnswer('attachment.list', { caseId: paper.caseId })
  const [chosen, setChosen] = useState<readonly string[]>(paper.scans ?? [])
  const attachments: Attachments = value?.attachments ?? []
  const save = async (): Promise<void> => {
    const result = await call('document.attachScan', { paperId: paper.id, attachmentIds: [...chosen] })
    if (result.ok) stored()
    else message.error(result.refusal.message, 8)
  }
  return (
    <Modal open title={`归签名件：${paper.title}第${paper.version}版`} width={640} onCancel={close} onOk={() => void save()} okText="归入" cancelText="取消" destroyOnHidden>
      <p className="note">签好的纸质文书扫描或拍照后，先在“附件”里添加，再在这里选出属于这份文书的页，按页的先后勾选。</p>
      {value && attachments.length === 0 && <p className="quiet">案件还没有附件，请先到“附件”里添加扫描件。</p>}
      <Checkbox.Group value={[...chosen]} onChange={values => setChosen(values as string[])}>
        <div className="scan-choices">
          {attachments.map(({ id, name }) => <Checkbox key={id} value={id}><span className="path">{name}</span></Checkbox>)}
        </div>
      </Checkbox.Group>
    </Modal>
  )
}

const VoidDialog = ({ paper, close, stored }: { readonly paper: IssuedView; readonly close: () => void; readonly stored: () => void }) => {
  const call = useCaller()
  const [reason, setReason] = useState('')
  const [wrong, setWrong] = useState<string>()
  const save = async (): Promise<void> => {
    if (reason.trim() === '') return setWrong('请写明作废的原因。')
    const result = await call('document.void', { paperId: paper.id, reason })
    if (result.ok) stored()
    else setWrong(result.refusal.message)
  }
  return (
    <Modal open title={`作废：${paper.title}第${paper.version}版`} width={560} onCancel={close} onOk={() => void save()} okText="作废" okButtonProps={{ danger: true }} cancelText="取消" destroyOnHidden>
      <p className="note">作废的文书和编号仍然列在这里，编号不再使用；纸质件请收回注明“作废”。</p>
      <Input value={reason} onChange={event => setReason(event.target.value)} aria-label="作废原因" placeholder="作废原因" autoFocus status={wrong ? 'error' : undefined}
        onPressEnter={event => !event.nativeEvent.isComposing && void save()} />
      {wrong && <p className="bad-text">{wrong}</p>}
    </Modal>
  )
}

const Version = ({ paper, scanNames, act }: { readonly paper: IssuedView; readonly scanNames: readonly string[]; readonly act: (what: 'scan' | 'void' | 'show') => void }) => {
  const notAllowed = useNotAllowed()
  const make = useMaker()
  const [path, setPath] = useState<string>()
  const [busy, setBusy] = useState(false)
  const open = async (): Promise<void> => {
    setBusy(true)
    const made = await make('document.open', { paperId: paper.id })
    setBusy(false)
    if (made) setPath(made)
  }
  const name = `第${paper.version}版`
  return (
    <li className={paper.void ? 'issued voided' : 'issued'}>
      <div className="issued-line">
        <span className="issued-text">
          <strong>{name}</strong>　{paper.number ?? '无编号'}　<span className="quiet">{timeInWords(paper.issuedAt)} {paper.by}签发，{paper.pages} 页</span>
          {paper.void && <span className="bad-text">　已作废：{paper.void.reason}（{timeInWords(paper.void.at)} {paper.void.by}）</span>}
          {!paper.void && paper.toSign && scanNames.length === 0 && <span className="bad-text">　缺签名件</span>}
          {scanNames.length > 0 && <span className="good-text">　签名件：<span className="path">{scanNames.join('、')}</span></span>}
        </span>
        <Space size={6}>
          <Button size="small" onClick={() => act('show')} aria-label={`查看${paper.title}${name}`}>查看</Button>
          <Button size="small" loading={busy} onClick={() => void open()} aria-label={`取出${paper.title}${name}`}>取出</Button>
          {!paper.void && paper.toSign && <Button size="small" disabled={notAllowed('document.attachScan') !== undefined} title={notAllowed('document.attachScan')} onClick={() => act('scan')} aria-label={`归签名件${paper.title}${name}`}>归签名件</Button>}
          {!paper.void && <Button size="small" danger disabled={notAllowed('document.void') !== undefined} title={notAllowed('document.void')} onClick={() => act('void')} aria-label={`作废${paper.title}${name}`}>作废</Button>}
        </Space>
      </div>
      {path && <SavedFile path={path} />}
    </li>
  )
}

/** `papers` are the versions of one paper, the latest last. */
export const IssuedPapers = ({ view, papers, changed }: { readonly view: CaseView; readonly papers: readonly IssuedView[]; readonly changed: () => void }) => {
  const { saved } = useDesk()
  const { value, reload } = useAnswer('attachment.list', { caseId: view.file.id })
  const [open, setOpen] = useState<{ readonly what: 'scan' | 'void' | 'show'; readonly paper: IssuedView }>()
  if (papers.length === 0) return null
  const nameOf = (id: string): string | undefined => value?.attachments.find(attachment => attachment.id === id)?.name
  const close = (): void => setOpen(undefined)
  const stored = (said: string) => (): void => {
    close()
    saved(said)
    // The scan was added after the names were read.
    reload()
    changed()
  }
  return (
    <>
      <ul className="issued-list">
        {papers.toReversed().map(paper => (
          <Version key={paper.id} paper={paper} scanNames={(paper.scans ?? []).flatMap(id => nameOf(id) ?? [])} act={what => setOpen({ what, paper })} />
        ))}
      </ul>
      {open?.what === 'scan' && <ScanDialog paper={open.paper} close={close} stored={stored('签名件已归入')} />}
      {open?.what === 'void' && <VoidDialog paper={open.paper} close={close} stored={stored('文书已作废')} />}
      {open?.what === 'show' && <PreviewDialog caseId={open.paper.caseId} documentId={open.paper.documentId} paperId={open.paper.id} title={`${open.paper.title}第${open.paper.version}版`} close={close} />}
    </>
  )
}
