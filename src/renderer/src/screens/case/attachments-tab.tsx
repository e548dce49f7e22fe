/** Files that belong to the case: photos, receipts, letters. They are kept encrypted beside the records. */
import { useRef, useState } from 'react'
import { Alert, App, Button, Card } from 'antd'
import { base64Of } from '../../controls/files/base64.ts'
import { useCaller } from '../../controls/caller.ts'
import { useAnswer, useDesk, useNotAllowed } from '../../controls/workspace.tsx'
import { AttachmentIcon, PlusIcon } from '../../controls/icons.tsx'
import { SavedFile } from '../../controls/files/saved-file.tsx'
import { sizeInWords, timeInWords } from '../../controls/times.ts'
import { useUndo } from '../../controls/forms/undo.tsx'

const MAX_MB = 200

export const AttachmentsTab = ({ caseId }: { readonly caseId: string }) => {
  const call = useCaller()
  const { saved } = useDesk()
  const { message } = App.useApp()
  const undo = useUndo()
  const notAllowed = useNotAllowed()
  const refusedAdd = notAllowed('attachment.add')
  const refusedList = notAllowed('attachment.list')
  const { value, refusal, reload } = useAnswer('attachment.list', { caseId })
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState('')
  const [taken, setTaken] = useState<Readonly<Record<string, string>>>({})

  const add = async (file: File): Promise<void> => {
    if (file.size > MAX_MB * 1024 * 1024) return void message.error(`“${file.name}”超过 ${MAX_MB} MB，请压缩或分开后再添加。`, 8)
    setBusy('add')
    const content = await base64Of(file)
    const result = content === null ? null : await call('attachment.add', { caseId, name: file.name, content })
    setBusy('')
    if (result === null) return void message.error(`读不到“${file.name}”，请确认文件还在、没有被别的程序占用。`, 8)
    if (!result.ok) return void message.error(result.refusal.message, 8)
    saved('附件已添加')
    reload()
  }
  const take = async (attachmentId: string): Promise<void> => {
    setBusy(attachmentId)
    const result = await call('attachment.read', { attachmentId })
    setBusy('')
    if (result.ok) setTaken(before => ({ ...before, [attachmentId]: result.value.path }))
    else if (result.refusal.code !== 'cancelled') message.error(result.refusal.message, 8)
  }
  const change = async (command: 'attachment.remove' | 'attachment.restore', attachmentId: string): Promise<boolean> => {
    const result = await call(command, { attachmentId })
    if (result.ok) reload()
    else message.error(result.refusal.message, 8)
    return result.ok
  }
  const remove = async (attachmentId: string, name: string): Promise<void> => {
    if (await change('attachment.remove', attachmentId)) undo(`已移除附件“${name}”`, () => void change('attachment.restore', attachmentId))
  }

  if (refusedList) return <Alert type="info" showIcon title={refusedList} />
  return (
    <Card
      size="small"
      title="附件"
      extra={<Button className="add-attachment" icon={<PlusIcon />} loading={busy === 'add'} disabled={busy !== '' || refusedAdd !== undefined} title={refusedAdd} onClick={() => input.current?.click()}>添加附件</Button>}
    >
      <input
        ref={input}
        type="file"
        hidden
        aria-label="要添加的附件"
        onChange={event => {
          const file = event.target.files?.[0]
          event.target.value = ''
          if (file) void add(file)
        }}
      />
      {refusal && <Alert type="error" showIcon title={refusal.message} className="gap-below" />}
      {value?.attachments.length === 0 && <p className="quiet">还没有附件。照片、票据、来函等文件可以添加到这里。</p>}
      {value?.attachments.map(({ id, name, size, addedAt, addedBy }) => (
        <div className="paper" key={id}>
          <div className="paper-line">
            <AttachmentIcon className="paper-icon" />
            <span className="paper-title"><span className="path">{name}</span><span className="quiet">　{sizeInWords(size)}，{timeInWords(addedAt)} {addedBy}添加</span></span>
            <Button loading={busy === id} disabled={busy !== ''} aria-label={`取出${name}`} onClick={() => void take(id)}>取出</Button>
            <Button danger disabled={busy !== '' || refusedAdd !== undefined} aria-label={`移除${name}`} onClick={() => void remove(id, name)}>移除</Button>
          </div>
          {taken[id] && <SavedFile path={taken[id]} />}
        </div>
      ))}
      <p className="note">附件加密存放，每个最多 {MAX_MB} MB。取出的文件没有加密，用完请妥善处理。</p>
    </Card>
  )
}
