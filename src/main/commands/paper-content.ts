/** A paper of a case as content, or why the case has no such paper. */
import type { CaseFile } from '../../core/case/case-file.ts'
import { endCodes } from '../../core/case/codes.ts'
import type { LocalDate } from '../../core/case/dates.ts'
import { stageOf, stages } from '../../core/case/lifecycle.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import { documentTemplates } from '../../core/documents/index.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import type { PdfOptions } from '../adapters/pdf.ts'

export const pdfOptions = (office: Office, now: PdfOptions['now']): PdfOptions =>
  ({ office: office.details.name, rehearsal: office.rehearsal, now })

/** Whatever a rehearsal hands out says so in its name too. */
export const fileName = (office: Office, name: string): string => (office.rehearsal ? `示例-${name}` : name)

/** Refuses with `unknown-document`, `document-not-offered` or `choose-one`; `field` is where the input names the paper. */
export const paperContent = (
  office: Office, file: CaseFile, asked: { readonly id: string; readonly of?: string }, today: LocalDate, field: string,
): Result<DocumentContent> => {
  const template = documentTemplates.find(one => one.id === asked.id)
  if (!template) {
    return refuse('unknown-document', `没有编号为“${asked.id.slice(0, 20)}”的文书，可选：${documentTemplates.map(one => one.id).join('、')}。`, { field })
  }
  const stage = stageOf(file, today)
  if (!template.offeredIn.includes(stage) || template.suits?.(file) === false) {
    if (file.end && template.suits?.(file) === false) {
      return refuse('document-not-offered', `案件已以“${endCodes[file.end.code]}”结束，没有可以写进《${template.title}》的内容；请选其他文书。`, { field })
    }
    return refuse('document-not-offered', `案件现在是“${stages[stage]}”，还不能生成《${template.title}》；${template.offeredWhen}可以生成。`, { field })
  }
  return ok(template.write({
    file, office: office.details, mediators: office.mediators, today, annex: annexOf(office, file.id), ...(asked.of === undefined ? {} : { of: asked.of }),
  }))
}

/** The office that is open, and a case of it. Refuses with `case-not-found`. */
export const caseOf = async (ports: Ports, caseId: string): Promise<Result<{ office: Office; file: CaseFile }>> => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok({ office: office.value, file }) : refuse('case-not-found', '没有找到这个案件，请回到列表重新选择。', { field: '/caseId' })
}
