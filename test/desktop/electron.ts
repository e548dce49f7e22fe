/**
 * A stand-in for the module `electron` in the main process: what our program asks of it, with the order and the refusals of the
 * real one (too early, too late, without waiting), and a test in the place of the person, the system and the page. Its names and
 * signatures are checked against electron.d.ts; that the real one behaves so is what docs/security.md says has to be seen there.
 */
import type * as Electron from 'electron'
import { fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Ask, Emitter, FromProgram, Recorded, Start, ToProgram } from './talk.ts'

const start = JSON.parse(process.env['STAND_IN']!) as Start
const recorded: Recorded[] = []
const record = (what: string, given?: unknown): void => void recorded.push(JSON.parse(JSON.stringify({ what, with: given })) as Recorded)
const tell = (message: FromProgram): void => void process.send!(message)
const answers = new Map<string, unknown[]>(Object.entries(start.answers ?? {}).map(([method, given]) => [method, [...given]]))

let ready = false
const early = (what: string): void => {
  if (!ready) throw new Error(`${what} cannot be used before app is ready`)
}
const late = (what: string): void => {
  if (ready) throw new Error(`${what} must be called before app is ready`)
}

/** An event that can be prevented, as Electron hands it to listeners. */
class Preventable {
  defaultPrevented = false
  preventDefault(): void {
    this.defaultPrevented = true
  }
}
const emit = (emitter: EventEmitter, event: string, ...args: unknown[]): boolean => {
  const preventable = new Preventable()
  emitter.emit(event, preventable, ...args)
  return preventable.defaultPrevented
}

const windows = new Set<BrowserWindow>()

