/** The tests of promises 1 to 5 in small, for our store and for lowdb's stock adapter: ours keeps each, the stock one does not. */
import { mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Low } from 'lowdb'
import { JSONFile } from 'lowdb/node'
import { describe, expect, test } from 'vitest'
import { newOffice } from '../../../src/core/office.ts'
import { ok } from '../../../src/core/base/result.ts'
import { openLowdbStore } from '../../../src/main/adapters/lowdb-store.ts'
import { account, afterTest, office, temporaryFolder } from '../../app/harness.ts'
import { cause, credentials, keyOf, startSaver, startStockSaver, strace, straceMissing, unless, type Prepared } from './bench.ts'

/** An office of one word, however it is kept. Throws where it does not open; null where it says that there is none. */
type Kept = { word(): Promise<string | null>; save(word: string): Promise<boolean>; close(): Promise<void> }
type Keeper = { readonly open: (folder: string) => Promise<Kept>; readonly files: (folder: string) => string[] }

const ours: Keeper = {
  open: async folder => {
    const { store } = await openLowdbStore(folder)
    afterTest(() => store.close())
    const { state } = await store.status()
    const entered = state === 'empty'
      ? await store.create(newOffice(office, { name: account.name, roles: ['director'] }, false), credentials, cause)
      : await store.unlock(credentials)
    if (!entered.ok && entered.refusal.code !== 'folder-in-use') throw new Error(entered.refusal.message)
    return {
      word: async () => {
        const read = await store.read()
        return read.ok ? read.value.details.address ?? null : null
      },
      save: async word => (await store.change(cause, before => ok({ office: { ...before, details: { ...before.details, address: word } }, value: null }))).ok,
      close: () => store.close(),
    }
  },
  files: folder => [join(folder, 'a', 'journal-00000001'), join(folder, 'a', 'keys.json'), join(folder, 'b', 'manifest-00000001')],
}

const stock: Keeper = {
  open: async folder => {
    mkdirSync(folder, { recursive: true })
    const db = new Low<{ word: string | null }>(new JSONFile(join(folder, 'db.json')), { word: null })
    await db.read()
    return {
      word: async () => db.data.word,
      save: async word => {
        db.data.word = word
        return db.write().then(() => true, () => false)
      },
      close: async () => undefined,
    }
  },
  files: folder => [join(folder, 'db.json')],
}

/** Whether each promise is kept, as far as a small test shows. */
const promises: Readonly<Record<string, (keeper: Keeper) => Promise<boolean>>> = {
  'promise 3: after a save that failed, memory is as the disk is': async keeper => {
    const folder = join(temporaryFolder(), 'data')
    const kept = await keeper.open(folder)
    await kept.save('先存下的')
    renameSync(folder, `${folder}-gone`)
    const acknowledged = await kept.save('没有存下的')
    const seen = await kept.word()
    renameSync(`${folder}-gone`, folder)
    // An office that has locked itself shows nothing false either.
    return !acknowledged && seen !== '没有存下的'
  },
  'promise 4: a file that is gone is not an empty office': async keeper => {
    const folder = join(temporaryFolder(), 'data')
    const first = await keeper.open(folder)
    await first.save('先存下的')
    await first.close()
    for (const file of keeper.files(folder)) {
      const bytes = readFileSync(file)
      rmSync(file)
      const again = await keeper.open(folder)
      const word = await again.word()
      await again.close()
      if (word !== '先存下的') return false
      writeFileSync(file, bytes)
    }
    return true
  },
  'promise 4: a file that is cut off loses nothing': async keeper => {
    const folder = join(temporaryFolder(), 'data')
    const first = await keeper.open(folder)
    await first.save('先存下的')
    await first.close()
    for (const file of keeper.files(folder)) {
      writeFileSync(file, readFileSync(file).subarray(0, statSync(file).size - 3))
      try {
        const again = await keeper.open(folder)
        const word = await again.word()
        await again.close()
        if (word !== '先存下的') return false
      } catch {
        return false
      }
    }
    return true
  },
  'promise 4: a changed byte changes no word': async keeper => {
    const folder = join(temporaryFolder(), 'data')
    const first = await keeper.open(folder)
    await first.save('1000')
    await first.close()
    for (const file of keeper.files(folder)) {
      const bytes = readFileSync(file)
      bytes[bytes.lastIndexOf('1000') < 0 ? bytes.length - 20 : bytes.lastIndexOf('1000')]! ^= 8
      writeFileSync(file, bytes)
      const again = await keeper.open(folder)
      const word = await again.word()
      await again.close()
      if (word !== '1000') return false
    }
    return true
  },
  'promise 5: of two that have it open, one alone is told that it saved': async keeper => {
    const folder = join(temporaryFolder(), 'data')
    const first = await keeper.open(folder)
    await first.save('开始')
    const second = await keeper.open(folder)
    const both = [await first.save('第一个'), await second.save('第二个')]
    await first.close()
    await second.close()
    const again = await keeper.open(folder)
    const word = await again.word()
    await again.close()
    return both[0] !== both[1] && word === (both[0] ? '第一个' : '第二个')
  },
}

describe.each(Object.entries(promises))('%s', (_name, isKept) => {
  test('ours keeps it', async () => expect(await isKept(ours)).toBe(true), 30_000)
  test('the stock adapter does not', async () => expect(await isKept(stock)).toBe(false), 30_000)
})

describe.skipIf(straceMissing)(`promises 1 and 2: a save is on the disk before it is acknowledged${unless(straceMissing)}`, () => {
  /** Flushes of the system while a saver acknowledges some saves. */
  const flushes = async (start: () => ReturnType<typeof startSaver>): Promise<{ saves: number; flushes: number }> => {
    const child = await start()
    const log = join(temporaryFolder(), 'trace')
    const trace = await strace(child.pid!, '-o', log, '-e', 'trace=fsync,fdatasync,sync_file_range,msync')
    let text = ''
    await new Promise<void>(enough => {
      child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
        if (text.split('\n').length > 40) enough()
      })
      child.once('exit', () => enough())
    })
    child.kill('SIGKILL')
    await trace.ended
    return { saves: text.split('\n').length - 2, flushes: (readFileSync(log, 'utf8').match(/sync\(\d/g) ?? []).length }
  }

  test('ours flushes both journals each time', async () => {
    const folder = join(temporaryFolder(), 'data')
    await (await ours.open(folder)).close()
    const { dataKey, storeId }: Pick<Prepared, 'dataKey' | 'storeId'> = await keyOf(folder)
    const seen = await flushes(() => startSaver(folder, dataKey.toString('hex'), storeId))
    expect(seen.saves).toBeGreaterThan(10)
    // strace comes a little late.
    expect(seen.flushes).toBeGreaterThan(seen.saves)
  }, 30_000)

  test('the stock adapter flushes nothing, ever', async () => {
    const folder = temporaryFolder()
    const seen = await flushes(() => startStockSaver(join(folder, 'db.json')))
    expect(seen.saves).toBeGreaterThan(10)
    expect(seen.flushes).toBe(0)
  }, 30_000)
})
