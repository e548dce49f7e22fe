import { describe, expect, test } from 'vitest'
import { localDate } from '../../../src/core/case/dates.ts'
import {
  citation, lengthOn, parameterIds, parameterOf, ParameterSetting, parametersFrom, shippedParameters, withSetting,
} from '../../../src/core/rules/parameters.ts'
import { parseWith } from '../../../src/core/problems.ts'

const day = localDate
const set = (value: number, since: string, id: ParameterSetting['id'] = 'confirmation'): ParameterSetting => ({ id, value, since: day(since) })

describe('the table of parameters', () => {
  test('has a default within its own range for each, and a name of its own', () => {
    for (const id of parameterIds) {
      const { min, max, default: usual } = parameterOf(id)
      expect([id, min <= usual, usual <= max]).toEqual([id, true, true])
    }
    expect(new Set(parameterIds.map(id => parameterOf(id).name)).size).toBe(parameterIds.length)
  })

  test('takes from the office a value within the range, and names the range otherwise', () => {
    expect(parseWith(ParameterSetting, { id: 'confirmation', value: 61, since: '2026-11-01' })).toEqual({
      ok: false, problems: [{ pointer: '/value', code: 'range', severity: 'error', message: '应在 1 至 60 日之间，请改正。' }],
    })
    expect(parseWith(ParameterSetting, { id: 'confirmation', value: 60, since: '2026-11-01' }).ok).toBe(true)
  })

  test('gives what held on the day from which a deadline runs', () => {
    const all = parametersFrom([set(20, '2026-11-01'), set(25, '2026-06-01')])
    expect(['2026-05-31', '2026-06-01', '2026-10-31', '2026-11-01', '2030-01-01'].map(start => lengthOn(all, 'confirmation', day(start)))).toEqual([30, 25, 25, 20, 20])
    expect(lengthOn(all, 'mediation', day('2026-11-01'))).toBe(30)
  })

  test('cites the rule, and the office where it set a value of its own', () => {
    const all = parametersFrom([set(20, '2026-11-01'), set(40, '2026-11-01', 'archive')])
    expect([
      citation(shippedParameters, 'confirmation', day('2026-11-02')), citation(all, 'confirmation', day('2026-10-31')),
      citation(all, 'confirmation', day('2026-11-02')), citation(all, 'archive', day('2026-11-02')), citation(shippedParameters, 'archive', day('2026-11-02')),
    ]).toEqual([
      '依《民事诉讼法》第205条、第85条', '依《民事诉讼法》第205条、第85条', '依《民事诉讼法》第205条、第85条；本会设定：20 日，2026年11月1日起',
      '本会设定：40 日，2026年11月1日起', '没有条文规定，为软件预设，本会可以另设',
    ])
  })

  test('keeps one setting for a parameter and a day', () => {
    expect(withSetting([set(20, '2026-11-01'), set(9, '2026-11-01', 'archive')], set(22, '2026-11-01')))
      .toEqual([set(9, '2026-11-01', 'archive'), set(22, '2026-11-01')])
  })
})
