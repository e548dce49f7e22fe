/** Commands that make papers of a case, and show files that were made. */
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/writing/content.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { makePaper } from '../adapters/workers/side.ts'
import { missingSentence } from '../../core/documents/writing/missing-characters.ts'
import { docxFor } from './docx-templates.ts'
import { caseOf, fileName, paperContent, pdfOptions } from './paper-content.ts'
import { saveForOffice } from './saved-files.ts'

export const pdfOf = (content: DocumentContent, office: Office, ports: Ports): Promise<Result<Uint8Array>> =>
  makePaper('renderPdf', content, pdfOptions(office, ports.clock.now()))

export const makeDocument: Handler<'document.make'> = async ({ caseId, document, of, format = 'pdf' }, ports) => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const paper = paperContent(office, file, { id: document, of }, ports.clock.today())
  if (!paper.ok) return paper
  const { title, content } = paper.value
  const name = fileName(office, `${title}_${file.fileNo ?? file.appliedOn}.${format}`)
  if (format === 'docx') {
    const bytes = await docxFor(office, file, content, ports)
    return bytes.ok ? saveForOffice(ports, name, bytes.value) : bytes
  }
  const rendered = await makePaper('renderPaper', content, pdfOptions(office, ports.clock.now()))
  if (!rendered.ok) return rendered
  const saved = await saveForOffice(ports, name, rendered.value.pdf)
  const characters = missingSentence(rendered.value.missing)
  return saved.ok && characters ? ok({ ...saved.value, characters }) : saved
}

export const openFile: Handler<'file.open'> = async (file, { shell }) => {
  const opened = await shell.open(file)
  return opened.ok ? ok({}) : opened
}

export const revealFile: Handler<'file.reveal'> = async (file, { shell }) => {
  const opened = await shell.reveal(file)
  return opened.ok ? ok({}) : opened
}

/** Refuses with `no-printer` where the host knows that there is none; a browser says it in its own words. */
export const checkPrinter: Handler<'printer.check'> = async (_input, { shell }) =>
  (await shell.printers?.()) === 0
    ? refuse('no-printer', '这台电脑上没有装打印机。请在系统设置的“打印机和扫描仪”里添加打印机后再打印；也可以存为 PDF，拿到有打印机的电脑上打印。')
    : ok({})
