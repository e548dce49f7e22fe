/** Commands of statistics and reports: figures, papers, confirmed periods, roll-up, the calendar of duties. */
import { basename } from 'node:path'
import type { ReportFormat } from '../../core/contract/reports.ts'
import type { CommandName, Handler, Input, Output } from '../../core/contract.ts'
import type { DocumentContent } from '../../core/documents/writing/content.ts'
import { caseAsOf } from '../../core/statistics/as-of.ts'
import { maskings } from '../../core/office/export-log.ts'
import { nationalCsv, nationalJson, nationalTables } from '../../core/exports/national.ts'
import { readJson } from '../../core/base/json-text.ts'
import { annexOf, casesThatCount, type Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { parseWith } from '../../core/base/parse-input.ts'
import { adviceLetter } from '../../core/reports/advice-letter.ts'
import { figureCases } from '../../core/reports/case-annex.ts'
import { differenceSheet } from '../../core/reports/difference-sheet.ts'
import { dateOf } from '../../core/base/dates.ts'
import { dueReports, dutyPeriodAround, type ReportSending } from '../../core/reports/duties.ts'
import { canonicalText, correctionsFor, differencesOf, periodStates, stateOfPeriod, type FrozenPeriod } from '../../core/reports/freeze.ts'
import { committeeKinds, defaultCommitteeKind, officialTable } from '../../core/reports/official-table.ts'
import { countedNow, periodFigures, type PeriodNote, type Counted, type PeriodFigures } from '../../core/reports/period-figures.ts'
import { periodReport } from '../../core/reports/period-report.ts'
import { publicFigures } from '../../core/statistics/anonymise.ts'
import { publishable } from '../../core/statistics/published.ts'
import type { PublicEdition } from '../../core/reports/public-edition.ts'
import { reconciliationOf } from '../../core/reports/reconciliation.ts'
import { publicReport } from '../../core/reports/public-report.ts'
import { PeriodFile, periodFileLimits, rollUp, withoutMediators, type RollUp } from '../../core/reports/roll-up.ts'
import { rollUpReport } from '../../core/reports/roll-up-report.ts'
import { sheetsOf, type Sheet } from '../../core/reports/sheet.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { lengthOn } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { periodTitle } from '../../core/statistics/comparison.ts'
import { computeStatistics } from '../../core/statistics/index.ts'
import { repeatLimits } from '../../core/statistics/tally.ts'
import { periodId } from '../../core/statistics/periods.ts'
import type { Basis, Counting, Period, Statistics } from '../../core/statistics/statistic.ts'
import { makePaper } from '../adapters/workers/side.ts'
import { caseNotFound, caseView } from '../../core/commands/case-view.ts'
import { fileName, pdfOptions } from './paper-content.ts'
import { pdfOf } from './documents.ts'
import { sha256 } from '../store/crypto.ts'
import { accountName } from '../../core/commands/account-name.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { saveForOffice, saveLeaving } from './saved-files.ts'

const optionsOf = (office: Office, ports: Ports) => pdfOptions(office, ports.clock.now())

/** One content in each format that a report can have; a new format is a line here and one in `reportFormats`. */
const writers: Readonly<Record<ReportFormat, (content: DocumentContent, office: Office, ports: Ports, more: readonly Sheet[]) => Promise<Result<Uint8Array>>>> = {
  pdf: pdfOf,
  xlsx: async (content, office, ports, more) => ok(await makePaper('writeWorkbook', [...sheetsOf(content), ...more], optionsOf(office, ports))),
  docx: async (content, office, ports) => ok(await makePaper('renderDocx', content, optionsOf(office, ports))),
}

/** What is said of a report in the register of what left. */
type About = Pick<Parameters<typeof saveLeaving>[1], 'command' | 'kind' | 'masking' | 'to' | 'change'>

const save = async (about: About, content: DocumentContent, format: ReportFormat, office: Office, ports: Ports, more: readonly Sheet[] = []) => {
  const written = await writers[format](content, office, ports, more)
  return written.ok ? saveLeaving(ports, { ...about, name: fileName(office, `${content.title}.${format}`), bytes: written.value }) : written
}

const checkedPeriod = ({ from, to }: Period): Result<Period> =>
  to < from ? refuse('invalid-input', '统计的结束日期早于开始日期，请核对。', { field: '/to' }) : ok({ from, to })

const countingOf = (office: Office, period: Period, basis: Basis): Counting => ({
  cases: casesThatCount(office), mediators: office.mediators, period, basis, ...reckoningOf(office),
})

export const computeFigures: Handler<'statistics.compute'> = async (input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  const period = checkedPeriod(input)
  return period.ok ? ok(computeStatistics(countingOf(office.value, period.value, input.basis ?? 'closed'))) : period
}

const annexesOf = (office: Office) => new Map([...office.annexes.all()].map(annex => [annex.id, annex]))

const noteOf = (office: Office, period: Period): PeriodNote => {
  const { id: _id, ...note } = office.reportNotes.get(periodId(period)) ?? { id: '' }
  return note
}

const nowOf = (office: Office, { period, basis }: Pick<Statistics, 'period' | 'basis'>): Counted => countedNow(countingOf(office, period, basis))

/** Confirmed periods that were not withdrawn. */
const standing = (office: Office): FrozenPeriod[] => office.frozenPeriods.all().filter(({ withdrawn }) => withdrawn === undefined)

const differencesToday = (office: Office, frozen: FrozenPeriod) => differencesOf(frozen.figures, nowOf(office, frozen.figures.statistics))

/** The figures of a period as they stand: kept where it is confirmed, counted now where it is not. */
const figuresOf = (office: Office, period: Period, basis: Basis): { figures: PeriodFigures; frozen?: FrozenPeriod } => {
  const frozen = office.frozenPeriods.get(periodId(period))
  if (frozen) return { figures: frozen.figures, frozen }
  return {
    figures: periodFigures({
      counting: countingOf(office, period, basis),
      annexes: annexesOf(office),
      note: noteOf(office, period),
      corrections: correctionsFor(period, standing(office), one => differencesToday(office, one)),
      reported: one => office.frozenPeriods.get(periodId(one))?.figures.statistics,
    }),
  }
}

type PeriodInput = Period & { readonly basis?: Basis | undefined }

/** What most commands here need: the office and the figures of the period asked for. */
const opened = async (input: PeriodInput, { store }: Ports): Promise<Result<{ office: Office; period: Period; figures: PeriodFigures; frozen?: FrozenPeriod }>> => {
  const office = await store.read()
  if (!office.ok) return office
  const period = checkedPeriod(input)
  if (!period.ok) return period
  return ok({ office: office.value, period: period.value, ...figuresOf(office.value, period.value, input.basis ?? 'closed') })
}

const committeeKindOf = (office: Office) => office.settings?.committeeKind ?? defaultCommitteeKind

/** 定稿 in words for the head of a form. */
const stateWord = (period: Period, frozen: FrozenPeriod | undefined, ports: Ports): string =>
  (frozen ? `${periodStates[stateOfPeriod(frozen)]}${frozen.edition ? `（第${frozen.edition}版）` : ''}` : period.to >= ports.clock.today() ? '本期尚未结束' : periodStates.draft)

/** Each figure with its cases, a line a case: what a spreadsheet can filter. */
const annexSheet = (figures: PeriodFigures): Sheet => {
  const lines = new Map(figures.cases.map(line => [line.id, line]))
  return {
    name: '案件明细',
    widths: [30, 14, 30, 14, 14, 14],
    rows: [
      ['项目', '数字', '卷号', '申请日期', '受理日期', '结束日期'].map(value => ({ value, look: 'head' as const })),
      ...figureCases(figures).flatMap(({ label, value, caseIds }) => caseIds.map(id => {
        const line = lines.get(id)!
        return [label, value, line.fileNo ?? `（未受理）${id}`, line.appliedOn, line.acceptedOn ?? '', line.endedOn ?? ''].map(value => ({ value }))
      })),
    ],
  }
}

export const makeReport: Handler<'report.make'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, figures, frozen } = got.value
  const today = ports.clock.today()
  if (input.edition === 'public') {
    const { statistics } = figures
    const { period } = statistics
    const { parameters } = reckoningOf(office)
    const by = await accountName(ports)
    const earlier = office.publicEditions.all().map(one => ({ period: { from: one.from, to: one.to }, figures: one.figures }))
    const shown = publishable(publicFigures(statistics, lengthOn(parameters, 'publicLeast', period.to)), publicFigures(statistics, 0), period, earlier)
    const edition = { id: ports.ids.next(), ...period, at: ports.clock.now(), by, figures: shown } as PublicEdition
    return save({
      command: 'report.make', kind: 'statistics', masking: maskings.publicEdition,
      change: now => ({ ...now, publicEditions: now.publicEditions.with(edition) }),
    }, publicReport({ statistics, office: office.details.name, today, parameters, figures: shown }), input.format, office, ports)
  }
  const content = periodReport({
    reconciliation: reconciliationOf(figures.statistics, month => office.frozenPeriods.get(periodId(month))?.figures.statistics),
    figures, office: office.details, today, parameters: reckoningOf(office).parameters, ...(frozen && { frozen }),
    pictures: input.format === 'xlsx' ? {} : await makePaper('reportPictures', figures.statistics, figures.trend),
  })
  return save({ command: 'report.make', kind: 'statistics', masking: maskings.internal }, content, input.format, office, ports, [annexSheet(figures)])
}

