/** Commands that make files: forms, reports, the court's package. */
import { endCodes } from '../../core/case/codes.ts'
import { stageOf, stages } from '../../core/case/lifecycle.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import { documentTemplates } from '../../core/documents/index.ts'
import { annexOf, casesThatCount, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { periodReport } from '../../core/reports/period-report.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'
import { computeStatistics, previousPeriod, samePeriodLastYear } from '../../core/statistics/index.ts'
import type { Basis, Period, Statistics } from '../../core/statistics/statistic.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { renderPdf } from '../adapters/pdf.ts'
import { reportPictures } from '../adapters/charts.ts'
import { caseNotFound } from './case-view.ts'

export const pdfOf = (content: DocumentContent, office: Office, ports: Ports): Promise<Result<Uint8Array>> =>
  renderPdf(content, { office: office.details.name, rehearsal: office.rehearsal, now: ports.clock.now() })

/** No paper is made of a void case. */
export const voidedRefusal = () => refuse('case-void', '这个案件已经作废，不再生成文书和材料；确要使用的，请主任先撤销作废。', { field: '/caseId' })

/** Whatever a rehearsal hands out says so in its name too. */
export const fileName = (office: Office, name: string): string => (office.rehearsal ? `示例-${name}` : name)

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
  const annex = annexOf(office.value, file.id)
  if (annex.voided) return voidedRefusal()
  const stage = stageOf(file, today, annex)
  if (!template.offeredIn.includes(stage) || template.suits?.(file) === false) {
    if (file.end && template.suits?.(file) === false) {
      return refuse('document-not-offered', `案件已以“${endCodes[file.end.code]}”结束，没有可以写进《${template.title}》的内容；请选其他文书。`, { field: '/document' })
    }
    return refuse('document-not-offered', `案件现在是“${stages[stage]}”，还不能生成《${template.title}》；${template.offeredWhen}可以生成。`, { field: '/document' })
  }
  const pdf = await pdfOf(template.write({ file, office: office.value.details, mediators: office.value.mediators, annex: annexOf(office.value, file.id), today }), office.value, ports)
  if (!pdf.ok) return pdf
  return ports.files.save(fileName(office.value, `${template.title}_${file.fileNo ?? file.appliedOn}.pdf`), pdf.value)
}

const statisticsOf = (office: Office, period: Period, basis: Basis): Statistics =>
  computeStatistics({
    cases: casesThatCount(office),
    mediators: office.mediators,
    period,
    basis,
    ...reckoningOf(office),
  })

const periodOf = (input: { from: Period['from']; to: Period['to'] }): Result<Period> =>
  input.to < input.from
    ? refuse('invalid-input', '统计的结束日期早于开始日期，请核对。', { field: '/to' })
    : ok({ from: input.from, to: input.to })

export const computeFigures: Handler<'statistics.compute'> = async (input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const period = periodOf(input)
  return period.ok ? ok(statisticsOf(office.value, period.value, input.basis ?? 'closed')) : period
}

export const makeReport: Handler<'report.make'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const period = periodOf(input)
  if (!period.ok) return period
  const basis = input.basis ?? 'closed'
  const statistics = statisticsOf(office.value, period.value, basis)
  const content = periodReport({
    statistics,
    previous: statisticsOf(office.value, previousPeriod(period.value), basis),
    lastYear: statisticsOf(office.value, samePeriodLastYear(period.value), basis),
    office: office.value.details,
    today: ports.clock.today(),
    parameters: reckoningOf(office.value).parameters,
    pictures: reportPictures(statistics),
  })
  const pdf = await pdfOf(content, office.value, ports)
  return pdf.ok ? ports.files.save(fileName(office.value, `${content.title}.pdf`), pdf.value) : pdf
}

export const openFile: Handler<'file.open'> = async (file, { shell }) => {
  const opened = await shell.open(file)
  return opened.ok ? ok({}) : opened
}

export const revealFile: Handler<'file.reveal'> = async (file, { shell }) => {
  const opened = await shell.reveal(file)
  return opened.ok ? ok({}) : opened
}
