/** Commands that make files: forms, reports, the court's package. */
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import { casesThatCount, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { periodReport } from '../../core/reports/period-report.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'
import { computeStatistics, previousPeriod, samePeriodLastYear } from '../../core/statistics/index.ts'
import type { Basis, Period, Statistics } from '../../core/statistics/statistic.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { renderPdf } from '../adapters/pdf.ts'
import { reportPictures } from '../adapters/charts.ts'
import { docxFor } from './docx-templates.ts'
import { caseOf, fileName, paperContent, pdfOptions } from './paper-content.ts'

export const pdfOf = (content: DocumentContent, office: Office, ports: Ports): Promise<Result<Uint8Array>> =>
  renderPdf(content, pdfOptions(office, ports.clock.now()))

export const makeDocument: Handler<'document.make'> = async ({ caseId, document, of, format = 'pdf' }, ports) => {
  const found = await caseOf(ports, caseId)
  if (!found.ok) return found
  const { office, file } = found.value
  const paper = paperContent(office, file, { id: document, of }, ports.clock.today())
  if (!paper.ok) return paper
  const { title, content } = paper.value
  const bytes = format === 'pdf' ? await pdfOf(content, office, ports) : await docxFor(office, file, content, ports)
  return bytes.ok ? ports.files.save(fileName(office, `${title}_${file.fileNo ?? file.appliedOn}.${format}`), bytes.value) : bytes
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
