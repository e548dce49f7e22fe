/** Host 1: Electron. One window over `app://`, sandboxed and isolated, that can reach nothing but our own commands. */
import { basename, join } from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, Menu, protocol, session, shell, utilityProcess, type IpcMainInvokeEvent } from 'electron'
import type { CommandName } from '../core/contract.ts'
import { ok, refuse } from '../core/base/result.ts'
import { createApp } from './app.ts'
import { legalFileName, newFolderIn } from './adapters/system.ts'
import { writeDurably } from './store/disk.ts'
import { replaceRefusal } from './store/file-errors.ts'
import { byUtilityProcess } from './adapters/workers/start-electron.ts'
import { startSideProcessesBy } from './adapters/workers/start.ts'
import { hostFlags, hostPorts } from './host.ts'
import { pageFile } from './page.ts'

const ORIGIN = 'app://workstation'
const root = join(import.meta.dirname, '../renderer')

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }])
app.enableSandbox()
startSideProcessesBy(byUtilityProcess(utilityProcess, process.resourcesPath))

let window: BrowserWindow | null = null

/** Node's URL gives schemes of our own no origin, so the parts are compared. */
const isOurAddress = (address: string): boolean => {
  const { protocol: scheme, host } = new URL(address)
  return `${scheme}//${host}` === ORIGIN
}

const isOurs = (event: IpcMainInvokeEvent): boolean => {
  const frame = event.senderFrame
  return window !== null && event.sender === window.webContents && frame === window.webContents.mainFrame
    && isOurAddress(frame?.url ?? 'about:blank')
}

const openWindow = async (): Promise<void> => {
  window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 600,
    show: false,
    title: '物业纠纷人民调解工作站',
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
  window.webContents.setWindowOpenHandler(() => ({ action: 'deny' }))
  window.webContents.on('will-navigate', event => event.preventDefault())
  window.webContents.on('will-redirect', event => event.preventDefault())
  window.webContents.on('will-attach-webview', event => event.preventDefault())
  // A page with unsaved words holds the window back; the user decides.
  window.webContents.on('will-prevent-unload', event => {
    const choice = dialog.showMessageBoxSync(window!, {
      type: 'question', buttons: ['继续填写', '不保存，关闭'], defaultId: 0, cancelId: 0, title: '有没保存的内容', message: '还有没保存的内容，关闭后就没有了。要关闭吗？',
    })
    if (choice === 1) event.preventDefault()
  })
  window.once('ready-to-show', () => window?.show())
  window.on('closed', () => {
    window = null
  })
  await window.loadURL(`${ORIGIN}/`)
}

const saveWithDialog = async (suggestedName: string, bytes: Uint8Array) => {
  const chosen = await dialog.showSaveDialog(window!, {
    defaultPath: join(app.getPath('documents'), legalFileName(suggestedName)),
    properties: ['showOverwriteConfirmation'],
  })
  if (chosen.canceled || !chosen.filePath) return refuse('cancelled', '已取消保存。')
  try {
    await writeDurably(chosen.filePath, bytes)
    return ok({ path: chosen.filePath })
  } catch (error) {
    return replaceRefusal(error, '保存文件', basename(chosen.filePath))
  }
}

const folderWithDialog = async (suggestedName: string) => {
  const chosen = await dialog.showOpenDialog(window!, {
    title: '选择放文件的文件夹', defaultPath: app.getPath('documents'), properties: ['openDirectory', 'createDirectory'],
  })
  if (chosen.canceled || !chosen.filePaths[0]) return refuse('cancelled', '已取消。')
  return newFolderIn(chosen.filePaths[0], suggestedName)
}

let backupFolder = join(app.getPath('documents'), '物业调解备份')

const chooseBackupFolder = async (ask: boolean) => {
  if (!ask) return ok(backupFolder)
  const chosen = await dialog.showOpenDialog(window!, {
    title: '选择备份文件夹（最好是U盘或另一块硬盘）', defaultPath: backupFolder, properties: ['openDirectory', 'createDirectory'],
  })
  if (chosen.canceled || !chosen.filePaths[0]) return refuse('cancelled', '已取消备份。')
  backupFolder = chosen.filePaths[0]
  return ok(backupFolder)
}

const openWithSystem = async (path: string, what: 'file' | 'folder'): Promise<void> => {
  if (what === 'folder') shell.showItemInFolder(path)
  else if ((await shell.openPath(path)) !== '') throw Object.assign(new Error('no opener'), { code: 'ENOENT' })
}

/** Everything but our own pages is denied: no permission, no request, no proxy lookup. */
const closeTheNetwork = (): void => {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, decide) => decide(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.webRequest.onBeforeRequest((details, decide) => decide({ cancel: !isOurAddress(details.url) }))
  own.protocol.handle('app', async request => {
    if (request.method !== 'GET' || !isOurAddress(request.url)) return new Response('不允许', { status: 403 })
    const page = await pageFile(root, new URL(request.url).pathname)
    return new Response(page.body as string, { status: page.status, headers: page.headers })
  })
}

const start = async (): Promise<void> => {
  const flags = hostFlags(app.isPackaged ? [] : process.argv.slice(2), join(app.getPath('userData'), '资料'))
  if ('wrong' in flags) {
    dialog.showErrorBox('启动参数不对', flags.wrong)
    app.exit(2)
    return
  }
  const ports = await hostPorts({ own: join(app.getPath('userData'), '资料进度'), ...flags }, 'page', { save: saveWithDialog, newFolder: folderWithDialog, backupFolder: chooseBackupFolder }, openWithSystem)
  const call = createApp(ports)
  closeTheNetwork()
  ipcMain.handle('command', (event, name: CommandName, input: unknown) =>
    isOurs(event) ? call(name, input as never) : refuse('not-ours', '不允许。'))
  Menu.setApplicationMenu(null)
  app.on('window-all-closed', () => app.quit())
  app.on('will-quit', () => void ports.store.close())
  app.on('second-instance', () => {
    if (window?.isMinimized()) window.restore()
    window?.focus()
  })
  await openWindow()
}

// One window on one folder: a second start shows the first one.
if (app.requestSingleInstanceLock()) void app.whenReady().then(start)
else app.quit()
