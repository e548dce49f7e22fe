/** The store of one folder in use: whose it is, whether it is open, who is at it, its keys, and the one way to change it. */
import { randomBytes } from 'node:crypto'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from '../../core/base/accounts.ts'
import { migrations as shippedMigrations, versionAfter, type Migration } from '../../core/migrations/index.ts'
import { filesOf, type Office } from '../../core/office.ts'
import type { Cause, Store, StoreStatus } from '../../core/ports.ts'
import { lockedRefusal, notSetUpRefusal, ok, refuse, type Result } from '../../core/base/result.ts'
import { readAnchors, signedAnchor, writeAnchor } from './anchor.ts'
import { chained, NO_HEAD } from './audit.ts'
import { blobName, isBlob, writeBlob } from './blobs.ts'
import { canMend, copiesIn, sides, type Finding } from './copies.ts'
import { keyFor } from './crypto.ts'
import { flushFolder, isThere, makeFolder, makeScratch, readBytes, rename, writeDurably, removeLeftOver } from './disk.ts'
import { NotStorable, openEngine, type Engine } from './engine.ts'
import { isFileError } from './file-errors.ts'
import { lockFolder, type FolderLock } from './folder-lock.ts'
import { openGuard, type Guard } from './guard.ts'
import {
  isGenuine, KEYS, newKeys, openWithPassword, openWithRecovery, parseKeys, slotTag, withoutPending, withoutSlots, withSlots, wrapFor,
  type KeyChange, type KeyFile, type Unlocked,
} from './keys.ts'
import { createStore, hasStore, SCRATCH, sweep, takeBackStore } from './making.ts'
import { readRecoveryText } from './recovery-key.ts'
import { finishSwitch, isSwitching } from './switch.ts'
import { FolderLost, SaveUncertain, StoreDamaged, troubleRefusal } from './trouble.ts'

export type StoreOptions = {
  /** The user said that whoever holds the folder is not to be waited for. */
  readonly takeOver?: boolean
  /** Time since the computer started, in seconds. */
  readonly uptime?: () => number
  readonly migrations?: readonly Migration[]
  /** The program's own folder, where it notes how far each store had come. */
  readonly ownFolder?: string
  /** Told of what fails beside what was asked: codes, no words of a case. */
  readonly onFault?: (what: string, error: unknown) => void
  /** Milliseconds after opening until the files are looked through in the background, where that is due. */
  readonly checkAfter?: number
}

/** Reasons that end when the other program lets go, or when the user says that it is not to be waited for. */
const heldElsewhere: ReadonlySet<string> = new Set(['folder-in-use', 'folder-taken-over'])

/** Reasons that stay until somebody asks to look again: meanwhile a backup may take the place of what is there. */
const isDamage = (code: string): boolean => code === 'store-damaged' || code === 'keys-rolled-back'

/** A change on its way to the disk. */
export type Held = { readonly office: Office; readonly who: string; readonly cause: Cause; readonly keys?: KeyChange }
/** What holds a change while it is written, and gives it to `write`. */
export type Holder = (write: (held: Held) => Promise<void>) => (held: Held) => Promise<void>

/** An anchor is written after so many changes. */
const ANCHOR_EVERY = 20

export const wrongPassword = (left: number): ReturnType<typeof refuse> =>
  refuse('wrong-password', `账户或密码不对，请检查大小写和输入法后重新输入。${left > 0 ? `还可以试 ${left} 次。` : '已连续 5 次不对，请等 15 分钟后再试。'}`, { field: '/password' })

export const tooMany = (seconds: number): ReturnType<typeof refuse> =>
  refuse('too-many-tries', `密码连续 5 次不对，为安全起见请等 ${Math.ceil(seconds / 60)} 分钟再试；也可以用恢复密钥重设密码。`, { field: '/password' })

/** A name in the folder that is still free. */
export const freeName = async (folder: string, name: string): Promise<string> => {
  let free = name
  for (let copy = 2; await isThere(join(folder, free)); copy += 1) free = `${name}-${copy}`
  return free
}

export const newLine = (): string => randomBytes(8).toString('hex')

export type Session = Awaited<ReturnType<typeof openSession>>

