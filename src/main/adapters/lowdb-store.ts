/**
 * The store on lowdb: `Low` holds what is stored, and the adapter below writes it whole: new file, flush, rename,
 * flush the folder. A file that cannot be read stops the store; it is never replaced by an empty office.
 */
import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { Low, type Adapter } from 'lowdb'
import * as z from 'zod'
import { officeFrom, storedFrom, StoredOffice, type Office } from '../../core/office.ts'
import type { Credentials, Store, StoreStatus } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/result.ts'
import { fileRefusal, isFileError } from './file-errors.ts'
import { makeFolder } from './folders.ts'
import { lockFolder, type FolderLock } from './folder-lock.ts'

const Account = z.strictObject({ name: z.string(), salt: z.base64(), hash: z.base64() })
const StoreFile = z.strictObject({
  format: z.literal('mediation-office'),
  version: z.literal(1),
  accounts: z.array(Account).min(1),
  office: StoredOffice,
})
type StoreFile = z.output<typeof StoreFile>

const SCRYPT = { N: 2 ** 17, r: 8, p: 1, maxmem: 256 * 1024 * 1024 }
const derive = promisify<string, Buffer, number, object, Buffer>(scrypt)

const passwordHash = (password: string, salt: Buffer): Promise<Buffer> => derive(password.normalize('NFC'), salt, 32, SCRYPT)

class Unreadable extends Error {}

const flushFolder = async (folder: string): Promise<void> => {
  // Windows has no notion of flushing a folder.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const wholeFile = (folder: string): Adapter<StoreFile> => {
  const path = join(folder, 'office.json')
  return {
    read: async () => {
      let text: string
      try {
        text = readFileSync(path, 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
        throw error
      }
      try {
        return StoreFile.parse(JSON.parse(text))
      } catch {
        throw new Unreadable()
      }
    },
    write: async data => {
      const next = `${path}.new`
      const handle = await open(next, 'w')
      try {
        await handle.writeFile(JSON.stringify(data))
        await handle.sync()
      } finally {
        await handle.close()
      }
      await rename(next, path)
      await flushFolder(folder)
    },
  }
}

/** Opens the store of a folder. Never throws for what a folder can be: `status` then says `unavailable` and why. */
export const openLowdbStore = async (folder: string): Promise<Store> => {
  let lock: FolderLock | null = null
  let reason: StoreStatus['reason']
  let db: Low<StoreFile | null> | null = null
  let office: Office | null = null
  let account: string | null = null
  let queue: Promise<unknown> = Promise.resolve()

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  try {
    makeFolder(folder)
    const locked = lockFolder(folder)
    if (locked.ok) {
      lock = locked.value
      const opened = new Low<StoreFile | null>(wholeFile(folder) as Adapter<StoreFile | null>, null)
      await opened.read()
      db = opened
    } else reason = locked.refusal
  } catch (error) {
    if (error instanceof Unreadable) {
      reason = {
        code: 'store-damaged',
        message: '资料文件 office.json 已损坏或由更新的版本写成，程序没有改动它。请先复制整个资料文件夹留存，再从备份恢复。',
      }
    } else if (isFileError(error)) reason = fileRefusal(error, '打开资料文件夹').refusal
    else throw error
  }

  const notOpen = (): Result<never> =>
    db?.data
      ? refuse('locked', '资料已锁定，请先输入密码。')
      : refuse('not-set-up', '这个文件夹里还没有设立调委会，请先完成首次设立。')

  /** Writes first; memory follows only when the disk has it. */
  const adopt = async (next: StoreFile, nextOffice: Office): Promise<Result<null>> => {
    const before = db!.data
    try {
      db!.data = next
      await db!.write()
    } catch (error) {
      db!.data = before
      return fileRefusal(error, '保存资料')
    }
    office = nextOffice
    return ok(null)
  }

  return {
    status: async () => {
      const base = { rehearsal: db?.data?.office.rehearsal ?? false, accounts: db?.data?.accounts.map(one => one.name) ?? [] }
      if (reason) return { ...base, state: 'unavailable', reason }
      if (!db?.data) return { ...base, state: 'empty' }
      return office && account !== null ? { ...base, state: 'open', account } : { ...base, state: 'locked' }
    },
    create: (first, credentials) => inTurn(async () => {
      if (reason) return refuse(reason.code, reason.message)
      if (db!.data) return refuse('already-set-up', '这个文件夹里已经设立了调委会，请直接输入密码打开。')
      const salt = randomBytes(16)
      const hash = await passwordHash(credentials.password, salt)
      const created = await adopt({
        format: 'mediation-office',
        version: 1,
        accounts: [{ name: credentials.account, salt: salt.toString('base64'), hash: hash.toString('base64') }],
        office: storedFrom(first),
      }, first)
      if (created.ok) account = credentials.account
      return created
    }),
    unlock: ({ account: name, password }: Credentials) => inTurn(async () => {
      if (!db?.data) return notOpen()
      const found = db.data.accounts.find(one => one.name === name)
      // Derive also for an unknown name, so that the answer takes as long.
      const hash = await passwordHash(password, Buffer.from(found?.salt ?? '', 'base64'))
      if (!found || !timingSafeEqual(hash, Buffer.from(found.hash, 'base64'))) {
        return refuse('wrong-password', '账户或密码不对，请检查大小写和输入法后重新输入。', { field: '/password' })
      }
      office ??= officeFrom(db.data.office)
      account = name
      return ok(null)
    }),
    lock: () => inTurn(async () => {
      office = null
      account = null
    }),
    read: async () => (office && account !== null ? ok(office) : notOpen()),
    change: (_cause, edit) => inTurn(async () => {
      if (!office || account === null) return notOpen()
      const edited = edit(office)
      if (!edited.ok) return edited
      const written = await adopt({ ...db!.data!, office: storedFrom(edited.value.office) }, edited.value.office)
      return written.ok ? ok(edited.value.value) : written
    }),
    close: () => inTurn(async () => {
      lock?.release()
      lock = null
      reason = { code: 'closed', message: '资料已关闭。' }
    }),
  }
}
