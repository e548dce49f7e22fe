/** The office's own docx templates: they take the place of our layout, filled with the same words. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import { tidiedCase } from '../../core/case/parties/tidied-case.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/writing/content.ts'
import { documentTemplates } from '../../core/documents/index.ts'
import { docxFields, docxValues } from '../../core/documents/writing/docx-fields.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { makePaper, once, orAbnormal, readingLimits } from '../adapters/workers/side.ts'
import { pdfOptions } from './paper-content.ts'
import { givenBytes } from '../adapters/given-bytes.ts'

/** A paper as docx: in the office's own template where it has one for the form, else in ours. */
export const docxFor = async (office: Office, file: CaseFile | undefined, content: DocumentContent, ports: Ports): Promise<Result<Uint8Array>> => {
  const own = office.settings?.docxTemplates?.[content.id]
  if (!own || !file) return ok(await makePaper('renderDocx', content, pdfOptions(office, ports.clock.now())))
  const bytes = await ports.care.readFile(own.blob)
  return bytes.ok ? makePaper('fillDocx', bytes.value, docxValues(content, tidiedCase(file), office.details, office.mediators), ports.clock.now()) : bytes
}

export const listDocxTemplates: Handler<'docxTemplate.list'> = async (_input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const templates = Object.entries(office.value.settings?.docxTemplates ?? {}).map(([documentId, { blob: _blob, ...view }]) => ({ documentId, ...view }))
  return ok({ templates, fields: Object.keys(docxFields) })
}

const MAX_BYTES = 20 * 1024 * 1024

export const saveDocxTemplate: Handler<'docxTemplate.save'> = async (input, ports) => {
  if (!documentTemplates.some(({ id }) => id === input.documentId)) {
    return refuse('unknown-document', `没有编号为“${input.documentId.slice(0, 20)}”的文书，可选：${documentTemplates.map(({ id }) => id).join('、')}。`, { field: '/documentId' })
  }
  const field = input.content === undefined ? '/path' : '/content'
  const read = await givenBytes(input, ports.files, ' docx 模板文件')
  if (!read.ok) return read
  if (read.value.length > MAX_BYTES) return refuse('file-too-big', '模板超过 20 MB，请去掉里面的大图片后再上传。', { field })
  const problem = await orAbnormal<string | undefined>(once(readingLimits, 'templateProblems', read.value, Object.keys(docxFields)), () => '这个模板异常：打开它要的时间太长，或者占用的内存太多；请用 WPS 或 Word 新建一份再上传。')
  if (problem) return refuse('template-not-usable', problem, { field })
  const kept = await ports.care.keepFile(read.value)
  if (!kept.ok) return kept
  const { account } = await ports.store.status()
  const record = { name: input.name, blob: kept.value, addedAt: ports.clock.now(), by: account!.name }
  return ports.store.change({ command: 'docxTemplate.save', at: ports.clock.now() }, office => ok({
    office: { ...office, settings: { ...office.settings, docxTemplates: { ...office.settings?.docxTemplates, [input.documentId]: record } } },
    value: { documentId: input.documentId, name: record.name, addedAt: record.addedAt, by: record.by },
  }))
}

export const removeDocxTemplate: Handler<'docxTemplate.remove'> = ({ documentId }, ports) =>
  ports.store.change({ command: 'docxTemplate.remove', at: ports.clock.now() }, office => {
    const { [documentId]: gone, ...rest } = office.settings?.docxTemplates ?? {}
    if (!gone) return refuse('template-not-found', '这种文书没有自己的 docx 模板。', { field: '/documentId' })
    return ok({ office: { ...office, settings: { ...office.settings, docxTemplates: rest } }, value: {} })
  })
