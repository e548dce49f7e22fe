/** The ledger (台账): an old one taken in as one batch, taken back if nobody touched it, and ours given out as a workbook. */
import type { CaseAnnex } from '../../core/case/annex.ts'
import { countersAfter } from '../../core/case/numbering.ts'
import type { Handler, Input } from '../../core/contract.ts'
import type { LedgerBatch } from '../../core/ledger/batch.ts'
import { ledgerRow, ledgerSheet } from '../../core/ledger/ledger-rows.ts'
import { knownCases, type LedgerOptions } from '../../core/ledger/read-ledger.ts'
import type { Office } from '../../core/office.ts'
import type { Ports } from '../../core/ports.ts'
import { ok, refuse, type Problem, type Result } from '../../core/result.ts'
import { caseDigest } from '../adapters/case-digest.ts'
import { ledgerJobProgress, runLedgerJob, stopLedgerJob } from '../adapters/ledger-jobs.ts'
import type { LedgerTask } from '../adapters/ledger-worker.ts'
import { xlsxOf } from '../adapters/spreadsheet.ts'
import { listCases } from './case-list.ts'
import { namesOf } from './case-view.ts'
import { fileName } from './paper-content.ts'
import { givenBytes } from './given-bytes.ts'
import { filePatterns } from '../../core/rules/parameters.ts'
import { reckoningOf } from '../../core/rules/reckoning.ts'

type Asked = Input<'ledger.read'>

/** What the worker needs, and the office as it stood then. */
const taskOf = async <M extends LedgerTask['mode']>(input: Asked, mode: M, { store, files, clock, ids }: Ports): Promise<Result<{ office: Office; task: LedgerTask & { mode: M }; batchId: string }>> => {
  const bytes = await givenBytes(input, files, '台账文件（.xlsx 或 .csv）', '/content')
  if (!bytes.ok) return bytes
  const office = await store.read()
  if (!office.ok) return office
  const batchId = `l${ids.next()}`
  const options: LedgerOptions = {
    mapping: { ...office.value.settings?.ledgerMapping, ...input.mapping }, street: input.street, archiveEnded: input.archiveEnded ?? true,
    batchId, today: clock.today(), office: office.value.details, mediators: office.value.mediators, known: knownCases(office.value.cases.all()),
  }
  return ok({ office: office.value, batchId, task: { bytes: bytes.value, sheet: input.sheet, options, mode, madeAt: clock.now() } })
}

const jobOf = (input: Asked, ids: Ports['ids']): string => input.job ?? ids.next()

export const readLedgerFile: Handler<'ledger.read'> = async (input, ports) => {
  const asked = await taskOf(input, 'look', ports)
  return asked.ok ? runLedgerJob(jobOf(input, ports.ids), asked.value.task) : asked
}

export const ledgerErrorFile: Handler<'ledger.errorFile'> = async (input, ports) => {
  const asked = await taskOf(input, 'errors', ports)
  if (!asked.ok) return asked
  const made = await runLedgerJob(jobOf(input, ports.ids), asked.value.task)
  if (!made.ok) return made
  const saved = await ports.files.save(fileName(asked.value.office, `旧台账有问题的行_${ports.clock.today()}.xlsx`), made.value.bytes)
  return saved.ok ? ok({ ...saved.value, rows: made.value.rows }) : saved
}

