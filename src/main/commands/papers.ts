/** Commands that make files: forms, reports, the court's package. */
import { createHash } from 'node:crypto'
import { zipSync, type Zippable } from 'fflate'
import { defaultPeriods } from '../../core/case/deadlines.ts'
import { shippedRestDays } from '../../core/case/rest-days.ts'
import type { Handler } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/content.ts'
import { courtPackage } from '../../core/exports/court-package.ts'
import { annexOf, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { periodReport } from '../../core/reports/period-report.ts'
import { computeStatistics, previousPeriod, samePeriodLastYear } from '../../core/statistics/index.ts'
import type { Basis, Period, Statistics } from '../../core/statistics/statistic.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { renderPdf } from '../adapters/pdf.ts'
import { reportPictures } from '../adapters/charts.ts'
import { caseNotFound } from './case-view.ts'
import { docxFor } from './docx-templates.ts'
import { caseOf, fileName, paperContent, pdfOptions } from './paper-content.ts'

const pdfOf = (content: DocumentContent, office: Office, ports: Ports): Promise<Result<Uint8Array>> =>
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
    cases: office.cases.all(),
    mediators: office.mediators,
    period,
    basis,
    calendar: shippedRestDays,
    periods: defaultPeriods,
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

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const packageForCourt: Handler<'court.package'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const file = office.value.cases.get(input.caseId)
  if (!file) return caseNotFound()
  const { details, mediators, rehearsal, settings } = office.value
  const now = ports.clock.now()
  const plan = courtPackage(file, details, mediators, ports.clock.today(), { wording: settings?.wording, annex: annexOf(office.value, file.id) })
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
