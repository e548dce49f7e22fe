import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { fullScrypt } from '../cheap-scrypt.ts'
import { account, afterTest, office, temporaryFolder, workedCasesPath } from '../app/harness.ts'

fullScrypt()

const entry = fileURLToPath(new URL('../../src/main/stdio.ts', import.meta.url))

type Answer = { id: unknown; ok: boolean; value?: Record<string, unknown>; refusal?: { code: string; message: string; field?: string } }

/** The stdio host as a process; `ask` writes a line and waits for the next answer. */
const host = (...flags: string[]) => {
  const child = spawn(process.execPath, [entry, ...flags], { stdio: ['pipe', 'pipe', 'pipe'] })
  afterTest(() => void child.kill('SIGKILL'))
  let stderr = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => { stderr += chunk })
  const lines = createInterface({ input: child.stdout.setEncoding('latin1') })[Symbol.asyncIterator]()
  const exited = new Promise<number | null>(done => child.once('exit', done))
  return {
    child,
    exited,
    stderr: () => stderr,
    ask: async (line: unknown): Promise<Answer> => {
      child.stdin.write(Buffer.isBuffer(line) ? Buffer.concat([line, Buffer.from('\n')]) : `${typeof line === 'string' ? line : JSON.stringify(line)}\n`)
      return JSON.parse(Buffer.from((await lines.next()).value as string, 'latin1').toString('utf8')) as Answer
    },
  }
}

const setUp = { office, mediators: [], account, rehearsal: true }

describe('the stdio host', () => {
  test('does the main job line by line, answers nonsense, and goes on', async () => {
    const folder = temporaryFolder()
    const { ask, child, exited, stderr } = host('--data', join(folder, 'data'), '--out', join(folder, 'out'), '--now', '2026-11-23T09:00')
    expect(await ask({ id: 1, command: 'office.setUp', input: setUp })).toMatchObject({ id: 1, ok: true })
    expect(await ask('this is not JSON')).toMatchObject({ id: null, ok: false, refusal: { code: 'not-json' } })
    expect(await ask(Buffer.from([0x7b, 0x22, 0xb3, 0xe0, 0xb1, 0xda, 0x22, 0x3a, 0x31, 0x7d]))).toMatchObject({ id: null, ok: false, refusal: { code: 'not-utf8' } })
    expect(await ask('{"id":"一\u2028行","command":"office.show"}')).toMatchObject({ id: '一\u2028行', ok: true })
    expect(await ask('[1]')).toMatchObject({ id: null, ok: false, refusal: { code: 'not-a-request' } })
    expect(await ask('null')).toMatchObject({ id: null, ok: false, refusal: { code: 'not-a-request' } })
    expect(await ask({ id: 'x' })).toMatchObject({ id: 'x', ok: false, refusal: { code: 'not-a-request' } })
    expect(await ask('{"id":7,"command":"office.show","input":{"a":{"b":[{"caseId":"w1","caseId":"w2"}]}}}')).toEqual({ id: null, ok: false, refusal: { code: 'repeated-field', message: '“/input/a/b/0/caseId”写了两次，不知道以哪一个为准；请只留一个。', field: '/input/a/b/0/caseId' } })
    expect(await ask('{"id":7,"id":8,"command":"office.show"}')).toMatchObject({ id: null, ok: false, refusal: { code: 'repeated-field', field: '/id' } })
    expect(await ask({ id: 2, command: 'constructor' })).toMatchObject({ id: 2, ok: false, refusal: { code: 'unknown-command' } })
    expect(await ask({ id: 3, command: 'bundle.import', input: { path: workedCasesPath } })).toMatchObject({ id: 3, ok: true, value: { added: 8 } })
    expect(await ask({ id: 4, command: 'statistics.compute', input: { from: '2026-10-01', to: '2026-10-31' } })).toMatchObject({ ok: true })
    for (const [command, input] of [
      ['document.make', { caseId: 'w1', document: 'D07' }],
      ['report.make', { from: '2026-10-01', to: '2026-10-31', format: 'pdf' }],
      ['court.package', { caseId: 'w1' }],
    ] as const) {
      const answer = await ask({ id: command, command, input })
      expect(answer).toMatchObject({ id: command, ok: true })
      expect(String(answer.value!.path).startsWith(join(folder, 'out'))).toBe(true)
      expect(readFileSync(String(answer.value!.path)).length).toBeGreaterThan(1000)
    }
    child.stdin.end()
    expect(await exited).toBe(0)
    expect(stderr()).toBe('')
    expect(existsSync(join(folder, 'data', 'lock.json'))).toBe(false)
  })

  test('lists every command with its schemas', async () => {
    const { ask } = host('--data', temporaryFolder())
    const { value } = await ask({ id: 1, command: 'contract.describe' })
    const commands = value!.commands as { name: string; input: { properties: Record<string, { type?: string }> } }[]
    expect(commands.map(command => command.name)).toEqual(expect.arrayContaining([
      'office.setUp', 'account.unlock', 'bundle.import', 'bundle.export', 'statistics.compute', 'document.make', 'report.make', 'court.package', 'contract.describe',
    ]))
    expect(commands.find(command => command.name === 'statistics.compute')!.input.properties.from).toMatchObject({ type: 'string' })
  })

  test('names the process that holds the folder, and answers all the same', async () => {
    const folder = temporaryFolder()
    const first = host('--data', folder)
    expect(await first.ask({ id: 1, command: 'office.status' })).toMatchObject({ ok: true, value: { state: 'empty' } })
    const second = host('--data', folder)
    expect(await second.ask({ id: 1, command: 'office.status' })).toMatchObject({ ok: true, value: { state: 'unavailable', reason: { code: 'folder-in-use' } } })
    expect(await second.ask({ id: 2, command: 'office.setUp', input: setUp })).toMatchObject({ ok: false, refusal: { code: 'folder-in-use' } })
    first.child.kill('SIGKILL')
    await first.exited
    const third = host('--data', folder)
    expect(await third.ask({ id: 1, command: 'office.status' })).toMatchObject({ ok: true, value: { state: 'empty' } })
  })

  test('a set time opens a rehearsal, and refuses a real office', async () => {
    const folder = temporaryFolder()
    const real = host('--data', folder)
    expect(await real.ask({ id: 1, command: 'office.setUp', input: { ...setUp, rehearsal: false } })).toMatchObject({ ok: true })
    real.child.stdin.end()
    await real.exited
    const timed = host('--data', folder, '--now', '2026-11-23T09:00')
    expect(await timed.ask({ id: 1, command: 'account.unlock', input: { password: account.password } })).toMatchObject({ ok: false, refusal: { code: 'now-only-in-rehearsal' } })
    expect(await timed.ask({ id: 2, command: 'case.list' })).toMatchObject({ ok: false, refusal: { code: 'now-only-in-rehearsal' } })
  })

  test('says in Chinese what is wrong with its flags', async () => {
    for (const flags of [['--now', '2026-02-30T09:00'], ['--colour']]) {
      const { exited, stderr } = host('--data', temporaryFolder(), ...flags)
      expect(await exited).toBe(2)
      expect(stderr()).toMatch(/[\u4e00-\u9fff]/)
    }
  })
})
