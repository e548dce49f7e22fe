/** The promises that our adapter keeps, asked once of lowdb's own file adapter: each is broken there. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../harness.ts'

type Data = { cases: string[] }
const open = async (path: string): Promise<Low<Data>> => {
  const db = new Low<Data>(new JSONFile(path), { cases: [] })
  await db.read()
  return db
}

const hasStrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0

test.skipIf(!hasStrace)('promises 1 and 2 (saved means saved, power cut): it never flushes to the disk (needs strace)', () => {
  const folder = temporaryFolder()
  const script = `import { Low } from ${JSON.stringify(fileURLToPath(import.meta.resolve('lowdb')))}
    import { JSONFile } from ${JSON.stringify(fileURLToPath(import.meta.resolve('lowdb/node')))}
    const db = new Low(new JSONFile(${JSON.stringify(join(folder, 'db.json'))}), { cases: [] })
    db.data.cases.push('已答复'); await db.write()`
  writeFileSync(join(folder, 'save.mjs'), script)
  spawnSync('strace', ['-f', '-o', join(folder, 'calls'), '-e', 'trace=fsync,fdatasync,rename,renameat,renameat2', process.execPath, join(folder, 'save.mjs')])
  const calls = readFileSync(join(folder, 'calls'), 'utf8')
  expect(calls).toMatch(/rename/)
  expect(calls).not.toMatch(/fsync|fdatasync/)
})

test('promise 3 (errors): after a failed save its memory is ahead of the disk', async () => {
  const folder = temporaryFolder()
  const path = join(folder, 'db.json')
  const db = await open(path)
  await db.update(data => void data.cases.push('存下了'))
  mkdirSync(join(folder, '.db.json.tmp'))
  await expect(db.update(data => void data.cases.push('没有存下'))).rejects.toThrow()
  expect(db.data.cases).toEqual(['存下了', '没有存下'])
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ cases: ['存下了'] })
})

test('promise 4 (damage): a lost file is an empty office, and a damaged one takes all with it', async () => {
  const path = join(temporaryFolder(), 'db.json')
  const db = await open(path)
  await db.update(data => void data.cases.push('存下了'))
  const whole = readFileSync(path, 'utf8')
  rmSync(path)
  expect((await open(path)).data).toEqual({ cases: [] })
  writeFileSync(path, whole.replace('存下了', '改过了'))
  expect((await open(path)).data).toEqual({ cases: ['改过了'] })
  writeFileSync(path, whole.slice(0, -3))
  await expect(open(path)).rejects.toThrow()
})

test('promise 5 (one writer): two of them overwrite each other without a word', async () => {
  const path = join(temporaryFolder(), 'db.json')
  const [first, second] = [await open(path), await open(path)]
  await first.update(data => void data.cases.push('先到'))
  await second.update(data => void data.cases.push('后到'))
  expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ cases: ['后到'] })
})
