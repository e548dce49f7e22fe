/** The ledger (台账): an old one taken in as one batch, taken back if nobody touched it, and ours given out as a workbook. */
import type { CaseAnnex } from '../../core/case/record/annex.ts'
import { changedRecords } from '../../core/base/collection.ts'
import { countersAfter } from '../../core/base/numbering.ts'
import { historyId } from '../../core/case/record/history.ts'
import type { Handler, Input } from '../../core/contract.ts'
import type { LedgerBatch } from '../../core/office/ledger-batch.ts'
import { isOut } from '../../core/office/check-out.ts'
import { maskings } from '../../core/office/export-log.ts'
import { ledgerRow, ledgerSheet } from '../../core/ledger/ledger-rows.ts'
import { printedSheet } from '../../core/ledger/printed-sheet.ts'
import { knownCases, sameCaseKeys } from '../../core/ledger/read-ledger.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Problem, type Result } from '../../core/base/result.ts'
import { caseDigest } from '../adapters/sheets/case-digest.ts'
import type { LedgerEntry, LedgerTask } from '../adapters/sheets/ledger-reading.ts'
import { jobProgress, makePaper, makingLimits, runNamed, sheetLimits, stopJob, whileStoring } from '../adapters/workers/side.ts'
import { mapInSlices } from '../in-slices.ts'
import { foundCases } from './case-list.ts'
import { namesOf } from '../../core/commands/case-view.ts'
import { fileName, pdfOptions } from './paper-content.ts'
import { givenBytes } from '../adapters/given-bytes.ts'
import { filePatterns } from '../../core/parameters/parameters.ts'
import { reckoningOf } from '../../core/rules/time-limits.ts'
import { saveForOffice, saveLeaving } from './saved-files.ts'

type Asked = Input<'ledger.read'>

/** What the reading needs, and the office as it stood then. */
const taskOf = async (input: Asked, { store, files, clock, ids }: Ports): Promise<Result<{ office: Office; task: LedgerTask; batchId: string; job: string }>> => {
  const bytes = await givenBytes(input, files, '台账文件（.xlsx 或 .csv）', '/content')
  if (!bytes.ok) return bytes
  const office = await store.read()
  if (!office.ok) return office
  const batchId = `l${ids.next()}`
  const options = {
    mapping: { ...office.value.settings?.ledgerMapping, ...input.mapping }, words: { ...office.value.settings?.ledgerWords, ...input.words }, leaveHidden: input.hiddenRows === 'leave',
    street: input.street, archiveEnded: input.archiveEnded ?? true,
    batchId, today: clock.today(), office: office.value.details, mediators: office.value.mediators,
  }
  return ok({ office: office.value, batchId, job: input.job ?? ids.next(), task: { bytes: bytes.value, sheet: input.sheet, options, madeAt: clock.now() } })
}

/** By what the cases that are there are recognised, shelf by shelf. */
function* knownIn(office: Office): Iterable<[string, string][]> {
  for (const shelf of office.cases.shelves) yield [...knownCases(shelf)]
}

export const readLedgerFile: Handler<'ledger.read'> = async (input, ports) => {
  const asked = await taskOf(input, ports)
  if (!asked.ok) return asked
  const { office, job, task } = asked.value
  const read = await runNamed(job, sheetLimits, '/content', knownIn(office), 'ledgerLook', task)
  return read.ok ? ok(read.value.answer) : read
}

export const ledgerErrorFile: Handler<'ledger.errorFile'> = async (input, ports) => {
  const asked = await taskOf(input, ports)
  if (!asked.ok) return asked
  const { office, job, task } = asked.value
  const made = await runNamed(job, sheetLimits, '/content', knownIn(office), 'ledgerErrors', task)
  if (!made.ok) return made
  const { bytes, rows } = made.value.answer
  const saved = await saveForOffice(ports, fileName(office, `旧台账有问题的行_${ports.clock.today()}.xlsx`), bytes)
  return saved.ok ? ok({ ...saved.value, rows }) : saved
}

/** Whether what was checked against still holds: a case that came meanwhile may be one of the batch, a new mediator one of its. */
const stillHolds = (seen: Office, office: Office, cases: readonly LedgerEntry[]): boolean => {
  if (office.mediators !== seen.mediators) return false
  if (office.cases === seen.cases) return true
  const known = knownCases(changedRecords(seen.cases, office.cases))
  return cases.every(({ file }) => {
    const { number, people } = sameCaseKeys(file)
    return (number === undefined || !known.has(number)) && people.every(key => !known.has(key))
  })
}

/** What was said of headings and words is known the next time. */
const remembered = ({ settings }: Office, { mapping, words }: Asked): Office['settings'] => ({
  ...settings,
  ...(mapping && Object.keys(mapping).length > 0 && { ledgerMapping: { ...settings?.ledgerMapping, ...mapping } }),
  ...(words && Object.keys(words).length > 0 && { ledgerWords: { ...settings?.ledgerWords, ...words } }),
})

