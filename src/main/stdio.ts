/**
 * Host 3: one JSON object a line in, one a line out, in the order in which they came. An answer is printed only
 * after its change is durable; a line that is not a request is answered too.
 */
import type { Readable, Writable } from 'node:stream'
import { requestLimits } from '../core/base/json-text.ts'
import type { Call, CommandName } from '../core/contract.ts'
import { refuse, type Result } from '../core/base/result.ts'
import { createApp } from './app.ts'
import { jsonBytes, type JsonBytes } from './adapters/json-bytes.ts'
import { startHost } from './host.ts'

const LINE_END = 0x0a

const nextLine = (): JsonBytes => jsonBytes(
  requestLimits,
  () => refuse('not-json', '这一行不是 JSON，请每行写一个 JSON 对象。'),
  () => refuse('not-utf8', '这一行不是 UTF-8 文本，请用 UTF-8 编码发送。'),
)

/** By what a caller knows its answer: a number, a short text, or nothing. */
const isId = (id: unknown): boolean => id === null || typeof id === 'number' || typeof id === 'boolean' || (typeof id === 'string' && id.length <= 1_000)

const answerTo = async (line: JsonBytes, call: Call): Promise<{ id: unknown } & Result<unknown>> => {
  const read = line.read()
  if (!read.ok) return { id: null, ...read }
  const request = read.value
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return { id: null, ...refuse('not-a-request', '每行应是一个 JSON 对象，如 {"id":1,"command":"office.status","input":{}}。') }
  }
  const { id = null, command, input } = request as { id?: unknown; command?: unknown; input?: unknown }
  if (!isId(id)) return { id: null, ...refuse('not-a-request', '编号（id）应是数字或者 1,000 个字符以内的文字，请改正。', { field: '/id' }) }
  if (typeof command !== 'string') return { id, ...refuse('not-a-request', '缺少命令名称（command），请补上。', { field: '/command' }) }
  return { id, ...(await call(command as CommandName, input as never)) }
}

/** Serves until the input ends; lines are answered one after another. */
export const serveLines = async (input: Readable, output: Writable, call: Call): Promise<void> => {
  let line = nextLine()
  const answer = async (): Promise<void> => {
    const ended = line
    line = nextLine()
    if (ended.blank()) return
    const text = `${JSON.stringify(await answerTo(ended, call))}\n`
    if (!output.write(text)) await new Promise<void>(resume => output.once('drain', () => resume()))
  }
  // Lines end at line feeds alone, and each is decoded strictly as a whole.
  try {
    for await (const chunk of input as AsyncIterable<Buffer>) {
      let from = 0
      for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
        line.feed(chunk.subarray(from, end))
        await answer()
        from = end + 1
      }
      line.feed(chunk.subarray(from))
    }
  } catch (error) {
    // Told to stop in the middle of the input.
    if ((error as NodeJS.ErrnoException).code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    return
  }
  await answer()
}

const main = async (): Promise<void> => {
  const host = await startHost('script')
  if (!host) return
  const { ports } = host
  // A reader that went away is the end of the work, not a fault.
  process.stdout.on('error', () => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGBREAK'] as const) process.on(signal, () => process.stdin.destroy())
  try {
    await serveLines(process.stdin, process.stdout, createApp(ports))
  } finally {
    await ports.store.close()
  }
}

if (import.meta.main) await main()
