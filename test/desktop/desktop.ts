/** The packed program on the stand-in, and this machine's Chromium as its window. */
import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { inject } from 'vitest'
import type { Ask, Emitter, FromProgram, Recorded, Start } from './talk.ts'

/** What the page's requests are sent to in place of `app://workstation`: Chromium knows no scheme of ours. */
const PAGE = 'https://workstation'
const OURS = 'app://workstation'

export type Desktop = {
  /** What a page is opened with; `attach` shows the window of the program that was started last. */
  readonly address: string
  readonly attach: (page: Page) => Promise<void>
  readonly stop: () => Promise<void>
  readonly kill: () => Promise<void>
  readonly ended: Promise<{ readonly code: number | null; readonly said: string }>
  /** An event of the system or of Chromium; whether a listener prevented it. */
  readonly emit: (on: Emitter, event: string, ...args: unknown[]) => Promise<boolean>
  /** The next answer to a dialog. */
  readonly answer: (method: string, value: unknown) => Promise<unknown>
  /** What was done since the last look. */
  readonly recorded: () => Promise<Recorded[]>
  /** Chooses from the menu that is open. */
  readonly pick: (label: string) => Promise<unknown>
  readonly place: (bounds: { x: number; y: number; width: number; height: number }, maximized?: boolean) => Promise<unknown>
  readonly closeWindow: () => Promise<unknown>
  /** Every address that the page asked for and was not given. */
  readonly refused: string[]
}

const byAddress = new Map<string, Desktop>()
/** The program behind the address, where it is a packed one. */
export const desktopAt = (address: string): Desktop | undefined => byAddress.get(address)
let count = 0

const rolesAsKeys: Readonly<Record<string, string>> = { cut: 'Control+x', copy: 'Control+c', paste: 'Control+v', selectAll: 'Control+a', undo: 'Control+z', redo: 'Control+y' }

/** What a test changes of an ordinary start. */
export type More = Partial<Omit<Start, 'app' | 'resources'>>