const writeTable = async (command: CommandName, sheet: Sheet, title: string, format: 'pdf' | 'xlsx', office: Office, ports: Ports) => {
  const options = optionsOf(office, ports)
  const bytes = format === 'xlsx' ? ok(await makePaper('writeWorkbook', [sheet], options)) : await makePaper('renderTablePdf', sheet, title, options)
  return bytes.ok ? saveLeaving(ports, { command, kind: 'statistics', masking: maskings.figures, name: fileName(office, `${title}.${format}`), bytes: bytes.value }) : bytes
}

export const makeOfficialTable: Handler<'report.officialTable'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, period, figures: { statistics, note }, frozen } = got.value
  const total = statistics.figures.find(figure => figure.id === 'total')!.value as number
  const sheet = officialTable({
    statistics, note, byKind: { [committeeKindOf(office)]: total }, office: office.details.name, periodTitle: periodTitle(period),
    today: ports.clock.today(), state: stateWord(period, frozen, ports),
  })
  return writeTable('report.officialTable', sheet, `${periodTitle(period)}人民调解案件情况统计表_${office.details.name}`, input.format, office, ports)
}

export const makeNationalData: Handler<'report.nationalData'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, period, figures } = got.value
  const tables = nationalTables({
    cases: casesThatCount(office).map(file => caseAsOf(file, period.to)), mediators: office.mediators, office: office.details, committeeKind: committeeKinds[committeeKindOf(office)],
    statistics: figures.statistics, note: figures.note,
  })
  const text = input.format === 'csv' ? nationalCsv(tables[0]!) : nationalJson(tables, period)
  return saveLeaving(ports, {
    command: 'report.nationalData', kind: 'national', masking: maskings.national, cases: tables[0]!.rows.length,
    name: fileName(office, `${periodTitle(period)}全国系统字段数据_${office.details.name}.${input.format}`), bytes: new TextEncoder().encode(text),
  })
}

