/**
 * Work that is done in a process beside the program: each has a limit of time and of memory and can be stopped, and its end
 * takes nothing else along.
 */
import { refuse, type Result } from '../../../core/base/result.ts'
import type { Gives, JobArgs, JobName, JobProgress, JobValue } from './jobs.ts'
import { parcelsOver, type Parcels } from './parcels.ts'
import { startSideProcess, type Room, type SideProcess } from './start.ts'

/** `seconds`: how long one job may take. */
export type SideLimits = Room & { readonly seconds: number }

/** For a file that somebody brought. */
export const readingLimits: SideLimits = { seconds: 20, megabytes: 450 }
/** For a sheet, as long as an office's old ledger may be. */
export const sheetLimits: SideLimits = { seconds: 120, megabytes: 700 }
/** For all the cases of an office in one file. */
export const bundleLimits: SideLimits = { seconds: 180, megabytes: 1_500 }
/** For papers of ours, which may be many pages. */
export const makingLimits: SideLimits = { seconds: 600, megabytes: 2_000 }

export type Ask =
  | { readonly id: number; readonly job: JobName; readonly args: readonly unknown[] }
  | { readonly id: number; readonly piece: readonly unknown[] } | { readonly id: number; readonly end: true } | { readonly id: number; readonly more: true }
export type Tell =
  | { readonly id: number; readonly value: unknown } | { readonly id: number; readonly fault: string; readonly stack: string }
  | { readonly id: number; readonly piece: readonly unknown[] } | { readonly id: number; readonly now: JobProgress }

/** Why a job has no answer: it took too long, its process ended (out of memory, mostly), or it was stopped. */
export class SideEnded extends Error {
  readonly why: 'time' | 'gone' | 'closed'
  constructor(why: SideEnded['why']) {
    super(`the process beside ended: ${why}`)
    this.why = why
  }
}

export type JobHooks<J extends JobName> = {
  /** What the job is given a piece at a time, each made when it is its turn. */
  readonly given?: Iterable<readonly unknown[]>
  readonly piece?: (items: readonly Gives<J>[]) => void
  readonly now?: (progress: JobProgress) => void
}

export type Side = {
  /** Rejects with `SideEnded`, or with an error without words where the job itself failed. */
  run<J extends JobName>(job: J, ...args: JobArgs<J>): Promise<JobValue<J>>
  runWith<J extends JobName>(hooks: JobHooks<J>, job: J, ...args: JobArgs<J>): Promise<JobValue<J>>
  close(): void
}

type Waiting = { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void; readonly hooks: JobHooks<JobName> }

/** A process for jobs one after another; it starts with the first, and anew after one that ended it. */
export const openSide = (limits: SideLimits): Side => {
  const waiting = new Map<number, Waiting>()
  let running: { readonly process: SideProcess; readonly parcels: Parcels } | undefined
  let count = 0
  const end = (why: SideEnded['why']): void => {
    const ended = running
    running = undefined
    ended?.process.kill()
    const left = [...waiting.values()]
    waiting.clear()
    for (const { failed } of left) failed(new SideEnded(why))
  }
  const started = (): NonNullable<typeof running> => {
    const own = startSideProcess(limits)
    const parcels = parcelsOver(own)
    own.onEnd(() => running?.process === own && end('gone'))
    parcels.onBody(body => {
      const message = body as Tell
      const asked = waiting.get(message.id)
      if (!asked) return
      if ('now' in message) return asked.hooks.now?.(message.now)
      if ('piece' in message) {
        asked.hooks.piece?.(message.piece as never)
        // Others first.
        return void setImmediate(() => void parcels.send({ id: message.id, more: true } satisfies Ask))
      }
      waiting.delete(message.id)
      if (waiting.size === 0) own.hold(false)
      if ('value' in message) return asked.done(message.value)
      const error = new Error(`the process beside met a ${message.fault}`)
      error.stack = `${error.name}: ${error.message}\n${message.stack}`
      asked.failed(error)
    })
    return { process: own, parcels }
  }
  const handOver = async (id: number, given: Iterable<readonly unknown[]>, { parcels }: NonNullable<typeof running>): Promise<void> => {
    for (const piece of given) {
      if (!waiting.has(id)) return
      await parcels.send({ id, piece } satisfies Ask)
      await new Promise(resume => setImmediate(resume))
    }
    await parcels.send({ id, end: true } satisfies Ask)
  }
  const runWith: Side['runWith'] = (hooks, job, ...args) => new Promise((done, failed) => {
    running ??= started()
    running.process.hold(true)
    count += 1
    const id = count
    const limit = setTimeout(() => end('time'), limits.seconds * 1000)
    const settled = <T>(settle: (value: T) => void) => (value: T): void => {
      clearTimeout(limit)
      settle(value)
    }
    waiting.set(id, { done: settled(done as (value: unknown) => void), failed: settled(failed), hooks: hooks as JobHooks<JobName> })
    void running.parcels.send({ id, job, args } satisfies Ask)
    if (hooks.given) void handOver(id, hooks.given, running)
  })
  return { runWith, run: (job, ...args) => runWith({}, job, ...args), close: () => end('closed') }
}

