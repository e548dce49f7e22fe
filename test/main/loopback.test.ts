import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { request } from 'node:http'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { pageRoot, serveLoopback } from '../../src/main/loopback.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'
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
  const loopback = await serveLoopback(createApp(ports), pageRoot)
  afterTest(async () => {
    await loopback.close()
    await ports.store.close()
  })
  const address = new URL(loopback.address)
  const entered = await send(address, `/${address.search}`)
  const cookie = String(entered.headers['set-cookie']).split(';')[0]!
  const origin = address.origin
  return { address, entered, cookie, origin }
}

describe('the loopback host', () => {
  test('takes its token once and gives a session that scripts cannot read', async () => {
    const { address, entered } = await started()
    expect(address.hostname).toBe('127.0.0.1')
    expect(entered).toMatchObject({ status: 303, headers: { location: '/' } })
    expect(String(entered.headers['set-cookie'])).toMatch(/^session=[0-9a-f]{64}; HttpOnly; SameSite=Strict; Path=\/$/)
    expect((await send(address, `/${address.search}`)).status).toBe(403)
  })

  test('serves the page under a strict policy, and no file outside it', async () => {
    const { address, cookie } = await started()
    const page = await send(address, '/', { headers: { cookie } })
    expect(page.status).toBe(200)
    const policy = String(page.headers['content-security-policy'])
    const nonce = /'nonce-([^']+)'/.exec(policy)![1]!
    expect(page.body).toContain(`content="${nonce}"`)
    expect(policy).toBe(`default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`)
    for (const path of ['/../../package.json', '/..%2f..%2fpackage.json', '/%2e%2e/main/index.js', '/etc/passwd', '/index.html%00.js', '/%', '//etc/passwd']) {
      expect((await send(address, path, { headers: { cookie } })).status, path).toBeGreaterThanOrEqual(400)
    }
  })

  test('answers commands only with session, own origin, own host and JSON', async () => {
    const { address, cookie, origin } = await started()
    const good = { cookie, origin, 'content-type': 'application/json' }
    const post = (headers: Record<string, string>, body = '{}', path = '/command/office.status') => send(address, path, { method: 'POST', headers, body })
    expect(JSON.parse((await post(good)).body)).toMatchObject({ ok: true, value: { state: 'empty' } })
    expect((await post({ ...good, cookie: '' })).status).toBe(403)
    expect((await post({ ...good, cookie: `session=${'0'.repeat(64)}` })).status).toBe(403)
    expect((await post({ ...good, origin: 'http://evil.example' })).status).toBe(403)
    expect((await post({ cookie, 'content-type': 'application/json' })).status).toBe(403)
    expect((await post({ ...good, host: 'evil.example' })).status).toBe(403)
    expect((await post({ ...good, host: `localhost:${address.port}` })).status).toBe(403)
    expect((await post({ ...good, 'content-type': 'text/plain' })).status).toBe(415)
    expect((await send(address, '/', {})).status).toBe(403)
    expect(JSON.parse((await post(good, '{nonsense')).body)).toMatchObject({ ok: false, refusal: { code: 'not-json' } })
    expect(JSON.parse((await post(good, '{}', '/command/no.such')).body)).toMatchObject({ ok: false, refusal: { code: 'unknown-command' } })
    expect((await send(address, '/command/office.status', { headers: good })).status).toBe(404)
  })

  test('lets a page name no path', async () => {
    const { address, cookie, origin } = await started()
    const ask = async (name: string, input: unknown) => JSON.parse((await send(address, `/command/${name}`, {
      method: 'POST', headers: { cookie, origin, 'content-type': 'application/json' }, body: JSON.stringify(input),
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
