/** Electron's binary is not to be had everywhere: the built main and preload run here against a module that records. */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import config from '../../electron-builder.config.ts'
import { malformed, wrongAnswer } from './malformed.ts'
import { beforeAll, describe, expect, test, vi } from 'vitest'

type Listener = (...args: never[]) => unknown

const recorded = vi.hoisted(() => ({
  handlers: new Map<string, (...args: unknown[]) => unknown>(),
  protocols: new Map<string, (request: Request) => Promise<Response>>(),
  privileged: [] as unknown[],
  windows: [] as { options: Record<string, unknown>; loaded: string[]; webContents: Record<string, unknown> }[],
  exposed: new Map<string, Record<string, (...args: unknown[]) => unknown>>(),
  invoked: [] as unknown[][],
  listeners: new Map<string, Listener>(),
  contents: new Map<string, Listener>(),
  openHandler: null as null | (() => unknown),
  permissions: {} as Record<string, (...args: unknown[]) => unknown>,
  requests: null as null | ((details: { url: string }, decide: (answer: { cancel: boolean }) => void) => void),
  sandboxed: false,
  single: 0,
  identity: '',
  userData: '',
  menus: [] as unknown[],
  saveDialog: { canceled: true, filePath: '' },
  opened: [] as string[],
  choice: 0,
}))

// What the program keeps of its own goes where the test may put it.
vi.hoisted(() => {
  process.env.XDG_DATA_HOME = `${process.env.TMPDIR ?? '/tmp'}/workstation-${process.pid}`
  process.env.LOCALAPPDATA = process.env.XDG_DATA_HOME
})

vi.mock('electron', () => {
  const mainFrame = { url: 'app://workstation/' }
  class BrowserWindow {
    loaded: string[] = []
    webContents = {
      mainFrame,
      setWindowOpenHandler: (handler: () => unknown) => { recorded.openHandler = handler },
      on: (event: string, listener: Listener) => { recorded.contents.set(event, listener) },
      setZoomLevel: () => undefined,
    }
    options: Record<string, unknown>
    constructor(options: Record<string, unknown>) {
      this.options = options
      recorded.windows.push(this as never)
      recorded.listeners.get('web-contents-created')!({} as never, this.webContents as never)
    }
    loadURL = async (url: string) => { this.loaded.push(url) }
    once = () => this
    on = () => this
    show = () => undefined
    isMinimized = () => true
    restore = () => { recorded.opened.push('restored') }
    focus = () => { recorded.opened.push('focused') }
  }
  return {
    app: {
      setAppUserModelId: (id: string) => { recorded.identity = id },
      isReady: () => true,
      enableSandbox: () => { recorded.sandboxed = true },
      isPackaged: true,
      getPath: () => recorded.userData,
      setPath: () => undefined,
      requestSingleInstanceLock: () => { recorded.single += 1; return true },
      whenReady: () => Promise.resolve(),
      on: (event: string, listener: Listener) => { recorded.listeners.set(event, listener) },
      quit: () => undefined,
      exit: () => undefined,
    },
    BrowserWindow,
    Menu: { setApplicationMenu: (menu: unknown) => { recorded.menus.push(menu) } },
    dialog: { showMessageBoxSync: () => recorded.choice, showOpenDialog: async () => ({ canceled: true, filePaths: [] }), showSaveDialog: async () => recorded.saveDialog, showErrorBox: () => undefined },
    ipcMain: { handle: (channel: string, handler: (...args: unknown[]) => unknown) => { recorded.handlers.set(channel, handler) } },
    powerMonitor: { on: () => undefined },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1040 } }] },
    protocol: { registerSchemesAsPrivileged: (schemes: unknown[]) => { recorded.privileged.push(...schemes) } },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: never) => { recorded.permissions.request = handler },
        setPermissionCheckHandler: (handler: never) => { recorded.permissions.check = handler },
        setDevicePermissionHandler: (handler: never) => { recorded.permissions.device = handler },
        webRequest: { onBeforeRequest: (handler: never) => { recorded.requests = handler } },
        protocol: { handle: (scheme: string, handler: never) => { recorded.protocols.set(scheme, handler) } },
      },
    },
    utilityProcess: { fork: () => { throw new Error('no process of Electron here') } },
    shell: { openPath: async (path: string) => { recorded.opened.push(path); return '' }, showItemInFolder: (path: string) => { recorded.opened.push(path) } },
    contextBridge: { exposeInMainWorld: (name: string, api: never) => { recorded.exposed.set(name, api) } },
    ipcRenderer: { invoke: async (...args: unknown[]) => { recorded.invoked.push(args); return 'answer' }, on: () => undefined },
  }
})

