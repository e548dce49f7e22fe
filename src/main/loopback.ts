/**
 * Host 2: the same page in a browser on this computer. 127.0.0.1, a random port, Host and Origin checked. Who may speak to it
 * comes through a file that only this user of the computer reads: its form carries a token that is taken once and becomes a
 * secret which our page alone holds, in the storage of its own address and port, and sends as a header. Neither stands in a
 * command line, an address or a cookie, which others on this computer see or are sent.
 */
import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type { Call, CommandName } from '../core/contract.ts'
import { requestLimits } from '../core/base/json-text.ts'
import { refuse, type Result } from '../core/base/result.ts'
import { createApp } from './app.ts'
import { jsonBytes } from './adapters/json-bytes.ts'
import { openBrowser } from './adapters/browser.ts'
import { startHost } from './host.ts'
import { pageFile, securityHeaders } from './page.ts'
import { discard, makeScratch } from './store/disk.ts'

export type Loopback = {
  /** The file to open in the browser, as an address; it can be used once. */
  readonly address: string
  /** Where the page is, once the file was opened. */
  readonly origin: string
  /** A new file, for a window that was closed; the window of before goes on. */
  invite(): Promise<string>
  close(): Promise<void>
}

export type LoopbackOptions = {
  /** Where the file is put; it must be a folder of this user. */
  readonly folder?: string
  /** A token came that was taken before: somebody else has read it, or has put it there. The session ends by itself. */
  readonly alarm?: () => void
}

const HEADER = 'x-session'
const TOKEN = /^[0-9a-f]{64}$/

const same = (a: string, b: string): boolean => a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))

const bodyOf = async (request: IncomingMessage): Promise<Result<unknown>> => {
  const wrong = () => refuse('not-json', '请求不是 UTF-8 的 JSON，请重试。')
  const body = jsonBytes(requestLimits, wrong, wrong)
  for await (const chunk of request as AsyncIterable<Buffer>) if (!body.feed(chunk)) break
  return body.read()
}

/** The file through which a browser comes in: a form that sends itself. */
const doorText = (origin: string, token: string): string => `<!doctype html>
<html lang="zh-CN"><meta charset="utf-8"><meta name="referrer" content="no-referrer"><title>物业纠纷人民调解工作站</title>
<form method="post" action="${origin}/enter"><input type="hidden" name="token" value="${token}"><button>打开物业纠纷人民调解工作站</button></form>
<script>document.forms[0].submit()</script></html>
`

/** What the browser is given in return for a token: the secret goes where only our page reads it, and the form out of the history. */
const entered = (session: string, nonce: string): { readonly headers: Record<string, string>; readonly body: string } => ({
  headers: { ...securityHeaders(''), 'Content-Security-Policy': `default-src 'none'; script-src 'nonce-${nonce}'; frame-ancestors 'none'`, 'Content-Type': 'text/html; charset=utf-8' },
  body: `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>物业纠纷人民调解工作站</title><script nonce="${nonce}">sessionStorage.setItem('session','${session}');location.replace('/')</script></html>`,
})

const SPENT = '这个打开方式已经用过一次。为安全起见，已打开的窗口也已失效。如果刚才不是您自己又打开了一次，可能有别的程序在冒用，请告诉主任；请重新启动程序。'

