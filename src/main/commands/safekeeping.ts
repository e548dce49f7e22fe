/** Accounts, backups, checks and the audit trail. */
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Account } from '../../core/base/accounts.ts'
import { dateOf, daysBetween } from '../../core/base/dates.ts'
import type { CommandName, Handler } from '../../core/contract.ts'
import type { Office } from '../../core/office.ts'
import type { Cause, Files, Ports } from '../../core/ports.ts'
import { ok, refuse, type Result } from '../../core/base/result.ts'
import { fileRefusal } from '../store/file-errors.ts'
import { withoutDesk } from '../../core/commands/workspace.ts'

const causeOf = (ports: Ports, command: string): Cause => ({ command, at: ports.clock.now() })

const accountsOf = async ({ store }: Ports): Promise<Result<{ accounts: Account[] }>> => {
  const office = await store.read()
  return office.ok ? ok({ accounts: [...office.value.accounts] }) : office
}

export const listAccounts: Handler<'account.list'> = (_input, ports) => accountsOf(ports)

/** Somebody must always be able to give roles. */
const withAccounts = (office: Office, accounts: Account[]): Result<Office> =>
  accounts.some(account => account.roles.includes('director'))
    ? ok({ ...office, accounts })
    : refuse('no-director', '至少要留一个“主任”账户，否则没有人能管理账户。', { field: '/account/roles' })

export const saveAccount: Handler<'account.save'> = async ({ account, password }, ports) => {
  const present = await ports.store.read()
  if (!present.ok) return present
  const known = present.value.accounts.some(one => one.name === account.name)
  if (!known && present.value.settings?.formerAccounts?.includes(account.name)) {
    return refuse('name-used', `“${account.name}”是已经删除的账户，操作日志和经手记录里还有这个名字；请换一个能区分的名字，如“${account.name}（二）”。`, { field: '/account/name' })
  }
  if (!known && password === undefined) return refuse('missing', '新账户要设一个初始密码。', { field: '/password' })
  const edit = (office: Office): Result<Office> => withAccounts(office, known
    ? office.accounts.map(one => (one.name === account.name ? account : one))
    : [...office.accounts, account])
  const cause = causeOf(ports, 'account.save')
  const saved = password === undefined
    ? await ports.store.change(cause, office => {
        const edited = edit(office)
        return edited.ok ? ok({ office: edited.value, value: null }) : edited
      })
    : await ports.care.setPassword(account.name, password, cause, edit)
  return saved.ok ? accountsOf(ports) : saved
}

export const removeAccount: Handler<'account.remove'> = async ({ name }, ports) => {
  const { account } = await ports.store.status()
  if (account?.name === name) return refuse('own-account', '不能删除正在使用的账户；请用另一个主任账户来删除。', { field: '/name' })
  const removed = await ports.care.removeAccount(name, causeOf(ports, 'account.remove'), office =>
    office.accounts.some(one => one.name === name)
      ? withAccounts({
        ...withoutDesk(office, name), settings: { ...office.settings, formerAccounts: [...new Set([...(office.settings?.formerAccounts ?? []), name])] },
      }, office.accounts.filter(one => one.name !== name))
      : refuse('no-account', `没有账户“${name}”。`, { field: '/name' }))
  return removed.ok ? accountsOf(ports) : removed
}

export const changePassword: Handler<'account.changePassword'> = async ({ password, newPassword }, ports) => {
  const checked = await ports.care.checkPassword(password)
  if (!checked.ok) return checked
  const { account } = await ports.store.status()
  const changed = await ports.care.setPassword(account!.name, newPassword, causeOf(ports, 'account.changePassword'), office => ok(office))
  return changed.ok ? ok({}) : changed
}

export const newRecoveryKey: Handler<'account.newRecoveryKey'> = async ({ password }, ports) => {
  const checked = await ports.care.checkPassword(password)
  return checked.ok ? ports.care.newRecoveryKey(causeOf(ports, 'account.newRecoveryKey')) : checked
}

export const recoverAccount: Handler<'account.recover'> = async ({ recoveryKey, account, password }, ports) => {
  const recovered = await ports.care.recover(recoveryKey, account, password, causeOf(ports, 'account.recover'))
  return recovered.ok ? ok({ account }) : recovered
}

