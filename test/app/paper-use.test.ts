/** Which papers a case needs now, which are ready, and which nothing calls for. */
import { expect, test } from 'vitest'
import { localDate } from '../../src/core/base/dates.ts'
import { workedCases, workedMediators, workedOffice } from '../builders.ts'
import { memoryApp } from '../memory-app.ts'
import { must } from './harness.ts'

const usesOf = async (day: string, only?: readonly string[]): Promise<Record<string, Record<string, string[]>>> => {
  const app = memoryApp(localDate(day))
  const known = workedCases.filter(({ id }) => !only || only.includes(id))
  await must(app.call('bundle.import', {
    content: JSON.stringify({ format: 'mediation-case-bundle', version: 1, office: workedOffice, mediators: workedMediators, cases: known }), onConflict: 'replace',
  }))
  return Object.fromEntries(await Promise.all(known.map(async ({ id }) => {
    const { documents } = await must(app.call('case.show', { caseId: id }))
    const of = (use: string): string[] => documents.filter(one => one.use === use).map(({ id: paper, of: record }) => (record === undefined ? paper : `${paper}:${record}`))
    return [id, { now: of('now'), spare: of('spare') }]
  })))
}

test('what a step asks for, an agreement that runs and a late payment are needed now; forms that nothing calls for are spare', async () => {
  expect(await usesOf('2026-11-23')).toEqual({
    w1: { now: [], spare: ['D28:p1', 'D28:p2'] },
    w2: { now: [], spare: ['D28:p1', 'D28:p2'] },
    // Ended without an agreement: the notice of it is still to go out. One side has two agents.
    w3: { now: ['D24'], spare: ['D28:p2'] },
    w4: { now: [], spare: ['D28:p1', 'D28:p2'] },
    w5: { now: [], spare: ['D28:p1', 'D28:p2'] },
    w6: { now: [], spare: ['D28:p1', 'D28:p2'] },
    // From the court, which waits for the report.
    w7: { now: ['D27'], spare: ['D28:p1', 'D28:p2'] },
    // In force, and the first payment is overdue.
    w8: { now: ['D07', 'D29-2:term/t1', 'D29-1:t1', 'D27'], spare: ['D28:p2'] },
  })
  // Before its day nobody is reminded.
  expect((await usesOf('2026-11-16', ['w8'])).w8!.now).not.toContain('D29-1:t1')
})
