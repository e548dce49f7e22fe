/**
 * Faults at the file-system module, for every system alike (strace does the same to system calls, on Linux alone). Once `shimFiles` was
 * called, each call of ours that touches a file below a folder passes `decide`, which may let it fail or end the process
 * there. Works on what is imported from `node:fs` and `node:fs/promises`, and on open handles.
 */
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { join, resolve } from 'node:path'

/** The calls that strace is told to watch, by their names there. */
export type CallName = 'openat' | 'pwrite64' | 'fsync' | 'fdatasync' | 'ftruncate' | 'rename' | 'unlink' | 'mkdir'
export type FileCall = { readonly name: CallName; readonly path: string; /** Where it goes, of a rename. */ readonly to?: string }

/** Null lets it happen. Anything else is thrown as the system would. */
export type Decide = (call: FileCall) => string | null

let decide: Decide = () => null
let depth = 0

const failure = (code: string, { name, path }: FileCall): NodeJS.ErrnoException =>
  Object.assign(new Error(`${code}: injected, ${name} '${path}'`), { code, syscall: name, path })

const check = (call: FileCall): void => {
  if (depth > 0) return
  const code = decide(call)
  if (code !== null) throw failure(code, call)
}

type Any = Record<string, (...given: never[]) => unknown>

const pathOf = (path: unknown): string => resolve(String(path instanceof URL ? path.pathname : path))

/** A call on the module itself. Those that call others of the module count once. */
const wrap = (holder: object, method: string, name: CallName, to = false): void => {
  const real = (holder as Any)[method] as ((...given: unknown[]) => unknown) | undefined
  if (!real) return
  ;(holder as Record<string, unknown>)[method] = (...given: unknown[]) => {
    const call: FileCall = { name, path: pathOf(given[0]), ...(to && { to: pathOf(given[1]) }) }
    const isPromise = holder === fs.promises
    try {
      check(call)
    } catch (error) {
      if (isPromise) return Promise.reject(error as Error)
      throw error
    }
    return real.apply(holder, given)
  }
}

let installed = false

/** Puts the shim in place, once a process; afterwards `setDecide` says what fails. */
export const shimFiles = async (): Promise<void> => {
  if (installed) return
  installed = true
  for (const [method, name] of [['readFile', 'openat'], ['unlink', 'unlink'], ['rm', 'unlink'], ['mkdir', 'mkdir'], ['mkdtemp', 'mkdir']] as const) {
    wrap(fs.promises, method, name)
    wrap(fs, `${method}Sync`, name)
  }
  wrap(fs, 'openSync', 'openat')
  wrap(fs.promises, 'rename', 'rename', true)
  wrap(fs, 'renameSync', 'rename', true)
  const open = fs.promises.open.bind(fs.promises)
  const known = new WeakMap<object, string>()
  fs.promises.open = async (...given: Parameters<typeof open>) => {
    const path = pathOf(given[0])
    check({ name: 'openat', path })
    const handle = await open(...given)
    known.set(handle, path)
    return handle
  }
  const probe = await open(process.execPath, 'r')
  const handles = Object.getPrototypeOf(probe) as Any
  await probe.close()
  for (const [method, name] of [['write', 'pwrite64'], ['writeFile', 'pwrite64'], ['sync', 'fsync'], ['datasync', 'fdatasync'], ['truncate', 'ftruncate']] as const) {
    const real = handles[method] as (this: object, ...given: unknown[]) => Promise<unknown>
    handles[method] = async function checked(this: object, ...given: unknown[]) {
      const path = known.get(this)
      if (path !== undefined) check({ name, path })
      return real.apply(this, given)
    } as never
  }
  syncBuiltinESMExports()
}

export const setDecide = (next: Decide): void => {
  decide = next
}

/** What the tests themselves do with files is nobody's fault. */
export const aside = <T>(work: () => T): T => {
  depth += 1
  try {
    return work()
  } finally {
    depth -= 1
  }
}

/**
 * A scanner as those of Windows: it looks at each new file for `milliseconds` and meanwhile shares no deletion, so the file can be
 * neither renamed nor removed nor written over (EPERM, EACCES and EBUSY in turn), nor its folder moved or removed.
 */
export const scanner = (milliseconds: number): { readonly decide: Decide; readonly held: () => number } => {
  const since = new Map<string, number>()
  const codes = ['EPERM', 'EACCES', 'EBUSY'] as const
  let held = 0
  const isHeld = (path: string): boolean => {
    const now = performance.now()
    for (const [file, start] of since) {
      if (now - start > milliseconds) since.delete(file)
      else if (file === path || file.startsWith(join(path, '/'))) return true
    }
    return false
  }
  return {
    held: () => held,
    decide: ({ name, path, to }) => {
      if (name === 'pwrite64') {
        if (!since.has(path)) since.set(path, performance.now())
        return null
      }
      if (name !== 'rename' && name !== 'unlink') return null
      if (!isHeld(path) && (to === undefined || !isHeld(to))) return null
      held += 1
      return codes[held % 3]!
    },
  }
}
