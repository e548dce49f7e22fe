/** What is written for the user, or kept, can be read by this user of the computer alone, where the system has that notion. */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { aRehearsalOffice, must, workedCasesPath } from '../../app/harness.ts'

const filesBelow = (folder: string): string[] => readdirSync(folder, { withFileTypes: true, recursive: true })
  .filter(entry => entry.isFile()).map(entry => join(entry.parentPath, entry.name))

test.skipIf(process.platform === 'win32')('papers, exports, backups and the files of the store are 0600', async () => {
  const { call, data, out } = await aRehearsalOffice()
  await must(call('bundle.import', { path: workedCasesPath }))
  await must(call('bundle.export', { path: join(out, '全部案件.json') }))
  await must(call('backup.create', {}))
  await must(call('ledger.export', {}))
  const written = [...filesBelow(out), ...filesBelow(data)].filter(path => !/lock(\.json)?$/.test(path))
  expect(filesBelow(out).length).toBeGreaterThan(1)
  for (const path of written) expect((statSync(path).mode & 0o777).toString(8), path).toBe('600')
})
