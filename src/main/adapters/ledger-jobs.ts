/** Readings of old ledgers that are going on: each in a worker of its own, with how far it is and a way to stop it. */
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Result } from '../../core/result.ts'
import type { LedgerErrors, LedgerLook, LedgerMessage, LedgerTaken, LedgerTask } from './ledger-worker.ts'

type Answers = { readonly look: LedgerLook; readonly take: LedgerTaken; readonly errors: LedgerErrors }

export type LedgerProgress = { readonly phase: 'waiting' | 'opening' | 'checking' | 'storing'; readonly done: number; readonly total: number }

type Job = { progress: LedgerProgress; stop: () => void }
const jobs = new Map<string, Job>()

/** Beside this file, compiled or not. */
const entry = new URL(`./ledger-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

const stopped = () => refuse('cancelled', '已停止，没有导入任何内容。')

/** Runs one reading. A second job of one name takes the place of the first. Refuses with `cancelled` when it was stopped. */
export const runLedgerJob = <M extends keyof Answers>(job: string, task: LedgerTask & { readonly mode: M }): Promise<Result<Answers[M]>> => {
  jobs.get(job)?.stop()
  return new Promise((answered, failed) => {
    const worker = new Worker(entry, { workerData: task })
    let done = false
    const finish = (settle: () => void): void => {
      if (done) return
      done = true
      if (jobs.get(job) === mine) jobs.delete(job)
      settle()
      void worker.terminate()
    }
    const mine: Job = {
      progress: { phase: 'opening', done: 0, total: 0 },
      stop: () => finish(() => answered(stopped())),
    }
    jobs.set(job, mine)
    worker.on('message', (message: LedgerMessage) => {
      if ('answer' in message) finish(() => answered(message.answer.ok ? ok(message.answer.value as Answers[M]) : message.answer))
      else mine.progress = message
    })
    worker.on('error', error => finish(() => failed(error)))
    worker.on('exit', code => finish(() => failed(new Error(`the worker ended with ${code}`))))
  })
}

export const ledgerJobProgress = (job: string): LedgerProgress => jobs.get(job)?.progress ?? { phase: 'waiting', done: 0, total: 0 }

export const stopLedgerJob = (job: string): void => jobs.get(job)?.stop()
