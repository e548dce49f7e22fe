import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { amountsIn, fenFromCapitals, fenFromYuan, yuanBoth, yuanCapitals, yuanFigures } from '../../../src/core/base/amounts.ts'

/** Reads capitals back, knowing nothing of how they were written. */
const fenOfCapitals = (text: string): number => {
  let fen = 0
  let group = 0
  let digit = 0
  for (const character of text) {
    const value = '零壹贰叁肆伍陆柒捌玖'.indexOf(character)
    const place = { 拾: 10, 佰: 100, 仟: 1000 }[character]
    if (value >= 0) digit = value
    else if (place) {
      group += digit * place
      digit = 0
    } else if (character === '亿' || character === '万' || character === '元') {
      fen += (group + digit) * { 亿: 10_000_000_000, 万: 1_000_000, 元: 100 }[character]
      group = digit = 0
    } else if (character === '角' || character === '分') {
      fen += digit * { 角: 10, 分: 1 }[character]
      digit = 0
    } else if (character !== '整') throw new Error(`not a capital: ${character}`)
  }
  return fen
}

const anyFen = fc.oneof(
  fc.integer({ min: 0, max: 999_999_999_999 }),
  // Mostly zeros: where 零 has to be right.
  fc.array(fc.constantFrom(0, 0, 0, 0, 1, 2, 9), { minLength: 1, maxLength: 12 }).map(digits => Number(digits.join(''))),
)

describe('amounts', () => {
  it.each([
    [140_950, '壹仟肆佰零玖元伍角'],
    [600_714, '陆仟零柒元壹角肆分'],
    [32_504, '叁佰贰拾伍元零肆分'],
    [10_700_053, '壹拾万柒仟元零伍角叁分'],
    [1000, '壹拾元整'],
    [0, '零元整'],
    [5, '伍分'],
    [50, '伍角'],
    [55, '伍角伍分'],
    [100, '壹元整'],
    [860_000, '捌仟陆佰元整'],
    [288_000, '贰仟捌佰捌拾元整'],
    [1_000_000, '壹万元整'],
    [1_000_100, '壹万零壹元整'],
    [100_001_000, '壹佰万零壹拾元整'],
    [10_000_000_000, '壹亿元整'],
    [10_000_010_000, '壹亿零壹佰元整'],
    [10_010_000_000, '壹亿零壹拾万元整'],
    [100_100_000_001, '壹拾亿零壹佰万元零壹分'],
    [999_999_999_999, '玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分'],
  ])('%i fen in capitals is %s', (fen, capitals) => {
    expect(yuanCapitals(fen)).toBe(capitals)
  })

  it('can be read back from its capitals, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenOfCapitals(yuanCapitals(fen))).toBe(fen)
    }), { numRuns: 3000 })
  })

  it('writes zeros, 整 and figures in the one form that banks accept', () => {
    fc.assert(fc.property(anyFen, fen => {
      const capitals = yuanCapitals(fen)
      expect(capitals).not.toMatch(/零零|零[亿万角分]|亿万|[拾佰仟]{2}|^[拾佰仟万亿元]/)
      expect(fen === 0 || !capitals.includes('零元')).toBe(true)
      expect(capitals.endsWith('整')).toBe(fen % 100 === 0)
    }), { numRuns: 3000 })
  })

  it.each([[0, '0.00'], [5, '0.05'], [140_950, '1,409.50'], [999_999_999_999, '9,999,999,999.99'], [100_000, '1,000.00'], [99_999, '999.99']])(
    '%i fen in figures is %s', (fen, figures) => {
      expect(yuanFigures(fen)).toBe(figures)
    })

  it('shows figures and capitals together', () => {
    expect(yuanBoth(860_000)).toBe('8,600.00元（大写：捌仟陆佰元整）')
  })

  it('reads back the figures that it shows, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenFromYuan(yuanFigures(fen))).toBe(fen)
    }))
  })

  it.each([
    ['8600', 860_000], [' 8,600元 ', 860_000], ['8，600.5', 860_050], ['¥0.07', 7], ['￥12', 1200], ['9999999999.99', 999_999_999_999],
    ['', null], ['-1', null], ['1.234', null], ['1e3', null], ['八百', null], ['10000000000', null], ['.5', null], ['1.', null],
  ])('reads %j as %j fen', (typed, fen) => {
    expect(fenFromYuan(typed)).toBe(fen)
  })

  it('reads back the capitals that it writes, whatever the amount', () => {
    fc.assert(fc.property(anyFen, fen => {
      expect(fenFromCapitals(yuanCapitals(fen))).toBe(fen)
    }), { numRuns: 2000 })
  })

  it.each([
    ['捌仟陆佰圆正', 860_000], ['壹万元', 1_000_000], ['拾元整', 1000], ['伍角', 50], ['伍分', 5], ['伍角伍分', 55], ['壹仟零肆拾元零伍分', 104_005],
    ['零元整', 0], ['壹拾万柒仟元零伍角叁分', 10_700_053], ['陆佰捌仟元整', null], ['壹贰元整', null], ['元整', null], ['万元', null], ['捌仟陆佰', null], ['', null], ['八千元整', null],
  ])('reads capitals %j as %j fen', (typed, fen) => {
    expect(fenFromCapitals(typed)).toBe(fen)
  })

  it('finds every amount of a text, in order', () => {
    expect(amountsIn('共1,409.5元（大写：壹仟肆佰零玖元伍角），其中0.1万元现金；另付１元？叁拾元整。').map(({ text, fen, capitals }) => [text, fen, capitals])).toEqual([
      ['1,409.5元', 140_950, false], ['壹仟肆佰零玖元伍角', 140_950, true], ['0.1万元', 100_000, false], ['叁拾元整', 3000, true],
    ])
  })
})