/** Starts serving `call` and the page under `root`. */
export const serveLoopback = (call: Call, root: string, { folder = tmpdir(), alarm = () => undefined }: LoopbackOptions = {}): Promise<Loopback> => {
  /** Given out and not taken yet, with the folder of the file in which each stands. */
  const open = new Map<string, string>()
  const spent = new Set<string>()
  let session: string | null = null
  let host = ''

  const hasSession = ({ headers }: IncomingMessage): boolean => {
    const given = headers[HEADER]
    return session !== null && typeof given === 'string' && same(given, session)
  }

  const send = (response: ServerResponse, status: number, headers: Record<string, string>, body: Uint8Array | string): void => {
    response.writeHead(status, headers)
    response.end(body)
  }
  const say = (response: ServerResponse, status: number, text: string): void =>
    send(response, status, { ...securityHeaders(''), 'Content-Type': 'text/plain; charset=utf-8' }, text)
  const json = (response: ServerResponse, status: number, value: unknown): void =>
    send(response, status, { ...securityHeaders(''), 'Content-Type': 'application/json; charset=utf-8' }, JSON.stringify(value))

  /** A form from a file has no origin; none of another page is taken. */
  const enter = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.origin !== 'null' || !/^application\/x-www-form-urlencoded\b/.test(request.headers['content-type'] ?? '')) return say(response, 403, '不允许')
    let text = ''
    for await (const chunk of request.setEncoding('latin1') as AsyncIterable<string>) {
      text += chunk
      if (text.length > 200) return say(response, 403, '不允许')
    }
    const token = new URLSearchParams(text).get('token') ?? ''
    if (!TOKEN.test(token)) return say(response, 403, '不允许')
    if (spent.has(token)) {
      session = null
      alarm()
      return say(response, 403, SPENT)
    }
    const place = open.get(token)
    if (place === undefined) return say(response, 403, '请从启动程序打开的窗口进入；如已关闭，请重新启动程序。')
    open.delete(token)
    spent.add(token)
    await discard(place)
    session ??= randomBytes(32).toString('hex')
    const { headers, body } = entered(session, randomBytes(16).toString('base64'))
    send(response, 200, headers, body)
  }

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (request.headers.host !== host) return say(response, 403, '地址不对')
    const url = new URL(request.url ?? '/', `http://${host}`)
    if (request.method === 'GET') {
      // The page is the same for everybody and holds nothing of anybody.
      const page = await pageFile(root, url.pathname)
      return send(response, page.status, page.headers, page.body)
    }
    if (request.method === 'POST' && url.pathname === '/enter') return enter(request, response)
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

  const invite = async (): Promise<string> => {
    const token = randomBytes(32).toString('hex')
    // Nobody else may look into it.
    const place = await makeScratch(folder, '打开-')
    const path = join(place, '打开.html')
    await writeFile(path, doorText(`http://${host}`, token), { mode: 0o600, flag: 'wx' })
    open.set(token, place)
    return pathToFileURL(path).href
  }

  return new Promise((started, failed) => {
    server.once('error', failed)
    server.listen(0, '127.0.0.1', () => {
      host = `127.0.0.1:${(server.address() as AddressInfo).port}`
      invite().then(address => started({
        address,
        origin: `http://${host}`,
        invite,
        close: async () => {
          await Promise.all([...open.values()].map(discard))
          await new Promise<void>(done => {
            server.close(() => done())
            server.closeAllConnections()
          })
        },
      }), failed)
    })
  })
}

export const pageRoot = fileURLToPath(new URL('../../out/renderer', import.meta.url))

const main = async (): Promise<void> => {
  const host = await startHost('page')
  if (!host) return
  const { flags, ports } = host
  const loopback = await serveLoopback(createApp(ports), pageRoot, {
    // Browsers that are installed as snaps see no other folder of the user.
    folder: process.platform === 'linux' ? homedir() : tmpdir(),
    alarm: () => {
      process.stderr.write(`${SPENT}\n`)
      void ports.store.lock()
    },
  })
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
  const show = (address: string): void => {
    process.stdout.write(flags.open && openBrowser(address)
      ? `已在浏览器中打开。关掉了那个窗口的，在这里按回车再打开一次；关闭这个窗口或按 Ctrl+C 即退出。\n${address}\n`
      : `请在本机浏览器中打开下面的文件（只能用一次；再要一次请按回车）。按 Ctrl+C 退出。\n${address}\n`)
  }
  show(loopback.address)
  if (process.stdin.isTTY) process.stdin.on('data', () => void loopback.invite().then(show))
}

if (import.meta.main) await main()
