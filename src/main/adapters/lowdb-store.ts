/**
 * The store on lowdb: `Low` holds the office in memory, and its adapter hands each change to the engine, which makes it
 * durable (journal, snapshot, two copies, encrypted). Promises: docs/store.md.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { basename, join, resolve } from 'node:path'
import { Low } from 'lowdb'
import type { Account } from '../../core/office/accounts.ts'
import { migrations as shippedMigrations, versionAfter, type Migration } from '../../core/migrations/index.ts'
import { collectionKeys, filesOf, officeFrom, restOf, StoredOffice, type CollectionKey, type Office } from '../../core/office.ts'
import type { AuditEntry, Care, Cause, Store, StoreStatus } from '../../core/ports.ts'
import { lockedRefusal, notSetUpRefusal, ok, refuse, type Result } from '../../core/base/result.ts'
import { auditFaults, chained, NO_HEAD } from '../store/audit.ts'
import { backupsToDrop, readBackup, writeBackup, type BackupPart } from '../store/backup.ts'
import { copiesIn, PRIVATE, sides, type Finding } from '../store/copies.ts'
import { keyFor } from '../store/crypto.ts'
import { discard, flushFolder, makeFolder, makeScratch, readBytes, removeAll, removeFile, rename, writeDurably } from '../store/disk.ts'
import { createStore, FolderLost, hasStore, openEngine, SaveUncertain, StoreDamaged, sweep, type Engine } from '../store/engine.ts'
import { openGuard } from '../store/guard.ts'
import {
  isGenuine, KEYS, newKeys, openWithPassword, openWithRecovery, parseKeys, slotTag, withNewRecovery, withoutPending, withoutSlots, withSlots, wrapFor,
  type KeyChange, type KeyFile, type Unlocked,
} from '../store/keys.ts'
import { readRecoveryText } from '../store/recovery-key.ts'
import { checkFolder, syncServiceOf } from './check-folder.ts'
import { finishSwitch, isSwitching, switchStore } from '../store/switch.ts'
import { giveWay, mapInSlices } from '../in-slices.ts'
import { fileRefusal, isFileError } from '../store/file-errors.ts'
import { lockFolder, type FolderLock } from '../store/folder-lock.ts'

export type StoreOptions = {
  /** The user said that whoever holds the folder is not to be waited for. */
  readonly takeOver?: boolean
  /** Time since the computer started, in seconds. */
  readonly uptime?: () => number
  readonly migrations?: readonly Migration[]
}

/** Reasons that end when the other program lets go, or when the user says that it is not to be waited for. */
const heldElsewhere: ReadonlySet<string> = new Set(['folder-in-use', 'folder-taken-over'])

type Held = { readonly office: Office; readonly who: string; readonly cause: Cause; readonly keys?: KeyChange }

const wrongPassword = (left: number) =>
  refuse('wrong-password', `账户或密码不对，请检查大小写和输入法后重新输入。${left > 0 ? `还可以试 ${left} 次。` : '已连续 5 次不对，请等 15 分钟后再试。'}`, { field: '/password' })

const sortedKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value

/** The same for deep-equal offices: SHA-256 over the whole as JSON with its keys in order, shelf by shelf. */
const officeDigest = async (office: Office): Promise<string> => {
  const turn = giveWay()
  const hash = createHash('sha256')
  const rest: Partial<Record<string, unknown>> = restOf(office)
  let first = true
  for (const key of [...Object.keys(rest), ...collectionKeys].filter(one => !(one in rest) || rest[one] !== undefined).sort()) {
    hash.update(`${first ? '{' : ','}${JSON.stringify(key)}:`)
    first = false
    if (key in rest) hash.update(JSON.stringify(rest[key], sortedKeys))
    else {
      hash.update('[')
      let count = 0
      for (const shelf of office[key as CollectionKey].shelves) {
        for (const record of shelf) {
          hash.update(`${count === 0 ? '' : ','}${JSON.stringify(record, sortedKeys)}`)
          count += 1
          const pause = turn()
          if (pause) await pause
        }
      }
      hash.update(']')
    }
  }
  return hash.update('}').digest('hex')
}