const mayUse = (files: Files, path: string | undefined, field: string): ReturnType<typeof refuse> | null =>
  path === undefined || files.mayUse(path) ? null : refuse('path-not-allowed', '界面不能指定这个位置，请从列出的备份中选择，或用“选择文件夹”。', { field })

/** A backup is restored on trial once a month: what was never restored is a hope, not a backup. */
const PROVE_DAYS = 30

export const createBackup: Handler<'backup.create'> = async ({ path }, ports) => {
  const blocked = mayUse(ports.files, path, '/path')
  if (blocked) return blocked
  const target = path === undefined ? await ports.files.backupFolder(true) : ok(path)
  if (!target.ok) return target
  const office = await ports.store.read()
  if (!office.ok) return office
  const proven = office.value.safety.lastProvenAt
  const isDue = proven === undefined || daysBetween(dateOf(proven), ports.clock.today()) >= PROVE_DAYS
  return ports.care.backUp(target.value, causeOf(ports, 'backup.create'), isDue)
}

/** The backups in the host's folder, newest first. */
export const listBackups: Handler<'backup.list'> = async (_input, ports) => {
  const folder = await ports.files.backupFolder(false)
  if (!folder.ok) return folder
  try {
    const names = (await readdir(folder.value).catch(() => [])).filter(name => name.endsWith('.mbk'))
    const backups = await Promise.all(names.map(async name => {
      const path = join(folder.value, name)
      const { size, mtimeMs } = await stat(path)
      return { path, name, bytes: size, at: mtimeMs }
    }))
    return ok({ folder: folder.value, backups: backups.sort((a, b) => b.at - a.at).map(({ path, name, bytes }) => ({ path, name, bytes })) })
  } catch (error) {
    return fileRefusal(error, '查看备份')
  }
}

export const restoreBackup: Handler<'backup.restore'> = async (input, { care, files, store }) => {
  const blocked = mayUse(files, input.path, '/path') ?? mayUse(files, input.into, '/into')
  if (blocked) return blocked
  // In the place of an open store only those put another who keep it.
  const { account } = await store.status()
  const keeps = !account || account.roles.includes('director') || account.roles.includes('archivist')
  if (input.into === undefined && !keeps) return refuse('role-not-allowed', '换下现用的资料要由主任、档案员来做，请换有权限的账户。')
  const restored = await care.restore(input)
  return restored
}

export const proveBackup: Handler<'backup.prove'> = async ({ path }, ports) =>
  mayUse(ports.files, path, '/path') ?? ports.care.prove(path, causeOf(ports, 'backup.prove'))

export const verifyStore: Handler<'store.verify'> = async (_input, { care }) => {
  const verified = await care.verify()
  return verified.ok ? ok({ files: verified.value.files, found: verified.value.findings, auditFaults: verified.value.auditFaults }) : verified
}

export const checkFolderFor: Handler<'store.checkFolder'> = async ({ path }, { care, files }) =>
  mayUse(files, path, '/path') ?? care.checkFolder(path)

/** What the program does by itself while somebody types or looks: listed only when asked for by name. */
const quiet: ReadonlySet<string> = new Set<CommandName>(['draft.save', 'draft.drop', 'desk.noteOpened'])

export const listAudit: Handler<'audit.list'> = async (input, { care }) => {
  const audit = await care.audit()
  if (!audit.ok) return audit
  const found = audit.value.entries.filter(entry =>
    (input.command !== undefined || !quiet.has(entry.command))
    && (input.who === undefined || entry.who === input.who)
    && (input.command === undefined || entry.command === input.command)
    && (input.caseId === undefined || entry.caseId === input.caseId)
    && (input.from === undefined || entry.at.slice(0, 10) >= input.from)
    && (input.to === undefined || entry.at.slice(0, 10) <= input.to)).toReversed()
  const offset = input.offset ?? 0
  return ok({ total: found.length, entries: found.slice(offset, offset + (input.limit ?? 200)) })
}

export const verifyAudit: Handler<'audit.verify'> = async (_input, { care }) => {
  const audit = await care.audit()
  return audit.ok ? ok({ entries: audit.value.entries.length, faults: audit.value.faults }) : audit
}
