/** The invented cases to practise with. */
import { assert, integer, property } from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CaseAnnex } from '../../../src/core/case/record/annex.ts'
import { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { endCodes, keysOf } from '../../../src/core/base/codes.ts'
import { addDays, addMonths, localDate, yearOf } from '../../../src/core/base/dates.ts'
import { deadlinesOf, deadlineState } from '../../../src/core/case/time/deadline-list.ts'
import { stageOf, stages } from '../../../src/core/case/record/lifecycle.ts'
import { problemsOf } from '../../../src/core/case/moves/case-rules.ts'
import { newOffice } from '../../../src/core/office.ts'
import { REHEARSAL_CASES, rehearsalCases } from '../../../src/core/help/rehearsal.ts'
import { reckoningOf } from '../../../src/core/rules/time-limits.ts'
import { allRoles } from '../../../src/core/base/accounts.ts'
import { workedMediators } from '../../builders.ts'

const input = (today = localDate('2026-11-23'), seed = 1) =>
  ({ today, seed, numberWord: '赤物', regionCode: '421281', mediators: workedMediators, fileNumbers: { 2026: 7 } })
const office = newOffice({ name: '演练', regionCode: '421281', numberWord: '赤物', court: '演练法院' }, { name: '演练', roles: allRoles }, true)

describe('rehearsal cases', () => {
  test('keep every rule, without even a warning, and stay within fourteen months, on any day and for any seed', () => {
    assert(property(integer({ min: 0, max: 1500 }), integer({ min: 0, max: 1_000_000 }), (days, seed) => {
      const today = addDays(localDate('2025-06-01'), days)
      const { cases, annexes } = rehearsalCases(input(today, seed))
      const mediatorIds = new Set(workedMediators.map(({ id }) => id))
      expect(cases).toHaveLength(REHEARSAL_CASES)
      expect(cases.flatMap(file => problemsOf(CaseFile.parse(file), { today, mediatorIds }).map(problem => ({ id: file.id, ...problem })))).toEqual([])
      for (const annex of annexes) CaseAnnex.parse(annex)
      const days14 = addMonths(today, -14)
      expect(cases.filter(file => file.appliedOn < days14 || file.appliedOn > today)).toEqual([])
      const numbers = cases.flatMap(({ fileNo }) => fileNo ?? [])
      expect(new Set(numbers).size).toBe(cases.filter(file => file.acceptedOn).length)
      expect(new Set(cases.map(file => stageOf(file, today, annexes.find(annex => annex.id === file.id))))).toEqual(new Set(keysOf(stages)))
    }), { numRuns: 40 })
  })

  test('show every ending, overdue and coming deadlines, a case over New Year, many parties and rare characters', () => {
    const { today } = input()
    const { cases, annexes } = rehearsalCases(input())
    expect(new Set(cases.flatMap(({ end }) => end?.code ?? []))).toEqual(new Set(keysOf(endCodes)))
    const { calendar, parameters } = reckoningOf(office)
    const states = cases.flatMap(file => deadlinesOf(file, today, calendar, parameters, annexes.find(annex => annex.id === file.id) ?? { id: file.id })
      .map(deadline => deadlineState(deadline, today)))
    expect([...new Set(states)]).toEqual(expect.arrayContaining(['overdue', 'week', 'later']))
    expect(cases.filter(({ acceptedOn, end }) => acceptedOn && end && yearOf(end.on) === yearOf(acceptedOn) + 1).length).toBeGreaterThanOrEqual(2)
    expect(Math.max(...cases.map(({ parties }) => parties.length))).toBe(13)
    const names = cases.flatMap(({ parties }) => parties.map(({ name }) => name)).join()
    for (const rare of ['𡊄', '䶮', '𬀩']) expect(names).toContain(rare)
    // Numbers go on from those that were given.
    expect(cases.flatMap(({ fileNo }) => fileNo ?? []).toSorted()).toContain('（2026）赤物人调字第008号')
  })

  test('are the same for the same day and seed, and others for another seed', () => {
    expect(rehearsalCases(input())).toEqual(rehearsalCases(input()))
    expect(rehearsalCases(input()).cases).not.toEqual(rehearsalCases({ ...input(), seed: 2 }).cases)
  })
})
