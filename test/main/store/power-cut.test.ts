/**
 * Promise 2: survives a power cut. A file system of its own on a loop device is shut down without a last flush of its log
 * (ioctl EXT4_IOC_SHUTDOWN / XFS_IOC_GOINGDOWN, flag 2) while a process saves; then it is mounted anew.
 */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { expect, test } from 'vitest'
import { afterTest, temporaryFolder } from '../harness.ts'
import { prepareStore, startSaver } from './bench.ts'

const run = (program: string, ...args: string[]): boolean => spawnSync(program, args, { stdio: 'ignore', timeout: 20_000 }).status === 0

const mountable = (kind: string): string | null => {
  const folder = temporaryFolder()
  const image = join(folder, 'image')
  const mount = join(folder, 'mount')
  mkdirSync(mount)
  writeFileSync(image, '')
  if (!run('truncate', '-s', kind === 'xfs' ? '320M' : '64M', image) || !run(`mkfs.${kind}`, '-q', image) || !run('mount', '-o', 'loop', image, mount)) return null
  afterTest(() => void run('umount', '-l', mount))
  return folder
}

const cut = (mount: string): boolean => run('perl', '-e', 'open(my $f, "<", $ARGV[0]) or exit 1; my $n = pack("L", 2); ioctl($f, 0x8004587d, $n) or exit 1', mount)

const isRoot = process.getuid?.() === 0
const CUTS = 25

test.for(['ext4', 'xfs'])('%s: nothing that was acknowledged is lost (needs root, a loop device and mkfs)', { timeout: 180_000 }, async (kind, { skip }) => {
  const folder = isRoot ? mountable(kind) : null
  // Said by name, not silently: where this cannot run the test shows as skipped with its reason.
  if (folder === null) return skip(`no ${kind} on a loop device here`)
  const mount = join(folder, 'mount')
  const image = join(folder, 'image')
  const { dataKey, storeId, folder: source } = await prepareStore()
  const data = join(mount, 'data')
  cpSync(join(source, 'data'), data, { recursive: true })
  run('sync')
  let acknowledged = 0
  let saves = 0
  for (let turn = 0; turn < CUTS; turn += 1) {
    const child = await startSaver(data, dataKey.toString('hex'), storeId)
    const limit = setTimeout(() => child.kill('SIGKILL'), 15_000)
    const ended = new Promise(done => child.once('exit', done))
    let opened = false
    let off = false
    for await (const text of createInterface({ input: child.stdout })) {
      if (!opened) {
        opened = true
        const { found, faults } = JSON.parse(text) as { found: number; faults: unknown[] }
        expect(found).toBeGreaterThanOrEqual(acknowledged)
        expect(faults).toEqual([])
        setTimeout(() => {
          expect(cut(mount)).toBe(true)
          off = true
          // The process sees errors from now on; what it prints after an error would be a lie.
          setTimeout(() => child.kill('SIGKILL'), 30)
        }, 20 + Math.random() * 120)
        continue
      }
      acknowledged = Number(text)
      saves += 1
    }
    await ended
    clearTimeout(limit)
    expect(opened && off).toBe(true)
    expect(run('umount', mount) || run('umount', '-l', mount)).toBe(true)
    expect(run('mount', '-o', 'loop', image, mount)).toBe(true)
  }
  expect(saves).toBeGreaterThan(CUTS)
})
