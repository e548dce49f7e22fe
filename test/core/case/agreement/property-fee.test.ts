import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, localDate } from '../../../../src/core/base/dates.ts'
import { instalmentsOf } from '../../../../src/core/case/agreement/instalments.ts'
import { exactFee, feeSheetOf, worksheetProblems } from '../../../../src/core/case/agreement/property-fee.ts'
import { type FeeWorksheet } from '../../../../src/core/case/record/fee-worksheet.ts'
import { decimalOf, halfUp, rational, scaledFrom } from '../../../../src/core/base/rational.ts'
import { shippedRestDays } from '../../../../src/core/base/rest-days.ts'

const day = localDate
const base: FeeWorksheet = {
  id: 'f1', title: '物业费计算表', payer: 'p2', payee: 'p1', area: 9850, partialMonth: 'actual', rounding: 'line', discount: { kind: 'none' }, payments: [],
  periods: [{ from: day('2024-03-15'), to: day('2024-06-10'), price: 18_500 }],
}

describe('a property-fee worksheet', () => {
  test('counts whole calendar months and the days around them', () => {
    const sheet = feeSheetOf(base)
    // 98.50 × 1.85 = 182.225 a month.
    expect(sheet.lines).toEqual([
      { period: '2024年3月15日至2024年3月31日', reckoning: '98.5㎡ × 1.85元 × 17/31个月', amountFen: 9993 },
      { period: '2024年4月1日至2024年5月31日', reckoning: '98.5㎡ × 1.85元 × 2个月', amountFen: 36_445 },
      { period: '2024年6月1日至2024年6月10日', reckoning: '98.5㎡ × 1.85元 × 10/30个月', amountFen: 6074 },
    ])
    expect(sheet).toMatchObject({ grossFen: 52_512, discountFen: 0, paidFen: 0, owedFen: 52_512, lateFeeFen: 0, totalFen: 52_512, notes: [] })
  })

  test('takes differing prices, a discount, payments and a late fee as stated', () => {
    const sheet = feeSheetOf({
      ...base,
      periods: [{ from: day('2024-01-01'), to: day('2024-12-31'), price: 18_500 }, { from: day('2025-01-01'), to: day('2025-12-31'), price: 20_000 }],
      discount: { kind: 'percent', rate: 100_000 },
      payments: [{ on: day('2025-02-01'), amountFen: 100_000 }],
      lateFee: { baseFen: 315_063, rate: 500, per: 'day', from: day('2026-01-01'), to: day('2026-01-10'), basis: '合同第八条' },
    })
    expect(sheet).toMatchObject({ grossFen: 218_670 + 236_400, discountFen: 45_507, paidFen: 100_000, owedFen: 309_563, lateFeeFen: 1575, totalFen: 311_138 })
    expect(sheet.lateFeeReckoning).toBe('3,150.63元 × 每日0.05% × 10日（2026年1月1日至2026年1月10日，首尾两日都计入，单利）')
    expect(sheet.rules.at(-1)).toContain('合同第八条')
  })

  test('remarks on a high rate without touching it, and on too much paid', () => {
    const late = { baseFen: 10_000, rate: 1000, per: 'day' as const, from: day('2026-01-01'), to: day('2026-12-31') }
    const sheet = feeSheetOf({ ...base, lateFee: late, lpr: 31_000 })
    expect(sheet.lateFeeFen).toBe(3650)
    expect(sheet.notes).toHaveLength(2)
    expect(sheet.notes[0]).toContain('高于 24%')
    expect(sheet.notes[1]).toContain('四倍')
    expect(feeSheetOf({ ...base, lateFee: { ...late, rate: 30_000, per: 'year', yearDays: 'd365' } })).toMatchObject({ notes: [], lateFeeFen: 300 })
    expect(feeSheetOf({ ...base, payments: [{ on: day('2024-07-01'), amountFen: 60_000 }] })).toMatchObject({ owedFen: 0, overpaidFen: 7488, totalFen: 0 })
  })

  test('refuses dates in the wrong order, days that count twice, and a year of unstated days', () => {
    expect(worksheetProblems({
      ...base, payee: 'p2', lateFee: { baseFen: 1, rate: 1, per: 'year', from: day('2026-02-01'), to: day('2026-01-01') },
      periods: [...base.periods, { from: day('2024-06-10'), to: day('2024-07-31'), price: 1 }, { from: day('2025-02-01'), to: day('2025-01-31'), price: 1 }],
    }).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(['/periods/1/from overlap', '/periods/2/to date-order', '/payee same-party', '/lateFee/to date-order', '/lateFee/yearDays missing'])
    expect(worksheetProblems(base)).toEqual([])
  })

  const anyDate = fc.integer({ min: 0, max: 1500 }).map(days => addDays(day('2023-01-01'), days))
  const anyPeriod = fc.tuple(anyDate, fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 100_000 }))
    .map(([from, length, price]) => ({ from, to: addDays(from, length), price }))
  const anySheet = fc.record({
    area: fc.integer({ min: 1, max: 1_000_000 }), periods: fc.array(anyPeriod, { minLength: 1, maxLength: 5 }),
    partialMonth: fc.constantFrom('actual' as const, 'thirty' as const), rounding: fc.constantFrom('line' as const, 'sum' as const),
  })

  test('the lines add up to the sum; another rounding differs by less than half a fen a line', () => {
    fc.assert(fc.property(anySheet, given => {
      const sheet = feeSheetOf({ ...base, ...given })
      const lines = sheet.lines.reduce((sum, line) => sum + line.amountFen, 0)
      if (given.rounding === 'line') expect(sheet.grossFen).toBe(lines)
      else expect(sheet.grossFen).toBe(halfUp(exactFee(given)))
      expect(Math.abs(lines - halfUp(exactFee(given)))).toBeLessThanOrEqual(Math.ceil(sheet.lines.length / 2))
    }), { numRuns: 300 })
  })

  test('a period cut in two costs what it cost whole, by the days of each month', () => {
    fc.assert(fc.property(anyPeriod, fc.integer({ min: 1, max: 1_000_000 }), fc.nat(), (period, area, at) => {
      const length = Math.round((Date.parse(period.to) - Date.parse(period.from)) / 86_400_000)
      fc.pre(length > 0)
      const cut = addDays(period.from, at % length)
      const whole = exactFee({ area, partialMonth: 'actual', periods: [period] })
      const halves = exactFee({ area, partialMonth: 'actual', periods: [{ ...period, to: cut }, { ...period, from: addDays(cut, 1) }] })
      expect(whole.n * halves.d).toBe(halves.n * whole.d)
    }), { numRuns: 300 })
  })

  test('fee less discount and payments is what is owed or overpaid, never both', () => {
    fc.assert(fc.property(anySheet, fc.array(fc.integer({ min: 0, max: 5_000_000 }), { maxLength: 4 }), fc.integer({ min: 1, max: 1_000_000 }), (given, paid, rate) => {
      const sheet = feeSheetOf({ ...base, ...given, discount: { kind: 'percent', rate }, payments: paid.map(amountFen => ({ on: day('2024-01-01'), amountFen })) })
      expect(sheet.grossFen - sheet.discountFen - sheet.paidFen).toBe(sheet.owedFen - sheet.overpaidFen)
      expect(sheet.owedFen * sheet.overpaidFen).toBe(0)
      expect(sheet.discountFen).toBeLessThanOrEqual(sheet.grossFen)
    }), { numRuns: 200 })
  })

  test.each([['98.5', 2, 9850], ['1.85', 4, 18_500], ['0', 2, 0], ['1.234', 2, null], ['-1', 2, null], ['１', 2, null], ['1,000', 2, 100_000]] as const)('%j with %i places is %j', (typed, places, scaled) => {
    expect(scaledFrom(typed, places, 1_000_000_000)).toBe(scaled)
    if (scaled) expect(scaledFrom(decimalOf(scaled, places), places, 1_000_000_000)).toBe(scaled)
  })

  test('halves are rounded up', () => {
    expect([halfUp(rational(1, 2)), halfUp(rational(49, 100)), halfUp(rational(3, 2)), halfUp(rational(0))]).toEqual([1, 0, 2, 0])
  })
})

