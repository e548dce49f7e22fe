/** What we ask of the world. */
import type { Account } from './base/accounts.ts'
import type { LocalDate, LocalTime } from './base/dates.ts'
import type { Office } from './office.ts'
import type { Result } from './base/result.ts'

export type StoreStatus = {
  /** `unavailable`: the folder cannot be used; `reason` says why and what to do. */
  readonly state: 'empty' | 'locked' | 'open' | 'unavailable'
  readonly rehearsal: boolean
  /** How many accounts there are; who they are is told to nobody before a password. */
  readonly accounts: number
  /** The account that is unlocked now. */
  readonly account?: Account
  readonly reason?: { readonly code: string; readonly message: string }
  /** What was found wrong on opening and put right: sentences to show. */
  readonly notices?: readonly string[]
  /** Why nothing can be changed, where that is so. */
  readonly readOnly?: string
}

/**
 * Why a change is made: goes into the audit trail beside the change. Ids and codes only, but for the reason that a
 * director must give for reopening, correcting or voiding.
 */
export type Cause = { readonly command: string; readonly at: LocalTime; readonly caseId?: string; readonly reason?: string }

/** One line of the audit trail (操作日志). Ids, codes, digests, and the reason where one must be given. */
export type AuditEntry = {
  /** Counts from 1 without a gap. */
  readonly seq: number
  readonly at: LocalTime
  readonly who: string
  readonly command: string
  readonly caseId?: string
  readonly reason?: string
  /** SHA-256 of the changed records before and after. */
  readonly before?: string
  readonly after?: string
  /** Link to the entry before: HMAC over that entry's link and this one's content. */
  readonly mac: string
}

/** Without an account name the only one there is is meant. */
export type Credentials = { readonly account?: string; readonly password: string }

/** Keeps the office. All refusals are sentences fit to show. */
export type Store = {
  /** `again`: looks once more at a folder that could not be used. */
  status(again?: boolean): Promise<StoreStatus>
  /**
   * Makes a new office; refuses with `already-set-up` where there is one. The first account is unlocked afterwards. The
   * recovery key is told this once. An office with attachments is built with `keep`, which gives the name under which bytes will lie.
   */
  create(office: Office | ((keep: (bytes: Uint8Array) => string) => Office), credentials: Required<Credentials>, cause: Cause): Promise<Result<{ recoveryKey: string }>>
  /** Refuses with `wrong-password`, without saying whether the account exists, or `too-many-tries`. */
  unlock(credentials: Credentials): Promise<Result<null>>
  lock(): Promise<void>
  /** Refuses with `locked` or `not-set-up`. */
  read(): Promise<Result<Office>>
  /**
   * A transaction: edits queue; each is a pure function of the office that shares what it did not touch.
   * The change is durable before it is answered; a refusal or a failed write leaves memory and disk as they were.
   */
  change<T>(cause: Cause, edit: (office: Office) => Result<{ office: Office; value: T }>): Promise<Result<T>>
  /** Takes the folder from another program that holds it, because the user says that it is not to be waited for. Refuses with `not-held`. */
  takeOver(): Promise<Result<null>>
  /** Gives the folder free for another process. */
  close(): Promise<void>
}

/** One thing wrong with a file of the store, and whether the other copy put it right. */
export type StoreFinding = { readonly file: string; readonly problem: string; readonly repaired: boolean }
/** One thing wrong with the audit trail; positions count from 1. */
export type AuditFault = { readonly position: number; readonly problem: string }

type Edit = (office: Office) => Result<Office>