class App extends EventEmitter implements Pick<Electron.App,
  'isPackaged' | 'enableSandbox' | 'disableHardwareAcceleration' | 'getPath' | 'setPath' | 'getName' | 'setName' | 'setAppUserModelId'
  | 'requestSingleInstanceLock' | 'releaseSingleInstanceLock' | 'isReady' | 'whenReady' | 'quit' | 'exit' | 'relaunch' | 'focus'> {
  isPackaged = start.packaged
  #paths: Record<string, string> = { ...start.paths }
  #ready = new Promise<void>(done => setImmediate(() => {
    ready = true
    if (!menuSet) record('default menu built')
    done()
    this.emit('ready')
  }))
  #quitting = false

  enableSandbox(): void {
    late('app.enableSandbox()')
    record('enableSandbox')
  }
  disableHardwareAcceleration(): void {
    late('app.disableHardwareAcceleration()')
    record('disableHardwareAcceleration')
  }
  getPath(name: Parameters<Electron.App['getPath']>[0]): string {
    const path = this.#paths[name]
    if (path === undefined) throw new Error(`Failed to get '${name}' path`)
    return path
  }
  setPath(name: string, path: string): void {
    this.#paths[name] = path
    record('setPath', { name, path })
  }
  getName(): string {
    return 'mediation-workstation'
  }
  setName(name: string): void {
    record('setName', name)
  }
  setAppUserModelId(id: string): void {
    record('setAppUserModelId', id)
  }
  requestSingleInstanceLock(): boolean {
    const path = join(this.getPath('userData'), 'SingletonLock')
    mkdirSync(this.getPath('userData'), { recursive: true })
    if (existsSync(path)) {
      const holder = Number(readFileSync(path, 'utf8'))
      try {
        process.kill(holder, 0)
        if (holder !== process.pid) return false
      } catch { /* Gone: its lock goes with it. */ }
    }
    writeFileSync(path, String(process.pid))
    return true
  }
  releaseSingleInstanceLock(): void {
    record('releaseSingleInstanceLock')
  }
  isReady(): boolean {
    return ready
  }
  whenReady(): Promise<void> {
    return this.#ready
  }
  focus(): void {
    record('app.focus')
  }
  relaunch(options?: Electron.RelaunchOptions): void {
    record('relaunch', options ?? {})
  }
  /** As Electron: every window may hold it back; then the listeners of will-quit are heard, and nobody is waited for. */
  quit(): void {
    if (this.#quitting) return
    this.#quitting = true
    void (async () => {
      if (emit(this, 'before-quit')) return this.stay()
      for (const window of windows) if (!await window.leave()) return this.stay()
      this.finish()
    })()
  }
  stay(): void {
    this.#quitting = false
  }
  finish(): void {
    this.#quitting = false
    if (!emit(this, 'will-quit')) this.exit(0)
  }
  exit(code = 0): void {
    this.emit('quit', new Preventable(), code)
    process.exit(code)
  }
  /** The last window went; a program that listens decides itself. */
  lastWindowGone(): void {
    if (this.#quitting) return
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed')
    else this.quit()
  }
}
export const app = new App()

class WebContents extends EventEmitter implements Pick<Electron.WebContents,
  'setWindowOpenHandler' | 'reload' | 'send' | 'getPrintersAsync' | 'setZoomLevel' | 'getZoomLevel' | 'isDestroyed' | 'replaceMisspelling' | 'forcefullyCrashRenderer' | 'getURL'
  | 'isCrashed' | 'setVisualZoomLevelLimits'> {
  readonly mainFrame = { url: '' }
  readonly id = 1
  #zoom = 0
  openHandler: ((details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse) | undefined
  setWindowOpenHandler(handler: (details: Electron.HandlerDetails) => Electron.WindowOpenHandlerResponse): void {
    this.openHandler = handler
  }
  reload(): void {
    record('reload')
    tell({ page: 'reload' })
  }
  send(channel: string, ...args: unknown[]): void {
    tell({ page: 'send', channel, args })
  }
  async getPrintersAsync(): Promise<Electron.PrinterInfo[]> {
    return Array.from({ length: start.printers ?? 1 }, (_, index) => ({ name: `printer-${index}`, displayName: `打印机${index + 1}`, description: '', options: {} }) as Electron.PrinterInfo)
  }
  setZoomLevel(level: number): void {
    this.#zoom = level
    record('setZoomLevel', level)
  }
  getZoomLevel(): number {
    return this.#zoom
  }
  async setVisualZoomLevelLimits(least: number, most: number): Promise<void> {
    record('setVisualZoomLevelLimits', [least, most])
  }
  isDestroyed(): boolean {
    return false
  }
  isCrashed(): boolean {
    return false
  }
  replaceMisspelling(): void {}
  forcefullyCrashRenderer(): void {
    record('forcefullyCrashRenderer')
    emit(this, 'render-process-gone', { reason: 'killed', exitCode: 1 })
  }
  getURL(): string {
    return this.mainFrame.url
  }
}

let loaded: (() => void) | undefined
let left: ((stays: boolean) => void) | undefined
let loadFails = start.loadFails ?? 0

export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow,
  'loadURL' | 'show' | 'hide' | 'focus' | 'restore' | 'minimize' | 'maximize' | 'isMinimized' | 'isMaximized' | 'isVisible' | 'isDestroyed' | 'destroy' | 'close'
  | 'getBounds' | 'getNormalBounds' | 'isFullScreen'> {
  readonly webContents = new WebContents()
  #bounds: Electron.Rectangle
  #maximized = false
  #visible: boolean
  #minimized = false
  #destroyed = false
  constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    early('BrowserWindow')
    record('new BrowserWindow', options)
    this.#bounds = { x: options.x ?? 0, y: options.y ?? 0, width: options.width ?? 800, height: options.height ?? 600 }
    this.#visible = options.show !== false
    windows.add(this)
    app.emit('web-contents-created', new Preventable(), this.webContents)
  }
  static getAllWindows(): BrowserWindow[] {
    return [...windows]
  }
  async loadURL(url: string): Promise<void> {
    record('loadURL', url)
    if (loadFails > 0) {
      loadFails -= 1
      throw Object.assign(new Error(`ERR_FAILED (-2) loading '${url}'`), { code: 'ERR_FAILED', errno: -2, url })
    }
    this.webContents.mainFrame.url = url
    const done = new Promise<void>(settle => {
      loaded = settle
    })
    tell({ page: 'load', url })
    await done
    this.emit('ready-to-show')
    this.webContents.emit('did-finish-load')
  }
  show(): void {
    this.#visible = true
    record('show')
  }
  hide(): void {
    this.#visible = false
  }
  isVisible(): boolean {
    return this.#visible
  }
  focus(): void {
    record('focus')
  }
  minimize(): void {
    this.#minimized = true
  }
  restore(): void {
    this.#minimized = false
    record('restore')
  }
  isMinimized(): boolean {
    return this.#minimized
  }
  maximize(): void {
    this.#maximized = true
    record('maximize')
  }
  isMaximized(): boolean {
    return this.#maximized
  }
  isFullScreen(): boolean {
    return false
  }
  getBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }
  getNormalBounds(): Electron.Rectangle {
    return { ...this.#bounds }
  }
  /** A person drags it. */
  place(bounds: Electron.Rectangle, maximized: boolean): void {
    this.#bounds = { ...bounds }
    this.#maximized = maximized
    this.emit('resize')
    this.emit('move')
  }
  isDestroyed(): boolean {
    return this.#destroyed
  }
  destroy(): void {
    if (this.#destroyed) return
    this.#destroyed = true
    windows.delete(this)
    this.emit('closed')
    if (windows.size === 0) app.lastWindowGone()
  }
  close(): void {
    void this.leave()
  }
  /** Closes when neither the window nor the page holds it back. */
  async leave(): Promise<boolean> {
    if (emit(this, 'close')) return false
    const asked = new Promise<boolean>(settle => {
      left = settle
    })
    tell({ page: 'unload' })
    if (await asked && !emit(this.webContents, 'will-prevent-unload')) return false
    this.destroy()
    return true
  }
}

const withoutWindow = (given: readonly unknown[]): Record<string, unknown> => (given.at(-1) ?? {}) as Record<string, unknown>
/** What the test gave as the next answer to this dialog, otherwise what a person would do. */
const answered = <T>(method: string, given: readonly unknown[], otherwise: (options: Record<string, unknown>) => T): T => {
  early('dialog')
  const options = withoutWindow(given)
  record(method, options)
  const next = answers.get(method)?.shift()
  return next === undefined ? otherwise(options) : next as T
}
/** A name that is still free, as a careful person would type it. */
const freePath = (suggested: string): string => {
  mkdirSync(start.out, { recursive: true })
  const name = basename(suggested)
  const end = extname(name)
  for (let turn = 1; ; turn += 1) {
    const path = join(start.out, turn === 1 ? name : `${name.slice(0, name.length - end.length)}（${turn}）${end}`)
    if (!existsSync(path)) return path
  }
}
export const dialog: Pick<Electron.Dialog, 'showSaveDialog' | 'showOpenDialog' | 'showMessageBox' | 'showMessageBoxSync' | 'showErrorBox'> = {
  showSaveDialog: async (...given: unknown[]) => answered('showSaveDialog', given, ({ defaultPath }) => ({ canceled: false, filePath: freePath(defaultPath as string) })),
  showOpenDialog: async (...given: unknown[]) => answered('showOpenDialog', given, () => {
    mkdirSync(start.out, { recursive: true })
    return { canceled: false, filePaths: [start.out] }
  }),
  showMessageBox: async (...given: unknown[]) => ({ response: answered('showMessageBox', given, ({ cancelId }) => (cancelId as number | undefined) ?? 0), checkboxChecked: false }),
  showMessageBoxSync: (...given: unknown[]) => answered('showMessageBoxSync', given, ({ cancelId }) => (cancelId as number | undefined) ?? 0),
  showErrorBox: (title: string, content: string) => record('showErrorBox', { title, content }),
}

const handlers = new Map<string, (event: unknown, ...args: unknown[]) => unknown>()
export const ipcMain: Pick<Electron.IpcMain, 'handle' | 'removeHandler'> = {
  handle: (channel, handler) => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler as never)
  },
  removeHandler: channel => void handlers.delete(channel),
}