/** All or nothing: with rows left over it is refused unless the caller says to leave them out. */
export const importLedger: Handler<'ledger.import'> = async (input, ports) => {
  const asked = await taskOf(input, ports)
  if (!asked.ok) return asked
  const { office: seen, batchId, job, task } = asked.value
  const read = await runNamed(job, sheetLimits, '/content', knownIn(seen), 'ledgerTake', task)
  if (!read.ok) return read
  const { answer: { mediators, bad, duplicates, hiddenRows, report }, pieces: cases } = read.value
  if (hiddenRows > 0 && input.hiddenRows === undefined) {
    return refuse('ledger-hidden-rows', `这张工作表有 ${hiddenRows} 行是隐藏的（可能筛选过），请先说明这些行导入还是不导入。`, { field: '/hiddenRows' })
  }
  if (bad + duplicates > 0 && input.leaveOut !== true) {
    return refuse('ledger-has-problems', `有 ${bad} 行有错误、${duplicates} 行与已有案件重复，没有导入任何内容；请改正后再导入，或选择不导入这些行。`, { field: '/content' })
  }
  if (cases.length === 0) return refuse('ledger-empty', '没有可以导入的行，没有导入任何内容；请核对工作表和列名。', { field: '/content' })
  const status = await ports.store.status()
  const now = ports.clock.now()
  const stored = await whileStoring(job, cases.length, () => ports.store.change({ command: 'ledger.import', at: now }, office => {
    if (!stillHolds(seen, office, cases)) {
      return refuse('changed-meanwhile', '核对期间登记了台账里也有的案件，或改动了调解员名册，没有导入任何内容；请再按一次导入。')
    }
    const fileNumbers = countersAfter(office.fileNumbers, cases.flatMap(({ file }) => file.fileNo ?? []), filePatterns(reckoningOf(office).parameters))
    const batch: LedgerBatch = {
      id: batchId, at: now, by: status.account!.name, fileName: input.fileName, cases: cases.length, mediatorIds: mediators.map(({ id }) => id),
      counters: Object.fromEntries(Object.entries(fileNumbers).flatMap(([year, after]) => {
        const before = office.fileNumbers[year] ?? 0
        return before === after ? [] : [[year, { before, after }]]
      })),
    }
    return ok({
      office: {
        ...office, fileNumbers, settings: remembered(office, input), mediators: [...office.mediators, ...mediators], ledgerBatches: office.ledgerBatches.with(batch),
        cases: office.cases.withAll(cases.map(({ file }) => file)),
        annexes: office.annexes.withAll(cases.map(({ file, row, digest, gaps }) => ({ id: file.id, ledger: { batchId, row, digest, gaps: [...gaps] } }))),
      },
      value: { batch, leftOut: bad + duplicates },
    })
  }))
  if (!stored.ok) return stored
  // The cases are in: that the list of where everything went could not be written changes nothing of that.
  const saved = await saveForOffice(ports, fileName(seen, `旧台账导入去向_${ports.clock.today()}.xlsx`), report)
  return ok({ ...stored.value, ...(saved.ok && { report: saved.value.path }) })
}

export const ledgerProgress: Handler<'ledger.progress'> = async ({ job }) => ok({ ...jobProgress(job) })

export const cancelLedger: Handler<'ledger.cancel'> = async ({ job }) => {
  stopJob(job)
  return ok({})
}

export const listLedgerBatches: Handler<'ledger.batches'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok({ batches: office.value.ledgerBatches.all().toReversed() }) : office
}

export const saveLedgerMapping: Handler<'ledger.mapping'> = async ({ mapping, words }, { store, clock }) =>
  store.change({ command: 'ledger.mapping', at: clock.now() }, office => {
    const settings = { ...office.settings, ...(mapping && { ledgerMapping: mapping }), ...(words && { ledgerWords: words }) }
    return ok({ office: { ...office, settings }, value: { mapping: settings.ledgerMapping ?? {}, words: settings.ledgerWords ?? {} } })
  })

/** Why a case of the batch may not be taken out again; undefined when nobody touched it. */
const touchedBy = (office: Office, annex: CaseAnnex, attached: ReadonlySet<string>): string | undefined => {
  const file = office.cases.get(annex.id)
  if (!file) return undefined
  const { id: _, ledger, ...more } = annex
  if (caseDigest(file) !== ledger!.digest) return '案件内容改动过'
  if (attached.has(annex.id)) return '加过附件'
  return Object.keys(more).length > 0 ? '办理过或登记过其他事项' : undefined
}

