/** A real loopback host on folders of its own, and a real browser in front of it. */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'

const loopback = fileURLToPath(new URL('../../src/main/loopback.ts', import.meta.url))

export type Host = { readonly address: string; readonly stop: () => Promise<void> }

/** Starts the host in a process of its own and gives the address it prints. */
export const startHost = (data: string, out: string, now?: string): Promise<Host> => {
  const child = spawn(process.execPath, [loopback, '--data', data, '--out', out, '--no-open', ...(now ? ['--now', now] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  return new Promise((started, failed) => {
    let said = ''
    child.stdout.on('data', chunk => {
      said += String(chunk)
      const address = /http:\/\/127\.0\.0\.1:\d+\/\?token=\w+/.exec(said)?.[0]
      if (address) {
        started({
          address,
          stop: async () => {
            child.kill('SIGTERM')
            await ended
          },
        })
      }
    })
    child.stderr.on('data', chunk => {
      said += String(chunk)
    })
    child.once('exit', code => failed(new Error(`the host ended with ${code}: ${said}`)))
  })
}

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/usr/bin/microsoft-edge']

/** The browser of this machine, quiet: it fetches nothing of its own. */
export const startBrowser = (): Promise<Browser> => {
  const executablePath = process.env['CHROMIUM'] ?? browsers.find(path => existsSync(path))
  if (!executablePath) throw new Error('no Chromium on this machine; name one in the environment variable CHROMIUM')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-sync'],
  })
}

/** What a page did that it must not: its errors, broken policies, requests that left this machine. */
export type Watched = { readonly page: Page; readonly misdeeds: string[] }

export const openPage = async (browser: Browser, address: string, size = { width: 1366, height: 768 }): Promise<Watched> => {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  const misdeeds: string[] = []
  await page.addInitScript(() => {
    window.addEventListener('securitypolicyviolation', event => console.error(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`))
  })
  page.on('console', message => {
    if (message.type() === 'error' || message.type() === 'warning') misdeeds.push(`${message.type()}: ${message.text()}`)
  })
  page.on('pageerror', error => misdeeds.push(`thrown: ${error.message}`))
  page.on('request', request => {
    const { hostname, protocol } = new URL(request.url())
    if (hostname !== '127.0.0.1' && protocol !== 'data:') misdeeds.push(`request: ${request.url()}`)
  })
  await page.goto(address)
  return { page, misdeeds }
}

export type Folders = { readonly data: string; readonly out: string; readonly remove: () => void }

export const newFolders = (): Folders => {
  const root = mkdtempSync(join(tmpdir(), 'workstation-'))
  return { data: join(root, 'data'), out: join(root, 'out'), remove: () => rmSync(root, { recursive: true, force: true }) }
}
