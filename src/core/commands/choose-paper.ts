/** Finds the paper that a command names, or says why there is none. */
import type { CaseFile } from '../case/record/case-file.ts'
import { endCodes } from '../base/codes.ts'
import type { LocalDate } from '../base/dates.ts'
import { stageOf, stages } from '../case/record/lifecycle.ts'
import type { DocumentTemplate } from '../documents/writing/content.ts'
import { documentById, documentTemplates, papersOf, type Paper } from '../documents/index.ts'
import { ok, refuse, type Result } from '../base/result.ts'

export const unknownDocument = (document: string) =>
  refuse('unknown-document', `没有编号为“${document.slice(0, 20)}”的文书，可选：${documentTemplates.map(one => one.id).join('、')}。`, { field: '/document' })

/** The paper is made of a record that was not named, or not rightly. */
export const unknownRecord = (template: DocumentTemplate, file: CaseFile) => {
  const choices = template.of?.(file) ?? []
  return refuse('unknown-record', choices.length === 0
    ? `《${template.title}》不按记录分别生成，请不要写 of。`
    : `《${template.title}》要说明是哪一份，请在 of 里写：${choices.map(({ id, title }) => `${id}（${title}）`).join('、')}。`, { field: '/of' })
}

/** One paper that the case is offered; where only one record could be meant it need not be named. */
export const choosePaper = (file: CaseFile, today: LocalDate, document: string, of: string | undefined): Result<Paper> => {
  const template = documentById(document)
  if (!template) return unknownDocument(document)
  const stage = stageOf(file, today)
  const papers = papersOf(template, file)
  if (!template.offeredIn.includes(stage) || template.suits?.(file) === false || papers.length === 0) {
    if (file.end && (template.suits?.(file) === false || papers.length === 0)) {
      return refuse('document-not-offered', `案件已以“${endCodes[file.end.code]}”结束，没有可以写进《${template.title}》的内容；请选其他文书。`, { field: '/document' })
    }
    return refuse('document-not-offered', `案件现在是“${stages[stage]}”，还不能生成《${template.title}》；${template.offeredWhen}可以生成。`, { field: '/document' })
  }
  const paper = papers.find(one => one.of?.id === of) ?? (of === undefined && papers.length === 1 ? papers[0] : undefined)
  return paper ? ok(paper) : unknownRecord(template, file)
}