export const makeAdviceLetter: Handler<'report.adviceLetter'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, figures } = got.value
  const rows = input.kind === 'company' ? figures.statistics.figures.find(figure => figure.id === 'repeatCompanies')!.split! : figures.particulars.repeatEstates
  const row = rows.find(one => one.key === input.key)
  const limits = repeatLimits(reckoningOf(office).parameters, figures.statistics.period.to)
  if (!row) return refuse('not-repeated', `这个${input.kind === 'company' ? '企业' : '小区'}在本期末之前 ${limits.days} 日内受理的案件不足 ${limits.cases} 件，不在多发之列。`, { field: '/key' })
  return save({ command: 'report.adviceLetter', kind: 'advice', masking: maskings.advice, to: row.label }, adviceLetter({
    to: input.kind, row, figures, causesOf: id => annexOf(office, id).causes ?? [], office: office.details, today: ports.clock.today(), parameters: reckoningOf(office).parameters,
  }), 'pdf', office, ports)
}

export const setCommitteeKind: Handler<'report.setCommitteeKind'> = ({ kind }, { store, clock }) =>
  store.change({ command: 'report.setCommitteeKind', at: clock.now() }, office =>
    ok({ office: { ...office, settings: { ...office.settings, committeeKind: kind } }, value: {} }))

