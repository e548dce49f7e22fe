/** Work in a process beside the program: its limits hold, its end takes nothing along, and what is long crosses whole. */
import { once as event } from 'node:events'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { setTimeout as later } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { parcelsOver } from '../../../src/main/adapters/workers/parcels.ts'
import { openSide, readingLimits, runNamed, SideEnded, stopJob } from '../../../src/main/adapters/workers/side.ts'
import { afterTest } from '../../app/harness.ts'

const csv = (rows: number): Uint8Array => Buffer.from(Array.from({ length: rows }, (_, row) => `姓名${row},1.5,3-201`).join('\n'))

const opened = (limits: Parameters<typeof openSide>[0]) => {
  const side = openSide(limits)
  afterTest(side.close)
  return side
}

const whyOf = async (work: Promise<unknown>): Promise<string> => {
  const error = await work.then(() => new Error('came to an end'), (thrown: unknown) => thrown as Error)
  return error instanceof SideEnded ? error.why : String(error)
}

describe('a process beside the program', () => {
  test('answers one job after another, each with its own answer', async () => {
    const side = opened(readingLimits)
    const read = await Promise.all([csv(3), Buffer.from('PK'), csv(2)].map(bytes => side.run('readSheets', bytes)))
    expect(read.map(one => (one.ok ? one.value[0]!.rows.length : one.refusal.code))).toEqual([3, 'spreadsheet-damaged', 2])
  })

  test('ends when a job takes too long, and begins anew with the next', async () => {
    const side = opened({ ...readingLimits, seconds: 0.05 })
    expect(await whyOf(side.run('readSheets', csv(20_000)))).toBe('time')
    const other = opened(readingLimits)
    expect(await whyOf(Promise.race([other.run('readSheets', csv(20_000)), later(1).then(() => { other.close(); return new Promise(() => undefined) })]))).toBe('closed')
    expect((await other.run('readSheets', csv(1))).ok).toBe(true)
  })

  test('ends when it takes more memory than it may, whatever it is doing', async () => {
    const side = opened({ seconds: 60, megabytes: 30 })
    expect(await whyOf(side.run('readSheets', csv(20_000)))).toBe('gone')
  })

  test('is stopped by its name, and says so', async () => {
    const running = runNamed('one', readingLimits, '/content', [], 'ledgerLook', { bytes: csv(20_000), options: { mapping: {} } as never, madeAt: '' })
    stopJob('one')
    expect(await running).toMatchObject({ ok: false, refusal: { code: 'cancelled' } })
  })

  test('says at its field what became of a file that takes too much', async () => {
    expect(await runNamed('two', { seconds: 60, megabytes: 30 }, '/content', [], 'ledgerLook', { bytes: csv(20_000), options: { mapping: {} } as never, madeAt: '' }))
      .toMatchObject({ ok: false, refusal: { code: 'file-abnormal', field: '/content', message: expect.stringContaining('异常') as string } })
  })

  test('ends with the program, also with one that was killed in the middle of a job', async () => {
    const source = `
      import { openSide, readingLimits } from ${JSON.stringify(new URL('../../../src/main/adapters/workers/side.ts', import.meta.url).href)}
      const side = openSide(readingLimits)
      await side.run('readSheets', Buffer.from('a,b'))
      console.log('ready')
      await side.run('readSheets', Buffer.from('a,b\\n'.repeat(4_000_000)))`
    const program = spawn(process.execPath, ['--input-type=module', '-e', source], { stdio: ['ignore', 'pipe', 'inherit'] })
    await event(program.stdout, 'data')
    const [child] = readFileSync(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8').trim().split(' ')
    program.kill('SIGKILL')
    await event(program, 'exit')
    const isThere = (): boolean => {
      try {
        return !readFileSync(`/proc/${child}/stat`, 'utf8').includes(') Z ')
      } catch {
        return false
      }
    }
    for (let tries = 0; tries < 100 && isThere(); tries += 1) await later(50)
    expect(isThere()).toBe(false)
  })
})

test('what is long crosses in pieces and comes whole, between what is short', async () => {
  const [here, there]: [((message: unknown) => void)[], ((message: unknown) => void)[]] = [[], []]
  const sizes: number[] = []
  const ends = [parcelsOver({
    post: async message => {
      const copy = structuredClone(message) as { bytes?: Uint8Array }
      if (copy.bytes) sizes.push(copy.bytes.buffer.byteLength)
      for (const heard of there) heard(copy)
    },
    onMessage: heard => here.push(heard),
  }), parcelsOver({ post: async () => undefined, onMessage: heard => there.push(heard) })] as const
  const got: unknown[] = []
  ends[1].onBody(body => got.push(body))
  const long = randomBytes(3_500_000)
  const sent = [{ a: [long, 'x', { b: randomBytes(10) }], c: new Map([['d', new Uint8Array(long)]]) }, [null, undefined, 1n, new Date(0)]]
  for (const body of sent) await ends[0].send(body)
  expect(got).toEqual(structuredClone(sent))
  expect(Math.max(...sizes)).toBeLessThanOrEqual(1024 * 1024)
})
