/** An app on real parts in folders of its own, and answers unwrapped. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach } from 'vitest'
import type { LocalTime } from '../../src/core/base/dates.ts'
import type { Call } from '../../src/core/contract.ts'
import type { Ports } from '../../src/core/ports.ts'
import type { Refusal, Result } from '../../src/core/base/result.ts'
import { createApp } from '../../src/main/app.ts'
import { fixedClock } from '../../src/main/adapters/system.ts'
import { hostPorts } from '../../src/main/host.ts'

export const workedCasesPath = fileURLToPath(new URL('../fixtures/worked-cases.json', import.meta.url))
export const workedCasesText = readFileSync(workedCasesPath, 'utf8')
export const workedCases = JSON.parse(workedCasesText) as { cases: Record<string, unknown>[] } & Record<string, unknown>

export const office = { name: '赤壁市物业纠纷人民调解委员会', regionCode: '421281', numberWord: '赤物', court: '赤壁市人民法院' }
export const account = { name: '何平', password: '清源小区2026' }
export const NOW = '2026-11-23T09:00' as LocalTime

const undo: (() => void | Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).toReversed()) await step()
})

/** A folder that is gone after the test. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'mediation-'))
  undo.push(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

export const afterTest = (step: () => void | Promise<void>): void => {
  undo.push(step)
}

export type TestApp = { readonly call: Call; readonly ports: Ports; readonly data: string; readonly out: string }

/** An app at a fixed time (so only a rehearsal can be set up) on an empty folder or the one given. */
export const openApp = async (folder = temporaryFolder(), now: LocalTime = NOW): Promise<TestApp> => {
  const data = join(folder, 'data')
  const out = join(folder, 'out')
  const ports = await hostPorts({ data, out, clock: fixedClock(now), open: false }, 'script')
  undo.push(() => ports.store.close())
  return { call: createApp(ports, { checkOutputs: true }), ports, data, out }
}

export const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(JSON.stringify(result.refusal))
  return result.value
}

export const refused = async (answer: Promise<Result<unknown>>): Promise<Refusal> => {
  const result = await answer
  if (result.ok) throw new Error(`not refused: ${JSON.stringify(result.value).slice(0, 300)}`)
  return result.refusal
}

export const aRehearsalOffice = async (folder?: string, now?: LocalTime): Promise<TestApp> => {
  const app = await openApp(folder, now)
  await must(app.call('office.setUp', { office, mediators: [], account, rehearsal: true }))
  return app
}

export const withWorkedCases = async (): Promise<TestApp> => {
  const app = await aRehearsalOffice()
  await must(app.call('bundle.import', { path: workedCasesPath }))
  return app
}