let menuSet = false
let popped: Electron.MenuItemConstructorOptions[] = []
export const Menu = {
  setApplicationMenu: (menu: Electron.Menu | null): void => {
    menuSet = true
    record('setApplicationMenu', menu)
  },
  buildFromTemplate: (template: (Electron.MenuItemConstructorOptions | Electron.MenuItem)[]): Pick<Electron.Menu, 'popup'> => ({
    popup: () => {
      popped = template as Electron.MenuItemConstructorOptions[]
      record('popup', popped.map(({ label, role, type, enabled }) => ({ label, role, type, enabled })))
    },
  }),
}

type Handled = (request: Request) => Response | Promise<Response>
const served = new Map<string, Handled>()
let beforeRequest: ((details: { url: string }, decide: (answer: { cancel?: boolean }) => void) => void) | undefined
const denied: Record<string, unknown> = {}
const defaultSession: Pick<Electron.Session, 'setPermissionRequestHandler' | 'setPermissionCheckHandler' | 'setDevicePermissionHandler'> & {
  webRequest: Pick<Electron.WebRequest, 'onBeforeRequest'>; protocol: Pick<Electron.Protocol, 'handle'>
} = {
  setPermissionRequestHandler: handler => void (denied['request'] = handler),
  setPermissionCheckHandler: handler => void (denied['check'] = handler),
  setDevicePermissionHandler: handler => void (denied['device'] = handler),
  webRequest: { onBeforeRequest: (...given: unknown[]) => void (beforeRequest = given.at(-1) as never) },
  protocol: { handle: (scheme, handler) => void served.set(scheme, handler as Handled) },
}
export const session = {
  get defaultSession() {
    early('session.defaultSession')
    return defaultSession
  },
}
export const protocol: Pick<Electron.Protocol, 'registerSchemesAsPrivileged'> = {
  registerSchemesAsPrivileged: schemes => {
    late('protocol.registerSchemesAsPrivileged()')
    record('registerSchemesAsPrivileged', schemes)
  },
}
export const shell: Pick<Electron.Shell, 'openPath' | 'showItemInFolder'> = {
  openPath: async path => {
    record('openPath', path)
    return existsSync(path) ? '' : 'not found'
  },
  showItemInFolder: path => record('showItemInFolder', path),
}
const power = new EventEmitter()
export const powerMonitor = Object.assign(power, {
  getSystemIdleTime: (): number => {
    early('powerMonitor')
    return 0
  },
} satisfies Partial<Electron.PowerMonitor>)
export const screen = {
  getAllDisplays: (): Pick<Electron.Display, 'workArea' | 'bounds'>[] => {
    early('screen')
    return (start.displays ?? [{ x: 0, y: 0, width: 1920, height: 1040 }]).map(area => ({ workArea: { ...area }, bounds: { ...area } }))
  },
} satisfies Partial<Record<keyof Electron.Screen, unknown>>