/** Never throws for what a folder can be: the state then is `unavailable`, with the reason. */
export const openSession = async (folder: string, options: StoreOptions, holder: Holder) => {
  const migrations = options.migrations ?? shippedMigrations
  let lock: FolderLock | null = null
  let reason: StoreStatus['reason']
  let closed = false
  /** What kept the lock from being written; null where it is. */
  let lockTrouble: unknown = null
  let engine: Engine | null = null
  let who: string | null = null
  let header: KeyFile | null = null
  let notices: Finding[] = []
  let sinceAnchor = 0
  let queue: Promise<unknown> = Promise.resolve()
  /** Told when an office is opened and closed. */
  const watchers: { opened(engine: Engine): Promise<void>; closing(mayWrite: boolean): Promise<void> }[] = []
  const copies = copiesIn(folder)
  const save = holder(held => engine!.change(held.office, held.who, held.cause, held.keys?.final))

  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = queue.then(work)
    queue = turn.catch(() => undefined)
    return turn
  }

  /** Key files of both copies, the newest first. Throws when neither can be read, whatever the reason. */
  const keyFiles = async (): Promise<KeyFile[]> => {
    let unreadable: unknown = null
    const read = await Promise.all(sides.map(async side => {
      try {
        const bytes = await copies.readSide(side, KEYS)
        return bytes && parseKeys(bytes)
      } catch (error) {
        unreadable = error
        return null
      }
    }))
    const found = read.filter(keys => keys !== null).sort((x, y) => y.version - x.version)
    if (found.length === 0 && unreadable) throw unreadable
    return found
  }

  const readHeader = async (): Promise<void> => {
    if (!await hasStore(folder)) return
    for (const side of sides) {
      const path = join(folder, side)
      // What came in the place of a folder of ours is kept, under another name.
      const found = await stat(path).catch(() => null)
      if (found && !found.isDirectory()) {
        await rename(path, join(folder, await freeName(folder, `占用“${side}”的文件`)))
        notices.push({ file: side, problem: '文件夹被换成了文件', repaired: true })
      }
      await canMend(() => makeFolder(path))
    }
    header = (await keyFiles())[0] ?? null
    if (!header) reason = { code: 'store-damaged', message: '密钥文件缺失或损坏，两份都不能用，程序没有改动任何文件。请先复制整个资料文件夹留存，再从备份恢复。' }
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

  /**
   * Takes the folder, and reads what lies in it. Another program that holds it, or an error, is `reason`; one that was there
   * already stays as long as the folder is held.
   */
  const acquire = async (takeOver: boolean): Promise<void> => {
    try {
      /** Why the folder could not be made: Windows tells it of what lies in it in other words. */
      let unmade: unknown = null
      await makeFolder(folder).catch((error: unknown) => {
        if (!isFileError(error)) throw error
        unmade = error
      })
      if (!lock || takeOver || reason?.code === 'folder-taken-over') {
        try {
          const locked = await lockFolder(folder, takeOver)
          if (!locked.ok) {
            reason ??= locked.refusal
            return
          }
          lock = locked.value
          lockTrouble = null
        } catch (error) {
          if (!isFileError(error)) throw error
          lockTrouble = error
        }
      }
      if (lock) await finishSwitch(folder)
      // A disk that is full or only gives keeps nobody from reading what is there.
      else if (!await hasStore(folder)) throw unmade ?? lockTrouble
      reason = undefined
      header = null
      await readHeader()
    } catch (error) {
      if (!isFileError(error) && !(error instanceof StoreDamaged)) throw error
      reason = troubleRefusal(error, '打开资料文件夹').refusal
    }
  }

  /** The folder may be free by now, or reachable again. `thoroughly`: and what was damaged may be there again. */
  const lookAgain = async (thoroughly: boolean): Promise<void> => {
    if (closed || !reason || (!thoroughly && isDamage(reason.code))) return
    await acquire(false)
  }

  /** Takes the folder before something is written, where a full disk kept that from being done at the start. Throws file-system errors. */
  const takeFolder = async (): Promise<Result<never> | null> => {
    if (lock || reason) return null
    const locked = await lockFolder(folder)
    if (!locked.ok) {
      reason = locked.refusal
      await stop()
      return locked
    }
    lock = locked.value
    lockTrouble = null
    if (!engine || !header) return null
    // Somebody else may have been at it since it was opened.
    const { dataKey } = engine
    await engine.close()
    engine = null
    await start(dataKey, (await keyFiles())[0] ?? header)
    return null
  }

  const notOpen = async (): Promise<Result<never>> => {
    if (reason) return refuse(reason.code, reason.message)
    try {
      return header || await hasStore(folder) ? lockedRefusal() : notSetUpRefusal()
    } catch (error) {
      return troubleRefusal(error, '打开资料文件夹')
    }
  }

  /** The newest of what is said of the keys: the files, the journal, the snapshot. */
  const newestKeys = (dataKey: Buffer, keys: KeyFile, kept: KeyFile | null): KeyFile =>
    (kept && kept.version > keys.version && isGenuine(dataKey, kept) ? kept : keys.pending ? withoutPending(dataKey, keys) : keys)

  const noteReached = async (): Promise<void> => {
    if (!engine || !header || engine.newerVersion !== null) return
    sinceAnchor = 0
    await writeAnchor(folder, options.ownFolder, signedAnchor(engine.dataKey, {
      storeId: header.storeId, ...engine.reached(), keys: header.version, lost: [...engine.lost],
    }))
  }

  /** Removes attachments that no record names: their records were never stored. Only where all was found in order. */
  const sweepBlobs = async (opened: Engine): Promise<void> => {
    const named = filesOf(opened.office())
    for (const name of await opened.copies.names()) if (isBlob(name) && !named.has(name)) await opened.copies.remove(name)
  }

  /** Opens the engine and finishes what a killed process left of a change of keys. `trusted`: the recovery key opened it. */
  const start = async (dataKey: Buffer, keys: KeyFile, trusted = false): Promise<void> => {
    if (lock) {
      checkOwner()
      // What cannot be tidied away now goes next time.
      await sweep(folder).catch((error: unknown) => {
        if (!isFileError(error)) throw error
      })
    }
    const anchors = async (line: string) => readAnchors(folder, options.ownFolder, keys.storeId, line, dataKey)
    const opened = await openEngine(folder, dataKey, keys.storeId, {
      checkOwner, migrations, anchors, onFault: options.onFault,
      whyNotWrite: () => (lock ? null : lockTrouble),
      keys: () => header,
      backUpFirst: version => keepBeforeMigration(version),
    })
    try {
      let newest = newestKeys(dataKey, keys, opened.keysKept)
      const known = Math.max(0, ...(await anchors(opened.line)).map(anchor => anchor.keys))
      if (newest.version < known) {
        if (!trusted) throw new StoreDamaged('keys-rolled-back', '密钥文件被换成了以前的一份，里面可能有已经改掉的密码，程序拒绝使用它。请用恢复密钥重设密码，或从备份恢复。')
        newest = withoutSlots(dataKey, newest, known)
      }
      const read = await keyFiles()
      if (read.length < 2 || read.some(one => one.mac !== newest.mac || !isGenuine(dataKey, one))) {
        const repaired = await canMend(() => copies.write(KEYS, JSON.stringify(newest)))
        if (newest === keys || !repaired) opened.copies.found({ file: KEYS, problem: '两份不一致', repaired })
      }
      header = newest
    } catch (error) {
      await opened.close()
      throw error
    }
    engine = opened
    // What an opening found that was then refused is told, too.
    notices = [...notices, ...copies.takeFindings(), ...opened.copies.takeFindings()]
    const isInOrder = notices.length === 0 && opened.lost.length === 0 && opened.otherHistory === null
    if (lock && isInOrder && opened.newerVersion === null) await sweepBlobs(opened).catch(() => undefined)
    if (opened.lost.length === 0 && opened.otherHistory === null) await noteReached()
    if (lock && opened.newerVersion === null) for (const watcher of watchers) await watcher.opened(opened)
  }

  const isSameSize = async (one: string, other: string): Promise<boolean> => {
    for (const side of sides) {
      for (const name of await readdir(join(one, side))) {
        if (name === 'tries.json') continue
        const [mine, theirs] = await Promise.all([stat(join(one, side, name)), stat(join(other, side, name)).catch(() => null)])
        if (mine.size !== theirs?.size) return false
      }
    }
    return true
  }

  /** The files as they are, under a name of their own, before the first write after a migration. */
  const keepBeforeMigration = async (version: number): Promise<void> => {
    const name = `升级前-第${version}版`
    // An upgrade that was cut off kept them already.
    if (await isThere(join(folder, name)) && await isSameSize(folder, join(folder, name)).catch(() => false)) return
    const scratch = await makeScratch(folder, SCRATCH.keeping)
    for (const side of sides) {
      await makeFolder(join(scratch, side))
      for (const file of await readdir(join(folder, side))) await writeDurably(join(scratch, side, file), await readBytes(join(folder, side, file)), 0o600)
    }
    await rename(scratch, join(folder, await freeName(folder, name)))
    await flushFolder(folder)
  }

  const stop = async (): Promise<void> => {
    const stopping = engine
    if (stopping) {
      const isWriting = isOurs() && stopping.newerVersion === null
      for (const watcher of watchers) await watcher.closing(isWriting)
      if (isWriting && sinceAnchor > 0) await noteReached()
    }
    if (who !== null) notices = []
    engine = null
    who = null
    await stopping?.close()
  }

  await acquire(options.takeOver ?? false)

  /**
   * A restore that an error stopped half-way comes first: until then the folder holds parts of two stores. So does a key file
   * that an error kept from being read: without it the store would pass for none.
   */
  const finishBegun = async (): Promise<Result<never> | null> => {
    try {
      const isHeaderMissing = !header && !reason && await hasStore(folder)
      if (!await isSwitching(folder) && !isHeaderMissing) return null
      if (lock) await finishSwitch(folder)
      header = null
      await readHeader()
      return null
    } catch (error) {
      return troubleRefusal(error, '完成上次的恢复')
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
    try {
      if (!lock) {
        const refused = await takeFolder()
        return refused ?? (lock ? commit(cause, edit) : notOpen())
      }
      if (keys) {
        checkOwner()
        await copies.write(KEYS, JSON.stringify(keys.prepared))
      }
      await save({ office, who, cause, keys })
    } catch (error) {
      if (error instanceof NotStorable) return refuse(error.code, error.message)
      if (error instanceof FolderLost) reason = troubleRefusal(error, '').refusal
      if (error instanceof FolderLost || error instanceof SaveUncertain) await stop()
      return troubleRefusal(error, '保存资料')
    }
    sinceAnchor += 1
    if (keys) {
      header = keys.final
      try {
        await copies.write(KEYS, JSON.stringify(keys.final))
      } catch (error) {
        // The change is durable and opens as it is; opening anew finishes the key file before anything else is written.
        await stop()
        const { refusal } = troubleRefusal(error, '更新密钥文件')
        return refuse(refusal.code, `${refusal.message}账户和密码的改动已经存下，资料已锁定；原因消除后请用改后的密码重新打开。`)
      }
    }
    if (sinceAnchor >= ANCHOR_EVERY || keys || engine.lost.length > 0) await noteReached()
    return ok(value)
  }

  const guardOf = (): Promise<Guard> => openGuard(copies, options.uptime)

  /** Why the folder cannot be used for a new store; null when the system itself says that it is empty of one. */
  const isTaken = async (): Promise<Result<never> | null> => {
    if (reason) return refuse(reason.code, reason.message)
    if (header || await hasStore(folder)) return refuse('already-set-up', '这个文件夹里已经设立了调委会，请直接输入密码打开。')
    return null
  }

  const store: Omit<Store, 'status'> = {
    create: (build, credentials, cause) => inTurn(async () => {
      const begun = await finishBegun()
      if (begun) return begun
      let made: KeyFile | null = null
      try {
        const taken = await isTaken()
        if (taken) return taken
        const refused = await takeFolder()
        if (refused) return refused
        checkOwner()
        const files = new Map<string, Uint8Array>()
        const isRehearsal = typeof build === 'function' ? build(() => '') : build
        const { dataKey, keys, recoveryKey } = await newKeys(credentials.account, credentials.password, isRehearsal.rehearsal)
        const office = typeof build === 'function' ? build(bytes => {
          const name = blobName(dataKey, bytes)
          files.set(name, bytes)
          return name
        }) : build
        const first = chained(keyFor(dataKey, 'audit'), NO_HEAD, { seq: 1, at: cause.at, who: credentials.account, command: cause.command })
        await createStore(folder, newLine(), { keys, dataKey, office, dataVersion: versionAfter(migrations), trail: [first] }, async fresh => {
          for (const bytes of files.values()) await writeBlob(fresh, dataKey, bytes)
        })
        made = keys
        header = keys
        await start(dataKey, keys)
        who = credentials.account
        return ok({ recoveryKey })
      } catch (error) {
        await stop()
        // What this very act made and told nobody of is taken back: its recovery key is known to nobody.
        if (made && isOurs()) await takeBackStore(folder, made).catch(() => undefined)
        header = null
        await readHeader().catch(() => undefined)
        return troubleRefusal(error, '设立资料')
      }
    }),
    unlock: ({ account, password }) => inTurn(async () => {
      const begun = await finishBegun()
      if (begun) return begun
      // Damage that was found is looked at anew: the files may be there again.
      if (reason?.code === 'store-damaged' && header) reason = undefined
      if (reason || !header) return notOpen()
      try {
        const tagOf = (keys: KeyFile): string =>
          (account === undefined ? Object.keys(keys.slots)[0] ?? '' : slotTag(keys.storeId, account))
        if (account === undefined && Object.keys(header.slots).length !== 1) {
          return refuse('missing', '有几个账户，请输入账户名。', { field: '/account' })
        }
        try {
          const inUse = await takeFolder()
          if (inUse) return inUse
        } catch (error) {
          if (!isFileError(error)) throw error
          lockTrouble = error
        }
        // Before a try is counted: a file that cannot be read is nobody's wrong password.
        const files = await keyFiles()
        if (files.length === 0) {
          throw new StoreDamaged('store-damaged', '密钥文件缺失或损坏，两份都不能用，程序没有改动任何文件。请先复制整个资料文件夹留存，再从备份恢复。')
        }
        const guard = await guardOf()
        const wait = await guard.beforeTry()
        if (wait > 0) return tooMany(wait)
        let refused: Result<never> | null = null
        let unlocked: Unlocked | null = null
        let tag = ''
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
        if (!wasOpen) {
          try {
            await start(dataKey, genuine)
          } catch (error) {
            // The password was right; what stood in the way is another matter.
            await guard.takeBackTry().catch(() => undefined)
            throw error
          }
        }
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
        if (error instanceof StoreDamaged && error.code === 'store-damaged') reason = { code: error.code, message: error.message }
        await stop()
        return troubleRefusal(error, '打开资料')
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
      await removeLeftOver()
      lock?.release()
      lock = null
      closed = true
      reason ??= { code: 'closed', message: '资料已关闭。' }
    }),
  }

  /** Unlocks with the recovery key and gives the account a new password. */
  const recover = (recoveryKey: string, account: string, password: string, cause: Cause): Promise<Result<null>> => inTurn(async () => {
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
      if (!engine) await start(dataKey, files.find(keys => isGenuine(dataKey, keys)) ?? withoutSlots(dataKey, files[0]!), true)
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
      await (await guardOf()).afterSuccess()
      return ok(null)
    } catch (error) {
      await stop()
      return troubleRefusal(error, '重设密码')
    }
  })

  return {
    folder, options, migrations, copies, store, recover,
    inTurn, lookAgain, takeFolder, commit, stop, finishBegun, notOpen, checkOwner, guardOf, accountOf, readOnlyRefusal,
    watch: (watcher: (typeof watchers)[number]): void => {
      watchers.push(watcher)
    },
    engine: () => engine,
    who: () => who,
    header: () => header,
    reason: () => reason,
    notices: () => notices,
    addNotices: (found: readonly Finding[]): void => {
      notices = [...notices, ...found]
    },
    /** After another store was put in the place of the one that was there. */
    adopt: (keys: KeyFile): void => {
      header = keys
      reason = undefined
    },
  }
}