export const showPeriod: Handler<'period.show'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, period, figures, frozen } = got.value
  const { parameters } = reckoningOf(office)
  return ok({
    state: stateOfPeriod(frozen),
    running: period.to >= ports.clock.today(),
    committeeKind: committeeKindOf(office),
    note: figures.note,
    particulars: figures.particulars,
    limits: { ...repeatLimits(parameters, period.to), publicLeast: lengthOn(parameters, 'publicLeast', period.to) },
    trend: figures.trend,
    corrections: figures.corrections,
    ...(frozen && {
      frozen: {
        statistics: figures.statistics, previous: figures.previous, lastYear: figures.lastYear,
        confirmed: frozen.confirmed, ...(frozen.submitted && { submitted: frozen.submitted }), digest: frozen.digest,
        intact: sha256(canonicalText(frozen.figures)) === frozen.digest,
        differences: differencesToday(office, frozen),
      },
    }),
  })
}

export const listPeriods: Handler<'period.list'> = async (_input, { store }) => {
  const office = await store.read()
  if (!office.ok) return office
  return ok({
    periods: [...office.value.frozenPeriods.all()].toSorted((a, b) => (a.id < b.id ? 1 : -1)).map(frozen => ({
      period: frozen.figures.statistics.period, title: periodTitle(frozen.figures.statistics.period), state: stateOfPeriod(frozen),
      confirmed: frozen.confirmed, ...(frozen.submitted && { submitted: frozen.submitted }), edition: frozen.edition ?? 1, ...(frozen.withdrawn && { withdrawn: frozen.withdrawn }),
    })),
  })
}

const confirmedAlready = () => refuse('period-confirmed', '这个时期已经确认，不再改动；更正会列在差异表和以后时期的报告里。')

export const savePeriodNote: Handler<'period.note'> = async ({ note, ...input }, { store, clock }) => {
  const period = checkedPeriod(input)
  if (!period.ok) return period
  const id = periodId(period.value)
  return store.change({ command: 'period.note', at: clock.now() }, office =>
    (office.frozenPeriods.get(id) ? confirmedAlready() : ok({ office: { ...office, reportNotes: office.reportNotes.with({ ...note, id }) }, value: {} })))
}

export const confirmPeriod: Handler<'period.confirm'> = async (input, ports) => {
  const period = checkedPeriod(input)
  if (!period.ok) return period
  const { clock, store } = ports
  if (period.value.to >= clock.today()) return refuse('period-running', `${periodTitle(period.value)}还没有结束，结束后才能确认。`, { field: '/to' })
  const by = await accountName(ports)
  const id = periodId(period.value)
  return store.change({ command: 'period.confirm', at: clock.now() }, office => {
    if (office.frozenPeriods.get(id)) return confirmedAlready()
    const { figures } = figuresOf(office, period.value, input.basis ?? 'closed')
    const earlier = office.frozenPeriods.all().filter(one => one.withdrawn && periodId(one.figures.statistics.period) === id).length
    const frozen: FrozenPeriod = { id, confirmed: { at: clock.now(), by }, figures, digest: sha256(canonicalText(figures)), ...(earlier > 0 && { edition: earlier + 1 }) }
    return ok({ office: { ...office, frozenPeriods: office.frozenPeriods.with(frozen) }, value: {} })
  })
}