/** Takes out exactly what the batch added. Refuses with the list of what was touched since. */
export const undoLedger: Handler<'ledger.undo'> = async ({ batchId }, { store, clock }) => {
  const seen = await store.read()
  if (!seen.ok) return seen
  // Remembered case by case, so that the change itself is short.
  await mapInSlices(seen.value.annexes.all(), annex => {
    const file = annex.ledger?.batchId === batchId && seen.value.cases.get(annex.id)
    if (file) caseDigest(file)
  })
  return store.change({ command: 'ledger.undo', at: clock.now() }, office => {
    const batch = office.ledgerBatches.get(batchId)
    if (!batch || batch.undoneAt !== undefined) return refuse('no-such-batch', '没有这一批，或已经撤销过了。', { field: '/batchId' })
    const annexes = office.annexes.all().filter(annex => annex.ledger?.batchId === batchId)
    const gone = new Set(annexes.map(({ id }) => id))
    if (office.checkOuts.all().some(one => isOut(one) && one.cases.some(({ file }) => gone.has(file.id)))) return refuse('already-out', '这一批里有案件在外带中，不能撤销；请先带回或者注销外带。', { field: '/batchId' })
    const attached = new Set(office.attachments.all().map(({ caseId }) => caseId))
    const problems = annexes.flatMap((annex): Problem[] => {
      const why = touchedBy(office, annex, attached)
      const file = office.cases.get(annex.id)
      return why && file ? [{
        pointer: `/cases/${annex.id}`, code: 'touched', severity: 'error',
        message: `${file.fileNo ?? '（没有卷号）'} ${namesOf(file, 'applicant')}与${namesOf(file, 'respondent')}（第 ${annex.ledger!.row} 行）：${why}。`,
      }] : []
    })
    if (problems.length > 0) {
      return refuse('batch-touched', `这一批有 ${problems.length} 件导入后办理过或改动过，不能撤销，什么都没有改动。不要的案件可以逐件作废。`, { problems })
    }
    const cases = office.cases.without(gone)
    const inUse = new Set(cases.all().flatMap(file => (file.mediators ?? []).map(({ mediatorId }) => mediatorId)))
    const undone: LedgerBatch = { ...batch, undoneAt: clock.now() }
    return ok({
      office: {
        ...office, cases, annexes: office.annexes.without(gone), caseHistory: office.caseHistory.without(new Set([...gone].map(id => historyId(id, 1)))), ledgerBatches: office.ledgerBatches.with(undone),
        mediators: office.mediators.filter(({ id }) => !batch.mediatorIds.includes(id) || inUse.has(id)),
        // A number that was given after the batch keeps the counter where it is.
        fileNumbers: Object.fromEntries(Object.entries(office.fileNumbers).flatMap(([year, last]) => {
          const counter = batch.counters[year]
          const now = counter?.after === last ? counter.before : last
          return now === 0 ? [] : [[year, now]]
        })),
      },
      value: { batch: undone },
    })
  })
}

const PIECE = 250

export const exportLedger: Handler<'ledger.export'> = async (input, ports) => {
  const office = await ports.store.read()
  if (!office.ok) return office
  const mediators = new Map(office.value.mediators.map(mediator => [mediator.id, mediator]))
  const files = foundCases(office.value, input, ports.clock.today()).ordered
  function* rows(): Iterable<ReturnType<typeof ledgerRow>[]> {
    for (let at = 0; at < files.length; at += PIECE) yield files.slice(at, at + PIECE).map(file => ledgerRow(file, mediators))
  }
  const columns = ledgerSheet.map(({ title, width, money }) => ({ title, width, ...(money ? { money } : { text: true }) }))
  const made = await runNamed(ports.ids.next(), makingLimits, '', rows(), 'workbook', { sheet: { name: '台账', columns, list: true }, madeAt: ports.clock.now() })
  if (!made.ok) return made
  const saved = await saveLeaving(ports, {
    command: 'ledger.export', kind: 'ledger', masking: maskings.whole, cases: files.length, name: fileName(office.value, `台账_${ports.clock.today()}_${files.length}件.xlsx`), bytes: made.value.answer,
  })
  return saved.ok ? ok({ ...saved.value, cases: files.length }) : saved
}

/** More than a binder holds, and than anybody reads through before printing. */
const MOST_PRINTED = 1000

const printedLedger = async (input: Input<'ledger.print'>, ports: Ports): Promise<Result<{ office: Office; title: string; pdf: Uint8Array }>> => {
  const read = await ports.store.read()
  if (!read.ok) return read
  const office = read.value
  const today = ports.clock.today()
  const files = foundCases(office, input, today).ordered
  if (files.length === 0) return refuse('nothing-to-print', '现在没有列出案件，请换一个筛选再打印。')
  if (files.length > MOST_PRINTED)
    return refuse('too-many-to-print', `现在列出 ${files.length} 件，一次最多打印 ${MOST_PRINTED} 件。请先按年份、街道等筛选，或者导出 Excel。`)
  const title = `案件台账_${today}_${files.length}件`
  const sheet = printedSheet(files, { office: office.details.name, mediators: new Map(office.mediators.map(mediator => [mediator.id, mediator])), today })
  const pdf = await makePaper('renderTablePdf', sheet, title, pdfOptions(office, ports.clock.now()))
  return pdf.ok ? ok({ office, title, pdf: pdf.value }) : pdf
}

export const previewLedger: Handler<'ledger.preview'> = async (input, ports) => {
  const made = await printedLedger(input, ports)
  return made.ok ? ok({ pdf: Buffer.from(made.value.pdf).toString('base64') }) : made
}

/** Printed to stand in the office: no export. */
export const printLedger: Handler<'ledger.print'> = async (input, ports) => {
  const made = await printedLedger(input, ports)
  return made.ok ? saveForOffice(ports, fileName(made.value.office, `${made.value.title}.pdf`), made.value.pdf) : made
}
