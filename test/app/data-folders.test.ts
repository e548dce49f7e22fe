/** More than one data folder: added, named, changed to, remembered; earlier places are still found. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { foundFolders, openPlaces, programFolder } from '../../src/main/adapters/data-folders.ts'
import { createApp } from '../../src/main/app.ts'
import { hostPorts } from '../../src/main/host.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { ok } from '../../src/core/base/result.ts'
import { account, afterTest, aRehearsalOffice, must, NOW, office, openApp, refused, temporaryFolder } from './harness.ts'

test('a rehearsal has a folder of its own: added, named, changed to and back, and neither knows the other’s cases', async () => {
  const folder = temporaryFolder()
  const { call, ports, data } = await aRehearsalOffice(folder)
  const list = async () => (await must(call('dataFolder.list', {}))).folders.map(({ name, path, current }) => ({ name, path, current }))
  expect(await list()).toEqual([{ name: '本会资料', path: resolve(data), current: true }])
  const added = await must(call('dataFolder.add', { name: '演练' }))
  expect(added.canChoose).toBe(false)
  const rehearsal = added.folders[1]!
  expect(rehearsal).toMatchObject({ name: '演练', current: false })
  expect(await refused(call('dataFolder.add', { name: '演练' }))).toMatchObject({ code: 'name-taken', field: '/name' })
  expect(await refused(call('dataFolder.add', { name: '又一个', path: data }))).toMatchObject({ code: 'already-there', field: '/path' })
  await must(call('dataFolder.use', { id: rehearsal.id }))
  expect(await must(call('office.status', {}))).toMatchObject({ state: 'empty' })
  await must(call('office.setUp', { office: { ...office, name: '演练调委会' }, mediators: [], account, rehearsal: true }))
  expect(existsSync(join(data, 'lock.json'))).toBe(false)
  await must(call('dataFolder.rename', { id: rehearsal.id, name: '新人练习' }))
  expect(await refused(call('dataFolder.forget', { id: rehearsal.id }))).toMatchObject({ code: 'in-use' })
  const [first] = (await must(call('dataFolder.list', {}))).folders
  await must(call('dataFolder.use', { id: first!.id }))
  expect(await must(call('office.status', {}))).toMatchObject({ state: 'locked' })
  await must(call('account.unlock', { account: account.name, password: account.password }))
  expect((await must(call('office.show', {}))).office.name).toBe(office.name)
  await must(call('dataFolder.forget', { id: rehearsal.id }))
  expect(existsSync(join(rehearsal.path, 'a'))).toBe(true)
  expect(await refused(call('dataFolder.use', { id: rehearsal.id }))).toMatchObject({ code: 'no-folder' })
  await ports.store.close()
})

test('one that another program holds is not changed to, and the present one stays open', async () => {
  const other = await aRehearsalOffice()
  const { call } = await aRehearsalOffice()
  const { folders } = await must(call('dataFolder.add', { name: '前台', path: other.data }))
  expect(await refused(call('dataFolder.use', { id: folders[1]!.id }))).toMatchObject({ code: 'folder-in-use', message: expect.stringMatching(/没有换用“前台”/) as string })
  expect(await must(call('office.status', {}))).toMatchObject({ state: 'open' })
})

test('names and the folder used last are there at the next start; one that is named at the start comes first', async () => {
  const settings = temporaryFolder()
  const [first, second] = [temporaryFolder(), temporaryFolder()]
  const places = await openPlaces({ settings, found: [first] })
  await must(places.add(second, '演练'))
  await must(places.use(places.placeOf(places.list()[1]!.id)!))
  await must(places.rememberBackups('/U盘'))
  const again = await openPlaces({ settings, found: [first] })
  expect(again.current()).toMatchObject({ name: '演练', path: second })
  expect(again.backups()).toBe('/U盘')
  expect((await openPlaces({ settings, data: first })).current().path).toBe(first)
  writeFileSync(join(settings, 'places.json'), '{"folders":[{')
  expect((await openPlaces({ settings, found: [first] })).current().path).toBe(first)
})

describe('where data lie', () => {
  test('is a name of our own in what the system keeps for programs', () => {
    expect(programFolder({ platform: 'linux', env: {}, home: '/home/x' })).toBe(join('/home/x', '.local', 'share', '物业纠纷调解工作站'))
    expect(programFolder({ platform: 'linux', env: { XDG_DATA_HOME: resolve('/data') }, home: '/home/x' })).toBe(join(resolve('/data'), '物业纠纷调解工作站'))
    expect(programFolder({ platform: 'win32', env: { LOCALAPPDATA: resolve('/AppData/Local') }, home: '/home/x' })).toBe(join(resolve('/AppData/Local'), '物业纠纷调解工作站'))
  })

  test('a store of an earlier version, under the package’s name or in the user’s folder, is found and used', async () => {
    const home = temporaryFolder()
    const around = { platform: 'linux', env: {}, home } as const
    const own = join(programFolder(around), '资料')
    expect(await foundFolders(around)).toEqual([own])
    for (const earlier of [join(home, '.config', 'mediation-workstation', '资料'), join(home, '物业调解资料')]) mkdirSync(join(earlier, 'a'), { recursive: true })
    expect(await foundFolders(around)).toEqual([join(home, '.config', 'mediation-workstation', '资料'), join(home, '物业调解资料')])
    mkdirSync(join(own, 'b'), { recursive: true })
    expect((await foundFolders(around))[0]).toBe(own)
  })
})

describe('a host with a window', () => {
  const started = async (folder: string, backups: string) => {
    const asked: (string | undefined)[] = []
    const ports = await hostPorts({ data: join(folder, 'data'), out: join(folder, 'out'), clock: fixedClock(NOW), open: false }, 'page', {
      backupFolder: async (ask, remembered) => {
        asked.push(remembered)
        return ok(ask ? backups : remembered ?? join(folder, 'usual'))
      },
      chooseBackup: async () => ok({ path: join(backups, '带来的.mbk') }),
      dataFolder: async () => ok(join(folder, '选的')),
    })
    afterTest(() => ports.store.close())
    return { call: createApp(ports, { checkOutputs: true }), ports, asked }
  }

  test('remembers the folder of backups, chooses places by asking, and lets the page name none', async () => {
    const folder = temporaryFolder()
    const first = await started(folder, join(folder, 'stick'))
    await must(first.call('office.setUp', { office, mediators: [], account, rehearsal: true }))
    await must(first.call('backup.create', {}))
    await first.ports.store.close()
    const { call, asked } = await started(folder, join(folder, 'stick'))
    expect((await must(call('backup.list', {}))).folder).toBe(join(folder, 'stick'))
    expect(asked.at(-1)).toBe(join(folder, 'stick'))
    expect(await refused(call('dataFolder.add', { name: '别处', path: join(folder, 'x') }))).toMatchObject({ code: 'path-not-allowed' })
    const { folders, canChoose } = await must(call('dataFolder.add', { name: '选来的', elsewhere: true }))
    expect(canChoose).toBe(true)
    expect(folders.at(-1)).toMatchObject({ name: '选来的', path: join(folder, '选的') })
    expect(await refused(call('backup.restore', { path: join(folder, 'elsewhere.mbk'), password: 'x' }))).toMatchObject({ code: 'path-not-allowed' })
    expect(await must(call('backup.choose', {}))).toEqual({ path: join(folder, 'stick', '带来的.mbk'), name: '带来的.mbk' })
  })

  test('without a window the page hands a backup over, and it is restored like the others', async () => {
    const from = await aRehearsalOffice()
    const { path } = await must(from.call('backup.create', {}))
    const content = readFileSync(path).toString('base64')
    const folder = temporaryFolder()
    const ports = await hostPorts({ data: join(folder, 'data'), out: join(folder, 'out'), clock: fixedClock(NOW), open: false }, 'page')
    afterTest(() => ports.store.close())
    const call = createApp(ports, { checkOutputs: true })
    expect(await refused(call('backup.choose', {}))).toMatchObject({ code: 'no-dialog' })
    expect(await refused(call('backup.choose', { name: '台账.xlsx', content }))).toMatchObject({ code: 'not-a-backup', field: '/name' })
    const chosen = await must(call('backup.choose', { name: 'U盘上的.mbk', content }))
    expect((await must(call('backup.list', {}))).backups.map(one => one.name)).toEqual(['U盘上的.mbk'])
    await must(call('backup.restore', { path: chosen.path, password: account.password }))
    expect(await must(call('office.status', {}))).toMatchObject({ state: 'locked' })
  })
})

test('without a place of its own a script may name one', async () => {
  const folder = temporaryFolder()
  const { call } = await openApp(folder)
  const { folders } = await must(call('dataFolder.add', { name: '别处', path: join(folder, '别处') }))
  expect(folders.at(-1)).toMatchObject({ path: resolve(join(folder, '别处')) })
})