/** The confirmed edition goes beside, named and kept; the period can be counted and confirmed anew. */
export const withdrawPeriod: Handler<'period.withdraw'> = async ({ from, to, reason }, ports) => {
  const by = await accountName(ports)
  const at = ports.clock.now()
  return ports.store.change({ command: 'period.withdraw', at, reason }, office => {
    const id = periodId({ from, to })
    const frozen = office.frozenPeriods.get(id)
    if (!frozen) return notConfirmed()
    const kept: FrozenPeriod = { ...frozen, id: `${id}#${frozen.edition ?? 1}`, withdrawn: { at, by, reason } }
    return ok({ office: { ...office, frozenPeriods: office.frozenPeriods.without(new Set([id])).with(kept) }, value: {} })
  })
}

const notConfirmed = () => refuse('period-not-confirmed', '这个时期还没有确认，请先确认。', { field: '/from' })

export const submitPeriod: Handler<'period.submit'> = async ({ body, from, to }, ports) => {
  const by = await accountName(ports)
  return ports.store.change({ command: 'period.submit', at: ports.clock.now() }, office => {
    const frozen = office.frozenPeriods.get(periodId({ from, to }))
    if (!frozen) return notConfirmed()
    if (frozen.submitted) return refuse('period-submitted', `这个时期已于${frozen.submitted.at.slice(0, 10)}登记上报${frozen.submitted.to}。`)
    const submitted = { at: ports.clock.now(), by, to: body }
    // What is handed in to a body is what its duty asked for: the first sending of the period stays.
    const settled = (office.settings?.reportDuties ?? []).filter(duty => duty.body === body && periodId(dutyPeriodAround(duty, from)) === periodId({ from, to }))
      .map(({ id }): ReportSending => ({ id: `${id} ${periodId({ from, to })}`, dutyId: id, from, to, sentOn: dateOf(submitted.at), by, note: '登记上报' }))
      .filter(({ id }) => office.reportSendings.get(id) === undefined)
    return ok({ office: { ...office, frozenPeriods: office.frozenPeriods.with({ ...frozen, submitted }), reportSendings: office.reportSendings.withAll(settled) }, value: {} })
  })
}

export const makeDifferenceSheet: Handler<'period.differences'> = async ({ from, to, format }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const frozen = office.value.frozenPeriods.get(periodId({ from, to }))
  if (!frozen) return notConfirmed()
  return save({ command: 'period.differences', kind: 'statistics', masking: maskings.internal }, differenceSheet({
    office: office.value.details.name, frozen, differences: differencesToday(office.value, frozen),
    revisionsOf: id => (annexOf(office.value, id).revisions ?? []).filter(({ on }) => on >= dateOf(frozen.confirmed.at)),
    nameOf: id => office.value.cases.get(id)?.fileNo ?? `未受理案件${id}`,
  }), format, office.value, ports)
}

/** A period as a file for whoever adds several committees up. */
export const exportPeriod: Handler<'period.export'> = async (input, ports) => {
  const got = await opened(input, ports)
  if (!got.ok) return got
  const { office, period, figures, frozen } = got.value
  const { daysTaken, companyCases } = figures.particulars
  const body: Omit<PeriodFile, 'digest'> = {
    format: 'mediation-period-report', version: 1,
    committee: { name: office.details.name, regionCode: office.details.regionCode, kind: committeeKindOf(office) },
    state: stateOfPeriod(frozen), rehearsal: office.rehearsal, madeAt: ports.clock.now(),
    statistics: withoutMediators(figures.statistics), particulars: { daysTaken, companyCases },
    note: { ...(figures.note.screenings !== undefined && { screenings: figures.note.screenings }), ...(figures.note.prevented !== undefined && { prevented: figures.note.prevented }) },
  }
  const text = `${JSON.stringify({ ...body, digest: sha256(canonicalText(body)) }, null, 1)}\n`
  return saveLeaving(ports, {
    command: 'period.export', kind: 'periodData', masking: maskings.figures,
    name: fileName(office, `${periodTitle(period)}月报数据_${office.details.name}.json`), bytes: new TextEncoder().encode(text),
  })
}

