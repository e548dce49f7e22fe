import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { account, aRehearsalOffice, must, openApp, refused, temporaryFolder, workedCasesPath, type TestApp } from './harness.ts'

const backedUp = async (): Promise<{ folder: string; app: TestApp; backup: string; bundle: unknown }> => {
  const folder = temporaryFolder()
  const app = await aRehearsalOffice(folder)
  await must(app.call('bundle.import', { path: workedCasesPath }))
  const { path: backup } = await must(app.call('backup.create', { path: join(folder, 'stick') }))
  return { folder, app, backup, bundle: (await must(app.call('case.list', {}))).rows }
}

const register = (app: TestApp) => must(app.call('case.register', {
  source: 'application', type: 'WY05', appliedOn: '2026-11-20', facts: '备份之后登记的。', claims: [],
  parties: [{ side: 'applicant', kind: 'person', name: '余明' }, { side: 'respondent', kind: 'person', name: '周立' }],
}))

describe('a backup in the place of the office', () => {
  test('replaces an open office, whose files stay beside it', async () => {
    const { app, backup, bundle } = await backedUp()
    await register(app)
    expect(await must(app.call('backup.restore', { path: backup, password: account.password }))).toMatchObject({ cases: 8 })
    expect((await must(app.call('office.status', {}))).state).toBe('locked')
    await must(app.call('account.unlock', { password: account.password }))
    expect((await must(app.call('case.list', {}))).rows).toEqual(bundle)
    expect(readdirSync(join(app.data, '恢复前的资料')).toSorted()).toEqual(['a', 'anchor.json', 'b'])
    expect(await must(app.call('audit.verify', {}))).toMatchObject({ faults: [] })
    await register(app)
    expect(await must(app.call('store.verify', {}))).toMatchObject({ found: [], auditFaults: [] })
  })

  test('comes into an empty folder on a new computer', async () => {
    const { backup, bundle } = await backedUp()
    const fresh = await openApp()
    expect((await must(fresh.call('office.status', {}))).state).toBe('empty')
    await must(fresh.call('backup.restore', { path: backup, password: account.password }))
    await must(fresh.call('account.unlock', { password: account.password }))
    expect((await must(fresh.call('case.list', {}))).rows).toEqual(bundle)
  })

  test('comes in place of an office that is damaged beyond use', async () => {
    const { folder, app, backup, bundle } = await backedUp()
    await app.ports.store.close()
    for (const side of ['a', 'b']) writeFileSync(join(app.data, side, 'keys.json'), '{}')
    const again = await openApp(folder)
    expect(await must(again.call('office.status', {}))).toMatchObject({ state: 'unavailable', reason: { code: 'store-damaged' } })
    expect((await refused(again.call('case.list', {}))).code).toBe('store-damaged')
    await must(again.call('backup.restore', { path: backup, password: account.password }))
    await must(again.call('account.unlock', { password: account.password }))
    expect((await must(again.call('case.list', {}))).rows).toEqual(bundle)
    expect(existsSync(join(app.data, '恢复前的资料', 'a', 'keys.json'))).toBe(true)
  })

  test('does not come in place of a locked office, nor by an account that does not keep it', async () => {
    const { app, backup } = await backedUp()
    await must(app.call('account.save', { account: { name: '林晓', roles: ['registrar'] }, password: '另一个密码2026' }))
    await must(app.call('account.lock', {}))
    expect((await refused(app.call('backup.restore', { path: backup, password: account.password }))).code).toBe('locked')
    await must(app.call('account.unlock', { account: '林晓', password: '另一个密码2026' }))
    expect((await refused(app.call('backup.restore', { path: backup, password: account.password }))).code).toBe('role-not-allowed')
    expect((await must(app.call('case.list', {}))).total).toBe(8)
  })

  test.each([0, 1, 2, 3])('a switch that was cut off after %s renames is finished on the next opening', async done => {
    const { folder, app, backup, bundle } = await backedUp()
    await must(app.call('backup.restore', { path: backup, password: account.password, into: join(folder, 'apart') }))
    await app.ports.store.close()
    const { data } = app
    mkdirSync(join(data, '恢复中-x'))
    for (const side of ['a', 'b']) renameSync(join(folder, 'apart', side), join(data, '恢复中-x', side))
    writeFileSync(join(data, 'switch.json'), JSON.stringify({ from: '恢复中-x', aside: '旧' }))
    const steps = [
      () => { mkdirSync(join(data, '旧')); renameSync(join(data, 'a'), join(data, '旧', 'a')) },
      () => renameSync(join(data, '恢复中-x', 'a'), join(data, 'a')),
      () => renameSync(join(data, 'b'), join(data, '旧', 'b')),
    ]
    for (const step of steps.slice(0, done)) step()
    rmSync(join(folder, 'apart'), { recursive: true })
    const again = await openApp(folder)
    await must(again.call('account.unlock', { password: account.password }))
    expect((await must(again.call('case.list', {}))).rows).toEqual(bundle)
    expect(readdirSync(data).filter(name => name.startsWith('恢复中') || name === 'switch.json')).toEqual([])
    expect(readdirSync(join(data, '旧')).toSorted()).toEqual(['a', 'b'])
  })
})