export const startDesktop = (data: string, out: string, now?: string, more: More = {}): Promise<Desktop> => {
  const packed = inject('packed')
  const root = dirname(data)
  const start: Start = {
    app: packed.app,
    resources: join(packed.folder, 'resources'),
    // An installed program takes no arguments, so an ordinary test, which needs its own day, starts it as a developer does.
    packaged: false,
    args: ['--data', data, '--out', out, ...(now ? ['--now', now] : [])],
    paths: { userData: join(root, 'userData'), documents: join(root, 'documents'), appData: root, home: root, temp: root },
    out,
    ...more,
  }
  const child: ChildProcess = spawn(process.execPath, [fileURLToPath(new URL('./run.ts', import.meta.url))], {
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'], serialization: 'advanced', cwd: root, env: { ...process.env, LOCALAPPDATA: join(root, 'local'), XDG_DATA_HOME: join(root, 'local'), STAND_IN: JSON.stringify(start) },
  })
  let said = ''
  child.stdout!.on('data', chunk => {
    said += String(chunk)
  })
  child.stderr!.on('data', chunk => {
    said += String(chunk)
  })
  const ended = new Promise<{ code: number | null; said: string }>(done => child.once('exit', code => done({ code, said })))
  const waiting = new Map<number, { done: (value: unknown) => void; failed: (error: Error) => void }>()
  let asked = 0
  const ask = (what: Ask): Promise<unknown> => new Promise((done, failed) => {
    asked += 1
    waiting.set(asked, { done, failed })
    if (!child.connected) return failed(new Error(`the program has ended: ${said}`))
    child.send({ id: asked, ask: what }, error => error && failed(error))
  })
  void ended.then(() => {
    for (const { failed } of waiting.values()) failed(new Error(`the program has ended: ${said}`))
  })
  let page: Page | undefined
  const refused: string[] = []

  /** Whether the page wants to be asked before it goes. */
  const heldBack = async (): Promise<boolean> => page === undefined || page.isClosed() ? false
    : page.evaluate(() => !window.dispatchEvent(new Event('beforeunload', { cancelable: true }))).catch(() => false)

  const attach = async (given: Page): Promise<void> => {
    page = given
    const context = page.context()
    await page.exposeBinding('standInInvoke', ({ frame }, channel: string, args: unknown[]) =>
      ask({ what: 'invoke', channel, args, frame: frame.url().replace(PAGE, OURS), isMain: frame === given.mainFrame() }))
    const preload = readFileSync(join(packed.app, 'out/preload/index.cjs'), 'utf8')
    await page.addInitScript(`(() => {
      const invoke = window.standInInvoke
      const listeners = {}
      Object.defineProperty(window, 'standInSend', { value: (channel, args) => (listeners[channel] ?? []).forEach(listener => listener({}, ...args)) })
      const electron = {
        contextBridge: { exposeInMainWorld: (name, api) => Object.defineProperty(window, name, { value: Object.freeze(api), enumerable: true }) },
        ipcRenderer: { invoke: (channel, ...args) => invoke(channel, args), on: (channel, listener) => { (listeners[channel] ??= []).push(listener) } },
      };
      (function (require, module, exports) { ${preload} })(() => electron, { exports: {} }, {})
    })()`)
    await context.route('**/*', async route => {
      const request = route.request()
      const url = request.url().startsWith(`${PAGE}/`) ? request.url().replace(PAGE, OURS) : request.url()
      const answer = await ask({ what: 'request', url, method: request.method() }).catch(() => null) as { status: number; headers: Record<string, string>; body: Uint8Array } | null
      if (answer === null) {
        refused.push(url)
        return route.abort('blockedbyclient')
      }
      return route.fulfill({ status: answer.status, headers: answer.headers, body: Buffer.from(answer.body) })
    })
    await page.goto(`${PAGE}/`)
    await ask({ what: 'loaded' })
  }

  return new Promise((started, failed) => {
    void ended.then(({ code }) => failed(new Error(`the program ended with ${code}: ${said}`)))
    child.on('message', (message: FromProgram) => {
      if ('id' in message) {
        const asker = waiting.get(message.id)
        waiting.delete(message.id)
        if ('value' in message) asker?.done(message.value)
        else asker?.failed(new Error(message.thrown))
        return
      }
      if (message.page === 'unload') return void heldBack().then(stays => ask({ what: 'unload', stays })).catch(() => undefined)
      if (message.page === 'reload') return void page?.reload().catch(() => undefined)
      if (message.page === 'role') return void page?.keyboard.press(rolesAsKeys[message.role]!).catch(() => undefined)
      if (message.page === 'send') return void page?.evaluate(([channel, args]) => (window as never as { standInSend: (channel: string, args: unknown) => void }).standInSend(channel as string, args), [message.channel, message.args] as const).catch(() => undefined)
      count += 1
      const desktop: Desktop = {
        address: `${OURS}/#${count}`,
        attach,
        stop: async () => {
          child.kill('SIGTERM')
          await ended
        },
        kill: async () => {
          child.kill('SIGKILL')
          await ended
        },
        ended,
        emit: async (on, event, ...args) => await ask({ what: 'emit', on, event, args }) as boolean,
        answer: (method, value) => ask({ what: 'answer', method, value }),
        recorded: async () => await ask({ what: 'recorded' }) as Recorded[],
        pick: label => ask({ what: 'pick', label }),
        place: (bounds, maximized = false) => ask({ what: 'bounds', bounds, maximized }),
        closeWindow: () => ask({ what: 'close' }),
        refused,
      }
      byAddress.set(desktop.address, desktop)
      started(desktop)
    })
  })
}

/** A page of this machine's Chromium as the window of `desktop`. */
export const windowOf = async (browser: Browser, desktop: Desktop): Promise<Page> => {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
  await desktop.attach(page)
  return page
}
