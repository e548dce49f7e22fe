/**
 * A process that backs up, proves and restores an office with many attachments and tells how much memory it took at the most.
 * Arguments: folder, how many attachments, megabytes of each.
 */
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { newOffice } from '../../../src/core/office.ts'
import type { Result } from '../../../src/core/base/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'

const [folder, count, megabytes] = process.argv.slice(2) as [string, string, string]
const at = '2026-11-23T09:00' as LocalTime
const cause = { command: 'test', at }
const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}
const peak = (): number => Math.round(process.resourceUsage().maxRSS / 1024)
const tell = (what: string, since: number): void => {
  process.stdout.write(`${JSON.stringify({ what, seconds: Math.round((performance.now() - since) / 100) / 10, peak: peak() })}\n`)
}

const details = { name: '测试委员会', regionCode: '421281', numberWord: '测', court: '测试法院' }
const { store, care } = await openLowdbStore(join(folder, 'data'))
let since = performance.now()
await must(store.create(newOffice(details, { name: '何平', roles: ['director'] }, true), { account: '何平', password: '清源小区2026' }, cause))
const size = Number(megabytes) * 1024 * 1024
const bytes = randomBytes(size)
for (let no = 0; no < Number(count); no += 1) {
  bytes.writeUInt32BE(no)
  const blob = await must(care.keepFile(bytes))
  await must(store.change(cause, office => ({
    ok: true,
    value: { office: { ...office, attachments: office.attachments.with({ id: `f${no}`, caseId: 'c', name: '录像', blob, size, sha256: '0'.repeat(64), addedAt: at, addedBy: '何平' }) }, value: null },
  })))
}
tell('kept', since)
since = performance.now()
const { path } = await must(care.backUp(join(folder, 'one.mbk'), cause))
tell('backed up', since)
since = performance.now()
await must(care.prove(path, cause))
tell('proven', since)
since = performance.now()
await must(care.restore({ path, into: join(folder, 'into'), password: '清源小区2026' }))
tell('restored', since)
await store.close()