describe('instalments', () => {
  test('fall on a day of the month or its last one, and roll over rest days beside the day as planned', () => {
    expect(instalmentsOf({ rhythm: 'monthly', totalFen: 100_000, unitFen: 1, first: day('2026-10-20'), day: 31, count: 3 }, shippedRestDays)).toEqual([
      { no: 1, plannedOn: '2026-10-31', dueOn: '2026-11-02', amountFen: 33_333, calendarKnown: true },
      { no: 2, plannedOn: '2026-11-30', dueOn: '2026-11-30', amountFen: 33_333, calendarKnown: true },
      { no: 3, plannedOn: '2026-12-31', dueOn: '2026-12-31', amountFen: 33_334, calendarKnown: true },
    ])
    expect(instalmentsOf({ rhythm: 'monthly', totalFen: 3, unitFen: 1, first: day('2026-11-20'), day: 15, count: 2 }, shippedRestDays).map(({ plannedOn, calendarKnown }) => [plannedOn, calendarKnown]))
      .toEqual([['2026-12-15', true], ['2027-01-15', false]])
    expect(instalmentsOf({ rhythm: 'weekly', totalFen: 100_100, unitFen: 100, first: day('2026-11-23'), count: 3 }, shippedRestDays).map(({ dueOn, amountFen }) => [dueOn, amountFen]))
      .toEqual([['2026-11-23', 33_300], ['2026-11-30', 33_300], ['2026-12-07', 33_500]])
    expect(instalmentsOf({ rhythm: 'custom', totalFen: 5, unitFen: 1, dates: [day('2026-12-01'), day('2026-11-24')] }, shippedRestDays).map(({ dueOn, amountFen }) => [dueOn, amountFen]))
      .toEqual([['2026-11-24', 2], ['2026-12-01', 3]])
  })

  test('add up to the total exactly, in order, none before its planned day, none negative', () => {
    fc.assert(fc.property(
      fc.integer({ min: 1, max: 999_999_999_999 }), fc.constantFrom(1 as const, 100 as const), fc.integer({ min: 1, max: 120 }), fc.integer({ min: 1, max: 31 }), fc.integer({ min: 0, max: 900 }),
      (totalFen, unitFen, count, dayOfMonth, offset) => {
        const first = addDays(day('2025-01-01'), offset)
        const all = instalmentsOf({ rhythm: 'monthly', totalFen, unitFen, first, day: dayOfMonth, count }, shippedRestDays)
        expect(all.reduce((sum, one) => sum + one.amountFen, 0)).toBe(totalFen)
        expect(all.every((one, index) => one.amountFen >= 0 && one.dueOn >= one.plannedOn && one.plannedOn >= first && (index === 0 || one.plannedOn > all[index - 1]!.plannedOn))).toBe(true)
        expect(all.slice(0, -1).every(one => one.amountFen % unitFen === 0)).toBe(true)
      }), { numRuns: 300 })
  })
})