/** Whether a stored office is as its schema says, record by record. */
const isSound = async (stored: Record<string, unknown>): Promise<boolean> => {
  const turn = giveWay()
  const emptied = { ...stored, ...Object.fromEntries(collectionKeys.map(key => [key, []])) }
  if (!StoredOffice.safeParse(emptied).success) return false
  for (const key of collectionKeys) {
    const { element } = StoredOffice.shape[key]
    for (const record of stored[key] as unknown[]) {
      if (!element.safeParse(record).success) return false
      const pause = turn()
      if (pause) await pause
    }
  }
  return true
}

/** The data key of a key file, by any of its passwords; tries each slot. */
const unlockBackupKeys = async (keys: KeyFile, secret: { password?: string; recoveryKey?: string }, open: Engine | null): Promise<Result<Buffer>> => {
  if (open && isGenuine(open.dataKey, keys) && secret.password === undefined && secret.recoveryKey === undefined) return ok(open.dataKey)
  if (secret.recoveryKey !== undefined) {
    const read = readRecoveryText(secret.recoveryKey)
    if (!read.ok) return read
    const dataKey = openWithRecovery(keys, read.value)
    return dataKey ? ok(dataKey) : refuse('wrong-recovery-key', '这把恢复密钥打不开这个备份，请核对是不是这个调委会的恢复密钥。', { field: '/recoveryKey' })
  }
  if (secret.password === undefined) return refuse('missing', '请输入备份当时的密码，或恢复密钥。', { field: '/password' })
  for (const tag of Object.keys(keys.slots)) {
    const opened = await openWithPassword(keys, tag, secret.password)
    if (!opened.ok) return opened
    if (opened.value) return ok(opened.value.dataKey)
  }
  return refuse('wrong-password', '密码打不开这个备份。请输入备份当时使用的密码，或恢复密钥。', { field: '/password' })
}

/** A name in the folder that is still free. */
const freeName = (folder: string, name: string): string => {
  let free = name
  for (let copy = 2; existsSync(join(folder, free)); copy += 1) free = `${name}-${copy}`
  return free
}

const asJson = (name: string, value: unknown): BackupPart => ({ name, bytes: Buffer.from(JSON.stringify(value)) })

