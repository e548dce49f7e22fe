/** Programs that the project uses beside npm's packages: whether they are there, and what brings them on Debian. */
import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { findBrowser, hasDisplay } from '../src/main/adapters/browser.ts'

const works = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore' }).error === undefined

/** `optional`: without it some tests say that they were left out. */
export type Tool = { readonly name: string; readonly apt: string; readonly there: () => boolean; readonly optional?: boolean }

/** What the tests need. */
export const testTools: readonly Tool[] = [
  { name: 'Chromium 浏览器', apt: 'chromium', there: () => findBrowser() !== null },
  { name: 'pdftotext、pdftoppm（poppler）', apt: 'poppler-utils', there: () => works('pdftotext', '-v') && works('pdftoppm', '-v') },
  { name: 'qpdf', apt: 'qpdf', there: () => works('qpdf', '--version') },
  { name: 'unzip', apt: 'unzip', there: () => works('unzip', '-v') },
  // Brings faults upon the store; elsewhere those tests say that they were left out.
  { name: 'strace', apt: 'strace', there: () => process.platform !== 'linux' || works('strace', '-V') },
  // Opens our spreadsheets and saves them again; elsewhere those tests say that they were left out.
  { name: 'LibreOffice Calc', apt: 'libreoffice-calc-nogui', there: () => process.platform !== 'linux' || works('soffice', '--version') },
  // Runs a part of the tests on Windows' own Node; where it cannot be had they say that they were left out.
  { name: 'Wine', apt: 'wine wine64', there: () => process.platform !== 'linux' || process.arch !== 'x64' || works('wine', '--version'), optional: true },
  { name: 'LibreOffice Writer', apt: 'libreoffice-writer-nogui', there: () => process.platform !== 'linux' || existsSync('/usr/lib/libreoffice/program/libswlo.so') },
  {
    name: '中文字体', apt: 'fonts-noto-cjk',
    there: () => process.platform !== 'linux' || spawnSync('fc-list', [':lang=zh-cn'], { encoding: 'utf8' }).stdout?.trim().length > 0,
  },
]

/** The folder of the npm package, with the script that fetches Electron's program. */
export const electronFolder = (): string => dirname(createRequire(import.meta.url).resolve('electron/package.json'))

/** Electron's program file; null where it was not fetched. */
export const electronProgram = (): string | null => {
  const folder = electronFolder()
  const pathFile = join(folder, 'path.txt')
  const path = existsSync(pathFile) ? join(folder, 'dist', readFileSync(pathFile, 'utf8')) : null
  return path && existsSync(path) ? path : null
}

/** Why no desktop window can be opened on this computer, whatever is installed; null where one can. */
export const noWindow = (): string | null => {
  if (!hasDisplay()) return '这台电脑没有图形界面，打不开桌面窗口'
  if (process.platform === 'linux' && process.getuid?.() === 0) return '以 root 身份运行时 Electron 不能启用沙箱'
  return null
}
