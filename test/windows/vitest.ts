/**
 * The part of vitest that our tests use, for a Node in which vitest itself does not run (Windows' own, without its compiled
 * parts): the same words, the same assertions, one file after another. `run.ts` puts it in vitest's place.
 */
import type * as Vitest from 'vitest'

type Real = typeof Vitest
type Work = (...given: never[]) => unknown
type Hook = { readonly work: () => unknown; readonly suite: Suite }
type Suite = {
  readonly name: string
  readonly outer: Suite | null
  readonly skip: boolean
  readonly parts: (Suite | Test)[]
  readonly hooks: Record<'beforeAll' | 'afterAll' | 'beforeEach' | 'afterEach', Hook[]>
}
type Test = { readonly name: string; readonly skip: boolean; readonly limit: number; readonly work: () => unknown }

const TEST_TIMEOUT = 120_000

const newSuite = (name: string, outer: Suite | null, skip: boolean): Suite =>
  ({ name, outer, skip, parts: [], hooks: { beforeAll: [], afterAll: [], beforeEach: [], afterEach: [] } })

let root = newSuite('', null, false)
let present = root

/** `%s`, `%j`, `%i` and `$name` of a title that stands for many. */
const titled = (title: string, given: readonly unknown[]): string => {
  let at = 0
  return title
    .replaceAll(/%[sjid]/g, mark => {
      const value = given[at]
      at += 1
      return mark === '%j' || (typeof value === 'object' && value !== null) ? JSON.stringify(value) : String(value)
    })
    .replaceAll(/\$(\w+)/g, (_all, key: string) => String((given[0] as Record<string, unknown> | null)?.[key]))
}

type Rows = readonly unknown[]
const each = <T>(one: (name: string, work: Work, limit?: number) => T) => (rows: Rows) => (title: string, work: Work, limit?: number): void => {
  for (const row of rows) {
    const given = Array.isArray(row) ? row as unknown[] : [row]
    one(titled(title, given), (() => work(...given as never[])) as Work, limit)
  }
}

const describing = (skip: boolean) => (name: string, work: Work): void => {
  const suite = newSuite(name, present, skip || present.skip)
  present.parts.push(suite)
  const before = present
  present = suite
  try {
    work()
  } finally {
    present = before
  }
}
const describeAll = describing(false)
export const describe = Object.assign(describeAll, {
  each: each(describeAll), skip: describing(true), skipIf: (when: boolean) => describing(when), runIf: (when: boolean) => describing(!when),
})

const testing = (skip: boolean) => {
  const one = (name: string, work: Work, limit = TEST_TIMEOUT): void => void present.parts.push({ name, skip: skip || present.skip, limit, work: work as () => unknown })
  return Object.assign(one, { each: each(one) })
}
export const test = Object.assign(testing(false), { skip: testing(true), skipIf: (when: boolean) => testing(when), runIf: (when: boolean) => testing(!when) })
export const it = test

const hook = (kind: keyof Suite['hooks']) => (work: () => unknown): void => void present.hooks[kind].push({ work, suite: present })
export const beforeAll = hook('beforeAll')
export const afterAll = hook('afterAll')
export const beforeEach = hook('beforeEach')
export const afterEach = hook('afterEach')

const real = await import(new URL('../../node_modules/vitest/dist/index.js', import.meta.url).href) as Real
export const { vi } = real

/** Vitest's own, but for `poll`, which asks for the worker that it knows. */
const poll = (look: () => unknown, { timeout = 1_000, interval = 50 }: { timeout?: number; interval?: number } = {}): object => new Proxy({}, {
  get: (_target, matcher: string) => async (...given: unknown[]) => {
    const start = performance.now()
    for (;;) {
      try {
        // The assertion's own words are what a failure says.
        return (real.expect(await look()) as unknown as Record<string, (...all: unknown[]) => unknown>)[matcher]!(...given)
      } catch (error) {
        if (performance.now() - start > timeout) throw error
        await new Promise(done => setTimeout(done, interval))
      }
    }
  },
})
export const expect = new Proxy(real.expect, { get: (target, name) => (name === 'poll' ? poll : Reflect.get(target, name)) })

/** What the tests use to look at files with other eyes, and Windows does not have. */
const missingTool = (error: unknown): string | null => {
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  const tool = /^spawn(?:Sync)? (\w+)$/.exec(syscall ?? '')?.[1]
  return code === 'ENOENT' && tool !== undefined && ['pdftotext', 'pdftoppm', 'pdfinfo', 'pdffonts', 'pdfimages', 'unzip', 'qpdf', 'iconv', 'mkfifo', 'soffice', 'sha256sum', 'strace'].includes(tool) ? tool : null
}

export type Told = { readonly passed: number; readonly skipped: number; readonly failed: number }

const within = async (work: () => unknown, limit: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_done, failed) => {
    timer = setTimeout(() => failed(new Error(`not done within ${limit / 1000} s`)), limit)
  })
  try {
    await Promise.race([Promise.resolve().then(work), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Runs what a file of tests described when it was imported. `only`: a part of the names of those to run. */
export const runFile = async (file: string, load: () => Promise<unknown>, say: (line: string) => void, only: RegExp | null): Promise<Told> => {
  root = newSuite(file, null, false)
  present = root
  const told = { passed: 0, skipped: 0, failed: 0 }
  const failed = (name: string, error: unknown): void => {
    told.failed += 1
    say(`× ${name}\n${error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error)}`)
  }
  const around = (suite: Suite | null, kind: 'beforeEach' | 'afterEach'): Hook[] => {
    const outer = suite ? around(suite.outer, kind) : []
    return suite ? kind === 'beforeEach' ? [...outer, ...suite.hooks[kind]] : [...suite.hooks[kind].toReversed(), ...outer] : []
  }
  const holds = (part: Suite | Test, path: string): boolean =>
    ('parts' in part ? part.parts.some(one => holds(one, `${path} > ${part.name}`)) : !part.skip && (only === null || only.test(`${path} > ${part.name}`)))
  const runSuite = async (suite: Suite, path: string): Promise<void> => {
    const runs = suite.parts.some(one => holds(one, path))
    try {
      if (runs) for (const { work } of suite.hooks.beforeAll) await within(work, TEST_TIMEOUT)
      for (const part of suite.parts) {
        const name = `${path} > ${part.name}`
        if ('parts' in part) {
          await runSuite(part, name)
          continue
        }
        if (part.skip || (only !== null && !only.test(name))) {
          told.skipped += 1
          if (part.skip) say(`- ${name}`)
          continue
        }
        const start = performance.now()
        let right = true
        let leftOut: string | null = null
        const step = async (work: () => unknown): Promise<void> => {
          try {
            await within(work, part.limit)
          } catch (error) {
            leftOut ??= right ? missingTool(error) : null
            if (right && leftOut === null) failed(name, error)
            right = false
          }
        }
        for (const { work } of around(suite, 'beforeEach')) await step(work)
        if (right) await step(part.work)
        for (const { work } of around(suite, 'afterEach')) await step(work)
        if (leftOut !== null) {
          told.skipped += 1
          say(`- ${name}, left out: needs ${leftOut}, which is not there`)
        }
        if (!right) continue
        told.passed += 1
        say(`✓ ${name} ${Math.round(performance.now() - start)} ms`)
      }
    } catch (error) {
      failed(path, error)
    } finally {
      if (runs) for (const { work } of suite.hooks.afterAll) await within(work, TEST_TIMEOUT).catch((error: unknown) => failed(path, error))
    }
  }
  try {
    await load()
  } catch (error) {
    failed(file, error)
    return told
  }
  await runSuite(root, file)
  return told
}
