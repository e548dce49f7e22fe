/** What we ask of the world. */
import type { LocalDate, LocalTime } from './case/dates.ts'
import type { Office } from './office.ts'
import type { Result } from './result.ts'

export type StoreStatus = {
  /** `unavailable`: the folder cannot be used; `reason` says why and what to do. */
  readonly state: 'empty' | 'locked' | 'open' | 'unavailable'
  readonly rehearsal: boolean
  readonly accounts: readonly string[]
  /** The account that is unlocked now. */
  readonly account?: string
  readonly reason?: { readonly code: string; readonly message: string }
}

/** Why a change is made: goes into the audit trail beside the change. Ids and codes only. */
export type Cause = { readonly command: string; readonly at: LocalTime; readonly caseId?: string }

/** One line of the audit trail (操作日志). Ids, codes and digests only. */
export type AuditEntry = {
  /** Counts from 1 without a gap. */
  readonly seq: number
  readonly at: LocalTime
  readonly who: string
  readonly command: string
  readonly caseId?: string
  /** SHA-256 of the changed records before and after. */
  readonly before?: string
  readonly after?: string
  /** Link to the entry before: HMAC over that entry's link and this one's content. */
  readonly mac: string
}

export type Credentials = { readonly account: string; readonly password: string }

/** Keeps the office. All refusals are sentences fit to show. */
export type Store = {
  status(): Promise<StoreStatus>
  /** Makes a new office; refuses with `already-set-up` where there is one. The first account is unlocked afterwards. */
  create(office: Office, credentials: Credentials, cause: Cause): Promise<Result<null>>
  /** Refuses with `wrong-password`, without saying whether the account exists. */
  unlock(credentials: Credentials): Promise<Result<null>>
  lock(): Promise<void>
  /** Refuses with `locked` or `not-set-up`. */
  read(): Promise<Result<Office>>
  /**
   * A transaction: edits queue; each is a pure function of the office that shares what it did not touch.
   * The change is durable before it is answered; a refusal or a failed write leaves memory and disk as they were.
   */
  change<T>(cause: Cause, edit: (office: Office) => Result<{ office: Office; value: T }>): Promise<Result<T>>
  /** Gives the folder free for another process. */
  close(): Promise<void>
}

/** Local civil time. `fixed`: the time was set by hand, which only a rehearsal allows. */
export type Clock = { today(): LocalDate; now(): LocalTime; readonly fixed: boolean }

export type IdSource = { next(): string }

/** A file that was written for the user. */
export type SavedFile = { readonly path: string }

export type Files = {
  /** Writes a new file under the suggested name, where the host or the user decides; never over an existing one. */
  save(suggestedName: string, bytes: Uint8Array): Promise<Result<SavedFile>>
  /** Writes to a path the caller named. Hosts with a page refuse: a page names no paths. */
  saveTo(path: string, bytes: Uint8Array): Promise<Result<SavedFile>>
  /** Reads a file the caller named. Hosts with a page refuse: a page sends contents. */
  read(path: string): Promise<Result<Uint8Array>>
}

/** Shows a saved file to the user: only files that `Files.save` gave out. */
export type Shell = {
  open(file: SavedFile): Promise<Result<null>>
  reveal(file: SavedFile): Promise<Result<null>>
}

/** Where unexpected faults are noted: codes and ids, never words of a case. */
export type Log = { fault(command: string, error: unknown): void }

export type Ports = {
  readonly store: Store
  readonly clock: Clock
  readonly ids: IdSource
  readonly files: Files
  readonly shell: Shell
  readonly log: Log
}
