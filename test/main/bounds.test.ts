/** What others send is refused in the time that it takes to read it, and what is said of it stays short. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { readRestDays } from '../../src/core/base/rest-day-import.ts'
import { readBundle } from '../../src/core/exports/bundle.ts'
import { readReceipt } from '../../src/core/court/court-receipt.ts'
import { hostileBundles, hostileJson, packageWith } from '../hostile/json.ts'
import { afterTest, aRehearsalOffice, refused, temporaryFolder } from '../app/harness.ts'

/** On a machine that does other things besides. */
const SECONDS = 8

const inTime = async <T>(work: () => T | Promise<T>): Promise<T> => {
  const began = performance.now()
  const value = await work()
  expect((performance.now() - began) / 1000).toBeLessThan(SECONDS)
  return value
}

describe('a reader of JSON has bounds', () => {
  test.each(hostileBundles(499_000))('a bundle of half a megabyte: %s', async (_, text) => {
    const read = await inTime(() => readBundle(text, { today: localDate('2026-11-23'), knownMediators: [] }))
    expect(read.ok).toBe(false)
    const said = JSON.stringify(read)
    expect(said.length).toBeLessThan(1_500_000)
    expect(said).toMatch(/[\u4e00-\u9fff]/)
  })

  test.each(hostileJson(3_000_000))('a package whose list of contents is %s', async (_, text) => {
    const app = await aRehearsalOffice()
    const refusal = await inTime(() => refused(app.call('package.verify', { content: Buffer.from(packageWith(text)).toString('base64') })))
    expect(['package-invalid', 'package-unsafe']).toContain(refusal.code)
    expect(JSON.stringify(refusal).length).toBeLessThan(200_000)
  })

  test.each(hostileJson(2_000_000))('a receipt and a table of rest days that are %s', async (_, text) => {
    expect((await inTime(() => readReceipt(text))).ok).toBe(false)
    expect((await inTime(() => readRestDays(text, '甲'))).ok).toBe(false)
  })

  test('a case with a list of ten thousand, and a request with one of two hundred thousand, are refused', async () => {
    const app = await aRehearsalOffice()
    expect(await inTime(() => refused(app.call('case.show', { caseId: Array.from({ length: 200_000 }, () => 0) } as never)))).toMatchObject({ code: 'invalid-input', field: '' })
  })
})

const entry = fileURLToPath(new URL('../../src/main/stdio.ts', import.meta.url))

describe('the stdio host lives on', () => {
  test('after an id of fifty thousand brackets, lines of brackets, a line that never ends, and blanks without end', async () => {
    const child = spawn(process.execPath, [entry, '--data', temporaryFolder()], { stdio: ['pipe', 'pipe', 'inherit'] })
    afterTest(() => void child.kill('SIGKILL'))
    const lines = createInterface({ input: child.stdout.setEncoding('utf8') })[Symbol.asyncIterator]()
    const write = async (...pieces: string[]): Promise<void> => {
      for (const piece of pieces) if (!child.stdin.write(piece)) await new Promise(done => child.stdin.once('drain', done))
    }
    const next = async (): Promise<unknown> => JSON.parse((await lines.next()).value as string)
    const ask = async (line: string): Promise<unknown> => {
      await write(`${line}\n`)
      return next()
    }
    const peak = (): number => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, 'utf8'))![1]) / 1024
    expect(await ask('{"id":1,"command":"office.status"}')).toMatchObject({ id: 1, ok: true })
    const before = peak()
    for (const id of ['['.repeat(50_000) + ']'.repeat(50_000), `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`]) {
      expect(await ask(`{"id":${id},"command":"office.status"}`)).toMatchObject({ id: null, ok: false, refusal: { code: 'too-deep' } })
    }
    expect(await ask('{"id":{"a":1},"command":"office.status"}')).toMatchObject({ id: null, ok: false, refusal: { code: 'not-a-request', field: '/id' } })
    expect(await ask(`{"id":"${'x'.repeat(2_000)}","command":"office.status"}`)).toMatchObject({ id: null, ok: false, refusal: { code: 'not-a-request', field: '/id' } })
    expect(await ask(`{"id":3,"command":"office.status","input":${'[],'.repeat(1_500_000)}}`)).toMatchObject({ ok: false, refusal: { code: 'too-many' } })
    const blanks = ' '.repeat(1024 * 1024)
    const rows = (count: number): string[] => Array.from({ length: count }, () => blanks)
    await write(...rows(200), '\n', '{"id":4,', ...rows(200), '"command":"office.status"}\n')
    expect(await next()).toMatchObject({ id: 4, ok: true })
    // Names are no place for a long text either.
    await write('{"', ...rows(200), '":1}\n')
    expect(await next()).toMatchObject({ ok: false, refusal: { code: 'name-too-long' } })
    expect(peak() - before).toBeLessThan(120)
    child.stdin.end()
  }, 60_000)
})
