/**
 * Host 3: one JSON object a line in, one a line out, in the order in which they came. An answer is printed only
 * after its change is durable; a line that is not a request is answered too.
 */
import { createInterface } from 'node:readline'
import type { Readable, Writable } from 'node:stream'
import type { Call, CommandName } from '../core/contract.ts'
import { repeatedKeys } from '../core/exports/json-keys.ts'
import { refuse, type Result } from '../core/result.ts'
import { createApp } from './app.ts'
import { startHost } from './host.ts'

const answerTo = async (bytes: Uint8Array, call: Call): Promise<{ id: unknown } & Result<unknown>> => {
  let line: string
  let request: unknown
  try {
    line = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    request = JSON.parse(line)
  } catch (error) {
    if (error instanceof TypeError) return { id: null, ...refuse('not-utf8', '这一行不是 UTF-8 文本，请用 UTF-8 编码发送。') }
    return { id: null, ...refuse('not-json', '这一行不是 JSON，请每行写一个 JSON 对象。') }
  }
  if (typeof request !== 'object' || request === null || Array.isArray(request)) {
    return { id: null, ...refuse('not-a-request', '每行应是一个 JSON 对象，如 {"id":1,"command":"office.status","input":{}}。') }
  }
  const [twice] = repeatedKeys(line)
  if (twice !== undefined) return { id: null, ...refuse('repeated-field', `“${twice}”写了两次，不知道以哪一个为准；请只留一个。`, { field: twice }) }
  const { id = null, command, input } = request as { id?: unknown; command?: unknown; input?: unknown }
  if (typeof command !== 'string') return { id, ...refuse('not-a-request', '缺少命令名称（command），请补上。', { field: '/command' }) }
  return { id, ...(await call(command as CommandName, input as never)) }
}

/** Serves until the input ends; lines are answered one after another. */
export const serveLines = async (input: Readable, output: Writable, call: Call): Promise<void> => {
  // One character a byte, so that lines end at line feeds alone and each is decoded strictly as a whole.
  input.setEncoding('latin1')
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (line.trim() === '') continue
    const text = `${JSON.stringify(await answerTo(Buffer.from(line, 'latin1'), call))}\n`
    if (!output.write(text)) await new Promise<void>(resume => output.once('drain', () => resume()))
  }
}

const main = async (): Promise<void> => {
  const host = await startHost('script')
  if (!host) return
  const { ports } = host
  // A reader that went away is the end of the work, not a fault.
  process.stdout.on('error', () => process.exit(0))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.stdin.destroy())
  try {
    await serveLines(process.stdin, process.stdout, createApp(ports))
  } finally {
    await ports.store.close()
  }
}

if (import.meta.main) await main()
