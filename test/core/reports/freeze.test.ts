import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalText, correctionsFor, differencesOf, type FrozenPeriod } from '../../../src/core/reports/freeze.ts'
import { countedNow, periodFigures, type Correction } from '../../../src/core/reports/period-figures.ts'
import { differenceSheet } from '../../../src/core/reports/difference-sheet.ts'
import { workedCases } from '../case/worked-cases.ts'
import type { CaseFile } from '../../../src/core/case/record/case-file.ts'
import { localDate } from '../../../src/core/base/dates.ts'
import { counting } from '../statistics/counting.ts'
import { randomCounting } from '../statistics/offices.ts'
import { plainOf } from '../statistics/plain.ts'

const october = counting('2026-10-01', '2026-10-31')
const figuresOf = (cases = october.cases, corrections: readonly Correction[] = []) => periodFigures({ counting: { ...october, cases }, annexes: new Map(), note: {}, corrections })
const changed = (id: string, edit: (file: CaseFile) => CaseFile): CaseFile[] => workedCases.map(file => (file.id === id ? edit(file) : file))
const frozenAs = (id: string, corrections: readonly Correction[] = []): FrozenPeriod => {
  const [from, to] = id.split('..') as [string, string]
  const figures = periodFigures({ counting: counting(from, to), annexes: new Map(), note: {}, corrections })
  return { id, confirmed: { at: '2026-11-02T09:00' as never, by: '何平' }, figures, digest: 'a'.repeat(64) }
}

describe('the differences of a confirmed period', () => {
  it('are none while nothing was edited, in any office', () => {
    fc.assert(fc.property(randomCounting, one => {
      const figures = periodFigures({ counting: one, annexes: new Map(), note: {}, corrections: [] })
      expect(differencesOf(figures, countedNow(one))).toEqual([])
    }), { numRuns: 60 })
  })

  it('are told whenever a figure or a breakdown is another one, in any two offices', () => {
    fc.assert(fc.property(randomCounting, randomCounting, (one, two) => {
      const [before, after] = [countedNow(one), countedNow({ ...two, period: one.period, basis: one.basis })]
      const same = JSON.stringify(plainOf(before.statistics)) === JSON.stringify(plainOf(after.statistics))
      if (!same) expect(differencesOf(before, after).length).toBeGreaterThan(0)
    }), { numRuns: 60 })
  })

  it('name the figure, what it was and is, and the case that made it so', () => {
    const now = figuresOf(changed('w1', file => ({
      ...file, agreement: { ...file.agreement!, terms: file.agreement!.terms.map(term => (term.amountFen ? { ...term, amountFen: term.amountFen - 60_000 } : term)) },
    })))
    expect(differencesOf(figuresOf(), now).filter(({ id }) => !id.includes('/'))).toEqual([
      { id: 'agreedAmountFen', label: '协议涉及金额', unit: 'fen', frozen: '11,780.00元', now: '11,180.00元', by: -60_000, cases: ['w1'] },
    ])
    const retyped = differencesOf(figuresOf(), figuresOf(changed('w4', file => ({ ...file, type: 'WY22' }))))
    expect(retyped.map(({ id, frozen, now: is, cases }) => [id, frozen, is, ...cases])).toEqual([
      ['byType/WY08/received', '1件', '0件', 'w4'], ['byType/WY08/accepted', '1件', '0件', 'w4'], ['byType/WY08/closed', '1件', '0件', 'w4'],
      ['byType/WY22/received', '0件', '1件', 'w4'], ['byType/WY22/accepted', '0件', '1件', 'w4'], ['byType/WY22/closed', '0件', '1件', 'w4'],
    ])
  })

  it('begin with their causes: the case, before and after, why, who and when', () => {
    const frozen = { ...frozenAs('2026-10-01..2026-10-31'), figures: figuresOf() }
    const differences = differencesOf(frozen.figures, figuresOf(changed('w4', file => ({ ...file, difficult: true }))))
    const revision = { kind: 'correct' as const, on: localDate('2026-11-20'), by: '何平', reason: '漏登疑难', changes: [{ pointer: '/difficult', was: '一般', now: '疑难' }] }
    const [first] = differenceSheet({ office: '某委员会', frozen, differences, nameOf: id => `卷${id}`, revisionsOf: () => [revision] }).blocks.flatMap(block => (block.kind === 'table' ? [block] : []))
    expect([first!.caption, first!.rows]).toEqual(['原因', [['卷w4', '一般', '疑难', '漏登疑难', '何平，2026年11月20日']]])
  })

  it('stand on a sheet with the file numbers of the cases', () => {
    const frozen = { ...frozenAs('2026-10-01..2026-10-31'), figures: figuresOf() }
    const differences = differencesOf(frozen.figures, figuresOf(changed('w4', file => ({ ...file, difficult: true }))))
    const { title, blocks } = differenceSheet({ office: '某委员会', frozen, differences, nameOf: id => `卷${id}` })
    expect([title, blocks.flatMap(block => (block.kind === 'table' ? block.rows : []))]).toEqual(['某委员会2026年10月统计差异表', [['卷w4', '', '', '确认以后补登、续记，没有更正记录', ''], ['疑难复杂', '1件', '2件', '卷w4']]])
  })
})

describe('corrections', () => {
  const september = '2026-09-01..2026-09-30'
  const difference = { id: 'closed', label: '办结数', unit: 'count', frozen: '0件', now: '1件', by: 1, cases: ['w1'] }
  const part = { ...difference, id: 'byType/WY05/closed' }
  const november = { from: localDate('2026-11-01'), to: localDate('2026-11-30') }

  it('are printed once: by the next open period, and not again after that was confirmed', () => {
    const frozen = [frozenAs(september)]
    const corrections = correctionsFor(november, frozen, () => [difference, part])
    expect(corrections).toEqual([{ ...difference, periodId: september }])
    const later = [...frozen, frozenAs('2026-10-01..2026-10-31', corrections)]
    expect(correctionsFor(november, later, one => (one.id === september ? [difference] : []))).toEqual([])
    const again = { ...difference, now: '2件', by: 2, cases: ['w1', 'w3'] }
    expect(correctionsFor(november, later, one => (one.id === september ? [again] : []))).toEqual([{ ...again, periodId: september }])
  })

  it('of a period that is not over before this one begins are none', () => {
    expect(correctionsFor({ from: localDate('2026-09-15'), to: localDate('2026-10-14') }, [frozenAs(september)], () => [difference])).toEqual([])
  })
})

it('the canonical text does not depend on the order of keys, nor on what is absent', () => {
  expect(canonicalText({ b: [1, { d: undefined, c: '字' }], a: null })).toBe('{"a":null,"b":[1,{"c":"字"}]}')
  expect(canonicalText({ a: null, b: [1, { c: '字' }] })).toBe('{"a":null,"b":[1,{"c":"字"}]}')
})
