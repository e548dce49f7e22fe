/** Commands that make files of a case: forms, the court's package. */
import { createHash } from 'node:crypto'
import { zipSync, type Zippable } from 'fflate'
import { endCodes } from '../../core/case/codes.ts'
import { stageOf, stages } from '../../core/case/lifecycle.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import { documentTemplates } from '../../core/documents/index.ts'
import { courtPackage } from '../../core/exports/court-package.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { renderPdf } from '../adapters/pdf.ts'
import { caseNotFound } from './case-view.ts'

const pdfOf = (content: DocumentContent, office: Office, ports: Ports): Promise<Result<Uint8Array>> =>
  renderPdf(content, { office: office.details.name, rehearsal: office.rehearsal, now: ports.clock.now() })

/** Whatever a rehearsal hands out says so in its name too. */
const fileName = (office: Office, name: string): string => (office.rehearsal ? `示例-${name}` : name)

export const makeDocument: Handler<'document.make'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(input.caseId)
  if (!file) return caseNotFound()
  const template = documentTemplates.find(one => one.id === input.document)
  if (!template) {
    return refuse('unknown-document', `没有编号为“${input.document.slice(0, 20)}”的文书，可选：${documentTemplates.map(one => one.id).join('、')}。`, { field: '/document' })
  }
  const today = ports.clock.today()
  const stage = stageOf(file, today)
  if (!template.offeredIn.includes(stage) || template.suits?.(file) === false) {
    if (file.end && template.suits?.(file) === false) {
      return refuse('document-not-offered', `案件已以“${endCodes[file.end.code]}”结束，没有可以写进《${template.title}》的内容；请选其他文书。`, { field: '/document' })
    }
    return refuse('document-not-offered', `案件现在是“${stages[stage]}”，还不能生成《${template.title}》；${template.offeredWhen}可以生成。`, { field: '/document' })
  }
  const pdf = await pdfOf(template.write({ file, office: office.value.details, mediators: office.value.mediators, today }), office.value, ports)
  if (!pdf.ok) return pdf
  return ports.files.save(fileName(office.value, `${template.title}_${file.fileNo ?? file.appliedOn}.pdf`), pdf.value)
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const packageForCourt: Handler<'court.package'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(input.caseId)
  if (!file) return caseNotFound()
  const { details, mediators, rehearsal } = office.value
  const now = ports.clock.now()
  const plan = courtPackage(file, details, mediators, ports.clock.today())
  if (!plan.ok) return plan
  const files: [name: string, title: string, bytes: Uint8Array][] = []
  for (const paper of plan.value.papers) {
    const pdf = await pdfOf(paper, office.value, ports)
    if (!pdf.ok) return pdf
    files.push([`${String(files.length + 1).padStart(2, '0')}-${paper.title}.pdf`, paper.title, pdf.value])
  }
  const encode = (value: unknown): Uint8Array => new TextEncoder().encode(`${JSON.stringify(value, null, 1)}\n`)
  files.push(['case.json', '案件数据（案件交换文件第 1 版）', encode(plan.value.data)])
  const manifest = {
    format: 'mediation-court-package',
    version: 1,
    office: details.name,
    court: details.court,
    fileNo: file.fileNo,
    madeAt: now,
    rehearsal,
    files: files.map(([name, title, bytes]) => ({ name, title, bytes: bytes.length, sha256: sha256(bytes) })),
  }
  const [date, time] = now.split('T') as [string, string]
  const [year, month, day] = date.split('-').map(Number) as [number, number, number]
  const [hour, minute] = time.split(':').map(Number) as [number, number]
  // A zip holds the local time of whoever packs; the office's time is written whatever zone the computer is set to.
  const mtime = new Date(year, month - 1, day, hour, minute)
  const entries: Zippable = {}
  for (const [name, , bytes] of files) entries[name] = [bytes, { mtime }]
  entries['manifest.json'] = [encode(manifest), { mtime }]
  return ports.files.save(fileName(office.value, `${plan.value.name}.zip`), zipSync(entries, { level: 6 }))
}

export const openFile: Handler<'file.open'> = async (file, { shell }) => {
  const opened = await shell.open(file)
  return opened.ok ? ok({}) : opened
}

export const revealFile: Handler<'file.reveal'> = async (file, { shell }) => {
  const opened = await shell.reveal(file)
  return opened.ok ? ok({}) : opened
}
