/** A case on another day: what a change replaced, put back, gives what there was. */
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { caseOn, reverseDiff, takenBack, type CaseHistoryEntry } from '../../../../src/core/case/record/history.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { aCase } from '../../../builders.ts'

const json = fc.letrec(tie => ({
  value: fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(fc.constantFrom('a', 'b', 'length', '0'), tie('value'))),
})).value

test('for any two records, taking the change back gives the first again, also after storing it as JSON', () => {
  fc.assert(fc.property(json, json, (before, after) => {
    const stored = JSON.parse(JSON.stringify(reverseDiff(before, after)))
    expect(takenBack(after, stored)).toEqual(before)
  }), { numRuns: 500 })
})

test('equal records have nothing to put back', () => {
  fc.assert(fc.property(json, value => {
    expect(reverseDiff(value, structuredClone(value))).toEqual([])
  }))
})

test('a longer list of sessions is kept as its earlier length, not as its words', () => {
  const session = { id: 's1', startAt: '2026-11-05T09:00', place: '调解室', kind: 'joint', record: '很长的记录', confidential: false } as never
  expect(reverseDiff({ sessions: [session] }, { sessions: [session, { ...session as object, id: 's2' }] })).toEqual([{ at: ['sessions', 'length'], was: 1 }])
})

test('a day before the case was entered has no case; a day before its changes were kept is said to be unknown', () => {
  const now = aCase({ facts: '第三稿' })
  const entry = (no: number, at: string, more: object): CaseHistoryEntry => ({ id: `w1#${no}`, at: at as never, by: '何平', command: 'case.correctIntake', ...more })
  const changes = [
    entry(1, '2026-11-02T09:00', { created: true }),
    entry(2, '2026-11-05T09:00', { file: [{ at: ['facts'], was: '第一稿' }] }),
    entry(3, '2026-11-09T16:00', { file: [{ at: ['facts'], was: '第二稿' }] }),
  ]
  const on = (day: string, entries = changes) => {
    const then = caseOn(now, { id: 'w1' }, entries, localDate(day))
    return then.state === 'known' ? then.file.facts : then
  }
  expect([on('2026-11-01'), on('2026-11-02'), on('2026-11-05'), on('2026-11-08'), on('2026-11-09')]).toEqual([{ state: 'notYet' }, '第一稿', '第二稿', '第二稿', '第三稿'])
  expect(on('2026-11-04', changes.slice(1))).toEqual({ state: 'notKept', since: '2026-11-05' })
})
