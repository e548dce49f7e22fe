/** Starts the workstation: in Electron where its binary is there or can be fetched, otherwise in the installed browser. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBrowser, hasDisplay } from '../src/main/adapters/browser.ts'
import electronPackage from 'electron/package.json' with { type: 'json' }
import { tryOnce, WAIT_SECONDS } from './electron-source.ts'
import { electronFolder, electronProgram, noWindow } from './tools.ts'

const root = fileURLToPath(new URL('..', import.meta.url))
const args = process.argv.slice(2)

const run = (file: string, ...more: string[]): number =>
  spawnSync(process.execPath, [file, ...more], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] }).status ?? 1

/** Path of Electron's program, or why there is none. */
const findElectron = (): { program: string } | { why: string } => {
  const why = noWindow()
  if (why !== null) return { why }
  const there = electronProgram()
  if (there) return { program: there }
  const from = { version: electronPackage.version, mirror: process.env['ELECTRON_MIRROR'] ?? '' }
  const tried = tryOnce(join(root, 'node_modules/.cache/electron-not-had.json'), from, milliseconds => {
    console.log(`正在下载 Electron（最多等 ${WAIT_SECONDS} 秒）……`)
    spawnSync(process.execPath, [join(electronFolder(), 'install.js')], { stdio: 'ignore', timeout: milliseconds })
    return electronProgram() !== null
  })
  if (tried !== 'had') return { why: `Electron 的程序文件不在本机，也下载不到${tried === 'tried before' ? '（上次试过；设了镜像 ELECTRON_MIRROR 会再试）' : ''}` }
  const fetched = electronProgram()
  return fetched ? { program: fetched } : { why: 'Electron 的程序文件不在本机，也下载不到' }
}

console.log('正在准备界面……')
const viteBin = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
if (run(viteBin, 'build') !== 0) {
  console.error('界面没有生成成功，请看上面的提示。')
  process.exit(1)
}
const electron = findElectron()
if ('program' in electron) {
  console.log('用 Electron 窗口打开。')
  spawn(electron.program, [root, ...args], { stdio: 'inherit' }).once('exit', code => process.exit(code ?? 0))
} else {
  const where = findBrowser() && hasDisplay() ? '改用已安装的浏览器打开' : '改为在本机提供网页，请自行用浏览器打开'
  console.log(`${electron.why}，${where}。`)
  const loopback = spawn(process.execPath, [join(root, 'src/main/loopback.ts'), ...args], { stdio: 'inherit' })
  // Windows tells every program of the console by itself, and its `kill` would end ours in the middle of closing.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] as const) process.on(signal, () => process.platform !== 'win32' && loopback.kill(signal))
  loopback.once('exit', code => process.exit(code ?? 0))
}