type GivenFile = Input<'rollUp.show'>['files'][number]

/** A monthly file that is what its digest says. */
const readPeriodFile = async ({ name, content, path }: GivenFile, index: number, ports: Ports): Promise<Result<PeriodFile>> => {
  const field = `/files/${index}`
  let text = content
  if (text === undefined) {
    if (path === undefined) return refuse('missing', `请给出“${name}”的内容。`, { field })
    const read = await ports.files.read(path)
    if (!read.ok) return read
    text = new TextDecoder().decode(read.value)
  }
  const data = readJson(text, periodFileLimits)
  if ('fault' in data || data.twice) return refuse('not-a-period-file', `“${name}”不是月报数据文件，请选择各调委会“导出月报数据”得到的文件。`, { field })
  const parsed = parseWith(PeriodFile, data.value)
  if (!parsed.ok) return refuse('not-a-period-file', `“${name}”不是月报数据文件，或者缺少内容（${parsed.problems[0]!.message}），请重新导出。`, { field })
  const { digest, ...body } = parsed.value
  if (sha256(canonicalText(body)) !== digest) {
    return refuse('digest-mismatch', `“${name}”的内容和校验值对不上，文件可能被改动过；请向“${body.committee.name}”要原文件。`, { field })
  }
  return ok(parsed.value)
}

const rolledUp = async (files: readonly GivenFile[], ports: Ports): Promise<Result<RollUp>> => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const read: PeriodFile[] = []
  for (const [index, file] of files.entries()) {
    const one = await readPeriodFile(file, index, ports)
    if (!one.ok) return one
    read.push(one.value)
  }
  return rollUp(read, reckoningOf(office.value).parameters)
}

export const showRollUp: Handler<'rollUp.show'> = async ({ files }, ports) => {
  const sum = await rolledUp(files, ports)
  return sum.ok ? ok({
    statistics: sum.value.statistics,
    committees: sum.value.committees.map(({ committee: { name }, state, digest, statistics: { figures } }) =>
      ({ name, state, digest, total: figures.find(figure => figure.id === 'total')!.value as number })),
  }) : sum
}

export const makeRollUp: Handler<'rollUp.make'> = async ({ files, what, format }, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const sum = await rolledUp(files, ports)
  if (!sum.ok) return sum
  const today = ports.clock.today()
  if (what === 'report') return save({ command: 'rollUp.make', kind: 'statistics', masking: maskings.figures }, rollUpReport(sum.value, today), format, office.value, ports)
  if (format === 'docx') return refuse('invalid-input', '统计表只有 PDF 和电子表格，请改选其中一种。', { field: '/format' })
  const title = periodTitle(sum.value.statistics.period)
  return writeTable('rollUp.make', officialTable({
    ...sum.value, office: office.value.details.name, periodTitle: title, today, state: `${sum.value.committees.length}个调委会汇总`,
  }), `${title}人民调解案件情况统计表（汇总）`, format, office.value, ports)
}

const dutiesView = (office: Office, ports: Ports): Output<'duty.list'> => {
  const duties = office.settings?.reportDuties ?? []
  return {
    duties: [...duties],
    due: dueReports(duties, [...office.reportSendings.all()], ports.clock.today(), reckoningOf(office).calendar).map(({ duty, sending, ...due }) => {
      const { receipt, ...sent } = sending ?? ({} as ReportSending)
      return {
        dutyId: duty.id, name: duty.name, body: duty.body, ...due,
        ...(sending && { sending: { ...sent, ...(receipt && { receiptName: receipt.name }) } }),
      }
    }),
  }
}

export const listDuties: Handler<'duty.list'> = async (_input, ports) => {
  const office = await ports.store.read()
  return office.ok ? ok(dutiesView(office.value, ports)) : office
}

const dutyNotFound = () => refuse('duty-not-found', '没有找到这项报送，可能已被删除；请刷新后重试。', { field: '/dutyId' })

