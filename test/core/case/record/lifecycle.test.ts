import { describe, expect, it } from 'vitest'
import type { CaseFile } from '../../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../../src/core/base/dates.ts'
import { stageOf } from '../../../../src/core/case/record/lifecycle.ts'
import { workedCase, workedCases } from '../worked-cases.ts'

const today = localDate('2026-11-23')
const { archive: _archive, ...closed } = workedCase('w1')
const { end: _end, performance: _performance, ...agreed } = closed
const { agreement: _agreement, confirmation: _confirmation, ...mediating } = agreed
const { mediators: _mediators, ...unassigned } = mediating
const { acceptedOn: _acceptedOn, suspensions: _suspensions, fileNo: _fileNo, ...applied } = unassigned

describe('the stage of a case', () => {
  it('of the worked cases is', () => {
    expect(Object.fromEntries(workedCases.map(file => [file.id, stageOf(file, today)]))).toEqual({
      w1: 'archived', w2: 'closing', w3: 'closing', w4: 'closing', w5: 'closing', w6: 'closing', w7: 'closing',
      w8: 'performing', // 480 yuan are still owed
    })
  })

  it.each<[string, CaseFile, string]>([
    ['applied', applied, '2026-09-07'],
    ['accepted', unassigned, '2026-09-08'],
    ['mediating', mediating, '2026-09-15'],
    ['suspended', mediating, '2026-09-16'],
    ['suspended', mediating, '2026-09-28'],
    ['mediating', mediating, '2026-09-29'],
    ['agreed', agreed, '2026-10-12'],
    ['performing', { ...agreed, end: workedCase('w1').end }, '2026-10-13'],
    ['closing', closed, '2026-10-31'],
  ])('is %s', (stage, file, on) => {
    expect(stageOf(file, localDate(on))).toBe(stage)
  })

  it('stays suspended while a suspension has no end', () => {
    expect(stageOf({ ...mediating, suspensions: [{ from: localDate('2026-09-16'), reason: '鉴定' }] }, today)).toBe('suspended')
  })

  it('goes back to performing when a later entry takes a performance back', () => {
    const entries = [...closed.performance!, { termId: 't2', on: localDate('2026-10-30'), state: 'refused' as const }]
    expect([stageOf({ ...closed, performance: entries }, today), stageOf({ ...closed, performance: entries.toReversed() }, today)])
      .toEqual(['performing', 'closing'])
  })
})
