/** Files that belong to a case: content-addressed, encrypted, flushed before the record that names them. */
import { basename } from 'node:path'
import { storableText } from '../../core/base/text.ts'
import type { Handler } from '../../core/contract.ts'
import type { Attachment } from '../../core/office/details.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { caseNotFound } from '../../core/commands/case-view.ts'
import { sha256 } from '../store/crypto.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { saveForOffice } from './saved-files.ts'

const MAX_BYTES = 200 * 1024 * 1024

const viewOf = ({ blob: _blob, ...view }: Attachment): Omit<Attachment, 'blob'> => view

const notFound = () => refuse('attachment-not-found', '没有找到这个附件，可能已被移除；请刷新后重试。', { field: '/attachmentId' })

export const addAttachment: Handler<'attachment.add'> = async (input, { store, care, files, clock, ids }) => {
  if (input.content !== undefined && input.name === undefined) return refuse('missing', '请给出附件的文件名。', { field: '/name' })
  const read = await givenBytes(input, files, '要添加的文件')
  if (!read.ok) return read
  const bytes = read.value
  if (bytes.length > MAX_BYTES) return refuse('file-too-big', '附件超过 200 MB，请压缩或分开后再添加。', { field: input.path === undefined ? '/content' : '/path' })
  const office = await store.read()
  if (!office.ok) return office
  if (!office.value.cases.get(input.caseId)) return caseNotFound()
  const kept = await care.keepFile(bytes)
  if (!kept.ok) return kept
  const { account } = await store.status()
  const attachment: Attachment = {
    id: ids.next(),
    caseId: input.caseId,
    name: storableText(input.name ?? basename(input.path!)) || '附件',
    blob: kept.value,
    size: bytes.length,
    sha256: sha256(bytes),
    addedAt: clock.now(),
    addedBy: account!.name,
  }
  return store.change({ command: 'attachment.add', at: clock.now(), caseId: input.caseId }, present =>
    ok({ office: { ...present, attachments: present.attachments.with(attachment) }, value: viewOf(attachment) }))
}

export const listAttachments: Handler<'attachment.list'> = async ({ caseId }, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const found = office.value.attachments.all().filter(one => one.caseId === caseId && one.removedAt === undefined)
  return ok({ attachments: found.map(viewOf) })
}

export const readAttachment: Handler<'attachment.read'> = async ({ attachmentId }, { store, care, files }) => {
  const office = await store.read()
  if (!office.ok) return office
  const attachment = office.value.attachments.get(attachmentId)
  if (!attachment || attachment.removedAt !== undefined) return notFound()
  const bytes = await care.readFile(attachment.blob)
  return bytes.ok ? saveForOffice({ files }, attachment.name, bytes.value) : bytes
}

/** Marks an attachment as removed, or takes that back. */
const setRemoved = async (command: 'attachment.remove' | 'attachment.restore', attachmentId: string, { store, clock }: Ports): Promise<Result<ReturnType<typeof viewOf>>> => {
  const removing = command === 'attachment.remove'
  const office = await store.read()
  if (!office.ok) return office
  const caseId = office.value.attachments.get(attachmentId)?.caseId
  return store.change({ command, at: clock.now(), caseId }, present => {
    const found = present.attachments.get(attachmentId)
    if (!found || (found.removedAt === undefined) !== removing) return notFound()
    const { removedAt: _, ...kept } = found
    const next = removing ? { ...kept, removedAt: clock.now() } : kept
    return ok({ office: { ...present, attachments: present.attachments.with(next) }, value: viewOf(next) })
  })
}

export const removeAttachment: Handler<'attachment.remove'> = ({ attachmentId }, ports) => setRemoved('attachment.remove', attachmentId, ports)

export const restoreAttachment: Handler<'attachment.restore'> = ({ attachmentId }, ports) => setRemoved('attachment.restore', attachmentId, ports)
