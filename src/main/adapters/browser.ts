/** The browser that is installed on this computer. */
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'

const candidates = process.platform === 'win32'
  ? ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap(variable => {
      const base = process.env[variable]
      return base
        ? [join(base, 'Microsoft', 'Edge', 'Application', 'msedge.exe'), join(base, 'Google', 'Chrome', 'Application', 'chrome.exe')]
        : []
    })
  : ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge', 'qaxbrowser', 'browser360-cn']
    .flatMap(name => (process.env.PATH ?? '').split(delimiter).map(folder => join(folder, name)))

/** Path of a Chromium-like browser, or null. */
export const findBrowser = (): string | null => candidates.find(path => existsSync(path)) ?? null

/** True when there is a screen to show a window on. */
export const hasDisplay = (): boolean =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)

/** Opens an address in a window of its own; false when there is no browser or no screen. */
export const openBrowser = (address: string): boolean => {
  const browser = findBrowser()
  if (!browser || !hasDisplay()) return false
  const sandbox = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(browser, [...sandbox, '--no-first-run', `--app=${address}`], { detached: true, stdio: 'ignore' })
  child.once('error', () => undefined)
  child.unref()
  return true
}
