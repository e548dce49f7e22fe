import { spawn } from 'node:child_process'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { storedFrom } from '../../src/core/office.ts'
import { createApp } from '../../src/main/app.ts'
import { pageRoot, serveLoopback } from '../../src/main/loopback.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'
import { account, afterTest, must, NOW, office, temporaryFolder, workedCasesPath, workedCasesText } from '../app/harness.ts'
import { sessionFrom } from './enter.ts'
import { malformed, randomFrom, wrongAnswer } from './malformed.ts'

const COUNT = 100_000

test('stdio: a hundred thousand malformed lines are each refused, in order, and the office stays as it was', async () => {
  const folder = temporaryFolder()
  const child = spawn(process.execPath, [fileURLToPath(new URL('../../src/main/stdio.ts', import.meta.url)), '--data', join(folder, 'data'), '--out', join(folder, 'out'), '--now', NOW], { stdio: ['pipe', 'pipe', 'inherit'] })
  afterTest(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout.setEncoding('utf8') })[Symbol.asyncIterator]()
  const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value as string)
  const ask = async (command: string, input: object): Promise<{ ok: boolean; value: unknown }> => {
    child.stdin.write(`${JSON.stringify({ id: 0, command, input })}\n`)
    return await next() as { ok: boolean; value: unknown }
  }
  expect(await ask('office.setUp', { office, mediators: [], account, rehearsal: true })).toMatchObject({ ok: true })
  expect(await ask('bundle.import', { path: workedCasesPath })).toMatchObject({ ok: true })
  const before = await ask('bundle.export', { path: join(folder, 'before.json') })
  expect(before).toMatchObject({ ok: true })

  const random = randomFrom(7)
  const broken = ['{', '[1]', 'null', '{"id":1,"command":', '\u0000', '{"command":5}', 'true', '"office.show"', '{"x":1}', '\ufeff{}']
  const wrong: string[] = []
  const reading = (async () => {
    for (let at = 0; at < COUNT; at += 1) {
      const answer = await next() as { id: unknown }
      const problem = answer.id !== at && answer.id !== null ? `out of order: ${String(answer.id)}` : wrongAnswer(answer)
      if (problem) wrong.push(`${at}: ${problem}`)
    }
  })()
  let at = 0
  for (const { command, input } of malformed(COUNT, 1)) {
    const line = random() < 0.1 ? broken[Math.floor(random() * broken.length)]! : JSON.stringify({ id: at, command, input })
    if (!child.stdin.write(`${line}\n`)) await new Promise(done => child.stdin.once('drain', done))
    at += 1
  }
  await reading
  expect(wrong).toEqual([])
  expect((await ask('audit.list', {})).value).toMatchObject({ entries: [{ command: 'bundle.export' }, { command: 'bundle.import' }, { command: 'office.setUp' }] })
}, 240_000)

test('loopback: a hundred thousand malformed requests are each refused, and the office stays as it was', async () => {
  const folder = temporaryFolder()
  const ports = await hostPorts({ data: folder, out: `${folder}-out`, clock: fixedClock(NOW), open: false }, 'page')
  const call = createApp(ports)
  const loopback = await serveLoopback(call, pageRoot)
  const agent = new Agent({ keepAlive: true, maxSockets: 8 })
  afterTest(async () => {
    agent.destroy()
    await loopback.close()
    await ports.store.close()
  })
  await must(call('office.setUp', { office, mediators: [], account, rehearsal: true }))
  await must(call('bundle.import', { content: workedCasesText }))
  const before = storedFrom(await must(ports.store.read()))
  const address = new URL(loopback.origin)
  const send = (path: string, headers: Record<string, string>, body?: string | Buffer): Promise<{ status: number; body: string }> =>
    new Promise((done, failed) => {
      const sent = request({ agent, host: '127.0.0.1', port: address.port, path, method: body === undefined ? 'GET' : 'POST', headers }, response => {
        let text = ''
        response.setEncoding('utf8').on('data', (chunk: string) => { text += chunk })
        response.on('end', () => done({ status: response.statusCode!, body: text }))
      })
      sent.on('error', failed)
      sent.end(body)
    })
  const headers = { 'x-session': await sessionFrom(loopback.address), origin: address.origin, 'content-type': 'application/json' }
  const random = randomFrom(8)
  const messages = malformed(COUNT, 2)
  const wrong: string[] = []
  const sender = async (): Promise<void> => {
    for (const { command, input } of messages) {
      const path = `/command/${encodeURIComponent(String(command))}`
      const roll = random()
      const json = Buffer.from(JSON.stringify(input))
      // Now and then the message is broken on the way, or comes without what a page of ours carries.
      const answer = roll < 0.05 ? await send(path, headers, json.subarray(0, Math.max(0, json.length - 1)))
        : roll < 0.1 ? await send(path, headers, Buffer.concat([json, Buffer.from([0xff, 0xfe])]))
          : roll < 0.12 ? await send(path, { ...headers, origin: 'http://example.invalid' }, json)
            : roll < 0.14 ? await send(path, { ...headers, 'x-session': 'x' }, json)
              : await send(path, headers, json)
      const problem = answer.status === 200 ? wrongAnswer(JSON.parse(answer.body)) : answer.status >= 400 && answer.status < 500 ? null : `status ${answer.status}`
      if (problem) wrong.push(`${path} ${problem} ${json.toString().slice(0, 200)}`)
    }
  }
  await Promise.all(Array.from({ length: 8 }, sender))
  expect(wrong).toEqual([])
  expect(storedFrom(await must(ports.store.read()))).toEqual(before)
}, 240_000)