/** All or nothing: with rows left over it is refused unless the caller says to leave them out. */
export const importLedger: Handler<'ledger.import'> = async (input, ports) => {
  const asked = await taskOf(input, 'take', ports)
  if (!asked.ok) return asked
  const { office: seen, batchId } = asked.value
  const taken = await runLedgerJob(jobOf(input, ports.ids), asked.value.task)
  if (!taken.ok) return taken
  const { cases, mediators, bad, duplicates } = taken.value
  if (bad + duplicates > 0 && input.leaveOut !== true) {
    return refuse('ledger-has-problems', `有 ${bad} 行有错误、${duplicates} 行与已有案件重复，没有导入任何内容；请改正后再导入，或选择不导入这些行。`, { field: '/content' })
  }
  if (cases.length === 0) return refuse('ledger-empty', '没有可以导入的行，没有导入任何内容；请核对工作表和列名。', { field: '/content' })
  const status = await ports.store.status()
  const now = ports.clock.now()
  return ports.store.change({ command: 'ledger.import', at: now }, office => {
    // What was checked against must still be so.
    if (office.cases !== seen.cases || office.mediators !== seen.mediators) {
      return refuse('changed-meanwhile', '核对期间有案件或调解员名册改动，没有导入任何内容；请再按一次导入。')
    }
    const fileNumbers = countersAfter(office.fileNumbers, cases.flatMap(({ file }) => file.fileNo ?? []), filePatterns(reckoningOf(office).parameters))
    const batch: LedgerBatch = {
      id: batchId, at: now, by: status.account!.name, fileName: input.fileName, cases: cases.length, mediatorIds: mediators.map(({ id }) => id),
      counters: Object.fromEntries(Object.entries(fileNumbers).flatMap(([year, after]) => {
        const before = office.fileNumbers[year] ?? 0
        return before === after ? [] : [[year, { before, after }]]
      })),
    }
    let { cases: files, annexes } = office
    for (const { file, row, digest, gaps } of cases) {
      files = files.with(file)
      annexes = annexes.with({ id: file.id, ledger: { batchId, row, digest, gaps: [...gaps] } })
    }
    return ok({
      office: { ...office, cases: files, annexes, fileNumbers, mediators: [...office.mediators, ...mediators], ledgerBatches: office.ledgerBatches.with(batch) },
      value: { batch, leftOut: bad + duplicates },
    })
  })
}

export const ledgerProgress: Handler<'ledger.progress'> = async ({ job }) => ok({ ...ledgerJobProgress(job) })

export const cancelLedger: Handler<'ledger.cancel'> = async ({ job }) => {
  stopLedgerJob(job)
  return ok({})
}

export const listLedgerBatches: Handler<'ledger.batches'> = async (_input, { store }) => {
  const office = await store.read()
  return office.ok ? ok({ batches: office.value.ledgerBatches.all().toReversed() }) : office
}

export const saveLedgerMapping: Handler<'ledger.mapping'> = async ({ mapping }, { store, clock }) =>
  store.change({ command: 'ledger.mapping', at: clock.now() }, office => ok({ office: { ...office, settings: { ...office.settings, ledgerMapping: mapping } }, value: { mapping } }))

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
export const undoLedger: Handler<'ledger.undo'> = async ({ batchId }, { store, clock }) =>
  store.change({ command: 'ledger.undo', at: clock.now() }, office => {
    const batch = office.ledgerBatches.get(batchId)
    if (!batch || batch.undoneAt !== undefined) return refuse('no-such-batch', '没有这一批，或已经撤销过了。', { field: '/batchId' })
    const annexes = office.annexes.all().filter(annex => annex.ledger?.batchId === batchId)
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
    const gone = new Set(annexes.map(({ id }) => id))
    const cases = office.cases.without(gone)
    const inUse = new Set(cases.all().flatMap(file => (file.mediators ?? []).map(({ mediatorId }) => mediatorId)))
    const undone: LedgerBatch = { ...batch, undoneAt: clock.now() }
    return ok({
      office: {
        ...office, cases, annexes: office.annexes.without(gone), ledgerBatches: office.ledgerBatches.with(undone),
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

export const exportLedger: Handler<'ledger.export'> = async (input, ports) => {
  const listed = await listCases({ ...input, limit: 100_000 }, ports)
  if (!listed.ok) return listed
  const office = await ports.store.read()
  if (!office.ok) return office
  const mediators = new Map(office.value.mediators.map(mediator => [mediator.id, mediator]))
  const rows = listed.value.rows.map(({ id }) => ledgerRow(office.value.cases.get(id)!, mediators))
  const bytes = await xlsxOf([{ name: '台账', columns: ledgerSheet.map(({ title, width, money }) => ({ title, width, ...(money ? { money } : { text: true }) })), rows, list: true }], ports.clock.now())
  const saved = await ports.files.save(fileName(office.value, `台账_${ports.clock.today()}_${rows.length}件.xlsx`), bytes)
  return saved.ok ? ok({ ...saved.value, cases: rows.length }) : saved
}
