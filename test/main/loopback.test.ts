import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, statSync } from 'node:fs'
import { request } from 'node:http'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pageRoot, serveLoopback } from '../../src/main/loopback.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'
import { doorOf, sendForm, sessionIn } from './enter.ts'
import { account, afterTest, NOW, office, temporaryFolder } from '../app/harness.ts'

type Answer = { status: number; headers: Record<string, string | string[] | undefined>; body: string }

const send = (address: URL, path: string, options: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<Answer> =>
  new Promise((done, failed) => {
    const sent = request({ host: '127.0.0.1', port: address.port, path, method: options.method ?? 'GET', headers: options.headers ?? {} }, response => {
      let body = ''
      response.setEncoding('utf8').on('data', (chunk: string) => { body += chunk })
      response.on('end', () => done({ status: response.statusCode!, headers: response.headers, body }))
    })
    sent.on('error', failed)
    sent.end(options.body)
  })

const started = async () => {
  const folder = temporaryFolder()
  const ports = await hostPorts({ data: folder, out: `${folder}-out`, clock: fixedClock(NOW), open: false }, 'page')
  let alarms = 0
  const loopback = await serveLoopback(createApp(ports), pageRoot, { alarm: () => { alarms += 1 } })
  afterTest(async () => {
    await loopback.close()
    await ports.store.close()
  })
  const address = new URL(loopback.origin)
  const door = await doorOf(loopback.address)
  const entered = await sendForm(door)
  const text = await entered.text()
  const session = sessionIn(text)!
  return { loopback, address, door, entered, text, session, origin: loopback.origin, alarms: () => alarms }
}

describe('the loopback host', () => {
  test('lets in who reads its file, which only this user can, once; the secret is in no address, no cookie and no command line', async () => {
    const { loopback, entered, text, session, origin } = await started()
    expect(loopback.address).toMatch(/^file:.*\.html$/)
    expect(entered.status).toBe(200)
    expect(session).toMatch(/^[0-9a-f]{64}$/)
    expect(entered.headers.get('set-cookie')).toBe(null)
    const policy = entered.headers.get('content-security-policy')!
    expect(policy).toBe(`default-src 'none'; script-src 'nonce-${/nonce="([^"]+)"/.exec(text)![1]}'; frame-ancestors 'none'`)
    expect(entered.headers.get('cache-control')).toBe('no-store')
    // Gone with its use.
    expect(existsSync(fileURLToPath(loopback.address))).toBe(false)
    const second = fileURLToPath(await loopback.invite())
    if (process.platform !== 'win32') expect([statSync(second).mode & 0o777, statSync(dirname(second)).mode & 0o777]).toEqual([0o600, 0o700])
    // A window that was closed is opened anew, and the one of before goes on.
    expect(sessionIn(await (await sendForm(await doorOf(pathToFileURL(second).href))).text())).toBe(session)
    expect(origin).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/)
  })

  test('a token that comes a second time raises an alarm and ends the session, whoever of the two was first', async () => {
    const { address, door, session, origin, alarms } = await started()
    const command = () => send(address, '/command/office.status', { method: 'POST', headers: { 'x-session': session, origin, 'content-type': 'application/json' }, body: '{}' })
    expect((await command()).status).toBe(200)
    const again = await sendForm(door)
    expect([again.status, await again.text()]).toEqual([403, expect.stringContaining('已经用过一次') as string])
    expect(alarms()).toBe(1)
    expect((await command()).status).toBe(403)
  })

  test('takes no token of a page, none that it did not give, and none in an address', async () => {
    const { loopback, address, alarms } = await started()
    const door = await doorOf(await loopback.invite())
    for (const from of ['http://127.0.0.1:1', loopback.origin, 'http://evil.example']) expect((await sendForm(door, from)).status, from).toBe(403)
    expect((await sendForm({ ...door, token: '0'.repeat(64) })).status).toBe(403)
    expect((await sendForm({ ...door, token: 'x'.repeat(5_000) })).status).toBe(403)
    const page = await send(address, `/?token=${door.token}`)
    expect([page.headers['set-cookie'], page.body.includes('setItem')]).toEqual([undefined, false])
    expect((await send(address, '/enter')).status).toBe(404)
    expect(alarms()).toBe(0)
    expect((await sendForm(door)).status).toBe(200)
  })

  test('serves the page under a strict policy, and no file outside it', async () => {
    const { address } = await started()
    const page = await send(address, '/')
    expect(page.status).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
    expect(page.body).toContain(`content="${nonce}"`)
    expect(policy).toBe(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`)
    for (const path of ['/../../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/etc/passwd', '/index.html%00.js', '/%', '//etc/passwd']) {
      expect((await send(address, path)).status, path).toBeGreaterThanOrEqual(400)
    }
  })

  test('answers commands only with session, own origin, own host and JSON', async () => {
    const { address, session, origin } = await started()
    const good = { 'x-session': session, origin, 'content-type': 'application/json' }
    const post = (headers: Record<string, string>, body = '{}', path = '/command/office.status') => send(address, path, { method: 'POST', headers, body })
    expect(JSON.parse((await post(good)).body)).toMatchObject({ ok: true, value: { state: 'empty' } })
    expect((await post({ ...good, 'x-session': '' })).status).toBe(403)
    expect((await post({ ...good, 'x-session': '0'.repeat(64) })).status).toBe(403)
    expect((await post({ ...good, origin: 'http://evil.example' })).status).toBe(403)
    expect((await post({ 'x-session': session, 'content-type': 'application/json' })).status).toBe(403)
    // What a browser sends to every port of this computer is no session.
    expect((await post({ origin, 'content-type': 'application/json', cookie: `session=${session}` })).status).toBe(403)
    expect((await post({ ...good, host: 'evil.example' })).status).toBe(403)
    expect((await post({ ...good, host: `localhost:${address.port}` })).status).toBe(403)
    expect((await post({ ...good, 'content-type': 'text/plain' })).status).toBe(415)
    expect(JSON.parse((await post(good, '{nonsense')).body)).toMatchObject({ ok: false, refusal: { code: 'not-json' } })
    expect(JSON.parse((await post(good, '{}', '/command/no.such')).body)).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } })
    expect((await send(address, '/command/office.status', { headers: good })).status).toBe(404)
  })

  test('lets a page name no path', async () => {
    const { address, session, origin } = await started()
    const ask = async (name: string, input: unknown) => JSON.parse((await send(address, `/command/${name}`, {
      method: 'POST', headers: { 'x-session': session, origin, 'content-type': 'application/json' }, body: JSON.stringify(input),
    })).body) as { ok: boolean; refusal?: { code: string } }
    expect(await ask('office.setUp', { office, mediators: [], account, rehearsal: true })).toMatchObject({ ok: true })
    expect((await ask('bundle.import', { path: '/etc/hostname' })).refusal?.code).toBe('path-not-allowed')
    expect((await ask('bundle.export', { path: '/tmp/elsewhere.json' })).refusal?.code).toBe('path-not-allowed')
    expect((await ask('file.open', { path: '/etc/hostname' })).refusal?.code).toBe('not-ours')
    expect((await ask('file.reveal', { path: '/etc/hostname' })).refusal?.code).toBe('not-ours')
  })
})

test.skipIf(process.platform === 'win32')('Ctrl+C that arrives twice, from the terminal and from the program that started it, lets go of the folder all the same', async () => {
  const data = temporaryFolder()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../src/main/loopback.ts', import.meta.url)), '--data', data, '--no-open'], { stdio: ['ignore', 'pipe', 'inherit'] })
  afterTest(() => void child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  expect(existsSync(join(data, 'lock.json'))).toBe(true)
  child.kill('SIGINT')
  child.kill('SIGINT')
  expect(await once(child, 'exit')).toEqual([0, null])
  expect(existsSync(join(data, 'lock.json'))).toBe(false)
})