/** A child beside the program, with structured messages, as Electron's own; it is told nothing of the stand-in. */
export const utilityProcess = {
  fork: (entry, args = [], options = {}) => {
    record('utilityProcess.fork', { entry: basename(entry), serviceName: options.serviceName })
    const child = fork(fileURLToPath(new URL('./side-run.ts', import.meta.url)), [entry, ...args], {
      execArgv: options.execArgv ?? [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'], serialization: 'advanced',
    })
    const side = new EventEmitter()
    child.once('spawn', () => side.emit('spawn'))
    child.on('message', message => side.emit('message', message))
    child.once('exit', code => side.emit('exit', code ?? 1))
    return Object.assign(side, {
      pid: child.pid,
      stdout: null,
      stderr: null,
      postMessage: (message: unknown): void => void (child.connected && child.send(message as object)),
      kill: (): boolean => child.kill('SIGKILL'),
    }) as unknown as Electron.UtilityProcess
  },
} satisfies { fork: (typeof Electron.utilityProcess)['fork'] }

const emitters: Record<Emitter, () => EventEmitter> = {
  app: () => app,
  window: () => [...windows][0]!,
  contents: () => [...windows][0]!.webContents,
  powerMonitor: () => powerMonitor,
}

const requested = async (url: string, method: string): Promise<unknown> => {
  const cancelled = await new Promise<boolean>(settle => beforeRequest ? beforeRequest({ url }, ({ cancel }) => settle(cancel === true)) : settle(false))
  const handler = served.get(new URL(url).protocol.slice(0, -1))
  if (cancelled || !handler) return null
  const response = await handler(new Request(url, { method }))
  return { status: response.status, headers: Object.fromEntries(response.headers), body: new Uint8Array(await response.arrayBuffer()) }
}

const answerTo = async (ask: Ask): Promise<unknown> => {
  const [window] = windows
  if (ask.what === 'request') return requested(ask.url, ask.method)
  if (ask.what === 'invoke') {
    const handler = handlers.get(ask.channel)
    if (!handler) throw new Error(`No handler registered for '${ask.channel}'`)
    return handler({ sender: window?.webContents, senderFrame: ask.isMain ? window?.webContents.mainFrame : { url: ask.frame } }, ...structuredClone(ask.args))
  }
  if (ask.what === 'emit') return emit(emitters[ask.on](), ask.event, ...ask.args)
  if (ask.what === 'answer') return void answers.set(ask.method, [...answers.get(ask.method) ?? [], ask.value])
  if (ask.what === 'recorded') return recorded.splice(0)
  if (ask.what === 'pick') {
    const item = popped.find(({ label }) => label === ask.label)
    if (!item) throw new Error(`the menu has no ${ask.label}`)
    if (item.role) tell({ page: 'role', role: item.role })
    return item.click?.({} as Electron.MenuItem, undefined, {} as Electron.KeyboardEvent)
  }
  if (ask.what === 'loaded') return loaded?.()
  if (ask.what === 'unload') return left?.(ask.stays)
  if (ask.what === 'bounds') return window!.place(ask.bounds, ask.maximized)
  if (ask.what === 'close') return window!.close()
  return app.quit()
}

process.on('message', ({ id, ask }: ToProgram) => {
  answerTo(ask).then(value => tell({ id, value: value ?? null }), (error: unknown) => tell({ id, thrown: String(error) }))
})
process.on('disconnect', () => process.exit(0))
// Electron leaves in order when the system asks it to.
for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, () => app.quit())
