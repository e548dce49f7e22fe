/** The page in an installed browser: it goes on after F5, and no other program's page learns how to speak to the program. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, test } from 'vitest'
import { newOffice, usingBrowser } from './page/browser.ts'

const own = usingBrowser()
const onDesktop = process.env['WORKSTATION_HOST'] === 'desktop'

test.skipIf(onDesktop)('the page goes on after F5; another program\'s page on this computer, opened beside it, is sent nothing and can ask nothing', async () => {
  const { page } = await newOffice(own.browser)
  const { origin } = new URL(page.url())
  const seen: string[] = []
  const other = createServer((request, response) => {
    seen.push(JSON.stringify(request.headers))
    response.setHeader('content-type', 'text/html').end('<p>别的程序</p>')
  })
  await new Promise<void>(done => other.listen(0, '127.0.0.1', done))
  try {
    await page.reload()
    const ask = (command: string) => page.evaluate(async name => (await fetch(`/command/${name}`, { method: 'POST', headers: { 'content-type': 'application/json', 'x-session': sessionStorage.getItem('session')! }, body: '{}' })).status, command)
    expect(await ask('office.status')).toBe(200)
    const secret = await page.evaluate(() => sessionStorage.getItem('session')!)
    const stranger = await page.context().newPage()
    await stranger.goto(`http://127.0.0.1:${(other.address() as AddressInfo).port}/`)
    // As a click on a link of that page would bring it here, and as its script would ask.
    const asked = await stranger.evaluate(async target => {
      const known = sessionStorage.getItem('session')
      const answer = await fetch(`${target}/command/office.status`, { method: 'POST', credentials: 'include', headers: { 'content-type': 'application/json', 'x-session': 'x' }, body: '{}' }).then(({ status }) => status, () => 'not answered')
      return { known, answer, cookies: document.cookie }
    }, origin)
    expect(asked).toEqual({ known: null, answer: 'not answered', cookies: '' })
    expect(await page.context().cookies()).toEqual([])
    expect(seen.join('\n')).not.toContain(secret)
    // A window that was opened beside ours is none of ours.
    await stranger.goto(`${origin}/`)
    await stranger.getByText('请从启动程序打开的窗口进入').first().waitFor()
    await page.reload()
    expect(await ask('office.status')).toBe(200)
  } finally {
    other.close()
  }
}, 60_000)
