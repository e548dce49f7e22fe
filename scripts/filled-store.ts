/** A store with invented cases in it, for benchmarks. */
import type { LocalTime } from '../src/core/base/dates.ts'
import { newOffice } from '../src/core/office.ts'
import { ok, type Result } from '../src/core/base/result.ts'
import { openLowdbStore } from '../src/main/adapters/lowdb-store.ts'
import { generatedCases } from './generated-cases.ts'

export const cause = { command: 'bench', at: '2026-11-23T09:00' as LocalTime }
export const credentials = { account: '何平', password: '清源小区2026' }

export const must = async <T>(answer: Promise<Result<T>>): Promise<T> => {
  const result = await answer
  if (!result.ok) throw new Error(result.refusal.message)
  return result.value
}

const details = { name: '测试委员会', regionCode: '421281', numberWord: '测', court: '测试法院' }

export const filledStore = async (path: string, count: number) => {
  const opened = await openLowdbStore(path)
  await must(opened.store.create({ ...newOffice(details, { name: credentials.account, roles: ['director'] }, true), mediators: ['m1', 'm2', 'm3'].map(id => ({ id, name: id, kind: 'fullTime' as const })) }, credentials, cause))
  const cases = generatedCases(count)
  for (let at = 0; at < count; at += 5000) {
    await must(opened.store.change(cause, office => ok({
      office: { ...office, cases: cases.slice(at, at + 5000).reduce((all, file) => all.with(file), office.cases) }, value: null,
    })))
  }
  return opened
}
