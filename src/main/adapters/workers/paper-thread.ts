/** Makes papers outside the main thread, which goes on answering meanwhile. */
import { Worker } from 'node:worker_threads'
import type { Jobs, Reply } from './paper-worker.ts'

type Run = <J extends keyof Jobs>(job: J, ...args: Parameters<Jobs[J]>) => Promise<Awaited<ReturnType<Jobs[J]>>>
export type PaperThread = { readonly run: Run; close(): Promise<void> }

// Run from its source the worker is a .ts file beside this one; built, a .js file.
const entry = new URL(`./paper-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url)

type Waiting = { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }

/** `seconds`: how long one job may take; then the thread is ended and the job failed. */
export const startPaperThread = ({ seconds }: { readonly seconds?: number } = {}): PaperThread => {
  const waiting = new Map<number, Waiting>()
  let thread: Worker | undefined
  let count = 0
  const fail = (error: Error): void => {
    thread = undefined
    for (const { failed } of waiting.values()) failed(error)
    waiting.clear()
  }
  const started = (): Worker => {
    const worker = new Worker(entry)
    worker.on('message', (reply: Reply) => {
      const asked = waiting.get(reply.id)
      waiting.delete(reply.id)
      // A thread that nobody waits for does not keep the program running.
      if (waiting.size === 0) worker.unref()
      if (!asked) return
      if ('value' in reply) return asked.done(reply.value)
      const error = new Error(`the paper thread met a ${reply.fault}`)
      error.stack = `${error.name}: ${error.message}\n${reply.stack}`
      asked.failed(error)
    })
    worker.on('error', error => thread === worker && fail(error as Error))
    worker.on('exit', code => thread === worker && fail(new Error(`the paper thread ended with ${code}`)))
    return worker
  }
  const close = async (): Promise<void> => {
    const ended = thread
    fail(new Error('the paper thread was closed'))
    await ended?.terminate()
  }
  return {
    run: (job, ...args) => new Promise((done, failed) => {
      thread ??= started()
      thread.ref()
      count += 1
      const limit = seconds === undefined ? undefined : setTimeout(() => void close(), seconds * 1000)
      const after = <T>(settle: (value: T) => void) => (value: T): void => {
        clearTimeout(limit)
        settle(value)
      }
      waiting.set(count, { done: after(done as (value: unknown) => void), failed: after(failed) })
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread.postMessage({ id: count, job, args })
    }),
    close,
  }
}

const shared = startPaperThread()

/** The one thread in which single papers are made; what is many or not to be trusted gets a thread of its own. */
export const inPaperThread: Run = shared.run
