/**
 * Host 2: the same page in a browser on this computer. 127.0.0.1, a random port, a one-time token that becomes a
 * session cookie, Host and Origin checked, so that no other page and no other machine can speak to it.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import type { Call, CommandName } from '../core/contract.ts'
import { requestLimits } from '../core/base/json-text.ts'
import { refuse, type Result } from '../core/base/result.ts'
import { createApp } from './app.ts'
import { jsonBytes } from './adapters/json-bytes.ts'
import { openBrowser } from './adapters/browser.ts'
import { startHost } from './host.ts'
import { pageFile, securityHeaders } from './page.ts'

export type Loopback = {
  /** The address to open once; it holds the one-time token. */
  readonly address: string
  close(): Promise<void>
}

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const bodyOf = async (request: IncomingMessage): Promise<Result<unknown>> => {
  const wrong = () => refuse('not-json', '请求不是 UTF-8 的 JSON，请重试。')
  const body = jsonBytes(requestLimits, wrong, wrong)
  for await (const chunk of request as AsyncIterable<Buffer>) if (!body.feed(chunk)) break
  return body.read()
}

/** Starts serving `call` and the page under `root`. */
export const serveLoopback = (call: Call, root: string): Promise<Loopback> => {
  let token: string | null = randomBytes(32).toString('hex')
  const session = randomBytes(32).toString('hex')
  let host = ''

  const hasSession = (request: IncomingMessage): boolean =>
    (request.headers.cookie ?? '').split(/;\s*/).some(pair => pair.startsWith('session=') && same(pair.slice(8), session))

  const send = (response: ServerResponse, status: number, headers: Record<string, string>, body: Uint8Array | string): void => {
    response.writeHead(status, headers)
    response.end(body)
  }
  const say = (response: ServerResponse, status: number, text: string): void =>
    send(response, status, { ...securityHeaders(''), 'Content-Type': 'text/plain; charset=utf-8' }, text)
  const json = (response: ServerResponse, status: number, value: unknown): void =>
    send(response, status, { ...securityHeaders(''), 'Content-Type': 'application/json; charset=utf-8' }, JSON.stringify(value))

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.host !== host) return say(response, 403, '地址不对')
    const url = new URL(request.url ?? '/', `http://${host}`)
    if (request.method === 'GET') {
      const given = url.searchParams.get('token')
      if (url.pathname === '/' && given !== null && token !== null && same(given, token)) {
        token = null
        return send(response, 303, {
          ...securityHeaders(''), Location: '/', 'Set-Cookie': `session=${session}; HttpOnly; SameSite=Strict; Path=/`,
        }, '')
      }
      if (!hasSession(request)) return say(response, 403, '请从启动程序打开的窗口进入；如已关闭，请重新启动程序。')
      const page = await pageFile(root, url.pathname)
      return send(response, page.status, page.headers, page.body)
    }
    if (request.method !== 'POST' || !url.pathname.startsWith('/command/')) return say(response, 405, '不支持')
    if (request.headers.origin !== `http://${host}` || !hasSession(request)) return say(response, 403, '不允许')
    if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return say(response, 415, '应为 JSON')
    const body = await bodyOf(request)
    if (!body.ok) return json(response, body.refusal.code === 'too-big' ? 413 : 200, body)
    return json(response, 200, await call(decodeURIComponent(url.pathname.slice('/command/'.length)) as CommandName, body.value as never))
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => {
      if (!response.headersSent) say(response, 400, '请求不对')
      else response.destroy()
    })
  })
  return new Promise((started, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      started({
        address: `http://${host}/?token=${token}`,
        close: () => new Promise(done => {
          server.close(() => done())
          server.closeAllConnections()
        }),
      })
    })
  })
}

export const pageRoot = fileURLToPath(new URL('../../out/renderer', import.meta.url))

const main = async (): Promise<void> => {
  const host = await startHost('page')
  if (!host) return
  const { flags, ports } = host
  const loopback = await serveLoopback(createApp(ports), pageRoot)
  let stopping = false
  const stop = async (): Promise<void> => {
    // The terminal and the program that started us both pass Ctrl+C on: the second one must not end what the first began.
    if (stopping) return
    stopping = true
    await loopback.close()
    await ports.store.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, () => void stop())
  const opened = flags.open && openBrowser(loopback.address)
  process.stdout.write(opened
    ? `已在浏览器中打开。关闭这个窗口或按 Ctrl+C 即退出。\n${loopback.address}\n`
    : `请在本机浏览器中打开下面的地址（只能用一次）。按 Ctrl+C 退出。\n${loopback.address}\n`)
}

if (import.meta.main) await main()
