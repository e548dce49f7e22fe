/**
 * A host on folders of its own, and a real browser in front of it. The host is the loopback server run from source, or, in the
 * project `desktop`, the packed program on the stand-in for Electron: the same tests hold for both.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, type TestContext } from 'vitest'
import { findBrowser } from '../../../src/main/adapters/browser.ts'
import { desktopAt, startDesktop } from '../../desktop/desktop.ts'

const loopback = fileURLToPath(new URL('../../../src/main/loopback.ts', import.meta.url))

const onDesktop = process.env['WORKSTATION_HOST'] === 'desktop'

export type Host = { readonly address: string; readonly stop: () => Promise<void>; /** kill -9 */ readonly kill: () => Promise<void> }

/** Starts the host in a process of its own and gives the address it prints. */
export const startHost = (data: string, out: string, now?: string): Promise<Host> => {
  if (onDesktop) return startDesktop(data, out, now)
  const child = spawn(process.execPath, [loopback, '--data', data, '--out', out, '--no-open', ...(now ? ['--now', now] : [])], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const ended = new Promise<void>(done => child.once('exit', () => done()))
  return new Promise((started, failed) => {
    let said = ''
    child.stdout.on('data', chunk => {
      said += String(chunk)
      const address = /file:\S+\.html/.exec(said)?.[0]
      if (address) {
        started({
          address,
          stop: async () => {
            child.kill('SIGTERM')
            await ended
          },
          kill: async () => {
            child.kill('SIGKILL')
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

/** The browser of this machine, quiet: it fetches nothing of its own. */
export const startBrowser = (): Promise<Browser> => {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no Chromium on this machine')
  return chromium.launch({
    executablePath,
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--disable-component-update', '--no-first-run', '--disable-sync'],
  })
}

/** Opens the file through which a browser comes in, and waits for the page behind it. */
export const enter = async (page: Page, address: string): Promise<void> => {
  await page.goto(address)
  await page.waitForURL(/^http:\/\/127\.0\.0\.1:\d+\/$/)
}

/** What a page did that it must not: its errors, broken policies, requests that left this machine. */
export type Watched = { readonly page: Page; readonly misdeeds: string[] }

export const openPage = async (browser: Browser, address: string, size = { width: 1366, height: 768 }): Promise<Watched> => {
  const context = await browser.newContext({ viewport: size, locale: 'zh-CN', timezoneId: 'Asia/Shanghai' })
  const page = await context.newPage()
  page.setDefaultTimeout(15_000)
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
    // The file through which it comes in.
    if (request.url() === address) return
    if (hostname !== (onDesktop ? 'workstation' : '127.0.0.1') && protocol !== 'data:') misdeeds.push(`request: ${request.url()}`)
  })
  await (desktopAt(address)?.attach(page) ?? enter(page, address))
  return { page, misdeeds }
}

export type Folders = { readonly data: string; readonly out: string; readonly remove: () => void }

export const newFolders = (): Folders => {
  const root = mkdtempSync(join(tmpdir(), 'workstation-'))
  return { data: join(root, 'data'), out: join(root, 'out'), remove: () => rmSync(root, { recursive: true, force: true }) }
}

export const NOW = '2026-11-23T09:00'
export const PASSWORD = '清源小区2026'

export type Office = Folders & Watched & { readonly host: Host }

/** Fresh folders, a host on them and a page in front; all of it ends with `endOffices`. */
const offices: { readonly page: Page; readonly host: Host; readonly folders: Folders }[] = []

export const newOffice = async (browser: Browser): Promise<Office> => {
  const folders = newFolders()
  const host = await startHost(folders.data, folders.out, NOW)
  const watched = await openPage(browser, host.address)
  offices.push({ page: watched.page, host, folders })
  return { ...folders, ...watched, host }
}

/** Ends what `newOffice` began; after a failure it first says what stood on the page. */
export const endOffices = async (test?: TestContext): Promise<void> => {
  for (const { page, host, folders } of offices.splice(0)) {
    if (test?.task.result?.state === 'fail') console.error(`what stood on the page:\n${(await page.locator('body').innerText().catch(String)).slice(0, 2000)}`)
    await page.context().close()
    await host.stop()
    folders.remove()
  }
}

/** The browser of a file of tests, there once its tests begin; the offices of each test end with it. */
export const usingBrowser = (): { readonly browser: Browser } => {
  let browser: Browser | undefined
  beforeAll(async () => {
    browser = await startBrowser()
  }, 120_000)
  afterEach(endOffices)
  afterAll(() => browser?.close())
  return {
    get browser() {
      return browser!
    },
  }
}

/** Asks the host as the page does, for what a test needs but does not look at. */
export const ask = (page: Page, command: string, input: object): Promise<{ ok: boolean; value: never; refusal: never }> =>
  page.evaluate(async ([name, body]) => {
    const { bridge } = window as { bridge?: { call(name: string, input: unknown): Promise<never> } }
    if (bridge) return bridge.call(name, JSON.parse(body))
    return (await fetch(`/command/${name}`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-Session': sessionStorage.getItem('session')! }, body })).json()
  }, [command, JSON.stringify(input)] as const)

export const committee = { name: '赤壁市物业纠纷人民调解委员会', regionCode: '421281', numberWord: '赤物', court: '赤壁市人民法院' }

/** An office that is set up and open, at its list of cases. */
export const openedOffice = async (browser: Browser): Promise<Office> => {
  const office = await newOffice(browser)
  await ask(office.page, 'office.setUp', {
    office: committee, mediators: [{ id: 'm1', name: '何平', kind: 'fullTime' }], account: { name: '何平', password: PASSWORD }, rehearsal: true,
  })
  await office.page.reload()
  await office.page.locator('.bar-menu').getByText('案件', { exact: true }).click()
  await office.page.getByText('还没有案件').waitFor()
  return office
}
