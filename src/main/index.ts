/** Host 1: Electron. One window over `app://`, sandboxed and isolated, that can reach nothing but our own commands. */
import { join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, powerMonitor, protocol, screen, shell, utilityProcess, type IpcMainInvokeEvent } from 'electron'
import type { Call, CommandName } from '../core/contract.ts'
import type { Ports } from '../core/ports.ts'
import { refuse } from '../core/base/result.ts'
import { createApp } from './app.ts'
import { programFolder } from './adapters/data-folders.ts'
import { byUtilityProcess } from './adapters/workers/start-electron.ts'
import { startSideProcessesBy } from './adapters/workers/start.ts'
import { fileDialogs, knownFolder } from './desktop/dialogs.ts'
import { closeTheNetwork, guardEveryPage, isOurAddress, ORIGIN } from './desktop/guards.ts'
import { menuOnRightButton, zoomByCtrl } from './desktop/manners.ts'
import { doWithoutGraphics, helpThePage } from './desktop/mishaps.ts'
import { placement, SMALLEST } from './desktop/placement.ts'
import { rememberedIn, type Memory } from './desktop/remembered.ts'
import { hostFlags, hostPorts } from './host.ts'
import { fileRefusal, isFileError } from './store/file-errors.ts'
import { version } from './version.ts'

const TITLE = '物业纠纷人民调解工作站'
const root = join(import.meta.dirname, '../renderer')

// All that must be said before Electron is ready. The menu too: the default one would be built for nothing.
// What Chromium keeps lies apart from the data, and neither depends on what the package is called.
app.setPath('userData', join(programFolder(), 'Chromium'))
app.setAppUserModelId('cn.chibi.wuye-tiaojie')
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } }])
app.enableSandbox()
Menu.setApplicationMenu(null)
guardEveryPage()
startSideProcessesBy(byUtilityProcess(utilityProcess, process.resourcesPath))
const memory: Memory = rememberedIn(knownFolder('userData', 'temp'))
if (memory.all().withoutGraphics === version) app.disableHardwareAcceleration()

let window: BrowserWindow | null = null
let ports: Ports | undefined
let call: Call | undefined

const isOurs = (event: IpcMainInvokeEvent): boolean => {
  const frame = event.senderFrame
  return window !== null && event.sender === window.webContents && frame === window.webContents.mainFrame
    && isOurAddress(frame?.url ?? 'about:blank')
}

const openWindow = async (): Promise<void> => {
  const opened = window = new BrowserWindow({
    ...placement(memory.all().bounds, screen.getAllDisplays().map(({ workArea }) => workArea)),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    title: TITLE,
    backgroundColor: '#ffffff',
    webPreferences: {
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      spellcheck: false,
      navigateOnDragDrop: false,
    },
  })
  // A page with unsaved words holds the window back; the user decides.
  opened.webContents.on('will-prevent-unload', event => {
    const choice = dialog.showMessageBoxSync(opened, {
      type: 'question', buttons: ['继续填写', '不保存，关闭'], defaultId: 0, cancelId: 0, title: '有没保存的内容', message: '还有没保存的内容，关闭后就没有了。要关闭吗？',
    })
    if (choice === 1) event.preventDefault()
  })
  menuOnRightButton(opened)
  zoomByCtrl(opened.webContents, memory)
  helpThePage(opened, () => performance.now(), leave)
  opened.once('ready-to-show', () => {
    if (memory.all().maximized) opened.maximize()
    opened.show()
  })
  const place = (): void => {
    if (!opened.isMinimized()) memory.keep({ bounds: opened.getNormalBounds(), maximized: opened.isMaximized() })
  }
  opened.on('close', place)
  // Windows shuts down or the user logs off: no time for questions. Forms are drafts by now, and every change lies on disk.
  opened.on('query-session-end', () => void leave())
  opened.on('session-end', () => void leave())
  opened.on('closed', () => {
    if (window === opened) window = null
  })
  try {
    await opened.loadURL(`${ORIGIN}/`)
  } catch (error) {
    // Not shown and not to be: the next try makes another.
    window = null
    opened.destroy()
    throw error
  }
}

