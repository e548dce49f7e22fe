/** What every command that prints papers needs: the case, the paper as content, and how it is printed. */
import type { CaseFile } from '../../core/case/record/case-file.ts'
import type { LocalDate } from '../../core/base/dates.ts'
import type { DocumentContent } from '../../core/documents/writing/content.ts'
import { inputFor } from '../../core/documents/index.ts'
import { withNumber } from '../../core/documents/issued.ts'
import { writePaper } from '../../core/documents/writing/phrases.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import type { PdfOptions } from '../adapters/pdf/pdf.ts'
import { caseNotFound } from '../../core/commands/case-view.ts'
import { choosePaper } from '../../core/commands/choose-paper.ts'

export const pdfOptions = (office: Office, now: PdfOptions['now']): PdfOptions =>
  ({ office: office.details.name, rehearsal: office.rehearsal, now, ...(office.settings?.installedFonts && { installedFonts: true }) })

/** Whatever a rehearsal hands out says so in its name too. */
export const fileName = (office: Office, name: string): string => (office.rehearsal ? `示例-${name}` : name)

/** No paper is made of a void case. */
export const voidedRefusal = () => refuse('case-void', '这个案件已经作废，不再生成文书和材料；确要使用的，请主任先撤销作废。', { field: '/caseId' })

export type PaperText = {
  readonly title: string
  readonly of?: string
  readonly content: DocumentContent
  /** A number that somebody gave it by hand. */
  readonly no?: string
  /** The same with this number wherever it names its number. */
  readonly numbered: (no: string) => DocumentContent
}

/**
 * A paper of a case as content, under its title with the record it is made of. Refuses as `choosePaper` does; `field` is where
 * the input names the paper.
 */
export const paperContent = (
  office: Office, file: CaseFile, asked: { readonly id: string; readonly of?: string }, today: LocalDate, field = '/document',
): Result<PaperText> => {
  if (annexOf(office, file.id).voided) return voidedRefusal()
  const paper = choosePaper(file, today, asked.id, asked.of)
  if (!paper.ok) return paper.refusal.field === '/document' ? { ok: false, refusal: { ...paper.refusal, field } } : paper
  const { title, of, template } = paper.value
  const input = inputFor(office, file, paper.value, today)
  const takesNo = template.extras?.some(({ key }) => key === 'no') ?? false
  return ok({
    title,
    ...(of && { of: of.id }),
    content: writePaper(template, input),
    ...(input.extras?.no ? { no: input.extras.no } : {}),
    numbered: no => (takesNo ? writePaper(template, { ...input, extras: { ...input.extras, no } }) : withNumber(writePaper(template, input), no)),
  })
}

/** The office that is open, and a case of it. Refuses with `case-not-found`. */
export const caseOf = async (ports: Ports, caseId: string): Promise<Result<{ office: Office; file: CaseFile }>> => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(caseId)
  return file ? ok({ office: office.value, file }) : caseNotFound()
}
