/** Promise 2: survives a power cut. A real file system is shut down without writing out what it still holds in memory. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, describe, expect, test } from 'vitest'
import { prepareStore, soak, startSaver, startStockSaver, stateOf, unless } from './bench.ts'
import { temporaryFolder } from '../../app/harness.ts'

const folder = mkdtempSync(join(tmpdir(), 'mediation-power-'))
const disk = join(folder, 'disk')
const run = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore', timeout: 20_000 }).status === 0

const mount = (): boolean => run('mount', '-o', 'loop', join(folder, 'image'), disk)
const unmount = (): boolean => run('umount', disk) || run('umount', '-l', disk)
/** The ioctl that file systems have for this: shut down, without flushing the log (flag 2). */
const cutPower = (): boolean => run('perl', '-e', 'open(F, "<", $ARGV[0]) or exit 1; my $flag = pack("L", 2); ioctl(F, 0x8004587d, $flag) or exit 1', disk)

/** Why power cannot be cut here; null when it can. */
const noCut: string | null = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'mounting a disk of its own needs root on Linux'
  mkdirSync(disk)
  if (!run('dd', 'if=/dev/zero', `of=${join(folder, 'image')}`, 'bs=1M', 'count=64')) return 'no room for a disk image'
  if (!run('mkfs.ext4', '-q', '-F', join(folder, 'image'))) return 'mkfs.ext4 is missing'
  if (!mount()) return 'loop devices are not permitted here'
  const cut = cutPower()
  unmount()
  return cut ? null : 'the file system cannot be shut down here'
})()
const clear = (): void => {
  spawnSync('umount', ['-l', disk], { stdio: 'ignore' })
  rmSync(folder, { recursive: true, force: true })
}
if (noCut) clear()
afterAll(clear)

type Cut = { readonly acknowledged: number; readonly found: Record<string, unknown> | null }

/** Lets a saver work on the disk for a while, cuts the power, and gives what it found at its start and the last number it acknowledged. */
const cutWhile = async (start: () => ReturnType<typeof startSaver>, milliseconds: number): Promise<Cut> => {
  const child = await start()
  const limit = setTimeout(() => child.kill('SIGKILL'), 20_000)
  const ended = new Promise(done => child.once('exit', done))
  let found: Record<string, unknown> | null = null
  let acknowledged = 0
  for await (const line of createInterface({ input: child.stdout })) {
    if (found) {
      acknowledged = Number(line)
      continue
    }
    found = JSON.parse(line) as Record<string, unknown>
    acknowledged = Number(found.found)
    setTimeout(() => {
      cutPower()
      child.kill('SIGKILL')
    }, milliseconds)
  }
  await ended
  clearTimeout(limit)
  return { acknowledged, found }
}

describe.skipIf(noCut)(`power cuts on ext4${unless(noCut)}`, () => {
  const cuts = soak ? Math.trunc(soak / 20) : 25
  test(`${cuts} in the middle of saving: nothing that was acknowledged is lost, and the store opens`, async () => {
    const { folder: source, dataKey, storeId } = await prepareStore(temporaryFolder())
    expect(mount()).toBe(true)
    const data = join(disk, 'data')
    cpSync(join(source, 'data'), data, { recursive: true })
    run('sync')
    const base = await stateOf(data, { dataKey, storeId })
    let acknowledged = 0
    for (let cut = 0; cut < cuts; cut += 1) {
      const seen = await cutWhile(() => startSaver(data, dataKey.toString('hex'), storeId), 5 + Math.random() * 150)
      const found = Number(seen.found!.found)
      expect(found, `cut ${cut}`).toBeGreaterThanOrEqual(acknowledged)
      expect(found, `cut ${cut}`).toBeLessThanOrEqual(acknowledged + 1)
      expect(seen.found).toEqual({ found, entries: base.entries + found, attachments: 1 + Math.trunc(found / 7), faults: [] })
      ;({ acknowledged } = seen)
      unmount()
      expect(mount()).toBe(true)
    }
    const last = await stateOf(data, { dataKey, storeId })
    expect(last.entries).toBeGreaterThanOrEqual(base.entries + acknowledged)
    expect(last.faults).toEqual([])
    unmount()
    console.log(`${cuts} power cuts, ${acknowledged} acknowledged saves, none lost`)
    expect(acknowledged).toBeGreaterThan(cuts)
  }, 120_000 + cuts * 2000)

  test("lowdb's stock adapter does lose them", async () => {
    expect(mount()).toBe(true)
    const file = join(disk, 'db.json')
    const seen = await cutWhile(() => startStockSaver(file), 300)
    expect(seen.acknowledged).toBeGreaterThan(3)
    unmount()
    expect(mount()).toBe(true)
    let kept: number
    try {
      kept = Number((await cutWhile(() => startStockSaver(file, '0'), 1)).found?.found ?? 0)
    } catch {
      kept = 0
    }
    unmount()
    console.log(`stock adapter: ${seen.acknowledged} acknowledged, ${kept} kept`)
    expect(kept).toBeLessThan(seen.acknowledged)
  }, 60_000)
})
