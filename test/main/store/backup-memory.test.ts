/** A PC with little memory backs up, proves and restores an office with many attachments: they are never all in memory. */
import { rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../app/harness.ts'
import { startBackupMemory } from './bench.ts'

test('600 MB of attachments are backed up, proven and restored in less than 400 MB of memory', async () => {
  const folder = temporaryFolder()
  const child = await startBackupMemory(folder, '20', '30')
  const ended = new Promise(done => child.once('exit', done))
  const told: { what: string; seconds: number; peak: number }[] = []
  for await (const line of createInterface({ input: child.stdout })) told.push(JSON.parse(line) as (typeof told)[number])
  await ended
  expect(told.map(({ what }) => what)).toEqual(['kept', 'backed up', 'proven', 'restored'])
  console.log(JSON.stringify(told))
  for (const { what, peak } of told) expect(peak, `${what}: megabytes`).toBeLessThan(400)
  rmSync(folder, { recursive: true, force: true })
}, 300_000)
