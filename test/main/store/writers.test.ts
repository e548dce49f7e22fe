import { spawn, type ChildProcess } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { account, afterTest, office, temporaryFolder } from '../harness.ts'

const entry = fileURLToPath(new URL('../../../src/main/stdio.ts', import.meta.url))

const host = (data: string, ...flags: string[]) => {
  const child: ChildProcess = spawn(process.execPath, [entry, '--data', data, '--now', '2026-11-23T09:00', ...flags], { stdio: ['pipe', 'pipe', 'inherit'] })
  afterTest(() => void child.kill('SIGKILL'))
  const lines = createInterface({ input: child.stdout! })[Symbol.asyncIterator]()
  return {
    child,
    send: (command: string, input: unknown = {}) => child.stdin!.write(`${JSON.stringify({ id: 1, command, input })}\n`),
    next: async () => JSON.parse((await lines.next()).value as string) as { ok: boolean; value?: Record<string, unknown>; refusal?: { code: string; message: string } },
  }
}
type Host = ReturnType<typeof host>
const ask = (one: Host, command: string, input: unknown = {}) => {
  one.send(command, input)
  return one.next()
}
const application = (facts: string) => ({
  source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts, claims: [],
  parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
})

test('a process that slept through a takeover writes nothing any more, and says so', async () => {
  const data = join(temporaryFolder(), 'data')
  const first = host(data)
  expect((await ask(first, 'office.setUp', { office, mediators: [], account, rehearsal: true })).ok).toBe(true)
  expect((await ask(first, 'case.register', application('先到'))).ok).toBe(true)
  first.child.kill('SIGSTOP')

  const refused = host(data)
  expect(await ask(refused, 'office.status')).toMatchObject({ value: { state: 'unavailable', reason: { code: 'folder-in-use' } } })
  const second = host(data, '--take-over')
  expect((await ask(second, 'account.unlock', { password: account.password })).ok).toBe(true)
  expect((await ask(second, 'case.register', application('接管之后'))).ok).toBe(true)

  first.send('case.register', application('醒来之后'))
  first.child.kill('SIGCONT')
  expect(await first.next()).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over', message: expect.stringMatching(/接管.*请/) as string } })
  expect((await ask(first, 'case.register', application('再试一次'))).ok).toBe(false)

  expect((await ask(second, 'case.register', application('照常'))).ok).toBe(true)
  second.child.stdin!.end()
  await new Promise(done => second.child.once('exit', done))
  first.child.stdin!.end()
  await new Promise(done => first.child.once('exit', done))

  const third = host(data)
  expect((await ask(third, 'account.unlock', { password: account.password })).ok).toBe(true)
  const { rows } = (await ask(third, 'case.list')).value as { rows: { id: string }[] }
  const facts: string[] = []
  for (const { id } of rows) facts.push(((await ask(third, 'case.show', { caseId: id })).value as { file: { facts: string } }).file.facts)
  expect(facts.toSorted()).toEqual(['先到', '接管之后', '照常'].toSorted())
  expect(await ask(third, 'store.verify')).toMatchObject({ value: { found: [], auditFaults: [] } })
})
