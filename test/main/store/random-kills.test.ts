/** Promise 1: saved means saved. The process is killed at random moments while it saves without end. */
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { describe, expect, test } from 'vitest'
import { temporaryFolder } from '../../app/harness.ts'
import { copyOf, prepareStore, soak, startSaver, stateOf } from './bench.ts'

type Found = { found: number; entries: number; attachments: number; faults: unknown[] }

describe('killed at random while saving without end', () => {
  const kills = soak || 1000
  test(`${kills} times, it loses nothing that was acknowledged`, async () => {
    const source = temporaryFolder()
    const { dataKey, storeId, folder } = await prepareStore(source)
    const line = async (): Promise<{ kills: number; saves: number }> => {
      const data = join(copyOf(folder), 'data')
      const base = await stateOf(data, { dataKey, storeId })
      let saves = 0
      let acknowledged = 0
      let tried = 0
      for (let kill = 0; kill < kills / 2; kill += 1) {
        const child = await startSaver(data, dataKey.toString('hex'), storeId)
        const limit = setTimeout(() => child.kill('SIGKILL'), 20_000)
        const ended = new Promise(done => child.once('exit', done))
        let found: Found | null = null
        let last = acknowledged
        // One in ten is killed while it opens, the others some time after.
        if (kill % 10 === 9) setTimeout(() => child.kill('SIGKILL'), 60 + Math.random() * 120)
        for await (const text of createInterface({ input: child.stdout })) {
          if (found) {
            last = Number(text)
            continue
          }
          found = JSON.parse(text) as Found
          expect(found.found, 'what was acknowledged is there, and nothing that was not tried').toBeGreaterThanOrEqual(acknowledged)
          expect(found.found).toBeLessThanOrEqual(tried)
          expect(found).toEqual({ found: found.found, entries: base.entries + found.found, attachments: 1 + Math.trunc(found.found / 7), faults: [] })
          last = found.found
          setTimeout(() => child.kill('SIGKILL'), Math.random() ** 2 * 60)
        }
        await ended
        clearTimeout(limit)
        expect(child.signalCode).toBe('SIGKILL')
        saves += last - acknowledged
        acknowledged = last
        // Any number of openings may have been cut off since: at most one change is in the air.
        tried = acknowledged + 1
      }
      return { kills: kills / 2, saves }
    }
    const lines = await Promise.all([line(), line()])
    const saves = lines.reduce((sum, one) => sum + one.saves, 0)
    expect(saves).toBeGreaterThan(kills / 2)
    console.log(`${kills} random kills, ${saves} acknowledged saves, none lost`)
  }, Math.max(240_000, kills * 400))
})