/** What keeps the office safe, beside its daily use. Everything but `restore` and `recover` needs an unlocked account. */
export type Care = {
  /**
   * One encrypted file, read back and compared before it is called done; never over another one. A folder gets a file named
   * after the time, and older ones there are thinned out (7 daily, 4 weekly, 12 monthly). `prove`: restores it on trial as well, and
   * notes both in one change.
   */
  backUp(path: string, cause: Cause, prove?: boolean): Promise<Result<{ path: string; bytes: number; warnings?: string[] }>>
  /**
   * Checks the whole backup first, makes a new store beside the present one and verifies it, then puts it in place: in an
   * empty folder `into`, or without one in our own, whose present store is kept aside. Ours must be open, empty or damaged.
   */
  restore(input: { path: string; into?: string; password?: string; recoveryKey?: string }): Promise<Result<{ into: string; cases: number; warnings?: string[] }>>
  /** Restores on trial into a scratch folder, compares, and notes that it was proven. */
  prove(path: string, cause: Cause): Promise<Result<{ cases: number }>>
  verify(): Promise<Result<{ files: number; findings: StoreFinding[]; auditFaults: AuditFault[] }>>
  audit(): Promise<Result<{ entries: AuditEntry[]; faults: AuditFault[] }>>
  /** Keeps the bytes of an attachment; gives the name under which they lie. Flushed before the record that mentions them. */
  keepFile(bytes: Uint8Array): Promise<Result<string>>
  readFile(blob: string): Promise<Result<Uint8Array>>
  /** A new or another password for an account, together with what `edit` changes of the office. */
  setPassword(account: string, password: string, cause: Cause, edit: Edit): Promise<Result<null>>
  removeAccount(account: string, cause: Cause, edit: Edit): Promise<Result<null>>
  /** Another recovery key in the place of the one there was, which from then on opens only older backups. Told this once. */
  newRecoveryKey(cause: Cause): Promise<Result<{ recoveryKey: string }>>
  /** Asks the present account for its password once more. */
  checkPassword(password: string): Promise<Result<null>>
  /** Unlocks with the recovery key and gives the account a new password. */
  recover(recoveryKey: string, account: string, password: string, cause: Cause): Promise<Result<null>>
  /** Tries out in a folder (the store's own, unless another is named) what the store needs: making, renaming, flushing, locking. */
  checkFolder(path?: string): Promise<Result<{ steps: { what: string; fine: boolean; note?: string }[] }>>
}

/** Local civil time. `fixed`: the time was set by hand, which only a rehearsal allows. */
export type Clock = {
  today(): LocalDate
  now(): LocalTime
  readonly fixed: boolean
  /** Seconds since some moment, which nobody can set: for waiting, not for dates. */
  ticks(): number
}

export type IdSource = { next(): string }

/** A file that was written for the user. */
export type SavedFile = { readonly path: string }

/** A folder that was made for files of ours; `save` as in `Files`. */
export type NewFolder = { readonly path: string; save(name: string, bytes: Uint8Array): Promise<Result<SavedFile>> }

export type Files = {
  /** Writes a new file under the suggested name, where the host or the user decides; never over an existing one. */
  save(suggestedName: string, bytes: Uint8Array): Promise<Result<SavedFile>>
  /** A new folder for many files, where the host or the user decides. */
  newFolder(suggestedName: string): Promise<Result<NewFolder>>
  /** Writes to a path the caller named. Hosts with a page refuse: a page names no paths. */
  saveTo(path: string, bytes: Uint8Array): Promise<Result<SavedFile>>
  /** Reads a file the caller named. Hosts with a page refuse: a page sends contents. */
  read(path: string): Promise<Result<Uint8Array>>
  /** Whether the caller may name this path. A page may name only what the host gave out. */
  mayUse(path: string): boolean
  /** Where backups go: a folder of the host's, or one that the user is asked for when `ask` is set. */
  backupFolder(ask: boolean): Promise<Result<string>>
  /** Asks the user for a backup; null where this host cannot ask. */
  chooseBackup(): Promise<Result<SavedFile> | null>
}

/** A folder that holds data: this office's, a rehearsal's. */
export type DataFolder = { readonly id: string; readonly name: string; readonly path: string; readonly current: boolean }

/** The folders that the program knows, of which it uses one. Refuses with `no-folder`, `name-taken` and what the file system says. */
export type DataFolders = {
  /** Whether the user can be asked for a place. */
  readonly canChoose: boolean
  list(): Promise<DataFolder[]>
  /** `path`: where; without one the user is asked (`elsewhere`), or it is made in the program's own folder. */
  add(name: string, where: { readonly path?: string; readonly elsewhere?: boolean }): Promise<Result<null>>
  rename(id: string, name: string): Promise<Result<null>>
  /** Takes it off the list; its files stay. */
  forget(id: string): Promise<Result<null>>
  /** Closes the present one and opens this. Where that is not possible, the present one stays. */
  use(id: string): Promise<Result<null>>
}

/** Shows a saved file to the user: only files that `Files.save` gave out. */
export type Shell = {
  open(file: SavedFile): Promise<Result<null>>
  reveal(file: SavedFile): Promise<Result<null>>
  /** How many printers the computer has; undefined where whoever prints says so itself. */
  printers?(): Promise<number | undefined>
}

/** Where unexpected faults are noted: codes and ids, never words of a case. */
export type Log = { fault(command: string, error: unknown): void }

export type Ports = {
  readonly store: Store
  readonly care: Care
  readonly clock: Clock
  readonly ids: IdSource
  readonly files: Files
  readonly folders: DataFolders
  readonly shell: Shell
  readonly log: Log
}