const openWithSystem = async (path: string, what: 'file' | 'folder'): Promise<void> => {
  if (what === 'folder') shell.showItemInFolder(path)
  else if ((await shell.openPath(path)) !== '') throw Object.assign(new Error('no opener'), { code: 'ENOENT' })
}

const openPorts = async (): Promise<Ports | null> => {
  const flags = hostFlags(app.isPackaged ? [] : process.argv.slice(2))
  if ('wrong' in flags) {
    dialog.showErrorBox('启动参数不对', flags.wrong)
    app.exit(2)
    return null
  }
  const host = await hostPorts({ own: join(programFolder(), '资料进度'), ...flags }, 'page', fileDialogs(() => window, memory), openWithSystem)
  return { ...host, shell: { ...host.shell, printers: async () => (await window?.webContents.getPrintersAsync())?.length } }
}

let left: Promise<void> | undefined
/** Leaves in order: the store lets go of its folder, what is remembered lies on disk. Electron itself would wait for neither. */
const leave = (): Promise<void> => left ??= (async () => {
  const ready = Promise.all([ports?.store.close(), memory.settled()])
  // A disk that does not answer keeps nobody at the office.
  await Promise.race([ready.catch(() => undefined), new Promise<void>(done => void setTimeout(done, 10_000))])
  app.exit(0)
})()

/** Milliseconds that the page has to keep what is typed as drafts. */
const KEEPING = 2000
let locking: NodeJS.Timeout | undefined
/** Nobody sits here: with Win+L or sleep the office is locked too, by the page, which keeps its drafts first, or without it. */
const lockWithTheSystem = (): void => {
  window?.webContents.send('locked')
  clearTimeout(locking)
  locking = setTimeout(() => void call?.('account.lock', {}), KEEPING)
}

const start = async (): Promise<void> => {
  const found = ports ??= await openPorts() ?? undefined
  if (!found) return
  call ??= createApp(found)
  await openWindow()
}

/** Why it did not start, in words, and what to do. */
const whyNot = (error: unknown): string => isFileError(error)
  ? fileRefusal(error, '打开程序的文件').refusal.message
  : '可能是杀毒软件正在检查程序文件，或者程序文件、用户配置文件夹坏了。请再试一次；仍然不行的，请重新启动电脑，或重新安装本软件（资料不会丢）。'

const startUntilDone = async (): Promise<void> => {
  for (;;) {
    try {
      return await start()
    } catch (error) {
      ports?.log.fault('start', error)
      const choice = dialog.showMessageBoxSync({
        type: 'error', title: TITLE, buttons: ['再试', '退出'], defaultId: 0, cancelId: 1, noLink: true, message: '程序没有打开。', detail: whyNot(error),
      })
      if (choice !== 0) return leave()
    }
  }
}

const begin = async (): Promise<void> => {
  closeTheNetwork(root)
  ipcMain.handle('command', (event, name: CommandName, input: unknown) => {
    if (!call || !isOurs(event)) return refuse('not-ours', '不允许。')
    if (name === 'account.lock') clearTimeout(locking)
    return call(name, input as never)
  })
  doWithoutGraphics(memory, version, () => window)
  powerMonitor.on('lock-screen', lockWithTheSystem)
  powerMonitor.on('suspend', lockWithTheSystem)
  let opened = false
  // Not while a window that could not be loaded gives way to the next.
  app.on('window-all-closed', () => opened && app.quit())
  app.on('will-quit', event => {
    event.preventDefault()
    void leave()
  })
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  await startUntilDone()
  opened = true
}

/** What nobody foresaw: said once in Chinese, where Electron would show its own words; the program goes on, its changes are whole. */
let said = false
process.on('uncaughtException', error => {
  ports?.log.fault('program', error)
  if (said || !app.isReady()) return
  said = true
  dialog.showErrorBox('程序内部出错', '已保存的资料没有改动。请保存手头的内容，退出后重新打开；仍然出现的，请联系维护人员。')
})

// One window on one folder: a second start shows the first one.
if (app.requestSingleInstanceLock()) void app.whenReady().then(begin)
else app.quit()
