import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { checkFolder, syncServiceOf } from '../../../src/main/adapters/check-folder.ts'
import { aRehearsalOffice, must, openApp, account, temporaryFolder } from '../../app/harness.ts'

test('a folder that can hold the office passes every step and is left as it was', async () => {
  const folder = temporaryFolder()
  expect((await checkFolder(folder)).map(({ what, fine }) => `${what} ${fine}`)).toEqual([
    '新建文件夹 true', '写入磁盘 true', '改名 true', '独占新建 true', '剩余空间 true', '不在同步盘内 true',
  ])
  expect(readdirSync(folder)).toEqual([])
})

test('a folder that cannot be made says why and what to do', async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, '文件'), '')
  expect(await checkFolder(join(folder, '文件', '里'))).toEqual([
    { what: '新建文件夹', fine: false, note: expect.stringMatching(/没有成功：.*。请.*。$/) as string },
  ])
})

test.each(['OneDrive - 单位', 'Dropbox', '我的坚果云', '百度网盘同步空间', 'WPS云盘'])('a folder inside %s is known as one of a sync service', name => {
  expect(syncServiceOf(join('/home/x', name, '资料'))).toBe(name)
  expect(syncServiceOf('/home/x/资料')).toBeNull()
})

test('an office in such a folder opens with a warning', async () => {
  const folder = join(temporaryFolder(), 'Dropbox')
  mkdirSync(folder)
  const first = await aRehearsalOffice(folder)
  await first.ports.store.close()
  const app = await openApp(folder)
  await must(app.call('account.unlock', { password: account.password }))
  expect((await must(app.call('office.status', {}))).notices).toEqual([expect.stringMatching(/同步服务（Dropbox）.*请换到普通文件夹/)])
})