/** Opens the store of a folder. Never throws for what a folder can be: `status` then says `unavailable` and why. */
export const openLowdbStore = async (folder: string, options: StoreOptions = {}): Promise<{ store: Store; care: Care }> => {
  const migrations = options.migrations ?? shippedMigrations
  let lock: FolderLock | null = null
  let reason: StoreStatus['reason']
  let closed = false
  let engine: Engine | null = null
  let who: string | null = null
  let header: KeyFile | null = null
  let notices: Finding[] = []
  let queue: Promise<unknown> = Promise.resolve()
  const copies = copiesIn(folder)
  const syncService = syncServiceOf(folder)

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  const db = new Low<Held | null>({
    read: async () => null,
    write: async held => engine!.change(held!.office, held!.who, held!.cause, held!.keys?.final),
  }, null)

  /** Key files of both copies, the newest first. */
  const keyFiles = async (): Promise<KeyFile[]> => {
    const read = await Promise.all(sides.map(async side => {
      const bytes = await copies.readSide(side, KEYS)
      return bytes && parseKeys(bytes)
    }))
    return read.filter(keys => keys !== null).sort((x, y) => y.version - x.version)
  }

  const readHeader = async (): Promise<void> => {
    if (!hasStore(folder)) return
    for (const side of sides) await makeFolder(join(folder, side))
    header = (await keyFiles())[0] ?? null
    if (!header) reason = { code: 'store-damaged', message: '密钥文件缺失或损坏，两份都不能用，程序没有改动任何文件。请先复制整个资料文件夹留存，再从备份恢复。' }
  }

  const fileTrouble = (error: unknown, what: string): ReturnType<typeof refuse> => {
    if (error instanceof StoreDamaged) return refuse(error.code, error.message)
    if (error instanceof FolderLost) {
      return refuse('folder-taken-over', '资料文件夹已由另一个程序接管，这里不能再保存。请关闭本窗口，在那边核对刚才的改动，没有的请重做。')
    }
    if (error instanceof SaveUncertain) {
      const { refusal } = fileRefusal(error.cause, what)
      return refuse(refusal.code, `${refusal.message}刚才的改动是否已经写下还不能确定，资料已锁定；原因消除后请输入密码重新打开，核对后再继续。`)
    }
    return fileRefusal(error, what)
  }

  const notOpen = (): Result<never> => {
    if (reason) return refuse(reason.code, reason.message)
    return header || hasStore(folder) ? lockedRefusal() : notSetUpRefusal()
  }

  const checkOwner = (): void => {
    if (!lock?.isHeld()) throw new FolderLost()
  }
  const isOurs = (): boolean => {
    try {
      return lock?.isHeld() ?? false
    } catch {
      return false
    }
  }

  /** Opens the engine and finishes what a killed process left of a change of keys. */
  const start = async (dataKey: Buffer, keys: KeyFile): Promise<void> => {
    checkOwner()
    await sweep(folder)
    const opened = await openEngine(folder, dataKey, keys.storeId, {
      checkOwner,
      migrations,
      backUpFirst: version => keepBeforeMigration(version),
    })
    const journalled = opened.keysInJournal
    const newest = journalled && journalled.version > keys.version && isGenuine(dataKey, journalled) ? journalled
      : keys.pending ? withoutPending(dataKey, keys) : keys
    const read = await keyFiles()
    if (read.length < 2 || read.some(one => one.mac !== newest.mac || !isGenuine(dataKey, one))) {
      try {
        await copies.write(KEYS, JSON.stringify(newest))
      } catch (error) {
        await opened.close()
        throw error
      }
      if (newest === keys) opened.copies.found({ file: KEYS, problem: '两份不一致', repaired: true })
    }
    header = newest
    engine = opened
    // What an opening found that was then refused is told, too.
    notices = [...notices, ...copies.takeFindings(), ...opened.copies.takeFindings()]
    db.data = null
  }

  /** The files as they are, under a name of their own, before the first write after a migration. */
  const keepBeforeMigration = async (version: number): Promise<void> => {
    const kept = join(folder, `升级前-第${version}版`)
    const part = `${kept}.part`
    await removeAll(part)
    for (const side of sides) {
      await makeFolder(join(part, side))
      for (const name of await readdir(join(folder, side))) await writeDurably(join(part, side, name), await readBytes(join(folder, side, name)), PRIVATE)
    }
    // What an upgrade that was cut off kept is no newer than this.
    await removeAll(kept)
    await rename(part, kept)
    await flushFolder(folder)
  }

  const stop = async (): Promise<void> => {
    const stopping = engine
    if (who !== null) notices = []
    engine = null
    who = null
    db.data = null
    await stopping?.close()
  }

  /**
   * Takes the folder, and reads what lies in it. Another program that holds it, or an error, is `reason`; one that was there
   * already stays as long as the folder is held.
   */
  const acquire = async (takeOver: boolean): Promise<void> => {
    try {
      await makeFolder(folder)
      const locked = await lockFolder(folder, takeOver)
      if (!locked.ok) {
        reason ??= locked.refusal
        return
      }
      lock = locked.value
      reason = undefined
      await finishSwitch(folder)
      header = null
      await readHeader()
    } catch (error) {
      if (!isFileError(error) && !(error instanceof StoreDamaged)) throw error
      reason = fileTrouble(error, '打开资料文件夹').refusal
    }
  }
  await acquire(options.takeOver ?? false)

  /** The folder may be free by now, or reachable again. */
  const lookAgain = async (): Promise<void> => {
    if (closed || !reason || (lock !== null && reason.code !== 'folder-taken-over')) return
    await acquire(false)
  }

  /**
   * A restore that an error stopped half-way comes first: until then the folder holds parts of two stores. So does a key file
   * that an error kept from being read: without it the store would pass for none.
   */
  const finishBegun = async (): Promise<Result<never> | null> => {
    const isHeaderMissing = !header && !reason && hasStore(folder)
    if (!isSwitching(folder) && !isHeaderMissing) return null
    try {
      checkOwner()
      await finishSwitch(folder)
      header = null
      await readHeader()
      return null
    } catch (error) {
      return fileTrouble(error, '完成上次的恢复')
    }
  }

  const accountOf = (): Account | undefined => engine?.office().accounts.find(account => account.name === who)

  const readOnlyRefusal = ({ newerVersion }: Engine): Result<never> | null => newerVersion === null ? null
    : refuse('store-newer', `资料由更新版本的软件写成（数据第 ${newerVersion} 版），本版本只能查看。请升级软件后再修改。`)

  /** The one way to change anything: durable first, memory afterwards. */
  const commit = async <T>(cause: Cause, edit: (office: Office) => Result<{ office: Office; value: T; keys?: KeyChange }>): Promise<Result<T>> => {
    if (!engine || who === null) return notOpen()
    const readOnly = readOnlyRefusal(engine)
    if (readOnly) return readOnly
    const edited = edit(engine.office())
    if (!edited.ok) return edited
    const { office, value, keys } = edited.value
    if (office === engine.office() && !keys) return ok(value)
    const before = db.data
    try {
      db.data = { office, who, cause, keys }
      if (keys) {
        checkOwner()
        await copies.write(KEYS, JSON.stringify(keys.prepared))
      }
      await db.write()
    } catch (error) {
      db.data = before
      if (error instanceof FolderLost) reason = fileTrouble(error, '').refusal
      if (error instanceof FolderLost || error instanceof SaveUncertain) await stop()
      return fileTrouble(error, '保存资料')
    }
    if (keys) {
      header = keys.final
      try {
        await copies.write(KEYS, JSON.stringify(keys.final))
      } catch (error) {
        // The change is durable and opens as it is; opening anew finishes the key file before anything else is written.
        await stop()
        const { refusal } = fileTrouble(error, '更新密钥文件')
        return refuse(refusal.code, `${refusal.message}账户和密码的改动已经存下，资料已锁定；原因消除后请用改后的密码重新打开。`)
      }
    }
    return ok(value)
  }

  const tooMany = (seconds: number): Result<never> =>
    refuse('too-many-tries', `密码连续 5 次不对，为安全起见请等 ${Math.ceil(seconds / 60)} 分钟再试；也可以用恢复密钥重设密码。`, { field: '/password' })

  const store: Store = {
    status: async () => {
      if (reason) await inTurn(lookAgain)
      const base = { rehearsal: header?.rehearsal ?? false, accounts: header ? Object.keys(header.slots).length : 0 }
      if (reason) return { ...base, state: 'unavailable', reason }
      if (!header && !hasStore(folder)) return { ...base, state: 'empty' }
      const account = accountOf()
      if (!engine || !account) return { ...base, state: 'locked' }
      return {
        ...base,
        state: 'open',
        account,
        notices: [
          ...notices.map(({ file, problem, repaired }) => `${file}：${problem}，${repaired ? '已用另一份修复' : '未能修复'}`),
          ...(syncService === null ? [] : [`资料文件夹看来在同步服务（${syncService}）里，同步可能在使用时替换文件；请换到普通文件夹，用备份带走资料。`]),
        ],
        ...(engine.newerVersion !== null && { readOnly: `资料由更新版本的软件写成（数据第 ${engine.newerVersion} 版），本版本只能查看。` }),
      }
    },
    create: (office, credentials, cause) => inTurn(async () => {
      const begun = await finishBegun()
      if (begun) return begun
      if (reason) return refuse(reason.code, reason.message)
      if (header || hasStore(folder)) return refuse('already-set-up', '这个文件夹里已经设立了调委会，请直接输入密码打开。')
      try {
        checkOwner()
        const { dataKey, keys, recoveryKey } = await newKeys(credentials.account, credentials.password, office.rehearsal)
        const first = chained(keyFor(dataKey, 'audit'), NO_HEAD, { seq: 1, at: cause.at, who: credentials.account, command: cause.command })
        await createStore(folder, keys, dataKey, office, versionAfter(migrations), [first])
        header = keys
        await start(dataKey, keys)
        who = credentials.account
        return ok({ recoveryKey })
      } catch (error) {
        await stop()
        // What was made and not answered is taken back: its recovery key was told to nobody.
        if (isOurs()) for (const side of [...sides, '.new']) await discard(join(folder, side))
        header = null
        await readHeader().catch(() => undefined)
        return fileTrouble(error, '设立资料')
      }
    }),
    unlock: ({ account, password }) => inTurn(async () => {
      const begun = await finishBegun()
      if (begun) return begun
      if (reason || !header) return notOpen()
      try {
        const tagOf = (keys: KeyFile): string =>
          (account === undefined ? Object.keys(keys.slots)[0]! : slotTag(keys.storeId, account))
        if (account === undefined && Object.keys(header.slots).length !== 1) {
          return refuse('missing', '有几个账户，请输入账户名。', { field: '/account' })
        }
        const guard = await openGuard(copies, options.uptime)
        const wait = await guard.beforeTry()
        if (wait > 0) return tooMany(wait)
        let refused: Result<never> | null = null
        let unlocked: Unlocked | null = null
        let tag = ''
        const files = await keyFiles()
        for (const [index, keys] of files.entries()) {
          tag = tagOf(keys)
          // The second copy is asked only where it says something else.
          if (index > 0 && JSON.stringify(keys) === JSON.stringify(files[0])) break
          const opened = await openWithPassword(keys, tag, password)
          if (!opened.ok) refused = opened
          else unlocked = opened.value
          if (unlocked) break
        }
        if (!unlocked) return refused ?? wrongPassword(guard.left())
        const { dataKey, slot } = unlocked
        const genuine = files.find(keys => isGenuine(dataKey, keys))
        if (!genuine) {
          return refuse('keys-weakened', '密钥文件被改动过，程序拒绝使用它。请用恢复密钥重设密码，或从备份恢复。')
        }
        const wasOpen = engine !== null
        if (!wasOpen) await start(dataKey, genuine)
        // An older copy, or a change that never came about, opens nothing: the newest key file decides.
        const known = header.slots[tag]?.sealed === slot.sealed
          ? engine!.office().accounts.find(one => slotTag(header!.storeId, one.name) === tag)
          : undefined
        if (!known) {
          if (!wasOpen) await stop()
          return wrongPassword(guard.left())
        }
        await guard.afterSuccess()
        who = known.name
        return ok(null)
      } catch (error) {
        if (error instanceof StoreDamaged) reason = { code: error.code, message: error.message }
        await stop()
        return fileTrouble(error, '打开资料')
      }
    }),
    lock: () => inTurn(stop),
    read: async () => (engine && who !== null ? ok(engine.office()) : notOpen()),
    change: (cause, edit) => inTurn(() => commit(cause, edit)),
    takeOver: () => inTurn(async () => {
      if (closed || !reason || !heldElsewhere.has(reason.code)) return refuse('not-held', '资料文件夹没有被别的程序占用，不必接管；请重试。')
      await acquire(true)
      return reason ? refuse(reason.code, reason.message) : ok(null)
    }),
    close: () => inTurn(async () => {
      await stop()
      lock?.release()
      lock = null
      closed = true
      reason ??= { code: 'closed', message: '资料已关闭。' }
    }),
  }

  async function* partsOf(open: Engine): AsyncIterable<BackupPart> {
    const office = open.office()
    yield asJson('rest', restOf(office))
    for (const key of collectionKeys) for (const shelf of office[key].shelves) yield asJson(key, shelf)
    yield asJson('audit', await open.audit())
    for (const blob of filesOf(office)) {
      const bytes = await open.readBlob(blob)
      if (!bytes) throw new StoreDamaged('attachment-damaged', '有一个附件的两份都已损坏，备份没有完成。请先在“数据安全”里检查资料。')
      yield { name: 'blob', bytes }
    }
    yield asJson('digest', await officeDigest(office))
  }

  type Restored = { office: Office; trail: AuditEntry[]; blobs: Buffer[]; keys: KeyFile; dataKey: Buffer; dataVersion: number }

  /** A backup read, checked against its own digest and its own audit trail. */
  const readWhole = async (path: string, secret: { password?: string; recoveryKey?: string }): Promise<Result<Restored>> => {
    const read = await readBackup(path, keys => unlockBackupKeys(keys, secret, engine))
    if (!read.ok) return read
    const { header: about, dataKey, parts } = read.value
    const damaged = (): Result<never> => refuse('backup-damaged', '这个备份的内容对不上，没有改动任何资料。请换一个备份。', { field: '/path' })
    if (!isGenuine(dataKey, about.keys)) return damaged()
    if (about.dataVersion > versionAfter(migrations)) {
      return refuse('store-newer', '这个备份由更新版本的软件写成，请用更新的版本恢复；没有改动任何资料。', { field: '/path' })
    }
    const json = (name: string): Promise<unknown[]> => mapInSlices(parts.filter(part => part.name === name), part => JSON.parse(part.bytes.toString('utf8')) as unknown)
    const stored: Record<string, unknown> = { ...((await json('rest'))[0] as object) }
    for (const key of collectionKeys) stored[key] = (await json(key)).flat()
    const office = officeFrom(stored as StoredOffice)
    const trail = (await json('audit')).flat() as AuditEntry[]
    if (await officeDigest(office) !== (await json('digest'))[0]) return damaged()
    if (auditFaults(keyFor(dataKey, 'audit'), trail, trail.at(-1)?.mac ?? NO_HEAD).length > 0) return damaged()
    if (about.dataVersion === versionAfter(migrations) && !await isSound(stored)) return damaged()
    return ok({
      office, trail, dataKey, keys: about.keys, dataVersion: about.dataVersion,
      blobs: parts.filter(part => part.name === 'blob').map(part => part.bytes),
    })
  }

  /** Puts a restored office into a folder that holds no store and opens it once, to be sure. */
  const settle = async (restored: Restored, into: string): Promise<Result<null>> => {
    await makeFolder(into)
    await createStore(into, restored.keys, restored.dataKey, restored.office, restored.dataVersion, restored.trail, restored.blobs)
    const check = await openEngine(into, restored.dataKey, restored.keys.storeId, { checkOwner: () => undefined, migrations: [] })
    try {
      if (restored.dataVersion === versionAfter(migrations) && await officeDigest(check.office()) !== await officeDigest(restored.office)) {
        return refuse('restore-failed', '恢复后的内容与备份不一致，已停止。请换一个磁盘再试。', { field: '/into' })
      }
      const checked = await check.verify()
      return checked.findings.length + checked.auditFaults.length === 0
        ? ok(null)
        : refuse('restore-failed', '恢复后的文件没有写好，已停止。请换一个磁盘再试。', { field: '/into' })
    } finally {
      await check.close()
    }
  }

  const care: Care = {
    backUp: (path, cause) => inTurn(async () => {
      if (!engine || who === null || !header) return notOpen()
      const open = engine
      const keys = header
      const readOnly = readOnlyRefusal(open)
      if (readOnly) return readOnly
      let target = resolve(path)
      let part: string | null = null
      // Of one office alone, so that a rehearsal's backups on the same stick do not push out the real ones.
      const series = `物业调解备份-${keys.storeId.slice(0, 6)}_`
      try {
        const isFolder = !/\.mbk$/i.test(target)
        const folderOf = isFolder ? target : join(target, '..')
        await makeFolder(folderOf)
        if (isFolder) target = join(target, `${series}${cause.at.slice(0, 10).replaceAll('-', '')}-${cause.at.slice(11, 13)}${cause.at.slice(14, 16)}00.mbk`)
        const stem = target.replace(/\.mbk$/i, '')
        for (let copy = 1; existsSync(target); copy += 1) {
          if (!isFolder) return refuse('already-there', '已有同名的备份文件，备份从不互相覆盖；请换一个名称。', { field: '/path' })
          target = `${stem.slice(0, -2)}${String(copy).padStart(2, '0')}.mbk`
        }
        part = `${target}.part`
        await removeFile(part)
        await writeBackup(part, open.dataKey, { keys, madeAt: cause.at, dataVersion: open.dataVersion }, partsOf(open))
        const read = await readWhole(part, {})
        if (!read.ok || await officeDigest(read.value.office) !== await officeDigest(open.office())) {
          await discard(part)
          return refuse('backup-failed', '备份写完后读回来对不上，已删除。请换一个磁盘或U盘再试。', { field: '/path' })
        }
        await rename(part, target)
        part = null
        await flushFolder(folderOf)
        if (isFolder) {
          const names = (await readdir(folderOf)).filter(name => name.startsWith(series))
          // Whatever the clock says, the new one stays. One that cannot be removed takes room, no more.
          for (const name of backupsToDrop(names)) if (name !== basename(target)) await removeFile(join(folderOf, name)).catch(() => undefined)
        }
        const { size } = await stat(target)
        const noted = await commit(cause, office => ok({ office: { ...office, safety: { ...office.safety, lastBackupAt: cause.at } }, value: null }))
        return noted.ok ? ok({ path: target, bytes: size }) : noted
      } catch (error) {
        if (part) await discard(part)
        const trouble = fileTrouble(error, '备份')
        return { ...trouble, refusal: { field: '/path', ...trouble.refusal } }
      }
    }),
    restore: ({ path, into, ...secret }) => inTurn(async () => {
      const target = into === undefined ? resolve(folder) : resolve(into)
      const own = target === resolve(folder)
      let scratch: string | null = null
      let switching = false
      const begun = own ? await finishBegun() : null
      if (begun) return begun
      try {
        // Whoever has neither an unlocked account nor an empty or broken folder may not put another store in its place.
        if (own && reason && reason.code !== 'store-damaged') return notOpen()
        if (own && header && !engine && !reason) return notOpen()
        const restored = await readWhole(resolve(path), secret)
        if (!restored.ok) return restored
        // What a restore that was cut off left behind is not in the way.
        const isTaken = !own && existsSync(target) && (await readdir(target)).some(name => !/^恢复中-|\.part$/.test(name))
        if (isTaken) return refuse('folder-not-empty', '恢复要放进一个空的或新的文件夹，以免盖掉已有资料；请另选一个。', { field: '/into' })
        await makeFolder(target)
        if (own) checkOwner()
        scratch = await makeScratch(target, '恢复中-')
        const settled = await settle(restored.value, scratch)
        if (!settled.ok) return settled
        if (own) {
          checkOwner()
          await stop()
          reason = undefined
        }
        switching = true
        await switchStore(target, basename(scratch), freeName(target, '恢复前的资料'))
        // What was just written and verified need not be read again.
        if (own) header = restored.value.keys
        return ok({ into: target, cases: restored.value.office.cases.size })
      } catch (error) {
        const { refusal } = fileTrouble(error, '恢复')
        const field = existsSync(path) ? '/into' : '/path'
        if (own && isSwitching(target)) {
          return refuse(refusal.code, `${refusal.message}备份已经开始换入，原因消除后用备份里的密码打开，程序会先把它做完。`, { field })
        }
        // The folder was empty: nothing of worth is in it.
        if (!own && switching) for (const name of ['switch.json', ...sides]) await discard(join(target, name))
        return refuse(refusal.code, refusal.message, { field })
      } finally {
        if (scratch && !isSwitching(target)) await discard(scratch)
      }
    }),
    prove: (path, cause) => inTurn(async () => {
      if (!engine || who === null) return notOpen()
      let scratch: string | null = null
      try {
        const restored = await readWhole(resolve(path), {})
        if (!restored.ok) return restored
        scratch = await makeScratch(folder, '试恢复-')
        const settled = await settle(restored.value, scratch)
        if (!settled.ok) return settled
        const noted = await commit(cause, office => ok({ office: { ...office, safety: { ...office.safety, lastProvenAt: cause.at } }, value: null }))
        return noted.ok ? ok({ cases: restored.value.office.cases.size }) : noted
      } catch (error) {
        return fileTrouble(error, '试恢复')
      } finally {
        if (scratch) await discard(scratch)
      }
    }),
    verify: () => inTurn(async () => {
      if (!engine || who === null) return notOpen()
      try {
        return ok(await engine.verify())
      } catch (error) {
        return fileTrouble(error, '检查资料')
      }
    }),
    audit: () => inTurn(async () => {
      if (!engine || who === null) return notOpen()
      try {
        return ok({ entries: await engine.audit(), faults: await engine.auditFaults() })
      } catch (error) {
        return fileTrouble(error, '读取操作日志')
      }
    }),
    keepFile: bytes => inTurn(async () => {
      if (!engine || who === null) return notOpen()
      const readOnly = readOnlyRefusal(engine)
      if (readOnly) return readOnly
      try {
        return ok(await engine.addBlob(Buffer.from(bytes)))
      } catch (error) {
        return fileTrouble(error, '保存附件')
      }
    }),
    readFile: blob => inTurn(async () => {
      if (!engine || who === null) return notOpen()
      let bytes: Buffer | null
      try {
        bytes = await engine.readBlob(blob)
      } catch (error) {
        return fileTrouble(error, '读取附件')
      }
      return bytes ? ok(new Uint8Array(bytes)) : refuse('attachment-damaged', '这个附件的两份都已损坏或缺失，请从备份恢复。')
    }),
    setPassword: (account, password, cause, edit) => inTurn(async () => {
      if (!engine || who === null || !header) return notOpen()
      const slot = await wrapFor(header.storeId, password, engine.dataKey)
      const keys = withSlots(engine.dataKey, header, slots => ({ ...slots, [slotTag(header!.storeId, account)]: slot }))
      return commit(cause, office => {
        const edited = edit(office)
        return edited.ok ? ok({ office: edited.value, value: null, keys }) : edited
      })
    }),
    removeAccount: (account, cause, edit) => inTurn(async () => {
      if (!engine || who === null || !header) return notOpen()
      const gone = slotTag(header.storeId, account)
      const keys = withSlots(engine.dataKey, header, slots => Object.fromEntries(Object.entries(slots).filter(([tag]) => tag !== gone)))
      return commit(cause, office => {
        const edited = edit(office)
        return edited.ok ? ok({ office: edited.value, value: null, keys }) : edited
      })
    }),
    newRecoveryKey: cause => inTurn(async () => {
      if (!engine || who === null || !header) return notOpen()
      const { recoveryKey, ...keys } = withNewRecovery(engine.dataKey, header)
      return commit(cause, office => ok({ office, value: { recoveryKey }, keys }))
    }),
    checkPassword: password => inTurn(async () => {
      if (!header || who === null) return notOpen()
      try {
        const guard = await openGuard(copies, options.uptime)
        const wait = await guard.beforeTry()
        if (wait > 0) return tooMany(wait)
        const opened = await openWithPassword(header, slotTag(header.storeId, who), password)
        if (!opened.ok) return opened
        if (!opened.value) return wrongPassword(guard.left())
        await guard.afterSuccess()
        return ok(null)
      } catch (error) {
        return fileTrouble(error, '核对密码')
      }
    }),
    checkFolder: async path => ok({ steps: await checkFolder(path === undefined ? folder : resolve(path)) }),
    recover: (recoveryKey, account, password, cause) => inTurn(async () => {
      const begun = await finishBegun()
      if (begun) return begun
      if (reason || !header) return notOpen()
      const read = readRecoveryText(recoveryKey)
      if (!read.ok) return read
      try {
        const files = await keyFiles()
        const dataKey = files.map(keys => openWithRecovery(keys, read.value)).find(key => key !== null)
        if (!dataKey) {
          return refuse('wrong-recovery-key', '这把恢复密钥不是这份资料的，请核对是不是这个调委会打印的那一页。', { field: '/recoveryKey' })
        }
        if (!engine) await start(dataKey, files.find(keys => isGenuine(dataKey, keys)) ?? withoutSlots(dataKey, files[0]!))
        const open = engine as unknown as Engine
        if (!open.office().accounts.some(one => one.name === account)) {
          const names = open.office().accounts.map(one => one.name).join('、')
          await stop()
          return refuse('no-account', `没有账户“${account}”。现有账户：${names}。`, { field: '/account' })
        }
        who = account
        const slot = await wrapFor(header.storeId, password, open.dataKey)
        const keys = withSlots(open.dataKey, header, slots => ({ ...slots, [slotTag(header!.storeId, account)]: slot }))
        const changed = await commit(cause, office => ok({ office, value: null, keys }))
        if (!changed.ok) {
          await stop()
          return changed
        }
        await (await openGuard(copies, options.uptime)).afterSuccess()
        return ok(null)
      } catch (error) {
        await stop()
        return fileTrouble(error, '重设密码')
      }
    }),
  }
  return { store, care }
}

