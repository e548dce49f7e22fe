/**
 * The process beside the program. It reads what people bring, and makes what takes long: one job after another, watched by a
 * thread of its own that ends it when it takes more memory than it may, whatever it is doing.
 */
import { Worker } from 'node:worker_threads'
import { jobs, type JobLine } from './jobs.ts'
import { parcelsOver, type Line } from './parcels.ts'
import type { Ask, Tell } from './side.ts'
import type { Room } from './start.ts'

const { megabytes, resources } = JSON.parse(process.argv[2] ?? '{"megabytes":450}') as Room & { readonly resources?: string }
// Where the fonts lie in a packed program; not every kind of process is told.
if (resources !== undefined && process.resourcesPath === undefined) Object.defineProperty(process, 'resourcesPath', { value: resources })

/** Also ends it when the program is gone, and nobody waits any more. */
const watch = `const { workerData: { most, parent } } = require('node:worker_threads')
setInterval(() => { if (process.memoryUsage.rss() > most || process.ppid !== parent) process.kill(process.pid, 'SIGKILL') }, 30)`
new Worker(watch, { eval: true, workerData: { most: megabytes * 1024 * 1024, parent: process.ppid }, resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 4 } }).unref()

type ParentPort = { postMessage(message: unknown): void; on(event: 'message', heard: (event: { readonly data: unknown }) => void): void }
const { parentPort } = process as unknown as { parentPort?: ParentPort }

// oxlint-disable unicorn/require-post-message-target-origin -- a process has no origin
const line: Line = parentPort
  ? { post: async message => parentPort.postMessage(message), onMessage: heard => parentPort.on('message', ({ data }) => heard(data)) }
  : { post: message => new Promise(done => { process.send!(message, () => done()) }), onMessage: heard => void process.on('message', heard) }
// oxlint-enable unicorn/require-post-message-target-origin
process.once('disconnect', () => process.exit())

const { send, onBody } = parcelsOver(line)
const tell = (body: Tell): Promise<void> => send(body)

const PIECE = 250

/** What one job hears and says while it is done. */
const lineOf = (id: number) => {
  const given: unknown[] = []
  let ended = (): void => undefined
  let mayGoOn = (): void => undefined
  const allGiven = new Promise<void>(done => { ended = done })
  const job: JobLine = {
    given: async () => {
      await allGiven
      return given
    },
    give: async items => {
      for (let at = 0; at < items.length; at += PIECE) {
        const taken = new Promise<void>(done => { mayGoOn = done })
        await tell({ id, piece: items.slice(at, at + PIECE) })
        await taken
      }
    },
    now: progress => void tell({ id, now: progress }),
  }
  return {
    job,
    hear: (message: Ask): void => {
      if ('piece' in message) for (const item of message.piece) given.push(item)
      else if ('end' in message) ended()
      else if ('more' in message) mayGoOn()
    },
  }
}

const lines = new Map<number, ReturnType<typeof lineOf>>()
// In turn: one job has the process to itself.
let last: Promise<void> = Promise.resolve()
onBody(body => {
  const message = body as Ask
  const { id } = message
  if (!('job' in message)) return lines.get(id)?.hear(message)
  const own = lineOf(id)
  lines.set(id, own)
  last = last.then(async () => {
    try {
      const value = await (jobs[message.job] as (line: JobLine, ...args: readonly unknown[]) => unknown)(own.job, ...message.args)
      await tell({ id, value })
    } catch (error) {
      // Only kind and place cross: the message of an error may quote a case.
      const stack = error instanceof Error ? (error.stack ?? '').split('\n').filter(row => /^\s+at /.test(row)).join('\n') : ''
      await tell({ id, fault: error instanceof Error ? error.name : typeof error, stack })
    } finally {
      lines.delete(id)
    }
  })
})
