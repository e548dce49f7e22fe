/** Long reckonings that go on beside the main thread: how far each is, and a way to stop it. */
import { Worker } from 'node:worker_threads'
import { ok, refuse, type Result } from '../../../core/base/result.ts'
import type { FromSide, SideKind, SideWork, ToSide } from './side-worker.ts'

export type JobProgress = { readonly phase: 'waiting' | 'opening' | 'checking' | 'storing'; readonly done: number; readonly total: number }

type Job = { progress: JobProgress; stop: () => void }
const jobs = new Map<string, Job>()

/** Beside this file, compiled or not. */
const entry = new URL(`./side-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

const stopped = () => refuse('cancelled', '已停止，没有导入任何内容。')
const nothing: readonly never[] = []

/**
 * Does one piece of work. `given` are handed over, a piece at a time, each made when it is its turn. A second job of one name
 * takes the place of the first. Refuses with `cancelled` when it was stopped.
 */
export const runSideJob = <K extends SideKind>(
  kind: K, job: string, task: SideWork[K]['task'], given: Iterable<readonly SideWork[K]['given'][]> = nothing,
): Promise<Result<{ answer: SideWork[K]['answer']; pieces: SideWork[K]['gives'][] }>> => {
  jobs.get(job)?.stop()
  return new Promise((answered, failed) => {
    const worker = new Worker(entry, { workerData: { kind, task } })
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
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    const tell = (message: ToSide): void => worker.postMessage(message)
    const waiting = given[Symbol.iterator]()
    const handOver = (): void => {
      if (done) return
      const next = waiting.next()
      tell(next.done ? 'end' : { piece: next.value })
      if (!next.done) setImmediate(handOver)
    }
    handOver()
    const pieces: SideWork[K]['gives'][] = []
    worker.on('message', (message: FromSide) => {
      if ('now' in message) mine.progress = message.now
      else if ('piece' in message) {
        for (const item of message.piece) pieces.push(item as SideWork[K]['gives'])
        // Others first.
        setImmediate(() => tell('more'))
      } else finish(() => answered(message.answer.ok ? ok({ answer: message.answer.value as SideWork[K]['answer'], pieces }) : message.answer))
    })
    worker.on('error', error => finish(() => failed(error)))
    worker.on('exit', code => finish(() => failed(new Error(`the worker ended with ${code}`))))
  })
}

/** What follows the reading under the same name and can no longer be stopped. */
export const whileStoring = async <T>(job: string, count: number, work: () => Promise<T>): Promise<T> => {
  const mine: Job = { progress: { phase: 'storing', done: 0, total: count }, stop: () => undefined }
  jobs.set(job, mine)
  try {
    return await work()
  } finally {
    if (jobs.get(job) === mine) jobs.delete(job)
  }
}

export const jobProgress = (job: string): JobProgress => jobs.get(job)?.progress ?? { phase: 'waiting', done: 0, total: 0 }

export const stopJob = (job: string): void => jobs.get(job)?.stop()