export const saveDuty: Handler<'duty.save'> = ({ duty }, ports) =>
  ports.store.change({ command: 'duty.save', at: ports.clock.now() }, office => {
    const duties = office.settings?.reportDuties ?? []
    const saved = { ...duty, id: duty.id ?? ports.ids.next() }
    const next = duties.some(one => one.id === saved.id) ? duties.map(one => (one.id === saved.id ? saved : one)) : [...duties, saved]
    const changed = { ...office, settings: { ...office.settings, reportDuties: next } }
    return ok({ office: changed, value: dutiesView(changed, ports) })
  })

export const removeDuty: Handler<'duty.remove'> = ({ dutyId }, ports) =>
  ports.store.change({ command: 'duty.remove', at: ports.clock.now() }, office => {
    const duties = office.settings?.reportDuties ?? []
    if (!duties.some(duty => duty.id === dutyId)) return dutyNotFound()
    const changed = { ...office, settings: { ...office.settings, reportDuties: duties.filter(duty => duty.id !== dutyId) } }
    return ok({ office: changed, value: dutiesView(changed, ports) })
  })

export const sendDuty: Handler<'duty.send'> = async ({ dutyId, period: given, sentOn, note, receipt }, ports) => {
  const period = checkedPeriod(given)
  if (!period.ok) return period
  if (sentOn > ports.clock.today()) return refuse('invalid-input', '报送日期晚于今天，请核对。', { field: '/sentOn' })
  if (sentOn < period.value.from) return refuse('invalid-input', '报送日期早于所报时期，请核对。', { field: '/sentOn' })
  let kept: ReportSending['receipt']
  if (receipt) {
    const read = await givenBytes(receipt, ports.files, '回执文件', '/receipt')
    if (!read.ok) return read
    const blob = await ports.care.keepFile(read.value)
    if (!blob.ok) return blob
    kept = { name: basename(receipt.name).normalize('NFC'), blob: blob.value, size: read.value.length, sha256: sha256(read.value) }
  }
  const by = await accountName(ports)
  return ports.store.change({ command: 'duty.send', at: ports.clock.now() }, office => {
    if (!office.settings?.reportDuties?.some(duty => duty.id === dutyId)) return dutyNotFound()
    const id = `${dutyId} ${periodId(period.value)}`
    const before = office.reportSendings.get(id)
    // The first sending stays: whatever is sent again is noted behind it. Its receipt stays unless another comes.
    const sending: ReportSending = before
      ? { ...before, again: [...(before.again ?? []), { sentOn, by, ...(note !== undefined && { note }) }], ...(kept && { receipt: kept }) }
      : { id, dutyId, ...period.value, sentOn, by, ...(note !== undefined && { note }), ...(kept && { receipt: kept }) }
    const changed = { ...office, reportSendings: office.reportSendings.with(sending) }
    return ok({ office: changed, value: dutiesView(changed, ports) })
  })
}

export const readReceipt: Handler<'duty.receipt'> = async ({ sendingId }, { store, care, files }) => {
  const office = await store.read()
  if (!office.ok) return office
  const receipt = office.value.reportSendings.get(sendingId)?.receipt
  if (!receipt) return refuse('receipt-not-found', '这次报送没有附回执。', { field: '/sendingId' })
  const bytes = await care.readFile(receipt.blob)
  return bytes.ok ? saveForOffice({ files }, receipt.name, bytes.value) : bytes
}

/** Tags belong to the committee's own notes: they may be set at any stage, also after archiving. */
export const tagCase: Handler<'case.tag'> = ({ caseId, causes }, { store, clock }) =>
  store.change({ command: 'case.tag', at: clock.now(), caseId }, office => {
    const file = office.cases.get(caseId)
    if (!file) return caseNotFound()
    const { causes: _before, ...annex } = annexOf(office, caseId)
    const changed = { ...office, annexes: office.annexes.with({ ...annex, ...(causes.length > 0 && { causes }) }) }
    return ok({ office: changed, value: caseView(changed, file, clock.today()) })
  })
