/**
 * The thread for long reckonings: one for each piece of work, so that it can be stopped. What is much comes and goes in
 * pieces, each asked for, so that the main thread takes one at a time and answers others in between.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { readBundle, type Bundle } from '../../../core/exports/bundle.ts'
import type { LocalDate } from '../../../core/base/dates.ts'
import { ok, type Problem, type Result } from '../../../core/base/result.ts'
import { ledgerErrors, ledgerLook, ledgerTaken, type LedgerEntry, type LedgerErrors, type LedgerLook, type LedgerPhase, type LedgerTaken, type LedgerTask } from '../sheets/ledger-reading.ts'
import { xlsxOf, type SheetPlan } from '../sheets/spreadsheet.ts'

export type BundleTask = { readonly content: string; readonly today: LocalDate; readonly knownMediators: readonly string[] }
export type BundleRead = { readonly bundle: Omit<Bundle, 'cases'>; readonly warnings: readonly Problem[] }
export type WorkbookTask = { readonly sheet: Omit<SheetPlan, 'rows'>; readonly madeAt: string }

/** Each kind of work: its task, what is given to it in pieces, what it gives in pieces, and its answer. */
export type SideWork = {
  readonly 'ledger.look': { task: LedgerTask; given: readonly [string, string]; gives: never; answer: LedgerLook }
  readonly 'ledger.take': { task: LedgerTask; given: readonly [string, string]; gives: LedgerEntry; answer: LedgerTaken }
  readonly 'ledger.errors': { task: LedgerTask; given: readonly [string, string]; gives: never; answer: LedgerErrors }
  readonly 'bundle': { task: BundleTask; given: never; gives: Bundle['cases'][number]; answer: BundleRead }
  readonly 'workbook': { task: WorkbookTask; given: SheetPlan['rows'][number]; gives: never; answer: Uint8Array }
}
export type SideKind = keyof SideWork

/** To the thread: a piece of what is given, the end of it, or that the next piece may come. */
export type ToSide = { readonly piece: readonly unknown[] } | 'end' | 'more'
/** From the thread: how far it is, a piece of what it gives, or the answer, after all pieces. */
export type FromSide = { readonly now: LedgerPhase } | { readonly piece: readonly unknown[] } | { readonly answer: Result<unknown> }

const port = parentPort!
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a worker's port, not a window
const tell = (message: FromSide, moved: ArrayBuffer[] = []): void => port.postMessage(message, moved)
const tellPhase = (now: LedgerPhase): void => tell({ now })

const given: unknown[] = []
let ended = (): void => undefined
const allGiven = new Promise<void>(done => {
  ended = done
})
let mayGoOn = (): void => undefined
port.on('message', (message: ToSide) => {
  if (message === 'end') ended()
  else if (message === 'more') mayGoOn()
  else for (const item of message.piece) given.push(item)
})

const PIECE = 250
const give = async (items: readonly unknown[]): Promise<void> => {
  for (let at = 0; at < items.length; at += PIECE) {
    const taken = new Promise<void>(done => {
      mayGoOn = done
    })
    tell({ piece: items.slice(at, at + PIECE) })
    await taken
  }
}

const knownOf = async (): Promise<ReadonlyMap<string, string>> => {
  await allGiven
  return new Map(given as [string, string][])
}

const works: { readonly [K in SideKind]: (task: SideWork[K]['task']) => Promise<Result<SideWork[K]['answer']>> } = {
  'ledger.look': async task => ledgerLook(task, await knownOf(), tellPhase),
  'ledger.errors': async task => ledgerErrors(task, await knownOf(), tellPhase),
  'ledger.take': async task => {
    const read = await ledgerTaken(task, await knownOf(), tellPhase)
    if (!read.ok) return read
    await give(read.value.cases)
    return ok(read.value.taken)
  },
  'bundle': async ({ content, ...context }) => {
    const read = readBundle(content, context)
    if (!read.ok) return read
    const { bundle: { cases, ...bundle }, warnings } = read.value
    await give(cases)
    return ok({ bundle, warnings })
  },
  'workbook': async ({ sheet, madeAt }) => {
    await allGiven
    return ok(await xlsxOf([{ ...sheet, rows: given as unknown as SheetPlan['rows'] }], madeAt))
  },
}

const { kind, task } = workerData as { kind: SideKind; task: never }
const answer = await works[kind](task)
tell({ answer })
port.close()
