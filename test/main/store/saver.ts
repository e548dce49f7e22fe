/**
 * A process for random kills: opens a store by its data key, tells what it found, then saves without end and prints each
 * number once it is durable. Arguments: data folder, data key (hex), store id.
 */
import { migrations } from '../../../src/core/migrations/index.ts'
import type { LocalTime } from '../../../src/core/base/dates.ts'
import { openEngine } from '../../../src/main/store/engine.ts'
import { sweep } from '../../../src/main/store/making.ts'

// A disk that was shut down under it is the end, and nothing to tell.
process.once('uncaughtException', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EIO') process.stderr.write(`${error.stack}\n`)
  process.exit(1)
})
const [folder, key, storeId] = process.argv.slice(2) as [string, string, string]
await sweep(folder)
const engine = await openEngine(folder, Buffer.from(key, 'hex'), storeId, { checkOwner: () => undefined, migrations })
let saved = Number(engine.office().details.phone ?? 0)
const faults = await engine.auditFaults()
process.stdout.write(`${JSON.stringify({ found: saved, entries: (await engine.audit()).length, attachments: engine.office().attachments.size, faults })}\n`)
const at = '2026-11-23T09:00' as LocalTime
for (;;) {
  saved += 1
  const office = engine.office()
  const details = { ...office.details, phone: String(saved) }
  let { attachments } = office
  if (saved % 7 === 0) {
    const bytes = Buffer.from(`附件${saved}`)
    attachments = attachments.with({
      id: `f${saved}`, caseId: 'c', name: '附件', blob: await engine.addBlob(bytes), size: bytes.length, sha256: '0'.repeat(64), addedAt: at, addedBy: '何平',
    })
  }
  await engine.change({ ...office, details, attachments }, '何平', { command: 'test', at })
  process.stdout.write(`${saved}\n`)
  if (saved % 31 === 0) await engine.checkpoint()
}
