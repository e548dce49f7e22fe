/** Promise 5: one writer. The second is refused by name; one that slept through a takeover writes nothing. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { account, afterTest } from '../../app/harness.ts'
import { application, copyOf, credentials, prepareStore, startHost, stateOf, unlockedState, unless, type Host } from './bench.ts'

const cannotStop = process.platform === 'win32'

const begin = async (folder: string, ...flags: string[]): Promise<Host> => {
  const host = await startHost(folder, ...flags)
  afterTest(() => void host.child.kill('SIGKILL'))
  return host
}

describe('two processes on one folder', () => {
  test('the second is refused and told who is there; once that one is gone, it gets in by itself', async () => {
    const folder = copyOf((await prepareStore()).folder)
    const first = await begin(folder)
    expect(await first.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    const second = await begin(folder)
    const message = expect.stringContaining(`本机进程 ${first.child.pid}`) as string
    expect(await second.ask('office.status')).toMatchObject({ value: { state: 'unavailable', reason: { code: 'folder-in-use', message } } })
    for (const [command, input] of [['account.unlock', credentials], ['case.register', application], ['backup.restore', { path: 'x.mbk', password: 'x' }]] as const) {
      expect(await second.ask(command, input), command).toMatchObject({ ok: false, refusal: { code: 'folder-in-use', message } })
    }
    expect(await first.ask('case.register', application)).toMatchObject({ ok: true })
    first.child.kill('SIGKILL')
    await first.exited
    const third = await begin(folder)
    expect(await third.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    expect(await third.ask('case.list')).toMatchObject({ value: { total: 3 } })
  }, 60_000)

  test.skipIf(cannotStop)(`the first, stopped while the second takes over and works, cannot write when it wakes up${unless(cannotStop ? 'Windows stops no process' : null)}`, async () => {
    const prepared = await prepareStore()
    const folder = copyOf(prepared.folder)
    const data = join(folder, 'data')
    const first = await begin(folder)
    expect(await first.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    expect(await first.ask('case.register', { ...application, facts: '第一个程序先登记的。' })).toMatchObject({ ok: true })
    first.child.kill('SIGSTOP')

    const second = await begin(folder, '--take-over')
    expect(await second.ask('account.unlock', credentials)).toMatchObject({ ok: true })
    expect(await second.ask('case.register', { ...application, facts: '接管之后登记的。' })).toMatchObject({ ok: true })
    const held = readFileSync(join(data, 'lock.json'), 'utf8')

    first.child.kill('SIGCONT')
    const late = { ...application, facts: '醒来以后登记的。' }
    expect(await first.ask('case.register', late)).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over', message: expect.stringMatching(/接管.*请/) as string } })
    for (const [command, input] of [
      ['case.register', late], ['account.unlock', credentials], ['account.recover', { recoveryKey: 'x', account: account.name, password: 'xxxxxxxx' }],
      ['attachment.add', { caseId: prepared.registered, name: 'x', content: 'aGVsbG8=' }], ['backup.restore', { path: 'x.mbk', password: 'x' }],
    ] as const) {
      expect(await first.ask(command, input), command).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over' } })
    }
    expect(await second.ask('case.register', { ...application, facts: '又登记一件。' })).toMatchObject({ ok: true })
    // The late one goes without taking the other's lock along.
    await first.end()
    expect(readFileSync(join(data, 'lock.json'), 'utf8')).toBe(held)
    await second.end()
    expect(existsSync(join(data, 'lock.json'))).toBe(false)

    const seen = (await unlockedState(data, account.password))!
    expect(seen.stored.cases.map(one => one.facts).slice(2)).toEqual(['第一个程序先登记的。', '接管之后登记的。', '又登记一件。'])
    expect(seen.faults).toEqual([])
    expect((await stateOf(data, prepared)).office).toBe(seen.office)
  }, 60_000)

  test.skipIf(cannotStop)(`stopped in the middle of a save, it does not write over what came after${unless(cannotStop ? 'Windows stops no process' : null)}`, async () => {
    const prepared = await prepareStore()
    for (let round = 0; round < 6; round += 1) {
      const folder = copyOf(prepared.folder)
      const first = await begin(folder)
      expect(await first.ask('account.unlock', credentials)).toMatchObject({ ok: true })
      // Many at once, so that the stop falls between two or into one.
      const answers = Array.from({ length: 30 }, () => first.ask('case.register', { ...application, facts: '第一个程序。' }))
      await answers[round * 3]
      first.child.kill('SIGSTOP')
      const second = await begin(folder, '--take-over')
      expect(await second.ask('account.unlock', credentials)).toMatchObject({ ok: true })
      const { total } = (await second.ask('case.list'))!.value as { total: number }
      expect(await second.ask('case.register', { ...application, facts: '接管之后。' })).toMatchObject({ ok: true })
      first.child.kill('SIGCONT')
      const acknowledged = (await Promise.all(answers)).filter(answer => answer?.ok).length
      expect(await first.ask('case.register', application)).toMatchObject({ ok: false, refusal: { code: 'folder-taken-over' } })
      // Of those in the air at the takeover one may be there without an answer; an answer without a case there is never.
      expect([total - 2, total - 3], `${acknowledged} acknowledged, ${total - 2} there`).toContain(acknowledged)
      await second.end()
      const seen = (await unlockedState(join(folder, 'data'), account.password))!
      expect(seen.stored.cases.length).toBe(total + 1)
      expect(seen.stored.cases.at(-1)!.facts).toBe('接管之后。')
      expect(seen.faults).toEqual([])
      first.child.kill('SIGKILL')
    }
  }, 120_000)
})