/** Does one job in a process of its own, which ends with it. */
export const once = async <J extends JobName>(limits: SideLimits, job: J, ...args: JobArgs<J>): Promise<JobValue<J>> => {
  const side = openSide(limits)
  try {
    return await side.run(job, ...args)
  } finally {
    side.close()
  }
}

/** What is said of a file whose reading did not come to an end. */
export const abnormal = (field = '/content'): Result<never> =>
  refuse('file-abnormal', '这个文件异常：读取它要的时间太长，或者占用的内存太多，没有读取，也没有存入任何内容。请核对是不是选错了文件，或者请对方重新保存一份再选。', { field })

/** The answer of work beside, or `end` where that came to none. */
export const orAbnormal = async <T>(work: Promise<T>, end: () => T): Promise<T> => {
  try {
    return await work
  } catch (error) {
    if (error instanceof SideEnded) return end()
    throw error
  }
}

const papers = openSide(makingLimits)

/** The one process in which single papers are made; what was brought by others gets one of its own. */
export const makePaper: Side['run'] = papers.run

type NamedJob = { progress: JobProgress; readonly stop: () => void }
const named = new Map<string, NamedJob>()

type Answer<J extends JobName> = JobValue<J> extends Result<infer T> ? T : never

const stopped = () => refuse('cancelled', '已停止，没有导入任何内容。')

/**
 * A job under a name, by which its progress is asked for and it is stopped. A second of one name takes the place of the first.
 * Refuses with `cancelled` when it was stopped, with `file-abnormal` at `field` when it took too much.
 */
export const runNamed = async <J extends JobName>(
  name: string, limits: SideLimits, field: string, given: Iterable<readonly unknown[]>, job: J, ...args: JobArgs<J>
): Promise<Result<{ answer: Answer<J>; pieces: Gives<J>[] }>> => {
  named.get(name)?.stop()
  const side = openSide(limits)
  const mine: NamedJob = { progress: { phase: 'opening', done: 0, total: 0 }, stop: side.close }
  named.set(name, mine)
  const pieces: Gives<J>[] = []
  try {
    const answer = await side.runWith({
      given,
      piece: items => { for (const item of items) pieces.push(item) },
      now: progress => { mine.progress = progress },
    }, job, ...args) as Result<Answer<J>>
    return answer.ok ? { ok: true, value: { answer: answer.value, pieces } } : answer
  } catch (error) {
    if (!(error instanceof SideEnded)) throw error
    return error.why === 'closed' ? stopped() : abnormal(field)
  } finally {
    if (named.get(name) === mine) named.delete(name)
    side.close()
  }
}

/** What follows a job under its name and can no longer be stopped. */
export const whileStoring = async <T>(name: string, count: number, work: () => Promise<T>): Promise<T> => {
  const mine: NamedJob = { progress: { phase: 'storing', done: 0, total: count }, stop: () => undefined }
  named.set(name, mine)
  try {
    return await work()
  } finally {
    if (named.get(name) === mine) named.delete(name)
  }
}

export const jobProgress = (name: string): JobProgress => named.get(name)?.progress ?? { phase: 'waiting', done: 0, total: 0 }

export const stopJob = (name: string): void => named.get(name)?.stop()
