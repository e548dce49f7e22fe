/** What keeps the office safe beside its daily use: backups, restores, trials, checks, the trail, attachments, accounts' keys. */
import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { versionAfter } from '../../core/migrations/index.ts'
import { collectionKeys, filesOf, officeFrom, restOf, type CollectionKey, type Office, type StoredOffice } from '../../core/office.ts'
import type { AuditEntry, Care } from '../../core/ports.ts'
import { ok, refuse, type Refusal, type Result } from '../../core/base/result.ts'
import { signedAnchor, writeAnchor, type Anchor } from './anchor.ts'
import { auditFaults, NO_HEAD } from './audit.ts'
import { backupsToDrop, peekBackup, readBackup, writeBackup, type BackupPart } from './backup.ts'
import { isBlob, writeBlob, writeBlobPieces } from './blobs.ts'
import type { Copies } from './copies.ts'
import { keyFor } from './crypto.ts'
import { discard, flushFolder, isThere, makeFolder, makeScratch, removeFile, rename } from './disk.ts'
import { openEngine, type Engine } from './engine.ts'
import { isAbsent, isFileError } from './file-errors.ts'
import type { Guard } from './guard.ts'
import { isGenuine, openWithPassword, openWithRecovery, slotTag, withNewRecovery, withSlots, wrapFor, type KeyFile } from './keys.ts'
import { fillStore, isHalfMade, placeStore, SCRATCH } from './making.ts'
import { readRecoveryText } from './recovery-key.ts'
import { freeName, newLine, tooMany, wrongPassword, type Session } from './session.ts'
import { officeDigest, unsoundOf, unsoundRest, unsoundText, type Unsound } from './soundness.ts'
import { isSwitching, switchStore } from './switch.ts'
import { StoreDamaged, troubleRefusal } from './trouble.ts'

type Secret = { readonly password?: string; readonly recoveryKey?: string }

/** Accounts of a backup whose password is tried: each takes half a second. */
const MAX_SLOTS = 100

/** The data key of a backup's key file: the open store's, or by a password or the recovery key. Guesses are counted. */
const unlockBackup = async (keys: KeyFile, { password, recoveryKey }: Secret, open: Engine | null, guardOf: () => Promise<Guard | null>): Promise<Result<Buffer>> => {
  if (open && isGenuine(open.dataKey, keys) && password === undefined && recoveryKey === undefined) return ok(open.dataKey)
  if (recoveryKey !== undefined) {
    const read = readRecoveryText(recoveryKey)
    if (!read.ok) return read
    const dataKey = openWithRecovery(keys, read.value)
    return dataKey ? ok(dataKey) : refuse('wrong-recovery-key', '这把恢复密钥打不开这个备份，请核对是不是这个调委会的恢复密钥。', { field: '/recoveryKey' })
  }
  if (password === undefined) return refuse('missing', '请输入备份当时的密码，或恢复密钥。', { field: '/password' })
  const guard = await guardOf()
  const wait = await guard?.beforeTry() ?? 0
  if (wait > 0) return tooMany(wait)
  for (const tag of Object.keys(keys.slots).slice(0, MAX_SLOTS)) {
    const opened = await openWithPassword(keys, tag, password)
    if (!opened.ok) return opened
    if (opened.value) {
      // It opens the backup, which says nothing of the accounts here: the count stays as it was.
      await guard?.takeBackTry()
      return ok(opened.value.dataKey)
    }
  }
  const left = guard?.left()
  return refuse('wrong-password', `密码打不开这个备份。请输入备份当时使用的密码，或恢复密钥。${left === undefined ? '' : left > 0 ? `还可以试 ${left} 次。` : '已连续 5 次不对，请等 15 分钟后再试。'}`, { field: '/password' })
}

const asJson = (name: string, value: unknown): BackupPart => {
  const bytes = Buffer.from(JSON.stringify(value))
  return { name, length: bytes.length, pieces: [bytes] }
}

/** Entries of the trail that go into one part. */
const TRAIL_PART = 5_000

async function* partsOf(open: Engine): AsyncIterable<BackupPart> {
  const office = open.office()
  yield asJson('rest', restOf(office))
  for (const key of collectionKeys) for (const shelf of office[key].shelves) yield asJson(key, shelf)
  const trail = await open.audit()
  for (let at = 0; at === 0 || at < trail.length; at += TRAIL_PART) yield asJson('audit', trail.slice(at, at + TRAIL_PART))
  for (const name of filesOf(office)) {
    const blob = await open.blobPieces(name)
    if (!blob) throw new StoreDamaged('attachment-damaged', '有一个附件的两份都已损坏，备份没有完成。请先在“数据安全”里检查资料。')
    yield { name, length: blob.size, pieces: blob.pieces }
  }
  yield asJson('digest', await officeDigest(office))
}