beforeAll(async () => {
  recorded.userData = mkdtempSync(join(tmpdir(), 'mediation-electron-'))
  await import('../../src/main/index.ts')
  await import('../../src/preload/index.ts')
  await vi.waitFor(() => expect(recorded.windows[0]?.loaded).toEqual(['app://workstation/']))
})

const ask = (name: string, input: unknown, event: Record<string, unknown> = {}) => {
  const { webContents } = recorded.windows[0]!
  return recorded.handlers.get('command')!({ sender: webContents, senderFrame: webContents.mainFrame, ...event }, name, input) as Promise<{ ok: boolean; value?: never; refusal?: { code: string } }>
}

describe('the Electron host', () => {
  test('opens one sandboxed, isolated window with the built preload', () => {
    expect(recorded.single).toBe(1)
    expect(recorded.sandboxed).toBe(true)
    expect(recorded.windows).toHaveLength(1)
    expect(recorded.windows[0]!.options).toMatchObject({
      width: 1366, height: 768, title: '物业纠纷人民调解工作站',
      webPreferences: {
        sandbox: true, contextIsolation: true, nodeIntegration: false, nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false, webviewTag: false, webSecurity: true,
        preload: expect.stringMatching(/preload[\\/]index\.cjs$/) as string,
      },
    })
    expect(recorded.menus).toEqual([null])
    expect(recorded.identity).toBe(config.appId)
    recorded.listeners.get('second-instance')!()
    expect(recorded.opened).toEqual(['restored', 'focused'])
  })

  test('serves the page over app:// with the strict policy, and nothing outside it', async () => {
    expect(recorded.privileged).toEqual([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
    const serve = recorded.protocols.get('app')!
    for (const [url, status] of [['app://workstation/../../package.json', 404], ['app://elsewhere/', 403], ['app://workstation/%2e%2e%2fmain/index.js', 404]] as const) {
      expect((await serve(new Request(url))).status, url).toBe(status)
    }
    expect((await serve(new Request('app://workstation/', { method: 'POST' }))).status).toBe(403)
  })

  test('denies windows, navigation, permissions and the network', () => {
    expect(recorded.openHandler!()).toEqual({ action: 'deny' })
    for (const event of ['will-navigate', 'will-redirect', 'will-frame-navigate', 'will-attach-webview']) {
      const preventDefault = vi.fn<() => void>()
      recorded.contents.get(event)!({ preventDefault } as never)
      expect(preventDefault, event).toHaveBeenCalledOnce()
    }
    const decide = vi.fn<(allowed: boolean) => void>()
    recorded.permissions.request!(null, 'camera', decide)
    expect(decide).toHaveBeenCalledWith(false)
    expect(recorded.permissions.check!()).toBe(false)
    expect(recorded.permissions.device!()).toBe(false)
    const verdict = (url: string) => {
      let cancelled: boolean | undefined
      recorded.requests!({ url }, ({ cancel }) => { cancelled = cancel })
      return cancelled
    }
    expect(['app://workstation/assets/x.js', 'https://example.com/', 'http://127.0.0.1/', 'file:///etc/passwd', 'app://workstation.evil/', 'devtools://x'].map(verdict))
      .toEqual([false, true, true, true, true, true])
  })

  test('a page with unsaved words is left only when the user says so', () => {
    for (const [choice, left] of [[0, 0], [1, 1]] as const) {
      recorded.choice = choice
      const preventDefault = vi.fn<() => void>()
      recorded.contents.get('will-prevent-unload')!({ preventDefault } as never)
      expect(preventDefault).toHaveBeenCalledTimes(left)
    }
  })

  test('answers its own page and nobody else', async () => {
    expect(await ask('office.status', {})).toMatchObject({ ok: true, value: { state: 'empty' } })
    expect(await ask('office.status', {}, { sender: {} })).toMatchObject({ ok: false, refusal: { code: 'not-ours' } })
    expect(await ask('office.status', {}, { senderFrame: { url: 'app://workstation/' } })).toMatchObject({ ok: false, refusal: { code: 'not-ours' } })
    expect(await ask('office.status', {}, { senderFrame: null })).toMatchObject({ ok: false, refusal: { code: 'not-ours' } })
  })

  test('saves where the user says, and a cancelled dialog is an answer', async () => {
    await ask('office.setUp', {
      office: { name: '委员会', regionCode: '421281', numberWord: '赤物', court: '法院' },
      mediators: [], account: { name: '何平', password: '12345678' },
    })
    expect(await ask('bundle.export', {})).toMatchObject({ ok: false, refusal: { code: 'cancelled' } })
    recorded.saveDialog = { canceled: false, filePath: join(recorded.userData, '导出.json') }
    const saved = await ask('bundle.export', {})
    expect(saved).toMatchObject({ ok: true, value: { path: recorded.saveDialog.filePath, cases: 0 } })
    expect(await ask('file.open', { path: recorded.saveDialog.filePath })).toMatchObject({ ok: true })
    expect(recorded.opened.at(-1)).toBe(recorded.saveDialog.filePath)
    expect(await ask('file.open', { path: '/etc/passwd' })).toMatchObject({ ok: false, refusal: { code: 'not-ours' } })
    expect(await ask('bundle.import', { path: '/etc/passwd' })).toMatchObject({ ok: false, refusal: { code: 'path-not-allowed' } })
  })

  test('refuses a hundred thousand malformed messages', async () => {
    const wrong: string[] = []
    for (const { command, input } of malformed(100_000, 3)) {
      const problem = wrongAnswer(await ask(command as string, input))
      if (problem) wrong.push(`${String(command)} ${problem} ${JSON.stringify(input)?.slice(0, 200)}`)
    }
    expect(wrong).toEqual([])
  }, 240_000)
})

describe('the preload', () => {
  test('hands the page one function and nothing else', async () => {
    expect([...recorded.exposed.keys()]).toEqual(['bridge'])
    expect(Object.keys(recorded.exposed.get('bridge')!)).toEqual(['call'])
    expect(await recorded.exposed.get('bridge')!.call!('office.status', {})).toBe('answer')
    expect(recorded.invoked).toEqual([['command', 'office.status', {}]])
  })

  test('is built as a small CommonJS file without any library', () => {
    const built = fileURLToPath(new URL('../../out/preload/index.cjs', import.meta.url))
    expect(existsSync(built), 'run npm run build first').toBe(true)
    const code = readFileSync(built, 'utf8')
    expect(code.length).toBeLessThan(1000)
    expect([...code.matchAll(/require\("([^"]+)"\)/g)].map(match => match[1])).toEqual(['electron'])
  })

  test('and the main build names electron, the page no Node', () => {
    const main = readFileSync(fileURLToPath(new URL('../../out/main/index.js', import.meta.url)), 'utf8')
    expect(main).toMatch(/from\s*"electron"/)
    const page = readFileSync(fileURLToPath(new URL('../../out/renderer/index.html', import.meta.url)), 'utf8')
    expect(page).toContain('__NONCE__')
    expect(page).not.toMatch(/https?:\/\//)
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/)
  })
})