/** Longest JSON part that is believed, in bytes. */
const MAX_JSON = 400 * 1024 * 1024

const jsonOf = async (part: { readonly length: number; readonly pieces: AsyncIterable<Buffer> }): Promise<unknown> => {
  const pieces: Buffer[] = []
  for await (const piece of part.pieces) pieces.push(piece)
  return JSON.parse(Buffer.concat(pieces).toString('utf8'))
}

const isCollection = (name: string): name is CollectionKey => (collectionKeys as readonly string[]).includes(name)

const contentDamaged = (): Result<never> => refuse('backup-damaged', '这个备份的内容对不上，没有改动任何资料。请换一个备份。', { field: '/path' })

type Inspected = {
  readonly office: Office
  readonly trail: AuditEntry[]
  readonly keys: KeyFile
  readonly dataKey: Buffer
  readonly dataVersion: number
  readonly anchor?: Anchor
  /** A record that does not fit its schema: it restores as it was, with a warning. */
  readonly unsound: Unsound | null
}

export const careOf = (session: Session, checkFolder: (path: string) => Promise<{ what: string; fine: boolean; note?: string }[]>): Care => {
  const { folder, migrations, inTurn, commit, notOpen, readOnlyRefusal } = session
  const present = versionAfter(migrations)
  /** Guesses at a backup count with those at the store of this folder, where there is one. */
  const guardOf = async (): Promise<Guard | null> => (session.header() ? session.guardOf() : null)

  /** A backup read through, checked against its own digest and its own audit trail. Attachments are looked at, and not kept. */
  const inspect = async (path: string, secret: Secret): Promise<Result<Inspected>> => {
    let stored: Record<string, unknown> = {}
    const records = new Map<CollectionKey, unknown[]>()
    const trail: AuditEntry[] = []
    const blobs = new Set<string>()
    let said: unknown
    let unsound: Unsound | null = null
    const read = await readBackup(path, keys => unlockBackup(keys, secret, session.engine(), guardOf), async part => {
      if (part.name === 'blob' || isBlob(part.name)) {
        blobs.add(part.name)
        return
      }
      if (part.length > MAX_JSON) return contentDamaged()
      let value: unknown
      try {
        value = await jsonOf(part)
      } catch (error) {
        if (error instanceof SyntaxError) return contentDamaged()
        throw error
      }
      if (part.name === 'rest') stored = value as Record<string, unknown>
      else if (part.name === 'audit') for (const entry of value as AuditEntry[]) trail.push(entry)
      else if (part.name === 'digest') said = value
      else if (isCollection(part.name)) {
        const list = records.get(part.name) ?? []
        records.set(part.name, list)
        for (const record of value as unknown[]) list.push(record)
        unsound ??= unsoundOf(part.name, value as unknown[])
      }
    })
    if (!read.ok) return read
    const { header, dataKey } = read.value
    if (!isGenuine(dataKey, header.keys)) return contentDamaged()
    if (header.dataVersion > present) {
      return refuse('store-newer', '这个备份由更新版本的软件写成，请用更新的版本恢复；没有改动任何资料。', { field: '/path' })
    }
    for (const key of collectionKeys) stored[key] = records.get(key) ?? []
    const office = officeFrom(stored as StoredOffice)
    if (await officeDigest(office) !== said) return contentDamaged()
    if (auditFaults(keyFor(dataKey, 'audit'), trail, trail.at(-1)?.mac ?? NO_HEAD).length > 0) return contentDamaged()
    if (read.value.format === 2) for (const name of filesOf(office)) if (!blobs.has(name)) return contentDamaged()
    unsound ??= unsoundRest(restOf(office))
    return ok({
      office, trail, dataKey, keys: header.keys, dataVersion: header.dataVersion, anchor: header.anchor,
      unsound: header.dataVersion === present ? unsound : null,
    })
  }

  const restoreFailed = (what: string): Result<never> => refuse('restore-failed', `恢复没有成功：${what}。请换一个磁盘再试。`, { field: '/into' })

  /** Makes a store of a backup that was inspected, in a scratch folder, and opens it once, to be sure. */
  const settle = async (path: string, inspected: Inspected, scratch: string): Promise<Result<null>> => {
    const { dataKey, keys, office, dataVersion } = inspected
    const line = newLine()
    let other: Result<never> | null = null
    const addBlobs = async (copies: Copies): Promise<void> => {
      const read = await readBackup(path, async () => ok(dataKey), async part => {
        if (part.name === 'blob') {
          const pieces: Buffer[] = []
          for await (const piece of part.pieces) pieces.push(piece)
          await writeBlob(copies, dataKey, Buffer.concat(pieces))
        } else if (isBlob(part.name) && !await writeBlobPieces(copies, dataKey, part.name, part.pieces)) return contentDamaged()
        return undefined
      })
      if (!read.ok) other = read
    }
    await fillStore(scratch, line, inspected, addBlobs)
    if (other) return other
    const check = await openEngine(scratch, dataKey, keys.storeId, { checkOwner: () => undefined, migrations: [] })
    try {
      if (dataVersion === present && await officeDigest(check.office()) !== await officeDigest(office)) return restoreFailed('恢复后的内容与备份不一致')
      const checked = await check.verify()
      if (checked.findings.length + checked.auditFaults.length > 0) return restoreFailed('恢复后的文件没有写好')
      await writeAnchor(scratch, undefined, signedAnchor(dataKey, { storeId: keys.storeId, ...check.reached(), keys: keys.version, lost: [] }))
      return ok(null)
    } finally {
      await check.close()
    }
  }

  /** Restores on trial into a scratch folder of ours and compares. */
  const tried = async (path: string): Promise<Result<Inspected>> => {
    const inspected = await inspect(path, {})
    if (!inspected.ok) return inspected
    const scratch = await makeScratch(folder, SCRATCH.proving)
    try {
      const settled = await settle(path, inspected.value, scratch)
      return settled.ok ? inspected : settled
    } finally {
      await discard(scratch)
    }
  }

  /** What backups of this office in the same folder know and the office does not: the numbers of changes that are missing. */
  const newerThanPresent = async (names: readonly string[], folderOf: string, open: Engine, keys: KeyFile): Promise<number | null> => {
    const newest = names.toSorted().at(-1)
    if (newest === undefined) return null
    const anchor = (await peekBackup(join(folderOf, newest)).catch(() => null))?.anchor
    return anchor?.storeId === keys.storeId && anchor.line === open.line && anchor.entries > open.reached().entries ? anchor.entries : null
  }

  return {
    backUp: (path, cause, prove = false) => inTurn(async () => {
      const open = session.engine()
      const keys = session.header()
      if (!open || session.who() === null || !keys) return notOpen()
      const readOnly = readOnlyRefusal(open)
      if (readOnly) return readOnly
      let target = resolve(path)
      let part: string | null = null
      // Of one office alone, so that a rehearsal's backups on the same stick do not push out the real ones.
      const series = `物业调解备份-${keys.storeId.slice(0, 6)}_`
      const halfMade = new RegExp(`^\\.?${series}.*\\.mbk\\.part$`)
      try {
        const isFolder = !/\.mbk$/i.test(target)
        const folderOf = isFolder ? target : dirname(target)
        await makeFolder(folderOf)
        if (isFolder) target = join(target, `${series}${cause.at.slice(0, 10).replaceAll('-', '')}-${cause.at.slice(11, 13)}${cause.at.slice(14, 16)}00.mbk`)
        const stem = target.replace(/\.mbk$/i, '')
        for (let copy = 1; await isThere(target); copy += 1) {
          if (!isFolder) return refuse('already-there', '已有同名的备份文件，备份从不互相覆盖；请换一个名称。', { field: '/path' })
          target = `${stem.slice(0, -2)}${String(copy).padStart(2, '0')}.mbk`
        }
        const before = isFolder ? await readdir(folderOf) : []
        // What a backup of this office that was cut off left behind.
        for (const name of before) if (halfMade.test(name)) await discard(join(folderOf, name))
        const warnings: string[] = []
        const ahead = await newerThanPresent(before.filter(name => name.startsWith(series) && name.endsWith('.mbk')), folderOf, open, keys)
        if (ahead !== null) warnings.push(`这里较早的备份已记到第 ${ahead} 次改动，现在的资料只到第 ${open.reached().entries} 次：资料可能被换成了旧的。请先不要继续登记，用那个备份恢复。`)
        part = join(folderOf, `.${series}${newLine()}.mbk.part`)
        const anchor = signedAnchor(open.dataKey, { storeId: keys.storeId, ...open.reached(), keys: keys.version, lost: [...open.lost] })
        const written = await writeBackup(part, open.dataKey, { keys, madeAt: cause.at, dataVersion: open.dataVersion, anchor }, partsOf(open))
        let unsound: Unsound | null = null
        const read = await readBackup(part, async () => ok(open.dataKey), async one => {
          if (!unsound && isCollection(one.name)) unsound = unsoundOf(one.name, await jsonOf(one) as unknown[])
        })
        if (!read.ok || read.value.digest !== written) {
          await discard(part)
          return refuse('backup-failed', '备份写完后读回来对不上，已删除。请换一个磁盘或U盘再试。', { field: '/path' })
        }
        if (unsound) warnings.push(`有一条记录不合存放要求（${unsoundText(unsound)}）；备份已写好，这一条按原样保存，请联系维护人员。`)
        await rename(part, target)
        part = null
        await flushFolder(folderOf)
        if (isFolder) {
          const names = (await readdir(folderOf)).filter(name => name.startsWith(series))
          // Whatever the clock says, the new one stays. One that cannot be removed takes room, no more.
          for (const name of backupsToDrop(names)) if (name !== basename(target)) await removeFile(join(folderOf, name)).catch(() => undefined)
        }
        const { size } = await stat(target)
        let unproven: Refusal | null = null
        if (prove) {
          const proven = await tried(target)
          if (!proven.ok) unproven = proven.refusal
        }
        const noted = await commit(cause, office => ok({
          office: { ...office, safety: { ...office.safety, lastBackupAt: cause.at, ...(prove && !unproven && { lastProvenAt: cause.at }) } }, value: null,
        }))
        if (!noted.ok) return noted
        if (unproven) warnings.push(`备份已写好，但试恢复没有成功：${unproven.message}`)
        return ok({ path: target, bytes: size, ...(warnings.length > 0 && { warnings }) })
      } catch (error) {
        if (part) await discard(part)
        const trouble = troubleRefusal(error, '备份')
        return { ...trouble, refusal: { field: '/path', ...trouble.refusal } }
      }
    }),
    restore: ({ path: given, into, ...secret }) => inTurn(async () => {
      const path = resolve(given)
      const target = into === undefined ? resolve(folder) : resolve(into)
      const own = target === resolve(folder)
      let scratch: string | null = null
      const begun = own ? await session.finishBegun() : null
      if (begun) return begun
      try {
        const reason = session.reason()
        // Whoever has neither an unlocked account nor an empty or broken folder may not put another store in its place.
        if (own && reason && reason.code !== 'store-damaged' && reason.code !== 'keys-rolled-back') return notOpen()
        if (own && session.header() && !session.engine() && !reason) return notOpen()
        const inspected = await inspect(path, secret)
        if (!inspected.ok) return inspected
        // What a restore that was cut off left behind is not in the way.
        const inTarget = own ? [] : await readdir(target).catch((error: unknown) => {
          if (isAbsent(error)) return []
          throw error
        })
        if (inTarget.some(name => !isHalfMade(name))) return refuse('folder-not-empty', '恢复要放进一个空的或新的文件夹，以免盖掉已有资料；请另选一个。', { field: '/into' })
        await makeFolder(target)
        const refused = own ? await session.takeFolder() : null
        if (refused) return refused
        if (own) session.checkOwner()
        scratch = await makeScratch(target, SCRATCH.restoring)
        const settled = await settle(path, inspected.value, scratch)
        if (!settled.ok) return settled
        if (own) {
          session.checkOwner()
          await session.stop()
          await switchStore(target, basename(scratch), await freeName(target, '恢复前的资料'))
          // What was just written and verified need not be read again.
          session.adopt(inspected.value.keys)
        } else await placeStore(scratch, target)
        const { unsound } = inspected.value
        return ok({
          into: target, cases: inspected.value.office.cases.size,
          ...(unsound && { warnings: [`有一条记录不合存放要求（${unsoundText(unsound)}），已按备份里的原样恢复，请联系维护人员。`] }),
        })
      } catch (error) {
        const { refusal } = troubleRefusal(error, '恢复')
        const field = await isThere(path).catch(() => true) ? '/into' : '/path'
        if (own && await isSwitching(target).catch(() => true)) {
          return refuse(refusal.code, `${refusal.message}备份已经开始换入，原因消除后用备份里的密码打开，程序会先把它做完。`, { field })
        }
        return refuse(refusal.code, refusal.message, { field })
      } finally {
        if (scratch && !(own && await isSwitching(target).catch(() => true))) await discard(scratch)
      }
    }),
    prove: (path, cause) => inTurn(async () => {
      if (!session.engine() || session.who() === null) return notOpen()
      try {
        const restored = await tried(resolve(path))
        if (!restored.ok) return restored
        const noted = await commit(cause, office => ok({ office: { ...office, safety: { ...office.safety, lastProvenAt: cause.at } }, value: null }))
        return noted.ok ? ok({ cases: restored.value.office.cases.size }) : noted
      } catch (error) {
        return troubleRefusal(error, '试恢复')
      }
    }),
    verify: () => inTurn(async () => {
      const engine = session.engine()
      if (!engine || session.who() === null) return notOpen()
      try {
        return ok(await engine.verify())
      } catch (error) {
        return troubleRefusal(error, '检查资料')
      }
    }),
    audit: () => inTurn(async () => {
      const engine = session.engine()
      if (!engine || session.who() === null) return notOpen()
      try {
        return ok({ entries: await engine.audit(), faults: await engine.auditFaults() })
      } catch (error) {
        return troubleRefusal(error, '读取操作日志')
      }
    }),
    keepFile: bytes => inTurn(async () => {
      const engine = session.engine()
      if (!engine || session.who() === null) return notOpen()
      const readOnly = readOnlyRefusal(engine)
      if (readOnly) return readOnly
      try {
        return ok(await engine.addBlob(bytes))
      } catch (error) {
        return troubleRefusal(error, '保存附件')
      }
    }),
    readFile: blob => inTurn(async () => {
      const engine = session.engine()
      if (!engine || session.who() === null) return notOpen()
      let bytes: Buffer | null
      try {
        bytes = await engine.readBlob(blob)
      } catch (error) {
        return troubleRefusal(error, '读取附件')
      }
      return bytes ? ok(new Uint8Array(bytes)) : refuse('attachment-damaged', '这个附件的两份都已损坏或缺失，请从备份恢复。')
    }),
    setPassword: (account, password, cause, edit) => inTurn(async () => {
      const [engine, header] = [session.engine(), session.header()]
      if (!engine || session.who() === null || !header) return notOpen()
      const slot = await wrapFor(header.storeId, password, engine.dataKey)
      const keys = withSlots(engine.dataKey, header, slots => ({ ...slots, [slotTag(header.storeId, account)]: slot }))
      return commit(cause, office => {
        const edited = edit(office)
        return edited.ok ? ok({ office: edited.value, value: null, keys }) : edited
      })
    }),
    removeAccount: (account, cause, edit) => inTurn(async () => {
      const [engine, header] = [session.engine(), session.header()]
      if (!engine || session.who() === null || !header) return notOpen()
      const gone = slotTag(header.storeId, account)
      const keys = withSlots(engine.dataKey, header, slots => Object.fromEntries(Object.entries(slots).filter(([tag]) => tag !== gone)))
      return commit(cause, office => {
        const edited = edit(office)
        return edited.ok ? ok({ office: edited.value, value: null, keys }) : edited
      })
    }),
    newRecoveryKey: cause => inTurn(async () => {
      const [engine, header] = [session.engine(), session.header()]
      if (!engine || session.who() === null || !header) return notOpen()
      const { recoveryKey, ...keys } = withNewRecovery(engine.dataKey, header)
      return commit(cause, office => ok({ office, value: { recoveryKey }, keys }))
    }),
    checkPassword: password => inTurn(async () => {
      const [header, who] = [session.header(), session.who()]
      if (!header || who === null) return notOpen()
      try {
        const guard = await session.guardOf()
        const wait = await guard.beforeTry()
        if (wait > 0) return tooMany(wait)
        const opened = await openWithPassword(header, slotTag(header.storeId, who), password)
        if (!opened.ok) return opened
        if (!opened.value) return wrongPassword(guard.left())
        await guard.afterSuccess()
        return ok(null)
      } catch (error) {
        return troubleRefusal(error, '核对密码')
      }
    }),
    checkFolder: async path => ok({ steps: await checkFolder(path === undefined ? folder : resolve(path)) }),
    recover: session.recover,
  }
}

/** For callers that only want to know: an error of the file system is no fault. */
export const isStoreTrouble = (error: unknown): boolean => error instanceof StoreDamaged || isFileError(error)
